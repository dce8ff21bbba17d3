"""Reading of time ranges, and dispatching of the new events in them."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ..aiovxg import Event, EventLog, VxgClient, VxgResponseError, in_batches
from .dispatcher import EventDispatcher
from .log_store import EventLogStore
from .sweep_schedule import SweepSchedule

# Delivered in one go: each event takes up to a tenth of a millisecond on a fast machine,
# and a full page of them would hold the event loop for too long.
DISPATCH_BATCH = 10
# Known ones take a microsecond or two each.
KNOWN_EVENT_BATCH = 250


class EventReader:
    """Reads events. Time ranges are on the cloud's clock."""

    def __init__(
        self,
        hass: HomeAssistant,
        client: VxgClient,
        log: EventLog,
        ledger: EventLogStore,
        delivery: EventDispatcher,
    ) -> None:
        self._hass = hass
        self._client = client
        self.log = log
        self.log_store = ledger
        self.dispatcher = delivery
        self.sweep_schedule = SweepSchedule(dt_util.utcnow())
        self.stopped = False
        self._read_at: datetime | None = None

    async def read(
        self,
        start: datetime,
        end: datetime,
        now: datetime,
        *,
        since: datetime | None = None,
        camera_id: int | None = None,
        as_camera: bool = False,
    ) -> tuple[int, ...] | None:
        """Dispatch the new events of a time range, and return the sizes of its pages.

        `since` is the start of a sweep. Returns None when it was stopped. Raises a
        VxgRequestError, also for an answer without a list: that is no silence.
        """
        sizes = []
        pages = self._client.event_pages(
            start=start, end=end, camera_id=camera_id, as_camera=as_camera
        )
        async for page in pages:
            sizes.append(len(page.items))
            news = []
            async for some in in_batches(page.items, KNOWN_EVENT_BATCH):
                for event in some:
                    if self.log.knows(event.id):
                        self.dispatcher.recent.add(event, now, is_new=False)
                    else:
                        news.append(event)
            news.sort(key=lambda event: (event.time, event.id))
            async for some in in_batches(news, DISPATCH_BATCH):
                # An entity that is being removed hears nothing; what is not noted comes
                # again after the reload.
                if self.stopped or self._hass.is_stopping:
                    return None
                self._dispatch_new(some, now, since)
            if not page.valid:
                raise VxgResponseError("No list of events in the answer")
        return tuple(sizes)

    def _dispatch_new(
        self, events: Iterable[Event], now: datetime, since: datetime | None
    ) -> None:
        """Dispatch those of some events that are new."""
        changed = False
        news = self.log.select_new(events, now, since=since)
        new = {delivery.event.id for delivery in news}
        for event in events:
            if event.id not in new:
                self.dispatcher.recent.add(event, now, is_new=False)
        for delivery in news:
            event = delivery.event
            if not self.dispatcher.is_camera_resolved(event.camera_id):
                continue
            self.log.mark_seen(event, now)
            changed = True
            age = now - event.time
            unlisted = (
                self._read_at
                if since is None
                else self.sweep_schedule.last_covered(age)
            )
            if delivery.late and since is not None and unlisted is not None:
                self.sweep_schedule.speed_up(dt_util.utcnow(), age)
            self.dispatcher.dispatch(delivery, now, unlisted)
        if changed:
            self.log_store.schedule_save()

    @callback
    def finish_poll(
        self,
        start: datetime,
        now: datetime,
        sizes: tuple[int, ...],
        refused: Collection[int] = (),
    ) -> None:
        """Finish a complete poll of all cameras, except for refused ones."""
        self._read_at = now
        self.dispatcher.recent.mark_covered(start, now, refused)
        if self.log.finish_read(start, now, sizes):
            self.log_store.schedule_save()

    @callback
    def finish_sweep(
        self,
        start: datetime,
        now: datetime,
        span: timedelta,
        refused: Collection[int] = (),
    ) -> None:
        """Finish a complete sweep that began at `start`."""
        self.log.finish_sweep(start)
        self.dispatcher.recent.extend_coverage(start, refused)
        self.sweep_schedule.finish(dt_util.utcnow(), span, now)

    @callback
    def mark_interrupted(self) -> None:
        """Record a failed read: the time of listing is unknown for what comes next."""
        self._read_at = None
        self.sweep_schedule.mark_interrupted()
