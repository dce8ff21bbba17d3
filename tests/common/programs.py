"""Programs that tests run to their end, or to an end that is made."""

from collections.abc import Sequence
import os
import signal
import subprocess

from harness.chaos.config import ROOT


def run(command: Sequence[str], seconds: float) -> str:
    """Return what a program says that must succeed in a while."""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate(timeout=seconds)
        finally:
            if process.poll() is None:
                # All that it started is in its group.
                os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == 0, output
    return output
