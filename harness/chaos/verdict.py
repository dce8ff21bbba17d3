"""Comparison of the delivered events with those that the cloud stored.

It relies on observations only, not on the state of the integration.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from itertools import pairwise

from .observations import (
    MARGIN,
    Delivery,
    GroundTruth,
    Line,
    Read,
    StoredEvent,
    completed_reads,
    excused_repeats,
    with_keys,
)

# Delivered events are saved a second later, or ten seconds after the last save, and a
# minute after one that failed.
SAVE_TIMEOUT = 75.0

# Seconds without a complete poll that are a gap, and after which sensors must be
# unavailable.
GAP = 30.0
BLIND = 100.0

# A client that learns the time anew may take several polls to report.
SETTLING_POLLS = 10

# Longest time from the start of a read to its deliveries, if it was not completed.
MAX_READ_DURATION = 40.0


@dataclass(slots=True, kw_only=True)
class Verdict:
    """Ids of events by violation, and figures."""

    # Never on the bus.
    lost: list[int] = field(default_factory=list)
    # Repeated on the bus, except for events that were not saved before a kill.
    repeated: list[int] = field(default_factory=list)
    # Late, although a read succeeded while it was fresh.
    wrongly_late: list[int] = field(default_factory=list)
    # Fresh, although it was too old when a read began that did not list it yet, or when
    # the one began that found it after an interruption.
    wrongly_fresh: list[int] = field(default_factory=list)
    # In the window of a completed read, but not delivered by it.
    overlooked: list[int] = field(default_factory=list)
    # Delivered, although from before the entry or not stored at all.
    unexpected: list[int] = field(default_factory=list)
    # On the bus but not at the event entity, or the other way round.
    not_shown: list[int] = field(default_factory=list)
    wrongly_shown: list[int] = field(default_factory=list)
    # Not saved for too long.
    unsaved: list[int] = field(default_factory=list)
    # Seconds of gaps that were not reported, or that never were.
    gaps_untold: list[int] = field(default_factory=list)
    gaps_invented: list[int] = field(default_factory=list)
    # Seconds for which sensors showed a state although nothing could be read.
    blind: list[int] = field(default_factory=list)
    # Events whose image was not reported though a read listed it, or though the cloud
    # has had it for long, or twice, or before the event was delivered.
    images_overlooked: list[int] = field(default_factory=list)
    images_lost: list[int] = field(default_factory=list)
    images_repeated: list[int] = field(default_factory=list)
    images_unexpected: list[int] = field(default_factory=list)
    # Numbers of created events that were lost although reported as done, or are twice.
    creates_lost: list[int] = field(default_factory=list)
    creates_repeated: list[int] = field(default_factory=list)
    # Whatever was wrong with the entry beside it.
    neighbor: list[str] = field(default_factory=list)
    owed: int = 0
    delivered: int = 0
    late: int = 0
    excused_repeats: int = 0
    images: int = 0
    reads: int = 0
    saves: int = 0

    @property
    def violations(self) -> dict[str, list[int] | list[str]]:
        """Return the lists that must be empty."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return {
            name: value for name, value in values.items() if isinstance(value, list)
        }

    @property
    def good(self) -> bool:
        """Return whether there are no violations."""
        return not any(self.violations.values())


def evaluate(truth: GroundTruth, lines: Sequence[Line]) -> Verdict:
    """Compare the events of the cloud with the lines of the probe."""
    lines = with_keys(truth.stored, lines)
    deliveries: dict[int, list[Delivery]] = {}
    for index, line in enumerate(lines):
        if line["kind"] == "fired":
            first = Delivery(index=index, at=line["at"], late=line["late"])
            deliveries.setdefault(line["id"], []).append(first)
    owed = {event.id: event for event in truth.stored if event.owed}
    reads = list(completed_reads(truth, lines))
    verdict = Verdict(
        owed=len(owed),
        delivered=sum(len(each) for each in deliveries.values()),
        late=sum(each[0].late for each in deliveries.values()),
        reads=len(reads),
        saves=sum(line["kind"] == "saved" for line in lines),
        images=sum(line["kind"] == "image" for line in lines),
    )
    verdict.lost = [
        event.id
        for event in owed.values()
        if event.required and event.id not in deliveries
    ]
    verdict.unexpected = [event_id for event_id in deliveries if event_id not in owed]
    _check_repeats(verdict, deliveries, list(excused_repeats(lines)))
    _check_saves(verdict, truth, lines)
    for event in owed.values():
        _check_lateness(verdict, truth, event, deliveries.get(event.id), reads)
    _check_entities(verdict, truth, lines)
    if truth.polled_together:
        _check_reports(verdict, truth, lines, reads)
    return verdict


def _check_repeats(
    verdict: Verdict,
    deliveries_by_event: dict[int, list[Delivery]],
    excuses: Sequence[tuple[int, int]],
) -> None:
    for event_id, deliveries in deliveries_by_event.items():
        for first, second in pairwise(deliveries):
            if any(saved < first.index < end < second.index for saved, end in excuses):
                verdict.excused_repeats += 1
            else:
                verdict.repeated.append(event_id)


def _check_saves(verdict: Verdict, truth: GroundTruth, lines: Iterable[Line]) -> None:
    waiting: dict[int, float] = {}
    under_way = disk_is_failing = False
    for line in lines:
        kind, at = str(line["kind"]), float(line["at"])
        if kind == "fired":
            waiting.setdefault(line["id"], at)
        elif kind in ("saving", "killed", "ended"):
            waiting.clear()
            under_way = kind == "saving"
        elif kind == "saved":
            under_way = False
            waiting = dict.fromkeys(waiting, at)
        elif kind == "disk":
            disk_is_failing = line["failing"]
        if disk_is_failing or kind == "disk":
            waiting = dict.fromkeys(waiting, at)
        waits = [
            key
            for key, since in waiting.items()
            if truth.running(since, at) > SAVE_TIMEOUT
        ]
        if waits and not under_way:
            verdict.unsaved += waits
            waiting.clear()


