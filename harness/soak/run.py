"""Execution of a run, and its figures."""

import asyncio
from collections.abc import AsyncIterator
import contextlib
from functools import partial
from pathlib import Path
from random import Random
import time

import aiohttp

from harness.chaos.config import write_config
from harness.chaos.observations import GroundTruth, StoredEvent
from harness.chaos.process import SubprocessHome
from harness.chaos.verdict import evaluate
from scripts.e2e_tour.home_log import LogFile
from simulator import Cloud, CloudServer

from .api_client import ApiClient
from .camera_churn import CameraChurn
from .config import add_shortened_integration, base_url
from .event_generator import EventGenerator
from .limits import POLLS, Limits
from .measure import storage
from .media_reader import MediaReader
from .outages import Outages
from .poll_counter import PollCounter
from .report import Figures
from .user_activity import UserActivity
from .workload import Workload, say

BASE = range(101, 109)

# The short interval lets the cloud's responses determine the rate of polls; the low
# maximum age limits how many events a poll looks through.
OPTIONS = {"poll_interval": 0.02, "max_age": 10, "hold_time": 1}

SIREN = {"name": "siren", "receive": True, "caps": {"can_be_triggered": True}}


def make_cloud() -> Cloud:
    """Return a cloud with the permanent cameras."""
    cloud = Cloud()
    for camera_id in BASE:
        camera = cloud.add_camera(camera_id, f"Camera {camera_id}")
        camera.add_type({"name": "doorbell", "custom": True})
        camera.add_type(SIREN)
    return cloud


async def run(folder: Path, limits: Limits, seed: int) -> Figures:
    """Execute a run in an empty folder."""
    cloud = make_cloud()
    token = cloud.group_token()
    async with CloudServer(cloud) as server:
        write_config(
            folder,
            url=server.url,
            token=token,
            unique_id="127.0.0.1_group_900000",
            options=OPTIONS,
        )
        url = base_url(folder)
        home = SubprocessHome(
            folder, partial(add_shortened_integration, factor=limits.factor)
        )
        try:
            async with _start_workload(
                folder, limits, server, home, url, Random(seed)
            ) as workload:
                workload.outages.token = token
                return await _run_workload(folder, limits, workload)
        finally:
            await home.close()


@contextlib.asynccontextmanager
async def _start_workload(
    folder: Path,
    limits: Limits,
    server: CloudServer,
    home: SubprocessHome,
    url: str,
    random: Random,
) -> AsyncIterator[Workload]:
    """Start Home Assistant, and provide the workload."""
    cloud = server.cloud
    await home.start()
    while not any(line["kind"] == "started" for line in home.log.lines):
        await home.log.next(kind="started")
    key = next(line["key"] for line in home.log.lines if line["kind"] == "key")
    async with aiohttp.ClientSession() as session:
        client = ApiClient(session, url, key)
        entities = await client.entities()
        events = EventGenerator(cloud, home.log, random)
        events.camera_ids.update(BASE)
        polls = PollCounter(cloud)
        log = LogFile(folder / "output.log")
        workload = Workload(
            limits=limits,
            cloud=cloud,
            home=home,
            client=client,
            events=events,
            polls=polls,
            outages=Outages(
                server=server,
                log=log,
                random=random,
                polls=polls,
            ),
            churn=CameraChurn(cloud=cloud, events=events, client=client),
            user_activity=UserActivity(client=client, random=random, entities=entities),
            media=MediaReader(client=client, cloud=cloud, log=log, random=random),
            random=random,
            base=list(BASE),
        )
        workload.outages.restore()
        yield workload


async def _run_workload(folder: Path, limits: Limits, workload: Workload) -> Figures:
    started = time.monotonic()
    # Warm up, so that one-time costs come before the comparison.
    async with workload.background_load():
        await asyncio.sleep(limits.idle_seconds)
        if limits.checks_leftovers:
            await workload.run_cycle()
    warm = await workload.wait_idle()
    database_before = await workload.recorded(folder)
    await workload.run_events_only()
    database_after_events = await workload.recorded(folder)
    say(f"warm and calm after {time.monotonic() - started:.0f} s")
    workload.events.includes_old = True
    await workload.run(limits.share(POLLS))
    workload.events.includes_old = False
    say(f"the day is over after {time.monotonic() - started:.0f} s")
    end = await workload.wait_idle()
    database_at_end = await workload.recorded(folder)
    await workload.home.stop()
    lines = workload.home.log.lines
    truth = GroundTruth(
        stored=[
            StoredEvent(
                id=event.id,
                camera=event.camera_id,
                time=event.time.timestamp(),
                listed=event.listed_at.timestamp(),
            )
            for event in workload.cloud.events
        ],
        clock=[(0.0, 0.0)],
        max_age=OPTIONS["max_age"],
    )
    records = list(workload.outages.log._records())
    return Figures(
        limits=limits,
        seconds=time.monotonic() - started,
        polls=workload.polls.number,
        delivery=evaluate(truth, lines),
        outages=workload.outages.effective,
        kinds=workload.outages.kinds,
        reloads=sum(line.get("state") == "loaded" for line in lines) - 1,
        new_tokens=workload.new_tokens,
        cameras=(workload.churn.added, workload.churn.removed),
        types=workload.churn.types,
        succeeded=workload.user_activity.succeeded,
        failed=workload.user_activity.failed,
        media_whole=workload.media.whole,
        media_failed=workload.media.failed,
        media_wrong=workload.media.wrong,
        samples=workload.samples,
        warm=warm,
        end=end,
        databases=(database_before, database_after_events, database_at_end),
        storage=storage(folder),
        log_problems=[
            record.text for record in workload.outages.log.problems() if record.is_ours
        ],
        tracebacks=[
            record.text for record in records if "custom_components/vxg" in record.text
        ],
    )
