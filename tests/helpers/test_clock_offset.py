"""Tests for the offset of a clock."""

import pytest

from custom_components.vxg.helpers.clocks.clock_offset import ClockOffset


def test_an_offset_is_the_median_of_the_last_nine_samples() -> None:
    offset = ClockOffset(0, tolerance=30)
    assert (offset.value, offset.is_settled, offset.is_measured) == (0, False, False)
    for sample in (29, 1, 2, 3, 4, 5, 6, 7, 8, 9):
        assert not offset.add(sample)
    assert offset.value == 5
    assert offset.is_settled


@pytest.mark.parametrize("odd", [32, -30, 1e9])
def test_an_odd_sample_moves_nothing_and_is_refuted_by_the_next(odd: float) -> None:
    offset = ClockOffset(0, tolerance=30)
    offset.add(1)
    for _ in range(5):
        assert not offset.add(odd)
        assert not offset.is_settled
        assert not offset.add(1)
        assert offset.is_settled
    assert offset.value == 1


def test_three_samples_that_agree_replace_an_offset_whatever_comes_between() -> None:
    offset = ClockOffset(0, tolerance=30)
    offset.add(0)
    assert not offset.add(100)
    assert not offset.add(5000)
    assert not offset.add(110)
    assert not offset.is_settled
    assert offset.add(105)
    assert offset.is_settled
    assert offset.value == 105
