"""One list may be wrong; what several in a row lack is gone."""

from datetime import UTC, datetime, timedelta

from custom_components.vxg.cameras.absence_tracker import AbsenceTracker

NOW = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_what_so_many_reads_in_a_row_lack_is_gone() -> None:
    absences = AbsenceTracker[int](reads=3)
    assert absences.update([1, 2], [2], NOW) == set()
    assert absences.update([1, 2], [2], NOW) == set()
    assert absences.update([1, 2], [2], NOW) == {1}


def test_what_turns_up_in_between_begins_anew() -> None:
    absences = AbsenceTracker[int](reads=2)
    assert absences.update([1], [], NOW) == set()
    assert absences.update([1], [1], NOW) == set()
    assert absences.update([1], [], NOW) == set()
    assert absences.update([1], [], NOW) == {1}


def test_many_reads_in_a_short_time_are_not_enough() -> None:
    absences = AbsenceTracker[int](reads=2, min_duration=HOUR)
    for minutes in range(60):
        assert not absences.update([1], [], NOW + timedelta(minutes=minutes))
    assert absences.update([1], [], NOW + HOUR) == {1}
