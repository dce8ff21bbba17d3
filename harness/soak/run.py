"""A run from its beginning to its figures."""

import asyncio
from collections.abc import AsyncIterator
import contextlib
from functools import partial
from pathlib import Path
from random import Random
import time

import aiohttp

from harness.chaos.config import write_config
from harness.chaos.observations import Stored, Truth
from harness.chaos.process import HomeProcess
from harness.chaos.verdict import judge
from scripts.e2e_tour.home_log import HomeLog
from simulator import Cloud, CloudServer

from .api_client import Owner
from .camera_churn import Guests
from .config import add_soaked, address
from .event_generator import Events
from .limits import POLLS, Limits
from .measure import storage
from .outages import Weather
from .poll_counter import Polls
from .report import Figures
from .user_activity import Household
from .workload import Day, say

BASE = range(101, 109)

# Short, so that the pace is that of the cloud's answers; and late comes early, so that
# what a poll looks through is not more than it must be.
OPTIONS = {"poll_interval": 0.02, "max_age": 10, "hold_time": 1}

SIREN = {"name": "siren", "receive": True, "caps": {"can_be_triggered": True}}


def make_cloud() -> Cloud:
    """Return a cloud with the cameras that stay."""
    cloud = Cloud()
    for camera_id in BASE:
        camera = cloud.add_camera(camera_id, f"Camera {camera_id}")
        camera.add_type({"name": "doorbell", "custom": True})
        camera.add_type(SIREN)
    return cloud


async def run(folder: Path, limits: Limits, seed: int) -> Figures:
    """Run once in an empty folder."""
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
        url = address(folder)
        home = HomeProcess(folder, partial(add_soaked, factor=limits.factor))
        try:
            async with _day(folder, limits, server, home, url, Random(seed)) as day:
                day.weather.token = token
                return await _live(folder, limits, day)
        finally:
            await home.close()


@contextlib.asynccontextmanager
async def _day(
    folder: Path,
    limits: Limits,
    server: CloudServer,
    home: HomeProcess,
    url: str,
    random: Random,
) -> AsyncIterator[Day]:
    """Start the house and let the owner in."""
    cloud = server.cloud
    await home.start()
    while not any(line["kind"] == "started" for line in home.log.lines):
        await home.log.next(kind="started")
    key = next(line["key"] for line in home.log.lines if line["kind"] == "key")
    async with aiohttp.ClientSession() as session:
        owner = Owner(session, url, key)
        entities = await owner.entities()
        events = Events(cloud, home.log, random)
        events.seeing.update(BASE)
        polls = Polls(cloud)
        day = Day(
            limits=limits,
            cloud=cloud,
            home=home,
            owner=owner,
            events=events,
            polls=polls,
            weather=Weather(
                server=server,
                log=HomeLog(folder / "output.log"),
                random=random,
                polls=polls,
            ),
            guests=Guests(cloud=cloud, events=events, owner=owner),
            household=Household(owner=owner, random=random, entities=entities),
            random=random,
            base=list(BASE),
        )
        day.weather.clear()
        yield day


async def _live(folder: Path, limits: Limits, day: Day) -> Figures:
    began = time.monotonic()
    # All that is done once is done before anything is compared.
    async with day.busy():
        await asyncio.sleep(limits.rest)
        if limits.is_judged:
            await day.circle()
    warm = await day.rest()
    at_first = await day.recorded(folder)
    await day.calm()
    after_calm = await day.recorded(folder)
    say(f"warm and calm after {time.monotonic() - began:.0f} s")
    day.events.old = True
    await day.pass_(limits.share(POLLS))
    day.events.old = False
    say(f"the day is over after {time.monotonic() - began:.0f} s")
    end = await day.rest()
    at_last = await day.recorded(folder)
    await day.home.stop()
    lines = day.home.log.lines
    truth = Truth(
        stored=[
            Stored(
                id=event.id,
                camera=event.camera_id,
                time=event.time.timestamp(),
                listed=event.listed_at.timestamp(),
            )
            for event in day.cloud.events
        ],
        clock=[(0.0, 0.0)],
        max_age=OPTIONS["max_age"],
    )
    records = list(day.weather.log._records())
    return Figures(
        limits=limits,
        took=time.monotonic() - began,
        polls=day.polls.number,
        delivery=judge(truth, lines),
        outages=day.weather.met,
        kinds=day.weather.kinds,
        reloads=sum(line.get("state") == "loaded" for line in lines) - 1,
        new_tokens=day.new_tokens,
        cameras=(day.guests.came, day.guests.went),
        types=day.guests.types,
        used=day.household.done,
        refused=day.household.refused,
        samples=day.samples,
        warm=warm,
        end=end,
        databases=(at_first, after_calm, at_last),
        storage=storage(folder),
        complaints=[record.text for record in day.weather.log.loud() if record.is_ours],
        tracebacks=[
            record.text for record in records if "custom_components/vxg" in record.text
        ],
    )
