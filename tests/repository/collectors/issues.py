"""Repairs: how each comes to be, its identifier, and the flow that ends it."""

from datetime import timedelta
from typing import Any

from homeassistant.components.repairs import repairs_flow_manager
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.vxg.const import DOMAIN
from simulator import Cloud

from ...common.actions import get_response
from ..golden import shape
from ..house import FRONT_DOOR, House

EVENTS = "/api/v2/storage/events/"
READ_ONLY_CAMERA = "camera.yard"


async def provoke(house: House) -> None:
    """Cause every issue that the integration creates."""
    await _let_a_camera_clock_lag(house.cloud, house)
    await _let_the_token_only_read(house)
    await _let_the_cloud_refuse_what_waited(house)
    await _let_what_waited_expire(house)
    house.cloud.skew = timedelta(minutes=5)
    await house.pass_time(301)


async def _let_a_camera_clock_lag(cloud: Cloud, house: House) -> None:
    # Late by more than the entry's `max_age`, but well within what a poll reads again.
    await house.pass_time(3)
    for _ in range(6):
        cloud.raise_event(
            FRONT_DOOR, "motion", time=cloud.now() - timedelta(seconds=20)
        )
        await house.pass_time(3)


async def _let_the_token_only_read(house: House) -> None:
    with pytest.raises(ServiceValidationError):
        await get_response(
            house.hass, "create_event", target=READ_ONLY_CAMERA, event_type="motion"
        )


async def _let_the_cloud_refuse_what_waited(house: House) -> None:
    house.cloud.faults.rate_limit(1, retry_after=1, path=EVENTS)
    await get_response(house.hass, "create_event", event_type="guest_arrived")
    # A refusal is believed the second time.
    house.cloud.faults.fail_next(2, status=400, path=EVENTS, method="POST")
    await house.pass_time(31, times=2)


async def _let_what_waited_expire(house: House) -> None:
    house.cloud.faults.drop_next(10**6)
    await get_response(house.hass, "create_event", event_type="guest_arrived")
    await house.pass_time(timedelta(days=7).total_seconds() + 301, times=2)
    house.cloud.faults.clear()
    await house.pass_time(61)


def collect(house: House) -> dict[str, Any]:
    """Return all open repairs by their identifiers."""
    return {
        issue.issue_id: {
            "data": shape(issue.data),
            "is_fixable": issue.is_fixable,
            "is_persistent": issue.is_persistent,
            "severity": issue.severity,
            "translation_key": issue.translation_key,
            "translation_placeholders": list(issue.translation_placeholders or ()),
        }
        for (domain, _), issue in ir.async_get(house.hass).issues.items()
        if domain == DOMAIN
    }


async def fix(house: House) -> dict[str, Any]:
    """Return the steps of the flows that end a repair, and what they leave behind."""
    steps: dict[str, Any] = {}
    for (domain, issue_id), issue in list(ir.async_get(house.hass).issues.items()):
        if domain == DOMAIN and issue.is_fixable:
            steps[str(issue.translation_key)] = await _fix(house, issue_id)
    await house.hass.async_block_till_done(wait_background_tasks=True)
    return {"options": shape(dict(house.channel.options)), "steps": steps}


async def _fix(house: House, issue_id: str) -> dict[str, Any]:
    manager = repairs_flow_manager(house.hass)
    assert manager is not None
    form = await manager.async_init(DOMAIN, data={"issue_id": issue_id})
    done = await manager.async_configure(form["flow_id"], {})
    return {"step_id": form["step_id"], "type": done["type"]}
