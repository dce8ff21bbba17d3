"""The cloud's clock judges what is late, wherever it or ours is set."""

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


async def test_the_clouds_clock_judges_what_is_late(
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
async def test_a_jump_of_the_clouds_clock_is_noticed_within_minutes(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: Pass,
    jump: int,
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
    await pass_time(3)
    # Sweeps look back a day then, so that what follows is not before all bearings.
    await pass_time(60)
    cloud.skew = timedelta(minutes=20 * jump)
    # Once in vain, which neither stops the poll nor is the last try.
    cloud.faults.drop_next(2, path="server/time")
    await pass_time(301)
    assert entry.runtime_data.events.last_update_success
    await pass_time(301)
    fresh = cloud.raise_event(CAMERA_ID, "motion")
    late = cloud.raise_event(
        CAMERA_ID, "sound", time=cloud.now() - timedelta(seconds=125)
    )
    await pass_time(3)
    assert {event.data["event_id"]: event.data["late"] for event in heard} == {
        fresh.id: False,
        late.id: True,
    }


async def test_a_cloud_that_refuses_all_is_asked_for_its_time_again(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    cloud.skew = timedelta(hours=1)
    await hass.config_entries.async_unload(entry.entry_id)
    cloud.faults.fail_next(100, status=403)
    await load(hass, entry)
    cloud.faults.clear()
    heard = async_capture_events(hass, EVENT_VXG)
    cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - timedelta(seconds=125))
    await pass_time(10)
    assert [event.data["late"] for event in heard] == [True]


async def test_a_clock_of_ours_that_is_set_back_does_not_keep_the_clouds_from_being_read(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    clock = entry.runtime_data.clock
    clock._measured_at += timedelta(days=2)
    cloud.skew = timedelta(hours=1)
    await pass_time(3)
    assert clock.skew > timedelta(minutes=59)


async def test_a_cloud_that_is_set_back_repeats_nothing(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
    for _ in range(3):
        cloud.raise_event(CAMERA_ID, "motion")
        await pass_time(10)
    cloud.skew = timedelta(minutes=-20)
    await pass_time(3600)
    await pass_time(3)
    assert len(heard) == 3
