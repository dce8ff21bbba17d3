"""What a household does with its cameras all day."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

import aiohttp

from harness.chaos.config import ENTRY_ID
from scripts.demo.settings import DemoError

from .api_client import Owner

# Seconds between two deeds.
PAUSE = 2.0

MEDIA = "media-source://vxg"


@dataclass(slots=True, kw_only=True)
class Household:
    """Presses, looks and asks, and does not mind when the cloud has no answer."""

    owner: Owner
    random: Random
    # The base cameras' entities by domain.
    entities: dict[str, list[str]]
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    async def live(self) -> None:
        """Do one thing after the other until cancelled."""
        deeds: list[Callable[[], Awaitable[Any]]] = [
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
            for do in self.random.sample(deeds, len(deeds)):
                await asyncio.sleep(PAUSE)
                try:
                    await do()
                except aiohttp.ClientError, DemoError, TimeoutError:
                    self.refused[do.__name__] += 1
                else:
                    self.done[do.__name__] += 1

    def _one(self, domain: str) -> str:
        return self.random.choice(self.entities[domain])

    async def press(self) -> None:
        """Press a button of an event type."""
        await self.owner.act("button", "press", entity_id=self._one("button"))

    async def create(self) -> None:
        """Write an event into the cloud, or into the outbox."""
        await self.owner.act(
            "vxg",
            "create_event",
            entity_id=self._one("camera"),
            event_type="doorbell",
            metadata={"by": "household"},
        )

    async def trigger(self) -> None:
        """Order a camera to raise an event, and wait for it."""
        await self.owner.act(
            "vxg",
            "trigger_event",
            entity_id=self._one("camera"),
            event_type="siren",
            wait=3,
        )

    async def see_still(self) -> None:
        """Look at what a camera sees now."""
        await self.owner.get(f"/api/camera_proxy/{self._one('camera')}")

    async def see_last_image(self) -> None:
        """Look at the picture of the last event."""
        await self.owner.get(f"/api/image_proxy/{self._one('image')}")

    async def browse(self) -> None:
        """Open the media browser, and go down one way until something can be played."""
        where = MEDIA
        for _ in range(6):
            node = await self.owner.command(
                "media_source/browse_media", media_content_id=where
            )
            below = [one for one in node["children"] if one["can_expand"]]
            if not below:
                return
            where = self.random.choice(below)["media_content_id"]

    async def ask(self) -> None:
        """Ask for the events of the last day."""
        camera = self._one("camera")
        path = "/api/services/vxg/get_events?return_response"
        await self.owner.post(path, json={"entity_id": camera, "limit": 50})

    async def read_history(self) -> None:
        """Look at how a sensor was, as its dialog shows it."""
        sensor = self._one("binary_sensor")
        await self.owner.get(f"/api/history/period?filter_entity_id={sensor}")

    async def read_diagnostics(self) -> None:
        """Download diagnostics."""
        await self.owner.get(f"/api/diagnostics/config_entry/{ENTRY_ID}")
