"""Run programs, with a timeout."""

from collections.abc import Sequence
import os
import re
import signal
import subprocess

from harness.chaos.config import ROOT

# Start of a log record in the format of `logging.basicConfig`.
RECORD = re.compile(r"^(?=[A-Z]+:[\w.]+:)", re.MULTILINE)
OWN_PACKAGES = ("benchmarks", "custom_components", "simulator", "vxg")


def unexpected_errors(errors: str) -> str:
    """Return a program's error output without Home Assistant's own log records.

    Home Assistant reports missing libraries of the machine there. Records that name this
    integration are included, as is other output.
    """
    return "".join(
        record
        for record in RECORD.split(errors)
        if not re.match(r"[A-Z]+:homeassistant\.", record)
        or any(name in record for name in OWN_PACKAGES)
    )


def run(command: Sequence[str], timeout: float) -> str:
    """Return the output of a program, which must succeed before the timeout."""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate(timeout=timeout)
        finally:
            if process.poll() is None:
                # Its child processes are in its process group.
                os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == 0, output
    return output
