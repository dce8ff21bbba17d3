"""A simulated cloud, and a new Home Assistant without the integration."""

import asyncio
from collections.abc import AsyncGenerator
import contextlib
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
import shutil

import aiohttp

from scripts.demo.client import HomeAssistantClient, logged_in_client
from scripts.demo.initial_config import add_user, write_initial_config
from scripts.demo.processes import supervise
from scripts.demo.settings import ROOT, Settings
from scripts.demo.storage_files import write_storage_file
from simulator import Cloud, CloudServer
from simulator.demo import demo_cloud
from simulator.scenes import raise_past_scenes

from .home_log import LogFile

CAMERAS = 4
GUEST_GROUP = "guests"
GUEST_CAMERA = "camera.driveway"
# As in the demo: events are not listed at once.
LISTING_DELAY = timedelta(seconds=1)


# Domain of the integration with a language model.
MODEL = "tour_model"


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """Both of them, with a client of Home Assistant and its log."""

    settings: Settings
    cloud: Cloud
    home: HomeAssistantClient
    log: LogFile

    def camera_id(self, name: str) -> int:
        """Return the id of a camera by its name."""
        cameras = self.cloud.cameras.values()
        return next(camera.id for camera in cameras if camera.name == name)


def _copy_integration(settings: Settings) -> None:
    """Replace the link to the integration by a copy, which steps may change."""
    folder = settings.config / "custom_components"
    folder.unlink()
    shutil.copytree(ROOT / "custom_components", folder)


def _add_guest_group(settings: Settings) -> None:
    """Add a group of users who may see one camera, and control nothing.

    The user interface has no such groups. Home Assistant adds its own ones.
    """
    policy = {"entities": {"entity_ids": {GUEST_CAMERA: {"read": True}}}}
    group = {"id": GUEST_GROUP, "name": "Guests", "policy": policy}
    data = {"users": [], "groups": [group], "credentials": [], "refresh_tokens": []}
    write_storage_file(settings.config / ".storage", "auth", (1, 1), data)


def _add_model(settings: Settings) -> None:
    """Add the integration with a language model to the configuration."""
    shutil.copytree(
        Path(__file__).parent / MODEL, settings.config / "custom_components" / MODEL
    )
    path = settings.config / "configuration.yaml"
    content = path.read_text(encoding="utf-8")
    path.unlink()
    path.write_text(f"{content}\n{MODEL}:\n", encoding="utf-8")


@contextlib.asynccontextmanager
async def running_environment(
    settings: Settings, hass: Path
) -> AsyncGenerator[Environment]:
    """Start both from scratch, and stop both afterwards.

    If Home Assistant exits, the body is cancelled and an exception group with a
    DemoError is raised.
    """
    shutil.rmtree(settings.folder, ignore_errors=True)
    write_initial_config(settings)
    _copy_integration(settings)
    _add_guest_group(settings)
    _add_model(settings)
    log = settings.folder / "home-assistant.log"
    await add_user(settings, hass, log)
    cloud = demo_cloud(CAMERAS, 0)
    cloud.listing_delay = LISTING_DELAY
    raise_past_scenes(cloud, 0)
    command = (str(hass), "-c", str(settings.config), "--skip-pip")
    async with (
        CloudServer(cloud, port=settings.cloud_port),
        aiohttp.ClientSession() as session,
        asyncio.TaskGroup() as group,
    ):
        running = group.create_task(supervise("Home Assistant", log, *command))
        try:
            async with logged_in_client(session, settings.url) as home:
                yield Environment(
                    settings=settings, cloud=cloud, home=home, log=LogFile(log)
                )
        finally:
            running.cancel()
