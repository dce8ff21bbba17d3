"""A simulated cloud, and a Home Assistant that does not know it yet."""

import asyncio
from collections.abc import AsyncGenerator
import contextlib
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
import shutil

import aiohttp

from scripts.demo.client import Home, logged_in
from scripts.demo.initial_config import add_user, seed
from scripts.demo.processes import keep
from scripts.demo.settings import Settings
from simulator import Cloud, CloudServer
from simulator.alive import demo_cloud, next_event

from .home_log import HomeLog

CAMERAS = 4
# As in the demo: an event is not listed at once.
LISTING_DELAY = timedelta(seconds=1)
# A past for the media browser to show.
PAST_EVENTS = 48
BETWEEN = timedelta(minutes=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Both of them, and a way to speak to Home Assistant beside the browser."""

    settings: Settings
    cloud: Cloud
    home: Home
    log: HomeLog

    def camera_id(self, name: str) -> int:
        """Return the id of the camera of this name."""
        cameras = self.cloud.cameras.values()
        return next(camera.id for camera in cameras if camera.name == name)


@contextlib.asynccontextmanager
async def staged(settings: Settings, hass: Path) -> AsyncGenerator[Stage]:
    """Set up from nothing, and end both afterwards.

    When Home Assistant ends by itself, the body is cancelled and DemoError raised, in a
    group.
    """
    shutil.rmtree(settings.folder, ignore_errors=True)
    seed(settings)
    log = settings.folder / "home-assistant.log"
    await add_user(settings, hass, log)
    cloud = demo_cloud(CAMERAS, 0)
    cloud.listing_delay = LISTING_DELAY
    random = Random(0)
    for number in range(PAST_EVENTS, 0, -1):
        camera, kind, meta = next_event(random, cloud)
        cloud.raise_event(camera.id, kind, meta, cloud.now() - number * BETWEEN)
    words = (str(hass), "-c", str(settings.config), "--skip-pip")
    async with (
        CloudServer(cloud, port=settings.cloud_port),
        aiohttp.ClientSession() as session,
        asyncio.TaskGroup() as group,
    ):
        running = group.create_task(keep("Home Assistant", log, *words))
        try:
            async with logged_in(session, settings.url) as home:
                yield Stage(settings=settings, cloud=cloud, home=home, log=HomeLog(log))
        finally:
            running.cancel()
