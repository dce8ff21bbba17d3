"""Kinds of incidents of the simulated cloud.

There is one incident at a time, because its end clears all faults of the cloud.
"""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from functools import partial
import re
from typing import Any

from aiohttp import web

from simulator import Cloud
from simulator.faults import Fault

EVENTS = "/api/v2/storage/events"

# Practically unlimited.
ALL = 10**9

# Limit of the clock's offset.
MAX_JUMP = timedelta(minutes=10)

# Small enough that events arrive while a list is read.
SMALL_PAGE = 6

type StartIncident = Callable[[Cloud, str | None, float], None]


def _fail(status: int, cloud: Cloud, path: str | None, size: float) -> None:
    cloud.faults.fail_next(ALL, status=status, path=path)


def _some_fail(cloud: Cloud, path: str | None, size: float) -> None:
    cloud.faults.fail_next(1 + int(size * 4), status=500, path=path)


def _rate_limit(cloud: Cloud, path: str | None, size: float) -> None:
    # Without `Retry-After`, in seconds, or as a date.
    retry_after = None if size < 0.3 else round(size * 8)
    cloud.faults.rate_limit(ALL, retry_after=retry_after, as_date=size > 0.7, path=path)


def _html(cloud: Cloud, path: str | None, size: float) -> None:
    cloud.faults.html_next(ALL, status=200 if size < 0.6 else 502, path=path)


def _odd(cloud: Cloud, path: str | None, size: float) -> None:
    bodies = ({"status": "ok"}, {"meta": {}, "objects": "none"}, [1, 2])
    cloud.faults.answer_next(body=bodies[int(size * 3)], path=path, count=ALL)


def _truncate(cloud: Cloud, path: str | None, size: float) -> None:
    cloud.faults.truncate_next(ALL, path=path)


def _reset(cloud: Cloud, path: str | None, size: float) -> None:
    cloud.faults.truncate_next(ALL, path=path, reset=True)


def _drop(cloud: Cloud, path: str | None, size: float) -> None:
    cloud.faults.drop_next(ALL, path=path)


def _lose_answer(cloud: Cloud, path: str | None, size: float) -> None:
    cloud.faults.lose_answer_next(ALL, path=path)


def _hold(cloud: Cloud, path: str | None, size: float) -> None:
    cloud.faults.hold(path=path)


def _slow(cloud: Cloud, path: str | None, size: float) -> None:
    """Delay responses by up to six seconds, so that they are outdated."""

    async def handle(request: web.Request, handler: Callable[..., Any]) -> Any:
        response = await handler(request)
        await asyncio.sleep(size * 6)
        return response

    add_fault(cloud, path, handle)


def _shaky(cloud: Cloud, path: str | None, size: float) -> None:
    """Fail every second or third request, so that reads fail between pages."""
    count = 0

    async def handle(request: web.Request, handler: Callable[..., Any]) -> Any:
        nonlocal count
        count += 1
        if count % (2 + int(size * 2)) == 0:
            return web.Response(status=503)
        return await handler(request)

    add_fault(cloud, path, handle)


def _refuse_token(cloud: Cloud, path: str | None, size: float) -> None:
    for token in cloud.credentials:
        cloud.faults.refuse_token(token)


def _small_pages(cloud: Cloud, path: str | None, size: float) -> None:
    """Use small and slow pages, so that new events shift them during a read."""
    cloud.page_cap = SMALL_PAGE

    async def handle(request: web.Request, handler: Callable[..., Any]) -> Any:
        response = await handler(request)
        await asyncio.sleep(size)
        return response

    add_fault(cloud, EVENTS, handle)


def _jump(cloud: Cloud, path: str | None, size: float) -> None:
    """Change the cloud's clock; listed events stay listed."""
    jump = MAX_JUMP * (2 * size - 1) - cloud.skew
    cloud.skew += jump
    for event in cloud.events:
        event.listed_at += jump


def add_fault(cloud: Cloud, path: str | None, handle: Callable[..., Any]) -> None:
    """Handle all requests to a path (None: all paths) by an aiohttp middleware."""
    fault = Fault(left=ALL, path=path, method=None, handle=handle)
    cloud.faults._faults.append(fault)


INCIDENTS: dict[str, StartIncident] = {
    "refused": partial(_fail, 401),
    "forbidden": partial(_fail, 403),
    "missing": partial(_fail, 404),
    "broken": partial(_fail, 500),
    "busy": partial(_fail, 503),
    "few_broken": _some_fail,
    "shaky": _shaky,
    "rate_limited": _rate_limit,
    "html": _html,
    "odd": _odd,
    "truncated": _truncate,
    "reset": _reset,
    "dropped": _drop,
    "answer_lost": _lose_answer,
    "held": _hold,
    "slow": _slow,
    "token_refused": _refuse_token,
    "small_pages": _small_pages,
    "jump": _jump,
}

# Incidents without a duration.
STEPS = ("jump",)
KINDS = tuple(kind for kind in INCIDENTS if kind not in STEPS)


def start_incident(
    cloud: Cloud, kind: str, *, size: float, events_only: bool
) -> Callable[[], None]:
    """Start an incident, and return a function that ends it."""
    cap = cloud.page_cap
    INCIDENTS[kind](cloud, re.escape(EVENTS) if events_only else None, size)

    def end() -> None:
        cloud.page_cap = cap
        cloud.faults.clear()

    return end
