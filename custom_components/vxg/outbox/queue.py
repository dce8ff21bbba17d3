"""Queues of events, one per camera."""

import asyncio
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from ..helpers.backoff import exponential_delay
from .pending_event import PendingEvent, Waiter

# The pause after a failure while the cloud can be read, doubled each time up to the
# limit. An outage needs none: the poll notices its end.
RESEND_DELAY = timedelta(seconds=5)
MAX_RESEND_DELAY = timedelta(minutes=5)
# After so many failures of an event (half an hour) the next one of its camera is tried in
# between, and after so many of those were taken it is clear that the event is at fault.
MAX_ATTEMPTS = 12
MAX_BYPASSES = 3


# How many events are remembered to tell like ones apart.
MAX_COMPARED_EVENTS = 100

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True, kw_only=True)
class CameraQueue:
    """The events of a camera in order: queued ones, then those of waiting callers.

    Nothing is sent before `retry_at`. An event that fails again and again, while reads
    succeed, alternates with the one behind it, which shows whose fault it is. A refusal
    is believed once it was repeated and a read succeeded in between.
    """

    events: list[PendingEvent] = field(default_factory=list)
    task: asyncio.Task[None] | None = None
    retry_at: datetime = NEVER
    failures: int = 0
    bypasses: int = 0
    refused_at: datetime | None = None

    @property
    def busy(self) -> bool:
        """Whether events are being sent."""
        return self.task is not None and not self.task.done()

    @property
    def has_backlog(self) -> bool:
        """Whether a new event has to wait behind others."""
        return bool(self.events) and self.events[-1].waiter is None

    @property
    def waiters(self) -> list[tuple[PendingEvent, Waiter]]:
        """Events at their first attempt, and their waiters."""
        return [(item, item.waiter) for item in self.events if item.waiter is not None]

    @property
    def next(self) -> PendingEvent:
        """The event to send next."""
        beyond = self.failures - MAX_ATTEMPTS
        overtake = beyond >= 0 and beyond % 2 == 0 and len(self.events) > 1
        return self.events[1 if overtake else 0]

    def find(self, create: PendingEvent) -> PendingEvent | None:
        """Return the same event if it is queued."""
        identity = create.identity
        return next((item for item in self.events if item.identity == identity), None)

    def record_success(self, create: PendingEvent) -> None:
        """Record that the cloud accepted an event that is still queued."""
        first = self.events[0]
        if create is first:
            self.reset_failures()
        else:
            self.failures += 1
            self.bypasses += 1
            first.ambiguous |= first.is_like(create)

    def record_failure(self, now: datetime) -> None:
        """Delay the next attempt after a failure, exponentially."""
        self.retry_at = now + exponential_delay(
            RESEND_DELAY, self.failures, MAX_RESEND_DELAY
        )
        self.failures += 1

    def confirm_refusal(self, now: datetime, last_read: datetime) -> bool:
        """Return whether a refusal is final: it is repeated, with a successful poll between."""
        if self.refused_at is not None and last_read > self.refused_at:
            return True
        self.refused_at = self.refused_at or now
        self.retry_at = now + RESEND_DELAY
        return False

    def reset_failures(self) -> None:
        """Reset the failures: the event that caused them is gone."""
        self.failures = self.bypasses = 0
        self.refused_at = None

    def is_poisonous(self, create: PendingEvent) -> bool:
        """Return whether so many others were accepted that the failing event is to blame."""
        return create is self.events[0] and self.bypasses >= MAX_BYPASSES


class OutboxQueues:
    """The queues of all cameras."""

    def __init__(self) -> None:
        self._queues: dict[int, CameraQueue] = {}
        self._recent: deque[PendingEvent] = deque(maxlen=MAX_COMPARED_EVENTS)

    def __iter__(self) -> Iterator[CameraQueue]:
        """Iterate over the queues."""
        return iter(list(self._queues.values()))

    @property
    def events(self) -> Iterator[PendingEvent]:
        """All events."""
        return (create for line in self for create in line.events)

    @property
    def queued_count(self) -> int:
        """Number of queued events."""
        return sum(create.waiter is None for create in self.events)

    @property
    def oldest(self) -> datetime | None:
        """Creation time of the oldest event."""
        return min((create.created_at for create in self.events), default=None)

    def for_camera(self, camera_id: int) -> CameraQueue:
        """Return the queue of a camera."""
        return self._queues.setdefault(camera_id, CameraQueue())

    def add(self, create: PendingEvent) -> None:
        """Append an event to the queue of its camera."""
        create.ambiguous |= any(create.is_like(other) for other in self._recent)
        self._recent.append(create)
        self.for_camera(create.camera_id).events.append(create)
