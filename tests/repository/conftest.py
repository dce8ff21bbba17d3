"""Fixtures for tests of blueprints."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.automation.helpers import async_get_blueprints
from homeassistant.components.blueprint.importer import fetch_blueprint_from_url
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from simulator import Cloud, CloudServer

from ..common.automations import add_automations, calls_of
from ..common.blueprints import FOLDER, USES, YARD, Use, is_automation, running
from ..conftest import PassTime, set_up_group


@pytest.fixture
async def go_on(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> AsyncGenerator[PassTime]:
    """Return a function that lets seconds pass while automations may wait meanwhile."""

    async def go_on(seconds: float) -> None:
        freezer.tick(timedelta(seconds=seconds))
        async_fire_time_changed(hass)
        # Waiting for tasks would not notice that they begin to wait for a test.
        for _ in range(1_000_000):
            if all(map(is_automation, running(hass))):
                break
            await asyncio.sleep(0)
        # Those that waited long enough get their turns.
        for _ in range(50):
            await asyncio.sleep(0)

    yield go_on
    await hass.services.async_call(
        "automation", "turn_off", {"entity_id": "all"}, blocking=True
    )


@pytest.fixture
async def files(socket_enabled: None) -> AsyncGenerator[TestServer]:
    """Serve the blueprints."""
    app = web.Application()
    app.router.add_static("/", FOLDER)
    async with TestServer(app) as server:
        yield server


@pytest.fixture
def use(hass: HomeAssistant, files: TestServer, tmp_path: Path) -> Use:
    """Return a function that imports a blueprint and sets an automation up with it."""

    async def use(name: str, **inputs: Any) -> None:
        hass.config.config_dir = str(tmp_path)
        assert await async_setup_component(hass, "blueprint", {})
        url = str(files.make_url(f"/{name}.yaml"))
        imported = await fetch_blueprint_from_url(hass, url)
        assert imported.blueprint.validate() is None
        (path,) = (path for path in USES if path.endswith(f"/{name}.yaml"))
        await async_get_blueprints(hass).async_add_blueprint(imported.blueprint, path)
        documented = USES[path]["use_blueprint"]["input"]
        use = {"path": path, "input": documented | inputs}
        await add_automations(hass, {**USES[path], "use_blueprint": use})

    return use


@pytest.fixture
async def phone(hass: HomeAssistant, tmp_path: Path) -> tuple[str, list[Any]]:
    """Return the device of a phone with the app, and what is pushed to it."""
    entry = MockConfigEntry(
        domain="mobile_app",
        data={
            "app_data": {"push_token": "token", "push_url": "http://127.0.0.1/push"},
            "app_id": "io.test",
            "app_name": "Test",
            "app_version": "1",
            "device_id": "phone",
            "device_name": "Phone",
            "manufacturer": "Test",
            "model": "Test",
            "os_name": "Android",
            "os_version": "16",
            "secret": "1",
            "supports_encryption": False,
            "user_id": "1",
            "webhook_id": "hook",
        },
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    (device,) = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    return device.id, calls_of(hass, "notify.mobile_app_phone")


@pytest.fixture
async def group(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> MockConfigEntry:
    """Return a loaded entry of two cameras."""
    cloud.add_camera(YARD, "Yard")
    return await set_up_group(hass, cloud, server)
