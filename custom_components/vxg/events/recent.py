"""The events of the last hour, and the time that they cover."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from ..aiovxg import MAX_FULL_READ_INTERVAL, Event
from ..const import RECENT_EVENTS_RANGE

# Bounds the memory that a flood of events takes; the covered time shrinks instead.
MAX_RECENT_EVENTS = 20_000
# Late events that are remembered, however old they are.
MAX_LATE_EVENTS = 5_000

MINUTE = timedelta(minutes=1)
# Clocks differ a little; events further ahead than this are from the future.
FUTURE_TOLERANCE = MINUTE

MIN_TIME = datetime.min.replace(tzinfo=UTC)
MAX_TIME = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentEvent:
    """An event as it was listed, except for the URL of its image.

    `time` is corrected by the lag of the clock.
    """

    event: Event
    time: datetime
    has_image: bool

    @property
    def event_id(self) -> int:
        """Id of the event."""
        return self.event.id

    @property
    def name(self) -> str:
        """Event type."""
        return self.event.name

    @property
    def meta(self) -> Mapping[str, str]:
        """Metadata of the event."""
        return self.event.meta


class RecentEvents:
    """The events of the last hour, each once. All times are the cloud's.

    They are stored by minute, so that adding one and dropping old ones takes the same
    time however many there are.
    """

    def __init__(self, clock_lags: Mapping[int, timedelta] | None = None) -> None:
        """Initialize; `clock_lags` are how much cameras' clocks are behind."""
        self._clock_lags = clock_lags or {}
        self._minutes: dict[int, dict[int, dict[int, RecentEvent]]] = {}
        self._oldest = self._next_cleanup = MIN_TIME
        # The time that was read; its start differs for cameras that were excluded.
        self._since: datetime | None = None
        self._until: datetime | None = None
        self._last_read: datetime | None = None
        self._since_by_camera: dict[int, datetime] = {}
        # Times by camera and id, the oldest entry first.
        self._late: dict[tuple[int, int], datetime] = {}
        self.count = 0

    def happened_at(self, event: Event, now: datetime) -> datetime:
        """Return when a new event happened, corrected and never in the future."""
        return min(self._corrected(event), now)

    def add(
        self, event: Event, now: datetime, *, is_new: bool, late: bool = False
    ) -> None:
        """Add an event, or update a known one; idempotent."""
        self._drop_old(now)
        if late:
            self._late[event.camera_id, event.id] = event.time
            if len(self._late) > MAX_LATE_EVENTS:
                del self._late[next(iter(self._late))]
        time = self._corrected(event)
        if time < self._oldest:
            return
        if self._update(event, time) is not None:
            return
        minute = self._minutes.setdefault(_minute_of(time), {})
        events = minute.setdefault(event.camera_id, {})
        if is_new:
            time = min(time, now)
        elif time > now + FUTURE_TOLERANCE:
            # It is unknown when it happened, so no period includes it.
            time = MIN_TIME
        events[event.id] = RecentEvent(
            event=_without_image(event),
            time=time,
            has_image=event.thumb is not None,
        )
        self.count += 1
        if self.count > MAX_RECENT_EVENTS:
            self._drop_before(_start_of_minute(min(self._minutes)) + MINUTE)

    def mark_covered(
        self, start: datetime, now: datetime, excluded: Collection[int] = ()
    ) -> None:
        """Record a read of all events from `start` to `now`, except of some cameras."""
        self.extend_coverage(start, excluded)
        self._until = now
        self.mark_read(now, excluded)

    def mark_read(self, now: datetime, excluded: Collection[int] = ()) -> None:
        """Record a read at `now` of most events, except those of some cameras."""
        self._last_read = now
        self._since_by_camera |= dict.fromkeys(excluded, now)

    def extend_coverage(self, start: datetime, excluded: Collection[int] = ()) -> None:
        """Extend the covered time back to `start`, except of some cameras."""
        self._since = start if self._since is None else min(self._since, start)
        for camera_id in self._since_by_camera.keys() - set(excluded):
            self._since_by_camera[camera_id] = min(
                self._since_by_camera[camera_id], start
            )

    def covers(
        self, camera_id: int, start: datetime, now: datetime, tolerance: timedelta
    ) -> bool:
        """Return whether all events of a camera from `start` to `now` are known.

        The last read may be `tolerance` old, and the last one of all events older by the
        interval of such reads.
        """
        since = self.covered_since([camera_id], now, tolerance)
        lag = self._clock_lags.get(camera_id, timedelta())
        return since is not None and since + lag <= start

    def events_since(self, camera_id: int, start: datetime) -> Iterator[RecentEvent]:
        """Yield the events of a camera since `start`, in no particular order."""
        first = _minute_of(start)
        for minute, cameras in self._minutes.items():
            if minute >= first:
                for event in cameras.get(camera_id, {}).values():
                    if event.time >= start:
                        yield event

    def update(self, event: Event) -> bool:
        """Update a known event; return whether its metadata changed."""
        known = self._update(event, self._corrected(event))
        return known is not None and known.meta != event.meta

    def _update(self, event: Event, time: datetime) -> RecentEvent | None:
        """Update a known event; return it as it was."""
        # The cloud may have rounded its time to that of another minute.
        minute = _minute_of(time)
        for near in (minute, minute - 1, minute + 1):
            events = self._minutes.get(near, {}).get(event.camera_id, {})
            if (known := events.get(event.id)) is not None:
                events[event.id] = _updated(known, event)
                return known
        return None

    def is_late(self, event: Event) -> bool:
        """Return whether an event was late when it was dispatched."""
        time = self._late.get((event.camera_id, event.id))
        # The cloud may have rounded it.
        return time is not None and abs(time - event.time) < timedelta(seconds=1)

    def covered_since(
        self, camera_ids: Collection[int], now: datetime, tolerance: timedelta
    ) -> datetime | None:
        """Return the time from which all listed events of some cameras are known.

        The last read may be `tolerance` old, and the last one of all events older by the
        interval of such reads; None if one is older.
        """
        if self._since is None or self._until is None or self._last_read is None:
            return None
        if now - self._last_read > tolerance:
            return None
        if now - self._until > tolerance + MAX_FULL_READ_INTERVAL:
            return None
        return max(
            (self._listed_since(camera_id, self._since) for camera_id in camera_ids),
            default=None,
        )

    def newest_first(
        self, camera_ids: Collection[int], start: datetime, end: datetime
    ) -> Iterator[RecentEvent]:
        """Yield the events of some cameras that were listed between two times."""
        minutes = sorted(self._minutes, reverse=True)
        # Events are stored by their corrected times, whose order may be another one.
        is_ordered = self._clock_lags.keys().isdisjoint(camera_ids)
        for group in ([minute] for minute in minutes) if is_ordered else [minutes]:
            found = [
                item
                for minute in group
                for camera_id in self._minutes[minute].keys() & camera_ids
                for item in self._minutes[minute][camera_id].values()
                if start <= item.event.time <= end
            ]
            found.sort(key=lambda item: (item.event.time, item.event.id), reverse=True)
            yield from found

    def _listed_since(self, camera_id: int, since: datetime) -> datetime:
        lag = self._clock_lags.get(camera_id, timedelta())
        since = self._since_by_camera.get(camera_id, since)
        return max(since + lag, self._oldest) - lag

    def _corrected(self, event: Event) -> datetime:
        if (lag := self._clock_lags.get(event.camera_id)) is None:
            return event.time
        # A broken clock may show a time near the last one that a datetime holds.
        return event.time + min(lag, MAX_TIME - event.time)

    def _drop_old(self, now: datetime) -> None:
        if now >= self._next_cleanup:
            self._next_cleanup = now + MINUTE
            self._drop_before(now - RECENT_EVENTS_RANGE - MINUTE)

    def _drop_before(self, time: datetime) -> None:
        self._oldest = max(self._oldest, time)
        first = _minute_of(self._oldest)
        for minute in [minute for minute in self._minutes if minute < first]:
            self.count -= sum(map(len, self._minutes.pop(minute).values()))


def _updated(known: RecentEvent, event: Event) -> RecentEvent:
    """Return a known event with the metadata and the image that it has now."""
    has_image = event.thumb is not None
    if known.has_image == has_image and known.meta == event.meta:
        return known
    return replace(known, event=_without_image(event), has_image=has_image)


def _without_image(event: Event) -> Event:
    return event if event.thumb is None else replace(event, thumb=None)


def _minute_of(time: datetime) -> int:
    return int(time.timestamp()) // 60


def _start_of_minute(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)
