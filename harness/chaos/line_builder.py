"""Lines as the probe would write them, for tests of the verdict."""

from typing import Any

from .observations import GroundTruth, Line, StoredEvent
from .verdict import Verdict, evaluate

MAX_AGE = 120


class LineBuilder:
    """Builder of lines and of the cloud's state, whose clock has not changed."""

    def __init__(self) -> None:
        self.at = 1000.0
        self.lines: list[Line] = []
        self.stored: list[StoredEvent] = []
        self.clock = [(0.0, 0.0)]
        self.odd_times: list[tuple[float, float]] = []
        self.standstills: list[tuple[float, float]] = []
        self.polled_together = False
        self.absences: list[tuple[int, float, float]] = []

    def stand_still(self, seconds: float) -> None:
        """Let the machine stand still."""
        self.standstills.append((self.at, self.at + seconds))
        self.at += seconds

    def store(self, event_id: int, age: float = 0, **content: Any) -> None:
        """Store an event in the cloud, listed at once."""
        time = self.at + self.clock[-1][1] - age
        event = StoredEvent(id=event_id, camera=1, time=time, listed=self.at, **content)
        self.stored.append(event)

    def add(self, kind: str, **content: Any) -> None:
        """Advance by a tenth of a second and add a line."""
        self.at += 0.1
        self.lines.append({"kind": kind, "at": self.at, **content})

    def fire(
        self, event_id: int, late: bool = False, shown: bool | None = None
    ) -> None:
        """Deliver an event to the bus, and by default to its entity if it is fresh."""
        self.add("fired", id=event_id, late=late)
        if shown is None:
            shown = not late
        if shown:
            self.add("shown", entity="event.one", state=str(self.at), id=event_id)

    def read(self, *fired: int, late: bool = False, **content: Any) -> None:
        """Complete a read that delivers some events."""
        began = self.at
        for event_id in fired:
            self.fire(event_id, late=late)
        now = began + self.clock[-1][1]
        query = {
            "began": began,
            "start": now - MAX_AGE - 30,
            "end": now + 86400,
            "camera": None,
            "pages": 1,
        }
        self.add("read", **(query | content))

    def save(self) -> None:
        """Save the event log."""
        self.add("saving")
        self.add("saved")

    def verdict(self, *, late_are_shown: bool = False) -> Verdict:
        """Return the verdict on the lines."""
        truth = GroundTruth(
            stored=self.stored,
            clock=self.clock,
            max_age=MAX_AGE,
            late_are_shown=late_are_shown,
            odd_times=self.odd_times,
            standstills=self.standstills,
            polled_together=self.polled_together,
            absences=self.absences,
        )
        return evaluate(truth, self.lines)

    def errors(self, **settings: Any) -> dict[str, list[int] | list[str]]:
        """Return the violations that were found."""
        found = self.verdict(**settings).violations
        return {name: ids for name, ids in found.items() if ids}
