"""Image entity: the image of the newest event that has one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self, override

from homeassistant.components.image import ImageEntity
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.restore_state import ExtraStoredData, RestoreEntity

from .aiovxg import NewEvent
from .cameras.coordinator import CameraState
from .const import ATTR_EVENT_ID, ATTR_EVENT_TIME, ATTR_EVENT_TYPE
from .data import VxgConfigEntry
from .entity import VxgEntity, async_add_per_camera
from .helpers.signals import signal_event_image
from .helpers.time_range import MICROSECOND, parse_time
from .helpers.unexpected import operation_error
from .media.identifier import MediaIdentifier, MediaKind
from .media.images import async_get_image, cache_image_urls, image_type

# Times of events may have whole seconds.
TIME_RESOLUTION = timedelta(seconds=1)

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,
    entry: VxgConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the image entities of all cameras."""
    await async_add_per_camera(hass, entry, async_add_entities, _build)


def _build(entry: VxgConfigEntry, state: CameraState) -> Iterator[VxgEntity]:
    yield LastEventImage(entry, state)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastEventImageData(ExtraStoredData):
    """The event whose image is shown, for restoring it after a restart."""

    event_id: int
    event_type: str
    time: datetime

    @override
    def as_dict(self) -> dict[str, Any]:
        """Return the data to store; it contains no signed URL."""
        return {
            ATTR_EVENT_ID: self.event_id,
            ATTR_EVENT_TYPE: self.event_type,
            ATTR_EVENT_TIME: self.time.isoformat(),
        }

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> Self | None:
        """Return the restored data, None if it is invalid."""
        event_id = stored.get(ATTR_EVENT_ID)
        event_type = stored.get(ATTR_EVENT_TYPE)
        time = parse_time(stored.get(ATTR_EVENT_TIME))
        if not isinstance(event_id, int) or not isinstance(event_type, str):
            return None
        if time is None or time.tzinfo is None:
            return None
        return cls(event_id=event_id, event_type=event_type, time=time)


class LastEventImage(VxgEntity, ImageEntity, RestoreEntity):
    """The image of a camera's newest event that has one.

    Events are dispatched without waiting for it. Its bytes are fetched on request.
    """

    _attr_translation_key = "last_image"
    _unrecorded_attributes = frozenset({ATTR_EVENT_ID})

    def __init__(self, entry: VxgConfigEntry, state: CameraState) -> None:
        ImageEntity.__init__(self, entry.runtime_data.cameras.hass)
        super().__init__(entry, state, "last_image")
        self._shown: LastEventImageData | None = None
        self._shown_order = 0

    @property
    @override
    def extra_restore_state_data(self) -> LastEventImageData | None:
        """Return the event whose image is shown."""
        return self._shown

    @override
    async def async_added_to_hass(self) -> None:
        """Restore the last image and subscribe to those of the camera's events."""
        await super().async_added_to_hass()
        if (stored := await self.async_get_last_extra_data()) is not None and (
            shown := LastEventImageData.from_dict(stored.as_dict())
        ) is not None:
            self._set_shown(shown)
        self.subscribe(
            signal_event_image(self.entry.entry_id, self.camera_id),
            self._handle_image,
        )
        # It may be listed before this entity is added.
        if (last := self.data.events.images.last.get(self.camera_id)) is not None:
            self._show_image(last)

    @override
    async def async_image(self) -> bytes | None:
        """Return the image, from memory or from the cloud."""
        if self._shown is None:
            return None
        identifier = MediaIdentifier(
            entry_id=self.entry.entry_id,
            camera_id=self.camera_id,
            kind=MediaKind.EVENT,
            number=self._shown.event_id,
        )
        try:
            content = await async_get_image(self.data.media, identifier)
        except Exception as err:
            subject = self.data.camera_name(self.camera_id)
            raise operation_error(self.hass, "image", err, subject) from err
        self._attr_content_type = image_type(content) or self._attr_content_type
        return content

    @callback
    def _handle_image(self, new_event: NewEvent) -> None:
        if self._show_image(new_event):
            self.async_write_ha_state()

    def _show_image(self, new_event: NewEvent) -> bool:
        """Show the image of an event unless that of a newer one is shown."""
        event = new_event.event
        cache_image_urls(self.data.media, [event])
        if (shown := self._shown) is not None:
            # Those that were delivered before the start are ordered by time.
            time_and_id = shown.time, shown.event_id
            if (event.time, event.id) == time_and_id:
                return False
            if (new_event.order, event.time, event.id) < (
                self._shown_order,
                *time_and_id,
            ) or (new_event.late and event.time <= shown.time):
                return False
        self._shown_order = new_event.order
        self._set_shown(
            LastEventImageData(
                event_id=event.id, event_type=event.name, time=event.time
            )
        )
        return True

    def _set_shown(self, shown: LastEventImageData) -> None:
        self._shown = shown
        last = self._attr_image_last_updated
        # Otherwise the next image of the same second would not change the state.
        same_second = (
            last is not None and timedelta() <= last - shown.time < TIME_RESOLUTION
        )
        self._attr_image_last_updated = (
            last + MICROSECOND if last is not None and same_second else shown.time
        )
        self._attr_extra_state_attributes = {
            ATTR_EVENT_ID: shown.event_id,
            ATTR_EVENT_TYPE: shown.event_type,
        }
