"""Outbox: sends events at once, or in order once the cloud is available again."""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.core import Event as HassEvent, HomeAssistant, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers.dispatcher import (
    async_dispatcher_connect,
    async_dispatcher_send,
)
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.util import dt as dt_util

from ..aiovxg import (
    VxgAuthenticationError,
    VxgClient,
    VxgConnectionError,
    VxgRequestError,
)
from ..cameras.coordinator import CameraCoordinator
from ..const import LOGGER, MAX_RETRY_AFTER, OUTBOX_RETRY_INTERVAL
from ..errors import validation_error
from ..helpers import cloud_clock
from ..helpers.availability import CloudAvailability
from ..helpers.issues import (
    ISSUE_EXPIRED,
    ISSUE_REFUSED,
    async_create_dropped_event_issue,
)
from ..helpers.signals import signal_outbox, signal_polled
from .pending_event import PendingEvent, SendReceipt, Waiter
from .queue import MAX_RESEND_DELAY, NEVER, CameraQueue, OutboxQueues
from .sender import async_send_event
from .store import OutboxStore

# After a lost response, the cloud may list the event only after this long.
VERIFY_AFTER = timedelta(seconds=30)
# Each save writes the whole queue.
MAX_QUEUED_EVENTS = 500
# Documented limit; events that could not be sent by then are dropped.
QUEUE_RETENTION = timedelta(days=7)
# Of all cameras together; the events of one camera are sent in order.
PARALLEL_SENDS = 4

