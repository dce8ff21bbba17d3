"""Buttons: create an event in the cloud, or trigger one at the camera."""

from collections.abc import Iterator
from typing import override

from homeassistant.components.button import ButtonEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .actions.event_command import CREATE_EVENT, TRIGGER_EVENT, EventCommand
from .actions.validation import EventRequest
from .cameras.coordinator import CameraState
from .data import VxgConfigEntry
from .entity import VxgEntity, VxgTypeEntity, async_add_per_camera

# A slow press must not hold others; the outbox limits concurrent requests.
PARALLEL_UPDATES = 0

COMMANDS = (TRIGGER_EVENT, CREATE_EVENT)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: VxgConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the buttons of all cameras."""
    await async_add_per_camera(hass, entry, async_add_entities, _build)


def _build(entry: VxgConfigEntry, state: CameraState) -> Iterator[VxgEntity]:
    for event_type in (state.types or {}).values():
        for command in COMMANDS:
            if command.is_supported(event_type):
                yield EventButton(entry, state, event_type.name, command)


class EventButton(VxgTypeEntity, ButtonEntity):
    """A button that creates or triggers an event of one type."""

    def __init__(
        self,
        entry: VxgConfigEntry,
        state: CameraState,
        name: str,
        command: EventCommand,
    ) -> None:
        super().__init__(entry, state, f"{command.key}_{name}")
        self._attr_translation_key = command.key
        self._name = name
        self._command = command

    @override
    async def async_press(self) -> None:
        """Create or trigger the event."""
        await self._command.execute(
            self.data, self.camera_id, EventRequest(event_type=self._name)
        )
