"""Test that the verdict finds each kind of violation."""

from dataclasses import replace

import pytest

from harness.chaos.line_builder import LineBuilder


@pytest.fixture
def builder() -> LineBuilder:
    """Return a builder with one event that was delivered correctly."""
    builder = LineBuilder()
    builder.store(1)
    builder.read(1)
    return builder


def test_a_run_without_a_violation_is_good(builder: LineBuilder) -> None:
    builder.store(2, age=400)
    builder.read(2, late=True, start=0, end=builder.at)
    builder.store(3, owed=False)
    builder.save()
    builder.add("ended")
    builder.read()
    verdict = builder.verdict()
    assert verdict.good
    assert (verdict.owed, verdict.delivered, verdict.late) == (2, 2, 1)


def test_a_lost_event_is_found(builder: LineBuilder) -> None:
    builder.store(2)
    assert builder.errors() == {"lost": [2]}


def test_an_event_that_a_read_overlooked_is_found(builder: LineBuilder) -> None:
    builder.store(2)
    builder.read()
    builder.read(2)
    assert builder.errors() == {"overlooked": [2]}


def test_an_event_listed_during_a_read_is_not_overlooked_by_it(
    builder: LineBuilder,
) -> None:
    began = builder.at
    builder.at += 1
    builder.store(2)
    builder.read(began=began)
    builder.read(2)
    assert builder.verdict().good


def test_a_read_of_one_camera_is_not_a_read_of_another(builder: LineBuilder) -> None:
    builder.store(2)
    builder.read(camera=7)
    builder.read(2, camera=1)
    assert builder.verdict().good


def test_a_read_need_not_list_events_of_a_camera_that_left(
    builder: LineBuilder,
) -> None:
    builder.store(2)
    builder.absences.append((1, builder.at, builder.at + 0.3))
    builder.read()
    builder.at += 5
    builder.read(2)
    assert builder.errors() == {}
    builder.absences = [(7, 0, builder.at)]
    assert builder.errors() == {"overlooked": [2]}


def test_a_repeated_event_is_found(builder: LineBuilder) -> None:
    builder.save()
    builder.read(1)
    assert builder.errors() == {"repeated": [1]}


def test_a_repeat_after_an_orderly_restart_is_found(builder: LineBuilder) -> None:
    builder.add("ended")
    builder.read(1)
    assert builder.errors() == {"repeated": [1]}


def test_a_kill_excuses_the_repeat_of_an_unsaved_event(builder: LineBuilder) -> None:
    builder.save()
    builder.store(2)
    builder.read(2)
    builder.add("saving")
    builder.add("killed")
    builder.read(2)
    verdict = builder.verdict()
    assert verdict.good
    assert verdict.excused_repeats == 1


def test_a_kill_does_not_excuse_the_repeat_of_a_saved_event(
    builder: LineBuilder,
) -> None:
    builder.save()
    builder.add("killed")
    builder.read(1)
    assert builder.errors() == {"repeated": [1]}


def test_a_kill_excuses_one_repeat_alone(builder: LineBuilder) -> None:
    builder.add("killed")
    builder.read(1)
    builder.read(1)
    assert builder.errors() == {"repeated": [1]}


def test_a_save_of_an_earlier_process_does_not_count(
    builder: LineBuilder,
) -> None:
    builder.save()
    builder.add("killed")
    builder.store(2)
    builder.read(2)
    builder.add("killed")
    builder.read(2)
    assert builder.verdict().good


def test_an_event_that_is_not_saved_for_long_is_found(builder: LineBuilder) -> None:
    builder.at += 5
    builder.save()
    builder.store(2)
    builder.read(2)
    builder.at += 76
    builder.read()
    assert builder.errors() == {"unsaved": [2]}


def test_an_event_need_not_be_saved_during_a_slow_save(
    builder: LineBuilder,
) -> None:
    builder.add("saving")
    builder.store(2)
    builder.read(2)
    builder.at += 100
    builder.read()
    builder.add("saved")
    builder.at += 20
    builder.read()
    assert builder.verdict().good


def test_a_killed_process_need_not_have_saved(builder: LineBuilder) -> None:
    builder.add("killed")
    builder.at += 100
    builder.read()
    assert builder.verdict().good


def test_a_wrongly_late_event_is_found(builder: LineBuilder) -> None:
    builder.store(2)
    builder.read(2, late=True)
    assert builder.errors() == {"wrongly_late": [2]}


