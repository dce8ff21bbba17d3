"""Reading of time ranges, and dispatching of their new events."""

from collections.abc import Collection, Hashable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta

from homeassistant.core import HomeAssistant, callback

from ..aiovxg import Event, EventLog, VxgClient, in_batches
from ..helpers import clocks
from ..helpers.clocks.cloud_clock import CloudClock
from .dispatcher import EventDispatcher
from .log_store import EventLogStore
from .sweep_schedule import SweepSchedule

# Events per turn of the event loop: dispatching one takes up to 0.1 ms on a fast
# machine, so a full page would block the loop for too long.
DISPATCH_BATCH = 10
# Known events take 1 to 2 µs each.
KNOWN_EVENT_BATCH = 250


# Handled again after once or twice as long, in case something forgot them.
RENEWAL_INTERVAL = timedelta(minutes=5)
# Remembered since the last renewal, at most.
MAX_HANDLED = 5_000


class HandledEvents:
    """Keys of events that were handled, by which they are skipped unparsed.

    One whose image turns up, or whose tags change, has another key.
    """

    def __init__(self) -> None:
        self._keys: set[Hashable] = set()
        self._older: set[Hashable] = set()
        self._renewed_at: datetime | None = None

    def __contains__(self, key: object) -> bool:
        """Return whether an event with a key, which may be None, was handled lately."""
        try:
            return key in self._keys or key in self._older
        except TypeError:
            # A tag has an odd value.
            return False

    def add(self, events: Iterable[Event], now: datetime) -> None:
        """Add events that were handled at the server's `now`."""
        at = self._renewed_at
        is_due = at is None or abs(now - at) >= RENEWAL_INTERVAL
        if is_due or len(self._keys) >= MAX_HANDLED:
            self._older, self._keys = self._keys, set()
            self._renewed_at = now
        for key in (event.key for event in events):
            if key is not None:
                with suppress(TypeError):
                    self._keys.add(key)


class EventReader:
    """Reads events. All times are the cloud's."""

    def __init__(
        self,
        hass: HomeAssistant,
        client: VxgClient,
        log: EventLog,
        log_store: EventLogStore,
        dispatcher: EventDispatcher,
        clock: CloudClock,
    ) -> None:
        self._hass = hass
        self._client = client
        self.log = log
        self.log_store = log_store
        self.dispatcher = dispatcher
        self._clock = clock
        self.sweep_schedule = SweepSchedule(clocks.uptime(), log.max_age)
        self.stopped = False
        self._handled = HandledEvents()

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

        `since` is the start of a sweep. Returns None if it was stopped, or if `now` turned
        out to be doubtful: events that are not dispatched are read again. Raises
        VxgRequestError, also for a response without a list, or with unreadable events
        only: neither is an empty list.
        """
        sizes = []
        resolved: dict[int, bool] = {}
        # Other reads may have taken long since `now`.
        listed_at = self._clock.now()
        # They may be outside of the time range by now.
        unknown = [] if since else self._undecided(camera_id)
        pages = self._client.event_pages(
            start=start,
            end=end,
            camera_id=camera_id,
            as_camera=as_camera,
            handled=self._handled,
        )
        async for page in pages:
            if not self._clock.is_current(now):
                return None
            sizes.append(len(page.items))
            async for batch in in_batches(page.items, KNOWN_EVENT_BATCH):
                # Images that nobody is notified of any more are awaited after the reload.
                if self.is_stopped:
                    return None
                known = []
                for event in batch:
                    if self.log.knows(event):
                        self.dispatcher.recent.add(event, now, is_new=False)
                        known.append(event)
                    else:
                        unknown.append(event)
                self.dispatcher.images.async_update(known, now)
            unknown.sort(key=lambda event: (event.time, event.id))
            async for batch in in_batches(unknown, DISPATCH_BATCH):
                # Entities may be removed already. Events that are not marked as seen
                # are read again after the reload.
                if self.is_stopped or not self._clock.is_current(now):
                    return None
                self._dispatch_new(batch, start, listed_at, since, resolved)
            if self.is_stopped:
                return None
            unknown = []
            page.raise_for_invalid()
            sizes[-1] += page.handled
            # An image that is listed while the cloud's clock is wrong is taken later.
            self._handled.add(filter(self.log.is_done, page.items), now)
            # The next page is requested now; a long list takes minutes.
            listed_at = self._clock.now()
        self.log.record_read(start, end, now, camera_id, finished=listed_at)
        return tuple(sizes)

    @property
    def is_stopped(self) -> bool:
        """Whether no event is dispatched any more."""
        return self.stopped or self._hass.is_stopping

    def _undecided(self, camera_id: int | None) -> list[Event]:
        """Return the events that wait until their camera is known."""
        return [
            event
            for event in self.log.undecided
            if camera_id in (None, event.camera_id)
        ]

    def _dispatch_new(
        self,
        events: Iterable[Event],
        start: datetime,
        now: datetime,
        since: datetime | None,
        resolved: dict[int, bool],
    ) -> None:
        """Dispatch the new ones of some events.

        `resolved` is whether cameras are, asked once per read.
        """
        new_events = self.log.select_new(events, now, since=since or start)
        new = {(new_event.event.id, new_event.event.time) for new_event in new_events}
        for event in events:
            if (event.id, event.time) not in new:
                self.dispatcher.recent.add(event, now, is_new=False)
        for new_event in new_events:
            event = new_event.event
            camera_id = event.camera_id
            if camera_id not in resolved:
                resolved[camera_id] = self.dispatcher.is_camera_resolved(camera_id)
            if not resolved[camera_id]:
                continue
            # What an event starts may reload the entry, which then saves what is known.
            if self.is_stopped:
                return
            self.log.mark_seen(event, now)
            self.log_store.schedule_save()
            if new_event.late and since is not None:
                self.sweep_schedule.speed_up(clocks.uptime(), now - event.time)
            self.dispatcher.dispatch(new_event, now)

    @callback
    def finish_poll(
        self,
        start: datetime,
        now: datetime,
        sizes: tuple[int, ...],
        refused: Collection[int] = (),
        *,
        is_full: bool,
    ) -> None:
        """Record a complete poll of all cameras, except for refused ones."""
        recent = self.dispatcher.recent
        if is_full:
            recent.mark_covered(start, now, refused)
        recent.mark_read(now, refused)
        if self.log.finish_read(start, now, sizes, is_full=is_full):
            self.log_store.schedule_save()
            if self.log.clock_lags:
                # The events of a clock that is behind count as known until a sweep.
                self.sweep_schedule.request_deep_sweep(clocks.uptime(), timedelta())

    @callback
    def finish_sweep(
        self,
        start: datetime,
        now: datetime,
        sweep_range: timedelta,
        refused: Collection[int] = (),
    ) -> None:
        """Record a complete sweep of the time since `start`."""
        if self.log.finish_sweep(start, now):
            self.log_store.mark_changed()
        self.dispatcher.recent.extend_coverage(start, refused)
        self.sweep_schedule.finish(clocks.uptime(), sweep_range)
