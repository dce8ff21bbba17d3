"""Exclusion of events from the database of the recorder."""

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.recorder import DATA_INSTANCE

from ..const import EVENT_VXG, LOGGER


@callback
def async_exclude_events(hass: HomeAssistant) -> None:
    """Exclude the events on the bus from the database: their metadata may name people.

    It has the effect of `recorder: exclude: event_types`, as Home Assistant has no function
    for it.
    """
    if (recorder := hass.data.get(DATA_INSTANCE)) is None:
        return
    excluded = getattr(recorder, "exclude_event_types", None)
    if isinstance(excluded, set):
        excluded.add(EVENT_VXG)
    else:
        LOGGER.warning(
            "The recorder stores events with their metadata; to prevent it, exclude the"
            " event type %s in its configuration",
            EVENT_VXG,
        )
