"""Videos of events, recordings and clips."""

import asyncio
from collections.abc import AsyncGenerator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from math import inf

from homeassistant.core import HomeAssistant

from ..aiovxg import (
    Clip,
    ClipStatus,
    Event,
    MediaResponse,
    RecordingSegment,
    VxgMediaExpiredError,
    VxgRefusedError,
    VxgResponseError,
)
from ..const import LOGGER
from ..helpers import clocks
from ..helpers.time_range import TimeRange
from .cache import SIGNED_URL_TTL, VideoSource
from .containers import REMUXED_TYPES, recognize_container
from .identifier import MediaIdentifier, MediaKind
from .images import async_get_event
from .remux import RemuxError, Segment, remux_excerpt
from .session import MediaSession

# The part of the recording that is an event's video, as on the vendor's own page (API
# page, section 7).
BEFORE_EVENT = timedelta(seconds=5)
AFTER_EVENT = timedelta(seconds=15)
# Lifetime of a source that is still being recorded.
GROWING_TTL = timedelta(seconds=30)
# If the segments are larger, the one with the event is played as it is.
MAX_REMUX_BYTES = 32 * 1024 * 1024
# Seconds; the same if fetching the segments takes longer, as a user is waiting.
SEGMENTS_TIMEOUT = 30


class VideoNotFoundError(Exception):
    """There is no video."""


class ClipPendingError(VideoNotFoundError):
    """The cloud is still creating the clip."""


async def async_resolve_video(
    media: MediaSession, identifier: MediaIdentifier
) -> VideoSource:
    """Return the source of a video. Raises VxgError or VideoNotFoundError."""
    key = str(identifier)
    source = media.cache.video_sources.get(key)
    if source is None or source.expires <= clocks.uptime():
        source = await _resolve_source(media, identifier)
        media.cache.video_sources.put(key, source)
    return source


def cache_recording_urls(
    media: MediaSession,
    recordings: Iterable[tuple[MediaIdentifier, RecordingSegment]],
    expires: datetime | None,
) -> None:
    """Cache the URLs of a list of recordings."""
    expiry = media.clock.expiry(expires, SIGNED_URL_TTL)
    for identifier, segment in recordings:
        source = VideoSource(segments=(segment,), expires=expiry)
        media.cache.video_sources.put(str(identifier), source)


@asynccontextmanager
async def async_open_video(
    media: MediaSession, identifier: MediaIdentifier, byte_range: str | None
) -> AsyncGenerator[MediaResponse]:
    """Open a video on the media host; an expired URL is renewed once.

    Raises VxgError or VideoNotFoundError.
    """
    async with AsyncExitStack() as stack:

        async def open_media() -> MediaResponse:
            source = await async_resolve_video(media, identifier)
            url = source.segments[source.main_segment].url
            return await stack.enter_async_context(
                media.client.recordings.open(url, byte_range=byte_range)
            )

        try:
            response = await open_media()
        except VxgMediaExpiredError:
            media.cache.video_sources.discard(str(identifier))
            response = await open_media()
        yield response


async def async_get_content(
    hass: HomeAssistant, media: MediaSession, identifier: MediaIdentifier
) -> bytes | None:
    """Return a video that is sent from memory; None if it is streamed as it is.

    Raises VxgError or VideoNotFoundError.
    """
    source = await async_resolve_video(media, identifier)
    content = media.cache.videos.get(_content_key(identifier, source))
    if content is not None or not source.in_memory:
        return content
    async with media.cache.remux_lock:
        try:
            return await _get_content(hass, media, identifier)
        except VxgMediaExpiredError:
            media.cache.video_sources.discard(str(identifier))
            if source.loaded:
                source = await async_resolve_video(media, identifier)
                source = replace(source, loaded=not source.is_cut)
                media.cache.video_sources.put(str(identifier), source)
            return await _get_content(hass, media, identifier)


def _content_key(identifier: MediaIdentifier, source: VideoSource) -> str:
    # A recording that has grown is another video.
    return f"{identifier}@{source.segments[-1].end.isoformat()}"


async def _get_content(
    hass: HomeAssistant, media: MediaSession, identifier: MediaIdentifier
) -> bytes | None:
    # The previous holder of the lock may have replaced the source.
    source = await async_resolve_video(media, identifier)
    if not source.in_memory:
        return None
    key = _content_key(identifier, source)
    if (content := media.cache.videos.get(key)) is not None:
        return content
    content = await _load_source(hass, media, source)
    if content is None:
        # Do not try again for each part that a player requests.
        single_segment = VideoSource(
            segments=(source.segments[source.main_segment],),
            expires=source.expires,
            loaded=None if source.is_cut else False,
        )
        media.cache.video_sources.put(str(identifier), single_segment)
        return None
    media.cache.videos.put(key, content)
    return content


