"""Registration of actions that run on several cameras, each with its own result."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import (
    EntityServiceResponse,
    HomeAssistant,
    ServiceCall,
    SupportsResponse,
    callback,
)
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import (
    config_validation as cv,
    device_registry as dr,
    entity_registry as er,
    group,
    service,
    target,
)
from homeassistant.helpers.typing import VolDictType
import voluptuous as vol

from ..const import DOMAIN
from ..entity import VxgEntity
from ..errors import combined_error, validation_error
from ..helpers.unexpected import operation_error
from .result import ResultOrError
from .validation import async_require_admin, require_encodable

type Handler[ResultT] = Callable[
    [list[VxgEntity], ServiceCall], Awaitable[Sequence[ResultOrError[ResultT]]]
]


@callback
def async_register_camera_action[ResultT](
    hass: HomeAssistant,
    name: str,
    schema: VolDictType,
    handler: Handler[ResultT],
    *,
    to_response: Callable[[VxgEntity, ResultOrError[ResultT]], dict[str, Any]],
    admin_only: bool = False,
    supports_response: SupportsResponse = SupportsResponse.OPTIONAL,
) -> None:
    """Register an action on cameras.

    The handler returns a result for each camera, which `to_response` converts for the
    response.
    """

    async def handle(
        entities: list[VxgEntity], call: ServiceCall
    ) -> EntityServiceResponse:
        if admin_only:
            # The helper for batched actions has no option for it.
            await async_require_admin(hass, call.context)
        try:
            results = await handler(entities, call)
        except Exception as err:
            raise operation_error(hass, f"action {name}", err, name) from err
        _raise_failures(entities, results, call)
        return {
            entity.entity_id: to_response(entity, result)
            for entity, result in zip(entities, results, strict=True)
        }

    service.async_register_batched_platform_entity_service(
        hass,
        DOMAIN,
        name,
        entity_domain=CAMERA_DOMAIN,
        schema=vol.All(
            _check_text,
            cv.make_entity_service_schema(schema),
            partial(_check_targets, hass),
        ),
        func=handle,
        supports_response=supports_response,
    )


def per_camera[ResultT](
    execute: Callable[[VxgEntity, ServiceCall], Awaitable[ResultT]],
) -> Handler[ResultT]:
    """Return a handler that runs a function for all cameras concurrently."""

    async def handle(
        entities: list[VxgEntity], call: ServiceCall
    ) -> Sequence[ResultOrError[ResultT]]:
        results = await asyncio.gather(
            *(execute(entity, call) for entity in entities), return_exceptions=True
        )
        return [
            _translated(entity, call, result)
            for entity, result in zip(entities, results, strict=True)
        ]

    return handle


def _translated[ResultT](
    entity: VxgEntity, call: ServiceCall, result: ResultT | BaseException
) -> ResultOrError[ResultT]:
    """Return a result, or an exception as a translated error."""
    if isinstance(result, Exception):
        subject = entity.data.camera_name(entity.camera_id)
        return operation_error(call.hass, f"action {call.service}", result, subject)
    if isinstance(result, BaseException):
        raise result
    return result


def _raise_failures(
    entities: list[VxgEntity],
    results: Sequence[ResultOrError[Any]],
    call: ServiceCall,
) -> None:
    """Raise the errors once all cameras are done.

    A response contains the errors instead, unless all cameras failed.
    """
    errors = {
        entity.entity_id: result
        for entity, result in zip(entities, results, strict=True)
        if isinstance(result, HomeAssistantError)
    }
    if errors and (len(errors) == len(entities) or not call.return_response):
        raise combined_error(errors)


def _check_text(fields: Any) -> Any:
    """Raise for text that cannot be sent, before any field is parsed."""
    require_encodable(fields)
    return fields


def _check_targets(hass: HomeAssistant, fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """Raise for named entities and devices that are not cameras of this integration.

    Home Assistant would skip them, and the action would seem to succeed. Other members
    of a group, an area or a label are ignored.
    """
    registry = er.async_get(hass)
    targets = target.TargetSelection(dict(fields))
    for entity_id in targets.entity_ids:
        if group.expand_entity_ids(hass, [entity_id]) == [entity_id]:
            known = registry.async_get(entity_id)
            _require_loaded_camera(hass, [known] if known else [], entity_id)
    for device_id in targets.device_ids:
        items = er.async_entries_for_device(
            registry, device_id, include_disabled_entities=True
        )
        device = dr.async_get(hass).async_get(device_id)
        name = device and (device.name_by_user or device.name)
        _require_loaded_camera(hass, items, name or device_id)
    return fields


def _require_loaded_camera(
    hass: HomeAssistant, items: Iterable[er.RegistryEntry], name: str
) -> None:
    """Raise unless one of the entities is a camera that is loaded."""
    cameras = [
        item
        for item in items
        if (item.domain, item.platform) == (CAMERA_DOMAIN, DOMAIN)
    ]
    if not cameras:
        raise validation_error("foreign_camera", entity_id=name)
    if not any(_is_loaded(hass, camera) for camera in cameras):
        raise validation_error("camera_not_loaded", entity_id=name)


def _is_loaded(hass: HomeAssistant, camera: er.RegistryEntry) -> bool:
    entry = hass.config_entries.async_get_entry(str(camera.config_entry_id))
    return (
        not camera.disabled
        and entry is not None
        and entry.state is ConfigEntryState.LOADED
    )
