"""What a verdict is based on: the cloud's truth, and the witness's lines made sense of.

Lines are in the order in which they were written (the witness says which there are), with
`killed` and `ended` added by whoever ran Home Assistant when it is gone.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

# Reads look back this far even where they are shortened (design: "Fast read").
SHORTEST_REACH = 30.0

# Seconds by which things may be off: the harness has a busy machine to share, and where
# its clock is fast a short stall is long.
MARGIN = 5.0

type Line = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """An event of the cloud: its time on the cloud's clock, and when it was listed."""

    id: int
    camera: int
    time: float
    listed: float
    # False for what was there before the entry: known, not news.
    owed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What the cloud knows. `clock` has its steps: when, and how far ahead from then on."""

    stored: Sequence[Stored]
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

    place: int
    began: float
    ended: float
    start: float
    end: float
    camera: int | None
    # How far back it must have looked: less than usual where lists are long.
    reach: float
    # Seconds since the cloud's clock was asked for, and by which the answer may be off.
    unasked: float
    margin: float
    # Whether the cloud's clock was set since it was last measured.
    clock_is_old: bool

    def is_about(self, event: Stored) -> bool:
        """Whether an event was listed when this read began, for all its cameras."""
        return event.listed <= self.began and self.camera in (None, event.camera)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """One delivery on the bus."""

    place: int
    at: float
    late: bool


def reads_in(truth: Truth, lines: Iterable[Line]) -> Iterator[Read]:
    """Yield the reads that succeeded."""
    asked = measured = uncertainty = 0.0
    crowded = False
    for place, line in enumerate(lines):
        if line["kind"] in ("measured", "unmeasured"):
            asked = line["began"]
            if line["kind"] == "measured":
                measured = asked
                uncertainty = (line["at"] - asked) / 2
        elif line.get("state") == "setup_in_progress":
            crowded = False
        elif line["kind"] == "read":
            began = line["began"]
            now = truth.cloud_time(began)
            reach = 0.0
            if line["end"] > now:
                crowded |= line["pages"] > 1
                # Where lists were long, it may choose to look back less far.
                may = SHORTEST_REACH if crowded else truth.max_age
                reach = max(may, now - line["start"])
            yield Read(
                place=place,
                began=began,
                ended=line["at"],
                start=line["start"],
                end=line["end"],
                camera=line["camera"],
                reach=reach,
                unasked=began - asked,
                margin=MARGIN + uncertainty,
                clock_is_old=truth.set_at(line["at"]) >= measured,
            )


def lives_in(lines: Iterable[Line]) -> Iterator[tuple[int, int, bool]]:
    """Yield each life's end, where its last save that was completed began, if killed."""
    saving = saved = -1
    place = -1
    for place, line in enumerate(lines):
        kind = line["kind"]
        if kind == "saving":
            saving = place
        elif kind == "saved":
            saved = saving
        elif kind in ("killed", "ended"):
            yield place, saved, kind == "killed"
            saving = saved = place
    yield place + 1, saved, False
