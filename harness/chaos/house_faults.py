"""Kinds of faults of the house: its clock, its machine, its disk, and foreign code.

They are independent of the incidents of the cloud, so that both occur together.
"""

import builtins
from collections.abc import Callable, Iterator
import contextlib
from dataclasses import dataclass, field
import errno
from functools import wraps
import os
from random import Random
from typing import Any

from custom_components.vxg.aiovxg import EventLog, VxgClient

from .clock import FastClock
from .observations import Line

DAY = 86_400.0

# How far the house's clock may be set, in seconds.
HOUSE_CLOCK = (-3 * DAY, 8 * DAY)

# The longest time for which the machine stands still, in seconds.
MAX_STANDSTILL = 3600.0

# A shorter one than the first is not noticed, a longer one than the second is.
UNNOTICED = (20.0, 60.0)

# A standstill is executed in this many steps, in which events arrive.
STANDSTILL_STEPS = 4

# Share of the calls that a foreign error meets.
ERROR_SHARE = 0.3

STORED_FILE = f".storage{os.sep}vxg."


class ForeignError(RuntimeError):
    """An error that nobody expects."""


@dataclass(slots=True, kw_only=True)
class HouseFaults:
    """Start faults of the house; each returns a function that ends it.

    `arrive` stores an event in the cloud, `press` has the house create some. `standstills` has start
    and end of each time in which the machine stood still, `unnoticed` of short ones.
    """

    clock: FastClock
    arrive: Callable[[], None]
    press: Callable[[int], None]
    emit: Callable[[Line], None]
    standstills: list[tuple[float, float]] = field(default_factory=list)
    unnoticed: list[tuple[float, float]] = field(default_factory=list)

    def start(self, kind: str, size: float) -> Callable[[], None]:
        """Start a fault, and return a function that ends it."""
        stack = contextlib.ExitStack()
        if kind == "clock_set":
            self.clock.house_offset = house_offset(size)
        elif kind == "suspended":
            self._stand_still(size, monotonic=True)
        elif kind == "paused":
            self._stand_still(size, monotonic=False)
        elif kind == "paused_unset":
            # The house's clock stands still, too, and nobody sets it right.
            before = self.clock.world_time()
            self._stand_still(size, monotonic=False)
            self.clock.house_offset -= self.clock.world_time() - before
        elif kind == "disk_full":
            stack.enter_context(self._failing_disk(errno.ENOSPC))
        elif kind == "disk_broken":
            stack.enter_context(self._failing_disk(errno.EIO))
        elif kind == "foreign_error":
            stack.enter_context(foreign_errors(Random(size)))
        elif kind == "presses":
            self.press(1 + int(size * 20))
        else:
            raise ValueError(kind)
        return stack.close

    @contextlib.contextmanager
    def _failing_disk(self, number: int) -> Iterator[None]:
        self._emit_disk(failing=True)
        with failing_files(number, saves=True):
            yield
        self._emit_disk(failing=False)

    def _emit_disk(self, *, failing: bool) -> None:
        self.emit({"kind": "disk", "at": self.clock.world_time(), "failing": failing})

    def _stand_still(self, size: float, *, monotonic: bool) -> None:
        start = self.clock.world_time()
        seconds = MAX_STANDSTILL * size**3
        if UNNOTICED[0] < seconds < UNNOTICED[1]:
            seconds = UNNOTICED[size > 0.22]
        for _ in range(STANDSTILL_STEPS):
            self.clock.advance(seconds / STANDSTILL_STEPS, monotonic=monotonic)
            self.arrive()
        noticed = seconds > UNNOTICED[0]
        standstills = self.standstills if noticed else self.unnoticed
        standstills.append((start, self.clock.world_time()))


# Faults without a duration, and those with one.
STEPS = ("clock_set", "suspended", "paused", "paused_unset", "presses")
LASTING = ("disk_full", "disk_broken", "foreign_error")
HOUSE_FAULTS = STEPS + LASTING

# How often each occurs, relative to the others.
WEIGHTS = {
    "clock_set": 3,
    "suspended": 1,
    "paused": 1,
    "paused_unset": 1,
    "presses": 3,
    "disk_full": 3,
    "disk_broken": 1,
    "foreign_error": 1,
}


def house_offset(size: float) -> float:
    """Return how far the house's clock is ahead, in seconds: right in a third."""
    if size < 1 / 3:
        return 0.0
    low, high = HOUSE_CLOCK
    share = (size - 1 / 3) * 1.5 - 0.5
    # Minutes are as likely as days.
    return (high if share > 0 else -low) * 8 * share**3


@contextlib.contextmanager
def failing_files(
    number: int, *, saves: bool = False, loads: bool = False
) -> Iterator[None]:
    """Let saves or loads of the integration's files fail with an error number."""
    replace, open_file = os.replace, builtins.open

    def fail() -> None:
        raise OSError(number, os.strerror(number))

    @wraps(replace)
    def failing_replace(source: Any, target: Any, **options: Any) -> None:
        if saves and STORED_FILE in str(target):
            fail()
        replace(source, target, **options)

    @wraps(open_file)
    def failing_open(file: Any, mode: str = "r", *args: Any, **options: Any) -> Any:
        if STORED_FILE in str(file) and (loads if "r" in mode else saves):
            fail()
        return open_file(file, mode, *args, **options)

    os.replace = failing_replace  # type: ignore[assignment]
    builtins.open = failing_open
    try:
        yield
    finally:
        os.replace, builtins.open = replace, open_file


@contextlib.contextmanager
def foreign_errors(rng: Random) -> Iterator[None]:
    """Let some calls inside the integration raise an error that nobody expects."""
    owners: tuple[tuple[Any, str], ...] = (
        *((VxgClient, name) for name in ("event_pages", "cameras", "event_types")),
        (VxgClient, "create_event"),
        (EventLog, "select_new"),
    )
    originals = [(owner, name, getattr(owner, name)) for owner, name in owners]

    def raising(call: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(call)
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            if rng.random() < ERROR_SHARE:
                raise ForeignError("Foreign error")
            return call(*args, **kwargs)

        return wrapped

    for owner, name, original in originals:
        setattr(owner, name, raising(original))
    try:
        yield
    finally:
        for owner, name, original in originals:
            setattr(owner, name, original)
