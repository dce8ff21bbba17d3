"""Videos for players, with ranges and a container that the media host may not offer."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from http import HTTPStatus
import re

from homeassistant.core import HomeAssistant

from ..aiovxg import MediaResponse, VxgMediaError
from .cache import MAX_VIDEO_BYTES, VideoSource
from .containers import (
    MP4,
    REMUXED_TYPES,
    SIGNATURE_SIZE,
    UNKNOWN_TYPES,
    VIDEO_TYPES,
    recognize_container,
)
from .identifier import MediaIdentifier
from .session import MediaSession
from .videos import async_get_content, async_open_video, async_resolve_video

CONTENT_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)", re.ASCII)


@asynccontextmanager
async def async_open_playback(
    hass: HomeAssistant,
    media: MediaSession,
    identifier: MediaIdentifier,
    byte_range: str | None,
) -> AsyncGenerator[bytes | MediaResponse]:
    """Yield a video from memory, or the media host's response to pass on.

    The response is to the `byte_range`, or to all if the media host has no ranges.
    Raises VxgError or VideoNotFoundError.
    """
    content = await async_get_content(hass, media, identifier)
    if content is None:
        async with _open(media, identifier, byte_range) as response:
            source = await async_resolve_video(media, identifier)
            if not _is_loaded(source, response, byte_range):
                yield _with_ranges(source, response)
                return
        media.cache.video_sources.put(str(identifier), replace(source, loaded=True))
        content = await async_get_content(hass, media, identifier)
    if content is not None:
        yield content
        return
    async with _open(media, identifier, None) as response:
        source = await async_resolve_video(media, identifier)
        yield _with_ranges(source, response)


@asynccontextmanager
async def _open(
    media: MediaSession, identifier: MediaIdentifier, byte_range: str | None
) -> AsyncGenerator[MediaResponse]:
    source = await async_resolve_video(media, identifier)
    if source.loaded is False:
        # Ranges of what should have been loaded would be those of something else.
        byte_range = None
    async with async_open_video(media, identifier, byte_range) as response:
        yield await _recognize(media, identifier, response)


def _is_loaded(
    source: VideoSource, response: MediaResponse, byte_range: str | None
) -> bool:
    """Return whether to load a video, because it cannot be passed on as it is."""
    if (
        source.loaded is False
        or response.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
    ):
        return False
    match = CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", ""))
    is_part = response.status == HTTPStatus.PARTIAL_CONTENT
    if is_part and not _is_range(response, match, byte_range):
        return True
    size = response.size
    if is_part and match is not None:
        size = int(match[3]) if match[3] != "*" else None
    if size is not None and size > MAX_VIDEO_BYTES:
        return False
    has_range = is_part or byte_range is None
    return response.content_type in REMUXED_TYPES or not has_range


def _is_range(
    response: MediaResponse, match: re.Match[str] | None, byte_range: str | None
) -> bool:
    """Return whether a response is the part that was requested."""
    if match is None or byte_range is None:
        return False
    first, last = int(match[1]), int(match[2])
    start = byte_range.removeprefix("bytes=").partition("-")[0]
    return (not start or first == int(start)) and (
        response.size in (None, last - first + 1)
    )


def _with_ranges(source: VideoSource, response: MediaResponse) -> MediaResponse:
    """Return a response that promises ranges only if there are any."""
    headers = dict(response.headers)
    promised = headers.pop("Accept-Ranges", "").lower() == "bytes"
    is_small = response.size is not None and response.size <= MAX_VIDEO_BYTES
    is_whole = response.status == HTTPStatus.OK
    if source.loaded is not False and (promised or is_small or not is_whole):
        headers["Accept-Ranges"] = "bytes"
    return replace(response, headers=headers)


async def _recognize(
    media: MediaSession, identifier: MediaIdentifier, response: MediaResponse
) -> MediaResponse:
    """Return a response with the type of the video. Raises VxgMediaError if it is none."""
    if response.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
        return replace(response, content_type=MP4)
    header_type = response.content_type.lower()
    if header_type not in VIDEO_TYPES and header_type not in UNKNOWN_TYPES:
        raise VxgMediaError("The media host sent no video")
    source = await async_resolve_video(media, identifier)
    content_type = source.content_type
    if content_type is None:
        # Headers of media hosts are often wrong.
        first = b""
        is_whole = response.status == HTTPStatus.OK
        if is_whole or response.headers.get("Content-Range", "").startswith("bytes 0-"):
            first, chunks = await _peek(response.chunks)
            response = replace(response, chunks=chunks)
        if not is_whole and len(first) < SIGNATURE_SIZE:
            async with async_open_video(media, identifier, None) as whole:
                first, _ = await _peek(whole.chunks)
        content_type = recognize_container(first) or VIDEO_TYPES.get(header_type, MP4)
        source = replace(source, content_type=content_type)
        media.cache.video_sources.put(str(identifier), source)
    return replace(response, content_type=content_type)


async def _peek(
    chunks: AsyncIterator[bytes],
) -> tuple[bytes, AsyncGenerator[bytes]]:
    """Return the first bytes, and all chunks including these."""
    first = b""
    while len(first) < SIGNATURE_SIZE and (chunk := await anext(chunks, b"")):
        first += chunk

    async def all_chunks() -> AsyncGenerator[bytes]:
        if first:
            yield first
        async for chunk in chunks:
            yield chunk

    return first, all_chunks()
