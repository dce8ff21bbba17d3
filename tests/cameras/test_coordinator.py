"""Tests for the coordinator of cameras and event types."""

import asyncio
from copy import deepcopy
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import CoreState, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg import async_remove_config_entry_device
from custom_components.vxg.aiovxg import EventType
from custom_components.vxg.cameras.state import MAX_EVENT_TYPES
from custom_components.vxg.const import DOMAIN
from custom_components.vxg.events import dispatcher
from custom_components.vxg.helpers.identifiers import camera_device
from simulator import Cloud, CloudServer

from ..conftest import (
    CAMERA_ID,
    PassTime,
    load,
    logged,
    make_entry,
    set_up,
    set_up_group,
    store,
)

TYPES = "event_processing/events/"


def count_requests(cloud: Cloud, part: str) -> int:
    return len([r for r in cloud.requests if part in r.path])


async def test_set_up_of_a_camera_takes_four_requests(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    freezer: FrozenDateTimeFactory,
) -> None:
    await set_up(hass, make_entry(cloud, server))
    assert len(cloud.requests) == 4


async def test_known_cameras_are_read_again_later_while_home_assistant_starts(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    entry = make_entry(cloud, server)
    hass.set_state(CoreState.starting)
    # The first time, nothing is known.
    await set_up(hass, entry)
    assert count_requests(cloud, TYPES) == 1
    cloud.requests.clear()
    # Many homes may start at the same time.
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert not cloud.requests
    await pass_time(30)
    cameras = [each for each in cloud.requests if each.path.endswith(f"/{CAMERA_ID}/")]
    assert len(cameras) == 1
    assert count_requests(cloud, TYPES) <= 1
    for _ in range(4):
        await pass_time(301)
    assert count_requests(cloud, TYPES) == 1
    # A user who reloads wants to see what is new.
    hass.set_state(CoreState.running)
    cloud.requests.clear()
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert count_requests(cloud, TYPES) == 1


async def test_set_up_is_retried_if_the_cloud_is_down(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    cloud.faults.fail_next(1, status=503)
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert "503" not in (entry.reason or "")
    assert (
        entry.reason
        == "Front door: the cloud or the camera is currently unavailable (–)"
    )

    await pass_time(10)
    assert entry.state is ConfigEntryState.LOADED


async def test_set_up_times_out_if_the_cloud_does_not_respond(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    gate = cloud.faults.hold(path="cameras")
    entry = make_entry(cloud, server)
    with patch("custom_components.vxg.cameras.coordinator.SETUP_TIMEOUT", 0.05):
        await set_up(hass, entry)
    assert entry.state is ConfigEntryState.SETUP_RETRY
    gate.release()


async def test_event_types_that_are_not_read_in_time_follow_later(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    # No frozen clock, which would freeze the timeout as well.
    gate = cloud.faults.hold(path=TYPES)
    entry = make_entry(cloud, server)
    entry.add_to_hass(hass)
    with patch("custom_components.vxg.cameras.coordinator.SETUP_TIMEOUT", 0.2):
        await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.LOADED
    assert hass.states.get("binary_sensor.front_door_motion") is None

    gate.release()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert hass.states.get("binary_sensor.front_door_motion").state == "off"


async def test_set_up_that_is_refused_three_times_starts_reauth(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    entry = make_entry(cloud, server)
    cloud.faults.refuse_token(entry.data["token"])
    await set_up(hass, entry)
    for _ in range(3):
        assert entry.state is ConfigEntryState.SETUP_RETRY
        await pass_time(100)
    assert len(hass.config_entries.flow.async_progress()) == 1


async def test_a_new_event_type_adds_entities_without_a_reload(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.cameras[CAMERA_ID].add_type(
        {"name": "doorbell", "custom": True, "caps": {"can_be_triggered": True}}
    )
    await pass_time(3600 * 1.5)
    assert hass.states.get("binary_sensor.front_door_doorbell").state == "off"
    assert hass.states.get("button.front_door_trigger_doorbell") is not None
    assert hass.states.get("button.front_door_create_doorbell_event") is not None
    assert (
        "doorbell"
        in hass.states.get("event.front_door_events").attributes["event_types"]
    )


async def test_cameras_are_read_every_five_minutes_and_event_types_hourly(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.requests.clear()
    await pass_time(301, times=36)
    assert count_requests(cloud, "cameras/") - count_requests(cloud, TYPES) == 36
    assert 2 <= count_requests(cloud, TYPES) <= 4
    assert count_requests(cloud, "server/time") == 0


async def test_event_types_are_read_when_a_camera_comes_online(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    camera = cloud.cameras[CAMERA_ID]
    camera.status = "offline"
    await pass_time(301)
    status = "sensor.front_door_status"
    assert hass.states.get(status).state == "offline"
    assert hass.states.get("binary_sensor.front_door_connectivity").state == "off"
    cloud.requests.clear()
    camera.status = "active"
    await pass_time(301)
    assert hass.states.get(status).state == "active"
    assert count_requests(cloud, TYPES) == 1


async def test_an_unknown_status_is_shown_as_other(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.cameras[CAMERA_ID].status = "hibernating"
    await pass_time(301)
    assert hass.states.get("sensor.front_door_status").state == "other"


async def test_a_camera_renamed_in_the_cloud_renames_its_device(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.cameras[CAMERA_ID].rename("Back door")
    await pass_time(301)
    devices = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    assert [device.name for device in devices] == ["Back door"]


async def test_a_requested_update_reads_the_camera_and_its_event_types(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    await async_setup_component(hass, "homeassistant", {})
    cloud.requests.clear()
    await hass.services.async_call(
        "homeassistant",
        "update_entity",
        {"entity_id": "sensor.front_door_status"},
        blocking=True,
    )
    await pass_time(1)
    assert count_requests(cloud, TYPES) == 1
    assert count_requests(cloud, "cameras/") == 2


async def test_a_failed_read_keeps_the_last_known_data(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    caplog: pytest.LogCaptureFixture,
) -> None:
    cloud.faults.fail_next(2, status=500, path="v2/cameras")
    await pass_time(301)
    assert entry.runtime_data.cameras.last_failure is not None
    assert hass.states.get("sensor.front_door_status").state == "active"
    assert not logged(caplog)
    await pass_time(301)
    await pass_time(301)
    assert entry.runtime_data.cameras.last_failure is None


async def test_a_failed_read_of_event_types_does_not_affect_other_cameras(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    cloud.add_camera(7, "Garden")
    cloud.faults.fail_next(1, status=500, path=f"{CAMERA_ID}/event_processing")
    await set_up_group(hass, cloud, server)
    assert hass.states.get("binary_sensor.garden_motion") is not None
    assert hass.states.get("binary_sensor.front_door_motion") is None
    await pass_time(31)
    assert hass.states.get("binary_sensor.front_door_motion") is not None


async def test_a_broken_connection_stops_the_reading_of_event_types(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    for number in range(20):
        cloud.add_camera(1000 + number, f"Camera {number}")
    cloud.faults.drop_next(100, path=TYPES)
    entry = await set_up_group(hass, cloud, server)
    assert entry.state is ConfigEntryState.LOADED
    # Four that failed in a row, and those that were under way by then.
    assert len({r.path for r in cloud.requests if TYPES in r.path}) <= 7


async def test_event_types_of_at_most_four_cameras_are_read_at_once(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    for number in range(20):
        cloud.add_camera(1000 + number, f"Camera {number}")
    gate = cloud.faults.hold(path=TYPES)
    entry = make_entry(cloud, server, token=cloud.group_token(), unique_id="group")
    entry.add_to_hass(hass)
    task = asyncio.create_task(hass.config_entries.async_setup(entry.entry_id))
    await gate.reached()
    await asyncio.sleep(0.05)
    assert count_requests(cloud, TYPES) == 4
    gate.release()
    assert await task
    await hass.async_block_till_done(wait_background_tasks=True)
    assert count_requests(cloud, TYPES) == 21


async def test_a_response_without_a_list_is_not_an_empty_list(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    entry = make_entry(cloud, server, token=cloud.group_token(), unique_id="group")
    cloud.faults.answer_next(body={"meta": {}}, path="v2/cameras")
    await set_up(hass, entry)
    assert entry.state is ConfigEntryState.SETUP_RETRY


@pytest.mark.parametrize(("known", "removable"), [(True, False), (False, True)])
async def test_only_a_device_that_the_cloud_does_not_list_may_be_removed(
    hass: HomeAssistant, entry: MockConfigEntry, known: bool, removable: bool
) -> None:
    registry = dr.async_get(hass)
    if known:
        device: Any = dr.async_entries_for_config_entry(registry, entry.entry_id)[0]
    else:
        device = registry.async_get_or_create(
            config_entry_id=entry.entry_id, identifiers={(DOMAIN, "gone")}
        )
    assert await async_remove_config_entry_device(hass, entry, device) is removable


@pytest.mark.parametrize("stored", ["valid", "missing", "invalid"])
@pytest.mark.parametrize("known", [True, False])
async def test_devices_may_be_removed_by_the_stored_list_while_the_entry_is_not_loaded(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    entry: MockConfigEntry,
    stored: str,
    known: bool,
) -> None:
    registry = dr.async_get(hass)
    [device] = dr.async_entries_for_config_entry(registry, entry.entry_id)
    if not known:
        device = registry.async_get_or_create(
            config_entry_id=entry.entry_id, identifiers={(DOMAIN, "gone")}
        )
    await hass.config_entries.async_unload(entry.entry_id)
    key = f"{DOMAIN}.{entry.entry_id}.cameras"
    if stored == "missing":
        del hass_storage[key]
    elif stored == "invalid":
        hass_storage[key]["data"] = {"cameras": [{"camera": None}]}
    before = deepcopy(hass_storage.get(key))
    removable = await async_remove_config_entry_device(hass, entry, device)
    assert removable is not (known and stored == "valid")
    assert hass_storage.get(key) == before


async def test_the_device_of_a_group_stays_while_the_entry_is_not_loaded(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, freezer: object
) -> None:
    entry = await set_up_group(hass, cloud, server)
    hub = dr.async_get(hass).async_get_device_by_identifier(
        (DOMAIN, "group"), entry.entry_id
    )
    assert hub is not None
    await hass.config_entries.async_unload(entry.entry_id)
    assert not await async_remove_config_entry_device(hass, entry, hub)


@pytest.mark.parametrize("ignores_filters", [False, True])
async def test_channels_that_are_no_cameras_have_no_device(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    freezer: object,
    monkeypatch: pytest.MonkeyPatch,
    ignores_filters: bool,
) -> None:
    if ignores_filters:
        monkeypatch.setattr(
            "simulator.handlers.cameras.filter_cameras",
            lambda _request, cameras: list(cameras),
        )
    cloud.add_storage_channel(900, "anna")
    cloud.add_camera(901, "Gateway", meta={"gateway": "1"})
    entry = await set_up_group(hass, cloud, server)
    assert list(entry.runtime_data.cameras.data) == [CAMERA_ID]
    registry = dr.async_get(hass)
    devices = dr.async_entries_for_config_entry(registry, entry.entry_id)
    assert len(devices) == 2
    [listed] = [r for r in cloud.requests if r.path == "/api/v2/cameras/"]
    assert listed.query["meta_not"] == "isstorage"


async def test_a_group_without_a_camera_may_have_other_channels(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, freezer: object
) -> None:
    cloud.cameras.clear()
    cloud.add_camera(901, "Gateway", meta={"gateway": "1"})
    entry = await set_up_group(hass, cloud, server)
    assert entry.state is ConfigEntryState.LOADED
    assert not entry.runtime_data.cameras.data


async def test_removing_an_entry_removes_its_files(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    entry: MockConfigEntry,
    pass_time: PassTime,
) -> None:
    await pass_time(3)
    await pass_time(6)
    keys = {f"{DOMAIN}.{entry.entry_id}.{part}" for part in ("ledger", "cameras")}
    assert keys <= set(hass_storage)
    await hass.config_entries.async_remove(entry.entry_id)
    assert not keys & set(hass_storage)


async def test_an_event_type_that_is_added_during_a_read_is_not_lost(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry
) -> None:
    cameras = entry.runtime_data.cameras
    gate = cloud.faults.hold(path="server/time", method="GET")
    cameras._clock._is_verified, cameras._clock._ask_at = False, None
    refresh = asyncio.create_task(cameras.async_refresh())
    await gate.reached()
    cameras.async_add_type(CAMERA_ID, EventType(name="gate", custom=True))
    gate.release()
    await refresh
    assert "gate" in cameras.data[CAMERA_ID].types


async def test_a_device_that_is_removed_during_a_read_does_not_come_back(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    cloud.add_camera(7, "Garden")
    entry = await set_up_group(hass, cloud, server)
    cameras = entry.runtime_data.cameras
    del cloud.cameras[7]
    await cameras.async_refresh()
    device = camera_device(hass, entry, 7)
    assert device is not None
    gate = cloud.faults.hold(path="event_processing", count=1)
    refresh = asyncio.create_task(cameras.async_refresh_camera(CAMERA_ID))
    await gate.reached()
    assert await async_remove_config_entry_device(hass, entry, device)
    assert camera_device(hass, entry, 7) is None
    gate.release()
    await refresh
    await hass.async_block_till_done(wait_background_tasks=True)
    assert set(cameras.data) == {CAMERA_ID}
    assert camera_device(hass, entry, 7) is None


@pytest.mark.parametrize("status", [404, 500])
async def test_a_cloud_that_does_not_report_its_time_is_assumed_to_be_right(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    freezer: FrozenDateTimeFactory,
    status: int,
) -> None:
    cloud.faults.fail_next(1, status=status, path="server/time")
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    assert entry.state is ConfigEntryState.LOADED
    assert abs(entry.runtime_data.clock.skew) < timedelta(seconds=1)
    assert count_requests(cloud, "server/time") == 1


async def test_an_unexpected_error_in_a_detail_is_logged_and_delays_only_the_detail(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    entry = make_entry(cloud, server)
    with patch(
        "custom_components.vxg.aiovxg.VxgClient.server_time",
        side_effect=ZeroDivisionError,
    ):
        await set_up(hass, entry)
    assert entry.state is ConfigEntryState.LOADED
    assert "ZeroDivisionError" in caplog.text


async def test_event_types_are_read_again_after_a_response_without_a_list(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    cloud.faults.answer_next(body={"meta": {}}, path=TYPES)
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    assert entry.runtime_data.cameras.data[CAMERA_ID].types is None
    await pass_time(31)
    assert hass.states.get("binary_sensor.front_door_motion").state == "off"


async def test_an_entry_with_stored_cameras_loads_without_the_cloud(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    await hass.config_entries.async_unload(entry.entry_id)
    cloud.faults.drop_next(10_000)
    cloud.requests.clear()
    seen: list[int] = []
    hass.bus.async_listen(
        "state_changed", callback(lambda _: seen.append(len(cloud.requests)))
    )
    await load(hass, entry)
    assert entry.state is ConfigEntryState.LOADED
    # Entities are added before the first request.
    assert seen[0] == 0
    assert hass.states.get("binary_sensor.front_door_motion").state == "unknown"
    assert hass.states.get("camera.front_door") is not None
    with pytest.raises(HomeAssistantError) as caught:
        await hass.services.async_call(
            DOMAIN,
            "create_event",
            {"entity_id": "camera.front_door", "event_type": "motion", "queue": False},
            blocking=True,
        )
    assert caught.value.translation_key == "cannot_connect"
    await pass_time(61)
    await pass_time(61)
    assert hass.states.get("binary_sensor.front_door_motion").state == "unavailable"
    cloud.faults.clear()
    await pass_time(301)
    assert hass.states.get("binary_sensor.front_door_motion").state == "off"


@pytest.mark.parametrize(
    "stored",
    [
        {"version": 9, "data": {}},
        {"version": 1, "data": [1]},
        {"version": 1, "data": {"cameras": [7]}},
        {"version": 1, "data": {"cameras": [{"camera": {}, "types": None}]}},
        {
            "version": 1,
            "data": {"cameras": [{"camera": {"id": 1}, "types": [{"foreign": 1}]}]},
        },
        *(
            {
                "version": 1,
                "data": {"cameras": [{"camera": {"id": 1}, "types": [{"name": name}]}]},
            }
            for name in (None, ["motion"], {}, True, " ")
        ),
    ],
)
async def test_cameras_are_read_if_the_stored_ones_are_invalid(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    cloud: Cloud,
    server: CloudServer,
    caplog: pytest.LogCaptureFixture,
    stored: dict[str, Any],
) -> None:
    entry = make_entry(cloud, server)
    store(hass_storage, entry, "cameras", stored)
    await set_up(hass, entry)
    assert entry.state is ConfigEntryState.LOADED
    assert len(logged(caplog)) == 1
    assert hass.states.get("binary_sensor.front_door_motion").state == "off"


@pytest.mark.parametrize(
    "fields",
    [
        {"added_by_a_newer_version": 1},
        {"period": "often", "is_periodic": True},
        {"record": [], "snapshot": {}},
        {"receive": "true"},
    ],
)
async def test_stored_event_types_are_read_generously(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    cloud: Cloud,
    server: CloudServer,
    caplog: pytest.LogCaptureFixture,
    fields: dict[str, Any],
) -> None:
    camera = {"id": CAMERA_ID, "name": "Front door"}
    stored = {"camera": camera, "types": [{"name": "motion", **fields}]}
    entry = make_entry(cloud, server)
    store(hass_storage, entry, "cameras", {"version": 1, "data": {"cameras": [stored]}})
    await set_up(hass, entry)
    assert entry.state is ConfigEntryState.LOADED
    assert not logged(caplog)
    assert hass.states.get("binary_sensor.front_door_motion").state == "off"


async def test_stored_names_of_event_types_are_cleaned(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    cloud: Cloud,
    server: CloudServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    names = [5, "a\nb", "a\ud800", "x" * 5000]
    stored = {"camera": {"id": CAMERA_ID}, "types": [{"name": name} for name in names]}
    entry = make_entry(cloud, server)
    store(hass_storage, entry, "cameras", {"version": 1, "data": {"cameras": [stored]}})
    await set_up(hass, entry)
    types = entry.runtime_data.cameras.data[CAMERA_ID].types
    assert list(types)[:4] == ["5", "a b", "a?", "x" * 255]
    assert not logged(caplog)


async def test_missing_event_types_of_a_stored_camera_are_read(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    cloud.faults.fail_next(1, status=404, path=TYPES)
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    await hass.config_entries.async_unload(entry.entry_id)
    await load(hass, entry)
    assert hass.states.get("binary_sensor.front_door_motion").state == "off"


async def test_a_camera_that_a_group_lacks_for_an_hour_is_removed(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    cloud.add_camera(7, "Garden")
    entry = make_entry(
        cloud, server, token=cloud.group_token(), unique_id="group", title="Cloud"
    )
    await set_up(hass, entry)
    garden = cloud.cameras.pop(7)
    await pass_time(301, times=12)
    assert hass.states.get("camera.garden") is not None
    await pass_time(301)
    await pass_time(301)
    assert hass.states.get("camera.garden") is None
    registry = dr.async_get(hass)
    devices = dr.async_entries_for_config_entry(registry, entry.entry_id)
    assert [device.name for device in devices] == ["Cloud", "Front door"]
    assert hass.states.get("camera.front_door").state != "unavailable"

    cloud.cameras[7] = garden
    await pass_time(301)
    await pass_time(31)
    assert hass.states.get("binary_sensor.garden_motion").state == "off"


async def test_a_camera_that_is_missing_for_less_than_an_hour_is_not_removed(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    cloud.add_camera(7, "Garden")
    await set_up_group(hass, cloud, server)
    for _ in range(3):
        garden = cloud.cameras.pop(7)
        await pass_time(301, times=10)
        cloud.cameras[7] = garden
        await pass_time(301)
    assert hass.states.get("camera.garden") is not None


async def test_an_empty_list_removes_no_camera(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    await set_up_group(hass, cloud, server)
    cloud.cameras.clear()
    await pass_time(301, times=15)
    assert hass.states.get("camera.front_door") is not None


async def test_an_event_type_missing_from_three_reads_is_removed_with_its_entities(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry
) -> None:
    cameras = entry.runtime_data.cameras
    camera = cloud.cameras[CAMERA_ID]
    gate = {"name": "gate", "custom": True, "caps": {"can_be_triggered": True}}
    camera.add_type(gate)

    async def read() -> None:
        cameras._types._due.clear()
        await cameras.async_refresh()
        await hass.async_block_till_done(wait_background_tasks=True)

    sensor = "binary_sensor.front_door_gate"
    buttons = {"button.front_door_trigger_gate", "button.front_door_create_gate_event"}
    await read()
    assert hass.states.get(sensor) is not None
    camera.remove_type("gate")
    for _ in range(2):
        await read()
        assert hass.states.get(sensor) is not None
    await read()
    assert hass.states.get(sensor) is None
    assert not [button for button in buttons if hass.states.get(button)]
    assert hass.states.get("binary_sensor.front_door_motion") is not None
    camera.add_type(gate)
    await read()
    assert hass.states.get(sensor).state == "off"


async def test_cameras_of_a_group_are_connected_via_the_groups_device(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, freezer: object
) -> None:
    cloud.add_camera(7, "Garden")
    entry = make_entry(
        cloud, server, token=cloud.group_token(), unique_id="group", title="Home"
    )
    await set_up(hass, entry)
    registry = dr.async_get(hass)
    hub = registry.async_get_device_by_identifier((DOMAIN, "group"), entry.entry_id)
    assert hub is not None
    assert hub.name == "Home"
    assert hub.entry_type is dr.DeviceEntryType.SERVICE
    assert hub.configuration_url == server.url
    cameras = {
        device.name: device
        for device in dr.async_entries_for_config_entry(registry, entry.entry_id)
        if device != hub
    }
    assert set(cameras) == {"Front door", "Garden"}
    for camera in cameras.values():
        assert camera.via_device_id == hub.id
        assert camera.configuration_url == server.url
    assert not await async_remove_config_entry_device(hass, entry, hub)
    gap = er.async_get(hass).async_get("sensor.home_last_gap")
    assert gap is not None
    assert gap.unique_id == "group_last_gap"
    assert gap.device_id == hub.id


async def test_lasting_data_is_stored_and_volatile_data_is_not(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
) -> None:
    await pass_time(10)
    stored = hass_storage.pop(f"{DOMAIN}.{entry.entry_id}.cameras")
    assert [item["camera"]["id"] for item in stored["data"]["cameras"]] == [CAMERA_ID]
    camera = cloud.cameras[CAMERA_ID]
    camera.status = "offline"
    await pass_time(301)
    await pass_time(10)
    assert hass.states.get("sensor.front_door_status").state == "offline"
    assert f"{DOMAIN}.{entry.entry_id}.cameras" not in hass_storage
    camera.rename("Gate")
    await pass_time(301)
    await pass_time(10)
    stored = hass_storage[f"{DOMAIN}.{entry.entry_id}.cameras"]
    assert stored["data"]["cameras"][0]["camera"]["name"] == "Gate"


async def test_thousands_of_event_types_are_bounded_and_reported_once(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    caplog: pytest.LogCaptureFixture,
) -> None:
    known = set(entry.runtime_data.cameras.data[CAMERA_ID].types)
    for number in range(3000):
        cloud.cameras[CAMERA_ID].add_type({"name": f"type_{number}"})
    for _ in range(3):
        await pass_time(3601)
    types = entry.runtime_data.cameras.data[CAMERA_ID].types
    assert len(types) == MAX_EVENT_TYPES
    assert known <= types.keys()
    assert len(logged(caplog)) == 1


@pytest.mark.parametrize("listed", [0, 240])
async def test_events_of_thousands_of_types_are_bounded(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    monkeypatch: pytest.MonkeyPatch,
    listed: int,
) -> None:
    monkeypatch.setattr(dispatcher, "MAX_LAST_DISPATCHED", 300)
    for number in range(listed):
        cloud.cameras[CAMERA_ID].add_type({"name": f"type_{number}"})
    await entry.runtime_data.cameras.async_refresh_camera(CAMERA_ID)
    for number in range(600):
        cloud.raise_event(CAMERA_ID, f"unlisted_{number}")
    await pass_time(2)
    state = hass.states.get("event.front_door_events")
    assert state.attributes["event_type"] == "unlisted_599"
    types = state.attributes["event_types"]
    assert entry.runtime_data.cameras.data[CAMERA_ID].types.keys() <= set(types)
    assert len(types) <= MAX_EVENT_TYPES
    assert len(entry.runtime_data.events.last_dispatched) == 300
