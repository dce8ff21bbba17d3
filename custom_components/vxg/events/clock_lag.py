"""Detection of cameras whose clock is behind or ahead."""

from collections import deque
from collections.abc import Mapping
from datetime import datetime, timedelta

# A camera's clock is behind if this many late events in a row lag by the same time, and
# ahead if as many are from the same time ahead.
# They must come from several reads: events of one upload after an outage lag alike.
MIN_LAGGING_EVENTS = 5
MIN_LAGGING_READS = 3
# Sweeps find late events at least this often, while there are any.
MAX_READ_DISTANCE = timedelta(seconds=90)
LAG_TOLERANCE = timedelta(seconds=30)


def is_ahead(time: datetime, now: datetime) -> bool:
    """Return whether an event that was listed at `now` is surely from the future."""
    return time - now > LAG_TOLERANCE


class ClockLagDetector:
    """Detects clocks that are wrong: their events all lag by the same time.

    An event was stored between two complete reads, which are the bounds of its lag.
    """

    def __init__(self, corrections: Mapping[int, timedelta]) -> None:
        self._corrections = corrections
        self._lags: dict[int, deque[tuple[timedelta, timedelta, datetime]]] = {}
        self._on_time_counts: dict[int, int] = {}

    def record_wrong(
        self, camera_id: int, time: datetime, unlisted: datetime | None, now: datetime
    ) -> timedelta | None:
        """Record a late event, or one from the future.

        Returns the lag of the camera's clock once it is known, negative if it is ahead.

        A read at `unlisted` did not list the event, one at `now` did, by the cloud's
        clock. `unlisted` is None if no read looked for it lately.
        """
        self._on_time_counts.pop(camera_id, None)
        if unlisted is None or now - unlisted > MAX_READ_DISTANCE:
            self._lags.pop(camera_id, None)
            return None
        lags = self._lags.setdefault(camera_id, deque(maxlen=MIN_LAGGING_EVENTS))
        lags.append((unlisted - time, now - time, now))
        reads = {at for _, _, at in lags}
        if len(lags) < MIN_LAGGING_EVENTS or len(reads) < MIN_LAGGING_READS:
            return None
        low = max(low for low, _, _ in lags)
        high = min(high for _, high, _ in lags)
        if abs(high - low) > 2 * LAG_TOLERANCE:
            return None
        return low + (high - low) / 2

    def record_fresh(self, camera_id: int, time: datetime, now: datetime) -> bool:
        """Record an event that is not late, which ends a sequence of late ones.

        It does not end a sequence of events from the future if it is another one.

        Returns whether a clock needs no correction any more, once several events in a
        row have shown it.
        """
        if not is_ahead(time, now):
            self._lags.pop(camera_id, None)
        lag = self._corrections.get(camera_id)
        if lag is None:
            return False
        if now - time >= lag - 2 * LAG_TOLERANCE:
            self._on_time_counts.pop(camera_id, None)
            return False
        self._on_time_counts[camera_id] = self._on_time_counts.get(camera_id, 0) + 1
        return self._on_time_counts[camera_id] == MIN_LAGGING_EVENTS
