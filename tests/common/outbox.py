"""Helpers for tests of the outbox."""

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.const import DOMAIN
from simulator import Cloud, RecordedRequest

from ..conftest import CAMERA_ID, PassTime, load
from .actions import CAMERA, get_response

WAITING = "sensor.front_door_unsent_events"
EVENTS = "/api/v2/storage/events/"


async def create_event(
    hass: HomeAssistant, number: int = 0, *, target: str = CAMERA, **data: Any
) -> dict[str, Any]:
    """Create an event that is identified by its number; return the camera's result."""
    data = {"event_type": "motion", "metadata": {"number": number}, **data}
    response = await get_response(hass, "create_event", target=target, **data)
    result: dict[str, Any] = response[target]
    return result


async def queue_events(
    hass: HomeAssistant, cloud: Cloud, *numbers_to_queue: int
) -> None:
    """Queue events that certainly did not arrive."""
    cloud.faults.rate_limit(1, retry_after=1, path=EVENTS)
    for number in numbers_to_queue:
        assert (await create_event(hass, number))["status"] == "queued"


async def recover(cloud: Cloud, pass_time: PassTime) -> None:
    """Let the cloud recover, and wait until all events are sent."""
    cloud.faults.clear()
    await pass_time(61)
    await pass_time(31)


def numbers(cloud: Cloud, camera_id: int = CAMERA_ID) -> list[int]:
    """Return the numbers of the events in the order of their arrival."""
    return [
        int(event.meta["number"])
        for event in cloud.events
        if event.camera_id == camera_id
    ]


def event_requests(cloud: Cloud, method: str = "POST") -> list[RecordedRequest]:
    """Return the requests to create events; with `GET` those to look for an event."""
    return [
        request
        for request in cloud.requests
        if request.method == method
        and request.path == EVENTS
        and (method == "POST" or "events" in request.query)
    ]


def queued_count(hass: HomeAssistant, entity_id: str = WAITING) -> int:
    state = hass.states.get(entity_id)
    assert state is not None
    return int(state.state)


def get_issue(hass: HomeAssistant, entry: MockConfigEntry, issue: str) -> Any:
    return ir.async_get(hass).async_get_issue(DOMAIN, f"{issue}_{entry.entry_id}")


@dataclass(frozen=True, kw_only=True)
class Disk:
    """The stored data of an entry, as the next start loads it."""

    storage: dict[str, Any]
    entry: MockConfigEntry

    @property
    def file(self) -> str:
        """Name of the file of the queued events."""
        return f"{DOMAIN}.{self.entry.entry_id}.outbox"

    @property
    def outbox(self) -> dict[str, Any]:
        """Stored data of the queued events."""
        data: dict[str, Any] = self.storage[self.file]["data"]
        return data

    async def crash(self, hass: HomeAssistant) -> None:
        """Restart with the current files; discard everything that is saved later."""
        disk = deepcopy(self.storage)
        await hass.config_entries.async_unload(self.entry.entry_id)
        self.storage.clear()
        self.storage.update(disk)
        await load(hass, self.entry)


async def reload_entry(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Unload an entry and set it up again."""
    await hass.config_entries.async_unload(entry.entry_id)
    await load(hass, entry)
