"""History: events stored in the cloud, listed and counted."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from homeassistant.util import dt as dt_util

from ..aiovxg import (
    Event,
    Page,
    TokenKind,
    VxgClient,
    VxgNotFoundError,
    VxgPermissionError,
    VxgRequestError,
)
from ..const import LOGGER, PARALLEL_READS

# Events listed per camera, unless the caller asks for more.
DEFAULT_LIMIT = 100
# Large pages, since counts need all events; a list needs little more than its limit.
HISTORY_PAGE_SIZE = 1000
SMALL_HISTORY_PAGE_SIZE = 100
# Bounds the requests, and so the time, of one query.
MAX_HISTORY_PAGES = 10


class GroupBy(StrEnum):
    """Grouping of counts; hours and days are in Home Assistant's time zone."""

    NONE = "none"
    EVENT_TYPE = "event_type"
    CAMERA = "camera"
    HOUR = "hour"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryQuery:
    """A query for stored events, `start` and `end` included.

    At most `limit` events of each camera are listed; counts by `group_by` include
    the others.
    """

    start: datetime
    end: datetime
    event_types: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    tags_absent: frozenset[str] = frozenset()
    limit: int = DEFAULT_LIMIT
    newest_first: bool = True
    group_by: GroupBy = GroupBy.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryResult:
    """Result for one camera, in the requested order.

    `truncated` if more events match than are listed, or may match. `counts` include
    events that are not listed; unless `counts_complete`, only those of the pages read.
    """

    events: tuple[Event, ...] = ()
    truncated: bool = False
    counts: Mapping[str, int]
    counts_complete: bool = True


async def async_read_history(
    client: VxgClient, camera_id: int, query: HistoryQuery
) -> HistoryResult:
    """Return the history of one camera. Raises VxgRequestError."""
    try:
        return await _read_camera(client, camera_id, query)
    except VxgPermissionError, VxgNotFoundError:
        if client.token.kind is not TokenKind.GROUP:
            raise
    # A cloud may refuse lists to a group's token, but allow them to a camera's own.
    return await _read_camera(client, camera_id, query, as_camera=True)


async def async_read_histories(
    client: VxgClient,
    camera_ids: Collection[int],
    query: HistoryQuery,
    *,
    group_size: int,
) -> dict[int, HistoryResult | VxgRequestError]:
    """Return the history of several cameras of an entry, or the error of each.

    One list serves them all if they are half of a group's `group_size` cameras or more.
    """
    if len(camera_ids) > 1 and len(camera_ids) * 2 >= group_size:
        try:
            return {**await _read_group(client, camera_ids, query)}
        except (VxgPermissionError, VxgNotFoundError) as err:
            LOGGER.debug("Reading the history of cameras one by one: %s", err)
        except VxgRequestError as err:
            return dict.fromkeys(camera_ids, err)
    slots = asyncio.Semaphore(PARALLEL_READS)

    async def read(camera_id: int) -> HistoryResult | VxgRequestError:
        async with slots:
            try:
                return await async_read_history(client, camera_id, query)
            except VxgRequestError as err:
                return err

    results = await asyncio.gather(*(read(camera_id) for camera_id in camera_ids))
    return dict(zip(camera_ids, results, strict=True))


async def _read_camera(
    client: VxgClient, camera_id: int, query: HistoryQuery, *, as_camera: bool = False
) -> HistoryResult:
    # One event beyond the limit shows that the list is truncated.
    small = max(SMALL_HISTORY_PAGE_SIZE, query.limit + 1)
    counting = query.group_by is not GroupBy.NONE
    pages = _pages(
        client,
        query,
        camera_id=camera_id,
        page_size=HISTORY_PAGE_SIZE if counting else min(small, HISTORY_PAGE_SIZE),
        as_camera=as_camera,
    )
    return (await _collect(pages, [camera_id], query))[camera_id]


async def _read_group(
    client: VxgClient, camera_ids: Collection[int], query: HistoryQuery
) -> dict[int, HistoryResult]:
    pages = _pages(client, query, page_size=HISTORY_PAGE_SIZE)
    return await _collect(pages, camera_ids, query)


def _pages(
    client: VxgClient,
    query: HistoryQuery,
    *,
    page_size: int,
    camera_id: int | None = None,
    as_camera: bool = False,
) -> AsyncIterator[Page[Event]]:
    return client.event_pages(
        start=query.start,
        end=query.end,
        camera_id=camera_id,
        names=query.event_types,
        newest_first=query.newest_first,
        tags=query.tags,
        tags_absent=query.tags_absent,
        page_size=page_size,
        as_camera=as_camera,
    )


async def _collect(
    pages: AsyncIterator[Page[Event]], camera_ids: Collection[int], query: HistoryQuery
) -> dict[int, HistoryResult]:
    """Return the results of cameras, reading no more pages than needed."""
    builders = {camera_id: _ResultBuilder(query) for camera_id in camera_ids}
    pages_read = 0
    async for page in pages:
        page.raise_for_invalid()
        if pages_read == MAX_HISTORY_PAGES:
            for builder in builders.values():
                builder.complete = False
            break
        pages_read += 1
        for event in page.items:
            if (result := builders.get(event.camera_id)) is not None:
                result.add(event)
        if all(builder.is_done for builder in builders.values()):
            break
    return {camera_id: builder.build() for camera_id, builder in builders.items()}


class _ResultBuilder:
    """Collects the result of one camera."""

    def __init__(self, query: HistoryQuery) -> None:
        self._query = query
        self._events: list[Event] = []
        self._truncated = False
        self._counts = Counter[str]()
        self.complete = True

    @property
    def is_done(self) -> bool:
        """Whether further events would not change the result."""
        return self._truncated and self._query.group_by is GroupBy.NONE

    def add(self, event: Event) -> None:
        """Add an event, in the requested order."""
        if not self._query.start <= event.time <= self._query.end:
            return
        if len(self._events) < self._query.limit:
            self._events.append(event)
        else:
            self._truncated = True
        if (key := _group_key(event, self._query.group_by)) is not None:
            self._counts[key] += 1

    def build(self) -> HistoryResult:
        """Return the result."""
        return HistoryResult(
            events=tuple(self._events),
            truncated=self._truncated or not self.complete,
            counts=self._sorted_counts(),
            counts_complete=self.complete,
        )

    def _sorted_counts(self) -> dict[str, int]:
        """Return the counts of hours and days by time, all others by frequency."""
        if self._query.group_by in (GroupBy.HOUR, GroupBy.DAY):
            # Not as text: offsets would put the hour before a clock is set back last.
            times = sorted(self._counts, key=datetime.fromisoformat)
            return {time: self._counts[time] for time in times}
        return dict(sorted(self._counts.items(), key=lambda item: (-item[1], item[0])))


def _group_key(event: Event, group_by: GroupBy) -> str | None:
    """Return the key of an event's group; hours include their UTC offset."""
    local = dt_util.as_local(event.time)
    match group_by:
        case GroupBy.EVENT_TYPE:
            return event.name
        case GroupBy.CAMERA:
            return str(event.camera_id)
        case GroupBy.HOUR:
            return local.replace(minute=0, second=0, microsecond=0).isoformat()
        case GroupBy.DAY:
            return local.date().isoformat()
        case _:
            return None
