"""How many requests were sent in the last hour, to the minute; how long answers take."""

from time import monotonic

SECONDS_PER_BUCKET = 60
BUCKETS = 60


class RequestMeter:
    """Counts in one bucket a minute, so that it costs nothing whatever the rate."""

    def __init__(self) -> None:
        """Begin with nothing sent."""
        self._buckets: dict[int, int] = {}
        # Seconds that the newest answer took; None before the first one.
        self.response_time: float | None = None

    def record(self) -> None:
        """Count one request."""
        minute = int(monotonic() // SECONDS_PER_BUCKET)
        if minute not in self._buckets:
            self._drop(minute)
            self._buckets[minute] = 0
        self._buckets[minute] += 1

    def last_hour(self) -> int:
        """Return how many requests were counted in the last hour."""
        self._drop(int(monotonic() // SECONDS_PER_BUCKET))
        return sum(self._buckets.values())

    def _drop(self, minute: int) -> None:
        for old in [at for at in self._buckets if at <= minute - BUCKETS]:
            del self._buckets[old]
