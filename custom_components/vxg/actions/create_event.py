"""What users order of the cloud, with every check that spares a request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..aiovxg import VxgError
from ..coordinator import VxgData
from ..errors import failed, invalid
from ..outbox.pending_event import Create
from .result import Outcome, Status
from .validation import camera_name, check_writable, wire_metadata, wire_time


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An event that is wanted. `time` None means now, on the cloud's clock."""

    event_type: str
    time: datetime | None = None
    metadata: Mapping[str, Any] | None = None


async def async_create_event(
    data: VxgData,
    camera_id: int,
    order: Order,
    *,
    create_event_type: bool = False,
    queue: bool = True,
) -> Outcome:
    """Write an event into the cloud; with `queue` later, if it cannot be reached now.

    Raises a translated HomeAssistantError.
    """
    subject = camera_name(data, camera_id)
    time, meta = _checked(data, subject, order)
    check_writable(data, camera_id)
    types = data.channels.data[camera_id].types
    known = types is not None and order.event_type in types
    if types is not None and not known and not create_event_type:
        raise invalid(
            "unknown_event_type", subject=subject, event_type=order.event_type
        )
    create = Create(
        camera_id=camera_id,
        event_type=order.event_type,
        time=time,
        meta=meta,
        declare=create_event_type and not known,
    )
    try:
        receipt = await data.outbox.async_create(create, keep=queue)
    except VxgError as err:
        raise failed(err, subject) from err
    return Outcome(
        status=Status.QUEUED if receipt.queued else Status.CREATED,
        event_id=receipt.event_id,
        time=time,
    )


def _checked(
    data: VxgData, subject: str, order: Order
) -> tuple[datetime, dict[str, str]]:
    """Return time and metadata as they are sent, or raise what is wrong with them."""
    if not order.event_type.strip():
        raise invalid("no_event_type", subject=subject)
    meta = wire_metadata(subject, order.event_type, order.metadata or {})
    now = data.clock.now()
    time = now if order.time is None else wire_time(order.time, now)
    if time is None:
        raise invalid(
            "bad_time",
            subject=subject,
            event_type=order.event_type,
            time=str(order.time),
        )
    return time, meta
