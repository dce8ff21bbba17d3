"""Sensors: status, last event, delay and counts of a camera; gap, outbox, reviews."""

import asyncio
from collections import deque
from collections.abc import Iterator
from datetime import datetime, timedelta
from statistics import median, quantiles
from typing import override

from homeassistant.components.sensor import (
    RestoreSensor,
    SensorDeviceClass,
    SensorEntity,
    SensorStateClass,
)
from homeassistant.const import EntityCategory, UnitOfTime
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.event import async_track_time_interval

from .aiovxg import NewEvent, VxgRequestError
from .cameras.coordinator import CameraState
from .const import LOGGER
from .data import VxgConfigEntry
from .entity import (
    VxgCameraStateEntity,
    VxgEntity,
    VxgEntryEntity,
    VxgTypeEntity,
    async_add_per_camera,
)
from .events.history import async_count_unreviewed
from .helpers.signals import (
    signal_any_fresh_event,
    signal_gap,
    signal_new_event,
    signal_outbox,
    signal_reviewed,
)
from .helpers.unexpected import expected_error

PARALLEL_UPDATES = 0

OTHER_STATUS = "other"
# Number of recent events that the delay is the median of.
MAX_DELAY_SAMPLES = 100

UNREVIEWED_INTERVAL = timedelta(hours=1)

ATTR_START = "start"
ATTR_RECOVERED = "recovered"

STATUSES = ["active", "inactive", "inactive_by_scheduler", "offline", "unauthorized"]