QUEUED = SendReceipt(queued=True)


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
    ) -> None:
        self._hass = hass
        self._entry = entry
        self._client = client
        self._cameras = cameras
        self._availability = availability
        self.queues = OutboxQueues()
        self._store = OutboxStore(hass, entry.entry_id, lambda: self.queues.events)
        self._slots = asyncio.Semaphore(PARALLEL_SENDS)
        # The error that stops sending until a poll succeeds after `_retry_at`.
        self._failure: VxgConnectionError | None = None
        self._retry_at = NEVER
        self._closed = False
        self.sent_later = 0
        self.dropped_count = 0

    @property
    def failure(self) -> str | None:
        """Kind of the error that keeps events from being sent."""
        return None if self._failure is None else type(self._failure).__name__

    async def async_load(self) -> None:
        """Load the queued events of the last run."""
        for event in await self._store.async_load():
            self.queues.add(event)
        if any(self.queues):
            # Mark the file as open: after a crash any event may have been sent.
            await self._store.async_save()

    @callback
    def async_start(self) -> None:
        """Start sending, whenever the cloud is available."""
        for remove in (
            async_dispatcher_connect(
                self._hass, signal_polled(self._entry.entry_id), self._flush
            ),
            async_track_time_interval(self._hass, self._flush, OUTBOX_RETRY_INTERVAL),
            self._hass.bus.async_listen(EVENT_HOMEASSISTANT_STOP, self._handle_stop),
        ):
            self._entry.async_on_unload(remove)

    async def async_stop(self) -> None:
        """Stop sending, and save the unsent events."""
        waiters = self._stop()
        await self._store.async_close()
        _resolve_waiters(waiters)

    @callback
    def _handle_stop(self, _event: HassEvent) -> None:
        """Stop sending, and save the unsent events when Home Assistant stops."""
        waiters = self._stop()
        self._store.close()
        _resolve_waiters(waiters)

    def _stop(self) -> list[Waiter]:
        self._closed = True
        for queue in self.queues:
            if queue.task is not None:
                queue.task.cancel()
        return self._requeue(self.queues)

    async def async_send(
        self, event: PendingEvent, *, may_queue: bool = True
    ) -> SendReceipt:
        """Send an event; with `may_queue` queue it if it cannot be sent now.

        An event that is already here is not added again. Raises VxgRequestError if the
        cloud refuses it, or is unreachable and it may not be queued;
        ServiceValidationError if the outbox is full, or if the camera has a backlog and
        the event may not be queued.
        """
        queue = self.queues.for_camera(event.camera_id)
        duplicate = queue.find(event)
        if duplicate is not None and duplicate.waiter is not None:
            waiter = duplicate.waiter
            waiter.may_queue |= may_queue
        elif queue.has_backlog or (
            may_queue and (self._closed or self._failure is not None)
        ):
            return await self._enqueue(queue, event, may_queue=may_queue)
        else:
            waiter = Waiter(future=self._hass.loop.create_future(), may_queue=may_queue)
            event.waiter = waiter
            self.queues.add(event)
            self._start_sending(queue)
        # Cancelling the caller does not withdraw the event.
        result = await asyncio.shield(waiter.future)
        if isinstance(result, Exception):
            raise result
        return result

    async def _enqueue(
        self, queue: CameraQueue, event: PendingEvent, *, may_queue: bool
    ) -> SendReceipt:
        """Append an event to a queue, and return once it is saved."""
        if not may_queue:
            raise validation_error(
                "others_waiting",
                subject=self._subject(event),
                event_type=event.event_type,
            )
        if queue.find(event) is None:
            if self.queues.queued_count >= MAX_QUEUED_EVENTS:
                raise self._queue_full_error(event)
            self.queues.add(event)
            self._notify()
        await self._store.async_save()
        return QUEUED

    @callback
    def _flush(self, _now: datetime | None = None) -> None:
        """Send queued events after a successful poll, or when it is time to retry."""
        now = dt_util.utcnow()
        self._expire(now)
        if self._closed or now < self._retry_at:
            return
        self._failure = None
        for queue in self.queues:
            if queue.events and now >= queue.retry_at:
                self._start_sending(queue)

    def _expire(self, now: datetime) -> None:
        for queue in self.queues:
            # Do not touch events that are being sent.
            for event in [] if queue.busy else list(queue.events):
                if now - event.created_at > QUEUE_RETENTION:
                    self._drop(queue, event, ISSUE_EXPIRED)

    def _start_sending(self, queue: CameraQueue) -> None:
        if not queue.busy:
            queue.task = self._entry.async_create_background_task(
                self._hass, self._drain(queue), f"{self._entry.title} outbox"
            )
            queue.task.add_done_callback(partial(self._handle_done, queue))

    async def _drain(self, queue: CameraQueue) -> None:
        """Send the events of a queue in order, until one cannot be sent."""
        proceed = True
        while proceed and queue.events:
            event = queue.next
            if (
                event.attempted_at
                and dt_util.utcnow() - event.attempted_at < VERIFY_AFTER
            ):
                break
            async with self._slots:
                if self._failure and (event.waiter is None or event.waiter.may_queue):
                    break
                proceed = await self._attempt(queue, event)
        if waiters := self._requeue([queue]):
            try:
                await self._store.async_save()
            finally:
                _resolve_waiters(waiters)

    @callback
    def _handle_done(self, queue: CameraQueue, task: asyncio.Task[None]) -> None:
        """Resolve the waiters if the task was cancelled or failed."""
        if task.cancelled():
            err: BaseException | None = VxgConnectionError("Sending was stopped")
        elif err := task.exception():
            LOGGER.error("Unexpected error sending events", exc_info=err)
            queue.retry_at = dt_util.utcnow() + MAX_RESEND_DELAY
        if isinstance(err, Exception):
            for event, _ in queue.waiters:
                self._resolve(queue, event, err)

    async def _attempt(self, queue: CameraQueue, event: PendingEvent) -> bool:
        """Send an event and record the result; return whether to go on."""
        try:
            event_id = await async_send_event(self._client, self._cameras, event)
        except VxgConnectionError as err:
            self._failure = err
            pause = min(err.retry_after or 0, MAX_RETRY_AFTER)
            self._retry_at = dt_util.utcnow() + timedelta(seconds=pause)
            return self._handle_failure(queue, event, err)
        except VxgRequestError as err:
            if event.waiter is not None:
                self._resolve(queue, event, err)
                return True
            # Not the event's fault: a token can be replaced, and reads fail as well.
            if isinstance(err, VxgAuthenticationError) or self._availability.failing:
                return self._handle_failure(queue, event, err)
            if not queue.confirm_refusal(
                dt_util.utcnow(),
                cloud_clock.monotonic(),
                self._availability.last_success,
            ):
                return False
            self._drop(queue, event, ISSUE_REFUSED, err.detail)
            return True
        queue.record_success(event)
        self.sent_later += event.waiter is None
        self._resolve(queue, event, SendReceipt(event_id=event_id))
        return True

    def _handle_failure(
        self, queue: CameraQueue, event: PendingEvent, err: VxgRequestError
    ) -> bool:
        """Delay the queue or drop the event that blocks it; return whether to go on."""
        # During an outage the next successful poll is delay enough.
        if self._availability.failing:
            return False
        if queue.is_poisonous(event):
            self._drop(queue, event, ISSUE_REFUSED, err.detail)
            return True
        queue.record_failure(dt_util.utcnow())
        return False

    def _drop(
        self, queue: CameraQueue, event: PendingEvent, issue: str, detail: str = ""
    ) -> None:
        """Drop an event, and create a repair issue."""
        queue.reset_failures()
        self.dropped_count += 1
        self._resolve(queue, event, QUEUED)
        async_create_dropped_event_issue(
            self._hass,
            self._entry,
            issue,
            camera=self._subject(event),
            event_type=event.event_type,
            detail=detail,
        )

    def _requeue(self, queues: Iterable[CameraQueue]) -> list[Waiter]:
        """Queue unsent events; return the waiters to resolve after a save."""
        requeued = []
        for queue in queues:
            for event, waiter in queue.waiters:
                if waiter.may_queue and self.queues.queued_count < MAX_QUEUED_EVENTS:
                    requeued.append(waiter)
                    event.waiter = None
                elif waiter.may_queue:
                    self._resolve(queue, event, self._queue_full_error(event))
                else:
                    error = VxgConnectionError("Sending was stopped")
                    self._resolve(queue, event, self._failure or error)
        if requeued:
            self._notify()
        return requeued

    def _resolve(
        self, queue: CameraQueue, event: PendingEvent, result: SendReceipt | Exception
    ) -> None:
        """Remove an event, and resolve its waiter."""
        queue.events.remove(event)
        if not queue.events:
            queue.reset_failures()
        if event.waiter is not None:
            event.waiter.future.set_result(result)
        else:
            self._store.schedule_save()
            self._notify()

    def _notify(self) -> None:
        async_dispatcher_send(self._hass, signal_outbox(self._entry.entry_id))

    def _subject(self, event: PendingEvent) -> str:
        state = self._cameras.data.get(event.camera_id)
        return self._entry.title if state is None else state.camera.name

    def _queue_full_error(self, event: PendingEvent) -> ServiceValidationError:
        return validation_error(
            "outbox_full",
            subject=self._subject(event),
            event_type=event.event_type,
            count=str(MAX_QUEUED_EVENTS),
        )


def _resolve_waiters(waiters: Iterable[Waiter]) -> None:
    for waiter in waiters:
        waiter.future.set_result(QUEUED)
