"""The cameras of an automation's target, whether loaded or not."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, override

from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.const import CONF_TARGET
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv, entity_registry as er
from homeassistant.helpers.target import (
    TargetEntityChangeTracker,
    TargetSelection,
    async_extract_referenced_entity_ids,
)
from homeassistant.helpers.typing import VolDictType
import voluptuous as vol

from ..const import DOMAIN

# The last part of a camera entity's unique id, after the camera's id.
CAMERA_KEY = "camera"


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraTarget:
    """A camera of a target."""

    entry_id: str
    camera_id: int
    entity_id: str
    device_id: str | None

    @property
    def key(self) -> tuple[str, int]:
        """Identity that stays when entities are renamed."""
        return self.entry_id, self.camera_id


def _is_not_empty(target: dict[str, Any]) -> dict[str, Any]:
    if not TargetSelection(target).has_any_target:
        raise vol.Invalid("a target is needed")
    return target


TARGET_FIELD: VolDictType = {
    vol.Required(CONF_TARGET): vol.All(cv.TARGET_FIELDS, _is_not_empty)
}


@callback
def async_camera_targets(
    hass: HomeAssistant, target: dict[str, Any]
) -> list[CameraTarget]:
    """Return the cameras of a target, each once."""
    selected = async_extract_referenced_entity_ids(
        hass, TargetSelection(target), expand_group=False
    )
    return _targets(hass, selected.referenced | selected.indirectly_referenced)


class CameraTracker(TargetEntityChangeTracker):
    """Tracks the cameras of a target."""

    def __init__(
        self,
        hass: HomeAssistant,
        target: dict[str, Any],
        update: Callable[[list[CameraTarget]], None],
    ) -> None:
        """Initialize; `update` is called with all cameras at first and after each change."""
        super().__init__(hass, TargetSelection(target), lambda entities: entities)
        self._update = update

    @callback
    @override
    def _handle_entities_update(self, tracked_entities: set[str]) -> None:
        self._update(_targets(self._hass, tracked_entities))


def _targets(hass: HomeAssistant, entity_ids: Iterable[str]) -> list[CameraTarget]:
    registry = er.async_get(hass)
    entries = map(registry.async_get, sorted(entity_ids))
    targets = [target for item in entries if item and (target := camera_target(item))]
    return list({target.key: target for target in targets}.values())


def camera_target(item: er.RegistryEntry) -> CameraTarget | None:
    """Return the camera of an entity; only camera entities have one."""
    owner, _, key = item.unique_id.rpartition("_")
    if (
        item.platform != DOMAIN
        or item.domain != CAMERA_DOMAIN
        or item.config_entry_id is None
        or key != CAMERA_KEY
    ):
        return None
    return CameraTarget(
        entry_id=item.config_entry_id,
        camera_id=int(owner.rpartition("_")[2]),
        entity_id=item.entity_id,
        device_id=item.device_id,
    )
