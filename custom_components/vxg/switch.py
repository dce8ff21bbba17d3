"""Switches: whether a camera sends events of a type."""

from collections.abc import Iterator
from typing import Any, override

from homeassistant.components.switch import SwitchEntity
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .actions.settings import async_update_event_type
from .actions.validation import async_require_admin, require_writable
from .cameras.coordinator import CameraState
from .const import ATTR_RECEIVE
from .data import VxgConfigEntry
from .entity import VxgConfigEntity, VxgEntity, VxgTypeEntity, async_add_per_camera

PARALLEL_UPDATES = 1


async def async_setup_entry(
    hass: HomeAssistant,
    entry: VxgConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the switches of all cameras."""
    await async_add_per_camera(hass, entry, async_add_entities, _build)


def _build(entry: VxgConfigEntry, state: CameraState) -> Iterator[VxgEntity]:
    for event_type in (state.types or {}).values():
        # Cameras do not send events of custom types.
        if not event_type.custom:
            yield ReceiveSwitch(entry, state, event_type.name)


class ReceiveSwitch(VxgTypeEntity, VxgConfigEntity[bool], SwitchEntity):
    """Switch that lets a camera send events of one type."""

    _attr_translation_key = "receive"
    _attr_entity_category = EntityCategory.CONFIG
    _attr_entity_registry_enabled_default = False

    def __init__(self, entry: VxgConfigEntry, state: CameraState, name: str) -> None:
        super().__init__(entry, state, f"receive_{name}")
        self._name = name

    @property
    @override
    def is_on(self) -> bool | None:
        """Return the requested state until the request is done, then the cloud's."""
        if self.optimistic_value is not None:
            return self.optimistic_value
        event_type = (self.camera_state.types or {}).get(self._name)
        return None if event_type is None else event_type.receive

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Let the camera send events of this type."""
        await self._async_receive(receive=True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Let the camera send no events of this type."""
        await self._async_receive(receive=False)

    async def _async_receive(self, *, receive: bool) -> None:
        await async_require_admin(self.hass, self._context)
        # Before the requested value is shown, since the request is bound to fail.
        require_writable(self.data, self.camera_id)
        with self.optimistic(receive):
            await async_update_event_type(
                self.data, self.camera_id, self._name, {ATTR_RECEIVE: receive}
            )
