"""Events of several types, ages and listing delays."""

import asyncio
from collections.abc import Iterable
from datetime import timedelta
from random import Random

from harness.chaos.home import ProbeLog
from simulator import Cloud

TYPES = ("motion", "motion", "sound", "net", "doorbell")

# Seconds between batches of events.
INTERVAL = 0.2

# Ages in seconds of events stored late, and of those that only a sweep can find.
LATE_AGES = (1, 25)
OLD_AGES = (50, 200)

# In seconds; the back-off alone waits for up to a minute.
DELIVERY_TIMEOUT = 150


class EventGenerator:
    """Raise events of a cloud at random, and wait for their delivery."""

    def __init__(self, cloud: Cloud, log: ProbeLog, random: Random) -> None:
        self._cloud = cloud
        self._log = log
        self._random = random
        self._lines_read = 0
        self._delivered: set[int] = set()
        # Cameras with events; new ones are left out until they are discovered.
        self.camera_ids: set[int] = set()
        # Whether some events are old, which only works after the first sweep.
        self.includes_old = False

    async def generate(self, rate: float) -> None:
        """Raise `rate` events a second until cancelled."""
        loop = asyncio.get_running_loop()
        due, pending = loop.time(), 0.0
        while True:
            due += INTERVAL
            await asyncio.sleep(due - loop.time())
            pending += rate * INTERVAL
            while pending >= 1:
                pending -= 1
                self.raise_event(self._random.choice(sorted(self.camera_ids)))

    def raise_event(self, camera_id: int, name: str | None = None) -> int:
        """Raise an event and return its id; without a name, some are late or hidden."""
        random = self._random
        age = delay = 0.0
        chance = random.random()
        if name is None and chance < 0.03:
            age = random.uniform(*LATE_AGES)
        elif name is None and chance < 0.13:
            delay = random.uniform(0, 2)
        elif name is None and self.includes_old and chance < 0.135:
            age = random.uniform(*OLD_AGES)
        event = self._cloud.raise_event(
            camera_id,
            name or random.choice(TYPES),
            {"zone": random.choice(("door", "path")), "score": str(random.random())},
            time=self._cloud.now() - timedelta(seconds=age),
            listed_after=delay,
        )
        return event.id

    def missing(self, ids: Iterable[int] | None = None) -> set[int]:
        """Return the ids of events that are not delivered yet; by default of all."""
        lines = self._log.lines
        for line in lines[self._lines_read :]:
            if line["kind"] == "fired":
                self._delivered.add(line["id"])
        self._lines_read = len(lines)
        expected = (
            {event.id for event in self._cloud.events} if ids is None else set(ids)
        )
        return expected - self._delivered

    async def wait_until_delivered(self, ids: Iterable[int] | None = None) -> bool:
        """Wait until events are delivered, by default all; return whether they were."""
        expected = None if ids is None else list(ids)
        for _ in range(DELIVERY_TIMEOUT * 2):
            if not self.missing(expected):
                return True
            await asyncio.sleep(0.5)
        return False
