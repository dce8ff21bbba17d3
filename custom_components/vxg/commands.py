"""What users order of the cloud, with every check that spares a request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from homeassistant.util import dt as dt_util

from .aiovxg import EventType, TokenKind, VxgBadRequestError, VxgError
from .const import MAX_AHEAD, MAX_TAG_LENGTH
from .coordinator import VxgData
from .errors import failed, invalid
from .notices import async_note_read_only


class Status(StrEnum):
    """What became of an order."""

    ADDED = "added"
    CREATED = "created"
    EXISTS = "exists"
    TRIGGERED = "triggered"


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


async def async_trigger_event(data: VxgData, camera_id: int, order: Order) -> Outcome:
    """Order the camera to raise an event. Raises a translated HomeAssistantError."""
    subject = _subject(data, camera_id)
    time, meta = _checked(data, subject, order)
    _check_writable(data, camera_id, order.event_type)
    state = data.channels.data[camera_id]
    if state.types is not None:
        event_type = state.types.get(order.event_type)
        if event_type is None:
            raise invalid(
                "unknown_event_type", subject=subject, event_type=order.event_type
            )
        if not event_type.can_be_triggered:
            raise invalid(
                "not_triggerable", subject=subject, event_type=order.event_type
            )
    if not state.camera.online:
        raise invalid("camera_offline", subject=subject, event_type=order.event_type)
    try:
        await data.client.trigger_event(
            camera_id, order.event_type, time=time, meta=meta
        )
    except VxgError as err:
        raise failed(err, subject) from err
    return Outcome(status=Status.TRIGGERED, time=time)


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


def _subject(data: VxgData, camera_id: int) -> str:
    return data.channels.data[camera_id].camera.name


def _checked(
    data: VxgData, subject: str, order: Order
) -> tuple[datetime, dict[str, str]]:
    """Return time and metadata as they are sent, or raise what is wrong with them."""
    if not order.event_type.strip():
        raise invalid("no_event_type", subject=subject)
    return _wire_time(data, subject, order), _wire_metadata(subject, order)


def _wire_time(data: VxgData, subject: str, order: Order) -> datetime:
    now = data.clock.now()
    if order.time is None:
        return now
    try:
        # Without a zone it is the house's local time.
        time = dt_util.as_utc(order.time)
    except OverflowError:
        time = None
    if time is None or time > now + MAX_AHEAD:
        raise invalid(
            "bad_time",
            subject=subject,
            event_type=order.event_type,
            time=order.time.isoformat(),
        )
    return time


def _wire_metadata(subject: str, order: Order) -> dict[str, str]:
    """Return metadata as the wire has it: string to string (API page, section 6)."""
    meta: dict[str, str] = {}
    for tag, value in (order.metadata or {}).items():
        problem = _problem(str(tag), value)
        if problem is not None:
            raise invalid(
                problem,
                subject=subject,
                event_type=order.event_type,
                tag=str(tag)[:MAX_TAG_LENGTH],
            )
        meta[str(tag)] = str(value).lower() if isinstance(value, bool) else str(value)
    return meta


def _problem(tag: str, value: Any) -> str | None:
    if not tag.strip() or "@" in tag or "." in tag:
        return "bad_tag"
    if not isinstance(value, str | int | float):
        return "bad_metadata_value"
    if len(tag) > MAX_TAG_LENGTH or len(str(value)) > MAX_TAG_LENGTH:
        return "metadata_too_long"
    return None


def _check_writable(data: VxgData, camera_id: int, event_type: str) -> None:
    if data.client.writable(camera_id) is False:
        if data.client.token.kind is TokenKind.CHANNEL:
            async_note_read_only(data.events.hass, data.events.config_entry)
        raise invalid(
            "read_only_token",
            subject=_subject(data, camera_id),
            event_type=event_type,
        )
