"""Action vxg.create_event: create an event in the cloud."""

from ..aiovxg import VxgError
from ..data import VxgRuntimeData
from ..errors import request_error, validation_error
from ..outbox.pending_event import PendingEvent
from .result import ActionResult, ActionStatus
from .validation import EventRequest, require_writable, validate_event_request


async def async_create_event(
    data: VxgRuntimeData,
    camera_id: int,
    request: EventRequest,
    *,
    create_event_type: bool = False,
    queue: bool = True,
) -> ActionResult:
    """Create an event in the cloud, or queue it if the cloud is unreachable.

    Raises a translated HomeAssistantError.
    """
    subject = data.camera_name(camera_id)
    time, meta = validate_event_request(data, subject, request)
    require_writable(data, camera_id)
    types = data.cameras.data[camera_id].types
    known = types is not None and request.event_type in types
    if types is not None and not known and not create_event_type:
        raise validation_error(
            "unknown_event_type", subject=subject, event_type=request.event_type
        )
    event = PendingEvent(
        camera_id=camera_id,
        event_type=request.event_type,
        time=time,
        meta=meta,
        create_event_type=create_event_type and not known,
    )
    try:
        receipt = await data.outbox.async_send(event, may_queue=queue)
    except VxgError as err:
        raise request_error(err, subject) from err
    return ActionResult(
        status=ActionStatus.QUEUED if receipt.queued else ActionStatus.CREATED,
        event_id=receipt.event_id,
        time=time,
    )
