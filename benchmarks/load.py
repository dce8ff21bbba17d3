"""A large entry under load in a Home Assistant with the recorder."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, HomeAssistant, callback

from .cloud import CloudAccess
from .costs import MODULES, OURS
from .home import add_entry, home_assistant
from .steps import LoopLagMonitor, StepStatistics, StepTimer


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopMeasurement:
    """Lags and longest steps of the loop in seconds, and the work it did."""

    lags: list[float]
    stats: StepStatistics
    delivered: int = 0
    saves: int = 0


class Load:
    """A Home Assistant that polls on its own schedule."""

    def __init__(self, hass: HomeAssistant) -> None:
        self._hass = hass
        self._entry: ConfigEntry | None = None
        self._written: dict[int, float] = {}

    async def set_up(self, access: CloudAccess, options: dict[str, Any]) -> None:
        """Set up an entry, and record when event entities change."""
        self._hass.bus.async_listen(EVENT_STATE_CHANGED, self._handle_state)
        self._entry = await add_entry(self._hass, OURS, access, polls=True, **options)
        await self._hass.async_block_till_done()

    @callback
    def _handle_state(self, event: Event[Any]) -> None:
        state = event.data["new_state"]
        if state is not None and "event_id" in state.attributes:
            written = state.last_updated_timestamp
            self._written.setdefault(state.attributes["event_id"], written)

    async def measure(self, seconds: float) -> LoopMeasurement:
        """Measure the loop for some seconds."""
        with StepTimer(MODULES[OURS]) as steps:
            async with LoopLagMonitor() as lag:
                before = self._counts()
                await asyncio.sleep(seconds)
                after = self._counts()
        delivered, saves = (new - old for new, old in zip(after, before, strict=True))
        return LoopMeasurement(
            lags=lag.lags, stats=steps.stats, delivered=delivered, saves=saves
        )

    def _counts(self) -> tuple[int, int]:
        if self._entry is None:
            return 0, 0
        events = self._entry.runtime_data.events
        return events.dispatcher.dispatched_count, events.log_store.saves

    async def written(self) -> dict[int, float]:
        """Return the Unix time at which each event's state was written, by event id."""
        return self._written

    async def round_trips(self, rounds: int) -> list[float]:
        """Return the durations of polls without new events."""
        assert self._entry is not None
        durations = []
        for _ in range(rounds):
            before = perf_counter()
            await self._entry.runtime_data.events.async_refresh()
            durations.append(perf_counter() - before)
        return durations


@asynccontextmanager
async def load(recorder: bool) -> AsyncGenerator[Load]:
    """Run a Home Assistant, optionally with the recorder."""
    async with home_assistant(recorder=recorder) as hass:
        yield Load(hass)
