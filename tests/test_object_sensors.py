"""Test the binary sensors for kinds of objects."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from simulator import Cloud, CloudServer

from .conftest import CAMERA_ID, PassTime, load, make_entry, set_up

PERSON = "binary_sensor.front_door_person"


def states(hass: HomeAssistant) -> dict[str, str]:
    """Return the states of the sensors of objects by key."""
    return {
        registered.unique_id.rpartition("_")[2]: hass.states.get(entity_id).state
        for entity_id, registered in er.async_get(hass).entities.items()
        if "_object_" in registered.unique_id and hass.states.get(entity_id)
    }


async def test_a_sensor_is_made_by_the_first_of_its_kind_and_turns_on(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    assert states(hass) == {}
    cloud.raise_event(CAMERA_ID, "motion", {"Person": "2", "Dog": "0"})
    await pass_time(3)
    assert states(hass) == {"person": "on"}
    registered = er.async_get(hass).async_get(PERSON)
    assert registered.unique_id == f"{entry.unique_id}_{CAMERA_ID}_object_person"
    await pass_time(20)
    cloud.raise_event(CAMERA_ID, "motion", {"person": ""})
    await pass_time(20)
    assert states(hass) == {"person": "on"}
    await pass_time(31)
    assert states(hass) == {"person": "off"}
    # Events without it change nothing; the sensors of types are as they were.
    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    assert states(hass) == {"person": "off"}
    assert hass.states.get("binary_sensor.front_door_motion").state == "on"


async def test_a_sensor_outlasts_a_reload_and_late_events_do_not_turn_it_on(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.raise_event(CAMERA_ID, "motion", {"Person": "2"})
    await pass_time(3)
    await hass.config_entries.async_unload(entry.entry_id)
    await load(hass, entry)
    assert states(hass) == {"person": "off"}
    late = cloud.now().replace(microsecond=0)
    await pass_time(130)
    cloud.raise_event(CAMERA_ID, "motion", {"Person": "2", "Car": "1"}, time=late)
    await pass_time(3)
    assert states(hass) == {"person": "off"}


@pytest.mark.parametrize("chosen", [["vehicle", "plate"], "vehicle", ["elf"], None])
async def test_sensors_can_be_chosen_for_all_cameras(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, chosen: object
) -> None:
    cloud.add_camera(7, "Garden")
    entry = make_entry(
        cloud, server, token=cloud.group_token(), options={"objects": chosen}
    )
    await set_up(hass, entry)
    expected = (
        {"vehicle": "off", "plate": "off"} if chosen == ["vehicle", "plate"] else {}
    )
    assert states(hass) == expected
    if expected:
        registry = er.async_get(hass)
        assert hass.states.get("binary_sensor.garden_vehicle")
        assert registry.async_get("binary_sensor.garden_any_license_plate")


async def test_only_the_camera_that_saw_it_gets_a_sensor(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    cloud.add_camera(7, "Garden")
    entry = make_entry(cloud, server, token=cloud.group_token())
    await set_up(hass, entry)
    cloud.raise_event(7, "motion", {"Cat": "1"})
    await pass_time(3)
    assert hass.states.get("binary_sensor.garden_animal").state == "on"
    assert not hass.states.get("binary_sensor.front_door_animal")
