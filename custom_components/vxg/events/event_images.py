"""Images of events, which the cloud may list later than the events themselves."""

from collections.abc import Callable, Iterable
from datetime import datetime

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_send

from ..aiovxg import Event, NewEvent
from ..cameras.coordinator import CameraCoordinator
from ..const import LOGGER
from ..helpers.signals import signal_event_image
from .log_store import EventLogStore

# A type is not expected to have images any more after this many events without one.
MAX_MISSING_IMAGES = 5
# As many as a thousand cameras with ten event types have.
MAX_TYPES = 10_000


class EventImages:
    """Notifies the image entity and triggers once the image of an event is listed."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        cameras: CameraCoordinator,
        log_store: EventLogStore,
        now: Callable[[], datetime],
    ) -> None:
        """Initialize; `now` returns the cloud's time."""
        self._hass = hass
        self._entry_id = entry.entry_id
        self._cameras = cameras
        self._log_store = log_store
        self._awaited = log_store.log.images
        self._now = now
        # Events without an image since the last one with one, by camera and type.
        self._missing: dict[tuple[int, str], int] = {}
        # For entities that are added later.
        self.last: dict[int, NewEvent] = {}
        self.stopped = False

    @callback
    def add(self, new_event: NewEvent, now: datetime) -> NewEvent:
        """Await the image of an event that is dispatched; return the event numbered."""
        event = new_event.event
        key = event.camera_id, event.name
        missing = self._missing.pop(key, None)
        if missing is None:
            missing = 0 if self._has_images(*key) else MAX_MISSING_IMAGES
        self._missing[key] = missing + 1
        if len(self._missing) > MAX_TYPES:
            del self._missing[next(iter(self._missing))]
        expected = missing < MAX_MISSING_IMAGES
        return self._awaited.add(new_event, now, expected=expected)

    @callback
    def async_update(
        self, events: Iterable[Event], now: datetime | None = None
    ) -> None:
        """Notify of images that were awaited, wherever their events were listed.

        That was at `now` on the cloud's clock, by default just now.
        """
        now = now or self._now()
        for event in events:
            # An image may start a reload or a stop, after which the others are awaited.
            if self.stopped or self._hass.is_stopping:
                return
            if (new_event := self._awaited.take(event, now)) is not None:
                self._log_store.mark_changed()
                self.notify(new_event)

    @callback
    def notify(self, new_event: NewEvent) -> None:
        """Notify of the image of an event."""
        event = new_event.event
        LOGGER.debug("Event %s: its image is available", event.id)
        self._missing[event.camera_id, event.name] = 0
        self.last[event.camera_id] = new_event
        async_dispatcher_send(
            self._hass, signal_event_image(self._entry_id, event.camera_id), new_event
        )

    def _has_images(self, camera_id: int, event_type: str) -> bool:
        """Return whether events of a type are configured to get images."""
        state = self._cameras.data.get(camera_id)
        config = (state.types or {}).get(event_type) if state is not None else None
        return config is not None and bool(config.snapshot or config.generate_images)
