"""Test the logbook entries."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from homeassistant.components.recorder import Recorder, get_instance
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.vxg.const import DOMAIN, EVENT_VXG, EVENT_VXG_GAP
from simulator import Cloud, CloudServer

from .common.polling import make_next_poll_full
from .conftest import CAMERA_ID, make_entry, set_up

HAPPENED = "2026-11-24T17:30:00+00:00"
EVENTS = "event.front_door_events"
EXPECTED = "2026-11-24 18:30:00"
UNREADABLE = f"could not be read from {EXPECTED} to {EXPECTED};"


@pytest.fixture
def mock_recorder_before_hass(async_test_recorder: object) -> None:
    """Create the database before the first `hass`."""


@pytest.fixture
async def loaded(
    recorder_mock: Recorder, hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> MockConfigEntry:
    """Return a loaded entry, with a logbook and a time zone."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    assert await async_setup_component(hass, "logbook", {})
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    return entry


async def all_lines(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> list[dict[str, Any]]:
    """Return all entries of the logbook."""
    await hass.async_block_till_done()
    await get_instance(hass).async_block_till_done()
    client = await hass_ws_client()
    start = datetime.now(UTC) - timedelta(minutes=5)
    await client.send_json_auto_id(
        {"type": "logbook/get_events", "start_time": start.isoformat()}
    )
    response = await client.receive_json()
    entries: list[dict[str, Any]] = response["result"]
    return entries


async def lines(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> list[dict[str, Any]]:
    """Return the logbook entries of this integration that are no states."""
    entries = await all_lines(hass, hass_ws_client)
    return [line for line in entries if line.get("domain") == DOMAIN]


def event(entry: MockConfigEntry, device_id: str | None, **data: Any) -> dict[str, Any]:
    return {
        "entry_id": entry.entry_id,
        "device_id": device_id,
        "camera_id": CAMERA_ID,
        "event_id": 1,
        "event_type": "line_crossing",
        "time": HAPPENED,
        "metadata": {"name": "Anna"},
        "late": False,
        **data,
    }


async def test_texts_of_late_events_and_gaps(
    hass: HomeAssistant, loaded: MockConfigEntry, hass_ws_client: WebSocketGenerator
) -> None:
    registry = dr.async_get(hass)
    [device] = dr.async_entries_for_config_entry(registry, loaded.entry_id)
    hass.bus.async_fire(EVENT_VXG, event(loaded, device.id, late=True))
    gap = {"entry_id": loaded.entry_id, "start": HAPPENED, "end": HAPPENED}
    hass.bus.async_fire(EVENT_VXG_GAP, {**gap, "recovered": 1})
    hass.bus.async_fire(EVENT_VXG_GAP, {**gap, "recovered": 0})
    entries = await lines(hass, hass_ws_client)
    assert [(line["name"], line["message"]) for line in entries] == [
        ("Front door", f"reported Line crossing late; it happened on {EXPECTED}"),
        ("Front door", f"{UNREADABLE} 1 event was found afterwards"),
        ("Front door", f"{UNREADABLE} 0 events were found afterwards"),
    ]
    assert entries[0]["entity_id"] == EVENTS
    assert "Anna" not in str(entries)


async def test_a_fresh_event_has_only_the_entry_of_its_entity(
    hass: HomeAssistant,
    cloud: Cloud,
    loaded: MockConfigEntry,
    hass_ws_client: WebSocketGenerator,
) -> None:
    cloud.raise_event(CAMERA_ID, "motion")
    await loaded.runtime_data.events.async_refresh()
    entries = await all_lines(hass, hass_ws_client)
    [line] = [line for line in entries if line.get("entity_id") == EVENTS]
    assert line["attributes"] == {"event_type": "motion"}
    assert not [line for line in entries if line.get("domain") == DOMAIN]


async def test_a_fresh_event_without_its_entity_has_an_entry(
    hass: HomeAssistant,
    cloud: Cloud,
    loaded: MockConfigEntry,
    hass_ws_client: WebSocketGenerator,
) -> None:
    er.async_get(hass).async_update_entity(
        EVENTS, disabled_by=er.RegistryEntryDisabler.USER
    )
    await hass.async_block_till_done()
    cloud.raise_event(CAMERA_ID, "motion")
    await loaded.runtime_data.events.async_refresh()
    [line] = await lines(hass, hass_ws_client)
    assert (line["name"], line["message"]) == ("Front door", "reported Motion")
    # The camera's device page shows it.
    assert line["entity_id"] == "camera.front_door"


async def test_entries_use_the_name_that_the_user_gave_the_camera(
    hass: HomeAssistant, loaded: MockConfigEntry, hass_ws_client: WebSocketGenerator
) -> None:
    registry = dr.async_get(hass)
    [device] = dr.async_entries_for_config_entry(registry, loaded.entry_id)
    registry.async_update_device(device.id, name_by_user="Entrance")
    hass.bus.async_fire(EVENT_VXG, event(loaded, device.id, late=True))
    [line] = await lines(hass, hass_ws_client)
    assert line["name"] == "Entrance"


async def test_events_of_removed_cameras_are_described(
    hass: HomeAssistant, loaded: MockConfigEntry, hass_ws_client: WebSocketGenerator
) -> None:
    hass.bus.async_fire(EVENT_VXG, event(loaded, None, camera_id=7))
    hass.bus.async_fire(EVENT_VXG, event(loaded, None, entry_id="gone", time="odd"))
    hass.bus.async_fire(
        EVENT_VXG, event(loaded, "gone", entry_id="gone", time="odd", late=True)
    )
    entries = await lines(hass, hass_ws_client)
    assert [(line["name"], line["message"]) for line in entries] == [
        ("Front door", "reported Line crossing"),
        ("VXG", "reported Line crossing"),
        ("VXG", "reported Line crossing late; it happened on ?"),
    ]
    assert not any(line.get("entity_id") for line in entries)


async def test_a_late_event_that_its_entity_shows_is_listed_once(
    hass: HomeAssistant,
    cloud: Cloud,
    loaded: MockConfigEntry,
    hass_ws_client: WebSocketGenerator,
) -> None:
    options = {"late_events": "fire"}
    hass.config_entries.async_update_entry(loaded, options=options)
    await hass.config_entries.async_reload(loaded.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - timedelta(seconds=140))
    make_next_poll_full(loaded)
    await loaded.runtime_data.events.async_refresh()
    entries = await all_lines(hass, hass_ws_client)
    assert hass.states.get(EVENTS).attributes["event_type"] == "motion"
    assert not [line for line in entries if line.get("domain") == DOMAIN]


async def test_events_fired_by_users_do_not_break_the_logbook(
    hass: HomeAssistant,
    loaded: MockConfigEntry,
    hass_ws_client: WebSocketGenerator,
    caplog: pytest.LogCaptureFixture,
) -> None:
    hass.bus.async_fire(EVENT_VXG)
    hass.bus.async_fire(EVENT_VXG, {"entry_id": loaded.entry_id, "late": True})
    hass.bus.async_fire(EVENT_VXG, event(loaded, None, event_type=5, late=True, time=5))
    hass.bus.async_fire(EVENT_VXG_GAP)
    entries = await lines(hass, hass_ws_client)
    assert [(line["name"], line["message"]) for line in entries] == [
        ("Front door", "reported 5 late; it happened on ?"),
        ("VXG", "could not be read from ? to ?; 0 events were found afterwards"),
    ]
    assert "Traceback" not in caplog.text


async def test_the_first_events_of_an_entry_are_logged_while_another_is_not_loaded(
    recorder_mock: Recorder,
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    hass_ws_client: WebSocketGenerator,
) -> None:
    assert await async_setup_component(hass, "logbook", {})
    quick = make_entry(cloud, server)
    quick.add_to_hass(hass)
    ready = asyncio.Event()
    quick.async_on_state_change(
        lambda: ready.set() if quick.state is ConfigEntryState.LOADED else None
    )
    other = Cloud()
    other.add_camera(CAMERA_ID + 1, "Back door")
    gate = other.faults.hold()
    async with CloudServer(other) as slow_server:
        token = other.channel_token(CAMERA_ID + 1)
        make_entry(other, slow_server, token=token, unique_id="x").add_to_hass(hass)
        setting_up = hass.async_create_task(async_setup_component(hass, DOMAIN, {}))
        await gate.reached()
        await ready.wait()
        hass.bus.async_fire(EVENT_VXG, event(quick, None, late=True))
        gate.release()
        assert await setting_up
        [line] = await lines(hass, hass_ws_client)
        assert line["message"].startswith("reported Line crossing late")
        for entry in hass.config_entries.async_entries(DOMAIN):
            await hass.config_entries.async_unload(entry.entry_id)


async def test_nothing_is_logged_without_a_logbook(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    entered = async_capture_events(hass, "logbook_entry")
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    hass.bus.async_fire(EVENT_VXG, event(entry, None, late=True))
    await hass.async_block_till_done()
    assert not entered


async def test_a_gap_of_one_camera_is_told_by_its_name(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, loaded: MockConfigEntry
) -> None:
    hass.config_entries.async_update_entry(loaded, title="Home")
    gap = {"entry_id": loaded.entry_id, "start": HAPPENED, "end": HAPPENED}
    for camera_id in (None, CAMERA_ID, 99):
        hass.bus.async_fire(EVENT_VXG_GAP, gap | {"camera_id": camera_id})
    names = [line["name"] for line in await lines(hass, hass_ws_client)]
    assert names == ["Home", "Front door", "Home"]
