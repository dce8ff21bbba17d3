"""Events that the cloud stores while a plan happens, and the wait for their delivery."""

import asyncio
from collections.abc import Iterator
import contextlib
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
import time

from simulator import Cloud

from .home import ProbeLog
from .observations import StoredEvent
from .plan import Arrival, Plan
from .plan_runner import Action

# Ages in seconds of what each camera has seen before the entry is there.
INITIAL_AGES = (1, 1, 2, 30, 80, 140, 1000, 50_000)

# An event that is listed at once.
NOW = Arrival(at=0, camera=0, name="motion", age=0, count=1, listing_delay=0)


@dataclass(slots=True, kw_only=True)
class EventSource:
    """What the cloud owes: each event by its id, and when it is listed."""

    cloud: Cloud
    cameras: list[int]
    listed: dict[int, float] = field(default_factory=dict)

    def store_initial(self) -> None:
        """Let the cloud hold events that are there before the entry: owed to nobody."""
        for camera_id in self.cameras:
            for age in INITIAL_AGES:
                at = self.cloud.now() - timedelta(seconds=age)
                self.cloud.raise_event(camera_id, "motion", time=at)

    def planned_actions(self, plan: Plan) -> Iterator[tuple[float, Action]]:
        """Yield when what arrives."""
        for arrival in plan.arrivals:
            yield arrival.at, partial(self.store, arrival)

    def store(self, arrival: Arrival = NOW) -> None:
        """Let the cloud store what arrives."""
        at = self.cloud.now() - timedelta(seconds=arrival.age)
        for _ in range(arrival.count):
            event = self.cloud.raise_event(
                self.cameras[arrival.camera],
                arrival.name,
                time=at,
                listed_after=arrival.listing_delay,
            )
            self.listed[event.id] = time.time() + arrival.listing_delay

    async def wait_until_delivered(
        self, log: ProbeLog, *, deadline: float, quiet: float
    ) -> None:
        """Wait until all is delivered and then some, in which nothing may be repeated."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(deadline):
                while not self.listed.keys() <= {
                    line["id"] for line in log.lines if line["kind"] == "fired"
                }:
                    await log.next(kind="fired")
        await asyncio.sleep(quiet)

    def stored(self) -> list[StoredEvent]:
        """Return all that the cloud stored."""
        return [
            StoredEvent(
                id=event.id,
                camera=event.camera_id,
                time=event.time.timestamp(),
                listed=self.listed.get(event.id, 0),
                owed=event.id in self.listed,
            )
            for event in self.cloud.events
        ]
