"""Validation that actions share, so that requests which must fail are not sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import Unauthorized
from homeassistant.util import dt as dt_util

from ..aiovxg import (
    FUTURE_WINDOW,
    EventType,
    TokenKind,
    is_encodable,
    is_plausible_time,
)
from ..data import VxgRuntimeData
from ..errors import validation_error
from ..helpers.issues import async_create_read_only_issue

# Characters of a tag's name and value (API page, section 6).
MAX_TAG_LENGTH = 255


async def async_require_admin(hass: HomeAssistant, context: Context | None) -> None:
    """Raise Unauthorized if the user is not an administrator.

    Automations, for example, have no user and are allowed.
    """
    if context is None or context.user_id is None:
        return
    user = await hass.auth.async_get_user(context.user_id)
    if user is None or not user.is_admin:
        raise Unauthorized(context=context)


def require_writable(data: VxgRuntimeData, camera_id: int) -> None:
    """Raise if the token is known to be read-only."""
    if data.client.writable(camera_id) is False:
        if data.client.token.kind is TokenKind.CHANNEL:
            async_create_read_only_issue(data.cameras.hass, data.cameras.config_entry)
        raise validation_error("read_only_token", subject=data.camera_name(camera_id))


def require_permission(data: VxgRuntimeData, camera_id: int, permission: str) -> None:
    """Raise if the token is known to lack a permission (API page, section 8)."""
    access = data.cameras.data[camera_id].camera.access
    if access is not None and permission in access:
        return
    if (access is not None and "all" not in access) or (
        data.client.writable(camera_id) is False
    ):
        raise validation_error(
            "right_missing", subject=data.camera_name(camera_id), right=permission
        )


def require_in_range(
    subject: str, field: str, value: float, minimum: float, maximum: float
) -> None:
    """Raise if a number is out of range."""
    if not minimum <= value <= maximum:
        raise validation_error(
            "out_of_range",
            subject=subject,
            field=field,
            value=f"{value:g}",
            least=f"{minimum:g}",
            most=f"{maximum:g}",
        )


def require_event_type(
    data: VxgRuntimeData, camera_id: int, name: str
) -> EventType | None:
    """Return an event type, None if types were never read. Raises if unknown."""
    types = data.cameras.data[camera_id].types
    if types is None:
        return None
    if name not in types:
        raise validation_error(
            "unknown_event_type",
            subject=data.camera_name(camera_id),
            event_type=name,
        )
    return types[name]


def to_cloud_time(time: datetime, now: datetime) -> datetime | None:
    """Return a time in UTC, None if the cloud's events cannot have it at its `now`."""
    try:
        # Without a time zone it is Home Assistant's local time.
        time = dt_util.as_utc(time)
    except OverflowError:
        return None
    return time if is_plausible_time(time) and time <= now + FUTURE_WINDOW else None


def to_cloud_metadata(
    subject: str, event: str, metadata: Mapping[str, Any]
) -> dict[str, str]:
    """Return metadata as strings, as the cloud stores them (API page, section 6)."""
    require_encodable(metadata)
    meta: dict[str, str] = {}
    for key, value in metadata.items():
        tag = _as_text(key)
        problem = _metadata_error(tag, value)
        if problem is not None:
            raise validation_error(
                problem, subject=subject, event=event, tag=tag[:MAX_TAG_LENGTH]
            )
        text = _as_text(value)
        meta[tag] = text.lower() if isinstance(value, bool) else text
    return meta


def require_encodable(value: Any) -> None:
    """Raise if a text is not valid Unicode, and so can be neither sent nor saved."""
    if not is_encodable(value):
        raise validation_error("bad_text")


def is_valid_tag(tag: str) -> bool:
    """Return whether a tag name is valid (API page, section 6)."""
    return bool(tag.strip()) and "@" not in tag and "." not in tag


def _metadata_error(tag: str, value: Any) -> str | None:
    if not is_valid_tag(tag):
        return "bad_tag"
    if not isinstance(value, str | int | float):
        return "bad_metadata_value"
    if len(tag) > MAX_TAG_LENGTH or len(_as_text(value)) > MAX_TAG_LENGTH:
        return "metadata_too_long"
    return None


def _as_text(value: Any) -> str:
    try:
        return str(value)
    except ValueError:
        # Python does not convert an integer of thousands of digits.
        return "…" * (MAX_TAG_LENGTH + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRequest:
    """The event that an action creates or triggers; the default time is now."""

    event_type: str
    time: datetime | None = None
    metadata: Mapping[str, Any] | None = None


def validate_event_request(
    data: VxgRuntimeData, subject: str, request: EventRequest
) -> tuple[datetime, dict[str, str]]:
    """Return the validated time and metadata of a request."""
    if not request.event_type.strip():
        raise validation_error("no_event_type", subject=subject)
    require_encodable(request.event_type)
    meta = to_cloud_metadata(subject, request.event_type, request.metadata or {})
    now = data.clock.now()
    time = now if request.time is None else to_cloud_time(request.time, now)
    if time is None:
        raise validation_error(
            "bad_time",
            subject=subject,
            event_type=request.event_type,
            time=str(request.time),
        )
    return time, meta
