"""Proxy on loopback that serves live playlists at permanent URLs.

The player's thread reads a playlist every few seconds. Another URL needs a restart,
which (in Home Assistant 2026.10) leaves a gap in the segment numbers of its own
playlist, at which browsers stop. So it reads from a permanent loopback URL instead.
Only playlists are proxied, and segments that are bound to a cookie of their playlist:
the player fetches all other segments from the media host.
"""

import asyncio
import binascii
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from http import HTTPStatus
import os
import re
from secrets import token_urlsafe

from aiohttp import web
from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers.singleton import singleton

from ..aiovxg import MediaResponse, VxgError, VxgMediaError
from ..const import DOMAIN, LOGGER
from ..helpers.unexpected import expected_error
from .hls import SEGMENT_PATH, segment_url

# Returns the text of the main playlist (None), or of one that it refers to by number,
# decoded with `surrogateescape`. May raise VxgError.
type PlaylistReader = Callable[[int | None], Awaitable[str]]
# Opens the URL of a segment, with a `Range` header or None. May raise VxgError.
type SegmentOpener = Callable[
    [str, str | None], AbstractAsyncContextManager[MediaResponse]
]

HOST = "127.0.0.1"
MAIN_PLAYLIST = "live"
CONTENT_TYPE = "application/vnd.apple.mpegurl"


def is_loopback_usable() -> bool:
    """Return whether the player connects to loopback directly, not through a proxy.

    FFmpeg follows the environment's proxy settings, also for loopback.
    """
    no_proxy = re.split(r"[,\s]+", os.environ.get("no_proxy", ""))
    return not os.environ.get("http_proxy") or not {"*", HOST}.isdisjoint(no_proxy)


@dataclass(frozen=True, slots=True)
class _Route:
    """A playlist reader and its pending requests."""

    reader: PlaylistReader
    open_segment: SegmentOpener
    requests: set[asyncio.Timeout] = field(default_factory=set)


class PlaylistProxy:
    """Server on loopback that runs while it has playlists to serve."""

    def __init__(self, hass: HomeAssistant) -> None:
        self._hass = hass
        self._routes: dict[str, _Route] = {}
        self._runner: web.AppRunner | None = None
        self._lock = asyncio.Lock()

    async def async_add(
        self, reader: PlaylistReader, open_segment: SegmentOpener
    ) -> str:
        """Return a new URL, which cannot be guessed, for a playlist reader."""
        key = token_urlsafe(32)
        async with self._lock:
            self._routes[key] = _Route(reader, open_segment)
            if self._runner is None:
                self._runner = await self._start_server()
            port = self._runner.addresses[0][1]
        return f"http://{HOST}:{port}/{key}/{MAIN_PLAYLIST}.m3u8"

    async def async_remove(self, url: str) -> None:
        """Remove a URL, and cancel its pending requests."""
        route = self._routes.pop(url.split("/")[3], None)
        now = asyncio.get_running_loop().time()
        for timeout in route.requests if route else ():
            timeout.reschedule(now)
        async with self._lock:
            if not self._routes:
                await self._stop_server()

    async def async_stop(self) -> None:
        """Stop the server; a later addition starts it again."""
        async with self._lock:
            await self._stop_server()

    async def _stop_server(self) -> None:
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    async def _start_server(self) -> web.AppRunner:
        app = web.Application()
        app.router.add_get(r"/{key}/{name:\d{1,4}|live}.m3u8", self._handle_request)
        segment = rf"/{{key}}/{SEGMENT_PATH}{{name:[\w=-]+}}{{extension:\.\w+}}"
        app.router.add_get(segment, self._handle_request)
        # The paths are secret, so they are not logged.
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, HOST, 0).start()
        return runner

    async def _handle_request(self, request: web.Request) -> web.StreamResponse:
        route = self._routes.get(request.match_info["key"])
        if route is None:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        timeout = asyncio.timeout(None)
        try:
            async with timeout:
                route.requests.add(timeout)
                return await _respond(request, route)
        except TimeoutError, binascii.Error:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        except Exception as caught:
            err = expected_error(self._hass, "live playlist", caught, VxgError)
            LOGGER.debug("Could not read a live playlist: %s", err)
            return web.Response(status=HTTPStatus.BAD_GATEWAY)
        finally:
            route.requests.discard(timeout)


async def _respond(request: web.Request, route: _Route) -> web.StreamResponse:
    name = request.match_info["name"]
    if "extension" in request.match_info:
        range_header = request.headers.get("Range")
        async with route.open_segment(segment_url(name), range_header) as media:
            return await _send_segment(request, media)
    text = await route.reader(None if name == MAIN_PLAYLIST else int(name))
    body = text.encode(errors="surrogateescape")
    return web.Response(body=body, content_type=CONTENT_TYPE)


async def _send_segment(
    request: web.Request, media: MediaResponse
) -> web.StreamResponse:
    response = web.StreamResponse(status=media.status, headers=media.headers)
    await response.prepare(request)
    try:
        async for chunk in media.chunks:
            await response.write(chunk)
        await response.write_eof()
    except (ConnectionError, VxgMediaError) as err:
        LOGGER.debug("Segment aborted: %s", type(err).__name__)
        # The player must notice that the segment is incomplete.
        request.protocol.force_close()
    return response


@singleton(f"{DOMAIN}_relay")
@callback
def async_get_playlist_proxy(hass: HomeAssistant) -> PlaylistProxy:
    """Return the proxy that all entries share."""
    proxy = PlaylistProxy(hass)

    async def stop(_event: Event) -> None:
        await proxy.async_stop()

    hass.bus.async_listen_once(EVENT_HOMEASSISTANT_STOP, stop)
    return proxy
