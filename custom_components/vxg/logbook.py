"""Logbook descriptions of gaps; events have entries of their own."""

from collections.abc import Callable, Mapping
from typing import Any

from homeassistant.components.logbook import LOGBOOK_ENTRY_MESSAGE, LOGBOOK_ENTRY_NAME
from homeassistant.core import Event, HomeAssistant, callback

from .const import DOMAIN, EVENT_VXG_GAP
from .events.logbook_entries import camera_name, entry_title, format_local_time

type Describe = Callable[[Event[Mapping[str, Any]]], dict[str, Any]]


@callback
def async_describe_events(
    hass: HomeAssistant,
    async_describe_event: Callable[[str, str, Describe], None],
) -> None:
    """Describe gaps."""

    @callback
    def describe_gap(event: Event[Mapping[str, Any]]) -> dict[str, Any]:
        data = event.data
        # A user may fire this event with any data; the logbook must still load.
        recovered = data.get("recovered", 0)
        found = "1 event was" if recovered == 1 else f"{recovered} events were"
        return {
            LOGBOOK_ENTRY_NAME: camera_name(hass, data) or entry_title(hass, data),
            LOGBOOK_ENTRY_MESSAGE: (
                f"could not be read from {format_local_time(data.get('start'))} to"
                f" {format_local_time(data.get('end'))}; {found} found afterwards"
            ),
        }

    async_describe_event(DOMAIN, EVENT_VXG_GAP, describe_gap)
