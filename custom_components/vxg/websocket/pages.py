"""Pages of stored events of several cameras and entries, newest first.

An entry's events of the last hour are in memory. Others are read from the cloud.
"""

import asyncio
from asyncio import Semaphore
from collections.abc import Callable, Iterable, Iterator
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from operator import attrgetter
from weakref import WeakKeyDictionary

from homeassistant.core import HomeAssistant
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.util.hass_dict import HassKey

from ..aiovxg import Event, VxgClient, VxgRequestError, in_batches
from ..const import DOMAIN, PARALLEL_READS
from ..errors import request_error
from ..events.history import (
    HISTORY_PAGE_SIZE,
    MAX_HISTORY_PAGES,
    EventList,
    HistoryQuery,
    async_read_lists,
)
from ..helpers.availability import GAP_AFTER
from ..helpers.signals import signal_event_changed
from ..helpers.time_range import MICROSECOND
from ..media.images import cache_image_urls
from .cameras import EntryCameras
from .cursor import Cursor

LIST_SLOTS: HassKey[WeakKeyDictionary[VxgClient, Semaphore]] = HassKey(
    f"{DOMAIN}_list_slots"
)
# Events per turn of the event loop: a filter by text takes a few microseconds each.
EVENT_BATCH = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEvent:
    """An event of a page."""

    cameras: EntryCameras
    event: Event
    has_image: bool

    @property
    def time(self) -> datetime:
        """Time of the event."""
        return self.event.time

    @property
    def key(self) -> tuple[str, int]:
        """Identity of the event among those of the same time."""
        return self.cameras.entry.entry_id, self.event.id

    @property
    def order(self) -> tuple[datetime, int, str]:
        """Sort key."""
        return self.event.time, self.event.id, self.cameras.entry.entry_id


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """A page; `end` is the time of the next one, None at the end of the list."""

    events: list[ListedEvent]
    next: Cursor | None
    errors: dict[str, VxgRequestError]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scan:
    """The events that were found in a list; older ones than `floor` were not read."""

    events: list[ListedEvent]
    floor: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReader:
    """Reads pages of events. `matches` are filters that the cloud may not have.

    `is_selective` if most events may not match, so that long pages need fewer requests.
    """

    hass: HomeAssistant
    query: HistoryQuery
    matches: Callable[[EntryCameras, Event], bool]
    is_selective: bool

    async def async_read(
        self, sources: Iterable[EntryCameras], cursor: Cursor | None
    ) -> EventPage:
        """Return the page after a cursor, or the first one.

        Raises a translated HomeAssistantError if no camera can be read.
        """
        results = await asyncio.gather(
            *(self._scan(cameras, cursor) for cameras in sources)
        )
        scans = [scan for found, _ in results for scan in found]
        errors = {key: err for _, failed in results for key, err in failed.items()}
        if not scans:
            entity_id, err = next(iter(errors.items()))
            state = self.hass.states.get(entity_id)
            raise request_error(err, state.name if state else entity_id) from err
        page = self._merge(scans, cursor)
        return replace(page, errors=errors)

    def _merge(self, scans: list[_Scan], cursor: Cursor | None) -> EventPage:
        """Return the newest events; older ones than those of any list may be missing."""
        floors = [scan.floor for scan in scans if scan.floor is not None]
        floor = max(floors, default=None)
        found = [
            item
            for scan in scans
            for item in scan.events
            if floor is None or item.time >= floor
        ]
        found.sort(key=attrgetter("order"), reverse=True)
        events = found[: self.query.limit]
        if len(found) > len(events):
            time = events[-1].time
        elif floor is not None:
            time = floor
        else:
            return EventPage(events=events, next=None, errors={})
        listed = frozenset(item.key for item in events if item.time == time)
        if cursor is not None and cursor.time == time:
            if not events:
                # More events at one time than can be read, none of which matches.
                return EventPage(
                    events=[], next=Cursor(time=time - MICROSECOND), errors={}
                )
            listed |= cursor.listed
        return EventPage(
            events=events, next=Cursor(time=time, listed=listed), errors={}
        )

    async def _scan(
        self, cameras: EntryCameras, cursor: Cursor | None
    ) -> tuple[list[_Scan], dict[str, VxgRequestError]]:
        """Return the events in the lists of an entry, and errors by entity id."""
        if (scan := self._scan_memory(cameras, cursor)) is not None:
            return [scan], {}
        slots = self.hass.data.setdefault(LIST_SLOTS, WeakKeyDictionary())
        # Many cards, or one user, must not use up what the cloud allows.
        async with slots.setdefault(cameras.data.client, Semaphore(PARALLEL_READS)):
            results = await async_read_lists(
                cameras.data.client,
                cameras.entity_ids,
                lambda events: self._scan_list(cameras, events, cursor),
                group_size=len(cameras.data.cameras.data),
                one_by_one=cameras.data.events.polls_per_camera,
            )
        scans = []
        errors: dict[str, VxgRequestError] = {}
        for events, result in results:
            if isinstance(result, VxgRequestError):
                for camera_id in events.camera_ids:
                    errors[cameras.entity_ids[camera_id]] = result
            else:
                scans.append(result)
        return scans, errors

    def _scan_memory(
        self, cameras: EntryCameras, cursor: Cursor | None
    ) -> _Scan | None:
        """Return the events that are in memory, None if that may not be all of a page."""
        events = cameras.data.events
        tolerance = GAP_AFTER + 2 * (events.effective_interval or timedelta())
        since = events.recent.covered_since(
            cameras.entity_ids, cameras.data.clock.now(), tolerance
        )
        end = self.query.end if cursor is None else cursor.time
        if since is None or since > end:
            return None
        found = []
        start = max(since, self.query.start)
        for item in events.recent.newest_first(cameras.entity_ids.keys(), start, end):
            listed = ListedEvent(
                cameras=cameras, event=item.event, has_image=item.has_image
            )
            if self._is_wanted(listed, cursor):
                found.append(listed)
                if len(found) > self.query.limit:
                    return _Scan(events=found, floor=item.event.time)
        return _Scan(events=found, floor=None) if since <= self.query.start else None

    async def _scan_list(
        self, cameras: EntryCameras, events: EventList, cursor: Cursor | None
    ) -> _Scan:
        query = self.query
        # One event more than the page shows that another one follows.
        page_size = query.limit + 1
        if cursor is not None:
            query = replace(query, end=min(query.end, cursor.time))
            page_size += len(cursor.listed)
        if self.is_selective:
            page_size = HISTORY_PAGE_SIZE
        found: list[ListedEvent] = []
        floor: datetime | None = None
        pages_read = 0
        pages = events.pages(cameras.data.client, query, page_size)
        async with aclosing(pages):
            async for page in pages:
                page.raise_for_invalid()
                pages_read += 1
                before = len(found)
                async for batch in in_batches(page.items, EVENT_BATCH):
                    self._report_changes(cameras, batch)
                    found += self._wanted(cameras, events, batch, cursor)
                new = (item.event for item in found[before:])
                cache_image_urls(cameras.data.media, new, page.expires)
                if not page.more:
                    return _Scan(events=found, floor=None)
                if page.last is not None:
                    floor = page.last.time
                if len(found) > query.limit or pages_read == MAX_HISTORY_PAGES:
                    break
        return _Scan(events=found, floor=floor)

    def _wanted(
        self,
        cameras: EntryCameras,
        events: EventList,
        batch: Iterable[Event],
        cursor: Cursor | None,
    ) -> Iterator[ListedEvent]:
        for event in batch:
            if event.camera_id in events.camera_ids:
                item = ListedEvent(
                    cameras=cameras, event=event, has_image=event.thumb is not None
                )
                if self._is_wanted(item, cursor):
                    yield item

    def _is_wanted(self, item: ListedEvent, cursor: Cursor | None) -> bool:
        if cursor is not None and (
            item.time > cursor.time
            or (item.time == cursor.time and item.key in cursor.listed)
        ):
            return False
        return self.query.start <= item.time <= self.query.end and self.matches(
            item.cameras, item.event
        )

    def _report_changes(self, cameras: EntryCameras, events: Iterable[Event]) -> None:
        """Report what somebody else changed since the events were read before."""
        for event in events:
            if cameras.data.events.recent.update(event):
                async_dispatcher_send(
                    self.hass,
                    signal_event_changed(cameras.entry.entry_id, event.camera_id),
                    event,
                )
