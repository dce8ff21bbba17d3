"""The cloud on the network: one listener for the API and the page, one for media."""

from collections.abc import Awaitable, Callable
from email.utils import format_datetime
import json
from typing import Any, Self

from aiohttp import web

from . import media_host, web_ui
from .auth import CLOUD, cloud_of
from .cloud import Cloud, RecordedRequest
from .handlers import events, ptz, storage
from .wire_format import ApiError, error_response

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

V2 = "/api/v2"
CAMERA = V2 + "/cameras/{camera_id}"
TYPES = CAMERA + "/event_processing/events"
EVENTS = V2 + "/storage/events"

ROUTES: tuple[tuple[str, str, Handler], ...] = (
    ("GET", V2 + "/server/time", events.server_time),
    ("GET", V2 + "/cameras", events.list_cameras),
    ("GET", CAMERA, events.get_camera),
    ("PUT", CAMERA, events.put_camera),
    ("GET", CAMERA + "/preview", media_host.preview),
    ("POST", CAMERA + "/preview/update", media_host.preview),
    ("GET", CAMERA + "/ptz", ptz.get_ptz),
    ("POST", CAMERA + "/ptz/execute", ptz.command_ptz),
    ("GET", CAMERA + "/ptz/presets", ptz.list_presets),
    ("POST", CAMERA + "/ptz/presets", ptz.command_ptz),
    ("POST", CAMERA + "/ptz/presets/goto", ptz.command_ptz),
    ("GET", TYPES, events.list_types),
    ("POST", TYPES, events.add_type),
    ("GET", TYPES + "/{name}", events.get_type),
    ("PUT", TYPES + "/{name}", events.put_type),
    ("POST", TYPES + "/{name}/trigger", events.trigger),
    ("GET", EVENTS, events.list_events),
    ("POST", EVENTS, events.create_event),
    ("GET", EVENTS + "/{event_id}", events.get_event),
    ("POST", EVENTS + "/{event_id}/meta", events.write_tag),
    ("PUT", EVENTS + "/{event_id}/meta/{tag}", events.write_tag),
    ("DELETE", EVENTS + "/{event_id}/meta/{tag}", events.write_tag),
    ("GET", V2 + "/storage/data", storage.list_records),
    ("GET", "/api/v4/storage/records", storage.list_records),
    ("GET", V2 + "/storage/thumbnails", storage.list_pictures),
    ("GET", "/api/v4/storage/images", storage.list_pictures),
    ("GET", "/api/v4/storage/calendar", storage.calendar),
    ("GET", V2 + "/storage/timeline/{camera_id}", storage.timeline),
    ("GET", V2 + "/storage/clips", storage.list_clips),
    ("GET", "/api/v4/clips", storage.list_clips),
    ("POST", V2 + "/storage/clips", storage.create_clip),
    ("POST", "/api/v4/clips", storage.create_clip),
    ("GET", V2 + "/storage/clips/{clip_id}", storage.one_clip),
    ("GET", "/api/v4/clips/{clip_id}", storage.one_clip),
    ("DELETE", V2 + "/storage/clips/{clip_id}", storage.one_clip),
    ("DELETE", "/api/v4/clips/{clip_id}", storage.one_clip),
    ("GET", "/api/v4/channel", events.get_channel),
    ("GET", "/api/v4/live/watch", media_host.live_watch),
    ("GET", "/api/v4/live/image", media_host.live_image),
    ("GET", "/api/v5/channels", events.list_channels),
    ("GET", "/api/v5/channels/{camera_id}", events.get_v5_channel),
)


class CloudServer:
    """Serves a cloud on a loopback address until its context ends."""

    def __init__(
        self, cloud: Cloud, host: str = "127.0.0.1", port: int = 0, media_port: int = 0
    ) -> None:
        """Serve on these ports; 0 takes any that is free."""
        self.cloud = cloud
        self.host = host
        self.port = port
        self.media_port = media_port
        self._runners: list[web.AppRunner] = []

    @property
    def url(self) -> str:
        """The address of the API."""
        return f"http://{self.host}:{self.port}"

    @property
    def media_url(self) -> str:
        """The address of the media host."""
        return f"http://{self.host}:{self.media_port}"

    async def __aenter__(self) -> Self:
        """Begin to serve."""
        self.port = await self._listen(_api_app(self.cloud), self.port)
        self.media_port = await self._listen(_media_app(self.cloud), self.media_port)
        self.cloud.api_host, self.cloud.api_port = self.host, self.port
        self.cloud.media_url = self.media_url
        return self

    async def __aexit__(self, *_: object) -> None:
        """End, and let go of whoever is held."""
        self.cloud.faults.clear()
        self.cloud.media_faults.clear()
        for runner in self._runners:
            await runner.cleanup()

    async def _listen(self, app: web.Application, port: int) -> int:
        # The access log would tell signed addresses, and trips over a frozen clock.
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        self._runners.append(runner)
        await web.TCPSite(runner, self.host, port).start()
        bound: int = runner.addresses[0][1]
        return bound


def _api_app(cloud: Cloud) -> web.Application:
    app = web.Application(middlewares=[_record, _errors, _meet_faults])
    app[CLOUD] = cloud
    for method, path, handler in ROUTES:
        # With and without the slash, and never a redirect (section 2).
        app.router.add_route(method, path, handler)
        app.router.add_route(method, f"{path}/", handler)
    web_ui.add_routes(app)
    app.on_response_prepare.append(_set_date)
    return app


def _media_app(cloud: Cloud) -> web.Application:
    app = web.Application(middlewares=[_record_media, _errors, _meet_media_faults])
    app[CLOUD] = cloud
    app.router.add_get("/media/{rest:.*}", media_host.MediaHost(cloud).serve)
    app.on_response_prepare.append(_set_date)
    return app


async def _set_date(request: web.Request, response: web.StreamResponse) -> None:
    """Replace the `Date` of aiohttp, which is the machine's time."""
    date = cloud_of(request).date_header()
    if date is None:
        response.headers.popall("Date", None)
    else:
        response.headers["Date"] = format_datetime(date, usegmt=True)


@web.middleware
async def _errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except ApiError as err:
        return err.response()
    except web.HTTPException as err:
        return error_response(err.status, err.reason)


@web.middleware
async def _meet_faults(request: web.Request, handler: Handler) -> web.StreamResponse:
    if request.path.startswith("/api/") and (
        fault := cloud_of(request).faults.take(request)
    ):
        response: web.StreamResponse = await fault.meet(request, handler)
        return response
    return await handler(request)


@web.middleware
async def _meet_media_faults(
    request: web.Request, handler: Handler
) -> web.StreamResponse:
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
async def _record(request: web.Request, handler: Handler) -> web.StreamResponse:
    if not request.path.startswith("/api/"):
        return await handler(request)
    return await _recorded(cloud_of(request).requests, request, handler)


@web.middleware
async def _record_media(request: web.Request, handler: Handler) -> web.StreamResponse:
    return await _recorded(cloud_of(request).media_requests, request, handler)
