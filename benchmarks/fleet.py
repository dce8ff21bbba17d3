"""Many homes that poll one cloud, in simulated time: no sockets, but the real pace.

Each home has the clock, the poll interval with its back-off, the sweep schedule and the
schedule of event types of the integration. Home Assistant's coordinator, which starts
polls and reads, is imitated.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import repeat
from math import floor
from multiprocessing import get_context
import random
from statistics import median
from typing import Any, cast
from unittest.mock import patch

from custom_components.vxg.aiovxg import (
    Camera,
    EventType,
    Page,
    VxgConnectionError,
    VxgRateLimitError,
    VxgRequestError,
)
from custom_components.vxg.cameras.coordinator import MAX_FIRST_DELAY
from custom_components.vxg.cameras.event_types import EventTypeReader
from custom_components.vxg.cameras.state import CameraState
from custom_components.vxg.const import (
    CAMERAS_INTERVAL,
    DEFAULT_MAX_AGE,
    DEFAULT_POLL_INTERVAL,
    SWEEP_INTERVAL,
    UNSETTLED_INTERVAL,
)
from custom_components.vxg.events.poll_interval import AdaptivePollInterval
from custom_components.vxg.events.sweep_schedule import DEEP_SWEEP_RANGE, SweepSchedule
from custom_components.vxg.helpers import clocks
from custom_components.vxg.helpers.clocks.cloud_clock import CloudClock

from .plan import Plan
from .tables import table

START = datetime(2026, 1, 1, tzinfo=UTC)
# Of a response, in seconds.
ROUND_TRIP = 0.05
# Seconds before the first one that counts, in which homes ask for the cloud's time.
WARM_UP = 10
# Seconds between events of a home, on average.
EVENT_INTERVAL = 600
# Requests of a deep sweep for clocks that are far off.
FAR_CLOCK_REQUESTS = 2
# Microseconds after the full second, at random, by which Home Assistant spreads the
# coordinators of one home.
MICROSECONDS = 50_000, 500_000

# Whether the cloud responds at a time: None, or the error that it returns.
type Respond = Callable[[float], VxgRequestError | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What happens to the homes. Times in seconds.

    `starting` homes start Home Assistant in the same second. The cloud is as usual again
    at `recovers`.
    """

    name: str
    duration: float
    respond: Respond
    starting: bool = False
    recovers: float = 0.0


def _always(_now: float) -> None:
    return None


def _away(now: float) -> VxgRequestError | None:
    return VxgConnectionError("away") if 60 <= now < 660 else None


def _limited(now: float) -> VxgRequestError | None:
    if 60 <= now < 240 and random.random() < 0.1:
        return VxgRateLimitError("slow down", retry_after=30)
    return None


def _all_limited(now: float) -> VxgRequestError | None:
    """Return an error whose date is the same for all."""
    if 60 <= now < 120:
        return VxgRateLimitError("slow down", retry_after=120 - now)
    return None


STEADY = Scenario(name="steady state", duration=60, respond=_always)
SCENARIOS = (
    Scenario(name="away for 10 minutes", duration=840, respond=_away, recovers=660),
    Scenario(
        name="a tenth is answered 429, for 3 minutes",
        duration=420,
        respond=_limited,
        recovers=240,
    ),
    Scenario(
        name="all are told to come back at the same time",
        duration=300,
        respond=_all_limited,
        recovers=120,
    ),
    Scenario(
        name="all start in the same second",
        duration=420,
        respond=_always,
        starting=True,
    ),
)


@dataclass(slots=True)
class Town:
    """The simulated time, and the cloud of all homes."""

    scenario: Scenario
    now: float = 0.0
    requests: Counter[int] = field(default_factory=Counter)
    # When homes polled for the first time after the recovery.
    caught_up: list[float] = field(default_factory=list)

    @property
    def usual_load(self) -> float:
        """Return the median of the requests a second."""
        seconds = range(floor(self.scenario.duration))
        return median(self.requests[second] for second in seconds)

    @property
    def peak_load(self) -> int:
        """Return the most requests of a second."""
        return max(self.requests.values())

    def request(self) -> None:
        """Count a request. Raises the error that the cloud responds with."""
        if self.now >= 0:
            self.requests[floor(self.now)] += 1
        if (err := self.scenario.respond(self.now)) is not None:
            raise err


class Client:
    """The part of the client that the clock and the reader of event types use."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._on_date: Callable[[datetime | None, float], None] | None = None

    def on_date(self, callback: Callable[[datetime | None, float], None]) -> None:
        """Call with the `Date` of each response."""
        self._on_date = callback

    def request(self) -> None:
        """Send a request."""
        try:
            self._town.request()
        except VxgRateLimitError:
            self._report_date()
            raise
        self._report_date()

    def _report_date(self) -> None:
        assert self._on_date is not None
        date = START + timedelta(seconds=floor(self._town.now))
        self._on_date(date, ROUND_TRIP)

    async def server_time(self) -> datetime:
        """Return the cloud's time."""
        self.request()
        return START + timedelta(seconds=self._town.now)

    async def event_types(self, _camera_id: int) -> Page[EventType]:
        """Return no event types."""
        self.request()
        return Page(items=())


