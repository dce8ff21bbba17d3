"""What tests of triggers, conditions and blueprints share."""

from typing import Any

from homeassistant.components import automation
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import async_mock_service

CAMERA = "camera.front_door"


async def add_automations(hass: HomeAssistant, *configs: dict[str, Any]) -> None:
    """Set automations up, which must be valid."""
    wanted = [{"id": f"a{number}", **one} for number, one in enumerate(configs)]
    assert await async_setup_component(hass, automation.DOMAIN, {"automation": wanted})
    await hass.async_block_till_done()
    for state in hass.states.async_all(automation.DOMAIN):
        assert state.state == "on", state
    assert len(hass.states.async_all(automation.DOMAIN)) == len(configs)


def calls_of(hass: HomeAssistant, action: str = "test.automation") -> list[ServiceCall]:
    """Return a list that the calls of an action, which does nothing, will be in."""
    return async_mock_service(hass, *action.split("."))


def heard(calls: list[ServiceCall]) -> list[Any]:
    """Return the ids of the events that actions were called for."""
    return [call.data["trigger"]["event_id"] for call in calls]


def when(
    trigger: str = "event_detected",
    target: dict[str, Any] | None = None,
    **options: Any,
) -> dict[str, Any]:
    """Return an automation that hands what triggered it to an action."""
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
