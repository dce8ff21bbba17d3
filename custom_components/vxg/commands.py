"""What users order of the cloud, with every check that spares a request."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from .aiovxg import EventType, VxgBadRequestError, VxgError
from .appearance import Lookout, Ordered
from .checks import (
    camera_name as _subject,
    check_writable as _check_writable,
    known_type,
    wire_metadata,
    wire_time,
)
from .const import MAX_WAIT
from .coordinator import VxgData
from .errors import failed, invalid


class Status(StrEnum):
    """What became of an order."""

    ADDED = "added"
    APPEARED = "appeared"
    CREATED = "created"
    EXISTS = "exists"
    NOT_SEEN = "not_seen"
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
    data: VxgData, camera_id: int, order: Order, *, create_event_type: bool = False
) -> Outcome:
    """Write an event into the cloud. Raises a translated HomeAssistantError."""
    subject = _subject(data, camera_id)
    time, meta = _checked(data, subject, order)
    _check_writable(data, camera_id, order.event_type)
    types = data.channels.data[camera_id].types
    if types is not None and order.event_type not in types:
        if not create_event_type:
            raise invalid(
                "unknown_event_type", subject=subject, event_type=order.event_type
            )
        await async_add_event_type(data, camera_id, order.event_type)
    try:
        event_id = await data.client.create_event(
            camera_id, order.event_type, time=time, meta=meta
        )
    except VxgError as err:
        raise failed(err, subject) from err
    return Outcome(status=Status.CREATED, event_id=event_id, time=time)


async def async_trigger_event(
    data: VxgData, camera_id: int, order: Order, *, wait: int = 0
) -> Outcome:
    """Order the camera to raise an event. Raises a translated HomeAssistantError.

    With `wait`, look out for the event for so many seconds: it turns up under an id of
    its own, or never.
    """
    subject = _subject(data, camera_id)
    time, meta = _checked(data, subject, order)
    if not 0 <= wait <= MAX_WAIT:
        raise invalid(
            "bad_wait", subject=subject, event_type=order.event_type, wait=str(wait)
        )
    _check_writable(data, camera_id, order.event_type)
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
    subject = _subject(data, camera_id)
    if not name.strip():
        raise invalid("no_event_type", subject=subject)
    _check_writable(data, camera_id, name)
    if name in (data.channels.data[camera_id].types or ()):
        return Outcome(status=Status.EXISTS)
    try:
        added = await data.client.add_event_type(camera_id, name, notify=notify)
    except VxgBadRequestError as err:
        # 400 and 409 also mean "already there": only the cloud's list can tell.
        if not await _exists(data, camera_id, name):
            raise failed(err, subject) from err
        return Outcome(status=Status.EXISTS)
    except VxgError as err:
        raise failed(err, subject) from err
    # What the cloud does not show, it shows at the next read of the types.
    data.channels.async_add_type(
        camera_id, added or EventType(name=name, custom=True, notify=notify)
    )
    return Outcome(status=Status.ADDED)


async def _exists(data: VxgData, camera_id: int, name: str) -> bool:
    try:
        event_type = await data.client.event_type(camera_id, name)
    except VxgError:
        return False
    data.channels.async_add_type(camera_id, event_type)
    return True


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
