"""Events that the cloud stores during a plan, and waiting for their delivery."""

import asyncio
from collections.abc import Iterator
import contextlib
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from math import inf
from typing import Any

from simulator import Cloud, StoredEvent as CloudEvent

from .clock import world_time
from .home import ProbeLog
from .images import missing_images
from .observations import StoredEvent, with_keys
from .plan import Arrival, Plan
from .plan_runner import Action

# Ages in seconds of the events that exist before the entry.
INITIAL_AGES = (1, 1, 2, 30, 80, 140, 1000, 50_000)

# More than the ids of one setup of the cloud.
KEYS = 1_000_000

# An event of the current time that is listed at once.
NOW = Arrival(at=0, camera=0, name="motion", age=0, count=1, listing_delay=0)


# Events with the same id, whose times differ by less, are the same event.
SAME_TIME = timedelta(seconds=1)

# Times apart from the cloud's by less than this are in the window of a sweep or a read.
READABLE = timedelta(hours=23)


@dataclass(slots=True, kw_only=True)
class Arrived:
    """An event that must be delivered, and when the cloud lists it, in world time.

    It is not required if the cloud forgot it, or its clock is far from the event's time.
    """

    event: CloudEvent
    key: int
    listed: float
    required: bool | None = None
    forgotten: float = inf
    image: float = inf


@dataclass(slots=True, kw_only=True)
class EventSource:
    """Source of events. `arrived` has those that must be delivered."""

    cloud: Cloud
    cameras: list[int]
    arrived: list[Arrived] = field(default_factory=list)
    _initial: list[CloudEvent] = field(default_factory=list)
    _first_key: int = 0

    def __post_init__(self) -> None:
        """Record events that are created by the client, too."""
        create_event = self.cloud.create_event

        def record(*arguments: Any) -> CloudEvent:
            event = create_event(*arguments)
            if event.camera_id in self.cameras:
                self._add(event)
            return event

        self.cloud.create_event = record  # type: ignore[assignment, method-assign]

    def store_initial(self) -> None:
        """Store events that exist before the entry and must not be delivered."""
        for camera_id in self.cameras:
            for age in INITIAL_AGES:
                at = self.cloud.now() - timedelta(seconds=age)
                event = self.cloud.raise_event(camera_id, "motion", time=at)
                self._initial.append(event)

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
                thumb_after=None
                if arrival.image_delay is None
                else arrival.listing_delay + arrival.image_delay,
            )
            self._add(event, arrival.listing_delay)

    def forget(self) -> None:
        """Expect no event any more, as the cloud is set up anew with the same ids."""
        now = world_time()
        for arrived in self.arrived:
            if arrived.required is None:
                arrived.required = False
            arrived.forgotten = min(arrived.forgotten, now)
        self._first_key += KEYS

    async def wait_until_delivered(
        self, log: ProbeLog, *, deadline: float, quiet: float
    ) -> None:
        """Wait for all deliveries, then `quiet` seconds in which repeats would show."""
        stored = self.stored()
        required = {item.key for item in self.arrived if item.required}
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(deadline):
                while not required <= {
                    line["id"]
                    for line in with_keys(stored, log.lines)
                    if line["kind"] == "fired"
                }:
                    await log.next(kind="fired")
                while self.missing_images(log):
                    await log.next(kind="image")
        await asyncio.sleep(quiet)

    def missing_images(self, log: ProbeLog) -> set[int]:
        """Return the events whose image should have been reported long ago."""
        cloud_now = self.cloud.now().timestamp()
        return missing_images(self.stored(), log.lines, world_time(), cloud_now)

    def stored(self) -> list[StoredEvent]:
        """Return all events that the cloud stored."""
        self._decide_required()
        initial = [Arrived(event=item, key=item.id, listed=0) for item in self._initial]
        return [
            StoredEvent(
                id=item.key,
                wire_id=item.event.id,
                camera=item.event.camera_id,
                time=item.event.time.timestamp(),
                listed=item.listed,
                owed=bool(item.listed),
                required=bool(item.required),
                forgotten=item.forgotten,
                image=item.image,
                meta=item.event.meta,
            )
            for item in initial + self.arrived
        ]

    def _decide_required(self) -> None:
        for arrived in self.arrived:
            if arrived.required is None:
                distance = arrived.event.time - self.cloud.now()
                arrived.required = abs(distance) < READABLE

    def _add(self, event: CloudEvent, delay: float = 0) -> None:
        if any(
            other.id == event.id and abs(other.time - event.time) < SAME_TIME
            for other in (*self._initial, *(item.event for item in self.arrived))
        ):
            # Its id began again, with the same time: it is the same event.
            return
        key, listed = self._first_key + event.id, world_time() + delay
        arrived = Arrived(event=event, key=key, listed=listed)
        if event.thumb_at is not None:
            arrived.image = (
                listed - delay + (event.thumb_at - self.cloud.now()).total_seconds()
            )
        self.arrived.append(arrived)
