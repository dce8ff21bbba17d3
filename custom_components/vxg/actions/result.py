"""The result of an action on one camera."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Status(StrEnum):
    """What became of an order."""

    ADDED = "added"
    APPEARED = "appeared"
    CREATED = "created"
    EXISTS = "exists"
    MOVED = "moved"
    NOT_SEEN = "not_seen"
    QUEUED = "queued"
    TRIGGERED = "triggered"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of an order that succeeded."""

    status: Status
    event_id: int | None = None
    time: datetime | None = None
