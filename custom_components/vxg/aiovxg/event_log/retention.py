"""How long ids of events are remembered. No I/O, no clock."""

from datetime import datetime, timedelta

from .known_ranges import JUMP

# Cameras that were offline upload their events later: a sweep looks back this far at
# most. Ids are remembered as long, to recognize events that were delivered.
ID_RETENTION = timedelta(hours=24)

# Forgetting ids iterates over all of them: wait until it is worth it.
FORGET_STEP = timedelta(minutes=5)

# Above this the oldest ids are forgotten and sweeps look back less far. Ids inside the
# window of regular reads are always remembered.
MAX_REMEMBERED_IDS = 50_000


class IdRetention:
    """Decides from which time on ids are remembered."""

    def __init__(self) -> None:
        # Sweeps must not look back further, after ids were forgotten early.
        self.cutoff: datetime | None = None
        self._last_read: datetime | None = None
        self._forget_after: datetime | None = None

    def limit(self, start: datetime) -> datetime:
        """Return the start of a sweep, which may be later than it should."""
        return start if self.cutoff is None else max(start, self.cutoff)

    def record_read(self, now: datetime) -> None:
        """Retain all ids for a day after the server's clock jumped: it may jump back."""
        last = self._last_read
        if last is None or abs(now - last) > JUMP:
            self._forget_after = now + ID_RETENTION
        self._last_read = now

    def next_cutoff(
        self, count: int, floor: datetime, window_start: datetime, now: datetime
    ) -> datetime | None:
        """Return the time before which ids are to be forgotten now.

        There are `count` ids from `floor` on.
        """
        crowded = count > MAX_REMEMBERED_IDS
        if not crowded and self._forget_after is not None and now < self._forget_after:
            return None
        cutoff = window_start - ID_RETENTION
        if crowded:
            # One pass may not be enough, but each is short.
            cutoff = max(cutoff, floor + (window_start - floor) / 2)
        if cutoff < floor + FORGET_STEP:
            return None
        if crowded:
            self.cutoff = cutoff
        return cutoff
