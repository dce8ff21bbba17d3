"""Test the devices of cameras, and the names that users give them."""

from datetime import timedelta
from typing import Any

from homeassistant.components.media_source import URI_SCHEME, async_browse_media
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import (
    device_registry as dr,
    entity_registry as er,
    issue_registry as ir,
)
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.vxg.const import DOMAIN
from simulator import Cloud

from ..common.actions import CAMERA, get_response
from ..common.polling import make_next_poll_full
from ..conftest import CAMERA_ID, PassTime

USER_NAME = "Entrance"
ROOT = f"{URI_SCHEME}{DOMAIN}"


def get_device(hass: HomeAssistant, entry: MockConfigEntry) -> dr.AnyDeviceEntry:
    """Return the one device of an entry."""
    [device] = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    return device


@pytest.fixture
def renamed(hass: HomeAssistant, entry: MockConfigEntry) -> MockConfigEntry:
    """Return a loaded entry whose device was renamed by its user."""
    registry = dr.async_get(hass)
    registry.async_update_device(get_device(hass, entry).id, name_by_user=USER_NAME)
    return entry


async def test_the_media_browser_uses_the_name_that_the_user_gave(
    hass: HomeAssistant,
    cloud: Cloud,
    renamed: MockConfigEntry,
    hass_ws_client: WebSocketGenerator,
) -> None:
    assert await async_setup_component(hass, "media_source", {})
    cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    root: Any = (await async_browse_media(hass, ROOT)).as_dict()
    [camera] = root["children"]
    assert camera["title"] == USER_NAME
    node: Any = (await async_browse_media(hass, camera["media_content_id"])).as_dict()
    assert node["title"] == USER_NAME

    client = await hass_ws_client()
    for query, found in ((USER_NAME.lower(), 1), ("front door", 0)):
        await client.send_json_auto_id(
            {
                "type": "media_source/search_media",
                "media_content_id": ROOT,
                "search_query": query,
            }
        )
        titles = [
            item["title"] for item in (await client.receive_json())["result"]["result"]
        ]
        assert len(titles) == found
        assert all(title.startswith(f"{USER_NAME}: ") for title in titles)


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("create_event", {"event_type": "motion", "queue": False}),
        ("trigger_event", {"event_type": "motion"}),
        ("add_event_type", {"event_type": "new"}),
        ("update_event_type", {"event_type": "motion", "notify": False}),
        ("get_events", {}),
        ("update_event", {"event_id": 1, "set": {"tag": "value"}}),
        (
            "create_clip",
            {
                "start_time": "2026-11-24T12:00:00+00:00",
                "end_time": "2026-11-24T12:01:00+00:00",
            },
        ),
        ("ptz", {"move": "left"}),
    ],
)
async def test_errors_use_the_name_that_the_user_gave(
    hass: HomeAssistant,
    cloud: Cloud,
    renamed: MockConfigEntry,
    action: str,
    data: dict[str, Any],
) -> None:
    cloud.faults.fail_next(1000, status=500)
    with pytest.raises(HomeAssistantError) as caught:
        await get_response(hass, action, **data)
    placeholders = caught.value.translation_placeholders
    assert placeholders is not None
    assert placeholders["subject"] == USER_NAME


async def test_issues_use_the_name_that_the_user_gave(
    hass: HomeAssistant, cloud: Cloud, renamed: MockConfigEntry, pass_time: PassTime
) -> None:
    for _ in range(6):
        cloud.raise_event(
            CAMERA_ID, "motion", time=cloud.now() - timedelta(seconds=140)
        )
        make_next_poll_full(renamed)
        await pass_time(3)
    issue = ir.async_get(hass).async_get_issue(
        DOMAIN, f"camera_clock_{renamed.entry_id}_{CAMERA_ID}"
    )
    assert issue is not None
    assert issue.translation_placeholders is not None
    assert issue.translation_placeholders["name"] == USER_NAME


@pytest.mark.parametrize("enabled", [True, False])
async def test_a_device_follows_its_camera_whichever_entities_are_enabled(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    enabled: bool,
) -> None:
    if not enabled:
        registry = er.async_get(hass)
        for entity in er.async_entries_for_config_entry(registry, entry.entry_id):
            registry.async_update_entity(
                entity.entity_id, disabled_by=er.RegistryEntryDisabler.USER
            )
        await hass.config_entries.async_reload(entry.entry_id)
    camera = cloud.cameras[CAMERA_ID]
    camera.rename("Back door")
    camera.brand, camera.model = "Acme", "Dome 2"
    camera.serial_number, camera.fw_version = "A-77", "2.0"
    await pass_time(301)
    device = get_device(hass, entry)
    assert device.name == "Back door"
    assert (device.manufacturer, device.model) == ("Acme", "Dome 2")
    assert (device.serial_number, device.sw_version) == ("A-77", "2.0")


async def test_the_camera_shows_its_new_brand_and_model(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    camera = cloud.cameras[CAMERA_ID]
    camera.brand, camera.model = "Acme", "Dome 2"
    await pass_time(301)
    attributes = hass.states.get(CAMERA).attributes
    assert (attributes["brand"], attributes["model_name"]) == ("Acme", "Dome 2")


async def test_the_name_that_the_user_gave_outlasts_a_new_name_in_the_cloud(
    hass: HomeAssistant, cloud: Cloud, renamed: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.cameras[CAMERA_ID].rename("Back door")
    await pass_time(301)
    assert get_device(hass, renamed).name == "Back door"
    assert renamed.runtime_data.camera_name(CAMERA_ID) == USER_NAME


async def test_a_deleted_device_is_not_added_again_by_a_change_of_its_camera(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    dr.async_get(hass).async_remove_device(get_device(hass, entry).id)
    cloud.cameras[CAMERA_ID].rename("Back door")
    await pass_time(301)
    registry = dr.async_get(hass)
    assert not dr.async_entries_for_config_entry(registry, entry.entry_id)
