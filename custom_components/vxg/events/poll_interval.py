"""How often the cloud is asked: as set, quicker for a while after something happened."""

from collections import deque
from datetime import datetime, timedelta

# After a fresh event more may follow: the poll is quick for a while, where the interval
# is short anyway and the quota allows it (a quarter of any hour).
QUICK_INTERVAL = timedelta(seconds=1)
QUICK_SPAN = timedelta(seconds=30)
QUICK_LIMIT = timedelta(seconds=5)
QUICK_WINDOW = timedelta(hours=1)
QUICK_SHARE = QUICK_WINDOW / 4


class Pace:
    """The pause between polls. What happens seldom comes alone: more may follow soon."""

    def __init__(self, interval: timedelta) -> None:
        """Ask every `interval` in quiet times."""
        self.interval = interval
        # Spans of quick pace in the last hour, oldest first; they never overlap.
        self._spans: deque[tuple[datetime, datetime]] = deque()

    def note_event(self, now: datetime) -> None:
        """Be quick for a while, unless that was so for a quarter of the hour."""
        if not QUICK_INTERVAL < self.interval <= QUICK_LIMIT:
            return
        end = now + min(QUICK_SPAN, QUICK_SHARE - self._spent(now))
        if self._spans and self._spans[-1][1] >= now:
            start, before = self._spans.pop()
            self._spans.append((start, max(before, end)))
        elif end > now:
            self._spans.append((now, end))

    def at(self, now: datetime) -> timedelta:
        """Return the pause after a poll at `now`."""
        quick = bool(self._spans) and self._spans[-1][1] > now
        return QUICK_INTERVAL if quick else self.interval

    def _spent(self, now: datetime) -> timedelta:
        """Return how much of the last hour was quick until now."""
        since = now - QUICK_WINDOW
        while self._spans and self._spans[0][1] <= since:
            self._spans.popleft()
        return sum(
            (min(end, now) - max(start, since) for start, end in self._spans),
            timedelta(),
        )
