"""Test how far reads of the event log look back, and which images they await."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import override

import pytest

from custom_components.vxg.aiovxg import (
    AwaitedImages,
    Event,
    EventLog,
    NewEvent,
    SignedImage,
)
from custom_components.vxg.aiovxg.event_log import awaited_images
from custom_components.vxg.aiovxg.event_log.awaited_images import (
    ALWAYS_STORED,
    MAX_AWAITED,
)
from custom_components.vxg.aiovxg.event_log.listing_delays import ListingDelays

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
MAX_AGE = 120 * SECOND
LAG = 600 * SECOND
IMAGE = SignedImage(url="https://media.example/1.jpg")


def event(event_id: int, time: datetime = NOW, camera_id: int = 1) -> Event:
    return Event(id=event_id, camera_id=camera_id, name="motion", time=time)


def poll(
    log: EventLog,
    now: datetime,
    *events: Event,
    interval: timedelta | None = 2 * SECOND,
    sizes: tuple[int, ...] = (1,),
    images: bool = False,
) -> tuple[timedelta, bool]:
    """Make a complete poll; return how far it looks back, and whether it is full."""
    start, end, is_full = log.next_window(now, interval)
    listed = [item for item in events if start <= item.time <= end]
    for new_event in log.select_new(listed, now, since=start):
        log.mark_seen(new_event.event, now)
        log.images.add(new_event, now, expected=images)
    log.record_read(start, end, now)
    log.finish_read(start, now, sizes, is_full=is_full)
    return now - start, is_full


def delays(*seconds: float, camera_id: int = 1) -> ListingDelays:
    """Return the delays of a camera's events."""
    recorded = ListingDelays()
    for each in seconds:
        recorded.record(camera_id, timedelta(seconds=each))
    return recorded


@pytest.mark.parametrize(
    ("seconds", "overlap"),
    [
        # Nothing is known, or a single event that may be an odd one.
        ((), 30),
        ((100,), 30),
        ((1,), 5),
        # One odd event changes nothing.
        ((1, 100), 5),
        ((1, 1, 100), 5),
        ((100, 1, 1, 1, 1), 5),
        ((62,) * 3, 93),
        ((8,) * 5, 12),
        # The last five count, and clocks that are ahead are no delay.
        ((100,) * 9 + (2, 2, 2), 5),
        ((-600,) * 5, 5),
    ],
)
def test_near_reads_overlap_by_the_typical_delay_of_the_slowest_camera(
    seconds: tuple[float, ...], overlap: float
) -> None:
    recorded = delays(*seconds)
    assert recorded.overlap == timedelta(seconds=overlap)
    if seconds:
        for _ in range(5):
            recorded.record(2, SECOND)
        assert recorded.overlap == timedelta(seconds=overlap)
        recorded.forget_except({2})
        assert recorded.overlap == 5 * SECOND


def test_recording_a_delay_takes_no_longer_with_many_cameras() -> None:
    class Delay(timedelta):
        compared = 0

        @override
        def __gt__(self, other: timedelta) -> bool:
            Delay.compared += 1
            return super().__gt__(other)

        @override
        def __lt__(self, other: timedelta) -> bool:
            Delay.compared += 1
            return super().__lt__(other)

    def compared(cameras: int) -> int:
        recorded = ListingDelays()
        for camera_id in range(cameras):
            recorded.record(camera_id, Delay(seconds=1))
        before = Delay.compared
        recorded.record(0, Delay(seconds=1))
        return Delay.compared - before

    assert 0 < compared(1000) == compared(10)


def test_delays_are_summarized_for_diagnostics() -> None:
    assert delays().median is delays().percentile_95 is None
    assert delays(3).percentile_95 == 3
    recorded = delays(*range(101))
    assert (recorded.median, recorded.percentile_95) == (50, 95)


@pytest.mark.parametrize(
    ("max_age", "interval", "seconds"),
    [
        (120, 2, [0, 30, 60]),
        (120, 1, [0, 30, 60]),
        (120, 20, [0, 20, 40, 60]),
        (120, 60, [0, 60]),
        (10, 2, [*range(0, 61, 2)]),
        (10, 1, [*range(0, 61, 2)]),
        (3600, 5, [0, 30, 60]),
    ],
)
def test_full_reads_are_as_frequent_as_freshness_needs(
    max_age: int, interval: int, seconds: list[int]
) -> None:
    log = EventLog(max_age=max_age * SECOND)
    full = [
        second
        for second in range(0, 61, interval)
        if poll(log, NOW + second * SECOND, interval=interval * SECOND)[1]
    ]
    assert full == seconds


