"""Event entities: the fresh events of a camera, and its doorbell."""

from collections.abc import Iterator
from typing import Any, override

from homeassistant.components.event import (
    DoorbellEventType,
    EventDeviceClass,
    EventEntity,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .aiovxg import NewEvent
from .cameras.coordinator import CameraState
from .cameras.state import MAX_EVENT_TYPES
from .const import ATTR_EVENT_ID, ATTR_EVENT_TIME, ATTR_METADATA
from .data import VxgConfigEntry
from .entity import VxgCameraStateEntity, VxgEntity, async_add_per_camera
from .helpers.event_types import is_doorbell
from .helpers.signals import signal_any_fresh_event

PARALLEL_UPDATES = 0

# Metadata may contain license plates and names, so it is not recorded.
UNRECORDED = frozenset({ATTR_EVENT_ID, ATTR_EVENT_TIME, ATTR_METADATA})


async def async_setup_entry(
    hass: HomeAssistant,
    entry: VxgConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the event entities of all cameras."""
    await async_add_per_camera(hass, entry, async_add_entities, _build)


def _build(entry: VxgConfigEntry, state: CameraState) -> Iterator[VxgEntity]:
    yield CameraEventEntity(entry, state)
    doorbell_types = entry.runtime_data.options.doorbell_types
    if any(is_doorbell(name, doorbell_types) for name in state.types or ()):
        yield DoorbellEventEntity(entry, state)


class CameraEventEntity(VxgCameraStateEntity, EventEntity):
    """All fresh events of one camera, with their metadata."""

    _attr_translation_key = "events"
    _unrecorded_attributes = UNRECORDED

    def __init__(self, entry: VxgConfigEntry, state: CameraState) -> None:
        super().__init__(entry, state, "events")
        self._attr_event_types = sorted(state.types or ())

    @override
    async def async_added_to_hass(self) -> None:
        """Subscribe to the camera's events, and handle the one that created this entity."""
        await super().async_added_to_hass()
        self.subscribe(
            signal_any_fresh_event(self.entry.entry_id, self.camera_id),
            self._handle_event,
        )
        last = self.data.events.last_dispatched.get((self.camera_id, None))
        # The entity may be removed and added again while the entry stays loaded.
        last_id = self.state_attributes.get(ATTR_EVENT_ID)
        if last is not None and last.new_event.event.id != last_id:
            self._set_event(last.new_event)

    @callback
    def _handle_event(self, new_event: NewEvent) -> None:
        self._set_event(new_event)
        self.async_write_ha_state()

    def _set_event(self, new_event: NewEvent) -> None:
        event = new_event.event
        self._add_event_types(event.name)
        self._trigger_event(event.name, _attributes(new_event))

    @override
    @callback
    def _handle_camera(self) -> None:
        """Update the event types of the camera."""
        if self._add_event_types(*(self.camera_state.types or ())):
            self.async_write_ha_state()

    def _add_event_types(self, *names: str) -> bool:
        """Add event types; known ones are kept, unless there are far too many."""
        new = set(names) - set(self._attr_event_types)
        if new:
            kept = {*self._attr_event_types, *new}
            if len(kept) > MAX_EVENT_TYPES:
                kept = {*(self.camera_state.types or ()), *new}
            self._attr_event_types = sorted(kept)
        return bool(new)


class DoorbellEventEntity(VxgEntity, EventEntity):
    """The fresh events of a camera's doorbell."""

    _attr_translation_key = "doorbell"
    _attr_device_class = EventDeviceClass.DOORBELL
    _attr_event_types = [DoorbellEventType.RING]
    _unrecorded_attributes = UNRECORDED

    def __init__(self, entry: VxgConfigEntry, state: CameraState) -> None:
        super().__init__(entry, state, "doorbell")

    @override
    async def async_added_to_hass(self) -> None:
        """Subscribe to the camera's events."""
        await super().async_added_to_hass()
        self.subscribe(
            signal_any_fresh_event(self.entry.entry_id, self.camera_id),
            self._handle_event,
        )

    @callback
    def _handle_event(self, new_event: NewEvent) -> None:
        if is_doorbell(new_event.event.name, self.data.options.doorbell_types):
            self._trigger_event(DoorbellEventType.RING, _attributes(new_event))
            self.async_write_ha_state()


def _attributes(new_event: NewEvent) -> dict[str, Any]:
    """Return the attributes of an event."""
    event = new_event.event
    return {
        ATTR_EVENT_ID: event.id,
        ATTR_EVENT_TIME: event.time.isoformat(),
        ATTR_METADATA: dict(event.meta),
    }
