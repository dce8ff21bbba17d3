"""Each blueprint is imported as Home Assistant imports it, and does its job."""

from datetime import timedelta
import json
from pathlib import Path
import re
from typing import Any
from urllib.parse import urlencode

from homeassistant.components.blueprint.importer import _get_github_import_url
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from homeassistant.util.yaml import load_yaml_dict
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from simulator import Cloud

from ..common.automations import calls_of
from ..common.blueprints import FOLDER, USES, YARD, Use, until
from ..common.documented import ROOT
from ..conftest import CAMERA_ID, PassTime

PAGE = ROOT / "docs" / "automations.md"
MANIFEST = json.loads((ROOT / "custom_components/vxg/manifest.json").read_text())


def test_each_blueprint_has_a_test_an_example_and_a_button_that_imports_it() -> None:
    address = MANIFEST["documentation"]
    owner = address.rsplit("/", 2)[1]
    page = PAGE.read_text()
    names = {path.stem for path in FOLDER.glob("*.yaml")}
    assert len(names) >= 5
    modules = Path(__file__).parent.glob("test_blueprint*.py")
    source = "\n".join(module.read_text() for module in modules)
    tested = re.findall(r"^async def test_blueprint_(\w+)", source, re.MULTILINE)
    assert sorted(tested) == sorted(names)
    assert set(USES) == {f"{owner}/{name}.yaml" for name in names}
    button = "https://my.home-assistant.io/badges/blueprint_import.svg"
    assert page.count(button) == len(names)
    for path in FOLDER.glob("*.yaml"):
        place = f"{address}/blob/main/{path.relative_to(ROOT)}"
        assert load_yaml_dict(path)["blueprint"]["source_url"] == place
        query = urlencode({"blueprint_url": place})
        link = f"https://my.home-assistant.io/redirect/blueprint_import/?{query}"
        assert f"({link})" in page


def test_home_assistant_takes_the_addresses_of_blueprints_for_files_of_github() -> None:
    path = next(FOLDER.glob("*.yaml"))
    place = load_yaml_dict(path)["blueprint"]["source_url"]
    raw = _get_github_import_url(place)
    assert raw.startswith("https://raw.githubusercontent.com/")
    assert raw.endswith(f"/main/{path.relative_to(ROOT)}")


@pytest.mark.usefixtures("entry")
async def test_blueprint_notify_with_picture(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    cloud: Cloud,
    go_on: PassTime,
    use: Use,
    phone: tuple[str, list[Any]],
) -> None:
    device_id, pushed = phone
    await use("notify_with_picture", phone=device_id, keep_quiet=False)
    cloud.raise_event(CAMERA_ID, "sound", thumb_after=0)
    event = cloud.raise_event(CAMERA_ID, "motion", thumb_after=1)
    for _ in range(5):
        await go_on(2)
    (push,) = pushed
    assert push.data["title"] == "Front door"
    local = dt_util.as_local(event.time).strftime("%H:%M:%S")
    assert push.data["message"] == f"Motion, {local}"
    client = await hass_client()
    picture = push.data["data"]["image"]
    assert push.data["data"]["attachment"]["url"] == picture
    answer = await client.get(picture)
    assert answer.content_type == "image/jpeg"

    # It cools down for a minute.
    cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    await go_on(10)
    assert len(pushed) == 1
    await go_on(61)
    cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    await go_on(10)
    assert len(pushed) == 2


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize(("keep_quiet", "sent"), [(True, 0), (False, 1)])
@pytest.mark.freeze_time("2026-11-25 23:30:00+00:00")
async def test_notifications_keep_quiet_hours(
    hass: HomeAssistant,
    cloud: Cloud,
    go_on: PassTime,
    use: Use,
    phone: tuple[str, list[Any]],
    keep_quiet: bool,
    sent: int,
) -> None:
    await hass.config.async_set_time_zone("UTC")
    device_id, pushed = phone
    await use("notify_with_picture", phone=device_id, keep_quiet=keep_quiet)
    cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    await go_on(5)
    assert len(pushed) == sent
    # It is half past seven then, and no time for quiet any more.
    await go_on(timedelta(hours=8).total_seconds())
    cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    await go_on(5)
    assert len(pushed) == sent + 1


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize(("minutes", "sent"), [(5, 0), (-5, 1)])
async def test_no_image_is_sent_while_the_camera_is_to_be_quiet(
    hass: HomeAssistant,
    cloud: Cloud,
    go_on: PassTime,
    use: Use,
    phone: tuple[str, list[Any]],
    minutes: int,
    sent: int,
) -> None:
    device_id, pushed = phone
    await use("notify_with_picture", phone=device_id, keep_quiet=False)
    await hass.services.async_call(
        "datetime",
        "set_value",
        {
            "entity_id": "datetime.front_door_quiet_until",
            "datetime": dt_util.utcnow() + timedelta(minutes=minutes),
        },
        blocking=True,
    )
    cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    await go_on(5)
    assert len(pushed) == sent


