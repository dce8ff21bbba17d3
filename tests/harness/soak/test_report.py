"""Test that the report of a soak finds every broken limit."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from harness.chaos.verdict import Verdict
from harness.soak.limits import (
    CAMERAS,
    EVENTS,
    NEW_TOKENS,
    OUTAGES,
    POLLS,
    RELOADS,
    SINGLETONS,
    Limits,
)
from harness.soak.measure import TABLES, Database, Sample
from harness.soak.report import (
    MAX_LISTED,
    MIB,
    Figures,
    findings,
    is_good,
    quarters,
    table,
)
from harness.soak.workload import IdleSnapshot

INSIDE = {
    "tasks": {"poll": 1, "recorder": 2},
    "timers": 9,
    "listeners": 96,
    "states": 120,
    "entities": 114,
    "objects": dict.fromkeys(SINGLETONS, 1),
    "cameras": [101, 102],
    "remembered_ids": 500,
    "remembered_events": 400,
    "unsent": 0,
}
OUTSIDE = Sample(at=0, memory=250 * MIB, threads=12, kinds=Counter(socket=30))
QUIET = IdleSnapshot(inside=INSIDE, outside=replace(OUTSIDE, connections=2))


def samples_of(*memory: float) -> list[Sample]:
    """Return one sample a minute of a process with these sizes in MiB."""
    return [
        replace(OUTSIDE, at=60.0 * number, memory=round(one * MIB))
        for number, one in enumerate(memory)
    ]


def database_of(rows: int) -> Database:
    return Database(size=rows * 1000, rows=dict.fromkeys(TABLES, rows))


GOOD = Figures(
    limits=Limits(minutes=30),
    seconds=2000,
    polls=POLLS,
    delivery=Verdict(owed=EVENTS, delivered=EVENTS),
    outages=OUTAGES,
    kinds=Counter(gone=OUTAGES),
    reloads=RELOADS,
    new_tokens=NEW_TOKENS,
    cameras=(CAMERAS, CAMERAS),
    types=3,
    succeeded=Counter(press=5),
    failed=Counter(press=1),
    media_whole=Counter({"good": 3, "ignoring ranges": 2, "compressing": 1}),
    media_failed=Counter({"failing": 2}),
    media_wrong=[],
    samples=samples_of(250, 251, 255, 256, 257, 255, 258, 257),
    warm=QUIET,
    end=QUIET,
    databases=((10, database_of(30)), (20, database_of(70)), (100, database_of(470))),
    storage={"ledger": 2048},
    log_problems=[],
    tracebacks=[],
)


def broken(figures: Figures) -> list[str]:
    """Return the names of the limits that do not hold."""
    found = list(findings(figures))
    names = [one.name for one in found if one.good is False]
    assert is_good(found) == (not names)
    return names


def at_the_end(**changes: Any) -> Figures:
    """Return good figures with changes to the state at the end."""
    return replace(GOOD, end=replace(QUIET, inside=INSIDE | changes))


def test_a_good_run_holds_every_limit() -> None:
    assert broken(GOOD) == []


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"polls": POLLS - 1}, "polls"),
        ({"delivery": Verdict(owed=EVENTS - 1, delivered=EVENTS - 1)}, "events"),
        ({"outages": OUTAGES - 1}, "outages that failed a poll"),
        ({"reloads": RELOADS - 1}, "reloads"),
        ({"new_tokens": NEW_TOKENS - 1}, "new tokens"),
        ({"cameras": (CAMERAS - 1, CAMERAS)}, "cameras that came"),
        ({"cameras": (CAMERAS, CAMERAS - 1)}, "cameras that went"),
    ],
)
def test_a_run_that_contains_too_little_proves_nothing(
    changes: dict[str, Any], name: str
) -> None:
    assert broken(replace(GOOD, **changes)) == [name]


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"lost": [7]}, "events lost"),
        ({"repeated": [7]}, "events repeated"),
        ({"wrongly_fresh": [7]}, "events wrongly fresh"),
        ({"unexpected": [7]}, "events unexpected"),
        ({"not_shown": [7]}, "events not shown"),
        ({"wrongly_shown": [7]}, "events wrongly shown"),
    ],
)
def test_an_event_that_is_not_delivered_once_breaks_a_limit(
    wrong: dict[str, list[int]], name: str
) -> None:
    delivery = Verdict(owed=EVENTS, delivered=EVENTS, **wrong)
    assert broken(replace(GOOD, delivery=delivery)) == [name]


def test_media_that_are_not_whole_or_never_read_break_a_limit() -> None:
    wrong = replace(GOOD, media_wrong=["compressing: a video of 3 bytes is not whole"])
    assert broken(wrong) == ["media neither whole nor failed"]
    assert broken(replace(GOOD, media_whole=Counter(good=1, compressing=1))) == [
        "media whole from a host that is ignoring ranges"
    ]


def test_memory_that_grows_breaks_a_limit() -> None:
    growing = samples_of(*(250 + number for number in range(20)))
    assert broken(replace(GOOD, samples=growing)) == [
        "used in the last quarter over the second"
    ]


def test_memory_that_is_not_used_may_grow() -> None:
    growing = [
        replace(item, freed=number * MIB, sqlite=number * MIB)
        for number, item in enumerate(
            samples_of(*(250 + 2 * number for number in range(20)))
        )
    ]
    assert broken(replace(GOOD, samples=growing)) == []


def test_memory_may_grow_at_first_and_stand_out_for_a_moment() -> None:
    memory = [150.0, 200.0, *[255.0] * 20]
    memory[12] = memory[21] = 400
    assert broken(replace(GOOD, samples=samples_of(*memory))) == []


def test_quarters_are_those_of_the_time_not_of_the_samples() -> None:
    def medians(snapshot_count: list[Sample]) -> list[float]:
        return quarters(snapshot_count, lambda one: one.memory / MIB)

    snapshot_count = samples_of(1, 2, 3, 4, 5)
    assert medians(snapshot_count) == [1, 2, 3, 4.5]
    late = [replace(snapshot_count[0], at=0.0), replace(snapshot_count[1], at=100.0)]
    assert medians(late) == [1, 0, 0, 2]


def test_a_file_or_a_connection_that_stays_open_breaks_a_limit() -> None:
    files = replace(QUIET.outside, kinds=Counter(socket=30, pipe=1))
    assert broken(replace(GOOD, end=replace(QUIET, outside=files))) == ["open files"]
    many = replace(QUIET.outside, connections=9)
    assert broken(replace(GOOD, end=replace(QUIET, outside=many))) == [
        "connections to the cloud"
    ]


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"tasks": {"poll": 2, "recorder": 2}}, "asyncio tasks"),
        ({"listeners": 97}, "listeners on the bus"),
        ({"states": 121}, "states"),
        ({"entities": 115}, "entities of ours in memory"),
        ({"cameras": [101, 102, 501]}, "cameras in memory"),
        (
            {"objects": dict.fromkeys(SINGLETONS, 1) | {"EventLog": 2}},
            "parts of the engine that are not there once",
        ),
        (
            {"objects": dict.fromkeys(SINGLETONS[1:], 1)},
            "parts of the engine that are not there once",
        ),
    ],
)
def test_leftovers_break_a_limit(changes: dict[str, Any], name: str) -> None:
    assert broken(at_the_end(**changes)) == [name]


def test_what_varies_by_itself_breaks_no_limit() -> None:
    assert broken(at_the_end(timers=14, remembered_ids=20_000, unsent=1)) == []


def test_a_problem_in_the_log_or_a_traceback_breaks_a_limit() -> None:
    assert broken(replace(GOOD, log_problems=["ERROR [custom_components.vxg] x"])) == [
        "lines of ours above info in the log, but for faults"
    ]
    assert broken(replace(GOOD, tracebacks=["Traceback …"])) == [
        "tracebacks through the integration"
    ]


def test_a_run_too_short_for_caches_to_fill_does_not_compare_memory() -> None:
    growing = replace(GOOD, samples=samples_of(100, 200, 300, 400))
    assert broken(replace(growing, limits=Limits(minutes=6))) == []
    assert broken(replace(growing, limits=Limits(minutes=20))) != []


def test_a_short_run_contains_its_share_and_compares_no_leftovers() -> None:
    next_short = replace(
        GOOD,
        limits=Limits(minutes=3),
        polls=POLLS // 10,
        media_whole=Counter(),
        new_tokens=0,
        end=IdleSnapshot(
            inside=INSIDE | {"states": 130},
            outside=replace(QUIET.outside, connections=9),
        ),
    )
    assert broken(next_short) == []
    assert broken(replace(next_short, polls=POLLS // 10 - 1)) == ["polls"]
    assert broken(replace(next_short, delivery=Verdict(owed=2000, lost=[1]))) == [
        "events lost"
    ]


def test_the_table_shows_what_is_broken() -> None:
    found = list(findings(replace(GOOD, reloads=3, samples=samples_of(100, 100))))
    lines = table(found).splitlines()
    assert "| reloads | 3 | ≥ 20 | **broken** |" in lines
    assert "| polls | 43,200 | ≥ 43,200 | holds |" in lines
    assert "| open files | 30 → 30 | equal | holds |" in lines
    assert "| stored file `ledger` | 2.0 KiB |  |  |" in lines
    alone, together = (one for one in found if "growth per event" in one.name)
    assert (alone.value, together.value) == ("4,000 bytes", "5,000 bytes")


def test_the_table_lists_what_broke_a_limit() -> None:
    ids = list(range(MAX_LISTED + 1))
    delivery = Verdict(owed=EVENTS, delivered=EVENTS, lost=ids)
    counts = dict.fromkeys(SINGLETONS, 1) | {"EventLog": 2}
    wrong = replace(at_the_end(objects=counts), delivery=delivery)
    values = {one.name: one.value for one in findings(wrong) if one.good is False}
    assert values == {
        "events lost": "11 (0, 1, 2, 3, 4, 5, 6, 7, 8, 9)",
        "parts of the engine that are not there once": "1 (EventLog 2)",
    }
