"""Action vxg.trigger_event: order the camera to raise an event."""

from contextlib import closing
from datetime import timedelta

from ..aiovxg import VxgError
from ..data import VxgData
from ..errors import failed, invalid
from .event_request import Order, _checked
from .event_waiter import Lookout, Ordered
from .result import Outcome, Status
from .validation import camera_name, check_writable, known_type

MAX_LOOKOUT = 60


async def async_trigger_event(
    data: VxgData, camera_id: int, order: Order, *, wait: int = 0
) -> Outcome:
    """Order the camera to raise an event. Raises a translated HomeAssistantError.

    With `wait`, look out for the event for so many seconds: it turns up under an id of
    its own, or never.
    """
    subject = camera_name(data, camera_id)
    time, meta = _checked(data, subject, order)
    if not 0 <= wait <= MAX_LOOKOUT:
        raise invalid(
            "bad_wait", subject=subject, event_type=order.event_type, wait=str(wait)
        )
    check_writable(data, camera_id)
    event_type = known_type(data, camera_id, order.event_type)
    if event_type is not None and not event_type.can_be_triggered:
        raise invalid("not_triggerable", subject=subject, event_type=order.event_type)
    if not data.channels.data[camera_id].camera.online:
        raise invalid("camera_offline", subject=subject, event_type=order.event_type)
    ordered = Ordered(
        camera_id=camera_id, event_type=order.event_type, time=time, meta=meta
    )
    with closing(Lookout(data, ordered)) as lookout:
        try:
            await data.client.trigger_event(
                camera_id, order.event_type, time=time, meta=meta
            )
        except VxgError as err:
            raise failed(err, subject) from err
        if not wait:
            return Outcome(status=Status.TRIGGERED, time=time)
        appeared = await lookout.wait(timedelta(seconds=wait))
    if appeared is None:
        return Outcome(status=Status.NOT_SEEN, time=time)
    return Outcome(
        status=Status.APPEARED, event_id=appeared.event_id, time=appeared.time
    )
