"""Memory of the events of the last hour, and of the time that it covers."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ..aiovxg import Event
from ..const import RECENT_EVENTS_RANGE

MAX_RECENT_EVENTS = 20_000


MINUTE = timedelta(minutes=1)

# Clocks differ a little; what is further ahead than this is from the future.
FUTURE_TOLERANCE = MINUTE

# Of an event from the future that was known before, nobody can say when it happened.
MIN_TIME = datetime.min.replace(tzinfo=UTC)
MAX_TIME = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentEvent:
    """A remembered event, without its image."""

    event_id: int
    name: str
    time: datetime
    meta: Mapping[str, str]


class RecentEvents:
    """The events of the last hour, each once. All times are the cloud's.

    Events lie in minutes, so that to note one, and to forget an old one, costs the same
    however many there are.
    """

    def __init__(self, behind: Mapping[int, timedelta] | None = None) -> None:
        """Initialize empty; `clock_lags` are the corrections by camera."""
        self._clock_lags = behind or {}
        self._minutes: dict[int, dict[int, dict[int, RecentEvent]]] = {}
        self._oldest = self._forget_at = MIN_TIME
        self._since: datetime | None = None
        self._until: datetime | None = None
        self._since_of: dict[int, datetime] = {}
        self.count = 0

    def happened_at(self, event: Event, now: datetime) -> datetime:
        """Return when a new event happened: its time, corrected, never in the future."""
        return min(self._corrected(event), now)

    def add(self, event: Event, now: datetime, *, is_new: bool) -> None:
        """Remember an event; idempotent."""
        self._forget(now)
        time = self._corrected(event)
        if time < self._oldest:
            return
        minute = self._minutes.setdefault(_minute(time), {})
        events = minute.setdefault(event.camera_id, {})
        if event.id in events:
            return
        if is_new:
            time = min(time, now)
        elif time > now + FUTURE_TOLERANCE:
            time = MIN_TIME
        events[event.id] = RecentEvent(
            event_id=event.id, name=event.name, time=time, meta=event.meta
        )
        self.count += 1
        if self.count > MAX_RECENT_EVENTS:
            self._drop_before(_time(min(self._minutes)) + MINUTE)

    def mark_covered(
        self, start: datetime, now: datetime, excluded: Collection[int] = ()
    ) -> None:
        """Record that everything was read from `start` to `now`, except for some cameras."""
        self.extend_coverage(start, excluded)
        self._until = now
        self._since_of |= dict.fromkeys(excluded, now)

    def extend_coverage(self, start: datetime, excluded: Collection[int] = ()) -> None:
        """Extend the covered time back to `start`."""
        self._since = start if self._since is None else min(self._since, start)
        for camera_id in self._since_of.keys() - set(excluded):
            self._since_of[camera_id] = min(self._since_of[camera_id], start)

    def covers(
        self, camera_id: int, start: datetime, now: datetime, tolerance: timedelta
    ) -> bool:
        """Return whether all events of a camera from `start` to `now` are remembered.

        A last read that is no longer ago than `tolerance` counts as of now.
        """
        if self._since is None or self._until is None:
            return False
        since = self._since_of.get(camera_id, self._since)
        since += self._clock_lags.get(camera_id, timedelta())
        return max(since, self._oldest) <= start and now - self._until <= tolerance

    def events_since(self, camera_id: int, start: datetime) -> Iterator[RecentEvent]:
        """Yield the events of a camera since `start`, in no order."""
        first = _minute(start)
        for minute, cameras in self._minutes.items():
            if minute >= first:
                for happened in cameras.get(camera_id, {}).values():
                    if happened.time >= start:
                        yield happened

    def _corrected(self, event: Event) -> datetime:
        if (behind := self._clock_lags.get(event.camera_id)) is None:
            return event.time
        # A broken clock may be at the end of time.
        return event.time + min(behind, MAX_TIME - event.time)

    def _forget(self, now: datetime) -> None:
        if now >= self._forget_at:
            self._forget_at = now + MINUTE
            self._drop_before(now - RECENT_EVENTS_RANGE - MINUTE)

    def _drop_before(self, time: datetime) -> None:
        self._oldest = max(self._oldest, time)
        first = _minute(self._oldest)
        for minute in [minute for minute in self._minutes if minute < first]:
            self.count -= sum(map(len, self._minutes.pop(minute).values()))


def _minute(time: datetime) -> int:
    return int(time.timestamp()) // 60


def _time(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)
