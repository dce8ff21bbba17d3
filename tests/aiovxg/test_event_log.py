"""Test the event log with examples."""

from datetime import UTC, datetime, timedelta
import json
from typing import Any

import pytest

from custom_components.vxg.aiovxg import Event, EventLog, NewEvent
from custom_components.vxg.aiovxg.event_log import FUTURE_WINDOW, OVERLAP
from custom_components.vxg.aiovxg.event_log.freshness import (
    MAX_UNDECIDED,
    VERDICT_RETENTION,
)
from custom_components.vxg.aiovxg.event_log.retention import (
    ID_RETENTION,
    MAX_REMEMBERED_IDS,
)
from custom_components.vxg.aiovxg.event_log.state import (
    ARCHIVE_INTERVAL,
    MAX_RECENT_IDS,
)

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
MAX_AGE = timedelta(seconds=120)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(hours=24)
LOOK_BACK = MAX_AGE + OVERLAP


def event(event_id: int, time: datetime = NOW) -> Event:
    """Return an event."""
    return Event(id=event_id, camera_id=1, name="motion", time=time)


def read(log: EventLog, now: datetime, *events: Event) -> list[int]:
    """Make a complete read of one page; return the ids of new events."""
    start, end = log.window(now)
    listed = [item for item in events if start <= item.time <= end]
    deliveries = log.select_new(listed, now)
    for delivery in deliveries:
        log.mark_seen(delivery.event, now)
    log.finish_read(start, now)
    return [delivery.event.id for delivery in deliveries]


def new_log(now: datetime = NOW, max_age: timedelta = MAX_AGE) -> EventLog:
    """Return a log that has bearings."""
    log = EventLog(max_age=max_age)
    read(log, now)
    return log


def recent(log: EventLog) -> dict[str, Any]:
    """Return the recent state of a log as it is saved."""
    snapshot = log.snapshot(NOW)
    return {} if snapshot is None else snapshot.recent()


def restored(log: EventLog, max_age: timedelta = MAX_AGE) -> EventLog:
    """Return a log restored from the state of another one."""
    other = EventLog(max_age=max_age)
    other.restore(json.loads(json.dumps(recent(log))))
    return other


def test_the_first_complete_read_takes_bearings_and_delivers_nothing() -> None:
    log = EventLog(max_age=MAX_AGE)
    assert not log.has_bearings
    assert log.snapshot(NOW) is None
    start, _ = log.window(NOW)
    assert log.select_new([event(1), event(2, NOW + SECOND)], NOW) == []
    assert not log.has_bearings
    assert log.finish_read(start, NOW) is True
    assert log.has_bearings
    assert read(log, NOW + SECOND, event(1), event(2, NOW + SECOND), event(3)) == [3]
    assert log.finish_read(start, NOW) is False


def test_bearings_are_taken_again_after_an_interruption() -> None:
    log = EventLog(max_age=MAX_AGE)
    log.select_new([event(1)], NOW)
    assert log.snapshot(NOW) is None
    assert read(log, NOW + SECOND, event(1), event(2)) == []
    assert read(log, NOW + SECOND, event(1), event(2), event(3)) == [3]


def test_after_bearings_without_an_event_the_next_event_is_new() -> None:
    log = new_log()
    assert log.watermark == NOW
    assert read(log, NOW + SECOND, event(1, NOW - SECOND)) == [1]


def test_new_events_are_returned_oldest_first_and_each_id_once() -> None:
    log = new_log()
    page = [
        event(3, NOW + SECOND),
        event(2),
        event(1),
        event(2),
        event(4, NOW - SECOND),
    ]
    assert [item.event.id for item in log.select_new(page, NOW)] == [4, 1, 2, 3]


def test_an_event_stays_new_until_it_is_marked_as_seen() -> None:
    log = new_log()
    assert log.select_new([event(1)], NOW) == log.select_new([event(1)], NOW) != []
    log.mark_seen(event(1), NOW)
    assert log.select_new([event(1)], NOW) == []
    assert log.tracked_ids == 1


@pytest.mark.parametrize(
    ("age", "late"),
    [
        (timedelta(), False),
        (MAX_AGE - timedelta.resolution, False),
        (MAX_AGE, False),
        (MAX_AGE + timedelta.resolution, True),
        (-FUTURE_WINDOW, False),
    ],
)
def test_an_event_is_late_if_it_is_older_than_the_maximum_age(
    age: timedelta, late: bool
) -> None:
    log = new_log()
    item = event(1, NOW - age)
    assert log.select_new([item], NOW) == [NewEvent(event=item, late=late)]


