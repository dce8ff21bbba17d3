"""Events that the cloud stores during a plan, and waiting for their delivery."""

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

# Ages in seconds of the events that exist before the entry.
INITIAL_AGES = (1, 1, 2, 30, 80, 140, 1000, 50_000)

# An event of the current time that is listed at once.
NOW = Arrival(at=0, camera=0, name="motion", age=0, count=1, listing_delay=0)


@dataclass(slots=True, kw_only=True)
class EventSource:
    """Source of events; `listed` has when each that must be delivered is listed."""

    cloud: Cloud
    cameras: list[int]
    listed: dict[int, float] = field(default_factory=dict)

    def store_initial(self) -> None:
        """Store events that exist before the entry and must not be delivered."""
        for camera_id in self.cameras:
            for age in INITIAL_AGES:
                at = self.cloud.now() - timedelta(seconds=age)
                self.cloud.raise_event(camera_id, "motion", time=at)

    def planned_actions(self, plan: Plan) -> Iterator[tuple[float, Action]]:
        """Yield time and action of each arrival."""
        for arrival in plan.arrivals:
            yield arrival.at, partial(self.store, arrival)

    def store(self, arrival: Arrival = NOW) -> None:
        """Store the events of an arrival."""
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
        """Wait for all deliveries, then `quiet` seconds in which repeats would show."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(deadline):
                while not self.listed.keys() <= {
                    line["id"] for line in log.lines if line["kind"] == "fired"
                }:
                    await log.next(kind="fired")
        await asyncio.sleep(quiet)

    def stored(self) -> list[StoredEvent]:
        """Return all events that the cloud stored."""
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
