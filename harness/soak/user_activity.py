"""Activity of users."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

import aiohttp

from harness.chaos.probe import ENTRY_ID
from scripts.demo.settings import DemoError

from .api_client import ApiClient

# Seconds between two activities.
PAUSE = 2.0

MEDIA = "media-source://vxg"


@dataclass(slots=True, kw_only=True)
class UserActivity:
    """Use the integration at random; errors of the cloud are only counted."""

    client: ApiClient
    random: Random
    # The base cameras' entities by domain.
    entities: dict[str, list[str]]
    succeeded: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)

    async def run(self) -> None:
        """Run one activity after another until cancelled."""
        activities: list[Callable[[], Awaitable[Any]]] = [
            self.press,
            self.create,
            self.trigger,
            self.see_still,
            self.see_last_image,
            self.browse,
            self.ask,
            self.read_history,
            self.read_diagnostics,
        ]
        while True:
            for activity in self.random.sample(activities, len(activities)):
                await asyncio.sleep(PAUSE)
                try:
                    await activity()
                except aiohttp.ClientError, DemoError, TimeoutError:
                    self.failed[activity.__name__] += 1
                else:
                    self.succeeded[activity.__name__] += 1

    def _random_entity(self, domain: str) -> str:
        return self.random.choice(self.entities[domain])

    async def press(self) -> None:
        """Press the button of an event type."""
        await self.client.call_service(
            "button", "press", entity_id=self._random_entity("button")
        )

    async def create(self) -> None:
        """Create an event, or queue it in the outbox."""
        await self.client.call_service(
            "vxg",
            "create_event",
            entity_id=self._random_entity("camera"),
            event_type="doorbell",
            metadata={"by": "household"},
        )

    async def trigger(self) -> None:
        """Trigger an event of a camera, and wait for it."""
        await self.client.call_service(
            "vxg",
            "trigger_event",
            entity_id=self._random_entity("camera"),
            event_type="siren",
            wait=3,
        )

    async def see_still(self) -> None:
        """Download the still image of a camera."""
        await self.client.download(f"/api/camera_proxy/{self._random_entity('camera')}")

    async def see_last_image(self) -> None:
        """Download the image of the last event."""
        await self.client.download(f"/api/image_proxy/{self._random_entity('image')}")

    async def browse(self) -> None:
        """Browse media along a random path, down to playable items."""
        media_id = MEDIA
        for _ in range(6):
            node = await self.client.command(
                "media_source/browse_media", media_content_id=media_id
            )
            folders = [child for child in node["children"] if child["can_expand"]]
            if not folders:
                return
            media_id = self.random.choice(folders)["media_content_id"]

    async def ask(self) -> None:
        """Get the events of the last day."""
        camera = self._random_entity("camera")
        path = "/api/services/vxg/get_events?return_response"
        await self.client.post(path, json={"entity_id": camera, "limit": 50})

    async def read_history(self) -> None:
        """Read the history of a sensor."""
        sensor = self._random_entity("binary_sensor")
        await self.client.download(f"/api/history/period?filter_entity_id={sensor}")

    async def read_diagnostics(self) -> None:
        """Download diagnostics."""
        await self.client.download(f"/api/diagnostics/config_entry/{ENTRY_ID}")
