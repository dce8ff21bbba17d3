"""Test stories of the event log: delays, outages, restarts and clocks that jump.

Reads are near or full ones, as the log plans them, and images come late or never.

An independent model decides what must be new, and what late. `EVENT_LOG_STORIES=10000`
runs as many stories.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
import json
import os
from typing import Any

from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)
import pytest

from custom_components.vxg.aiovxg import Event, EventLog, NewEvent, SignedImage

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(hours=24)

PAGE_SIZE = 20
CAMERAS = (1, 2, 3)
NEW_CAMERA = 4
# How far the clocks of cameras are behind; that of camera 3 is corrected.
CLOCK_LAGS = {2: 20 * SECOND, 3: 600 * SECOND}
CORRECTIONS = {3: CLOCK_LAGS[3]}

IMAGE = SignedImage(url="https://media.example/1.jpg")

# In days: 2.5 minutes, 30 s and 5 s are the shortest.
JUMPS = [-20_000, -3, -2, -1.5, -1, -1 / 12, -1 / 576, -1 / 2_880, -1 / 17_280]
JUMPS += [-days for days in JUMPS] + [8]

type Key = tuple[int, datetime]

SETTINGS = settings(
    max_examples=int(os.environ.get("EVENT_LOG_STORIES", "100")),
    stateful_step_count=30,
    deadline=None,
    derandomize="EVENT_LOG_STORIES" not in os.environ,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def key_of(event: Event) -> Key:
    """Return what identifies an event."""
    return event.id, event.time


@dataclass
class Stored:
    """An event of the server, listed from a time on its right clock."""

    event: Event
    listed_at: datetime
    # When it happened, and when its image is there, on the right clock.
    time: datetime
    image_at: datetime | None = None


@dataclass
class Model:
    """What the rule says, without the log: which reads count, and for how long."""

    max_age: timedelta
    reads: list[tuple[datetime, datetime, datetime, int | None]] = field(
        default_factory=list
    )
    verdicts: dict[Key, tuple[datetime, bool]] = field(default_factory=dict)

    def complete(
        self, start: datetime, end: datetime, now: datetime, camera_id: int | None
    ) -> None:
        """Note a complete read; those of other times of the clock do not count."""
        self.reads = [
            read
            for read in self.reads
            if read[3] != camera_id or now - 90 * SECOND <= read[0] <= now
        ]
        self.reads.append((now, start, end, camera_id))

    def is_late(self, event: Event, now: datetime, crowded: bool) -> bool:
        """Return whether an event that a read at `now` lists is late."""
        key = key_of(event)
        first = self.verdicts.get(key)
        if first is not None and 0 <= (now - first[0]).total_seconds() <= 60:
            return first[1]
        unlisted = [
            began
            for began, start, end, camera_id in self.reads
            if start <= event.time <= end and camera_id in (None, event.camera_id)
        ]
        limit = 90.0 if crowded else 1.5 * min(30.0, self.max_age.total_seconds() / 4)
        age = (now - event.time).total_seconds()
        if unlisted and first is None:
            wait = (now - max(unlisted)).total_seconds()
            if 0 <= wait <= limit:
                age -= wait
        correction = CORRECTIONS.get(event.camera_id, timedelta()).total_seconds()
        if (now - event.time).total_seconds() - correction >= -60:
            age -= correction
        late = age > self.max_age.total_seconds()
        self.verdicts[key] = (now if first is None else first[0], late)
        return late


class StoryMachine(RuleBasedStateMachine):
    """A server, the log, and whatever may happen to their clocks and connection."""

    def __init__(self) -> None:
        super().__init__()
        # The right time, and how wrong the clock is that the log is told.
        self.time = NOW
        self.offset = timedelta()
        self.history: list[Event] = []
        self.stored: list[Stored] = []
        self.next_id = 1
        self.is_new_camera_known = False
        self.delivered: set[Key] = set()
        # Events whose image was expected when they were delivered, and those of them
        # whose image was reported.
        self.awaited: set[Key] = set()
        self.with_image: set[Key] = set()
        self.saved: tuple[str, set[Key], set[Key], set[Key]] = "", set(), set(), set()
        # Since when reads were regular, and the last full read of the corrected camera.
        self.regular_since: datetime | None = None
        self.camera_reads: tuple[datetime, datetime] | None = None

    @initialize(max_age=st.sampled_from([10, 120, 3600]))
    def start(self, max_age: int) -> None:
        """Take bearings of a server with a history, and read for a while."""
        self.max_age = timedelta(seconds=max_age)
        self.full_interval = min(30 * SECOND, self.max_age / 4)
        self.log = EventLog(max_age=self.max_age, clock_lags=CORRECTIONS)
        self.model = Model(self.max_age)
        self.history = [
            Event(id=-n, camera_id=1, name="x", time=NOW - n * 17 * MINUTE)
            for n in range(1, 600)
        ]
        for seconds in (0, 2, 300, 602):
            self.time = NOW + seconds * SECOND
            self.poll()
        self.save()

    @property
    def now(self) -> datetime:
        """Time of the server's clock."""
        return self.time + self.offset

    @rule(
        delays=st.lists(
            st.sampled_from([0, 1, 8, 25, 40, 100]), max_size=3, min_size=1
        ),
        camera_id=st.sampled_from([*CAMERAS, NEW_CAMERA]),
        image_delay=st.sampled_from([None, 0, 2, 9, 31, 60]),
    )
    def store(self, delays: list[int], camera_id: int, image_delay: int | None) -> None:
        """Store events, which are listed after a while, and their images even later."""
        lag = CLOCK_LAGS.get(camera_id, timedelta())
        for delay in delays:
            self.time += timedelta(milliseconds=1)
            time = self.time - lag
            # Ids that begin again do not have the times of those before.
            used = self.delivered | {key_of(item.event) for item in self.stored}
            while any(
                event_id == self.next_id and abs(other - time) < SECOND
                for event_id, other in used
            ):
                self.next_id += 1
            event = Event(id=self.next_id, camera_id=camera_id, name="x", time=time)
            listed_at = self.time + delay * SECOND
            self.stored.append(Stored(event, listed_at, self.time))
            if image_delay is not None:
                self.stored[-1].image_at = listed_at + image_delay * SECOND
            self.next_id += 1

    @rule(count=st.sampled_from([15, 45, 90]), span=st.sampled_from([1, 60]))
    def crowd(self, count: int, span: int) -> None:
        """Store so many events that they do not fit on one page."""
        self.regular_since = None
        for number in range(count):
            self.time += span * SECOND / count
            event = Event(id=self.next_id, camera_id=1, name="x", time=self.time)
            listed_at = self.time + number % 9 * SECOND
            self.stored.append(Stored(event, listed_at, self.time))
            self.next_id += 1

    @rule(interval=st.sampled_from([1, 2, 5, 30, 60]), count=st.integers(1, 8))
    def run(self, interval: int, count: int) -> None:
        """Poll for a while."""
        if interval * SECOND > self.full_interval:
            self.regular_since = None
        for _ in range(count):
            self.time += interval * SECOND
            self.poll(interval=interval * SECOND)

    @rule(failures=st.integers(1, 3), data=st.data())
    def fail(self, failures: int, data: st.DataObject) -> None:
        """Let polls fail, maybe after some pages."""
        for number in range(failures):
            self.time += 2**number * 2 * SECOND
            self.poll(interval=2 * SECOND, pages=data.draw(st.integers(0, 2)))

    @rule(
        seconds=st.sampled_from([5, 40, 44, 46, 60, 89, 91, 130, 600, 4000, 30_000]),
    )
    def pause(self, seconds: int) -> None:
        """Let time pass without reads: an outage, or the machine stands still."""
        self.time += seconds * SECOND
        if seconds * SECOND > self.full_interval / 2:
            self.regular_since = None

    @rule(
        days=st.sampled_from(JUMPS),
        interval=st.sampled_from([1, 2, 10]),
        count=st.integers(1, 12),
        sweeps=st.booleans(),
        restarts=st.booleans(),
    )
    def jump(
        self, days: float, interval: int, count: int, sweeps: bool, restarts: bool
    ) -> None:
        """Let the server's clock jump, and then back."""
        self.offset = days * DAY
        self.regular_since = None
        self.run(interval, count)
        if sweeps:
            self.sweep(24)
        if restarts:
            self.restart()
        self.offset = timedelta()
        self.regular_since = None

    @rule(hours=st.sampled_from([1, 24]))
    def sweep(self, hours: int) -> None:
        """Sweep for events that were listed late."""
        start, end = self.log.sweep_window(self.now, hours * HOUR)
        if start < end:
            self.read(start, end, since=start)
            self.log.finish_sweep(start, self.now)

    @rule()
    def learn_camera(self) -> None:
        """Let the list of cameras have the new one."""
        self.is_new_camera_known = True

    @rule(keeps=st.booleans())
    def begin_ids_again(self, keeps: bool) -> None:
        """Set the server up anew: its ids begin again, maybe with the events before."""
        self.time += 2 * SECOND
        self.next_id = 1
        if not keeps:
            self.stored = [
                item for item in self.stored if key_of(item.event) not in self.delivered
            ]

    @rule()
    def save(self) -> None:
        """Save the log."""
        snapshot = self.log.snapshot(self.now)
        assert snapshot is not None
        files: dict[str, Any] = json.loads(self.saved[0] or "{}")
        if self.log.archive.is_due(self.now):
            self.log.archive.mark_saved(self.now)
            files["archive"] = snapshot.archive()
        self.saved = (
            json.dumps(files | {"recent": snapshot.recent()}),
            set(self.delivered),
            set(self.awaited),
            set(self.with_image),
        )

    @rule()
    def lose_power(self) -> None:
        """Go on from the last save; what was delivered since then may be repeated."""
        files = json.loads(self.saved[0])
        self.delivered, self.awaited, self.with_image = map(set, self.saved[1:])
        self.regular_since = None
        self.camera_reads = None
        self.log = EventLog(max_age=self.max_age, clock_lags=CORRECTIONS)
        self.log.restore(files["recent"], files["archive"])
        self.model = Model(self.max_age)

    @rule()
    def restart(self) -> None:
        """Restart in order."""
        self.save()
        self.lose_power()

    def poll(self, interval: timedelta | None = None, pages: int | None = None) -> None:
        """Read as the coordinator does, all pages or only some."""
        now = self.now
        start, end, is_full = self.log.next_window(now, interval)
        ahead = None if is_full else self.log.ahead_window(now)
        sizes = self.read(start, end, pages=pages)
        if sizes is not None and ahead is not None:
            self.read(*ahead)
        if sizes is None:
            self.log.interrupt()
            self.regular_since = None
            return
        last_full, last_read = self.camera_reads or (None, now)
        is_camera_full = self.log.plan.is_full_due(last_full, now, now - last_read)
        for camera_id in CORRECTIONS:
            first, last = self.log.shifted_window(
                camera_id, now, None if is_camera_full else last_read
            )
            self.read(first, last, since=first, camera_id=camera_id)
        self.camera_reads = now if is_camera_full else last_full or now, now
        self.log.finish_read(start, now, sizes, is_full=is_full)
        if self.log.is_crowded:
            self.regular_since = None
        elif self.regular_since is None and is_full:
            self.regular_since = self.time
        self.check_missed(interval)

    def check_missed(self, interval: timedelta | None) -> None:
        """Check that regular reads found all events that were listed while fresh.

        Those of a camera that is not known yet count as late after a while.
        """
        if self.regular_since is None or interval is None:
            return
        until = self.time - self.full_interval - interval
        for item in self.stored:
            if self.regular_since <= item.time and item.listed_at <= until:
                event = item.event
                assert self.is_listed_late(item) or (
                    event.camera_id == NEW_CAMERA or key_of(event) in self.delivered
                ), ("missed", item)

    def is_listed_late(self, item: Stored) -> bool:
        """Return whether an event was listed when it was not fresh any more."""
        correction = CORRECTIONS.get(item.event.camera_id, timedelta())
        return item.listed_at - item.event.time - correction > self.max_age

    def read(
        self,
        start: datetime,
        end: datetime,
        *,
        since: datetime | None = None,
        camera_id: int | None = None,
        pages: int | None = None,
    ) -> list[int] | None:
        """Read a time range, and deliver what is new; return the sizes of the pages."""
        listed = [
            event
            for event in self.listed()
            if start <= event.time <= end and camera_id in (None, event.camera_id)
        ]
        listed.sort(key=lambda event: (event.time, event.id))
        batches = [
            listed[at : at + PAGE_SIZE] for at in range(0, len(listed), PAGE_SIZE)
        ]
        if since is None and (undecided := self.log.undecided):
            self.deliver(self.log.select_new(undecided, self.now))
        for batch in batches[:pages]:
            self.report_images(batch)
            self.deliver(self.log.select_new(batch, self.now, since=since))
        if pages is not None:
            return None
        self.log.record_read(start, end, self.now, camera_id)
        self.model.complete(start, end, self.now, camera_id)
        return [len(batch) for batch in batches] or [0]

    def listed(self) -> Iterable[Event]:
        """Return the events that the server lists now."""
        yield from self.history
        for item in self.stored:
            if item.listed_at <= self.time:
                has_image = item.image_at is not None and item.image_at <= self.time
                yield replace(item.event, thumb=IMAGE if has_image else None)

    def report_images(self, events: list[Event]) -> None:
        """Report images of known events, each once."""
        for event in events:
            if (new_event := self.log.images.take(event, self.now)) is not None:
                assert event.thumb is not None
                assert not new_event.late
                assert key_of(event) in self.awaited - self.with_image
                self.with_image.add(key_of(event))

    def deliver(self, new_events: list[NewEvent]) -> None:
        """Check new events, and deliver those of known cameras."""
        for new in new_events:
            event = new.event
            assert event.id > 0, "an event from before the log"
            assert key_of(event) not in self.delivered, "repeated"
            late = self.model.is_late(event, self.now, self.log.is_crowded)
            assert new.late is late, (event, self.now)
            if event.camera_id == NEW_CAMERA and not self.is_new_camera_known:
                continue
            self.log.mark_seen(event, self.now)
            self.model.verdicts.pop(key_of(event), None)
            self.delivered.add(key_of(event))
            if late:
                self.check_late(event)
                continue
            self.log.images.add(new, self.now, expected=event.id % 2 == 0)
            # An event with an id that began again takes the place of the one before.
            self.awaited = {key for key in self.awaited if key[0] != event.id}
            if event.thumb is None:
                self.awaited.add(key_of(event))

    def check_late(self, event: Event) -> None:
        """Check that regular reads deliver all events fresh that were listed so."""
        if self.regular_since is None or event.camera_id == NEW_CAMERA:
            return
        for item in self.stored:
            if key_of(item.event) == key_of(event):
                is_regular = item.time >= self.regular_since
                assert not is_regular or self.is_listed_late(item), item

    def teardown(self) -> None:
        """Check that in the end each event was delivered."""
        self.is_new_camera_known = True
        self.regular_since = None
        for seconds in (101, 2, 60):
            self.time += seconds * SECOND
            self.poll()
            self.sweep(24)
        since = self.time - DAY
        missing = [
            item
            for item in self.stored
            if key_of(item.event) not in self.delivered and item.event.time > since
        ]
        assert not missing, missing
        without_image = [
            item
            for item in self.stored
            if item.image_at is not None
            and item.time > self.time - HOUR
            and key_of(item.event) in self.awaited - self.with_image
        ]
        assert not without_image, without_image


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_each_event_of_a_story_is_delivered_once_and_fresh_by_the_rule() -> None:
    run_state_machine_as_test(StoryMachine, settings=SETTINGS)
