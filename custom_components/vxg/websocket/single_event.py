"""Command vxg/events/get: read one stored event."""

from collections.abc import Mapping
from typing import Any

from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant

from ..aiovxg import VxgError
from ..const import ATTR_EVENT_ID
from ..errors import request_error
from ..media.images import async_get_event
from .cameras import ATTR_ENTITY_IDS, async_get_cameras
from .serialization import EventSerializer, async_get_texts


async def async_get_single_event(
    hass: HomeAssistant, connection: ActiveConnection, message: Mapping[str, Any]
) -> dict[str, Any]:
    """Return an event of a camera. Raises a translated HomeAssistantError."""
    (cameras,) = async_get_cameras(
        hass, connection.user, {ATTR_ENTITY_IDS: [message[ATTR_ENTITY_ID]]}
    )
    data, (camera_id,) = cameras.data, cameras.entity_ids
    texts = await async_get_texts(hass, message.get("language"))
    try:
        event = await async_get_event(data.media, camera_id, message[ATTR_EVENT_ID])
    except VxgError as err:
        raise request_error(err, data.camera_name(camera_id)) from err
    serializer = EventSerializer(hass=hass, connection=connection, texts=texts)
    return serializer.to_message(
        data,
        cameras.entity_ids[camera_id],
        event,
        has_image=event.thumb is not None,
    )
