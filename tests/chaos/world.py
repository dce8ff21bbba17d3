"""One run: a cloud, a Home Assistant, and a plan that both live through."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
import contextlib
from dataclasses import dataclass, field
from datetime import timedelta
import time
from typing import Any

from simulator import Cloud

from .faults import begin
from .home import Home
from .plan import AT_ONCE, KILL, RELOAD, RESTART, Arrival, Incident, Plan, Restart
from .verdict import Stored, Truth

# Seconds before and after a trouble within which an event counts as close to it.
NEAR = 10.0

# Seconds until the first read has surely succeeded once the cloud is well.
FIRST_READ = 150.0

# How many events arrive during the long absence.
AWAY_EVENTS = 20

# A restart waits at most this long for its moment.
PATIENCE = 15.0


@dataclass(slots=True, kw_only=True)
class World:
    """Lets a plan happen and remembers what did, by the clock of this process."""

    cloud: Cloud
    home: Home
    troubles: list[tuple[float, float]] = field(default_factory=list)
    restarts: Counter[str] = field(default_factory=Counter)
    listed: dict[int, float] = field(default_factory=dict)
    clock: list[tuple[float, float]] = field(default_factory=list)
    began: float = 0.0

    async def live(
        self, plan: Plan, meet: Iterable[tuple[float, Callable[[], None]]]
    ) -> None:
        """Let the plan's troubles happen, and `meet` them: what is done at each time."""
        self.began = time.time()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._all_incidents(plan.incidents))
            group.create_task(self._all_restarts(plan.restarts))
            group.create_task(self._all_of(meet))
            group.create_task(self._until(plan.length))

    async def _until(self, at: float) -> None:
        await asyncio.sleep(self.began + at - time.time())

    async def _all_of(self, things: Iterable[tuple[float, Callable[[], None]]]) -> None:
        for at, do in things:
            await self._until(at)
            do()

    async def _all_incidents(self, incidents: Iterable[Incident]) -> None:
        for incident in incidents:
            await self._until(incident.at)
            async with self.incident(incident):
                await asyncio.sleep(incident.lasts)

    @contextlib.asynccontextmanager
    async def incident(self, incident: Incident) -> AsyncIterator[None]:
        """Let the cloud be in trouble meanwhile."""
        start = time.time()
        end = begin(
            self.cloud,
            incident.kind,
            size=incident.size,
            events_only=incident.events_only,
        )
        self.note_clock()
        yield
        end()
        self.troubles.append((start, time.time()))

    async def begin_under(self, incident: Incident, cameras: list[int]) -> None:
        """Start for the first time while the cloud is in trouble, and take bearings."""
        log = self.home.log
        start = asyncio.create_task(self.home.start())
        async with self.incident(incident), asyncio.timeout(FIRST_READ):
            await log.next(kind="entry")
            await asyncio.sleep(incident.lasts)
        async with asyncio.timeout(FIRST_READ):
            await start
            # Bearings are taken once all cameras were read, together or one by one.
            while not self._has_read_all(cameras):
                await log.next(kind="read")

    def _has_read_all(self, cameras: list[int]) -> bool:
        read = {
            line["camera"] for line in self.home.log.lines if line["kind"] == "read"
        }
        return None in read or read >= set(cameras)

    async def stay_away(
        self, seconds: float, leap: Callable[[float], None], cameras: list[int]
    ) -> None:
        """Be down for long while events arrive, and start when the cloud fails."""
        start = time.time()
        await self.home.stop()
        for number in range(AWAY_EVENTS):
            leap(seconds / AWAY_EVENTS)
            camera = number % len(cameras)
            self.arrive(
                Arrival(at=0, camera=camera, name="motion", age=0, count=1, hidden=0),
                cameras,
            )
        incident = Incident(at=0, lasts=5, kind="broken", size=0, events_only=False)
        async with self.incident(incident):
            await self.home.start()
            await asyncio.sleep(incident.lasts)
        self.troubles.append((start, time.time()))
        self.restarts[RESTART] += 1

    async def _all_restarts(self, restarts: Iterable[Restart]) -> None:
        for restart in restarts:
            await self._until(restart.at)
            if restart.moment != AT_ONCE:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(PATIENCE):
                        await self.home.log.next(kind=restart.moment)
            start = time.time()
            await self._restart(restart)
            self.troubles.append((start, time.time()))
            self.restarts[restart.how] += 1

    async def _restart(self, restart: Restart) -> None:
        home = self.home
        if restart.how == RELOAD:
            await home.reload()
            return
        end: Callable[[], Awaitable[None]]
        end = home.kill if restart.how == KILL else home.stop
        await end()
        await asyncio.sleep(restart.down)
        await home.start()

    def note_clock(self) -> None:
        """Note how far the cloud's clock is ahead from now on."""
        ahead = self.cloud.now().timestamp() - time.time()
        if not self.clock or abs(self.clock[-1][1] - ahead) > 0.1:
            self.clock.append((time.time(), ahead))

    # Events

    def arrive(self, arrival: Arrival, cameras: list[int]) -> None:
        """Let the cloud store what arrives."""
        at = self.cloud.now() - timedelta(seconds=arrival.age)
        for _ in range(arrival.count):
            event = self.cloud.raise_event(
                cameras[arrival.camera],
                arrival.name,
                time=at,
                listed_after=arrival.hidden,
            )
            self.listed[event.id] = time.time() + arrival.hidden

    async def settle(self, *, longest: float, quiet: float) -> None:
        """Wait until all is delivered and then some, in which nothing may be repeated."""
        log = self.home.log
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(longest):
                while not self.listed.keys() <= {
                    line["id"] for line in log.lines if line["kind"] == "fired"
                }:
                    await log.next(kind="fired")
        await asyncio.sleep(quiet)

    def truth(self, **settings: Any) -> Truth:
        """Return what the cloud knows in the end."""
        stored = [
            Stored(
                id=event.id,
                camera=event.camera_id,
                time=event.time.timestamp(),
                listed=self.listed.get(event.id, 0),
                owed=event.id in self.listed,
            )
            for event in self.cloud.events
        ]
        return Truth(stored=stored, clock=self.clock, **settings)

    def near(self) -> float:
        """Return the share of events that came within ten seconds of a trouble."""
        # Listed is what can be met; hidden ones count by that.
        times = list(self.listed.values())
        close = sum(
            any(start - NEAR <= at <= end + NEAR for start, end in self.troubles)
            for at in times
        )
        return close / max(1, len(times))
