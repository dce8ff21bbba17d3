"""When the past is looked through for events that were stored late, and how far back."""

from datetime import datetime, timedelta

from ..const import (
    FAR_SWEEP_INTERVAL,
    FIRST_SWEEP,
    QUICK_SWEEP_DURATION,
    QUICK_SWEEP_INTERVAL,
    SWEEP_INTERVAL,
    SWEEP_RANGE,
)

FAR_SWEEP_RANGE = timedelta(hours=24)


class SweepSchedule:
    """The plan of sweeps. Times are ours, for pauses; and the cloud's, for windows."""

    def __init__(self, now: datetime) -> None:
        """Sweep a while after the start, and far back then: much may have been missed."""
        self._next = self._next_far = now + FIRST_SWEEP
        self._quick_until = now
        self._quick_range = SWEEP_RANGE
        self._swept: list[tuple[timedelta, datetime]] = []
        self.completed = 0

    def due(self, now: datetime) -> timedelta | None:
        """Return how far back to sweep now, None while it is not time."""
        if now < self._next:
            return None
        if now >= self._next_far:
            return FAR_SWEEP_RANGE
        return self._quick_range if now < self._quick_until else SWEEP_RANGE

    def start(self, now: datetime, *, crowded: bool) -> None:
        """Note that a sweep is tried; whether it succeeds or not, the next one follows."""
        quick = crowded or now < self._quick_until
        self._next = now + (QUICK_SWEEP_INTERVAL if quick else SWEEP_INTERVAL)

    def finish(self, now: datetime, span: timedelta, cloud_now: datetime) -> None:
        """Note that a sweep of a span was complete."""
        self.completed += 1
        if span >= FAR_SWEEP_RANGE:
            self._next_far = now + FAR_SWEEP_INTERVAL
        self._swept = [item for item in self._swept if item[0] > span]
        self._swept.append((span, cloud_now))

    def last_covered(self, age: timedelta) -> datetime | None:
        """Return when all was last seen that is of an age, None where that was never."""
        return max((at for span, at in self._swept if span > age), default=None)

    def mark_interrupted(self) -> None:
        """Note that reads failed: nothing is known of when things were stored."""
        self._swept.clear()

    def request_deep_sweep(self, now: datetime) -> None:
        """Look far back soon: a camera or the cloud comes back after a while."""
        self._next = min(self._next, now + FIRST_SWEEP)
        self._next_far = now

    def speed_up(self, now: datetime, age: timedelta) -> None:
        """Sweep often for a while: what is stored late by a wrong clock goes on so."""
        self._quick_until = now + QUICK_SWEEP_DURATION
        span = min(FAR_SWEEP_RANGE, age + QUICK_SWEEP_DURATION)
        self._quick_range = max(span, SWEEP_RANGE)
        self._next = min(self._next, now + QUICK_SWEEP_INTERVAL)
