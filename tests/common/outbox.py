"""What tests of events that wait share."""

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.const import DOMAIN
from simulator import Cloud
from simulator.cloud import RecordedRequest

from ..conftest import CAMERA_ID, Pass, load
from .actions import CAMERA, get_response

WAITING = "sensor.front_door_unsent_events"
EVENTS = "/api/v2/storage/events/"


async def create_event(
    hass: HomeAssistant, number: int = 0, *, target: str = CAMERA, **data: Any
) -> dict[str, Any]:
    """Create an event that its number tells from others; return the answer."""
    data = {"event_type": "motion", "metadata": {"number": number}, **data}
    answers = await get_response(hass, "create_event", target=target, **data)
    answer: dict[str, Any] = answers[target]
    return answer


async def queue_events(hass: HomeAssistant, cloud: Cloud, *wanted: int) -> None:
    """Let events wait that surely did not arrive."""
    cloud.faults.rate_limit(1, retry_after=1, path=EVENTS)
    for number in wanted:
        assert (await create_event(hass, number))["status"] == "queued"


async def recover(cloud: Cloud, pass_time: Pass) -> None:
    """Let the cloud be well again, until it was noticed and doubts are settled."""
    cloud.faults.clear()
    await pass_time(61)
    await pass_time(31)


def numbers(cloud: Cloud, camera_id: int = CAMERA_ID) -> list[int]:
    """Return the numbers of the events in the order in which the cloud got them."""
    return [
        int(event.meta["number"])
        for event in cloud.events
        if event.camera_id == camera_id
    ]


def event_requests(cloud: Cloud, method: str = "POST") -> list[RecordedRequest]:
    """Return the creates that came, or the questions after one event."""
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


def get_issue(hass: HomeAssistant, entry: MockConfigEntry, notice: str) -> Any:
    return ir.async_get(hass).async_get_issue(DOMAIN, f"{notice}_{entry.entry_id}")


@dataclass(frozen=True, kw_only=True)
class Disk:
    """What is stored of an entry, as the next start will find it."""

    storage: dict[str, Any]
    entry: MockConfigEntry

    @property
    def file(self) -> str:
        """Return under which name events that wait are stored."""
        return f"{DOMAIN}.{self.entry.entry_id}.outbox"

    @property
    def outbox(self) -> dict[str, Any]:
        """Return what is stored of events that wait."""
        found: dict[str, Any] = self.storage[self.file]["data"]
        return found

    async def crash(self, hass: HomeAssistant) -> None:
        """Begin anew with what is on disk now, whatever is saved after this."""
        disk = deepcopy(self.storage)
        await hass.config_entries.async_unload(self.entry.entry_id)
        self.storage.clear()
        self.storage.update(disk)
        await load(hass, self.entry)


async def reload_entry(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """End an entry in good order and begin anew."""
    await hass.config_entries.async_unload(entry.entry_id)
    await load(hass, entry)