def test_the_window_extends_from_the_newest_event_to_a_day_ahead() -> None:
    log = EventLog(max_age=MAX_AGE)
    assert log.window(NOW) == (NOW - LOOK_BACK, NOW + FUTURE_WINDOW)
    log = new_log()
    read(log, NOW + 600 * SECOND, event(1, NOW + 500 * SECOND))
    # Independent of how much time has passed since.
    now = NOW + timedelta(hours=9)
    assert log.window(now) == (NOW + 500 * SECOND - LOOK_BACK, now + FUTURE_WINDOW)
    assert log.watermark == NOW + 500 * SECOND


def test_an_event_from_the_future_does_not_move_the_watermark_past_now() -> None:
    log = new_log()
    assert read(log, NOW + SECOND, event(1, NOW + timedelta(hours=5))) == [1]
    assert log.watermark == NOW + SECOND
    assert read(log, NOW + 2 * SECOND, event(2, NOW)) == [2]


def test_no_event_before_the_bearings_is_requested_or_delivered() -> None:
    log = EventLog(max_age=MAX_AGE)
    read(log, NOW, event(1, NOW - 100 * SECOND))
    start, _ = log.window(NOW + SECOND)
    assert start == NOW - LOOK_BACK
    # A server that ignores the window returns its whole history.
    ancient = datetime.min.replace(tzinfo=UTC)
    assert log.select_new([event(2, ancient), event(3, start - SECOND)], NOW) == []
    assert log.tracked_ids == 1


def test_old_events_do_not_affect_the_bearings() -> None:
    log = EventLog(max_age=MAX_AGE)
    log.select_new([event(1, datetime.min.replace(tzinfo=UTC))], NOW)
    log.finish_read(NOW - LOOK_BACK, NOW)
    assert log.window(NOW) == (NOW - LOOK_BACK, NOW + FUTURE_WINDOW)
    assert log.tracked_ids == 0


def test_reads_after_a_restart_do_not_look_back_beyond_the_bearings() -> None:
    log = EventLog(max_age=MAX_AGE)
    read(log, NOW, event(1, NOW - 100 * SECOND))
    log = restored(log)
    before = event(2, NOW - LOOK_BACK - SECOND)
    assert log.select_new([before, event(3, NOW - LOOK_BACK)], NOW)[0].event.id == 3
    assert log.window(NOW)[0] == NOW - LOOK_BACK


def test_a_read_of_more_than_the_window_takes_bearings_of_the_window_only() -> None:
    log = EventLog(max_age=MAX_AGE)
    log.select_new([event(1, NOW - 100 * SECOND)], NOW)
    log.finish_read(NOW - 100 * MAX_AGE, NOW)
    assert log.window(NOW)[0] == NOW - LOOK_BACK


def test_after_a_clock_was_set_back_reads_look_back_to_the_last_one() -> None:
    log = new_log()
    back = NOW - timedelta(minutes=30)
    read(log, back)
    assert log.watermark == back
    absence = timedelta(minutes=10)
    assert log.window(back + absence)[0] == back - LOOK_BACK


@pytest.mark.parametrize("newest_first", [True, False])
def test_an_interrupted_read_loses_no_event_in_any_order(newest_first: bool) -> None:
    log = new_log()
    later = NOW + timedelta(hours=1)
    pages = [event(1, NOW + 5 * SECOND), event(2, later)]
    if newest_first:
        pages.reverse()
    (first,) = log.select_new([pages[0]], later)
    log.mark_seen(first.event, later)
    # The second page was not read.
    assert read(restored(log), later, *pages) == [pages[1].id]
    assert read(log, later, *pages) == [pages[1].id]


def test_an_undecided_event_is_remembered_and_does_not_hold_back_the_watermark() -> (
    None
):
    log = new_log()
    undecided = event(1, NOW)
    for hour in range(1, 5):
        now = NOW + timedelta(hours=hour)
        start, end = log.window(now)
        listed = [undecided, event(hour + 1, now)]
        listed = [item for item in listed if start <= item.time <= end]
        for delivery in log.select_new([*log.undecided, *listed], now):
            if delivery.event.id != 1:
                log.mark_seen(delivery.event, now)
        log.finish_read(start, now)
        assert log.watermark == now
        assert log.undecided == [undecided]
    [new] = log.select_new(log.undecided, now)
    assert new.late
    log.mark_seen(new.event, now)
    assert not log.undecided
    assert log.select_new([undecided], now) == []


def test_the_number_of_undecided_events_is_bounded() -> None:
    log = new_log()
    events = [event(number) for number in range(2 * MAX_UNDECIDED)]
    assert len(log.select_new(events, NOW)) == len(events)
    assert log.undecided == events[MAX_UNDECIDED:]
    # Others are new as long as reads and sweeps list them.
    log.finish_read(NOW - LOOK_BACK, NOW)
    assert len(log.select_new(events, NOW, since=NOW - HOUR)) == len(events)


def test_undecided_events_are_forgotten_with_the_ids_of_their_time() -> None:
    log = new_log()
    log.select_new([event(1)], NOW)
    for step in range(400):
        read(log, NOW + step * 10 * MINUTE, event(step + 2, NOW + step * 10 * MINUTE))
    assert not log.undecided


