"""Tests for the event poll with clocks that differ or are set."""

from datetime import datetime, timedelta
from itertools import count

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
from homeassistant.helpers.dispatcher import async_dispatcher_connect
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)

from custom_components.vxg.aiovxg import NewEvent
from custom_components.vxg.const import EVENT_VXG, EVENT_VXG_GAP
from custom_components.vxg.helpers.signals import signal_event_image
from simulator import Cloud, CloudServer

from ..common.clocks import set_house_clock, stop_monotonic
from ..common.polling import MOTION
from ..conftest import (
    CAMERA_ID,
    PassTime,
    load,
    logged,
    make_entry,
    set_up,
    set_up_group,
)


async def test_the_clouds_clock_decides_whether_an_event_is_late(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    freezer: FrozenDateTimeFactory,
    pass_time: PassTime,
) -> None:
    cloud.skew = timedelta(hours=-2)
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    assert hass.states.get(MOTION).state == STATE_ON


async def test_a_date_that_a_cache_repeats_makes_no_old_event_fresh(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    at = cloud.now()
    cloud.date_header = lambda: at
    await pass_time(10, times=30)
    cloud.faults.fail_next(10**6, path="/api/")
    await pass_time(600, times=6)
    cloud.faults.clear()
    time = cloud.now() - timedelta(minutes=50)
    cloud.raise_event(CAMERA_ID, "motion", time=time)
    bus_events = async_capture_events(hass, EVENT_VXG)
    await pass_time(61)
    await pass_time(2, times=20)
    assert [event.data["late"] for event in bus_events] == [True]
    assert hass.states.get(MOTION).state == STATE_OFF


@pytest.mark.parametrize("jump", [-1, 1])
async def test_a_jump_of_the_clouds_clock_is_detected_within_minutes(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
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
    # A full read or a sweep.
    await pass_time(10, times=31)
    assert {event.data["event_id"]: event.data["late"] for event in bus_events} == {
        fresh.id: False,
        late.id: True,
    }


async def test_the_time_of_a_cloud_that_refused_everything_is_requested_again(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
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


@pytest.mark.parametrize("days", [-1, 8, 1 / 480])
async def test_lateness_does_not_depend_on_the_house_s_clock(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    monkeypatch: pytest.MonkeyPatch,
    days: float,
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    gaps = async_capture_events(hass, EVENT_VXG_GAP)
    await pass_time(3)
    set_house_clock(monkeypatch, timedelta(days=days))
    cloud.faults.fail_next(1, path="server/time")
    cloud.requests.clear()
    for age in (1, 125):
        time = cloud.now() - timedelta(seconds=age)
        cloud.raise_event(CAMERA_ID, "motion", time=time)
    await pass_time(3)
    assert len(cloud.requests) == 1
    await pass_time(3, times=10)
    assert sorted(event.data["late"] for event in bus_events) == [False, True]
    assert not gaps


@pytest.mark.parametrize("path", [None, "group"])
async def test_nothing_is_sorted_by_a_clock_that_stood_still(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    freezer: FrozenDateTimeFactory,
    pass_time: PassTime,
    monkeypatch: pytest.MonkeyPatch,
    path: str | None,
) -> None:
    if path:
        cloud.group_list_status = 403
        await set_up_group(hass, cloud, server)
    else:
        await set_up(hass, make_entry(cloud, server))
    bus_events = async_capture_events(hass, EVENT_VXG)
    gaps = async_capture_events(hass, EVENT_VXG_GAP)
    await pass_time(3)
    await pass_time(3)
    # The machine stands still for an hour, its monotonic clock as well.
    stop_monotonic(monkeypatch, 3600)
    freezer.tick(3600)
    late, fresh = (
        cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - timedelta(minutes=m))
        for m in (50, 0)
    )
    await pass_time(1, times=5)
    assert {event.data["event_id"]: event.data["late"] for event in bus_events} == {
        late.id: True,
        fresh.id: False,
    }
    assert len(bus_events) == 2
    (gap,) = gaps
    start, end = (datetime.fromisoformat(gap.data[key]) for key in ("start", "end"))
    assert timedelta(minutes=59) < end - start < timedelta(minutes=61)
    assert gap.data["recovered"] == 2


async def test_a_pause_that_the_monotonic_clock_counts_makes_events_late(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    gaps = async_capture_events(hass, EVENT_VXG_GAP)
    await pass_time(3)
    cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() + timedelta(minutes=10))
    await pass_time(3600)
    await pass_time(1, times=4)
    assert [event.data["late"] for event in bus_events] == [True]
    assert len(gaps) == 1


@pytest.mark.parametrize(
    "time", ["0001-01-01T00:00:00", "1970-01-01T00:00:00", "9999-12-31T23:59:59"]
)
@pytest.mark.parametrize("has_date", [True, False])
async def test_an_impossible_time_of_the_server_is_not_believed(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    caplog: pytest.LogCaptureFixture,
    time: str,
    has_date: bool,
) -> None:
    if not has_date:
        cloud.date_header = lambda: None
    cloud.faults.answer_next(body={"utc": time}, path="server/time", count=1000)
    old = cloud.raise_event(
        CAMERA_ID, "motion", time=cloud.now() - timedelta(minutes=30)
    )
    await set_up(hass, make_entry(cloud, server))
    bus_events = async_capture_events(hass, EVENT_VXG)
    await pass_time(301)
    fresh = cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(2, times=3)
    assert [(e.data["event_id"], e.data["late"]) for e in bus_events] == [
        (fresh.id, False)
    ], old.id
    assert hass.states.get(MOTION).state == STATE_ON
    assert not logged(caplog)


async def test_a_cloud_whose_dates_never_agree_is_not_called_quiet(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    days = count(1)
    cloud.date_header = lambda: cloud.now() + timedelta(days=next(days))
    event = cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(10, times=8)
    assert hass.states.get(MOTION).state == STATE_UNAVAILABLE
    assert not bus_events
    cloud.date_header = cloud.now
    await pass_time(1, times=3)
    assert [received.data["event_id"] for received in bus_events] == [event.id]


async def test_setting_back_the_clouds_clock_repeats_no_event(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    for _ in range(3):
        cloud.raise_event(CAMERA_ID, "motion")
        await pass_time(10)
    cloud.skew = timedelta(minutes=-20)
    await pass_time(3600)
    await pass_time(3)
    assert len(bus_events) == 3


JUMPS = [timedelta(days=-1), timedelta(days=8), timedelta(hours=-2), timedelta(hours=1)]


@pytest.mark.parametrize("jump", JUMPS)
async def test_setting_the_house_s_clock_changes_no_interval(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    monkeypatch: pytest.MonkeyPatch,
    jump: timedelta,
) -> None:
    events = entry.runtime_data.events
    await pass_time(21, times=4)
    assert events.sweep_schedule.completed == 1
    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    assert events.update_interval == timedelta(seconds=1)
    set_house_clock(monkeypatch, jump)
    await pass_time(10)
    assert events.update_interval == timedelta(seconds=1)
    assert hass.states.get(MOTION).state == STATE_ON
    await pass_time(21)
    assert events.update_interval == timedelta(seconds=2)
    assert hass.states.get(MOTION).state == STATE_OFF
    # The first sweep was after half a minute or a whole one.
    await pass_time(20, times=9)
    assert events.sweep_schedule.completed == 1
    await pass_time(20, times=6)
    assert events.sweep_schedule.completed == 2


@pytest.mark.parametrize("jump", JUMPS)
async def test_setting_the_house_s_clock_in_an_outage_hides_and_invents_nothing(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    monkeypatch: pytest.MonkeyPatch,
    jump: timedelta,
) -> None:
    gaps = async_capture_events(hass, EVENT_VXG_GAP)
    await pass_time(3)
    cloud.faults.fail_next(1000, status=502)
    await pass_time(3)
    set_house_clock(monkeypatch, jump)
    await pass_time(20, times=2)
    assert hass.states.get(MOTION).state == STATE_OFF
    await pass_time(20)
    assert hass.states.get(MOTION).state == STATE_UNAVAILABLE
    cloud.faults.clear()
    await pass_time(61)
    (gap,) = gaps
    start, end = (datetime.fromisoformat(gap.data[key]) for key in ("start", "end"))
    assert end - start == timedelta(seconds=124)


@pytest.mark.parametrize("jump", JUMPS)
async def test_setting_the_house_s_clock_neither_adds_nor_hides_refusals(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    monkeypatch: pytest.MonkeyPatch,
    jump: timedelta,
) -> None:
    cloud.faults.refuse_token(entry.data["token"])
    await pass_time(3)
    set_house_clock(monkeypatch, jump)
    await pass_time(4, times=2)
    assert not hass.config_entries.flow.async_progress()
    await pass_time(61, times=2)
    assert len(hass.config_entries.flow.async_progress()) == 1


async def test_the_house_s_clock_that_was_ahead_at_the_start_delays_nothing(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_house_clock(monkeypatch, timedelta(hours=3))
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    await pass_time(3)
    set_house_clock(monkeypatch, timedelta(hours=-3))
    sweeps = entry.runtime_data.events.sweep_schedule
    await pass_time(21, times=3)
    assert sweeps.completed == 1
    await pass_time(21, times=15)
    assert sweeps.completed == 2


async def test_a_clock_of_the_cloud_that_is_days_back_for_a_while_repeats_nothing(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    await pass_time(21, times=4)
    for _ in range(3):
        cloud.raise_event(CAMERA_ID, "motion")
        await pass_time(10)
    cloud.skew = timedelta(days=-2)
    await pass_time(10, times=30)
    cloud.skew = timedelta()
    await pass_time(10, times=10)
    last = cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    ids = [event.data["event_id"] for event in bus_events]
    assert len(ids) == len(set(ids)) == 4
    assert ids[-1] == last.id
    assert not any(event.data["late"] for event in bus_events)


@pytest.mark.parametrize(
    "jump", [timedelta(hours=2), timedelta(hours=-2), timedelta(days=3)]
)
@pytest.mark.parametrize("reloads", [False, True])
async def test_an_image_that_is_listed_while_the_cloud_s_clock_is_wrong_is_reported(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    jump: timedelta,
    reloads: bool,
) -> None:
    images: list[NewEvent] = []
    signal = signal_event_image(entry.entry_id, CAMERA_ID)
    async_dispatcher_connect(hass, signal, images.append)
    # So long that reads go on where they were, even days later.
    await pass_time(21, times=32)
    event = cloud.raise_event(CAMERA_ID, "motion", thumb_after=3600)
    await pass_time(3)
    cloud.skew = jump
    await pass_time(1, times=6)
    if reloads:
        # With it the file is saved.
        cloud.raise_event(CAMERA_ID, "motion", thumb_after=3600)
        await pass_time(1, times=12)
        await hass.config_entries.async_reload(entry.entry_id)
        await pass_time(1, times=6)
    event.thumb_at = event.time
    await pass_time(1, times=6)
    cloud.skew = timedelta()
    await pass_time(1, times=45)
    assert [new_event.event.id for new_event in images] == [event.id]
