"""Cameras and event types that come to a cloud and leave it again."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice

from simulator import Cloud

from .api_client import Owner
from .event_generator import Events

FIRST_GUEST = 501
# They come back, as a camera does that was lent to somebody.
GUESTS = 15
AT_ONCE = 5

# Seconds between two orders to read a camera: more often is one read.
BETWEEN_READS = 10.5
# Reads without it until an event type is taken for gone.
READS = 3

# How long it may take until a camera that left is found to be gone; each reload, and
# each read that fails, puts that off.
PATIENCE = 240


@dataclass(slots=True, kw_only=True)
class Guests:
    """Who comes and goes, and how often that was seen in the house."""

    cloud: Cloud
    events: Events
    owner: Owner
    came: int = 0
    went: int = 0
    types: int = 0
    faults: int = 0
    _ids: Iterator[int] | None = None

    def invite(self) -> list[int]:
        """Let some cameras come; the house learns of them by what they see."""
        if self._ids is None:
            self._ids = cycle(range(FIRST_GUEST, FIRST_GUEST + GUESTS))
        ids = list(islice(self._ids, AT_ONCE))
        for camera_id in ids:
            self.cloud.add_camera(camera_id, f"Guest {camera_id}")
        return ids

    async def welcome(self, ids: list[int]) -> None:
        """Wait until they are known, by events that are delivered."""
        seen = [self.events.see(camera_id, "motion") for camera_id in ids]
        if await self.events.all_delivered(seen):
            self.came += len(ids)
        self.events.seeing.update(ids)

    async def leave(self, ids: list[int]) -> None:
        """Let them leave once all that they saw is delivered."""
        self.events.seeing.difference_update(ids)
        await asyncio.sleep(2)
        theirs = [event.id for event in self.cloud.events if event.camera_id in ids]
        await self.events.all_delivered(theirs)
        for camera_id in ids:
            del self.cloud.cameras[camera_id]

    async def are_gone(self, ids: list[int]) -> None:
        """Wait until nothing in the house stands for them."""
        names = {f"Guest {camera_id}" for camera_id in ids}

        async def gone() -> bool:
            devices = await self.owner.command("config/device_registry/list")
            return names.isdisjoint(device["name"] for device in devices)

        for _ in range(PATIENCE):
            if await gone():
                self.went += len(ids)
                return
            await asyncio.sleep(1)

    async def lend_type(
        self, camera_id: int, camera: str, name: str, reads: int = READS
    ) -> None:
        """Let a camera have one more event type for a while."""
        self.cloud.cameras[camera_id].add_type({"name": name, "custom": True})
        await self.events.all_delivered([self.events.see(camera_id, name)])
        self.cloud.cameras[camera_id].remove_type(name)
        for _ in range(reads):
            await self.owner.act("homeassistant", "update_entity", entity_id=camera)
            await asyncio.sleep(BETWEEN_READS)
        self.types += 1
