"""How often the cloud is asked: as set, quicker for a while after something happened."""

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
    """The pause between polls. What happens seldom comes alone: more may follow soon."""

    def __init__(self, interval: timedelta) -> None:
        """Ask every `interval` in quiet times."""
        self.interval = interval
        # Spans of quick pace in the last hour, oldest first; they never overlap.
        self._quick_periods: deque[tuple[datetime, datetime]] = deque()

    def record_event(self, now: datetime) -> None:
        """Be quick for a while, unless that was so for a quarter of the hour."""
        if not QUICK_INTERVAL < self.interval <= MAX_INTERVAL_FOR_QUICK:
            return
        end = now + min(QUICK_DURATION, MAX_QUICK_TIME - self._spent(now))
        if self._quick_periods and self._quick_periods[-1][1] >= now:
            start, before = self._quick_periods.pop()
            self._quick_periods.append((start, max(before, end)))
        elif end > now:
            self._quick_periods.append((now, end))

    def current(self, now: datetime) -> timedelta:
        """Return the pause after a poll at `now`."""
        quick = bool(self._quick_periods) and self._quick_periods[-1][1] > now
        return QUICK_INTERVAL if quick else self.interval

    def _spent(self, now: datetime) -> timedelta:
        """Return how much of the last hour was quick until now."""
        since = now - QUICK_WINDOW
        while self._quick_periods and self._quick_periods[0][1] <= since:
            self._quick_periods.popleft()
        return sum(
            (min(end, now) - max(start, since) for start, end in self._quick_periods),
            timedelta(),
        )
