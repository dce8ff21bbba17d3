"""History: events stored in the cloud, listed and counted."""

import asyncio
from collections import Counter
from collections.abc import (
    AsyncGenerator,
    AsyncIterator,
    Awaitable,
    Callable,
    Collection,
    Mapping,
)
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from homeassistant.util import dt as dt_util

from ..aiovxg import (
    FUTURE_WINDOW,
    Event,
    Page,
    TokenKind,
    VxgBadRequestError,
    VxgClient,
    VxgNotFoundError,
    VxgPermissionError,
    VxgRequestError,
)
from ..const import LOGGER, PARALLEL_READS
from ..helpers.review_tags import MARKER_PROCESSED
from ..helpers.time_range import EPOCH

# Events listed per camera, unless the caller asks for more.
DEFAULT_LIMIT = 100
# Large pages, since counts need all events; a list needs little more than its limit.
HISTORY_PAGE_SIZE = 1000
SMALL_HISTORY_PAGE_SIZE = 100
# Bounds the requests, and so the time, of one query.
MAX_HISTORY_PAGES = 10
# The length of a whole list is not believed if it is that of the page.
COUNT_PAGE_SIZE = 20
# Cameras that are named in a request; of more, all cameras of a group are read.
MAX_LISTED_CAMERAS = 100


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
    max_pages: int | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class EventList:
    """A list of the cloud that has all events of some cameras.

    `camera_ids` are those to pick out; `as_camera` uses the token of the only one.
    """

    camera_ids: frozenset[int]
    group_size: int = 1
    as_camera: bool = False

    def pages(
        self, client: VxgClient, query: HistoryQuery, page_size: int
    ) -> AsyncGenerator[Page[Event]]:
        """Yield the pages of events that match a query."""
        single = next(iter(self.camera_ids)) if len(self.camera_ids) == 1 else None
        is_part = 1 < len(self.camera_ids) < self.group_size
        return client.event_pages(
            start=query.start,
            end=query.end,
            camera_id=single,
            camera_ids=self.camera_ids
            if is_part and len(self.camera_ids) <= MAX_LISTED_CAMERAS
            else (),
            names=query.event_types,
            newest_first=query.newest_first,
            tags=query.tags,
            tags_absent=query.tags_absent,
            page_size=min(page_size, HISTORY_PAGE_SIZE),
            as_camera=self.as_camera,
        )


async def async_read_lists[ResultT](
    client: VxgClient,
    camera_ids: Collection[int],
    read: Callable[[EventList], Awaitable[ResultT]],
    *,
    group_size: int,
    one_by_one: bool = False,
) -> list[tuple[EventList, ResultT | VxgRequestError]]:
    """Read one list of all cameras of an entry, or one of each if the cloud refuses it.

    `one_by_one` if it is known to refuse it. A group has `group_size` cameras.
    """
    joint = EventList(camera_ids=frozenset(camera_ids), group_size=group_size)
    is_group = client.token.kind is TokenKind.GROUP
    if not (one_by_one and is_group):
        try:
            return [(joint, await read(joint))]
        except (VxgPermissionError, VxgNotFoundError, VxgBadRequestError) as err:
            if not is_group or (
                len(camera_ids) == 1 and isinstance(err, VxgBadRequestError)
            ):
                return [(joint, err)]
            LOGGER.debug("Reading the history of cameras one by one: %s", err)
        except VxgRequestError as err:
            return [(joint, err)]
    slots = asyncio.Semaphore(PARALLEL_READS)

    async def read_one(camera_id: int) -> tuple[EventList, ResultT | VxgRequestError]:
        # A cloud may refuse lists to a group's token, but allow them to a camera's own.
        own = EventList(camera_ids=frozenset({camera_id}), as_camera=True)
        async with slots:
            try:
                return own, await read(own)
            except VxgRequestError as err:
                return own, err

    return await asyncio.gather(*map(read_one, camera_ids))


async def async_read_history(
    client: VxgClient, camera_id: int, query: HistoryQuery
) -> HistoryResult:
    """Return the history of one camera. Raises VxgRequestError."""
    results = await async_read_histories(client, [camera_id], query, group_size=1)
    if isinstance(result := results[camera_id], VxgRequestError):
        raise result
    return result


async def async_read_histories(
    client: VxgClient,
    camera_ids: Collection[int],
    query: HistoryQuery,
    *,
    group_size: int,
    one_by_one: bool = False,
) -> dict[int, HistoryResult | VxgRequestError]:
    """Return the history of several cameras of an entry, or the error of each."""

    async def read(events: EventList) -> dict[int, HistoryResult]:
        page_size = HISTORY_PAGE_SIZE
        if len(events.camera_ids) == 1 and query.group_by is GroupBy.NONE:
            # One event beyond the limit shows that the list is truncated.
            page_size = max(SMALL_HISTORY_PAGE_SIZE, query.limit + 1)
        pages = events.pages(client, query, page_size)
        async with aclosing(pages):
            return await _collect(pages, events.camera_ids, query)

    results: dict[int, HistoryResult | VxgRequestError] = {}
    for events, result in await async_read_lists(
        client, camera_ids, read, group_size=group_size, one_by_one=one_by_one
    ):
        results |= (
            dict.fromkeys(events.camera_ids, result)
            if isinstance(result, VxgRequestError)
            else result
        )
    return results


async def async_count_unreviewed(client: VxgClient, now: datetime) -> int | None:
    """Return the number of events that were not reviewed, with one request.

    None if the cloud does not return it. Raises VxgRequestError.
    """
    pages = client.event_pages(
        start=EPOCH,
        end=now + FUTURE_WINDOW,
        newest_first=True,
        tags_absent=[MARKER_PROCESSED],
        page_size=COUNT_PAGE_SIZE,
    )
    async with aclosing(pages):
        page = await anext(pages)
    page.raise_for_invalid()
    return page.total


async def _collect(
    pages: AsyncIterator[Page[Event]], camera_ids: Collection[int], query: HistoryQuery
) -> dict[int, HistoryResult]:
    """Return the results of cameras, reading no more pages than needed."""
    builders = {camera_id: _ResultBuilder(query) for camera_id in camera_ids}
    pages_read = 0
    async for page in pages:
        page.raise_for_invalid()
        pages_read += 1
        for event in page.items:
            if (result := builders.get(event.camera_id)) is not None:
                result.add(event)
        if all(builder.is_done for builder in builders.values()):
            break
        if page.more and pages_read == (query.max_pages or MAX_HISTORY_PAGES):
            for builder in builders.values():
                builder.complete = False
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
