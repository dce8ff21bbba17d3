"""Queues of events, one per camera."""

import asyncio
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ..aiovxg import VxgRequestError
from ..helpers.backoff import exponential_delay
from .pending_event import PendingEvent

# Delay after a failure while polls succeed, doubled each time up to the maximum. After
# an outage the first successful poll resumes sending.
RESEND_DELAY = timedelta(seconds=5)
MAX_RESEND_DELAY = timedelta(minutes=5)
# After MAX_ATTEMPTS failures (half an hour) an event alternates with the next one of its
# camera; once MAX_BYPASSES of those were accepted, the event itself is at fault.
MAX_ATTEMPTS = 12
MAX_BYPASSES = 3

# Number of recent events that a new one is compared with, to mark ambiguous ones.
MAX_COMPARED_EVENTS = 100

# A time of the monotonic clock, which is seconds.
NEVER = float("-inf")


@dataclass(slots=True, kw_only=True)
class CameraQueue:
    """The events of a camera in order: queued ones, then those of waiting callers.

    Nothing is sent before `retry_at`. An event that keeps failing while polls succeed
    alternates with the next one, to find out whether the event is at fault. A refusal
    is final once it was repeated with a successful poll in between. `sending` is the
    event that is being sent, `error` the latest failure. Times are monotonic.
    """

    events: list[PendingEvent] = field(default_factory=list)
    task: asyncio.Task[None] | None = None
    sending: PendingEvent | None = None
    retry_at: float = NEVER
    failures: int = 0
    bypasses: int = 0
    refused_at: float | None = None
    error: VxgRequestError | None = None

    @property
    def busy(self) -> bool:
        """Whether events are being sent."""
        return self.task is not None and not self.task.done()

    @property
    def has_backlog(self) -> bool:
        """Whether a new event has to wait behind others."""
        return any(event.is_queued for event in self.events)

    @property
    def waiting(self) -> list[PendingEvent]:
        """Events whose callers wait."""
        return [event for event in self.events if event.waiter is not None]

    @property
    def next(self) -> PendingEvent:
        """The event to send next."""
        excess = self.failures - MAX_ATTEMPTS
        bypass = excess >= 0 and excess % 2 == 0 and len(self.events) > 1
        return self.events[1 if bypass else 0]

    def find(self, event: PendingEvent) -> PendingEvent | None:
        """Return the same event if it is queued."""
        identity = event.identity
        return next((item for item in self.events if item.identity == identity), None)

    def record_success(self, event: PendingEvent) -> None:
        """Record that the cloud accepted an event that is still queued."""
        first = self.events[0]
        if event is first:
            self.reset_failures()
        else:
            self.failures += 1
            self.bypasses += 1
            first.ambiguous |= first.is_like(event)

    def record_failure(self, now: float, *, at_fault: bool = False) -> None:
        """Delay the next attempt after a failure, exponentially.

        An event that is `at_fault` alternates with the next one from now on.
        """
        delay = exponential_delay(RESEND_DELAY, self.failures, MAX_RESEND_DELAY)
        self.retry_at = max(self.retry_at, now + delay.total_seconds())
        self.failures += 1
        if at_fault:
            self.failures = max(self.failures, MAX_ATTEMPTS)

    def confirm_refusal(self, now: float, last_read: float) -> bool:
        """Return whether a refusal is final; otherwise delay the next attempt."""
        if self.refused_at is not None and last_read > self.refused_at:
            return True
        if self.refused_at is None:
            self.refused_at = now
        self.retry_at = max(self.retry_at, now + RESEND_DELAY.total_seconds())
        return False

    def reset_failures(self) -> None:
        """Reset the failures, once the event that caused them is gone."""
        self.failures = self.bypasses = 0
        self.refused_at = None

    def is_poisonous(self, event: PendingEvent) -> bool:
        """Return whether a failing event is at fault, since others were accepted."""
        return event is self.events[0] and self.bypasses >= MAX_BYPASSES


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
        return (event for queue in self for event in queue.events)

    @property
    def queued_count(self) -> int:
        """Number of events that are on disk, or being saved."""
        return sum(event.is_queued for event in self.events)

    @property
    def oldest(self) -> datetime | None:
        """Creation time of the oldest event."""
        return min((event.created_at for event in self.events), default=None)

    def for_camera(self, camera_id: int) -> CameraQueue:
        """Return the queue of a camera."""
        return self._queues.setdefault(camera_id, CameraQueue())

    def add(self, event: PendingEvent) -> None:
        """Append an event to the queue of its camera."""
        event.ambiguous |= any(event.is_like(other) for other in self._recent)
        self._recent.append(event)
        self.for_camera(event.camera_id).events.append(event)
