"""What administrators change in the cloud: event types, stored events, recording."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from homeassistant.exceptions import HomeAssistantError

from ..aiovxg import Event, EventType, VxgConnectionError, VxgError, VxgNotFoundError
from ..coordinator import VxgData
from ..errors import failed, invalid
from ..names import ATTR_PERIOD, ATTR_RECORD, ATTR_SNAPSHOT
from .result import Outcome, Status
from .validation import camera_name, check_writable, is_tag, known_type, wire_metadata


async def async_update_event_type(
    data: VxgData, camera_id: int, name: str, changes: Mapping[str, bool | int]
) -> Outcome:
    """Change an event type's set-up. Raises a translated HomeAssistantError.

    `changes` are fields of the API page's section 4, as they are sent.
    """
    subject = camera_name(data, camera_id)
    if not changes:
        raise invalid("nothing_to_change", subject=subject)
    period = changes.get(ATTR_PERIOD, 0)
    if period < 0:
        raise invalid(
            "bad_period", subject=subject, event_type=name, period=str(period)
        )
    check_writable(data, camera_id)
    known = known_type(data, camera_id, name)
    if known is not None:
        _check_offered(subject, known, changes)
    try:
        shown = await data.client.update_event_type(camera_id, name, **changes)
    except VxgError as err:
        raise _failed(data, camera_id, err) from err
    if shown is not None:
        data.channels.async_add_type(camera_id, shown)
    elif known is not None:
        # A type has fields of these names, so this is what the cloud has now.
        data.channels.async_add_type(
            camera_id, replace(known, **dict[str, Any](changes))
        )
    return Outcome(status=Status.UPDATED)


async def async_set_recording_mode(data: VxgData, camera_id: int, mode: str) -> None:
    """Change when the cloud records. Raises a translated HomeAssistantError."""
    check_writable(data, camera_id)
    try:
        shown = await data.client.update_camera(camera_id, rec_mode=mode)
    except VxgError as err:
        raise _failed(data, camera_id, err) from err
    told = None if shown is None else shown.rec_mode
    data.channels.async_take_recording_mode(camera_id, told or mode)


async def async_update_event(
    data: VxgData,
    camera_id: int,
    event_id: int,
    *,
    tags: Mapping[str, Any],
    remove: Collection[str],
) -> Outcome:
    """Set and remove tags of a stored event. Raises a translated HomeAssistantError.

    Doing it again does no harm, so what broke off half-way is repeated as it is.
    """
    subject = camera_name(data, camera_id)
    meta = wire_metadata(subject, str(event_id), tags)
    for tag in remove:
        if not is_tag(tag):
            raise invalid("bad_tag", subject=subject, event=str(event_id), tag=tag)
        if tag in meta:
            raise invalid(
                "tag_set_and_removed", subject=subject, event=str(event_id), tag=tag
            )
    if not meta and not remove:
        raise invalid("nothing_to_change", subject=subject)
    check_writable(data, camera_id)
    try:
        event = await data.client.event(event_id)
    except VxgError as err:
        raise failed(err, subject) from err
    if event.camera_id != camera_id:
        raise invalid("foreign_event", subject=subject, event=str(event_id))
    try:
        await _write_tags(data, event, meta, remove)
    except VxgError as err:
        raise failed(err, subject) from err
    return Outcome(status=Status.UPDATED, event_id=event_id, time=event.time)


async def _write_tags(
    data: VxgData, event: Event, meta: Mapping[str, str], remove: Collection[str]
) -> None:
    for tag, value in meta.items():
        if event.meta.get(tag) != value:
            await data.client.set_tag(
                event.camera_id, event.id, tag, value, exists=tag in event.meta
            )
    for tag in event.meta.keys() & set(remove):
        try:
            await data.client.delete_tag(event.camera_id, event.id, tag)
        except VxgNotFoundError:
            # Somebody else was quicker; it is gone, as wanted.
            continue


def _check_offered(
    subject: str, event_type: EventType, changes: Mapping[str, bool | int]
) -> None:
    """Refuse fields that a type does not offer (API page, section 4)."""
    offered = {
        ATTR_RECORD: event_type.can_record,
        ATTR_SNAPSHOT: event_type.can_snapshot,
        ATTR_PERIOD: event_type.is_periodic,
    }
    for field in changes:
        if not offered.get(field, True):
            raise invalid(
                "not_offered", subject=subject, event_type=event_type.name, field=field
            )


def _failed(data: VxgData, camera_id: int, err: VxgError) -> HomeAssistantError:
    """Return the translated error, and see to it that a write in doubt is looked at."""
    if isinstance(err, VxgConnectionError):
        data.channels.async_discover(camera_id)
    return failed(err, camera_name(data, camera_id))
