"""Schedule of sweeps, which look for events that the cloud stored late."""

from datetime import timedelta
from random import uniform

from ..const import (
    DEEP_SWEEP_INTERVAL,
    FIRST_SWEEP_DELAY,
    QUICK_SWEEP_DURATION,
    QUICK_SWEEP_INTERVAL,
    SWEEP_INTERVAL,
    SWEEP_RANGE,
)

# As far back as ids of events are known.
DEEP_SWEEP_RANGE = timedelta(hours=24)
# While polls look back less far than they should, sweeps every minute cover the events
# that may be fresh, and those that become too old until the next sweep.
CROWDED_SWEEP_OVERLAP = timedelta(seconds=90)


class SweepSchedule:
    """Decides when to sweep and how far back; `now` is the uptime."""

    def __init__(self, now: timedelta, max_age: timedelta) -> None:
        """Initialize with a deep sweep soon after the start.

        Many homes may start at the same time, and sweep at the same interval.
        """
        self._next_sweep = now + FIRST_SWEEP_DELAY * uniform(0.5, 1)
        self._next_deep_sweep = self._next_regular_sweep = self._next_sweep
        self._crowded_range = max_age + CROWDED_SWEEP_OVERLAP
        self._is_crowded = False
        self._quick_until = now
        self._quick_range = SWEEP_RANGE
        self.completed = 0

    def due(self, now: timedelta) -> timedelta | None:
        """Return the range of the sweep that is due, None if none is."""
        if now < self._next_sweep:
            return None
        if now >= self._next_deep_sweep:
            return DEEP_SWEEP_RANGE
        if now < self._quick_until:
            return self._quick_range
        if now >= self._next_regular_sweep:
            return max(SWEEP_RANGE, self._crowded_range)
        return self._crowded_range if self._is_crowded else None

    def start(self, now: timedelta, *, crowded: bool) -> None:
        """Record the start of a sweep, and schedule the next one even if it fails."""
        if (self.due(now) or timedelta()) >= SWEEP_RANGE:
            self._next_regular_sweep = now + SWEEP_INTERVAL
        self._is_crowded = crowded
        quick = crowded or now < self._quick_until
        self._next_sweep = now + (QUICK_SWEEP_INTERVAL if quick else SWEEP_INTERVAL)

    def finish(self, now: timedelta, sweep_range: timedelta) -> None:
        """Record a complete sweep."""
        self.completed += 1
        if sweep_range >= DEEP_SWEEP_RANGE:
            self._next_deep_sweep = now + DEEP_SWEEP_INTERVAL

    def request_deep_sweep(
        self, now: timedelta, delay: timedelta = FIRST_SWEEP_DELAY
    ) -> None:
        """Request a deep sweep soon, as after an outage or when a camera reconnects."""
        self._next_sweep = min(self._next_sweep, now + delay)
        self._next_deep_sweep = now

    def speed_up(self, now: timedelta, age: timedelta) -> None:
        """Sweep often for a while: a wrong clock makes further events late."""
        self._quick_until = now + QUICK_SWEEP_DURATION
        quick_range = min(DEEP_SWEEP_RANGE, age + QUICK_SWEEP_DURATION)
        self._quick_range = max(quick_range, SWEEP_RANGE)
        self._next_sweep = min(self._next_sweep, now + QUICK_SWEEP_INTERVAL)
