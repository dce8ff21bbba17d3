"""Helpers to call actions as automations do."""

from typing import Any

from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import Context, HomeAssistant

from custom_components.vxg.const import DOMAIN
from simulator import Cloud

CAMERA = "camera.front_door"


async def get_response(
    hass: HomeAssistant,
    action: str,
    *,
    target: Any = CAMERA,
    context: Context | None = None,
    **data: Any,
) -> dict[str, Any]:
    """Return the response of an action."""
    response = await hass.services.async_call(
        DOMAIN,
        action,
        {ATTR_ENTITY_ID: target, **data},
        blocking=True,
        return_response=True,
        context=context,
    )
    assert isinstance(response, dict)
    return response


async def call_action(
    hass: HomeAssistant,
    action: str,
    *,
    target: Any = CAMERA,
    context: Context | None = None,
    **data: Any,
) -> None:
    """Call an action without a response."""
    await hass.services.async_call(
        DOMAIN, action, {ATTR_ENTITY_ID: target, **data}, blocking=True, context=context
    )


def sent_requests(cloud: Cloud) -> list[tuple[str, str]]:
    """Return the method and the last part of the path of each request."""
    return [
        (request.method, request.path.rstrip("/").rpartition("/")[2])
        for request in cloud.requests
    ]
