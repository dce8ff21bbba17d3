"""Actions of the integration."""

from collections.abc import Awaitable, Sequence
from dataclasses import replace

from homeassistant.core import HomeAssistant, ServiceCall, SupportsResponse, callback
from homeassistant.exceptions import HomeAssistantError

from .actions.create_clip import ClipRequest, ClipResult, async_create_clip
from .actions.create_event import async_create_event
from .actions.get_events import EventsRequest, async_get_events
from .actions.ptz import async_ptz
from .actions.registration import async_register_camera_action, per_camera
from .actions.responses import action_response, clip_response, events_response
from .actions.result import ActionResult
from .actions.review_event import async_review_event
from .actions.schemas import (
    ADD_EVENT_TYPE_SCHEMA,
    CREATE_CLIP_SCHEMA,
    CREATE_EVENT_SCHEMA,
    GET_EVENTS_SCHEMA,
    PTZ_SCHEMA,
    REVIEW_EVENT_SCHEMA,
    TRIGGER_EVENT_SCHEMA,
    UPDATE_EVENT_SCHEMA,
    UPDATE_EVENT_TYPE_SCHEMA,
)
from .actions.settings import async_add_event_type, async_update_event_type
from .actions.trigger_event import async_trigger_event
from .actions.update_event import async_update_event
from .actions.validation import EventRequest
from .const import (
    ATTR_CREATE_EVENT_TYPE,
    ATTR_DURATION,
    ATTR_END_TIME,
    ATTR_EVENT_ID,
    ATTR_EVENT_TYPE,
    ATTR_EVENT_TYPES,
    ATTR_GROUP_BY,
    ATTR_KEEP_DAYS,
    ATTR_LIMIT,
    ATTR_METADATA,
    ATTR_MOVE,
    ATTR_NOTIFY,
    ATTR_ORDER,
    ATTR_PRESET,
    ATTR_QUEUE,
    ATTR_REMOVE,
    ATTR_RESULT,
    ATTR_SET,
    ATTR_START_TIME,
    ATTR_TAGS,
    ATTR_TAGS_ABSENT,
    ATTR_TIME,
    ATTR_TITLE,
    ATTR_UNDO,
    ATTR_WAIT,
    ORDER_NEWEST,
    SERVICE_ADD_EVENT_TYPE,
    SERVICE_CREATE_CLIP,
    SERVICE_CREATE_EVENT,
    SERVICE_GET_EVENTS,
    SERVICE_PTZ,
    SERVICE_REVIEW_EVENT,
    SERVICE_TRIGGER_EVENT,
    SERVICE_UPDATE_EVENT,
    SERVICE_UPDATE_EVENT_TYPE,
)
from .entity import VxgEntity
from .events.history import GroupBy, HistoryResult


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions."""
    for name, schema, execute, admin_only in (
        (SERVICE_CREATE_EVENT, CREATE_EVENT_SCHEMA, _create_event, False),
        (SERVICE_TRIGGER_EVENT, TRIGGER_EVENT_SCHEMA, _trigger_event, False),
        (SERVICE_ADD_EVENT_TYPE, ADD_EVENT_TYPE_SCHEMA, _add_event_type, True),
        (SERVICE_UPDATE_EVENT_TYPE, UPDATE_EVENT_TYPE_SCHEMA, _update_event_type, True),
        (SERVICE_UPDATE_EVENT, UPDATE_EVENT_SCHEMA, _update_event, True),
        (SERVICE_REVIEW_EVENT, REVIEW_EVENT_SCHEMA, _review_event, False),
        (SERVICE_PTZ, PTZ_SCHEMA, _ptz, False),
    ):
        async_register_camera_action(
            hass,
            name,
            schema,
            per_camera(execute),
            to_response=action_response,
            admin_only=admin_only,
        )
    async_register_camera_action(
        hass,
        SERVICE_GET_EVENTS,
        GET_EVENTS_SCHEMA,
        _get_events,
        to_response=events_response,
        supports_response=SupportsResponse.ONLY,
    )
    async_register_camera_action(
        hass,
        SERVICE_CREATE_CLIP,
        CREATE_CLIP_SCHEMA,
        per_camera(_create_clip),
        to_response=clip_response,
    )


def _create_event(entity: VxgEntity, call: ServiceCall) -> Awaitable[ActionResult]:
    return async_create_event(
        entity.data,
        entity.camera_id,
        _event_request(call),
        create_event_type=call.data[ATTR_CREATE_EVENT_TYPE],
        queue=call.data[ATTR_QUEUE],
    )


def _trigger_event(entity: VxgEntity, call: ServiceCall) -> Awaitable[ActionResult]:
    return async_trigger_event(
        entity.data, entity.camera_id, _event_request(call), wait=call.data[ATTR_WAIT]
    )


def _event_request(call: ServiceCall) -> EventRequest:
    return EventRequest(
        event_type=call.data[ATTR_EVENT_TYPE],
        time=call.data.get(ATTR_TIME),
        metadata=call.data.get(ATTR_METADATA),
    )


def _add_event_type(entity: VxgEntity, call: ServiceCall) -> Awaitable[ActionResult]:
    return async_add_event_type(
        entity.data,
        entity.camera_id,
        call.data[ATTR_EVENT_TYPE],
        notify=call.data[ATTR_NOTIFY],
    )


def _update_event_type(entity: VxgEntity, call: ServiceCall) -> Awaitable[ActionResult]:
    changes = dict(call.data)
    name = changes.pop(ATTR_EVENT_TYPE)
    return async_update_event_type(entity.data, entity.camera_id, name, changes)


def _update_event(entity: VxgEntity, call: ServiceCall) -> Awaitable[ActionResult]:
    return async_update_event(
        entity.data,
        entity.camera_id,
        call.data[ATTR_EVENT_ID],
        tags=call.data[ATTR_SET],
        remove=call.data[ATTR_REMOVE],
    )


def _review_event(entity: VxgEntity, call: ServiceCall) -> Awaitable[ActionResult]:
    return async_review_event(
        entity.data,
        entity.camera_id,
        call.data[ATTR_EVENT_ID],
        result=call.data.get(ATTR_RESULT),
        undo=call.data[ATTR_UNDO],
    )


async def _get_events(
    entities: list[VxgEntity], call: ServiceCall
) -> Sequence[HistoryResult | HomeAssistantError]:
    request = EventsRequest(
        event_types=call.data[ATTR_EVENT_TYPES],
        start=call.data.get(ATTR_START_TIME),
        end=call.data.get(ATTR_END_TIME),
        tags=call.data[ATTR_TAGS],
        tags_absent=call.data[ATTR_TAGS_ABSENT],
        limit=call.data[ATTR_LIMIT],
        newest_first=call.data[ATTR_ORDER] == ORDER_NEWEST,
        group_by=call.data[ATTR_GROUP_BY],
    )
    cameras = [(entity.data, entity.camera_id) for entity in entities]
    results = await async_get_events(cameras, request)
    if request.group_by is not GroupBy.CAMERA:
        return results
    return [
        _counted_by_entity(entity, result)
        for entity, result in zip(entities, results, strict=True)
    ]


def _counted_by_entity(
    entity: VxgEntity, result: HistoryResult | HomeAssistantError
) -> HistoryResult | HomeAssistantError:
    """Return a result with the count by entity id."""
    if isinstance(result, HomeAssistantError):
        return result
    counts = {entity.entity_id: sum(result.counts.values())}
    return replace(result, counts=counts)


def _create_clip(entity: VxgEntity, call: ServiceCall) -> Awaitable[ClipResult]:
    request = ClipRequest(
        event_id=call.data.get(ATTR_EVENT_ID),
        start=call.data.get(ATTR_START_TIME),
        end=call.data.get(ATTR_END_TIME),
        title=call.data.get(ATTR_TITLE),
        wait=call.data[ATTR_WAIT],
        keep_days=call.data[ATTR_KEEP_DAYS],
    )
    return async_create_clip(entity.data, entity.camera_id, request)


def _ptz(entity: VxgEntity, call: ServiceCall) -> Awaitable[ActionResult]:
    return async_ptz(
        entity.data,
        entity.camera_id,
        move=call.data.get(ATTR_MOVE),
        preset=call.data.get(ATTR_PRESET),
        duration=call.data[ATTR_DURATION],
    )
