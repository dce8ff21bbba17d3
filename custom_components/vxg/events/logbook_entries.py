"""Logbook entries for events that no event entity shows.

The logbook shows states of event entities in the user's language. Describing all events
on the bus in `logbook.py` would show those twice, so the others get an entry of their
own. The listener is added at setup rather than with the logbook platform, which may
load after the first events.
"""

from collections.abc import Mapping
from typing import Any

from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.components.event import DOMAIN as EVENT_DOMAIN
from homeassistant.const import (
    ATTR_DOMAIN,
    ATTR_ENTITY_ID,
    ATTR_NAME,
    EVENT_LOGBOOK_ENTRY,
)
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.util import dt as dt_util

from ..const import (
    ATTR_ENTRY_ID,
    ATTR_EVENT_TYPE,
    ATTR_LATE,
    ATTR_TIME,
    DOMAIN,
    EVENT_VXG,
)
from ..helpers.event_types import humanize_event_type
from ..helpers.identifiers import camera_device, device_identifier
from ..helpers.options import Options
from ..helpers.time_range import parse_time

LOGBOOK_DOMAIN = "logbook"

# Users also fire events by hand, to try their automations; these may lack data.
REQUIRED_KEYS = {
    ATTR_ENTRY_ID,
    "device_id",
    "camera_id",
    ATTR_EVENT_TYPE,
    ATTR_TIME,
    ATTR_LATE,
}


@callback
def async_setup_logbook_entries(hass: HomeAssistant) -> None:
    """Add a logbook entry for each event that no event entity shows."""

    @callback
    def add_entry(event: Event[Mapping[str, Any]]) -> None:
        data = event.data
        if (
            LOGBOOK_DOMAIN not in hass.config.components
            or not data.keys() >= REQUIRED_KEYS
        ):
            return
        event_entity_id = _enabled_entity_id(hass, data, EVENT_DOMAIN, "events")
        if event_entity_id is not None and _is_shown_by_entities(hass, data):
            return
        entry_data = {
            ATTR_NAME: _camera_name(hass, data),
            "message": _message(data),
            ATTR_DOMAIN: DOMAIN,
        }
        # Links the entry, and shows it on the page of the device.
        if entity_id := event_entity_id or _enabled_entity_id(
            hass, data, CAMERA_DOMAIN, "camera"
        ):
            entry_data[ATTR_ENTITY_ID] = entity_id
        hass.bus.async_fire(EVENT_LOGBOOK_ENTRY, entry_data, context=event.context)

    hass.bus.async_listen(EVENT_VXG, add_entry)


def _is_shown_by_entities(hass: HomeAssistant, data: Mapping[str, Any]) -> bool:
    """Return whether event entities show an event: a late one only by option."""
    if not data[ATTR_LATE]:
        return True
    entry = hass.config_entries.async_get_entry(data[ATTR_ENTRY_ID])
    return entry is not None and Options.from_entry(entry).fire_late


def _message(data: Mapping[str, Any]) -> str:
    """Return the message of an event, without its metadata."""
    message = f"reported {humanize_event_type(str(data[ATTR_EVENT_TYPE]))}"
    if not data[ATTR_LATE]:
        return message
    return f"{message} late; it happened on {format_local_time(data[ATTR_TIME])}"


def _camera_name(hass: HomeAssistant, data: Mapping[str, Any]) -> str:
    """Return the name of a camera's device, or the entry's title if it was removed."""
    device = dr.async_get(hass).async_get(data["device_id"] or "")
    name = device and (device.name_by_user or device.name)
    return name or entry_title(hass, data)


def entry_title(hass: HomeAssistant, data: Mapping[str, Any]) -> str:
    """Return the title of the entry that an event on the bus belongs to."""
    entry = hass.config_entries.async_get_entry(data.get(ATTR_ENTRY_ID, ""))
    return "VXG" if entry is None else entry.title


def camera_name(hass: HomeAssistant, data: Mapping[str, Any]) -> str | None:
    """Return the name of the camera of an event on the bus, None without a camera."""
    entry = hass.config_entries.async_get_entry(data.get(ATTR_ENTRY_ID, ""))
    camera_id = data.get("camera_id")
    if entry is None or camera_id is None:
        return None
    device = camera_device(hass, entry, camera_id)
    return None if device is None else device.name_by_user or device.name


def _enabled_entity_id(
    hass: HomeAssistant, data: Mapping[str, Any], domain: str, key: str
) -> str | None:
    """Return the id of a camera's entity if it is enabled."""
    entry = hass.config_entries.async_get_entry(data[ATTR_ENTRY_ID])
    if entry is None:
        return None
    unique_id = f"{device_identifier(entry, data['camera_id'])}_{key}"
    entity_id = er.async_get(hass).async_get_entity_id(domain, DOMAIN, unique_id)
    return (
        None if entity_id is None or hass.states.get(entity_id) is None else entity_id
    )


def format_local_time(time: Any) -> str:
    """Format an ISO time from the bus in Home Assistant's time zone."""
    parsed = parse_time(time)
    try:
        local = None if parsed is None else dt_util.as_local(parsed)
    except OverflowError:
        local = None
    return "?" if local is None else f"{local:%Y-%m-%d %H:%M:%S}"
