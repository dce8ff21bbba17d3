"""The result of an action on one camera."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from homeassistant.exceptions import HomeAssistantError

from ..aiovxg import VxgConnectionError, VxgError
from ..data import VxgRuntimeData
from ..errors import request_error


class ActionStatus(StrEnum):
    """Status of a successful action."""

    ADDED = "added"
    APPEARED = "appeared"
    CREATED = "created"
    EXISTS = "exists"
    MOVED = "moved"
    NOT_SEEN = "not_seen"
    QUEUED = "queued"
    TRIGGERED = "triggered"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionResult:
    """Result of a successful action."""

    status: ActionStatus
    event_id: int | None = None
    time: datetime | None = None


def write_error(
    data: VxgRuntimeData, camera_id: int, err: VxgError
) -> HomeAssistantError:
    """Return the translated error; refresh the camera if the write may have arrived."""
    if isinstance(err, VxgConnectionError):
        data.cameras.async_request_discovery(camera_id)
    return request_error(err, data.camera_name(camera_id))


type ResultOrError[ResultT] = ResultT | HomeAssistantError
