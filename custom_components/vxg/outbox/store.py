"""The file of events that wait to be sent."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..const import LOGGER
from ..helpers.storage import JsonStore, async_load_store, entry_store
from .pending_event import PendingEvent

# What was sent leaves the file this much later: SD cards wear out.
OUTBOX_SAVE_DELAY = 5


class OutboxStore:
    """One file of an entry's waiting events; nothing in it is a credential."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry_id: str,
        snapshot: Callable[[], Iterable[PendingEvent]],
    ) -> None:
        """Keep what `snapshot` returns."""
        self._get_events = snapshot
        self._store = entry_store(
            hass, entry_id, "outbox", serialize_in_event_loop=True
        )
        self._pending = False
        self._closed = False
        self._in_use = False

    async def async_load(self) -> list[PendingEvent]:
        """Return what waited when the last run ended, each marked as it is to be sent.

        After a crash any of them may have been sent since the last save.
        """
        stored = await _read(self._store)
        creates = _parse_events(stored)
        self._in_use = bool(stored)
        now = dt_util.utcnow()
        closed = stored.get("closed") is True
        for create in creates:
            if not closed:
                create.attempted_at = now
            elif create.attempted_at is not None:
                # A clock that was set back must not make it wait for ever.
                create.attempted_at = min(create.attempted_at, now)
        return creates

    def schedule_save(self) -> None:
        """See to it that the present state is saved soon, also when all stops."""
        if not self._pending:
            self._pending = True
            self._store.async_delay_save(self._serialize, OUTBOX_SAVE_DELAY)

    async def async_save(self) -> None:
        """Save now."""
        await self._store.async_save(self._serialize())

    def close(self) -> None:
        """Note that nothing is sent any more, when Home Assistant writes at its end."""
        self._closed = True
        if self._is_needed():
            self.schedule_save()

    async def async_close(self) -> None:
        """Note that nothing is sent any more, now."""
        self._closed = True
        if self._is_needed():
            await self.async_save()

    def _is_needed(self) -> bool:
        return self._in_use or any(True for _ in self._get_events())

    def _serialize(self) -> dict[str, Any]:
        self._pending = False
        self._in_use = True
        creates = [create.as_dict() for create in self._get_events()]
        return {"closed": self._closed, "creates": creates}


async def async_remove_outbox(hass: HomeAssistant, entry_id: str) -> int:
    """Delete the file of an entry; return how many events were still in it."""
    store = entry_store(hass, entry_id, "outbox", serialize_in_event_loop=True)
    creates = _parse_events(await _read(store))
    await store.async_remove()
    return len(creates)


async def _read(store: JsonStore) -> Mapping[str, Any]:
    try:
        return await async_load_store(store) or {}
    except ValueError as err:
        LOGGER.warning("The events that wait to be sent are not readable: %s", err)
        return {}


def _parse_events(stored: Mapping[str, Any]) -> list[PendingEvent]:
    """Return the events in a file, all that can be read of them."""
    items = stored.get("creates", [])
    creates = []
    unreadable = 0
    for item in items if isinstance(items, list) else [items]:
        try:
            creates.append(PendingEvent.from_dict(item))
        except AttributeError, KeyError, TypeError, ValueError:
            unreadable += 1
    if unreadable:
        LOGGER.warning(
            "Of the events that wait to be sent %s are not readable", unreadable
        )
    return creates
