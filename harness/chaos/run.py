"""Run of a job, from the seed to the verdict."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
import contextlib
from dataclasses import asdict, replace
from functools import partial
from http import HTTPStatus
import json
import logging
from operator import itemgetter
from pathlib import Path
import re
import shutil
import tempfile
import time
from typing import override

from simulator import CloudServer

from .clock import FastClock
from .config import write_config
from .event_source import EventSource
from .home import Home, InProcessHome
from .house_faults import ForeignError, HouseFaults
from .images import wrong_images
from .jobs import Job, Outcome
from .observations import GroundTruth, Line
from .plan import Absence, Arrival, HouseFault, Incident, Restart, draw_plan
from .plan_runner import PlanRunner
from .presses import Presses, wrong_presses
from .probe import ENTRY_ID, NEIGHBOR_CAMERA, NEIGHBOR_ID
from .process import SubprocessHome
from .variants import (
    FAST_PROFILE,
    draw_setting,
    kill_profile,
    make_cloud,
    names,
    unique_id,
)
from .verdict import evaluate

# A traceback, from its first line to the error.
TRACEBACK = re.compile(r"Traceback \(most recent call last\):\n(?:[ \t].*\n)+.*")


def run(job: Job, clock: FastClock) -> Outcome:
    """Run a job with the clock of this process."""
    with contextlib.ExitStack() as stack:
        folder = job.keep
        if folder is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder = folder / f"seed-{job.seed}{'-killed' if job.kills else ''}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        errors = _TracebackCollector()
        logging.getLogger().addHandler(errors)
        with asyncio.Runner(loop_factory=clock.make_loop) as runner:
            outcome = runner.run(_run(job, clock, folder))
        output = folder / "output.log"
        if output.exists():
            errors.search(output.read_text(encoding="utf-8", errors="replace"))
        outcome.errors = errors.tracebacks
        return outcome


async def _run(job: Job, clock: FastClock, folder: Path) -> Outcome:
    setting = draw_setting(job.seed, killed=job.kills > 0)
    profile = kill_profile(job.kills) if job.kills else FAST_PROFILE
    profile = replace(profile, events=job.events)
    plan = draw_plan(job.seed, profile, names(), len(setting.cameras))
    cloud, token = make_cloud(setting)
    started = time.perf_counter()
    async with CloudServer(cloud) as server:
        write_config(
            folder,
            url=f"http://{'localhost' if setting.cookies else server.host}:{server.port}",
            token=token,
            unique_id=unique_id(setting),
            options=setting.options,
            neighbor=cloud.channel_token(NEIGHBOR_CAMERA) if setting.neighbor else None,
        )
        async with _home(job, folder, clock) as home:
            source = EventSource(cloud=cloud, cameras=setting.cameras)
            beside = EventSource(cloud=cloud, cameras=[NEIGHBOR_CAMERA])
            presses = Presses()

            def forget() -> None:
                source.forget()
                beside.forget()

            house = HouseFaults(
                clock=clock,
                arrive=source.store,
                press=lambda count: presses.press(home.hass, count),
                emit=home.log.add,
            )
            runner = PlanRunner(
                cloud=cloud,
                home=home,
                clock=clock,
                house=house,
                folder=folder,
                forget=forget,
                cameras=setting.cameras,
                token=token,
                neighbor=setting.neighbor,
            )
            wait_until_delivered = partial(
                source.wait_until_delivered, home.log, deadline=profile.delivery_timeout
            )
            source.store_initial()
            actions = list(source.planned_actions(plan))
            if setting.neighbor:
                beside.store_initial()
                # At some of the same times, for its one camera.
                actions += beside.planned_actions(
                    replace(plan, arrivals=_of_neighbor(plan.arrivals))
                )
                actions.sort(key=itemgetter(0))
            await runner.start_during(plan.first)
            await runner.run_plan(plan, actions, source.store)
            await presses.finish()
            missing = set[int]()
            if profile.downtime:
                # Sweeps look back a day, so they must find everything before.
                await wait_until_delivered(quiet=profile.quiet)
                missing = source.missing_images(home.log)
                await runner.long_downtime(
                    profile.downtime, clock.advance, source.store
                )
            await beside.wait_until_delivered(
                home.log, deadline=profile.delivery_timeout, quiet=0
            )
            await wait_until_delivered(quiet=profile.quiet)
            missing |= source.missing_images(home.log)
            await home.stop()
    truth = GroundTruth(
        stored=source.stored(),
        clock=runner.cloud_clock,
        max_age=setting.max_age,
        late_are_shown=setting.late_are_shown,
        odd_times=runner.odd_times,
        standstills=house.standstills,
        unnoticed=house.unnoticed,
        absences=runner.absences,
        group=setting.group,
        polled_together=not setting.group or setting.group_list == HTTPStatus.OK,
    )
    verdict = evaluate(truth, _lines_of(ENTRY_ID, home.log.lines))
    if setting.neighbor:
        alone = replace(
            truth,
            stored=beside.stored(),
            absences=(),
            group=False,
            polled_together=True,
        )
        other = evaluate(alone, _lines_of(NEIGHBOR_ID, home.log.lines))
        verdict.neighbor = [
            f"{name} {key}" for name, keys in other.violations.items() for key in keys
        ]
        _write(folder, "neighbor", [asdict(other)])
    verdict.creates_lost, verdict.creates_repeated = wrong_presses(
        presses.presses,
        truth.stored,
        home.log.lines,
        {setting.cameras.index(camera): end for camera, _, end in runner.absences},
    )
    verdict.images_lost = sorted(missing)
    verdict.images_overlooked, verdict.images_repeated, verdict.images_unexpected = (
        wrong_images(truth, _lines_of(ENTRY_ID, home.log.lines))
    )
    _write(folder, "probe", home.log.lines)
    disruptions: list[Incident | Restart | HouseFault | Absence] = [
        *plan.incidents,
        *plan.restarts,
        *plan.house_faults,
        *plan.absences,
    ]
    _write(folder, "plan", [asdict(item) for item in disruptions])
    _write(folder, "truth", [asdict(item) for item in truth.stored])
    _write(folder, "clock", [{"at": at, "ahead": by} for at, by in truth.clock])
    _write(folder, "presses", [asdict(item) for item in presses.presses])
    return Outcome(
        job=job,
        verdict=verdict,
        incidents=Counter(item.kind for item in (plan.first, *plan.incidents))
        + Counter(item.kind for item in plan.house_faults)
        + Counter(
            absences=len(plan.absences),
            cookies=int(setting.cookies),
            neighbors=int(setting.neighbor),
        ),
        restarts=runner.restarts,
        near_share=runner.near_share(item.listed for item in source.arrived),
        seconds=time.perf_counter() - started,
    )


@contextlib.asynccontextmanager
async def _home(job: Job, folder: Path, clock: FastClock) -> AsyncIterator[Home]:
    if not job.kills:
        yield InProcessHome(folder, clock)
        return
    home = SubprocessHome(folder)
    try:
        yield home
    finally:
        await home.close()


def _lines_of(entry_id: str, lines: Iterable[Line]) -> list[Line]:
    """Return the lines about an entry, and about no single one."""
    return [line for line in lines if line.get("entry", entry_id) == entry_id]


def _of_neighbor(arrivals: Sequence[Arrival]) -> list[Arrival]:
    return [replace(arrival, camera=0, count=1) for arrival in arrivals[::5]]


def _write(folder: Path, name: str, lines: list[dict[str, object]]) -> None:
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")


class _TracebackCollector(logging.Handler):
    """Collector of tracebacks through the integration from logs."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.setFormatter(logging.Formatter())
        self.tracebacks: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.search(self.format(record))

    def search(self, text: str) -> None:
        """Collect the tracebacks of a log."""
        for traceback in TRACEBACK.findall(text):
            # A foreign error is expected, and logged once with its traceback.
            if (
                "custom_components/vxg" in traceback
                and ForeignError.__name__ not in traceback
            ):
                self.tracebacks.append(traceback)
