"""Figures of a run, held against its limits, and the table of both."""

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
from .workload import Quiet

MIB = 1024 * 1024

# What can be told of events without a line for each of so many polls.
WRONGS = ("lost", "repeated", "wrongly_fresh", "not_news", "not_shown", "wrongly_shown")

# What an entry has one of. A second one would be what a reload left behind.
ENGINE = (
    "CameraCoordinator",
    "CloudAvailability",
    "CloudClock",
    "EventCoordinator",
    "EventDispatcher",
    "EventLog",
    "EventLogStore",
    "EventReader",
    "MediaCache",
    "Outbox",
    "RecentEvents",
    "VxgClient",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a run came to."""

    limits: Limits
    # Seconds, from the start to the end.
    took: float
    polls: int
    delivery: Verdict
    outages: int
    kinds: Counter[str]
    reloads: int
    new_tokens: int
    # How many came, and how many went.
    cameras: tuple[int, int]
    types: int
    used: Counter[str]
    refused: Counter[str]
    samples: Sequence[Sample]
    warm: Quiet
    end: Quiet
    # With the number of events until then: before and after a while in which nothing but
    # events happened, and in the end.
    databases: tuple[tuple[int, Database], ...]
    storage: dict[str, int]
    complaints: Sequence[str]
    tracebacks: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A line of the table. `good` is None for what is only stated."""

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
    for one in samples:
        part = int((one.at - start) / (end - start or 1) * 4)
        parts[min(3, part)].append(value(one))
    return [median(part) if part else 0.0 for part in parts]


def findings(figures: Figures) -> Iterator[Finding]:
    """Yield all lines."""
    yield from _content(figures)
    yield from _delivery(figures)
    yield from _memory(figures)
    yield from _quiet(figures)
    yield from _disk(figures)
    yield _none(
        "lines of ours above info in the log, but for faults", figures.complaints
    )
    yield _none("tracebacks through the integration", figures.tracebacks)


def is_good(found: Sequence[Finding]) -> bool:
    """Whether every limit holds."""
    return all(one.good is not False for one in found)


def table(found: Sequence[Finding]) -> str:
    """Return the findings in Markdown."""
    lines = ["| | | limit | |", "| --- | ---: | ---: | --- |"]
    words = {None: "", True: "holds", False: "**broken**"}
    lines += [
        f"| {one.name} | {one.value} | {one.limit} | {words[one.good]} |"
        for one in found
    ]
    return "\n".join(lines)


def _content(figures: Figures) -> Iterator[Finding]:
    limits = figures.limits
    came, went = figures.cameras
    for name, number, wanted in (
        ("polls", figures.polls, limits.share(POLLS)),
        ("events", figures.delivery.owed, limits.share(EVENTS)),
        ("outages that failed a poll", figures.outages, limits.share(OUTAGES)),
        ("reloads", figures.reloads, limits.share(RELOADS)),
        (
            "new tokens",
            figures.new_tokens,
            limits.share(NEW_TOKENS) if limits.is_judged else 0,
        ),
        ("cameras that came", came, limits.share(CAMERAS)),
        ("cameras that went", went, limits.share(CAMERAS)),
    ):
        yield Finding(
            name=name,
            value=f"{number:,}",
            limit=f"≥ {wanted:,}",
            good=number >= wanted,
        )
    yield Finding(name="event types that came and went", value=f"{figures.types:,}")
    yield Finding(
        name="orders, looks and questions of people",
        value=f"{figures.used.total():,} ({figures.refused.total():,} in vain)",
    )
    yield Finding(name="minutes", value=f"{figures.took / 60:.0f}")


def _delivery(figures: Figures) -> Iterator[Finding]:
    yield Finding(
        name="delivered on the bus",
        value=f"{figures.delivery.delivered:,} ({figures.delivery.late:,} late)",
    )
    for name in WRONGS:
        ids = getattr(figures.delivery, name)
        yield _none(f"events {name.replace('_', ' ')}", list(map(str, ids)))


def _memory(figures: Figures) -> Iterator[Finding]:
    memory = quarters(figures.samples, lambda one: one.memory / MIB)
    sqlite = quarters(figures.samples, lambda one: one.sqlite / MIB)
    blocks = quarters(figures.samples, lambda one: one.blocks)
    growth = memory[3] / memory[1] - 1 if memory[1] else 0.0
    yield Finding(
        name="memory (RSS), median of each quarter",
        value=f"{', '.join(f'{one:.1f}' for one in memory)} MiB",
    )
    yield Finding(
        name="last quarter over the second",
        value=f"{growth:+.1%}",
        limit=f"≤ {MAX_GROWTH:+.0%}" if figures.limits.is_memory_judged else "",
        good=growth <= MAX_GROWTH if figures.limits.is_memory_judged else None,
    )
    yield Finding(
        name="of it SQLite's, for the recorder, likewise",
        value=f"{', '.join(f'{one:.1f}' for one in sqlite)} MiB",
    )
    yield Finding(
        name="blocks of memory that Python uses, likewise",
        value=", ".join(f"{one:,.0f}" for one in blocks),
    )


def _quiet(figures: Figures) -> Iterator[Finding]:
    warm, end = figures.warm, figures.end
    judged = figures.limits.is_judged
    yield _same("open files", warm.outside.files, end.outside.files, judged)
    yield Finding(
        name="connections to the cloud",
        value=f"{warm.outside.connections} → {end.outside.connections}",
        limit=f"≤ {MAX_CONNECTIONS}",
        good=end.outside.connections <= MAX_CONNECTIONS,
    )
    yield _same("asyncio tasks", warm.tasks, end.tasks, judged)
    for name, key in (
        ("timers", "timers"),
        ("listeners on the bus", "listeners"),
        ("states", "states"),
        ("entities of ours in memory", "entities"),
        ("cameras in memory", "cameras"),
    ):
        before, after = (_number(quiet.inside[key]) for quiet in (warm, end))
        # Timers end at any time; all else is only there if somebody holds it.
        yield _same(name, before, after, judged and key != "timers")
    spare = [
        f"{name} {end.inside['objects'].get(name, 0)}"
        for name in ENGINE
        if end.inside["objects"].get(name, 0) != 1
    ]
    yield _none("parts of the engine that are not there once", spare)
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
    first, calm, last = figures.databases
    yield Finding(
        name="database",
        value=f"{first[1].size / MIB:.1f} → {last[1].size / MIB:.1f} MiB",
    )
    for name, start, end in (
        ("while nothing else happens", first, calm),
        ("with all else that happened", calm, last),
    ):
        events = max(1, end[0] - start[0])
        grown = (end[1].size - start[1].size) / events
        yield Finding(
            name=f"database growth per event, {name}", value=f"{grown:,.0f} bytes"
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


def _none(name: str, items: Sequence[str]) -> Finding:
    return Finding(name=name, value=f"{len(items):,}", limit="0", good=not items)


def _same(name: str, before: int, after: int, judged: bool) -> Finding:
    return Finding(
        name=name,
        value=f"{before:,} → {after:,}",
        limit="equal" if judged else "",
        good=before == after if judged else None,
    )


def _number(value: int | list[int]) -> int:
    return len(value) if isinstance(value, list) else value
