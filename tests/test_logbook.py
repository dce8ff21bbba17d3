"""The activity log, as Home Assistant's own logbook shows it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from homeassistant.components.recorder import Recorder, get_instance
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.vxg.const import DOMAIN
from custom_components.vxg.names import EVENT_VXG, EVENT_VXG_GAP
from simulator import Cloud, CloudServer

from .conftest import CAMERA_ID, make_entry, set_up

HAPPENED = "2026-11-24T17:30:00+00:00"
EVENTS = "event.front_door_events"
SHOWN = "2026-11-24 18:30:00"
UNREADABLE = f"could not be read from {SHOWN} to {SHOWN};"


@pytest.fixture
def mock_recorder_before_hass(async_test_recorder: object) -> None:
    """Let the database be there before the first `hass`."""


@pytest.fixture
async def loaded(
    recorder_mock: Recorder, hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> MockConfigEntry:
    """Return a loaded entry beside a logbook, in a house with its own time zone."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    assert await async_setup_component(hass, "logbook", {})
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    return entry


async def all_lines(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> list[dict[str, Any]]:
    """Return what the logbook tells."""
    await hass.async_block_till_done()
    await get_instance(hass).async_block_till_done()
    client = await hass_ws_client()
    start = datetime.now(UTC) - timedelta(minutes=5)
    await client.send_json_auto_id(
        {"type": "logbook/get_events", "start_time": start.isoformat()}
    )
    answer = await client.receive_json()
    told: list[dict[str, Any]] = answer["result"]
    return told


async def lines(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> list[dict[str, Any]]:
    """Return what the logbook tells of our events beside states."""
    told = await all_lines(hass, hass_ws_client)
    return [line for line in told if line.get("domain") == DOMAIN]


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


async def test_late_events_and_gaps_read_like_sentences(
    hass: HomeAssistant, loaded: MockConfigEntry, hass_ws_client: WebSocketGenerator
) -> None:
    registry = dr.async_get(hass)
    [device] = dr.async_entries_for_config_entry(registry, loaded.entry_id)
    hass.bus.async_fire(EVENT_VXG, event(loaded, device.id, late=True))
    gap = {"entry_id": loaded.entry_id, "start": HAPPENED, "end": HAPPENED}
    hass.bus.async_fire(EVENT_VXG_GAP, {**gap, "recovered": 1})
    hass.bus.async_fire(EVENT_VXG_GAP, {**gap, "recovered": 0})
    told = await lines(hass, hass_ws_client)
    assert [(line["name"], line["message"]) for line in told] == [
        ("Front door", f"reported Line crossing late; it happened on {SHOWN}"),
        ("Front door", f"{UNREADABLE} 1 event was found afterwards"),
        ("Front door", f"{UNREADABLE} 0 events were found afterwards"),
    ]
    assert told[0]["entity_id"] == EVENTS
    assert "Anna" not in str(told)


async def test_a_fresh_event_is_one_line_and_that_of_its_entity(
    hass: HomeAssistant,
    cloud: Cloud,
    loaded: MockConfigEntry,
    hass_ws_client: WebSocketGenerator,
) -> None:
    cloud.raise_event(CAMERA_ID, "motion")
    await loaded.runtime_data.events.async_refresh()
    told = await all_lines(hass, hass_ws_client)
    [line] = [line for line in told if line.get("entity_id") == EVENTS]
    assert line["attributes"] == {"event_type": "motion"}
    assert not [line for line in told if line.get("domain") == DOMAIN]


async def test_a_fresh_event_without_its_entity_has_a_line_of_its_own(
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
    # So that the camera's own page shows it.
    assert line["entity_id"] == "camera.front_door"


async def test_a_line_calls_the_camera_as_its_user_does(
    hass: HomeAssistant, loaded: MockConfigEntry, hass_ws_client: WebSocketGenerator
) -> None:
    registry = dr.async_get(hass)
    [device] = dr.async_entries_for_config_entry(registry, loaded.entry_id)
    registry.async_update_device(device.id, name_by_user="Entrance")
    hass.bus.async_fire(EVENT_VXG, event(loaded, device.id, late=True))
    [line] = await lines(hass, hass_ws_client)
    assert line["name"] == "Entrance"


async def test_what_is_gone_still_has_its_lines(
    hass: HomeAssistant, loaded: MockConfigEntry, hass_ws_client: WebSocketGenerator
) -> None:
    hass.bus.async_fire(EVENT_VXG, event(loaded, None, camera_id=7))
    hass.bus.async_fire(EVENT_VXG, event(loaded, None, entry_id="gone", time="odd"))
    hass.bus.async_fire(
        EVENT_VXG, event(loaded, "gone", entry_id="gone", time="odd", late=True)
    )
    told = await lines(hass, hass_ws_client)
    assert [(line["name"], line["message"]) for line in told] == [
        ("Front door", "reported Line crossing"),
        ("VXG", "reported Line crossing"),
        ("VXG", "reported Line crossing late; it happened on ?"),
    ]
    assert not any(line.get("entity_id") for line in told)
