"""Whatever happens: no event twice, and none lost that a window should have shown."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
import json
from typing import Any

from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)
import pytest

from custom_components.vxg.aiovxg import Event, EventLog, NewEvent
from custom_components.vxg.aiovxg.event_log import FUTURE_WINDOW, OVERLAP

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(hours=24)

SETTINGS = settings(
    max_examples=150,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def as_stored(data: dict[str, Any]) -> dict[str, Any]:
    """Return what a file gives back."""
    return json.loads(json.dumps(data))


@dataclass
class Kept:
    """What is true of a run, and goes back in time with it when the power fails."""

    delivered: frozenset[int] = frozenset()
    # What was listed while bearings were taken: known, not news.
    silent: frozenset[int] = frozenset()
    # What complete reads brought and nobody could decide on yet.
    undecided: frozenset[int] = frozenset()
    # When the last complete read was made; what is owed is younger than its window.
    read_at: datetime | None = None
    # From when on a sweep owes everything: an earlier one took bearings there.
    swept_from: datetime | None = None


class Story(RuleBasedStateMachine):
    """A server that lists what it has, in any order, and a log that may die at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.stored: list[Event] = []
        self.kept = Kept()
        self.max_age = timedelta(seconds=60)
        self.log = EventLog(max_age=self.max_age)
        self.saved: tuple[dict[str, Any], Kept] = ({}, Kept())
        self.archive: dict[str, Any] | None = None

    @rule(
        seconds=st.sampled_from(
            [0, 0.5, 2, 29, 30, 31, 60, 89, 90, 91, 400, 4000, 20_000]
        )
    )
    def pass_time(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)

    @rule(
        ages=st.lists(
            st.sampled_from(
                [-4000, -5, 0, 0.000001, 1, 59, 60, 61, 89, 90, 91, 300, 3000, 40_000]
            ),
            min_size=1,
            max_size=4,
        ),
        falling=st.booleans(),
    )
    def store(self, ages: list[float], falling: bool) -> None:
        """Store events, several at one time, late ones and such of the future."""
        for age in ages:
            number = len(self.stored) + 1
            self.stored.append(
                Event(
                    # Ids are identity, not order.
                    id=-number if falling else number,
                    camera_id=1,
                    name="x",
                    time=self.now - timedelta(seconds=age),
                )
            )

    @rule(data=st.data(), size=st.integers(1, 5), complete=st.booleans())
    def read(self, data: st.DataObject, size: int, complete: bool) -> None:
        """Read pages of any size and order, some of them twice, perhaps not to the end."""
        start, end = self.log.window(self.now)
        listed = [event for event in self.stored if start <= event.time <= end]
        listed = data.draw(st.permutations(listed))
        pages = [listed[at : at + size] for at in range(0, len(listed), size)]
        pages += (
            data.draw(st.lists(st.sampled_from(pages), max_size=2)) if pages else []
        )
        if not complete:
            pages = pages[: data.draw(st.integers(0, len(pages)))]
        returned: set[int] = set()
        for page in pages:
            deliveries = self.log.select_new(page, self.now)
            self.check_page(page, deliveries, start)
            returned |= {delivery.event.id for delivery in deliveries}
            for delivery in deliveries:
                if data.draw(st.integers(0, 3)) == 0:
                    # Its camera is not known yet.
                    continue
                self.deliver(delivery)
        if complete:
            self.check_owed(returned)
            self.kept.undecided = frozenset(returned) - self.kept.delivered
            self.log.finish_read(start, self.now)
            self.kept.read_at = self.now

    @rule(data=st.data(), span=st.sampled_from([HOUR, DAY]), size=st.integers(1, 5))
    def sweep(self, data: st.DataObject, span: timedelta, size: int) -> None:
        """Look for what was stored late, perhaps not to the end."""
        if not self.log.has_bearings:
            return
        start, end = self.log.sweep_window(self.now, span)
        listed = [event for event in self.stored if start <= event.time <= end]
        listed = data.draw(st.permutations(listed))
        pages = [listed[at : at + size] for at in range(0, len(listed), size)]
        complete = data.draw(st.booleans())
        if not complete:
            pages = pages[: data.draw(st.integers(0, len(pages)))]
        for page in pages:
            new = {event.id for event in page} - self.kept.delivered - self.kept.silent
            deliveries = self.log.select_new(page, self.now, since=start)
            assert {delivery.event.id for delivery in deliveries} <= new
            for delivery in deliveries:
                self.deliver(delivery)
            # Where no sweep was yet, bearings are taken.
            known = {event.id for event in page} - self.kept.delivered
            for event in page:
                if self.kept.swept_from and event.time >= self.kept.swept_from:
                    assert event.id in self.kept.delivered | self.kept.silent
            self.kept.silent |= known
        if complete:
            self.log.finish_sweep(start)
            if start < end:
                before = self.kept.swept_from
                self.kept.swept_from = min(before, start) if before else start

    def check_page(
        self, page: list[Event], deliveries: list[NewEvent], start: datetime
    ) -> None:
        """Everything in a window is news exactly once."""
        new = {event.id for event in page} - self.kept.delivered - self.kept.silent
        if not self.log.has_bearings:
            assert not deliveries
            self.kept.silent |= new
            return
        assert {delivery.event.id for delivery in deliveries} == new
        order = [(item.event.time, item.event.id) for item in deliveries]
        assert order == sorted(order)
        for item in deliveries:
            assert item.late is (self.now - item.event.time > self.max_age)

    def deliver(self, delivery: NewEvent) -> None:
        """Deliver, never twice."""
        assert delivery.event.id not in self.kept.delivered
        self.kept.delivered |= {delivery.event.id}
        self.log.mark_seen(delivery.event, self.now)

    def check_owed(self, returned: set[int]) -> None:
        """A complete read brings all that is not older than the last one's window."""
        if self.kept.read_at is None:
            return
        assert self.kept.undecided <= self.kept.delivered | returned
        since = self.kept.read_at - self.max_age - OVERLAP
        for event in self.stored:
            if since <= event.time <= self.now + FUTURE_WINDOW:
                assert event.id in self.kept.delivered | self.kept.silent | returned

    @rule()
    def save(self) -> None:
        """Write the ledger."""
        snapshot = self.log.snapshot(self.now)
        if snapshot is not None and self.log.archive_is_due(self.now):
            self.log.mark_archived(self.now)
            self.archive = as_stored(snapshot.archive())
        self.saved = (
            {} if snapshot is None else as_stored(snapshot.recent()),
            Kept(**vars(self.kept)),
        )

    @rule()
    def fail(self) -> None:
        """Let the power fail: only what was delivered after the last save may repeat."""
        snapshot, self.kept = self.saved[0], Kept(**vars(self.saved[1]))
        self.log = EventLog(max_age=self.max_age)
        if snapshot:
            self.log.restore(snapshot, self.archive)
        else:
            self.kept = Kept(delivered=self.kept.delivered, silent=self.kept.silent)

    @rule()
    def restart(self) -> None:
        """Restart in order."""
        self.save()
        self.fail()


