"""Buttons: raise an event by a press, at the camera or in the cloud."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import override

from homeassistant.components.button import ButtonEntity, ButtonEntityDescription
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .actions.create_event import async_create_event
from .actions.event_request import EventRequest
from .actions.result import ActionResult
from .actions.trigger_event import async_trigger_event
from .aiovxg import EventType
from .cameras.coordinator import CameraState
from .data import VxgConfigEntry, VxgRuntimeData
from .entity import VxgEntity, VxgTypeEntity, async_add_per_camera

PARALLEL_UPDATES = 1


@dataclass(frozen=True, kw_only=True)
class EventButtonDescription(ButtonEntityDescription):
    """A kind of button: for which types there is one, and what a press orders."""

    has_fn: Callable[[EventType], bool]
    press_fn: Callable[[VxgRuntimeData, int, EventRequest], Awaitable[ActionResult]]


DESCRIPTIONS = (
    EventButtonDescription(
        key="trigger",
        translation_key="trigger",
        has_fn=lambda event_type: event_type.can_be_triggered,
        press_fn=async_trigger_event,
    ),
    EventButtonDescription(
        key="create",
        translation_key="create",
        has_fn=lambda event_type: event_type.custom,
        press_fn=async_create_event,
    ),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: VxgConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the buttons of all cameras."""
    await async_add_per_camera(hass, entry, async_add_entities, _build)


def _build(entry: VxgConfigEntry, state: CameraState) -> Iterator[VxgEntity]:
    for event_type in (state.types or {}).values():
        for description in DESCRIPTIONS:
            if description.has_fn(event_type):
                yield EventButton(entry, state, event_type.name, description)


class EventButton(VxgTypeEntity, ButtonEntity):
    """Raises an event of one type."""

    entity_description: EventButtonDescription

    def __init__(
        self,
        entry: VxgConfigEntry,
        state: CameraState,
        name: str,
        description: EventButtonDescription,
    ) -> None:
        """Stand for one way of raising one event type of a camera."""
        super().__init__(entry, state, f"{description.key}_{name}")
        self.entity_description = description
        self._name = name

    @override
    async def async_press(self) -> None:
        """Raise the event."""
        await self.entity_description.press_fn(
            self.data, self.camera_id, EventRequest(event_type=self._name)
        )
