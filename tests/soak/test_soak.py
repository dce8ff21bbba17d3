"""A soak of seconds, so that the long one does not fail for a trifle after an hour."""

import os
import signal
import subprocess
import sys

import pytest

from tests.chaos.config import ROOT

COMMAND = (sys.executable, "-m", "tests.soak", "--minutes", "0.1")

# It takes 25 s on two cores that have nothing else to do.
TIMEOUT = 150


@pytest.mark.timeout(TIMEOUT + 20)
def test_a_short_run_holds_its_limits() -> None:
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
    assert "| events lost | 0 | 0 | holds |" in output
    assert "broken" not in output
