"""Test the system health page, which contains no secrets."""

from pathlib import Path
from unittest.mock import patch

from homeassistant.const import CONF_VERIFY_SSL
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    get_system_health_info,
)

from custom_components.vxg.aiovxg import VxgClient, VxgTimeoutError
from custom_components.vxg.const import DOMAIN
from simulator import Cloud, CloudServer

from .common.certificates import self_signed_context
from .conftest import CAMERA_ID, PassTime, load, make_entry, set_up


async def info(hass: HomeAssistant) -> dict[str, object]:
    assert await async_setup_component(hass, "system_health", {})
    await hass.async_block_till_done()
    shown = await get_system_health_info(hass, DOMAIN)
    return {
        key: await value if hasattr(value, "__await__") else value
        for key, value in shown.items()
    }


async def test_reachability_response_time_and_requests(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    entry: MockConfigEntry,
    pass_time: PassTime,
) -> None:
    cloud.add_camera(7, "Garden")
    group = make_entry(
        cloud, server, token=cloud.group_token([7]), unique_id="g", title="Garden"
    )
    await set_up(hass, group)
    await pass_time(3)
    shown = await info(hass)
    assert shown["entries"] == 2
    assert shown["cameras"] == 2
    # The server is asked for its time, to show whether it responds.
    assert shown["requests_last_hour"] == len(cloud.requests) - 1
    delay = str(shown["answer_delay"]).split()
    assert delay[1] == "ms"
    assert shown[server.url] == "ok"
    assert len(shown) == 5
    assert cloud.channel_token(CAMERA_ID) not in str(shown)


async def test_without_an_entry(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    await hass.config_entries.async_unload(entry.entry_id)
    assert await info(hass) == {
        "entries": 0,
        "cameras": 0,
        "requests_last_hour": 0,
        "answer_delay": None,
    }


async def test_a_server_is_checked_with_the_settings_of_its_entry(
    hass: HomeAssistant, cloud: Cloud, socket_enabled: None, tmp_path: Path
) -> None:
    context = self_signed_context(tmp_path)
    async with CloudServer(cloud, ssl_context=context) as server:
        entry = make_entry(cloud, server)
        entry.add_to_hass(hass)
        for verify_ssl, shown in (
            (False, "ok"),
            # It loads without the cloud now.
            (True, {"type": "failed", "error": "certificate"}),
        ):
            data = {**entry.data, CONF_VERIFY_SSL: verify_ssl}
            hass.config_entries.async_update_entry(entry, data=data)
            await hass.config_entries.async_unload(entry.entry_id)
            await load(hass, entry)
            assert (await info(hass))[server.url] == shown
        await hass.config_entries.async_unload(entry.entry_id)


async def test_a_server_that_is_down_is_unreachable(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, entry: MockConfigEntry
) -> None:
    cloud.faults.drop_next(10)
    assert (await info(hass))[server.url] == {"type": "failed", "error": "unreachable"}
    # An error is a response, too.
    for status in (401, 404, 500, 503):
        cloud.faults.clear()
        cloud.faults.fail_next(1, status=status)
        assert (await info(hass))[server.url] == "ok"


async def test_a_server_that_does_not_respond_in_time_is_a_timeout(
    hass: HomeAssistant, server: CloudServer, entry: MockConfigEntry
) -> None:
    with patch.object(VxgClient, "server_time", side_effect=VxgTimeoutError("Slow")):
        shown = await info(hass)
    assert shown[server.url] == {"type": "failed", "error": "timeout"}
