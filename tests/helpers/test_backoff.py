"""Tests for exponential back-off."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.vxg.helpers.backoff import Backoff, exponential_delay

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 2), (1, 4), (2, 8), (5, 60), (10**6, 60)]
)
def test_the_delay_doubles_up_to_its_maximum(failures: int, seconds: int) -> None:
    assert exponential_delay(2 * SECOND, failures, 60 * SECOND) == seconds * SECOND


def test_a_pause_grows_with_each_failure_and_may_be_extended(
    freezer: FrozenDateTimeFactory,
) -> None:
    backoff = Backoff()
    assert backoff.is_over
    error = ValueError()
    for seconds in (2, 4, 5):
        backoff.fail(error, 2 * SECOND, 5 * SECOND)
        assert not backoff.is_over
        assert backoff.remaining == seconds * SECOND
        freezer.tick(seconds)
        assert backoff.is_over
    assert backoff.failures == 3
    assert backoff.error is error
    backoff.fail(error, SECOND, SECOND)
    backoff.extend(10)
    backoff.extend(3)
    assert backoff.remaining == 10 * SECOND
