"""Simulated clouds of several sizes, in one process apart from those measured."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from simulator import Cloud, CloudServer

FIRST_CAMERA = 100_001

# Most events of a burst, and the seconds within which they happen.
MAX_BURST_EVENTS = 5
BURST_SECONDS = 4

# Eight types, as a camera with some analytics has them.
TYPES: tuple[dict[str, Any], ...] = (
    *(
        {
            "name": name,
            "caps": {"can_record": True, "can_snapshot": True},
            "receive": True,
            "record": True,
            "snapshot": True,
        }
        for name in ("motion", "sound", "intrusion", "line_crossing", "facedetection")
    ),
    {"name": "doorbell", "caps": {"can_be_triggered": True}, "receive": True},
    {"name": "parcel", "custom": True},
    {"name": "net", "receive": True},
)
TYPE_NAMES = tuple(item["name"] for item in TYPES)


@dataclass(frozen=True, slots=True, kw_only=True)
class CloudAccess:
    """Address and token of a cloud, and its number of cameras."""

    url: str
    token: str
    cameras: int

    @property
    def camera_ids(self) -> range:
        """Return the ids of all cameras."""
        return range(FIRST_CAMERA, FIRST_CAMERA + self.cameras)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """An event of a cloud, with the end of its sensor's unique id. Unix times."""

    id: int
    sensor: str
    time: float
    listed: float
    meta: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFigures:
    """Number of requests, of those for a single event, and bytes of the responses."""

    count: int
    single_events: int
    size: int

    def per_minute(self, before: RequestFigures, minutes: float) -> RequestRates:
        """Return the figures of a minute since an earlier time."""
        return RequestRates(
            count=(self.count - before.count) / minutes,
            single_events=(self.single_events - before.single_events) / minutes,
            size=(self.size - before.size) / minutes,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRates:
    """The same of a minute."""

    count: float
    single_events: float
    size: float


class Clouds:
    """Clouds that raise events at random; all are closed with the stack."""

    def __init__(self, stack: AsyncExitStack) -> None:
        self._stack = stack
        self._clouds: dict[str, Cloud] = {}
        self._servers: dict[str, CloudServer] = {}
        self._server_stacks: dict[str, AsyncExitStack] = {}
        self._event_task: asyncio.Task[None] | None = None

    async def open(self, cameras: int) -> CloudAccess:
        """Serve another cloud."""
        cloud = Cloud()
        for number in range(cameras):
            cloud.add_camera(FIRST_CAMERA + number, f"Camera {number + 1}", TYPES)
        server = CloudServer(cloud)
        await self._serve(server)
        self._clouds[server.url] = cloud
        self._servers[server.url] = server
        return CloudAccess(url=server.url, token=cloud.group_token(), cameras=cameras)

    async def _serve(self, server: CloudServer) -> None:
        server_stack = await self._stack.enter_async_context(AsyncExitStack())
        await server_stack.enter_async_context(server)
        self._server_stacks[server.url] = server_stack

    async def close(self, access: CloudAccess) -> None:
        """Stop serving a cloud, so that connections are refused."""
        await self._server_stacks[access.url].aclose()

    async def reopen(self, access: CloudAccess) -> None:
        """Serve a closed cloud again at the same address."""
        await self._serve(self._servers[access.url])

    async def access_for(self, access: CloudAccess, name: str) -> CloudAccess:
        """Return access to the same cloud with a separate group token."""
        cloud = self._clouds[access.url]
        return replace(access, token=cloud.group_token(bearer=name))

    async def channel_token(self, access: CloudAccess) -> str:
        """Return the channel token of the first camera, which may create events."""
        return self._clouds[access.url].channel_token(access.camera_ids[0])

    async def start_events(self, access: CloudAccess, rate: float, seed: int) -> None:
        """Raise events at random times, `rate` a second on average, until stopped."""
        cloud = self._clouds[access.url]
        self._event_task = asyncio.create_task(
            _raise_events(cloud, access, rate, Random(seed))
        )

    async def start_bursts(self, access: CloudAccess, rate: float, seed: int) -> None:
        """Raise bursts of events, `rate` a second on average, until stopped."""
        cloud = self._clouds[access.url]
        self._event_task = asyncio.create_task(
            _raise_bursts(cloud, access, rate, Random(seed))
        )

    async def stop_events(self, access: CloudAccess) -> dict[int, float]:
        """Stop raising events; return the Unix time of listing by event id."""
        if self._event_task is not None:
            self._event_task.cancel()
            with suppress(asyncio.CancelledError):
                await self._event_task
        events = self._clouds[access.url].events
        return {event.id: event.listed_at.timestamp() for event in events}

    async def store_events(
        self, access: CloudAccess, number: int, end: datetime
    ) -> None:
        """Store events of the seconds before a time, each with an image."""
        cloud = self._clouds[access.url]
        for index in range(number):
            cloud.raise_event(
                access.camera_ids[index % access.cameras],
                TYPE_NAMES[index % len(TYPE_NAMES)],
                {"license_plate": f"AB-{index}-C", "score": "87"},
                end - timedelta(seconds=index / 10),
                listed_after=0,
                thumb_after=0,
            )

    async def list_requests(self, access: CloudAccess) -> int:
        """Return the number of requests for lists that begin with the newest event."""
        return sum(
            request.query.get("order_by") == "-time"
            for request in self._clouds[access.url].requests
        )

    async def stored(self, access: CloudAccess) -> list[StoredEvent]:
        """Return all events of a cloud."""
        return [
            StoredEvent(
                id=event.id,
                sensor=f"{event.camera_id}_event_{event.name}",
                time=event.time.timestamp(),
                listed=event.listed_at.timestamp(),
                meta=event.meta,
            )
            for event in self._clouds[access.url].events
        ]

    async def requests(self, access: CloudAccess) -> RequestFigures:
        """Return the figures of all requests with a token."""
        requests = [
            request
            for request in self._clouds[access.url].requests
            if (request.authorization or "").endswith(access.token)
        ]
        names = [request.path.rstrip("/").rpartition("/")[2] for request in requests]
        return RequestFigures(
            count=len(requests),
            single_events=sum(name.isdigit() for name in names),
            size=sum(request.size for request in requests),
        )


async def _raise_events(
    cloud: Cloud, access: CloudAccess, rate: float, rng: Random
) -> None:
    async for camera_id in _random_cameras(access, rate, rng):
        cloud.raise_event(camera_id, rng.choice(TYPE_NAMES), {"score": "87"})


async def _raise_bursts(
    cloud: Cloud, access: CloudAccess, rate: float, rng: Random
) -> None:
    """Raise bursts as of somebody who passes: a few events of two types."""
    loop = asyncio.get_running_loop()
    async for camera_id in _random_cameras(access, rate, rng):
        names = rng.sample(TYPE_NAMES, 2)
        for _ in range(rng.randint(1, MAX_BURST_EVENTS)):
            after, name = rng.uniform(0, BURST_SECONDS), rng.choice(names)
            loop.call_later(after, cloud.raise_event, camera_id, name, {"score": "87"})


async def _random_cameras(
    access: CloudAccess, rate: float, rng: Random
) -> AsyncGenerator[int]:
    """Yield camera ids at random times, `rate` a second on average."""
    loop = asyncio.get_running_loop()
    due = loop.time()
    while True:
        due += rng.expovariate(rate)
        await asyncio.sleep(due - loop.time())
        yield rng.choice(access.camera_ids)


@asynccontextmanager
async def clouds() -> AsyncGenerator[Clouds]:
    """Provide clouds, and close them at the end."""
    async with AsyncExitStack() as stack:
        yield Clouds(stack)
