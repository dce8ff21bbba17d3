"""The queues with their file, and the callers that wait for their events."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import timedelta
import re
from typing import NamedTuple, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.dispatcher import async_dispatcher_send

from ..aiovxg import VxgConnectionError
from ..cameras.coordinator import CameraCoordinator
from ..errors import translated_error, validation_error
from ..helpers.entry_store import NotSavedError
from ..helpers.issues import (
    ISSUE_EXPIRED,
    async_create_dropped_event_issue,
    async_update_held_issue,
)
from ..helpers.signals import signal_outbox
from .pending_event import PendingEvent, SendReceipt, Waiter
from .queue import CameraQueue, OutboxQueues
from .store import OutboxStore

# Each save writes the whole queue.
MAX_QUEUED_EVENTS = 500

QUEUED = SendReceipt(queued=True)


class QueuedEvent(NamedTuple):
    """An event and its queue."""

    queue: CameraQueue
    event: PendingEvent


class StoredQueues(OutboxQueues):
    """Queues in which each event is on disk, or has a caller that waits for it."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        cameras: CameraCoordinator,
        server: str,
    ) -> None:
        """Initialize; `server` names the cloud that the events are for."""
        super().__init__()
        self._hass = hass
        self._entry = entry
        self._cameras = cameras
        self._server = server
        # Events for another server, until a person decides.
        self.held: list[PendingEvent] = []
        self.store = OutboxStore(hass, entry, lambda: [*self.events, *self.held])
        self.dropped_count = 0

    @property
    @override
    def queued_count(self) -> int:
        return super().queued_count + len(self.held)

    async def async_load(self) -> None:
        """Load the queued events of earlier runs."""
        for event in await self.store.async_load():
            if event.server in ("", self._server):
                self.add(event)
            else:
                self.held.append(event)
        self._update_held_issue()
        if any(self):
            # Mark the file as open: after a crash any event may have been sent.
            with suppress(NotSavedError):
                await self.store.async_save()

    async def async_close(self) -> None:
        """Save what is left, and let its callers go; the file stays open to more."""
        self.store.mark_closed()
        await self.async_queue(
            [QueuedEvent(queue, event) for queue in self for event in queue.waiting]
        )
        if self.store.is_needed:
            with suppress(NotSavedError):
                await self.store.async_save()

    async def async_release(self, *, send: bool) -> None:
        """Queue the events for another server, or drop them, as a person decided."""
        held, self.held = self.held, []
        for event in held if send else ():
            # The other server's answers and ids say nothing about this one.
            event.attempted_at = None
            event.known_ids = frozenset()
            event.server = self._server
            self.add(event)
        self._update_held_issue()
        self.notify()
        with suppress(NotSavedError):
            await self.store.async_save()

    def drop_expired_held(self, retention: timedelta) -> None:
        """Drop events for another server that nobody decided about in time."""
        for event in [event for event in self.held if event.age > retention]:
            self.held.remove(event)
            self.store.schedule_save()
            self._report_dropped(event, ISSUE_EXPIRED, "")
            self._update_held_issue()

    def _update_held_issue(self) -> None:
        async_update_held_issue(
            self._hass,
            self._entry,
            count=len(self.held),
            old=", ".join(sorted({event.server for event in self.held})),
            new=self._server,
        )

    def add_waiter(self, event: PendingEvent, *, may_queue: bool) -> Waiter:
        """Append an event whose caller waits."""
        future = self._hass.loop.create_future()
        event.server = self._server
        event.waiter = Waiter(future=future, may_queue=may_queue)
        self.add(event)
        return event.waiter

    async def async_queue(
        self, items: Iterable[QueuedEvent], error: Exception | None = None
    ) -> None:
        """Save events, so that their callers need not wait for the cloud.

        Those that must not be queued fail with `error`.
        """
        saving = [item for item in items if self._start_saving(item, error)]
        if not saving:
            return
        self.notify()
        saved = True
        try:
            await self.store.async_save()
        except NotSavedError:
            saved = False
        for queue, event in saving:
            waiter = event.waiter
            if waiter is None or waiter.future.done():
                continue
            waiter.saving = False
            if saved:
                event.waiter = None
                waiter.future.set_result(QUEUED)
            # The result of an event that is being sent meanwhile decides.
            elif event is not queue.sending:
                self.resolve(queue, event, self._not_saved_error(event))
        self.notify()

    def _start_saving(self, item: QueuedEvent, error: Exception | None) -> bool:
        """Return whether an event can be saved; otherwise its caller gets an error."""
        queue, event = item
        waiter = event.waiter
        if waiter is None or waiter.future.done():
            return False
        if waiter.saving:
            return True
        if not waiter.may_queue:
            failure = error or VxgConnectionError("Sending was stopped")
        elif self.queued_count >= MAX_QUEUED_EVENTS:
            failure = validation_error(
                "outbox_full",
                subject=self.subject(event),
                event_type=event.event_type,
                count=str(MAX_QUEUED_EVENTS),
            )
        elif not event.is_storable:
            failure = self._not_saved_error(event)
        else:
            waiter.saving = True
            return True
        self.resolve(queue, event, failure)
        return False

    def resolve(
        self, queue: CameraQueue, event: PendingEvent, result: SendReceipt | Exception
    ) -> None:
        """Remove an event, and resolve its waiter."""
        queue.events.remove(event)
        if not queue.events:
            queue.reset_failures()
        if event.is_queued:
            self.store.schedule_save()
            self.notify()
        if event.waiter is not None:
            event.waiter.future.set_result(result)

    def drop(
        self, queue: CameraQueue, event: PendingEvent, issue: str, detail: str = ""
    ) -> None:
        """Drop an event, and create a repair issue."""
        queue.reset_failures()
        self.resolve(queue, event, QUEUED)
        self._report_dropped(event, issue, detail)

    def _report_dropped(self, event: PendingEvent, issue: str, detail: str) -> None:
        self.dropped_count += 1
        self.notify()
        async_create_dropped_event_issue(
            self._hass,
            self._entry,
            issue,
            camera=self.subject(event),
            event_type=event.event_type,
            # The issue is stored, and is a part of Home Assistant's diagnostics.
            detail=_without_values(detail, event.meta),
        )

    def notify(self) -> None:
        """Notify the entities of a changed number of events."""
        async_dispatcher_send(self._hass, signal_outbox(self._entry.entry_id))

    def subject(self, event: PendingEvent) -> str:
        """Return the name of an event's camera."""
        return self._cameras.camera_name(event.camera_id)

    def _not_saved_error(self, event: PendingEvent) -> HomeAssistantError:
        return translated_error(
            HomeAssistantError,
            "not_saved",
            subject=self.subject(event),
            event_type=event.event_type,
        )


def _without_values(text: str, meta: Mapping[str, str]) -> str:
    """Return a text without the values of metadata, which the cloud may quote."""
    values = sorted(filter(None, meta.values()), key=len, reverse=True)
    if not values:
        return text
    pattern = rf"(?<!\w)({'|'.join(map(re.escape, values))})(?!\w)"
    return re.sub(pattern, "…", text, flags=re.IGNORECASE)
