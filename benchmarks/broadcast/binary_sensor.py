"""A `CoordinatorEntity` for each camera and event type, updated by every poll."""

from datetime import timedelta
from typing import override

from homeassistant.components.binary_sensor import BinarySensorEntity
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.update_coordinator import CoordinatorEntity
from homeassistant.util import dt as dt_util

from . import DOMAIN, BroadcastCoordinator

HOLD_TIME = timedelta(seconds=30)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: ConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the sensors of all cameras and event types."""
    coordinator: BroadcastCoordinator = entry.runtime_data
    async_add_entities(
        BroadcastSensor(coordinator, camera_id, name)
        for camera_id, names in coordinator.types.items()
        for name in names
    )


class BroadcastSensor(CoordinatorEntity[BroadcastCoordinator], BinarySensorEntity):
    """Sensor that is on for a while after an event of a camera and type."""

    _attr_has_entity_name = True

    def __init__(
        self, coordinator: BroadcastCoordinator, camera_id: int, name: str
    ) -> None:
        super().__init__(coordinator)
        self._key = camera_id, name
        entry_id = coordinator.config_entry.entry_id
        self._attr_name = name
        self._attr_unique_id = f"{entry_id}_{camera_id}_{name}"
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, f"{entry_id}_{camera_id}")},
            name=coordinator.names[camera_id],
        )

    @property
    @override
    def is_on(self) -> bool:
        """Whether the last event is younger than the hold time."""
        happened = self.coordinator.data.get(self._key)
        return happened is not None and dt_util.utcnow() - happened < HOLD_TIME
