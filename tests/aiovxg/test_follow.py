"""Tests for following new events."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import timedelta
from typing import Any

from aiohttp import web
import pytest

from custom_components.vxg.aiovxg import (
    MAX_FULL_READ_INTERVAL,
    NewEvent,
    VxgAuthenticationError,
    VxgClient,
    follow_events,
)
from custom_components.vxg.aiovxg.exceptions import VxgConnectionError
from custom_components.vxg.aiovxg.follow import (
    MAX_RETRY_INTERVAL,
    POLL_INTERVAL,
    _retry_delay,
)
from simulator import Cloud
from simulator.handlers import events as handlers
from simulator.routes import Handler

from ..conftest import CAMERA_ID
from .conftest import StubServer

INTERVAL = timedelta(milliseconds=10)


async def reads(cloud: Cloud, count: int) -> None:
    """Wait until events were read so many times more."""

    def number() -> int:
        return sum("/storage/events/" in request.path for request in cloud.requests)

    until = number() + count
    while number() < until:  # noqa: ASYNC110  # the simulator has no event for it
        await asyncio.sleep(0.005)


async def test_each_new_event_is_yielded_once(client: VxgClient, cloud: Cloud) -> None:
    cloud.raise_event(CAMERA_ID, "motion", {"before": "1"})
    found: list[NewEvent] = []

    async def collect() -> None:
        async for new_event in follow_events(client, interval=INTERVAL):
            found.append(new_event)  # noqa: PERF401  # it never ends

    async with asyncio.timeout(20), asyncio.TaskGroup() as group:
        task = group.create_task(collect())
        await reads(cloud, 2)
        new = [cloud.raise_event(CAMERA_ID, "motion").id for _ in range(3)]
        old_time = cloud.now() - timedelta(seconds=140)
        late = cloud.raise_event(CAMERA_ID, "sound", time=old_time).id
        await reads(cloud, 4)
        # Events that are listed late are found by the next full read.
        cloud.skew += MAX_FULL_READ_INTERVAL
        await reads(cloud, 4)
        task.cancel()
    assert sorted((item.event.id, item.late) for item in found) == sorted(
        [*((event_id, False) for event_id in new), (late, True)]
    )


@pytest.mark.parametrize(("ahead", "requests", "times"), [(0, 1, 12), (300, 2, 35)])
async def test_an_event_is_listed_few_times(
    client: VxgClient,
    cloud: Cloud,
    monkeypatch: pytest.MonkeyPatch,
    ahead: int,
    requests: int,
    times: int,
) -> None:
    """An event every two seconds for ten minutes, each listed a second later.

    The clock of the camera may be ahead.
    """
    sleep, as_json = asyncio.sleep, handlers.event_as_json
    listed: Counter[int] = Counter()
    polls = 0

    def counted(*args: Any) -> dict[str, Any]:
        data = as_json(*args)
        listed[data["id"]] += 1
        return data

    async def pass_time(delay: float, result: Any = None) -> Any:
        nonlocal polls
        if delay:
            assert delay == POLL_INTERVAL.total_seconds()
            polls += 1
            cloud.skew += timedelta(seconds=delay)
            time = cloud.now() + timedelta(seconds=ahead)
            cloud.raise_event(CAMERA_ID, "motion", time=time, listed_after=1)
        return await sleep(0, result)

    monkeypatch.setattr(handlers, "event_as_json", counted)
    monkeypatch.setattr("custom_components.vxg.aiovxg.follow.asyncio.sleep", pass_time)
    found: list[NewEvent] = []
    async with asyncio.timeout(20), aclosing(follow_events(client)) as events:
        async for new_event in events:
            found.append(new_event)
            if len(found) == 300:
                break
    assert [item.event.id for item in found] == sorted(listed)
    assert not any(item.late for item in found)
    reads = sum("/storage/events/" in request.path for request in cloud.requests)
    assert reads == len(cloud.requests) - 1 <= requests * (polls + 1)
    # Each is found by the poll after it was listed.
    assert polls <= len(found) + 2
    assert listed.total() <= times * len(found)


async def test_events_at_the_end_of_a_long_list_are_late(
    client: VxgClient, cloud: Cloud
) -> None:
    """Its list takes minutes, in which they grow older than the maximum age."""
    cloud.page_cap = 10
    found: list[NewEvent] = []

    async def respond_slowly(request: web.Request, handler: Handler) -> Any:
        cloud.skew += timedelta(seconds=9)
        return await handler(request)

    async def collect() -> None:
        max_age = timedelta(seconds=40)
        events = follow_events(client, interval=INTERVAL, max_age=max_age)
        async with aclosing(events):
            while len(found) < 60:
                found.append(await anext(events))

    async with asyncio.timeout(20), asyncio.TaskGroup() as group:
        group.create_task(collect())
        await reads(cloud, 2)
        cloud.faults.add(6, "storage/events", None, respond_slowly)
        for number in range(60):
            time = cloud.now() - timedelta(seconds=29 - number / 2.5)
            cloud.raise_event(CAMERA_ID, "motion", time=time)
    late = [item.late for item in found]
    assert not any(late[:10])
    assert all(late[-10:])


@pytest.mark.parametrize("fails", [True, False])
async def test_an_event_that_a_long_pause_delays_is_late(
    client: VxgClient, cloud: Cloud, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    """The interval may be long, or the pause that the cloud asks for."""
    sleep = asyncio.sleep
    pauses = 0

    async def pass_time(delay: float, result: Any = None) -> Any:
        nonlocal pauses
        if delay:
            pauses += 1
            if pauses == 1 and fails:
                cloud.faults.fail_next(1, path="storage/events", status=429)
            elif pauses == 2:
                time = cloud.now() + timedelta(seconds=60)
                cloud.raise_event(CAMERA_ID, "motion", time=time, listed_after=0)
                cloud.skew += timedelta(seconds=600)
        return await sleep(0, result)

    monkeypatch.setattr("custom_components.vxg.aiovxg.follow.asyncio.sleep", pass_time)
    async with asyncio.timeout(20), aclosing(follow_events(client)) as events:
        assert (await anext(events)).late


@pytest.mark.parametrize("dated", [True, False])
async def test_one_request_per_poll_where_responses_are_dated(
    client: VxgClient, cloud: Cloud, dated: bool
) -> None:
    if not dated:
        cloud.date_header = lambda: None
    events: AsyncGenerator[Any] = follow_events(client, interval=INTERVAL)
    async with asyncio.timeout(20), aclosing(events):
        waiting = asyncio.ensure_future(anext(events))
        await reads(cloud, 5)
        cloud.raise_event(CAMERA_ID, "motion")
        await waiting
    times = sum("/server/time/" in request.path for request in cloud.requests)
    assert (times == 1) is dated


async def test_an_outage_is_waited_out(
    stub_client: VxgClient,
    stub: StubServer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    delays = []

    async def sleep(delay: float) -> None:
        delays.append(delay)

    monkeypatch.setattr("custom_components.vxg.aiovxg.follow.asyncio.sleep", sleep)
    empty = {"meta": {"total_count": 0}, "objects": []}
    event = {"id": 1, "camid": CAMERA_ID, "name": "motion", "time": "2026-01-01T00:00"}
    stub.responses = [
        {"utc": "2026-01-01T00:00:00"},
        empty,
        web.Response(status=503, headers={"Retry-After": "7"}),
        web.Response(status=503),
        {"utc": "2026-01-01T00:00:01"},
        {"meta": {"total_count": 1}, "objects": [event]},
        web.Response(status=401),
    ]
    # The stub sends no time of its own.
    monkeypatch.setattr(stub_client, "on_date", lambda callback: None)
    events = follow_events(stub_client)
    assert (await anext(events)).event.id == 1
    with pytest.raises(VxgAuthenticationError):
        await anext(events)
    assert any(delay >= 7 for delay in delays)
    warnings = [r.message for r in caplog.records if r.levelname == "WARNING"]
    assert len(warnings) == 1
    assert warnings[0].startswith("Events cannot be read")


def test_retries_come_at_most_a_minute_apart_unless_the_cloud_asks_for_it() -> None:
    err = VxgConnectionError("away")
    delays = [_retry_delay(INTERVAL, failures, err) for failures in range(1, 100)]
    assert max(delays) <= MAX_RETRY_INTERVAL.total_seconds()
    assert min(delays) > 0
    err = VxgConnectionError("away", retry_after=300)
    assert _retry_delay(INTERVAL, 1, err) == 300
