"""Action vxg.review_event: mark a stored event as reviewed.

The marks are tags, as the vendor's web page writes them (API page, section 6). Who wrote
them, and from where, is not stored.
"""

from collections.abc import Iterator, Mapping

from ..data import VxgRuntimeData
from ..helpers.review_tags import (
    MARKER_IN_PROGRESS,
    MARKER_NOT_HANDLED,
    MARKER_PROCESSED,
    MARKERS_BY_RESULT,
    PROCESSED,
    TAG_PROCESS,
    TAG_RESULT,
)
from .result import ActionResult
from .update_event import TagChange, async_change_tags, async_get_writable_event


async def async_review_event(
    data: VxgRuntimeData,
    camera_id: int,
    event_id: int,
    *,
    result: bool | None = None,
    undo: bool = False,
) -> ActionResult:
    """Mark an event as reviewed, or undo that. Raises a translated HomeAssistantError.

    `result` is whether it was a true event; None leaves that open.
    """
    event = await async_get_writable_event(data, camera_id, event_id)
    return await async_change_tags(
        data, event, _undone() if undo else _reviewed(event.meta, result)
    )


def _reviewed(meta: Mapping[str, str], result: bool | None) -> Iterator[TagChange]:
    """Yield the changes; the last one is what makes the event a reviewed one."""
    if result is not None:
        yield TAG_RESULT, "true" if result else "false"
        yield MARKERS_BY_RESULT[result], meta.get(MARKERS_BY_RESULT[result], "")
        yield MARKERS_BY_RESULT[not result], None
    yield TAG_PROCESS, PROCESSED
    yield MARKER_IN_PROGRESS, None
    yield MARKER_NOT_HANDLED, None
    # Its value does not matter.
    yield MARKER_PROCESSED, meta.get(MARKER_PROCESSED, "")


def _undone() -> Iterator[TagChange]:
    """Yield the changes that make an event a new one; the first one is essential."""
    yield MARKER_PROCESSED, None
    yield TAG_PROCESS, None
    yield MARKER_IN_PROGRESS, None
    yield TAG_RESULT, None
    for marker in MARKERS_BY_RESULT.values():
        yield marker, None
