"""Orders of assistants: which event is meant, and how it is brought about."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from ..actions.create_event import async_create_event
from ..actions.event_request import EventRequest
from ..actions.result import ActionResult
from ..actions.trigger_event import async_trigger_event
from ..aiovxg import EventType
from ..data import VxgRuntimeData
from .exposed_cameras import ExposedCamera
from .vocabulary import match_event_type


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCommand:
    """A way to bring an event about, and which types it is for."""

    is_supported: Callable[[EventType], bool]
    execute: Callable[[VxgRuntimeData, int, EventRequest], Awaitable[ActionResult]]

    def is_available(self, camera: ExposedCamera) -> bool:
        """Tell whether this is of any use for a camera."""
        return camera.data.client.writable(camera.camera_id) is not False and (
            self.names(camera) != []
        )

    def names(self, camera: ExposedCamera) -> list[str] | None:
        """Return a camera's types that this is for; None where none were ever read."""
        types = camera.data.cameras.data[camera.camera_id].types
        if types is None:
            return None
        return [
            name for name, event_type in types.items() if self.is_supported(event_type)
        ]


# As with the buttons: what a camera says of its own is not for others to write.
CREATE = EventCommand(
    is_supported=lambda event_type: event_type.custom, execute=async_create_event
)
TRIGGER = EventCommand(
    is_supported=lambda event_type: event_type.can_be_triggered,
    execute=async_trigger_event,
)


async def async_execute(
    way: EventCommand,
    camera: ExposedCamera,
    word: str,
    language: str,
    metadata: Mapping[str, str],
) -> tuple[str, ActionResult]:
    """Bring an event about; return its type and what became of it.

    Raises a LookupError with the word if it does not mean one type that this is for, and
    a translated HomeAssistantError if the cloud cannot do it.
    """
    names = way.names(camera)
    name = word if names is None else match_event_type(word, language, names)
    if name is None:
        raise LookupError(word)
    order = EventRequest(event_type=name, metadata=metadata)
    return name, await way.execute(camera.data, camera.camera_id, order)
