"""Home Assistant under test: the interface of both variants, and the in-process one."""

import asyncio
from pathlib import Path
from typing import Any, Protocol

from homeassistant import loader
from homeassistant.bootstrap import CORE_INTEGRATIONS, async_load_base_functionality
from homeassistant.config_entries import ConfigEntries
from homeassistant.core import HomeAssistant
from homeassistant.core_config import async_process_ha_core_config
from homeassistant.setup import async_setup_component
from homeassistant.util.async_ import get_scheduled_timer_handles

from .clock import FastClock
from .observations import Line
from .probe import (
    ENTRY_ID,
    World,
    watch_deliveries,
    watch_images,
    watch_reads,
    watch_reports,
    watch_saves,
)

HOME_ASSISTANT = ("homeassistant.", "custom_components.")


class ProbeLog:
    """Lines of the probe, and waiting for the next line with a content."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._waiting: list[tuple[Line, asyncio.Future[None]]] = []

    def add(self, line: Line) -> None:
        """Add a line, and wake those who wait for it."""
        self.lines.append(line)
        for content, future in self._waiting:
            if content.items() <= line.items() and not future.done():
                future.set_result(None)

    async def next(self, **content: Any) -> None:
        """Wait for the next line with this content."""
        item = content, asyncio.get_running_loop().create_future()
        self._waiting.append(item)
        try:
            await item[1]
        finally:
            self._waiting.remove(item)


class Home(Protocol):
    """A Home Assistant with one entry of the integration."""

    log: ProbeLog

    @property
    def hass(self) -> HomeAssistant | None:
        """Return the running instance if it is in this process."""

    async def start(self) -> None:
        """Start until the entry is loaded."""

    async def reload(self) -> None:
        """Reload the entry."""

    async def stop(self) -> None:
        """Stop in an orderly way."""

    async def kill(self) -> None:
        """Stop without warning."""


class InProcessHome:
    """Home Assistant without its frontend, in the event loop of this process.

    Each start creates a new instance from the files of the configuration folder.
    """

    def __init__(self, folder: Path, clock: FastClock) -> None:
        self.log = ProbeLog()
        self._folder = folder
        self._clock = clock
        self._hass: HomeAssistant | None = None
        World.time = staticmethod(clock.world_time)
        watch_reads(self.log.add)
        watch_images(self.log.add)
        watch_saves(self.log.add)

    async def start(self) -> None:
        """Start until the entry is loaded."""
        with self._clock.at_normal_speed():
            hass = self._hass = HomeAssistant(str(self._folder))
            loader.async_setup(hass)
            hass.config.skip_pip = True
            hass.config_entries = ConfigEntries(hass, {})
            await loader.async_get_custom_components(hass)
            await async_load_base_functionality(hass)
            await async_process_ha_core_config(hass, {})
            for domain in sorted(CORE_INTEGRATIONS):
                await async_setup_component(hass, domain, {})
            watch_deliveries(hass, self.log.add)
            watch_reports(hass, self.log.add)
            await async_setup_component(hass, "vxg", {})
            await hass.async_start()

    async def reload(self) -> None:
        """Reload the entry."""
        with self._clock.at_normal_speed():
            await self._running.config_entries.async_reload(ENTRY_ID)

    async def stop(self) -> None:
        """Stop in an orderly way."""
        with self._clock.at_normal_speed():
            await self._running.async_stop()
        self._hass = None
        _drop_timers()
        self.log.add({"kind": "ended", "at": self._clock.world_time()})

    async def kill(self) -> None:
        """Raise NotImplementedError, as this would need a separate process."""
        raise NotImplementedError

    @property
    def hass(self) -> HomeAssistant | None:
        """Return the running instance."""
        return self._hass

    @property
    def _running(self) -> HomeAssistant:
        if self._hass is None:
            raise RuntimeError("Home Assistant is not running")
        return self._hass


def _drop_timers() -> None:
    """Cancel Home Assistant's timers, as the end of a process would."""
    for handle in list(get_scheduled_timer_handles(asyncio.get_running_loop())):
        called: Any = handle._callback  # type: ignore[attr-defined]
        for owner in (called, type(getattr(called, "__self__", None))):
            if str(getattr(owner, "__module__", "")).startswith(HOME_ASSISTANT):
                handle.cancel()