def test_ids_are_forgotten_a_day_after_their_window_and_are_not_new_again() -> None:
    log = new_log()
    for step in range(400):
        now = NOW + step * timedelta(minutes=10)
        assert read(log, now, event(step, now)) == [step]
    assert 24 * 6 < log.tracked_ids < 24 * 6 + 5
    old = event(0, NOW)
    assert log.select_new([old], now) == []


def test_above_the_limit_old_ids_are_forgotten_and_sweeps_look_back_less_far() -> None:
    log = new_log()
    log.finish_sweep(NOW - DAY, NOW)
    for hour in range(10):
        now = NOW + timedelta(hours=hour)
        crowd = [event(hour * 7000 + number, now) for number in range(7000)]
        assert len(read(log, now, *crowd)) == len(crowd)
        # All ids inside the window of reads are remembered.
        assert read(log, now + SECOND, *crowd) == []
    assert log.tracked_ids <= MAX_REMEMBERED_IDS
    start, _ = log.sweep_window(now, DAY)
    assert NOW < start < now - timedelta(hours=2)
    assert log.sweep_window(now, timedelta(minutes=10))[0] == now - 10 * MINUTE
    # Forgotten events are not new, and a sweep takes no bearings there.
    forgotten = event(0, NOW)
    assert log.select_new([forgotten], now, since=start) == []
    log.finish_sweep(now - DAY, now)
    assert log.select_new([forgotten], now, since=start) == []
    remembered = event(hour * 7000, now - timedelta(minutes=30))
    assert log.select_new([remembered, event(-1, now - 30 * MINUTE)], now, since=start)


@pytest.mark.parametrize("back", [SECOND, timedelta(minutes=50), timedelta(days=400)])
@pytest.mark.parametrize("quiet", [True, False])
@pytest.mark.parametrize("restart", [True, False])
def test_a_clock_that_is_set_back_repeats_and_loses_no_event(
    back: timedelta, quiet: bool, restart: bool
) -> None:
    log = new_log()
    earlier = NOW - back
    past = [] if quiet else [event(1, NOW)]
    read(log, NOW, *past)
    if restart:
        log = restored(log)
    between = event(2, earlier - 149 * SECOND)
    assert read(log, earlier, between, *past) in ([], [2])
    now = earlier + SECOND
    assert read(log, now, between, event(3, now), *past) == [3]
    assert log.watermark == now
    if back < DAY:
        # Of two ranges only the later one is stored: bearings are taken again.
        log = restored(log)
    three, four = event(3, now), event(4, now + SECOND)
    assert read(log, now + SECOND, three, four, *past) == [4]


def test_a_clock_that_is_set_right_again_repeats_no_event() -> None:
    log = new_log()
    assert read(log, NOW, event(1)) == [1]
    back = NOW - ID_RETENTION / 2
    read(log, back, event(1))
    assert read(log, back, event(1), event(2, back)) == [2]
    assert read(log, NOW + SECOND, event(1), event(2, back), event(3)) == [3]


@pytest.mark.parametrize("max_age", [10, 120, 3600])
@pytest.mark.parametrize("new_max_age", [10, 120, 3600])
def test_another_maximum_age_after_a_restart_repeats_and_loses_no_event(
    max_age: int, new_max_age: int
) -> None:
    log = new_log(NOW - timedelta(hours=5), timedelta(seconds=max_age))
    ages = (5000, 3000, 600, 140, 100, 30, 5, 0)
    known = [event(number, NOW - age * SECOND) for number, age in enumerate(ages)]
    for item in known:
        assert read(log, item.time, item) == [item.id]
    log = restored(log, timedelta(seconds=new_max_age))
    later = NOW + timedelta(minutes=2)
    between = [event(50, NOW + SECOND), event(51, later)]
    start, _ = log.window(later)
    deliveries = log.select_new([*known, *between], later)
    assert [item.event.id for item in deliveries] == [50, 51]
    assert [item.late for item in deliveries] == [new_max_age < 119, False]
    assert start <= NOW