def test_reads_are_full_after_an_interruption_a_restart_and_jumps_of_the_clock() -> (
    None
):
    log = EventLog(max_age=MAX_AGE)
    assert poll(log, NOW) == (150 * SECOND, True)
    assert poll(log, NOW + 2 * SECOND) == (32 * SECOND, False)
    log.interrupt()
    assert poll(log, NOW + 4 * SECOND)[1]
    assert not poll(log, NOW + 6 * SECOND)[1]
    # A camera's own reads are none of all cameras.
    log.interrupt(1)
    assert not poll(log, NOW + 8 * SECOND)[1]
    # When the next one will be is unknown.
    assert poll(log, NOW + 10 * SECOND, interval=None)[1]
    assert poll(log, NOW + 5 * SECOND)[1]
    assert poll(log, NOW + HOUR)[1]
    snapshot = log.snapshot(NOW + HOUR)
    assert snapshot is not None
    log.restore(snapshot.recent(), snapshot.archive())
    assert poll(log, NOW + HOUR + 2 * SECOND)[1]


def test_near_reads_follow_the_delays_of_the_cameras() -> None:
    log = EventLog(max_age=MAX_AGE)
    poll(log, NOW)
    for number in range(1, 9):
        now = NOW + 2 * number * SECOND
        poll(log, now, event(number, now - SECOND))
        assert log.overlap == 5 * SECOND
    assert (log.delays.median, log.delays.percentile_95) == (1, 1)
    # One odd event changes nothing. It is found by the next full read.
    odd = event(9, NOW + 10 * SECOND)
    for number in range(9, 30):
        now = NOW + 2 * number * SECOND
        poll(log, now, event(number + 100, now - SECOND), odd)
        assert log.overlap == 5 * SECOND
    assert log.knows(odd)


@pytest.mark.parametrize("lag", [60, 110])
def test_a_camera_whose_clock_is_behind_keeps_its_reaction(lag: int) -> None:
    log = EventLog(max_age=MAX_AGE)
    found = {}
    events: list[Event] = []
    for second in range(0, 600, 2):
        now = NOW + second * SECOND
        if second % 20 == 0:
            events.append(event(second, now - (lag + 1) * SECOND))
            events.append(event(second + 1, now, camera_id=2))
        before = {item.id for item in events if log.knows(item)}
        poll(log, now, *events)
        found |= {item.id: second for item in events if log.knows(item)} | {
            item_id: found.get(item_id, second) for item_id in before
        }
    slow = [found[item.id] - item.id for item in events if item.camera_id == 1]
    assert max(slow) <= 30
    assert max(slow[4:]) <= 2
    assert lag * SECOND < log.overlap <= 150 * SECOND


def test_only_full_reads_end_a_crowded_state() -> None:
    log = EventLog(max_age=MAX_AGE)
    poll(log, NOW, sizes=(100, 50))
    assert log.is_crowded
    for number in range(1, 14):
        assert not poll(log, NOW + 2 * number * SECOND, sizes=(1,))[1]
        assert log.is_crowded
    assert log.overlap <= log.next_window(NOW + 28 * SECOND, None).end - NOW
    assert poll(log, NOW + 30 * SECOND, sizes=(1,))[1]
    assert not log.is_crowded


def test_near_reads_look_back_to_the_oldest_event_whose_image_is_expected() -> None:
    log = EventLog(max_age=MAX_AGE)
    poll(log, NOW)
    slow = event(1, NOW + SECOND)
    poll(log, NOW + 2 * SECOND, slow, images=True)
    poll(log, NOW + 4 * SECOND, event(2, NOW + 3 * SECOND), images=False)
    # Near reads would look back 5 s, and do once it is too old.
    looks = {}
    for number in range(3, 20):
        now = NOW + 2 * number * SECOND
        looks[2 * number], is_full = poll(
            log, now, event(10 + number, now), images=False
        )
        assert is_full == (number == 15)
    assert looks[28] == 27 * SECOND
    assert looks[32] == 7 * SECOND
    image = replace(slow, thumb=IMAGE)
    assert log.images.take(image, NOW + 38 * SECOND)


def test_an_image_ends_the_wait_for_it() -> None:
    log = EventLog(max_age=MAX_AGE)
    poll(log, NOW)
    poll(log, NOW + 2 * SECOND, event(1, NOW + SECOND), images=True)
    poll(log, NOW + 12 * SECOND, event(2, NOW + 12 * SECOND), images=True)
    image = replace(event(1, NOW + SECOND), thumb=IMAGE)
    assert log.images.take(image, NOW + 12 * SECOND)
    assert log.next_window(NOW + 14 * SECOND, SECOND).start == NOW + 7 * SECOND


