"""Command vxg/coverage: what was recorded by a camera."""

from collections.abc import Mapping
from typing import Any

from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant

from ..actions.get_events import require_range, validate_time
from ..actions.validation import require_in_range
from ..aiovxg import VxgRequestError
from ..errors import request_error
from .cameras import ATTR_ENTITY_IDS, async_get_cameras

MAX_SLICES = 1000


async def async_get_coverage(
    hass: HomeAssistant, connection: ActiveConnection, message: Mapping[str, Any]
) -> list[tuple[str, float]]:
    """Return the starts and seconds of recordings. Raises a translated error."""
    (cameras,) = async_get_cameras(
        hass, connection.user, {ATTR_ENTITY_IDS: [message[ATTR_ENTITY_ID]]}
    )
    data, (camera_id,) = cameras.data, cameras.entity_ids
    subject = data.camera_name(camera_id)
    slices: int = message["slices"]
    require_in_range(subject, "slices", slices, 1, MAX_SLICES)
    now = data.clock.now()
    start = validate_time(message["start"], now)
    end = validate_time(message["end"], now)
    require_range(start, end)
    try:
        periods = await data.client.recordings.timeline(
            camera_id, start=start, end=end, slices=slices
        )
    except VxgRequestError as err:
        raise request_error(err, subject) from err
    return [(time.isoformat(), seconds) for time, seconds in periods]