@pytest.mark.parametrize("same_time", [1, 10])
def test_a_state_with_the_maximum_of_ids_repeats_no_event(same_time: int) -> None:
    log = new_log(max_age=timedelta(hours=1))
    events = [
        event(number, NOW + number // same_time * timedelta(milliseconds=10))
        for number in range(MAX_RECENT_IDS + 77)
    ]
    now = NOW + timedelta(minutes=2)
    assert len(read(log, now, *events)) == len(events)
    saved = recent(log)
    assert MAX_RECENT_IDS - same_time < len(saved["ids"].split()) <= MAX_RECENT_IDS
    log = restored(log, timedelta(hours=1))
    new = event(-1, now)
    # Stored late, before the oldest id that was saved: it may be known or new.
    late = event(-2, NOW)
    assert read(log, now + SECOND, late, *events, new) == [-1]


def test_with_the_archive_of_the_same_state_nothing_is_taken_for_known() -> None:
    events = [
        event(number, NOW + number * timedelta(milliseconds=10))
        for number in range(MAX_RECENT_IDS + 77)
    ]
    now = NOW + timedelta(minutes=2)
    log = new_log(max_age=timedelta(hours=1))
    read(log, now, *events)
    snapshot = log.snapshot(now)
    assert snapshot is not None
    assert log.known.exceed_recent
    same = {"archived_at": snapshot.archived_at}
    files = json.dumps((snapshot.recent() | same, snapshot.archive()))
    log = new_log(max_age=timedelta(hours=1))
    log.restore(*json.loads(files))
    late = event(-2, NOW)
    assert read(log, now + SECOND, late, *events) == [-2]
    # What was delivered since, and is older than the recent ids, is in neither file.
    later = log.snapshot(now + SECOND)
    assert later is not None
    log.restore(later.recent(), snapshot.archive())
    assert read(log, now + 2 * SECOND, late, event(-3, NOW), *events) == []


def test_a_state_contains_the_ids_of_the_last_hour() -> None:
    log = new_log()
    for minute in range(90):
        now = NOW + timedelta(minutes=minute)
        read(log, now, event(minute, now))
    saved = recent(log)
    assert len(saved["ids"].split()) == 61
    assert json.loads(json.dumps(saved)) == saved
    assert recent(restored(log)) == saved


def test_microseconds_survive_a_restart() -> None:
    log = new_log()
    times = [NOW + timedelta(microseconds=number * 7 + 1) for number in range(100)]
    events = [event(number, time) for number, time in enumerate(times)]
    read(log, NOW + SECOND, *events)
    log = restored(log)
    assert log.watermark == times[-1]
    assert read(log, NOW + SECOND, *events) == []


SAVED: dict[str, Any] = {"watermark": 1e9, "floor": 1e9, "ids": "1:1"}


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "x",
        {},
        {"watermark": 1e9, "floor": 1e9},
        SAVED | {"watermark": None},
        SAVED | {"watermark": "2024-05-01"},
        SAVED | {"watermark": True},
        SAVED | {"watermark": -1e9},
        SAVED | {"watermark": 1e300},
        # The ends of the calendar, where calculations fail.
        SAVED | {"watermark": 253402300799},
        SAVED | {"floor": 253402300799},
        SAVED | {"watermark": float("nan")},
        SAVED | {"watermark": float("inf")},
        SAVED | {"floor": None},
        SAVED | {"ids": None},
        SAVED | {"ids": ["1"]},
        SAVED | {"ids": {"1": 1e9}},
        SAVED | {"ids": "1"},
        SAVED | {"ids": "x:1"},
        SAVED | {"ids": "1:1:1"},
        SAVED | {"ids": "1:ffffffffffffffffff"},
    ],
)
def test_an_invalid_state_raises_an_error_and_changes_nothing(data: Any) -> None:
    log = EventLog(max_age=MAX_AGE)
    with pytest.raises(ValueError):
        log.restore(data)
    assert not log.has_bearings
    assert log.tracked_ids == 0
    assert log.window(NOW) == (NOW - LOOK_BACK, NOW + FUTURE_WINDOW)


def test_unknown_keys_of_a_state_are_ignored() -> None:
    log = EventLog(max_age=MAX_AGE)
    log.restore(SAVED | {"version": 9, "more": [1]})
    assert log.has_bearings
    assert log.tracked_ids == 1


@pytest.mark.parametrize("span", [HOUR, DAY])
def test_a_sweep_covers_its_span_up_to_regular_reads(span: timedelta) -> None:
    log = new_log()
    assert log.sweep_window(NOW, span) == (NOW - span, log.window(NOW)[0])


def test_the_first_sweep_takes_bearings_and_the_next_one_finds_new_events() -> None:
    log = new_log()
    start, _ = log.sweep_window(NOW, DAY)
    old = event(1, NOW - timedelta(hours=20))
    assert not log.select_new([old], NOW, since=start)
    log.finish_sweep(start, NOW)
    stored_late = event(2, NOW - timedelta(hours=21))
    new = log.select_new([old, stored_late], NOW, since=start)
    assert [(item.event.id, item.late) for item in new] == [(2, True)]


def test_a_sweep_without_bearings_takes_none() -> None:
    log = EventLog(max_age=timedelta(minutes=2))
    log.finish_sweep(NOW, NOW)
    assert not log.has_bearings


def test_an_undecided_event_of_a_sweep_does_not_hold_back_the_watermark() -> None:
    log = new_log()
    start, _ = log.sweep_window(NOW, HOUR)
    log.finish_sweep(start, NOW)
    assert log.select_new([event(1, NOW - 50 * MINUTE)], NOW, since=start)
    read(log, NOW)
    assert log.watermark == NOW


