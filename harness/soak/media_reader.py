"""Reads of images and videos from media hosts that are in trouble.

What Home Assistant's views return must be whole, or fail in a way that a browser notices.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import cycle
from random import Random
import re

import aiohttp
from aiohttp import web

from harness.chaos.faults import ALL
from harness.chaos.probe import ENTRY_ID
from scripts.demo.client import HttpResponse
from scripts.e2e_tour.home_log import LogFile
from simulator import Cloud

from .api_client import ApiClient

# Seconds between two reads.
PAUSE = 1.0
# Videos are drawn by the simulated media host, which takes long.
IMAGES_PER_VIDEO = 8
# Events that are not older than the first have an image. The video of those that are not
# as old as the second, about a minute, still grows.
NEWEST = {"picture": 40, "video": 800}
COUNT = 200

VIEWS = {"picture": "/api/vxg/picture", "video": "/api/vxg/video"}
CONTENT_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)", re.ASCII)
RANGE = "bytes=100-299"

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def ignore_ranges(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Return the whole content, and do not promise ranges."""
    headers = request.headers.copy()
    headers.popall("Range", None)
    response = await handler(request.clone(headers=headers))
    response.headers.popall("Accept-Ranges", None)
    return response


async def compress(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Compress, though nobody accepts that."""
    response = await ignore_ranges(request, handler)
    response.enable_compression(web.ContentCoding.gzip)
    return response


async def cut_off(request: web.Request, handler: Handler) -> web.StreamResponse:
    """End the connection in the middle of the content."""
    whole = await handler(request)
    body = whole.body if isinstance(whole, web.Response) else None
    content = body if isinstance(body, bytes) else b""
    headers = {"Content-Type": whole.content_type, "Content-Length": f"{len(content)}"}
    response = web.StreamResponse(status=whole.status, headers=headers)
    await response.prepare(request)
    await response.write(content[: len(content) // 2])
    if request.transport is not None:
        request.transport.abort()
    return response


async def fail(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Return an error."""
    return web.Response(status=503)


# Kinds of media hosts.
MEDIA_HOSTS: dict[str, Callable[..., Awaitable[web.StreamResponse]] | None] = {
    "good": None,
    "ignoring ranges": ignore_ranges,
    "compressing": compress,
    "cutting off": cut_off,
    "failing": fail,
}


# Those from which media can be read.
SERVING_HOSTS = ("good", "ignoring ranges", "compressing")


def is_whole(kind: str, content: bytes) -> bool:
    """Return whether an image, or a video, is complete."""
    if kind == "picture":
        return content.startswith(b"\xff\xd8") and content.endswith(b"\xff\xd9")
    end = 0
    while end + 8 <= len(content):
        size = int.from_bytes(content[end : end + 4])
        if size < 8:
            return False
        end += size
    return end == len(content) > 0 and content[4:8] == b"ftyp"


def trouble(kind: str, whole: HttpResponse, part: HttpResponse | None) -> str | None:
    """Return what is wrong with the response to a request, and with that of a range."""
    if whole.status == 200 and not is_whole(kind, whole.content):
        return f"a {kind} of {len(whole.content)} bytes is not whole"
    if part is None or part.status != 206:
        return None
    match = CONTENT_RANGE.fullmatch(part.content_range or "")
    if match is None:
        return f"a part of a {kind} has the range {part.content_range}"
    first, last, total = map(int, match.groups())
    if whole.status == 200 and (
        total != len(whole.content) or part.content != whole.content[first : last + 1]
    ):
        return f"a part of a {kind} is another one than {part.content_range}"
    return None


@dataclass(slots=True, kw_only=True)
class MediaReader:
    """Reads media of events, with each kind of media host in turn."""

    client: ApiClient
    cloud: Cloud
    log: LogFile
    random: Random
    # How many responses were whole, by kind of media host, and those that failed.
    whole: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    async def run(self) -> None:
        """Read one after another until cancelled."""
        kinds = ["picture"] * IMAGES_PER_VIDEO + ["video"]
        for kind, host in zip(cycle(kinds), cycle(MEDIA_HOSTS), strict=False):
            await asyncio.sleep(PAUSE)
            await self._read_from(host, kind)

    async def _read_from(self, host: str, kind: str) -> None:
        newest = NEWEST[kind]
        events = self.cloud.events[-newest - COUNT : -newest]
        if not events:
            return
        event = self.random.choice(events)
        path = f"{VIEWS[kind]}/{ENTRY_ID}/{event.camera_id}/event/{event.id}"
        handle = MEDIA_HOSTS[host]
        if handle is None:
            await self._read(host, kind, path)
            return
        with self.log.expect_errors():
            self.cloud.media_faults.add(ALL, None, None, handle)
            try:
                await self._read(host, kind, path)
            finally:
                self.cloud.media_faults.clear()

    async def _read(self, host: str, kind: str, path: str) -> None:
        part = None
        try:
            whole = await self.client.get(path, login=True)
            if kind == "video":
                part = await self.client.get(path, login=True, byte_range=RANGE)
        except aiohttp.ClientError, TimeoutError:
            self.failed[host] += 1
            return
        if (found := trouble(kind, whole, part)) is not None:
            self.wrong.append(f"{host}: {found} ({path})")
        (self.whole if whole.status == 200 else self.failed)[host] += 1