def test_a_corrected_camera_has_near_and_full_reads_of_its_own_window() -> None:
    log = EventLog(max_age=MAX_AGE, clock_lags={1: LAG})
    poll(log, NOW - HOUR)
    poll(log, NOW, event(99, NOW, camera_id=2))
    assert log.shifted_window(1, NOW) == (
        NOW - LAG - 150 * SECOND,
        NOW - LAG + 30 * SECOND,
    )
    last_read, now = NOW, NOW + 2 * SECOND
    start, _ = log.shifted_window(1, now, last_read)
    assert start == last_read - LAG - 30 * SECOND
    for number in range(5):
        time = NOW - LAG + number * SECOND
        (new,) = log.select_new([event(number, time)], time + LAG, since=start)
        assert not new.late
    start, _ = log.shifted_window(1, now, last_read)
    assert start == last_read - LAG - 5 * SECOND
    # Its events do not keep others' reads long, but its own.
    waiting = NewEvent(event=event(9, NOW - LAG - 20 * SECOND), late=False)
    log.images.add(waiting, now, expected=True)
    assert log.next_window(now, SECOND).start == NOW - 5 * SECOND
    assert log.shifted_window(1, now, last_read)[0] == waiting.event.time


def awaiting(*events: Event, late: bool = False) -> AwaitedImages:
    images = AwaitedImages()
    for item in events:
        images.add(NewEvent(event=item, late=late), NOW, expected=True)
    return images


def test_an_image_is_taken_once_and_only_that_of_its_event() -> None:
    images = awaiting(event(1), event(2))
    image = replace(event(2), thumb=IMAGE)
    assert images.take(event(2), NOW) is None
    assert images.take(replace(image, id=3), NOW) is None
    # The id began again.
    assert images.take(replace(image, time=NOW - SECOND), NOW) is None
    new_event = images.take(replace(image, time=NOW + SECOND / 2), NOW)
    assert new_event is not None
    assert (new_event.order, new_event.late) == (2, False)
    assert images.take(image, NOW) is None
    assert len(images) == 1


@pytest.mark.parametrize(
    ("after", "is_taken"), [(0, True), (3600, True), (3601, False), (-3600, True)]
)
def test_an_image_counts_for_an_hour(after: int, is_taken: bool) -> None:
    images = awaiting(event(1))
    image = replace(event(1), thumb=IMAGE)
    assert (images.take(image, NOW + after * SECOND) is not None) is is_taken


def test_images_of_events_with_wrong_times_count_from_their_delivery() -> None:
    images = awaiting(event(1, NOW - 9 * HOUR))
    assert images.take(replace(event(1, NOW - 9 * HOUR), thumb=IMAGE), NOW + SECOND)


def test_events_with_an_image_are_numbered_and_not_awaited() -> None:
    images = awaiting(event(1), replace(event(2), thumb=IMAGE), event(3))
    assert len(images) == 2
    taken = images.take(replace(event(3), thumb=IMAGE), NOW)
    assert taken is not None
    assert taken.order == 3


def test_the_number_of_awaited_images_is_limited() -> None:
    images = awaiting(*(event(number) for number in range(MAX_AWAITED + 1)))
    assert len(images) == MAX_AWAITED
    assert images.take(replace(event(0), thumb=IMAGE), NOW) is None
    assert images.take(replace(event(1), thumb=IMAGE), NOW) is not None


@pytest.mark.parametrize(
    ("after", "count"), [(HOUR, 201), (2 * HOUR, 101), (-72 * HOUR, 101)]
)
def test_old_images_are_not_stored_but_the_newest_as_clocks_may_be_wrong(
    after: timedelta, count: int
) -> None:
    # The time of the first one is right by the server's clock then.
    images = awaiting(
        event(0, NOW + after), *(event(number + 1) for number in range(200))
    )
    stored = [event_id for event_id, _, _ in images.to_store(NOW + after)]
    assert len(stored) == count
    assert stored[0] == 0
    assert stored[-ALWAYS_STORED:] == list(range(101, 201))