def test_reads_look_back_less_far_until_their_events_fit_on_one_page() -> None:
    log = new_log()
    overlaps = []
    for sizes in [(10, 5), (10, 1), (10, 9), (10, 1), (3,), (2,), (2,), (1,), (0,)]:
        start, _ = log.window(NOW)
        log.finish_read(start, NOW, sizes)
        overlaps.append((NOW - log.window(NOW)[0]).total_seconds())
        assert log.is_crowded is (overlaps[-1] < 150)
    assert overlaps == [75, 37.5, 30, 30, 30, 60, 120, 150, 150]


def saved_files(log: EventLog, now: datetime) -> dict[str, Any]:
    """Return the files of a log that are due to be saved."""
    snapshot = log.snapshot(now)
    assert snapshot is not None
    files = {}
    if log.archive.is_due(now):
        log.archive.mark_saved(now)
        files["archive"] = snapshot.archive()
    return json.loads(json.dumps(files | {"recent": snapshot.recent()}))


def test_after_a_restart_the_ids_of_a_day_are_known() -> None:
    log = new_log()
    log.finish_sweep(NOW - DAY, NOW)
    files: dict[str, Any] = {}
    archives = 0
    for step in range(1, 200):
        now = NOW + step * 5 * MINUTE
        # In order, and every fourth event stored hours late.
        time = now - (3 * HOUR if step % 4 == 0 else timedelta())
        start = now - DAY
        for new in log.select_new([event(step, time)], now, since=start):
            log.mark_seen(new.event, now)
        log.finish_read(now, now)
        saved = saved_files(log, now)
        archives += "archive" in saved
        files |= saved
        if step % 10 == 0:
            # Whenever the power fails, no delivered event is new again.
            log = EventLog(max_age=MAX_AGE)
            log.restore(files["recent"], files["archive"])
            for old in range(1, step + 1):
                time = NOW + old * 5 * MINUTE
                time -= 3 * HOUR if old % 4 == 0 else timedelta()
                assert not log.select_new([event(old, time)], now, since=start)
            new = log.select_new([event(-1, now - 20 * HOUR)], now, since=now - DAY)
            assert len(new) == 1
    # Old ids wait in the file of the recent ones for the archive of every half hour.
    assert archives < 60


def test_an_archive_that_leaves_a_gap_before_the_recent_ids_is_ignored() -> None:
    log = new_log()
    read(log, NOW, event(1))
    old = saved_files(log, NOW)["archive"]
    for step in range(1, 100):
        now = NOW + step * MINUTE
        read(log, now, event(step + 1, now))
    snapshot = log.snapshot(now)
    assert snapshot is not None
    log = EventLog(max_age=MAX_AGE)
    log.restore(snapshot.recent(), old)
    # Nothing is known of events before the recent ids: they must not be new.
    assert not log.select_new([event(20, NOW + 19 * MINUTE)], now, since=now - DAY)
    assert snapshot.archive()["at"] - old["at"] > ARCHIVE_INTERVAL.total_seconds()


def test_the_archive_is_due_after_a_sweep_that_extends_the_known_range() -> None:
    log = new_log()
    log.archive.mark_saved(NOW)
    assert not log.archive.is_due(NOW)
    log.finish_sweep(NOW - DAY, NOW)
    assert log.archive.is_due(NOW)
    snapshot = log.snapshot(NOW)
    assert snapshot is not None
    log = EventLog(max_age=MAX_AGE)
    log.restore(snapshot.recent(), snapshot.archive())
    # Stored late, after the sweep and before the restart.
    late = event(7, NOW - 11 * HOUR)
    assert log.select_new([late], NOW, since=NOW - DAY)


@pytest.mark.parametrize(
    "archive",
    [None, {}, {"at": "x"}, {"at": 2e9, "floor": 1, "ids": []}, {"at": True}, 7],
)
def test_an_invalid_archive_is_ignored(archive: Any) -> None:
    log = EventLog(max_age=MAX_AGE)
    log.restore(SAVED, archive)
    assert log.tracked_ids == 1


def test_events_of_a_clock_that_is_known_to_be_behind_are_not_late() -> None:
    log = EventLog(max_age=MAX_AGE, clock_lags={1: 3 * HOUR})
    read(log, NOW)
    log.finish_sweep(NOW - DAY, NOW)
    start, end = log.shifted_window(1, NOW)
    assert (start, end) == (NOW - 3 * HOUR - LOOK_BACK, NOW - 3 * HOUR + OVERLAP)
    cases = {
        # By the time of the clock that is behind.
        NOW - 3 * HOUR: False,
        NOW - 3 * HOUR - 120 * SECOND: False,
        NOW - 3 * HOUR - 121 * SECOND: True,
        NOW - 3 * HOUR + 30 * SECOND: False,
        # The clock was set right: these are their real ages.
        NOW - HOUR: True,
        NOW - 121 * SECOND: True,
        NOW - 120 * SECOND: False,
        NOW: False,
    }
    for number, (time, late) in enumerate(cases.items()):
        [new] = log.select_new([event(number, time)], NOW, since=NOW - DAY)
        assert new.late is late, time
    other = Event(id=99, camera_id=2, name="motion", time=NOW - 3 * HOUR)
    [new] = log.select_new([other], NOW, since=NOW - DAY)
    assert new.late


