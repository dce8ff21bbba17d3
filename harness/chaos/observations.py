"""Observations for the verdict: the cloud's events, and reads from the probe's lines.

Lines (see the probe) are in the order in which they were written; `killed` and `ended`
are added when the process of Home Assistant has exited.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

# Reads look back at least this far, in seconds, even where they are shortened.
MIN_LOOKBACK = 30.0

# Tolerance in seconds: with a fast clock, a short stall of a busy machine is long.
MARGIN = 5.0

type Line = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """An event of the cloud: its time on the cloud's clock, and when it is listed."""

    id: int
    camera: int
    time: float
    listed: float
    # False for events from before the entry, which must not be delivered.
    owed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundTruth:
    """The state of the cloud; `clock` has the time and offset of each clock change."""

    stored: Sequence[StoredEvent]
    clock: Sequence[tuple[float, float]]
    max_age: float
    late_are_shown: bool = False

    def cloud_time(self, at: float) -> float:
        """Return the time on the cloud's clock at a time."""
        return at + self.clock[self._step(at)][1]

    def set_at(self, at: float) -> float:
        """Return the time of the last clock change."""
        return self.clock[self._step(at)][0]

    def _step(self, at: float) -> int:
        return max(0, bisect_right(self.clock, at, key=lambda step: step[0]) - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A completed read of a window of events; `index` is that of its line."""

    index: int
    began: float
    ended: float
    start: float
    end: float
    camera: int | None
    # How far back it must have looked, in seconds: less where lists are long.
    lookback: float
    # Whether lists were long: then sweeps every minute take the place of longer reads.
    crowded: bool
    # Seconds since the cloud's clock was requested, and the tolerance of its offset.
    clock_age: float
    margin: float
    # Whether the cloud's clock has changed since it was last measured.
    clock_is_stale: bool

    def covers(self, event: StoredEvent) -> bool:
        """Return whether it would list an event, once it is listed."""
        return (
            self.camera in (None, event.camera) and self.start <= event.time <= self.end
        )

    def must_include(self, event: StoredEvent) -> bool:
        """Return whether an event of its cameras was listed when the read began."""
        return event.listed <= self.began and self.camera in (None, event.camera)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """An event on the bus; `index` is that of its line."""

    index: int
    at: float
    late: bool


def completed_reads(truth: GroundTruth, lines: Iterable[Line]) -> Iterator[Read]:
    """Yield the completed reads."""
    attempted = measured = uncertainty = 0.0
    crowded = False
    for index, line in enumerate(lines):
        if line["kind"] in ("measured", "unmeasured"):
            attempted = line["began"]
            if line["kind"] == "measured":
                measured = attempted
                uncertainty = (line["at"] - attempted) / 2
        elif line.get("state") == "setup_in_progress":
            crowded = False
        elif line["kind"] == "read":
            began = line["began"]
            now = truth.cloud_time(began)
            lookback = 0.0
            if line["end"] > now:
                crowded |= line["pages"] > 1
                # After long lists, reads may look back less far.
                shortest = MIN_LOOKBACK if crowded else truth.max_age
                lookback = max(shortest, now - line["start"])
            yield Read(
                index=index,
                began=began,
                ended=line["at"],
                start=line["start"],
                end=line["end"],
                camera=line["camera"],
                lookback=lookback,
                crowded=crowded,
                clock_age=began - attempted,
                margin=MARGIN + uncertainty,
                clock_is_stale=truth.set_at(line["at"]) >= measured,
            )


def process_runs(lines: Iterable[Line]) -> Iterator[tuple[int, int, bool]]:
    """Yield for each process: index of its end, index of its last save, if killed."""
    saving = saved = -1
    index = -1
    for index, line in enumerate(lines):
        kind = line["kind"]
        if kind == "saving":
            saving = index
        elif kind == "saved":
            saved = saving
        elif kind in ("killed", "ended"):
            yield index, saved, kind == "killed"
            saving = saved = index
    yield index + 1, saved, False
