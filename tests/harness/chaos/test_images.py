"""Test that each violation about images is found."""

from typing import Any

import pytest

from harness.chaos.images import missing_images, wrong_images
from harness.chaos.line_builder import MAX_AGE, LineBuilder
from harness.chaos.observations import GroundTruth

NONE: tuple[list[int], ...] = ([], [], [])


@pytest.fixture
def builder() -> LineBuilder:
    """Return a builder with one event that was delivered, whose image exists by now."""
    builder = LineBuilder()
    builder.store(1, image=builder.at + 5)
    builder.read(1)
    builder.save()
    builder.at += 10
    return builder


def check(builder: LineBuilder, **settings: Any) -> tuple[list[int], ...]:
    truth = GroundTruth(
        stored=builder.stored, clock=builder.clock, max_age=MAX_AGE, **settings
    )
    return wrong_images(truth, builder.lines)


def test_an_image_that_was_reported_by_the_read_that_listed_it_is_right(
    builder: LineBuilder,
) -> None:
    builder.add("image", id=1)
    builder.read()
    assert check(builder) == NONE


def test_an_image_that_a_read_overlooked_is_found(builder: LineBuilder) -> None:
    builder.read()
    assert check(builder) == ([1], [], [])
    builder.add("image", id=1)
    assert check(builder) == ([1], [], [])


@pytest.mark.parametrize("window", [{"start": 5000}, {"camera": 2}, {"began": 1001}])
def test_a_read_that_did_not_list_an_image_did_not_overlook_it(
    builder: LineBuilder, window: dict[str, Any]
) -> None:
    builder.read(**window)
    assert check(builder) == NONE


def test_images_of_late_events_are_reported_only_if_they_are_shown(
    builder: LineBuilder,
) -> None:
    builder.store(2, image=builder.at)
    builder.read(2, late=True)
    builder.add("image", id=1)
    builder.read()
    assert check(builder)[0] == [1]
    assert check(builder, late_are_shown=True)[0] == [1, 2]


def test_a_repeated_image_is_found_unless_it_was_not_saved(
    builder: LineBuilder,
) -> None:
    builder.add("image", id=1)
    builder.add("killed")
    builder.add("image", id=1)
    assert check(builder) == NONE
    builder.save()
    builder.add("ended")
    builder.add("image", id=1)
    assert check(builder) == ([], [1], [])


def test_an_image_of_an_event_that_was_not_delivered_is_found(
    builder: LineBuilder,
) -> None:
    builder.add("image", id=2)
    assert check(builder) == ([], [], [2])


def test_an_image_that_is_missing_for_long_is_found(builder: LineBuilder) -> None:
    def missing(age: float) -> set[int]:
        now = builder.at + age
        return missing_images(builder.stored, builder.lines, now, now)

    assert missing(200) == set()
    assert missing(400) == {1}
    assert missing(4000) == set()
    builder.add("image", id=1)
    assert missing(400) == set()
