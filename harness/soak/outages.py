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

from harness.chaos.faults import ALL, EVENTS, _add, begin
from scripts.e2e_tour.home_log import HomeLog
from simulator import CloudServer

from .poll_counter import Polls

# Of an answer, as over the internet; it also sets the pace of the polls.
DELAY = 0.005

# What comes in turns: the kind, and its size where that is more than a matter of taste.
SHORT: tuple[tuple[str, float], ...] = (
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
LENGTH = (0.4, 1.6)

# Longer than a gap is (30 s), and longer than blindness takes (60 s).
LONG = (("gone", 40), ("busy", 75), ("dropped", 45))

# Said when polls begin to fail.
FAILED = re.compile(rb"Error fetching .* events data")

# Until what an outage makes the house say is in its log.
ECHO = 1.5


@dataclass(slots=True, kw_only=True)
class Weather:
    """The cloud's bad moments, one at a time."""

    server: CloudServer
    log: HomeLog
    random: Random
    polls: Polls
    # The one that is good.
    token: str = ""
    kinds: Counter[str] = field(default_factory=Counter)
    # How many of all made a poll fail, as the log tells.
    met: int = 0
    _short: deque[tuple[str, float]] = field(default_factory=deque)
    _one: asyncio.Lock = field(default_factory=asyncio.Lock)

    def clear(self) -> None:
        """Let the cloud be well, which takes its time all the same."""
        cloud = self.server.cloud
        cloud.faults.clear()

        async def meet(request: web.Request, handler: Callable[..., Any]) -> Any:
            await asyncio.sleep(DELAY)
            return await handler(request)

        _add(cloud, EVENTS, meet)

    @contextlib.asynccontextmanager
    async def fault(self) -> AsyncIterator[None]:
        """Excuse what the log says meanwhile; nothing else goes wrong at the time."""
        async with self._one:
            path = self.log.path
            start = path.stat().st_size
            with self.log.fault():
                self.polls.turn(False)
                try:
                    yield
                finally:
                    self.clear()
                    self.polls.turn(True)
                    await asyncio.sleep(ECHO)
            self.met += bool(FAILED.search(path.read_bytes()[start:]))

    async def short(self) -> None:
        """Let the next short outage happen."""
        if not self._short:
            self._short.extend(SHORT)
        kind, size = self._short.popleft()
        await self.outage(kind, self.random.uniform(*LENGTH), size)

    async def outage(self, kind: str, lasts: float, size: float = 0) -> None:
        """Let an outage happen, of all that the cloud is asked for."""
        async with self.fault():
            if kind == "gone":
                async with self._closed():
                    await asyncio.sleep(lasts)
            else:
                cloud = self.server.cloud
                cloud.faults.clear()
                begin(cloud, kind, size=size, events_only=False)
                await asyncio.sleep(lasts)
        self.kinds[kind] += 1

    @contextlib.asynccontextmanager
    async def _closed(self) -> AsyncIterator[None]:
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
