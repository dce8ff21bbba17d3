"""Devices of cameras, and their names."""

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.device_registry import DeviceInfo

from ..aiovxg import Camera
from ..const import DOMAIN, MANUFACTURER
from ..helpers.identifiers import camera_device, device_identifier


def camera_device_info(entry: ConfigEntry, camera: Camera) -> DeviceInfo:
    """Return the description of the device of a camera."""
    return DeviceInfo(
        identifiers={(DOMAIN, device_identifier(entry, camera.id))},
        name=camera.name,
        manufacturer=camera.brand or MANUFACTURER,
        model=camera.model,
        serial_number=camera.serial_number,
        sw_version=camera.fw_version,
    )


@callback
def async_update_camera_device(
    hass: HomeAssistant, entry: ConfigEntry, camera: Camera
) -> None:
    """Let the device of a camera follow it, whichever of its entities are enabled."""
    if camera_device(hass, entry, camera.id) is not None:
        dr.async_get(hass).async_get_or_create(
            config_entry_id=entry.entry_id, **camera_device_info(entry, camera)
        )


@callback
def async_remove_camera_device(
    hass: HomeAssistant, entry: ConfigEntry, camera_id: int
) -> None:
    """Remove the device of a camera, if it has one."""
    if (device := camera_device(hass, entry, camera_id)) is not None:
        dr.async_get(hass).async_remove_device(device.id)


@callback
def async_camera_name(hass: HomeAssistant, entry: ConfigEntry, camera: Camera) -> str:
    """Return the name that the user gave a camera's device, or the name in the cloud."""
    device = camera_device(hass, entry, camera.id)
    return (device and device.name_by_user) or camera.name
