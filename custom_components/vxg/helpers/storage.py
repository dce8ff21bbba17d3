"""Files of a config entry."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.storage import Store

from ..const import DOMAIN

VERSION = 1

# A store raises the second for a version that it cannot migrate.
UNREADABLE = (HomeAssistantError, NotImplementedError)

type JsonStore = Store[dict[str, Any]]


def entry_store(
    hass: HomeAssistant,
    entry_id: str,
    key: str,
    *,
    serialize_in_event_loop: bool = False,
) -> JsonStore:
    """Return the store of one file of an entry.

    Unless it serializes in the event loop, a function that is handed to it for a delayed
    save runs in an executor.
    """
    return Store(
        hass,
        VERSION,
        f"{DOMAIN}.{entry_id}.{key}",
        atomic_writes=True,
        serialize_in_event_loop=serialize_in_event_loop,
    )


async def async_load_store(store: JsonStore) -> dict[str, Any] | None:
    """Return the content of a store, None if there is none.

    Raises ValueError for a file that this version cannot read.
    """
    try:
        stored = await store.async_load()
    except UNREADABLE as err:
        raise ValueError(str(err)) from err
    if stored is not None and not isinstance(stored, dict):
        raise ValueError("Not a file of this integration")
    return stored
