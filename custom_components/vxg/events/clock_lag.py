"""Detection of cameras whose clock is behind."""

from collections import deque
from collections.abc import Mapping
from datetime import datetime, timedelta

# A camera's clock is wrong when so many late events in a row, found by several reads,
# lag by the same time.
MIN_LAGGING_EVENTS = 5
MIN_LAGGING_READS = 3
LAG_TOLERANCE = timedelta(seconds=30)


class ClockLagDetector:
    """Distinguishes a wrong clock from late events: its events all lag by the same time.

    An event was stored between two complete reads, so its lag is known within bounds.
    """

    def __init__(self, behind: Mapping[int, timedelta]) -> None:
        self._corrections = behind
        self._lags: dict[int, deque[tuple[timedelta, timedelta, datetime]]] = {}
        self._on_time_counts: dict[int, int] = {}

    def record_late(
        self, camera_id: int, time: datetime, before: datetime | None, now: datetime
    ) -> timedelta | None:
        """Record a late event that was not listed `before` and is `now`, by the cloud's clock.

        Returns the lag of the camera's clock once events in a row agree on it. `before`
        None stands for reads that were interrupted, which tell nothing.
        """
        self._on_time_counts.pop(camera_id, None)
        if before is None or now - before > 2 * LAG_TOLERANCE:
            self._lags.pop(camera_id, None)
            return None
        lags = self._lags.setdefault(camera_id, deque(maxlen=MIN_LAGGING_EVENTS))
        lags.append((before - time, now - time, now))
        # Events of one upload after an outage are found by one read.
        reads = {at for _, _, at in lags}
        if len(lags) < MIN_LAGGING_EVENTS or len(reads) < MIN_LAGGING_READS:
            return None
        low = max(low for low, _, _ in lags)
        high = min(high for _, high, _ in lags)
        if abs(high - low) > 2 * LAG_TOLERANCE:
            return None
        return low + (high - low) / 2

    def record_fresh(self, camera_id: int, time: datetime, now: datetime) -> bool:
        """Record an event that was not late, which ends the sequence.

        Returns whether a corrected clock is right again, on the word of events in a row.
        """
        self._lags.pop(camera_id, None)
        lag = self._corrections.get(camera_id)
        if lag is None:
            return False
        if now - time >= lag - 2 * LAG_TOLERANCE:
            self._on_time_counts.pop(camera_id, None)
            return False
        self._on_time_counts[camera_id] = self._on_time_counts.get(camera_id, 0) + 1
        return self._on_time_counts[camera_id] == MIN_LAGGING_EVENTS
