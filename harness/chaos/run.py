"""A run from its seed to its verdict."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
import contextlib
from dataclasses import asdict, replace
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
from .event_source import Arrivals
from .home import Home, HomeInProcess
from .jobs import Job, Outcome
from .observations import Truth
from .plan import draw
from .plan_runner import Troubles
from .process import HomeProcess
from .variants import FAST, draw_setting, killed_climate, make_cloud, names, unique_id
from .verdict import judge

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
            arrivals = Arrivals(cloud=cloud, cameras=setting.cameras)
            troubles = Troubles(cloud=cloud, home=home)
            settle = partial(arrivals.settle, home.log, longest=climate.settling)
            arrivals.store_old()
            await troubles.start_under(plan.first)
            await troubles.live(plan, arrivals.planned(plan), arrivals.store)
            if climate.absence:
                # What a sweep has to find must be found before: it looks back a day.
                await settle(quiet=0)
                await troubles.stay_away(climate.absence, clock.leap, arrivals.store)
            await settle(quiet=climate.quiet)
            await home.stop()
    truth = Truth(
        stored=arrivals.stored(),
        clock=troubles.clock,
        max_age=setting.max_age,
        late_are_shown=setting.late_are_shown,
    )
    _write(folder, "witness", home.log.lines)
    _write(folder, "plan", [asdict(item) for item in (*plan.incidents, *plan.restarts)])
    _write(folder, "truth", [asdict(item) for item in truth.stored])
    return Outcome(
        job=job,
        verdict=judge(truth, home.log.lines),
        incidents=Counter(item.kind for item in (plan.first, *plan.incidents)),
        restarts=troubles.restarts,
        near=troubles.near(arrivals.listed.values()),
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
