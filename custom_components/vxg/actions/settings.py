"""Settings of a camera: event types (actions of their own) and the recording mode."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..aiovxg import EventType, VxgError
from ..const import ATTR_PERIOD, ATTR_RECORD, ATTR_SNAPSHOT
from ..data import VxgRuntimeData
from ..errors import request_error, validation_error
from ..outbox.sender import async_ensure_event_type
from .result import ActionResult, ActionStatus, write_error
from .validation import require_event_type, require_writable

# Seconds: a month.
MAX_PERIOD = 31 * 24 * 60 * 60


async def async_add_event_type(
    data: VxgRuntimeData, camera_id: int, name: str, *, notify: bool = True
) -> ActionResult:
    """Create a custom event type. Raises a translated HomeAssistantError."""
    subject = data.camera_name(camera_id)
    if not name.strip():
        raise validation_error("no_event_type", subject=subject)
    require_writable(data, camera_id)
    if name in (data.cameras.data[camera_id].types or ()):
        return ActionResult(status=ActionStatus.EXISTS)
    try:
        is_new = await async_ensure_event_type(
            data.client, data.cameras, camera_id, name, notify=notify
        )
    except VxgError as err:
        raise request_error(err, subject) from err
    return ActionResult(status=ActionStatus.ADDED if is_new else ActionStatus.EXISTS)


async def async_update_event_type(
    data: VxgRuntimeData, camera_id: int, name: str, changes: Mapping[str, bool | int]
) -> ActionResult:
    """Change the settings of an event type. Raises a translated HomeAssistantError.

    `changes` are fields as they are sent (API page, section 4).
    """
    subject = data.camera_name(camera_id)
    if not changes:
        raise validation_error("nothing_to_change", subject=subject)
    period = changes.get(ATTR_PERIOD, 0)
    if not 0 <= period <= MAX_PERIOD:
        raise validation_error(
            "bad_period",
            subject=subject,
            event_type=name,
            period=str(period),
            most=str(MAX_PERIOD),
        )
    require_writable(data, camera_id)
    known = require_event_type(data, camera_id, name)
    if known is not None:
        _require_supported(subject, known, changes)
    try:
        updated = await data.client.update_event_type(camera_id, name, **changes)
    except VxgError as err:
        raise write_error(data, camera_id, err) from err
    if updated is not None:
        data.cameras.async_add_type(camera_id, updated)
    elif known is not None:
        # The fields of EventType have the names of the API.
        data.cameras.async_add_type(
            camera_id, replace(known, **dict[str, Any](changes))
        )
    return ActionResult(status=ActionStatus.UPDATED)


def _require_supported(
    subject: str, event_type: EventType, changes: Mapping[str, bool | int]
) -> None:
    """Raise if the event type does not support a setting (API page, section 4)."""
    supported = {
        ATTR_RECORD: event_type.can_record,
        ATTR_SNAPSHOT: event_type.can_snapshot,
        ATTR_PERIOD: event_type.is_periodic,
    }
    for field in changes:
        if not supported.get(field, True):
            raise validation_error(
                "not_offered", subject=subject, event_type=event_type.name, field=field
            )


async def async_set_recording_mode(
    data: VxgRuntimeData, camera_id: int, mode: str
) -> None:
    """Set the recording mode. Raises a translated HomeAssistantError."""
    require_writable(data, camera_id)
    try:
        camera = await data.client.update_camera(camera_id, rec_mode=mode)
    except VxgError as err:
        raise write_error(data, camera_id, err) from err
    confirmed = None if camera is None else camera.rec_mode
    data.cameras.async_set_recording_mode(camera_id, confirmed or mode)
