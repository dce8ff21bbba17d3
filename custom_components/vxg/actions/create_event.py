"""What users order of the cloud, with every check that spares a request."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from ..aiovxg import VxgError
from ..const import MAX_LOOKOUT
from ..coordinator import VxgData
from ..errors import failed, invalid
from ..outbox.pending_event import Create
from ..outbox.sender import async_declare
from .event_waiter import Lookout, Ordered
from .validation import (
    camera_name,
    check_writable,
    known_type,
    wire_metadata,
    wire_time,
)


class Status(StrEnum):
    """What became of an order."""

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
class Outcome:
    """What became of an order that succeeded."""

    status: Status
    event_id: int | None = None
    time: datetime | None = None


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


async def async_add_event_type(
    data: VxgData, camera_id: int, name: str, *, notify: bool = True
) -> Outcome:
    """Declare a custom event type. Raises a translated HomeAssistantError."""
    subject = camera_name(data, camera_id)
    if not name.strip():
        raise invalid("no_event_type", subject=subject)
    check_writable(data, camera_id)
    if name in (data.channels.data[camera_id].types or ()):
        return Outcome(status=Status.EXISTS)
    try:
        is_new = await async_declare(
            data.client, data.channels, camera_id, name, notify=notify
        )
    except VxgError as err:
        raise failed(err, subject) from err
    return Outcome(status=Status.ADDED if is_new else Status.EXISTS)


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
