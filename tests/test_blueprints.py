"""Each blueprint is imported as Home Assistant imports it, and does its job."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.automation.helpers import async_get_blueprints
from homeassistant.components.blueprint.importer import fetch_blueprint_from_url
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from simulator import Cloud, CloudServer

from .automations import CAMERA, add_automations, calls_of, heard
from .conftest import CAMERA_ID, Pass, make_entry, set_up

FOLDER = Path(__file__).parent.parent / "blueprints" / "automation" / "vxg"
YARD = 310246
MOTION = {"cameras": {"entity_id": CAMERA}, "event_types": ["motion"]}

type Use = Callable[..., Awaitable[None]]


@pytest.fixture
async def go_on(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> AsyncGenerator[Pass]:
    """Return a function that lets seconds pass while automations may wait meanwhile."""

    async def go_on(seconds: float) -> None:
        freezer.tick(timedelta(seconds=seconds))
        async_fire_time_changed(hass)
        while tasks := {task for task in running(hass) if not is_automation(task)}:
            await asyncio.wait(tasks)
        # Those that waited long enough get their turns.
        for _ in range(50):
            await asyncio.sleep(0)

    yield go_on
    await hass.services.async_call(
        "automation", "turn_off", {"entity_id": "all"}, blocking=True
    )


def is_automation(task: asyncio.Future[Any]) -> bool:
    """Tell whether a task is a run of an automation, which may be in a delay."""
    coro = task.get_coro() if isinstance(task, asyncio.Task) else None
    return "trigger" in str(getattr(coro, "__qualname__", ""))


def running(hass: HomeAssistant) -> set[asyncio.Future[Any]]:
    return {task for task in hass._tasks | hass._background_tasks if not task.done()}


@pytest.fixture
async def files(socket_enabled: None) -> AsyncGenerator[TestServer]:
    """Serve the blueprints."""
    app = web.Application()
    app.router.add_static("/", FOLDER)
    async with TestServer(app) as server:
        yield server


@pytest.fixture
def use(hass: HomeAssistant, files: TestServer, tmp_path: Path) -> Use:
    """Return a function that imports a blueprint and sets an automation up with it."""

    async def use(name: str, **inputs: Any) -> None:
        hass.config.config_dir = str(tmp_path)
        assert await async_setup_component(hass, "blueprint", {})
        url = str(files.make_url(f"/{name}.yaml"))
        imported = await fetch_blueprint_from_url(hass, url)
        assert imported.blueprint.validate() is None
        assert imported.suggested_filename.endswith(f"/{name}")
        path = f"{imported.suggested_filename}.yaml"
        await async_get_blueprints(hass).async_add_blueprint(imported.blueprint, path)
        await add_automations(
            hass, {"use_blueprint": {"path": path, "input": dict(inputs)}}
        )

    return use


@pytest.fixture
async def phone(hass: HomeAssistant, tmp_path: Path) -> tuple[str, list[Any]]:
    """Return the device of a phone with the app, and what is pushed to it."""
    entry = MockConfigEntry(
        domain="mobile_app",
        data={
            "app_data": {"push_token": "token", "push_url": "http://127.0.0.1/push"},
            "app_id": "io.test",
            "app_name": "Test",
            "app_version": "1",
            "device_id": "phone",
            "device_name": "Phone",
            "manufacturer": "Test",
            "model": "Test",
            "os_name": "Android",
            "os_version": "16",
            "secret": "1",
            "supports_encryption": False,
            "user_id": "1",
            "webhook_id": "hook",
        },
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    (device,) = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    return device.id, calls_of(hass, "notify.mobile_app_phone")


@pytest.fixture
async def group(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: Pass
) -> MockConfigEntry:
    """Return a loaded entry of two cameras."""
    cloud.add_camera(YARD, "Yard")
    entry = make_entry(cloud, server, token=cloud.group_token(), unique_id="group")
    await set_up(hass, entry)
    return entry


def test_there_is_a_test_for_each_blueprint() -> None:
    tested = {name for name in globals() if name.startswith("test_blueprint_")}
    assert tested == {f"test_blueprint_{path.stem}" for path in FOLDER.glob("*.yaml")}


@pytest.mark.usefixtures("entry")
async def test_blueprint_notify_with_picture(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    cloud: Cloud,
    go_on: Pass,
    use: Use,
    phone: tuple[str, list[Any]],
) -> None:
    device_id, pushed = phone
    await use("notify_with_picture", **MOTION, phone=device_id, cool_down="00:01:00")
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
    go_on: Pass,
    use: Use,
    phone: tuple[str, list[Any]],
    keep_quiet: bool,
    sent: int,
) -> None:
    await hass.config.async_set_time_zone("UTC")
    device_id, pushed = phone
    await use(
        "notify_with_picture",
        **MOTION,
        phone=device_id,
        cool_down="00:00:10",
        keep_quiet=keep_quiet,
    )
    cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    await go_on(5)
    assert len(pushed) == sent
    # It is half past seven then, and no time for quiet any more.
    await go_on(timedelta(hours=8).total_seconds())
    cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    await go_on(5)
    assert len(pushed) == sent + 1


@pytest.mark.usefixtures("entry")
async def test_blueprint_mark_the_video(
    hass: HomeAssistant, cloud: Cloud, pass_time: Pass, use: Use
) -> None:
    door, alarm = "binary_sensor.door", "alarm_control_panel.house"
    hass.states.async_set(door, "off", {"friendly_name": "Door"})
    hass.states.async_set(alarm, "disarmed")
    await use(
        "mark_the_video",
        cameras={"entity_id": CAMERA},
        sources=[door, alarm],
        to_states=["on", "triggered"],
    )
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
        ("home_assistant", {"source": door, "state": "on"}),
        ("home_assistant", {"source": alarm, "state": "triggered"}),
    ]


@pytest.mark.usefixtures("entry")
async def test_every_change_marks_the_video_where_no_state_is_named(
    hass: HomeAssistant, cloud: Cloud, use: Use
) -> None:
    hass.states.async_set("lock.gate", "locked")
    await use("mark_the_video", cameras={"entity_id": CAMERA}, sources=["lock.gate"])
    for state in ("unlocked", "locked"):
        hass.states.async_set("lock.gate", state)
        await hass.async_block_till_done()
    assert [event.meta["state"] for event in cloud.events] == ["unlocked", "locked"]


@pytest.mark.usefixtures("entry")
async def test_blueprint_light_at_night(
    hass: HomeAssistant, cloud: Cloud, go_on: Pass, use: Use
) -> None:
    on, off = calls_of(hass, "light.turn_on"), calls_of(hass, "light.turn_off")
    hass.states.async_set("sun.sun", "above_horizon")
    lights = {"entity_id": ["light.porch"]}
    await use("light_at_night", **MOTION, lights=lights, stay_on="00:01:00")
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
    pass_time: Pass,
    use: Use,
) -> None:
    calls = calls_of(hass)
    await use(
        "escalate",
        cameras={"entity_id": [CAMERA, "camera.yard"]},
        metadata=[{"tag": "Person", "above": 50}],
        count=3,
        within={"minutes": 2},
        escalation=[
            {"action": "test.automation", "data": {"trigger": "{{ trigger }}"}}
        ],
    )
    ids = []
    for camera_id, person in (
        (CAMERA_ID, "80"),
        (YARD, "20"),
        (YARD, "90"),
        (CAMERA_ID, "60"),
        (CAMERA_ID, "60"),
    ):
        ids.append(cloud.raise_event(camera_id, "motion", {"Person": person}).id)
        await pass_time(5)
    assert heard(calls) == [ids[3]]
    for _ in range(3):
        await pass_time(121)
        cloud.raise_event(YARD, "motion", {"Person": "99"})
        await pass_time(3)
    assert len(calls) == 1


async def test_blueprint_alert_another_camera(
    hass: HomeAssistant,
    cloud: Cloud,
    group: MockConfigEntry,
    go_on: Pass,
    use: Use,
) -> None:
    siren = {"name": "siren", "caps": {"can_be_triggered": True}, "receive": True}
    cloud.cameras[YARD].add_type(siren)
    await group.runtime_data.channels.async_refresh_camera(YARD)
    await go_on(11)
    await use(
        "alert_another_camera",
        **MOTION,
        metadata=[{"tag": "Person", "above": 50}],
        others={"entity_id": "camera.yard"},
        event_type="siren",
        cool_down="00:00:30",
    )
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


async def until(ready: Callable[[], bool]) -> None:
    """Let automations go on until something is done, which must be soon."""
    for _ in range(10_000):
        if ready():
            return
        await asyncio.sleep(0)
    raise AssertionError


def sirens(cloud: Cloud) -> list[Any]:
    return [
        (event.camera_id, event.meta) for event in cloud.events if event.name == "siren"
    ]


@pytest.mark.usefixtures("entry")
async def test_blueprint_quiet_again(
    hass: HomeAssistant, cloud: Cloud, go_on: Pass, use: Use
) -> None:
    calls = calls_of(hass, "light.turn_off")
    act = [{"action": "light.turn_off", "target": {"entity_id": "light.hall"}}]
    await use("quiet_again", **MOTION, quiet_for="00:02:00", then=act)
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