def test_an_event_that_was_young_when_a_read_succeeded_must_not_be_late(
    builder: LineBuilder,
) -> None:
    builder.save()
    builder.store(2, age=60)
    # Windows that were too narrow to contain it, for longer than they may be.
    for _ in range(4):
        builder.at += 10
        builder.read(start=builder.at - 20)
    builder.at += 60
    builder.read(2, late=True)
    assert builder.errors() == {"wrongly_late": [2]}


def test_between_reads_that_look_back_far_others_may_look_back_less_far(
    builder: LineBuilder,
) -> None:
    builder.save()
    builder.store(2, age=100)
    for _ in range(2):
        builder.at += 10
        builder.read(start=builder.at - 20)
    builder.at += 60
    builder.read(2, late=True)
    assert builder.verdict().good


def test_where_lists_are_long_a_read_may_look_back_less_far(
    builder: LineBuilder,
) -> None:
    builder.read(pages=2)
    builder.save()
    builder.store(2, age=100)
    builder.read(start=builder.at - 40)
    builder.at += 60
    builder.read(2, late=True)
    assert builder.verdict().good


def test_an_event_that_grew_old_while_nothing_could_be_read_is_late(
    builder: LineBuilder,
) -> None:
    builder.save()
    builder.store(2)
    builder.at += 200
    builder.read(2, late=True, start=0)
    assert builder.verdict().good


def test_a_wrongly_fresh_event_is_found(builder: LineBuilder) -> None:
    builder.store(2, age=200)
    builder.read(2, start=0)
    assert builder.errors() == {"wrongly_fresh": [2]}


def test_a_jump_of_the_clock_excuses_until_it_must_be_known(
    builder: LineBuilder,
) -> None:
    builder.at += 20
    builder.save()
    builder.clock.append((builder.at, -600.0))
    builder.store(2)
    builder.read(2, late=True)
    assert builder.verdict().good
    builder.at += 20
    builder.store(3)
    builder.read(3, late=True)
    assert builder.errors() == {"wrongly_late": [3]}


def test_odd_times_excuse_that_nothing_is_delivered(builder: LineBuilder) -> None:
    builder.save()
    builder.odd_times.append((builder.at, builder.at + 60))
    builder.store(2)
    builder.at += 30
    builder.read()
    builder.at += 60
    builder.read()
    assert builder.errors() == {"lost": [2], "overlooked": [2]}
    builder.lines.pop()
    builder.read(2)
    assert builder.verdict().good


def test_an_event_is_as_old_as_when_a_read_did_not_list_it(
    builder: LineBuilder,
) -> None:
    builder.at += 30
    builder.save()
    builder.store(2, age=110)
    builder.stored[-1] = replace(builder.stored[-1], listed=builder.at + 18)
    builder.read()
    builder.at += 20
    builder.read(2)
    assert builder.verdict().good
    builder.store(3, age=140)
    builder.read(3)
    assert builder.errors() == {"wrongly_fresh": [3]}


def test_an_event_must_be_fresh_after_a_standstill_during_its_read(
    builder: LineBuilder,
) -> None:
    builder.save()
    builder.store(2, age=50)
    began = builder.at
    builder.stand_still(100)
    builder.read(2, began=began)
    assert builder.errors() == {"wrongly_fresh": [2]}


def test_an_id_with_another_time_is_another_event(builder: LineBuilder) -> None:
    first = builder.stored[0]
    builder.stored[0] = replace(first, wire_id=1)
    for line in builder.lines:
        if "id" in line:
            line["time"] = first.time
    builder.at += 10
    builder.store(1_000_001, wire_id=1)
    builder.add("fired", id=1, time=builder.at, late=False)
    builder.add("shown", entity="event.one", state="new", id=1, time=builder.at)
    builder.read()
    assert builder.verdict().good
    assert builder.verdict().delivered == 2


def test_an_event_that_cannot_be_read_any_more_is_not_lost(
    builder: LineBuilder,
) -> None:
    builder.store(2, required=False)
    assert builder.verdict().good


def test_a_restored_backup_excuses_the_repeat_of_what_came_after_it(
    builder: LineBuilder,
) -> None:
    builder.save()
    builder.add("backed_up")
    builder.store(2)
    builder.read(2)
    builder.save()
    builder.add("ended")
    builder.add("restored")
    builder.read(2)
    assert builder.verdict().good
    builder.read(1)
    assert builder.errors() == {"repeated": [1]}


