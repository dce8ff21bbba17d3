"""Helpers for tests of the event poll."""

from homeassistant.core import Event
from pytest_homeassistant_custom_component.common import MockConfigEntry

from simulator import Cloud, RecordedRequest

MOTION = "binary_sensor.front_door_motion"
EVENTS = "event.front_door_events"


def event_requests(cloud: Cloud) -> list[RecordedRequest]:
    """Return the requests for events that the cloud received."""
    return [r for r in cloud.requests if r.path.startswith("/api/v2/storage/events")]


def make_next_poll_full(entry: MockConfigEntry) -> None:
    """Let the next poll read all events that may be fresh, not only the last seconds."""
    entry.runtime_data.events.log.interrupt()


def event_ids(bus_events: list[Event]) -> list[int]:
    """Return the ids of events that were captured from the bus."""
    return [event.data["event_id"] for event in bus_events]
