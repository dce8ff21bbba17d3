"""Number of requests in the last hour, to the minute, and the response time.

The only module of the client that reads a clock, a monotonic one.
"""

from time import monotonic

SECONDS_PER_BUCKET = 60
BUCKETS = 60


class RequestMeter:
    """Count requests in one bucket a minute, so that memory is bounded."""

    def __init__(self) -> None:
        self._buckets: dict[int, int] = {}
        # Seconds the latest response took; None before the first one.
        self.response_time: float | None = None

    def record(self) -> float:
        """Count a request, and return when it started."""
        started = monotonic()
        minute = int(started // SECONDS_PER_BUCKET)
        if minute not in self._buckets:
            self._drop_old(minute)
            self._buckets[minute] = 0
        self._buckets[minute] += 1
        return started

    def elapsed(self, started: float) -> float:
        """Return the seconds since a request started."""
        return monotonic() - started

    def last_hour(self) -> int:
        """Return the number of requests in the last hour."""
        self._drop_old(int(monotonic() // SECONDS_PER_BUCKET))
        return sum(self._buckets.values())

    def _drop_old(self, minute: int) -> None:
        for old in [key for key in self._buckets if key <= minute - BUCKETS]:
            del self._buckets[old]
