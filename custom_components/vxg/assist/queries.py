"""Questions of assistants about the past, and what they come to over several cameras."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from homeassistant.exceptions import HomeAssistantError

from ..actions.get_events import MAX_EVENTS, EventsRequest, async_get_events
from ..aiovxg import Event
from ..events.history import GroupBy, Past
from .exposed_cameras import Exposed
from .vocabulary import Kind, is_telling, kind_of, means_anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which past events are asked for.

    Without a `kind` it is all that cameras saw, but not what they tell of their own health.
    `tags` must be there, with the value that is named if one is. Without `count` nothing
    but the newest events, `limit` of them, is wanted.
    """

    start: datetime | None = None
    end: datetime | None = None
    kind: Kind | None = None
    tags: Mapping[str, str | None] = field(default_factory=dict)
    count: bool = True
    limit: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one camera's past holds; `counts` by type cover what is not listed, too."""

    camera: Exposed
    counts: Mapping[str, int]
    complete: bool
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found, and which cameras could not be read."""

    reports: tuple[Report, ...]
    failures: Mapping[str, HomeAssistantError]

    @property
    def total(self) -> int:
        """How many events there were; at least so many where not `complete`."""
        return sum(sum(report.counts.values()) for report in self.reports)

    @property
    def complete(self) -> bool:
        """Whether all of them were counted."""
        return all(report.complete for report in self.reports)

    def newest(self, limit: int) -> list[tuple[str, Event]]:
        """Return the newest events, each with the name of its camera."""
        events = [
            (report.camera.name, event)
            for report in self.reports
            for event in report.events
        ]
        events.sort(key=lambda item: item[1].time, reverse=True)
        return events[:limit]


def type_names(cameras: Iterable[Exposed]) -> list[str] | None:
    """Return the names of all types of cameras; None where they are not all known."""
    names: set[str] = set()
    for camera in cameras:
        types = camera.data.channels.data[camera.camera_id].types
        if types is None:
            return None
        names |= types.keys()
    return sorted(names)


def kind_meant(
    words: Iterable[str], language: str, cameras: Sequence[Exposed]
) -> Kind | None:
    """Return what words mean to cameras, None for whatever they saw.

    Raises a LookupError with the word that means nothing to them.
    """
    names = type_names(cameras)
    kind: Kind | None = None
    for word in words:
        if means_anything(word):
            return None
        meant = kind_of(word, language, names or ())
        if meant is None or (
            names is not None and not any(map(meant.may_cover, names))
        ):
            raise LookupError(word)
        kind = meant if kind is None else kind | meant
    return kind


async def async_ask(cameras: Sequence[Exposed], question: Question) -> Answer:
    """Answer a question. Raises the translated error if no camera can be read."""
    names = _names(cameras, question.kind)
    if names is not None and not names:
        return Answer(reports=(), failures={})
    by_hand = _must_look_inside(question, names)
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
            reports.append(_report(camera, result, question, by_hand=by_hand))
    if failures and not reports:
        raise next(iter(failures.values()))
    return Answer(reports=tuple(reports), failures=failures)


def _names(cameras: Sequence[Exposed], kind: Kind | None) -> list[str] | None:
    """Return the types that can hold an answer; None where any may."""
    names = type_names(cameras)
    if names is None:
        return None
    if kind is not None:
        return [name for name in names if kind.may_cover(name)]
    return [name for name in names if _tells(cameras, name)]


def _tells(cameras: Sequence[Exposed], name: str) -> bool:
    """Tell whether a type says what cameras saw, and not just what time it is."""
    types = (camera.data.channels.data[camera.camera_id].types for camera in cameras)
    known = [each[name] for each in types if each and name in each]
    return is_telling(name) and not any(each.is_periodic for each in known)


def _must_look_inside(question: Question, names: list[str] | None) -> bool:
    """Tell whether only the events themselves say which of them are meant."""
    if names is None or any(value is not None for value in question.tags.values()):
        return True
    kind = question.kind
    return kind is not None and not all(map(kind.is_named, names))


def _report(
    camera: Exposed, past: Past, question: Question, *, by_hand: bool
) -> Report:
    if not by_hand:
        return Report(
            camera=camera,
            counts=past.counts,
            complete=past.counts_complete,
            events=past.events,
        )
    found = [event for event in past.events if _is_meant(event, question)]
    return Report(
        camera=camera,
        counts=dict(Counter(event.name for event in found).most_common()),
        complete=not past.truncated,
        events=tuple(found[: question.limit]),
    )


def _is_meant(event: Event, question: Question) -> bool:
    kind = question.kind
    if not (
        is_telling(event.name) if kind is None else kind.covers(event.name, event.meta)
    ):
        return False
    return all(
        value is None or event.meta.get(tag, "").casefold() == value.casefold()
        for tag, value in question.tags.items()
    )
