"""Outages of the cloud, from a single refused list to a minute without an answer."""

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

# Of an answer, as over the internet; it also sets the pace of the polls.
DELAY = 0.005

# What comes in turns: the kind, and its size where that is more than a matter of taste.
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

# A few polls long, so that the back-off begins and is over soon after.
SHORT_SECONDS = (0.4, 1.6)

# Longer than a gap is (30 s), and longer than blindness takes (60 s).
LONG_OUTAGES = (("gone", 40), ("busy", 75), ("dropped", 45))

# Said when polls begin to fail.
FAILED = re.compile(rb"Error fetching .* events data")

# Until what an outage makes the house say is in its log.
LOG_DELAY = 1.5


@dataclass(slots=True, kw_only=True)
class Outages:
    """The cloud's bad moments, one at a time."""

    server: CloudServer
    log: LogFile
    random: Random
    polls: PollCounter
    # The one that is good.
    token: str = ""
    kinds: Counter[str] = field(default_factory=Counter)
    # How many of all made a poll fail, as the log tells.
    effective: int = 0
    _upcoming: deque[tuple[str, float]] = field(default_factory=deque)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    def restore(self) -> None:
        """Let the cloud be well, which takes its time all the same."""
        cloud = self.server.cloud
        cloud.faults.clear()

        async def meet(request: web.Request, handler: Callable[..., Any]) -> Any:
            await asyncio.sleep(DELAY)
            return await handler(request)

        add_fault(cloud, EVENTS, meet)

    @contextlib.asynccontextmanager
    async def expect_errors(self) -> AsyncIterator[None]:
        """Excuse what the log says meanwhile; nothing else goes wrong at the time."""
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
        """Let the next short outage happen."""
        if not self._upcoming:
            self._upcoming.extend(SHORT_OUTAGES)
        kind, size = self._upcoming.popleft()
        await self.run(kind, self.random.uniform(*SHORT_SECONDS), size)

    async def run(self, kind: str, duration: float, size: float = 0) -> None:
        """Let an outage happen, of all that the cloud is asked for."""
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
        """Refuse connections, and cut those that there are."""
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
