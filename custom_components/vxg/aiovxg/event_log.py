"""Which events are news: each once, in order, fresh or late. No I/O and no clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from .models import Event

# Events are listed up to seconds after their time, and equal times happen: each read
# looks back this much further than an event may be old and still be fresh.
OVERLAP = timedelta(seconds=30)

# Cameras' clocks run ahead; an event "from tomorrow" is read all the same.
AHEAD = timedelta(hours=24)

# Cameras that were offline store what they saw later: a sweep looks back this far.
SWEEP_SPAN = timedelta(hours=1)

# Ids outlive the read window by this, so that neither a sweep nor a server's clock that
# is set back can bring back what was delivered.
MEMORY = SWEEP_SPAN

# Forgetting costs a pass over all ids, so it waits for this much to be worth it.
FORGET_STEP = timedelta(minutes=5)

# Beyond this nothing outlives the read window; inside of it ids are never given up.
MAX_REMEMBERED_IDS = 50_000

MAX_SAVED_IDS = 5_000

_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """An event that is news. A late one is older than an alarm may act on."""

    event: Event
    late: bool


class EventLog:
    """Tells new events from known ones.

    The first complete read without a stored state takes bearings: what it finds is
    known, not news. `floor` is the time from which on every delivered event's id is
    remembered. What lies before it cannot be told apart and is left alone, unless the
    server's clock was set back (or `max_age` raised) so far that the present lies there:
    then bearings are taken for the part before the floor.
    """

    def __init__(self, *, max_age: timedelta) -> None:
        """Start without bearings; events older than `max_age` will be late."""
        self._max_age = max_age
        self._known: dict[int, datetime] = {}
        self._undecided: dict[int, datetime] = {}
        self._newest: datetime | None = None
        self._watermark: datetime | None = None
        self._floor: datetime | None = None

    @property
    def has_bearings(self) -> bool:
        """Whether a complete read, or a stored state, tells what is known."""
        return self._floor is not None

    @property
    def watermark(self) -> datetime | None:
        """Time up to which all is read: the newest event's, never past the server's now.

        Only complete reads move it, and not beyond an event that is still undecided.
        """
        return self._watermark

    @property
    def ids_held(self) -> int:
        """How many ids are remembered."""
        return len(self._known)

    def window(self, now: datetime) -> tuple[datetime, datetime]:
        """Return start and end of the next read at the server's `now`."""
        newest = now if self._watermark is None else min(self._watermark, now)
        start = newest - self._max_age - OVERLAP
        if self._floor is not None:
            start = max(start, min(self._floor, self._reach(now)))
        return start, now + AHEAD

    def sweep_window(self, now: datetime) -> tuple[datetime, datetime]:
        """Return start and end of a sweep: what lies before the window of fast reads."""
        return now - SWEEP_SPAN, self.window(now)[0]

    def sort(
        self, events: Iterable[Event], now: datetime, *, since: datetime | None = None
    ) -> list[Delivery]:
        """Return the events that are news, oldest first, each id once.

        They stay news until `note` is called for them, so that what was interrupted
        comes again. Without bearings everything is noted and nothing is news. `since` is
        the start of a sweep.
        """
        reach = self._reach(now) if since is None else since
        floor = _END_OF_TIME if self._floor is None else self._floor
        news: dict[int, Event] = {}
        for event in events:
            if event.id in self._known:
                continue
            if event.time >= floor:
                news[event.id] = event
            # A server may answer with more than it was asked for.
            elif event.time >= reach:
                self.note(event, now)
        self._undecided.update((event.id, event.time) for event in news.values())
        return [
            Delivery(event=event, late=now - event.time > self._max_age)
            for event in sorted(news.values(), key=lambda event: (event.time, event.id))
        ]

    def note(self, event: Event, now: datetime) -> None:
        """Remember that an event was delivered (or needs no delivery)."""
        self._known[event.id] = event.time
        self._undecided.pop(event.id, None)
        time = min(event.time, now)
        if self._newest is None or time > self._newest:
            self._newest = time

    def finish_read(self, start: datetime, now: datetime) -> bool:
        """Close a complete read that began at `start`; tell whether it took bearings."""
        took_bearings = self._floor is None
        read_from = max(start, self._reach(now))
        self._floor = read_from if self._floor is None else min(self._floor, read_from)
        self._newest = min(self._newest or now, now)
        self._watermark = min(self._newest, *self._undecided.values(), now)
        self._undecided.clear()
        crowded = len(self._known) > MAX_REMEMBERED_IDS
        self._forget(
            min(start, now - self._max_age) - (timedelta() if crowded else MEMORY)
        )
        return took_bearings

    def finish_sweep(self, start: datetime) -> None:
        """Close a complete sweep: from its start on all ids are known now."""
        if self._floor is not None:
            self._floor = min(self._floor, start)

    def snapshot(self) -> dict[str, Any]:
        """Return what a later run needs, as JSON: times in Unix seconds, ids of the window."""
        if self._watermark is None or self._floor is None:
            return {}
        span = max(self._max_age + OVERLAP, SWEEP_SPAN)
        start = max(self._watermark - span, self._floor)
        recent = [
            (event_id, time) for event_id, time in self._known.items() if time >= start
        ]
        if len(recent) > MAX_SAVED_IDS:
            recent.sort(key=lambda item: item[1])
            # Events that share the time of the newest one left out are left out too.
            start = recent[-MAX_SAVED_IDS - 1][1] + timedelta.resolution
            recent = [item for item in recent if item[1] >= start]
        return {
            "watermark": self._watermark.timestamp(),
            "floor": start.timestamp(),
            "ids": {str(event_id): time.timestamp() for event_id, time in recent},
        }

    def restore(self, data: Mapping[str, Any]) -> None:
        """Continue from a snapshot; raises ValueError where it is none, changing nothing."""
        try:
            watermark = _from_timestamp(data["watermark"])
            floor = _from_timestamp(data["floor"])
            known = {
                int(event_id): _from_timestamp(time)
                for event_id, time in data["ids"].items()
            }
        except (AttributeError, KeyError, OSError, OverflowError, TypeError) as err:
            raise ValueError("Not a snapshot of an event log") from err
        self._watermark, self._floor, self._known = watermark, floor, known
        self._newest = watermark
        self._undecided.clear()

    def _reach(self, now: datetime) -> datetime:
        """Return how far back a read goes at least, so that all that is fresh is read."""
        return now - self._max_age - OVERLAP

    def _forget(self, before: datetime) -> None:
        if self._floor is None or before < self._floor + FORGET_STEP:
            return
        self._floor = before
        self._known = {
            event_id: time for event_id, time in self._known.items() if time >= before
        }


def _from_timestamp(value: Any) -> datetime:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("Not a time")
    if value < 0:
        raise ValueError("Not a time of this log")
    return datetime.fromtimestamp(value, UTC)
