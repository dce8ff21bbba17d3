"""What is known of cameras, as values, and how orders change it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from ..aiovxg import Camera, EventType


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraState:
    """A camera and its event types by name; None while they were never read."""

    camera: Camera
    types: Mapping[str, EventType] | None = None


type Cameras = dict[int, CameraState]
type Change = Callable[[CameraState], CameraState]


def with_type(event_type: EventType) -> Change:
    """Return the change that a camera has an event type, or another form of it."""

    def change(state: CameraState) -> CameraState:
        types = {**(state.types or {}), event_type.name: event_type}
        return replace(state, types=types)

    return change


def with_recording_mode(mode: str) -> Change:
    """Return the change that a camera is recorded in another mode."""

    def change(state: CameraState) -> CameraState:
        return replace(state, camera=replace(state.camera, rec_mode=mode))

    return change


def changed(states: Cameras, camera_id: int, change: Change) -> Cameras:
    """Return what is known after a change; a camera that is gone has none."""
    if camera_id not in states:
        return states
    return {**states, camera_id: change(states[camera_id])}
