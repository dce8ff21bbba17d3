"""Test the repair issue of cameras that two entries have."""

import asyncio

from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.cameras import duplicates
from custom_components.vxg.const import DOMAIN
from simulator import Cloud, CloudServer

from ..conftest import PassTime, load, make_entry, set_up, set_up_group

GARDEN = 7
MINUTES = 301


def find_issues(hass: HomeAssistant) -> list[dict[str, str] | None]:
    """Return the placeholders of the issues."""
    return [
        issue.translation_placeholders
        for (domain, issue_id), issue in ir.async_get(hass).issues.items()
        if domain == DOMAIN and issue_id.startswith("duplicate_camera")
    ]


@pytest.fixture
async def entries(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> list[MockConfigEntry]:
    """Return the entry of a group, and that of a camera that joins the group."""
    group = await set_up_group(hass, cloud, server)
    cloud.add_camera(GARDEN, "Garden")
    token = cloud.channel_token(GARDEN)
    camera = make_entry(cloud, server, token=token, unique_id="x", title="Shed")
    await set_up(hass, camera)
    await pass_time(MINUTES, times=2)
    return [group, camera]


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("end", ["removed", "disabled", "reloaded"])
async def test_a_camera_that_joins_a_group_is_reported_until_one_entry_is_gone(
    hass: HomeAssistant,
    entries: list[MockConfigEntry],
    pass_time: PassTime,
    number: int,
    end: str,
) -> None:
    (issue,) = find_issues(hass)
    assert issue is not None
    assert issue["camera"] == "Garden"
    assert {issue["name"], issue["other"]} == {"Front door", "Shed"}
    entry = entries[number]
    match end:
        case "removed":
            await hass.config_entries.async_remove(entry.entry_id)
        case "disabled":
            await hass.config_entries.async_set_disabled_by(
                entry.entry_id, ConfigEntryDisabler.USER
            )
        case _:
            await hass.config_entries.async_unload(entry.entry_id)
            await load(hass, entry)
    await pass_time(MINUTES)
    assert len(find_issues(hass)) == (end == "reloaded")


async def test_a_camera_that_leaves_the_group_is_reported_no_more(
    hass: HomeAssistant,
    cloud: Cloud,
    entries: list[MockConfigEntry],
    pass_time: PassTime,
) -> None:
    del cloud.cameras[GARDEN]
    await pass_time(MINUTES, times=16)
    assert not find_issues(hass)


async def test_cameras_of_two_servers_may_have_the_same_id(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    await set_up_group(hass, cloud, server)
    other = Cloud(seed=2)
    other.cameras = dict(cloud.cameras)
    async with CloudServer(other) as other_server:
        entry = make_entry(other, other_server)
        await set_up(hass, entry)
        await pass_time(MINUTES, times=2)
        assert not find_issues(hass)
        await hass.config_entries.async_unload(entry.entry_id)


async def test_a_check_that_ends_after_the_entry_leaves_no_issue(
    hass: HomeAssistant,
    entries: list[MockConfigEntry],
    pass_time: PassTime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun, released = asyncio.Event(), asyncio.Event()

    async def compare(*_: object) -> bool:
        begun.set()
        await released.wait()
        return True

    monkeypatch.setattr(duplicates, "async_is_same_server", compare)
    passing = asyncio.create_task(pass_time(MINUTES))
    await begun.wait()
    for entry in entries:
        await hass.config_entries.async_remove(entry.entry_id)
    released.set()
    await passing
    assert not find_issues(hass)
