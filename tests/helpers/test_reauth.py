"""Test when a new token is requested."""

from collections.abc import Awaitable, Callable

from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.const import CONF_TOKEN
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)

from custom_components.vxg.const import EVENT_VXG
from simulator import Cloud, CloudServer

from ..common.polling import event_ids
from ..conftest import CAMERA_ID, PassTime, make_entry, set_up, set_up_group

type EndFlow = Callable[[HomeAssistant, Cloud, MockConfigEntry, str], Awaitable[None]]

OTHER_ID = 7


def reauth_flows(hass: HomeAssistant) -> list[str]:
    """Return the flows in progress, all of which ask for a new token."""
    flows = hass.config_entries.flow.async_progress()
    assert all(flow["context"]["source"] == SOURCE_REAUTH for flow in flows)
    return [flow["flow_id"] for flow in flows]


async def enter(hass: HomeAssistant, flow_id: str, token: str) -> str:
    """Enter a token, and return why the flow ended."""
    result = await hass.config_entries.flow.async_configure(
        flow_id, {CONF_TOKEN: token}
    )
    await hass.async_block_till_done(wait_background_tasks=True)
    return str(result["reason"])


async def enter_token_of_other_camera(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, flow_id: str
) -> None:
    token = cloud.channel_token(OTHER_ID)
    assert await enter(hass, flow_id, token) == "wrong_account"


async def enter_token_of_group(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, flow_id: str
) -> None:
    assert await enter(hass, flow_id, cloud.group_token()) == "wrong_account"


async def close(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, flow_id: str
) -> None:
    hass.config_entries.flow.async_abort(flow_id)


async def reload(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, flow_id: str
) -> None:
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)


async def refuse(cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime) -> None:
    cloud.faults.refuse_token(entry.data[CONF_TOKEN])
    await pass_time(61, times=5)


@pytest.mark.parametrize(
    "end_flow", [enter_token_of_other_camera, enter_token_of_group, close, reload]
)
async def test_a_token_is_requested_again_for_as_long_as_it_is_refused(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    end_flow: EndFlow,
) -> None:
    cloud.add_camera(OTHER_ID, "Garden")
    await refuse(cloud, entry, pass_time)
    (first,) = reauth_flows(hass)
    for _ in range(2):
        await end_flow(hass, cloud, entry, reauth_flows(hass)[0])
        await pass_time(61)
        (flow_id,) = reauth_flows(hass)
        assert flow_id != first
        await pass_time(3600)
        assert reauth_flows(hass) == [flow_id]


@pytest.mark.parametrize("path", ["server/time", "event_processing"])
async def test_no_token_is_requested_while_events_can_be_read(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    freezer: object,
    pass_time: PassTime,
    path: str,
) -> None:
    # Without it, the time is requested, which needs no token.
    cloud.date_header = lambda: None
    cloud.faults.fail_next(10**6, status=401, path=path)
    await set_up(hass, make_entry(cloud, server))
    bus_events = async_capture_events(hass, EVENT_VXG)
    await pass_time(61, times=5)
    assert any(path in request.path for request in cloud.requests)
    event = cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    assert event_ids(bus_events) == [event.id]
    assert not reauth_flows(hass)


async def test_a_group_token_is_requested_again_after_that_of_another_group(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    freezer: object,
    pass_time: PassTime,
) -> None:
    entry = await set_up_group(hass, cloud, server)
    cloud.add_camera(OTHER_ID, "Garden")
    await refuse(cloud, entry, pass_time)
    (flow_id,) = reauth_flows(hass)
    other = cloud.group_token([OTHER_ID])
    assert await enter(hass, flow_id, other) == "wrong_account"
    await pass_time(61)
    assert len(reauth_flows(hass)) == 1


async def test_a_token_is_not_requested_any_more_once_it_is_accepted(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    await refuse(cloud, entry, pass_time)
    hass.config_entries.flow.async_abort(reauth_flows(hass)[0])
    cloud.faults.clear()
    await pass_time(61, times=3)
    assert not reauth_flows(hass)


async def test_failures_of_the_previous_token_do_not_count_against_a_new_one(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    await refuse(cloud, entry, pass_time)
    (flow_id,) = reauth_flows(hass)
    renewed = cloud.channel_token(CAMERA_ID, serial=2)
    # The form reads the camera; what is read after it is refused for a while.
    cloud.faults.refuse_token(renewed)
    cloud.faults.answer_next(
        body={"id": CAMERA_ID, "name": "Front door"}, path=f"cameras/{CAMERA_ID}"
    )
    assert await enter(hass, flow_id, renewed) == "reauth_successful"
    await pass_time(5)
    assert not reauth_flows(hass)
