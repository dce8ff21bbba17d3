"""Events that the house creates, each with a number, and what was said about each."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import inf
from types import MappingProxyType
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from .clock import world_time
from .observations import Line, StoredEvent

TAG = "press"

# What the action says, where the event then is, or will be, in the cloud.
_, QUEUED = SAID_DONE = ("created", "queued")
REFUSED = "refused"


@dataclass(slots=True, kw_only=True)
class Press:
    """A create: when, in world time, and what was said, None if nothing was."""

    number: int
    at: float
    # Number of the camera.
    camera: int = 0
    said: str | None = None


@dataclass(slots=True, kw_only=True)
class Presses:
    """Create events by the action, as a dashboard does, and record the responses."""

    presses: list[Press] = field(default_factory=list)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def press(self, hass: HomeAssistant | None, count: int) -> None:
        """Create some events at once; nothing happens while Home Assistant is down."""
        if hass is None or not hass.services.has_service("vxg", "create_event"):
            return
        cameras = sorted(
            state.entity_id
            for state in hass.states.async_all("camera")
            if state.entity_id.startswith("camera.camera_")
        )
        for _ in range(count if cameras else 0):
            number = len(self.presses)
            camera = cameras[number % len(cameras)]
            press = Press(
                number=number, at=world_time(), camera=int(camera.rpartition("_")[2])
            )
            self.presses.append(press)
            task = asyncio.create_task(self._create(hass, camera, press))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def finish(self) -> None:
        """Wait for all responses."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _create(self, hass: HomeAssistant, camera: str, press: Press) -> None:
        data: dict[str, Any] = {
            "entity_id": camera,
            "event_type": "motion",
            "metadata": {TAG: str(press.number)},
        }
        try:
            response = await hass.services.async_call(
                "vxg", "create_event", data, blocking=True, return_response=True
            )
        except HomeAssistantError:
            press.said = REFUSED
        else:
            result: Any = (response or {}).get(camera)
            press.said = result["status"] if result and result["success"] else REFUSED


def wrong_presses(
    presses: Iterable[Press],
    stored: Iterable[StoredEvent],
    lines: Iterable[Line],
    left: Mapping[int, float] = MappingProxyType({}),
) -> tuple[list[int], list[int]]:
    """Return the numbers of presses that were lost, and of those created twice.

    A press that was answered must be in the cloud once. A restored backup may have one
    that was sent since, and may lack one that was queued since. What was queued is
    refused once its camera has `left` the group, for the last time at that time.
    """
    created = [event for event in stored if TAG in event.meta and event.owed]
    counts = Counter(int(event.meta[TAG]) for event in created)
    # What the cloud forgot is sent again if its response was lost.
    present = Counter(
        int(event.meta[TAG]) for event in created if event.forgotten == inf
    )
    restored = max(
        (line["at"] for line in lines if line["kind"] == "restored"), default=0.0
    )
    lost = [
        press.number
        for press in presses
        if press.said in SAID_DONE
        and not counts[press.number]
        and not (
            press.said == QUEUED
            and press.at <= max(restored, left.get(press.camera, 0))
        )
    ]
    twice = [
        press.number
        for press in presses
        if present[press.number] > 1 and press.at > restored
    ]
    return lost, twice
