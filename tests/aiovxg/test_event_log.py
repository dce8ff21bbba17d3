"""What "an event is delivered once" means, in examples; properties stand beside them."""

from datetime import UTC, datetime, timedelta
import json
from typing import Any

import pytest

from custom_components.vxg.aiovxg import Delivery, Event, EventLog
from custom_components.vxg.aiovxg.event_log import (
    AHEAD,
    MAX_REMEMBERED_IDS,
    MAX_SAVED_IDS,
    MEMORY,
    OVERLAP,
)

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
MAX_AGE = timedelta(seconds=120)
SECOND = timedelta(seconds=1)
REACH = MAX_AGE + OVERLAP


def event(event_id: int, time: datetime = NOW) -> Event:
    """Return an event."""
    return Event(id=event_id, camera_id=1, name="motion", time=time)


def read(log: EventLog, now: datetime, *events: Event) -> list[int]:
    """Make a complete read of one page; return the ids that are news."""
    start, end = log.window(now)
    asked = [item for item in events if start <= item.time <= end]
    deliveries = log.sort(asked, now)
    for delivery in deliveries:
        log.note(delivery.event, now)
    log.finish_read(start, now)
    return [delivery.event.id for delivery in deliveries]


def ready(now: datetime = NOW, max_age: timedelta = MAX_AGE) -> EventLog:
    """Return a log that has its bearings."""
    log = EventLog(max_age=max_age)
    read(log, now)
    return log


def restored(log: EventLog, max_age: timedelta = MAX_AGE) -> EventLog:
    """Return a log that continues from what another one saved."""
    other = EventLog(max_age=max_age)
    other.restore(json.loads(json.dumps(log.snapshot())))
    return other


def test_the_first_complete_read_takes_bearings_and_delivers_nothing() -> None:
    log = EventLog(max_age=MAX_AGE)
    assert not log.has_bearings
    assert log.snapshot() == {}
    start, _ = log.window(NOW)
    assert log.sort([event(1), event(2, NOW + SECOND)], NOW) == []
    assert not log.has_bearings
    assert log.finish_read(start, NOW) is True
    assert log.has_bearings
    assert read(log, NOW + SECOND, event(1), event(2, NOW + SECOND), event(3)) == [3]
    assert log.finish_read(start, NOW) is False


def test_bearings_that_were_interrupted_are_taken_again() -> None:
    log = EventLog(max_age=MAX_AGE)
    log.sort([event(1)], NOW)
    assert log.snapshot() == {}
    assert read(log, NOW + SECOND, event(1), event(2)) == []
    assert read(log, NOW + SECOND, event(1), event(2), event(3)) == [3]


def test_bearings_without_an_event_make_the_next_one_news() -> None:
    log = ready()
    assert log.watermark == NOW
    assert read(log, NOW + SECOND, event(1, NOW - SECOND)) == [1]


def test_news_come_oldest_first_and_each_id_once() -> None:
    log = ready()
    page = [
        event(3, NOW + SECOND),
        event(2),
        event(1),
        event(2),
        event(4, NOW - SECOND),
    ]
    assert [item.event.id for item in log.sort(page, NOW)] == [4, 1, 2, 3]


def test_what_was_not_noted_stays_news() -> None:
    log = ready()
    assert log.sort([event(1)], NOW) == log.sort([event(1)], NOW) != []
    log.note(event(1), NOW)
    assert log.sort([event(1)], NOW) == []
    assert log.ids_held == 1


@pytest.mark.parametrize(
    ("age", "late"),
    [
        (timedelta(), False),
        (MAX_AGE - timedelta.resolution, False),
        (MAX_AGE, False),
        (MAX_AGE + timedelta.resolution, True),
        (-AHEAD, False),
    ],
)
def test_an_event_is_late_once_it_is_older_than_allowed(
    age: timedelta, late: bool
) -> None:
    log = ready()
    item = event(1, NOW - age)
    assert log.sort([item], NOW) == [Delivery(event=item, late=late)]


def test_the_window_reaches_from_the_newest_event_to_a_day_ahead() -> None:
    log = EventLog(max_age=MAX_AGE)
    assert log.window(NOW) == (NOW - REACH, NOW + AHEAD)
    log = ready()
    read(log, NOW + 600 * SECOND, event(1, NOW + 500 * SECOND))
    # However long it was quiet since.
    now = NOW + timedelta(hours=9)
    assert log.window(now) == (NOW + 500 * SECOND - REACH, now + AHEAD)
    assert log.watermark == NOW + 500 * SECOND


def test_an_event_of_the_future_does_not_move_the_watermark_past_now() -> None:
    log = ready()
    assert read(log, NOW + SECOND, event(1, NOW + timedelta(hours=5))) == [1]
    assert log.watermark == NOW + SECOND
    assert read(log, NOW + 2 * SECOND, event(2, NOW)) == [2]


