"""Storage of the event log, so that a restart neither repeats nor loses events."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from ..aiovxg import EventLog
from ..const import LOGGER
from ..helpers import clocks
from ..helpers.entry_store import EntryStore, NotSavedError

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
        entry: ConfigEntry,
        log: EventLog,
        now: Callable[[], datetime],
        server: str = "",
    ) -> None:
        """Initialize; `now` returns the cloud's time, `server` names the cloud."""
        self._hass = hass
        self.log = log
        self._now = now
        self._server = server
        self._recent_store = EntryStore(hass, entry, "ledger", retry=self.schedule_save)
        self._archive_store = EntryStore(
            hass, entry, "archive", retry=self.schedule_save
        )
        self._write_lock = asyncio.Lock()
        self._cancel_save: CALLBACK_TYPE | None = None
        self._remove_listener: CALLBACK_TYPE | None = None
        self._next_save = 0.0
        self._is_changed = False
        entry.async_on_unload(self._stop_listening)
        self.saves = 0
        self.archive_saves = 0

    async def async_load(self) -> None:
        """Restore the event log.

        Raises ValueError for a file that this version cannot read.
        """
        archives = await self._archive_store.async_read()
        if not (stored := await self._recent_store.async_read()):
            if (err := self._recent_store.read_error) is not None:
                raise ValueError(str(err))
            return
        if stored[0].get("server", self._server) != self._server:
            LOGGER.info("The stored events are those of another server")
            return
        # Without an archive, only events that are stored hours late cannot be told apart.
        try:
            self.log.restore(stored[0], archives[0] if archives else None)
        except ValueError:
            await self._recent_store.async_copy_invalid()
            raise

    @callback
    def schedule_save(self) -> None:
        """Schedule a save, unless one is pending.

        It is never postponed: with steady events it would not happen at all.
        """
        if self._cancel_save or self._recent_store.closed:
            return
        delay = max(SAVE_DELAY, self._next_save - clocks.monotonic())
        self._cancel_save = async_call_later(self._hass, delay, self._handle_save_timer)
        self._listen()

    @callback
    def mark_changed(self) -> None:
        """Save with the next events, or at the end: it is not worth a write.

        After a power failure an image may be reported again.
        """
        if self._recent_store.closed:
            return
        self._is_changed = True
        self._listen()

    def _listen(self) -> None:
        """Save when Home Assistant stops, which must wait for a running save."""
        if self._remove_listener is None:
            self._remove_listener = self._hass.bus.async_listen_once(
                EVENT_HOMEASSISTANT_FINAL_WRITE, self._handle_final_write
            )

    @callback
    def _stop_listening(self) -> None:
        if self._remove_listener is not None:
            self._remove_listener()
            self._remove_listener = None

    @property
    def _has_failed_save(self) -> bool:
        stores = (self._recent_store, self._archive_store)
        return any(store.save_error and not store.closed for store in stores)

    async def async_save(self, *, is_last: bool = False) -> None:
        """Save pending changes, and wait for a running save.

        The last one before the end also saves what is too much for the file of recent
        ids: events that are not in the files would count as known.
        """
        archives = is_last and self.log.known.exceed_recent
        if self._cancel_save:
            self._cancel_save()
        if self._cancel_save or self._is_changed or self._has_failed_save or archives:
            self._cancel_save = None
            await self._write(archives=archives)
        async with self._write_lock:
            pass

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
        await self.async_save(is_last=True)

    async def _write(self, *, archives: bool) -> None:
        self._next_save = clocks.monotonic() + SAVE_INTERVAL
        async with self._write_lock:
            now = self._now()
            self._is_changed = False
            if (snapshot := self.log.snapshot(now)) is None:
                return
            # The archive first, so that each id is in one file at any time.
            archives |= self.log.archive.is_due(now)
            if archives or self._archive_store.save_error:
                self.log.archive.mark_saved(now)
                self.archive_saves += 1
                await self._save(self._archive_store, snapshot.archive)
            self.saves += 1
            same = {"archived_at": snapshot.archived_at} if archives else {}
            await self._save(self._recent_store, snapshot.recent, same)

    async def _save(
        self,
        store: EntryStore,
        serialize: Callable[[], dict[str, Any]],
        more: Mapping[str, Any] | None = None,
    ) -> None:
        # The store reports an error, and asks for another save.
        with suppress(NotSavedError):
            # In an executor: there may be many thousands of ids.
            content = await self._hass.async_add_executor_job(serialize)
            await store.async_save({**content, **(more or {}), "server": self._server})


async def async_remove_event_log(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Delete the event log of an entry."""
    await EntryStore(hass, entry, "ledger").async_remove()
    await EntryStore(hass, entry, "archive").async_remove()
