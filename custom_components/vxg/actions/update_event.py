"""Action vxg.update_event: change the tags of a stored event."""

from collections.abc import Collection, Mapping
from typing import Any

from ..aiovxg import Event, VxgError, VxgNotFoundError
from ..const import TAG_CAPTION
from ..data import VxgRuntimeData
from ..errors import request_error, validation_error
from ..helpers.plain_text import single_line
from .result import ActionResult, ActionStatus
from .validation import (
    MAX_TAG_LENGTH,
    is_valid_tag,
    require_writable,
    to_cloud_metadata,
)


async def async_update_event(
    data: VxgRuntimeData,
    camera_id: int,
    event_id: int,
    *,
    tags: Mapping[str, Any],
    remove: Collection[str],
) -> ActionResult:
    """Set and remove tags of a stored event. Raises a translated HomeAssistantError.

    It is idempotent: a partial failure can be repeated as a whole.
    """
    subject = data.camera_name(camera_id)
    meta = to_cloud_metadata(subject, str(event_id), _with_clean_caption(tags))
    for tag in remove:
        if not is_valid_tag(tag):
            raise validation_error(
                "bad_tag", subject=subject, event=str(event_id), tag=tag
            )
        if tag in meta:
            raise validation_error(
                "tag_set_and_removed", subject=subject, event=str(event_id), tag=tag
            )
    if not meta and not remove:
        raise validation_error("nothing_to_change", subject=subject)
    require_writable(data, camera_id)
    try:
        event = await data.client.event(event_id, camera_id)
    except VxgError as err:
        raise request_error(err, subject) from err
    if event.camera_id != camera_id:
        raise validation_error("foreign_event", subject=subject, event=str(event_id))
    try:
        await _write_tags(data, event, meta, remove)
    except VxgError as err:
        raise request_error(err, subject) from err
    return ActionResult(status=ActionStatus.UPDATED, event_id=event_id, time=event.time)


def _with_clean_caption(tags: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return tags with a caption that fits; models write line breaks and long texts."""
    caption = tags.get(TAG_CAPTION)
    if caption is None:
        return tags
    # Templates turn text that looks like a list or a number into one.
    return {**tags, TAG_CAPTION: single_line(str(caption), MAX_TAG_LENGTH)}


async def _write_tags(
    data: VxgRuntimeData, event: Event, meta: Mapping[str, str], remove: Collection[str]
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
            # Already deleted by someone else.
            continue
