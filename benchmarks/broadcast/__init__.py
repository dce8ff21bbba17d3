"""The yardstick: the usual coordinator, which notifies all entities of each poll.

It reads through the integration's own client, so only how entities are updated differs.
"""

import asyncio
from datetime import datetime, timedelta
from itertools import batched
import logging
from typing import override

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_TOKEN, CONF_URL, CONF_VERIFY_SSL, Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator
from homeassistant.loader import Manifest
from homeassistant.util import dt as dt_util

from custom_components.vxg.aiovxg import VxgClient, parse_token, parse_url

LOGGER = logging.getLogger(__name__)

DOMAIN = "broadcast"
MANIFEST: Manifest = {
    "domain": DOMAIN,
    "name": "Broadcast",
    "codeowners": [],
    "documentation": "",
    "iot_class": "cloud_polling",
    "version": "0.0.0",
    "requirements": [],
}

# Time of the last event by camera and event type.
type LastEvents = dict[tuple[int, str], datetime]


class BroadcastCoordinator(DataUpdateCoordinator[LastEvents]):
    """Read cameras, event types and events, and notify all entities."""

    config_entry: ConfigEntry

    def __init__(
        self, hass: HomeAssistant, entry: ConfigEntry, client: VxgClient
    ) -> None:
        super().__init__(
            hass,
            LOGGER,
            config_entry=entry,
            name="broadcast",
            update_interval=timedelta(seconds=2),
        )
        self._client = client
        self.names: dict[int, str] = {}
        self.types: dict[int, list[str]] = {}

    @override
    async def _async_setup(self) -> None:
        cameras = (await self._client.cameras()).items
        self.names = {camera.id: camera.name for camera in cameras}
        for batch in batched(self.names, 4, strict=False):
            pages = await asyncio.gather(*map(self._client.event_types, batch))
            for camera_id, page in zip(batch, pages, strict=True):
                self.types[camera_id] = [item.name for item in page.items]

    @override
    async def _async_update_data(self) -> LastEvents:
        now = dt_util.utcnow()
        happened = dict(self.data or {})
        start, end = now - timedelta(seconds=150), now + timedelta(hours=24)
        async for page in self._client.event_pages(start=start, end=end):
            for event in page.items:
                happened[event.camera_id, event.name] = event.time
        return happened


async def async_setup_entry(hass: HomeAssistant, entry: ConfigEntry) -> bool:
    """Set up the entry after a first read."""
    url = parse_url(entry.data[CONF_URL])
    session = async_get_clientsession(hass, verify_ssl=entry.data[CONF_VERIFY_SSL])
    client = VxgClient(session, parse_token(entry.data[CONF_TOKEN]), base_url=url)
    entry.runtime_data = BroadcastCoordinator(hass, entry, client)
    await entry.runtime_data.async_config_entry_first_refresh()
    await hass.config_entries.async_forward_entry_setups(
        entry, [Platform.BINARY_SENSOR]
    )
    return True


async def async_unload_entry(hass: HomeAssistant, entry: ConfigEntry) -> bool:
    """Unload the entry."""
    return await hass.config_entries.async_unload_platforms(
        entry, [Platform.BINARY_SENSOR]
    )
