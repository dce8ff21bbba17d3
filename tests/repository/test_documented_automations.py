"""Each automation of the documentation does what the text says."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    label_registry as lr,
)
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg import condition, trigger
from simulator import Cloud

from ..common.automations import CAMERA, add_automations, calls_of
from ..common.documented import ROOT, Kind, examples
from ..conftest import CAMERA_ID, PassTime

PAGE = ROOT / "docs" / "automations.md"
EXAMPLES = [one for one in examples() if ROOT / one.page == PAGE]
WRITTEN: dict[str, dict[str, Any]] = {
    one.data["alias"]: one.data for one in EXAMPLES if one.kind is Kind.AUTOMATION
}


async def follow(hass: HomeAssistant, alias: str, action: str) -> list[Any]:
    """Set an automation of the page up, and return a list of its action's calls."""
    calls = calls_of(hass, action)
    await add_automations(hass, WRITTEN[alias])
    return calls


def move(hass: HomeAssistant, **changes: Any) -> None:
    entry = er.async_get(hass).async_get(CAMERA)
    assert entry is not None
    assert entry.device_id is not None
    dr.async_get(hass).async_update_device(entry.device_id, **changes)


@pytest.mark.usefixtures("entry")
async def test_light_for_a_person(
    hass: HomeAssistant, cloud: Cloud, pass_time: PassTime
) -> None:
    move(hass, area_id=ar.async_get(hass).async_create("Drive").id)
    calls = await follow(
        hass, "Turn on the light when a person is on the drive", "light.turn_on"
    )
    name = "object_and_scene_detection"
    cloud.raise_event(CAMERA_ID, name, {"Person": "79.9"})
    cloud.raise_event(CAMERA_ID, name, {"Car": "99"})
    cloud.raise_event(CAMERA_ID, "motion", {"Person": "99"})
    await pass_time(3)
    assert not calls
    cloud.raise_event(CAMERA_ID, name, {"Person": "80.1"})
    await pass_time(3)
    assert [call.data["entity_id"] for call in calls] == [["light.drive"]]


@pytest.mark.usefixtures("entry")
async def test_repeated_motion(
    hass: HomeAssistant, cloud: Cloud, pass_time: PassTime
) -> None:
    alias = "Notify about repeated motion at the front door"
    calls = await follow(hass, alias, "persistent_notification.create")
    for count in range(1, 7):
        cloud.raise_event(CAMERA_ID, "motion")
        await pass_time(10)
        assert len(calls) == count // 3
    assert calls[0].data["message"].endswith("two minutes at Front door.")


@pytest.mark.usefixtures("entry")
async def test_late_events(
    hass: HomeAssistant, cloud: Cloud, pass_time: PassTime
) -> None:
    move(hass, labels={lr.async_get(hass).async_create("Watched").label_id})
    calls = await follow(hass, "Log late events", "logbook.log")
    await pass_time(200)
    fresh, old = timedelta(seconds=5), timedelta(seconds=130)
    cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - fresh)
    late = cloud.raise_event(CAMERA_ID, "sound", time=cloud.now() - old)
    await pass_time(3)
    (call,) = calls
    assert call.data["entity_id"] == CAMERA
    assert call.data["message"] == f"had sound at {late.time.isoformat()}"


async def test_the_image_is_sent(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    alias = "Send the image of the front door"
    calls = await follow(hass, alias, "notify.mobile_app_phone")
    event = cloud.raise_event(CAMERA_ID, "motion", thumb_after=4)
    await pass_time(3)
    assert not calls
    for _ in range(5):
        await pass_time(3)
    (call,) = calls
    place = f"{entry.entry_id}/{CAMERA_ID}/event/{event.id}"
    assert call.data == {
        "title": "Front door",
        "message": "Motion",
        "data": {"image": f"/api/vxg/picture/{place}"},
    }


@pytest.mark.usefixtures("entry")
async def test_a_visitor_rings_the_doorbell(
    hass: HomeAssistant, cloud: Cloud, pass_time: PassTime
) -> None:
    alias = "Turn on the light when a visitor rings the doorbell"
    calls = await follow(hass, alias, "light.turn_on")

    async def ring() -> None:
        for state in ("off", "on"):
            hass.states.async_set("binary_sensor.doorbell", state)
            await hass.async_block_till_done()

    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    await ring()
    assert not calls
    cloud.raise_event(CAMERA_ID, "motion", {"Person": "few"})
    await pass_time(3)
    await ring()
    assert len(calls) == 1
    for _ in range(5):
        await pass_time(25)
    await ring()
    assert len(calls) == 1


@pytest.mark.usefixtures("entry")
async def test_visitors_are_announced_after_30_quiet_minutes(
    hass: HomeAssistant, cloud: Cloud, pass_time: PassTime
) -> None:
    calls = await follow(hass, "Announce visitors after 30 quiet minutes", "tts.speak")
    await pass_time(61)
    await pass_time(3)
    spoken = []
    for minutes in (1, 1, 29, 31, 10):
        for _ in range(minutes):
            await pass_time(60)
        cloud.raise_event(CAMERA_ID, "sound")
        cloud.raise_event(CAMERA_ID, "motion")
        await pass_time(3)
        spoken.append(len(calls))
    assert spoken == [1, 1, 1, 2, 2]


def test_every_automation_of_the_page_has_a_test() -> None:
    source = Path(__file__).read_text()
    assert [alias for alias in WRITTEN if f'"{alias}"' not in source] == []


def test_every_trigger_and_condition_has_an_example() -> None:
    shown = str([one.data for one in EXAMPLES])
    page = PAGE.read_text()
    for name in (*trigger.TRIGGERS, *condition.CONDITIONS):
        assert f"'vxg.{name}'" in shown
        assert f"`vxg.{name}`" in page
