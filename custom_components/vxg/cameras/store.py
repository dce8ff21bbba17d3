"""Storage of cameras and event types, so that an entry loads without the cloud."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import fields, replace
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from ..aiovxg import Camera, EventType, in_batches
from ..const import LOGGER
from ..helpers.entry_store import (
    READ_ERRORS,
    EntryStore,
    NotSavedError,
    async_read_unloaded,
)

# In seconds. Changes are rare, and then several come at once.
CAMERA_STORE_SAVE_DELAY = 5
# Cameras per turn of the event loop: each takes up to 0.05 ms on a fast machine.
LOAD_BATCH = 50

# Fields with these values are not stored.
DEFAULTS = {
    model: [(field.name, field.default) for field in fields(model)]
    for model in (Camera, EventType)
}

# A camera and its event types, None until they were read.
type StoredCamera = tuple[Camera, Iterable[EventType] | None]


class CameraStore:
    """Stores the cameras of an entry and their event types; contains no secrets."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        items: Callable[[], Iterable[StoredCamera]],
    ) -> None:
        """Initialize; `items` is called in an executor."""
        self._hass = hass
        self._items = items
        self._store = EntryStore(hass, entry, "cameras", retry=self.schedule_save)

    async def async_load(self) -> list[StoredCamera]:
        """Return the stored cameras, an empty list if they cannot be read."""
        items: list[StoredCamera] = []
        try:
            for stored in (await self._store.async_read())[:1]:
                async for batch in in_batches(stored["cameras"], LOAD_BATCH):
                    items += map(_from_dict, batch)
        except (AttributeError, KeyError, TypeError, ValueError) as err:
            LOGGER.warning("Could not load the stored cameras: %s", err)
            await self._store.async_copy_invalid()
            return []
        return items

    def schedule_save(self) -> None:
        """Schedule a save, which also runs when Home Assistant stops."""
        # A read may end after the entry was unloaded.
        if not self._store.closed:
            self._store.async_delay_save(self._serialize, CAMERA_STORE_SAVE_DELAY)

    async def async_save(self) -> None:
        """Save now, even if no save is scheduled; without them a start needs the cloud."""
        with suppress(NotSavedError):
            await self._store.async_save(
                await self._hass.async_add_executor_job(self._serialize)
            )

    def _serialize(self) -> dict[str, Any]:
        """Return the JSON; in an executor, as there may be thousands of types."""
        return {
            "cameras": [
                {
                    "camera": _to_dict(camera),
                    "types": None if types is None else [*map(_to_dict, types)],
                }
                for camera, types in self._items()
            ]
        }


def without_volatile_fields(camera: Camera) -> Camera:
    """Return a camera without the fields that change too often to be saved."""
    return replace(camera, status=None, rec_status=None)


async def async_remove_camera_store(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Delete the stored cameras of an entry."""
    await EntryStore(hass, entry, "cameras").async_remove()


async def async_load_camera_ids(hass: HomeAssistant, entry: ConfigEntry) -> set[int]:
    """Return the ids of the stored cameras of an entry that is not loaded.

    The file stays as it is, whatever is in it.
    """
    try:
        stored = await async_read_unloaded(hass, entry, "cameras")
        return {item["camera"]["id"] for item in stored.get("cameras", ())}
    except READ_ERRORS as err:
        LOGGER.warning("Could not read the stored cameras: %s", type(err).__name__)
        return set()


def _to_dict(item: Camera | EventType) -> dict[str, Any]:
    return {
        name: value
        for name, default in DEFAULTS[type(item)]
        if (value := getattr(item, name)) != default
    }


def _from_dict(stored: dict[str, Any]) -> StoredCamera:
    """Parse a stored camera. Raises for invalid data."""
    camera = Camera.from_api(stored["camera"])
    if camera is None:
        raise ValueError("No camera in the stored item")
    types = stored["types"]
    return camera, None if types is None else [*map(_type_from_dict, types)]


def _type_from_dict(stored: dict[str, Any]) -> EventType:
    # The cloud lists some of the fields in an object of their own.
    event_type = EventType.from_api({**stored, "caps": stored})
    if event_type is None:
        raise ValueError("No event type in the stored item")
    return event_type
