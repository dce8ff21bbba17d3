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
MAX_FLURRY = 5
FLURRY = 4

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
class Place:
    """Where a cloud is, what opens it, and how many cameras it has."""

    url: str
    token: str
    cameras: int

    @property
    def camera_ids(self) -> range:
        """The ids of all cameras."""
        return range(FIRST_CAMERA, FIRST_CAMERA + self.cameras)


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
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
        self._doors: dict[str, AsyncExitStack] = {}
        self._raising: asyncio.Task[None] | None = None

    async def open(self, cameras: int) -> Place:
        """Serve one more cloud."""
        cloud = Cloud()
        for number in range(cameras):
            cloud.add_camera(FIRST_CAMERA + number, f"Camera {number + 1}", TYPES)
        server = CloudServer(cloud)
        await self._serve(server)
        self._clouds[server.url] = cloud
        self._servers[server.url] = server
        return Place(url=server.url, token=cloud.group_token(), cameras=cameras)

    async def _serve(self, server: CloudServer) -> None:
        door = await self._stack.enter_async_context(AsyncExitStack())
        await door.enter_async_context(server)
        self._doors[server.url] = door

    async def close(self, place: Place) -> None:
        """Let nobody connect to a cloud."""
        await self._doors[place.url].aclose()

    async def reopen(self, place: Place) -> None:
        """Serve a cloud again where it was."""
        await self._serve(self._servers[place.url])

    async def place_of(self, place: Place, name: str) -> Place:
        """Return the same cloud with a group token of somebody's own."""
        cloud = self._clouds[place.url]
        return replace(place, token=cloud.group_token(bearer=name))

    async def channel_token(self, place: Place) -> str:
        """Return the token of the first camera, which may write."""
        return self._clouds[place.url].channel_token(place.camera_ids[0])

    async def start_events(self, place: Place, rate: float, seed: int) -> None:
        """Raise `rate` events a second on average, at random times, until told to stop."""
        cloud = self._clouds[place.url]
        self._raising = asyncio.create_task(_raise(cloud, place, rate, Random(seed)))

    async def start_flurries(self, place: Place, rate: float, seed: int) -> None:
        """Raise `rate` flurries of events a second on average, until told to stop."""
        cloud = self._clouds[place.url]
        self._raising = asyncio.create_task(
            _raise_flurries(cloud, place, rate, Random(seed))
        )

    async def stop_events(self, place: Place) -> dict[int, float]:
        """Raise no more; return when each event of this cloud was listed, in Unix time."""
        if self._raising is not None:
            self._raising.cancel()
            with suppress(asyncio.CancelledError):
                await self._raising
        events = self._clouds[place.url].events
        return {event.id: event.listed_at.timestamp() for event in events}

    async def raised(self, place: Place) -> list[Raised]:
        """Return all events of a cloud."""
        return [
            Raised(
                id=event.id,
                sensor=f"{event.camera_id}_event_{event.name}",
                time=event.time.timestamp(),
                listed=event.listed_at.timestamp(),
                meta=event.meta,
            )
            for event in self._clouds[place.url].events
        ]

    async def asked(self, place: Place) -> tuple[int, int]:
        """Return how many requests came with a token, and how many for one event each."""
        paths = [
            request.path.rstrip("/")
            for request in self._clouds[place.url].requests
            if (request.authorization or "").endswith(place.token)
        ]
        return len(paths), sum(path.rpartition("/")[2].isdigit() for path in paths)


async def _raise(cloud: Cloud, place: Place, rate: float, chance: Random) -> None:
    async for camera_id in _cameras(place, rate, chance):
        cloud.raise_event(camera_id, chance.choice(TYPE_NAMES), {"score": "87"})


async def _raise_flurries(
    cloud: Cloud, place: Place, rate: float, chance: Random
) -> None:
    """Raise what a camera sees of somebody who passes: a few events of two types."""
    loop = asyncio.get_running_loop()
    async for camera_id in _cameras(place, rate, chance):
        names = chance.sample(TYPE_NAMES, 2)
        for _ in range(chance.randint(1, MAX_FLURRY)):
            after, name = chance.uniform(0, FLURRY), chance.choice(names)
            loop.call_later(after, cloud.raise_event, camera_id, name, {"score": "87"})


async def _cameras(place: Place, rate: float, chance: Random) -> AsyncGenerator[int]:
    """Yield cameras at random times, `rate` a second on average."""
    loop = asyncio.get_running_loop()
    due = loop.time()
    while True:
        due += chance.expovariate(rate)
        await asyncio.sleep(due - loop.time())
        yield chance.choice(place.camera_ids)


@asynccontextmanager
async def clouds() -> AsyncGenerator[Clouds]:
    """Serve clouds until the end."""
    async with AsyncExitStack() as stack:
        yield Clouds(stack)