def test_a_disk_that_fails_at_the_end_excuses_repeats(builder: LineBuilder) -> None:
    builder.save()
    builder.add("disk", failing=True)
    builder.store(2)
    builder.read(2)
    builder.at += 100
    builder.add("ended")
    builder.read(2)
    assert builder.verdict().good
    builder.add("disk", failing=False)
    builder.add("ended")
    builder.read(2)
    assert builder.errors() == {"repeated": [2]}


def test_a_gap_that_is_not_reported_is_found(builder: LineBuilder) -> None:
    builder.save()
    builder.polled_together = True
    builder.at += 50
    builder.read()
    assert builder.errors() == {"gaps_untold": [50]}
    builder.add("gap", start=0, end=0, camera=None)
    builder.read()
    assert builder.verdict().good


def test_a_standstill_is_a_gap_in_which_sensors_need_not_be_unavailable(
    builder: LineBuilder,
) -> None:
    builder.save()
    builder.polled_together = True
    builder.stand_still(500)
    builder.read()
    assert builder.errors() == {"gaps_untold": [500]}


def test_a_gap_that_never_was_is_found(builder: LineBuilder) -> None:
    builder.polled_together = True
    for _ in range(20):
        builder.read()
    builder.add("gap", start=0, end=0, camera=None)
    assert [*builder.errors()] == ["gaps_invented"]


def test_sensors_that_stay_available_without_reads_are_found(
    builder: LineBuilder,
) -> None:
    builder.save()
    builder.polled_together = True
    builder.at += 150
    builder.read()
    builder.add("gap", start=0, end=0, camera=None)
    assert builder.errors() == {"blind": [150]}
    builder.lines.insert(
        -2, {"kind": "available", "at": builder.at, "available": False}
    )
    assert builder.verdict().good


def test_a_downtime_is_no_gap(builder: LineBuilder) -> None:
    builder.polled_together = True
    builder.save()
    builder.add("ended")
    builder.at += 500
    builder.read()
    assert builder.verdict().good


def test_an_event_from_before_the_entry_is_unexpected(builder: LineBuilder) -> None:
    builder.store(2, owed=False)
    builder.fire(2)
    builder.fire(99)
    assert builder.errors() == {"unexpected": [2, 99]}


@pytest.mark.parametrize(
    ("wait", "beyond", "wrong"),
    [(30, -1, False), (44, -1, False), (44, 6, True), (60, -1, True)],
)
def test_an_event_may_be_fresh_that_was_young_when_a_read_did_not_list_it(
    builder: LineBuilder, wait: float, beyond: float, wrong: bool
) -> None:
    builder.read(start=0)
    builder.at += wait
    builder.save()
    builder.store(2, age=120 + wait + beyond)
    builder.read(2, start=0)
    # What happens afterwards changes nothing.
    builder.stand_still(1000)
    assert builder.errors() == ({"wrongly_fresh": [2]} if wrong else {})


def test_a_fresh_event_that_its_entity_does_not_show_is_found(
    builder: LineBuilder,
) -> None:
    builder.store(2)
    builder.fire(2, shown=False)
    builder.store(3)
    builder.fire(3)
    assert builder.errors() == {"not_shown": [2]}


def test_the_last_event_must_be_shown_too(builder: LineBuilder) -> None:
    builder.store(2)
    builder.fire(2, shown=False)
    assert builder.errors() == {"not_shown": [2]}
    builder.add("killed")
    assert builder.verdict().good


def test_a_late_event_that_an_entity_shows_is_found(builder: LineBuilder) -> None:
    builder.store(2, age=500)
    builder.fire(2, late=True, shown=True)
    assert builder.errors() == {"wrongly_shown": [2]}
    assert not builder.errors(late_are_shown=True)


def test_an_event_that_is_shown_twice_is_found(builder: LineBuilder) -> None:
    builder.add("shown", entity="event.one", state="again", id=1)
    assert builder.errors() == {"wrongly_shown": [1]}


def test_a_restart_may_show_the_last_event_as_it_was(builder: LineBuilder) -> None:
    builder.add("ended")
    builder.lines.append(
        next(line for line in builder.lines if line["kind"] == "shown")
    )
    assert builder.verdict().good
