"""Test a short chaos run: two fast seeds, and a real `hass` that is killed once."""

import sys

import pytest

from tests.common.programs import run

COMMAND = (
    *(sys.executable, "-m", "harness.chaos", "--seeds", "2"),
    *("--kill-seeds", "1", "--kills", "1", "--kill-events", "80", "--jobs", "3"),
)

# It takes 50 s on two idle cores, and minutes on busy ones. This only ends a run that
# hangs.
TIMEOUT = 900


@pytest.mark.slow
@pytest.mark.timeout(TIMEOUT + 20)
def test_nothing_is_lost_repeated_or_wrongly_late() -> None:
    run(COMMAND, TIMEOUT)
