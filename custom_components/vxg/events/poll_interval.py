"""The interval between polls, which is shorter for a while after an event."""

from collections import deque
from datetime import timedelta

# More events may follow a fresh one. The poll is quick for a while, if the configured
# interval is short, too, and for a quarter of any hour at most, to limit the requests.
QUICK_INTERVAL = timedelta(seconds=1)
QUICK_DURATION = timedelta(seconds=30)
MAX_INTERVAL_FOR_QUICK = timedelta(seconds=5)
QUICK_WINDOW = timedelta(hours=1)
MAX_QUICK_TIME = QUICK_WINDOW / 4


class AdaptivePollInterval:
    """The configured interval, or a short one for a while after an event.

    `now` is the uptime.
    """

    def __init__(self, interval: timedelta) -> None:
        """Initialize with the configured interval."""
        self.interval = interval
        # Of the last hour, oldest first, without overlaps.
        self._quick_periods: deque[tuple[timedelta, timedelta]] = deque()

    def record_event(self, now: timedelta) -> None:
        """Shorten the interval for a while, unless the quota of the hour is used up."""
        if not QUICK_INTERVAL < self.interval <= MAX_INTERVAL_FOR_QUICK:
            return
        end = now + min(QUICK_DURATION, MAX_QUICK_TIME - self._used(now))
        if self._quick_periods and self._quick_periods[-1][1] >= now:
            start, previous_end = self._quick_periods.pop()
            self._quick_periods.append((start, max(previous_end, end)))
        elif end > now:
            self._quick_periods.append((now, end))

    def current(self, now: timedelta) -> timedelta:
        """Return the interval after a poll at `now`."""
        quick = bool(self._quick_periods) and self._quick_periods[-1][1] > now
        return QUICK_INTERVAL if quick else self.interval

    def _used(self, now: timedelta) -> timedelta:
        """Return for how long the interval was short in the last hour."""
        since = now - QUICK_WINDOW
        while self._quick_periods and self._quick_periods[0][1] <= since:
            self._quick_periods.popleft()
        return sum(
            (min(end, now) - max(start, since) for start, end in self._quick_periods),
            timedelta(),
        )
