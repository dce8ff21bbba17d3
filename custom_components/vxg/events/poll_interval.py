"""Poll interval: as configured, shorter for a while after an event."""

from collections import deque
from datetime import datetime, timedelta

# After a fresh event more may follow: the poll is quick for a while, where the interval
# is short anyway and the quota allows it (a quarter of any hour).
QUICK_INTERVAL = timedelta(seconds=1)
QUICK_DURATION = timedelta(seconds=30)
MAX_INTERVAL_FOR_QUICK = timedelta(seconds=5)
QUICK_WINDOW = timedelta(hours=1)
MAX_QUICK_TIME = QUICK_WINDOW / 4


class AdaptivePollInterval:
    """Adaptive interval: after an event more may follow soon."""

    def __init__(self, interval: timedelta) -> None:
        """Initialize with the interval of quiet times."""
        self.interval = interval
        # Spans of quick pace in the last hour, oldest first; they never overlap.
        self._quick_periods: deque[tuple[datetime, datetime]] = deque()

    def record_event(self, now: datetime) -> None:
        """Shorten the interval for a while, at most for a quarter of an hour each hour."""
        if not QUICK_INTERVAL < self.interval <= MAX_INTERVAL_FOR_QUICK:
            return
        end = now + min(QUICK_DURATION, MAX_QUICK_TIME - self._spent(now))
        if self._quick_periods and self._quick_periods[-1][1] >= now:
            start, before = self._quick_periods.pop()
            self._quick_periods.append((start, max(before, end)))
        elif end > now:
            self._quick_periods.append((now, end))

    def current(self, now: datetime) -> timedelta:
        """Return the interval after a poll at `now`."""
        quick = bool(self._quick_periods) and self._quick_periods[-1][1] > now
        return QUICK_INTERVAL if quick else self.interval

    def _spent(self, now: datetime) -> timedelta:
        """Return the time of the last hour with a short interval."""
        since = now - QUICK_WINDOW
        while self._quick_periods and self._quick_periods[0][1] <= since:
            self._quick_periods.popleft()
        return sum(
            (min(end, now) - max(start, since) for start, end in self._quick_periods),
            timedelta(),
        )
