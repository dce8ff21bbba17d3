"""The interval between polls: shorter for a while after an event, longer after errors."""

from collections import deque
from datetime import timedelta
from random import uniform

from ..aiovxg import VxgConnectionError, VxgRateLimitError, VxgRequestError
from ..const import MAX_BACKOFF, MAX_RETRY_AFTER
from ..helpers.backoff import exponential_delay

# More events may follow a fresh one. The poll is quick for a while, if the configured
# interval is short, too, and for a quarter of any hour at most, to limit the requests.
QUICK_INTERVAL = timedelta(seconds=1)
QUICK_DURATION = timedelta(seconds=30)
MAX_INTERVAL_FOR_QUICK = timedelta(seconds=5)
QUICK_WINDOW = timedelta(hours=1)
MAX_QUICK_TIME = QUICK_WINDOW / 4

# After a power failure, all homes of a town start at the same time.
MIN_STARTUP_SPREAD = timedelta(seconds=6)
MAX_STARTUP_SPREAD = timedelta(seconds=30)
# A cloud that asks all to wait for the same time would get all requests at its end.
RETRY_AFTER_SPREAD = 1.25


class AdaptivePollInterval:
    """The configured interval, or a short one for a while after an event.

    `now` is the uptime. Many homes share a cloud, so what may happen to all of them at
    the same time is spread at random.
    """

    def __init__(self, interval: timedelta) -> None:
        """Initialize with the configured interval."""
        self.interval = interval
        self._failures = 0
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

    def startup_delay(self) -> timedelta:
        """Return the delay of the first poll when Home Assistant starts."""
        spread = min(max(self.interval, MIN_STARTUP_SPREAD), MAX_STARTUP_SPREAD)
        return spread * uniform(0, 1)

    def record_success(self) -> None:
        """Record a successful poll."""
        self._failures = 0

    def record_failure(self, err: VxgRequestError) -> timedelta:
        """Record a failed poll; return the delay until the next one."""
        self._failures += 1
        maximum = exponential_delay(
            self.interval, self._failures, timedelta(seconds=MAX_BACKOFF)
        )
        delay = max(self.interval, maximum * uniform(0.5, 1))
        if isinstance(err, VxgConnectionError) and err.retry_after is not None:
            # A cloud that is back earlier than it thought must not wait for an hour.
            is_limit = isinstance(err, VxgRateLimitError)
            most = MAX_RETRY_AFTER if is_limit else MAX_BACKOFF
            requested = timedelta(seconds=min(err.retry_after, most))
            delay = max(delay, requested * uniform(1, RETRY_AFTER_SPREAD))
        return delay

    def _used(self, now: timedelta) -> timedelta:
        """Return for how long the interval was short in the last hour."""
        since = now - QUICK_WINDOW
        while self._quick_periods and self._quick_periods[0][1] <= since:
            self._quick_periods.popleft()
        return sum(
            (min(end, now) - max(start, since) for start, end in self._quick_periods),
            timedelta(),
        )