@pytest.mark.slow
def test_every_event_of_a_window_is_delivered_exactly_once_whatever_happens() -> None:
    run_state_machine_as_test(Story, settings=SETTINGS)


class Disturbed(RuleBasedStateMachine):
    """A run whose clock jumps by days and whose options change."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.stored: list[Event] = []
        self.delivered: set[int] = set()
        self.owed: set[int] = set()
        self.settled = False
        self.log = EventLog(max_age=timedelta(seconds=60))

    @initialize()
    def take_bearings(self) -> None:
        """Begin with bearings."""
        self.read(page_size=1000)

    @rule(seconds=st.sampled_from([1, 60, 1000, 7300]))
    def pass_time(self, seconds: int) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)

    @rule(seconds=st.sampled_from([1, 300, 3700, 90_000, 10_000_000]))
    def jump_ahead(self, seconds: int) -> None:
        """Let the clock jump."""
        self.now += timedelta(seconds=seconds)

    @rule(seconds=st.sampled_from([1, 300, 3700, 90_000, 10_000_000]))
    def jump_back(self, seconds: int) -> None:
        """Set the clock back; what happens until the next read may count as known."""
        self.now -= timedelta(seconds=seconds)
        self.settled = False
        self.owed.clear()

    @rule()
    def happen(self) -> None:
        """Let something happen now; it is owed, unless the clock was just set back."""
        event = Event(id=len(self.stored) + 1, camera_id=1, name="x", time=self.now)
        self.stored.append(event)
        if self.settled:
            self.owed.add(event.id)

    @rule(page_size=st.sampled_from([1, 3, 1000]))
    def read(self, page_size: int) -> None:
        """Make a complete read."""
        start, end = self.log.window(self.now)
        listed = [event for event in self.stored if start <= event.time <= end]
        for at in range(0, len(listed), page_size):
            for delivery in self.log.select_new(listed[at : at + page_size], self.now):
                assert delivery.event.id not in self.delivered
                self.delivered.add(delivery.event.id)
                self.log.mark_seen(delivery.event, self.now)
        self.log.finish_read(start, self.now)
        assert self.owed <= self.delivered
        assert self.log.watermark is not None
        assert self.log.watermark <= self.now
        self.owed.clear()
        self.settled = True

    @rule(max_age=st.sampled_from([10, 60, 3600]))
    def restart(self, max_age: int) -> None:
        """Restart with another age."""
        snapshot = self.log.snapshot(self.now)
        assert snapshot is not None
        self.log = EventLog(max_age=timedelta(seconds=max_age))
        self.log.restore(as_stored(snapshot.recent()), as_stored(snapshot.archive()))


def test_clocks_and_options_that_change_repeat_nothing_and_blind_nobody() -> None:
    run_state_machine_as_test(Disturbed, settings=SETTINGS)