@pytest.mark.parametrize(
    ("max_age", "wait", "listed_again_after", "late"),
    [
        # Seconds: the maximum age, since the last read, and the age beyond the maximum.
        (120, 2, 2, False),
        (120, 2, 2.000001, True),
        (120, 45, 45, False),
        (120, 45.000001, 45, True),
        (120, 45.000001, 0, False),
        (120, 90, 1, True),
        (10, 2, 2, False),
        (10, 3.75, 3.75, False),
        (10, 3.76, 3, True),
        (3600, 45, 45, False),
        (3600, 46, 1, True),
    ],
)
def test_an_event_is_late_if_it_was_too_old_when_a_read_last_did_not_list_it(
    max_age: float, wait: float, listed_again_after: float, late: bool
) -> None:
    log = new_log(max_age=max_age * SECOND)
    start, end = log.window(NOW)
    log.record_read(start, end, NOW)
    now = NOW + wait * SECOND
    old = event(1, now - (max_age + listed_again_after) * SECOND)
    [new] = log.select_new([old], now)
    assert new.late is late
    assert new.unlisted == NOW


def test_a_read_counts_only_for_the_times_and_cameras_that_it_covered() -> None:
    now = NOW + 2 * SECOND
    old = event(1, now - 121 * SECOND)
    for start, end, camera_id, late in [
        (NOW - LOOK_BACK, NOW, None, False),
        (NOW - LOOK_BACK, NOW, 1, False),
        (NOW - LOOK_BACK, NOW, 2, True),
        (old.time, old.time, None, False),
        (old.time + timedelta.resolution, NOW, None, True),
        (NOW - LOOK_BACK, old.time - timedelta.resolution, None, True),
    ]:
        log = new_log()
        log.record_read(start, end, NOW, camera_id)
        [new] = log.select_new([old], now)
        assert new.late is late, (start, end, camera_id)
        assert (new.unlisted is None) is late


def test_reads_count_for_a_while_whatever_fails_in_between() -> None:
    log = new_log()
    log.record_read(NOW - LOOK_BACK, NOW, NOW)
    # Nothing tells the log of failed reads.
    now = NOW + 44 * SECOND
    item = event(1, now - 150 * SECOND)
    assert not log.select_new([item], now)[0].late
    log.mark_seen(item, now)
    for seconds, unlisted in ((90, NOW), (91, None)):
        log.record_read(NOW, NOW, NOW + seconds * SECOND)
        item = event(seconds, NOW - SECOND)
        [new] = log.select_new([item], NOW + 91 * SECOND)
        assert new.unlisted == unlisted


def test_a_clock_that_is_set_back_makes_a_read_useless() -> None:
    log = new_log()
    log.record_read(NOW - LOOK_BACK, NOW, NOW)
    now = NOW - SECOND
    assert log.select_new([event(1, now - 121 * SECOND)], now)[0].late
    # The next read takes its place, however far ahead that one was.
    log.record_read(now - LOOK_BACK, now, now)
    now += 2 * SECOND
    [new] = log.select_new([event(2, now - 121 * SECOND)], now)
    assert not new.late
    assert new.unlisted == NOW - SECOND


def test_a_crowded_log_counts_on_sweeps_every_minute() -> None:
    log = new_log()
    old = event(1, NOW - 200 * SECOND)
    for crowded in (False, True):
        if crowded:
            log.finish_read(NOW - LOOK_BACK, NOW, (10, 10))
        start, end = log.sweep_window(NOW, HOUR)
        log.finish_sweep(start, NOW)
        log.record_read(start, end, NOW)
        now = NOW + 90 * SECOND
        item = event(2 + crowded, now - 210 * SECOND)
        assert log.select_new([item], now, since=start)[0].late is not crowded
    assert log.select_new([old], NOW, since=start)[0].late


