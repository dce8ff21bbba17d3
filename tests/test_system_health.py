"""Test the system health page, which contains no secrets."""

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    get_system_health_info,
)

from custom_components.vxg.const import DOMAIN
from simulator import Cloud, CloudServer

from .conftest import CAMERA_ID, Pass, make_entry, set_up


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
    pass_time: Pass,
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
    assert shown["requests_last_hour"] == len(cloud.requests)
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
