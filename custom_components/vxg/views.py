"""Views for images and videos, whose URLs Home Assistant signs and checks.

Media are read on request and streamed; the cloud's signed URLs are never sent to clients.
"""

from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, AsyncIterator
from http import HTTPStatus
import re
from typing import override

from aiohttp import web
from aiohttp.hdrs import METH_HEAD
from homeassistant.components.http import KEY_HASS_USER, HomeAssistantView
from homeassistant.core import HomeAssistant, callback

from .aiovxg import MediaResponse, VxgError, VxgMediaError, VxgNotFoundError
from .const import DOMAIN, LOGGER
from .data import VxgRuntimeData, async_get_runtime_data, async_may_read
from .helpers.unexpected import expected_error
from .media.containers import MP4, recognize_container
from .media.identifier import (
    PICTURE_PATH,
    PLAYABLE,
    VIDEO_PATH,
    WITH_IMAGE,
    InvalidIdentifierError,
    MediaIdentifier,
)
from .media.images import ImageNotFoundError, async_get_image, image_type
from .media.playback import async_open_playback
from .media.videos import VideoNotFoundError

# Limits what a media host can make Home Assistant pass on.
MAX_STREAMED_BYTES = 2 * 1024 * 1024 * 1024

IDENTIFIER = "{entry_id}/{camera_id}/{kind}/{key}"

# A single byte range; players do not request several.
RANGE = re.compile(r"bytes=([0-9]{1,18}-[0-9]{0,18}|-[0-9]{1,18})", re.ASCII)

# The image of an event never changes.
IMAGE_HEADERS = {"Cache-Control": "private, max-age=86400"}
VIDEO_HEADERS = {"Cache-Control": "private"}


@callback
def async_setup_views(hass: HomeAssistant) -> None:
    """Register the views."""
    hass.http.register_view(ImageView(hass))
    hass.http.register_view(VideoView(hass))


class MediaView(HomeAssistantView, ABC):
    """Base class for media of the cameras of loaded entries that the user may read.

    Anything else returns 404.
    """

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
        if (
            data is None
            or identifier.kind not in self.kinds
            # A signed path has the user of the login that it was signed for.
            or not async_may_read(
                self.hass,
                request[KEY_HASS_USER],
                data.cameras.config_entry,
                identifier.camera_id,
            )
        ):
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

    async def head(
        self, request: web.Request, entry_id: str, camera_id: str, kind: str, key: str
    ) -> web.StreamResponse:
        """Return the headers of the media of an identifier."""
        return await self.get(request, entry_id, camera_id, kind, key)

    @abstractmethod
    async def respond(
        self, request: web.Request, data: VxgRuntimeData, identifier: MediaIdentifier
    ) -> web.StreamResponse:
        """Return the media. May raise VxgError or VideoNotFoundError."""


class ImageView(MediaView):
    """The image of an event or a clip."""

    url = PICTURE_PATH + IDENTIFIER
    name = f"api:{DOMAIN}:picture"
    kinds = WITH_IMAGE

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
        range_header = request.headers.get("Range", "")
        byte_range = range_header if RANGE.fullmatch(range_header) else None
        async with async_open_playback(
            self.hass, data.media, identifier, byte_range
        ) as video:
            if isinstance(video, bytes):
                return _partial_response(request, video)
            return await _stream_response(self.hass, request, video)


def _partial_response(request: web.Request, content: bytes) -> web.Response:
    """Return the requested part of a video."""
    total = len(content)
    content_type = recognize_container(content) or MP4
    headers = VIDEO_HEADERS | {"Accept-Ranges": "bytes"}
    if not RANGE.fullmatch(request.headers.get("Range", "")):
        return web.Response(body=content, content_type=content_type, headers=headers)
    start, stop = _byte_bounds(request, total)
    if start >= stop:
        headers |= {"Content-Range": f"bytes */{total}", "Content-Length": "0"}
        return web.Response(
            status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers
        )
    headers["Content-Range"] = f"bytes {start}-{stop - 1}/{total}"
    return web.Response(
        status=HTTPStatus.PARTIAL_CONTENT,
        body=content[start:stop],
        content_type=content_type,
        headers=headers,
    )


def _byte_bounds(request: web.Request, total: int) -> tuple[int, int]:
    """Return the bounds of the requested range, which are equal if it is empty."""
    first, _, last = request.headers["Range"].removeprefix("bytes=").partition("-")
    if not first:
        return max(0, total - int(last)), total
    return int(first), min(total, int(last) + 1) if last else total


async def _stream_response(
    hass: HomeAssistant, request: web.Request, media: MediaResponse
) -> web.StreamResponse:
    """Stream a media host's response."""
    if not 0 <= (media.size or 0) <= MAX_STREAMED_BYTES:
        raise VxgMediaError("The media are too large")
    response = web.StreamResponse(
        status=media.status, headers={**VIDEO_HEADERS, **media.headers}
    )
    response.content_type = media.content_type
    try:
        await response.prepare(request)
        if request.method != METH_HEAD:
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
