"""Tests for what all actions share: permissions, targets, and results per camera."""

from typing import Any

from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import (
    HomeAssistantError,
    ServiceValidationError,
    Unauthorized,
    UnknownUser,
)
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from custom_components.vxg.const import DOMAIN
from simulator import Cloud, CloudServer

from ..common.actions import CAMERA, call_action, get_response
from ..conftest import CAMERA_ID, make_entry, set_up

GARDEN = "camera.garden"
YARD = "camera.yard"
ALL = [CAMERA, GARDEN, YARD]

SIREN = {"name": "siren", "receive": True, "caps": {"can_be_triggered": True}}

ENTITY_ACTIONS: dict[str, dict[str, Any]] = {
    "create_clip": {"event_id": 4711, "wait": 0},
    "create_event": {"event_type": "siren"},
    "get_events": {},
    "ptz": {"move": "left"},
    "trigger_event": {"event_type": "siren"},
}
ADMIN_ACTIONS: dict[str, dict[str, Any]] = {
    "add_event_type": {"event_type": "gate"},
    "update_event": {"event_id": 4711, "set": {"a": 1}},
    "update_event_type": {"event_type": "siren", "receive": True},
}
ACTIONS = ENTITY_ACTIONS | ADMIN_ACTIONS


@pytest.fixture
async def group(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> MockConfigEntry:
    """Return an entry of three cameras: an online, an offline and a read-only one."""
    cloud.add_camera(7, "Garden")
    cloud.add_camera(8, "Yard")
    for camera in cloud.cameras.values():
        camera.add_type(SIREN)
    cloud.cameras[7].status = "offline"
    cloud.channel_token(8, access="watch")
    entry = make_entry(cloud, server, token=cloud.group_token())
    await set_up(hass, entry)
    cloud.raise_event(CAMERA_ID, "siren", event_id=4711)
    cloud.requests.clear()
    return entry


def count_writes(cloud: Cloud) -> int:
    return sum(request.method != "GET" for request in cloud.requests)


@pytest.mark.usefixtures("group")
@pytest.mark.parametrize(
    ("action", "outcomes"),
    [
        ("create_event", ["created", "created", "read_only_token"]),
        ("trigger_event", ["triggered", "camera_offline", "read_only_token"]),
        ("add_event_type", ["added", "added", "read_only_token"]),
        ("update_event_type", ["updated", "updated", "read_only_token"]),
        ("update_event", ["updated", "foreign_event", "read_only_token"]),
    ],
)
async def test_one_call_has_a_result_for_each_camera(
    hass: HomeAssistant, cloud: Cloud, action: str, outcomes: list[str]
) -> None:
    fields = ACTIONS[action]
    # A response contains the failures.
    response = await get_response(hass, action, target=ALL, **fields)
    assert set(response) == set(ALL)
    for camera, outcome in zip(ALL, outcomes, strict=True):
        result = response[camera]
        actual = result["error"]["key"] if result["error"] else result["status"]
        assert actual == outcome
        assert result["success"] is (result["error"] is None)
        assert set(result) == {"success", "status", "event_id", "time", "error"}
        if result["error"]:
            assert result["error"]["message"]
            assert result["status"] is result["event_id"] is result["time"] is None
    successes = [outcome for outcome in outcomes if outcome.endswith("ed")]
    assert count_writes(cloud) == len(successes)

    # Without a response the failures are raised, after all cameras are done.
    cloud.requests.clear()
    changed_fields = {
        **fields,
        **({"event_type": "hatch"} if action == "add_event_type" else {}),
    }
    changed_fields |= {"set": {"a": 2}} if action == "update_event" else {}
    with pytest.raises(ServiceValidationError) as caught:
        await call_action(hass, action, target=ALL, **changed_fields)
    failed = [
        camera
        for camera, outcome in zip(ALL, outcomes, strict=True)
        if outcome not in successes
    ]
    assert count_writes(cloud) == len(successes)
    if len(failed) == 1:
        assert caught.value.translation_key == "read_only_token"
    else:
        assert caught.value.translation_key == "several_failed"
        assert all(camera in str(caught.value) for camera in failed)
        assert CAMERA not in str(caught.value)

    # With a response too, if all cameras failed.
    with pytest.raises(HomeAssistantError):
        await get_response(hass, action, target=failed, **changed_fields)


@pytest.mark.usefixtures("group")
async def test_reading_needs_neither_an_online_camera_nor_write_permission(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    for camera_id in (7, 8):
        cloud.raise_event(camera_id, "motion")
    response = await get_response(hass, "get_events", target=ALL)
    assert [result["success"] for result in response.values()] == [True] * 3
    assert [len(result["events"]) for result in response.values()] == [1, 1, 1]


@pytest.mark.usefixtures("group")
@pytest.mark.parametrize("action", ACTIONS)
async def test_actions_that_change_settings_are_for_administrators(
    hass: HomeAssistant, cloud: Cloud, hass_admin_user: MockUser, action: str
) -> None:
    member = MockUser(name="member").add_to_hass(hass)
    member.mock_policy({"entities": True})
    fields = ACTIONS[action]
    with pytest.raises(UnknownUser):
        await get_response(hass, action, context=Context(user_id="nobody"), **fields)
    assert not cloud.requests
    by_member = get_response(hass, action, context=Context(user_id=member.id), **fields)
    if action in ADMIN_ACTIONS:
        with pytest.raises(Unauthorized):
            await by_member
        assert not cloud.requests
    else:
        assert (await by_member)[CAMERA]["success"]
    by_admin = Context(user_id=hass_admin_user.id)
    assert (await get_response(hass, action, context=by_admin, **fields))[CAMERA][
        "success"
    ]


@pytest.mark.usefixtures("group")
@pytest.mark.parametrize("action", ENTITY_ACTIONS)
async def test_a_policy_that_excludes_a_camera_is_respected(
    hass: HomeAssistant, cloud: Cloud, action: str
) -> None:
    member = MockUser(name="member").add_to_hass(hass)
    member.mock_policy(
        {"entities": {"entity_ids": {CAMERA: True, GARDEN: {"read": True}}}}
    )
    context = Context(user_id=member.id)
    fields = ACTIONS[action]
    for target in (YARD, [CAMERA, YARD]):
        with pytest.raises(Unauthorized):
            await get_response(hass, action, target=target, context=context, **fields)
    # Permission to read the state is not enough, as for Home Assistant's own actions
    # that return a response.
    with pytest.raises(Unauthorized):
        await get_response(hass, action, target=GARDEN, context=context, **fields)
    assert not cloud.requests
    response = await get_response(hass, action, target="all", context=context, **fields)
    assert list(response) == [CAMERA]


@pytest.mark.usefixtures("group")
@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize(
    "foreign_entity",
    ["camera.unheard_of", "camera.other", "binary_sensor.front_door_motion"],
)
async def test_a_foreign_entity_is_refused(
    hass: HomeAssistant, cloud: Cloud, action: str, foreign_entity: str
) -> None:
    er.async_get(hass).async_get_or_create(
        "camera", "demo", "1", suggested_object_id="other"
    )
    for target in (foreign_entity, [CAMERA, foreign_entity]):
        with pytest.raises(ServiceValidationError) as caught:
            await get_response(hass, action, target=target, **ACTIONS[action])
        assert caught.value.translation_key == "foreign_camera"
        assert foreign_entity in str(caught.value)
    assert not cloud.requests


async def test_a_camera_that_is_not_loaded_is_refused(
    hass: HomeAssistant, cloud: Cloud, group: MockConfigEntry
) -> None:
    er.async_get(hass).async_update_entity(
        GARDEN, disabled_by=er.RegistryEntryDisabler.USER
    )
    await hass.async_block_till_done(wait_background_tasks=True)
    cloud.requests.clear()
    for disable in (False, True):
        if disable:
            await hass.config_entries.async_set_disabled_by(
                group.entry_id, ConfigEntryDisabler.USER
            )
        with pytest.raises(ServiceValidationError) as caught:
            await call_action(hass, "create_event", target=GARDEN, event_type="siren")
        assert caught.value.translation_key == "camera_not_loaded"
    with pytest.raises(ServiceValidationError):
        await call_action(hass, "create_event", event_type="siren")
    assert not count_writes(cloud)


@pytest.mark.usefixtures("group")
async def test_groups_and_devices_may_contain_other_entities(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    assert await async_setup_component(hass, "group", {})
    hass.states.async_set(
        "group.outside", "on", {"entity_id": [CAMERA, "light.porch", "camera.other"]}
    )
    response = await get_response(
        hass, "create_event", target="group.outside", event_type="siren"
    )
    assert list(response) == [CAMERA]
    device_id = er.async_get(hass).async_get(CAMERA).device_id
    result = await hass.services.async_call(
        DOMAIN,
        "create_event",
        {"device_id": device_id, "event_type": "siren"},
        blocking=True,
        return_response=True,
    )
    assert list(result) == [CAMERA]
    assert len(cloud.events) == 3


@pytest.mark.parametrize("action", ACTIONS)
async def test_a_device_without_a_loaded_camera_is_refused(
    hass: HomeAssistant, cloud: Cloud, group: MockConfigEntry, action: str
) -> None:
    devices = dr.async_get(hass)
    entities = er.async_get(hass)
    garden = entities.async_get(GARDEN).device_id
    front_door = entities.async_get(CAMERA).device_id
    [hub] = {
        device.id
        for device in dr.async_entries_for_config_entry(devices, group.entry_id)
    } - {entities.async_get(camera).device_id for camera in ALL}

    async def expect(key: str, *target: str) -> str:
        with pytest.raises(ServiceValidationError) as caught:
            await hass.services.async_call(
                DOMAIN,
                action,
                {"device_id": list(target), **ACTIONS[action]},
                blocking=True,
                return_response=action == "get_events",
            )
        assert caught.value.translation_key == key
        return str(caught.value)

    # Without a response, Home Assistant would say nothing of those that it skips.
    await expect("foreign_camera", hub)
    await expect("foreign_camera", front_door, "removed_device")
    entities.async_update_entity(GARDEN, disabled_by=er.RegistryEntryDisabler.USER)
    await hass.async_block_till_done(wait_background_tasks=True)
    devices.async_update_device(garden, name_by_user="Backyard")
    assert "Backyard" in await expect("camera_not_loaded", front_door, garden)
    await hass.config_entries.async_unload(group.entry_id)
    await expect("camera_not_loaded", front_door)
    assert not count_writes(cloud)
