"""Figures of a run compared with its limits, and their table."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from harness.chaos.verdict import Verdict

from .limits import (
    CAMERAS,
    EVENTS,
    MAX_CONNECTIONS,
    MAX_GROWTH,
    NEW_TOKENS,
    OUTAGES,
    POLLS,
    RELOADS,
    Limits,
)
from .measure import TABLES, Database, Sample
from .media_reader import MEDIA_HOSTS, SERVING_HOSTS
from .workload import IdleSnapshot

MIB = 1024 * 1024

# Violations that can be found without the reads, which this probe does not record.
DELIVERY_ERRORS = (
    "lost",
    "repeated",
    "wrongly_fresh",
    "unexpected",
    "not_shown",
    "wrongly_shown",
)

# Of what broke a limit, this many are listed.
MAX_LISTED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Figures of a run."""

    limits: Limits
    # Duration of the run.
    seconds: float
    polls: int
    delivery: Verdict
    outages: int
    kinds: Counter[str]
    reloads: int
    new_tokens: int
    # Number of cameras added and removed.
    cameras: tuple[int, int]
    types: int
    succeeded: Counter[str]
    failed: Counter[str]
    # Media that were read whole, and that could not be read, by kind of media host.
    media_whole: Counter[str]
    media_failed: Counter[str]
    media_wrong: Sequence[str]
    samples: Sequence[Sample]
    warm: IdleSnapshot
    end: IdleSnapshot
    # With the number of events so far: before and after the time with nothing but
    # events, and at the end.
    databases: tuple[tuple[int, Database], ...]
    storage: dict[str, int]
    log_problems: Sequence[str]
    tracebacks: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A row of the table; `good` is None if there is no limit."""

    name: str
    value: str
    limit: str = ""
    good: bool | None = None


def quarters(
    samples: Sequence[Sample], value: Callable[[Sample], float]
) -> list[float]:
    """Return the median of a value in each quarter of the time."""
    start, end = samples[0].at, samples[-1].at
    parts: list[list[float]] = [[], [], [], []]
    for item in samples:
        quarter = int((item.at - start) / (end - start or 1) * 4)
        parts[min(3, quarter)].append(value(item))
    return [median(quarter) if quarter else 0.0 for quarter in parts]


def findings(figures: Figures) -> Iterator[Finding]:
    """Yield all findings."""
    yield from _content(figures)
    yield from _delivery(figures)
    yield from _memory(figures)
    yield from _leftovers(figures)
    yield from _disk(figures)
    yield _expect_none(
        "lines of ours above info in the log, but for faults", figures.log_problems
    )
    yield _expect_none("tracebacks through the integration", figures.tracebacks)


def is_good(found: Sequence[Finding]) -> bool:
    """Return whether every limit holds."""
    return all(item.good is not False for item in found)


def table(found: Sequence[Finding]) -> str:
    """Return the findings as a Markdown table."""
    lines = ["| | | limit | |", "| --- | ---: | ---: | --- |"]
    words = {None: "", True: "holds", False: "**broken**"}
    lines += [
        f"| {item.name} | {item.value} | {item.limit} | {words[item.good]} |"
        for item in found
    ]
    return "\n".join(lines)


def _content(figures: Figures) -> Iterator[Finding]:
    limits = figures.limits
    added, removed = figures.cameras
    for name, number, minimum in (
        ("polls", figures.polls, limits.share(POLLS)),
        ("events", figures.delivery.owed, limits.share(EVENTS)),
        ("outages that failed a poll", figures.outages, limits.share(OUTAGES)),
        ("reloads", figures.reloads, limits.share(RELOADS)),
        (
            "new tokens",
            figures.new_tokens,
            limits.share(NEW_TOKENS) if limits.checks_leftovers else 0,
        ),
        ("cameras that came", added, limits.share(CAMERAS)),
        ("cameras that went", removed, limits.share(CAMERAS)),
    ):
        yield Finding(
            name=name,
            value=f"{number:,}",
            limit=f"≥ {minimum:,}",
            good=number >= minimum,
        )
    yield Finding(name="event types that came and went", value=f"{figures.types:,}")
    yield Finding(
        name="orders, looks and questions of people",
        value=f"{figures.succeeded.total():,} ({figures.failed.total():,} in vain)",
    )
    yield from _media(figures)
    yield Finding(name="minutes", value=f"{figures.seconds / 60:.0f}")


def _media(figures: Figures) -> Iterator[Finding]:
    for host in MEDIA_HOSTS:
        whole, failed = figures.media_whole[host], figures.media_failed[host]
        # From the other ones, all but what is cached fails.
        is_limited = figures.limits.checks_leftovers and host in SERVING_HOSTS
        yield Finding(
            name=f"media whole from a host that is {host}",
            value=f"{whole:,} ({failed:,} failed)",
            limit="≥ 1" if is_limited else "",
            good=whole > 0 if is_limited else None,
        )
    yield _expect_none("media neither whole nor failed", figures.media_wrong)


def _delivery(figures: Figures) -> Iterator[Finding]:
    yield Finding(
        name="delivered on the bus",
        value=f"{figures.delivery.delivered:,} ({figures.delivery.late:,} late)",
    )
    for name in DELIVERY_ERRORS:
        ids = getattr(figures.delivery, name)
        yield _expect_none(
            f"events {name.replace('_', ' ')}", list(map(str, ids)), listed=True
        )


def _memory(figures: Figures) -> Iterator[Finding]:
    used = quarters(figures.samples, lambda item: item.used / MIB)
    growth = used[3] / used[1] - 1 if used[1] else 0.0
    blocks = quarters(figures.samples, lambda item: item.blocks)
    for name, value in (
        ("memory (RSS), median of each quarter", lambda item: item.memory),
        ("of it freed, but kept by the allocator", lambda item: item.freed),
        ("of it SQLite's, for the recorder", lambda item: item.sqlite),
        ("of it used", lambda item: item.used),
    ):
        parts = quarters(figures.samples, value)
        yield Finding(
            name=name, value=f"{', '.join(f'{item / MIB:.1f}' for item in parts)} MiB"
        )
    yield Finding(
        name="used in the last quarter over the second",
        value=f"{growth:+.1%}",
        limit=f"≤ {MAX_GROWTH:+.0%}" if figures.limits.checks_memory else "",
        good=growth <= MAX_GROWTH if figures.limits.checks_memory else None,
    )
    yield Finding(
        name="blocks of memory that Python uses, likewise",
        value=", ".join(f"{item:,.0f}" for item in blocks),
    )


def _leftovers(figures: Figures) -> Iterator[Finding]:
    warm, end = figures.warm, figures.end
    is_compared = figures.limits.checks_leftovers
    yield _expect_equal(
        "open files", warm.outside.files, end.outside.files, is_compared
    )
    yield Finding(
        name="connections to the cloud",
        value=f"{warm.outside.connections} → {end.outside.connections}",
        limit=f"≤ {MAX_CONNECTIONS}" if is_compared else "",
        good=end.outside.connections <= MAX_CONNECTIONS if is_compared else None,
    )
    yield _expect_equal("asyncio tasks", warm.tasks, end.tasks, is_compared)
    for name, key in (
        ("timers", "timers"),
        ("listeners on the bus", "listeners"),
        ("states", "states"),
        ("entities of ours in memory", "entities"),
        ("cameras in memory", "cameras"),
    ):
        before, after = (_number(quiet.inside[key]) for quiet in (warm, end))
        # The number of timers varies by itself.
        yield _expect_equal(name, before, after, is_compared and key != "timers")
    yield _expect_none(
        "parts of the engine that are not there once", end.wrong_counts, listed=True
    )
    yield Finding(
        name="threads", value=f"{warm.outside.threads} → {end.outside.threads}"
    )
    yield Finding(
        name="blocks of memory that Python uses then",
        value=f"{warm.outside.blocks:,} → {end.outside.blocks:,}",
    )
    for name, key in (
        ("ids of delivered events in memory", "remembered_ids"),
        ("events of the last hour in memory", "remembered_events"),
        ("created events that wait", "unsent"),
    ):
        yield Finding(name=name, value=f"{warm.inside[key]:,} → {end.inside[key]:,}")


def _disk(figures: Figures) -> Iterator[Finding]:
    first, after_events_only, last = figures.databases
    yield Finding(
        name="database",
        value=f"{first[1].size / MIB:.1f} → {last[1].size / MIB:.1f} MiB",
    )
    for name, start, end in (
        ("while nothing else happens", first, after_events_only),
        ("with all else that happened", after_events_only, last),
    ):
        events = max(1, end[0] - start[0])
        growth = (end[1].size - start[1].size) / events
        yield Finding(
            name=f"database growth per event, {name}", value=f"{growth:,.0f} bytes"
        )
        rows = (
            f"{(end[1].rows[table] - start[1].rows[table]) / events:.2f}"
            for table in TABLES
        )
        yield Finding(
            name=f"new rows of {', '.join(TABLES)} per event, {name}",
            value=", ".join(rows),
        )
    for name, size in figures.storage.items():
        yield Finding(name=f"stored file `{name}`", value=f"{size / 1024:,.1f} KiB")


def _expect_none(name: str, items: Sequence[str], *, listed: bool = False) -> Finding:
    value = f"{len(items):,}"
    if items and listed:
        value += f" ({', '.join(items[:MAX_LISTED])})"
    return Finding(name=name, value=value, limit="0", good=not items)


def _expect_equal(name: str, before: int, after: int, is_compared: bool) -> Finding:
    return Finding(
        name=name,
        value=f"{before:,} → {after:,}",
        limit="equal" if is_compared else "",
        good=before == after if is_compared else None,
    )


def _number(value: int | list[int]) -> int:
    return len(value) if isinstance(value, list) else value
