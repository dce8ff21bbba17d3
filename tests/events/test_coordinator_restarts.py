"""Tests for the event poll over restarts: no event is repeated or lost."""

from copy import deepcopy
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from homeassistant.config_entries import ConfigEntries
from homeassistant.const import (
    EVENT_HOMEASSISTANT_FINAL_WRITE,
    EVENT_HOMEASSISTANT_STARTED,
    STATE_OFF,
    STATE_ON,
    STATE_UNAVAILABLE,
)
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)

from custom_components.vxg.const import CONF_CLOCKS_BEHIND, EVENT_VXG
from simulator import Cloud, CloudServer

from ..common.polling import MOTION, event_ids, event_requests
from ..conftest import CAMERA_ID, PassTime, load, logged, make_entry, set_up, store


async def test_the_first_poll_waits_until_home_assistant_has_started(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    assert await async_setup_component(hass, "homeassistant", {})
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    bus_events = async_capture_events(hass, EVENT_VXG)
    await hass.config_entries.async_unload(entry.entry_id)
    event = cloud.raise_event(CAMERA_ID, "motion").id
    cloud.requests.clear()

    hass.set_state(CoreState.starting)
    await hass.config_entries.async_setup(entry.entry_id)
    # Nor does a request for an update poll earlier.
    target = {"entity_id": "camera.front_door"}
    await hass.services.async_call(
        "homeassistant", "update_entity", target, blocking=True
    )
    await pass_time(10)
    assert cloud.requests
    assert not event_requests(cloud)
    hass.set_state(CoreState.running)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
    # Other homes may start at the same time.
    await pass_time(6)
    assert event_ids(bus_events) == [event]


@pytest.mark.parametrize("clean_stop", [True, False])
async def test_a_restart_neither_repeats_nor_loses_events(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    clean_stop: bool,
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    before = cloud.raise_event(CAMERA_ID, "motion").id
    await pass_time(3)
    if not clean_stop:
        # A power cut leaves only what was saved in the meantime.
        await pass_time(11)
    await hass.config_entries.async_unload(entry.entry_id)
    meanwhile = cloud.raise_event(CAMERA_ID, "sound").id
    await load(hass, entry)

    assert event_ids(bus_events) == [before, meanwhile]
    assert hass.states.get(MOTION).state == STATE_OFF
    assert hass.states.get("binary_sensor.front_door_sound").state == STATE_ON


@pytest.mark.parametrize("stops", [False, True])
async def test_a_corrected_camera_loses_no_event_at_a_restart_of_a_new_entry(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    stops: bool,
) -> None:
    """Its events are from before the first read, but not from before the first sweep."""
    entry = make_entry(
        cloud, server, options={CONF_CLOCKS_BEHIND: {str(CAMERA_ID): 7200}}
    )
    await set_up(hass, entry)
    bus_events = async_capture_events(hass, EVENT_VXG)
    await pass_time(2, times=40)
    if stops:
        hass.bus.async_fire(EVENT_HOMEASSISTANT_FINAL_WRITE)
        await hass.async_block_till_done(wait_background_tasks=True)
        stored = deepcopy(hass_storage)
    await hass.config_entries.async_unload(entry.entry_id)
    if stops:
        hass_storage.clear()
        hass_storage.update(stored)
    time = cloud.now() - timedelta(hours=2)
    event = cloud.raise_event(CAMERA_ID, "motion", time=time)
    await load(hass, entry)
    await pass_time(2, times=60)
    assert event_ids(bus_events) == [event.id]


@pytest.mark.parametrize(
    "stored",
    [
        {"version": 1, "data": {"watermark": "yesterday"}},
        {"version": 1, "data": {"watermark": 1, "floor": True, "ids": {}}},
        {"version": 1, "data": {"watermark": 1.0, "floor": 1.0, "ids": ["1"]}},
        {"version": 1, "data": [1]},
        {"version": 9, "data": {}},
    ],
)
async def test_an_invalid_event_log_file_means_new_bearings_and_one_warning(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    cloud: Cloud,
    server: CloudServer,
    caplog: pytest.LogCaptureFixture,
    stored: dict[str, Any],
) -> None:
    entry = make_entry(cloud, server)
    store(hass_storage, entry, "ledger", stored)
    cloud.raise_event(CAMERA_ID, "motion")
    bus_events = async_capture_events(hass, EVENT_VXG)
    await set_up(hass, entry)

    assert not bus_events
    assert len([line for line in logged(caplog) if "load the event log" in line]) == 1


async def test_the_event_log_is_saved_soon_then_rarely_and_never_when_idle(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    log_store = entry.runtime_data.events.log_store
    await pass_time(2)
    assert log_store.saves == 1  # the bearings
    await pass_time(2, times=20)
    assert log_store.saves == 1
    for _ in range(10):
        cloud.raise_event(CAMERA_ID, "motion")
        await pass_time(2)
    assert 2 <= log_store.saves <= 4


async def test_no_event_is_fired_once_home_assistant_stops(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    cloud.raise_event(CAMERA_ID, "motion")
    hass.set_state(CoreState.stopping)
    await entry.runtime_data.events.async_refresh()
    assert not bus_events
    # It is fired after the restart, as it was not marked as seen.
    hass.set_state(CoreState.running)
    await entry.runtime_data.events.async_refresh()
    await hass.async_block_till_done()
    assert len(bus_events) == 1


@pytest.mark.parametrize("status", [200, 500])
async def test_a_requested_poll_that_outlives_a_reload_leaves_no_timer(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    caplog: pytest.LogCaptureFixture,
    status: int,
) -> None:
    events = entry.runtime_data.events
    gate = cloud.faults.hold(path="/storage/events", count=1)
    poll = hass.async_create_task(events.async_refresh())
    await gate.reached()
    await hass.config_entries.async_reload(entry.entry_id)
    if status != 200:
        cloud.faults.fail_next(1, status=status, path="/storage/events")
    # The fixture `verify_cleanup` fails for a timer that is left.
    gate.release()
    await poll
    assert not logged(caplog)


@pytest.mark.parametrize("expected_lingering_timers", [True])
async def test_sensors_are_unavailable_after_an_unload_that_fails(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(2, times=2)
    with patch.object(ConfigEntries, "async_unload_platforms", return_value=False):
        await hass.config_entries.async_unload(entry.entry_id)
    assert hass.states.get(MOTION).state == STATE_ON
    await pass_time(31)
    assert hass.states.get(MOTION).state == STATE_UNAVAILABLE
