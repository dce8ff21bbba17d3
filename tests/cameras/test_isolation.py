"""Tests that what is wrong with one camera costs the other cameras nothing."""

from collections.abc import Callable
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.vxg.cameras.event_types import MAX_RETRIES
from custom_components.vxg.const import DOMAIN
from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID, PassTime, load, make_entry, set_up, set_up_group

TYPES = "event_processing/events/"
TYPES_OF_GARDEN = rf"/7/{TYPES}"

type BreakTypes = Callable[[Cloud], object]

BROKEN: dict[str, BreakTypes] = {
    **{
        str(status): lambda cloud, status=status: cloud.faults.fail_next(
            10**6, status=status, path=TYPES_OF_GARDEN
        )
        for status in (400, 401, 403, 404, 409, 500, 502, 503)
    },
    "no answer": lambda cloud: cloud.faults.drop_next(10**6, path=TYPES_OF_GARDEN),
    "a page": lambda cloud: cloud.faults.html_next(10**6, path=TYPES_OF_GARDEN),
    "half": lambda cloud: cloud.faults.truncate_next(10**6, path=TYPES_OF_GARDEN),
    "no list": lambda cloud: cloud.faults.answer_next(
        body={"meta": {}}, path=TYPES_OF_GARDEN, count=10**6
    ),
    "numbers": lambda cloud: cloud.faults.answer_next(
        body=[1, 2], path=TYPES_OF_GARDEN, count=10**6
    ),
}


def types_requests(cloud: Cloud, camera_id: int) -> int:
    return sum(f"/{camera_id}/{TYPES}" in request.path for request in cloud.requests)


@pytest.mark.parametrize("fault", BROKEN)
async def test_event_types_of_one_camera_fail_alone_and_are_kept(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    fault: str,
) -> None:
    garden = cloud.add_camera(7, "Garden")
    entry = await set_up_group(hass, cloud, server)
    BROKEN[fault](cloud)
    for camera in (garden, cloud.cameras[CAMERA_ID]):
        camera.add_type({"name": "gate", "custom": True})
    cloud.requests.clear()
    await pass_time(301, times=18)
    assert hass.states.get("binary_sensor.garden_motion").state == "off"
    assert hass.states.get("binary_sensor.garden_gate") is None
    assert hass.states.get("binary_sensor.front_door_gate").state == "off"
    # An hour and a half: a pause that grows to an hour, or is an hour from the start.
    assert types_requests(cloud, 7) <= 14
    assert not hass.config_entries.flow.async_progress()

    cloud.faults.clear()
    await entry.runtime_data.cameras.async_refresh_camera(7)
    await pass_time(11)
    assert hass.states.get("binary_sensor.garden_gate").state == "off"


@pytest.mark.parametrize("fault", BROKEN)
async def test_event_types_that_were_never_read_do_not_delay_those_of_others(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    fault: str,
) -> None:
    cloud.cameras.clear()
    for camera_id, name in ((7, "Garden"), (CAMERA_ID, "Front door")):
        cloud.add_camera(camera_id, name)
    BROKEN[fault](cloud)
    await set_up_group(hass, cloud, server)
    assert hass.states.get("binary_sensor.front_door_motion").state == "off"
    assert hass.states.get("camera.garden") is not None
    assert hass.states.get("binary_sensor.garden_motion") is None


