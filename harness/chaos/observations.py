"""What a verdict is based on: the cloud's truth, and the probe's lines made sense of.

Lines are in the order in which they were written (the probe says which there are), with
`killed` and `ended` added by whoever ran Home Assistant when it is gone.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

# Reads look back this far even where they are shortened (design: "Fast read").
MIN_LOOKBACK = 30.0

# Seconds by which things may be off: the harness has a busy machine to share, and where
# its clock is fast a short stall is long.
MARGIN = 5.0

type Line = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """An event of the cloud: its time on the cloud's clock, and when it was listed."""

    id: int
    camera: int
    time: float
    listed: float
    # False for what was there before the entry: known, not news.
    owed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundTruth:
    """What the cloud knows. `clock` has its steps: when, and how far ahead from then on."""

    stored: Sequence[StoredEvent]
    clock: Sequence[tuple[float, float]]
    max_age: float
    late_are_shown: bool = False

    def cloud_time(self, at: float) -> float:
        """Return the time on the cloud's clock."""
        return at + self.clock[self._step(at)][1]

    def set_at(self, at: float) -> float:
        """Return when the cloud's clock was last set."""
        return self.clock[self._step(at)][0]

    def _step(self, at: float) -> int:
        return max(0, bisect_right(self.clock, at, key=lambda step: step[0]) - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A window of events that was read to its end; `place` is that of its line."""

    index: int
    began: float
    ended: float
    start: float
    end: float
    camera: int | None
    # How far back it must have looked: less than usual where lists are long.
    lookback: float
    # Seconds since the cloud's clock was asked for, and by which the answer may be off.
    clock_age: float
    margin: float
    # Whether the cloud's clock was set since it was last measured.
    clock_is_stale: bool

    def must_include(self, event: StoredEvent) -> bool:
        """Whether an event was listed when this read began, for all its cameras."""
        return event.listed <= self.began and self.camera in (None, event.camera)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One delivery on the bus."""

    index: int
    at: float
    late: bool


def completed_reads(truth: GroundTruth, lines: Iterable[Line]) -> Iterator[Read]:
    """Yield the reads that succeeded."""
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
                # Where lists were long, it may choose to look back less far.
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
                clock_age=began - attempted,
                margin=MARGIN + uncertainty,
                clock_is_stale=truth.set_at(line["at"]) >= measured,
            )


def process_runs(lines: Iterable[Line]) -> Iterator[tuple[int, int, bool]]:
    """Yield each life's end, where its last save that was completed began, if killed."""
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
