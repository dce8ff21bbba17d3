"""Tests for objects that are missing from several reads."""

from datetime import timedelta

from custom_components.vxg.cameras.absence_tracker import AbsenceTracker

NOW = 1000.0
HOUR = 3600


def test_an_object_missing_from_enough_reads_in_a_row_is_gone() -> None:
    tracker = AbsenceTracker[int](reads=3)
    assert tracker.update([1, 2], [2], NOW) == set()
    assert tracker.update([1, 2], [2], NOW) == set()
    assert tracker.update([1, 2], [2], NOW) == {1}


def test_an_object_that_is_listed_in_between_starts_over() -> None:
    tracker = AbsenceTracker[int](reads=2)
    assert tracker.update([1], [], NOW) == set()
    assert tracker.update([1], [1], NOW) == set()
    assert tracker.update([1], [], NOW) == set()
    assert tracker.update([1], [], NOW) == {1}


def test_many_reads_in_a_short_time_are_not_enough() -> None:
    tracker = AbsenceTracker[int](reads=2, min_duration=timedelta(seconds=HOUR))
    for minutes in range(60):
        assert not tracker.update([1], [], NOW + 60 * minutes)
    assert tracker.update([1], [], NOW + HOUR) == {1}
