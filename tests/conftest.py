"""What all tests share: a simulated cloud on loopback and entries that use it."""

import asyncio
from collections.abc import AsyncGenerator, Generator
from datetime import timedelta
import gc
import logging
from types import ModuleType
from typing import Any, Protocol

import freezegun.api
from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import CONF_TOKEN, CONF_URL, CONF_VERIFY_SSL
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

# Before the first `hass`, or the plug-in's own `custom_components` package wins.
from custom_components.vxg.const import DOMAIN
from simulator import Cloud, CloudServer

from . import LISTENER

CAMERA_ID = 310245


class Pass(Protocol):
    """Lets seconds pass, again and again if told, all timers and polls in them done."""

    async def __call__(self, seconds: float, *, times: int = 1) -> None: ...


@pytest.fixture(autouse=True)
def _custom_integrations(enable_custom_integrations: None) -> None:
    """Let Home Assistant load ours."""


def _attributes_of_time(module: ModuleType) -> list[tuple[str, Any]]:
    """Return what a module holds of the clock; freezing looks into all modules.

    A module is looked through anew when its attributes have become more or less.
    """
    content = module.__dict__
    known = _OF_TIME.get(id(content))
    if known is None or known[0] != len(content):
        found = [
            (name, value) for name, value in list(content.items()) if id(value) in _REAL
        ]
        known = _OF_TIME[id(content)] = (len(content), found, module)
    return known[1]


# What freezing replaces; and of each module: the number of attributes, those that it
# replaces, and the module itself, so that its id stays its own.
_REAL = {
    id(value) for name, value in vars(freezegun.api).items() if name.startswith("real_")
}
_OF_TIME: dict[int, tuple[int, list[tuple[str, Any]], ModuleType]] = {}


def pytest_configure() -> None:
    """Leave out what costs time and tells nothing."""
    # Most of what a test makes ends with it; to look for cycles rarely is enough.
    gc.set_threshold(20_000, 20, 20)
    freezegun.api._get_cached_module_attributes = _attributes_of_time
    # The plug-in has every statement of the recorder told, and all to standard error,
    # too, beside what is kept of each test.
    logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)
    root = logging.getLogger()
    for handler in list(root.handlers):
        if type(handler) is logging.StreamHandler:
            root.removeHandler(handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the slow ones, so that no process is busy long after the others."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(autouse=True)
async def enable_event_loop_debug() -> None:
    """See that nobody calls the loop from another thread, as its debug mode does.

    That mode as a whole also keeps a stack for each future, callback and task, which
    takes more time than all that a test is about.
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
def _up_to_date() -> Generator[None]:
    """Fail where Home Assistant says that we do what will not work for long."""
    yield
    assert not LISTENER.take()


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
    """Return an entry of the cloud's first camera, or of another token."""
    token = token or cloud.channel_token(CAMERA_ID)
    kwargs.setdefault("unique_id", f"127.0.0.1_{CAMERA_ID}")
    kwargs.setdefault("title", "Front door")
    return MockConfigEntry(
        domain=DOMAIN,
        data={CONF_TOKEN: token, CONF_URL: server.url, CONF_VERIFY_SSL: True},
        **kwargs,
    )


async def set_up(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Set an entry up and let its first poll end."""
    entry.add_to_hass(hass)
    await load(hass, entry)


async def load(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Load an entry, perhaps again, and let its first poll end."""
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)


def store(
    hass_storage: dict[str, Any],
    entry: MockConfigEntry,
    kind: str,
    content: dict[str, Any],
) -> None:
    """Put a file of an entry on disk before it is set up."""
    key = f"{DOMAIN}.{entry.entry_id}.{kind}"
    hass_storage[key] = {"key": key, "minor_version": 1, **content}


def logged(caplog: pytest.LogCaptureFixture, level: int = logging.WARNING) -> list[str]:
    """Return what we, and nobody else, logged at a level or above it."""
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
def pass_time(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> Pass:
    """Return a function that lets seconds pass, all timers and polls in them done."""

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
    """Return a loaded entry of one camera, under a clock that the test moves."""
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    return entry
