"""Outbox: sends events at once, or in order once the cloud is available again."""

import asyncio
from datetime import datetime

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.core import Event as HassEvent, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.event import async_track_time_interval

from ..aiovxg import EventLog, VxgClient
from ..cameras.coordinator import CameraCoordinator
from ..const import OUTBOX_RETRY_INTERVAL
from ..errors import translated_error, validation_error
from ..helpers.availability import CloudAvailability
from ..helpers.identifiers import server_identifier
from ..helpers.signals import signal_polled
from .delivery import Delivery
from .pending_event import PendingEvent, SendReceipt
from .stored_queues import QueuedEvent, StoredQueues

# In seconds. Unloading waits for events that are being sent; the others are on disk.
STOP_TIMEOUT = 10


class Outbox:
    """Sends events, one at a time for each camera.

    Events that cannot be sent are queued here and on disk until a poll succeeds. Each
    event is created at least once; twice only if its response was lost and the cloud
    did not list it `VERIFY_AFTER` later.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        client: VxgClient,
        cameras: CameraCoordinator,
        availability: CloudAvailability,
        log: EventLog,
    ) -> None:
        self._hass = hass
        self._entry = entry
        self.queues = StoredQueues(
            hass, entry, cameras, server_identifier(client.base_url)
        )
        self._delivery = Delivery(
            hass, entry, client, cameras, availability, log, self.queues
        )

    @property
    def failure(self) -> str | None:
        """Kind of the error that keeps events from being sent."""
        failure = self._delivery.failure
        return None if failure is None else type(failure).__name__

    @property
    def sent_later(self) -> int:
        """Number of events that were sent from the queue."""
        return self._delivery.sent_later

    @property
    def dropped_count(self) -> int:
        """Number of events that were dropped."""
        return self.queues.dropped_count

    async def async_load(self) -> None:
        """Load the queued events of the last run."""
        await self.queues.async_load()

    @callback
    def async_start(self) -> None:
        """Start sending, whenever the cloud is available."""

        @callback
        def flush(_now: datetime) -> None:
            self._delivery.flush()

        for remove in (
            async_dispatcher_connect(
                self._hass,
                signal_polled(self._entry.entry_id),
                self._delivery.handle_poll,
            ),
            async_track_time_interval(self._hass, flush, OUTBOX_RETRY_INTERVAL),
            self._hass.bus.async_listen(EVENT_HOMEASSISTANT_STOP, self._handle_stop),
        ):
            self._entry.async_on_unload(remove)

    async def async_stop(self) -> None:
        """Stop sending, save the unsent events, and take no further ones."""
        await self._delivery.async_stop(STOP_TIMEOUT)
        await self.queues.async_close()
        self.queues.store.close()

    async def _handle_stop(self, _event: HassEvent) -> None:
        """Stop sending, and save the unsent events when Home Assistant stops."""
        await self._delivery.async_stop(0)
        await self.queues.async_close()

    async def async_release(self, *, send: bool) -> None:
        """Send the events that are held for another server, or drop them."""
        await self.queues.async_release(send=send)
        self._delivery.flush()

    async def async_send(
        self, event: PendingEvent, *, may_queue: bool = True
    ) -> SendReceipt:
        """Send an event; with `may_queue` queue it if it cannot be sent now.

        An event that is already here is not added again. Raises VxgRequestError if the
        cloud refuses it, or is unreachable and it may not be queued; HomeAssistantError
        if it can neither be sent nor saved.
        """
        if self.queues.store.closed:
            raise translated_error(
                HomeAssistantError,
                "outbox_closed",
                subject=self.queues.subject(event),
                event_type=event.event_type,
            )
        queue = self.queues.for_camera(event.camera_id)
        if (duplicate := queue.find(event)) is not None:
            if (waiter := duplicate.waiter) is None:
                return SendReceipt(queued=True)
            waiter.may_queue |= may_queue
        elif queue.has_backlog and not may_queue:
            raise validation_error(
                "others_waiting",
                subject=self.queues.subject(event),
                event_type=event.event_type,
            )
        else:
            waiter = self.queues.add_waiter(event, may_queue=may_queue)
            if queue.has_backlog or self._delivery.must_queue(may_queue=may_queue):
                # Not cancelled with the caller.
                self._hass.async_create_task(
                    self.queues.async_queue([QueuedEvent(queue, event)]),
                    f"{self._entry.title} outbox",
                )
            else:
                self._delivery.start(queue)
        # Cancelling the caller does not withdraw the event.
        result = await asyncio.shield(waiter.future)
        if isinstance(result, Exception):
            raise result
        return result
