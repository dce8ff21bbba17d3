"""Observations for the verdict: the cloud's events, and reads from the probe's lines.

Lines (see the probe) are in the order in which they were written; `killed` and `ended`
are added when the process of Home Assistant has exited.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any

# Reads look back at least this far, in seconds, even where they are shortened.
MIN_LOOKBACK = 30.0

# In seconds: between reads that look back far, if not a quarter of the maximum age.
FULL_READ_INTERVAL = 30.0

# Tolerance in seconds: with a fast clock, a short stall of a busy machine is long.
MARGIN = 5.0

# Seconds that the client takes to learn a change of the cloud's clock: several polls.
SETTLING = 15.0

# By how many seconds, and for how long, the client's idea of the time may be wrong.
MAX_ERROR = 30.0
ERROR_DURATION = 600.0

# Seconds by which the time of an event may differ from the cloud's.
PRECISION = 1.0

type Line = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """An event of the cloud: its time on the cloud's clock, and when it is listed.

    `id` is unique; `wire_id`, if it differs, is what the cloud calls it.
    """

    id: int
    wire_id: int | None = None
    camera: int
    time: float
    listed: float
    # False for events from before the entry, which must not be delivered.
    owed: bool = True
    # False for events that the cloud forgot, or that no window of reads includes.
    required: bool = True
    # When the cloud forgot it, and since when it has its image.
    forgotten: float = inf
    image: float = inf
    meta: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundTruth:
    """The state of the cloud; `clock` has the time and offset of each clock change.

    `odd_times` has start and end of each time with odd answers about the cloud's clock,
    `standstills` of each in which the machine stood still.
    """

    stored: Sequence[StoredEvent]
    clock: Sequence[tuple[float, float]]
    max_age: float
    late_are_shown: bool = False
    odd_times: Sequence[tuple[float, float]] = ()
    standstills: Sequence[tuple[float, float]] = ()
    # The same of short ones, which the client need not notice.
    unnoticed: Sequence[tuple[float, float]] = ()
    # Whether gaps are checked: where each poll reads all cameras with one request. Those
    # of a group are not of one camera.
    polled_together: bool = False
    group: bool = False
    # Camera, start and end of each time in which a camera did not belong to the group.
    absences: Sequence[tuple[int, float, float]] = ()

    def absent(self, start: float, end: float) -> frozenset[int]:
        """Return the cameras that were absent at some time between two times."""
        return frozenset(
            camera
            for camera, first, last in self.absences
            if first <= end and start <= last
        )

    @property
    def period(self) -> float:
        """Return after how many seconds a read must look back far again."""
        return min(FULL_READ_INTERVAL, self.max_age / 4) + MARGIN

    def is_unsettled(self, start: float, end: float, *, lead: float = SETTLING) -> bool:
        """Return whether the client may not know the cloud's time, or has just learned.

        Meanwhile it delivers nothing. What begins up to `lead` seconds later counts, too.
        """
        return any(
            first - lead <= end and start <= last + SETTLING
            for first, last in (
                *((at, at) for at, _ in self.clock),
                *self.odd_times,
                *self.standstills,
            )
        )

    def running(self, start: float, end: float) -> float:
        """Return the seconds between two times in which the machine ran."""
        return end - start - _overlap(start, end, (*self.standstills, *self.unnoticed))

    def clock_error(self, at: float) -> float:
        """Return by how many seconds the client's idea of the cloud's time may be wrong.

        It follows what it need not notice with the median of several responses.
        """
        return min(MAX_ERROR, _overlap(at - ERROR_DURATION, at, self.unnoticed))

    def silence(self, start: float, end: float) -> float:
        """Return the seconds between two times that must be reported as a gap."""
        return end - start - _overlap(start, end, self.unnoticed)

    def cloud_time(self, at: float) -> float:
        """Return the time on the cloud's clock at a time."""
        return at + self.clock[self._step(at)][1]

    def set_at(self, at: float) -> float:
        """Return the time of the last clock change."""
        return self.clock[self._step(at)][0]

    def _step(self, at: float) -> int:
        return max(0, bisect_right(self.clock, at, key=lambda step: step[0]) - 1)