def test_an_undecided_event_keeps_its_verdict_for_a_while() -> None:
    log = new_log()
    log.record_read(NOW - LOOK_BACK, NOW + DAY, NOW)
    undecided = event(1, NOW + SECOND - MAX_AGE)
    first = NOW + 2 * SECOND
    [verdict] = log.select_new([undecided], first)
    assert not verdict.late
    assert verdict.unlisted == NOW
    for seconds in range(2, 61, 2):
        now = first + seconds * SECOND
        log.record_read(NOW - LOOK_BACK, NOW + DAY, now)
        assert log.select_new([undecided], now) == [verdict]
    # Reads that listed it do not count as reads that did not.
    now = first + VERDICT_RETENTION + SECOND
    [verdict] = log.select_new([undecided], now)
    assert verdict.late
    assert verdict.unlisted is None


@pytest.mark.parametrize("restart", [True, False])
def test_an_id_with_another_time_is_another_event(restart: bool) -> None:
    log = new_log()
    assert read(log, NOW + SECOND, event(1), event(2)) == [1, 2]
    # A server that was set up anew.
    now = NOW + MINUTE
    again = event(1, now)
    assert read(log, now, event(2), again, event(1)) == [1]
    if restart:
        log = restored(log)
    assert log.tracked_ids == 2
    assert read(log, now, event(2), again, event(1), event(2, now)) == [2]
    assert read(log, now, event(1, now + SECOND)) == [1]


@pytest.mark.parametrize(
    "rounded",
    [
        NOW.replace(microsecond=0),
        NOW.replace(microsecond=400_000),
        NOW.replace(second=1),
    ],
)
@pytest.mark.parametrize("restart", [True, False])
def test_an_event_whose_time_is_rounded_afterwards_is_the_same(
    rounded: datetime, restart: bool
) -> None:
    log = new_log()
    precise = event(1, NOW.replace(microsecond=400_001))
    assert read(log, NOW + SECOND, precise, event(1, rounded)) == [1]
    if restart:
        log = restored(log)
    assert log.knows(event(1, rounded))
    assert read(log, NOW + SECOND, event(1, rounded), precise) == []
    assert log.tracked_ids == 1


ODD_NOWS = [
    datetime.min.replace(tzinfo=UTC),
    datetime(1970, 1, 1, tzinfo=UTC),
    NOW - 400 * DAY,
    NOW - 3 * DAY,
    NOW - 2 * DAY,
    NOW - 30 * HOUR,
    NOW - DAY,
    NOW - HOUR,
    NOW + HOUR,
    NOW + DAY,
    NOW + 8 * DAY,
    NOW + 400 * DAY,
    datetime.max.replace(tzinfo=UTC),
]


@pytest.mark.parametrize("odd", ODD_NOWS)
@pytest.mark.parametrize("reads", [1, 150])
@pytest.mark.parametrize("ignores_window", [True, False])
@pytest.mark.parametrize("running", [MINUTE, 3 * DAY])
def test_an_odd_time_of_the_server_repeats_loses_and_makes_news_of_nothing(
    odd: datetime, reads: int, ignores_window: bool, running: timedelta
) -> None:
    start = NOW - running
    history = [event(-n, start - n * 20 * MINUTE - HOUR) for n in range(1, 100)]
    events: list[Event] = []
    delivered: list[int] = []
    log = EventLog(max_age=MAX_AGE)

    def poll(now: datetime) -> None:
        window = log.window(now)
        listed = [
            item
            for item in [*history, *events]
            if ignores_window or window[0] <= item.time <= window[1]
        ]
        new = log.select_new(listed, now)
        for item in new:
            log.mark_seen(item.event, now)
            delivered.append(item.event.id)
        log.record_read(*window, now)
        log.finish_read(window[0], now)

    poll(start)
    for step in range(1, 101):
        time = start + step * (running / 100)
        events.append(event(step, time))
        poll(time)
    assert delivered == list(range(1, 101))
    for number in range(reads):
        now = odd
        # No time passes at the end of the calendar.
        if odd.year < 9999:
            now += number * 2 * SECOND
        time = NOW + number * 2 * SECOND
        events.append(event(101 + number, time))
        poll(now)
    after = time + 2 * SECOND
    poll(after)
    poll(after + SECOND)
    assert sorted(delivered) == list(range(1, 101 + reads))
    sweep_start, sweep_end = log.sweep_window(after, DAY)
    listed = [item for item in history if sweep_start <= item.time <= sweep_end]
    assert not log.select_new(listed, after, since=sweep_start)


@pytest.mark.parametrize("odd", ODD_NOWS)
def test_an_odd_time_at_the_first_read_makes_no_news_of_history(odd: datetime) -> None:
    history = [event(-n, NOW - n * HOUR) for n in range(1, 500)]
    log = EventLog(max_age=MAX_AGE)
    read(log, odd, *history)
    assert not read(log, NOW, *history)
    assert read(log, NOW + SECOND, event(1, NOW + SECOND), *history) == [1]


def test_a_clock_that_returns_step_by_step_loses_no_event() -> None:
    log = new_log()
    history = [event(-n, NOW - n * HOUR) for n in range(1, 40)]
    new = event(1, NOW + SECOND)
    found = [
        read(log, NOW + 2 * SECOND - hours * HOUR, *history, new)
        for hours in (36, 24, 12, 0)
    ]
    assert found == [[], [1], [], []]


