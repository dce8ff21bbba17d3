"""Videos: where those of events, recordings and clips are, and how to get at them."""

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
from .cache import ADDRESS_LIFE, Source
from .identifier import Kind, MediaId
from .images import async_event
from .remux import CuttingError, Piece, cut
from .session import MediaSession

# An event's video: so much of the record before and after it, as the vendor's own page
# shows it (API page, section 7).
BEFORE_EVENT = timedelta(seconds=5)
AFTER_EVENT = timedelta(seconds=15)
# A stretch that is still being recorded is looked for again after so long.
GROWING_LIFE = timedelta(seconds=30)
# Out of pieces above this nothing is cut; the one with the event is played as it is.
MAX_JOINED_BYTES = 32 * 1024 * 1024
# Who clicked waits no longer than this for the pieces, in seconds.
JOIN_TIMEOUT = 30


class NoVideoError(Exception):
    """There is nothing to play."""


class ClipPendingError(NoVideoError):
    """The cloud is still at work on the clip."""


async def async_find(media: MediaSession, wanted: MediaId) -> Source:
    """Return where a video is. Raises VxgError or NoVideoError."""
    key = str(wanted)
    source = media.cache.sources.get(key)
    if source is None or source.expires <= media.clock.now():
        source = await _find(media, wanted)
        media.cache.sources.put(key, source)
    return source


def remember_records(
    media: MediaSession,
    wanted: Iterable[tuple[MediaId, RecordingSegment]],
    expires: datetime | None,
) -> None:
    """Keep the addresses of a list of recordings for whoever plays one next."""
    expires = media.clock.expiry(expires, ADDRESS_LIFE)
    for media_id, record in wanted:
        source = Source(pieces=(record,), expires=expires)
        media.cache.sources.put(str(media_id), source)


@asynccontextmanager
async def async_open(
    media: MediaSession, wanted: MediaId, byte_range: str | None
) -> AsyncGenerator[MediaResponse]:
    """Open a video as it comes from the media host; a dead address is read anew, once.

    Raises VxgError or NoVideoError.
    """
    async with AsyncExitStack() as opened:

        async def open_it() -> MediaResponse:
            source = await async_find(media, wanted)
            url = source.pieces[source.main].url
            return await opened.enter_async_context(
                media.client.recordings.open(url, byte_range=byte_range)
            )

        try:
            answer = await open_it()
        except VxgMediaExpiredError:
            media.cache.sources.drop(str(wanted))
            answer = await open_it()
        yield answer


async def async_joined(
    hass: HomeAssistant, media: MediaSession, wanted: MediaId
) -> bytes | None:
    """Return a video that is cut out of pieces; None where one is passed on as it is.

    Raises VxgError or NoVideoError.
    """
    if not (await async_find(media, wanted)).is_cut:
        return None
    async with media.cache.bench:
        try:
            return await _joined(hass, media, wanted)
        except VxgMediaExpiredError:
            media.cache.sources.drop(str(wanted))
            return await _joined(hass, media, wanted)


async def _joined(
    hass: HomeAssistant, media: MediaSession, wanted: MediaId
) -> bytes | None:
    # Whoever was served before may have found that nothing can be cut.
    source = await async_find(media, wanted)
    if not source.is_cut:
        return None
    # What grew meanwhile is another video.
    key = f"{wanted}@{source.pieces[-1].end.isoformat()}"
    if (content := media.cache.videos.get(key)) is not None:
        return content
    content = await _join(hass, media, source)
    if content is None:
        # Not to be tried again for each part that a player asks for.
        alone = Source(pieces=(source.pieces[source.main],), expires=source.expires)
        media.cache.sources.put(str(wanted), alone)
        return None
    media.cache.videos.put(key, content)
    return content


async def _join(
    hass: HomeAssistant, media: MediaSession, source: Source
) -> bytes | None:
    try:
        async with asyncio.timeout(JOIN_TIMEOUT):
            pieces = await _fetch_pieces(media, source)
    except TimeoutError:
        return None
    if pieces is None:
        return None
    try:
        return await hass.async_add_executor_job(
            lambda: cut(pieces, skip=source.skip, length=source.length)
        )
    except CuttingError as err:
        LOGGER.debug("A recording is played in one piece: %s", err)
        return None


async def _fetch_pieces(media: MediaSession, source: Source) -> list[Piece] | None:
    """Fetch all pieces; None if they are too large to be cut."""
    begin = source.pieces[0].start
    pieces = []
    left = MAX_JOINED_BYTES
    if sum(record.size or 0 for record in source.pieces) > left:
        return None
    for record in source.pieces:
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
        pieces.append(Piece(offset=offset, content=bytes(content)))
    return pieces


async def _find(media: MediaSession, wanted: MediaId) -> Source:
    if wanted.kind is Kind.RECORDING:
        assert wanted.span is not None
        return await _record(media, wanted.camera_id, wanted.span)
    assert wanted.number is not None
    if wanted.kind is Kind.CLIP:
        clip = await media.client.recordings.clip(wanted.camera_id, wanted.number)
        return _clip_source(media, clip)
    event = await async_event(media, wanted.camera_id, wanted.number)
    if (found := await _clip_of(media, event)) is not None:
        return _clip_source(media, found)
    return await _record_around(media, event)


async def _clip_of(media: MediaSession, event: Event) -> Clip | None:
    """Return the clip of an event, if one was cut and is done."""
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


def _clip_source(media: MediaSession, clip: Clip) -> Source:
    if clip.url is None:
        if clip.status is ClipStatus.PENDING:
            raise ClipPendingError(clip.id)
        raise NoVideoError(clip.id)
    now = media.clock.now()
    whole = RecordingSegment(start=clip.start or now, end=clip.end or now, url=clip.url)
    return Source(pieces=(whole,), expires=now + ADDRESS_LIFE)


async def _record_around(media: MediaSession, event: Event) -> Source:
    """Return what was recorded from a little before an event to a little after it."""
    start, end = event.time - BEFORE_EVENT, event.time + AFTER_EVENT
    page = await media.client.recordings.segments(event.camera_id, start=start, end=end)
    pieces = sorted(
        (piece for piece in page.items if piece.start < end and piece.end > start),
        key=lambda piece: piece.start,
    )
    if not pieces:
        raise NoVideoError(event.id)
    now = media.clock.now()
    expires = media.clock.expiry(page.expires, ADDRESS_LIFE)
    if pieces[-1].end < end and now < end + GROWING_LIFE:
        expires = min(expires, now + GROWING_LIFE)
    # The last one that begins before the event, or else the first after it.
    main = max(0, sum(piece.start <= event.time for piece in pieces) - 1)
    first = pieces[0].start
    if len(pieces) == 1 and start <= first and pieces[0].end <= end:
        return Source(pieces=tuple(pieces), expires=expires)
    return Source(
        pieces=tuple(pieces),
        expires=expires,
        main=main,
        skip=max(0.0, (start - first).total_seconds()),
        length=(end - max(start, first)).total_seconds(),
    )


async def _record(media: MediaSession, camera_id: int, span: TimeRange) -> Source:
    """Return the recording that begins as an identifier says."""
    page = await media.client.recordings.segments(camera_id, start=span.start, end=span.end)
    for piece in page.items:
        if piece.start == span.start:
            return Source(
                pieces=(piece,), expires=media.clock.expiry(page.expires, ADDRESS_LIFE)
            )
    raise NoVideoError(span)
