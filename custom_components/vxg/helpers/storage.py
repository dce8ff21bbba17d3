"""Reading what an earlier run stored, whichever way it may be damaged."""

from typing import Any

from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.storage import Store

# The second is a store's word for a version that it cannot migrate.
UNREADABLE = (HomeAssistantError, NotImplementedError)


async def async_load_store(store: Store[dict[str, Any]]) -> dict[str, Any] | None:
    """Return what a store holds, None where there is nothing.

    Raises ValueError for a file that this version cannot read.
    """
    try:
        stored = await store.async_load()
    except UNREADABLE as err:
        raise ValueError(str(err)) from err
    if stored is not None and not isinstance(stored, dict):
        raise ValueError("Not a file of ours")
    return stored
