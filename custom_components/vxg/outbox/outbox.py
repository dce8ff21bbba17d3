"""Outbox: sends events at once, or in order when the cloud is available again."""

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

# Creates that wait. After an answer was lost the cloud is asked this much later, at the
# earliest, whether the event is there: until then it may just not list it yet.
VERIFY_AFTER = timedelta(seconds=30)
# All of them are written anew with each one more.
MAX_QUEUED_EVENTS = 500
QUEUE_RETENTION = timedelta(days=7)
# At once in all, and never more than one a camera: the order would be lost.
PARALLEL_SENDS = 4


QUEUED = SendReceipt(queued=True)


class Outbox:
    """Sends events, one at a time for each camera.

    What the cloud could not take waits here and on disk; the poll tells when the cloud is
    back. Each event gets there at least once; twice only if its answer was lost and the
    cloud did not list it `ASK_AFTER` later.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        client: VxgClient,
        channels: CameraCoordinator,
        sight: CloudAvailability,
    ) -> None:
        self._hass = hass
        self._entry = entry
        self._client = client
        self._cameras = channels
        self._availability = sight
        self.queues = OutboxQueues()
        self._store = OutboxStore(hass, entry.entry_id, lambda: self.queues.events)
        self._slots = asyncio.Semaphore(PARALLEL_SENDS)
        # Why nothing is sent until the next poll that succeeds after `_retry_at`.
        self._failure: VxgConnectionError | None = None
        self._retry_at = NEVER
        self._closed = False
        self.sent_later = 0
        self.dropped_count = 0

    @property
    def failure(self) -> str | None:
        """The error that keeps events from being sent."""
        return None if self._failure is None else str(self._failure)

    async def async_load(self) -> None:
        """Load the queued events of the last run."""
        for create in await self._store.async_load():
            self.queues.add(create)
        if any(self.queues):
            # From now on what is sent may not be saved: after a crash all is in doubt.
            await self._store.async_save()

    @callback
    def async_start(self) -> None:
        """Start to send, whenever the cloud is available."""
        for remove in (
            async_dispatcher_connect(
                self._hass, signal_polled(self._entry.entry_id), self._flush
            ),
            async_track_time_interval(self._hass, self._flush, OUTBOX_RETRY_INTERVAL),
            self._hass.bus.async_listen(EVENT_HOMEASSISTANT_STOP, self._handle_stop),
        ):
            self._entry.async_on_unload(remove)

    async def async_stop(self) -> None:
        """Stop sending, and save what is left."""
        orders = self._stop()
        await self._store.async_close()
        _resolve_waiters(orders)

    @callback
    def _handle_stop(self, _event: HassEvent) -> None:
        """Save what is left when Home Assistant stops."""
        orders = self._stop()
        self._store.close()
        _resolve_waiters(orders)

    def _stop(self) -> list[Waiter]:
        self._closed = True
        for line in self.queues:
            if line.task is not None:
                line.task.cancel()
        return self._requeue(self.queues)

    async def async_send(
        self, create: PendingEvent, *, may_queue: bool = True
    ) -> SendReceipt:
        """Send an event; with `may_queue` queue it if it cannot be sent now.

        The same event is not taken twice while it is here. Raises a VxgRequestError if
        the cloud refuses, or without `may_queue` cannot be reached; a ServiceValidationError
        if too many wait, or without `may_queue` older ones of the camera.
        """
        line = self.queues.for_camera(create.camera_id)
        same = line.find(create)
        if same is not None and same.waiter is not None:
            order = same.waiter
            order.may_queue |= may_queue
        elif line.has_backlog or (may_queue and (self._closed or self._failure is not None)):
            # Behind those that wait: the order of a camera's events is kept.
            return await self._queue(line, create, may_queue=may_queue)
        else:
            order = Waiter(future=self._hass.loop.create_future(), may_queue=may_queue)
            create.waiter = order
            self.queues.add(create)
            self._run(line)
        # Whoever gives up waiting does not take the event back.
        result = await asyncio.shield(order.future)
        if isinstance(result, Exception):
            raise result
        return result

    async def _queue(
        self, line: CameraQueue, create: PendingEvent, *, may_queue: bool
    ) -> SendReceipt:
        """Append an event to a queue, and answer once that is saved."""
        if not may_queue:
            raise validation_error(
                "others_waiting",
                subject=self._subject(create),
                event_type=create.event_type,
            )
        if line.find(create) is None:
            if self.queues.queued_count >= MAX_QUEUED_EVENTS:
                raise self._queue_full_error(create)
            self.queues.add(create)
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
        for line in self.queues:
            if line.events and now >= line.retry_at:
                self._run(line)

    def _expire(self, now: datetime) -> None:
        for line in self.queues:
            # What is just being sent is left alone.
            for create in [] if line.busy else list(line.events):
                if now - create.created_at > QUEUE_RETENTION:
                    self._drop(line, create, ISSUE_EXPIRED)

    def _run(self, line: CameraQueue) -> None:
        if not line.busy:
            line.task = self._entry.async_create_background_task(
                self._hass, self._drain(line), f"{self._entry.title} outbox"
            )
            line.task.add_done_callback(partial(self._handle_done, line))

    async def _drain(self, line: CameraQueue) -> None:
        """Send the events of a queue in order, until one cannot be sent."""
        going = True
        while going and line.events:
            create = line.next
            if (
                create.attempted_at
                and dt_util.utcnow() - create.attempted_at < VERIFY_AFTER
            ):
                break
            async with self._slots:
                if self._failure and (create.waiter is None or create.waiter.may_queue):
                    break
                going = await self._attempt(line, create)
        if orders := self._requeue([line]):
            try:
                await self._store.async_save()
            finally:
                _resolve_waiters(orders)

    @callback
    def _handle_done(self, line: CameraQueue, task: asyncio.Task[None]) -> None:
        """Resolve the waiters if the task was cancelled or failed."""
        if task.cancelled():
            err: BaseException | None = VxgConnectionError("Nothing is sent now")
        elif err := task.exception():
            LOGGER.error("Events could not be sent", exc_info=err)
            line.retry_at = dt_util.utcnow() + MAX_RESEND_DELAY
        if isinstance(err, Exception):
            for create, _ in line.waiters:
                self._resolve(line, create, err)

    async def _attempt(self, line: CameraQueue, create: PendingEvent) -> bool:
        """Send an event and record the result; return whether to go on."""
        try:
            event_id = await async_send_event(self._client, self._cameras, create)
        except VxgConnectionError as err:
            self._failure = err
            pause = min(err.retry_after or 0, MAX_RETRY_AFTER)
            self._retry_at = dt_util.utcnow() + timedelta(seconds=pause)
            return self._handle_failure(line, create, err)
        except VxgRequestError as err:
            if create.waiter is not None:
                self._resolve(line, create, err)
                return True
            # A token can be replaced; while reads fail too, it is not the event's fault.
            if isinstance(err, VxgAuthenticationError) or self._availability.failing:
                return self._handle_failure(line, create, err)
            if not line.confirm_refusal(
                dt_util.utcnow(), self._availability.last_success
            ):
                return False
            self._drop(line, create, ISSUE_REFUSED, err.detail)
            return True
        line.record_success(create)
        self.sent_later += create.waiter is None
        self._resolve(line, create, SendReceipt(event_id=event_id))
        return True

    def _handle_failure(
        self, line: CameraQueue, create: PendingEvent, err: VxgRequestError
    ) -> bool:
        """Delay the queue, or drop the event that blocks it; return whether to go on."""
        # During an outage the next poll that succeeds comes late enough.
        if self._availability.failing:
            return False
        if line.is_poisonous(create):
            self._drop(line, create, ISSUE_REFUSED, err.detail)
            return True
        line.record_failure(dt_util.utcnow())
        return False

    def _drop(
        self, line: CameraQueue, create: PendingEvent, issue: str, detail: str = ""
    ) -> None:
        """Drop an event, and report it."""
        line.reset_failures()
        self.dropped_count += 1
        self._resolve(line, create, QUEUED)
        async_create_dropped_event_issue(
            self._hass,
            self._entry,
            issue,
            camera=self._subject(create),
            event_type=create.event_type,
            detail=detail,
        )

    def _requeue(self, lines: Iterable[CameraQueue]) -> list[Waiter]:
        """Queue the events that could not be sent; return the waiters to resolve after a save."""
        kept = []
        for line in lines:
            for create, order in line.waiters:
                if order.may_queue and self.queues.queued_count < MAX_QUEUED_EVENTS:
                    kept.append(order)
                    create.waiter = None
                elif order.may_queue:
                    self._resolve(line, create, self._queue_full_error(create))
                else:
                    problem = VxgConnectionError("Nothing is sent now")
                    self._resolve(line, create, self._failure or problem)
        if kept:
            self._notify()
        return kept

    def _resolve(
        self, line: CameraQueue, create: PendingEvent, result: SendReceipt | Exception
    ) -> None:
        """Remove an event, and resolve its waiter."""
        line.events.remove(create)
        if not line.events:
            line.reset_failures()
        if create.waiter is not None:
            create.waiter.future.set_result(result)
        else:
            self._store.schedule_save()
            self._notify()

    def _notify(self) -> None:
        async_dispatcher_send(self._hass, signal_outbox(self._entry.entry_id))

    def _subject(self, create: PendingEvent) -> str:
        state = self._cameras.data.get(create.camera_id)
        return self._entry.title if state is None else state.camera.name

    def _queue_full_error(self, create: PendingEvent) -> ServiceValidationError:
        return validation_error(
            "outbox_full",
            subject=self._subject(create),
            event_type=create.event_type,
            count=str(MAX_QUEUED_EVENTS),
        )


def _resolve_waiters(orders: Iterable[Waiter]) -> None:
    for order in orders:
        order.future.set_result(QUEUED)
