"""The ways to cause an event, for buttons and assistants."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from ..aiovxg import EventType
from ..data import VxgRuntimeData
from .create_event import async_create_event
from .result import ActionResult
from .trigger_event import async_trigger_event
from .validation import EventRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCommand:
    """A way to cause an event, and the event types that it is offered for."""

    key: str
    is_supported: Callable[[EventType], bool]
    execute: Callable[[VxgRuntimeData, int, EventRequest], Awaitable[ActionResult]]


# Only custom types: others are raised by the camera itself.
CREATE_EVENT = EventCommand(
    key="create",
    is_supported=lambda event_type: event_type.custom,
    execute=async_create_event,
)
TRIGGER_EVENT = EventCommand(
    key="trigger",
    is_supported=lambda event_type: event_type.can_be_triggered,
    execute=async_trigger_event,
)