@pytest.mark.usefixtures("entry")
async def test_blueprint_mark_the_video(
    hass: HomeAssistant, cloud: Cloud, pass_time: PassTime, use: Use
) -> None:
    door, alarm = "binary_sensor.front_door_contact", "alarm_control_panel.house"
    hass.states.async_set(door, "off", {"friendly_name": "Door"})
    hass.states.async_set(alarm, "disarmed")
    await use("mark_the_video")
    for entity_id, state in (
        (door, "on"),
        (door, "off"),
        (door, "unavailable"),
        (door, "on"),
        (alarm, "armed_away"),
        (alarm, "triggered"),
    ):
        hass.states.async_set(entity_id, state, {"friendly_name": entity_id})
        await hass.async_block_till_done()
    assert [(event.name, event.meta) for event in cloud.events] == [
        ("house", {"source": door, "state": "on"}),
        ("house", {"source": alarm, "state": "triggered"}),
    ]


@pytest.mark.usefixtures("entry")
async def test_every_change_marks_the_video_where_no_state_is_named(
    hass: HomeAssistant, cloud: Cloud, use: Use
) -> None:
    hass.states.async_set("lock.gate", "locked")
    await use("mark_the_video", sources=["lock.gate"], to_states=[])
    for state in ("unlocked", "locked"):
        hass.states.async_set("lock.gate", state)
        await hass.async_block_till_done()
    assert [event.meta["state"] for event in cloud.events] == ["unlocked", "locked"]


@pytest.mark.usefixtures("entry")
async def test_blueprint_light_at_night(
    hass: HomeAssistant, cloud: Cloud, go_on: PassTime, use: Use
) -> None:
    on, off = calls_of(hass, "light.turn_on"), calls_of(hass, "light.turn_off")
    hass.states.async_set("sun.sun", "above_horizon")
    lights = {"entity_id": ["light.porch"]}
    await use("light_at_night")
    cloud.raise_event(CAMERA_ID, "motion")
    await go_on(3)
    assert not on

    hass.states.async_set("sun.sun", "below_horizon")
    cloud.raise_event(CAMERA_ID, "motion")
    await go_on(3)
    assert [call.data for call in on] == [lights]
    await go_on(50)
    cloud.raise_event(CAMERA_ID, "motion")
    await go_on(3)
    await go_on(50)
    assert not off
    await go_on(12)
    assert [call.data for call in off] == [lights]


async def test_blueprint_escalate(
    hass: HomeAssistant,
    cloud: Cloud,
    group: MockConfigEntry,
    pass_time: PassTime,
    use: Use,
) -> None:
    calls = calls_of(hass, "siren.turn_on")
    await use("escalate")
    for camera_id, person, escalated in (
        (CAMERA_ID, "80", 0),
        (YARD, "20", 0),
        (YARD, "90", 0),
        (CAMERA_ID, "60", 1),
        (CAMERA_ID, "60", 1),
    ):
        cloud.raise_event(camera_id, "motion", {"Person": person})
        await pass_time(5)
        assert len(calls) == escalated
    for _ in range(3):
        await pass_time(121)
        cloud.raise_event(YARD, "motion", {"Person": "99"})
        await pass_time(3)
    assert len(calls) == 1


async def test_blueprint_alert_another_camera(
    hass: HomeAssistant,
    cloud: Cloud,
    group: MockConfigEntry,
    go_on: PassTime,
    use: Use,
) -> None:
    siren = {"name": "siren", "caps": {"can_be_triggered": True}, "receive": True}
    cloud.cameras[YARD].add_type(siren)
    await group.runtime_data.cameras.async_refresh_camera(YARD)
    await go_on(11)
    await use("alert_another_camera")
    cloud.raise_event(CAMERA_ID, "motion")
    cloud.raise_event(YARD, "motion", {"Person": "80"})
    await go_on(3)
    assert not sirens(cloud)
    cloud.raise_event(CAMERA_ID, "motion", {"Person": "80"})
    await go_on(3)
    await until(lambda: bool(sirens(cloud)))
    assert sirens(cloud) == [(YARD, {"seen": "motion", "seen_by": "Front door"})]

    # It cools down for half a minute.
    cloud.raise_event(CAMERA_ID, "motion", {"Person": "80"})
    await go_on(20)
    assert len(sirens(cloud)) == 1
    await go_on(11)
    cloud.raise_event(CAMERA_ID, "motion", {"Person": "80"})
    await go_on(3)
    await until(lambda: len(sirens(cloud)) == 2)


def sirens(cloud: Cloud) -> list[Any]:
    return [
        (event.camera_id, event.meta) for event in cloud.events if event.name == "siren"
    ]


@pytest.mark.usefixtures("entry")
async def test_blueprint_quiet_again(
    hass: HomeAssistant, cloud: Cloud, go_on: PassTime, use: Use
) -> None:
    calls = calls_of(hass, "light.turn_off")
    await use("quiet_again")
    await go_on(61)
    cloud.raise_event(CAMERA_ID, "motion")
    await go_on(3)
    await go_on(100)
    cloud.raise_event(CAMERA_ID, "motion")
    await go_on(3)
    await go_on(100)
    assert not calls
    await go_on(21)
    assert len(calls) == 1

    # What happened during an outage nobody knows.
    cloud.raise_event(CAMERA_ID, "motion")
    await go_on(3)
    cloud.faults.fail_next(1000, status=502)
    for _ in range(3):
        await go_on(20)
    cloud.faults.clear()
    await go_on(61)
    await go_on(3)
    assert len(calls) == 1
