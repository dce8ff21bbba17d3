"""A clock that runs faster than real time.

Nothing is frozen or stubbed: the event loop runs on real sockets, and the constants of
the integration are as shipped. Only Python's clocks and the loop's timeouts are faster.
"""

import asyncio
from collections.abc import Iterator
import contextlib
from datetime import UTC, datetime, tzinfo
import selectors
import time
from typing import Any, override

# The originals, before `install` replaces them.
_real_time = time.time
_real_monotonic = time.monotonic


class FastClock:
    """Clock that runs `factor` times as fast as real time from now on."""

    def __init__(self, factor: float) -> None:
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
        """Run in real time meanwhile, as a start takes processor time."""
        factor = self.factor
        self._set(1)
        try:
            yield
        finally:
            self._set(factor)

    def advance(self, seconds: float) -> None:
        """Jump ahead."""
        self._fast += seconds

    def _set(self, factor: float) -> None:
        self._fast, self._real = self.monotonic(), _real_monotonic()
        self.factor = factor

    def install(self) -> None:
        """Replace Python's clocks. Must be called before Home Assistant is imported."""
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
        """Return an event loop whose timeouts follow this clock."""
        return asyncio.SelectorEventLoop(_FastSelector(self))


class _FastSelector(selectors.DefaultSelector):
    """Selector that converts the loop's timeouts to real time."""

    def __init__(self, clock: FastClock) -> None:
        super().__init__()
        self._clock = clock

    @override
    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is not None and timeout > 0:
            timeout /= self._clock.factor
        return super().select(timeout)
