"""What identifies devices, and starts the unique ids of their entities."""

from homeassistant.config_entries import ConfigEntry

from ..const import DOMAIN


def device_identifier(entry: ConfigEntry, camera_id: int) -> str:
    """Return what identifies a camera's device, and starts its entities' unique ids."""
    return f"{entry.unique_id}_{camera_id}"


def hub_identifier(entry: ConfigEntry) -> tuple[str, str]:
    """Return what identifies the device of a whole group."""
    return DOMAIN, str(entry.unique_id)
