"""An event that is waiting to be sent."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self

from ..aiovxg import Event, is_plausible_time
from ..helpers import clocks

# A cloud may cut or round the fractions of times: to seconds, or to milliseconds.
SECOND = timedelta(seconds=1)
MILLISECOND = timedelta(milliseconds=1)
# Closer than this, cut or rounded times may be the same.
AMBIGUITY_WINDOW = 2 * SECOND

# In seconds; older ones are not older than this, for which every calculation works.
MAX_STORED_AGE = timedelta(days=3650).total_seconds()
# What JSON files hold.
MAX_ID = 2**63 - 1


def _house_now() -> datetime:
    return clocks.house_now()


def _monotonic() -> float:
    return clocks.monotonic()


@dataclass(frozen=True, slots=True, kw_only=True)
class SendReceipt:
    """Result of sending: the event's id if the cloud returns it, or queued."""

    event_id: int | None = None
    queued: bool = False


@dataclass(slots=True, kw_only=True)
class Waiter:
    """A caller that waits for the first attempt; `may_queue` allows queueing then.

    `saving` is set while the event is saved instead.
    """

    may_queue: bool
    future: asyncio.Future[SendReceipt | Exception]
    saving: bool = False


type Identity = tuple[int, str, datetime, frozenset[tuple[str, str]]]


@dataclass(slots=True, kw_only=True)
class PendingEvent:
    """An event that is waiting to be sent, with its true time.

    `create_event_type` is set if its type may have to be created first. `created_at` is
    a time of the house's clock, `created` one of the monotonic clock. `attempted_at` is
    when the cloud may have created it without a response, on the monotonic clock; None
    if it certainly has not. `known_ids` are events that the cloud listed before. It is
    `ambiguous` if only its exact time distinguishes it from another. `waiter` is None
    for an event that is on disk. `failed` is set by a failure since it was loaded.
    """

    camera_id: int
    event_type: str
    time: datetime
    meta: Mapping[str, str]
    create_event_type: bool = False
    created_at: datetime = field(default_factory=_house_now)
    created: float = field(default_factory=_monotonic, compare=False)
    attempted_at: float | None = None
    known_ids: frozenset[int] = frozenset()
    ambiguous: bool = False
    server: str = ""
    waiter: Waiter | None = field(default=None, compare=False)
    restored: bool = field(default=False, compare=False)
    failed: bool = field(default=False, compare=False)

    @property
    def identity(self) -> Identity:
        """Key that only the same event shares."""
        return self.camera_id, self.event_type, self.time, frozenset(self.meta.items())

    @property
    def window(self) -> tuple[datetime, datetime]:
        """Time range in which the cloud may list the event, with or without fractions.

        It is wide enough whether the cloud includes its ends or not.
        """
        return self.time.replace(microsecond=0) - SECOND, self.time + SECOND

    def is_like(self, other: PendingEvent) -> bool:
        """Return whether only the exact time differs."""
        return (
            self.camera_id == other.camera_id
            and self.time != other.time
            and self.event_type == other.event_type
            and self.meta == other.meta
            and abs(self.time - other.time) < AMBIGUITY_WINDOW
        )

    @property
    def age(self) -> timedelta:
        """Time since the event was created."""
        return timedelta(seconds=clocks.monotonic() - self.created)

    @property
    def is_queued(self) -> bool:
        """Whether the event is on disk, or being saved."""
        return self.waiter is None or self.waiter.saving

    @property
    def may_queue(self) -> bool:
        """Whether the event may be sent later."""
        return self.waiter is None or self.waiter.may_queue

    @property
    def is_storable(self) -> bool:
        """Whether the event can be written to a file: lone surrogates cannot."""
        try:
            "".join((self.event_type, *self.meta, *self.meta.values())).encode()
        except UnicodeEncodeError:
            return False
        return True

    def find_in(
        self, listed: Iterable[Event], *, has_fractions: bool = False
    ) -> int | None:
        """Return the id of this event among those that the cloud lists.

        The cloud may add tags, and cut or round fractions, unless it is known to list
        some. An event that was listed before the attempt is another one.
        """
        found = [
            (event.time != self.time, len(event.meta), event.id)
            for event in listed
            if event.id not in self.known_ids
            and event.name == self.event_type
            and self.meta.items() <= event.meta.items()
            and self._is_at(event.time, has_fractions=has_fractions)
        ]
        return min(found)[-1] if found else None

    def _is_at(self, time: datetime, *, has_fractions: bool) -> bool:
        if time == self.time:
            return True
        if self.ambiguous or time.microsecond % 1000:
            return False
        if time.microsecond:
            return abs(time - self.time) < MILLISECOND
        return not has_fractions and abs(time - self.time) < SECOND

    def as_dict(self) -> dict[str, Any]:
        """Return the event as it is stored."""
        return {
            "camera_id": self.camera_id,
            "event_type": self.event_type,
            "time": self.time.isoformat(),
            "meta": dict(self.meta),
            "declare": self.create_event_type,
            "ordered": self.created_at.isoformat(),
            # Of old versions, a time; it counts as now when it is loaded.
            "tried": None if self.attempted_at is None else self.created_at.isoformat(),
            "twin": self.ambiguous,
            "age": self.age.total_seconds(),
            "known": sorted(self.known_ids),
            "server": self.server,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Parse a stored event. Raises for invalid data, or if it could not be sent.

        Its age is the larger one of two: by the house's clock, which may have been set
        meanwhile, and when it was saved.
        """
        created_at = _parse_time(data["ordered"])
        age = (clocks.house_now() - created_at).total_seconds()
        now = clocks.monotonic()
        time = _parse_time(data["time"])
        if not is_plausible_time(time):
            raise ValueError("Not the time of an event")
        return cls(
            camera_id=_parse_id(data["camera_id"]),
            event_type=str(data["event_type"]),
            time=time,
            meta={str(tag): str(value) for tag, value in data["meta"].items()},
            create_event_type=bool(data["declare"]),
            created_at=created_at,
            created=now - min(max(age, float(data.get("age", 0)), 0), MAX_STORED_AGE),
            attempted_at=None if data["tried"] is None else now,
            known_ids=frozenset(map(_parse_id, data.get("known", ()))),
            ambiguous=bool(data["twin"]),
            server=str(data.get("server", "")),
            restored=True,
        )


def _parse_id(value: Any) -> int:
    number = int(value)
    if abs(number) > MAX_ID:
        raise ValueError("Not an id")
    return number


def _parse_time(text: str) -> datetime:
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError("Time without time zone")
    return time
