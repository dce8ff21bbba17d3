"""What was delivered, held against what the cloud stored.

Nothing here trusts the integration's own idea of what it knows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from itertools import pairwise

from .observations import MARGIN, Fired, Line, Read, Stored, Truth, lives_in, reads_in

# The cloud's clock is looked at every five minutes, with the poll that is due then.
CLOCK_PATIENCE = 400.0

# What was delivered is saved a second later, or ten after the last save began.
SAVE_PATIENCE = 60.0

# A read that broke off after it delivered began at most this long before that.
LONGEST_READ = 40.0


@dataclass(slots=True, kw_only=True)
class Verdict:
    """Ids of events by what was wrong with them, and figures."""

    # Never on the bus.
    lost: list[int] = field(default_factory=list)
    # On the bus again, save what a kill excuses.
    repeated: list[int] = field(default_factory=list)
    # Late, though a read succeeded while it was young.
    wrongly_late: list[int] = field(default_factory=list)
    # Fresh, though it was too old when the read that found it began.
    wrongly_fresh: list[int] = field(default_factory=list)
    # In the window of a read that succeeded, and not delivered by it.
    overlooked: list[int] = field(default_factory=list)
    # There before the entry was, or never stored.
    not_news: list[int] = field(default_factory=list)
    # On the bus but not at its event entity, or the other way round.
    not_shown: list[int] = field(default_factory=list)
    wrongly_shown: list[int] = field(default_factory=list)
    # Not taken for a save for too long.
    unsaved: list[int] = field(default_factory=list)
    # Seconds without a look at the cloud's clock, where that was too long.
    clock_neglected: list[int] = field(default_factory=list)
    owed: int = 0
    delivered: int = 0
    late: int = 0
    excused_repeats: int = 0
    reads: int = 0
    saves: int = 0

    @property
    def violations(self) -> dict[str, list[int]]:
        """All that must be empty."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return {
            name: value for name, value in values.items() if isinstance(value, list)
        }

    @property
    def good(self) -> bool:
        """Whether nothing was wrong."""
        return not any(self.violations.values())


def judge(truth: Truth, lines: Sequence[Line]) -> Verdict:
    """Compare what the cloud stored with what the witness saw."""
    fired: dict[int, list[Fired]] = {}
    for place, line in enumerate(lines):
        if line["kind"] == "fired":
            delivery = Fired(place=place, at=line["at"], late=line["late"])
            fired.setdefault(line["id"], []).append(delivery)
    owed = {event.id: event for event in truth.stored if event.owed}
    reads = list(reads_in(truth, lines))
    verdict = Verdict(
        owed=len(owed),
        delivered=sum(len(each) for each in fired.values()),
        late=sum(each[0].late for each in fired.values()),
        reads=len(reads),
        saves=sum(line["kind"] == "saved" for line in lines),
    )
    verdict.lost = [event_id for event_id in owed if event_id not in fired]
    verdict.not_news = [event_id for event_id in fired if event_id not in owed]
    verdict.clock_neglected = [
        round(read.unasked) for read in reads if read.unasked > CLOCK_PATIENCE
    ]
    _judge_repeats(verdict, fired, lives_in(lines))
    _judge_saves(verdict, lines)
    for event in owed.values():
        _judge_time(verdict, truth, event, fired.get(event.id), reads)
    _judge_shown(verdict, truth, lines)
    return verdict


def _judge_repeats(
    verdict: Verdict,
    fired: dict[int, list[Fired]],
    lives: Iterable[tuple[int, int, bool]],
) -> None:
    known = list(lives)
    for event_id, deliveries in fired.items():
        for delivery, again in pairwise(deliveries):
            end, saved, killed = next(
                life for life in known if life[0] > delivery.place
            )
            if killed and again.place > end and delivery.place > saved:
                verdict.excused_repeats += 1
            else:
                verdict.repeated.append(event_id)


def _judge_saves(verdict: Verdict, lines: Iterable[Line]) -> None:
    waiting: dict[int, float] = {}
    under_way = False
    for line in lines:
        kind, at = line["kind"], line["at"]
        if kind == "fired":
            waiting.setdefault(line["id"], at)
        elif kind in ("saving", "killed", "ended"):
            waiting.clear()
            under_way = kind == "saving"
        elif kind == "saved":
            under_way = False
            waiting = dict.fromkeys(waiting, at)
        waits = [key for key, since in waiting.items() if at - since > SAVE_PATIENCE]
        if waits and not under_way:
            verdict.unsaved += waits
            waiting.clear()


def _judge_time(
    verdict: Verdict,
    truth: Truth,
    event: Stored,
    deliveries: list[Fired] | None,
    reads: Iterable[Read],
) -> None:
    """Judge one event by its first delivery and by the reads until then."""
    first = deliveries[0] if deliveries else None
    about = [read for read in reads if read.is_about(event)]
    if any(
        read.start <= event.time <= read.end
        for read in about
        if first is None or read.place < first.place
    ):
        verdict.overlooked.append(event.id)
    if first is None:
        return
    if first.late:
        if any(
            not read.clock_is_old
            and truth.cloud_time(read.ended) - event.time
            <= min(read.reach, truth.max_age) - read.margin
            for read in about
            if read.began <= first.at
        ):
            verdict.wrongly_late.append(event.id)
        return
    # The read that found it, if that came to its end. It may have been listed meanwhile.
    found = next(
        (
            read
            for read in reads
            if read.place > first.place
            and read.began <= first.at
            and read.camera in (None, event.camera)
            and read.start <= event.time <= read.end
        ),
        None,
    )
    began = first.at - LONGEST_READ if found is None else found.began
    margin = MARGIN if found is None else found.margin
    clock_is_old = truth.set_at(began) != truth.set_at(first.at) or (
        found is not None and found.clock_is_old
    )
    if (
        not clock_is_old
        and truth.cloud_time(began) - event.time > truth.max_age + margin
    ):
        verdict.wrongly_fresh.append(event.id)


def _judge_shown(verdict: Verdict, truth: Truth, lines: Iterable[Line]) -> None:
    """Event entities change right after the bus, once for each fresh event."""
    seen: set[tuple[str, str, int]] = set()
    awaited: int | None = None
    for line in lines:
        kind = line["kind"]
        if kind == "shown":
            change = line["entity"], line["state"], line["id"]
            # A restart shows the last event again, with its old time.
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
