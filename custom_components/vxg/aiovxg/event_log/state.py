"""State of an event log, and as JSON: times in Unix seconds, ids packed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from ..models import Event
from ..parse import is_plausible_time

# The file of recent ids is small and written after events, the archive holds a day and
# is written rarely. Ids are archived before they are too old for the recent file.
RECENT_ID_RANGE = timedelta(hours=1)
ARCHIVE_INTERVAL = timedelta(minutes=30)

MAX_RECENT_IDS = 5_000
# Older ones in addition, as of cameras whose clocks are hours behind, until the archive
# is written.
MAX_UNARCHIVED_IDS = 1_000

# Keys of events whose images are awaited, and whether these were late.
IMAGE_KEYS = (("images", False), ("late_images", True))

# A cloud may round the time of an event afterwards: it is the same event if its id is
# the same, and its time differs by less than this.
TIME_TOLERANCE = timedelta(seconds=1)


class KnownEvents:
    """Ids of events with their times.

    An id with another time is another event: ids may begin again on a server that was
    set up anew.
    """

    def __init__(
        self,
        items: Iterable[tuple[int, datetime]] = (),
        copied: Mapping[int, tuple[datetime, ...]] | None = None,
    ) -> None:
        self._times = dict(copied or {})
        for event_id, time in items:
            times = self._times.get(event_id, ())
            if time not in times:
                self._times[event_id] = (*times, time)

    def __len__(self) -> int:
        """Return the number of ids."""
        return len(self._times)

    def __contains__(self, event: Event) -> bool:
        """Return whether an event is known, if with a rounded time."""
        times = self._times.get(event.id)
        return times is not None and (
            event.time in times
            or any(abs(event.time - time) < TIME_TOLERANCE for time in times)
        )

    def add(self, event: Event) -> None:
        """Add an event; idempotent."""
        if event not in self:
            self._times[event.id] = (*self._times.get(event.id, ()), event.time)

    def drop_before(self, time: datetime) -> None:
        """Forget events before a time."""
        self._times = {
            event_id: times
            for event_id, all_times in self._times.items()
            if (times := tuple(item for item in all_times if item >= time))
        }

    def items(self) -> Iterator[tuple[int, datetime]]:
        """Yield the ids with their times."""
        for event_id, times in self._times.items():
            for time in times:
                yield event_id, time

    @property
    def exceed_recent(self) -> bool:
        """Whether there are more than the state with recent ids may have."""
        return len(self._times) > MAX_RECENT_IDS

    @property
    def has_fractions(self) -> bool:
        """Whether the cloud is known to list fractions of seconds."""
        return any(time.microsecond for _, time in self.items())

    def ids_between(self, start: datetime, end: datetime) -> frozenset[int]:
        """Return the ids of the events of a short time range."""
        return frozenset(
            event_id for event_id, time in self.items() if start <= time <= end
        )

    def copy(self) -> Self:
        """Return a copy that another thread can read."""
        return type(self)(copied=self._times)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLogState:
    """Copy of a log's state that another thread can serialize.

    From the time `floor` on, `known` has the ids of all delivered events. `now` is the
    server's time when the copy was made.
    """

    watermark: datetime
    floor: datetime
    known: KnownEvents
    now: datetime
    covered_range: timedelta
    # Known events whose images are awaited, and whether they were late.
    awaited_images: tuple[tuple[int, datetime, bool], ...] = ()
    # Known events that are older than the recent ones, since the last archive.
    unarchived: tuple[tuple[int, datetime], ...] = ()

    @property
    def archived_at(self) -> float:
        """The time of an archive of this state."""
        # A clock that was set back does not make it older.
        return max(self.now, self.watermark).timestamp()

    def recent(self) -> dict[str, Any]:
        """Return the state with the ids of the last hour, at most MAX_RECENT_IDS.

        With `archived_at` in addition, it is complete by the archive of that time.
        """
        span = max(self.covered_range, RECENT_ID_RANGE)
        start = max(self.watermark - span, self.floor)
        recent = [item for item in self.known.items() if item[1] >= start]
        if len(recent) > MAX_RECENT_IDS:
            recent.sort(key=lambda item: item[1])
            # Events with the time of the newest dropped one are dropped too.
            start = recent[-MAX_RECENT_IDS - 1][1] + timedelta.resolution
            recent = [item for item in recent if item[1] >= start]
        images = {
            key: _pack(
                (event_id, time)
                for event_id, time, was_late in self.awaited_images
                if was_late is late
            )
            for key, late in IMAGE_KEYS
        }
        return {
            "watermark": self.watermark.timestamp(),
            "floor": start.timestamp(),
            "ids": _pack({*recent, *self.unarchived}),
            **{key: packed for key, packed in images.items() if packed},
        }

    def archive(self) -> dict[str, Any]:
        """Return the state with all remembered ids, of a day at most."""
        return {
            "at": self.archived_at,
            "floor": self.floor.timestamp(),
            "ids": _pack(self.known.items()),
        }

    @classmethod
    def restored(
        cls, recent: Mapping[str, Any], archive: Mapping[str, Any] | None = None
    ) -> Self:
        """Return the state from stored data. Raises ValueError if `recent` is invalid.

        An archive that is invalid, or leaves a gap before `recent`, is ignored.
        """
        try:
            watermark = _from_timestamp(recent["watermark"])
            floor = _from_timestamp(recent["floor"])
            known = _unpack(recent["ids"])
        except _MALFORMED as err:
            raise ValueError("Not the state of an event log") from err
        try:
            stored = archive or {}
            archived_at = _from_timestamp(stored["at"])
            archive_floor = _from_timestamp(stored["floor"])
            archived = _unpack(stored["ids"])
        except _MALFORMED:
            pass
        else:
            is_of_same_state = recent.get("archived_at") == stored["at"]
            if archive_floor <= floor and (
                is_of_same_state or floor <= archived_at - ARCHIVE_INTERVAL
            ):
                known = archived + known
                floor = archive_floor
        return cls(
            watermark=watermark,
            floor=floor,
            known=KnownEvents(known),
            now=watermark,
            covered_range=timedelta(),
            awaited_images=tuple(
                (event_id, time, late)
                for key, late in IMAGE_KEYS
                for event_id, time in _unpack_images(recent.get(key))
            ),
        )


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_MALFORMED = (AttributeError, KeyError, OSError, OverflowError, TypeError, ValueError)


def _pack(known: Iterable[tuple[int, datetime]]) -> str:
    """Return ids and times as hexadecimal differences to the previous ones.

    This takes a quarter of plain JSON and is written thousands of times a day.
    """
    parts = []
    last_id = last_time = 0
    for event_id, time in sorted(known, key=lambda item: item[1]):
        micros = (time - _EPOCH) // timedelta.resolution
        parts.append(f"{event_id - last_id:x}:{micros - last_time:x}")
        last_id, last_time = event_id, micros
    return " ".join(parts)


def _unpack(text: Any) -> list[tuple[int, datetime]]:
    known = []
    event_id = micros = 0
    for part in text.split():
        id_step, time_step = part.split(":")
        event_id += int(id_step, 16)
        micros += int(time_step, 16)
        known.append((event_id, _EPOCH + micros * timedelta.resolution))
    return known


def _unpack_images(text: Any) -> tuple[tuple[int, datetime], ...]:
    """Return awaited images; none if they were not stored, as by an earlier version."""
    try:
        return tuple(_unpack(text))
    except _MALFORMED:
        return ()


def _from_timestamp(value: Any) -> datetime:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("Not a time")
    time = datetime.fromtimestamp(value, UTC)
    if not is_plausible_time(time):
        raise ValueError("Not a valid time")
    return time
