"""Test that requests, state writes and listener calls do not grow with the number of cameras."""

from collections import Counter
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

from homeassistant.const import EVENT_STATE_REPORTED
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity import Entity
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)

from custom_components.vxg.binary_sensor import EventTypeSensor
from custom_components.vxg.event import CameraEventEntity
from custom_components.vxg.sensor import EventDelaySensor, LastEventSensor
from simulator import Cloud, CloudServer

from .conftest import PassTime, make_entry, set_up

GARDEN = 1007
# Events of this type have no image, so no reads follow.
TYPE = "net"

EVENTS = "event.garden_events"
LAST_EVENT = "sensor.garden_last_event"


@pytest.fixture
def cloud() -> Cloud:
    """Return a cloud with one camera."""
    cloud = Cloud()
    cloud.add_camera(GARDEN, "Garden")
    return cloud


@pytest.fixture
async def grow(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> Callable[[int], Any]:
    """Return a function that loads an entry of a number of cameras, and waits until it is idle."""

    async def load(count: int) -> MockConfigEntry:
        for number in range(1, count):
            cloud.add_camera(2000 + number, f"Camera {number}")
        entry = make_entry(
            cloud, server, token=cloud.group_token(), unique_id="group", title="Cloud"
        )
        await set_up(hass, entry)
        await pass_time(62)
        await pass_time(2)
        cloud.requests.clear()
        return entry

    return load


def writes(hass: HomeAssistant) -> Counter[str]:
    """Return a counter of state writes by entity; unchanged states count, too."""
    counted: Counter[str] = Counter()

    @callback
    def count(event: Any) -> None:
        counted[event.data["entity_id"]] += 1

    hass.bus.async_listen("state_changed", count)
    hass.bus.async_listen(
        EVENT_STATE_REPORTED, count, event_filter=callback(lambda _: True)
    )
    return counted


def sensor(hass: HomeAssistant) -> str:
    """Return the binary sensor of the events' type."""
    (entity_id,) = [
        state.entity_id
        for state in hass.states.async_all("binary_sensor")
        if state.name.startswith("Garden Network")
    ]
    return entity_id


@pytest.mark.parametrize("cameras", [1, 50])
async def test_a_poll_is_one_request_whatever_the_number_of_cameras(
    hass: HomeAssistant,
    cloud: Cloud,
    grow: Callable[[int], Any],
    pass_time: PassTime,
    cameras: int,
) -> None:
    entry = await grow(cameras)
    events = entry.runtime_data.events
    for poll in range(1, 6):
        await events.async_refresh()
        assert len(cloud.requests) == poll
    calls = async_capture_events(hass, "vxg_event")
    for camera_id in cloud.cameras:
        cloud.raise_event(camera_id, TYPE)
    await events.async_refresh()
    assert len(cloud.requests) == 6
    assert len(calls) == cameras


@pytest.mark.parametrize("cameras", [1, 50])
async def test_an_event_writes_three_states_and_one_while_its_sensor_is_on_two(
    hass: HomeAssistant,
    cloud: Cloud,
    grow: Callable[[int], Any],
    pass_time: PassTime,
    cameras: int,
) -> None:
    await grow(cameras)
    binary_sensor = sensor(hass)
    counted = writes(hass)
    cloud.raise_event(GARDEN, TYPE)
    await pass_time(2)
    assert counted == {binary_sensor: 1, EVENTS: 1, LAST_EVENT: 1}
    cloud.raise_event(GARDEN, TYPE)
    await pass_time(2)
    assert counted == {binary_sensor: 1, EVENTS: 2, LAST_EVENT: 2}
    await pass_time(31)
    assert counted == {binary_sensor: 2, EVENTS: 2, LAST_EVENT: 2}


async def test_no_listener_of_another_camera_or_type_runs(
    hass: HomeAssistant,
    cloud: Cloud,
    grow: Callable[[int], Any],
    pass_time: PassTime,
) -> None:
    called: Counter[tuple[str, int, str]] = Counter()

    def spy(kind: type[Any]) -> Any:
        handle = kind._handle_event

        @callback
        def handle_and_record(self: Any, new_event: Any) -> None:
            called[kind.__name__, self.camera_id, getattr(self, "_name", "")] += 1
            handle(self, new_event)

        return patch.object(kind, "_handle_event", handle_and_record)

    kinds = CameraEventEntity, EventTypeSensor, LastEventSensor, EventDelaySensor
    everything = patch.object(Entity, "entity_registry_enabled_default", True)
    with everything, spy(kinds[0]), spy(kinds[1]), spy(kinds[2]), spy(kinds[3]):
        await grow(20)
        cloud.raise_event(GARDEN, TYPE)
        await pass_time(2)
    assert called == {
        ("CameraEventEntity", GARDEN, ""): 1,
        ("EventTypeSensor", GARDEN, TYPE): 1,
        ("LastEventSensor", GARDEN, ""): 1,
        ("EventDelaySensor", GARDEN, ""): 1,
    }


@pytest.mark.parametrize("cameras", [1, 50])
async def test_a_restart_sends_no_request_before_all_entities_exist(
    hass: HomeAssistant, cloud: Cloud, grow: Callable[[int], Any], cameras: int
) -> None:
    entry = await grow(cameras)
    before = {state.entity_id for state in hass.states.async_all()}
    await hass.config_entries.async_unload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    born: dict[str, int] = {}

    @callback
    def note(event: Any) -> None:
        if event.data["new_state"].state != "unavailable":
            born.setdefault(event.data["entity_id"], len(cloud.requests))

    hass.bus.async_listen("state_changed", note)
    cloud.requests.clear()
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert born == dict.fromkeys(before, 0)
    assert cloud.requests
