"""Storage of the queued events."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from ..const import LOGGER
from ..helpers import clocks
from ..helpers.entry_store import EntryStore
from .pending_event import PendingEvent

# Seconds. Sent events are removed from the file in batches: SD cards wear out.
OUTBOX_SAVE_DELAY = 5


class OutboxStore:
    """Stores the queued events of an entry; contains no credentials."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        get_events: Callable[[], Iterable[PendingEvent]],
    ) -> None:
        """Initialize; `get_events` returns the events to save."""
        self._get_events = get_events
        self._store = _make_store(hass, entry, self.schedule_save)
        self._pending = False
        self._marked_closed = False
        self._in_use = False

    @property
    def closed(self) -> bool:
        """Whether another store owns the file, or none."""
        return self._store.closed

    async def async_load(self) -> list[PendingEvent]:
        """Return the queued events of earlier runs.

        After a crash all are marked as attempted: any may have been sent meanwhile.
        """
        events: list[PendingEvent] = []
        known = set()
        # The oldest file first: events of a camera are sent in order.
        for stored in reversed(await self._store.async_read()):
            self._in_use = True
            closed = stored.get("closed") is True
            parsed, unreadable = _parse_events(stored)
            if unreadable:
                LOGGER.warning("Could not read %s queued events", unreadable)
                await self._store.async_copy_invalid()
            for event in parsed:
                if event.identity in known:
                    continue
                known.add(event.identity)
                if not closed:
                    event.attempted_at = clocks.monotonic()
                events.append(event)
        return events

    def schedule_save(self) -> None:
        """Schedule a save, which also runs when Home Assistant stops."""
        if not self._pending and not self.closed:
            self._pending = True
            self._store.async_delay_save(self._serialize, OUTBOX_SAVE_DELAY)

    async def async_save(self) -> None:
        """Save now. Raises NotSavedError."""
        await self._store.async_save(self._serialize())

    def mark_closed(self) -> None:
        """Mark the file as closed: from now on nothing is sent."""
        self._marked_closed = True

    def close(self) -> None:
        """Write no more."""
        self._store.close()

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to save, or a file to update."""
        return self._in_use or any(True for _ in self._get_events())

    def _serialize(self) -> dict[str, Any]:
        self._pending = False
        self._in_use = True
        # What cannot be written must not keep the others from being saved.
        events = [event.as_dict() for event in self._get_events() if event.is_storable]
        return {"closed": self._marked_closed, "creates": events}


async def async_remove_outbox(hass: HomeAssistant, entry: ConfigEntry) -> int:
    """Delete the file of an entry; return the number of events in it."""
    store = _make_store(hass, entry, None)
    count = sum(len(_parse_events(data)[0]) for data in await store.async_read())
    await store.async_remove()
    return count


def _make_store(
    hass: HomeAssistant, entry: ConfigEntry, retry: Callable[[], None] | None
) -> EntryStore:
    return EntryStore(hass, entry, "outbox", retry=retry, serialize_in_event_loop=True)


def _parse_events(stored: Mapping[str, Any]) -> tuple[list[PendingEvent], int]:
    """Return the readable events of a file, and the number of unreadable ones."""
    items = stored.get("creates", [])
    events = []
    unreadable = 0
    for item in items if isinstance(items, list) else [items]:
        try:
            events.append(PendingEvent.from_dict(item))
        except AttributeError, KeyError, OverflowError, TypeError, ValueError:
            unreadable += 1
    return events, unreadable
