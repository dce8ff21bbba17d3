"""Helpers for tests of triggers, conditions and blueprints."""

from typing import Any

from homeassistant.components import automation
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import async_mock_service

CAMERA = "camera.front_door"


async def add_automations(hass: HomeAssistant, *configs: dict[str, Any]) -> None:
    """Set up automations; fail if one is invalid."""
    automations = [
        {"id": f"a{number}", **config} for number, config in enumerate(configs)
    ]
    assert await async_setup_component(
        hass, automation.DOMAIN, {"automation": automations}
    )
    await hass.async_block_till_done()
    for state in hass.states.async_all(automation.DOMAIN):
        assert state.state == "on", state
    assert len(hass.states.async_all(automation.DOMAIN)) == len(configs)


def calls_of(hass: HomeAssistant, action: str = "test.automation") -> list[ServiceCall]:
    """Mock an action, and return the list of its calls."""
    return async_mock_service(hass, *action.split("."))


def event_ids(calls: list[ServiceCall]) -> list[Any]:
    """Return the event ids of the triggers in the calls of an action."""
    return [call.data["trigger"]["event_id"] for call in calls]


def automation_on(
    trigger: str = "event_detected",
    target: dict[str, Any] | None = None,
    **options: Any,
) -> dict[str, Any]:
    """Return an automation that passes its trigger variables to an action."""
    return {
        "triggers": [
            {
                "trigger": f"vxg.{trigger}",
                "target": target or {"entity_id": CAMERA},
                "options": options,
            }
        ],
        "actions": [
            {"action": "test.automation", "data": {"trigger": "{{ trigger }}"}}
        ],
        "mode": "parallel",
    }
