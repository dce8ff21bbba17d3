"""Cameras and event types that come to a cloud and leave it again."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice

from simulator import Cloud

from .api_client import ApiClient
from .event_generator import EventGenerator

FIRST_CAMERA_ID = 501
# They come back, as a camera does that was lent to somebody.
CAMERA_COUNT = 15
BATCH_SIZE = 5

# Seconds between two orders to read a camera: more often is one read.
READ_INTERVAL = 10.5
# Reads without it until an event type is taken for gone.
READS = 3

# How long it may take until a camera that left is found to be gone; each reload, and
# each read that fails, puts that off.
REMOVAL_TIMEOUT = 240


@dataclass(slots=True, kw_only=True)
class CameraChurn:
    """Who comes and goes, and how often that was seen in the house."""

    cloud: Cloud
    events: EventGenerator
    client: ApiClient
    added: int = 0
    removed: int = 0
    types: int = 0
    _ids: Iterator[int] | None = None

    def add_cameras(self) -> list[int]:
        """Let some cameras come; the house learns of them by what they see."""
        if self._ids is None:
            self._ids = cycle(range(FIRST_CAMERA_ID, FIRST_CAMERA_ID + CAMERA_COUNT))
        ids = list(islice(self._ids, BATCH_SIZE))
        for camera_id in ids:
            self.cloud.add_camera(camera_id, f"Guest {camera_id}")
        return ids

    async def wait_until_discovered(self, ids: list[int]) -> None:
        """Wait until they are known, by events that are delivered."""
        seen = [self.events.raise_event(camera_id, "motion") for camera_id in ids]
        if await self.events.wait_until_delivered(seen):
            self.added += len(ids)
        self.events.camera_ids.update(ids)

    async def remove_cameras(self, ids: list[int]) -> None:
        """Let them leave once all that they saw is delivered."""
        self.events.camera_ids.difference_update(ids)
        await asyncio.sleep(2)
        event_ids = [event.id for event in self.cloud.events if event.camera_id in ids]
        await self.events.wait_until_delivered(event_ids)
        for camera_id in ids:
            del self.cloud.cameras[camera_id]

    async def wait_until_removed(self, ids: list[int]) -> None:
        """Wait until nothing in the house stands for them."""
        names = {f"Guest {camera_id}" for camera_id in ids}

        async def gone() -> bool:
            devices = await self.client.command("config/device_registry/list")
            return names.isdisjoint(device["name"] for device in devices)

        for _ in range(REMOVAL_TIMEOUT):
            if await gone():
                self.removed += len(ids)
                return
            await asyncio.sleep(1)

    async def churn_event_type(
        self, camera_id: int, camera: str, name: str, reads: int = READS
    ) -> None:
        """Let a camera have one more event type for a while."""
        self.cloud.cameras[camera_id].add_type({"name": name, "custom": True})
        await self.events.wait_until_delivered(
            [self.events.raise_event(camera_id, name)]
        )
        self.cloud.cameras[camera_id].remove_type(name)
        for _ in range(reads):
            await self.client.call_service(
                "homeassistant", "update_entity", entity_id=camera
            )
            await asyncio.sleep(READ_INTERVAL)
        self.types += 1
