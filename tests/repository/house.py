"""A house with an entry of each kind, whose cameras have every kind of event type."""

from dataclasses import dataclass
from datetime import UTC, datetime
import json
from typing import Any
from unittest.mock import patch

from homeassistant.config_entries import SOURCE_USER, ConfigEntry
from homeassistant.const import CONF_TOKEN, CONF_URL, CONF_VERIFY_SSL
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import device_registry as dr

from custom_components.vxg.config_flow import ConnectionInfo
from custom_components.vxg.const import DOMAIN
from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID as FRONT_DOOR, PassTime

__all__ = ["FRONT_DOOR", "GARDEN", "NOON", "YARD", "House", "build_house", "furnish"]

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
GARDEN = 11
YARD = 12

# What the interface of the cloud documents.
KNOWN_TYPES = (
    "crowd_detection",
    "face_detection",
    "facedetection",
    "facial_analysis",
    "intrusion",
    "line_crossing",
    "linecross",
    "memorycard",
    "motion",
    "net",
    "network",
    "object_and_scene_detection",
    "plate_recognition",
    "post_object_and_scene_detection",
    "qos-report",
    "record",
    "search_multiple_users_in_image_v2",
    "snapshot",
    "sound",
    "timeline-sync",
    "vehicle_stopped_detection",
    "wifi",
    "yolov4_detection",
)

# A type of a user's own, one that can be triggered, one that sounds, and an unknown one.
OTHER_TYPES: tuple[dict[str, Any], ...] = (
    {"name": "guest_arrived", "custom": True},
    {"name": "siren", "receive": True, "caps": {"can_be_triggered": True}},
    {"name": "audio_alarm", "receive": True},
    {"name": "Left-luggage alarm", "receive": True},
)


@dataclass(frozen=True, kw_only=True)
class House:
    """A running Home Assistant with two loaded entries, and their cloud."""

    hass: HomeAssistant
    cloud: Cloud
    server: CloudServer
    pass_time: PassTime
    group: ConfigEntry
    channel: ConfigEntry

    @property
    def entries(self) -> dict[str, ConfigEntry]:
        """The entries by the kind of their token."""
        return {"channel": self.channel, "group": self.group}

    def anonymous(self, data: Any) -> Any:
        """Return data with placeholders for what is different in each run."""
        names = {f"127.0.0.1:{self.server.port}": "127.0.0.1:{port}"}
        for kind, entry in self.entries.items():
            names[entry.entry_id] = f"{{{kind}}}"
            for device in dr.async_entries_for_config_entry(
                dr.async_get(self.hass), entry.entry_id
            ):
                names[device.id] = f"{{device of {device.name}}}"
        text = json.dumps(data)
        for name, placeholder in names.items():
            text = text.replace(name, placeholder)
        return json.loads(text)


def furnish(cloud: Cloud, *, known_types: tuple[str, ...] = KNOWN_TYPES) -> None:
    """Give a cloud with a front door two more cameras, and all kinds of types."""
    front_door = cloud.cameras[FRONT_DOOR]
    garden = cloud.add_camera(GARDEN, "Garden")
    cloud.add_camera(YARD, "Yard")
    for name in known_types:
        if name not in front_door.types:
            front_door.add_type({"name": name, "receive": True})
    for camera in (front_door, garden):
        for event_type in OTHER_TYPES:
            camera.add_type(event_type)
        camera.presets = {1: "Gate", 7: "Street"}


def channel_token(cloud: Cloud, **kwargs: Any) -> str:
    """Return a token of the front door, the same in each run."""
    return cloud.channel_token(FRONT_DOOR, api="127.0.0.1", api_p=80, **kwargs)


def group_token(cloud: Cloud) -> str:
    """Return a token of the other cameras, the same in each run."""
    return cloud.group_token([GARDEN, YARD], api="127.0.0.1", api_p=80)


async def add_entry(
    hass: HomeAssistant, token: str, server: CloudServer
) -> ConfigEntry:
    """Add an entry as a user does, and let its first poll end.

    Groups are titled by the server, as those that were set up with 0.1.0.
    """
    title = ConnectionInfo.title
    old_title = property(
        lambda info: title.fget(info) if info.token.camera_id else info.base_url.host
    )
    with patch.object(ConnectionInfo, "title", old_title):
        result = await hass.config_entries.flow.async_init(
            DOMAIN,
            context={"source": SOURCE_USER},
            data={CONF_TOKEN: token, CONF_URL: server.url, CONF_VERIFY_SSL: True},
        )
    assert result["type"] is FlowResultType.CREATE_ENTRY, result
    await hass.async_block_till_done(wait_background_tasks=True)
    return result["result"]


async def build_house(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> House:
    """Return a house with both entries loaded; the clock must be frozen."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    return House(
        hass=hass,
        cloud=cloud,
        server=server,
        pass_time=pass_time,
        channel=await add_entry(hass, channel_token(cloud), server),
        group=await add_entry(hass, group_token(cloud), server),
    )
