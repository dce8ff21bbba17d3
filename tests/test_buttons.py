"""Test the buttons that take a picture and test the way to the cloud, and doorbells."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er, issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)

from custom_components.vxg.assist.vocabulary import is_descriptive
from custom_components.vxg.const import DOMAIN, TEST_EVENT_TYPE
from custom_components.vxg.helpers.review_tags import is_reviewed
from custom_components.vxg.media.still import still_key
from simulator import Cloud, CloudServer

from .conftest import CAMERA_ID, PassTime, load, make_entry, set_up

TAKE_PICTURE = "button.front_door_take_picture"
TEST = "button.front_door_test_the_way"
DOORBELL = "event.front_door_doorbell"


async def press(hass: HomeAssistant, entity_id: str) -> None:
    await hass.services.async_call(
        "button", "press", {"entity_id": entity_id}, blocking=True
    )


async def test_a_picture_is_taken(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    images = entry.runtime_data.media.cache.images
    images.put(still_key(CAMERA_ID), b"old")
    await press(hass, TAKE_PICTURE)
    request = cloud.requests[-1]
    assert (request.method, request.path) == (
        "POST",
        f"/api/v2/cameras/{CAMERA_ID}/preview/update/",
    )
    assert images.get(still_key(CAMERA_ID)) is None
    # A dashboard asks again before the camera has sent the new one.
    for seconds in (5, 15):
        images.put(still_key(CAMERA_ID), b"old")
        await pass_time(seconds - 1)
        assert images.get(still_key(CAMERA_ID)) == b"old"
        await pass_time(1)
        assert images.get(still_key(CAMERA_ID)) is None
    images.put(still_key(CAMERA_ID), b"new")
    await pass_time(60)
    assert images.get(still_key(CAMERA_ID)) == b"new"


async def test_a_picture_that_was_requested_before_a_reload(
    hass: HomeAssistant, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    await press(hass, TAKE_PICTURE)
    await hass.config_entries.async_reload(entry.entry_id)
    images = entry.runtime_data.media.cache.images
    images.put(still_key(CAMERA_ID), b"new")
    await pass_time(60)
    assert images.get(still_key(CAMERA_ID)) == b"new"


async def test_a_refusal_is_told(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry
) -> None:
    cloud.faults.fail_next(3, status=403, method="POST")
    with pytest.raises(HomeAssistantError) as refused:
        await press(hass, TAKE_PICTURE)
    assert refused.value.translation_key == "not_allowed"


@pytest.fixture
async def tested(
    hass: HomeAssistant, entry: MockConfigEntry, pass_time: PassTime
) -> MockConfigEntry:
    """Return an entry whose test button is enabled."""
    registered = er.async_get(hass).async_get(TEST)
    assert registered.unique_id == f"{entry.unique_id}_test"
    assert registered.disabled_by is er.RegistryEntryDisabler.INTEGRATION
    er.async_get(hass).async_update_entity(TEST, disabled_by=None)
    # Home Assistant reloads the entry then.
    await pass_time(31)
    return entry


def issue(hass: HomeAssistant, entry: MockConfigEntry) -> ir.IssueEntry | None:
    issue_id = f"test_failed_{entry.entry_id}"
    return ir.async_get(hass).async_get_issue(DOMAIN, issue_id)


def durations(hass: HomeAssistant) -> dict[str, Any]:
    attributes = hass.states.get(TEST).attributes
    return {key: attributes[key] for key in attributes if "seconds" in key}


async def test_the_way_is_tested_and_nobody_else_notices(
    hass: HomeAssistant, cloud: Cloud, tested: MockConfigEntry, pass_time: PassTime
) -> None:
    fired = async_capture_events(hass, "vxg_event")
    for _ in range(2):
        before = {
            state.entity_id: state
            for state in hass.states.async_all()
            if state.entity_id != TEST
        }
        await press(hass, TEST)
        assert hass.states.get(TEST).attributes["camera"] == "Front door"
        assert durations(hass)["read_seconds"] is None
        await pass_time(3)
        assert durations(hass) == {
            "create_seconds": 0.0,
            "read_seconds": 3.0,
            "total_seconds": 3.0,
        }
        assert issue(hass, tested) is None
        after = {entity_id: hass.states.get(entity_id) for entity_id in before}
        assert after == before
        assert len(hass.states.async_all()) == len(before) + 1
        await pass_time(90)
        assert issue(hass, tested) is None
    assert fired == []
    events = [event for event in cloud.events if event.name == TEST_EVENT_TYPE]
    assert len({event.meta["mark"] for event in events}) == 2
    # Nobody has to review it, and assistants do not tell of it.
    assert all(is_reviewed(event.meta) for event in events)
    assert not is_descriptive(TEST_EVENT_TYPE)
    # Its type was added in the cloud, but has no entities.
    assert TEST_EVENT_TYPE in cloud.cameras[CAMERA_ID].types
    await pass_time(3700)
    assert not [
        entity_id
        for entity_id, registered in er.async_get(hass).entities.items()
        if TEST_EVENT_TYPE in registered.unique_id
    ]


async def test_an_event_that_does_not_come_back_is_told(
    hass: HomeAssistant, cloud: Cloud, tested: MockConfigEntry, pass_time: PassTime
) -> None:
    await press(hass, TEST)
    cloud.faults.fail_next(1000, status=503, method="GET")
    await pass_time(59)
    assert issue(hass, tested) is None
    await pass_time(3)
    assert issue(hass, tested) is not None
    cloud.faults.clear()
    # It comes back late.
    await pass_time(61, times=2)
    assert issue(hass, tested) is None
    assert durations(hass)["total_seconds"] > 60


async def test_an_event_that_cannot_be_created_is_told(
    hass: HomeAssistant, cloud: Cloud, tested: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.faults.fail_next(1000, status=503, method="POST")
    with pytest.raises(HomeAssistantError):
        await press(hass, TEST)
    assert "unavailable" in issue(hass, tested).translation_placeholders["problem"]
    cloud.faults.clear()
    await press(hass, TEST)
    await pass_time(3)
    assert issue(hass, tested) is None


async def test_a_group_without_cameras_cannot_be_tested(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    cloud.cameras.clear()
    entry = make_entry(cloud, server, token=cloud.group_token(), unique_id="group")
    entry.add_to_hass(hass)
    er.async_get(hass).async_get_or_create(
        "button",
        DOMAIN,
        "group_test",
        suggested_object_id="front_door_test_the_way",
        config_entry=entry,
    )
    await load(hass, entry)
    with pytest.raises(HomeAssistantError) as refused:
        await press(hass, TEST)
    assert refused.value.translation_key == "no_camera"


async def test_a_read_only_token_cannot_be_tested(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    entry = make_entry(cloud, server, token=cloud.channel_token(CAMERA_ID, "watch"))
    entry.add_to_hass(hass)
    er.async_get(hass).async_get_or_create(
        "button",
        DOMAIN,
        f"{entry.unique_id}_test",
        suggested_object_id="front_door_test_the_way",
        config_entry=entry,
    )
    await load(hass, entry)
    with pytest.raises(HomeAssistantError) as refused:
        await press(hass, TEST)
    assert refused.value.translation_key == "read_only_token"


@pytest.mark.parametrize(
    ("name", "options", "rings"),
    [
        ("doorbell", {}, True),
        ("doorbell-press", {}, True),
        ("Ring", {}, True),
        ("button_pressed", {}, True),
        ("gate_bell", {}, False),
        ("gate_bell", {"doorbell_types": ["gate_bell"]}, True),
        ("gate_bell", {"doorbell_types": "gate_bell"}, False),
        ("ringing_noise", {}, False),
    ],
)
async def test_a_doorbell_rings(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    name: str,
    options: dict[str, Any],
    rings: bool,
) -> None:
    cloud.cameras[CAMERA_ID].add_type({"name": name, "receive": True})
    entry = make_entry(cloud, server, options=options)
    await set_up(hass, entry)
    state = hass.states.get(DOORBELL)
    assert (state is not None) is rings
    if not rings:
        return
    assert state.state == "unknown"
    assert state.attributes["device_class"] == "doorbell"
    assert state.attributes["event_types"] == ["ring"]
    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    assert hass.states.get(DOORBELL).state == "unknown"
    event_id = cloud.raise_event(CAMERA_ID, name, {"door": "left"}).id
    await pass_time(3)
    state = hass.states.get(DOORBELL)
    assert state.attributes["event_type"] == "ring"
    assert state.attributes["event_id"] == event_id
    assert state.attributes["metadata"] == {"door": "left"}
    unique_id = er.async_get(hass).async_get(DOORBELL).unique_id
    assert unique_id == f"{entry.unique_id}_{CAMERA_ID}_doorbell"
