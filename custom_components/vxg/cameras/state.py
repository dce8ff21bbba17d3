"""The last known state of the cameras, as immutable values."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Self

from ..aiovxg import Camera, EventType
from ..const import LOGGER, TEST_EVENT_TYPE

# Event types of a camera that become entities; cameras have about ten.
MAX_EVENT_TYPES = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraState:
    """A camera and its event types by name, None until they were read."""

    camera: Camera
    types: Mapping[str, EventType] | None = None
    # Whether a read failed while no types are known.
    types_failed: bool = False

    @classmethod
    def from_stored(cls, camera: Camera, types: Iterable[EventType] | None) -> Self:
        """Return the state of a stored camera."""
        known = None if types is None else {item.name: item for item in types}
        return cls(camera=camera, types=known)

    @property
    def is_unread(self) -> bool:
        """Return whether the event types are still to be read for the first time."""
        return self.types is None and not self.types_failed

    def has_same_types(self, other: Self) -> bool:
        """Return whether the same is known of the event types."""
        return self.types == other.types and self.is_unread == other.is_unread

    def with_types(self, types: Mapping[str, EventType]) -> Self:
        """Return the state with other event types, of which the first ones are used."""
        types = {name: types[name] for name in types if name != TEST_EVENT_TYPE}
        used = dict(islice(types.items(), MAX_EVENT_TYPES))
        # Once: the next time, as many are known as can be.
        if len(types) > len(used) > len(self.types or ()):
            LOGGER.warning(
                "%s has %s event types, of which %s are used",
                self.camera.name,
                len(types),
                len(used),
            )
        return replace(self, types=used, types_failed=False)

    def with_type(self, event_type: EventType) -> Self:
        """Return the state with an event type added or replaced."""
        if event_type.name == TEST_EVENT_TYPE:
            return self
        types = {**(self.types or {}), event_type.name: event_type}
        return replace(self, types=types, types_failed=False)

    def with_recording_mode(self, mode: str) -> Self:
        """Return the state with another recording mode."""
        return replace(self, camera=replace(self.camera, rec_mode=mode))


type Cameras = dict[int, CameraState]
type StateChange = Callable[[CameraState], CameraState]