def test_nothing_before_the_bearings_is_asked_for_or_delivered() -> None:
    log = EventLog(max_age=MAX_AGE)
    read(log, NOW, event(1, NOW - 100 * SECOND))
    start, _ = log.window(NOW + SECOND)
    assert start == NOW - REACH
    # A server that knows no window shows its whole history.
    ancient = datetime.min.replace(tzinfo=UTC)
    assert log.sort([event(2, ancient), event(3, start - SECOND)], NOW) == []
    assert log.ids_held == 1


def test_a_history_that_is_shown_at_the_bearings_does_no_harm() -> None:
    log = EventLog(max_age=MAX_AGE)
    log.sort([event(1, datetime.min.replace(tzinfo=UTC))], NOW)
    log.finish_read(NOW - REACH, NOW)
    assert log.window(NOW) == (NOW - REACH, NOW + AHEAD)
    assert log.ids_held == 0


def test_a_restart_reaches_no_further_back_than_the_bearings() -> None:
    log = EventLog(max_age=MAX_AGE)
    read(log, NOW, event(1, NOW - 100 * SECOND))
    log = restored(log)
    before = event(2, NOW - REACH - SECOND)
    assert log.sort([before, event(3, NOW - REACH)], NOW)[0].event.id == 3
    assert log.window(NOW)[0] == NOW - REACH


def test_a_read_of_more_than_the_window_takes_bearings_of_the_window_alone() -> None:
    log = EventLog(max_age=MAX_AGE)
    log.sort([event(1, NOW - 100 * SECOND)], NOW)
    log.finish_read(NOW - 100 * MAX_AGE, NOW)
    assert log.window(NOW)[0] == NOW - REACH


def test_a_clock_that_is_set_back_stays_where_it_was_while_it_is_quiet() -> None:
    log = ready()
    back = NOW - timedelta(minutes=30)
    read(log, back)
    read(log, back + timedelta(minutes=10))
    assert log.watermark == back


@pytest.mark.parametrize("newest_first", [True, False])
def test_a_read_that_breaks_off_loses_nothing_in_any_order(newest_first: bool) -> None:
    log = ready()
    later = NOW + timedelta(hours=1)
    pages = [event(1, NOW + 5 * SECOND), event(2, later)]
    if newest_first:
        pages.reverse()
    (first,) = log.sort([pages[0]], later)
    log.note(first.event, later)
    # The second page did not come.
    assert read(restored(log), later, *pages) == [pages[1].id]
    assert read(log, later, *pages) == [pages[1].id]


def test_an_event_that_is_undecided_comes_again_however_many_follow_it() -> None:
    log = ready()
    undecided = event(1, NOW)
    for hour in range(1, 5):
        now = NOW + timedelta(hours=hour)
        start, _ = log.window(now)
        assert start <= undecided.time
        for delivery in log.sort([undecided, event(hour + 1, now)], now):
            if delivery.event.id != 1:
                log.note(delivery.event, now)
        log.finish_read(start, now)
        assert log.watermark == NOW
    assert read(log, now, undecided) == [1]
    read(log, now)
    assert log.watermark == now


def test_ids_are_forgotten_an_hour_after_their_window_and_come_never_back() -> None:
    log = ready()
    for minute in range(200):
        now = NOW + timedelta(minutes=minute)
        assert read(log, now, event(minute, now)) == [minute]
    assert 60 < log.ids_held < 75
    old = event(0, NOW)
    assert log.sort([old], now) == []


def test_a_crowd_is_forgotten_as_soon_as_no_window_can_show_it() -> None:
    log = ready()
    crowd = [event(number, NOW) for number in range(MAX_REMEMBERED_IDS + 1)]
    assert len(read(log, NOW, *crowd)) == len(crowd)
    # While the window shows them, all are remembered.
    assert read(log, NOW + SECOND, *crowd) == []
    assert log.ids_held == len(crowd)
    later = NOW + timedelta(minutes=30)
    assert read(log, later, event(-1, later)) == [-1]
    assert read(log, later) == []
    assert log.ids_held == 1
    assert log.sort(crowd[:5], later) == []


@pytest.mark.parametrize("back", [SECOND, timedelta(minutes=50), timedelta(days=400)])
@pytest.mark.parametrize("quiet", [True, False])
@pytest.mark.parametrize("restart", [True, False])
def test_a_clock_that_is_set_back_repeats_nothing_and_blinds_nobody(
    back: timedelta, quiet: bool, restart: bool
) -> None:
    log = ready()
    earlier = NOW - back
    past = [] if quiet else [event(1, NOW)]
    read(log, NOW, *past)
    if restart:
        log = restored(log)
    assert read(log, earlier, event(2, earlier - 149 * SECOND), *past) in ([], [2])
    now = earlier + SECOND
    assert read(log, now, event(2, earlier), event(3, now), *past) == [3]
    assert log.watermark == now
    log = restored(log)
    now += SECOND
    assert read(log, now, event(3, now - SECOND), event(4, now), *past) == [4]


