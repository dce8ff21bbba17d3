"""A run from its seed to its verdict."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
import contextlib
from dataclasses import asdict, replace
from datetime import timedelta
from functools import partial
import json
import logging
from pathlib import Path
import re
import shutil
import tempfile
import time
from typing import override

from simulator import CloudServer

from .clock import FastClock
from .config import write_config
from .home import Home, HomeInProcess
from .jobs import Job, Outcome
from .plan import draw
from .process import HomeProcess
from .variants import FAST, draw_setting, killed_climate, make_cloud, names, unique_id
from .verdict import judge
from .world import World

# Ages in seconds of what each camera has seen before the entry is there.
OLD_AGES = (1, 1, 2, 30, 80, 140, 1000, 50_000)

# A traceback, from its first line to the error.
TRACEBACK = re.compile(r"Traceback \(most recent call last\):\n(?:[ \t].*\n)+.*")


def run(job: Job, clock: FastClock) -> Outcome:
    """Run a job by this process's clock."""
    with contextlib.ExitStack() as stack:
        folder = job.keep
        if folder is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder = folder / f"seed-{job.seed}{'-killed' if job.kills else ''}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        errors = _Errors()
        logging.getLogger().addHandler(errors)
        with asyncio.Runner(loop_factory=clock.make_loop) as runner:
            outcome = runner.run(_run(job, clock, folder))
        output = folder / "output.log"
        if output.exists():
            errors.search(output.read_text(encoding="utf-8", errors="replace"))
        outcome.errors = errors.found
        return outcome


async def _run(job: Job, clock: FastClock, folder: Path) -> Outcome:
    setting = draw_setting(job.seed, killed=job.kills > 0)
    climate = killed_climate(job.kills) if job.kills else FAST
    climate = replace(climate, events=job.events)
    plan = draw(job.seed, climate, names(), len(setting.cameras))
    cloud, token = make_cloud(setting)
    began = time.perf_counter()
    async with CloudServer(cloud) as server:
        write_config(
            folder,
            url=server.url,
            token=token,
            unique_id=unique_id(setting),
            options=setting.options,
        )
        async with _home(job, folder, clock) as home:
            world = World(cloud=cloud, home=home)
            # What is there before the entry is known and not news.
            for camera_id in setting.cameras:
                for age in OLD_AGES:
                    at = cloud.now() - timedelta(seconds=age)
                    cloud.raise_event(camera_id, "motion", time=at)
            world.note_clock()
            await world.begin_under(plan.first, setting.cameras)
            await world.live(
                plan,
                [
                    (item.at, partial(world.arrive, item, setting.cameras))
                    for item in plan.arrivals
                ],
            )
            if climate.absence:
                # What a sweep has to find must be found before: it looks back a day.
                await world.settle(longest=climate.settling, quiet=0)
                await world.stay_away(climate.absence, clock.leap, setting.cameras)
            await world.settle(longest=climate.settling, quiet=climate.quiet)
            await home.stop()
    _write(folder, "witness", home.log.lines)
    _write(folder, "plan", [asdict(item) for item in (*plan.incidents, *plan.restarts)])
    truth = world.truth(max_age=setting.max_age, late_are_shown=setting.late_are_shown)
    _write(folder, "truth", [asdict(item) for item in truth.stored])
    return Outcome(
        job=job,
        verdict=judge(truth, home.log.lines),
        incidents=Counter(item.kind for item in plan.incidents),
        restarts=world.restarts,
        near=world.near(),
        took=time.perf_counter() - began,
    )


@contextlib.asynccontextmanager
async def _home(job: Job, folder: Path, clock: FastClock) -> AsyncIterator[Home]:
    if not job.kills:
        yield HomeInProcess(folder, clock)
        return
    home = HomeProcess(folder)
    try:
        yield home
    finally:
        await home.close()


def _write(folder: Path, name: str, lines: list[dict[str, object]]) -> None:
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")


class _Errors(logging.Handler):
    """Keeps tracebacks that lead through the integration, and prints nothing."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.setFormatter(logging.Formatter())
        self.found: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.search(self.format(record))

    def search(self, text: str) -> None:
        """Take what is found in a log."""
        for found in TRACEBACK.findall(text):
            if "custom_components/vxg" in found:
                self.found.append(found)
