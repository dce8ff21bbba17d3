"""Browsing: recordings by day and hour, and clips."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from homeassistant.components.media_source import BrowseMediaSource

from ..aiovxg import Clip, VxgRefusedError, VxgResponseError
from ..helpers.time_range import (
    MICROSECOND,
    TimeRange,
    async_get_zone,
    days_in_zone,
    local_day,
    split_into_hours,
)
from ..media.identifier import MediaKind
from ..media.videos import cache_recording_urls
from .nodes import HOUR, BrowseContext, node, video
from .titles import format_clock_range

MAX_DAYS = 366
# Listed if the cloud does not tell which days have recordings.
FALLBACK_DAYS = 14


async def async_open_recordings(context: BrowseContext) -> BrowseMediaSource:
    """Return the days, the hours of a day, or the recordings of an hour. Raises VxgError."""
    title = context.titles.text(MediaKind.RECORDINGS)
    time_range = context.identifier.time_range
    if time_range is None:
        days = [local_day(day) for day in await async_get_recorded_days(context)]
        children = [
            node(
                context.titles.day(day.start),
                context.child(MediaKind.RECORDINGS, None, day),
            )
            for day in days
        ]
        return node(title, context.identifier, children)
    title = f"{title}, {context.titles.day(time_range.start)}"
    if time_range.duration <= HOUR:
        return node(
            title, context.identifier, await _segment_items(context, time_range)
        )
    children = [
        node(
            format_clock_range(hour.start, hour.end + MICROSECOND),
            context.child(MediaKind.RECORDINGS, None, hour),
        )
        for hour in reversed(split_into_hours(time_range))
        if hour.start <= context.now
    ]
    return node(title, context.identifier, children)


async def async_get_recorded_days(context: BrowseContext) -> Iterable[date]:
    """Yield the days that may have recordings, and today, newest first.

    The cloud's are those of the camera's time zone.
    """
    today = context.titles.today.date()
    camera_id = context.identifier.camera_id
    try:
        days = await context.data.client.recordings.days(camera_id)
    except VxgRefusedError, VxgResponseError:
        return [today - timedelta(days=age) for age in range(FALLBACK_DAYS)]
    state = context.data.cameras.data.get(camera_id)
    zone = await async_get_zone(state.camera.timezone if state else None)
    found = {each for day in days for each in days_in_zone(day, zone)}
    past = [day for day in found if day < today]
    return [today, *sorted(past, reverse=True)][:MAX_DAYS]


async def _segment_items(
    context: BrowseContext, time_range: TimeRange
) -> list[BrowseMediaSource]:
    """Return one page of recordings, in order."""
    page = await context.data.client.recordings.segments(
        context.identifier.camera_id, start=time_range.start, end=time_range.end
    )
    segments = sorted(page.items, key=lambda segment: segment.start)
    segment_ranges = [
        TimeRange(start=segment.start, end=segment.end) for segment in segments
    ]
    identifiers = [
        context.child(MediaKind.RECORDING, None, segment_range)
        for segment_range in segment_ranges
    ]
    cache_recording_urls(
        context.data.media, zip(identifiers, segments, strict=True), page.expires
    )
    children = [
        video(format_clock_range(segment.start, segment.end), identifier)
        for segment, identifier in zip(segments, identifiers, strict=True)
    ]
    if page.more and segments and segments[-1].end < time_range.end:
        later = TimeRange(start=segments[-1].end, end=time_range.end)
        children.append(
            node(
                context.titles.text("later"),
                context.child(MediaKind.RECORDINGS, None, later),
            )
        )
    return children


async def async_open_clips(context: BrowseContext) -> BrowseMediaSource:
    """Return one page of a camera's clips. Raises VxgError."""
    try:
        clips = (
            await context.data.client.recordings.clips(context.identifier.camera_id)
        ).items
    except VxgRefusedError, VxgResponseError:
        # The list of clips is not in the API page, so a cloud may lack it.
        clips = ()
    children = [_clip(context, clip) for clip in clips]
    return node(context.titles.text(MediaKind.CLIPS), context.identifier, children)


def _clip(context: BrowseContext, clip: Clip) -> BrowseMediaSource:
    parts = [clip.title]
    if clip.start is not None and clip.end is not None:
        parts += [
            context.titles.day(clip.start),
            format_clock_range(clip.start, clip.end),
        ]
    return video(
        ", ".join(part for part in parts if part) or str(clip.id),
        replace(context.child(MediaKind.CLIP), number=clip.id),
        thumbnail=clip.thumb is not None,
        can_play=clip.url is not None,
    )
