"""Programs that tests run to their end, or to an end that is made."""

from collections.abc import Sequence
import os
import re
import signal
import subprocess

from harness.chaos.config import ROOT

# Where a line of a log begins, as `logging.basicConfig` writes it.
RECORD = re.compile(r"^(?=[A-Z]+:[\w.]+:)", re.MULTILINE)
OURS = ("benchmarks", "custom_components", "simulator", "vxg")


def trouble(errors: str) -> str:
    """Return what a program writes as errors, but for Home Assistant's own records.

    It tells which libraries a machine lacks. What names us, or is no record, stays.
    """
    return "".join(
        record
        for record in RECORD.split(errors)
        if not re.match(r"[A-Z]+:homeassistant\.", record)
        or any(name in record for name in OURS)
    )


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
