"""Tests for events that were created for another server than the present one."""

from collections.abc import AsyncGenerator
from typing import Any

from homeassistant.components.repairs import repairs_flow_manager
from homeassistant.const import CONF_TOKEN, CONF_URL, CONF_VERIFY_SSL
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)

from simulator import Cloud, CloudServer

from ..common.outbox import (
    Disk,
    create_event,
    get_issue,
    numbers,
    queue_events,
    queued_count,
    reload_entry,
)
from ..conftest import CAMERA_ID, PassTime

OTHER_CAMERA_NAME = "Somebody's camera"


@pytest.fixture
async def other(socket_enabled: None) -> AsyncGenerator[tuple[Cloud, CloudServer]]:
    """Yield another cloud, in which the camera's number is that of another camera."""
    cloud = Cloud()
    cloud.add_camera(CAMERA_ID, OTHER_CAMERA_NAME)
    async with CloudServer(cloud) as server:
        yield cloud, server


def use_server(
    hass: HomeAssistant, entry: MockConfigEntry, cloud: Cloud, server: CloudServer
) -> None:
    data = {
        CONF_TOKEN: cloud.channel_token(CAMERA_ID),
        CONF_URL: server.url,
        CONF_VERIFY_SSL: True,
    }
    hass.config_entries.async_update_entry(entry, data=data)


async def decide(hass: HomeAssistant, entry: MockConfigEntry, choice: str) -> Any:
    """Choose in the repair's flow."""
    assert await async_setup_component(hass, "repairs", {})
    manager = repairs_flow_manager(hass)
    assert manager is not None
    issue_id = f"creates_held_{entry.entry_id}"
    menu = await manager.async_init("vxg", data={"issue_id": issue_id})
    assert menu["menu_options"] == ["send", "discard"]
    assert menu["description_placeholders"]["count"] == "2"
    done = await manager.async_configure(menu["flow_id"], {"next_step_id": choice})
    await hass.async_block_till_done(wait_background_tasks=True)
    return done


@pytest.mark.parametrize(("choice", "arrived"), [("send", [1, 2]), ("discard", [])])
async def test_queued_events_go_to_another_server_only_if_a_person_says_so(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    cloud: Cloud,
    entry: MockConfigEntry,
    other: tuple[Cloud, CloudServer],
    pass_time: PassTime,
    choice: str,
    arrived: list[int],
) -> None:
    await queue_events(hass, cloud, 1, 2)
    use_server(hass, entry, *other)
    for _ in range(2):
        await reload_entry(hass, entry)
        await pass_time(61, times=3)
        assert numbers(other[0]) == []
        assert queued_count(hass) == 2
        assert get_issue(hass, entry, "creates_held") is not None
    assert (await create_event(hass, 3))["status"] == "created"
    done = await decide(hass, entry, choice)
    assert done["type"] == "create_entry"
    await pass_time(3, times=3)
    assert sorted(numbers(other[0])) == sorted([*arrived, 3])
    assert queued_count(hass) == 0
    assert get_issue(hass, entry, "creates_held") is None
    await pass_time(6)
    assert Disk(storage=hass_storage, entry=entry).outbox["creates"] == []
    assert not cloud.events


async def test_what_another_server_did_says_nothing_about_events_of_this_one(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    other: tuple[Cloud, CloudServer],
) -> None:
    await queue_events(hass, cloud, 1, 2)
    use_server(hass, entry, *other)
    await reload_entry(hass, entry)
    queues = entry.runtime_data.outbox.queues
    for event in queues.held:
        event.known_ids = frozenset({1, 2, 3})
        event.attempted_at = 0.0
    other[0].faults.fail_next(10**6, status=500)
    await decide(hass, entry, "send")
    # The first one was tried.
    _, second = queues.events
    assert second.attempted_at is None
    assert not second.known_ids


async def test_back_at_their_server_events_are_sent_without_a_question(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    entry: MockConfigEntry,
    other: tuple[Cloud, CloudServer],
    pass_time: PassTime,
) -> None:
    await queue_events(hass, cloud, 1, 2)
    use_server(hass, entry, *other)
    await reload_entry(hass, entry)
    use_server(hass, entry, cloud, server)
    await reload_entry(hass, entry)
    await pass_time(3, times=3)
    assert numbers(cloud) == [1, 2]
    assert get_issue(hass, entry, "creates_held") is None


async def test_events_that_nobody_decides_about_expire(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    other: tuple[Cloud, CloudServer],
    pass_time: PassTime,
) -> None:
    await queue_events(hass, cloud, 1, 2)
    use_server(hass, entry, *other)
    await reload_entry(hass, entry)
    await pass_time(7 * 24 * 3600 + 301, times=2)
    assert queued_count(hass) == 0
    assert get_issue(hass, entry, "creates_held") is None
    assert get_issue(hass, entry, "creates_expired") is not None


async def test_without_a_loaded_entry_nothing_is_decided(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    other: tuple[Cloud, CloudServer],
) -> None:
    await queue_events(hass, cloud, 1, 2)
    use_server(hass, entry, *other)
    await reload_entry(hass, entry)
    await hass.config_entries.async_unload(entry.entry_id)
    done = await decide(hass, entry, "discard")
    assert (done["type"], done["reason"]) == ("abort", "no_entry")


async def test_another_server_has_new_bearings(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    other: tuple[Cloud, CloudServer],
    pass_time: PassTime,
) -> None:
    heard = async_capture_events(hass, "vxg_event")
    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(2, times=2)
    assert len(heard) == 1
    heard.clear()
    # What happened there is not news.
    for _ in range(5):
        other[0].raise_event(CAMERA_ID, "motion")
    use_server(hass, entry, *other)
    await reload_entry(hass, entry)
    await pass_time(2, times=3)
    assert not heard
    for _ in range(5):
        other[0].raise_event(CAMERA_ID, "motion")
    await pass_time(2, times=3)
    assert len(heard) == 5
    # The next start goes on from there.
    await reload_entry(hass, entry)
    other[0].raise_event(CAMERA_ID, "motion")
    await pass_time(2, times=3)
    assert len(heard) == 6
