"""Dispatcher signals, by camera and type where only some entities are concerned."""

from homeassistant.util.signal_type import SignalType

from ..aiovxg import Event, NewEvent
from ..const import DOMAIN


def signal_fresh_event(
    entry_id: str, camera_id: int, name: str
) -> SignalType[NewEvent]:
    """Return the signal of fresh events of one type of one camera."""
    return SignalType(f"{DOMAIN}_fresh_event_{entry_id}_{camera_id}_{name}")


def signal_fresh_object(entry_id: str, camera_id: int, kind: str) -> SignalType[()]:
    """Return the signal of fresh events of one camera with a kind of object."""
    return SignalType(f"{DOMAIN}_fresh_object_{entry_id}_{camera_id}_{kind}")


def signal_any_fresh_event(entry_id: str, camera_id: int) -> SignalType[NewEvent]:
    """Return the signal of all fresh events of one camera."""
    return SignalType(f"{DOMAIN}_any_fresh_event_{entry_id}_{camera_id}")


def signal_new_event(entry_id: str, camera_id: int) -> SignalType[NewEvent]:
    """Return the signal of all new events of one camera, including late ones."""
    return SignalType(f"{DOMAIN}_new_event_{entry_id}_{camera_id}")


def signal_test_event(entry_id: str) -> SignalType[Event]:
    """Return the signal that an event of a test came back."""
    return SignalType(f"{DOMAIN}_test_event_{entry_id}")


def signal_event_image(entry_id: str, camera_id: int) -> SignalType[NewEvent]:
    """Return the signal that the image of one camera's event is available."""
    return SignalType(f"{DOMAIN}_event_image_{entry_id}_{camera_id}")


def signal_event_changed(entry_id: str, camera_id: int) -> SignalType[Event]:
    """Return the signal that the metadata of one camera's event changed."""
    return SignalType(f"{DOMAIN}_event_changed_{entry_id}_{camera_id}")


def signal_reviewed(entry_id: str) -> SignalType[()]:
    """Return the signal that an event was reviewed, or that this was undone."""
    return SignalType(f"{DOMAIN}_reviewed_{entry_id}")


def signal_camera(entry_id: str, camera_id: int) -> SignalType[()]:
    """Return the signal that the state of one camera changed."""
    return SignalType(f"{DOMAIN}_camera_{entry_id}_{camera_id}")


def signal_cameras_changed(entry_id: str) -> SignalType[list[int]]:
    """Return the signal of cameras that are new, or whose event types or objects changed."""
    return SignalType(f"{DOMAIN}_cameras_changed_{entry_id}")


def signal_polled(entry_id: str) -> SignalType[()]:
    """Return the signal that a poll succeeded."""
    return SignalType(f"{DOMAIN}_polled_{entry_id}")


def signal_availability(entry_id: str, camera_id: int) -> SignalType[()]:
    """Return the signal that the cloud became unavailable or available.

    Sent by camera, so that not all entities write their state at once.
    """
    return SignalType(f"{DOMAIN}_availability_{entry_id}_{camera_id}")


def signal_gap(entry_id: str) -> SignalType[()]:
    """Return the signal that a gap ended."""
    return SignalType(f"{DOMAIN}_gap_{entry_id}")


def signal_outbox(entry_id: str) -> SignalType[()]:
    """Return the signal that the number of queued events changed."""
    return SignalType(f"{DOMAIN}_outbox_{entry_id}")
