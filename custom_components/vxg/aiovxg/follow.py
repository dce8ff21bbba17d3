"""Following of new events, for programs that have no polling of their own."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import datetime, timedelta
import logging
from random import uniform

from .client import VxgClient
from .event_log import EventLog, NewEvent
from .exceptions import VxgConnectionError

_LOGGER = logging.getLogger(__package__)

POLL_INTERVAL = timedelta(seconds=2)
MAX_RETRY_INTERVAL = timedelta(seconds=60)
MAX_AGE = timedelta(seconds=120)


class _ServerClock:
    """The cloud's time: the `Date` of its latest response, or else asked for."""

    def __init__(self, client: VxgClient) -> None:
        self._client = client
        self._latest: datetime | None = None
        client.on_date(self._set)

    def _set(self, date: datetime | None, _duration: float) -> None:
        self._latest = date or self._latest

    def after(self, time: datetime) -> datetime:
        """Return the time of the latest response since `time`, by default that."""
        return max(time, self._latest or time)

    async def now(self) -> datetime:
        """Return the time, which is as old as the latest response."""
        if self._latest is None:
            return await self._client.server_time()
        now, self._latest = self._latest, None
        return now


async def follow_events(
    client: VxgClient,
    *,
    interval: timedelta = POLL_INTERVAL,
    max_age: timedelta = MAX_AGE,
) -> AsyncGenerator[NewEvent]:
    """Yield the new events of all cameras of the token, each once, until it is closed.

    Events of the time before are not new. An event is `late` if it was older than
    `max_age` when it was first listed; one that is much older is not found. Waits
    while the cloud is not reachable, and raises VxgRequestError if it refuses the token.
    Sets the client's `on_date`.
    """
    log = EventLog(max_age=max_age)
    clock = _ServerClock(client)
    failures = 0
    while True:
        try:
            async for event in _poll(client, log, clock, interval):
                yield event
        except VxgConnectionError as err:
            # Once per outage, or a program would seem to have nothing to tell.
            level = logging.DEBUG if failures else logging.WARNING
            _LOGGER.log(level, "Events cannot be read; trying again: %s", err)
            failures += 1
            log.interrupt()
            await asyncio.sleep(_retry_delay(interval, failures, err))
        else:
            failures = 0
            await asyncio.sleep(interval.total_seconds())


async def _poll(
    client: VxgClient, log: EventLog, clock: _ServerClock, interval: timedelta
) -> AsyncGenerator[NewEvent]:
    """Read once, and yield what is new; the next time is `interval` later."""
    now = await clock.now()
    start, end, is_full = log.next_window(now, interval)
    ahead = None if is_full else log.ahead_window(now)
    for since, until in filter(None, (ahead, (start, end))):
        # Those of the last one count.
        sizes = []
        async for page in client.event_pages(start=since, end=until):
            page.raise_for_invalid()
            sizes.append(len(page.items))
            # A long list takes minutes, and the response before it may be hours old.
            listed_at = clock.after(now)
            for new_event in log.select_new(page.items, listed_at, since=since):
                log.mark_seen(new_event.event, listed_at)
                yield new_event
        log.record_read(since, until, now)
    log.finish_read(start, now, sizes, is_full=is_full)


def _retry_delay(interval: timedelta, failures: int, err: VxgConnectionError) -> float:
    """Return the seconds to wait, at least as long as the cloud asks for."""
    delay = min(interval * 2 ** min(failures, 10), MAX_RETRY_INTERVAL).total_seconds()
    return max(uniform(delay / 2, delay), err.retry_after or 0)
