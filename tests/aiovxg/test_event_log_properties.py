"""Test properties of the event log: no event of a window is repeated or lost."""

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
from custom_components.vxg.aiovxg.event_log.known_ranges import (
    MAX_READ_STEP,
    TRUSTED_AFTER,
)

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
    """Return data as it is loaded from a file."""
    return json.loads(json.dumps(data))


@dataclass
class RunState:
    """Expected state of a run, which is reset to the last save by a power failure."""

    delivered: frozenset[int] = frozenset()
    # Events of the bearings: known, not new.
    silent: frozenset[int] = frozenset()
    # Time of the last complete read. Later reads must return all since its window.
    read_at: datetime | None = None
    # Sweeps must return all from this time on: an earlier one took bearings there.
    swept_from: datetime | None = None


class EventLogMachine(RuleBasedStateMachine):
    """A server that lists events in any order, and a log that may fail at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.stored: list[Event] = []
        self.state = RunState()
        self.max_age = timedelta(seconds=60)
        self.log = EventLog(max_age=self.max_age)
        self.saved: tuple[dict[str, Any], RunState] = ({}, RunState())
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
        descending=st.booleans(),
    )
    def store(self, ages: list[float], descending: bool) -> None:
        """Store events, also several with one time, late ones and future ones."""
        for age in ages:
            number = len(self.stored) + 1
            self.stored.append(
                Event(
                    # Ids are not ordered by time.
                    id=-number if descending else number,
                    camera_id=1,
                    name="x",
                    time=self.now - timedelta(seconds=age),
                )
            )

    @rule(
        data=st.data(),
        size=st.integers(1, 5),
        complete=st.booleans(),
        interval=st.sampled_from([None, 0, 2, 20]),
    )
    def read(
        self, data: st.DataObject, size: int, complete: bool, interval: int | None
    ) -> None:
        """Read pages in any order, some of them twice, maybe not all.

        The read is a near one if no full one is due, as the next follows soon.
        """
        start, end, is_full = self.log.next_window(
            self.now, None if interval is None else timedelta(seconds=interval)
        )
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
            self.check_required(returned, start, is_full=is_full)
            self.log.record_read(start, end, self.now)
            self.log.finish_read(start, self.now, is_full=is_full)
            self.state.read_at = self.now
        else:
            self.log.interrupt()

    @rule(data=st.data(), span=st.sampled_from([HOUR, DAY]), size=st.integers(1, 5))
    def sweep(self, data: st.DataObject, span: timedelta, size: int) -> None:
        """Sweep for events stored late, maybe not all pages."""
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
            new = (
                {event.id for event in page} - self.state.delivered - self.state.silent
            )
            deliveries = self.log.select_new(page, self.now, since=start)
            assert {delivery.event.id for delivery in deliveries} <= new
            for delivery in deliveries:
                self.deliver(delivery)
            # A sweep takes bearings in times that were not swept before.
            known = {event.id for event in page} - self.state.delivered
            for event in page:
                if self.state.swept_from and event.time >= self.state.swept_from:
                    assert event.id in self.state.delivered | self.state.silent
            self.state.silent |= known
        if complete:
            self.log.finish_sweep(start, self.now)
            if start < end:
                before = self.state.swept_from
                self.state.swept_from = min(before, start) if before else start

    def check_page(
        self, page: list[Event], deliveries: list[NewEvent], start: datetime
    ) -> None:
        """Check that every event in a window is new exactly once."""
        new = {event.id for event in page} - self.state.delivered - self.state.silent
        if not self.log.has_bearings:
            assert not deliveries
            self.state.silent |= new
            return
        assert {delivery.event.id for delivery in deliveries} == new
        order = [(item.event.time, item.event.id) for item in deliveries]
        assert order == sorted(order)

    def deliver(self, delivery: NewEvent) -> None:
        """Deliver an event, which must not happen twice."""
        assert delivery.event.id not in self.state.delivered
        self.state.delivered |= {delivery.event.id}
        self.log.mark_seen(delivery.event, self.now)

    def check_required(
        self, returned: set[int], start: datetime, *, is_full: bool
    ) -> None:
        """Check that a complete read returns all events since the last one.

        A full one returns those of its window, too, a near one those of its own window.
        """
        if self.state.read_at is None:
            assert is_full
            return
        since = self.state.read_at
        if is_full:
            since -= self.max_age + OVERLAP
        else:
            assert start <= since
            since = start
        for event in self.stored:
            if since <= event.time <= self.now + FUTURE_WINDOW:
                assert event.id in self.state.delivered | self.state.silent | returned
        undecided = {event.id for event in self.log.undecided}
        assert undecided >= returned - self.state.delivered

    @rule()
    def save(self) -> None:
        """Save the state."""
        snapshot = self.log.snapshot(self.now)
        if snapshot is not None and self.log.archive.is_due(self.now):
            self.log.archive.mark_saved(self.now)
            self.archive = as_stored(snapshot.archive())
        self.saved = (
            {} if snapshot is None else as_stored(snapshot.recent()),
            RunState(**vars(self.state)),
        )

    @rule()
    def lose_power(self) -> None:
        """Restore the last save: only events delivered after it may be repeated."""
        snapshot, self.state = self.saved[0], RunState(**vars(self.saved[1]))
        self.log = EventLog(max_age=self.max_age)
        if snapshot:
            self.log.restore(snapshot, self.archive)
        else:
            self.state = RunState(
                delivered=self.state.delivered, silent=self.state.silent
            )

    @rule()
    def restart(self) -> None:
        """Restart regularly, with a save."""
        self.save()
        self.lose_power()


@pytest.mark.slow
def test_every_event_of_a_window_is_delivered_exactly_once() -> None:
    run_state_machine_as_test(EventLogMachine, settings=SETTINGS)


class ChangingClockMachine(RuleBasedStateMachine):
    """A run with a jumping clock and changing options."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.stored: list[Event] = []
        self.delivered: set[int] = set()
        self.required: set[int] = set()
        self.settled = False
        self.was_set_back = False
        self.log = EventLog(max_age=timedelta(seconds=60))

    @initialize()
    def take_bearings(self) -> None:
        """Start with bearings, and reads over the time that makes them trusted."""
        self.read(page_size=1000)
        for _ in range(TRUSTED_AFTER // MAX_READ_STEP):
            self.now += MAX_READ_STEP
            self.read(page_size=1000)

    @rule(seconds=st.sampled_from([1, 60, 1000, 7300]))
    def pass_time(self, seconds: int) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)

    @rule(seconds=st.sampled_from([1, 300, 3700, 90_000, 10_000_000]))
    def jump_ahead(self, seconds: int) -> None:
        """Set the clock ahead; after it was set back, that may end a time of its own."""
        self.now += timedelta(seconds=seconds)
        if self.was_set_back:
            self.settled = False
            self.required.clear()

    @rule(seconds=st.sampled_from([1, 300, 3700, 90_000, 10_000_000]))
    def jump_back(self, seconds: int) -> None:
        """Set the clock back; events until the next read may count as known."""
        self.now -= timedelta(seconds=seconds)
        self.was_set_back = True
        self.settled = False
        self.required.clear()

    @rule()
    def raise_event(self) -> None:
        """Store an event now; it must be delivered, unless the clock was just set back."""
        event = Event(id=len(self.stored) + 1, camera_id=1, name="x", time=self.now)
        self.stored.append(event)
        if self.settled:
            self.required.add(event.id)

    @rule(page_size=st.sampled_from([1, 3, 1000]))
    def read(self, page_size: int) -> None:
        """Make a complete read, full or near."""
        start, end, is_full = self.log.next_window(self.now, timedelta())
        listed = [event for event in self.stored if start <= event.time <= end]
        for at in range(0, len(listed), page_size):
            for delivery in self.log.select_new(listed[at : at + page_size], self.now):
                assert delivery.event.id not in self.delivered
                self.delivered.add(delivery.event.id)
                self.log.mark_seen(delivery.event, self.now)
        self.log.finish_read(start, self.now, is_full=is_full)
        assert self.required <= self.delivered
        self.required.clear()
        self.settled = True

    @rule(max_age=st.sampled_from([10, 60, 3600]))
    def restart(self, max_age: int) -> None:
        """Restart with another maximum age.

        Soon after the clock was set back by more than a day, that takes bearings again.
        """
        if self.was_set_back:
            self.settled = False
            self.required.clear()
        snapshot = self.log.snapshot(self.now)
        assert snapshot is not None
        self.log = EventLog(max_age=timedelta(seconds=max_age))
        self.log.restore(as_stored(snapshot.recent()), as_stored(snapshot.archive()))


def test_changes_of_clock_and_options_repeat_and_lose_no_event() -> None:
    run_state_machine_as_test(ChangingClockMachine, settings=SETTINGS)
