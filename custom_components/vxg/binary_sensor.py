"""Binary sensors: one per event type, and the connectivity of the camera."""

from collections.abc import Iterator
from datetime import datetime
from typing import override

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
)
from homeassistant.const import EntityCategory
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.event import async_call_later

from .aiovxg import NewEvent
from .cameras.coordinator import CameraState
from .data import VxgConfigEntry
from .entity import VxgCameraStateEntity, VxgEntity, async_add_per_camera
from .helpers import clocks
from .helpers.event_types import (
    DIAGNOSTIC_TYPES,
    DISABLED_TYPES,
    humanize_event_type,
    type_translation_key,
)
from .helpers.signals import signal_fresh_event

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,
    entry: VxgConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the binary sensors of all cameras."""
    # First, because of the entity limit.
    await async_add_per_camera(hass, entry, async_add_entities, _build_types)
    await async_add_per_camera(hass, entry, async_add_entities, _build_connectivity)


def _build_connectivity(
    entry: VxgConfigEntry, state: CameraState
) -> Iterator[VxgEntity]:
    yield ConnectivitySensor(entry, state)


def _build_types(entry: VxgConfigEntry, state: CameraState) -> Iterator[VxgEntity]:
    for name in state.types or ():
        yield EventTypeSensor(entry, state, name)


class EventTypeSensor(VxgEntity, BinarySensorEntity):
    """Sensor that is on for the hold time after each fresh event of one type.

    Events have no end, so "off" means that the hold time is over. The state is not
    restored after a restart.
    """

    depends_on_availability = True
    _attr_is_on: bool = False

    def __init__(self, entry: VxgConfigEntry, state: CameraState, name: str) -> None:
        super().__init__(entry, state, f"event_{name}")
        self._name = name
        self._off_timer: CALLBACK_TYPE | None = None
        self._attr_translation_key = type_translation_key(name)
        if self._attr_translation_key is None:
            self._attr_name = humanize_event_type(name)
        if name == "motion":
            self._attr_device_class = BinarySensorDeviceClass.MOTION
        elif name == "sound" or name.startswith("audio"):
            self._attr_device_class = BinarySensorDeviceClass.SOUND
        if name in DIAGNOSTIC_TYPES:
            self._attr_entity_category = EntityCategory.DIAGNOSTIC
        self._attr_entity_registry_enabled_default = name not in DISABLED_TYPES

    @property
    @override
    def available(self) -> bool:
        """Return False while events cannot be read, unless the sensor is on."""
        availability = self.data.events.availability
        return availability.is_available(self.camera_id) or bool(self.is_on)

    @property
    @override
    def is_on(self) -> bool | None:
        """Return None until events were read: "off" would say that there is none."""
        if self._attr_is_on or self.data.events.availability.has_polled:
            return self._attr_is_on
        return None

    @override
    async def async_added_to_hass(self) -> None:
        """Subscribe to the type's events, and handle the one that created this sensor."""
        await super().async_added_to_hass()
        entry_id = self.entry.entry_id
        self.subscribe(
            signal_fresh_event(entry_id, self.camera_id, self._name), self._handle_event
        )
        self.async_on_remove(self._cancel_off_timer)
        if last := self.data.events.last_dispatched.get((self.camera_id, self._name)):
            remaining = self.data.options.hold_time - (clocks.uptime() - last.at)
            if remaining.total_seconds() > 0:
                self._turn_on(remaining.total_seconds())

    @callback
    def _handle_event(self, _new_event: NewEvent) -> None:
        was_on = self.is_on
        self._turn_on(self.data.options.hold_time.total_seconds())
        if not was_on:
            self.async_write_ha_state()

    def _turn_on(self, seconds: float) -> None:
        self._attr_is_on = True
        self._cancel_off_timer()
        self._off_timer = async_call_later(self.hass, seconds, self._handle_off)

    @callback
    def _handle_off(self, _now: datetime) -> None:
        self._off_timer = None
        self._attr_is_on = False
        self.async_write_ha_state()

    @callback
    def _cancel_off_timer(self) -> None:
        if self._off_timer is not None:
            self._off_timer()
            self._off_timer = None


class ConnectivitySensor(VxgCameraStateEntity, BinarySensorEntity):
    """Sensor that is on while the camera is connected and the cloud is available."""

    depends_on_availability = True
    _attr_device_class = BinarySensorDeviceClass.CONNECTIVITY
    _attr_entity_category = EntityCategory.DIAGNOSTIC

    def __init__(self, entry: VxgConfigEntry, state: CameraState) -> None:
        super().__init__(entry, state, "connectivity")

    @property
    @override
    def is_on(self) -> bool:
        """Return whether both camera and cloud are connected."""
        availability = self.data.events.availability
        return self.camera_state.camera.online and availability.is_available(
            self.camera_id
        )
