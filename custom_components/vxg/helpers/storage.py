"""Stored files of a config entry."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.storage import Store

from ..const import DOMAIN

VERSION = 1

# A store raises NotImplementedError for a version that it cannot migrate.
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

    A delayed save serializes in an executor unless `serialize_in_event_loop` is set.
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
        raise ValueError("The content is not an object")
    return stored
