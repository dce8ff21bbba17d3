"""Delivery of the queued events, and what follows from failures."""

import asyncio
from datetime import timedelta
from functools import partial

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

from ..aiovxg import (
    EventLog,
    VxgAuthenticationError,
    VxgClient,
    VxgConnectionError,
    VxgRateLimitError,
    VxgRequestError,
    VxgUnavailableError,
)
from ..cameras.coordinator import CameraCoordinator
from ..const import LOGGER, MAX_RETRY_AFTER
from ..errors import UnexpectedError
from ..helpers import clocks
from ..helpers.availability import CloudAvailability
from ..helpers.issues import ISSUE_EXPIRED, ISSUE_REFUSED
from ..helpers.unexpected import expected_error
from .pending_event import PendingEvent, SendReceipt
from .queue import MAX_RESEND_DELAY, NEVER, CameraQueue
from .sender import async_send_event
from .stored_queues import QueuedEvent, StoredQueues

# In seconds. After a lost response, the cloud may list the event only after this long.
VERIFY_AFTER = 30
# Longer than most outages; older events are of little use.
QUEUE_RETENTION = timedelta(days=7)
# Of all cameras together; the events of one camera are sent in order.
PARALLEL_SENDS = 4


class Delivery:
    """Sends the events of each camera in order, of a few cameras at a time."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        client: VxgClient,
        cameras: CameraCoordinator,
        availability: CloudAvailability,
        log: EventLog,
        queues: StoredQueues,
    ) -> None:
        self._hass = hass
        self._entry = entry
        self._client = client
        self._cameras = cameras
        self._availability = availability
        self._log = log
        self._queues = queues
        self._slots = asyncio.Semaphore(PARALLEL_SENDS)
        self._retry_at = self._last_poll = NEVER
        # The error that stops sending until a poll succeeds after `_retry_at`.
        self.failure: VxgConnectionError | None = None
        self.stopping = False
        self.sent_later = 0

    @callback
    def handle_poll(self) -> None:
        """Send queued events after a successful poll."""
        self._last_poll = clocks.monotonic()
        self.flush()

    @callback
    def flush(self) -> None:
        """Send queued events if it is time to retry."""
        self._expire()
        now = clocks.monotonic()
        if self.stopping or now < self._retry_at:
            return
        self.failure = None
        for queue in self._queues:
            if queue.events and now >= queue.retry_at:
                self.start(queue)

    def must_queue(self, *, may_queue: bool) -> bool:
        """Return whether an event is saved without an attempt to send it."""
        return self.stopping or (may_queue and self.failure is not None)

    def start(self, queue: CameraQueue) -> None:
        """Send the events of a queue, unless that is under way."""
        if not queue.busy:
            queue.task = self._entry.async_create_background_task(
                self._hass, self._drain(queue), f"{self._entry.title} outbox"
            )
            queue.task.add_done_callback(partial(self._handle_done, queue))

    async def async_stop(self, wait: float) -> None:
        """Send no further event, and wait some seconds for those under way."""
        self.stopping = True
        tasks = {queue.task for queue in self._queues if queue.task and queue.busy}
        if not tasks:
            return
        if wait:
            _, tasks = await asyncio.wait(tasks, timeout=wait)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _expire(self) -> None:
        self._queues.drop_expired_held(QUEUE_RETENTION)
        for queue in self._queues:
            # Do not touch events that are being sent.
            for event in [] if queue.busy else list(queue.events):
                # The age of a restored event is by a clock that may have been set.
                if event.age > QUEUE_RETENTION and (event.failed or not event.restored):
                    self._queues.drop(queue, event, ISSUE_EXPIRED)

    async def _drain(self, queue: CameraQueue) -> None:
        """Send the events of a queue in order, until one cannot be sent."""
        proceed = True
        while proceed and queue.events and not self.stopping:
            event = queue.next
            if (
                event.attempted_at is not None
                and clocks.monotonic() - event.attempted_at < VERIFY_AFTER
            ):
                break
            async with self._slots:
                if self.must_queue(may_queue=event.may_queue):
                    break
                proceed = await self._attempt(queue, event)
        await self._queues.async_queue(
            [QueuedEvent(queue, event) for event in queue.waiting],
            self.failure or queue.error,
        )

    @callback
    def _handle_done(self, queue: CameraQueue, task: asyncio.Task[None]) -> None:
        """Resolve the waiters if the task was cancelled or failed."""
        if task.cancelled():
            err: BaseException | None = VxgConnectionError("Sending was stopped")
        elif err := task.exception():
            LOGGER.error("Unexpected error sending events", exc_info=err)
            delay = MAX_RESEND_DELAY.total_seconds()
            queue.retry_at = clocks.monotonic() + delay
        if isinstance(err, Exception) and not self.stopping:
            for event in queue.waiting:
                self._queues.resolve(queue, event, err)

    async def _attempt(self, queue: CameraQueue, event: PendingEvent) -> bool:
        """Send an event and record the result; return whether to go on."""
        queue.sending = event
        try:
            event_id = await async_send_event(
                self._client, self._cameras, self._log, event
            )
        # Whatever it is, it is this event's failure, and not that of its camera.
        except Exception as caught:
            err = expected_error(self._hass, "outbox", caught, VxgRequestError)
            if isinstance(err, UnexpectedError):
                return self._handle_unexpected(queue, event, err)
            return self._handle_error(queue, event, err)
        finally:
            queue.sending = None
        queue.record_success(event)
        self.sent_later += event.waiter is None
        self._queues.resolve(queue, event, SendReceipt(event_id=event_id))
        return True

    def _handle_error(
        self, queue: CameraQueue, event: PendingEvent, err: VxgRequestError
    ) -> bool:
        if isinstance(err, VxgConnectionError):
            self._pause(queue, err)
            return self._handle_failure(queue, event, err)
        if event.waiter is not None:
            self._queues.resolve(queue, event, err)
            return True
        # Not the event's fault: a token can be replaced, and reads fail as well.
        if isinstance(err, VxgAuthenticationError) or self._availability.failing:
            return self._handle_failure(queue, event, err)
        if not queue.confirm_refusal(clocks.monotonic(), self._last_poll):
            return False
        self._queues.drop(queue, event, ISSUE_REFUSED, err.detail)
        return True

    def _pause(self, queue: CameraQueue, err: VxgConnectionError) -> None:
        """Pause a camera that is unavailable, or all where the cloud is."""
        pause = min(err.retry_after or 0, MAX_RETRY_AFTER)
        retry_at = clocks.monotonic() + pause
        if isinstance(err, VxgUnavailableError):
            queue.retry_at = max(queue.retry_at, retry_at)
        else:
            self.failure = err
            self._retry_at = retry_at if isinstance(err, VxgRateLimitError) else NEVER

    def _handle_failure(
        self, queue: CameraQueue, event: PendingEvent, err: VxgRequestError
    ) -> bool:
        """Delay the queue or drop the event that blocks it; return whether to go on."""
        queue.error = err
        event.failed = True
        # During an outage the next successful poll is delay enough.
        if self._availability.failing:
            return False
        if queue.is_poisonous(event):
            self._queues.drop(queue, event, ISSUE_REFUSED, err.detail)
            return True
        queue.record_failure(clocks.monotonic())
        return False

    def _handle_unexpected(
        self, queue: CameraQueue, event: PendingEvent, err: UnexpectedError
    ) -> bool:
        """Let an event that cannot be handled alternate with those behind it."""
        event.failed = True
        if event.waiter is not None:
            self._queues.resolve(queue, event, err)
            return True
        if queue.is_poisonous(event):
            self._queues.drop(queue, event, ISSUE_REFUSED, err.detail)
            return True
        queue.record_failure(clocks.monotonic(), at_fault=True)
        return False
