"""Date and time: until when notifications about a camera are not wanted."""

from collections.abc import Iterator
from datetime import datetime
from typing import override

from homeassistant.components.datetime import ATTR_DATETIME, DateTimeEntity
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.restore_state import RestoreEntity
from homeassistant.util import dt as dt_util

from .aiovxg import is_plausible_time
from .cameras.coordinator import CameraState
from .data import VxgConfigEntry
from .entity import VxgEntity, async_add_per_camera
from .errors import validation_error
from .helpers.time_range import parse_time

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,
    entry: VxgConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the entities of all cameras."""
    await async_add_per_camera(hass, entry, async_add_entities, _build)


def _build(entry: VxgConfigEntry, state: CameraState) -> Iterator[VxgEntity]:
    yield QuietUntil(entry, state)


class QuietUntil(VxgEntity, DateTimeEntity, RestoreEntity):
    """Time until which automations send no notification about the camera.

    Only automations use it. Unknown and a time in the past mean "not quiet".
    """

    _attr_translation_key = "quiet_until"
    _attr_entity_category = EntityCategory.CONFIG
    _attr_native_value: datetime | None = None

    def __init__(self, entry: VxgConfigEntry, state: CameraState) -> None:
        super().__init__(entry, state, "quiet_until")

    @override
    async def async_added_to_hass(self) -> None:
        """Restore the time."""
        await super().async_added_to_hass()
        if (last := await self.async_get_last_state()) is None:
            return
        time = parse_time(last.state)
        if time is not None and time.tzinfo is not None and is_plausible_time(time):
            self._attr_native_value = time

    @override
    async def async_set_value(self, value: datetime) -> None:
        """Set the time."""
        if not is_plausible_time(value):
            raise validation_error(
                "out_of_range",
                subject=self.data.camera_name(self.camera_id),
                field=ATTR_DATETIME,
                value=str(value),
                least="1970",
                most="2100",
            )
        self._attr_native_value = dt_util.as_utc(value)
        self.async_write_ha_state()
