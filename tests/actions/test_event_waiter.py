"""Tests for waiting for the event of a trigger request."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import CALLBACK_TYPE, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.helpers.event import async_call_later
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.vxg.actions.event_waiter import ExpectedEvent
from custom_components.vxg.aiovxg import Event, NewEvent
from custom_components.vxg.const import EVENT_VXG
from custom_components.vxg.helpers.signals import signal_new_event
from simulator import Cloud, CloudServer

from ..common.actions import CAMERA, get_response
from ..common.polling import make_next_poll_full
from ..conftest import CAMERA_ID, PassTime, make_entry, set_up

type ResponseTask = asyncio.Task[dict[str, Any]]
type Start = Callable[..., Awaitable[ResponseTask]]

SIREN = {"name": "siren", "receive": True, "caps": {"can_be_triggered": True}}
TIME = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
async def loaded(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry
) -> MockConfigEntry:
    """Return the entry of a camera with a type that can be triggered."""
    for name in ("siren", "horn"):
        cloud.cameras[CAMERA_ID].add_type({**SIREN, "name": name})
    await entry.runtime_data.cameras.async_refresh_camera(CAMERA_ID)
    await hass.async_block_till_done(wait_background_tasks=True)
    cloud.requests.clear()
    return entry


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Return an event that is set once the request was accepted and the wait starts."""
    started = asyncio.Event()

    def call_later(*args: Any) -> CALLBACK_TYPE:
        started.set()
        return async_call_later(*args)

    monkeypatch.setattr(
        "custom_components.vxg.actions.event_waiter.async_call_later", call_later
    )
    return started


@pytest.fixture
def start(hass: HomeAssistant, waiting: asyncio.Event) -> Start:
    """Return a function that triggers, and returns the task that waits."""

    async def start(*, wait: int = 20, **data: Any) -> ResponseTask:
        # Not a task of Home Assistant, or the test would wait for it.
        task = asyncio.create_task(
            get_response(hass, "trigger_event", event_type="siren", wait=wait, **data)
        )
        await waiting.wait()
        return task

    return start


