"""Tracking of objects that the cloud no longer lists."""

from collections.abc import Collection
from datetime import timedelta


class AbsenceTracker[KeyT]:
    """Count consecutive complete reads in which an object was missing."""

    def __init__(self, *, reads: int, min_duration: timedelta = timedelta()) -> None:
        """Initialize; gone is missing from `reads` reads, over `min_duration`."""
        self._reads = reads
        self._min_seconds = min_duration.total_seconds()
        self._missing: dict[KeyT, tuple[int, float]] = {}

    def update(
        self, known: Collection[KeyT], listed: Collection[KeyT], now: float
    ) -> set[KeyT]:
        """Record a complete read at monotonic `now`; return which `known` are gone."""
        removed = set()
        for key in known:
            if key in listed:
                self._missing.pop(key, None)
                continue
            count, since = self._missing.get(key, (0, now))
            self._missing[key] = (count + 1, since)
            if count + 1 >= self._reads and now - since >= self._min_seconds:
                del self._missing[key]
                removed.add(key)
        return removed