async def async_setup_entry(
    hass: HomeAssistant,
    entry: VxgConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the sensors of the entry and of all cameras."""
    async_add_entities(
        [LastGapSensor(entry), WaitingCreatesSensor(entry), UnreviewedSensor(entry)]
    )
    await async_add_per_camera(hass, entry, async_add_entities, _build)


def _build(entry: VxgConfigEntry, state: CameraState) -> Iterator[VxgEntity]:
    yield StatusSensor(entry, state)
    yield LastEventSensor(entry, state)
    yield EventDelaySensor(entry, state)
    for name in state.types or ():
        yield EventCountSensor(entry, state, name)


class StatusSensor(VxgCameraStateEntity, SensorEntity):
    """The status of a camera."""

    _attr_translation_key = "status"
    _attr_device_class = SensorDeviceClass.ENUM
    _attr_entity_category = EntityCategory.DIAGNOSTIC
    _attr_options = [*STATUSES, OTHER_STATUS]

    def __init__(self, entry: VxgConfigEntry, state: CameraState) -> None:
        super().__init__(entry, state, "status")

    @property
    @override
    def native_value(self) -> str | None:
        """Return the status, `other` if the API page does not list it."""
        status = self.camera_state.camera.status
        return status if status is None or status in STATUSES else OTHER_STATUS


class LastEventSensor(VxgEntity, RestoreSensor):
    """The time of the newest fresh event, never in the future."""

    _attr_translation_key = "last_event"
    _attr_device_class = SensorDeviceClass.TIMESTAMP

    def __init__(self, entry: VxgConfigEntry, state: CameraState) -> None:
        super().__init__(entry, state, "last_event")

    @override
    async def async_added_to_hass(self) -> None:
        """Restore the time, and subscribe to the camera's events."""
        if (
            stored := await self.async_get_last_sensor_data()
        ) is not None and isinstance(stored.native_value, datetime):
            # An earlier version may have stored a time in the future.
            self._attr_native_value = min(stored.native_value, self.data.clock.now())
        self.subscribe(
            signal_any_fresh_event(self.entry.entry_id, self.camera_id),
            self._handle_event,
        )
        if last := self.data.events.last_dispatched.get((self.camera_id, None)):
            self._set_time(last.new_event)

    @callback
    def _handle_event(self, new_event: NewEvent) -> None:
        if self._set_time(new_event):
            self.async_write_ha_state()

    def _set_time(self, new_event: NewEvent) -> bool:
        known, now = self._attr_native_value, self.data.clock.now()
        # The clock of a camera may be wrong, and the cloud's may be set back.
        time = self.data.events.recent.happened_at(new_event.event, now)
        if isinstance(known, datetime) and time <= known <= now:
            return False
        self._attr_native_value = time
        return True


class EventDelaySensor(VxgEntity, SensorEntity):
    """The median delay between an event and its dispatch."""

    _attr_translation_key = "event_delay"
    _attr_device_class = SensorDeviceClass.DURATION
    _attr_state_class = SensorStateClass.MEASUREMENT
    _attr_native_unit_of_measurement = UnitOfTime.SECONDS
    _attr_suggested_display_precision = 1
    _attr_entity_category = EntityCategory.DIAGNOSTIC
    _attr_entity_registry_enabled_default = False

    def __init__(self, entry: VxgConfigEntry, state: CameraState) -> None:
        super().__init__(entry, state, "event_delay")
        self._delays: deque[float] = deque(maxlen=MAX_DELAY_SAMPLES)

    @override
    async def async_added_to_hass(self) -> None:
        """Subscribe to the camera's events."""
        self.subscribe(
            signal_any_fresh_event(self.entry.entry_id, self.camera_id),
            self._handle_event,
        )

    @callback
    def _handle_event(self, new_event: NewEvent) -> None:
        """Update the median by the cloud's clock; late events would show an outage."""
        if new_event.late:
            return
        now = self.data.clock.now()
        happened_at = self.data.events.recent.happened_at(new_event.event, now)
        delay = (now - happened_at).total_seconds()
        self._delays.append(delay)
        self._attr_native_value = round(median(self._delays), 3)
        p95 = delay
        # `quantiles` needs at least two values.
        if len(self._delays) > 1:
            p95 = quantiles(self._delays, n=20, method="inclusive")[-1]
        self._attr_extra_state_attributes = {"p95": round(p95, 3)}
        self.async_write_ha_state()


class EventCountSensor(VxgTypeEntity, RestoreSensor):
    """The number of events of one type since this sensor was enabled, for statistics.

    Late events count, too.
    """

    _attr_translation_key = "count"
    _attr_state_class = SensorStateClass.TOTAL_INCREASING
    _attr_entity_registry_enabled_default = False

    def __init__(self, entry: VxgConfigEntry, state: CameraState, name: str) -> None:
        super().__init__(entry, state, f"count_{name}")
        self._name = name
        self._count = 0

    @property
    @override
    def native_value(self) -> int:
        """Return the number of events."""
        return self._count

    @override
    async def async_added_to_hass(self) -> None:
        """Restore the count, and subscribe to the camera's events."""
        stored = await self.async_get_last_sensor_data()
        if stored is not None and isinstance(stored.native_value, int):
            self._count = stored.native_value
        self.subscribe(
            signal_new_event(self.entry.entry_id, self.camera_id),
            self._handle_new_event,
        )

    @callback
    def _handle_new_event(self, new_event: NewEvent) -> None:
        if new_event.event.name == self._name:
            self._count += 1
            self.async_write_ha_state()


class LastGapSensor(VxgEntryEntity, RestoreSensor):
    """The end of the last gap; its start and number of events are attributes."""

    _attr_translation_key = "last_gap"
    _attr_device_class = SensorDeviceClass.TIMESTAMP
    _attr_entity_category = EntityCategory.DIAGNOSTIC

    def __init__(self, entry: VxgConfigEntry) -> None:
        super().__init__(entry, "last_gap")

    @override
    async def async_added_to_hass(self) -> None:
        """Restore the last gap, and subscribe to gaps."""
        stored = await self.async_get_last_sensor_data()
        state = await self.async_get_last_state()
        if stored and state and isinstance(stored.native_value, datetime):
            self._attr_native_value = stored.native_value
            self._attr_extra_state_attributes = {
                key: state.attributes.get(key) for key in (ATTR_START, ATTR_RECOVERED)
            }
        self.subscribe(signal_gap(self.entry.entry_id), self._handle_gap)

    @callback
    def _handle_gap(self) -> None:
        if (gap := self.data.events.availability.last_gap) is not None:
            self._attr_native_value = gap.end
            self._attr_extra_state_attributes = {
                ATTR_START: gap.start.isoformat(),
                ATTR_RECOVERED: gap.recovered,
            }
            self.async_write_ha_state()


class WaitingCreatesSensor(VxgEntryEntity, SensorEntity):
    """The number of queued events."""

    _attr_translation_key = "waiting_creates"
    _attr_state_class = SensorStateClass.MEASUREMENT
    _attr_entity_category = EntityCategory.DIAGNOSTIC

    def __init__(self, entry: VxgConfigEntry) -> None:
        super().__init__(entry, "waiting_creates")

    @override
    async def async_added_to_hass(self) -> None:
        """Subscribe to the outbox."""
        self.subscribe(signal_outbox(self.entry.entry_id), self.async_write_ha_state)

    @property
    @override
    def native_value(self) -> int:
        """Return the number of queued events."""
        return self.data.outbox.queues.queued_count


class UnreviewedSensor(VxgEntryEntity, SensorEntity):
    """The number of events that were not reviewed, of all that the cloud keeps.

    It costs a request each hour.
    """

    _attr_translation_key = "unreviewed"
    _attr_state_class = SensorStateClass.MEASUREMENT
    _attr_entity_registry_enabled_default = False

    def __init__(self, entry: VxgConfigEntry) -> None:
        super().__init__(entry, "unreviewed")
        self._lock = asyncio.Lock()
        self._requested = False

    @override
    async def async_added_to_hass(self) -> None:
        """Count now, each hour, and when events are reviewed."""
        self.subscribe(signal_reviewed(self.entry.entry_id), self._request_update)
        self.async_on_remove(
            async_track_time_interval(
                self.hass, self._request_update, UNREVIEWED_INTERVAL
            )
        )
        self._request_update()

    @callback
    def _request_update(self, _now: datetime | None = None) -> None:
        """Count, once for requests that wait for the same count."""
        if self._requested:
            return
        self._requested = True
        self.entry.async_create_background_task(
            self.hass, self.async_update(), "unreviewed events"
        )

    async def async_update(self) -> None:
        """Count the events. On failure, the number is unknown."""
        async with self._lock:
            self._requested = False
            now = self.data.clock.now()
            try:
                self._attr_native_value = await async_count_unreviewed(
                    self.data.client, now
                )
            except Exception as caught:
                err = expected_error(self.hass, "sensor", caught, VxgRequestError)
                LOGGER.debug("Could not count unreviewed events: %s", err)
                self._attr_native_value = None
        self.async_write_ha_state()