def test_a_clock_that_is_back_until_it_reaches_known_time_loses_no_event() -> None:
    log = new_log(NOW - HOUR)
    for step in range(13):
        read(log, NOW - HOUR + step * 5 * MINUTE)
    log.finish_sweep(NOW - DAY, NOW)
    new = event(1, NOW + MINUTE)
    for minute in range(-10, 10):
        assert not read(log, NOW - 2 * DAY + minute * MINUTE, new)
    assert log.window(NOW + HOUR)[0] > NOW - 2 * HOUR
    assert read(log, NOW + HOUR, new) == [1]


def test_a_restart_while_the_clock_is_back_keeps_the_archive() -> None:
    log = new_log(NOW - 5 * HOUR)
    for hour in range(6):
        time = NOW - (5 - hour) * HOUR
        read(log, time, event(hour + 1, time))
    files = saved_files(log, datetime(1970, 1, 1, tzinfo=UTC))
    log = EventLog(max_age=MAX_AGE)
    log.restore(files["recent"], files["archive"])
    late = event(-1, NOW - 4 * HOUR)
    known = event(2, NOW - 4 * HOUR)
    new = log.select_new([late, known], NOW, since=NOW - DAY)
    assert [item.event.id for item in new] == [-1]


def test_a_range_is_continued_after_a_restart_if_the_clock_did_not_return() -> None:
    log = new_log(NOW - HOUR)
    back = NOW - 400 * DAY
    for step in range(300):
        read(log, back + step * 5 * MINUTE)
    log = restored(log)
    now = back + step * 5 * MINUTE + HOUR
    assert read(log, now, event(1, now - 30 * MINUTE)) == [1]


def test_a_range_of_a_wrong_clock_is_not_continued_after_a_restart() -> None:
    log = new_log(NOW - HOUR)
    read(log, NOW, event(1))
    for second in range(300):
        read(log, NOW - 3 * DAY + second * SECOND)
    log = restored(log)
    later = NOW + 10 * MINUTE
    history = [event(-n, NOW - n * HOUR) for n in range(1, 70)]
    new = event(2, NOW + 5 * MINUTE)
    assert read(log, later, *history, event(1), new) == [2]


@pytest.mark.parametrize("restart_at", [None, 0, 10, 19])
@pytest.mark.parametrize("before", [2, 15], ids=["untrusted", "trusted"])
@pytest.mark.parametrize("jump", [2 * DAY, 6 * DAY, 400 * DAY, -3 * DAY, -400 * DAY])
def test_a_clock_that_was_wrong_for_a_moment_loses_nothing_at_a_restart(
    jump: timedelta, before: int, restart_at: int | None
) -> None:
    log = new_log(NOW - before * MINUTE)
    for minute in range(before):
        read(log, NOW - (before - minute) * MINUTE)
    for second in range(20):
        now = NOW + jump + second * SECOND
        read(log, now, event(100 + second, now))
        if second == restart_at:
            log = restored(log)
    after = NOW + MINUTE
    read(log, after, event(1, after))
    log = restored(log)
    new = event(2, after + 5 * SECOND)
    assert read(log, after + 10 * SECOND, event(1, after), new) == [2]


def test_bearings_cover_all_that_their_read_covered() -> None:
    # As where cameras are read one after another, or again after an error.
    log = EventLog(max_age=MAX_AGE)
    start, _ = log.window(NOW)
    later = NOW + 50 * SECOND
    old = event(1, start + SECOND)
    assert not log.select_new([old], later, since=start)
    log.finish_read(start, NOW)
    assert not read(log, later + SECOND, old)


@pytest.mark.parametrize("event_id", [-(2**63), 2**63 - 1, 0, -1])
@pytest.mark.parametrize(
    "time",
    [
        NOW,
        datetime(2, 1, 1, tzinfo=UTC),
        datetime(1969, 12, 31, tzinfo=UTC),
        datetime(9998, 12, 31, tzinfo=UTC),
    ],
)
def test_odd_ids_and_times_do_no_harm(event_id: int, time: datetime) -> None:
    log = new_log()
    odd = event(event_id, time)
    expected = [event_id] if time == NOW else []
    assert [new.event.id for new in log.select_new([odd], NOW)] == expected
    log.mark_seen(odd, NOW)
    log.finish_read(NOW - LOOK_BACK, NOW)
    snapshot = log.snapshot(NOW)
    assert snapshot is not None
    other = EventLog(max_age=MAX_AGE)
    other.restore(json.loads(json.dumps(snapshot.recent())), snapshot.archive())
    if time >= NOW:
        assert other.knows(odd)
    assert read(other, NOW, odd, event(7)) == ([] if event_id == 7 else [7])
