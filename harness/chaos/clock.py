"""A clock that runs faster than real time, and that can be set, or stand still.

Nothing is frozen or stubbed: the event loop runs on real sockets, and the constants of
the integration are as shipped. Only Python's clocks and the loop's timeouts are faster.

While other work keeps the machine busy, the clock of this process waits for it: what
counts is how long its event loop computed, and how long it wanted to wait.

The world's time (`world_time`) belongs to the cloud, the plan and the verdict. Home
Assistant has the house's clock, which may be set, and the monotonic clock of its
machine, which may stand still while the world goes on.
"""

import asyncio
from collections.abc import Iterator
import contextlib
from datetime import UTC, datetime, tzinfo
import selectors
import threading
import time
from typing import Any, override

# The originals, before `install` replaces them.
_real_time = time.time
_real_monotonic = time.monotonic
_real_clock_gettime = time.clock_gettime
# The clock that was installed in this process.
_installed: list[FastClock] = []


def world_time() -> float:
    """Return the Unix seconds of the world, which nobody sets."""
    return _installed[-1].world_time() if _installed else _real_time()


class FastClock:
    """Clock that runs `factor` times as fast as real time from now on."""

    def __init__(self, factor: float) -> None:
        self.factor = factor
        # How far the house's clock is ahead of the world, in seconds.
        self.house_offset = 0.0
        # The clock of the processor time of the event loop's thread, once installed, and
        # the real seconds that the loop waited.
        self._cpu_clock: int | None = None
        self.waited = 0.0
        self._real = _real_monotonic()
        self._fast = self._real
        self._skipped = self._stood_still = 0.0
        self._epoch = _real_time() - self._real

    def monotonic(self) -> float:
        """Return seconds, as `time.monotonic` does."""
        return self._fast + (self._own_time() - self._real) * self.factor

    def world_time(self) -> float:
        """Return the Unix seconds of the world, which nobody sets."""
        return self._epoch + self.monotonic()

    def running_time(self) -> float:
        """Return the seconds in which the machine ran, by which a plan is executed."""
        return self.world_time() - self._skipped

    def time(self) -> float:
        """Return the Unix seconds of the house, as `time.time` does."""
        return self.world_time() + self.house_offset

    @contextlib.contextmanager
    def at_normal_speed(self) -> Iterator[None]:
        """Run in real time meanwhile, as a start takes processor time."""
        factor = self.factor
        self._set(1)
        try:
            yield
        finally:
            self._set(factor)

    def advance(self, seconds: float, *, monotonic: bool = True) -> None:
        """Jump ahead: all clocks, or all but the monotonic one.

        A suspended process sees the first, a virtual machine that is paused and then
        given the right time the second.
        """
        self._skipped += seconds
        if monotonic:
            self._fast += seconds
        else:
            self._epoch += seconds
            self._stood_still += seconds

    def _clock_gettime(self, clock_id: int) -> float:
        """Return the seconds of a clock of the machine."""
        if clock_id == time.CLOCK_REALTIME:
            return self.time()
        if clock_id == time.CLOCK_BOOTTIME:
            return self.monotonic() + self._stood_still
        return self.monotonic()

    def _own_time(self) -> float:
        """Return the real seconds for which this process was at work, or waited."""
        if self._cpu_clock is None:
            return _real_monotonic()
        return _real_clock_gettime(self._cpu_clock) + self.waited

    def _set(self, factor: float) -> None:
        self._fast, self._real = self.monotonic(), self._own_time()
        self.factor = factor

    def install(self) -> None:
        """Replace Python's clocks. Must be called before Home Assistant is imported.

        The event loop must run in the thread that calls it.
        """
        self._fast = self.monotonic()
        self._cpu_clock = time.pthread_getcpuclockid(threading.get_ident())
        self._real = self._own_time()
        _installed.append(self)
        time.time = self.time
        time.monotonic = self.monotonic
        time.clock_gettime = self._clock_gettime
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
        started = _real_monotonic()
        ready = super().select(timeout)
        waited = _real_monotonic() - started
        self._clock.waited += waited if timeout is None else min(waited, timeout)
        return ready
