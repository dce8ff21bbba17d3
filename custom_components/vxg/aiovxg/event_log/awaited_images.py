"""Delivered events whose images were not listed yet. No I/O, no clock."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import NamedTuple

from ..models import Event
from .freshness import NewEvent
from .state import TIME_TOLERANCE

# An image that is listed later than this after its event is of no use any more.
IMAGE_RETENTION = timedelta(hours=1)
# Polls look for an expected image as long; later it is left to full reads and sweeps.
EXPECTED_WITHIN = timedelta(seconds=30)
# Beyond that the oldest ones are forgotten.
MAX_AWAITED = 5_000
# The newest ones are stored even if they seem old, as while a clock is wrong.
ALWAYS_STORED = 100

_ZERO = timedelta()


class _Awaited(NamedTuple):
    camera_id: int
    time: datetime
    # When it was delivered, on the server's clock.
    since: datetime
    order: int
    late: bool = False
    expected: bool = False


class AwaitedImages:
    """Events whose images are awaited, in the order of their delivery."""

    def __init__(self) -> None:
        self._events: dict[int, _Awaited] = {}
        self._orders = count(1)

    def __len__(self) -> int:
        """Return the number of events."""
        return len(self._events)

    def add(self, new_event: NewEvent, now: datetime, *, expected: bool) -> NewEvent:
        """Add an event that is delivered at `now`, unless it has an image; return it numbered."""
        event = new_event.event
        new_event = new_event.numbered(next(self._orders))
        # The order is that of deliveries.
        self._events.pop(event.id, None)
        if event.thumb is None:
            self._events[event.id] = _Awaited(
                event.camera_id,
                event.time,
                now,
                new_event.order,
                new_event.late,
                expected,
            )
            if len(self._events) > MAX_AWAITED:
                del self._events[next(iter(self._events))]
        return new_event

    def awaits(self, event: Event) -> bool:
        """Return whether a listed event has an image that is awaited."""
        return (
            event.thumb is not None
            and (awaited := self._events.get(event.id)) is not None
            and abs(event.time - awaited.time) < TIME_TOLERANCE
        )

    def take(self, event: Event, now: datetime) -> NewEvent | None:
        """Return a listed event if it has an image that was awaited until now."""
        if not self.awaits(event):
            return None
        awaited = self._events[event.id]
        # The server's clock may have jumped since, and that of the camera may be wrong.
        age = min(abs(now - awaited.since), abs(now - event.time))
        if age > IMAGE_RETENTION:
            return None
        del self._events[event.id]
        return NewEvent(event=event, late=awaited.late, order=awaited.order)

    def oldest_expected(
        self,
        now: datetime,
        clock_lags: Mapping[int, timedelta],
        camera_id: int | None = None,
    ) -> datetime | None:
        """Return the time of the oldest event whose image may be listed any moment.

        That is of one camera, or of all those whose clocks are not corrected.
        """
        oldest = None
        for awaited in reversed(self._events.values()):
            if now - awaited.since > EXPECTED_WITHIN:
                break
            corrected = awaited.camera_id in clock_lags
            if not awaited.expected or (
                corrected if camera_id is None else camera_id != awaited.camera_id
            ):
                continue
            age = now - awaited.time - clock_lags.get(awaited.camera_id, _ZERO)
            if age <= EXPECTED_WITHIN and (oldest is None or awaited.time < oldest):
                oldest = awaited.time
        return oldest

    def to_store(self, now: datetime) -> Iterator[tuple[int, datetime, bool]]:
        """Yield the events to restore after a restart, and whether they were late."""
        oldest = len(self._events) - ALWAYS_STORED
        for index, (event_id, awaited) in enumerate(self._events.items()):
            # Their times may be those of a wrong clock, and the server's may be wrong.
            age = min(abs(now - awaited.since), abs(now - awaited.time))
            if index >= oldest or age <= IMAGE_RETENTION:
                yield event_id, awaited.time, awaited.late

    def restore(
        self, events: Iterable[tuple[int, datetime, bool]], since: datetime
    ) -> None:
        """Restore events that were delivered before the start, `since` at the latest."""
        self._events = {
            event_id: _Awaited(0, time, since=since, order=0, late=late)
            for event_id, time, late in events
        }
