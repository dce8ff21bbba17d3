"""Storage of what was delivered, so that a restart neither repeats nor loses it."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.event import async_call_later
from homeassistant.helpers.storage import Store

from .const import DOMAIN, LEDGER_SAVE_DELAY, LEDGER_SAVE_INTERVAL

VERSION = 1


class Ledger:
    """One file of an entry's event log; nothing in it is secret.

    It does without the delayed saves of the store: the end of Home Assistant cancels one
    that is under way, and who loads again could not wait for it.
    """

    def __init__(
        self, hass: HomeAssistant, entry_id: str, snapshot: Callable[[], dict[str, Any]]
    ) -> None:
        """Keep what `snapshot` returns: a new object each time, as a thread writes it."""
        self._hass = hass
        self._snapshot = snapshot
        self._store = _store(hass, entry_id)
        self._unsaved = False
        self._saving = asyncio.Lock()
        self._timer: CALLBACK_TYPE | None = None
        self._last_chance: CALLBACK_TYPE | None = None
        self._next_save = 0.0
        self.saves = 0

    async def async_load(self) -> Mapping[str, Any] | None:
        """Return the stored snapshot, None where there is none.

        Raises ValueError for a file that this version cannot read.
        """
        try:
            return await self._store.async_load()
        # NotImplementedError is the store's word for a version that it cannot migrate.
        except (HomeAssistantError, NotImplementedError) as err:
            raise ValueError(str(err)) from err

    @callback
    def changed(self) -> None:
        """See to it that the present state is saved soon, or when all stops.

        A save that is pending is never pushed back: under steady events it would never come.
        """
        self._unsaved = True
        if self._last_chance is None:
            self._last_chance = self._hass.bus.async_listen_once(
                EVENT_HOMEASSISTANT_FINAL_WRITE, self._handle_final_write
            )
        if self._timer is None:
            wait = max(LEDGER_SAVE_DELAY, self._next_save - self._hass.loop.time())
            self._timer = async_call_later(self._hass, wait, self._handle_due)

    async def async_save(self) -> None:
        """Save now what is unsaved, and wait for a save that is under way."""
        for cancel in (self._timer, self._last_chance):
            if cancel is not None:
                cancel()
        self._timer = self._last_chance = None
        await self._save()

    @callback
    def _handle_due(self, _now: datetime) -> None:
        self._timer = None
        # Not eagerly: work that a task asks for before Home Assistant knows the task
        # counts as background, and that is cancelled first when all stops.
        self._hass.async_create_task(
            self._save(), f"save {self._store.key}", eager_start=False
        )

    async def _handle_final_write(self, _event: Event) -> None:
        # It is gone by itself.
        self._last_chance = None
        await self.async_save()

    async def _save(self) -> None:
        async with self._saving:
            if not self._unsaved:
                return
            self._unsaved = False
            self._next_save = self._hass.loop.time() + LEDGER_SAVE_INTERVAL
            self.saves += 1
            await self._store.async_save(self._snapshot())


async def async_remove_ledger(hass: HomeAssistant, entry_id: str) -> None:
    """Delete an entry's ledger."""
    await _store(hass, entry_id).async_remove()


def _store(hass: HomeAssistant, entry_id: str) -> Store[dict[str, Any]]:
    return Store(
        hass,
        VERSION,
        f"{DOMAIN}.{entry_id}.ledger",
        atomic_writes=True,
        serialize_in_event_loop=False,
    )
