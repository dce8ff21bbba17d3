"""When the past is looked through, how far back, and what is found there."""

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

from homeassistant.const import STATE_OFF
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)

from custom_components.vxg.aiovxg import VxgConnectionError
from custom_components.vxg.aiovxg.event_log_state import EventLogState
from custom_components.vxg.const import DOMAIN, EVENT_VXG
from custom_components.vxg.events.sweep_schedule import SweepSchedule
from simulator import Cloud, CloudServer

from ..common.polling import MOTION, fired, polls
from ..conftest import CAMERA_ID, Pass, make_entry, set_up

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(hours=24)


def run(plan: SweepSchedule, minutes: int, *, crowded: bool = False) -> list[timedelta]:
    """Let minutes pass from now on, and return the spans of the sweeps in them."""
    spans = []
    for minute in range(minutes):
        now = NOW + minute * MINUTE
        if span := plan.due(now):
            plan.start(now, crowded=crowded)
            plan.finish(now, span, now)
            spans.append(span)
    return spans


def test_a_day_is_swept_after_the_start_and_hourly_the_last_hour_in_between() -> None:
    spans = run(SweepSchedule(NOW), 120)
    assert spans[:2] == [DAY, HOUR]
    assert spans.count(DAY) == 2
    assert spans.count(HOUR) == 22


def test_after_a_gap_a_day_is_swept_soon() -> None:
    plan = SweepSchedule(NOW - HOUR)
    run(plan, 11)
    plan.request_deep_sweep(NOW + 11 * MINUTE)
    assert plan.due(NOW + 11 * MINUTE) is None
    assert plan.due(NOW + 12 * MINUTE) == DAY


def test_a_sweep_that_fails_is_made_up_for_by_the_next_one() -> None:
    plan = SweepSchedule(NOW)
    plan.start(NOW + MINUTE, crowded=False)
    assert plan.due(NOW + 5 * MINUTE) is None
    assert plan.due(NOW + 6 * MINUTE) == DAY


def test_where_reads_look_back_less_far_sweeps_come_each_minute() -> None:
    assert len(run(SweepSchedule(NOW), 31, crowded=True)) == 30


def test_what_is_found_late_makes_sweeps_come_often_for_a_while() -> None:
    plan = SweepSchedule(NOW - 2 * MINUTE)
    assert run(plan, 1) == [DAY]
    plan.speed_up(NOW, 3 * HOUR)
    spans = run(plan, 30)
    assert spans[:9] == [3 * HOUR + 10 * MINUTE] * 9
    assert spans[10:] == [HOUR] * len(spans[10:])
    assert len(spans) < 15


def test_a_plan_knows_when_a_time_was_last_seen() -> None:
    plan = SweepSchedule(NOW)
    assert plan.last_covered(MINUTE) is None
    plan.finish(NOW, DAY, NOW)
    plan.finish(NOW, HOUR, NOW + 5 * MINUTE)
    assert plan.last_covered(2 * HOUR) == NOW
    assert plan.last_covered(MINUTE) == NOW + 5 * MINUTE
    assert plan.last_covered(DAY) is None
    plan.mark_interrupted()
    assert plan.last_covered(MINUTE) is None


async def test_after_a_gap_what_was_stored_hours_late_is_found_once(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
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
    assert fired(heard) == old
    assert all(event.data["late"] for event in heard)
    await hass.config_entries.async_reload(entry.entry_id)
    await pass_time(61, times=4)
    assert len(heard) == 3


async def test_a_camera_that_comes_back_tells_what_it_saw_hours_ago(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
    await pass_time(61)
    cloud.cameras[CAMERA_ID].status = "offline"
    await pass_time(301, times=2)
    cloud.cameras[CAMERA_ID].status = "active"
    event = cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - 5 * HOUR)
    await pass_time(301)
    await pass_time(61, times=3)
    assert fired(heard) == [event.id]


async def test_a_restart_knows_what_was_delivered_hours_late_before_it(
    hass: HomeAssistant,
    hass_storage: dict[str, object],
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: Pass,
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
    await pass_time(61)
    first = cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - 3 * HOUR).id
    await pass_time(3601)
    await pass_time(61)
    assert fired(heard) == [first]
    await pass_time(11)
    assert f"{DOMAIN}.{entry.entry_id}.archive" in hass_storage
    await hass.config_entries.async_unload(entry.entry_id)
    second = cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - 4 * HOUR).id
    await hass.config_entries.async_setup(entry.entry_id)
    await pass_time(61, times=3)
    assert fired(heard) == [first, second]


