"""Costs of polls, events and setup."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
import gc
from pathlib import Path
from time import perf_counter, thread_time
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator
from homeassistant.loader import DATA_INTEGRATIONS, Integration

from . import broadcast
from .cloud import CloudAccess
from .fake_session import EventPages, FakeSession, patch_sessions
from .home import add_entry, home_assistant
from .steps import StepStatistics, StepTimer

OURS = "vxg"
YARDSTICK = "broadcast"
MODULES = {OURS: "custom_components.vxg", YARDSTICK: "benchmarks.broadcast"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupCost:
    """Cost of a setup: wall and processor time in seconds, memory in bytes."""

    wall: float
    cpu: float
    memory: int
    entities: int


class Costs:
    """A Home Assistant with an entry of the integration and one of the yardstick."""

    def __init__(self, hass: HomeAssistant, access: CloudAccess) -> None:
        self._hass = hass
        self._place = access
        self._entries: dict[str, ConfigEntry] = {}
        self._sessions: dict[str, FakeSession] = {}
        self._pages = EventPages(access)

    async def warm_up(self, access: CloudAccess) -> None:
        """Set up and remove a small entry, so that all modules are imported."""
        for domain in MODULES:
            entry = await add_entry(self._hass, domain, access, polls=False)
            await self._hass.async_block_till_done()
            await self._hass.config_entries.async_remove(entry.entry_id)
        await self._hass.async_block_till_done()

    async def set_up(self, domain: str) -> SetupCost:
        """Set up an entry with nothing stored."""
        gc.collect()
        before = len(self._hass.states.async_all())
        memory, wall, cpu = resident_memory(), perf_counter(), thread_time()
        with patch_sessions(MODULES[domain], self._sessions):
            entry = await add_entry(self._hass, domain, self._place, polls=False)
        await self._hass.async_block_till_done()
        wall, cpu = perf_counter() - wall, thread_time() - cpu
        self._entries[domain] = entry
        await self._refresh(domain)
        gc.collect()
        return SetupCost(
            wall=wall,
            cpu=cpu,
            memory=resident_memory() - memory,
            entities=len(self._hass.states.async_all()) - before,
        )

    async def reload(self, domain: str) -> float:
        """Reload an entry; return the seconds of setup, without the unloading."""
        entry_id = self._entries[domain].entry_id
        await self._hass.config_entries.async_unload(entry_id)
        await self._hass.async_block_till_done()
        before = perf_counter()
        with patch_sessions(MODULES[domain], self._sessions):
            await self._hass.config_entries.async_setup(entry_id)
        await self._hass.async_block_till_done()
        duration = perf_counter() - before
        # With stored cameras, the first read happens in the background.
        await self._hass.async_block_till_done(wait_background_tasks=True)
        await self._refresh(domain)
        return duration

    async def idle(self, domain: str) -> float:
        """Return the processor time of a poll without new events."""
        return await self._refresh(domain)

    async def event(self, domain: str, count: int = 1) -> float:
        """Return the processor time of handling a page of `count` new events."""
        session = self._sessions[MODULES[domain]]
        session.body = self._pages.page(count)
        cost = await self._refresh(domain)
        session.body = None
        return cost

    async def preload(self, domain: str, count: int) -> None:
        """Read a page that the following polls return again, all of it known."""
        session = self._sessions[MODULES[domain]]
        session.body = self._pages.page(count)
        await self._refresh(domain)

    async def stats(
        self, rounds: int, method: str, domain: str, *args: Any
    ) -> StepStatistics:
        """Return how long single steps block the loop during another measurement."""
        with StepTimer(MODULES[domain]) as steps:
            for _ in range(rounds):
                await getattr(self, method)(domain, *args)
        return steps.stats

    async def _refresh(self, domain: str) -> float:
        data = self._entries[domain].runtime_data
        coordinator: DataUpdateCoordinator[Any] = (
            data.events if domain == OURS else data
        )
        before = thread_time()
        await coordinator.async_refresh()
        cost = thread_time() - before
        assert coordinator.last_update_success
        # The step timer needs the callback to end.
        await asyncio.sleep(0)
        return cost


def resident_memory() -> int:
    """Return the resident memory of this process in bytes."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * 4096


@asynccontextmanager
async def costs(access: CloudAccess) -> AsyncGenerator[Costs]:
    """Run a Home Assistant that knows the yardstick."""
    async with home_assistant() as hass:
        folder = Path(broadcast.__file__).parent
        hass.data[DATA_INTEGRATIONS][YARDSTICK] = Integration(
            hass,
            MODULES[YARDSTICK],
            folder,
            broadcast.MANIFEST,
            {path.name for path in folder.iterdir()},
        )
        yield Costs(hass, access)
