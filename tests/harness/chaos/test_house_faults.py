"""Test that faults of the house do what they say, and leave nothing behind."""

import builtins
import errno
import os
from pathlib import Path
from random import Random
import time

import pytest

from custom_components.vxg.aiovxg import EventLog
from harness.chaos.clock import FastClock
from harness.chaos.house_faults import (
    HOUSE_CLOCK,
    HouseFaults,
    failing_files,
    foreign_errors,
    house_offset,
)
from harness.chaos.observations import Line


@pytest.fixture
def lines() -> list[Line]:
    return []


@pytest.fixture
def faults(lines: list[Line]) -> HouseFaults:
    clock = FastClock(1)
    return HouseFaults(
        clock=clock,
        arrive=lambda: lines.append({"kind": "arrived", "at": clock.world_time()}),
        press=lambda count: lines.append({"kind": "pressed", "count": count}),
        emit=lines.append,
    )


def test_the_house_clock_is_set_within_limits_and_often_right() -> None:
    offsets = [house_offset(number / 1000) for number in range(1001)]
    assert offsets.count(0) > 300
    assert (offsets[334], offsets[-1]) == pytest.approx(HOUSE_CLOCK, rel=0.02)


def test_setting_the_house_clock_moves_no_other_clock(faults: HouseFaults) -> None:
    clock = faults.clock
    before = clock.world_time(), clock.monotonic(), clock.running_time()
    faults.start("clock_set", 1)()
    after = clock.world_time(), clock.monotonic(), clock.running_time()
    assert after == pytest.approx(before, abs=5)
    assert clock.time() - clock.world_time() == pytest.approx(HOUSE_CLOCK[1])


@pytest.mark.parametrize(
    ("kind", "monotonic", "house"),
    [("suspended", 3600, 3600), ("paused", 0, 3600), ("paused_unset", 0, 0)],
)
def test_a_standstill_moves_the_world_and_events_arrive_meanwhile(
    faults: HouseFaults, lines: list[Line], kind: str, monotonic: float, house: float
) -> None:
    clock = faults.clock
    start = clock.world_time(), clock.monotonic(), clock.time(), clock.running_time()
    faults.start(kind, 1)()
    assert clock.world_time() - start[0] == pytest.approx(3600, abs=5)
    assert clock.monotonic() - start[1] == pytest.approx(monotonic, abs=5)
    assert clock.time() - start[2] == pytest.approx(house, abs=5)
    assert clock.running_time() - start[3] == pytest.approx(0, abs=5)
    ages = [clock.world_time() - line["at"] for line in lines]
    assert ages == pytest.approx([2700, 1800, 900, 0], abs=5)
    assert len(faults.standstills) == 1


def test_a_short_standstill_need_not_be_noticed(faults: HouseFaults) -> None:
    faults.start("suspended", 0.1)()
    assert not faults.standstills
    assert len(faults.unnoticed) == 1


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_saves_fail_only_for_files_of_the_integration(
    tmp_path: Path, number: int
) -> None:
    storage = tmp_path / ".storage"
    storage.mkdir()
    replace, open_file = os.replace, builtins.open
    new = tmp_path / "new"
    with failing_files(number, saves=True):
        new.write_text("other", encoding="utf-8")
        new.replace(storage / "core.other")
        new.write_text("ours", encoding="utf-8")
        with pytest.raises(OSError) as err:
            os.replace(new, storage / "vxg.x.ledger")  # noqa: PTH105 - as Home Assistant
    assert err.value.errno == number
    assert not (storage / "vxg.x.ledger").exists()
    os.replace(new, storage / "vxg.x.ledger")  # noqa: PTH105
    assert (os.replace, builtins.open) == (replace, open_file)


def test_a_failing_disk_is_recorded(faults: HouseFaults, lines: list[Line]) -> None:
    end = faults.start("disk_full", 0.5)
    assert lines[-1]["failing"] is True
    end()
    assert lines[-1]["failing"] is False


def test_foreign_errors_meet_some_calls() -> None:
    select_new = EventLog.select_new
    with foreign_errors(Random(1)):
        assert EventLog.select_new is not select_new
    assert EventLog.select_new is select_new


def test_the_clocks_of_the_machine_agree_with_the_fast_clock() -> None:
    clock = FastClock(1)
    clock.advance(100, monotonic=False)
    boot, monotonic = (
        clock._clock_gettime(number)
        for number in (time.CLOCK_BOOTTIME, time.CLOCK_MONOTONIC)
    )
    assert boot - monotonic == pytest.approx(100, abs=1)
