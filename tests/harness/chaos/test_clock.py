"""Test the fast clock, in a process of its own, as it replaces Python's clocks."""

import sys

from tests.common.programs import run

PROGRAM = """
import asyncio
import time
from harness.chaos.clock import FastClock

stall = time.sleep
clock = FastClock(100)
clock.install()

async def measure():
    started = time.monotonic(), clock.world_time()
    waiting = asyncio.create_task(asyncio.sleep(60))
    await asyncio.sleep(0)
    # As if another process had the processor: for 100 s of the fast clock.
    stall(1)
    await waiting
    print(round(time.monotonic() - started[0]), round(clock.world_time() - started[1]))
    with clock.at_normal_speed():
        await asyncio.sleep(0.2)
    print(round(time.monotonic() - started[0]))

with asyncio.Runner(loop_factory=clock.make_loop) as runner:
    runner.run(measure())
"""


def test_the_clock_does_not_go_on_while_other_processes_run() -> None:
    both, later = run((sys.executable, "-c", PROGRAM), 120).splitlines()
    monotonic, world = map(int, both.split())
    # Imports, and what the loop computes, take some of its time.
    assert 60 <= monotonic == world < 90
    assert monotonic <= int(later) < 95
