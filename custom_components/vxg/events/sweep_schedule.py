"""Schedule of sweeps, which look for events that were stored late."""

from datetime import datetime, timedelta

from ..const import (
    DEEP_SWEEP_INTERVAL,
    FIRST_SWEEP_DELAY,
    QUICK_SWEEP_DURATION,
    QUICK_SWEEP_INTERVAL,
    SWEEP_INTERVAL,
    SWEEP_RANGE,
)

DEEP_SWEEP_RANGE = timedelta(hours=24)


class SweepSchedule:
    """Decides when to sweep and how far back, by our clock and by the cloud's."""

    def __init__(self, now: datetime) -> None:
        """Initialize with a deep sweep soon after the start."""
        self._next = self._next_far = now + FIRST_SWEEP_DELAY
        self._quick_until = now
        self._quick_range = SWEEP_RANGE
        self._swept: list[tuple[timedelta, datetime]] = []
        self.completed = 0

    def due(self, now: datetime) -> timedelta | None:
        """Return how far back to sweep now, None if no sweep is due."""
        if now < self._next:
            return None
        if now >= self._next_far:
            return DEEP_SWEEP_RANGE
        return self._quick_range if now < self._quick_until else SWEEP_RANGE

    def start(self, now: datetime, *, crowded: bool) -> None:
        """Record the start of a sweep; the next one is scheduled even if it fails."""
        quick = crowded or now < self._quick_until
        self._next = now + (QUICK_SWEEP_INTERVAL if quick else SWEEP_INTERVAL)

    def finish(self, now: datetime, span: timedelta, cloud_now: datetime) -> None:
        """Record a complete sweep."""
        self.completed += 1
        if span >= DEEP_SWEEP_RANGE:
            self._next_far = now + DEEP_SWEEP_INTERVAL
        self._swept = [item for item in self._swept if item[0] > span]
        self._swept.append((span, cloud_now))

    def last_covered(self, age: timedelta) -> datetime | None:
        """Return when events of an age were last covered, None if never."""
        return max((at for span, at in self._swept if span > age), default=None)

    def mark_interrupted(self) -> None:
        """Record a failed read: nothing is known of when events were stored."""
        self._swept.clear()

    def request_deep_sweep(self, now: datetime) -> None:
        """Sweep far back soon, as after an outage or a camera's return."""
        self._next = min(self._next, now + FIRST_SWEEP_DELAY)
        self._next_far = now

    def speed_up(self, now: datetime, age: timedelta) -> None:
        """Sweep often for a while, as a wrong clock stores more events late."""
        self._quick_until = now + QUICK_SWEEP_DURATION
        span = min(DEEP_SWEEP_RANGE, age + QUICK_SWEEP_DURATION)
        self._quick_range = max(span, SWEEP_RANGE)
        self._next = min(self._next, now + QUICK_SWEEP_INTERVAL)
