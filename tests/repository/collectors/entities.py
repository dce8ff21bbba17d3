"""Devices, entities and their attributes."""

from typing import Any

from homeassistant.helpers import device_registry as dr, entity_registry as er

from ..house import FRONT_DOOR, GARDEN, YARD, House


def collect_devices(house: House) -> dict[str, Any]:
    """Return the devices of each entry by their names."""
    registry = dr.async_get(house.hass)
    return {
        kind: {
            str(device.name): {
                "configuration_url": device.configuration_url,
                "entry_type": device.entry_type,
                "identifiers": device.identifiers,
                "manufacturer": device.manufacturer,
                "model": device.model,
                "serial_number": device.serial_number,
                "sw_version": device.sw_version,
                "via_device": device.via_device_id,
            }
            for device in dr.async_entries_for_config_entry(registry, entry.entry_id)
        }
        for kind, entry in house.entries.items()
    }


def collect_entities(house: House) -> dict[str, Any]:
    """Return what is registered of each entry, by domain and unique id."""
    registry = er.async_get(house.hass)
    return {
        kind: {
            f"{item.domain} {item.unique_id}": {
                "capabilities": item.capabilities,
                "device": item.device_id,
                "device_class": item.original_device_class,
                "disabled_by": item.disabled_by,
                "entity_category": item.entity_category,
                "entity_id": item.entity_id,
                "has_entity_name": item.has_entity_name,
                "hidden_by": item.hidden_by,
                "platform": item.platform,
                "supported_features": item.supported_features,
                "translation_key": item.translation_key,
                "unit_of_measurement": item.unit_of_measurement,
            }
            for item in er.async_entries_for_config_entry(registry, entry.entry_id)
        }
        for kind, entry in house.entries.items()
    }


async def enable_all(house: House) -> None:
    """Enable all entities, which Home Assistant loads half a minute later."""
    registry = er.async_get(house.hass)
    for entry in house.entries.values():
        for item in er.async_entries_for_config_entry(registry, entry.entry_id):
            if item.disabled_by is not None:
                registry.async_update_entity(item.entity_id, disabled_by=None)
    await house.pass_time(31)


async def live_through(house: House) -> None:
    """Let events happen and be seen, and then a gap."""
    cloud = house.cloud
    for camera_id in (FRONT_DOOR, GARDEN, YARD):
        for _ in range(2):
            cloud.raise_event(camera_id, "motion", {"Person": "81"}, thumb_after=0)
    await house.pass_time(3)
    cloud.faults.drop_next(10**6)
    await house.pass_time(20, times=3)
    cloud.faults.clear()
    await house.pass_time(61, times=2)


def collect_states(house: House) -> dict[str, Any]:
    """Return the attributes of all entities, once all are enabled and have happened."""
    registry = er.async_get(house.hass)
    states: dict[str, Any] = {}
    for entry in house.entries.values():
        for item in er.async_entries_for_config_entry(registry, entry.entry_id):
            state = house.hass.states.get(item.entity_id)
            assert state is not None, item.entity_id
            info = state.state_info or {}
            states[item.entity_id] = {
                "attributes": set(state.attributes),
                "unrecorded": info.get("unrecorded_attributes", frozenset()),
            }
    return states
