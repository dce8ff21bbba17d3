"""Test that the benchmarks run; their figures are not checked."""

from pathlib import Path
import subprocess
import sys

from benchmarks.activations import activations, events_with_own_state
from benchmarks.cloud import StoredEvent

from ..common.programs import unexpected_errors

ROOT = Path(__file__).parent.parent.parent

# Logging is set up first, so that records of imports have a logger's name, too.
PROGRAM = """
import logging, runpy
logging.basicConfig()
runpy.run_module("benchmarks", run_name="__main__")
"""


def run(*reports: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "--tiny", *reports],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
        timeout=55,
    )
    assert done.returncode == 0, done.stderr
    assert unexpected_errors(done.stderr) == ""
    return done.stdout


def test_only_what_a_machine_lacks_is_no_trouble() -> None:
    missing = "ERROR:homeassistant.components.camera:No library\nTraceback\n  raise\n"
    assert unexpected_errors(missing) == ""
    ours = (
        "WARNING:asyncio:Slow\n",
        "ERROR:custom_components.vxg.reader:No\n",
        "ERROR:homeassistant.core:Error\n  File 'custom_components/vxg/reader.py'\n",
        "Traceback (most recent call last)\n",
    )
    for record in ours:
        assert unexpected_errors(record + missing) == record


def titles(output: str) -> int:
    return sum(line.startswith("### ") for line in output.splitlines())


def test_the_benchmarks_print_their_tables() -> None:
    output = run("costs", "load", "latency", "fleet")
    assert titles(output) == 6
    assert "| 1, yardstick |" in output
    assert "| saves of the ledger |" in output
    assert "| 1 s |" in output
    assert "| all start in the same second |" in output


def test_the_integration_is_measured_beside_rest_sensors() -> None:
    output = run("rest")
    assert titles(output) == 3
    # In the long table and in the short one.
    assert output.count("| 1, this integration |") == 2
    assert output.count("| 1, `rest`, a request for each camera | 9 |") == 1
    assert output.count("| 1, `rest`, one request for all |") == 2
    assert "| events reached the cloud | 2 of 2 | 2 of 2 |" in output
    assert "| called while it was away | 2 of 2 | 0 of 2 |" in output
    assert "| of these calls failed | 0 | 2 |" in output


def test_lists_of_events_are_measured() -> None:
    output = run("card")
    assert titles(output) == 1
    rows = [
        line.split("|")[-2].strip() for line in output.splitlines() if "50 ev" in line
    ]
    # Requests for each page.
    assert rows == ["0", "0", "1", "1"]


def event(event_id: int, listed: float, sensor: str = "door") -> StoredEvent:
    return StoredEvent(id=event_id, sensor=sensor, time=listed, listed=listed, meta={})


def test_a_sensor_is_turned_on_by_what_it_could_not_have_shown_before() -> None:
    events = [
        event(1, 10),
        event(2, 11),
        # Extends the hold time, and turns nothing on.
        event(3, 13),
        # Listed after the last read that extended it, before the sensor was off.
        event(4, 18),
        event(5, 12, "gate"),
    ]
    switched = {"door": [(12, True), (19, False), (20, True)], "hall": [(12, True)]}
    assert list(activations(events, switched, 5)) == [{1: 2, 2: 1}, {4: 2}]


def test_an_activation_represents_one_event_alone() -> None:
    groups = [[1, 2, 3], [4], [5, 6]]
    assert events_with_own_state(groups, [2, 4]) == {1, 2, 4, 5}
