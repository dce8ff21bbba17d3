"""Videos of events, recordings and clips."""

import asyncio
from collections.abc import AsyncGenerator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta

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
from ..helpers.time_range import TimeRange
from .cache import SIGNED_URL_TTL, VideoSource
from .identifier import MediaIdentifier, MediaKind
from .images import async_get_event
from .remux import RemuxError, Segment, remux_excerpt
from .session import MediaSession

# An event's video: so much of the record before and after it, as the vendor's own page
# shows it (API page, section 7).
BEFORE_EVENT = timedelta(seconds=5)
AFTER_EVENT = timedelta(seconds=15)
# A stretch that is still being recorded is looked for again after so long.
GROWING_TTL = timedelta(seconds=30)
# Out of pieces above this nothing is cut; the one with the event is played as it is.
MAX_REMUX_BYTES = 32 * 1024 * 1024
# Who clicked waits no longer than this for the pieces, in seconds.
SEGMENTS_TIMEOUT = 30


class VideoNotFoundError(Exception):
    """There is no video."""


class ClipPendingError(VideoNotFoundError):
    """The cloud is still creating the clip."""


async def async_resolve_video(
    media: MediaSession, wanted: MediaIdentifier
) -> VideoSource:
    """Return the source of a video. Raises VxgError or VideoNotFoundError."""
    key = str(wanted)
    source = media.cache.video_sources.get(key)
    if source is None or source.expires <= media.clock.now():
        source = await _resolve(media, wanted)
        media.cache.video_sources.put(key, source)
    return source


def cache_recording_urls(
    media: MediaSession,
    wanted: Iterable[tuple[MediaIdentifier, RecordingSegment]],
    expires: datetime | None,
) -> None:
    """Cache the URLs of a list of recordings."""
    expires = media.clock.expiry(expires, SIGNED_URL_TTL)
    for media_id, record in wanted:
        source = VideoSource(segments=(record,), expires=expires)
        media.cache.video_sources.put(str(media_id), source)


@asynccontextmanager
async def async_open_video(
    media: MediaSession, wanted: MediaIdentifier, byte_range: str | None
) -> AsyncGenerator[MediaResponse]:
    """Open a video on the media host; an expired URL is renewed once.

    Raises VxgError or NoVideoError.
    """
    async with AsyncExitStack() as opened:

        async def open_it() -> MediaResponse:
            source = await async_resolve_video(media, wanted)
            url = source.segments[source.main_segment].url
            return await opened.enter_async_context(
                media.client.recordings.open(url, byte_range=byte_range)
            )

        try:
            answer = await open_it()
        except VxgMediaExpiredError:
            media.cache.video_sources.discard(str(wanted))
            answer = await open_it()
        yield answer


async def async_get_excerpt(
    hass: HomeAssistant, media: MediaSession, wanted: MediaIdentifier
) -> bytes | None:
    """Return a video that is an excerpt of segments; None if it is streamed as it is.

    Raises VxgError or NoVideoError.
    """
    if not (await async_resolve_video(media, wanted)).is_cut:
        return None
    async with media.cache.remux_lock:
        try:
            return await _get_excerpt(hass, media, wanted)
        except VxgMediaExpiredError:
            media.cache.video_sources.discard(str(wanted))
            return await _get_excerpt(hass, media, wanted)


async def _get_excerpt(
    hass: HomeAssistant, media: MediaSession, wanted: MediaIdentifier
) -> bytes | None:
    # Whoever was served before may have found that nothing can be cut.
    source = await async_resolve_video(media, wanted)
    if not source.is_cut:
        return None
    # What grew meanwhile is another video.
    key = f"{wanted}@{source.segments[-1].end.isoformat()}"
    if (content := media.cache.videos.get(key)) is not None:
        return content
    content = await _remux_source(hass, media, source)
    if content is None:
        # Not to be tried again for each part that a player asks for.
        alone = VideoSource(
            segments=(source.segments[source.main_segment],), expires=source.expires
        )
        media.cache.video_sources.put(str(wanted), alone)
        return None
    media.cache.videos.put(key, content)
    return content


async def _remux_source(
    hass: HomeAssistant, media: MediaSession, source: VideoSource
) -> bytes | None:
    try:
        async with asyncio.timeout(SEGMENTS_TIMEOUT):
            pieces = await _fetch_segments(media, source)
    except TimeoutError:
        return None
    if pieces is None:
        return None
    try:
        return await hass.async_add_executor_job(
            lambda: remux_excerpt(pieces, skip=source.skip, length=source.length)
        )
    except RemuxError as err:
        LOGGER.debug("A recording is played in one piece: %s", err)
        return None


