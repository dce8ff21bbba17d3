"""Binary sensors: per event type and kind of object, and the camera's connectivity."""

from abc import abstractmethod
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import override

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
)
from homeassistant.const import EntityCategory, Platform
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.event import async_call_later

from .aiovxg import NewEvent
from .automations.object_kinds import OBJECT_KINDS
from .cameras.coordinator import CameraState
from .const import DOMAIN
from .data import VxgConfigEntry
from .entity import VxgCameraStateEntity, VxgEntity, async_add_per_camera
from .helpers import clocks
from .helpers.event_types import (
    DIAGNOSTIC_TYPES,
    DISABLED_TYPES,
    humanize_event_type,
    type_translation_key,
)
from .helpers.identifiers import device_identifier
from .helpers.signals import signal_fresh_event, signal_fresh_object

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
    build_objects = partial(_build_objects, er.async_get(hass))
    await async_add_per_camera(hass, entry, async_add_entities, build_objects)


def _build_connectivity(
    entry: VxgConfigEntry, state: CameraState
) -> Iterator[VxgEntity]:
    yield ConnectivitySensor(entry, state)


def _build_types(entry: VxgConfigEntry, state: CameraState) -> Iterator[VxgEntity]:
    for name in state.types or ():
        yield EventTypeSensor(entry, state, name)


def _build_objects(
    registry: er.EntityRegistry, entry: VxgConfigEntry, state: CameraState
) -> Iterator[VxgEntity]:
    """Build sensors of what was chosen, is seen, or was seen in an earlier run."""
    data = entry.runtime_data
    camera_id = state.camera.id
    for kind in OBJECT_KINDS:
        unique_id = f"{device_identifier(entry, camera_id)}_{_object_key(kind)}"
        if (
            kind in data.options.objects
            or (camera_id, kind) in data.events.dispatcher.last_objects
            or registry.async_get_entity_id(Platform.BINARY_SENSOR, DOMAIN, unique_id)
        ):
            yield ObjectSensor(entry, state, kind)


def _object_key(kind: str) -> str:
    return f"object_{kind}"


class HoldTimeSensor(VxgEntity, BinarySensorEntity):
    """Base class for sensors that are on for the hold time after each fresh event.

    Events have no end, so "off" means that the hold time is over. The state is not
    restored after a restart.
    """

    depends_on_availability = True
    _attr_is_on: bool = False
    _off_timer: CALLBACK_TYPE | None = None

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

    @abstractmethod
    def _last_event_at(self) -> timedelta | None:
        """Return the uptime of the last event, which may have created this sensor."""

    @override
    async def async_added_to_hass(self) -> None:
        """Turn on for what is left of the hold time of the last event."""
        await super().async_added_to_hass()
        self.async_on_remove(self._cancel_off_timer)
        if (last := self._last_event_at()) is not None:
            remaining = self.data.options.hold_time - (clocks.uptime() - last)
            if remaining.total_seconds() > 0:
                self._turn_on(remaining.total_seconds())

    @callback
    def _handle_event(self, *_args: NewEvent) -> None:
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


class EventTypeSensor(HoldTimeSensor):
    """Sensor for fresh events of one type."""

    def __init__(self, entry: VxgConfigEntry, state: CameraState, name: str) -> None:
        super().__init__(entry, state, f"event_{name}")
        self._name = name
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

    @override
    async def async_added_to_hass(self) -> None:
        """Subscribe to the type's events."""
        await super().async_added_to_hass()
        self.subscribe(
            signal_fresh_event(self.entry.entry_id, self.camera_id, self._name),
            self._handle_event,
        )

    @override
    def _last_event_at(self) -> timedelta | None:
        last = self.data.events.last_dispatched.get((self.camera_id, self._name))
        return None if last is None else last.at


class ObjectSensor(HoldTimeSensor):
    """Sensor for fresh events whose metadata tell a kind of object."""

    def __init__(self, entry: VxgConfigEntry, state: CameraState, kind: str) -> None:
        super().__init__(entry, state, _object_key(kind))
        self._kind = kind
        self._attr_translation_key = _object_key(kind)

    @override
    async def async_added_to_hass(self) -> None:
        """Subscribe to events with the kind of object."""
        await super().async_added_to_hass()
        self.subscribe(
            signal_fresh_object(self.entry.entry_id, self.camera_id, self._kind),
            self._handle_event,
        )

    @override
    def _last_event_at(self) -> timedelta | None:
        last_objects = self.data.events.dispatcher.last_objects
        return last_objects.get((self.camera_id, self._kind))


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
