"""Tests for exponential back-off."""

from datetime import timedelta

import pytest

from custom_components.vxg.helpers.backoff import exponential_delay

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 2), (1, 4), (2, 8), (5, 60), (10**6, 60)]
)
def test_the_delay_doubles_up_to_its_maximum(failures: int, seconds: int) -> None:
    assert exponential_delay(2 * SECOND, failures, 60 * SECOND) == seconds * SECOND
