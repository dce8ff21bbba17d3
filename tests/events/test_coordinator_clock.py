"""Tests for the event poll with clocks that differ or are set."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import STATE_ON
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)

from custom_components.vxg.const import EVENT_VXG
from simulator import Cloud, CloudServer

from ..common.polling import MOTION
from ..conftest import CAMERA_ID, Pass, load, make_entry, set_up


async def test_the_clouds_clock_decides_whether_an_event_is_late(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    freezer: FrozenDateTimeFactory,
    pass_time: Pass,
) -> None:
    cloud.skew = timedelta(hours=-2)
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    assert hass.states.get(MOTION).state == STATE_ON


@pytest.mark.parametrize("jump", [-1, 1])
async def test_a_jump_of_the_clouds_clock_is_detected_within_minutes(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: Pass,
    jump: int,
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    await pass_time(3)
    # The first sweep, so that the following events are not older than the bearings.
    await pass_time(60)
    cloud.skew = timedelta(minutes=20 * jump)
    # A failed measurement neither fails the poll nor is the last attempt.
    cloud.faults.drop_next(2, path="server/time")
    await pass_time(301)
    assert entry.runtime_data.events.last_update_success
    await pass_time(301)
    fresh = cloud.raise_event(CAMERA_ID, "motion")
    late = cloud.raise_event(
        CAMERA_ID, "sound", time=cloud.now() - timedelta(seconds=125)
    )
    await pass_time(3)
    assert {event.data["event_id"]: event.data["late"] for event in bus_events} == {
        fresh.id: False,
        late.id: True,
    }


async def test_the_time_of_a_cloud_that_refused_everything_is_requested_again(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    cloud.skew = timedelta(hours=1)
    await hass.config_entries.async_unload(entry.entry_id)
    cloud.faults.fail_next(100, status=403)
    await load(hass, entry)
    cloud.faults.clear()
    bus_events = async_capture_events(hass, EVENT_VXG)
    cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - timedelta(seconds=125))
    await pass_time(10)
    assert [event.data["late"] for event in bus_events] == [True]


async def test_setting_back_our_clock_does_not_delay_the_next_measurement(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    clock = entry.runtime_data.clock
    clock._measured_at += timedelta(days=2)
    cloud.skew = timedelta(hours=1)
    await pass_time(3)
    assert clock.skew > timedelta(minutes=59)


async def test_setting_back_the_clouds_clock_repeats_no_event(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    for _ in range(3):
        cloud.raise_event(CAMERA_ID, "motion")
        await pass_time(10)
    cloud.skew = timedelta(minutes=-20)
    await pass_time(3600)
    await pass_time(3)
    assert len(bus_events) == 3
