"""Cameras and event types that are added to a cloud and removed again."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice

from simulator import Cloud

from .api_client import ApiClient
from .event_generator import EventGenerator

FIRST_CAMERA_ID = 501
# The same cameras return again and again.
CAMERA_COUNT = 15
BATCH_SIZE = 5

# Seconds between requests to update a camera; the debouncer merges faster ones.
READ_INTERVAL = 10.5
# Reads without an event type until it counts as removed.
READS = 3

# Seconds until a removed camera is noticed; each reload and failed read delays that.
REMOVAL_TIMEOUT = 240


@dataclass(slots=True, kw_only=True)
class CameraChurn:
    """Add and remove cameras and types; counts those that Home Assistant noticed."""

    cloud: Cloud
    events: EventGenerator
    client: ApiClient
    added: int = 0
    removed: int = 0
    types: int = 0
    _ids: Iterator[int] | None = None

    def add_cameras(self) -> list[int]:
        """Add some cameras to the cloud, which are discovered by their events."""
        if self._ids is None:
            self._ids = cycle(range(FIRST_CAMERA_ID, FIRST_CAMERA_ID + CAMERA_COUNT))
        ids = list(islice(self._ids, BATCH_SIZE))
        for camera_id in ids:
            self.cloud.add_camera(camera_id, f"Guest {camera_id}")
        return ids

    async def wait_until_discovered(self, ids: list[int]) -> None:
        """Wait until events of the cameras are delivered."""
        seen = [self.events.raise_event(camera_id, "motion") for camera_id in ids]
        if await self.events.wait_until_delivered(seen):
            self.added += len(ids)
        self.events.camera_ids.update(ids)

    async def remove_cameras(self, ids: list[int]) -> None:
        """Remove cameras from the cloud once all of their events are delivered."""
        self.events.camera_ids.difference_update(ids)
        await asyncio.sleep(2)
        event_ids = [event.id for event in self.cloud.events if event.camera_id in ids]
        await self.events.wait_until_delivered(event_ids)
        for camera_id in ids:
            del self.cloud.cameras[camera_id]

    async def wait_until_removed(self, ids: list[int]) -> None:
        """Wait until the devices of the cameras are removed."""
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
        """Add an event type to a camera, and remove it again."""
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
