"""What happens: the fast poll of events, and the runtime data of an entry."""

from dataclasses import dataclass, field
from datetime import datetime
from random import uniform
from typing import override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator
from homeassistant.util import dt as dt_util

from .aiovxg import Delivery, EventLog, VxgClient, VxgRateLimitError, VxgRequestError
from .channels import ChannelCoordinator
from .connection import CloudClock, TokenGuard
from .const import (
    ATTR_EVENT_ID,
    ATTR_EVENT_TYPE,
    ATTR_METADATA,
    ATTR_TIME,
    DOMAIN,
    EVENT_VXG,
    FIRST_SWEEP,
    LOGGER,
    MAX_BACKOFF,
    MAX_RETRY_AFTER,
    SWEEP_INTERVAL,
)
from .dispatch import signal_any_event, signal_event
from .errors import update_failed
from .ledger import Ledger
from .memory import MediaMemory
from .options import Options
from .pace import Pace
from .sight import Sight


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A delivery to entities and when it was made, for entities that are born of it."""

    delivery: Delivery
    at: datetime


class EventCoordinator(DataUpdateCoordinator[None]):
    """Polls the events of all cameras with one request and delivers what is news.

    It has no entity as a listener: entities subscribe by camera and type.
    """

    config_entry: ConfigEntry

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        client: VxgClient,
        channels: ChannelCoordinator,
        guard: TokenGuard,
        clock: CloudClock,
        options: Options,
    ) -> None:
        """Poll through the entry's client at the entry's pace."""
        self._options = options
        super().__init__(
            hass,
            LOGGER,
            config_entry=entry,
            name=f"{entry.title} events",
            update_interval=options.poll_interval,
            always_update=False,
        )
        self._client = client
        self._channels = channels
        self._guard = guard
        self._clock = clock
        self.log = EventLog(max_age=options.max_age)
        self.ledger = Ledger(hass, entry.entry_id, self.log.snapshot)
        self._stopping = False
        self._failures = 0
        self.sight = Sight(hass, entry)
        self._pace = Pace(options.poll_interval)
        self._asked_for: dict[int, datetime] = {}
        self._next_sweep = dt_util.utcnow() + FIRST_SWEEP
        self.sweeps = 0
        self.delivered = 0
        self.last_seen: dict[tuple[int, str | None], Seen] = {}

    async def async_load(self) -> None:
        """Continue where the last run ended; without a ledger take bearings anew."""
        try:
            if stored := await self.ledger.async_load():
                self.log.restore(stored)
        except ValueError as err:
            LOGGER.warning(
                "What was delivered before is not readable (%s); events until now"
                " count as known",
                err,
            )

    @callback
    def async_start(self) -> None:
        """Poll at once and go on, unless the entry says not to."""
        entry = self.config_entry
        # Polling goes on as long as somebody listens, and no entity does.
        entry.async_on_unload(self.async_add_listener(lambda: None))
        entry.async_on_unload(self.sight.cancel)
        if not entry.pref_disable_polling:
            entry.async_create_background_task(
                self.hass, self.async_refresh(), f"{self.name} first poll"
            )

    async def async_stop(self) -> None:
        """Deliver nothing more, and keep what was delivered."""
        self._stopping = True
        await self.async_shutdown()
        await self.ledger.async_save()

    @override
    async def _async_update_data(self) -> None:
        try:
            found = await self._poll()
        except VxgRequestError as err:
            self._guard.failed(err)
            self._failures = min(self._failures + 1, 10)
            self.sight.failed()
            raise update_failed(
                err, self.config_entry.title, retry_after=self._backoff(err)
            ) from err
        self._guard.accepted()
        self._failures = 0
        self.sight.succeeded(found)
        self.update_interval = self._pace.at(dt_util.utcnow())
        await self._sweep_if_due()

    async def _poll(self) -> int:
        """Read what is new; return how many events that were."""
        if not self._clock.measured:
            await self._clock.measure_if_due()
        now = self._clock.now()
        start, end = self.log.window(now)
        had_bearings = self.log.has_bearings
        before = self.delivered
        if await self._read(start, end, now):
            self.log.finish_read(start, now)
            if not had_bearings:
                self.ledger.changed()
        return self.delivered - before

    async def _sweep_if_due(self) -> None:
        """Look for events that were stored late; what fails is tried with the next one."""
        if not self.log.has_bearings or dt_util.utcnow() < self._next_sweep:
            return
        self._next_sweep = dt_util.utcnow() + SWEEP_INTERVAL
        now = self._clock.now()
        start, end = self.log.sweep_window(now)
        if start >= end:
            return
        try:
            complete = await self._read(start, end, now, since=start)
        except VxgRequestError as err:
            LOGGER.debug("The last hour could not be swept: %s", err)
            return
        if complete:
            self.log.finish_sweep(start)
            self.sweeps += 1

    async def _read(
        self,
        start: datetime,
        end: datetime,
        now: datetime,
        *,
        since: datetime | None = None,
    ) -> bool:
        """Deliver what is news in a window; tell whether all of it was read."""
        complete = True
        async for page in self._client.event_pages(start=start, end=end):
            # An entity that is being removed hears nothing; what is not noted comes
            # again after the reload.
            if self._stopping or self.hass.is_stopping:
                return False
            changed = False
            for delivery in self.log.sort(page.items, now, since=since):
                changed |= self._deliver(delivery, now)
            if changed:
                self.ledger.changed()
            complete &= page.sound
        return complete

    def _deliver(self, delivery: Delivery, now: datetime) -> bool:
        """Deliver an event and note it; tell whether its fate is decided."""
        event = delivery.event
        state = self._channels.data.get(event.camera_id)
        if state is None and not self._is_foreign(event.camera_id):
            return False
        self.log.note(event, now)
        if state is None:
            LOGGER.debug("Event %s is of no camera of ours", event.id)
            return True
        if state.types is not None and event.name not in state.types:
            self._channels.async_discover(event.camera_id)
        known = (state.types or {}).get(event.name)
        if not (delivery.late or (known is not None and known.is_periodic)):
            self._pace.note_event(dt_util.utcnow())
        self._fire(delivery)
        self.delivered += 1
        if not delivery.late or self._options.fire_late:
            entry_id = self.config_entry.entry_id
            seen = Seen(delivery=delivery, at=dt_util.utcnow())
            self.last_seen[event.camera_id, event.name] = seen
            self.last_seen[event.camera_id, None] = seen
            async_dispatcher_send(
                self.hass, signal_event(entry_id, event.camera_id, event.name), delivery
            )
            async_dispatcher_send(
                self.hass, signal_any_event(entry_id, event.camera_id), delivery
            )
        return True

    def _is_foreign(self, camera_id: int) -> bool:
        """Tell whether a camera is still unknown after cameras were read again."""
        asked = self._asked_for.get(camera_id)
        listed_at = self._channels.listed_at
        if asked is not None and listed_at is not None and listed_at >= asked:
            del self._asked_for[camera_id]
            return True
        if asked is None:
            self._asked_for[camera_id] = dt_util.utcnow()
            self._channels.async_discover(camera_id)
        return False

    def _fire(self, delivery: Delivery) -> None:
        event = delivery.event
        entry = self.config_entry
        device = dr.async_get(self.hass).async_get_device_by_identifier(
            (DOMAIN, device_identifier(entry, event.camera_id)), entry.entry_id
        )
        self.hass.bus.async_fire(
            EVENT_VXG,
            {
                "entry_id": entry.entry_id,
                "device_id": device.id if device else None,
                "camera_id": event.camera_id,
                ATTR_EVENT_ID: event.id,
                ATTR_EVENT_TYPE: event.name,
                ATTR_TIME: event.time.isoformat(),
                ATTR_METADATA: dict(event.meta),
                "late": delivery.late,
            },
        )

    def _backoff(self, err: VxgRequestError) -> float:
        """Return seconds until the next try: longer each time, never all at once."""
        interval = self._pace.interval.total_seconds()
        delay = min(MAX_BACKOFF, interval * 2.0**self._failures)
        delay = max(interval, delay * uniform(0.5, 1))
        if isinstance(err, VxgRateLimitError) and err.retry_after is not None:
            delay = max(delay, min(err.retry_after, MAX_RETRY_AFTER))
        return delay


@dataclass(frozen=True, slots=True, kw_only=True)
class VxgData:
    """What a loaded entry holds."""

    client: VxgClient
    channels: ChannelCoordinator
    events: EventCoordinator
    clock: CloudClock
    options: Options
    memory: MediaMemory = field(default_factory=MediaMemory)


type VxgConfigEntry = ConfigEntry[VxgData]


def device_identifier(entry: ConfigEntry, camera_id: int) -> str:
    """Return what identifies a camera's device, and starts its entities' unique ids."""
    return f"{entry.unique_id}_{camera_id}"
