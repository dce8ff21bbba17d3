"""Delays after which the cloud lists events, which reads must look back. No I/O."""

from collections import deque
from collections.abc import Set as AbstractSet
from datetime import timedelta
from statistics import median, median_low, quantiles

# Events of a camera whose median is its typical delay: one odd event changes nothing.
TYPICAL_EVENTS = 5
RECENT_DELAYS = 200

SAFETY_FACTOR = 1.5
MIN_OVERLAP = timedelta(seconds=5)
# While no delay is known; a single one of a camera counts for no more than this.
DEFAULT_OVERLAP = timedelta(seconds=30)


class ListingDelays:
    """The delays of the latest events, and how far near reads must overlap for them."""

    def __init__(self) -> None:
        self._by_camera: dict[int, deque[timedelta]] = {}
        self._typical: dict[int, timedelta] = {}
        # In seconds.
        self._recent: deque[float] = deque(maxlen=RECENT_DELAYS)
        # None until it is computed, for all events of a read at once.
        self._overlap: timedelta | None = None

    def record(self, camera_id: int, delay: timedelta) -> None:
        """Record the delay of a new event."""
        # The clock of a camera may be ahead.
        delay = max(delay, timedelta())
        self._recent.append(delay.total_seconds())
        delays = self._by_camera.setdefault(camera_id, deque(maxlen=TYPICAL_EVENTS))
        delays.append(delay)
        typical = median_low(delays)
        if len(delays) == 1:
            typical = min(typical, DEFAULT_OVERLAP / SAFETY_FACTOR)
        self._typical[camera_id] = typical
        self._overlap = None

    def forget_except(self, camera_ids: AbstractSet[int]) -> None:
        """Forget cameras that are gone."""
        if gone := self._by_camera.keys() - camera_ids:
            for camera_id in gone:
                del self._by_camera[camera_id], self._typical[camera_id]
            self._overlap = None

    @property
    def overlap(self) -> timedelta:
        """How far near reads look back before the newest event."""
        if self._overlap is None:
            self._overlap = DEFAULT_OVERLAP
            if self._typical:
                longest = max(self._typical.values())
                self._overlap = max(MIN_OVERLAP, longest * SAFETY_FACTOR)
        return self._overlap

    @property
    def median(self) -> float | None:
        """The median of the latest delays in seconds."""
        return median(self._recent) if self._recent else None

    @property
    def percentile_95(self) -> float | None:
        """The delay in seconds that 95 % of the latest events do not exceed."""
        if len(self._recent) < 2:
            return self.median
        return quantiles(self._recent, n=20, method="inclusive")[-1]
