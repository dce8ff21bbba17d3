"""The bus, triggers and conditions."""

from collections.abc import Awaitable
from typing import Any

from homeassistant.core import Event
from homeassistant.helpers import condition, trigger

from custom_components.vxg.const import DOMAIN

from ...common.automations import CAMERA, add_automations, automation_on, calls_of
from ..golden import attempt, shape
from ..house import FRONT_DOOR, House

TARGET = {"entity_id": CAMERA}
TAG_FILTERS = [
    {"tag": "Person", "above": 80, "below": 82},
    {"tag": "Person", "equals": "81"},
    {"tag": "Person", "present": True},
]

# The options that a condition cannot do without.
NEEDED: dict[str, dict[str, Any]] = {
    "event_happened": {"within": "00:05:00"},
    "no_event_for": {"for": "00:05:00"},
}


def collect_bus(heard: dict[str, list[Event]]) -> dict[str, Any]:
    """Return the keys of what was heard on the bus."""
    return {name: shape(events[0].data) for name, events in heard.items() if events}


async def collect(house: House) -> dict[str, Any]:
    """Return triggers and conditions with their fields, defaults and variables."""
    return {
        "conditions": await _conditions(house),
        "trigger_variables": await attempt(_trigger_variables(house)),
        "triggers": await _triggers(house),
    }


def _fields(description: dict[str, Any] | None) -> dict[str, Any]:
    if description is None:
        return {}
    return {
        "fields": {
            name: {key: field.get(key) for key in ("default", "required", "selector")}
            for name, field in description["fields"].items()
        },
        "target": description["target"],
    }


async def _triggers(house: House) -> dict[str, Any]:
    descriptions = await trigger.async_get_all_descriptions(house.hass)
    triggers: dict[str, Any] = {}
    for name, description in descriptions.items():
        if not name.startswith(f"{DOMAIN}."):
            continue
        config = {"platform": name, "target": TARGET}
        valid = trigger.async_validate_trigger_config(house.hass, [config])
        triggers[name] = {
            **_fields(description),
            "defaults": await attempt(_defaults(valid)),
        }
    return triggers


async def _conditions(house: House) -> dict[str, Any]:
    descriptions = await condition.async_get_all_descriptions(house.hass)
    conditions: dict[str, Any] = {}
    for name, description in descriptions.items():
        if not name.startswith(f"{DOMAIN}."):
            continue
        options = NEEDED.get(name.partition(".")[2], {})
        config = {"condition": name, "target": TARGET, "options": options}
        valid = condition.async_validate_condition_config(house.hass, config)
        conditions[name] = {
            **_fields(description),
            "defaults": await attempt(_defaults(valid)),
        }
    return conditions


async def _defaults(validation: Awaitable[Any]) -> dict[str, str]:
    """Return the options of a validated configuration."""
    valid = await validation
    [config] = valid if isinstance(valid, list) else [valid]
    return {str(key): str(value) for key, value in config["options"].items()}


async def _trigger_variables(house: House) -> dict[str, Any]:
    """Return the keys of what automations are handed."""
    calls = calls_of(house.hass)
    names = ("event_detected", "media_ready")
    await add_automations(
        house.hass,
        automation_on(
            names[0],
            event_types=["motion"],
            metadata=TAG_FILTERS,
            count=1,
            within="00:01:00",
            late=True,
        ),
        automation_on(names[1], event_types=["motion"], metadata=TAG_FILTERS),
    )
    house.cloud.raise_event(FRONT_DOOR, "motion", {"Person": "81"}, thumb_after=0)
    await house.pass_time(3)
    handed = [call.data["trigger"] for call in calls]
    return {variables["platform"]: shape(variables) for variables in handed}
