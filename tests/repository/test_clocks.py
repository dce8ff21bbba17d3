"""Holds that one module reads clocks, so that setting one of them breaks nothing."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SHIPPED = Path(__file__).parent.parent.parent / "custom_components" / "vxg"
MODULES = sorted(path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*.py"))
# The client, which knows nothing of Home Assistant, counts requests and their duration.
ALLOWED = {"helpers/clocks/__init__.py", "aiovxg/request_meter.py"}

# What reads a clock, or waits until a time of one.
READERS = {
    "clock_gettime",
    "clock_gettime_ns",
    "gmtime",
    "localtime",
    "monotonic_ns",
    "perf_counter",
    "perf_counter_ns",
    "time_ns",
    "utcnow",
    "async_track_point_in_time",
    "async_track_point_in_utc_time",
    "async_call_at",
    "call_at",
    "timeout_at",
}
# Only as functions of these: events and clocks have attributes of such names, too.
READERS_BY_OWNER = {
    "today": {"date", "datetime", "dt"},
    "now": {"datetime", "dt", "dt_util"},
    "time": {"time", "loop"},
    "monotonic": {"time"},
}
READERS_BY_MODULE = {"time": {"monotonic", "time"}, "homeassistant.util.dt": {"now"}}


def clock_reads(source: str) -> Iterator[str]:
    """Yield what a module uses to read a clock."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            owner = node.value
            name = owner.attr if isinstance(owner, ast.Attribute) else ""
            name = owner.id if isinstance(owner, ast.Name) else name
            if node.attr in READERS or name in READERS_BY_OWNER.get(node.attr, ()):
                yield ast.unparse(node)
        elif isinstance(node, ast.ImportFrom):
            readers = READERS | READERS_BY_MODULE.get(node.module or "", set())
            if not node.level:
                yield from (item.name for item in node.names if item.name in readers)


@pytest.mark.parametrize(
    "line",
    [
        "from homeassistant.util.dt import utcnow",
        "from homeassistant.helpers.event import async_track_point_in_time",
        "from time import monotonic as now",
        "import time\ntime.time()",
        "import datetime\ndatetime.datetime.now()",
        "datetime.now(UTC)",
        "date.today()",
        "dt_util.now()",
        "field(default_factory=dt_util.utcnow)",
        "self.hass.loop.time()",
        "loop.time",
        "asyncio.timeout_at(1)",
        "loop.call_at(1, f)",
    ],
)
def test_a_module_that_reads_a_clock_is_found(line: str) -> None:
    assert list(clock_reads(line))


@pytest.mark.parametrize(
    "line",
    [
        "event.time",
        "clock.now()",
        "self.data.clock.now()",
        "clocks.monotonic()",
        "from ..helpers.clocks import house_now",
        "from datetime import datetime, time",
    ],
)
def test_times_that_are_no_clocks_are_allowed(line: str) -> None:
    assert not list(clock_reads(line))


@pytest.mark.parametrize("module", MODULES)
def test_only_one_module_reads_clocks(module: str) -> None:
    found = list(clock_reads((SHIPPED / module).read_text(encoding="utf-8")))
    assert bool(found) is (module in ALLOWED), found
