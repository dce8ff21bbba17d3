"""Detection of new events: each once, in order, fresh or late. No I/O, no clock."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from ..models import Event
from .ahead_events import AHEAD_TOLERANCE, AheadEvents
from .archive import Archive
from .awaited_images import EXPECTED_WITHIN, AwaitedImages
from .freshness import CompletedRead, EventFreshness, NewEvent
from .known_ranges import KnownRange, KnownRanges, bounded
from .read_plan import MAX_FULL_READ_INTERVAL, OVERLAP, ReadPlan, ReadWindow
from .retention import IdRetention
from .state import TIME_TOLERANCE, EventLogState, KnownEvents

__all__ = [
    "FUTURE_WINDOW",
    "MAX_FULL_READ_INTERVAL",
    "AwaitedImages",
    "EventLog",
    "NewEvent",
    "ReadWindow",
]

# The clocks of cameras may run ahead: also read events from the future.
FUTURE_WINDOW = timedelta(hours=24)


class EventLog:
    """Distinguish new events from known ones.

    The first complete read without a stored state takes bearings: its events are known,
    not new. From the time `floor` of a range on, the ids of all delivered events are
    remembered. Events before it are ignored, unless the window of reads begins there:
    then bearings are taken for the part before the floor.

    Events and complete reads move the range, a clock does not: a read that reaches no
    known range, because the server's clock jumped, takes bearings of a range of its own.

    Full reads cover all events that may be fresh. Near reads between them cover what
    cameras usually list since the last read, and the events whose images are expected.
    """

    def __init__(
        self, *, max_age: timedelta, clock_lags: Mapping[int, timedelta] | None = None
    ) -> None:
        """Initialize without bearings; events older than `max_age` are late.

        `clock_lags` maps a camera id to how far its clock is known to be behind.
        """
        self.max_age = max_age
        self.clock_lags = clock_lags or {}
        self._freshness = EventFreshness(max_age, self.clock_lags)
        self.delays = self._freshness.delays
        self.plan = ReadPlan(max_age)
        self.images = AwaitedImages()
        self._ahead = AheadEvents()
        self.retention = IdRetention()
        self.archive = Archive()
        self._known = KnownEvents()
        self._ranges = KnownRanges()

    @property
    def has_bearings(self) -> bool:
        """Whether a complete read was made or a stored state was restored."""
        return self._ranges.current is not None

    @property
    def watermark(self) -> datetime | None:
        """Time up to which all events were read, except for undecided ones."""
        known = self._ranges.current
        return None if known is None else known.watermark

    @property
    def tracked_ids(self) -> int:
        """Number of remembered ids."""
        return len(self._known)

    @property
    def undecided(self) -> list[Event]:
        """New events that were not marked as seen, whether reads still list them or not."""
        return [
            event for event in self._freshness.undecided if event not in self._known
        ]

    @property
    def is_crowded(self) -> bool:
        """Whether only sweeps, which must be frequent, find events stored late."""
        return self.plan.is_crowded

    @property
    def overlap(self) -> timedelta:
        """How far near reads look back before the newest event."""
        return min(self.delays.overlap, self.plan.look_back)

    def knows(self, event: Event) -> bool:
        """Return whether an event was delivered already or needed no delivery."""
        return event in self._known

    def is_done(self, event: Event) -> bool:
        """Return whether an event is known, and so is its image, if it has one."""
        return event in self._known and not self.images.awaits(event)

    @property
    def known(self) -> KnownEvents:
        """The known events."""
        return self._known

    def window(self, now: datetime) -> tuple[datetime, datetime]:
        """Return start and end of a full read at the server's `now`."""
        now = bounded(now)
        look_back = self.plan.look_back
        start = now - look_back
        if (known := self._range_at(now)) is not None:
            start = max(min(known.watermark, now) - look_back, min(known.floor, start))
        return start, now + FUTURE_WINDOW

    def next_window(self, now: datetime, interval: timedelta | None) -> ReadWindow:
        """Return the window of the next read; the one after it is `interval` later.

        It is full if it is None, after an interruption, and often enough. If `ahead_window`
        returns one, it must be read in addition to a near one.
        """
        start, end = self.window(now)
        known = self._range_at(bounded(now))
        if known is None or self.plan.is_next_full(now, interval):
            return ReadWindow(start, end, is_full=True)
        near = min(known.watermark, now) - self.overlap
        expected = self.images.oldest_expected(now, self.clock_lags) or near
        if self.ahead_window(now) is not None:
            end = now + AHEAD_TOLERANCE
        return ReadWindow(max(start, min(near, expected)), end, is_full=False)

    def ahead_window(self, now: datetime) -> tuple[datetime, datetime] | None:
        """Return the window of new events of cameras whose clocks are ahead, if any."""
        if not self._ahead:
            return None
        overlap = self.overlap
        if self.images.oldest_expected(now, self.clock_lags) is not None:
            overlap += EXPECTED_WITHIN
        start = self._ahead.start(bounded(now), overlap)
        return None if start is None else (start, now + FUTURE_WINDOW)

    def interrupt(self, camera_id: int | None = None) -> None:
        """Record that a read of all cameras failed, so the next is full, or one of one."""
        self._freshness.interrupt(camera_id)
        if camera_id is None:
            self.plan.interrupt()

    def sweep_window(self, now: datetime, span: timedelta) -> tuple[datetime, datetime]:
        """Return start and end of a sweep, which ends where the next read starts.

        It looks back `span`, or less after ids had to be forgotten early.
        """
        return self.retention.limit(bounded(now) - span), self.window(now)[0]

    def shifted_window(
        self, camera_id: int, now: datetime, last_read: datetime | None = None
    ) -> tuple[datetime, datetime]:
        """Return the window of fresh events for a camera whose clock is behind.

        After a `last_read` of the camera it is that of a near read.
        """
        lag = self.clock_lags[camera_id]
        camera_now = bounded(now) - lag
        start = camera_now - self.plan.full_look_back
        if last_read is not None:
            near = min(last_read, now) - lag - self.overlap
            expected = self.images.oldest_expected(now, self.clock_lags, camera_id)
            start = max(start, min(near, expected or near))
        return start, camera_now + OVERLAP

    def select_new(
        self, events: Iterable[Event], now: datetime, *, since: datetime | None = None
    ) -> list[NewEvent]:
        """Return the new events, oldest first, each once.

        Events stay new until `mark_seen` is called, so that they are returned again after
        an interruption. Without bearings all are marked as seen and none is new. `since`
        is the start of the read, by default as far back as a read at `now` looks.
        """
        now = bounded(now)
        earliest = now - self.plan.look_back if since is None else since
        known = self._range_at(now)
        selected = KnownEvents()
        new = []
        for event in events:
            # A server may return events from outside of the window.
            if (
                event in self._known
                or event in selected
                or event.time > now + FUTURE_WINDOW
            ):
                continue
            if known is not None and self._ranges.is_new(event.time, known):
                selected.add(event)
                new.append(event)
            elif event.time >= earliest:
                self.mark_seen(event, now)
        new.sort(key=lambda event: (event.time, event.id))
        crowded = self.is_crowded
        return [self._freshness.judge(event, now, crowded=crowded) for event in new]

    def mark_seen(self, event: Event, now: datetime) -> None:
        """Mark an event as delivered, or as one that needs no delivery."""
        now = bounded(now)
        self._known.add(event)
        self._ahead.add(event, now)
        self._freshness.mark_decided(event)
        self.archive.add(event, now)
        if (known := self._range_at(now)) is not None:
            known.newest = max(known.newest, min(event.time, now))

    def record_read(
        self,
        start: datetime,
        end: datetime,
        now: datetime,
        camera_id: int | None = None,
        *,
        finished: datetime | None = None,
    ) -> None:
        """Record that all events of a time range, or those of a camera, were listed.

        The read began at `now`, and `finished` a while later if other ones ran beside it.
        """
        read = CompletedRead(bounded(now), start, end)
        self._freshness.record_read(read, camera_id, bounded(finished or now))

    def finish_read(
        self,
        start: datetime,
        now: datetime,
        page_sizes: Sequence[int] = (),
        *,
        is_full: bool = True,
    ) -> bool:
        """Finish a complete read from `start` on; return whether it took bearings.

        `page_sizes` are the numbers of events on its pages.
        """
        now = bounded(now)
        end = now + FUTURE_WINDOW
        known = self._range_at(now)
        took_bearings = known is None
        floor = max(start, now - self.plan.look_back)
        self.retention.record_read(now)
        if known is None:
            known = KnownRange.starting(floor, now, end)
        known.finish_read(floor, end, now)
        self._ranges.use(known, end)
        self.plan.finish_read(now, page_sizes, is_full=is_full)
        if is_full:
            self._forget_old_ids(known, min(start, now - self.max_age), now)
        return took_bearings

    def finish_sweep(self, start: datetime, now: datetime) -> bool:
        """Finish a complete sweep: all ids from its start on are known.

        Returns whether those from before were not.
        """
        known = self._range_at(bounded(now))
        # Where regular reads did not reach the known range yet, nor did the sweep.
        if known is None or known.floor > self.window(now)[0]:
            return False
        start = self.retention.limit(start)
        if start >= known.floor:
            return False
        known.floor = start
        # The stored archive does not cover the swept time yet.
        self.archive.is_stale = True
        return True

    def snapshot(self, now: datetime) -> EventLogState | None:
        """Return a copy of the state to store; None without bearings."""
        if (known := self._ranges.lasting) is None:
            return None
        return EventLogState(
            watermark=known.lasting_watermark,
            floor=known.floor,
            known=self._known.copy(),
            now=bounded(now),
            covered_range=self.plan.full_look_back,
            awaited_images=tuple(self.images.to_store(now)),
            unarchived=self.archive.lacking,
        )

    def restore(
        self, recent: Mapping[str, Any], archive: Mapping[str, Any] | None = None
    ) -> None:
        """Restore a stored state; raises ValueError and changes nothing if invalid."""
        state = EventLogState.restored(recent, archive)
        self._known = state.known
        end = state.watermark + FUTURE_WINDOW
        self._ranges = KnownRanges()
        self._ranges.use(KnownRange.trusted(state.floor, state.watermark, end), end)
        self._freshness.clear()
        self.plan.interrupt()
        self.images.restore(state.awaited_images, state.watermark)

    def _range_at(self, now: datetime) -> KnownRange | None:
        """Return the range that a read at `now` continues; None if it takes bearings."""
        return self._ranges.at(now, now + FUTURE_WINDOW)

    def _forget_old_ids(
        self, current: KnownRange, window_start: datetime, now: datetime
    ) -> None:
        count, floor = len(self._known), current.floor
        cutoff = self.retention.next_cutoff(count, floor, window_start, now)
        if cutoff is None:
            return
        current.floor = cutoff
        self._known.drop_before(cutoff - TIME_TOLERANCE)
        self._freshness.drop_before(cutoff)
        self._ranges.drop_before(cutoff)
