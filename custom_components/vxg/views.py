"""Views for images and videos, whose URLs Home Assistant signs and checks.

Media are read on request and streamed; the cloud's signed URLs are never sent to clients.
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
from .helpers.unexpected import expected_error
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

# Limits what a media host can make Home Assistant pass on.
MAX_STREAMED_BYTES = 2 * 1024 * 1024 * 1024

IDENTIFIER = "{entry_id}/{camera_id}/{kind}/{key}"

# A single byte range; players do not request several.
RANGE = re.compile(r"bytes=([0-9]+-[0-9]*|-[0-9]+)", re.ASCII)

# Only media types: a page or a script would run with the origin of Home Assistant.
VIDEO_TYPES = frozenset(
    {"video/mp2t", "video/mp4", "video/quicktime", "video/webm", "video/x-matroska"}
)
# Object stores send these for unknown types.
UNKNOWN_TYPES = frozenset({"application/octet-stream", "binary/octet-stream"})
DEFAULT_TYPE = "video/mp4"

# The image of an event never changes.
IMAGE_HEADERS = {"Cache-Control": "private, max-age=86400"}
VIDEO_HEADERS = {"Cache-Control": "private", "Accept-Ranges": "bytes"}


@callback
def async_setup_views(hass: HomeAssistant) -> None:
    """Register the views."""
    hass.http.register_view(ImageView(hass))
    hass.http.register_view(VideoView(hass))


class MediaView(HomeAssistantView, ABC):
    """Base class for media of the cameras of loaded entries; anything else returns 404."""

    requires_auth = True
    kinds = PLAYABLE

    def __init__(self, hass: HomeAssistant) -> None:
        self.hass = hass

    async def get(
        self, request: web.Request, entry_id: str, camera_id: str, kind: str, key: str
    ) -> web.StreamResponse:
        """Return the media of an identifier."""
        try:
            identifier = MediaIdentifier.parse(f"{entry_id}/{camera_id}/{kind}/{key}")
        except InvalidIdentifierError:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        data = async_get_runtime_data(self.hass, identifier)
        if data is None or identifier.kind not in self.kinds:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        try:
            return await self.respond(request, data, identifier)
        except (ImageNotFoundError, VideoNotFoundError, VxgNotFoundError) as err:
            LOGGER.debug("Media %s not found: %s", identifier, err)
            return web.Response(status=HTTPStatus.NOT_FOUND)
        except Exception as caught:
            error = expected_error(self.hass, "media view", caught, VxgError)
            LOGGER.debug("Could not read media %s: %s", identifier, error)
            return web.Response(status=HTTPStatus.BAD_GATEWAY)

    @abstractmethod
    async def respond(
        self, request: web.Request, data: VxgRuntimeData, identifier: MediaIdentifier
    ) -> web.StreamResponse:
        """Return the media. May raise VxgError or VideoNotFoundError."""


class ImageView(MediaView):
    """The image of an event or a clip."""

    url = PICTURE_PATH + IDENTIFIER
    name = f"api:{DOMAIN}:picture"
    kinds = frozenset({MediaKind.EVENT, MediaKind.CLIP})

    @override
    async def respond(
        self, request: web.Request, data: VxgRuntimeData, identifier: MediaIdentifier
    ) -> web.StreamResponse:
        content = await async_get_image(data.media, identifier)
        return web.Response(
            body=content, content_type=image_type(content), headers=IMAGE_HEADERS
        )


class VideoView(MediaView):
    """The video of an event, a recording or a clip, with support for ranges."""

    url = VIDEO_PATH + IDENTIFIER
    name = f"api:{DOMAIN}:video"

    @override
    async def respond(
        self, request: web.Request, data: VxgRuntimeData, identifier: MediaIdentifier
    ) -> web.StreamResponse:
        content = await async_get_excerpt(self.hass, data.media, identifier)
        if content is not None:
            return _partial_response(request, content)
        range_header = request.headers.get("Range", "")
        byte_range = range_header if RANGE.fullmatch(range_header) else None
        async with async_open_video(data.media, identifier, byte_range) as media:
            return await _stream_response(self.hass, request, media)


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
    hass: HomeAssistant, request: web.Request, media: MediaResponse
) -> web.StreamResponse:
    """Stream a media host's response."""
    if not 0 <= (media.size or 0) <= MAX_STREAMED_BYTES:
        raise VxgMediaError("The media are too large")
    response = web.StreamResponse(
        status=media.status, headers={**VIDEO_HEADERS, **media.headers}
    )
    response.content_type = _video_type(media)
    try:
        await response.prepare(request)
        async for chunk in _limit_size(media.chunks):
            await response.write(chunk)
        await response.write_eof()
    except ConnectionError:
        LOGGER.debug("Client disconnected")
    except Exception as caught:
        err = expected_error(hass, "media view", caught, VxgMediaError)
        LOGGER.debug("Video aborted: %s", err)
        # The player must notice that the video is incomplete.
        request.protocol.force_close()
    return response


async def _limit_size(chunks: AsyncIterator[bytes]) -> AsyncGenerator[bytes]:
    remaining = MAX_STREAMED_BYTES
    async for chunk in chunks:
        remaining -= len(chunk)
        if remaining < 0:
            raise VxgMediaError("The media host sent too much")
        yield chunk


def _video_type(media: MediaResponse) -> str:
    content_type = media.content_type.lower()
    if content_type in VIDEO_TYPES:
        return content_type
    if (
        content_type in UNKNOWN_TYPES
        or media.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
    ):
        return DEFAULT_TYPE
    raise VxgMediaError("The media host sent no video")
