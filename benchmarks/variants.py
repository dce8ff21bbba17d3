"""Variants that poll the same cameras, each in a Home Assistant of its own."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
import gc
import logging
from time import process_time
from typing import Any
from unittest.mock import patch

from homeassistant.const import EVENT_STATE_CHANGED, STATE_ON
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component

from .cloud import CloudAccess
from .costs import MODULES, OURS, resident_memory
from .home import add_entry, home_assistant
from .rest_config import DEFAULT_INTERVAL, config_per_camera, shared_config

# The integration's default, in seconds.
POLL_INTERVAL = 2

type Configure = Callable[[CloudAccess, int, int], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A variant; this integration if it has no `configure`. Times in seconds.

    `quick` is whether this integration polls faster for a while after an event.
    """

    name: str
    interval: int = POLL_INTERVAL
    hold: int = 5
    quick: bool = True
    configure: Configure | None = None


VARIANTS = (
    Variant(name="this integration"),
    Variant(name="the same, quick pace used up", quick=False),
    Variant(name="`rest`, a request for each camera", configure=config_per_camera),
    # A shorter hold time than two intervals would lose events.
    Variant(
        name="the same without `scan_interval`",
        interval=DEFAULT_INTERVAL,
        hold=2 * DEFAULT_INTERVAL,
        configure=config_per_camera,
    ),
    Variant(name="`rest`, one request for all", configure=shared_config),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedStates:
    """Recorded states, in Unix time.

    `switched` has by sensor when it turned on or off; `shown` has by event id when a
    state first named it as the newest event.
    """

    entities: int
    memory: int
    switched: dict[str, list[tuple[float, bool]]]
    shown: dict[int, float]


class StateRecorder:
    """Recorder of the states of one variant."""

    def __init__(self, hass: HomeAssistant, variant: Variant) -> None:
        self._hass = hass
        self._way = variant
        self._prefix = ""
        self._keys: dict[str, str] = {}
        self._switched: dict[str, list[tuple[float, bool]]] = {}
        self._shown: dict[int, float] = {}
        gc.collect()
        self._memory = resident_memory()
        self._entities = len(hass.states.async_all())

    async def set_up(self, access: CloudAccess) -> None:
        """Set up the variant for a cloud, and record states from now on."""
        variant = self._way
        if variant.configure is None:
            entry = await add_entry(
                self._hass, OURS, access, polls=True, hold_time=variant.hold
            )
            self._prefix = f"{entry.unique_id}_"
        else:
            config = variant.configure(access, variant.interval, variant.hold)
            assert await async_setup_component(self._hass, "rest", config)
        await self._hass.async_block_till_done(wait_background_tasks=True)
        self._hass.bus.async_listen(EVENT_STATE_CHANGED, self._handle_state)

    @callback
    def _handle_state(self, event: Event[Any]) -> None:
        state, before = event.data["new_state"], event.data["old_state"]
        if state is None:
            return
        written = state.last_updated_timestamp
        if state.domain == "binary_sensor":
            on = state.state == STATE_ON
            if before is None or on != (before.state == STATE_ON):
                key = self._key(state.entity_id)
                self._switched.setdefault(key, []).append((written, on))
        elif state.domain == "event" and "event_id" in state.attributes:
            self._shown.setdefault(state.attributes["event_id"], written)
        elif state.domain == "sensor" and self._way.configure is not None:
            number = state.state.partition(" ")[0]
            if number.isdigit():
                self._shown.setdefault(int(number), written)

    def _key(self, entity_id: str) -> str:
        if entity_id not in self._keys:
            entity = er.async_get(self._hass).async_get(entity_id)
            assert entity is not None
            self._keys[entity_id] = entity.unique_id.removeprefix(self._prefix)
        return self._keys[entity_id]

    async def measure_cpu(self, seconds: float) -> float:
        """Wait for some seconds; return the processor time of this process."""
        before = process_time()
        await asyncio.sleep(seconds)
        return process_time() - before

    async def recorded(self) -> RecordedStates:
        """Return the states so far, and the growth in entities and memory."""
        gc.collect()
        return RecordedStates(
            entities=len(self._hass.states.async_all()) - self._entities,
            memory=resident_memory() - self._memory,
            switched=self._switched,
            shown=self._shown,
        )


@asynccontextmanager
async def home_assistant_with_http() -> AsyncGenerator[HomeAssistant]:
    """Run a Home Assistant with its HTTP server."""
    async with home_assistant() as hass:
        assert await async_setup_component(hass, "http", {})
        yield hass


@asynccontextmanager
async def state_recorder(
    variant: Variant, small: CloudAccess
) -> AsyncGenerator[StateRecorder]:
    """Run a Home Assistant, after another one has imported all modules."""
    # It warns that another one ran in this process.
    logging.getLogger("homeassistant.helpers.frame").setLevel(logging.ERROR)
    with ExitStack() as stack:
        if not variant.quick:
            # As if the time for faster polls were used up.
            share = f"{MODULES[OURS]}.events.poll_interval.MAX_QUICK_TIME"
            stack.enter_context(patch(share, timedelta()))
        async with home_assistant_with_http() as hass:
            await StateRecorder(hass, variant).set_up(small)
        async with home_assistant_with_http() as hass:
            yield StateRecorder(hass, variant)
