"""The ledger: what was taken for a save is on disk before anybody reads it again."""

import asyncio
from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import timedelta
import threading
from typing import Any
from unittest.mock import patch

from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers.storage import Store
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.vxg.ledger import Ledger


@dataclass
class Disk:
    """A slow disk: what is written arrives once it is released."""

    begun: asyncio.Event = field(default_factory=asyncio.Event)
    released: threading.Event = field(default_factory=threading.Event)
    written: list[int] = field(default_factory=list)


@pytest.fixture
def disk(hass: HomeAssistant) -> Generator[Disk]:
    """Return the disk that ledgers are written to."""
    disk = Disk()

    async def write(store: Store[Any], data: dict[str, Any]) -> None:
        number = data["data"]["number"]
        disk.begun.set()
        await hass.async_add_executor_job(disk.released.wait)
        disk.written.append(number)

    with patch.object(Store, "_async_write_data", write):
        yield disk
    disk.released.set()


@pytest.fixture
def state() -> dict[str, int]:
    """Return what the ledger keeps, which tests change."""
    return {"number": 1}


@pytest.fixture
def ledger(hass: HomeAssistant, state: dict[str, int]) -> Ledger:
    """Return a ledger."""
    return Ledger(hass, "one", lambda: dict(state))


async def begin_save(hass: HomeAssistant, ledger: Ledger, disk: Disk) -> None:
    ledger.changed()
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=2))
    await disk.begun.wait()


async def stop(hass: HomeAssistant, disk: Disk) -> None:
    """Stop Home Assistant; the disk writes on once that is waited for."""

    @callback
    def release(_event: Event) -> None:
        disk.released.set()

    hass.bus.async_listen_once(EVENT_HOMEASSISTANT_FINAL_WRITE, release)
    await hass.async_stop(force=True)


async def test_a_save_under_way_outlives_the_stop_of_home_assistant(
    hass: HomeAssistant, ledger: Ledger, disk: Disk
) -> None:
    await begin_save(hass, ledger, disk)
    await stop(hass, disk)

    assert disk.written == [1]


async def test_what_changes_during_a_save_is_kept_when_home_assistant_stops(
    hass: HomeAssistant, ledger: Ledger, state: dict[str, int], disk: Disk
) -> None:
    await begin_save(hass, ledger, disk)
    state["number"] = 2
    ledger.changed()
    await stop(hass, disk)

    assert disk.written == [1, 2]


async def test_whoever_saves_waits_for_the_save_under_way(
    hass: HomeAssistant, ledger: Ledger, disk: Disk
) -> None:
    await begin_save(hass, ledger, disk)
    save = asyncio.create_task(ledger.async_save())
    for _ in range(10):
        await asyncio.sleep(0)
    assert not save.done()
    disk.released.set()
    await save

    assert disk.written == [1]


async def test_nothing_is_saved_where_nothing_changed(
    hass: HomeAssistant, ledger: Ledger, disk: Disk
) -> None:
    disk.released.set()
    await ledger.async_save()
    assert not disk.written
    ledger.changed()
    await ledger.async_save()
    await ledger.async_save()
    assert disk.written == [1]