async def finish(
    task: ResponseTask, pass_time: PassTime, seconds: float
) -> dict[str, Any]:
    """Let time pass in steps of two seconds; return the result of the camera."""
    for _ in range(int(seconds // 2)):
        await pass_time(2)
    return (await task)[CAMERA]


@pytest.mark.usefixtures("loaded")
async def test_the_result_is_the_event_that_appeared(
    hass: HomeAssistant, cloud: Cloud, pass_time: PassTime, start: Start
) -> None:
    task = await start(metadata={"by": "hand"})
    assert not task.done()
    result = await finish(task, pass_time, 6)
    (event,) = cloud.events
    assert result == {
        "success": True,
        "status": "appeared",
        "event_id": event.id,
        "time": event.time.isoformat(),
        "error": None,
    }
    # The poll found it, so it was dispatched like any other event.
    assert hass.states.get("binary_sensor.front_door_siren").state == "on"
    assert not [request for request in cloud.requests if "events" in request.query]


@pytest.mark.usefixtures("loaded")
async def test_bus_events_of_others_are_ignored(
    hass: HomeAssistant,
    cloud: Cloud,
    pass_time: PassTime,
    start: Start,
    caplog: pytest.LogCaptureFixture,
) -> None:
    task = await start()
    hass.bus.async_fire(EVENT_VXG, {"event_type": "siren"})
    result = await finish(task, pass_time, 6)
    assert result["event_id"] == cloud.events[0].id
    assert "Traceback" not in caplog.text


@pytest.mark.usefixtures("loaded")
async def test_of_two_equal_events_the_first_is_the_result(
    cloud: Cloud, pass_time: PassTime, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    # One poll reads both.
    task = await start()
    cloud.raise_event(CAMERA_ID, "siren", time=cloud.events[0].time, listed_after=1)
    result = await finish(task, pass_time, 6)
    assert result["event_id"] == cloud.events[0].id
    assert "Traceback" not in caplog.text


async def test_an_event_at_the_end_of_the_wait_is_seen(
    hass: HomeAssistant,
    loaded: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
    start: Start,
) -> None:
    expected = datetime.now(UTC)
    task = await start(wait=10)
    freezer.tick(11)
    event = Event(id=4711, camera_id=CAMERA_ID, name="siren", time=expected)
    signal = signal_new_event(loaded.entry_id, CAMERA_ID)
    async_dispatcher_send(hass, signal, NewEvent(event=event, late=False))
    async_fire_time_changed(hass)
    assert (await task)[CAMERA]["event_id"] == 4711


@pytest.mark.usefixtures("loaded")
async def test_an_event_that_does_not_appear_is_not_seen(
    hass: HomeAssistant, cloud: Cloud, pass_time: PassTime, start: Start
) -> None:
    cloud.cameras[CAMERA_ID].types["siren"]["receive"] = False
    task = await start(wait=10)
    await pass_time(8)
    assert not task.done()
    result = await finish(task, pass_time, 4)
    assert result["success"] is True
    assert result["status"] == "not_seen"
    assert result["event_id"] is None
    assert datetime.fromisoformat(result["time"]) <= datetime.now(UTC)


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("name", "meta", "seconds"),
    [
        ("horn", {"by": "hand"}, 0),
        ("siren", {"by": "somebody"}, 0),
        ("siren", {}, 0),
        ("siren", {"by": "hand"}, 1),
        ("siren", {"by": "hand"}, -1),
    ],
)
async def test_another_event_does_not_match(
    hass: HomeAssistant,
    cloud: Cloud,
    pass_time: PassTime,
    start: Start,
    name: str,
    meta: dict[str, str],
    seconds: int,
) -> None:
    cloud.cameras[CAMERA_ID].types["siren"]["receive"] = False
    task = await start(wait=10, metadata={"by": "hand"})
    time = cloud.now() + timedelta(seconds=seconds)
    cloud.raise_event(CAMERA_ID, name, meta, time)
    assert (await finish(task, pass_time, 12))["status"] == "not_seen"


async def test_an_event_of_another_camera_does_not_match(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    start: Start,
) -> None:
    cloud.add_camera(7, "Garden", [SIREN])
    cloud.cameras[CAMERA_ID].add_type({**SIREN, "receive": False})
    await set_up(hass, make_entry(cloud, server, token=cloud.group_token()))
    task = await start(wait=10)
    cloud.raise_event(7, "siren", time=cloud.now())
    assert (await finish(task, pass_time, 12))["status"] == "not_seen"


@pytest.mark.usefixtures("loaded")
async def test_an_event_matches_with_additional_tags_and_without_fractions(
    hass: HomeAssistant, cloud: Cloud, pass_time: PassTime, start: Start
) -> None:
    cloud.cameras[CAMERA_ID].types["siren"]["receive"] = False
    task = await start(metadata={"by": "hand"})
    time = cloud.now().replace(microsecond=0)
    event = cloud.raise_event(CAMERA_ID, "siren", {"by": "hand", "x": "1"}, time)
    result = await finish(task, pass_time, 2)
    assert (result["status"], result["event_id"]) == ("appeared", event.id)
    assert result["time"] == time.isoformat()


@pytest.mark.usefixtures("loaded")
async def test_an_event_matches_if_the_cloud_stores_whole_seconds(
    cloud: Cloud, pass_time: PassTime, start: Start
) -> None:
    cloud.wire_format.fractions = False
    result = await finish(await start(metadata={"by": "hand"}), pass_time, 6)
    assert (result["status"], result["event_id"]) == ("appeared", cloud.events[0].id)


async def test_an_event_with_an_old_time_is_late_but_seen(
    hass: HomeAssistant,
    loaded: MockConfigEntry,
    pass_time: PassTime,
    start: Start,
) -> None:
    time = datetime.now(UTC) - timedelta(seconds=140)
    task = await start(time=time)
    for _ in range(3):
        make_next_poll_full(loaded)
        await pass_time(2)
    assert (await task)[CAMERA]["status"] == "appeared"
    assert hass.states.get("binary_sensor.front_door_siren").state == "off"


@pytest.mark.parametrize("ago", [0, 7200])
async def test_without_polling_the_event_is_read_at_the_end_of_the_wait(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    start: Start,
    ago: int,
) -> None:
    cloud.cameras[CAMERA_ID].add_type(SIREN)
    entry = make_entry(cloud, server, pref_disable_polling=True)
    await set_up(hass, entry)
    time = datetime.now(UTC) - timedelta(seconds=ago)
    task = await start(wait=10, time=time, metadata={"by": "hand"})
    result = await finish(task, pass_time, 12)
    assert (result["status"], result["event_id"]) == ("appeared", cloud.events[0].id)
    reads = [
        request for request in cloud.requests if request.query.get("events") == "siren"
    ]
    assert len(reads) == 1


@pytest.mark.usefixtures("loaded")
async def test_a_failed_read_at_the_end_is_not_a_failure_of_the_action(
    hass: HomeAssistant, cloud: Cloud, pass_time: PassTime, start: Start
) -> None:
    task = await start(wait=10)
    cloud.faults.fail_next(10**6, status=500)
    assert (await finish(task, pass_time, 12))["status"] == "not_seen"


@pytest.mark.usefixtures("loaded")
async def test_without_a_wait_the_action_returns_at_once(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    response = await get_response(hass, "trigger_event", event_type="siren")
    assert response[CAMERA]["status"] == "triggered"
    assert len(cloud.requests) == 1


@pytest.mark.usefixtures("loaded")
async def test_a_refused_request_raises_without_a_wait(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    cloud.faults.fail_next(1, status=400, method="POST", detail="Not today")
    with pytest.raises(HomeAssistantError, match="Not today"):
        await get_response(hass, "trigger_event", event_type="siren", wait=60)


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("wait", [-1, 61])
async def test_a_wait_out_of_range_is_refused_without_a_request(
    hass: HomeAssistant, cloud: Cloud, wait: int
) -> None:
    with pytest.raises(ServiceValidationError) as caught:
        await get_response(hass, "trigger_event", event_type="siren", wait=wait)
    assert caught.value.translation_key == "bad_wait"
    assert not cloud.requests


@pytest.mark.parametrize(
    ("microseconds", "matches"),
    [
        (123456, True),
        (123457, False),
        # Cut or rounded to milliseconds or seconds.
        (123000, True),
        (124000, True),
        (125000, False),
        (0, True),
        (1_000_000, True),
        (2_000_000, False),
    ],
)
def test_times_match_within_the_precision_of_the_stored_time(
    microseconds: int, matches: bool
) -> None:
    expected = ExpectedEvent(camera_id=1, event_type="siren", time=TIME, meta={})
    stored_time = TIME.replace(microsecond=0) + timedelta(microseconds=microseconds)
    assert expected.matches(stored_time, {"x": "1"}) is matches
