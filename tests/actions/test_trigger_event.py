"""Tests for the action trigger_event."""

from datetime import timedelta
from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from simulator import Cloud, CloudServer

from ..common.actions import CAMERA, get_response
from ..conftest import CAMERA_ID, PassTime, make_entry, set_up

SIREN = {"name": "siren", "caps": {"can_be_triggered": True}, "receive": True}


@pytest.fixture
async def offline(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> MockConfigEntry:
    """Return a loaded entry of a camera that was offline when it was last listed."""
    camera = cloud.cameras[CAMERA_ID]
    camera.add_type(SIREN)
    camera.add_type({"name": "note", "custom": True})
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    camera.status = "offline"
    await pass_time(301)
    camera.status = "active"
    return entry


async def trigger(hass: HomeAssistant) -> dict[str, Any]:
    """Trigger a siren, and return the result, also of a failure."""
    response = await get_response(
        hass, "trigger_event", target=[CAMERA], event_type="siren"
    )
    result: dict[str, Any] = response[CAMERA]
    return result


@pytest.mark.parametrize("name", ["motion", "siren"])
async def test_an_event_since_the_list_shows_that_a_camera_is_connected(
    hass: HomeAssistant,
    cloud: Cloud,
    offline: MockConfigEntry,
    pass_time: PassTime,
    name: str,
) -> None:
    cloud.raise_event(CAMERA_ID, name)
    await pass_time(3)
    assert hass.states.get("sensor.front_door_status").state == "offline"
    assert (await trigger(hass))["status"] == "triggered"
    # The cloud decides.
    cloud.cameras[CAMERA_ID].status = "offline"
    with pytest.raises(Exception, match="unavailable"):
        await trigger(hass)


@pytest.mark.parametrize(
    ("name", "age"),
    [
        # The cloud writes events of custom types, whatever the camera does.
        ("note", 0),
        # Before the list.
        ("motion", 60),
        ("net", 100),
    ],
)
async def test_other_events_do_not_show_that_a_camera_is_connected(
    hass: HomeAssistant,
    cloud: Cloud,
    offline: MockConfigEntry,
    pass_time: PassTime,
    name: str,
    age: int,
) -> None:
    time = cloud.now() - timedelta(seconds=age)
    cloud.raise_event(CAMERA_ID, name, time=time)
    await pass_time(3)
    cloud.requests.clear()
    with pytest.raises(Exception, match="is offline"):
        await trigger(hass)
    assert not cloud.requests


async def test_a_new_list_decides_again(
    hass: HomeAssistant, cloud: Cloud, offline: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    cloud.cameras[CAMERA_ID].status = "offline"
    await pass_time(301)
    with pytest.raises(Exception, match="is offline"):
        await trigger(hass)


@pytest.mark.parametrize("lag", [3600, -600])
async def test_a_wrong_clock_of_a_camera_is_corrected_for_it(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    lag: int,
) -> None:
    camera = cloud.cameras[CAMERA_ID]
    camera.add_type(SIREN)
    options = {"clocks_behind": {str(CAMERA_ID): lag}}
    await set_up(hass, make_entry(cloud, server, options=options))
    camera.status = "offline"
    await pass_time(301)
    camera.status = "active"
    clock = timedelta(seconds=lag)
    cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - clock)
    await pass_time(3)
    assert (await trigger(hass))["status"] == "triggered"
