"""Filter of automations: by event type and metadata."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any, Self

from homeassistant.const import CONF_ABOVE, CONF_BELOW
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import ConfigType, VolDictType
import voluptuous as vol

from ..const import ATTR_EVENT_TYPES, ATTR_METADATA, ATTR_OBJECT
from .object_kinds import OBJECT_KINDS, objects_in

CONF_EQUALS = "equals"
CONF_PRESENT = "present"
CONF_TAG = "tag"


def _alone_if_absent(config: ConfigType) -> ConfigType:
    if not config.get(CONF_PRESENT, True) and len(config) > 2:
        raise vol.Invalid("a tag that is not present has no value to compare")
    return config


TAG_FILTER_SCHEMA = vol.All(
    {
        vol.Required(CONF_TAG): vol.All(cv.string, vol.Length(min=1)),
        vol.Optional(CONF_EQUALS): vol.Any(bool, int, float, str),
        vol.Optional(CONF_ABOVE): vol.Coerce(float),
        vol.Optional(CONF_BELOW): vol.Coerce(float),
        vol.Optional(CONF_PRESENT): cv.boolean,
    },
    cv.has_at_least_one_key(CONF_EQUALS, CONF_ABOVE, CONF_BELOW, CONF_PRESENT),
    _alone_if_absent,
)

EVENT_FILTER_FIELDS: VolDictType = {
    vol.Optional(ATTR_EVENT_TYPES, default=list): vol.All(
        cv.ensure_list, [vol.All(cv.string, vol.Length(min=1))]
    ),
    vol.Optional(ATTR_METADATA, default=list): vol.All(
        cv.ensure_list, [TAG_FILTER_SCHEMA]
    ),
    vol.Optional(ATTR_OBJECT, default=list): vol.All(
        cv.ensure_list, [vol.In(OBJECT_KINDS)]
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TagFilter:
    """Filter for the value of one tag; all given conditions must hold."""

    tag: str
    equals: bool | float | str | None = None
    above: float | None = None
    below: float | None = None
    present: bool = True

    def matches(self, meta: Mapping[str, str]) -> bool:
        """Return whether metadata match; values that are no numbers are not compared."""
        value = meta.get(self.tag)
        if value is None:
            return not self.present
        if not self.present or not self._is_equal(value):
            return False
        if self.above is None and self.below is None:
            return True
        number = _to_number(value)
        return (
            number is not None
            and (self.above is None or number > self.above)
            and (self.below is None or number < self.below)
        )

    def _is_equal(self, value: str) -> bool:
        match self.equals:
            case None:
                return True
            case bool():
                # As our own actions write it.
                return value == str(self.equals).lower()
            case str():
                return value == self.equals
        return _to_number(value) == self.equals


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Filter by event types and kinds of objects (all, if none is named), and metadata."""

    event_types: frozenset[str] = frozenset()
    tags: tuple[TagFilter, ...] = ()
    objects: frozenset[str] = frozenset()

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        """Create the filter from validated options."""
        return cls(
            event_types=frozenset(options[ATTR_EVENT_TYPES]),
            tags=tuple(TagFilter(**item) for item in options[ATTR_METADATA]),
            objects=frozenset(options[ATTR_OBJECT]),
        )

    def matches(self, name: str, meta: Mapping[str, str]) -> bool:
        """Return whether an event with this type and metadata matches."""
        return (
            (not self.event_types or name in self.event_types)
            and (not self.objects or not self.objects.isdisjoint(objects_in(meta)))
            and all(item.matches(meta) for item in self.tags)
        )


def _to_number(text: str) -> float | None:
    """Return a value as a number; None if it is not a finite decimal number."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) and "_" not in text else None
