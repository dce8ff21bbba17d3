"""Action vxg.update_event: change the tags of a stored event."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import aclosing, suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

from homeassistant.core import callback
from homeassistant.helpers.dispatcher import async_dispatcher_send

from ..aiovxg import (
    Event,
    VxgBadRequestError,
    VxgClient,
    VxgError,
    VxgNotFoundError,
    VxgRefusedError,
    VxgRequestError,
)
from ..const import TAG_CAPTION
from ..data import VxgRuntimeData
from ..errors import request_error, validation_error
from ..helpers.plain_text import single_line
from ..helpers.review_tags import is_reviewed
from ..helpers.signals import signal_event_changed, signal_reviewed
from .result import ActionResult, ActionStatus
from .validation import (
    MAX_TAG_LENGTH,
    is_valid_tag,
    require_writable,
    to_cloud_metadata,
)

# Lists may compare more digits of a time than a response has.
ROUNDING = timedelta(seconds=1)

# A tag and its new value; None removes it.
type TagChange = tuple[str, str | None]


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
    event = await async_get_writable_event(data, camera_id, event_id)
    changes = [*meta.items(), *((tag, None) for tag in dict.fromkeys(remove))]
    return await async_change_tags(data, event, changes)


async def async_get_writable_event(
    data: VxgRuntimeData, camera_id: int, event_id: int
) -> Event:
    """Return an event of a camera, to change it. Raises a translated error."""
    subject = data.camera_name(camera_id)
    require_writable(data, camera_id)
    try:
        event = await data.client.event(event_id, camera_id)
    except VxgError as err:
        raise request_error(err, subject) from err
    if event.camera_id != camera_id:
        raise validation_error("foreign_event", subject=subject, event=str(event_id))
    return event if event.meta else await _as_listed(data.client, event)


async def _as_listed(client: VxgClient, event: Event) -> Event:
    """Return an event as it is listed: only lists surely contain tags (section 6)."""
    start, end = event.time - ROUNDING, event.time + ROUNDING
    pages = client.event_pages(
        start=start, end=end, camera_id=event.camera_id, as_camera=True
    )
    with suppress(VxgRequestError):
        async with aclosing(pages):
            async for page in pages:
                for listed in page.items:
                    if listed.id == event.id:
                        return listed
    return event


async def async_change_tags(
    data: VxgRuntimeData, event: Event, changes: Iterable[TagChange]
) -> ActionResult:
    """Change tags of an event, in order. Raises a translated HomeAssistantError."""
    meta = dict(event.meta)
    try:
        for tag, value in changes:
            if value is None:
                if tag in meta:
                    await _remove_tag(data, event, tag)
                    del meta[tag]
            elif meta.get(tag) != value:
                await _set_tag(data, event, tag, value, exists=tag in meta)
                meta[tag] = value
    except VxgError as err:
        raise request_error(err, data.camera_name(event.camera_id)) from err
    finally:
        # Of a partial failure, too.
        _report_change(data, event, meta)
    return ActionResult(status=ActionStatus.UPDATED, event_id=event.id, time=event.time)


def _with_clean_caption(tags: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return tags with a caption that fits; models write line breaks and long texts."""
    caption = tags.get(TAG_CAPTION)
    if caption is None:
        return tags
    # Templates turn text that looks like a list or a number into one.
    return {**tags, TAG_CAPTION: single_line(str(caption), MAX_TAG_LENGTH)}


async def _set_tag(
    data: VxgRuntimeData, event: Event, tag: str, value: str, *, exists: bool
) -> None:
    try:
        await data.client.set_tag(event.camera_id, event.id, tag, value, exists=exists)
    except (VxgNotFoundError, VxgBadRequestError) as err:
        if exists != isinstance(err, VxgNotFoundError):
            raise
        # Meanwhile, somebody else added or removed the tag.
        try:
            await data.client.set_tag(
                event.camera_id, event.id, tag, value, exists=not exists
            )
        except VxgRefusedError:
            raise err from None


async def _remove_tag(data: VxgRuntimeData, event: Event, tag: str) -> None:
    # Somebody else may have removed it.
    with suppress(VxgNotFoundError):
        await data.client.delete_tag(event.camera_id, event.id, tag)


@callback
def _report_change(data: VxgRuntimeData, event: Event, meta: Mapping[str, str]) -> None:
    if meta == event.meta:
        return
    hass, entry_id = data.cameras.hass, data.cameras.config_entry.entry_id
    changed = replace(event, meta=meta)
    data.events.recent.update(changed)
    async_dispatcher_send(
        hass, signal_event_changed(entry_id, event.camera_id), changed
    )
    if is_reviewed(meta) != is_reviewed(event.meta):
        async_dispatcher_send(hass, signal_reviewed(entry_id))
