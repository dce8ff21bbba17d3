"""Tests for the event poll during outages: no event is lost, and logs are brief."""

import logging

from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)

from custom_components.vxg.const import EVENT_VXG, EVENT_VXG_GAP
from simulator import Cloud, CloudServer

from ..common.polling import EVENTS, MOTION, event_ids, event_requests
from ..conftest import CAMERA_ID, PassTime, logged, make_entry, set_up


@pytest.mark.parametrize("fault", ["html", "cut", "drop", "500", "503", "403", "429"])
async def test_a_short_outage_loses_nothing_and_is_logged_once_each_way(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    caplog: pytest.LogCaptureFixture,
    fault: str,
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    if fault == "html":
        cloud.faults.html_next(3)
    elif fault == "cut":
        cloud.faults.truncate_next(3)
    elif fault == "drop":
        cloud.faults.drop_next(3)
    elif fault == "429":
        cloud.faults.rate_limit(3, retry_after=4)
    else:
        cloud.faults.fail_next(3, status=int(fault))
    caplog.clear()
    event = cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(5, times=8)

    assert event_ids(bus_events) == [event.id]
    lines = logged(caplog, logging.INFO)
    assert len([line for line in lines if "Error fetching" in line]) == 1, lines
    assert len([line for line in lines if "recovered" in line]) == 1, lines
    assert not hass.config_entries.flow.async_progress()


async def test_a_gap_tells_how_many_events_the_next_poll_found(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    gaps = async_capture_events(hass, EVENT_VXG_GAP)
    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(2)
    cloud.faults.fail_next(1000, status=502)
    await pass_time(10, times=2)
    for _ in range(2):
        cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(10, times=2)
    cloud.faults.clear()
    await pass_time(61)
    assert [gap.data["recovered"] for gap in gaps] == [2]
    state = hass.states.get("sensor.front_door_last_gap")
    assert state.attributes["recovered"] == 2


async def test_retry_after_delays_the_next_poll(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.faults.rate_limit(1, retry_after=30)
    await pass_time(2)
    cloud.requests.clear()
    await pass_time(27)
    assert not event_requests(cloud)
    # Not all homes at once: up to a quarter later.
    for _ in range(12):
        await pass_time(1)
    assert event_requests(cloud)


async def test_sensors_become_unavailable_with_the_cloud_and_are_off_afterwards(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    cloud.faults.fail_next(1000, status=502)
    connectivity = "binary_sensor.front_door_connectivity"
    await pass_time(3)
    assert hass.states.get(MOTION).state == STATE_ON
    assert hass.states.get(connectivity).state == STATE_ON
    await pass_time(31)
    assert hass.states.get(MOTION).state == STATE_OFF
    await pass_time(35)
    assert hass.states.get(MOTION).state == STATE_UNAVAILABLE
    assert hass.states.get(connectivity).state == STATE_OFF
    assert hass.states.get("camera.front_door").state == "idle"
    assert hass.states.get(EVENTS).state != STATE_UNAVAILABLE

    cloud.faults.clear()
    await pass_time(61)
    assert hass.states.get(MOTION).state == STATE_OFF
    assert hass.states.get(connectivity).state == STATE_ON


async def test_three_authentication_failures_in_a_row_start_reauth_once(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.faults.refuse_token(entry.data["token"])
    await pass_time(3)
    await pass_time(8)
    await pass_time(11)
    assert not hass.config_entries.flow.async_progress()
    await pass_time(61, times=10)
    flows = hass.config_entries.flow.async_progress()
    assert [flow["context"]["source"] for flow in flows] == [SOURCE_REAUTH]


async def test_a_successful_poll_resets_the_count_of_authentication_failures(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    for _ in range(4):
        cloud.faults.fail_next(1, status=401)
        await pass_time(15)
        await pass_time(15)
    assert not hass.config_entries.flow.async_progress()


async def test_a_response_without_a_list_takes_no_bearings(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    cloud.raise_event(CAMERA_ID, "motion")
    cloud.faults.answer_next(body={"meta": {}}, path="storage/events")
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    log = entry.runtime_data.events.log
    assert not log.has_bearings
    # It counts as a failure, which delays the next poll a little.
    await pass_time(6)
    assert log.has_bearings
    assert not bus_events


async def test_a_response_without_a_list_counts_as_a_failed_poll(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.faults.answer_next(
        body={"status": "maintenance"}, path="storage/events", count=10_000
    )
    await pass_time(61, times=3)
    assert hass.states.get(MOTION).state == STATE_UNAVAILABLE
    gaps = async_capture_events(hass, EVENT_VXG_GAP)
    cloud.faults.clear()
    await pass_time(61)
    assert hass.states.get(MOTION).state == STATE_OFF
    assert len(gaps) == 1


UUID = "0b8b7e4c-0f6e-4d0a-9d2f-6a1d5a3f7c11"


@pytest.mark.parametrize(
    "change", [{"id": UUID}, {"time": "1 May"}, {"time": -1}, {"camid": UUID}]
)
async def test_a_response_with_unreadable_events_only_counts_as_a_failed_poll(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    caplog: pytest.LogCaptureFixture,
    change: dict[str, object],
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    time = cloud.now().timestamp()
    event = {"id": 7, "camid": CAMERA_ID, "name": "motion", "time": time}
    caplog.clear()
    cloud.faults.answer_next(
        count=1000, body={"objects": [event | change]}, path="storage/events"
    )
    await pass_time(20, times=5)
    assert hass.states.get(MOTION).state == STATE_UNAVAILABLE
    lines = logged(caplog, logging.INFO)
    assert len([line for line in lines if "Error fetching" in line]) == 1, lines
    cloud.faults.clear()
    # A single readable event, its time as a number, shows that the list can be read.
    body = {"objects": [event | change, event | {"time": cloud.now().timestamp()}]}
    cloud.faults.answer_next(body=body, path="storage/events")
    await pass_time(61)
    assert event_ids(bus_events) == [7]
    assert bus_events[0].data["late"] is False
    assert hass.states.get(MOTION).state != STATE_UNAVAILABLE
