"""A clock that runs faster than the real one, so that an hour of chaos takes minutes.

Nothing is frozen and nothing is stubbed: the event loop is the usual one on real
sockets, and every number of the integration stays as it is shipped. Only time itself,
as Python tells it and as the loop waits for it, runs faster.
"""

import asyncio
from collections.abc import Iterator
import contextlib
from datetime import UTC, datetime, tzinfo
import selectors
import time
from typing import Any, override

# The real ones, kept before anybody is told otherwise.
_real_time = time.time
_real_monotonic = time.monotonic


class FastClock:
    """Time that runs `factor` times faster from now on; 1 is as real."""

    def __init__(self, factor: float) -> None:
        """Begin at the real time."""
        self.factor = factor
        self._real = _real_monotonic()
        self._fast = self._real
        self._epoch = _real_time() - self._real

    def monotonic(self) -> float:
        """Return seconds, as `time.monotonic` does."""
        return self._fast + (_real_monotonic() - self._real) * self.factor

    def time(self) -> float:
        """Return Unix seconds, as `time.time` does."""
        return self._epoch + self.monotonic()

    @contextlib.contextmanager
    def at_normal_speed(self) -> Iterator[None]:
        """Run as real meanwhile: Home Assistant's start is work, not waiting."""
        factor = self.factor
        self._set(1)
        try:
            yield
        finally:
            self._set(factor)

    def advance(self, seconds: float) -> None:
        """Let so much time have passed all at once."""
        self._fast += seconds

    def _set(self, factor: float) -> None:
        self._fast, self._real = self.monotonic(), _real_monotonic()
        self.factor = factor

    def install(self) -> None:
        """Let this process live by this clock. Call it before Home Assistant is imported."""
        time.time = self.time
        time.monotonic = self.monotonic
        from homeassistant.util import dt as dt_util

        def utcnow() -> datetime:
            return datetime.fromtimestamp(time.time(), UTC)

        def now(zone: tzinfo | None = None) -> datetime:
            return utcnow().astimezone(zone or dt_util.get_default_time_zone())

        dt_util.utcnow = utcnow  # type: ignore[assignment]
        dt_util.now = now  # type: ignore[assignment]

    def make_loop(self) -> asyncio.AbstractEventLoop:
        """Return an event loop that waits by this clock."""
        return asyncio.SelectorEventLoop(_FastSelector(self))


class _FastSelector(selectors.DefaultSelector):
    """Waits as long as the loop means, which counts in fast seconds."""

    def __init__(self, clock: FastClock) -> None:
        super().__init__()
        self._clock = clock

    @override
    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is not None and timeout > 0:
            timeout /= self._clock.factor
        return super().select(timeout)
