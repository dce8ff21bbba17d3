"""What cameras see all day: events of several types, ages and delays."""

import asyncio
from collections.abc import Iterable
from datetime import timedelta
from random import Random

from harness.chaos.home import Log
from simulator import Cloud

KINDS = ("motion", "motion", "sound", "net", "doorbell")

# How often events are stored: a few at a time, as it happens.
STEP = 0.2

# Ages of events that were stored late, and of those that only a sweep can find.
STORED_LATE = (1, 25)
OLD = (50, 200)

# How long it may take until all is delivered: the back-off waits for up to a minute.
PATIENCE = 150


class Events:
    """Events of a cloud, and whether they were delivered."""

    def __init__(self, cloud: Cloud, log: Log, random: Random) -> None:
        """Begin without any."""
        self._cloud = cloud
        self._log = log
        self._random = random
        self._looked_at = 0
        self._delivered: set[int] = set()
        # Cameras that see something: one may be there and not known to the house yet.
        self.seeing: set[int] = set()
        # Whether some of it is old; until the first sweep nobody would look for it.
        self.old = False

    async def happen(self, rate: float) -> None:
        """Let so many a second happen until cancelled."""
        loop = asyncio.get_running_loop()
        due, owed = loop.time(), 0.0
        while True:
            due += STEP
            await asyncio.sleep(due - loop.time())
            owed += rate * STEP
            while owed >= 1:
                owed -= 1
                self.see(self._random.choice(sorted(self.seeing)))

    def see(self, camera_id: int, kind: str | None = None) -> int:
        """Let a camera see something, now or as far back as reads or sweeps look."""
        random = self._random
        age = delay = 0.0
        chance = random.random()
        if kind is None and chance < 0.03:
            age = random.uniform(*STORED_LATE)
        elif kind is None and chance < 0.13:
            delay = random.uniform(0, 2)
        elif kind is None and self.old and chance < 0.135:
            age = random.uniform(*OLD)
        event = self._cloud.raise_event(
            camera_id,
            kind or random.choice(KINDS),
            {"zone": random.choice(("door", "path")), "score": str(random.random())},
            time=self._cloud.now() - timedelta(seconds=age),
            listed_after=delay,
        )
        return event.id

    def missing(self, ids: Iterable[int] | None = None) -> set[int]:
        """Return the ids of those that were not delivered yet."""
        lines = self._log.lines
        for line in lines[self._looked_at :]:
            if line["kind"] == "fired":
                self._delivered.add(line["id"])
        self._looked_at = len(lines)
        wanted = {event.id for event in self._cloud.events} if ids is None else set(ids)
        return wanted - self._delivered

    async def all_delivered(self, ids: Iterable[int] | None = None) -> bool:
        """Wait until they are delivered; tell whether they were."""
        wanted = None if ids is None else list(ids)
        for _ in range(PATIENCE * 2):
            if not self.missing(wanted):
                return True
            await asyncio.sleep(0.5)
        return False
