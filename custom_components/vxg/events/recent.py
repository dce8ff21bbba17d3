"""The events of the last hour, and the time that they cover."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ..aiovxg import Event
from ..const import RECENT_EVENTS_RANGE

# Bounds the memory that a flood of events takes; the covered time shrinks instead.
MAX_RECENT_EVENTS = 20_000

MINUTE = timedelta(minutes=1)
# Clocks differ a little; events further ahead than this are from the future.
FUTURE_TOLERANCE = MINUTE

MIN_TIME = datetime.min.replace(tzinfo=UTC)
MAX_TIME = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentEvent:
    """An event without its image; `time` is corrected by the lag of the clock."""

    event_id: int
    name: str
    time: datetime
    meta: Mapping[str, str]


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
        self._since_by_camera: dict[int, datetime] = {}
        self.count = 0

    def happened_at(self, event: Event, now: datetime) -> datetime:
        """Return when a new event happened, corrected and never in the future."""
        return min(self._corrected(event), now)

    def add(self, event: Event, now: datetime, *, is_new: bool) -> None:
        """Add an event; idempotent."""
        self._drop_old(now)
        time = self._corrected(event)
        if time < self._oldest:
            return
        minute = self._minutes.setdefault(_minute_of(time), {})
        events = minute.setdefault(event.camera_id, {})
        if event.id in events:
            return
        if is_new:
            time = min(time, now)
        elif time > now + FUTURE_TOLERANCE:
            # It is unknown when it happened, so no period includes it.
            time = MIN_TIME
        events[event.id] = RecentEvent(
            event_id=event.id, name=event.name, time=time, meta=event.meta
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

        The last read may be `tolerance` old.
        """
        if self._since is None or self._until is None:
            return False
        since = self._since_by_camera.get(camera_id, self._since)
        since += self._clock_lags.get(camera_id, timedelta())
        return max(since, self._oldest) <= start and now - self._until <= tolerance

    def events_since(self, camera_id: int, start: datetime) -> Iterator[RecentEvent]:
        """Yield the events of a camera since `start`, in no particular order."""
        first = _minute_of(start)
        for minute, cameras in self._minutes.items():
            if minute >= first:
                for event in cameras.get(camera_id, {}).values():
                    if event.time >= start:
                        yield event

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


def _minute_of(time: datetime) -> int:
    return int(time.timestamp()) // 60


def _start_of_minute(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)
