"""Test that the recorder stores no metadata."""

from homeassistant.components.recorder import Recorder, get_instance
from homeassistant.components.recorder.db_schema import EventData, StateAttributes
from homeassistant.components.recorder.util import session_scope
from homeassistant.core import Event, HomeAssistant
from homeassistant.helpers.recorder import DATA_INSTANCE
from homeassistant.setup import async_setup_component
import pytest

from custom_components.vxg.const import DOMAIN, EVENT_VXG, EVENT_VXG_GAP
from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID, logged, make_entry, set_up

PLATE = "AB-123-CD"


@pytest.fixture
def mock_recorder_before_hass(async_test_recorder: object) -> None:
    """Create the database before the first `hass`."""


def stored_texts(hass: HomeAssistant) -> list[str]:
    """Return all data of events and attributes of states in the database."""
    with session_scope(hass=hass, read_only=True) as session:
        return [
            str(text)
            for column in (EventData.shared_data, StateAttributes.shared_attrs)
            for (text,) in session.query(column)
        ]


@pytest.mark.parametrize("fill", ["", "x" * 200], ids=["short", "long"])
async def test_metadata_reaches_automations_but_not_the_database(
    recorder_mock: Recorder,
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    caplog: pytest.LogCaptureFixture,
    fill: str,
) -> None:
    heard: list[Event] = []
    hass.bus.async_listen(EVENT_VXG, heard.append)
    cloud.cameras[CAMERA_ID].add_type({"name": "doorbell", "receive": True})
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    # More than the recorder stores of one event, which it warns about.
    tags = {f"tag_{number}": fill for number in range(190)} if fill else {}
    for name in ("motion", "doorbell"):
        cloud.raise_event(CAMERA_ID, name, {"license_plate": PLATE, **tags})
    await load_again(hass, entry.entry_id)
    hass.bus.async_fire(EVENT_VXG_GAP, {"entry_id": entry.entry_id})
    await hass.async_block_till_done(wait_background_tasks=True)
    await get_instance(hass).async_block_till_done()

    assert [event.data["metadata"]["license_plate"] for event in heard] == [PLATE] * 2
    state = hass.states.get("event.front_door_doorbell")
    assert state.attributes["metadata"]["license_plate"] == PLATE
    texts = await get_instance(hass).async_add_executor_job(stored_texts, hass)
    # Other events are stored.
    assert any(entry.entry_id in text for text in texts)
    assert not any(PLATE in text for text in texts)
    assert "exceed maximum size" not in caplog.text


async def load_again(hass: HomeAssistant, entry_id: str) -> None:
    """Reload an entry, which then polls."""
    await hass.config_entries.async_reload(entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_a_recorder_that_cannot_exclude_events_is_reported(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    hass.data[DATA_INSTANCE] = object()
    assert await async_setup_component(hass, DOMAIN, {})
    assert any(EVENT_VXG in message for message in logged(caplog))
