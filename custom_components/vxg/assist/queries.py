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
from .vocabulary import EventCategory, find_category, is_any_event, is_descriptive


@dataclass(frozen=True, slots=True, kw_only=True)
class EventQuery:
    """A query for stored events.

    Without a `kind` it is all that cameras saw, but not what they tell of their own health.
    `tags` must be there, with the value that is named if one is. Without `count` nothing
    but the newest events, `limit` of them, is wanted.
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
        """Number of events; at least so many unless `complete`."""
        return sum(sum(report.counts.values()) for report in self.results)

    @property
    def complete(self) -> bool:
        """Whether all events were counted."""
        return all(report.complete for report in self.results)

    def newest(self, limit: int) -> list[tuple[str, Event]]:
        """Return the newest events with the names of their cameras."""
        events = [
            (report.camera.name, event)
            for report in self.results
            for event in report.events
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
    """Return the category for a word, None for any event.

    Raises a LookupError with the word that means nothing to them.
    """
    names = type_names(cameras)
    kind: EventCategory | None = None
    for word in words:
        if is_any_event(word):
            return None
        meant = find_category(word, language, names or ())
        if meant is None or (
            names is not None and not any(map(meant.may_cover, names))
        ):
            raise LookupError(word)
        kind = meant if kind is None else kind | meant
    return kind


async def async_query_events(
    cameras: Sequence[ExposedCamera], question: EventQuery
) -> QueryResult:
    """Run a query. Raises the translated error if no camera can be read."""
    names = _matching_types(cameras, question.category)
    if names is not None and not names:
        return QueryResult(results=(), failures={})
    by_hand = _needs_metadata(question, names)
    wanted = EventsRequest(
        event_types=names or (),
        start=question.start,
        end=question.end,
        tags=tuple(question.tags),
        limit=MAX_EVENTS if by_hand else question.limit,
        group_by=(
            GroupBy.EVENT_TYPE if question.count and not by_hand else GroupBy.NONE
        ),
    )
    results = await async_get_events(
        [(camera.data, camera.camera_id) for camera in cameras], wanted
    )
    reports, failures = [], {}
    for camera, result in zip(cameras, results, strict=True):
        if isinstance(result, HomeAssistantError):
            failures[camera.name] = result
        else:
            reports.append(_camera_result(camera, result, question, by_hand=by_hand))
    if failures and not reports:
        raise next(iter(failures.values()))
    return QueryResult(results=tuple(reports), failures=failures)


def _matching_types(
    cameras: Sequence[ExposedCamera], kind: EventCategory | None
) -> list[str] | None:
    """Return the types that may match; None if any may."""
    names = type_names(cameras)
    if names is None:
        return None
    if kind is not None:
        return [name for name in names if kind.may_cover(name)]
    return [name for name in names if _has_telling_type(cameras, name)]


def _has_telling_type(cameras: Sequence[ExposedCamera], name: str) -> bool:
    """Return whether a type says what a camera saw, and not just what time it is."""
    types = (camera.data.cameras.data[camera.camera_id].types for camera in cameras)
    known = [each[name] for each in types if each and name in each]
    return is_descriptive(name) and not any(each.is_periodic for each in known)


def _needs_metadata(question: EventQuery, names: list[str] | None) -> bool:
    """Return whether only an event's metadata show if it matches."""
    if names is None or any(value is not None for value in question.tags.values()):
        return True
    kind = question.category
    return kind is not None and not all(map(kind.is_named, names))


def _camera_result(
    camera: ExposedCamera, past: HistoryResult, question: EventQuery, *, by_hand: bool
) -> CameraResult:
    if not by_hand:
        return CameraResult(
            camera=camera,
            counts=past.counts,
            complete=past.counts_complete,
            events=past.events,
        )
    found = [event for event in past.events if _matches(event, question)]
    return CameraResult(
        camera=camera,
        counts=dict(Counter(event.name for event in found).most_common()),
        complete=not past.truncated,
        events=tuple(found[: question.limit]),
    )


def _matches(event: Event, question: EventQuery) -> bool:
    kind = question.category
    if not (
        is_descriptive(event.name)
        if kind is None
        else kind.covers(event.name, event.meta)
    ):
        return False
    return all(
        value is None or event.meta.get(tag, "").casefold() == value.casefold()
        for tag, value in question.tags.items()
    )
