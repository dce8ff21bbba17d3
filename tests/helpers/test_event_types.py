"""Tests for names of event types in Home Assistant's language."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.vxg.const import DOMAIN
from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID, make_entry, set_up

KEY = f"127.0.0.1_{CAMERA_ID}_{CAMERA_ID}"


@pytest.fixture
def cloud(cloud: Cloud) -> Cloud:
    """Return a cloud whose camera has all sorts of event types."""
    camera = cloud.cameras[CAMERA_ID]
    camera.add_type({"name": "intrusion", "caps": {"can_be_triggered": True}})
    camera.add_type({"name": "qos-report", "receive": True})
    camera.add_type({"name": "guest_arrived", "custom": True})
    return cloud


def names(hass: HomeAssistant) -> dict[str, tuple[str, str | None]]:
    """Return entity ids and names by the last part of the unique id."""
    return {
        entity.unique_id.removeprefix(f"{KEY}_"): (
            entity.entity_id,
            entity.original_name,
        )
        for entity in er.async_get(hass).entities.values()
        if entity.platform == DOMAIN
    }


async def test_a_known_type_has_the_same_name_everywhere(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    await set_up(hass, make_entry(cloud, server))
    entities = names(hass)
    assert entities["event_net"][1] == "Network event"
    assert entities["count_net"] == (
        "sensor.front_door_network_event_count",
        "Network event count",
    )
    assert entities["receive_qos-report"][1] == "Receive Quality report"
    assert entities["trigger_intrusion"][1] == "Trigger Intrusion"
    assert entities["create_guest_arrived"][1] == "Create Guest arrived event"


async def test_a_known_type_has_a_translated_name(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    hass.config.language = "de"
    await set_up(hass, make_entry(cloud, server))
    entities = names(hass)
    assert entities["count_motion"] == (
        "sensor.front_door_anzahl_bewegung",
        "Anzahl Bewegung",
    )
    assert entities["receive_qos-report"][1] == "Qualitätsbericht empfangen"
    assert entities["trigger_intrusion"][1] == "Eindringen auslösen"
    # A custom type has no translation.
    assert entities["create_guest_arrived"][1] == "Ereignis Guest arrived erstellen"


async def test_an_entity_keeps_its_id_in_another_language(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    entry = make_entry(cloud, server)
    entry.add_to_hass(hass)
    er.async_get(hass).async_get_or_create(
        "sensor",
        DOMAIN,
        f"{KEY}_count_motion",
        config_entry=entry,
        object_id_base="Front door Motion count",
        original_name="Motion count",
    )
    hass.config.language = "de"
    await set_up(hass, entry)
    assert names(hass)["count_motion"] == (
        "sensor.front_door_motion_count",
        "Anzahl Bewegung",
    )