@pytest.mark.parametrize("stored", [None, 5, "x", "1"])
def test_a_file_of_an_earlier_version_awaits_no_images(stored: object) -> None:
    log = EventLog(max_age=MAX_AGE)
    poll(log, NOW)
    poll(log, NOW + 2 * SECOND, event(1, NOW + SECOND), event(2, NOW + SECOND))
    snapshot = log.snapshot(NOW + 3 * SECOND)
    assert snapshot is not None
    content = snapshot.recent()
    restored = EventLog(max_age=MAX_AGE)
    restored.restore(content)
    assert len(restored.images) == 2
    restored.restore({**content, "images": stored})
    assert len(restored.images) == 0
    assert restored.knows(event(1, NOW + SECOND))


def test_images_of_the_last_hour_are_stored_with_the_lateness_of_their_events(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(awaited_images, "ALWAYS_STORED", 0)
    log = EventLog(max_age=MAX_AGE)
    poll(log, NOW)
    for number, late in ((1, False), (2, True)):
        new_event = NewEvent(event=event(number), late=late)
        log.mark_seen(new_event.event, NOW)
        log.images.add(new_event, NOW, expected=True)
    for after, count in ((SECOND, 2), (2 * HOUR, 0)):
        log.mark_seen(event(3, NOW + after), NOW + after)
        poll(log, NOW + after)
        snapshot = log.snapshot(NOW + after)
        assert snapshot is not None
        restored = EventLog(max_age=MAX_AGE)
        restored.restore(snapshot.recent())
        assert len(restored.images) == count
        for number, late in ((1, False), (2, True))[:count]:
            image = replace(event(number), thumb=IMAGE)
            new_event = restored.images.take(image, NOW + after)
            assert new_event is not None
            assert (new_event.late, new_event.order) == (late, 0)


def test_an_event_is_done_once_its_image_is_taken_by_a_right_clock() -> None:
    log = EventLog(max_age=MAX_AGE)
    poll(log, NOW - SECOND)
    plain, image = event(1, NOW), replace(event(1, NOW), thumb=IMAGE)
    assert not log.is_done(plain)
    poll(log, NOW, plain, images=True)
    assert log.is_done(plain)
    assert not log.is_done(image)
    assert log.images.take(image, NOW + 2 * HOUR) is None
    assert not log.is_done(image)
    assert log.images.take(image, NOW + SECOND)
    assert log.is_done(image)


def test_what_is_known_of_the_future_is_listed_again_by_full_reads_only() -> None:
    log = EventLog(max_age=MAX_AGE)
    poll(log, NOW)
    widths = set()
    for number in range(1, 300):
        now = NOW + 2 * number * SECOND
        # Two cameras, ten minutes and eleven ahead.
        lag = LAG + number % 2 * 60 * SECOND
        start, end, is_full = log.next_window(now, 2 * SECOND)
        ahead = log.ahead_window(now)
        if is_full or ahead is None:
            assert end == now + 24 * HOUR
        else:
            assert end == now + 30 * SECOND
            assert ahead[1] == now + 24 * HOUR
            widths.add((ahead[0] - now) // SECOND)
        log.mark_seen(event(number, now + lag, camera_id=number % 2), now)
        log.record_read(start, end, now)
        log.finish_read(start, now, (1,), is_full=is_full)
    # Once it saves as much as the request costs; before the newest event of each camera.
    assert widths
    assert min(widths) >= LAG // SECOND - 70
    assert max(widths) < LAG // SECOND
    # All of them are past by now.
    assert log.ahead_window(now + HOUR) is None


def test_events_within_the_tolerance_are_not_ahead() -> None:
    log = EventLog(max_age=MAX_AGE)
    poll(log, NOW)
    for number in range(100):
        log.mark_seen(event(number, NOW + 29 * SECOND), NOW)
    assert log.ahead_window(NOW) is None


def test_a_long_sweep_does_not_hide_the_reads_beside_it() -> None:
    """An event is as old as when a read last did not list it, which the sweep covered."""
    log = EventLog(max_age=10 * SECOND)
    for number in range(30):
        poll(log, NOW + 2 * number * SECOND)
    now = NOW + 58 * SECOND
    started = NOW + 2 * SECOND
    log.record_read(*log.sweep_window(started, HOUR), started, finished=now)
    listed = event(1, now - 9 * SECOND)
    (new_event,) = log.select_new([listed], now + 2 * SECOND)
    assert new_event == NewEvent(event=listed, late=False)
    assert new_event.unlisted == now


def test_reads_before_a_clock_was_set_back_say_nothing() -> None:
    log = EventLog(max_age=10 * SECOND)
    poll(log, NOW)
    poll(log, NOW - HOUR)
    (new_event,) = log.select_new([event(1, NOW - HOUR)], NOW - HOUR + SECOND)
    assert new_event.unlisted == NOW - HOUR
