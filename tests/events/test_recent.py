"""Tests for the events of the last hour and the time that they cover."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.aiovxg import Event
from custom_components.vxg.const import RECENT_EVENTS_RANGE
from custom_components.vxg.events.recent import RecentEvents
from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID, PassTime, make_entry, set_up

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def event(number: int, ago: timedelta, camera_id: int = 1) -> Event:
    return Event(id=number, camera_id=camera_id, name="motion", time=NOW - ago)


def ids(recent: RecentEvents, period: timedelta, camera_id: int = 1) -> list[int]:
    return sorted(
        item.event_id for item in recent.events_since(camera_id, NOW - period)
    )


def recent_with(events: Iterable[Event], *, is_new: bool = True) -> RecentEvents:
    recent = RecentEvents()
    for item in events:
        recent.add(item, NOW, is_new=is_new)
    return recent


def test_an_event_is_stored_once_and_for_its_camera_only() -> None:
    recent = recent_with(
        [event(1, MINUTE), event(1, MINUTE), event(2, MINUTE, camera_id=2)]
    )
    recent.add(event(1, MINUTE), NOW + SECOND, is_new=False)
    assert recent.count == 2
    assert ids(recent, HOUR) == [1]
    assert ids(recent, HOUR, camera_id=2) == [2]


def test_an_event_whose_time_the_cloud_rounds_is_the_same_one() -> None:
    """Its time may be that of another minute then."""
    tenth = SECOND / 10
    recent = RecentEvents()
    for number, (before, after) in enumerate(((tenth, 0 * tenth), (0 * tenth, tenth))):
        recent.add(event(number, before), NOW, is_new=True, late=True)
        rounded = event(number, after)
        recent.add(rounded, NOW + SECOND, is_new=False)
        assert recent.is_late(rounded)
        assert not recent.is_late(event(number, MINUTE))
        assert not recent.update(rounded)
        assert recent.update(replace(rounded, meta={"tag": "1"}))
    assert recent.count == 2
    listed = recent.newest_first([1], NOW - HOUR, NOW)
    assert sorted(item.event_id for item in listed) == [0, 1]


def test_the_start_of_a_period_is_exact() -> None:
    recent = recent_with([event(1, 10 * MINUTE), event(2, 10 * MINUTE + SECOND)])
    assert ids(recent, 10 * MINUTE) == [1]


def test_events_older_than_an_hour_are_dropped() -> None:
    recent = recent_with(event(number, number * MINUTE) for number in range(1, 120))
    assert ids(recent, HOUR) == list(range(1, 61))
    assert recent.count <= 62
    recent.add(event(500, -30 * MINUTE), NOW + 30 * MINUTE, is_new=True)
    assert recent.count <= 33
    recent.add(event(600, 70 * MINUTE), NOW + 30 * MINUTE, is_new=False)
    assert ids(recent, 2 * HOUR) == [*range(1, 32), 500]


def test_a_new_event_from_the_future_counts_as_of_now() -> None:
    recent = recent_with([event(1, -3 * HOUR)])
    assert ids(recent, SECOND) == [1]
    later = NOW + 3 * HOUR
    recent.add(event(1, -3 * HOUR), later, is_new=False)
    assert not list(recent.events_since(1, NOW + MINUTE))


def test_a_known_event_from_the_future_belongs_to_no_period() -> None:
    recent = recent_with([event(1, -3 * HOUR), event(2, -SECOND)], is_new=False)
    assert ids(recent, HOUR) == [2]
    recent.add(event(1, -3 * HOUR), NOW + 3 * HOUR, is_new=False)
    assert not list(recent.events_since(1, NOW + 2 * HOUR))


def test_events_of_a_clock_that_is_behind_have_their_corrected_time() -> None:
    recent = RecentEvents({1: 3 * HOUR})
    recent.add(event(1, 3 * HOUR + 5 * MINUTE), NOW, is_new=True)
    end = datetime.max.replace(tzinfo=UTC)
    recent.add(Event(id=2, camera_id=1, name="x", time=end), NOW, is_new=False)
    assert ids(recent, 6 * MINUTE) == [1]
    assert not ids(recent, 4 * MINUTE)
    # Its last hour lies three hours further back.
    recent.mark_covered(NOW - HOUR, NOW)
    assert not recent.covers(1, NOW - MINUTE, NOW, MINUTE)
    recent.extend_coverage(NOW - 4 * HOUR)
    assert recent.covers(1, NOW - HOUR, NOW, MINUTE)
    assert not recent.covers(1, NOW - HOUR - SECOND, NOW, MINUTE)


def test_the_time_of_a_new_event_is_corrected_and_never_in_the_future() -> None:
    recent = RecentEvents({1: HOUR})
    assert recent.happened_at(event(1, HOUR + MINUTE), NOW) == NOW - MINUTE
    assert recent.happened_at(event(1, timedelta()), NOW) == NOW
    assert recent.happened_at(event(1, MINUTE, camera_id=2), NOW) == NOW - MINUTE


def test_beyond_the_maximum_old_events_are_dropped_and_less_time_is_covered() -> None:
    with patch("custom_components.vxg.events.recent.MAX_RECENT_EVENTS", 100):
        recent = recent_with(
            event(number, number * SECOND) for number in range(200, 0, -1)
        )
        assert recent.count <= 100
        recent.mark_covered(NOW - HOUR, NOW)
        assert not recent.covers(1, NOW - 3 * MINUTE, NOW, MINUTE)
        assert recent.covers(1, NOW - MINUTE, NOW, MINUTE)
        assert ids(recent, MINUTE) == list(range(1, 61))
        # A read lists it again, but dropped events are not added again.
        recent.add(event(200, 200 * SECOND), NOW, is_new=False)
        assert 200 not in ids(recent, HOUR)


def test_only_time_that_was_read_is_covered() -> None:
    recent = RecentEvents()
    assert not recent.covers(1, NOW - SECOND, NOW, MINUTE)
    recent.extend_coverage(NOW - HOUR)
    assert not recent.covers(1, NOW - SECOND, NOW, MINUTE)
    recent.mark_covered(NOW - 2 * MINUTE, NOW)
    assert recent.covers(1, NOW - HOUR, NOW, MINUTE)
    assert not recent.covers(1, NOW - HOUR - SECOND, NOW, MINUTE)
    assert recent.covers(1, NOW - HOUR, NOW + MINUTE, MINUTE)
    assert not recent.covers(1, NOW - HOUR, NOW + MINUTE + SECOND, MINUTE)


def test_a_refused_camera_is_covered_once_it_was_read_again() -> None:
    recent = RecentEvents()
    recent.mark_covered(NOW - HOUR, NOW, excluded=[1])
    recent.extend_coverage(NOW - HOUR, excluded=[1])
    assert not recent.covers(1, NOW - SECOND, NOW, MINUTE)
    assert recent.covers(2, NOW - HOUR, NOW, MINUTE)
    recent.mark_covered(NOW - MINUTE, NOW + SECOND)
    assert recent.covers(1, NOW - MINUTE, NOW + SECOND, MINUTE)
    assert not recent.covers(1, NOW - HOUR, NOW + SECOND, MINUTE)
    recent.extend_coverage(NOW - HOUR)
    assert recent.covers(1, NOW - HOUR, NOW + SECOND, MINUTE)


async def test_reads_add_known_and_new_events(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    known = cloud.raise_event(CAMERA_ID, "motion").id
    entry: MockConfigEntry = make_entry(cloud, server)
    await set_up(hass, entry)
    new = cloud.raise_event(CAMERA_ID, "sound", {"Score": "7"}).id
    await pass_time(3)
    old = cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - 50 * MINUTE).id
    events = entry.runtime_data.events
    start = cloud.now() - 2 * MINUTE
    events_by_id = {
        item.event_id: item for item in events.recent.events_since(CAMERA_ID, start)
    }
    assert set(events_by_id) == {known, new}
    assert events_by_id[new].meta == {"Score": "7"}
    assert events.recent.covers(CAMERA_ID, start, cloud.now(), MINUTE)

    assert not events.recent.covers(
        CAMERA_ID, cloud.now() - RECENT_EVENTS_RANGE, cloud.now(), MINUTE
    )
    await pass_time(61)  # the first sweep
    start = cloud.now() - RECENT_EVENTS_RANGE
    assert events.recent.covers(CAMERA_ID, start, cloud.now(), MINUTE)
    event_ids = {item.event_id for item in events.recent.events_since(CAMERA_ID, start)}
    assert event_ids == {known, new, old}