async def test_an_unexpected_error_is_that_of_one_camera_and_logged_once(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    cloud.add_camera(7, "Garden")
    entry = await set_up_group(hass, cloud, server)
    client = entry.runtime_data.client
    real = client.event_types

    async def event_types(camera_id: int) -> Any:
        if camera_id == 7:
            raise ZeroDivisionError
        return await real(camera_id)

    monkeypatch.setattr(client, "event_types", event_types)
    cloud.cameras[CAMERA_ID].add_type({"name": "gate", "custom": True})
    await pass_time(301, times=18)
    assert hass.states.get("binary_sensor.front_door_gate").state == "off"
    assert caplog.text.count("Unexpected ZeroDivisionError in event types; ") == 1


@pytest.mark.parametrize("status", [401, 404])
async def test_many_cameras_whose_event_types_are_refused_cost_few_requests(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    status: int,
) -> None:
    for number in range(99):
        cloud.add_camera(1000 + number, f"Camera {number}")
    cloud.faults.fail_next(10**6, status=status, path=TYPES)
    entry = make_entry(
        cloud, server, token=cloud.group_token(), options={"poll_interval": 60}
    )
    await set_up(hass, entry)
    assert entry.state is ConfigEntryState.LOADED
    cloud.requests.clear()
    await pass_time(300, times=11)
    assert not [request for request in cloud.requests if TYPES in request.path]
    total = 0
    for _ in range(20):
        cloud.requests.clear()
        await pass_time(60)
        asked = sum(TYPES in request.path for request in cloud.requests)
        # Each retry is one with the token of the group, and of the camera once known.
        assert asked <= 3 * MAX_RETRIES
        total += asked
    assert total
    cloud.faults.clear()
    await pass_time(1800, times=20)
    assert hass.states.get("binary_sensor.camera_98_motion").state == "off"


async def test_a_rate_limit_of_event_types_is_that_of_the_token(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    for number in range(20):
        cloud.add_camera(1000 + number, f"Camera {number}")
    cloud.faults.rate_limit(10**6, retry_after=600, path=TYPES)
    await set_up_group(hass, cloud, server)
    await pass_time(31, times=19)
    assert sum(TYPES in request.path for request in cloud.requests) <= 8
    cloud.faults.clear()
    await pass_time(31, times=3)
    assert hass.states.get("binary_sensor.camera_19_motion").state == "off"


@pytest.mark.parametrize(
    "row",
    [
        None,
        7,
        "text",
        [],
        {},
        {"name": None},
        {"name": {"a": 1}},
        {"name": "gate", "caps": 7},
        {"name": "gate", "period": 10**300},
        {"name": "\ud800", "caps": [1]},
    ],
)
async def test_an_odd_row_costs_only_itself(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, row: Any
) -> None:
    known = {"name": "motion", "caps": {"can_be_triggered": True}}
    cloud.faults.answer_next(
        body={"objects": [row, known, {"name": "bell"}], "meta": {}}, path=TYPES
    )
    await entry.runtime_data.cameras.async_refresh_camera(CAMERA_ID)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert {"motion", "bell"} <= set(entry.runtime_data.cameras.data[CAMERA_ID].types)


@pytest.mark.parametrize("field", ["caps", "custom"])
async def test_event_types_that_lack_a_capability_once_keep_their_entities(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, field: str
) -> None:
    camera = cloud.cameras[CAMERA_ID]
    gate = {"name": "gate", "custom": True, "caps": {"can_be_triggered": True}}
    camera.add_type(gate)
    cameras = entry.runtime_data.cameras

    async def read() -> None:
        cameras._types.request(CAMERA_ID, force=True)
        await cameras.async_refresh()
        await hass.async_block_till_done(wait_background_tasks=True)

    button = {
        "caps": "button.front_door_trigger_gate",
        "custom": "button.front_door_create_gate_event",
    }[field]
    await read()
    assert hass.states.get(button) is not None
    camera.types["gate"].pop(field)
    for _ in range(2):
        await read()
        assert hass.states.get(button) is not None
    await read()
    assert hass.states.get(button) is None


async def test_orders_do_not_put_off_the_next_read(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.cameras[CAMERA_ID].status = "offline"
    for _ in range(3):
        await pass_time(150)
        entry.runtime_data.cameras.async_set_recording_mode(CAMERA_ID, "off")
    assert hass.states.get("sensor.front_door_status").state == "offline"


async def test_a_camera_that_leaves_a_group_changes_no_other_entity(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    cloud.add_camera(7, "Garden")
    entry = make_entry(
        cloud,
        server,
        token=cloud.group_token(),
        options={"hold_time": 3600},
    )
    await set_up(hass, entry)
    motion = "binary_sensor.front_door_motion"
    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    changes: list[tuple[str, Any]] = []

    @callback
    def record(event: Event[Any]) -> None:
        state = event.data["new_state"]
        changes.append((event.data["entity_id"], state and state.state))

    hass.bus.async_listen("state_changed", record)
    garden = cloud.cameras.pop(7)
    await pass_time(301, times=11)
    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    await pass_time(301, times=4)
    assert hass.states.get("camera.garden") is None
    assert hass.states.get(motion).state == "on"
    assert not [change for change in changes if change[0] == motion]
    devices = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    assert "Garden" not in {device.name for device in devices}
    entities = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    assert not [entity for entity in entities if "garden" in entity.entity_id]

    cloud.cameras[7] = garden
    await pass_time(301)
    assert hass.states.get("binary_sensor.garden_motion").state == "off"
    cloud.raise_event(7, "motion")
    await pass_time(3)
    assert hass.states.get("event.garden_events").attributes["event_type"] == "motion"


async def test_a_deleted_device_that_is_listed_again_has_its_entities_at_once(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
) -> None:
    await async_setup_component(hass, "config", {})
    garden = cloud.add_camera(7, "Garden")
    entry = make_entry(cloud, server, token=cloud.group_token(), unique_id="group")
    await set_up(hass, entry)
    del cloud.cameras[7]
    await pass_time(301)
    registry = dr.async_get(hass)
    device = registry.async_get_device_by_identifier(
        (DOMAIN, "group_7"), entry.entry_id
    )
    assert device is not None
    websocket = await hass_ws_client(hass)
    await websocket.send_json_auto_id(
        {
            "type": "config/device_registry/remove_config_entry",
            "config_entry_id": entry.entry_id,
            "device_id": device.id,
        }
    )
    assert (await websocket.receive_json())["success"]
    await hass.async_block_till_done(wait_background_tasks=True)
    assert hass.states.get("camera.garden") is None
    assert hass.states.get("camera.front_door") is not None
    cloud.cameras[7] = garden
    await pass_time(301)
    assert hass.states.get("camera.garden") is not None
    assert hass.states.get("binary_sensor.garden_motion").state == "off"


async def test_another_camera_in_an_answer_is_not_added_to_a_camera_s_entry(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.faults.answer_next(
        body={"id": 777, "name": "Ghost", "status": "active"},
        path=f"/v2/cameras/{CAMERA_ID}/$",
    )
    await pass_time(301)
    assert set(entry.runtime_data.cameras.data) == {CAMERA_ID}
    assert entry.runtime_data.cameras.last_failure is not None
    await pass_time(301)
    assert entry.runtime_data.cameras.last_failure is None
    devices = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    assert len(devices) == 1


async def test_another_stored_camera_of_a_camera_s_entry_is_dropped(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    entry: MockConfigEntry,
    pass_time: PassTime,
) -> None:
    await hass.config_entries.async_unload(entry.entry_id)
    stored = hass_storage[f"{DOMAIN}.{entry.entry_id}.cameras"]["data"]["cameras"]
    stored.append({"camera": {"id": 777, "name": "Ghost"}, "types": None})
    await load(hass, entry)
    assert set(entry.runtime_data.cameras.data) == {CAMERA_ID}
