"""Files that an earlier version stored: nothing in them is lost or repeated."""

from copy import deepcopy
from datetime import timedelta
import json
from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

import custom_components.vxg as integration
from custom_components.vxg.const import DOMAIN
from simulator import Cloud, CloudServer

from ..conftest import PassTime
from . import stored_files
from .golden import check, is_recording
from .house import FRONT_DOOR, GARDEN, NOON, channel_token, furnish, group_token

pytestmark = pytest.mark.parametrize("load_registries", [False])


def present_version() -> str:
    manifest = Path(str(integration.__file__)).parent / "manifest.json"
    version: str = json.loads(manifest.read_text(encoding="utf-8"))["version"]
    return version


async def test_files_are_stored_under_their_names_and_in_their_shapes(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    freezer: FrozenDateTimeFactory,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
) -> None:
    freezer.move_to(NOON)
    house, files = await stored_files.live(hass, hass_storage, cloud, server, pass_time)
    folder = stored_files.FOLDER / present_version()
    if is_recording() and not folder.exists():
        stored_files.keep(folder, files, server)
    check("stored_files", stored_files.shapes(house, files))


@pytest.fixture(params=sorted(path.name for path in stored_files.FOLDER.glob("*")))
def stored(
    request: pytest.FixtureRequest,
    hass_storage: dict[str, Any],
    freezer: FrozenDateTimeFactory,
    cloud: Cloud,
    server: CloudServer,
) -> dict[str, Any]:
    """Return the files of a run of an earlier version; it ended five minutes ago.

    The cloud has what it had at that end, and cannot be reached.
    """
    freezer.move_to(stored_files.END + timedelta(minutes=5))
    furnish(cloud, known_types=())
    channel_token(cloud)
    group_token(cloud)
    stored_files.history(
        cloud, stored_files.BEFORE, stored_files.EARLY, stored_files.RECENT
    )
    cloud.faults.drop_next(10**6)
    stored = stored_files.restore(stored_files.FOLDER / request.param, server)
    hass_storage.update(deepcopy(stored))
    return stored


async def start_with_integration(hass: HomeAssistant) -> None:
    """Start on what is stored, and load the entries."""
    await stored_files.start(hass)
    assert await async_setup_component(hass, DOMAIN, {})
    await hass.async_block_till_done(wait_background_tasks=True)
    states = {entry.state for entry in hass.config_entries.async_entries(DOMAIN)}
    assert states == {ConfigEntryState.LOADED}


async def test_entries_devices_and_entities_are_kept_without_the_cloud(
    hass: HomeAssistant, stored: dict[str, Any], pass_time: PassTime
) -> None:
    await start_with_integration(hass)
    devices = dr.async_get(hass)
    for device in stored["core.device_registry"]["data"]["devices"]:
        present = devices.async_get(device["id"])
        assert present is not None, device["name"]
        assert {tuple(pair) for pair in device["identifiers"]} <= present.identifiers
    registry = er.async_get(hass)
    ours = [
        item
        for item in stored["core.entity_registry"]["data"]["entities"]
        if item["platform"] == DOMAIN
    ]
    assert len(ours) > 50
    for item in ours:
        entry = registry.async_get(item["entity_id"])
        assert entry is not None, item["entity_id"]
        kept = ("id", "unique_id", "device_id", "config_entry_id", "disabled_by")
        assert {key: getattr(entry, key) for key in kept} == {
            key: item[key] for key in kept
        }
    enabled = {item["entity_id"] for item in ours if item["disabled_by"] is None}
    assert enabled >= {*stored_files.RENAMED.values(), *stored_files.ENABLED}
    assert not without_entity(hass, enabled)

    # That the others are ours as well shows once they are enabled.
    for item in ours:
        registry.async_update_entity(item["entity_id"], disabled_by=None)
    await pass_time(31)
    assert not without_entity(hass, {item["entity_id"] for item in ours})


def without_entity(hass: HomeAssistant, entity_ids: set[str]) -> list[str]:
    """Return the entity ids that no entity of a loaded entry has."""
    states = {entity_id: hass.states.get(entity_id) for entity_id in entity_ids}
    return [
        entity_id
        for entity_id, state in states.items()
        if state is None or state.attributes.get("restored")
    ]


async def test_events_are_neither_repeated_nor_lost(
    hass: HomeAssistant, stored: dict[str, Any], cloud: Cloud, pass_time: PassTime
) -> None:
    heard = async_capture_events(hass, "vxg_event")
    await start_with_integration(hass)
    # What happened meanwhile, and what cameras stored late: only the archive tells that
    # the latter is new.
    news = stored_files.history(
        cloud,
        stored_files.END + timedelta(minutes=2),
        stored_files.EARLY + timedelta(minutes=1),
    )
    cloud.faults.clear()
    await pass_time(61, times=3)
    news += stored_files.history(cloud, cloud.now())
    await pass_time(3)
    seen = [event.data for event in heard if event.data["event_type"] == "motion"]
    assert sorted(data["event_id"] for data in seen) == news
    # The stored options count: by default the sensor would be off again.
    await pass_time(38)
    assert state_of(hass, "binary_sensor.somebody_is_there") == "on"
    assert state_of(hass, "binary_sensor.garden_motion") == "off"


async def test_events_that_waited_are_sent_once(
    hass: HomeAssistant, stored: dict[str, Any], cloud: Cloud, pass_time: PassTime
) -> None:
    await start_with_integration(hass)
    assert state_of(hass, "sensor.front_door_unsent_events") == "1"
    cloud.faults.clear()
    await pass_time(61, times=3)
    created = [event for event in cloud.events if event.meta == stored_files.META]
    assert {(event.camera_id, event.name, event.time) for event in created} == {
        (FRONT_DOOR, "guest_arrived", stored_files.WAITING_SINCE),
        (GARDEN, "guest_arrived", stored_files.WAITING_SINCE),
    }
    assert len(created) == 2
    assert state_of(hass, "sensor.front_door_unsent_events") == "0"


async def test_states_go_on_from_what_was_stored(
    hass: HomeAssistant, stored: dict[str, Any], cloud: Cloud, pass_time: PassTime
) -> None:
    await start_with_integration(hass)
    before = {
        item["state"]["entity_id"]: item["state"]
        for item in stored["core.restore_state"]["data"]
    }
    count = "sensor.front_door_motion_count"
    assert int(before[count]["state"]) > 0
    for entity_id in (count, "sensor.front_door_last_event"):
        assert state_of(hass, entity_id) == before[entity_id]["state"]
    for entity_id, attribute in (
        ("event.front_door_events", "event_id"),
        ("image.front_door_last_image", "event_id"),
        ("sensor.front_door_last_gap", "start"),
    ):
        state = hass.states.get(entity_id)
        assert state is not None
        assert state.attributes[attribute] == before[entity_id]["attributes"][attribute]


def state_of(hass: HomeAssistant, entity_id: str) -> str:
    state = hass.states.get(entity_id)
    assert state is not None, entity_id
    return state.state
