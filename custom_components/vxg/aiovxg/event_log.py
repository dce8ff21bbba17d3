"""Detection of new events: each once, in order, fresh or late. No I/O, no clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from .event_log_state import ARCHIVE_INTERVAL, EventLogState
from .models import Event

# The cloud lists events seconds after their time, and times may be equal: each read
# looks back this much further than the maximum age of a fresh event.
OVERLAP = timedelta(seconds=30)

# The clocks of cameras may run ahead: also read events from the future.
FUTURE_WINDOW = timedelta(hours=24)

# Cameras that were offline upload their events later: a sweep looks back this far at
# most. Ids are remembered as long, to recognize events that were delivered.
MAX_SWEEP_SPAN = timedelta(hours=24)
ID_RETENTION = MAX_SWEEP_SPAN

# Forgetting ids iterates over all of them: wait until it is worth it.
FORGET_STEP = timedelta(minutes=5)

# Above this the oldest ids are forgotten and sweeps look back less far. Ids inside the
# window of regular reads are always remembered.
MAX_REMEMBERED_IDS = 50_000

# After a camera's clock was set right, corrected events are in the future. The
# correction is not applied to events that are further ahead than this.
CORRECTION_TOLERANCE = timedelta(seconds=60)

_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """A new event. It is late if it is older than the maximum age."""

    event: Event
    late: bool


class EventLog:
    """Distinguish new events from known ones.

    The first complete read without a stored state takes bearings: its events are known,
    not new. From the time `floor` on, the ids of all delivered events are remembered.
    Events before it are ignored, unless the server's clock was set back (or `max_age`
    raised) so far that the window of reads begins there: then bearings are taken for
    the part before the floor.
    """

    def __init__(
        self, *, max_age: timedelta, clock_lags: Mapping[int, timedelta] | None = None
    ) -> None:
        """Initialize without bearings; events older than `max_age` are late.

        `clock_lags` maps a camera id to how far its clock is known to be behind.
        """
        self._max_age = max_age
        self.clock_lags = clock_lags or {}
        self._look_back = self._full_look_back = max_age + OVERLAP
        self._page_size: int | None = None
        self._cutoff: datetime | None = None
        self._archived_at: datetime | None = None
        self._archive_stale = False
        self._known: dict[int, datetime] = {}
        self._undecided: dict[int, datetime] = {}
        self._newest_time: datetime | None = None
        self._watermark: datetime | None = None
        self._floor: datetime | None = None

    @property
    def has_bearings(self) -> bool:
        """Whether a complete read was made or a stored state was restored."""
        return self._floor is not None

    @property
    def watermark(self) -> datetime | None:
        """Time up to which all events were read, never later than the server's now.

        Only complete reads move it, and not beyond an event that is still undecided.
        """
        return self._watermark

    @property
    def tracked_ids(self) -> int:
        """Number of remembered ids."""
        return len(self._known)

    @property
    def is_crowded(self) -> bool:
        """Whether reads look back less far, so that they fit on one page.

        Sweeps should be frequent then, because only they find events stored late.
        """
        return self._look_back < self._full_look_back

    def knows(self, event_id: int) -> bool:
        """Return whether an event was delivered already or needed no delivery."""
        return event_id in self._known

    def window(self, now: datetime) -> tuple[datetime, datetime]:
        """Return start and end of the next read at the server's `now`."""
        newest = now if self._watermark is None else min(self._watermark, now)
        start = newest - self._look_back
        if self._floor is not None:
            start = max(start, min(self._floor, self._look_back_start(now)))
        return start, now + FUTURE_WINDOW

    def sweep_window(self, now: datetime, span: timedelta) -> tuple[datetime, datetime]:
        """Return start and end of a sweep, which ends where the next read starts.

        It looks back `span`, or less after ids had to be forgotten early.
        """
        start = now - span
        if self._cutoff is not None:
            start = max(start, self._cutoff)
        return start, self.window(now)[0]

    def shifted_window(
        self, camera_id: int, now: datetime
    ) -> tuple[datetime, datetime]:
        """Return the window of fresh events for a camera whose clock is behind."""
        camera_now = now - self.clock_lags[camera_id]
        return camera_now - self._full_look_back, camera_now + OVERLAP

    def select_new(
        self, events: Iterable[Event], now: datetime, *, since: datetime | None = None
    ) -> list[NewEvent]:
        """Return the new events, oldest first, each id once.

        Events stay new until `mark_seen` is called, so that they are returned again after
        an interruption. Without bearings all are marked as seen and none is new. `since`
        is the start of a sweep.
        """
        earliest = self._look_back_start(now) if since is None else since
        floor = _END_OF_TIME if self._floor is None else self._floor
        new: dict[int, Event] = {}
        for event in events:
            if event.id in self._known:
                continue
            if event.time >= floor:
                new[event.id] = event
            # A server may return events from before the window.
            elif event.time >= earliest:
                self.mark_seen(event, now)
        if since is None:
            self._undecided.update((event.id, event.time) for event in new.values())
        return [
            NewEvent(event=event, late=self._is_late(event, now))
            for event in sorted(new.values(), key=lambda event: (event.time, event.id))
        ]

    def mark_seen(self, event: Event, now: datetime) -> None:
        """Mark an event as delivered, or as one that needs no delivery."""
        self._known[event.id] = event.time
        self._undecided.pop(event.id, None)
        if event.time < now - ARCHIVE_INTERVAL:
            self._archive_stale = True
        time = min(event.time, now)
        if self._newest_time is None or time > self._newest_time:
            self._newest_time = time

    def finish_read(
        self, start: datetime, now: datetime, page_sizes: Sequence[int] = ()
    ) -> bool:
        """Finish a complete read from `start` on; return whether it took bearings.

        `page_sizes` are the numbers of events on its pages.
        """
        took_bearings = self._floor is None
        read_from = max(start, self._look_back_start(now))
        self._floor = read_from if self._floor is None else min(self._floor, read_from)
        self._newest_time = min(self._newest_time or now, now)
        self._watermark = min(self._newest_time, *self._undecided.values(), now)
        self._undecided.clear()
        self._adapt_look_back(page_sizes)
        self._forget_old_ids(self._floor, min(start, now - self._max_age))
        return took_bearings

    def finish_sweep(self, start: datetime) -> None:
        """Finish a complete sweep: all ids from its start on are known."""
        if self._floor is not None:
            start = start if self._cutoff is None else max(start, self._cutoff)
            if start < self._floor:
                self._floor = start
                # The stored archive does not cover the swept time yet.
                self._archive_stale = True

    def archive_is_due(self, now: datetime) -> bool:
        """Return whether the archive must be saved; check before saving recent ids.

        The archive lacks ids that will soon be too old for the recent ones.
        """
        at = self._archived_at
        return self._archive_stale or at is None or abs(now - at) >= ARCHIVE_INTERVAL

    def mark_archived(self, now: datetime) -> None:
        """Record that a snapshot was made for the archive."""
        self._archived_at = now
        self._archive_stale = False

    def snapshot(self, now: datetime) -> EventLogState | None:
        """Return a copy of the state to store; None without bearings."""
        if self._watermark is None or self._floor is None:
            return None
        return EventLogState(
            watermark=self._watermark,
            floor=self._floor,
            known=dict(self._known),
            now=now,
            covered_range=self._full_look_back,
        )

    def restore(
        self, recent: Mapping[str, Any], archive: Mapping[str, Any] | None = None
    ) -> None:
        """Restore a stored state; raises ValueError and changes nothing if invalid."""
        state = EventLogState.restored(recent, archive)
        self._watermark, self._floor = state.watermark, state.floor
        self._known = dict(state.known)
        self._newest_time = self._watermark
        self._undecided.clear()

    def _is_late(self, event: Event, now: datetime) -> bool:
        age = now - event.time
        corrected_age = age - self.clock_lags.get(event.camera_id, timedelta())
        if corrected_age < -CORRECTION_TOLERANCE:
            corrected_age = age
        return corrected_age > self._max_age

    def _look_back_start(self, now: datetime) -> datetime:
        """Return the time a read at `now` looks back to at least."""
        return now - self._look_back

    def _adapt_look_back(self, page_sizes: Sequence[int]) -> None:
        """Look back less far if a read exceeds one page, further again once it fits."""
        if len(page_sizes) > 1:
            self._page_size = max(page_sizes)
            self._look_back = max(OVERLAP, self._look_back / 2)
        elif self._page_size and sum(page_sizes) * 4 <= self._page_size:
            self._look_back = min(self._full_look_back, self._look_back * 2)

    def _forget_old_ids(self, floor: datetime, window_start: datetime) -> None:
        cutoff = window_start - ID_RETENTION
        crowded = len(self._known) > MAX_REMEMBERED_IDS
        if crowded:
            # One pass may not be enough, but each is short.
            cutoff = max(cutoff, floor + (window_start - floor) / 2)
        if cutoff < floor + FORGET_STEP:
            return
        self._floor = cutoff
        if crowded:
            self._cutoff = cutoff
        self._known = {
            event_id: time for event_id, time in self._known.items() if time >= cutoff
        }
