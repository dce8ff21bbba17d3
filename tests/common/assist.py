"""Helpers for tests of Assist."""

from homeassistant.components import conversation
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
)
from homeassistant.helpers.intent import IntentResponse

ASSISTANT = "conversation"


def expose(
    hass: HomeAssistant,
    *entity_ids: str,
    assistant: str = ASSISTANT,
    exposed: bool = True,
) -> None:
    """Expose entities to an assistant, or hide them."""
    for entity_id in entity_ids:
        async_expose_entity(hass, assistant, entity_id, exposed)


def put_into_area(hass: HomeAssistant, entity_id: str, name: str) -> str:
    """Put the device of an entity into an area, and return its id."""
    areas = ar.async_get(hass)
    area = areas.async_get_area_by_name(name) or areas.async_create(name)
    registered = er.async_get(hass).async_get(entity_id)
    assert registered is not None
    dr.async_get(hass).async_update_device(str(registered.device_id), area_id=area.id)
    return area.id


async def say(
    hass: HomeAssistant,
    text: str,
    language: str = "en",
    *,
    user_id: str | None = None,
    device_id: str | None = None,
) -> IntentResponse:
    """Return the response of Assist to a sentence."""
    result = await conversation.async_converse(
        hass,
        text,
        None,
        Context(user_id=user_id),
        language=language,
        device_id=device_id,
    )
    return result.response


async def spoken_response(
    hass: HomeAssistant, text: str, language: str = "en", **kwargs: str | None
) -> str:
    """Return the spoken response of Assist to a sentence."""
    response = await say(hass, text, language, **kwargs)
    return str(response.speech["plain"]["speech"])
