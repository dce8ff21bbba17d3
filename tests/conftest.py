"""Fixtures of all tests: a simulated cloud on loopback, and entries that use it."""

import asyncio
from collections.abc import AsyncGenerator, Generator
from datetime import timedelta
import gc
import logging
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

import freezegun.api
from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import CONF_TOKEN, CONF_URL, CONF_VERIFY_SSL
from homeassistant.core import HomeAssistant
from homeassistant.util import executor
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

# Imported before the first `hass`, or the plug-in's `custom_components` package is used.
from custom_components.vxg.const import DOMAIN
from simulator import Cloud, CloudServer

from . import DEPRECATIONS

CAMERA_ID = 310245
SMALL_BUNDLE = Path(__file__).parent / "frontend" / "bundle.js"


class PassTime(Protocol):
    """Moves the clock by a number of seconds, and runs the timers and polls that are due."""

    async def __call__(self, seconds: float, *, times: int = 1) -> None: ...


@pytest.fixture(autouse=True)
def _custom_integrations(enable_custom_integrations: None) -> None:
    """Let Home Assistant load this integration."""


def _frozen_attributes(module: ModuleType) -> list[tuple[str, Any]]:
    """Return a module's attributes that freezegun replaces; it searches all modules.

    The result is cached until the number of the module's attributes changes.
    """
    content = module.__dict__
    cached = _CACHE.get(id(content))
    if cached is None or cached[0] != len(content):
        attributes = [
            (name, value)
            for name, value in list(content.items())
            if id(value) in _REAL_IDS
        ]
        cached = _CACHE[id(content)] = (len(content), attributes, module)
    return cached[1]


# Ids of the objects that freezegun replaces. By id of each module: its number of attributes,
# those that are replaced, and the module itself, which keeps the id unique.
_REAL_IDS = {
    id(value) for name, value in vars(freezegun.api).items() if name.startswith("real_")
}
_CACHE: dict[int, tuple[int, list[tuple[str, Any]], ModuleType]] = {}


def pytest_configure() -> None:
    """Skip slow work that no test needs."""
    # Most objects are freed at the end of a test, so cycles are rarely collected.
    gc.set_threshold(20_000, 20, 20)
    freezegun.api._get_cached_module_attributes = _frozen_attributes
    # The plug-in logs every statement of the recorder, and all messages to standard error
    # in addition to the captured log of each test.
    logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)
    # On a busy machine, idle threads need a while to end. One that is interrupted meanwhile
    # does not wake the next one, which then stays.
    executor.EXECUTOR_SHUTDOWN_TIMEOUT = 200
    root = logging.getLogger()
    for handler in list(root.handlers):
        if type(handler) is logging.StreamHandler:
            root.removeHandler(handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run slow tests first, so that all worker processes end at about the same time."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(autouse=True)
async def enable_event_loop_debug() -> None:
    """Fail on calls of the event loop from other threads, as its debug mode does.

    The whole debug mode also stores a stack trace for each future, callback and task,
    which is slower than the tests themselves.
    """
    loop: Any = asyncio.get_running_loop()
    call_soon, call_at = loop.call_soon, loop.call_at

    def checked_soon(callback: Any, *args: Any, **kwargs: Any) -> asyncio.Handle:
        loop._check_thread()
        return call_soon(callback, *args, **kwargs)

    def checked_at(
        when: float, callback: Any, *args: Any, **kwargs: Any
    ) -> asyncio.Handle:
        loop._check_thread()
        return call_at(when, callback, *args, **kwargs)

    loop.call_soon, loop.call_at = checked_soon, checked_at


@pytest.fixture(autouse=True)
def _small_bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Serve a small bundle of the card, because compressing the real one takes time."""
    monkeypatch.setattr("custom_components.vxg.frontend.BUNDLE_FILE", SMALL_BUNDLE)


@pytest.fixture(autouse=True)
def _up_to_date() -> Generator[None]:
    """Fail on warnings of deprecated use."""
    yield
    assert not DEPRECATIONS.take()


@pytest.fixture
def cloud() -> Cloud:
    """Return a cloud with one camera."""
    cloud = Cloud()
    cloud.add_camera(CAMERA_ID, "Front door")
    return cloud


@pytest.fixture
async def server(cloud: Cloud, socket_enabled: None) -> AsyncGenerator[CloudServer]:
    """Serve the cloud on loopback."""
    async with CloudServer(cloud) as server:
        yield server


def make_entry(
    cloud: Cloud, server: CloudServer, *, token: str | None = None, **kwargs: Any
) -> MockConfigEntry:
    """Return an entry with the token of the first camera, or another token."""
    token = token or cloud.channel_token(CAMERA_ID)
    kwargs.setdefault("unique_id", f"127.0.0.1_{CAMERA_ID}")
    kwargs.setdefault("title", "Front door")
    return MockConfigEntry(
        domain=DOMAIN,
        data={CONF_TOKEN: token, CONF_URL: server.url, CONF_VERIFY_SSL: True},
        **kwargs,
    )


async def set_up(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Set up an entry, and wait for its first poll."""
    entry.add_to_hass(hass)
    await load(hass, entry)


async def load(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Load or reload an entry, and wait for its first poll."""
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)


def store(
    hass_storage: dict[str, Any],
    entry: MockConfigEntry,
    kind: str,
    content: dict[str, Any],
) -> None:
    """Store a file of an entry before it is set up."""
    key = f"{DOMAIN}.{entry.entry_id}.{kind}"
    hass_storage[key] = {"key": key, "minor_version": 1, **content}


def logged(caplog: pytest.LogCaptureFixture, level: int = logging.WARNING) -> list[str]:
    """Return the messages that this integration logged at a level or above."""
    return [
        record.getMessage()
        for record in caplog.records
        if record.levelno >= level and record.name.startswith("custom_comp")
    ]


async def set_up_group(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> MockConfigEntry:
    """Set up an entry of all cameras of the cloud, and return it."""
    entry = make_entry(cloud, server, token=cloud.group_token(), unique_id="group")
    await set_up(hass, entry)
    return entry


@pytest.fixture
def pass_time(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> PassTime:
    """Return a function that moves the clock, and runs the timers and polls that are due."""

    async def pass_time(seconds: float, *, times: int = 1) -> None:
        for _ in range(times):
            freezer.tick(timedelta(seconds=seconds))
            async_fire_time_changed(hass)
            await hass.async_block_till_done(wait_background_tasks=True)

    return pass_time


@pytest.fixture
async def entry(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    freezer: FrozenDateTimeFactory,
) -> MockConfigEntry:
    """Return a loaded entry of one camera; the test moves the clock."""
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    return entry
