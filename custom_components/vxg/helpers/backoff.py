"""Exponential back-off."""

from datetime import timedelta

from . import clocks

# Exceeds every maximum in use, and keeps the number small.
MAX_DOUBLINGS = 10


def exponential_delay(base: timedelta, failures: int, maximum: timedelta) -> timedelta:
    """Return `base`, doubled for each failure in a row, at most `maximum`."""
    return min(maximum, base * (1 << min(failures, MAX_DOUBLINGS)))


class Backoff:
    """The pause after failures in a row of one thing, which is nobody else's."""

    def __init__(self) -> None:
        """Initialize without a failure."""
        self.failures = 0
        self.error: Exception | None = None
        self._until = 0.0

    @property
    def is_over(self) -> bool:
        """Whether the thing may be tried again."""
        return not self.failures or clocks.monotonic() >= self._until

    @property
    def remaining(self) -> timedelta:
        """The time until it may be tried again."""
        return timedelta(seconds=max(0.0, self._until - clocks.monotonic()))

    def fail(self, error: Exception, base: timedelta, maximum: timedelta) -> None:
        """Record a failure, after which the pause is twice as long."""
        delay = exponential_delay(base, self.failures, maximum)
        self.failures += 1
        self.error = error
        self._until = clocks.monotonic() + delay.total_seconds()

    def extend(self, seconds: float) -> None:
        """Pause for at least so long, as when the cloud asks for it."""
        self._until = max(self._until, clocks.monotonic() + seconds)
