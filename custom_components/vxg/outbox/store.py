"""Storage of the queued events."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..const import LOGGER
from ..helpers.storage import JsonStore, async_load_store, entry_store
from .pending_event import PendingEvent

# Seconds. Sent events are removed from the file in batches: SD cards wear out.
OUTBOX_SAVE_DELAY = 5


class OutboxStore:
    """Stores the queued events of an entry; contains no credentials."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry_id: str,
        get_events: Callable[[], Iterable[PendingEvent]],
    ) -> None:
        """Initialize; `get_events` returns the events to save."""
        self._get_events = get_events
        self._store = entry_store(
            hass, entry_id, "outbox", serialize_in_event_loop=True
        )
        self._pending = False
        self._closed = False
        self._in_use = False

    async def async_load(self) -> list[PendingEvent]:
        """Return the queued events of the last run.

        After a crash all are marked as attempted: any may have been sent meanwhile.
        """
        stored = await _load_data(self._store)
        events = _parse_events(stored)
        self._in_use = bool(stored)
        now = dt_util.utcnow()
        closed = stored.get("closed") is True
        for event in events:
            if not closed:
                event.attempted_at = now
            elif event.attempted_at is not None:
                # Do not wait for long if the clock was set back.
                event.attempted_at = min(event.attempted_at, now)
        return events

    def schedule_save(self) -> None:
        """Schedule a save, which also runs when Home Assistant stops."""
        if not self._pending:
            self._pending = True
            self._store.async_delay_save(self._serialize, OUTBOX_SAVE_DELAY)

    async def async_save(self) -> None:
        """Save now."""
        await self._store.async_save(self._serialize())

    def close(self) -> None:
        """Mark the file as closed; Home Assistant's final write saves it."""
        self._closed = True
        if self._is_needed():
            self.schedule_save()

    async def async_close(self) -> None:
        """Mark the file as closed and save it."""
        self._closed = True
        if self._is_needed():
            await self.async_save()

    def _is_needed(self) -> bool:
        return self._in_use or any(True for _ in self._get_events())

    def _serialize(self) -> dict[str, Any]:
        self._pending = False
        self._in_use = True
        events = [event.as_dict() for event in self._get_events()]
        return {"closed": self._closed, "creates": events}


async def async_remove_outbox(hass: HomeAssistant, entry_id: str) -> int:
    """Delete the file of an entry; return the number of events in it."""
    store = entry_store(hass, entry_id, "outbox", serialize_in_event_loop=True)
    events = _parse_events(await _load_data(store))
    await store.async_remove()
    return len(events)


async def _load_data(store: JsonStore) -> Mapping[str, Any]:
    try:
        return await async_load_store(store) or {}
    except ValueError as err:
        LOGGER.warning("Could not read the queued events: %s", err)
        return {}


def _parse_events(stored: Mapping[str, Any]) -> list[PendingEvent]:
    """Return the readable events of a file."""
    items = stored.get("creates", [])
    events = []
    unreadable = 0
    for item in items if isinstance(items, list) else [items]:
        try:
            events.append(PendingEvent.from_dict(item))
        except AttributeError, KeyError, TypeError, ValueError:
            unreadable += 1
    if unreadable:
        LOGGER.warning("Could not read %s queued events", unreadable)
    return events
