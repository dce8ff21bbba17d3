"""Middlewares: the log of requests, error responses, faults and the `Date` header."""

from email.utils import format_datetime
import json
from typing import Any

from aiohttp import web

from .auth import cloud_of
from .errors import ApiError, error_response
from .models import RecordedRequest
from .routes import Handler


async def set_date(request: web.Request, response: web.StreamResponse) -> None:
    """Replace the `Date` of aiohttp, which is the machine's time."""
    date = cloud_of(request).date_header()
    if date is None:
        response.headers.popall("Date", None)
    else:
        response.headers["Date"] = format_datetime(date, usegmt=True)


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
        fault := cloud_of(request).faults.take(request)
    ):
        response: web.StreamResponse = await fault.meet(request, handler)
        return response
    return await handler(request)


@web.middleware
async def inject_media_faults(
    request: web.Request, handler: Handler
) -> web.StreamResponse:
    """Apply the faults of the media host."""
    if fault := cloud_of(request).media_faults.take(request):
        response: web.StreamResponse = await fault.meet(request, handler)
        return response
    return await handler(request)


async def _recorded(
    log: list[RecordedRequest], request: web.Request, handler: Handler
) -> web.StreamResponse:
    record = RecordedRequest(
        method=request.method,
        path=request.path,
        query=dict(request.query),
        scheme=request.headers.get("Authorization", "").partition(" ")[0] or None,
        authorization=request.headers.get("Authorization"),
        body=_parsed(await request.read()),
    )
    log.append(record)
    response = await handler(request)
    record.status = response.status
    return response


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content) if content else None
    except ValueError:
        return None


@web.middleware
async def record_requests(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Record the requests of the API."""
    if not request.path.startswith("/api/"):
        return await handler(request)
    return await _recorded(cloud_of(request).requests, request, handler)


@web.middleware
async def record_media_requests(
    request: web.Request, handler: Handler
) -> web.StreamResponse:
    """Record the requests of the media host."""
    return await _recorded(cloud_of(request).media_requests, request, handler)
