"""Identifiers of devices; unique ids of entities start with them."""

from homeassistant.config_entries import ConfigEntry

from ..const import DOMAIN


def device_identifier(entry: ConfigEntry, camera_id: int) -> str:
    """Return the identifier of a camera's device."""
    return f"{entry.unique_id}_{camera_id}"


def hub_identifier(entry: ConfigEntry) -> tuple[str, str]:
    """Return the identifier of a group's device."""
    return DOMAIN, str(entry.unique_id)
