"""Outages of the cloud, of a second to more than a minute."""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable
import contextlib
from dataclasses import dataclass, field
from random import Random
import re
from typing import Any

from aiohttp import web

from harness.chaos.faults import ALL, EVENTS, add_fault, start_incident
from scripts.e2e_tour.home_log import LogFile
from simulator import CloudServer

from .poll_counter import PollCounter

# Seconds until a response, as over the internet; it determines the rate of polls.
DELAY = 0.005

# Kinds in turns, and their sizes where these matter.
SHORT_OUTAGES: tuple[tuple[str, float], ...] = (
    ("gone", 0),
    ("broken", 0),
    ("busy", 0),
    ("held", 0),
    ("dropped", 0),
    ("reset", 0),
    ("truncated", 0),
    ("html", 0.9),
    ("odd", 0.5),
    ("shaky", 0.5),
    ("rate_limited", 0.3),
    ("gone", 0),
    ("broken", 0),
    ("answer_lost", 0),
)

# Range in seconds: a few polls, so that the back-off starts and is soon over.
SHORT_SECONDS = (0.4, 1.6)

# Longer than the limit of gaps (30 s), and than that of unavailability (60 s).
LONG_OUTAGES = (("gone", 40), ("busy", 75), ("dropped", 45))

# Logged by Home Assistant when polls start to fail.
FAILED = re.compile(rb"Error fetching .* events data")

# Seconds until the consequences of an outage are in the log.
LOG_DELAY = 1.5


@dataclass(slots=True, kw_only=True)
class Outages:
    """Outages of the cloud, one at a time."""

    server: CloudServer
    log: LogFile
    random: Random
    polls: PollCounter
    # The token that is valid.
    token: str = ""
    kinds: Counter[str] = field(default_factory=Counter)
    # Number of outages that made a poll fail, according to the log.
    effective: int = 0
    _upcoming: deque[tuple[str, float]] = field(default_factory=deque)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    def restore(self) -> None:
        """Clear all faults except for the usual delay."""
        cloud = self.server.cloud
        cloud.faults.clear()

        async def handle(request: web.Request, handler: Callable[..., Any]) -> Any:
            await asyncio.sleep(DELAY)
            return await handler(request)

        add_fault(cloud, EVENTS, handle)

    @contextlib.asynccontextmanager
    async def expect_errors(self) -> AsyncIterator[None]:
        """Ignore the log's problems meanwhile; other outages wait."""
        async with self._lock:
            path = self.log.path
            start = path.stat().st_size
            with self.log.expect_errors():
                self.polls.set_counting(False)
                try:
                    yield
                finally:
                    self.restore()
                    self.polls.set_counting(True)
                    await asyncio.sleep(LOG_DELAY)
            self.effective += bool(FAILED.search(path.read_bytes()[start:]))

    async def run_next_short(self) -> None:
        """Run the next short outage."""
        if not self._upcoming:
            self._upcoming.extend(SHORT_OUTAGES)
        kind, size = self._upcoming.popleft()
        await self.run(kind, self.random.uniform(*SHORT_SECONDS), size)

    async def run(self, kind: str, duration: float, size: float = 0) -> None:
        """Run an outage that affects all requests, for some seconds."""
        async with self.expect_errors():
            if kind == "gone":
                async with self._refuse_connections():
                    await asyncio.sleep(duration)
            else:
                cloud = self.server.cloud
                cloud.faults.clear()
                start_incident(cloud, kind, size=size, events_only=False)
                await asyncio.sleep(duration)
        self.kinds[kind] += 1

    @contextlib.asynccontextmanager
    async def _refuse_connections(self) -> AsyncIterator[None]:
        """Refuse new connections, and drop the existing ones."""
        runner = self.server._runners[0]
        for site in list(runner.sites):
            await site.stop()
        cloud = self.server.cloud
        cloud.faults.clear()
        cloud.faults.drop_next(ALL)
        try:
            yield
        finally:
            await web.TCPSite(runner, self.server.host, self.server.port).start()
