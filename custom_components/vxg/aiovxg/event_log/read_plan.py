"""Decision how far back reads look, and when. No I/O, no clock."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

# The cloud lists events seconds after their time, and times may be equal: full reads
# look back this much further than the maximum age of a fresh event. It is at least the
# interval between them: an event that is listed while it is fresh is in one of them.
OVERLAP = timedelta(seconds=30)
MAX_FULL_READ_INTERVAL = timedelta(seconds=30)


def full_read_interval(max_age: timedelta) -> timedelta:
    """Return the longest interval between full reads."""
    return min(MAX_FULL_READ_INTERVAL, max_age / 4)


class ReadWindow(NamedTuple):
    """The time range of a read; a full one covers all events that may be fresh."""

    start: datetime
    end: datetime
    is_full: bool


class ReadPlan:
    """How far back full reads look, and when one is due.

    They look back less far while lists are longer than one page.
    """

    def __init__(self, max_age: timedelta) -> None:
        self.look_back = self.full_look_back = max_age + OVERLAP
        self._interval = full_read_interval(max_age)
        self._page_size: int | None = None
        self._last_full: datetime | None = None

    @property
    def is_crowded(self) -> bool:
        """Whether reads look back less far, so that they fit on one page."""
        return self.look_back < self.full_look_back

    def is_full_due(
        self, last_full: datetime | None, now: datetime, interval: timedelta | None
    ) -> bool:
        """Return whether a read must be full, as the next one would be too late for it.

        The next one is `interval` after this one, or at an unknown time.
        """
        if last_full is None or interval is None or now < last_full:
            return True
        return now - last_full > self._interval - interval

    def is_next_full(self, now: datetime, interval: timedelta | None) -> bool:
        """Return whether a read of all cameras must be full."""
        return self.is_full_due(self._last_full, now, interval)

    def interrupt(self) -> None:
        """Make the next read of all cameras full."""
        self._last_full = None

    def finish_read(
        self, now: datetime, page_sizes: Sequence[int], *, is_full: bool
    ) -> None:
        """Record a complete read, and adapt how far reads look back to its pages."""
        if is_full:
            self._last_full = now
        if len(page_sizes) > 1:
            self._page_size = max(page_sizes)
            self.look_back = max(OVERLAP, self.look_back / 2)
        elif is_full and self._page_size and sum(page_sizes) * 4 <= self._page_size:
            self.look_back = min(self.full_look_back, self.look_back * 2)