async def test_a_crowd_shortens_the_reads_and_nothing_is_lost(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: Pass
) -> None:
    cloud.page_cap = 10
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    heard = async_capture_events(hass, EVENT_VXG)
    raised = []
    for step in range(40):
        raised += [cloud.raise_event(CAMERA_ID, "motion").id for _ in range(3)]
        if step % 5 == 0:
            # Stored a while after it happened, which a shortened read does not show.
            time = cloud.now() - timedelta(seconds=100)
            raised.append(cloud.raise_event(CAMERA_ID, "sound", time=time).id)
        await pass_time(3)
    assert entry.runtime_data.events.log.is_crowded
    await pass_time(31, times=6)
    assert sorted(event.data["event_id"] for event in heard) == sorted(raised)
    for _ in range(6):
        raised.append(cloud.raise_event(CAMERA_ID, "motion").id)
        await pass_time(170)
    assert not entry.runtime_data.events.log.is_crowded
    assert len(heard) == len(raised)


async def test_what_is_not_saved_yet_is_saved_when_home_assistant_ends(
    hass: HomeAssistant,
    hass_storage: dict[str, dict[str, dict[str, Any]]],
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: Pass,
) -> None:
    await pass_time(2)
    event = cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    key = f"{DOMAIN}.{entry.entry_id}.ledger"
    assert event.id not in EventLogState.restored(hass_storage[key]["data"]).known
    await hass.async_stop(force=True)
    assert event.id in EventLogState.restored(hass_storage[key]["data"]).known


def windows(cloud: Cloud) -> list[timedelta]:
    """Return the spans of the reads of events."""
    return [
        datetime.fromisoformat(request.query["end"])
        - datetime.fromisoformat(request.query["start"])
        for request in polls(cloud)
    ]


async def test_the_last_hour_is_swept_every_five_minutes(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
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
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
    await pass_time(300, times=8)
    # The newest event ends the reach of the fast reads.
    newest = cloud.raise_event(CAMERA_ID, "sound").id
    await pass_time(3)
    # A camera that was offline tells what it saw, an hour's quarter later.
    old = datetime.now(UTC) - timedelta(minutes=15)
    event = cloud.raise_event(CAMERA_ID, "motion", time=old)
    await pass_time(3)
    assert fired(heard) == [newest]
    await pass_time(300, times=4)
    assert fired(heard) == [newest, event.id]
    assert heard[1].data["late"] is True
    assert hass.states.get(MOTION).state == STATE_OFF


async def test_a_sweep_takes_bearings_of_what_was_before_the_start(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
    cloud.raise_event(
        CAMERA_ID, "motion", time=datetime.now(UTC) - timedelta(minutes=20)
    )
    await pass_time(300, times=4)
    assert not heard
    # What is stored late after that is news, though it is older than the start.
    event = cloud.raise_event(
        CAMERA_ID, "motion", time=datetime.now(UTC) - timedelta(minutes=30)
    )
    await pass_time(301)
    assert fired(heard) == [event.id]


async def test_a_restart_after_a_sweep_repeats_nothing(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
    first = cloud.raise_event(CAMERA_ID, "motion").id
    await pass_time(300, times=3)
    await hass.config_entries.async_unload(entry.entry_id)
    meanwhile = cloud.raise_event(
        CAMERA_ID, "sound", time=datetime.now(UTC) - timedelta(minutes=10)
    ).id
    await hass.config_entries.async_setup(entry.entry_id)
    await pass_time(61, times=3)
    assert fired(heard) == [first, meanwhile]


async def test_a_sweep_that_fails_does_not_fail_the_poll(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    events = entry.runtime_data.events
    reader = events._reader
    read = reader.read

    async def fail_sweeps(*window: datetime, since: datetime | None = None) -> Any:
        if since is not None:
            raise VxgConnectionError("No")
        return await read(*window)

    with patch.object(reader, "read", fail_sweeps):
        await pass_time(61)
    assert events.last_update_success
    assert events.sweep_schedule.completed == 0
    await pass_time(301)
    assert events.sweep_schedule.completed == 1
