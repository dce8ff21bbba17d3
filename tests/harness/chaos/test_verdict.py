"""The verdict can fail: each thing that may go wrong is found in a story that has it."""

import pytest

from harness.chaos.line_builder import Story


@pytest.fixture
def story() -> Story:
    """Return a story in which one event was delivered as it should be."""
    story = Story()
    story.store(1)
    story.read(1)
    return story


def test_a_story_without_a_fault_is_good(story: Story) -> None:
    story.store(2, age=400)
    story.read(2, late=True, start=0, end=story.at)
    story.store(3, owed=False)
    story.save()
    story.add("ended")
    story.read()
    verdict = story.verdict()
    assert verdict.good
    assert (verdict.owed, verdict.delivered, verdict.late) == (2, 2, 1)


def test_a_lost_event_is_found(story: Story) -> None:
    story.store(2)
    assert story.wrongs() == {"lost": [2]}


def test_an_event_that_a_read_passed_over_is_found(story: Story) -> None:
    story.store(2)
    story.read()
    story.read(2)
    assert story.wrongs() == {"overlooked": [2]}


def test_what_is_listed_while_a_read_is_under_way_is_not_passed_over_by_it(
    story: Story,
) -> None:
    began = story.at
    story.at += 1
    story.store(2)
    story.read(began=began)
    story.read(2)
    assert story.verdict().good


def test_a_read_of_one_camera_says_nothing_about_another(story: Story) -> None:
    story.store(2)
    story.read(camera=7)
    story.read(2, camera=1)
    assert story.verdict().good


def test_a_repeated_event_is_found(story: Story) -> None:
    story.save()
    story.read(1)
    assert story.wrongs() == {"repeated": [1]}


def test_a_repeat_after_an_orderly_restart_is_found(story: Story) -> None:
    story.add("ended")
    story.read(1)
    assert story.wrongs() == {"repeated": [1]}


def test_a_kill_excuses_the_repeat_of_what_was_not_saved(story: Story) -> None:
    story.save()
    story.store(2)
    story.read(2)
    story.add("saving")
    story.add("killed")
    story.read(2)
    verdict = story.verdict()
    assert verdict.good
    assert verdict.excused_repeats == 1


def test_a_kill_does_not_excuse_the_repeat_of_what_was_saved(story: Story) -> None:
    story.save()
    story.add("killed")
    story.read(1)
    assert story.wrongs() == {"repeated": [1]}


def test_a_kill_excuses_one_repeat_alone(story: Story) -> None:
    story.add("killed")
    story.read(1)
    story.read(1)
    assert story.wrongs() == {"repeated": [1]}


def test_a_save_of_an_earlier_life_says_nothing_about_this_one(story: Story) -> None:
    story.save()
    story.add("killed")
    story.store(2)
    story.read(2)
    story.add("killed")
    story.read(2)
    assert story.verdict().good


def test_an_event_that_is_not_saved_for_long_is_found(story: Story) -> None:
    story.at += 5
    story.save()
    story.store(2)
    story.read(2)
    story.at += 61
    story.read()
    assert story.wrongs() == {"unsaved": [2]}


def test_what_waits_for_a_slow_disk_need_not_be_saved_meanwhile(story: Story) -> None:
    story.add("saving")
    story.store(2)
    story.read(2)
    story.at += 100
    story.read()
    story.add("saved")
    story.at += 20
    story.read()
    assert story.verdict().good


def test_who_was_killed_need_not_have_saved(story: Story) -> None:
    story.add("killed")
    story.at += 100
    story.read()
    assert story.verdict().good


def test_a_wrongly_late_event_is_found(story: Story) -> None:
    story.store(2)
    story.read(2, late=True)
    assert story.wrongs() == {"wrongly_late": [2]}


def test_an_event_that_was_young_when_a_read_succeeded_must_not_be_late(
    story: Story,
) -> None:
    story.save()
    story.store(2, age=100)
    # A window that was too narrow to hold it.
    story.read(start=story.at - 20)
    story.at += 60
    story.read(2, late=True)
    assert story.wrongs() == {"wrongly_late": [2]}


def test_where_lists_are_long_a_read_may_look_back_less_far(story: Story) -> None:
    story.read(pages=2)
    story.save()
    story.store(2, age=100)
    story.read(start=story.at - 40)
    story.at += 60
    story.read(2, late=True)
    assert story.verdict().good


def test_an_event_that_grew_old_while_nothing_could_be_read_is_late(
    story: Story,
) -> None:
    story.save()
    story.store(2)
    story.at += 200
    story.read(2, late=True, start=0)
    assert story.verdict().good


def test_a_wrongly_fresh_event_is_found(story: Story) -> None:
    story.store(2, age=200)
    story.read(2, start=0)
    assert story.wrongs() == {"wrongly_fresh": [2]}


def test_a_jump_of_the_clock_excuses_until_it_is_measured(story: Story) -> None:
    story.clock.append((story.at, -600.0))
    story.store(2)
    story.read(2, late=True)
    assert story.verdict().good
    story.measure()
    story.store(3)
    story.read(3, late=True)
    assert story.wrongs() == {"wrongly_late": [3]}


def test_a_clock_that_is_never_looked_at_is_found(story: Story) -> None:
    story.save()
    story.at += 500
    story.read()
    assert [*story.wrongs()] == ["clock_neglected"]


def test_a_clock_that_was_measured_slowly_is_less_sure(story: Story) -> None:
    story.save()
    story.add("measured", began=story.at - 20)
    story.store(2, age=108)
    story.read(2, late=True)
    assert story.verdict().good
    story.store(3, age=100)
    story.read(3, late=True)
    assert story.wrongs() == {"wrongly_late": [3]}


def test_an_event_from_before_the_entry_is_no_news(story: Story) -> None:
    story.store(2, owed=False)
    story.fire(2)
    story.fire(99)
    assert story.wrongs() == {"not_news": [2, 99]}


def test_a_fresh_event_that_its_entity_does_not_show_is_found(story: Story) -> None:
    story.store(2)
    story.fire(2, shown=False)
    story.store(3)
    story.fire(3)
    assert story.wrongs() == {"not_shown": [2]}


def test_the_last_event_must_be_shown_too(story: Story) -> None:
    story.store(2)
    story.fire(2, shown=False)
    assert story.wrongs() == {"not_shown": [2]}
    story.add("killed")
    assert story.verdict().good


def test_a_late_event_that_an_entity_shows_is_found(story: Story) -> None:
    story.store(2, age=500)
    story.fire(2, late=True, shown=True)
    assert story.wrongs() == {"wrongly_shown": [2]}
    assert not story.wrongs(late_are_shown=True)


def test_an_event_that_is_shown_twice_is_found(story: Story) -> None:
    story.add("shown", entity="event.one", state="again", id=1)
    assert story.wrongs() == {"wrongly_shown": [1]}


def test_a_restart_may_show_the_last_event_as_it_was(story: Story) -> None:
    story.add("ended")
    story.lines.append(next(line for line in story.lines if line["kind"] == "shown"))
    assert story.verdict().good
