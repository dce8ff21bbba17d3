"""Test a soak of a few seconds."""

import sys

import pytest

from tests.common.programs import run

COMMAND = (sys.executable, "-m", "harness.soak", "--minutes", "0.1")

# It takes 25 s on two idle cores, and three minutes on busy ones. This only ends a run
# that hangs.
TIMEOUT = 900


@pytest.mark.slow
@pytest.mark.timeout(TIMEOUT + 20)
def test_a_short_run_holds_its_limits() -> None:
    output = run(COMMAND, TIMEOUT)
    assert "| events lost | 0 | 0 | holds |" in output, output
    assert "broken" not in output, output
