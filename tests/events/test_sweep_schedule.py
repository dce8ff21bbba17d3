"""Tests for sweeps: when they run, how far back, and the events they find."""

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

from homeassistant.const import STATE_OFF
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)

from custom_components.vxg.aiovxg import VxgConnectionError
from custom_components.vxg.aiovxg.event_log.state import EventLogState
from custom_components.vxg.const import DOMAIN, EVENT_VXG, EVENT_VXG_GAP
from custom_components.vxg.events.sweep_schedule import SweepSchedule
from simulator import Cloud, CloudServer

from ..common.polling import MOTION, event_ids, event_requests
from ..conftest import CAMERA_ID, PassTime, make_entry, set_up

NOW = timedelta(days=30)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(hours=24)
MAX_AGE = timedelta(seconds=120)


def run(
    schedule: SweepSchedule, minutes: int, *, crowded: bool = False
) -> list[timedelta]:
    """Let minutes pass, and return the ranges of the sweeps in them."""
    ranges = []
    for minute in range(minutes):
        now = NOW + minute * MINUTE
        if sweep_range := schedule.due(now):
            schedule.start(now, crowded=crowded)
            schedule.finish(now, sweep_range)
            ranges.append(sweep_range)
    return ranges


def test_a_day_is_swept_at_the_start_and_hourly_and_the_last_hour_in_between() -> None:
    ranges = run(SweepSchedule(NOW, MAX_AGE), 120)
    assert ranges[:2] == [DAY, HOUR]
    assert ranges.count(DAY) == 2
    assert ranges.count(HOUR) == 22


def test_a_day_is_swept_soon_after_a_gap() -> None:
    schedule = SweepSchedule(NOW - HOUR, MAX_AGE)
    run(schedule, 11)
    schedule.request_deep_sweep(NOW + 11 * MINUTE)
    assert schedule.due(NOW + 11 * MINUTE) is None
    assert schedule.due(NOW + 12 * MINUTE) == DAY


def test_the_next_sweep_makes_up_for_a_failed_one() -> None:
    schedule = SweepSchedule(NOW, MAX_AGE)
    schedule.start(NOW + MINUTE, crowded=False)
    assert schedule.due(NOW + 5 * MINUTE) is None
    assert schedule.due(NOW + 6 * MINUTE) == DAY


def test_sweeps_run_each_minute_while_reads_look_back_less_far() -> None:
    ranges = run(SweepSchedule(NOW, MAX_AGE), 31, crowded=True)
    # Once a minute what may be fresh, and the last hour as often as otherwise.
    short = [timedelta(seconds=210)] * 4
    assert ranges == [DAY, *short, *([HOUR, *short] * 5)]


def test_late_events_speed_up_sweeps_for_a_while() -> None:
    schedule = SweepSchedule(NOW - 2 * MINUTE, MAX_AGE)
    assert run(schedule, 1) == [DAY]
    schedule.speed_up(NOW, 3 * HOUR)
    ranges = run(schedule, 30)
    assert ranges[:9] == [3 * HOUR + 10 * MINUTE] * 9
    assert ranges[10:] == [HOUR] * len(ranges[10:])
    assert len(ranges) < 15


def stored_ids(data: dict[str, Any]) -> set[int]:
    """Return the ids in a stored event log."""
    return {event_id for event_id, _ in EventLogState.restored(data).known.items()}


async def test_events_stored_hours_late_are_found_once_after_a_gap(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    await pass_time(61)  # the first sweep takes bearings
    assert entry.runtime_data.events.sweep_schedule.completed == 1
    cloud.faults.fail_next(1000, status=502)
    await pass_time(20, times=4)
    old = [
        cloud.raise_event(
            CAMERA_ID, "motion", time=cloud.now() - timedelta(hours=hours)
        ).id
        for hours in (23, 12, 2)
    ]
    cloud.faults.clear()
    await pass_time(61, times=5)
    assert event_ids(bus_events) == old
    assert all(event.data["late"] for event in bus_events)
    await hass.config_entries.async_reload(entry.entry_id)
    await pass_time(61, times=4)
    assert len(bus_events) == 3


async def test_events_of_hours_ago_are_found_when_a_camera_reconnects(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    gaps = async_capture_events(hass, EVENT_VXG_GAP)
    # In steps that are no gaps, after which a day is swept, too.
    await pass_time(30, times=3)
    cloud.cameras[CAMERA_ID].status = "offline"
    await pass_time(30, times=11)
    cloud.cameras[CAMERA_ID].status = "active"
    event = cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - 5 * HOUR)
    await pass_time(30, times=14)
    assert event_ids(bus_events) == [event.id]
    assert not gaps


async def test_a_restart_does_not_repeat_events_that_were_hours_late(
    hass: HomeAssistant,
    hass_storage: dict[str, object],
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    await pass_time(61)
    first = cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - 3 * HOUR).id
    await pass_time(3601)
    await pass_time(61)
    assert event_ids(bus_events) == [first]
    await pass_time(11)
    assert f"{DOMAIN}.{entry.entry_id}.archive" in hass_storage
    await hass.config_entries.async_unload(entry.entry_id)
    second = cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - 4 * HOUR).id
    await hass.config_entries.async_setup(entry.entry_id)
    await pass_time(61, times=3)
    assert event_ids(bus_events) == [first, second]


