"""Browsing: cameras, and their events by type, day and hour.

Each node costs at most one page of the cloud's lists and shows what is on it; what does
not fit stands behind a further node.
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
    local_day_around,
    split_into_hours,
)
from ..media.identifier import MAX_DAY_LENGTH, MediaIdentifier, MediaKind
from ..media.images import async_get_event, cache_image_urls
from .nodes import HOUR, MAX_NODE_EVENTS, BrowseContext, event_item, node, video
from .recordings import async_open_clips, async_open_recordings
from .titles import MediaTitles, format_clock_range

MAX_EVENTS_WITHOUT_HOURS = 200


async def async_browse(
    hass: HomeAssistant, data: VxgRuntimeData, at: MediaIdentifier
) -> BrowseMediaSource:
    """Return a node of one camera. Raises VxgError."""
    wording = await MediaTitles.async_load(hass, data.clock.now())
    place = BrowseContext(data=data, titles=wording, identifier=at)
    match at.kind:
        case MediaKind.CAMERA:
            return await _open_camera(place)
        case MediaKind.EVENTS:
            return await _open_events(place)
        case MediaKind.RECORDINGS:
            return await async_open_recordings(place)
        case MediaKind.CLIPS:
            return await async_open_clips(place)
        case MediaKind.EVENT:
            assert at.number is not None
            event = await async_get_event(data.media, at.camera_id, at.number)
            return event_item(at.entry_id, event, wording.event(event))
        case _:
            return video(data.camera_name(at.camera_id), at)


async def _read(place: BrowseContext, span: TimeRange) -> HistoryResult:
    """Return one page of events, newest first."""
    event_type = place.identifier.event_type
    query = HistoryQuery(
        start=span.start,
        end=span.end,
        event_types=frozenset(() if event_type is None else (event_type,)),
        limit=MAX_NODE_EVENTS,
    )
    past = await async_read_history(
        place.data.client, place.identifier.camera_id, query
    )
    cache_image_urls(place.data.media, past.events)
    return past


async def _open_camera(place: BrowseContext) -> BrowseMediaSource:
    """Return a camera's node: event types with the number of events today."""
    # A camera's clock that runs ahead hides no event.
    today = replace(local_day_around(place.now), end=place.now + FUTURE_WINDOW)
    past = await _read(place, today)
    counts = Counter(event.name for event in past.events)
    known = place.data.cameras.data[place.identifier.camera_id].types or ()
    wording = place.titles
    names: list[str | None] = [
        None,
        *sorted({*known, *counts}, key=wording.event_type),
    ]
    children = [
        node(
            wording.counted(
                wording.event_type(name),
                len(past.events) if name is None else counts[name],
                "counted_today_more" if past.truncated else "counted_today",
            ),
            place.child(MediaKind.EVENTS, name),
        )
        for name in names
    ]
    children += [
        node(wording.text(kind), place.child(kind))
        for kind in (MediaKind.RECORDINGS, MediaKind.CLIPS)
    ]
    name = place.data.camera_name(place.identifier.camera_id)
    return node(name, place.identifier, children, can_search=True)


async def _open_events(place: BrowseContext) -> BrowseMediaSource:
    """Return the days, the hours of a busy day, or the events."""
    span = place.identifier.time_range or TimeRange(
        start=EPOCH, end=place.now + FUTURE_WINDOW
    )
    past = await _read(place, span)
    title = place.titles.event_type(place.identifier.event_type)
    if span.duration > MAX_DAY_LENGTH:
        children = _days(place, span, past)
    else:
        title = f"{title}, {place.titles.day(span.start)}"
        many = past.truncated or len(past.events) > MAX_EVENTS_WITHOUT_HOURS
        by_hour = many and span.duration > HOUR
        children = (_hours if by_hour else _list)(place, span, past)
    return node(title, place.identifier, list(children), can_search=True)


def _days(
    place: BrowseContext, span: TimeRange, past: HistoryResult
) -> Iterator[BrowseMediaSource]:
    days = Counter(local_day_around(event.time) for event in past.events)
    oldest = min(days, key=lambda day: day.start, default=None)
    for day, count in days.items():
        # Of the last one there may be more than was read.
        key = "counted_more" if past.truncated and day is oldest else "counted"
        title = place.titles.counted(place.titles.day(day.start), count, key)
        yield node(
            title, place.child(MediaKind.EVENTS, place.identifier.event_type, day)
        )
    if past.truncated and oldest is not None:
        yield _older(place, TimeRange(start=span.start, end=oldest.start - MICROSECOND))


def _hours(
    place: BrowseContext, span: TimeRange, past: HistoryResult
) -> Iterator[BrowseMediaSource]:
    """Yield hours, newest first; hours before the page have no count."""
    counts = Counter((event.time - span.start) // HOUR for event in past.events)
    oldest = past.events[-1].time
    for number, hour in reversed(list(enumerate(split_into_hours(span)))):
        complete = not past.truncated or hour.start > oldest
        title = format_clock_range(hour.start, hour.end + MICROSECOND)
        if counts[number]:
            key = "counted" if complete else "counted_more"
            title = place.titles.counted(title, counts[number], key)
        elif complete:
            continue
        yield node(
            title, place.child(MediaKind.EVENTS, place.identifier.event_type, hour)
        )


def _list(
    place: BrowseContext, span: TimeRange, past: HistoryResult
) -> Iterator[BrowseMediaSource]:
    for event in past.events:
        yield event_item(place.identifier.entry_id, event, place.titles.event(event))
    if past.truncated:
        # Others may have happened at the very same time, so that moment stays in it.
        yield _older(place, TimeRange(start=span.start, end=past.events[-1].time))


def _older(place: BrowseContext, span: TimeRange) -> BrowseMediaSource:
    identifier = place.child(MediaKind.EVENTS, place.identifier.event_type, span)
    return node(place.titles.text("older"), identifier)
