"""What tests of the poll share."""

from homeassistant.core import Event

from simulator import Cloud
from simulator.cloud import RecordedRequest

MOTION = "binary_sensor.front_door_motion"
EVENTS = "event.front_door_events"


def polls(cloud: Cloud) -> list[RecordedRequest]:
    """Return the reads of events that came to the cloud."""
    return [r for r in cloud.requests if r.path.startswith("/api/v2/storage/events")]


def fired(heard: list[Event]) -> list[int]:
    """Return the ids of the events that were heard of on the bus."""
    return [event.data["event_id"] for event in heard]