async def test_many_events_shorten_the_reads_and_none_is_lost(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    cloud.page_cap = 10
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    bus_events = async_capture_events(hass, EVENT_VXG)
    raised_ids = []
    for step in range(40):
        raised_ids += [cloud.raise_event(CAMERA_ID, "motion").id for _ in range(3)]
        if step % 5 == 0:
            # Stored too late for a shortened read to list it.
            time = cloud.now() - timedelta(seconds=100)
            raised_ids.append(cloud.raise_event(CAMERA_ID, "sound", time=time).id)
        await pass_time(3)
    assert entry.runtime_data.events.log.is_crowded
    await pass_time(31, times=6)
    assert sorted(event.data["event_id"] for event in bus_events) == sorted(raised_ids)
    for _ in range(6):
        raised_ids.append(cloud.raise_event(CAMERA_ID, "motion").id)
        await pass_time(170)
    assert not entry.runtime_data.events.log.is_crowded
    assert len(bus_events) == len(raised_ids)


async def test_a_pending_save_runs_when_home_assistant_stops(
    hass: HomeAssistant,
    hass_storage: dict[str, dict[str, dict[str, Any]]],
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
) -> None:
    await pass_time(2)
    event = cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    key = f"{DOMAIN}.{entry.entry_id}.ledger"
    assert event.id not in stored_ids(hass_storage[key]["data"])
    await hass.async_stop(force=True)
    assert event.id in stored_ids(hass_storage[key]["data"])


def windows(cloud: Cloud) -> list[timedelta]:
    """Return the durations of the requested time ranges."""
    return [
        datetime.fromisoformat(request.query["end"])
        - datetime.fromisoformat(request.query["start"])
        for request in event_requests(cloud)
    ]


async def test_the_last_hour_is_swept_every_five_minutes(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.requests.clear()
    await pass_time(10, times=61)
    sweeps = [span for span in windows(cloud) if span < timedelta(hours=2)]
    assert len(sweeps) == 1
    assert timedelta(minutes=50) < sweeps[0]
    # The first one, of a day, is as long as the reads; it ends where those begin.
    assert entry.runtime_data.events.sweep_schedule.completed == 2
    assert len([span for span in windows(cloud) if span < timedelta(hours=24)]) == 2


async def test_an_event_stored_late_is_found_by_the_sweep_once(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    await pass_time(300, times=8)
    # Polls look back from the newest event only.
    newest = cloud.raise_event(CAMERA_ID, "sound").id
    await pass_time(3)
    # A camera that was offline stores an event a quarter of an hour later.
    old = datetime.now(UTC) - timedelta(minutes=15)
    event = cloud.raise_event(CAMERA_ID, "motion", time=old)
    await pass_time(3)
    assert event_ids(bus_events) == [newest]
    await pass_time(300, times=4)
    assert event_ids(bus_events) == [newest, event.id]
    assert bus_events[1].data["late"] is True
    assert hass.states.get(MOTION).state == STATE_OFF


async def test_the_first_sweep_takes_bearings_of_events_before_the_start(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    cloud.raise_event(
        CAMERA_ID, "motion", time=datetime.now(UTC) - timedelta(minutes=20)
    )
    await pass_time(300, times=4)
    assert not bus_events
    # An event that is stored after that is new, though older than the start.
    event = cloud.raise_event(
        CAMERA_ID, "motion", time=datetime.now(UTC) - timedelta(minutes=30)
    )
    await pass_time(301)
    assert event_ids(bus_events) == [event.id]


async def test_a_restart_after_a_sweep_repeats_no_event(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    first = cloud.raise_event(CAMERA_ID, "motion").id
    await pass_time(300, times=3)
    await hass.config_entries.async_unload(entry.entry_id)
    meanwhile = cloud.raise_event(
        CAMERA_ID, "sound", time=datetime.now(UTC) - timedelta(minutes=10)
    ).id
    await hass.config_entries.async_setup(entry.entry_id)
    await pass_time(61, times=3)
    assert event_ids(bus_events) == [first, meanwhile]


@pytest.mark.parametrize("doubtful", [False, True])
async def test_a_sweep_that_fails_does_not_fail_the_poll(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    doubtful: bool,
) -> None:
    events = entry.runtime_data.events
    reader = events._reader
    read = reader.read

    async def fail_sweeps(*window: datetime, since: datetime | None = None) -> Any:
        if since is None:
            return await read(*window)
        if doubtful:
            return None
        raise VxgConnectionError("No")

    with patch.object(reader, "read", fail_sweeps):
        await pass_time(61)
    assert events.last_update_success
    assert events.sweep_schedule.completed == 0
    # Conditions must not take for known what was not read.
    now = cloud.now()
    assert not events.recent.covers(CAMERA_ID, now - HOUR / 2, now, MINUTE)
    await pass_time(301)
    assert events.sweep_schedule.completed == 1


def test_homes_that_start_at_the_same_time_sweep_at_different_times() -> None:
    def first_sweep() -> int:
        schedule = SweepSchedule(NOW, MAX_AGE)
        return next(
            second
            for second in range(100)
            if schedule.due(NOW + timedelta(seconds=second))
        )

    seconds = {first_sweep() for _ in range(200)}
    assert 30 <= min(seconds) < max(seconds) <= 60
    assert len(seconds) > 20
