"""Views for images and videos, whose URLs Home Assistant signs and checks.

What stands behind them is read when somebody asks. The cloud's signed addresses never
leave this machine: what they lead to is passed on as it comes.
"""

from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, AsyncIterator
from http import HTTPStatus
import re
from typing import override

from aiohttp import web
from homeassistant.components.http import HomeAssistantView
from homeassistant.core import HomeAssistant, callback

from .aiovxg import MediaResponse, VxgError, VxgMediaError, VxgNotFoundError
from .const import DOMAIN, LOGGER
from .data import VxgRuntimeData, async_get_runtime_data
from .media.identifier import (
    PICTURE_PATH,
    PLAYABLE,
    VIDEO_PATH,
    InvalidIdentifierError,
    MediaIdentifier,
    MediaKind,
)
from .media.images import ImageNotFoundError, async_get_image, image_type
from .media.videos import VideoNotFoundError, async_get_excerpt, async_open_video

# A record of a day is no answer to a click.
MAX_STREAMED_BYTES = 2 * 1024 * 1024 * 1024


IDENTIFIER = "{entry_id}/{camera_id}/{kind}/{key}"

# One part of a medium, as players ask for it; of several at once nobody has a use.
RANGE = re.compile(r"bytes=([0-9]+-[0-9]*|-[0-9]+)", re.ASCII)

# Under our own address nothing may be a page or a program.
VIDEO_TYPES = frozenset(
    {"video/mp2t", "video/mp4", "video/quicktime", "video/webm", "video/x-matroska"}
)
# How stores of files call what they do not know.
UNKNOWN_TYPES = frozenset({"application/octet-stream", "binary/octet-stream"})
DEFAULT_TYPE = "video/mp4"

# An event's picture stays as it is.
IMAGE_HEADERS = {"Cache-Control": "private, max-age=86400"}
VIDEO_HEADERS = {"Cache-Control": "private", "Accept-Ranges": "bytes"}


@callback
def async_setup_views(hass: HomeAssistant) -> None:
    """Register the views."""
    hass.http.register_view(ImageView(hass))
    hass.http.register_view(VideoView(hass))


class MediaView(HomeAssistantView, ABC):
    """Base class for media of one camera of a loaded entry; all else is not found."""

    requires_auth = True
    kinds = PLAYABLE

    def __init__(self, hass: HomeAssistant) -> None:
        self.hass = hass

    async def get(
        self, request: web.Request, entry_id: str, camera_id: str, kind: str, key: str
    ) -> web.StreamResponse:
        """Return the media of an identifier."""
        try:
            wanted = MediaIdentifier.parse(f"{entry_id}/{camera_id}/{kind}/{key}")
        except InvalidIdentifierError:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        data = async_get_runtime_data(self.hass, wanted)
        if data is None or wanted.kind not in self.kinds:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        try:
            return await self.respond(request, data, wanted)
        except (ImageNotFoundError, VideoNotFoundError, VxgNotFoundError) as err:
            LOGGER.debug("There is no %s: %s", wanted, err)
            return web.Response(status=HTTPStatus.NOT_FOUND)
        except VxgError as err:
            LOGGER.debug("%s is not to be had: %s", wanted, err)
            return web.Response(status=HTTPStatus.BAD_GATEWAY)

    @abstractmethod
    async def respond(
        self, request: web.Request, data: VxgRuntimeData, wanted: MediaIdentifier
    ) -> web.StreamResponse:
        """Return the media. May raise VxgError or VideoNotFoundError."""


class ImageView(MediaView):
    """The image of an event or a clip."""

    url = PICTURE_PATH + IDENTIFIER
    name = f"api:{DOMAIN}:picture"
    kinds = frozenset({MediaKind.EVENT, MediaKind.CLIP})

    @override
    async def respond(
        self, request: web.Request, data: VxgRuntimeData, wanted: MediaIdentifier
    ) -> web.StreamResponse:
        content = await async_get_image(data.media, wanted)
        return web.Response(
            body=content, content_type=image_type(content), headers=IMAGE_HEADERS
        )


class VideoView(MediaView):
    """The video of an event, a recording or a clip, with support for ranges."""

    url = VIDEO_PATH + IDENTIFIER
    name = f"api:{DOMAIN}:video"

    @override
    async def respond(
        self, request: web.Request, data: VxgRuntimeData, wanted: MediaIdentifier
    ) -> web.StreamResponse:
        content = await async_get_excerpt(self.hass, data.media, wanted)
        if content is not None:
            return _partial_response(request, content)
        asked = request.headers.get("Range", "")
        byte_range = asked if RANGE.fullmatch(asked) else None
        async with async_open_video(data.media, wanted, byte_range) as answer:
            return await _stream_response(request, answer)


def _partial_response(request: web.Request, content: bytes) -> web.Response:
    """Return the requested part of a video."""
    total = len(content)
    headers = dict(VIDEO_HEADERS)
    if not RANGE.fullmatch(request.headers.get("Range", "")):
        return web.Response(body=content, content_type=DEFAULT_TYPE, headers=headers)
    start, stop = _byte_bounds(request, total)
    if start >= stop:
        headers["Content-Range"] = f"bytes */{total}"
        return web.Response(
            status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers
        )
    headers["Content-Range"] = f"bytes {start}-{stop - 1}/{total}"
    return web.Response(
        status=HTTPStatus.PARTIAL_CONTENT,
        body=content[start:stop],
        content_type=DEFAULT_TYPE,
        headers=headers,
    )


def _byte_bounds(request: web.Request, total: int) -> tuple[int, int]:
    try:
        start, stop, _ = request.http_range.indices(total)
    except ValueError:
        return 0, 0
    return start, stop


async def _stream_response(
    request: web.Request, answer: MediaResponse
) -> web.StreamResponse:
    """Stream a media host's answer."""
    size = answer.headers.get("Content-Length", "0")
    if not size.isdecimal() or int(size) > MAX_STREAMED_BYTES:
        raise VxgMediaError("The media host has far too much to send")
    response = web.StreamResponse(
        status=answer.status, headers={**VIDEO_HEADERS, **answer.headers}
    )
    response.content_type = _video_type(answer)
    await response.prepare(request)
    try:
        async for chunk in _limit_size(answer.chunks):
            await response.write(chunk)
        await response.write_eof()
    except VxgMediaError as err:
        LOGGER.debug("A video broke off: %s", err)
        # The player must not take a part for the whole.
        request.protocol.force_close()
    except ConnectionError:
        LOGGER.debug("A player hung up")
    return response


async def _limit_size(chunks: AsyncIterator[bytes]) -> AsyncGenerator[bytes]:
    left = MAX_STREAMED_BYTES
    async for chunk in chunks:
        left -= len(chunk)
        if left < 0:
            raise VxgMediaError("The media host sent far too much")
        yield chunk


def _video_type(answer: MediaResponse) -> str:
    content_type = answer.content_type.lower()
    if content_type in VIDEO_TYPES:
        return content_type
    if (
        content_type in UNKNOWN_TYPES
        or answer.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
    ):
        return DEFAULT_TYPE
    raise VxgMediaError("The media host sent no video")
