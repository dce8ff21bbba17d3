"""Browsing: recordings by day and hour, and clips."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from homeassistant.components.media_source import BrowseMediaSource

from ..aiovxg import Clip, VxgRefusedError, VxgResponseError
from ..helpers.time_range import MICROSECOND, TimeRange, local_day, split_into_hours
from ..media.identifier import MediaKind
from ..media.videos import cache_recording_urls
from .nodes import HOUR, BrowseContext, node, video
from .titles import format_clock_range

# Days of recordings: how many are listed, and for how many to look where no cloud tells.
MAX_DAYS = 366
FALLBACK_DAYS = 14


async def async_open_recordings(place: BrowseContext) -> BrowseMediaSource:
    """Return the days, the hours of a day, or the recordings of an hour. Raises VxgError."""
    title = place.titles.text(MediaKind.RECORDINGS)
    span = place.identifier.time_range
    if span is None:
        days = [local_day(day) for day in await _days(place)]
        children = [
            node(
                place.titles.day(day.start),
                place.child(MediaKind.RECORDINGS, None, day),
            )
            for day in days
        ]
        return node(title, place.identifier, children)
    title = f"{title}, {place.titles.day(span.start)}"
    if span.duration <= HOUR:
        return node(title, place.identifier, await _segments(place, span))
    children = [
        node(
            format_clock_range(hour.start, hour.end + MICROSECOND),
            place.child(MediaKind.RECORDINGS, None, hour),
        )
        for hour in reversed(split_into_hours(span))
        if hour.start <= place.now
    ]
    return node(title, place.identifier, children)


async def _days(place: BrowseContext) -> Iterable[date]:
    """Yield days, newest first."""
    today = place.titles.today.date()
    try:
        days = await place.data.client.recordings.days(place.identifier.camera_id)
    except VxgRefusedError, VxgResponseError:
        # Nobody knows; a week or two is what clouds keep.
        return [today - timedelta(days=back) for back in range(FALLBACK_DAYS)]
    return sorted({*days, today}, reverse=True)[:MAX_DAYS]


async def _segments(place: BrowseContext, span: TimeRange) -> list[BrowseMediaSource]:
    """Return one page of recordings, in order."""
    page = await place.data.client.recordings.segments(
        place.identifier.camera_id, start=span.start, end=span.end
    )
    pieces = sorted(page.items, key=lambda piece: piece.start)
    spans = [TimeRange(start=piece.start, end=piece.end) for piece in pieces]
    identifiers = [place.child(MediaKind.RECORDING, None, each) for each in spans]
    cache_recording_urls(
        place.data.media, zip(identifiers, pieces, strict=True), page.expires
    )
    children = [
        video(format_clock_range(piece.start, piece.end), identifier)
        for piece, identifier in zip(pieces, identifiers, strict=True)
    ]
    if page.more and pieces and pieces[-1].end < span.end:
        later = TimeRange(start=pieces[-1].end, end=span.end)
        children.append(
            node(
                place.titles.text("later"),
                place.child(MediaKind.RECORDINGS, None, later),
            )
        )
    return children


async def async_open_clips(place: BrowseContext) -> BrowseMediaSource:
    """Return one page of a camera's clips. Raises VxgError."""
    try:
        clips = (
            await place.data.client.recordings.clips(place.identifier.camera_id)
        ).items
    except VxgRefusedError, VxgResponseError:
        # The API page shows no list of them, so a cloud may have none.
        clips = ()
    children = [_clip(place, clip) for clip in clips]
    return node(place.titles.text(MediaKind.CLIPS), place.identifier, children)


def _clip(place: BrowseContext, clip: Clip) -> BrowseMediaSource:
    parts = [clip.title]
    if clip.start is not None and clip.end is not None:
        parts += [
            place.titles.day(clip.start),
            format_clock_range(clip.start, clip.end),
        ]
    return video(
        ", ".join(part for part in parts if part) or str(clip.id),
        replace(place.child(MediaKind.CLIP), number=clip.id),
        thumbnail=clip.thumb is not None,
        can_play=clip.url is not None,
    )
