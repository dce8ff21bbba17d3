"""Tests for polling cameras one by one, where a cloud refuses a group's list."""

from datetime import timedelta
from typing import Any
from unittest.mock import AsyncMock

from homeassistant.core import CoreState, HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)

from custom_components.vxg.const import CONF_CLOCKS_BEHIND, EVENT_VXG
from custom_components.vxg.diagnostics import async_get_config_entry_diagnostics
from custom_components.vxg.events import per_camera
from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID, PassTime, make_entry, set_up, set_up_group

CAMERAS = 10


def event_requests(cloud: Cloud) -> list[Any]:
    return [item for item in cloud.requests if item.path == "/api/v2/storage/events/"]


@pytest.fixture
async def group(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, freezer: object
) -> MockConfigEntry:
    """Return a loaded entry of ten cameras whose list of events is refused."""
    for number in range(1, CAMERAS):
        cloud.add_camera(number, f"Camera {number}")
    cloud.group_list_status = 403
    return await set_up_group(hass, cloud, server)


async def test_a_requested_update_reads_all_cameras_while_polling_is_disabled(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number in range(1, CAMERAS):
        cloud.add_camera(number, f"Camera {number}")
    cloud.group_list_status = 403
    token = cloud.group_token()
    entry = make_entry(
        cloud, server, token=token, unique_id="group", pref_disable_polling=True
    )
    await set_up(hass, entry)
    bus_events = async_capture_events(hass, EVENT_VXG)
    events = entry.runtime_data.events

    pauses: list[timedelta] = []

    async def pause(_hass: HomeAssistant, duration: timedelta) -> None:
        pauses.append(duration)

    monkeypatch.setattr(per_camera, "async_sleep", pause)

    async def update() -> None:
        """Read the events of all cameras, no more than four a second."""
        cloud.requests.clear()
        pauses.clear()
        await events.async_refresh()
        polls = {item.query["camid"] for item in event_requests(cloud)[-CAMERAS:]}
        assert polls == {str(camera_id) for camera_id in cloud.cameras}
        assert pauses == [timedelta(seconds=1)] * 2

    await update()
    raised = [cloud.raise_event(camera_id, "motion").id for camera_id in cloud.cameras]
    await update()
    assert sorted(event.data["event_id"] for event in bus_events) == raised


@pytest.mark.parametrize("status", [403, 404])
async def test_each_event_is_fired_once(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    status: int,
) -> None:
    for number in range(1, CAMERAS):
        cloud.add_camera(number, f"Camera {number}")
    cloud.group_list_status = status
    entry = await set_up_group(hass, cloud, server)
    bus_events = async_capture_events(hass, EVENT_VXG)
    for _ in range(3):
        await pass_time(1)
    raised_ids = [
        cloud.raise_event(number, "motion").id for number in range(1, CAMERAS)
    ]
    for _ in range(8):
        await pass_time(1)
    assert sorted(event.data["event_id"] for event in bus_events) == raised_ids
    assert hass.states.get("binary_sensor.camera_3_motion").state == "on"
    assert entry.runtime_data.events.last_update_success


async def test_at_most_four_cameras_are_polled_per_second(
    hass: HomeAssistant, cloud: Cloud, group: MockConfigEntry, pass_time: PassTime
) -> None:
    for _ in range(6):
        cloud.requests.clear()
        await pass_time(1)
        camera_ids = [item.query["camid"] for item in event_requests(cloud)]
        assert len(camera_ids) == len(set(camera_ids)) <= 4
    events = group.runtime_data.events
    assert events.update_interval == timedelta(seconds=1)
    diagnostics = await async_get_config_entry_diagnostics(hass, group)
    assert diagnostics["engine"]["reads_by_camera"] is True
    assert diagnostics["engine"]["poll_interval"] == 3
    assert diagnostics["engine"]["requests_last_hour"] >= 20


async def test_a_camera_that_is_refused_does_not_affect_the_others(
    hass: HomeAssistant, cloud: Cloud, group: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.faults.refuse_token(cloud.camera_tokens[3])
    bus_events = async_capture_events(hass, EVENT_VXG)
    for _ in range(4):
        await pass_time(1)
    event = cloud.raise_event(4, "motion")
    for _ in range(7):
        await pass_time(1)
    assert [item.data["event_id"] for item in bus_events] == [event.id]
    diagnostics = await async_get_config_entry_diagnostics(hass, group)
    assert diagnostics["engine"]["refused_cameras"] == [3]
    assert not hass.config_entries.flow.async_progress()


async def test_the_poll_fails_if_every_camera_is_refused(
    hass: HomeAssistant, cloud: Cloud, group: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.faults.fail_next(10**6, status=403, path="/api/v2/storage/events")
    for _ in range(5):
        await pass_time(1)
    assert not group.runtime_data.events.last_update_success


async def test_an_outage_during_a_round_loses_no_event(
    hass: HomeAssistant, cloud: Cloud, group: MockConfigEntry, pass_time: PassTime
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    for _ in range(4):
        await pass_time(1)
    raised_ids = [
        cloud.raise_event(number, "motion").id for number in range(1, CAMERAS)
    ]
    await pass_time(1)
    cloud.faults.fail_next(6, status=502)
    for _ in range(8):
        await pass_time(20)
    assert sorted(event.data["event_id"] for event in bus_events) == raised_ids


async def test_a_sweep_in_a_round_finds_events_that_were_stored_late(
    hass: HomeAssistant, cloud: Cloud, group: MockConfigEntry, pass_time: PassTime
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    for _ in range(66):
        await pass_time(1)
    assert group.runtime_data.events.sweep_schedule.completed == 1
    old = cloud.raise_event(5, "motion", time=cloud.now() - timedelta(minutes=40)).id
    for _ in range(7):
        await pass_time(60)
    for _ in range(4):
        await pass_time(1)
    assert [event.data["event_id"] for event in bus_events] == [old]
    assert bus_events[0].data["late"] is True


async def test_the_group_list_is_tried_again_and_used_once_it_is_allowed(
    hass: HomeAssistant, cloud: Cloud, group: MockConfigEntry, pass_time: PassTime
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    for _ in range(4):
        await pass_time(1)
    cloud.group_list_status = 200
    event = cloud.raise_event(CAMERA_ID, "motion").id
    for _ in range(4):
        await pass_time(1)
    assert group.runtime_data.events.polls_per_camera
    await pass_time(3601)
    await pass_time(3)
    assert not group.runtime_data.events.polls_per_camera
    cloud.requests.clear()
    await pass_time(3)
    assert len(event_requests(cloud)) == 1
    assert [item.data["event_id"] for item in bus_events] == [event]


@pytest.mark.parametrize("status", [403, 404])
async def test_one_odd_refusal_of_the_group_list_does_not_last(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    status: int,
) -> None:
    """A proxy may answer for the cloud once; in a large group polls are slow then."""
    entry = await set_up_group(hass, cloud, server)
    await pass_time(2, times=3)
    cloud.faults.fail_next(1, status=status, path="/api/v2/storage/events")
    await pass_time(2)
    assert entry.runtime_data.events.polls_per_camera
    await pass_time(2, times=35)
    assert not entry.runtime_data.events.polls_per_camera


async def test_the_group_list_is_tried_less_and_less_often(
    hass: HomeAssistant, cloud: Cloud, group: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.requests.clear()
    await pass_time(30, times=600)
    lists = [r for r in event_requests(cloud) if "camid" not in r.query]
    assert group.runtime_data.events.polls_per_camera
    assert 8 <= len(lists) <= 12


async def test_a_refused_camera_token_is_only_a_failed_poll(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.faults.fail_next(1, status=403, path="/api/v2/storage/events")
    await pass_time(3)
    events = entry.runtime_data.events
    assert not events.last_update_success
    assert not events.polls_per_camera


async def test_a_round_finds_fresh_events_of_a_clock_that_is_behind(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    cloud.add_camera(7, "Garden")
    cloud.group_list_status = 403
    entry = make_entry(
        cloud,
        server,
        token=cloud.group_token(),
        unique_id="group",
        options={CONF_CLOCKS_BEHIND: {"7": 7200}},
    )
    await set_up(hass, entry)
    bus_events = async_capture_events(hass, EVENT_VXG)
    # The first sweep takes bearings of the hours before.
    for _ in range(3):
        await pass_time(61)
    event = cloud.raise_event(7, "motion", time=cloud.now() - timedelta(hours=2))
    for _ in range(3):
        await pass_time(3)
    assert [item.data["event_id"] for item in bus_events] == [event.id]
    assert bus_events[0].data["late"] is False


async def test_a_requested_poll_ends_when_home_assistant_stops(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    freezer: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cloud.add_camera(1, "Camera 1")
    cloud.group_list_status = 403
    token = cloud.group_token()
    entry = make_entry(
        cloud, server, token=token, unique_id="group", pref_disable_polling=True
    )
    await set_up(hass, entry)
    monkeypatch.setattr(
        per_camera, "async_sleep", AsyncMock(side_effect=AssertionError)
    )
    events = entry.runtime_data.events
    gate = cloud.faults.hold(path="/storage/events", count=1)
    poll = hass.async_create_task(events.async_refresh())
    await gate.reached()
    hass.set_state(CoreState.stopping)
    gate.release()
    await poll
    assert events.last_update_success
    hass.set_state(CoreState.running)