class Home:
    """One home with some cameras."""

    def __init__(self, town: Town, cameras: int) -> None:
        """Initialize a home that starts now, or that has started at any time before."""
        self._town = town
        # Of the seconds of its machine.
        self._phase = 0 if town.scenario.starting else random.random()
        self._microsecond = random.randint(*MICROSECONDS) / 1e6
        self.client = Client(town)
        self.clock = CloudClock(cast(Any, self.client))
        interval = timedelta(seconds=DEFAULT_POLL_INTERVAL)
        self.poll_interval = AdaptivePollInterval(interval)
        start = clocks.uptime()
        if not town.scenario.starting:
            start += SWEEP_INTERVAL * random.random()
        self.sweeps = SweepSchedule(start, timedelta(seconds=DEFAULT_MAX_AGE))
        self.types = EventTypeReader(cast(Any, None), cast(Any, self.client))
        self.states = {
            number: CameraState.from_stored(Camera(id=number, name="x"), ())
            for number in range(cameras)
        }
        self._next_event = random.expovariate(1 / EVENT_INTERVAL)
        self._is_caught_up = False
        self._failing = False

    def next_time(self, delay: float) -> float:
        """Return when a coordinator of Home Assistant refreshes after a delay."""
        second = floor(self._town.now + self._phase) - self._phase
        return max(self._town.now, second + self._microsecond + delay)

    async def poll(self) -> float:
        """Poll; return when to do so again."""
        try:
            await self.clock.async_measure_if_due()
            now = self.clock.now()
            self.client.request()
        except VxgRequestError as err:
            self._failing = True
            delay = self.poll_interval.record_failure(err)
            return self.next_time(delay.total_seconds())
        self.poll_interval.record_success()
        if not self.clock.is_current(now):
            return self.next_time(UNSETTLED_INTERVAL.total_seconds())
        self._finish_poll()
        interval = self.poll_interval.current(clocks.uptime())
        return self.next_time(interval.total_seconds())

    def _finish_poll(self) -> None:
        uptime, seconds = clocks.uptime(), self._town.now
        if not self._is_caught_up and seconds >= self._town.scenario.recovers:
            self._is_caught_up = True
            self._town.caught_up.append(seconds)
        if self._failing:
            self._failing = False
            self.sweeps.request_deep_sweep(uptime)
        if seconds >= self._next_event:
            self._next_event = seconds + random.expovariate(1 / EVENT_INTERVAL)
            self.poll_interval.record_event(uptime)
        if (sweep_range := self.sweeps.due(uptime)) is None:
            return
        self.sweeps.start(uptime, crowded=False)
        deep = sweep_range >= DEEP_SWEEP_RANGE
        try:
            for _ in range(1 + deep * FAR_CLOCK_REQUESTS):
                self.client.request()
        except VxgRequestError:
            return
        self.sweeps.finish(uptime, sweep_range)

    async def read_cameras(self) -> float:
        """Read the cameras and their event types; return when to do so again."""
        try:
            self.client.request()
        except VxgRequestError:
            pass
        else:
            await self.types.read(self.states)
        return self.next_time(CAMERAS_INTERVAL.total_seconds())


async def simulate(
    scenario: Scenario, homes: int, cameras: int = 4, seed: int = 1
) -> Town:
    """Simulate a scenario, and return what the cloud saw."""
    random.seed(seed)
    town = Town(scenario, now=0 if scenario.starting else -WARM_UP)
    with ExitStack() as stack:
        for name, value in (
            ("monotonic", lambda: town.now),
            ("boot_time", lambda: town.now),
            ("house_now", lambda: START + timedelta(seconds=town.now)),
        ):
            stack.enter_context(patch.object(clocks, name, value))
        await _run(town, homes, cameras)
    return town


async def _run(town: Town, homes: int, cameras: int) -> None:
    due: list[tuple[float, int, Callable[[], Any]]] = []
    for number in range(homes):
        home = Home(town, cameras)
        home.types.spread(home.states)
        if town.scenario.starting:
            first_poll = home.poll_interval.startup_delay().total_seconds()
            first_read = MAX_FIRST_DELAY.total_seconds() * random.random()
        else:
            # They started at any time before.
            first_poll = town.now + DEFAULT_POLL_INTERVAL * random.random()
            first_read = CAMERAS_INTERVAL.total_seconds() * random.random()
            home.sweeps.finish(clocks.uptime(), DEEP_SWEEP_RANGE)
        heappush(due, (first_poll, 2 * number, home.poll))
        heappush(due, (first_read, 2 * number + 1, home.read_cameras))
    while due:
        town.now, order, run = heappop(due)
        if town.now >= town.scenario.duration:
            break
        heappush(due, (await run(), order, run))


def _simulated(scenario: Scenario, homes: int) -> Town:
    return asyncio.run(simulate(scenario, homes))


def fleet_report(plan: Plan) -> Iterator[str]:
    """Simulate all scenarios, as many at a time as there are processors."""
    with ProcessPoolExecutor(mp_context=get_context("fork")) as pool:
        scenarios = STEADY, *SCENARIOS
        steady, *towns = pool.map(_simulated, scenarios, repeat(plan.homes))
    usual = steady.usual_load
    rows = [[STEADY.name, f"{usual:,.0f}", f"{steady.peak_load / usual:.2f}", ""]]
    for town in towns:
        scenario = town.scenario
        caught_up = max(town.caught_up) - scenario.recovers
        rows.append(
            [
                scenario.name,
                f"{town.usual_load:,.0f}",
                f"{town.peak_load / usual:.2f}",
                f"{caught_up:.0f} s ({len(town.caught_up):,})",
            ]
        )
    yield f"### {plan.homes:,} homes with four cameras each\n"
    yield table(
        [
            "scenario",
            "requests a second, median",
            "most, of the steady median",
            "all have caught up after",
        ],
        rows,
    )
