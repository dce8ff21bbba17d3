"""A soak of seconds, so that the long one does not fail for a trifle after an hour."""

import sys

import pytest

from tests.common.programs import run

COMMAND = (sys.executable, "-m", "harness.soak", "--minutes", "0.1")

# It takes 25 s on two cores that have nothing else to do.
TIMEOUT = 150


@pytest.mark.slow
@pytest.mark.timeout(TIMEOUT + 20)
def test_a_short_run_holds_its_limits() -> None:
    output = run(COMMAND, TIMEOUT)
    assert "| events lost | 0 | 0 | holds |" in output
    assert "broken" not in output
