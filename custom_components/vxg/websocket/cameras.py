"""The cameras of a command: those that exist for its user."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from homeassistant.auth.models import User
from homeassistant.auth.permissions.const import POLICY_READ
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ..automations.camera_targets import CameraTarget, camera_target
from ..const import ATTR_ENTRY_ID, DOMAIN
from ..data import VxgConfigEntry, VxgRuntimeData
from ..errors import validation_error

ATTR_ENTITY_IDS = "entity_ids"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCameras:
    """Cameras of an entry that was loaded, with their entity ids.

    `data` is the entry's runtime data then: it may be unloaded while a command runs.
    """

    entry: VxgConfigEntry
    data: VxgRuntimeData
    entity_ids: Mapping[int, str]


@callback
def async_get_cameras(
    hass: HomeAssistant, user: User, message: Mapping[str, Any]
) -> list[EntryCameras]:
    """Return the cameras that a message names, by entry.

    Raises ServiceValidationError for one that is not loaded. One that the user may not
    read does not exist.
    """
    if (entry_id := message.get(ATTR_ENTRY_ID)) is not None:
        targets = _targets_of_entry(hass, user, entry_id)
    else:
        targets = [
            _target(hass, user, entity_id) for entity_id in message[ATTR_ENTITY_IDS]
        ]
    if not targets:
        raise validation_error("no_camera")
    entries: dict[str, dict[int, str]] = {}
    for target in targets:
        _require_loaded(hass, target)
        cameras = entries.setdefault(target.entry_id, {})
        cameras[target.camera_id] = target.entity_id
    return [
        EntryCameras(entry=entry, data=entry.runtime_data, entity_ids=entity_ids)
        for entry_id, entity_ids in entries.items()
        for entry in [hass.config_entries.async_get_known_entry(entry_id)]
    ]


def _targets_of_entry(
    hass: HomeAssistant, user: User, entry_id: str
) -> list[CameraTarget]:
    """Return the cameras of an entry that are enabled, unless it has others only."""
    registry = er.async_get(hass)
    return [
        target
        for item in er.async_entries_for_config_entry(registry, entry_id)
        if not item.disabled
        and (target := _readable_target(user, item)) is not None
        and (
            (data := _loaded_data(hass, entry_id)) is None
            or target.camera_id in data.cameras.data
        )
    ]


def _target(hass: HomeAssistant, user: User, entity_id: str) -> CameraTarget:
    item = er.async_get(hass).async_get(entity_id)
    target = None if item is None else _readable_target(user, item)
    if item is None or target is None:
        raise validation_error("foreign_camera", entity_id=entity_id)
    if item.disabled:
        raise validation_error("camera_not_loaded", entity_id=entity_id)
    return target


def _readable_target(user: User, item: er.RegistryEntry) -> CameraTarget | None:
    if not user.permissions.check_entity(item.entity_id, POLICY_READ):
        return None
    return camera_target(item)


def _require_loaded(hass: HomeAssistant, target: CameraTarget) -> None:
    data = _loaded_data(hass, target.entry_id)
    if data is None or target.camera_id not in data.cameras.data:
        raise validation_error("camera_not_loaded", entity_id=target.entity_id)


def _loaded_data(hass: HomeAssistant, entry_id: str) -> VxgRuntimeData | None:
    entry: VxgConfigEntry | None = hass.config_entries.async_get_entry(entry_id)
    if (
        entry is None
        or entry.domain != DOMAIN
        or entry.state is not ConfigEntryState.LOADED
    ):
        return None
    return entry.runtime_data
