"""What a plan does to a cloud and a Home Assistant, whatever has to survive it."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
import contextlib
from dataclasses import dataclass, field
import time

from simulator import Cloud

from .faults import begin
from .home import Home
from .plan import AT_ONCE, KILL, RELOAD, RESTART, Incident, Plan, Restart

# Seconds before and after a trouble within which something counts as close to it.
NEAR = 10.0

# Seconds until a first start has surely succeeded once the cloud is well.
FIRST_START = 150.0

# A restart waits at most this long for its moment.
PATIENCE = 15.0

# In how many steps a long absence passes.
AWAY_STEPS = 20

type Deed = Callable[[], None]


@dataclass(slots=True, kw_only=True)
class Troubles:
    """Lets a plan happen and remembers what did, by the clock of this process."""

    cloud: Cloud
    home: Home
    spans: list[tuple[float, float]] = field(default_factory=list)
    restarts: Counter[str] = field(default_factory=Counter)
    # Steps of the cloud's clock: when, and how far ahead of ours from then on.
    clock: list[tuple[float, float]] = field(default_factory=list)
    began: float = 0.0

    def __post_init__(self) -> None:
        """Note what the cloud's clock says before anything happens."""
        self._note_clock()

    async def start_under(self, incident: Incident) -> None:
        """Start for the first time while the cloud is in trouble, until all is read."""
        start = asyncio.create_task(self.home.start())
        async with asyncio.timeout(FIRST_START):
            async with self.incident(incident):
                await self.home.log.next(kind="entry")
                await asyncio.sleep(incident.lasts)
            await start
            while not self._all_is_read():
                await self.home.log.next(kind="read")

    def _all_is_read(self) -> bool:
        """Tell whether all cameras were read, together or one by one."""
        lines = self.home.log.lines
        read = {line["camera"] for line in lines if line["kind"] == "read"}
        return None in read or read >= self.cloud.cameras.keys()

    async def live(
        self, plan: Plan, meet: Iterable[tuple[float, Deed]], company: Deed
    ) -> None:
        """Let the plan's troubles happen, and `meet` them: what is done at each time.

        `company` is what is done at the very moment of each restart.
        """
        self.began = time.time()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._all_incidents(plan.incidents))
            group.create_task(self._all_restarts(plan.restarts, company))
            group.create_task(self._all_of(meet))
            group.create_task(self._until(plan.length))

    async def stay_away(
        self, seconds: float, leap: Callable[[float], None], company: Deed
    ) -> None:
        """Be down for long, with `company` all along, and start when the cloud fails."""
        async with self._span():
            await self.home.stop()
            for _ in range(AWAY_STEPS):
                leap(seconds / AWAY_STEPS)
                company()
            incident = Incident(at=0, lasts=5, kind="broken", size=0, events_only=False)
            async with self.incident(incident):
                await self.home.start()
                await asyncio.sleep(incident.lasts)
        self.restarts[RESTART] += 1

    @contextlib.asynccontextmanager
    async def incident(self, incident: Incident) -> AsyncIterator[None]:
        """Let the cloud be in trouble meanwhile."""
        async with self._span():
            end = begin(
                self.cloud,
                incident.kind,
                size=incident.size,
                events_only=incident.events_only,
            )
            self._note_clock()
            yield
            end()

    def near(self, times: Iterable[float]) -> float:
        """Return the share of these times that were close to a trouble."""
        close = [
            any(start - NEAR <= at <= end + NEAR for start, end in self.spans)
            for at in times
        ]
        return sum(close) / max(1, len(close))

    @contextlib.asynccontextmanager
    async def _span(self) -> AsyncIterator[None]:
        start = time.time()
        yield
        self.spans.append((start, time.time()))

    async def _until(self, at: float) -> None:
        await asyncio.sleep(self.began + at - time.time())

    async def _all_of(self, deeds: Iterable[tuple[float, Deed]]) -> None:
        for at, do in deeds:
            await self._until(at)
            do()

    async def _all_incidents(self, incidents: Iterable[Incident]) -> None:
        for incident in incidents:
            await self._until(incident.at)
            async with self.incident(incident):
                await asyncio.sleep(incident.lasts)

    async def _all_restarts(self, restarts: Iterable[Restart], company: Deed) -> None:
        for restart in restarts:
            await self._until(restart.at)
            if restart.moment != AT_ONCE:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(PATIENCE):
                        await self.home.log.next(kind=restart.moment)
            async with self._span():
                company()
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

    def _note_clock(self) -> None:
        ahead = self.cloud.now().timestamp() - time.time()
        if not self.clock or abs(self.clock[-1][1] - ahead) > 0.1:
            self.clock.append((time.time(), ahead))
