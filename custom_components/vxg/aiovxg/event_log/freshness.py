"""Verdict about new events: fresh or late. No I/O, no clock."""

from bisect import insort
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from ..models import Event
from .listing_delays import ListingDelays
from .read_plan import full_read_interval

# A read that did not list an event yet counts for its age, unless the next one came too
# long after it: by more than this many intervals of full reads.
INTERVAL_TOLERANCE = 1.5

# While the window is shortened, sweeps every minute cover the rest of it.
MAX_WAIT_CROWDED = timedelta(seconds=90)
READ_RETENTION = timedelta(seconds=90)

# A camera that is not known yet does not make its events late.
VERDICT_RETENTION = timedelta(seconds=60)

# Sweeps find further undecided events again.
MAX_UNDECIDED = 1_000

# After a camera's clock was set right, corrected events are in the future. The
# correction is not applied to events that are further ahead than this.
CORRECTION_TOLERANCE = timedelta(seconds=60)

_ZERO = timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """A new event. It is late if it was too old when it was first listed.

    A read that began at `unlisted` did not list it; None if there was none lately.
    `order` is the number of its delivery, 0 if it was delivered before the start.
    """

    event: Event
    late: bool
    unlisted: datetime | None = field(default=None, compare=False)
    order: int = field(default=0, compare=False)

    def numbered(self, order: int) -> NewEvent:
        """Return the event with the number of its delivery."""
        return replace(self, order=order)


class CompletedRead(NamedTuple):
    """When a complete read began, and the times that it covered."""

    began: datetime
    start: datetime
    end: datetime


class EventFreshness:
    """Decides whether new events are late.

    An event is late if it was older than the maximum age when a read last did not list
    it. After an interruption, and with reads further apart than one and a half of the
    intended interval, the read that listed it first counts.
    """

    def __init__(self, max_age: timedelta, clock_lags: Mapping[int, timedelta]) -> None:
        self._max_age = max_age
        self._clock_lags = clock_lags
        self._max_wait = full_read_interval(max_age) * INTERVAL_TOLERANCE
        self.delays = ListingDelays()
        # Of all cameras, or of one, in order. An interruption leaves them as they are.
        self._reads: defaultdict[int | None, deque[CompletedRead]] = defaultdict(deque)
        # When the last reads began, unless they were interrupted since.
        self._last_began: dict[int | None, datetime] = {}
        # When the first verdict was made, and the last one.
        self._undecided: dict[tuple[int, datetime], tuple[datetime, NewEvent]] = {}

    @property
    def undecided(self) -> list[Event]:
        """New events that are not decided yet."""
        return [new_event.event for _, new_event in self._undecided.values()]

    def clear(self) -> None:
        """Forget all reads and verdicts."""
        self._reads.clear()
        self._last_began.clear()
        self._undecided.clear()

    def record_read(
        self, read: CompletedRead, camera_id: int | None, finished: datetime
    ) -> None:
        """Record a complete read of all cameras, or of one; others may run beside it."""
        reads = self._reads[camera_id]
        # The server's clock may have been set back.
        while reads and reads[-1].began > finished:
            reads.pop()
        insort(reads, read)
        while reads[-1].began - reads[0].began > READ_RETENTION:
            reads.popleft()
        if reads[-1] is read:
            self._last_began[camera_id] = read.began

    def interrupt(self, camera_id: int | None = None) -> None:
        """Record that a read failed: events may have been listed for a while."""
        self._last_began.pop(camera_id, None)

    def judge(self, event: Event, now: datetime, *, crowded: bool) -> NewEvent:
        """Return a new event with its verdict, which is kept until it is decided."""
        key = event.id, event.time
        judged = self._undecided.get(key)
        if judged is not None and _ZERO <= now - judged[0] <= VERDICT_RETENTION:
            return judged[1]
        # Reads that listed it before do not count.
        unlisted = self._unlisted_at(event) if judged is None else None
        max_wait = MAX_WAIT_CROWDED if crowded else self._max_wait
        wait = _ZERO
        if unlisted is not None and _ZERO <= now - unlisted <= max_wait:
            wait = now - unlisted
            self._record_delay(event, unlisted, now)
        late = self._age(event, now) - wait > self._max_age
        new_event = NewEvent(event=event, late=late, unlisted=unlisted)
        if judged is None and len(self._undecided) >= MAX_UNDECIDED:
            del self._undecided[next(iter(self._undecided))]
        self._undecided[key] = now if judged is None else judged[0], new_event
        return new_event

    def mark_decided(self, event: Event) -> None:
        """Forget the verdict about an event."""
        self._undecided.pop((event.id, event.time), None)

    def drop_before(self, time: datetime) -> None:
        """Forget undecided events before a time."""
        self._undecided = {
            key: judged for key, judged in self._undecided.items() if key[1] >= time
        }

    def _unlisted_at(self, event: Event) -> datetime | None:
        """Return when the latest read began that would have listed an event."""
        latest = None
        for camera_id in (None, event.camera_id):
            for read in reversed(self._reads.get(camera_id, ())):
                if latest is not None and read.began <= latest:
                    break
                if read.start <= event.time <= read.end:
                    latest = read.began
        return latest

    def _record_delay(self, event: Event, unlisted: datetime, now: datetime) -> None:
        """Record how long after its time an event was listed.

        If the poll before this one could have listed it, it was listed just now. If not,
        all that is known is that it was not listed earlier than that.
        """
        last = self._last_began
        is_recent = unlisted in (last.get(None), last.get(event.camera_id))
        delay = self._age(event, now if is_recent else unlisted)
        if is_recent or delay >= _ZERO:
            self.delays.record(event.camera_id, delay)

    def _age(self, event: Event, now: datetime) -> timedelta:
        """Return the age of an event, corrected by the lag of its camera's clock."""
        age = now - event.time
        corrected = age - self._clock_lags.get(event.camera_id, _ZERO)
        return age if corrected < -CORRECTION_TOLERANCE else corrected
