"""Simulated clouds of several sizes in one process, beside those that are measured."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from simulator import Cloud, CloudServer

FIRST_CAMERA = 100_001

# How many events a flurry has at most, and for how many seconds it lasts.
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
    """Where a cloud is, what opens it, and how many cameras it has."""

    url: str
    token: str
    cameras: int

    @property
    def camera_ids(self) -> range:
        """The ids of all cameras."""
        return range(FIRST_CAMERA, FIRST_CAMERA + self.cameras)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """An event of a cloud, and what its sensor's unique id ends with. Unix times."""

    id: int
    sensor: str
    time: float
    listed: float
    meta: dict[str, str]


class Clouds:
    """Clouds that are opened when asked for, and raise events at random."""

    def __init__(self, stack: AsyncExitStack) -> None:
        """Close all with the stack."""
        self._stack = stack
        self._clouds: dict[str, Cloud] = {}
        self._servers: dict[str, CloudServer] = {}
        self._server_stacks: dict[str, AsyncExitStack] = {}
        self._event_task: asyncio.Task[None] | None = None

    async def open(self, cameras: int) -> CloudAccess:
        """Serve one more cloud."""
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
        """Let nobody connect to a cloud."""
        await self._server_stacks[access.url].aclose()

    async def reopen(self, access: CloudAccess) -> None:
        """Serve a cloud again where it was."""
        await self._serve(self._servers[access.url])

    async def access_for(self, access: CloudAccess, name: str) -> CloudAccess:
        """Return the same cloud with a group token of somebody's own."""
        cloud = self._clouds[access.url]
        return replace(access, token=cloud.group_token(bearer=name))

    async def channel_token(self, access: CloudAccess) -> str:
        """Return the token of the first camera, which may write."""
        return self._clouds[access.url].channel_token(access.camera_ids[0])

    async def start_events(self, access: CloudAccess, rate: float, seed: int) -> None:
        """Raise `rate` events a second on average, at random times, until told to stop."""
        cloud = self._clouds[access.url]
        self._event_task = asyncio.create_task(
            _raise_events(cloud, access, rate, Random(seed))
        )

    async def start_bursts(self, access: CloudAccess, rate: float, seed: int) -> None:
        """Raise `rate` flurries of events a second on average, until told to stop."""
        cloud = self._clouds[access.url]
        self._event_task = asyncio.create_task(
            _raise_bursts(cloud, access, rate, Random(seed))
        )

    async def stop_events(self, access: CloudAccess) -> dict[int, float]:
        """Raise no more; return when each event of this cloud was listed, in Unix time."""
        if self._event_task is not None:
            self._event_task.cancel()
            with suppress(asyncio.CancelledError):
                await self._event_task
        events = self._clouds[access.url].events
        return {event.id: event.listed_at.timestamp() for event in events}

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

    async def request_counts(self, access: CloudAccess) -> tuple[int, int]:
        """Return how many requests came with a token, and how many for one event each."""
        paths = [
            request.path.rstrip("/")
            for request in self._clouds[access.url].requests
            if (request.authorization or "").endswith(access.token)
        ]
        return len(paths), sum(path.rpartition("/")[2].isdigit() for path in paths)


async def _raise_events(
    cloud: Cloud, access: CloudAccess, rate: float, rng: Random
) -> None:
    async for camera_id in _random_cameras(access, rate, rng):
        cloud.raise_event(camera_id, rng.choice(TYPE_NAMES), {"score": "87"})


async def _raise_bursts(
    cloud: Cloud, access: CloudAccess, rate: float, rng: Random
) -> None:
    """Raise what a camera sees of somebody who passes: a few events of two types."""
    loop = asyncio.get_running_loop()
    async for camera_id in _random_cameras(access, rate, rng):
        names = rng.sample(TYPE_NAMES, 2)
        for _ in range(rng.randint(1, MAX_BURST_EVENTS)):
            after, name = rng.uniform(0, BURST_SECONDS), rng.choice(names)
            loop.call_later(after, cloud.raise_event, camera_id, name, {"score": "87"})


async def _random_cameras(
    access: CloudAccess, rate: float, rng: Random
) -> AsyncGenerator[int]:
    """Yield cameras at random times, `rate` a second on average."""
    loop = asyncio.get_running_loop()
    due = loop.time()
    while True:
        due += rng.expovariate(rate)
        await asyncio.sleep(due - loop.time())
        yield rng.choice(access.camera_ids)


@asynccontextmanager
async def clouds() -> AsyncGenerator[Clouds]:
    """Serve clouds until the end."""
    async with AsyncExitStack() as stack:
        yield Clouds(stack)
