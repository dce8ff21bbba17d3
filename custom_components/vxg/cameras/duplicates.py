"""Cameras that another entry has, too: each of their events is reported twice."""

from datetime import datetime
from functools import partial

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.event import async_track_time_interval

from ..aiovxg import VxgClient
from ..const import CAMERAS_INTERVAL, DOMAIN
from ..helpers.identifiers import async_is_same_server, camera_device
from ..helpers.issues import async_update_duplicate_issue
from .coordinator import CameraCoordinator


@callback
def async_watch_duplicates(
    hass: HomeAssistant,
    entry: ConfigEntry,
    client: VxgClient,
    cameras: CameraCoordinator,
) -> None:
    """Report cameras that another entry has, too.

    The config flow refuses them, but a camera may join a group later.
    """

    async def check() -> None:
        for other in hass.config_entries.async_entries(
            DOMAIN, include_ignore=False, include_disabled=False
        ):
            # The other one of two entries reports the rest.
            if other.entry_id >= entry.entry_id:
                continue
            shared = [
                cameras.camera_name(camera_id)
                for camera_id in cameras.data
                if camera_device(hass, other, camera_id) is not None
            ]
            if shared and await async_is_same_server(
                other, client.token, client.base_url
            ):
                async_update_duplicate_issue(hass, entry, shared, other.title)
                return
        async_update_duplicate_issue(hass, entry, ())

    @callback
    def start(_now: datetime) -> None:
        # It ends with the entry, or its issue would remain.
        name = f"{entry.title} duplicate cameras"
        entry.async_create_background_task(hass, check(), name)

    entry.async_on_unload(async_track_time_interval(hass, start, CAMERAS_INTERVAL))
    entry.async_on_unload(partial(async_update_duplicate_issue, hass, entry, ()))
