"""Kinds of incidents of the simulated cloud.

There is one incident at a time, because its end clears all faults of the cloud.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
import re
from typing import Any

from aiohttp import web

from simulator import Cloud
from simulator.faults import Fault

EVENTS = "/api/v2/storage/events"

# Practically unlimited.
ALL = 10**9

# Limit of the clock's offset, and the shortest jump: the client takes the median of
# several measurements, which follows a short one gradually.
MAX_JUMP = timedelta(minutes=10)
MIN_JUMP = timedelta(minutes=1)

# Limits of an offset that is set right again.
FAR_JUMPS = (timedelta(days=-3), timedelta(days=8))

# Incidents that one camera meets alone, and the path of its own requests.
ONE_CAMERA = (
    "refused",
    "forbidden",
    "missing",
    "broken",
    "busy",
    "html",
    "odd",
    "slow",
)

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
    # A write that gets a 200 was executed, whatever the body.
    if size < 0.6:
        cloud.faults.html_next(ALL, path=path, method="GET")
    else:
        cloud.faults.html_next(ALL, status=502, path=path)


def _odd(cloud: Cloud, path: str | None, size: float) -> None:
    bodies = ({"status": "ok"}, {"meta": {}, "objects": "none"}, [1, 2])
    # A write that gets a 200 was executed, whatever the body.
    cloud.faults.answer_next(
        body=bodies[int(size * 3)], path=path, count=ALL, method="GET"
    )


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
    if abs(jump) < MIN_JUMP:
        jump = -MIN_JUMP if cloud.skew > timedelta() else MIN_JUMP
    _set_clock(cloud, cloud.skew + jump)


def _jump_far(cloud: Cloud, path: str | None, size: float) -> None:
    """Change the cloud's clock by days; it is set right at the end."""
    low, high = FAR_JUMPS
    jump = low + (high - low) * size
    _set_clock(cloud, cloud.skew + (jump if abs(jump) > MIN_JUMP else MIN_JUMP))


def _set_clock(cloud: Cloud, skew: timedelta) -> None:
    change = skew - cloud.skew
    cloud.skew = skew
    for event in cloud.events:
        event.listed_at += change
        if event.thumb_at is not None:
            event.thumb_at += change


def _odd_times(cloud: Cloud, path: str | None, size: float) -> None:
    """Answer any time, in the body of `server/time` and in each third `Date`."""
    rng = Random(size)

    def odd_time() -> datetime:
        return datetime.fromtimestamp(rng.uniform(0, 2**32), UTC)

    async def answer_odd_time(request: web.Request, handler: Callable[..., Any]) -> Any:
        year = rng.choice((1, 1970, 2020, 9999))
        return web.json_response({"utc": f"{year:04}-01-01T00:00:00"})

    def odd_date() -> datetime:
        return odd_time() if rng.random() < 1 / 3 else cloud.now()

    cloud.date_header = odd_date
    cloud.faults._faults.append(
        Fault(left=ALL, path=r"/server/time", method=None, handle=answer_odd_time)
    )


def _one_camera(cloud: Cloud, path: str | None, size: float) -> None:
    """Let one of several cameras meet another incident."""
    camera_ids = sorted(cloud.cameras)
    camera_id = camera_ids[int(size * len(camera_ids))]
    kind = ONE_CAMERA[int(size * 997) % len(ONE_CAMERA)]
    # Its requests have its number in the path or query, or its own token.
    token = cloud.camera_tokens.get(camera_id)
    before = list(cloud.faults._faults)
    INCIDENTS[kind](cloud, path, (size * 13) % 1)
    for fault in cloud.faults._faults[len(before) :]:
        fault.handle = _only_of(camera_id, token, fault.handle)


def _only_of(camera_id: int, token: str | None, meet: Callable[..., Any]) -> Any:
    async def meet_if_own(request: web.Request, handler: Callable[..., Any]) -> Any:
        own = (
            f"/{camera_id}/" in request.path
            or request.query.get("camid") == str(camera_id)
            or (token and token in request.headers.get("Authorization", ""))
        )
        return await (meet if own else handler)(request, *([handler] if own else []))

    return meet_if_own


def _begin_ids_again(cloud: Cloud, path: str | None, size: float) -> None:
    """Set the server up anew: no events, and their ids begin again."""
    cloud.forget_events()


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
    "far_jump": _jump_far,
    "odd_times": _odd_times,
    "one_camera": _one_camera,
    "ids_again": _begin_ids_again,
}

# Incidents without a duration.
STEPS = ("jump", "ids_again")
KINDS = tuple(kind for kind in INCIDENTS if kind not in STEPS)


def start_incident(
    cloud: Cloud, kind: str, *, size: float, events_only: bool
) -> Callable[[], None]:
    """Start an incident, and return a function that ends it."""
    cap, skew, date = cloud.page_cap, cloud.skew, cloud.date_header
    INCIDENTS[kind](cloud, re.escape(EVENTS) if events_only else None, size)

    def end() -> None:
        cloud.page_cap, cloud.date_header = cap, date
        if kind == "far_jump":
            _set_clock(cloud, skew)
        cloud.faults.clear()

    return end
