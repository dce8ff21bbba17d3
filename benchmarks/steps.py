"""How long the event loop is held: by each step of our own code, and by all there is."""

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

TOOL = sys.monitoring.PROFILER_ID
EVENTS = sys.monitoring.events
ENTER = EVENTS.PY_START | EVENTS.PY_RESUME
LEAVE = EVENTS.PY_RETURN | EVENTS.PY_YIELD
# Longer steps are counted; in seconds.
LIMIT = 0.005

# These two cannot be asked of single functions.
ENTER_EVERYWHERE = EVENTS.PY_THROW
LEAVE_EVERYWHERE = EVENTS.PY_UNWIND


@dataclass(slots=True, kw_only=True)
class Step:
    """What one run of a callback of the loop spent in our code, in seconds.

    `wall` is what the loop was held for; `cpu` leaves out what other processes took
    from us meanwhile.
    """

    wall: float = 0
    cpu: float = 0
    where: str = ""


@dataclass(slots=True, kw_only=True)
class Held:
    """The longest steps by wall clock and by processor time, and how many are over LIMIT.

    The interpreter's garbage collection is told apart (`collection`, in seconds):
    whoever happens to allocate memory next pays for everybody's.
    """

    steps: int = 0
    collection: float = 0
    wall: Step = field(default_factory=Step)
    cpu: Step = field(default_factory=Step)
    wall_over: int = 0
    cpu_over: Counter[str] = field(default_factory=Counter)


class Steps:
    """Times every stretch of our code on the loop's thread, with all that it calls.

    A step is what one callback of the loop spends in such stretches: nothing else of
    the loop can run meanwhile.
    """

    def __init__(self, package: str) -> None:
        """Watch the modules of a package that are loaded."""
        self._package = package
        self._codes: set[CodeType] = set()
        self._thread = get_ident()
        self._depth = 0
        # Wall clock and processor time.
        self._began = (0.0, 0.0)
        self._collection = (0.0, 0.0)
        self._collected = (0.0, 0.0)
        self._step = Step()
        self._longest = 0.0
        run, close = vars(Handle)["_run"], self._close

        def timed(handle: Handle) -> None:
            run(handle)
            close()

        self._patch = patch.object(Handle, "_run", timed)
        self.held = Held()

    def __enter__(self) -> Self:
        """Begin to time."""
        self._codes = _codes(self._package)
        monitoring = sys.monitoring
        monitoring.use_tool_id(TOOL, "steps")
        for event in (EVENTS.PY_START, EVENTS.PY_RESUME, EVENTS.PY_THROW):
            monitoring.register_callback(TOOL, event, self._enter)
        for event in (EVENTS.PY_RETURN, EVENTS.PY_YIELD, EVENTS.PY_UNWIND):
            monitoring.register_callback(TOOL, event, self._leave)
        for code in self._codes:
            monitoring.set_local_events(TOOL, code, ENTER | LEAVE)
        monitoring.set_events(TOOL, ENTER_EVERYWHERE | LEAVE_EVERYWHERE)
        gc.callbacks.append(self._collect)
        self._patch.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Time no more."""
        self._patch.stop()
        gc.callbacks.remove(self._collect)
        sys.monitoring.set_events(TOOL, 0)
        for code in self._codes:
            sys.monitoring.set_local_events(TOOL, code, 0)
        sys.monitoring.free_tool_id(TOOL)

    def _enter(self, code: CodeType, *_: object) -> None:
        if code not in self._codes or get_ident() != self._thread:
            return
        if self._depth == 0:
            self._began = _clocks()
            self._collected = (0.0, 0.0)
        self._depth += 1

    def _leave(self, code: CodeType, *_: object) -> None:
        # Those that were running when this began have no entry.
        if code not in self._codes or get_ident() != self._thread or not self._depth:
            return
        self._depth -= 1
        if self._depth:
            return
        ended = _clocks()
        wall = ended[0] - self._began[0] - self._collected[0]
        self._step.wall += wall
        self._step.cpu += ended[1] - self._began[1] - self._collected[1]
        if wall >= self._longest:
            self._longest = wall
            self._step.where = code.co_qualname

    def _collect(self, phase: str, _info: dict[str, int]) -> None:
        if get_ident() != self._thread:
            return
        now = _clocks()
        if phase == "start":
            self._collection = now
            return
        wall, cpu = now[0] - self._collection[0], now[1] - self._collection[1]
        self._collected = (self._collected[0] + wall, self._collected[1] + cpu)
        self.held.collection = max(self.held.collection, wall)

    def _close(self) -> None:
        step = self._step
        if not step.wall:
            return
        held = self.held
        held.steps += 1
        if step.wall > held.wall.wall:
            held.wall = step
        if step.cpu > held.cpu.cpu:
            held.cpu = step
        held.wall_over += step.wall > LIMIT
        if step.cpu > LIMIT:
            held.cpu_over[step.where] += 1
        self._step = Step()
        self._longest = 0


def _clocks() -> tuple[float, float]:
    return perf_counter(), thread_time()


class Lag:
    """How late the loop wakes a sleeper, in seconds, asked a hundred times a second."""

    def __init__(self, pause: float = 0.01) -> None:
        """Ask after each `pause`."""
        self._pause = pause
        self._task: asyncio.Task[None] | None = None
        self.lags: list[float] = []

    async def __aenter__(self) -> Self:
        """Begin to ask."""
        self._task = asyncio.create_task(self._ask())
        return self

    async def __aexit__(self, *_: object) -> None:
        """Ask no more."""
        if self._task is not None:
            self._task.cancel()

    async def _ask(self) -> None:
        while True:
            before = perf_counter()
            await asyncio.sleep(self._pause)
            self.lags.append(max(0.0, perf_counter() - before - self._pause))


def _codes(package: str) -> set[CodeType]:
    """Return the code of a package's functions that others may call.

    Nobody but ourselves calls the client, and its small functions would take longer to
    time than to run.
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
            # What dataclasses are given has no line in the file.
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
