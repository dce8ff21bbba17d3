"""The actions that have to do with the picture: clips and the camera's head."""

from collections.abc import Awaitable

from homeassistant.core import HomeAssistant, ServiceCall, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import voluptuous as vol

from .actions.create_clip import ClipOrder, CutClip, async_create_clip
from .actions.ptz import async_ptz
from .actions.registration import async_register, each
from .actions.responses import _clip_answer, outcome_answer
from .actions.result import Outcome
from .const import DEFAULT_CLIP_WAIT, DEFAULT_TURN, MOVES
from .entity import VxgEntity
from .names import (
    ATTR_DURATION,
    ATTR_END_TIME,
    ATTR_EVENT_ID,
    ATTR_MOVE,
    ATTR_PRESET,
    ATTR_START_TIME,
    ATTR_TITLE,
    ATTR_WAIT,
    SERVICE_CREATE_CLIP,
    SERVICE_PTZ,
)

# Values are judged where the camera is known, so that the error can name it.
CLIP_SCHEMA: VolDictType = {
    vol.Optional(ATTR_EVENT_ID): vol.Coerce(int),
    vol.Optional(ATTR_START_TIME): cv.datetime,
    vol.Optional(ATTR_END_TIME): cv.datetime,
    vol.Optional(ATTR_TITLE): cv.string,
    vol.Optional(ATTR_WAIT, default=DEFAULT_CLIP_WAIT): vol.Coerce(int),
}
PTZ_SCHEMA: VolDictType = {
    # The cloud's own words do as well.
    vol.Optional(ATTR_MOVE): vol.In({*MOVES, *MOVES.values()}),
    vol.Optional(ATTR_PRESET): cv.string,
    vol.Optional(ATTR_DURATION, default=DEFAULT_TURN): vol.Coerce(float),
}


@callback
def async_setup_media_services(hass: HomeAssistant) -> None:
    """Register the actions."""
    async_register(
        hass, SERVICE_CREATE_CLIP, CLIP_SCHEMA, each(_create_clip), answer=_clip_answer
    )
    async_register(hass, SERVICE_PTZ, PTZ_SCHEMA, each(_ptz), answer=outcome_answer)


def _create_clip(entity: VxgEntity, call: ServiceCall) -> Awaitable[CutClip]:
    order = ClipOrder(
        event_id=call.data.get(ATTR_EVENT_ID),
        start=call.data.get(ATTR_START_TIME),
        end=call.data.get(ATTR_END_TIME),
        title=call.data.get(ATTR_TITLE),
        wait=call.data[ATTR_WAIT],
    )
    return async_create_clip(entity.data, entity.camera_id, order)


def _ptz(entity: VxgEntity, call: ServiceCall) -> Awaitable[Outcome]:
    return async_ptz(
        entity.data,
        entity.camera_id,
        move=call.data.get(ATTR_MOVE),
        preset=call.data.get(ATTR_PRESET),
        duration=call.data[ATTR_DURATION],
    )