async def _load_source(
    hass: HomeAssistant, media: MediaSession, source: VideoSource
) -> bytes | None:
    try:
        async with asyncio.timeout(SEGMENTS_TIMEOUT):
            segments = await _fetch_segments(media, source)
    except TimeoutError:
        return None
    if segments is None:
        return None
    whole = segments[0].content if source.loaded else None
    if whole is not None and recognize_container(whole) not in REMUXED_TYPES:
        return whole
    length = source.length if whole is None else inf
    try:
        return await hass.async_add_executor_job(
            lambda: remux_excerpt(segments, skip=source.skip, length=length)
        )
    except RemuxError as err:
        LOGGER.debug("Could not remux a video: %s", err)
        return whole


async def _fetch_segments(
    media: MediaSession, source: VideoSource
) -> list[Segment] | None:
    """Fetch all segments; None if they are too large to be held in memory."""
    first_start = source.segments[0].start
    segments = []
    remaining = MAX_REMUX_BYTES
    if sum(segment.size or 0 for segment in source.segments) > remaining:
        return None
    for segment in source.segments:
        content = bytearray()
        async with media.client.recordings.open(segment.url) as response:
            if (response.size or 0) > remaining:
                return None
            async for chunk in response.chunks:
                content += chunk
                if len(content) > remaining:
                    return None
        remaining -= len(content)
        offset = (segment.start - first_start).total_seconds()
        segments.append(Segment(offset=offset, content=bytes(content)))
    return segments


async def _resolve_source(
    media: MediaSession, identifier: MediaIdentifier
) -> VideoSource:
    if identifier.kind is MediaKind.RECORDING:
        assert identifier.time_range is not None
        return await _recording_source(
            media, identifier.camera_id, identifier.time_range
        )
    assert identifier.number is not None
    if identifier.kind is MediaKind.CLIP:
        clip = await media.client.recordings.clip(
            identifier.camera_id, identifier.number
        )
        return _clip_source(media, clip)
    event = await async_get_event(media, identifier.camera_id, identifier.number)
    if (event_clip := await _find_clip(media, event)) is not None:
        return _clip_source(media, event_clip)
    return await _excerpt_source(media, event)


async def _find_clip(media: MediaSession, event: Event) -> Clip | None:
    """Return the clip of an event, if there is one and it is done."""
    api = media.client.recordings
    try:
        if (clip_id := media.cache.clips.get(event.id)) is not None:
            clips = [await api.clip(event.camera_id, clip_id)]
        else:
            page = await api.clips(event.camera_id, event_time=event.time)
            clips = list(page.items)
    except (VxgRefusedError, VxgResponseError) as err:
        # A server without clips may also respond with an HTML page.
        LOGGER.debug("Could not read the clips of event %s: %s", event.id, err)
        return None
    return next((clip for clip in clips if clip.url is not None), None)


def _clip_source(media: MediaSession, clip: Clip) -> VideoSource:
    if clip.url is None:
        if clip.status is ClipStatus.PENDING:
            raise ClipPendingError(clip.id)
        raise VideoNotFoundError(clip.id)
    now = media.clock.now()
    segment = RecordingSegment(
        start=clip.start or now, end=clip.end or now, url=clip.url
    )
    return VideoSource(
        segments=(segment,), expires=media.clock.expiry(None, SIGNED_URL_TTL)
    )


async def _excerpt_source(media: MediaSession, event: Event) -> VideoSource:
    """Return the excerpt of the recording around an event."""
    start, end = event.time - BEFORE_EVENT, event.time + AFTER_EVENT
    page = await media.client.recordings.segments(event.camera_id, start=start, end=end)
    segments = sorted(
        (
            segment
            for segment in page.items
            if segment.start < end and segment.end > start
        ),
        key=lambda segment: segment.start,
    )
    if not segments:
        raise VideoNotFoundError(event.id)
    expires = media.clock.expiry(page.expires, SIGNED_URL_TTL)
    if segments[-1].end < end and media.clock.now() < end + GROWING_TTL:
        expires = min(expires, clocks.uptime() + GROWING_TTL)
    # The last segment that starts before the event, or the first after it.
    main_segment = max(0, sum(segment.start <= event.time for segment in segments) - 1)
    first = segments[0].start
    if len(segments) == 1 and start <= first and segments[0].end <= end:
        return VideoSource(segments=tuple(segments), expires=expires)
    return VideoSource(
        segments=tuple(segments),
        expires=expires,
        main_segment=main_segment,
        skip=max(0.0, (start - first).total_seconds()),
        length=(end - max(start, first)).total_seconds(),
    )


async def _recording_source(
    media: MediaSession, camera_id: int, time_range: TimeRange
) -> VideoSource:
    """Return the recording that begins at the start of a range."""
    page = await media.client.recordings.segments(
        camera_id, start=time_range.start, end=time_range.end
    )
    for segment in page.items:
        if segment.start == time_range.start:
            return VideoSource(
                segments=(segment,),
                expires=media.clock.expiry(page.expires, SIGNED_URL_TTL),
            )
    raise VideoNotFoundError(time_range)
