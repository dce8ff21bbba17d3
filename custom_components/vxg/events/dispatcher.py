"""Dispatching of new events to the bus, entities and triggers."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.dispatcher import async_dispatcher_send

from ..aiovxg import Event, NewEvent
from ..automations.object_kinds import objects_in
from ..cameras.coordinator import CameraCoordinator, CameraState
from ..const import (
    ATTR_ENTRY_ID,
    ATTR_EVENT_ID,
    ATTR_EVENT_TYPE,
    ATTR_LATE,
    ATTR_METADATA,
    ATTR_TIME,
    DOMAIN,
    EVENT_VXG,
    LOGGER,
    TEST_EVENT_TYPE,
)
from ..helpers import clocks
from ..helpers.identifiers import device_identifier
from ..helpers.issues import (
    async_create_clock_issue,
    async_delete_clock_ahead_issue,
    async_set_clock_correction,
    async_update_far_clock_issue,
)
from ..helpers.options import Options
from ..helpers.signals import (
    signal_any_fresh_event,
    signal_cameras_changed,
    signal_fresh_event,
    signal_fresh_object,
    signal_new_event,
    signal_test_event,
)
from .clock_lag import ClockLagDetector, is_ahead
from .event_images import EventImages
from .poll_interval import AdaptivePollInterval
from .recent import RecentEvents

# As many as a thousand cameras with ten event types have.
MAX_LAST_DISPATCHED = 11_000


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchedEvent:
    """A new event and the uptime when it was dispatched, for entities added after it."""

    new_event: NewEvent
    at: timedelta


class EventDispatcher:
    """Dispatches each event to the listeners of its camera and type."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        cameras: CameraCoordinator,
        options: Options,
        poll_interval: AdaptivePollInterval,
        images: EventImages,
    ) -> None:
        self._hass = hass
        self._entry = entry
        self._cameras = cameras
        self._options = options
        self._poll_interval = poll_interval
        self.images = images
        self._clock_lags = ClockLagDetector(options.clock_lags)
        self.recent = RecentEvents(options.clock_lags)
        self._discovery_requested: dict[int, float] = {}
        self.dispatched_count = 0
        self.counts = Counter[int]()
        self.late_counts = Counter[int]()
        self.last_dispatched: dict[tuple[int, str | None], DispatchedEvent] = {}
        # Uptime at which a kind of object was last seen by a camera.
        self.last_objects: dict[tuple[int, str], timedelta] = {}

    def is_camera_resolved(self, camera_id: int) -> bool:
        """Return whether a camera is known, or unknown even after a requested read."""
        if camera_id in self._cameras.data:
            return True
        requested = self._discovery_requested.get(camera_id)
        listed_at = self._cameras.listed_at
        if requested is not None and listed_at is not None and listed_at >= requested:
            del self._discovery_requested[camera_id]
            return True
        if requested is None:
            self._discovery_requested[camera_id] = clocks.monotonic()
            self._cameras.async_request_discovery(camera_id)
        return False

    def dispatch(self, new_event: NewEvent, now: datetime) -> None:
        """Dispatch an event that a read at `now` listed; its camera is resolved."""
        event = new_event.event
        state = self._cameras.data.get(event.camera_id)
        if state is None:
            LOGGER.debug("Event %s has an unknown camera", event.id)
            return
        LOGGER.debug(
            "Event %s (%s) of camera %s: first listed %.1f s after its time, %s",
            event.id,
            event.name,
            event.camera_id,
            (now - event.time).total_seconds(),
            "late" if new_event.late else "fresh",
        )
        if event.name == TEST_EVENT_TYPE:
            signal = signal_test_event(self._entry.entry_id)
            async_dispatcher_send(self._hass, signal, event)
            return
        is_shown = not new_event.late or self._options.fire_late
        if is_shown:
            # First, as what follows may reload the entry, which saves what it awaits.
            new_event = self.images.add(new_event, now)
        # Added one by one: automations of an event must not see the next one yet.
        self.recent.add(event, now, is_new=True, late=new_event.late)
        self._fire(new_event)
        self.dispatched_count += 1
        self.counts[event.camera_id] += 1
        self.late_counts[event.camera_id] += new_event.late
        entry_id = self._entry.entry_id
        if is_shown:
            dispatched = DispatchedEvent(new_event=new_event, at=clocks.uptime())
            for name in (event.name, None):
                # The oldest one comes first.
                self.last_dispatched.pop((event.camera_id, name), None)
                self.last_dispatched[event.camera_id, name] = dispatched
            if len(self.last_dispatched) > MAX_LAST_DISPATCHED:
                del self.last_dispatched[next(iter(self.last_dispatched))]
            async_dispatcher_send(
                self._hass,
                signal_fresh_event(entry_id, event.camera_id, event.name),
                new_event,
            )
            async_dispatcher_send(
                self._hass, signal_any_fresh_event(entry_id, event.camera_id), new_event
            )
            self._dispatch_objects(event)
        # Last, for triggers: their automations see the states that the event causes.
        async_dispatcher_send(
            self._hass, signal_new_event(entry_id, event.camera_id), new_event
        )
        if is_shown and event.thumb is not None:
            self.images.notify(new_event)
        # Nothing that is unexpected in it may cost the event.
        self._update_trackers(new_event, state, now)

    def _dispatch_objects(self, event: Event) -> None:
        """Dispatch the kinds of objects of a fresh event."""
        entry_id, camera_id = self._entry.entry_id, event.camera_id
        for kind in objects_in(event.meta):
            is_first = (camera_id, kind) not in self.last_objects
            self.last_objects[camera_id, kind] = clocks.uptime()
            async_dispatcher_send(
                self._hass, signal_fresh_object(entry_id, camera_id, kind)
            )
            if is_first:
                async_dispatcher_send(
                    self._hass, signal_cameras_changed(entry_id), [camera_id]
                )

    def _update_trackers(
        self, new_event: NewEvent, state: CameraState, now: datetime
    ) -> None:
        """Update what depends on new events: event types, clocks, the poll interval."""
        event = new_event.event
        if state.types is not None and event.name not in state.types:
            self._cameras.async_request_discovery(event.camera_id)
        event_type = (state.types or {}).get(event.name)
        # Others write events of types that a camera does not send, by their own clocks.
        if event_type is None or event_type.receive or not event_type.custom:
            self._update_clocks(new_event, now)
        if not new_event.late and (event_type is None or not event_type.is_periodic):
            self._poll_interval.record_event(clocks.uptime())

    def _update_clocks(self, new_event: NewEvent, now: datetime) -> None:
        """Update what is known of a camera's clock by one of its events."""
        event, camera_id = new_event.event, new_event.event.camera_id
        if new_event.late or is_ahead(event.time, now):
            lag = self._clock_lags.record_wrong(
                camera_id, event.time, new_event.unlisted, now
            )
            if lag is not None:
                name = self._cameras.camera_name(camera_id)
                async_create_clock_issue(self._hass, self._entry, camera_id, name, lag)
        else:
            async_delete_clock_ahead_issue(self._hass, self._entry, camera_id)
        if new_event.late:
            return
        async_update_far_clock_issue(self._hass, self._entry, camera_id, "", None)
        if self._clock_lags.record_fresh(camera_id, event.time, now):
            LOGGER.info(
                "The clock of %s needs no correction any more",
                self._cameras.camera_name(camera_id),
            )
            async_set_clock_correction(self._hass, self._entry, camera_id, None)

    def _fire(self, new_event: NewEvent) -> None:
        event = new_event.event
        entry = self._entry
        device = dr.async_get(self._hass).async_get_device_by_identifier(
            (DOMAIN, device_identifier(entry, event.camera_id)), entry.entry_id
        )
        self._hass.bus.async_fire(
            EVENT_VXG,
            event_data(entry.entry_id, device.id if device else None, new_event),
        )


def event_data(
    entry_id: str, device_id: str | None, new_event: NewEvent
) -> dict[str, Any]:
    """Return the data of an event for the bus and triggers."""
    event = new_event.event
    return {
        ATTR_ENTRY_ID: entry_id,
        "device_id": device_id,
        "camera_id": event.camera_id,
        ATTR_EVENT_ID: event.id,
        ATTR_EVENT_TYPE: event.name,
        ATTR_TIME: event.time.isoformat(),
        ATTR_METADATA: dict(event.meta),
        ATTR_LATE: new_event.late,
    }
