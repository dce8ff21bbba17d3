"""Test that many homes are no burden on their cloud when they do the same at once."""

import pytest

from benchmarks.fleet import SCENARIOS, STEADY, Scenario, simulate

HOMES = 100
# Half a request a second of each, and a little more for sweeps and lists.
USUAL_LOAD = HOMES * 0.53


async def test_homes_poll_at_their_interval_and_a_little_more() -> None:
    town = await simulate(STEADY, HOMES)
    assert town.usual_load == pytest.approx(USUAL_LOAD, rel=0.03)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
async def test_homes_stay_below_twice_the_usual_load_and_catch_up(
    scenario: Scenario,
) -> None:
    town = await simulate(scenario, HOMES)
    assert town.peak_load <= 2 * USUAL_LOAD
    assert len(town.caught_up) == HOMES
    assert max(town.caught_up) - scenario.recovers <= 120
    if scenario.recovers == 660:
        # Meanwhile, they hardly ask.
        during = [town.requests[second] for second in range(200, 660)]
        assert max(during) <= HOMES / 10
