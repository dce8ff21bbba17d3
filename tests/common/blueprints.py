"""Helpers for tests of blueprints."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakSet

from homeassistant.core import HomeAssistant

from .documented import ROOT, Kind, examples

FOLDER = ROOT / "blueprints" / "automation" / "vxg"
# By the path that an import puts a blueprint to.
USES: dict[str, dict[str, Any]] = {
    example.data["use_blueprint"]["path"]: example.data
    for example in examples()
    if example.kind is Kind.BLUEPRINT
}
YARD = 310246

type Use = Callable[..., Awaitable[None]]


# Tasks that wait for something that a test lets happen later.
PATIENT: WeakSet[asyncio.Future[Any]] = WeakSet()


def is_automation(task: asyncio.Future[Any]) -> bool:
    """Tell whether a task is a run of an automation, which may be in a delay."""
    if task in PATIENT:
        return True
    coro = task.get_coro() if isinstance(task, asyncio.Task) else None
    name = str(getattr(coro, "__qualname__", ""))
    return "trigger" in name or name.startswith("Script.")


def running(hass: HomeAssistant) -> set[asyncio.Future[Any]]:
    return {task for task in hass._tasks | hass._background_tasks if not task.done()}


async def until(ready: Callable[[], bool]) -> None:
    """Let automations go on until something is done, which must be soon."""
    for _ in range(10_000):
        if ready():
            return
        await asyncio.sleep(0)
    raise AssertionError
