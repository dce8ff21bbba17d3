"""Storage of the event log, so that a restart neither repeats nor loses events."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.helpers.storage import Store

from ..aiovxg import EventLog
from ..helpers import cloud_clock
from ..helpers.storage import async_load_store, entry_store

# In seconds: the log is saved soon after the first change, and then at most this often,
# as SD cards wear out.
SAVE_DELAY = 1
SAVE_INTERVAL = 10


class EventLogStore:
    """Stores an entry's event log; contains no secrets.

    A small file with recent ids is written after events; the archive, with the ids of a
    whole day, rarely.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry_id: str,
        log: EventLog,
        now: Callable[[], datetime],
    ) -> None:
        """Initialize; `now` returns the cloud's time."""
        self._hass = hass
        self._log = log
        self._now = now
        self._recent_store = entry_store(hass, entry_id, "ledger")
        self._archive_store = entry_store(hass, entry_id, "archive")
        self._write_lock = asyncio.Lock()
        self._cancel_save: CALLBACK_TYPE | None = None
        self._remove_listener: CALLBACK_TYPE | None = None
        self._next_save = 0.0
        self.saves = 0
        self.archive_saves = 0

    async def async_load(self) -> None:
        """Restore the event log.

        Raises ValueError for a file that this version cannot read.
        """
        if (recent := await async_load_store(self._recent_store)) is None:
            return
        try:
            archive = await async_load_store(self._archive_store)
        except ValueError:
            # Without it, only events that are stored hours late cannot be told apart.
            archive = None
        self._log.restore(recent, archive)

    @callback
    def schedule_save(self) -> None:
        """Schedule a save, unless one is pending.

        It is never postponed: with steady events it would not happen at all.
        """
        if self._cancel_save:
            return
        delay = max(SAVE_DELAY, self._next_save - cloud_clock.monotonic())
        self._cancel_save = async_call_later(self._hass, delay, self._handle_save_timer)
        if self._remove_listener is None:
            self._remove_listener = self._hass.bus.async_listen_once(
                EVENT_HOMEASSISTANT_FINAL_WRITE, self._handle_final_write
            )

    async def async_save(self) -> None:
        """Save pending changes, and wait for a running save."""
        if self._cancel_save:
            self._cancel_save()
            self._cancel_save = None
            await self._write()
        async with self._write_lock:
            pass
        # Not earlier: Home Assistant must wait for a running save when it stops.
        if self._remove_listener and not self._cancel_save:
            self._remove_listener()
            self._remove_listener = None

    @callback
    def _handle_save_timer(self, _now: datetime) -> None:
        # Not eagerly: executor jobs of a task that Home Assistant does not track yet
        # count as background work, which a stop cancels first.
        self._hass.async_create_task(
            self.async_save(), f"save {self._recent_store.key}", eager_start=False
        )

    async def _handle_final_write(self, _event: Event) -> None:
        # A one-time listener is removed already; removing it again logs an error.
        self._remove_listener = None
        await self.async_save()

    async def _write(self) -> None:
        self._next_save = cloud_clock.monotonic() + SAVE_INTERVAL
        async with self._write_lock:
            now = self._now()
            if (snapshot := self._log.snapshot(now)) is None:
                return
            # The archive first, so that each id is in one file at any time.
            if self._log.archive_is_due(now):
                self._log.mark_archived(now)
                self.archive_saves += 1
                await self._save(self._archive_store, snapshot.archive)
            self.saves += 1
            await self._save(self._recent_store, snapshot.recent)

    async def _save(
        self, store: Store[dict[str, Any]], serialize: Callable[[], dict[str, Any]]
    ) -> None:
        # In an executor: there may be many thousands of ids.
        await store.async_save(await self._hass.async_add_executor_job(serialize))


async def async_remove_event_log(hass: HomeAssistant, entry_id: str) -> None:
    """Delete the event log of an entry."""
    await entry_store(hass, entry_id, "ledger").async_remove()
    await entry_store(hass, entry_id, "archive").async_remove()
