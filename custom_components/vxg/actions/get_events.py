"""Action vxg.get_events: read stored events."""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from homeassistant.exceptions import HomeAssistantError

from ..aiovxg import FUTURE_WINDOW, VxgRequestError
from ..const import PARALLEL_READS
from ..data import VxgRuntimeData
from ..errors import request_error, validation_error
from ..events.history import (
    DEFAULT_LIMIT,
    GroupBy,
    HistoryQuery,
    HistoryResult,
    async_read_histories,
)
from ..media.images import cache_image_urls
from .validation import is_valid_tag, to_cloud_time

# A limit of this action; the pages that a request reads are limited separately.
MAX_HISTORY_RANGE = timedelta(days=31)
DEFAULT_HISTORY_RANGE = timedelta(hours=24)
# Per camera; as many as one page of the cloud's list holds.
MAX_EVENTS = 1000

# A camera's runtime data and id.
type CameraSource = tuple[VxgRuntimeData, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventsRequest:
    """A request for stored events, with times as the user entered them.

    The default end is now; the default start is `DEFAULT_HISTORY_RANGE` before the end.
    """

    event_types: Collection[str] = ()
    start: datetime | None = None
    end: datetime | None = None
    tags: Collection[str] = ()
    tags_absent: Collection[str] = ()
    limit: int = DEFAULT_LIMIT
    newest_first: bool = True
    group_by: GroupBy = GroupBy.NONE


async def async_get_events(
    sources: Sequence[CameraSource], request: EventsRequest
) -> list[HistoryResult | HomeAssistantError]:
    """Return the events of each camera, or its translated error.

    Raises a translated ServiceValidationError if the request itself is invalid.
    """
    _validate(sources, request)
    entries: dict[int, tuple[VxgRuntimeData, list[int]]] = {}
    for data, camera_id in sources:
        entries.setdefault(id(data), (data, []))[1].append(camera_id)
    # Validate for all entries before the first request.
    reads = [
        (data, camera_ids, _build_query(data, request))
        for data, camera_ids in entries.values()
    ]
    slots = asyncio.Semaphore(PARALLEL_READS)

    async def read(
        data: VxgRuntimeData, camera_ids: Collection[int], query: HistoryQuery
    ) -> dict[int, HistoryResult | VxgRequestError]:
        async with slots:
            results = await async_read_histories(
                data.client, camera_ids, query, group_size=len(data.cameras.data)
            )
        for result in results.values():
            if isinstance(result, HistoryResult):
                cache_image_urls(data.media, result.events)
        return results

    results = await asyncio.gather(*(read(*each) for each in reads))
    results_by_entry = dict(zip(entries, results, strict=True))
    return [
        _translate_error(data, camera_id, results_by_entry[id(data)][camera_id])
        for data, camera_id in sources
    ]


def _translate_error(
    data: VxgRuntimeData, camera_id: int, result: HistoryResult | VxgRequestError
) -> HistoryResult | HomeAssistantError:
    if isinstance(result, HistoryResult):
        return result
    error = request_error(result, data.camera_name(camera_id))
    error.__cause__ = result
    return error


def _validate(sources: Sequence[CameraSource], request: EventsRequest) -> None:
    if not 1 <= request.limit <= MAX_EVENTS:
        raise validation_error(
            "bad_limit", limit=str(request.limit), most=str(MAX_EVENTS)
        )
    require_valid_tags((*request.tags, *request.tags_absent))
    require_known_types(sources, request.event_types)


def require_valid_tags(tags: Iterable[str]) -> None:
    """Raise for the name of a tag that no event can have."""
    for tag in tags:
        if not is_valid_tag(tag):
            raise validation_error("bad_filter", tag=tag)


def require_known_types(sources: Sequence[CameraSource], names: Iterable[str]) -> None:
    """Raise for an event type that none of the cameras has."""
    for name in names:
        # It is enough if one of the cameras has the type.
        if not any(_may_have(source, name) for source in sources):
            cameras = ", ".join(_camera_names(sources))
            raise validation_error(
                "no_such_event_type", subject=cameras, event_type=name
            )


def _may_have(source: CameraSource, name: str) -> bool:
    data, camera_id = source
    types = data.cameras.data[camera_id].types
    return types is None or name in types


def _camera_names(sources: Sequence[CameraSource]) -> Iterable[str]:
    return (data.camera_name(camera_id) for data, camera_id in sources)


def _build_query(data: VxgRuntimeData, request: EventsRequest) -> HistoryQuery:
    now = data.clock.now()
    end = now if request.end is None else validate_time(request.end, now)
    start = (
        end - DEFAULT_HISTORY_RANGE
        if request.start is None
        else validate_time(request.start, now)
    )
    require_range(start, end)
    return HistoryQuery(
        start=start,
        # Include recent events of cameras whose clock is ahead.
        end=end if request.end is not None else now + FUTURE_WINDOW,
        event_types=frozenset(request.event_types),
        tags=frozenset(request.tags),
        tags_absent=frozenset(request.tags_absent),
        limit=request.limit,
        newest_first=request.newest_first,
        group_by=request.group_by,
    )


def require_order(start: datetime, end: datetime) -> None:
    """Raise if the start of a period is after its end."""
    if start > end:
        raise validation_error(
            "start_after_end", start=start.isoformat(), end=end.isoformat()
        )


def require_range(start: datetime, end: datetime) -> None:
    """Raise for a period that is too long or ends before its start."""
    require_order(start, end)
    if end - start > MAX_HISTORY_RANGE:
        raise validation_error(
            "span_too_long",
            start=start.isoformat(),
            end=end.isoformat(),
            days=str(MAX_HISTORY_RANGE.days),
        )


def validate_time(time: datetime, now: datetime) -> datetime:
    """Return the start or end of a period in UTC. Raises if no event can have it."""
    utc = to_cloud_time(time, now)
    if utc is None:
        raise validation_error("bad_window", time=str(time))
    return utc
