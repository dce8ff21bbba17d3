"""Tests for the availability of the cloud and its gaps."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from homeassistant.const import EVENT_HOMEASSISTANT_STARTED, STATE_UNAVAILABLE
from homeassistant.core import CoreState, Event, HomeAssistant, callback
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)

from custom_components.vxg.const import EVENT_VXG, EVENT_VXG_GAP
from custom_components.vxg.diagnostics import async_get_config_entry_diagnostics
from custom_components.vxg.helpers.availability import NOTIFY_BATCH, OUTAGES
from simulator import Cloud, CloudServer

from ..common.polling import MOTION
from ..conftest import CAMERA_ID, PassTime, make_entry, set_up


async def test_a_gap_is_reported_once_with_the_number_of_recovered_events(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    gaps = async_capture_events(hass, EVENT_VXG_GAP)
    await pass_time(3)
    start = datetime.now(UTC)
    cloud.faults.fail_next(1000, status=502)
    for _ in range(4):
        await pass_time(20)
        cloud.raise_event(CAMERA_ID, "motion")
    cloud.faults.clear()
    await pass_time(61)
    await pass_time(3)
    assert [gap.data for gap in gaps] == [
        {
            "entry_id": entry.entry_id,
            "camera_id": None,
            "start": start.isoformat(),
            "end": (start + timedelta(seconds=141)).isoformat(),
            "recovered": 4,
        }
    ]
    diagnostics = await async_get_config_entry_diagnostics(hass, entry)
    assert diagnostics["engine"]["last_gap"] == {
        "start": gaps[0].data["start"],
        "end": gaps[0].data["end"],
        "recovered": 4,
    }
    assert diagnostics["engine"]["events_delivered"] == 4


@pytest.mark.parametrize("when", ["during", "at the end"])
async def test_a_gap_is_reported_after_a_reload(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    when: str,
) -> None:
    gaps = async_capture_events(hass, EVENT_VXG_GAP)
    await pass_time(3)
    start = datetime.now(UTC)
    cloud.faults.fail_next(1000, status=502)
    await pass_time(20, times=4)
    event = cloud.raise_event(CAMERA_ID, "motion")

    @callback
    def reload(_: Event) -> None:
        hass.config_entries.async_schedule_reload(entry.entry_id)

    if when == "during":
        await hass.config_entries.async_reload(entry.entry_id)
        await pass_time(1, times=2)
        assert hass.states.get(MOTION).state == STATE_UNAVAILABLE
    else:
        hass.bus.async_listen_once(EVENT_VXG, reload)
    fired = async_capture_events(hass, EVENT_VXG)
    cloud.faults.clear()
    await pass_time(2, times=40)
    assert [item.data["event_id"] for item in fired] == [event.id]
    assert [gap.data["start"] for gap in gaps] == [start.isoformat()]
    await hass.config_entries.async_reload(entry.entry_id)
    await pass_time(2, times=20)
    assert len(gaps) == 1


async def test_an_outage_shorter_than_the_overlap_is_no_gap(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    gaps = async_capture_events(hass, EVENT_VXG_GAP)
    cloud.faults.fail_next(2, status=502)
    await pass_time(3)
    await pass_time(10)
    await pass_time(10)
    assert entry.runtime_data.events.last_update_success
    assert not gaps


async def test_a_pause_of_the_machine_is_a_gap(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    gaps = async_capture_events(hass, EVENT_VXG_GAP)
    await pass_time(3)
    await pass_time(32)
    assert not gaps
    cloud.raise_event(CAMERA_ID, "motion")
    start = datetime.now(UTC)
    await pass_time(3600)
    await pass_time(3)
    assert [gap.data for gap in gaps] == [
        {
            "entry_id": entry.entry_id,
            "camera_id": None,
            "start": start.isoformat(),
            "end": (start + timedelta(hours=1)).isoformat(),
            "recovered": 1,
        }
    ]
    # The cloud went on meanwhile, and what it has was read.
    assert entry.runtime_data.events.availability.last_outage is None


async def test_a_long_interval_and_the_time_before_the_first_poll_are_no_gaps(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    gaps = async_capture_events(hass, EVENT_VXG_GAP)
    hass.set_state(CoreState.starting)
    await set_up(hass, make_entry(cloud, server, options={"poll_interval": 60}))
    await pass_time(300)
    hass.set_state(CoreState.running)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
    await pass_time(30)
    await pass_time(61, times=3)
    assert not gaps


async def test_the_event_loop_is_not_blocked_while_many_cameras_are_notified(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    for number in range(4 * NOTIFY_BATCH):
        cloud.add_camera(number + 1, f"Camera {number}")
    entry = make_entry(
        cloud, server, token=cloud.group_token(), unique_id="group", title="Cloud"
    )
    await set_up(hass, entry)
    # A camera, its connectivity, and sensors of four types each.
    states = 6 * len(cloud.cameras)
    written: list[str] = []
    turns: list[int] = []

    async def count_turns() -> None:
        while len(written) < states:
            turns.append(len(written))
            await asyncio.sleep(0)

    @callback
    def record_state(event: Event[Any]) -> None:
        if not written:
            entry.async_create_background_task(hass, count_turns(), "turns")
        written.append(event.data["new_state"].state)

    hass.bus.async_listen("state_changed", record_state)
    for available in (False, True):
        written.clear()
        turns.clear()
        entry.runtime_data.events.availability._set_available(available)
        await hass.async_block_till_done(wait_background_tasks=True)
        assert len(written) == states
        assert len(turns) >= 4
        unavailable = 0 if available else 4 * len(cloud.cameras)
        assert written.count(STATE_UNAVAILABLE) == unavailable


async def test_the_outage_of_an_entry_that_is_removed_is_forgotten(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.faults.fail_next(1000, status=502)
    await pass_time(20, times=2)
    await hass.config_entries.async_unload(entry.entry_id)
    assert entry.entry_id in hass.data[OUTAGES]
    await hass.config_entries.async_remove(entry.entry_id)
    assert not hass.data[OUTAGES]