async def _fetch_segments(
    media: MediaSession, source: VideoSource
) -> list[Segment] | None:
    """Fetch all segments; None if they are too large for an excerpt."""
    begin = source.segments[0].start
    pieces = []
    left = MAX_REMUX_BYTES
    if sum(record.size or 0 for record in source.segments) > left:
        return None
    for record in source.segments:
        content = bytearray()
        async with media.client.recordings.open(record.url) as answer:
            size = answer.headers.get("Content-Length", "")
            if size.isdecimal() and int(size) > left:
                return None
            async for chunk in answer.chunks:
                content += chunk
                if len(content) > left:
                    return None
        left -= len(content)
        offset = (record.start - begin).total_seconds()
        pieces.append(Segment(offset=offset, content=bytes(content)))
    return pieces


async def _resolve(media: MediaSession, wanted: MediaIdentifier) -> VideoSource:
    if wanted.kind is MediaKind.RECORDING:
        assert wanted.time_range is not None
        return await _recording_source(media, wanted.camera_id, wanted.time_range)
    assert wanted.number is not None
    if wanted.kind is MediaKind.CLIP:
        clip = await media.client.recordings.clip(wanted.camera_id, wanted.number)
        return _clip_source(media, clip)
    event = await async_get_event(media, wanted.camera_id, wanted.number)
    if (found := await _find_clip(media, event)) is not None:
        return _clip_source(media, found)
    return await _excerpt_source(media, event)


async def _find_clip(media: MediaSession, event: Event) -> Clip | None:
    """Return the clip of an event, if there is one and it is done."""
    footage = media.client.recordings
    try:
        if (clip_id := media.cache.clips.get(event.id)) is not None:
            clips = [await footage.clip(event.camera_id, clip_id)]
        else:
            page = await footage.clips(event.camera_id, event_time=event.time)
            clips = list(page.items)
    except (VxgRefusedError, VxgResponseError) as err:
        # What a server does not know it may also answer with a page of its own.
        LOGGER.debug("No clips of event %s are to be had: %s", event.id, err)
        return None
    return next((clip for clip in clips if clip.url is not None), None)


def _clip_source(media: MediaSession, clip: Clip) -> VideoSource:
    if clip.url is None:
        if clip.status is ClipStatus.PENDING:
            raise ClipPendingError(clip.id)
        raise VideoNotFoundError(clip.id)
    now = media.clock.now()
    whole = RecordingSegment(start=clip.start or now, end=clip.end or now, url=clip.url)
    return VideoSource(segments=(whole,), expires=now + SIGNED_URL_TTL)


async def _excerpt_source(media: MediaSession, event: Event) -> VideoSource:
    """Return the excerpt of the recording around an event."""
    start, end = event.time - BEFORE_EVENT, event.time + AFTER_EVENT
    page = await media.client.recordings.segments(event.camera_id, start=start, end=end)
    pieces = sorted(
        (piece for piece in page.items if piece.start < end and piece.end > start),
        key=lambda piece: piece.start,
    )
    if not pieces:
        raise VideoNotFoundError(event.id)
    now = media.clock.now()
    expires = media.clock.expiry(page.expires, SIGNED_URL_TTL)
    if pieces[-1].end < end and now < end + GROWING_TTL:
        expires = min(expires, now + GROWING_TTL)
    # The last one that begins before the event, or else the first after it.
    main = max(0, sum(piece.start <= event.time for piece in pieces) - 1)
    first = pieces[0].start
    if len(pieces) == 1 and start <= first and pieces[0].end <= end:
        return VideoSource(segments=tuple(pieces), expires=expires)
    return VideoSource(
        segments=tuple(pieces),
        expires=expires,
        main_segment=main,
        skip=max(0.0, (start - first).total_seconds()),
        length=(end - max(start, first)).total_seconds(),
    )


async def _recording_source(
    media: MediaSession, camera_id: int, span: TimeRange
) -> VideoSource:
    """Return the recording that begins at the start of a range."""
    page = await media.client.recordings.segments(
        camera_id, start=span.start, end=span.end
    )
    for piece in page.items:
        if piece.start == span.start:
            return VideoSource(
                segments=(piece,),
                expires=media.clock.expiry(page.expires, SIGNED_URL_TTL),
            )
    raise VideoNotFoundError(span)
