"""Browsing: cameras, and their events by type, day and hour.

Each node requires at most one page of the cloud's lists; a further node leads to the
events that do not fit.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from homeassistant.components.media_source import BrowseMediaSource
from homeassistant.core import HomeAssistant

from ..aiovxg import FUTURE_WINDOW
from ..data import VxgRuntimeData
from ..events.history import HistoryQuery, HistoryResult, async_read_history
from ..helpers.time_range import (
    EPOCH,
    MICROSECOND,
    TimeRange,
    local_day,
    local_day_around,
    split_into_hours,
)
from ..media.identifier import MAX_DAY_LENGTH, MediaIdentifier, MediaKind
from ..media.images import async_get_event, cache_image_urls
from .nodes import HOUR, MAX_NODE_EVENTS, BrowseContext, event_item, node, video
from .recordings import async_get_recorded_days, async_open_clips, async_open_recordings
from .titles import MediaTitles, format_clock_range

# A day with more events is divided into hours.
MAX_EVENTS_WITHOUT_HOURS = 200


async def async_browse(
    hass: HomeAssistant, data: VxgRuntimeData, identifier: MediaIdentifier
) -> BrowseMediaSource:
    """Return a node of one camera. Raises VxgError."""
    titles = await MediaTitles.async_load(hass, data.clock.now())
    context = BrowseContext(data=data, titles=titles, identifier=identifier)
    match identifier.kind:
        case MediaKind.CAMERA:
            return await _open_camera(context)
        case MediaKind.EVENTS:
            return await _open_events(context)
        case MediaKind.RECORDINGS:
            return await async_open_recordings(context)
        case MediaKind.CLIPS:
            return await async_open_clips(context)
        case MediaKind.DAYS:
            return await _open_days(context)
        case MediaKind.EVENT:
            assert identifier.number is not None
            event = await async_get_event(
                data.media, identifier.camera_id, identifier.number
            )
            return event_item(identifier.entry_id, event, titles.event(event))
        case _:
            return video(data.camera_name(identifier.camera_id), identifier)


async def _read(context: BrowseContext, time_range: TimeRange) -> HistoryResult:
    """Return one page of events, newest first."""
    event_type = context.identifier.event_type
    query = HistoryQuery(
        start=time_range.start,
        end=time_range.end,
        event_types=frozenset(() if event_type is None else (event_type,)),
        limit=MAX_NODE_EVENTS,
    )
    history = await async_read_history(
        context.data.client, context.identifier.camera_id, query
    )
    cache_image_urls(context.data.media, history.events)
    return history


async def _open_camera(context: BrowseContext) -> BrowseMediaSource:
    """Return a camera's node: event types with the number of events today."""
    # Include events of a camera whose clock is ahead.
    today = replace(local_day_around(context.now), end=context.now + FUTURE_WINDOW)
    history = await _read(context, today)
    counts = Counter(event.name for event in history.events)
    known = context.data.cameras.data[context.identifier.camera_id].types or ()
    titles = context.titles
    names: list[str | None] = [
        None,
        *sorted({*known, *counts}, key=titles.event_type),
    ]
    children = [
        node(
            titles.counted(
                titles.event_type(name),
                len(history.events) if name is None else counts[name],
                "counted_today_more" if history.truncated else "counted_today",
            ),
            context.child(MediaKind.EVENTS, name),
        )
        for name in names
    ]
    children += [
        node(titles.text(kind), context.child(kind))
        for kind in (MediaKind.DAYS, MediaKind.RECORDINGS, MediaKind.CLIPS)
    ]
    name = context.data.camera_name(context.identifier.camera_id)
    return node(name, context.identifier, children, can_search=True)


async def _open_events(context: BrowseContext) -> BrowseMediaSource:
    """Return the days, the hours of a busy day, or the events."""
    time_range = context.identifier.time_range or TimeRange(
        start=EPOCH, end=context.now + FUTURE_WINDOW
    )
    history = await _read(context, time_range)
    title = context.titles.event_type(context.identifier.event_type)
    if time_range.duration > MAX_DAY_LENGTH:
        children = _day_nodes(context, time_range, history)
    else:
        title = f"{title}, {context.titles.day(time_range.start)}"
        many = history.truncated or len(history.events) > MAX_EVENTS_WITHOUT_HOURS
        by_hour = many and time_range.duration > HOUR
        children = (_hour_nodes if by_hour else _event_items)(
            context, time_range, history
        )
    return node(title, context.identifier, list(children), can_search=True)


async def _open_days(context: BrowseContext) -> BrowseMediaSource:
    """Return the days, or all events of a day on one level, as galleries need them.

    Their titles and identifiers do not change from day to day. Of more events than fit,
    there are the newest ones.
    """
    identifier = context.identifier
    if identifier.day is None:
        children = [
            node(day.isoformat(), replace(identifier, day=day))
            for day in await async_get_recorded_days(context)
        ]
        return node(context.titles.text(MediaKind.DAYS), identifier, children)
    history = await _read(context, local_day(identifier.day))
    items = [
        event_item(
            identifier.entry_id, event, context.titles.event(event), identifier.day
        )
        for event in history.events
    ]
    return node(identifier.day.isoformat(), identifier, items)


def _day_nodes(
    context: BrowseContext, time_range: TimeRange, history: HistoryResult
) -> Iterator[BrowseMediaSource]:
    days = Counter(local_day_around(event.time) for event in history.events)
    oldest = min(days, key=lambda day: day.start, default=None)
    for day, count in days.items():
        # The oldest day may have more events than were read.
        key = "counted_more" if history.truncated and day is oldest else "counted"
        title = context.titles.counted(context.titles.day(day.start), count, key)
        yield node(
            title, context.child(MediaKind.EVENTS, context.identifier.event_type, day)
        )
    if history.truncated and oldest is not None:
        yield _older_node(
            context, TimeRange(start=time_range.start, end=oldest.start - MICROSECOND)
        )


def _hour_nodes(
    context: BrowseContext, time_range: TimeRange, history: HistoryResult
) -> Iterator[BrowseMediaSource]:
    """Yield hours, newest first; hours before the page have no count."""
    counts = Counter(
        (event.time - time_range.start) // HOUR for event in history.events
    )
    oldest = history.events[-1].time
    for number, hour in reversed(list(enumerate(split_into_hours(time_range)))):
        complete = not history.truncated or hour.start > oldest
        title = format_clock_range(hour.start, hour.end + MICROSECOND)
        if counts[number]:
            key = "counted" if complete else "counted_more"
            title = context.titles.counted(title, counts[number], key)
        elif complete:
            continue
        yield node(
            title, context.child(MediaKind.EVENTS, context.identifier.event_type, hour)
        )


def _event_items(
    context: BrowseContext, time_range: TimeRange, history: HistoryResult
) -> Iterator[BrowseMediaSource]:
    for event in history.events:
        yield event_item(
            context.identifier.entry_id, event, context.titles.event(event)
        )
    if history.truncated:
        # Inclusive, because other events may have the same time.
        yield _older_node(
            context, TimeRange(start=time_range.start, end=history.events[-1].time)
        )


def _older_node(context: BrowseContext, time_range: TimeRange) -> BrowseMediaSource:
    identifier = context.child(
        MediaKind.EVENTS, context.identifier.event_type, time_range
    )
    return node(context.titles.text("older"), identifier)
