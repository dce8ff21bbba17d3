"""Image entity: the image of the newest event that has one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Self, override

from homeassistant.components.image import ImageEntity
from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.event import async_call_later
from homeassistant.helpers.restore_state import ExtraStoredData, RestoreEntity

from .aiovxg import NewEvent, VxgError, VxgRefusedError
from .cameras.coordinator import CameraState
from .const import ATTR_EVENT_ID, ATTR_EVENT_TIME, ATTR_EVENT_TYPE, LOGGER
from .data import VxgConfigEntry
from .entity import VxgEntity, async_add_per_camera
from .helpers.event_types import DIAGNOSTIC_TYPES
from .helpers.signals import signal_any_fresh_event, signal_event_image
from .helpers.time_range import MICROSECOND, parse_time
from .helpers.unexpected import expected_error, operation_error
from .media.identifier import MediaIdentifier, MediaKind
from .media.images import async_get_event, async_get_image, cache_image_urls, image_type

# An event's image is often available only seconds later (API page, section 6): delays
# between reads that look for it. One read is enough for types that may have no images.
IMAGE_RETRY_DELAYS = (timedelta(seconds=3), timedelta(seconds=7), timedelta(seconds=20))
OPTIONAL_IMAGE_RETRY_DELAYS = (timedelta(seconds=10),)
# Events per camera whose images are awaited; beyond that, the oldest is dropped.
MAX_AWAITED_IMAGES = 4

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
        # Events are numbered, so that a late image never replaces a newer one.
        self._event_count = 0
        self._shown_index = 0
        self._retry_timers: dict[int, CALLBACK_TYPE] = {}

    @property
    @override
    def extra_restore_state_data(self) -> LastEventImageData | None:
        """Return the event whose image is shown."""
        return self._shown

    @override
    async def async_added_to_hass(self) -> None:
        """Restore the last image and subscribe to the camera's events."""
        await super().async_added_to_hass()
        if (stored := await self.async_get_last_extra_data()) is not None and (
            shown := LastEventImageData.from_dict(stored.as_dict())
        ) is not None:
            self._set_shown(shown)
        self.subscribe(
            signal_any_fresh_event(self.entry.entry_id, self.camera_id),
            self._handle_event,
        )
        self.async_on_remove(self._cancel_retries)
        # The event that created this entity may be dispatched already.
        if last := self.data.events.last_dispatched.get((self.camera_id, None)):
            self._handle_new_event(last.new_event)

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
    def _handle_event(self, new_event: NewEvent) -> None:
        if self._handle_new_event(new_event):
            self.async_write_ha_state()

    def _handle_new_event(self, new_event: NewEvent) -> bool:
        """Show an event's image or wait for it; return whether it is shown."""
        event = new_event.event
        if self._shown is not None and (
            event.id == self._shown.event_id
            or (new_event.late and event.time <= self._shown.time)
        ):
            return False
        self._event_count += 1
        if event.thumb is not None:
            return self._show_image(new_event, self._event_count)
        self._schedule_retry(
            new_event, self._event_count, self._retry_delays(event.name)
        )
        return False

    def _retry_delays(self, event_type: str) -> tuple[timedelta, ...]:
        """Return the delays after which to look for an event's image."""
        config = (self.camera_state.types or {}).get(event_type)
        if config is None or config.snapshot or config.generate_images:
            return IMAGE_RETRY_DELAYS
        return () if event_type in DIAGNOSTIC_TYPES else OPTIONAL_IMAGE_RETRY_DELAYS

    def _schedule_retry(
        self, new_event: NewEvent, index: int, delays: tuple[timedelta, ...]
    ) -> None:
        event = new_event.event
        self._retry_timers.pop(event.id, None)
        if not delays:
            return
        while len(self._retry_timers) >= MAX_AWAITED_IMAGES:
            oldest = next(iter(self._retry_timers))
            self._retry_timers.pop(oldest)()
        job = HassJob(partial(self._retry, new_event, index, delays[1:]))
        self._retry_timers[event.id] = async_call_later(self.hass, delays[0], job)

    async def _retry(
        self,
        new_event: NewEvent,
        index: int,
        delays: tuple[timedelta, ...],
        _now: datetime,
    ) -> None:
        """Read an event again to look for its image."""
        event = new_event.event
        try:
            event = await async_get_event(self.data.media, self.camera_id, event.id)
        except VxgRefusedError as err:
            LOGGER.debug("Event %s no longer exists: %s", event.id, err)
            delays = ()
        except Exception as caught:
            error = expected_error(self.hass, "image", caught, VxgError)
            LOGGER.debug("Could not read event %s again: %s", event.id, error)
        # The event may have been dropped meanwhile, or the entity removed.
        if event.id not in self._retry_timers:
            return
        if event.thumb is None:
            self._schedule_retry(new_event, index, delays)
            return
        del self._retry_timers[event.id]
        if self._show_image(replace(new_event, event=event), index):
            self.async_write_ha_state()

    def _show_image(self, new_event: NewEvent, index: int) -> bool:
        """Report that an event has an image; show it unless a newer one is shown."""
        event = new_event.event
        cache_image_urls(self.data.media, [event])
        # Not at once: the event itself may not be dispatched to all listeners yet.
        self.hass.loop.call_soon(
            async_dispatcher_send,
            self.hass,
            signal_event_image(self.entry.entry_id, self.camera_id),
            new_event,
        )
        if index < self._shown_index:
            return False
        self._shown_index = index
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

    @callback
    def _cancel_retries(self) -> None:
        for cancel in self._retry_timers.values():
            cancel()
        self._retry_timers.clear()
