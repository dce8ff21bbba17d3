"""The actions: one call may order several cameras, each with an outcome of its own."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.core import (
    EntityServiceResponse,
    HomeAssistant,
    ServiceCall,
    SupportsResponse,
    callback,
)
from homeassistant.exceptions import HomeAssistantError, Unauthorized
from homeassistant.helpers import config_validation as cv, service
from homeassistant.helpers.typing import VolDictType
import voluptuous as vol

from .commands import (
    Order,
    Outcome,
    async_add_event_type,
    async_create_event,
    async_trigger_event,
)
from .const import (
    ATTR_CREATE_EVENT_TYPE,
    ATTR_EVENT_ID,
    ATTR_EVENT_TYPE,
    ATTR_METADATA,
    ATTR_NOTIFY,
    ATTR_QUEUE,
    ATTR_TIME,
    DOMAIN,
    SERVICE_ADD_EVENT_TYPE,
    SERVICE_CREATE_EVENT,
    SERVICE_TRIGGER_EVENT,
)
from .entity import VxgEntity
from .errors import several_failed

type Handler = Callable[[VxgEntity, ServiceCall], Awaitable[Outcome]]

EVENT_SCHEMA: VolDictType = {
    vol.Required(ATTR_EVENT_TYPE): cv.string,
    vol.Optional(ATTR_TIME): cv.datetime,
    # Judged where the camera is known, so that the error can name it.
    vol.Optional(ATTR_METADATA): dict,
}


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions."""
    _register(
        hass,
        SERVICE_CREATE_EVENT,
        {
            **EVENT_SCHEMA,
            vol.Optional(ATTR_CREATE_EVENT_TYPE, default=False): cv.boolean,
            vol.Optional(ATTR_QUEUE, default=True): cv.boolean,
        },
        _create_event,
    )
    _register(hass, SERVICE_TRIGGER_EVENT, EVENT_SCHEMA, _trigger_event)
    _register(
        hass,
        SERVICE_ADD_EVENT_TYPE,
        {
            vol.Required(ATTR_EVENT_TYPE): cv.string,
            vol.Optional(ATTR_NOTIFY, default=True): cv.boolean,
        },
        _add_event_type,
        admin_only=True,
    )


def _create_event(entity: VxgEntity, call: ServiceCall) -> Awaitable[Outcome]:
    return async_create_event(
        entity.data,
        entity.camera_id,
        _order(call),
        create_event_type=call.data[ATTR_CREATE_EVENT_TYPE],
        queue=call.data[ATTR_QUEUE],
    )


def _trigger_event(entity: VxgEntity, call: ServiceCall) -> Awaitable[Outcome]:
    return async_trigger_event(entity.data, entity.camera_id, _order(call))


def _add_event_type(entity: VxgEntity, call: ServiceCall) -> Awaitable[Outcome]:
    return async_add_event_type(
        entity.data,
        entity.camera_id,
        call.data[ATTR_EVENT_TYPE],
        notify=call.data[ATTR_NOTIFY],
    )


def _order(call: ServiceCall) -> Order:
    return Order(
        event_type=call.data[ATTR_EVENT_TYPE],
        time=call.data.get(ATTR_TIME),
        metadata=call.data.get(ATTR_METADATA),
    )


@callback
def _register(
    hass: HomeAssistant,
    name: str,
    schema: VolDictType,
    handler: Handler,
    *,
    admin_only: bool = False,
) -> None:
    async def handle(
        entities: list[VxgEntity], call: ServiceCall
    ) -> EntityServiceResponse:
        if admin_only:
            await _check_admin(hass, call)
        return await _run(entities, call, handler)

    service.async_register_batched_platform_entity_service(
        hass,
        DOMAIN,
        name,
        entity_domain=CAMERA_DOMAIN,
        schema=schema,
        func=handle,
        supports_response=SupportsResponse.OPTIONAL,
    )


async def _check_admin(hass: HomeAssistant, call: ServiceCall) -> None:
    """Refuse users who are no administrators; the batched helper cannot."""
    if (user_id := call.context.user_id) is None:
        return
    user = await hass.auth.async_get_user(user_id)
    if user is None or not user.is_admin:
        raise Unauthorized(context=call.context)


async def _run(
    entities: list[VxgEntity], call: ServiceCall, handler: Handler
) -> EntityServiceResponse:
    """Run an order on all cameras together and answer for each.

    Who asked for a response reads the failures there, unless there is nothing else in it.
    """
    results = await asyncio.gather(
        *(handler(entity, call) for entity in entities), return_exceptions=True
    )
    response: EntityServiceResponse = {}
    errors: dict[str, HomeAssistantError] = {}
    for entity, result in zip(entities, results, strict=True):
        if isinstance(result, HomeAssistantError):
            errors[entity.entity_id] = result
        elif isinstance(result, BaseException):
            raise result
        response[entity.entity_id] = _answer(result)
    if errors and (len(errors) == len(entities) or not call.return_response):
        raise several_failed(errors)
    return response


def _answer(result: Outcome | HomeAssistantError) -> dict[str, Any]:
    if isinstance(result, HomeAssistantError):
        return {
            "success": False,
            "status": None,
            ATTR_EVENT_ID: None,
            ATTR_TIME: None,
            "error": {"key": result.translation_key, "message": str(result)},
        }
    return {
        "success": True,
        "status": result.status,
        ATTR_EVENT_ID: result.event_id,
        ATTR_TIME: None if result.time is None else result.time.isoformat(),
        "error": None,
    }
