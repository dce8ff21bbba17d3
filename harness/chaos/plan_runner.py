"""Execution of a plan with a cloud and a Home Assistant."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
import contextlib
from dataclasses import dataclass, field
import time

from simulator import Cloud

from .faults import start_incident
from .home import Home
from .plan import AT_ONCE, KILL, RELOAD, RESTART, Incident, Plan, Restart

# Seconds before and after a disruption that count as close to it.
NEAR_SECONDS = 10.0

# Seconds for the first start, including an incident.
FIRST_START_TIMEOUT = 150.0

# Longest wait for the moment of a restart, in seconds.
MOMENT_TIMEOUT = 15.0

# Steps by which the clock advances during the long downtime.
DOWNTIME_STEPS = 20

type Action = Callable[[], None]


@dataclass(slots=True, kw_only=True)
class PlanRunner:
    """Execute plans, and record when disruptions were on the clock of this process."""

    cloud: Cloud
    home: Home
    disruptions: list[tuple[float, float]] = field(default_factory=list)
    restarts: Counter[str] = field(default_factory=Counter)
    # Time and offset of each change of the cloud's clock.
    clock: list[tuple[float, float]] = field(default_factory=list)
    started: float = 0.0

    def __post_init__(self) -> None:
        """Record the initial offset of the cloud's clock."""
        self._record_clock()

    async def start_during(self, incident: Incident) -> None:
        """Start for the first time during an incident, and wait for the first reads."""
        start = asyncio.create_task(self.home.start())
        async with asyncio.timeout(FIRST_START_TIMEOUT):
            async with self.incident(incident):
                await self.home.log.next(kind="entry")
                await asyncio.sleep(incident.duration)
            await start
            while not self._all_cameras_read():
                await self.home.log.next(kind="read")

    def _all_cameras_read(self) -> bool:
        """Return whether all cameras were read, together or one by one."""
        lines = self.home.log.lines
        read = {line["camera"] for line in lines if line["kind"] == "read"}
        return None in read or read >= self.cloud.cameras.keys()

    async def run_plan(
        self, plan: Plan, actions: Iterable[tuple[float, Action]], on_restart: Action
    ) -> None:
        """Execute the disruptions of a plan, and `actions` at their times.

        `on_restart` is called right before each restart.
        """
        self.started = time.time()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._run_incidents(plan.incidents))
            group.create_task(self._run_restarts(plan.restarts, on_restart))
            group.create_task(self._run_actions(actions))
            group.create_task(self._sleep_until(plan.length))

    async def long_downtime(
        self, seconds: float, advance: Callable[[float], None], meanwhile: Action
    ) -> None:
        """Be down for long, calling `meanwhile`, and start during an incident."""
        async with self._disruption():
            await self.home.stop()
            for _ in range(DOWNTIME_STEPS):
                advance(seconds / DOWNTIME_STEPS)
                meanwhile()
            incident = Incident(
                at=0, duration=5, kind="broken", size=0, events_only=False
            )
            async with self.incident(incident):
                await self.home.start()
                await asyncio.sleep(incident.duration)
        self.restarts[RESTART] += 1

    @contextlib.asynccontextmanager
    async def incident(self, incident: Incident) -> AsyncIterator[None]:
        """Run an incident meanwhile."""
        async with self._disruption():
            end = start_incident(
                self.cloud,
                incident.kind,
                size=incident.size,
                events_only=incident.events_only,
            )
            self._record_clock()
            yield
            end()

    def near_share(self, times: Iterable[float]) -> float:
        """Return the share of times that were close to a disruption."""
        close = [
            any(
                start - NEAR_SECONDS <= at <= end + NEAR_SECONDS
                for start, end in self.disruptions
            )
            for at in times
        ]
        return sum(close) / max(1, len(close))

    @contextlib.asynccontextmanager
    async def _disruption(self) -> AsyncIterator[None]:
        start = time.time()
        yield
        self.disruptions.append((start, time.time()))

    async def _sleep_until(self, at: float) -> None:
        await asyncio.sleep(self.started + at - time.time())

    async def _run_actions(self, actions: Iterable[tuple[float, Action]]) -> None:
        for at, action in actions:
            await self._sleep_until(at)
            action()

    async def _run_incidents(self, incidents: Iterable[Incident]) -> None:
        for incident in incidents:
            await self._sleep_until(incident.at)
            async with self.incident(incident):
                await asyncio.sleep(incident.duration)

    async def _run_restarts(
        self, restarts: Iterable[Restart], on_restart: Action
    ) -> None:
        for restart in restarts:
            await self._sleep_until(restart.at)
            if restart.moment != AT_ONCE:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(MOMENT_TIMEOUT):
                        await self.home.log.next(kind=restart.moment)
            async with self._disruption():
                on_restart()
                await self._restart(restart)
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

    def _record_clock(self) -> None:
        ahead = self.cloud.now().timestamp() - time.time()
        if not self.clock or abs(self.clock[-1][1] - ahead) > 0.1:
            self.clock.append((time.time(), ahead))
