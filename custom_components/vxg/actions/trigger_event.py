"""Action vxg.trigger_event: trigger an event on a camera."""

from contextlib import closing
from datetime import timedelta

from ..aiovxg import VxgError
from ..data import VxgRuntimeData
from ..errors import request_error, validation_error
from .event_waiter import EventWaiter, ExpectedEvent
from .result import ActionResult, ActionStatus
from .validation import (
    EventRequest,
    require_event_type,
    require_writable,
    validate_event_request,
)

# Seconds that the action waits for the event, at most.
MAX_EVENT_WAIT = 60


async def async_trigger_event(
    data: VxgRuntimeData, camera_id: int, request: EventRequest, *, wait: int = 0
) -> ActionResult:
    """Trigger an event on a camera. Raises a translated HomeAssistantError.

    With `wait`, wait up to that many seconds for the event: it appears under an id of its
    own, or never.
    """
    subject = data.camera_name(camera_id)
    time, meta = validate_event_request(data, subject, request)
    if not 0 <= wait <= MAX_EVENT_WAIT:
        raise validation_error(
            "bad_wait", subject=subject, event_type=request.event_type, wait=str(wait)
        )
    require_writable(data, camera_id)
    event_type = require_event_type(data, camera_id, request.event_type)
    if event_type is not None and not event_type.can_be_triggered:
        raise validation_error(
            "not_triggerable", subject=subject, event_type=request.event_type
        )
    if not data.is_connected(camera_id):
        raise validation_error(
            "camera_offline", subject=subject, event_type=request.event_type
        )
    expected = ExpectedEvent(
        camera_id=camera_id, event_type=request.event_type, time=time, meta=meta
    )
    with closing(EventWaiter(data, expected)) as waiter:
        try:
            await data.client.trigger_event(
                camera_id, request.event_type, time=time, meta=meta
            )
        except VxgError as err:
            raise request_error(err, subject) from err
        if not wait:
            return ActionResult(status=ActionStatus.TRIGGERED, time=time)
        event = await waiter.wait(timedelta(seconds=wait))
    if event is None:
        return ActionResult(status=ActionStatus.NOT_SEEN, time=time)
    return ActionResult(
        status=ActionStatus.APPEARED, event_id=event.event_id, time=event.time
    )
