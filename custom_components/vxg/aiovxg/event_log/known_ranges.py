"""Ranges of time in which all events are known."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

# A clock may show a wrong time at first: only reads over this time show that a jump
# ahead of more than a day is an absence.
TRUSTED_AFTER = timedelta(minutes=10)
MAX_READ_STEP = timedelta(minutes=5)
DAY = timedelta(hours=24)
# The server's clock jumped if two reads are further apart than this.
JUMP = timedelta(hours=1)
MAX_OTHER_RANGES = 2

# Arithmetic with times near the ends of the calendar fails.
MIN_NOW = datetime(1971, 1, 1, tzinfo=UTC)
MAX_NOW = datetime(9998, 1, 1, tzinfo=UTC)


def bounded(now: datetime) -> datetime:
    """Return a time that is far enough from the ends of the calendar."""
    return min(max(now, MIN_NOW), MAX_NOW)


@dataclass(slots=True, kw_only=True)
class KnownRange:
    """A range of time, from `floor` on, in which all events are known."""

    floor: datetime
    # Times of the newest event, and of the newest one at the last complete read.
    newest: datetime
    read_up_to: datetime
    # End of the time that complete reads covered.
    end: datetime
    # The server's time at the last complete read, and for how long there were reads.
    last_read: datetime
    read_for: timedelta = timedelta()
    # The same since the server's clock jumped last, and the last read after a while.
    steady_for: timedelta = timedelta()
    trusted_read: datetime | None = None

    @classmethod
    def starting(cls, floor: datetime, now: datetime, end: datetime) -> Self:
        """Return the range of a first read at `now`, of the time until `end`."""
        return cls(floor=floor, newest=now, read_up_to=now, end=end, last_read=now)

    @classmethod
    def trusted(cls, floor: datetime, now: datetime, end: datetime) -> Self:
        """Return a range that was read for a while, last at `now`."""
        known = cls.starting(floor, now, end)
        known.read_for = known.steady_for = TRUSTED_AFTER
        known.trusted_read = now
        return known

    @property
    def watermark(self) -> datetime:
        """Time up to which all events were read.

        It is not after the last read, unless the server's clock was set back far: then it
        is not after the last one with a clock that was steady for a while. Times that a
        clock showed only for a moment do not count.
        """
        limit = self.last_read
        if self.read_up_to - DAY > limit and self.trusted_read is not None:
            limit = max(limit, self.trusted_read)
        return min(self.read_up_to, limit)

    @property
    def lasting_watermark(self) -> datetime:
        """The watermark to continue with after a restart.

        If the server's clock is far ahead only since a moment ago, it may jump back.
        """
        watermark, trusted = self.watermark, self.trusted_read
        if trusted is None or self.steady_for >= TRUSTED_AFTER:
            return watermark
        return trusted if watermark - trusted > DAY else watermark

    @property
    def is_trusted(self) -> bool:
        """Whether it was read for a while."""
        return self.read_for >= TRUSTED_AFTER

    def finish_read(self, floor: datetime, end: datetime, now: datetime) -> None:
        """Extend the range by a complete read."""
        self.floor = min(self.floor, floor)
        self.end = max(self.end, end)
        step = now - self.last_read
        counted = min(max(step, timedelta()), MAX_READ_STEP)
        self.read_for += counted
        self.steady_for = timedelta() if abs(step) > JUMP else self.steady_for + counted
        self.last_read = now
        if self.steady_for >= TRUSTED_AFTER:
            self.trusted_read = max(now, self.trusted_read or now)
        self.read_up_to = self.newest

    def absorb(self, other: KnownRange) -> None:
        """Continue another range, too, whose start a complete read covered."""
        self.newest = max(self.newest, other.newest)
        self.read_up_to = max(self.read_up_to, other.read_up_to)
        self.end = max(self.end, other.end)
        self.read_for = max(self.read_for, other.read_for)
        if other.trusted_read is not None:
            self.trusted_read = max(
                other.trusted_read, self.trusted_read or other.trusted_read
            )

    def continues_at(self, now: datetime) -> bool:
        """Return whether a read at `now` continues this range, if after an absence."""
        return self.floor <= now and (now - self.last_read <= DAY or self.is_trusted)


class KnownRanges:
    """The ranges of time in which all events are known; the last one is in use.

    One is enough, unless the server's clock jumps to a time that no read reached.
    """

    def __init__(self) -> None:
        self._ranges: list[KnownRange] = []

    @property
    def current(self) -> KnownRange | None:
        """The range of the last complete read."""
        return self._ranges[-1] if self._ranges else None

    @property
    def lasting(self) -> KnownRange | None:
        """The range to continue with after a restart.

        It is the latest one: after an earlier one, all events since would be new. If the
        clock does not return for a day, it is the one in use. If none was read for long,
        it is the one that was read the longest.
        """
        if (current := self.current) is not None and current.read_for >= DAY:
            return current
        if trusted := [known for known in self._ranges if known.is_trusted]:
            return max(trusted, key=lambda known: known.floor)
        return max(self._ranges, key=lambda known: known.read_for, default=None)

    def at(self, now: datetime, end: datetime) -> KnownRange | None:
        """Return the range that a read at `now` of the time until `end` reaches."""
        if before := [known for known in self._ranges if known.continues_at(now)]:
            return max(before, key=lambda known: known.floor)
        after = [known for known in self._ranges if now < known.floor <= end]
        return min(after, key=lambda known: known.floor, default=None)

    def is_new(self, time: datetime, known: KnownRange) -> bool:
        """Return whether an unknown event of a time is new, not from before the log.

        A time that no read covered yet, between two ranges, may be long ago.
        """
        return time >= known.floor and (
            time <= known.end or all(other.floor <= time for other in self._ranges)
        )

    def use(self, current: KnownRange, end: datetime) -> None:
        """Use a range from now on; absorb those that its read until `end` covered."""
        others = []
        for known in self._ranges:
            if known is current:
                continue
            if current.floor <= known.floor <= end:
                current.absorb(known)
            else:
                others.append(known)
        others.sort(key=lambda known: known.read_for)
        self._ranges = [*others[-MAX_OTHER_RANGES:], current]

    def drop_before(self, time: datetime) -> None:
        """Drop the ranges that begin before a time."""
        self._ranges = [known for known in self._ranges if known.floor >= time]
