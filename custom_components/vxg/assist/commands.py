"""Commands of assistants: find the event type, and create or trigger the event."""

from collections.abc import Mapping

from ..actions.event_command import EventCommand
from ..actions.result import ActionResult
from ..actions.validation import EventRequest
from .exposed_cameras import ExposedCamera
from .vocabulary import UnknownTypeError, match_event_type


def is_available(command: EventCommand, camera: ExposedCamera) -> bool:
    """Return whether a camera has an event type that the command supports."""
    return (
        camera.data.client.writable(camera.camera_id) is not False
        and supported_types(command, camera) != []
    )


def supported_types(command: EventCommand, camera: ExposedCamera) -> list[str] | None:
    """Return the event types that a command supports; None if types were never read."""
    types = camera.data.cameras.data[camera.camera_id].types
    if types is None:
        return None
    return [
        name for name, event_type in types.items() if command.is_supported(event_type)
    ]


async def async_execute(
    command: EventCommand,
    camera: ExposedCamera,
    word: str,
    language: str,
    metadata: Mapping[str, str],
) -> tuple[str, ActionResult]:
    """Create or trigger an event; return its type and the result.

    Raises UnknownTypeError with the word unless it matches exactly one supported type, and a
    translated HomeAssistantError if the request fails.
    """
    names = supported_types(command, camera)
    name = word if names is None else match_event_type(word, language, names)
    if name is None:
        raise UnknownTypeError(word)
    request = EventRequest(event_type=name, metadata=metadata)
    return name, await command.execute(camera.data, camera.camera_id, request)
