"""Selects: the recording mode of a camera."""

from collections.abc import Iterator
from typing import override

from homeassistant.components.select import SelectEntity
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .actions.settings import async_set_recording_mode
from .actions.validation import async_require_admin, require_writable
from .cameras.coordinator import CameraState
from .const import REC_MODE_OFF
from .data import VxgConfigEntry
from .entity import VxgConfigEntity, VxgEntity, async_add_per_camera

# Recording modes that the API page lists (section 3).
REC_MODES = ("on", REC_MODE_OFF, "by_event", "server_by_event")


PARALLEL_UPDATES = 1


async def async_setup_entry(
    hass: HomeAssistant,
    entry: VxgConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the selects of all cameras."""
    await async_add_per_camera(hass, entry, async_add_entities, _build)


def _build(entry: VxgConfigEntry, state: CameraState) -> Iterator[VxgEntity]:
    yield RecordingModeSelect(entry, state)


class RecordingModeSelect(VxgConfigEntity[str], SelectEntity):
    """The recording mode of a camera."""

    _attr_translation_key = "rec_mode"
    _attr_entity_category = EntityCategory.CONFIG
    _attr_entity_registry_enabled_default = False

    def __init__(self, entry: VxgConfigEntry, state: CameraState) -> None:
        super().__init__(entry, state, "rec_mode")

    @property
    @override
    def options(self) -> list[str]:
        """Return the modes of the API page, and an unknown one while it is set."""
        mode = self.current_option
        return [*REC_MODES] if mode is None or mode in REC_MODES else [*REC_MODES, mode]

    @property
    @override
    def current_option(self) -> str | None:
        """Return the requested mode until the request is done, then the cloud's."""
        return self.optimistic_value or self.camera_state.camera.rec_mode

    @override
    async def async_select_option(self, option: str) -> None:
        """Change the recording mode."""
        await async_require_admin(self.hass, self._context)
        # Before the requested value is shown, since the request is bound to fail.
        require_writable(self.data, self.camera_id)
        with self.optimistic(option):
            await async_set_recording_mode(self.data, self.camera_id, option)
