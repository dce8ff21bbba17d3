"""Middlewares: preflight requests, the log of requests, errors, faults and headers."""

from email.utils import format_datetime
import json
from typing import Any

from aiohttp import web

from .auth import SESSION, get_cloud
from .errors import ApiError, error_response
from .models import RecordedRequest
from .routes import Handler


async def set_date(request: web.Request, response: web.StreamResponse) -> None:
    """Replace the `Date` of aiohttp, which is the machine's time."""
    date = get_cloud(request).date_header()
    if date is None:
        response.headers.popall("Date", None)
    else:
        response.headers["Date"] = format_datetime(date, usegmt=True)


async def set_session(request: web.Request, response: web.StreamResponse) -> None:
    """Set the cookie of a session, which the server then trusts over the header."""
    token = request.headers.get("Authorization", "").partition(" ")[2].strip()
    cloud = get_cloud(request)
    if cloud.trusts_cookies and token in cloud.credentials:
        # The response has its headers already.
        response.headers.add("Set-Cookie", f"{SESSION}={token}; Path=/")


def _is_public(request: web.Request) -> bool:
    """Return whether a path is for clients, unlike the web UI, which shows tokens."""
    return request.path.startswith(("/api/", "/media/"))


async def set_cors_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Allow browsers to read the response from another origin."""
    origin = request.headers.get("Origin")
    if origin and _is_public(request):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Credentials"] = "true"
        response.headers["Vary"] = "Origin"


@web.middleware
async def handle_preflight(
    request: web.Request, handler: Handler
) -> web.StreamResponse:
    """Respond to preflight requests of browsers."""
    if request.method != "OPTIONS" or not _is_public(request):
        return await handler(request)
    headers = {
        "Access-Control-Allow-Methods": "GET,HEAD,POST,PUT,DELETE,OPTIONS",
        "Access-Control-Allow-Headers": request.headers.get(
            "Access-Control-Request-Headers", "Authorization,Content-Type,Range"
        ),
        "Access-Control-Max-Age": "600",
    }
    return web.Response(status=204, headers=headers)


@web.middleware
async def handle_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Convert exceptions to error responses of the API."""
    try:
        return await handler(request)
    except ApiError as err:
        return err.response()
    except web.HTTPException as err:
        return error_response(err.status, err.reason)


@web.middleware
async def inject_faults(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Apply the faults of the API."""
    if request.path.startswith("/api/") and (
        fault := get_cloud(request).faults.match(request)
    ):
        response: web.StreamResponse = await fault.handle(request, handler)
        return response
    return await handler(request)


@web.middleware
async def inject_media_faults(
    request: web.Request, handler: Handler
) -> web.StreamResponse:
    """Apply the faults of the media host."""
    if fault := get_cloud(request).media_faults.match(request):
        response: web.StreamResponse = await fault.handle(request, handler)
        return response
    return await handler(request)


async def _record(
    log: list[RecordedRequest], request: web.Request, handler: Handler
) -> web.StreamResponse:
    record = RecordedRequest(
        method=request.method,
        path=request.path,
        query=dict(request.query),
        scheme=request.headers.get("Authorization", "").partition(" ")[0] or None,
        authorization=request.headers.get("Authorization"),
        body=_parse_body(await request.read()),
    )
    log.append(record)
    response = await handler(request)
    record.status = response.status
    if isinstance(response, web.Response) and isinstance(response.body, bytes):
        record.size = len(response.body)
    return response


def _parse_body(content: bytes) -> Any:
    try:
        return json.loads(content) if content else None
    except ValueError:
        return None


@web.middleware
async def record_requests(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Record the requests of the API."""
    if not request.path.startswith("/api/"):
        return await handler(request)
    return await _record(get_cloud(request).requests, request, handler)


@web.middleware
async def record_media_requests(
    request: web.Request, handler: Handler
) -> web.StreamResponse:
    """Record the requests of the media host."""
    return await _record(get_cloud(request).media_requests, request, handler)