def test_a_clock_that_is_put_right_again_repeats_nothing() -> None:
    log = ready()
    assert read(log, NOW, event(1)) == [1]
    back = NOW - MEMORY / 2
    read(log, back, event(1))
    assert read(log, back, event(1), event(2, back)) == [2]
    assert read(log, NOW + SECOND, event(1), event(2, back), event(3)) == [3]


@pytest.mark.parametrize("max_age", [10, 120, 3600])
@pytest.mark.parametrize("new_max_age", [10, 120, 3600])
def test_another_age_after_a_restart_repeats_nothing_and_loses_nothing(
    max_age: int, new_max_age: int
) -> None:
    log = ready(NOW - timedelta(hours=5), timedelta(seconds=max_age))
    ages = (5000, 3000, 600, 140, 100, 30, 5, 0)
    known = [event(number, NOW - age * SECOND) for number, age in enumerate(ages)]
    for item in known:
        assert read(log, item.time, item) == [item.id]
    log = restored(log, timedelta(seconds=new_max_age))
    later = NOW + timedelta(minutes=2)
    between = [event(50, NOW + SECOND), event(51, later)]
    start, _ = log.window(later)
    deliveries = log.sort([*known, *between], later)
    assert [item.event.id for item in deliveries] == [50, 51]
    assert [item.late for item in deliveries] == [new_max_age < 119, False]
    assert start <= NOW


@pytest.mark.parametrize("alike", [1, 10])
def test_a_snapshot_holds_so_many_ids_and_still_repeats_nothing(alike: int) -> None:
    log = ready(max_age=timedelta(hours=1))
    events = [
        event(number, NOW + number // alike * timedelta(milliseconds=10))
        for number in range(MAX_SAVED_IDS + 77)
    ]
    now = NOW + timedelta(minutes=2)
    assert len(read(log, now, *events)) == len(events)
    saved = log.snapshot()
    assert MAX_SAVED_IDS - alike < len(saved["ids"]) <= MAX_SAVED_IDS
    log = restored(log, timedelta(hours=1))
    news = event(-1, now)
    # One that was stored late, before the oldest id that was saved: known or not?
    late = event(-2, NOW)
    assert read(log, now + SECOND, late, *events, news) == [-1]


def test_a_snapshot_holds_the_ids_that_a_sweep_can_return() -> None:
    log = ready()
    for minute in range(90):
        now = NOW + timedelta(minutes=minute)
        read(log, now, event(minute, now))
    saved = log.snapshot()
    assert sorted(map(int, saved["ids"])) == list(range(29, 90))
    assert json.loads(json.dumps(saved)) == saved
    assert restored(log).snapshot() == saved


def test_microseconds_survive_a_restart() -> None:
    log = ready()
    times = [NOW + timedelta(microseconds=number * 7 + 1) for number in range(100)]
    events = [event(number, time) for number, time in enumerate(times)]
    read(log, NOW + SECOND, *events)
    log = restored(log)
    assert log.watermark == times[-1]
    assert read(log, NOW + SECOND, *events) == []


SAVED: dict[str, Any] = {"watermark": 1e9, "floor": 1e9, "ids": {"1": 1e9}}


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
        SAVED | {"watermark": float("nan")},
        SAVED | {"watermark": float("inf")},
        SAVED | {"floor": None},
        SAVED | {"ids": None},
        SAVED | {"ids": ["1"]},
        SAVED | {"ids": {"x": 1e9}},
        SAVED | {"ids": {"1": None}},
        SAVED | {"ids": {"1": "x"}},
    ],
)
def test_what_is_no_snapshot_changes_nothing(data: Any) -> None:
    log = EventLog(max_age=MAX_AGE)
    with pytest.raises(ValueError):
        log.restore(data)
    assert not log.has_bearings
    assert log.ids_held == 0
    assert log.window(NOW) == (NOW - REACH, NOW + AHEAD)


def test_a_snapshot_may_say_more_than_is_known_today() -> None:
    log = EventLog(max_age=MAX_AGE)
    log.restore(SAVED | {"version": 9, "more": [1]})
    assert log.has_bearings
    assert log.ids_held == 1


def test_a_sweep_looks_back_an_hour_to_where_fast_reads_begin() -> None:
    log = ready()
    assert log.sweep_window(NOW) == (NOW - timedelta(hours=1), log.window(NOW)[0])


def test_the_first_sweep_takes_bearings_and_the_next_one_finds_news() -> None:
    log = ready()
    start, _ = log.sweep_window(NOW)
    old = event(1, NOW - timedelta(minutes=20))
    assert not log.sort([old], NOW, since=start)
    log.finish_sweep(start)
    stored_late = event(2, NOW - timedelta(minutes=40))
    found = log.sort([old, stored_late], NOW, since=start)
    assert [(item.event.id, item.late) for item in found] == [(2, True)]


def test_a_sweep_without_bearings_takes_none() -> None:
    log = EventLog(max_age=timedelta(minutes=2))
    log.finish_sweep(NOW)
    assert not log.has_bearings
