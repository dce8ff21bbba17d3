"""An event that an action asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..data import VxgRuntimeData
from ..errors import validation_error
from .validation import to_cloud_metadata, to_cloud_time


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRequest:
    """An event that is wanted. `time` None means now, on the cloud's clock."""

    event_type: str
    time: datetime | None = None
    metadata: Mapping[str, Any] | None = None


def validate_event_request(
    data: VxgRuntimeData, subject: str, order: EventRequest
) -> tuple[datetime, dict[str, str]]:
    """Return time and metadata as they are sent, or raise what is wrong with them."""
    if not order.event_type.strip():
        raise validation_error("no_event_type", subject=subject)
    meta = to_cloud_metadata(subject, order.event_type, order.metadata or {})
    now = data.clock.now()
    time = now if order.time is None else to_cloud_time(order.time, now)
    if time is None:
        raise validation_error(
            "bad_time",
            subject=subject,
            event_type=order.event_type,
            time=str(order.time),
        )
    return time, meta