def _check_lateness(
    verdict: Verdict,
    truth: GroundTruth,
    event: StoredEvent,
    deliveries: list[Delivery] | None,
    reads: Iterable[Read],
) -> None:
    """Check an event by its first delivery and by the reads until then."""
    first = deliveries[0] if deliveries else None
    about = [read for read in reads if read.must_include(event)]
    if any(
        read.start <= event.time <= read.end and not read.unsettled
        for read in about
        if first is None or read.index < first.index
    ):
        verdict.overlooked.append(event.id)
    if first is None:
        return
    if first.late:
        if any(
            not read.unsettled
            and truth.cloud_time(read.ended) - event.time
            <= min(read.lookback, truth.max_age) - MARGIN
            for read in about
            if read.began <= first.at
        ):
            verdict.wrongly_late.append(event.id)
        return
    # The read that found it, if completed. The event may have been listed meanwhile.
    read = next(
        (
            read
            for read in reads
            if read.index > first.index
            and read.began <= first.at
            and read.covers(event)
        ),
        None,
    )
    began = first.at - MAX_READ_DURATION if read is None else read.began
    # The clock was set, or the machine stood still, while it was read: by the time
    # after that it must be fresh.
    for _, end in truth.standstills:
        if began < end <= first.at:
            began = end
    if truth.set_at(began) != truth.set_at(first.at):
        return
    # By the clock of that time: before, it may have been another one.
    age = truth.cloud_time(began) - event.time
    if read is not None and not truth.is_unsettled(began, first.at, lead=0):
        age -= _wait(truth, event, read, reads)
    if age > truth.max_age + MARGIN + truth.clock_error(began):
        verdict.wrongly_fresh.append(event.id)


def _wait(
    truth: GroundTruth, event: StoredEvent, read: Read, reads: Iterable[Read]
) -> float:
    """Return how long before a read another one did not list an event that it listed.

    It counts for the age of the event, unless it was long before.
    """
    limit = 90.0 if read.crowded else min(30.0, truth.max_age / 4) * 1.5
    waits = (
        read.began - other.began
        for other in reads
        if other.index < read.index and other.covers(event)
    )
    wait = min((wait for wait in waits if wait >= 0), default=0.0)
    return wait if wait <= limit + MARGIN else 0.0


def _check_entities(
    verdict: Verdict, truth: GroundTruth, lines: Iterable[Line]
) -> None:
    """Check that entities change right after the bus, once for each fresh event."""
    seen: set[tuple[str, str, int]] = set()
    awaited: int | None = None
    for line in lines:
        kind = line["kind"]
        if kind == "shown":
            change = line["entity"], line["state"], line["id"]
            # A restart restores the last event with its old time.
            if change not in seen:
                seen.add(change)
                if line["id"] != awaited:
                    verdict.wrongly_shown.append(line["id"])
                awaited = None
        elif kind in ("fired", "killed", "ended"):
            if awaited is not None and kind != "killed":
                verdict.not_shown.append(awaited)
            to_show = kind == "fired" and (truth.late_are_shown or not line["late"])
            awaited = line["id"] if to_show else None
    if awaited is not None:
        verdict.not_shown.append(awaited)


def _check_reports(
    verdict: Verdict, truth: GroundTruth, lines: Sequence[Line], reads: Sequence[Read]
) -> None:
    """Check that each silence was reported as a gap, and sensors were unavailable."""
    polls = [
        read for read in reads if read.lookback and not (truth.group and read.camera)
    ]
    begins = [
        index
        for index, line in enumerate(lines)
        if line["kind"] in ("ended", "killed")
        or line.get("state") == "setup_in_progress"
    ]
    told = [
        index
        for index, line in enumerate(lines)
        if line["kind"] == "gap" and line["camera"] is None
    ]
    for number, (last, poll) in enumerate(pairwise(polls), 1):
        if any(last.index < begin < poll.index for begin in begins):
            continue
        if truth.group and any(
            read.camera is not None and last.index < read.index < poll.index
            for read in reads
        ):
            # Meanwhile cameras were read one by one.
            continue
        silence = truth.silence(last.ended, poll.ended)
        # A poll right after a change of the clock may not count yet.
        later = polls[number + SETTLING_POLLS :]
        until = later[0].index if later else len(lines)
        if any(poll.index < begin <= until for begin in begins):
            until = -1
        recent = [index for index in told if last.index < index <= until]
        if silence > GAP + MARGIN and until >= 0 and not recent:
            verdict.gaps_untold.append(round(silence))
        stood_still = any(
            start < poll.ended and end > last.ended for start, end in truth.standstills
        )
        if silence > BLIND and not stood_still:
            changes = lines[last.index : poll.index]
            if not any(line.get("available") is False for line in changes):
                verdict.blind.append(round(silence))
    for index in told:
        before = [poll for poll in polls if poll.index < index][-SETTLING_POLLS - 2 :]
        # A clock that is set forward looks like a machine that stood still.
        latest = max(
            (read for read in reads if read.index < index),
            key=lambda read: read.index,
            default=None,
        )
        if truth.group and latest is not None and latest.camera is not None:
            continue
        if before and truth.is_unsettled(before[0].began, before[-1].ended):
            continue
        longest = max(
            (poll.ended - last.ended for last, poll in pairwise(before)), default=GAP
        )
        if longest < GAP - MARGIN:
            verdict.gaps_invented.append(round(longest))
