"""The responses of the actions."""

from typing import Any

from homeassistant.exceptions import HomeAssistantError

from ..aiovxg import Event
from ..const import (
    ATTR_CLIP_ID,
    ATTR_END_TIME,
    ATTR_EVENT_ID,
    ATTR_EVENT_TYPE,
    ATTR_MEDIA_CONTENT_ID,
    ATTR_METADATA,
    ATTR_START_TIME,
    ATTR_TIME,
)
from ..entity import VxgEntity
from ..events.history import HistoryResult
from ..media.identifier import event_media_id
from .create_clip import ClipResult
from .result import ActionResult, ResultOrError


def action_response(
    _entity: VxgEntity, result: ResultOrError[ActionResult]
) -> dict[str, Any]:
    """Return the response for one camera."""
    if isinstance(result, HomeAssistantError):
        return {
            "success": False,
            "status": None,
            ATTR_EVENT_ID: None,
            ATTR_TIME: None,
            "error": error_response(result),
        }
    return {
        "success": True,
        "status": str(result.status),
        ATTR_EVENT_ID: result.event_id,
        ATTR_TIME: None if result.time is None else result.time.isoformat(),
        "error": None,
    }


def error_response(err: HomeAssistantError) -> dict[str, Any]:
    """Return the response for an error."""
    return {"key": err.translation_key, "message": str(err)}


def events_response(
    entity: VxgEntity, result: HistoryResult | HomeAssistantError
) -> dict[str, Any]:
    """Return the response with one camera's events."""
    if isinstance(result, HomeAssistantError):
        return {
            "success": False,
            "events": [],
            "counts": {},
            "counts_complete": False,
            "truncated": False,
            "error": error_response(result),
        }
    return {
        "success": True,
        "events": [
            event_response(entity.entry.entry_id, event) for event in result.events
        ],
        "counts": dict(result.counts),
        "counts_complete": result.counts_complete,
        "truncated": result.truncated,
        "error": None,
    }


def event_response(entry_id: str, event: Event) -> dict[str, Any]:
    """Return an event as actions and websocket commands do."""
    return {
        ATTR_EVENT_ID: event.id,
        ATTR_EVENT_TYPE: event.name,
        ATTR_TIME: event.time.isoformat(),
        ATTR_METADATA: dict(event.meta),
        ATTR_MEDIA_CONTENT_ID: event_media_id(entry_id, event.camera_id, event.id),
    }


def clip_response(
    _entity: VxgEntity, result: ResultOrError[ClipResult]
) -> dict[str, Any]:
    """Return the response with one camera's clip."""
    if isinstance(result, HomeAssistantError):
        return {
            "success": False,
            "status": None,
            ATTR_CLIP_ID: None,
            ATTR_EVENT_ID: None,
            ATTR_START_TIME: None,
            ATTR_END_TIME: None,
            ATTR_MEDIA_CONTENT_ID: None,
            "error": error_response(result),
        }
    return {
        "success": True,
        "status": result.status,
        ATTR_CLIP_ID: result.clip_id,
        ATTR_EVENT_ID: result.event_id,
        ATTR_START_TIME: result.start.isoformat(),
        ATTR_END_TIME: result.end.isoformat(),
        ATTR_MEDIA_CONTENT_ID: result.media_content_id,
        "error": None,
    }
