"""The media host, which serves signed URLs (section 7)."""

import asyncio
from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

from .camera import Camera
from .cloud import Cloud
from .errors import ApiError
from .figures import figures
from .rendering import RATE, render_jpeg, render_video
from .signed_urls import check_signature

SEGMENT_LENGTH = timedelta(seconds=2)
PLAYLIST_LENGTH = 5
MAX_CACHED = 60
MAX_VIDEO_SECONDS = 60


class MediaHost:
    """Serves media, which is rendered in the executor and cached."""

    def __init__(self, cloud: Cloud) -> None:
        """Create the media host of a cloud."""
        self._cloud = cloud
        self._cache: OrderedDict[str, asyncio.Future[bytes]] = OrderedDict()
        # Timestamps start near zero, because those of MPEG-TS wrap after 26 hours.
        self._first = (
            int(cloud.now().timestamp() // SEGMENT_LENGTH.total_seconds())
            - 2 * PLAYLIST_LENGTH
        )

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve a signed URL."""
        is_segment = request.path.endswith(".ts")
        by_cookie = is_segment and self._cloud.segment_access == "cookie"
        check_signature(request, request.cookies if by_cookie else request.query)
        kind, camera_id, *rest = request.path.removeprefix("/media/").split("/")
        camera = (
            self._cloud.cameras.get(int(camera_id)) if camera_id.isdigit() else None
        )
        if camera is None:
            raise ApiError(404, "No such media")
        if kind in ("image", "thumb"):
            return await self._image(camera, rest)
        if kind == "hls":
            return await self._hls(request, camera, rest[-1])
        if kind in ("record", "clip"):
            return await self._video(request, camera, rest)
        raise ApiError(404, "No such media")

    async def _image(self, camera: Camera, rest: list[str]) -> web.Response:
        time = datetime.fromtimestamp(int(rest[0]) / 1000, UTC)
        seen = figures(self._cloud, camera, time, time)
        content = await self._render(
            f"jpg/{camera.id}/{rest[0]}",
            lambda: render_jpeg(camera.id, camera.name, time, figures=seen),
        )
        return web.Response(body=content, content_type="image/jpeg")

    async def _hls(
        self, request: web.Request, camera: Camera, name: str
    ) -> web.Response:
        if name == "live.m3u8":
            return self._playlist(request)
        number = int(name.removesuffix(".ts"))
        start = datetime.fromtimestamp(number * SEGMENT_LENGTH.total_seconds(), UTC)
        seconds = SEGMENT_LENGTH.total_seconds()
        seen = figures(self._cloud, camera, start, start + SEGMENT_LENGTH)
        content = await self._render(
            f"ts/{camera.id}/{number}",
            lambda: render_video(
                camera.id,
                camera.name,
                start,
                seconds,
                container="mpegts",
                first_frame=int((number - self._first) * seconds * RATE),
                figures=seen,
            ),
        )
        return web.Response(body=content, content_type="video/mp2t")

    def _playlist(self, request: web.Request) -> web.Response:
        access = self._cloud.segment_access
        seconds = int(SEGMENT_LENGTH.total_seconds())
        newest = int(self._cloud.now().timestamp() // seconds) - 1
        lines = [
            "#EXTM3U",
            "#EXT-X-VERSION:3",
            f"#EXT-X-TARGETDURATION:{seconds}",
            f"#EXT-X-MEDIA-SEQUENCE:{newest - PLAYLIST_LENGTH + 1}",
        ]
        for number in range(newest - PLAYLIST_LENGTH + 1, newest + 1):
            query = f"?{request.query_string}" if access == "own" else ""
            lines += [f"#EXTINF:{seconds}.000,", f"{number}.ts{query}"]
        response = web.Response(
            text="\n".join(lines) + "\n", content_type="application/vnd.apple.mpegurl"
        )
        if access == "cookie":
            path = request.path.rpartition("/")[0] + "/"
            for key in ("exp", "sig"):
                response.set_cookie(key, request.query[key], path=path)
        return response

    async def _video(
        self, request: web.Request, camera: Camera, rest: list[str]
    ) -> web.Response:
        start = datetime.fromtimestamp(int(rest[0]) / 1000, UTC)
        seconds = min(MAX_VIDEO_SECONDS, (int(rest[1]) - int(rest[0])) / 1000)
        end = start + timedelta(seconds=seconds)
        seen = figures(self._cloud, camera, start, end)
        content = await self._render(
            f"mp4/{camera.id}/{rest[0]}/{rest[1]}",
            lambda: render_video(
                camera.id, camera.name, start, seconds, container="mp4", figures=seen
            ),
        )
        return _ranged(request, content)

    async def _render(self, key: str, make: Any, *args: Any) -> bytes:
        future = self._cache.get(key)
        if future is None:
            loop = asyncio.get_running_loop()
            future = self._cache[key] = asyncio.ensure_future(
                loop.run_in_executor(None, make, *args)
            )
            while len(self._cache) > MAX_CACHED:
                self._cache.popitem(last=False)
        return await asyncio.shield(future)


def _ranged(request: web.Request, content: bytes) -> web.Response:
    """Return the content or the range of the `Range` header."""
    try:
        part = request.http_range
    except ValueError as err:
        raise ApiError(416, "Bad range") from err
    headers = {"Accept-Ranges": "bytes"}
    if part.start is None and part.stop is None:
        return web.Response(body=content, content_type="video/mp4", headers=headers)
    start, stop, _ = part.indices(len(content))
    if start >= len(content):
        raise ApiError(416, "Beyond the end")
    headers["Content-Range"] = f"bytes {start}-{stop - 1}/{len(content)}"
    return web.Response(
        status=206, body=content[start:stop], content_type="video/mp4", headers=headers
    )
