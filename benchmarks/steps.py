"""Timing of the event loop: steps of the integration's code, and lag of the loop."""

import asyncio
from asyncio.events import Handle
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
import gc
import sys
from threading import get_ident
from time import perf_counter, thread_time
from types import CodeType, FunctionType, ModuleType
from typing import Any, Self
from unittest.mock import patch

TOOL_ID = sys.monitoring.PROFILER_ID
EVENTS = sys.monitoring.events
ENTER = EVENTS.PY_START | EVENTS.PY_RESUME
LEAVE = EVENTS.PY_RETURN | EVENTS.PY_YIELD
# Steps longer than this are counted, in seconds.
LONG_STEP = 0.005

# These two cannot be monitored for single functions.
ENTER_EVERYWHERE = EVENTS.PY_THROW
LEAVE_EVERYWHERE = EVENTS.PY_UNWIND


@dataclass(slots=True, kw_only=True)
class Step:
    """Time in seconds that one callback of the loop spent in the integration's code.

    `wall` is how long the loop was blocked; `cpu` excludes the time of other processes.
    """

    wall: float = 0
    cpu: float = 0
    where: str = ""


@dataclass(slots=True, kw_only=True)
class StepStatistics:
    """Longest steps by wall and by processor time, and how many exceed LONG_STEP.

    Garbage collection is counted apart (`gc_pause`, the longest in seconds): it happens
    in whatever code allocates next.
    """

    steps: int = 0
    gc_pause: float = 0
    wall: Step = field(default_factory=Step)
    cpu: Step = field(default_factory=Step)
    wall_over: int = 0
    cpu_over: Counter[str] = field(default_factory=Counter)


class StepTimer:
    """Time a package's code on the loop's thread, including everything that it calls.

    A step is the time of one callback of the loop in that code: nothing else of the
    loop can run meanwhile.
    """

    def __init__(self, package: str) -> None:
        self._package = package
        self._codes: set[CodeType] = set()
        self._thread = get_ident()
        self._depth = 0
        # Wall clock and processor time.
        self._started = (0.0, 0.0)
        self._gc_started = (0.0, 0.0)
        self._gc_time = (0.0, 0.0)
        self._step = Step()
        self._longest = 0.0
        run, close = vars(Handle)["_run"], self._close

        def timed(handle: Handle) -> None:
            run(handle)
            close()

        self._patch = patch.object(Handle, "_run", timed)
        self.stats = StepStatistics()

    def __enter__(self) -> Self:
        """Start timing the modules that are loaded."""
        self._codes = _codes(self._package)
        monitoring = sys.monitoring
        monitoring.use_tool_id(TOOL_ID, "steps")
        for event in (EVENTS.PY_START, EVENTS.PY_RESUME, EVENTS.PY_THROW):
            monitoring.register_callback(TOOL_ID, event, self._enter)
        for event in (EVENTS.PY_RETURN, EVENTS.PY_YIELD, EVENTS.PY_UNWIND):
            monitoring.register_callback(TOOL_ID, event, self._leave)
        for code in self._codes:
            monitoring.set_local_events(TOOL_ID, code, ENTER | LEAVE)
        monitoring.set_events(TOOL_ID, ENTER_EVERYWHERE | LEAVE_EVERYWHERE)
        gc.callbacks.append(self._collect)
        self._patch.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop timing."""
        self._patch.stop()
        gc.callbacks.remove(self._collect)
        sys.monitoring.set_events(TOOL_ID, 0)
        for code in self._codes:
            sys.monitoring.set_local_events(TOOL_ID, code, 0)
        sys.monitoring.free_tool_id(TOOL_ID)

    def _enter(self, code: CodeType, *_: object) -> None:
        if code not in self._codes or get_ident() != self._thread:
            return
        if self._depth == 0:
            self._started = _clocks()
            self._gc_time = (0.0, 0.0)
        self._depth += 1

    def _leave(self, code: CodeType, *_: object) -> None:
        # Functions that were running at the start were not entered.
        if code not in self._codes or get_ident() != self._thread or not self._depth:
            return
        self._depth -= 1
        if self._depth:
            return
        ended = _clocks()
        wall = ended[0] - self._started[0] - self._gc_time[0]
        self._step.wall += wall
        self._step.cpu += ended[1] - self._started[1] - self._gc_time[1]
        if wall >= self._longest:
            self._longest = wall
            self._step.where = code.co_qualname

    def _collect(self, phase: str, _info: dict[str, int]) -> None:
        if get_ident() != self._thread:
            return
        now = _clocks()
        if phase == "start":
            self._gc_started = now
            return
        wall, cpu = now[0] - self._gc_started[0], now[1] - self._gc_started[1]
        self._gc_time = (self._gc_time[0] + wall, self._gc_time[1] + cpu)
        self.stats.gc_pause = max(self.stats.gc_pause, wall)

    def _close(self) -> None:
        step = self._step
        if not step.wall:
            return
        stats = self.stats
        stats.steps += 1
        if step.wall > stats.wall.wall:
            stats.wall = step
        if step.cpu > stats.cpu.cpu:
            stats.cpu = step
        stats.wall_over += step.wall > LONG_STEP
        if step.cpu > LONG_STEP:
            stats.cpu_over[step.where] += 1
        self._step = Step()
        self._longest = 0


def _clocks() -> tuple[float, float]:
    return perf_counter(), thread_time()


class LoopLagMonitor:
    """Measure how late the loop wakes a sleeper, in seconds."""

    def __init__(self, interval: float = 0.01) -> None:
        self._interval = interval
        self._task: asyncio.Task[None] | None = None
        self.lags: list[float] = []

    async def __aenter__(self) -> Self:
        """Start measuring."""
        self._task = asyncio.create_task(self._measure())
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop measuring."""
        if self._task is not None:
            self._task.cancel()

    async def _measure(self) -> None:
        while True:
            before = perf_counter()
            await asyncio.sleep(self._interval)
            self.lags.append(max(0.0, perf_counter() - before - self._interval))


def _codes(package: str) -> set[CodeType]:
    """Return the code objects of a package's functions.

    The client is left out: only the integration calls it, and timing its small
    functions would take longer than running them.
    """
    return {
        code
        for name, module in list(sys.modules.items())
        if name.startswith(package) and not name.startswith(f"{package}.aiovxg")
        for code in _module_codes(module)
    }


def _module_codes(module: ModuleType) -> Iterator[CodeType]:
    waiting: list[Any] = list(vars(module).values())
    while waiting:
        item = waiting.pop()
        if isinstance(item, CodeType):
            # Methods that dataclasses generate have no line in the file.
            if item.co_filename == module.__file__:
                yield item
            waiting += item.co_consts
        elif isinstance(item, property):
            waiting.append(item.fget)
        elif isinstance(item, staticmethod | classmethod):
            waiting.append(item.__func__)
        elif getattr(item, "__module__", None) != module.__name__:
            continue
        elif isinstance(item, type):
            waiting += vars(item).values()
        elif isinstance(item, FunctionType):
            waiting.append(item.__code__)
