"""A short chaos: two seeds at high speed, and a real `hass` that is killed once."""

import os
import signal
import subprocess
import sys

import pytest

from .config import ROOT

COMMAND = (
    *(sys.executable, "-m", "tests.chaos", "--seeds", "2"),
    *("--kill-seeds", "1", "--kills", "1", "--kill-events", "80", "--jobs", "3"),
)

# It takes 50 s on two cores that have nothing else to do.
TIMEOUT = 170


@pytest.mark.timeout(TIMEOUT + 20)
def test_nothing_is_lost_repeated_or_wrongly_late() -> None:
    with subprocess.Popen(
        COMMAND,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate(timeout=TIMEOUT)
        finally:
            if process.poll() is None:
                # All that it started is in its group.
                os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == 0, output
