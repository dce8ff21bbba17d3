"""An event that is waiting to be sent."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self

from homeassistant.util import dt as dt_util

from ..aiovxg import Event

# A cloud may cut or round the fractions of times: to seconds, or to milliseconds.
SECOND = timedelta(seconds=1)
MILLISECOND = timedelta(milliseconds=1)
# Closer than this, cut or rounded times may be the same.
AMBIGUITY_WINDOW = 2 * SECOND


@dataclass(frozen=True, slots=True, kw_only=True)
class SendReceipt:
    """Result of sending: the event's id if the cloud returns it, or queued."""

    event_id: int | None = None
    queued: bool = False


@dataclass(slots=True, kw_only=True)
class Waiter:
    """A caller that waits for the first attempt; `may_queue` allows queueing then."""

    may_queue: bool
    future: asyncio.Future[SendReceipt | Exception]


type Identity = tuple[int, str, datetime, frozenset[tuple[str, str]]]


@dataclass(slots=True, kw_only=True)
class PendingEvent:
    """An event that is waiting to be sent, with its true time.

    `create_event_type` is set if its type may have to be created first. `created_at` is
    a time of the local clock. `attempted_at` is when the cloud may have created it
    without a response; None if it certainly has not. It is `ambiguous` if only its
    exact time distinguishes it from another. `waiter` is None for a queued event.
    """

    camera_id: int
    event_type: str
    time: datetime
    meta: Mapping[str, str]
    create_event_type: bool = False
    created_at: datetime = field(default_factory=dt_util.utcnow)
    attempted_at: datetime | None = None
    ambiguous: bool = False
    waiter: Waiter | None = field(default=None, compare=False)

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

    def is_listed_as(self, event: Event) -> bool:
        """Return whether an event that the cloud lists is this one."""
        if event.name != self.event_type or event.meta != self.meta:
            return False
        if self.ambiguous or event.time.microsecond % 1000:
            return event.time == self.time
        step = MILLISECOND if event.time.microsecond else SECOND
        return abs(event.time - self.time) < step

    def as_dict(self) -> dict[str, Any]:
        """Return the event as it is stored."""
        return {
            "camera_id": self.camera_id,
            "event_type": self.event_type,
            "time": self.time.isoformat(),
            "meta": dict(self.meta),
            "declare": self.create_event_type,
            "ordered": self.created_at.isoformat(),
            "tried": self.attempted_at and self.attempted_at.isoformat(),
            "twin": self.ambiguous,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Parse a stored event. Raises for invalid data."""
        return cls(
            camera_id=int(data["camera_id"]),
            event_type=str(data["event_type"]),
            time=_parse_time(data["time"]),
            meta={str(tag): str(value) for tag, value in data["meta"].items()},
            create_event_type=bool(data["declare"]),
            created_at=_parse_time(data["ordered"]),
            attempted_at=None if data["tried"] is None else _parse_time(data["tried"]),
            ambiguous=bool(data["twin"]),
        )


def _parse_time(text: str) -> datetime:
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError("Time without time zone")
    return time
