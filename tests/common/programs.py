"""Run programs, with a timeout."""

from collections.abc import Sequence
import os
import re
import signal
import subprocess

import pytest

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
    """Return the output of a program, which must succeed before the timeout.

    If it does not, all of its output is shown.
    """
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
        except subprocess.TimeoutExpired:
            _kill(process)
            output, _ = process.communicate()
            pytest.fail(f"{command} was not done after {timeout} s:\n{output}")
        finally:
            _kill(process)
    if process.returncode:
        pytest.fail(f"{command} ended with {process.returncode}:\n{output}")
    return output


def _kill(process: subprocess.Popen[str]) -> None:
    """End a program that still runs, with all in its process group."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
