"""Schemas of the actions' fields."""

from datetime import datetime
from typing import Any

from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import voluptuous as vol

from ..const import (
    ATTR_CREATE_EVENT_TYPE,
    ATTR_DURATION,
    ATTR_END_TIME,
    ATTR_EVENT_ID,
    ATTR_EVENT_TYPE,
    ATTR_EVENT_TYPES,
    ATTR_GENERATE_IMAGES,
    ATTR_GROUP_BY,
    ATTR_KEEP_DAYS,
    ATTR_LIMIT,
    ATTR_METADATA,
    ATTR_MOVE,
    ATTR_NOTIFY,
    ATTR_ORDER,
    ATTR_PERIOD,
    ATTR_PRESET,
    ATTR_QUEUE,
    ATTR_RECEIVE,
    ATTR_RECORD,
    ATTR_REMOVE,
    ATTR_RESULT,
    ATTR_SET,
    ATTR_SNAPSHOT,
    ATTR_START_TIME,
    ATTR_TAGS,
    ATTR_TAGS_ABSENT,
    ATTR_TIME,
    ATTR_TITLE,
    ATTR_UNDO,
    ATTR_WAIT,
    ORDER_NEWEST,
    ORDER_OLDEST,
)
from ..events.history import DEFAULT_LIMIT, GroupBy
from ..helpers.time_range import parse_time
from .ptz import MOVES

# What JSON and databases hold.
MAX_INTEGER = 2**63 - 1
# Seconds.
DEFAULT_CLIP_WAIT = 30
DEFAULT_KEEP_DAYS = 7
DEFAULT_MOVE_DURATION = 0.5


def _check_integer(value: Any) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError) as err:
        raise vol.Invalid("expected a whole number") from err
    if abs(number) > MAX_INTEGER:
        raise vol.Invalid("the number is too large")
    return number


def _check_number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError) as err:
        raise vol.Invalid("expected a number") from err


def time_field(value: Any) -> datetime:
    """Return a date and a time. Raises vol.Invalid for anything else."""
    time = value if isinstance(value, datetime) else parse_time(value)
    if time is None:
        raise vol.Invalid("expected a date and a time")
    return time


# Coerce names the type, but raises for what is infinite.
INTEGER_FIELD = vol.All(_check_integer, vol.Coerce(int))
NUMBER_FIELD = vol.All(_check_number, vol.Coerce(float))

# Values are validated where the camera is known, so that the error can name it.
EVENT_SCHEMA: VolDictType = {
    vol.Required(ATTR_EVENT_TYPE): cv.string,
    vol.Optional(ATTR_TIME): time_field,
    vol.Optional(ATTR_METADATA): dict,
}
CREATE_EVENT_SCHEMA: VolDictType = {
    **EVENT_SCHEMA,
    vol.Optional(ATTR_CREATE_EVENT_TYPE, default=False): cv.boolean,
    vol.Optional(ATTR_QUEUE, default=True): cv.boolean,
}
TRIGGER_EVENT_SCHEMA: VolDictType = {
    **EVENT_SCHEMA,
    vol.Optional(ATTR_WAIT, default=0): INTEGER_FIELD,
}
ADD_EVENT_TYPE_SCHEMA: VolDictType = {
    vol.Required(ATTR_EVENT_TYPE): cv.string,
    vol.Optional(ATTR_NOTIFY, default=True): cv.boolean,
}
UPDATE_EVENT_TYPE_SCHEMA: VolDictType = {
    vol.Required(ATTR_EVENT_TYPE): cv.string,
    vol.Optional(ATTR_RECEIVE): cv.boolean,
    vol.Optional(ATTR_RECORD): cv.boolean,
    vol.Optional(ATTR_SNAPSHOT): cv.boolean,
    vol.Optional(ATTR_NOTIFY): cv.boolean,
    vol.Optional(ATTR_PERIOD): INTEGER_FIELD,
    vol.Optional(ATTR_GENERATE_IMAGES): cv.boolean,
}
UPDATE_EVENT_SCHEMA: VolDictType = {
    vol.Required(ATTR_EVENT_ID): INTEGER_FIELD,
    vol.Optional(ATTR_SET, default={}): dict,
    vol.Optional(ATTR_REMOVE, default=[]): vol.All(cv.ensure_list, [cv.string]),
}
REVIEW_EVENT_SCHEMA: VolDictType = {
    vol.Required(ATTR_EVENT_ID): INTEGER_FIELD,
    vol.Optional(ATTR_RESULT): cv.boolean,
    vol.Optional(ATTR_UNDO, default=False): cv.boolean,
}
GET_EVENTS_SCHEMA: VolDictType = {
    vol.Optional(ATTR_EVENT_TYPES, default=[]): vol.All(cv.ensure_list, [cv.string]),
    vol.Optional(ATTR_START_TIME): time_field,
    vol.Optional(ATTR_END_TIME): time_field,
    vol.Optional(ATTR_TAGS, default=[]): vol.All(cv.ensure_list, [cv.string]),
    vol.Optional(ATTR_TAGS_ABSENT, default=[]): vol.All(cv.ensure_list, [cv.string]),
    vol.Optional(ATTR_LIMIT, default=DEFAULT_LIMIT): INTEGER_FIELD,
    vol.Optional(ATTR_ORDER, default=ORDER_NEWEST): vol.In(
        [ORDER_NEWEST, ORDER_OLDEST]
    ),
    vol.Optional(ATTR_GROUP_BY, default=GroupBy.NONE): vol.Coerce(GroupBy),
}
CREATE_CLIP_SCHEMA: VolDictType = {
    vol.Optional(ATTR_EVENT_ID): INTEGER_FIELD,
    vol.Optional(ATTR_START_TIME): time_field,
    vol.Optional(ATTR_END_TIME): time_field,
    vol.Optional(ATTR_TITLE): cv.string,
    vol.Optional(ATTR_WAIT, default=DEFAULT_CLIP_WAIT): INTEGER_FIELD,
    vol.Optional(ATTR_KEEP_DAYS, default=DEFAULT_KEEP_DAYS): INTEGER_FIELD,
}
PTZ_SCHEMA: VolDictType = {
    # The cloud's own names are accepted too.
    vol.Optional(ATTR_MOVE): vol.In({*MOVES, *MOVES.values()}),
    vol.Optional(ATTR_PRESET): cv.string,
    vol.Optional(ATTR_DURATION, default=DEFAULT_MOVE_DURATION): NUMBER_FIELD,
}
