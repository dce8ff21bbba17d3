"""What the activity log says of gaps, and of events that no event entity shows.

A description says something of every event of its name. Those of a camera that are fresh
are lines of its event entity already, in the user's language, and would be there twice.
So what is late or has no such entity is entered on its own.
"""

from collections.abc import Callable, Mapping
from typing import Any

from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.components.event import DOMAIN as EVENT_DOMAIN
from homeassistant.components.logbook import (
    LOGBOOK_ENTRY_MESSAGE,
    LOGBOOK_ENTRY_NAME,
    async_log_entry,
)
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .devices import device_identifier
from .entity import readable_type
from .names import ATTR_EVENT_TYPE, ATTR_TIME, EVENT_VXG, EVENT_VXG_GAP

type Describe = Callable[[Event[Mapping[str, Any]]], dict[str, Any]]


@callback
def async_describe_events(
    hass: HomeAssistant,
    async_describe_event: Callable[[str, str, Describe], None],
) -> None:
    """Say what a gap means; called once, when the log is there."""

    @callback
    def enter_event(event: Event[Mapping[str, Any]]) -> None:
        data = event.data
        shown_by = _entity(hass, data, EVENT_DOMAIN, "events")
        if shown_by is None or data["late"]:
            async_log_entry(
                hass,
                _camera_name(hass, data),
                _message(data),
                DOMAIN,
                # For a click on the line to open, and for the device's own page.
                shown_by or _entity(hass, data, CAMERA_DOMAIN, "camera"),
                event.context,
            )

    @callback
    def describe_gap(event: Event[Mapping[str, Any]]) -> dict[str, Any]:
        data = event.data
        recovered = data["recovered"]
        found = "1 event was" if recovered == 1 else f"{recovered} events were"
        return {
            LOGBOOK_ENTRY_NAME: _entry_title(hass, data),
            LOGBOOK_ENTRY_MESSAGE: (
                f"could not be read from {_shown(data['start'])} to"
                f" {_shown(data['end'])}; {found} found afterwards"
            ),
        }

    hass.bus.async_listen(EVENT_VXG, enter_event)
    async_describe_event(DOMAIN, EVENT_VXG_GAP, describe_gap)


def _message(data: Mapping[str, Any]) -> str:
    """Return what a camera did. Metadata may hold plates and faces, and stay out."""
    message = f"reported {readable_type(data[ATTR_EVENT_TYPE])}"
    if not data["late"]:
        return message
    return f"{message} late; it happened on {_shown(data[ATTR_TIME])}"


def _camera_name(hass: HomeAssistant, data: Mapping[str, Any]) -> str:
    """Return what a person calls the camera; its entry's title where it is gone."""
    device = dr.async_get(hass).async_get(data["device_id"] or "")
    name = device and (device.name_by_user or device.name)
    return name or _entry_title(hass, data)


def _entry_title(hass: HomeAssistant, data: Mapping[str, Any]) -> str:
    entry = hass.config_entries.async_get_entry(data["entry_id"])
    return "VXG" if entry is None else entry.title


def _entity(
    hass: HomeAssistant, data: Mapping[str, Any], domain: str, key: str
) -> str | None:
    """Return an entity of the camera, if it is there and enabled."""
    entry = hass.config_entries.async_get_entry(data["entry_id"])
    if entry is None:
        return None
    unique_id = f"{device_identifier(entry, data['camera_id'])}_{key}"
    entity_id = er.async_get(hass).async_get_entity_id(domain, DOMAIN, unique_id)
    return (
        None if entity_id is None or hass.states.get(entity_id) is None else entity_id
    )


def _shown(time: str) -> str:
    """Return a time of the bus as the house's clock shows it."""
    parsed = dt_util.parse_datetime(time)
    return "?" if parsed is None else f"{dt_util.as_local(parsed):%Y-%m-%d %H:%M:%S}"