def _overlap(start: float, end: float, times: Iterable[tuple[float, float]]) -> float:
    return sum(max(0.0, min(end, last) - max(start, first)) for first, last in times)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A completed read of a window of events; `index` is that of its line."""

    index: int
    began: float
    ended: float
    start: float
    end: float
    camera: int | None
    # How far back it must have looked, in seconds: less where lists are long, or between
    # two reads that looked back further, and zero for a sweep.
    lookback: float
    # Whether lists were long: then sweeps every minute take the place of longer reads.
    crowded: bool
    # Whether the client may not have known the cloud's time.
    unsettled: bool
    # Cameras that did not belong to the group all the time.
    absent: frozenset[int] = frozenset()

    def covers(self, event: StoredEvent) -> bool:
        """Return whether it would list an event, once it is listed."""
        return (
            self.camera in (None, event.camera) and self.start <= event.time <= self.end
        )

    def must_include(self, event: StoredEvent) -> bool:
        """Return whether an event of its cameras was listed when the read began."""
        return (
            event.listed <= self.began
            and self.ended < event.forgotten
            and self.camera in (None, event.camera)
            and event.camera not in self.absent
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """An event on the bus; `index` is that of its line."""

    index: int
    at: float
    late: bool


def completed_reads(truth: GroundTruth, lines: Iterable[Line]) -> Iterator[Read]:
    """Yield the completed reads."""
    crowded = False
    last_full: dict[int | None, float] = {}
    for index, line in enumerate(lines):
        if line.get("state") == "setup_in_progress":
            crowded = False
        elif line["kind"] == "read":
            began = line["began"]
            now = truth.cloud_time(began)
            lookback = 0.0
            if line["end"] > now:
                crowded |= line["pages"] > 1
                # After long lists, reads may look back less far.
                shortest = MIN_LOOKBACK if crowded else truth.max_age
                lookback = now - line["start"]
                if lookback >= shortest:
                    last_full[line["camera"]] = began
                elif began - max(last_full.values(), default=-inf) > truth.period:
                    lookback = shortest
            yield Read(
                index=index,
                began=began,
                ended=line["at"],
                start=line["start"],
                end=line["end"],
                camera=line["camera"],
                lookback=lookback,
                crowded=crowded,
                unsettled=truth.is_unsettled(began, line["at"]),
                absent=truth.absent(began, line["at"]),
            )


def with_keys(stored: Iterable[StoredEvent], lines: Sequence[Line]) -> Sequence[Line]:
    """Return lines whose ids are unique, though the cloud's began again."""
    by_wire_id: dict[int, list[StoredEvent]] = {}
    for event in stored:
        if event.wire_id is not None:
            by_wire_id.setdefault(event.wire_id, []).append(event)

    def with_key(line: Line) -> Line:
        if "time" not in line:
            return line
        # Ids may begin again within a second: the nearest one is meant.
        distance = {
            event.id: abs(event.time - line["time"])
            for event in by_wire_id.get(line["id"], ())
        }
        nearest = min(distance, key=distance.__getitem__, default=None)
        if nearest is None or distance[nearest] >= PRECISION:
            return line
        return {**line, "id": nearest}

    return [with_key(line) for line in lines]


def excused_repeats(lines: Iterable[Line]) -> Iterator[tuple[int, int]]:
    """Yield where deliveries may repeat later: index of a save, and of an end.

    Deliveries between the last save of a process and its end were forgotten if it was
    killed, or could not save; those since a backup if that was restored.
    """
    saving = saved = backed_up = -1
    disk_is_failing = False
    for index, line in enumerate(lines):
        kind = line["kind"]
        if kind == "saving":
            saving = index
        elif kind == "saved":
            saved = saving
        elif kind == "disk":
            disk_is_failing = line["failing"]
        elif kind == "backed_up":
            backed_up = saved
        elif kind == "restored":
            yield backed_up, index
            saved = index
        elif kind in ("killed", "ended"):
            if kind == "killed" or disk_is_failing:
                yield saved, index
            saving = saved = index
