"""Queries of assistants about stored events, over several cameras."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from homeassistant.exceptions import HomeAssistantError

from ..actions.get_events import MAX_EVENTS, EventsRequest, async_get_events
from ..aiovxg import Event
from ..events.history import GroupBy, HistoryResult
from .exposed_cameras import ExposedCamera
from .vocabulary import (
    EventCategory,
    UnknownTypeError,
    find_category,
    is_any_event,
    is_descriptive,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventQuery:
    """A query for stored events.

    Without a `category` it matches all types that are not diagnostic. Events must have all
    `tags`, with a value unless it is None. Without `count` only the newest events are read,
    `limit` of them.
    """

    start: datetime | None = None
    end: datetime | None = None
    category: EventCategory | None = None
    tags: Mapping[str, str | None] = field(default_factory=dict)
    count: bool = True
    limit: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraResult:
    """Result for one camera; `counts` by type include events that are not listed."""

    camera: ExposedCamera
    counts: Mapping[str, int]
    complete: bool
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryResult:
    """Results by camera, and the cameras that could not be read."""

    results: tuple[CameraResult, ...]
    failures: Mapping[str, HomeAssistantError]

    @property
    def total(self) -> int:
        """Number of events; a lower bound unless `complete`."""
        return sum(sum(result.counts.values()) for result in self.results)

    @property
    def complete(self) -> bool:
        """Whether all events were counted."""
        return all(result.complete for result in self.results)

    def newest(self, limit: int) -> list[tuple[str, Event]]:
        """Return the newest events with the names of their cameras."""
        events = [
            (result.camera.name, event)
            for result in self.results
            for event in result.events
        ]
        events.sort(key=lambda item: item[1].time, reverse=True)
        return events[:limit]


def type_names(cameras: Iterable[ExposedCamera]) -> list[str] | None:
    """Return the names of all event types; None if they are not all known."""
    names: set[str] = set()
    for camera in cameras:
        types = camera.data.cameras.data[camera.camera_id].types
        if types is None:
            return None
        names |= types.keys()
    return sorted(names)


def resolve_category(
    words: Iterable[str], language: str, cameras: Sequence[ExposedCamera]
) -> EventCategory | None:
    """Return the category of all words, None for any event.

    Raises UnknownTypeError with the first unknown word.
    """
    names = type_names(cameras)
    category: EventCategory | None = None
    for word in words:
        if is_any_event(word):
            return None
        match = find_category(word, language, names or ())
        if match is None or (
            names is not None and not any(map(match.may_cover, names))
        ):
            raise UnknownTypeError(word)
        category = match if category is None else category | match
    return category


async def async_query_events(
    cameras: Sequence[ExposedCamera], query: EventQuery
) -> QueryResult:
    """Run a query. Raises the translated error if no camera can be read."""
    names = _matching_types(cameras, query.category)
    if names is not None and not names:
        return QueryResult(results=(), failures={})
    filter_locally = _needs_metadata(query, names)
    request = EventsRequest(
        event_types=names or (),
        start=query.start,
        end=query.end,
        tags=tuple(query.tags),
        limit=MAX_EVENTS if filter_locally else query.limit,
        group_by=(
            GroupBy.EVENT_TYPE if query.count and not filter_locally else GroupBy.NONE
        ),
    )
    results = await async_get_events(
        [(camera.data, camera.camera_id) for camera in cameras], request
    )
    camera_results, failures = [], {}
    for camera, result in zip(cameras, results, strict=True):
        if isinstance(result, HomeAssistantError):
            failures[camera.name] = result
        else:
            camera_results.append(
                _camera_result(camera, result, query, filter_locally=filter_locally)
            )
    if failures and not camera_results:
        raise next(iter(failures.values()))
    return QueryResult(results=tuple(camera_results), failures=failures)


def _matching_types(
    cameras: Sequence[ExposedCamera], category: EventCategory | None
) -> list[str] | None:
    """Return the types that may match; None if any may."""
    names = type_names(cameras)
    if names is None:
        return None
    if category is not None:
        return [name for name in names if category.may_cover(name)]
    return [name for name in names if _is_descriptive_type(cameras, name)]


def _is_descriptive_type(cameras: Sequence[ExposedCamera], name: str) -> bool:
    """Return whether a type is neither diagnostic nor periodic."""
    types = (camera.data.cameras.data[camera.camera_id].types for camera in cameras)
    variants = [by_name[name] for by_name in types if by_name and name in by_name]
    return is_descriptive(name) and not any(
        event_type.is_periodic for event_type in variants
    )


def _needs_metadata(query: EventQuery, names: list[str] | None) -> bool:
    """Return whether the metadata of events decide if they match."""
    if names is None or any(value is not None for value in query.tags.values()):
        return True
    category = query.category
    return category is not None and not all(map(category.is_named, names))


def _camera_result(
    camera: ExposedCamera,
    history: HistoryResult,
    query: EventQuery,
    *,
    filter_locally: bool,
) -> CameraResult:
    if not filter_locally:
        return CameraResult(
            camera=camera,
            counts=history.counts,
            complete=history.counts_complete,
            events=history.events,
        )
    events = [event for event in history.events if _matches(event, query)]
    return CameraResult(
        camera=camera,
        counts=dict(Counter(event.name for event in events).most_common()),
        complete=not history.truncated,
        events=tuple(events[: query.limit]),
    )


def _matches(event: Event, query: EventQuery) -> bool:
    category = query.category
    if not (
        is_descriptive(event.name)
        if category is None
        else category.covers(event.name, event.meta)
    ):
        return False
    return all(
        value is None or event.meta.get(tag, "").casefold() == value.casefold()
        for tag, value in query.tags.items()
    )
