"""Events on their way into the cloud, those of a camera one after the other."""

import asyncio
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from .pending_event import Create, Order

# The pause after a failure while the cloud can be read, doubled each time up to the
# limit. An outage needs none: the poll notices its end.
RESEND_DELAY = timedelta(seconds=5)
MAX_RESEND_DELAY = timedelta(minutes=5)
# After so many failures of an event (half an hour) the next one of its camera is tried in
# between, and after so many of those were taken it is clear that the event is at fault.
STUBBORN = 12
OVERTAKEN = 3


# How many events are remembered to tell like ones apart.
REMEMBERED = 100

EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True, kw_only=True)
class Line:
    """The events of a camera in their order: those that wait, then those just ordered.

    Nothing is sent before `retry_at`. An event that fails again and again, while reads
    succeed, alternates with the one behind it, which shows whose fault it is. A refusal
    is believed once it was repeated and a read succeeded in between.
    """

    creates: list[Create] = field(default_factory=list)
    task: asyncio.Task[None] | None = None
    retry_at: datetime = EVER
    failures: int = 0
    overtaken: int = 0
    refused_at: datetime | None = None

    @property
    def busy(self) -> bool:
        """Whether events are being sent."""
        return self.task is not None and not self.task.done()

    @property
    def waits(self) -> bool:
        """Whether what comes now has to wait behind others."""
        return bool(self.creates) and self.creates[-1].order is None

    @property
    def ordered(self) -> list[tuple[Create, Order]]:
        """The events at their first try, and who waits for the end of it."""
        return [(item, item.order) for item in self.creates if item.order is not None]

    @property
    def next(self) -> Create:
        """The event to send."""
        beyond = self.failures - STUBBORN
        overtake = beyond >= 0 and beyond % 2 == 0 and len(self.creates) > 1
        return self.creates[1 if overtake else 0]

    def find(self, create: Create) -> Create | None:
        """Return the same event if it is here."""
        identity = create.identity
        return next((item for item in self.creates if item.identity == identity), None)

    def note_sent(self, create: Create) -> None:
        """Note that an event, still in the line, was taken by the cloud."""
        first = self.creates[0]
        if create is first:
            self.forgive()
        else:
            self.failures += 1
            self.overtaken += 1
            first.twin |= first.is_like(create)

    def note_failure(self, now: datetime) -> None:
        """Pause after a failure, each time longer."""
        delay = RESEND_DELAY * 2 ** min(self.failures, 10)
        self.failures += 1
        self.retry_at = now + min(delay, MAX_RESEND_DELAY)

    def believe_refusal(self, now: datetime, last_read: datetime) -> bool:
        """Tell whether a refusal holds: the next read may show that no cloud spoke."""
        if self.refused_at is not None and last_read > self.refused_at:
            return True
        self.refused_at = self.refused_at or now
        self.retry_at = now + RESEND_DELAY
        return False

    def forgive(self) -> None:
        """Forget failures: the event that had them is gone."""
        self.failures = self.overtaken = 0
        self.refused_at = None

    def is_at_fault(self, create: Create) -> bool:
        """Tell whether the cloud took so many others that the failing event is to blame."""
        return create is self.creates[0] and self.overtaken >= OVERTAKEN


class Lines:
    """The lines of all cameras."""

    def __init__(self) -> None:
        """Begin empty."""
        self._lines: dict[int, Line] = {}
        self._recent: deque[Create] = deque(maxlen=REMEMBERED)

    def __iter__(self) -> Iterator[Line]:
        """Go through the lines."""
        return iter(list(self._lines.values()))

    @property
    def creates(self) -> Iterator[Create]:
        """All events."""
        return (create for line in self for create in line.creates)

    @property
    def waiting(self) -> int:
        """How many events wait."""
        return sum(create.order is None for create in self.creates)

    @property
    def oldest(self) -> datetime | None:
        """When the first of the events was ordered."""
        return min((create.ordered for create in self.creates), default=None)

    def of(self, camera_id: int) -> Line:
        """Return a camera's line."""
        return self._lines.setdefault(camera_id, Line())

    def add(self, create: Create) -> None:
        """Put an event at the end of its camera's line."""
        create.twin |= any(create.is_like(other) for other in self._recent)
        self._recent.append(create)
        self.of(create.camera_id).creates.append(create)
