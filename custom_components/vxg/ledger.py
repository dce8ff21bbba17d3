"""Storage of what was delivered, so that a restart neither repeats nor loses it."""

from collections.abc import Callable, Mapping
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.storage import Store

from .const import DOMAIN, LEDGER_SAVE_DELAY, LEDGER_SAVE_INTERVAL

VERSION = 1


class Ledger:
    """One file of an entry's event log; nothing in it is secret."""

    def __init__(
        self, hass: HomeAssistant, entry_id: str, snapshot: Callable[[], dict[str, Any]]
    ) -> None:
        """Keep what `snapshot` returns."""
        self._hass = hass
        self._snapshot = snapshot
        self._store = _store(hass, entry_id)
        self._pending = False
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

    def changed(self) -> None:
        """See to it that the present state is saved soon.

        A save that is pending is never pushed back: under steady events it would never come.
        """
        if self._pending:
            return
        self._pending = True
        now = self._hass.loop.time()
        self._store.async_delay_save(
            self._take, max(LEDGER_SAVE_DELAY, self._next_save - now)
        )

    async def async_save(self) -> None:
        """Save now what is pending."""
        if self._pending:
            await self._store.async_save(self._take())

    def _take(self) -> dict[str, Any]:
        self._pending = False
        self._next_save = self._hass.loop.time() + LEDGER_SAVE_INTERVAL
        self.saves += 1
        return self._snapshot()


async def async_remove_ledger(hass: HomeAssistant, entry_id: str) -> None:
    """Delete an entry's ledger."""
    await _store(hass, entry_id).async_remove()


def _store(hass: HomeAssistant, entry_id: str) -> Store[dict[str, Any]]:
    return Store(hass, VERSION, f"{DOMAIN}.{entry_id}.ledger", atomic_writes=True)
