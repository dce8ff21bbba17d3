"""Events that the cloud stores while a plan happens, and the wait for their delivery."""

import asyncio
from collections.abc import Iterator
import contextlib
from dataclasses import dataclass, field
from datetime import timedelta
import time

from simulator import Cloud

from .home import Log
from .observations import Stored
from .plan import Arrival, Plan
from .plan_runner import Deed

# Ages in seconds of what each camera has seen before the entry is there.
OLD_AGES = (1, 1, 2, 30, 80, 140, 1000, 50_000)

# An event that is listed at once.
NOW = Arrival(at=0, camera=0, name="motion", age=0, count=1, hidden=0)


@dataclass(slots=True, kw_only=True)
class Arrivals:
    """What the cloud owes: each event by its id, and when it is listed."""

    cloud: Cloud
    cameras: list[int]
    listed: dict[int, float] = field(default_factory=dict)

    def store_old(self) -> None:
        """Let the cloud hold events that are there before the entry: owed to nobody."""
        for camera_id in self.cameras:
            for age in OLD_AGES:
                at = self.cloud.now() - timedelta(seconds=age)
                self.cloud.raise_event(camera_id, "motion", time=at)

    def planned(self, plan: Plan) -> Iterator[tuple[float, Deed]]:
        """Yield when what arrives."""
        for arrival in plan.arrivals:
            yield arrival.at, lambda arrival=arrival: self.store(arrival)

    def store(self, arrival: Arrival = NOW) -> None:
        """Let the cloud store what arrives."""
        at = self.cloud.now() - timedelta(seconds=arrival.age)
        for _ in range(arrival.count):
            event = self.cloud.raise_event(
                self.cameras[arrival.camera],
                arrival.name,
                time=at,
                listed_after=arrival.hidden,
            )
            self.listed[event.id] = time.time() + arrival.hidden

    async def settle(self, log: Log, *, longest: float, quiet: float) -> None:
        """Wait until all is delivered and then some, in which nothing may be repeated."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(longest):
                while not self.listed.keys() <= {
                    line["id"] for line in log.lines if line["kind"] == "fired"
                }:
                    await log.next(kind="fired")
        await asyncio.sleep(quiet)

    def stored(self) -> list[Stored]:
        """Return all that the cloud stored."""
        return [
            Stored(
                id=event.id,
                camera=event.camera_id,
                time=event.time.timestamp(),
                listed=self.listed.get(event.id, 0),
                owed=event.id in self.listed,
            )
            for event in self.cloud.events
        ]
