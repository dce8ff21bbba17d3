"""Test that plans are deterministic and have disruptions and events all along."""

from collections import Counter
from itertools import pairwise

import pytest

from harness.chaos.faults import INCIDENTS, KINDS
from harness.chaos.house_faults import HOUSE_FAULTS
from harness.chaos.plan import KILL, RELOAD, RESTART, Incident, Plan, Restart, draw_plan
from harness.chaos.variants import FAST_PROFILE, draw_setting, kill_profile, names

SEEDS = range(1, 21)


def plan_of(seed: int) -> Plan:
    return draw_plan(seed, FAST_PROFILE, names(), 3)


def test_a_seed_draws_the_same_plan_each_time() -> None:
    assert plan_of(3) == plan_of(3)
    assert plan_of(3) != plan_of(4)
    assert draw_setting(3, killed=False) == draw_setting(3, killed=False)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_plan_has_disruptions_to_its_end_after_a_calm_beginning(seed: int) -> None:
    plan = plan_of(seed)
    assert sum(arrival.count for arrival in plan.arrivals) == FAST_PROFILE.events
    assert len(plan.restarts) == FAST_PROFILE.restarts
    assert {restart.how for restart in plan.restarts} == {RELOAD, RESTART}
    disruptions: list[Incident | Restart] = [*plan.incidents, *plan.restarts]
    assert min(item.at for item in disruptions) >= FAST_PROFILE.calm
    assert max(item.at for item in disruptions) > FAST_PROFILE.length - 60
    # One at a time: the end of one clears all faults of the cloud.
    for one, next_one in zip(plan.incidents, plan.incidents[1:], strict=False):
        assert one.at + one.duration <= next_one.at
    for part in range(5):
        start = part * FAST_PROFILE.length / 5
        assert any(start <= arrival.at < start + 180 for arrival in plan.arrivals)


def test_a_few_seeds_have_every_kind_of_incident() -> None:
    met = Counter(item.kind for seed in (1, 2, 3) for item in plan_of(seed).incidents)
    assert met.keys() == INCIDENTS.keys()


def test_twenty_seeds_have_many_faults_of_the_house() -> None:
    met = Counter(item.kind for seed in SEEDS for item in plan_of(seed).house_faults)
    assert met.keys() == set(HOUSE_FAULTS)
    assert met["clock_set"] >= 100
    assert met["suspended"] + met["paused"] + met["paused_unset"] >= 100
    assert met["disk_full"] + met["disk_broken"] >= 100
    plans = [plan_of(seed) for seed in SEEDS]
    restored = [
        item for plan in plans for item in plan.restarts if item.backup_age is not None
    ]
    assert len(restored) > 10


@pytest.mark.parametrize("seed", SEEDS)
def test_one_fault_of_the_house_ends_before_the_next_begins(seed: int) -> None:
    faults = plan_of(seed).house_faults
    assert len(faults) == FAST_PROFILE.house_faults
    for one, next_one in pairwise(faults):
        assert one.at + one.duration < next_one.at


@pytest.mark.parametrize("seed", SEEDS)
def test_one_camera_of_a_group_leaves_it_after_another(seed: int) -> None:
    absences = plan_of(seed).absences
    assert len(absences) == FAST_PROFILE.absences
    for absence, next_one in pairwise(absences):
        assert absence.at + absence.duration <= next_one.at
    assert absences[-1].at + absences[-1].duration <= FAST_PROFILE.length
    assert not draw_plan(seed, FAST_PROFILE, names(), 1).absences


def test_a_few_seeds_have_sessions_and_neighbors() -> None:
    settings = [draw_setting(seed, killed=False) for seed in range(1, 7)]
    assert {setting.cookies for setting in settings} == {True, False}
    assert {setting.neighbor for setting in settings} == {True, False}


def test_kills_come_with_other_restarts_in_between() -> None:
    profile = kill_profile(6)
    how = Counter(item.how for item in draw_plan(1, profile, names(), 1).restarts)
    assert how == {KILL: 6, RELOAD: 2, RESTART: 2}
    assert set(profile.kinds) == set(KINDS) - {"far_jump", "odd_times"}
    assert not profile.house_faults
