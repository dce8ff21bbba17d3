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
from ..helpers.storage import async_load_store, entry_store

# The ledger is saved soon after the first change, then at most this often: SD cards
# wear out.
SAVE_DELAY = 1
SAVE_INTERVAL = 10


class EventLogStore:
    """Stores an entry's event log; contains no secrets.

    A small one is written after events, one with the ids of a whole day rarely.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry_id: str,
        log: EventLog,
        now: Callable[[], datetime],
    ) -> None:
        """Initialize; `now` is the cloud's clock."""
        self._hass = hass
        self._log = log
        self._now = now
        self._recent = entry_store(hass, entry_id, "ledger")
        self._archive = entry_store(hass, entry_id, "archive")
        self._writing = asyncio.Lock()
        self._pending: CALLBACK_TYPE | None = None
        self._stop_listening: CALLBACK_TYPE | None = None
        self._next_save = 0.0
        self.saves = 0
        self.archive_saves = 0

    async def async_load(self) -> None:
        """Restore the event log.

        Raises ValueError for a file that this version cannot read.
        """
        if (recent := await async_load_store(self._recent)) is None:
            return
        try:
            archive = await async_load_store(self._archive)
        except ValueError:
            # It only helps with what is stored hours late; the log does without it.
            archive = None
        self._log.restore(recent, archive)

    @callback
    def schedule_save(self) -> None:
        """Schedule a save.

        A save that is pending is never pushed back: under steady events it would never come.
        """
        if self._pending:
            return
        delay = max(SAVE_DELAY, self._next_save - self._hass.loop.time())
        self._pending = async_call_later(self._hass, delay, self._handle_time)
        if self._stop_listening is None:
            self._stop_listening = self._hass.bus.async_listen_once(
                EVENT_HOMEASSISTANT_FINAL_WRITE, self._handle_final_write
            )

    async def async_save(self) -> None:
        """Save pending changes, and wait for a running save."""
        if self._pending:
            self._pending()
            self._pending = None
            await self._write()
        async with self._writing:
            pass
        # Not earlier: the end of Home Assistant has to wait for it, too.
        if self._stop_listening and not self._pending:
            self._stop_listening()
            self._stop_listening = None

    @callback
    def _handle_time(self, _now: datetime) -> None:
        # Not eagerly: work that a task asks for before Home Assistant knows the task
        # counts as background, and that is cancelled first when all stops.
        self._hass.async_create_task(
            self.async_save(), f"save {self._recent.key}", eager_start=False
        )

    async def _handle_final_write(self, _event: Event) -> None:
        # The listener is gone by itself, which stopping it again would complain of.
        self._stop_listening = None
        await self.async_save()

    async def _write(self) -> None:
        self._next_save = self._hass.loop.time() + SAVE_INTERVAL
        async with self._writing:
            now = self._now()
            if (snapshot := self._log.snapshot(now)) is None:
                return
            # First, so that at no time an id is in neither file.
            if self._log.archive_is_due(now):
                self._log.mark_archived(now)
                self.archive_saves += 1
                await self._save(self._archive, snapshot.archive)
            self.saves += 1
            await self._save(self._recent, snapshot.recent)

    async def _save(
        self, store: Store[dict[str, Any]], make: Callable[[], dict[str, Any]]
    ) -> None:
        # A log may hold many thousands of ids, which the event loop must not wait for.
        await store.async_save(await self._hass.async_add_executor_job(make))


async def async_remove_event_log(hass: HomeAssistant, entry_id: str) -> None:
    """Delete the event log of an entry."""
    await entry_store(hass, entry_id, "ledger").async_remove()
    await entry_store(hass, entry_id, "archive").async_remove()
