"""Websocket commands for cards: events, subscriptions, and coverage."""

from collections.abc import Awaitable, Callable
from typing import Any

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.components.websocket_api.const import ERR_HOME_ASSISTANT_ERROR
from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import voluptuous as vol

from ..actions.schemas import INTEGER_FIELD, time_field
from ..actions.validation import require_encodable
from ..const import (
    ATTR_ENTRY_ID,
    ATTR_EVENT_ID,
    ATTR_EVENT_TYPES,
    ATTR_LIMIT,
    ATTR_TAGS,
    DOMAIN,
)
from ..errors import translation_of
from ..helpers.unexpected import operation_error
from .cameras import ATTR_ENTITY_IDS
from .coverage import async_get_coverage
from .cursor import MAX_CURSOR_LENGTH
from .event_list import async_list_events
from .gaps import async_get_gap_history
from .single_event import async_get_single_event
from .subscription import async_subscribe_events

ENTITY_KEYS = (ATTR_ENTITY_IDS, ATTR_ENTITY_ID)
DEFAULT_PAGE_LENGTH = 50
# Five minutes of a day.
DEFAULT_SLICES = 288

CAMERAS_SCHEMA: VolDictType = {
    vol.Exclusive(ATTR_ENTITY_IDS, "cameras"): [str],
    vol.Exclusive(ATTR_ENTRY_ID, "cameras"): str,
    vol.Optional("language"): str,
}
LIST_SCHEMA: VolDictType = {
    **CAMERAS_SCHEMA,
    vol.Optional(ATTR_EVENT_TYPES, default=[]): [str],
    vol.Optional("text"): vol.Maybe(str),
    vol.Optional(ATTR_TAGS, default=[]): [str],
    vol.Optional("reviewed"): vol.Maybe(bool),
    vol.Optional("start"): vol.Maybe(time_field),
    vol.Optional("end"): vol.Maybe(time_field),
    vol.Optional(ATTR_LIMIT, default=DEFAULT_PAGE_LENGTH): INTEGER_FIELD,
    vol.Optional("cursor"): vol.Maybe(vol.All(str, vol.Length(max=MAX_CURSOR_LENGTH))),
    vol.Optional("counts"): vol.Maybe(time_field),
}
GET_SCHEMA: VolDictType = {
    vol.Required(ATTR_ENTITY_ID): str,
    vol.Required(ATTR_EVENT_ID): INTEGER_FIELD,
    vol.Optional("language"): str,
}
COVERAGE_SCHEMA: VolDictType = {
    vol.Required(ATTR_ENTITY_ID): str,
    vol.Required("start"): time_field,
    vol.Required("end"): time_field,
    vol.Optional("slices", default=DEFAULT_SLICES): INTEGER_FIELD,
}

type CommandHandler = Callable[
    [HomeAssistant, ActiveConnection, dict[str, Any]], Awaitable[Any]
]


@callback
def async_setup_websocket(hass: HomeAssistant) -> None:
    """Register the commands."""
    async_get_gap_history(hass)
    _register(hass, "events/list", LIST_SCHEMA, async_list_events)
    _register(hass, "events/get", GET_SCHEMA, async_get_single_event)
    _register(hass, "events/subscribe", CAMERAS_SCHEMA, async_subscribe_events)
    _register(hass, "coverage", COVERAGE_SCHEMA, async_get_coverage)


def _register(
    hass: HomeAssistant, name: str, fields: VolDictType, command: CommandHandler
) -> None:
    """Register a command, whose errors are translated and not logged."""
    command_type = f"{DOMAIN}/{name}"
    base = websocket_api.BASE_COMMAND_MESSAGE_SCHEMA
    schema = base.extend({vol.Required("type"): command_type, **fields})

    @callback
    def handle(
        hass: HomeAssistant, connection: ActiveConnection, message: dict[str, Any]
    ) -> None:
        # Not a task of an entry: each of several entries may be reloaded meanwhile.
        hass.async_create_background_task(
            _respond(hass, connection, message, command), command_type, eager_start=True
        )

    websocket_api.async_register_command(
        hass,
        command_type,
        handle,
        vol.All(schema, cv.has_at_least_one_key(ATTR_ENTRY_ID, *ENTITY_KEYS)),
    )


async def _respond(
    hass: HomeAssistant,
    connection: ActiveConnection,
    message: dict[str, Any],
    command: CommandHandler,
) -> None:
    message_id: int = message["id"]
    try:
        require_encodable(message)
        result = await command(hass, connection, message)
    except Exception as caught:
        err = operation_error(hass, "websocket command", caught, message["type"])
        connection.send_error(
            message_id,
            ERR_HOME_ASSISTANT_ERROR,
            str(err),
            **translation_of(err),
        )
        return
    if result is not None:
        connection.send_result(message_id, result)
