"""Plans: the same for the same seed, rough all along, and most events close to trouble."""

from collections import Counter

import pytest

from harness.chaos.faults import BEGIN, KINDS
from harness.chaos.plan import KILL, RELOAD, RESTART, Plan, draw
from harness.chaos.variants import FAST, draw_setting, killed_climate, names

SEEDS = range(1, 21)


def plan_of(seed: int) -> Plan:
    return draw(seed, FAST, names(), 3)


def test_a_seed_draws_the_same_plan_each_time() -> None:
    assert plan_of(3) == plan_of(3)
    assert plan_of(3) != plan_of(4)
    assert draw_setting(3, killed=False) == draw_setting(3, killed=False)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_plan_is_rough_to_its_end_after_a_calm_beginning(seed: int) -> None:
    plan = plan_of(seed)
    assert sum(arrival.count for arrival in plan.arrivals) == FAST.events
    assert len(plan.restarts) == FAST.restarts
    assert {restart.how for restart in plan.restarts} == {RELOAD, RESTART}
    troubles = [*plan.incidents, *plan.restarts]
    assert min(trouble.at for trouble in troubles) >= FAST.calm
    assert max(trouble.at for trouble in troubles) > FAST.length - 60
    # One at a time: the end of one makes the cloud well again.
    for one, next_one in zip(plan.incidents, plan.incidents[1:], strict=False):
        assert one.at + one.lasts <= next_one.at
    for part in range(5):
        start = part * FAST.length / 5
        assert any(start <= arrival.at < start + 180 for arrival in plan.arrivals)


def test_a_few_seeds_meet_every_kind_of_incident() -> None:
    met = Counter(item.kind for seed in (1, 2, 3) for item in plan_of(seed).incidents)
    assert met.keys() == BEGIN.keys()


def test_kills_come_with_gentler_ends_in_between() -> None:
    climate = killed_climate(6)
    how = Counter(item.how for item in draw(1, climate, names(), 1).restarts)
    assert how == {KILL: 6, RELOAD: 2, RESTART: 2}
    assert climate.kinds == KINDS
