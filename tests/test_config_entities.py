"""Test the switches and selects, which change settings of a camera."""

from typing import Any

from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import (
    HomeAssistantError,
    ServiceValidationError,
    Unauthorized,
)
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockUser,
    async_capture_events,
)

from custom_components.vxg.const import DOMAIN
from simulator import Cloud, CloudServer

from .conftest import CAMERA_ID, PassTime, make_entry, set_up

SWITCH = "switch.front_door_receive_motion"
SELECT = "select.front_door_recording_mode"
MODES = ["on", "off", "by_event", "server_by_event"]


def enable(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Enable both entities before the first setup."""
    for entity_id, key in ((SWITCH, "receive_motion"), (SELECT, "rec_mode")):
        domain, name = entity_id.split(".")
        er.async_get(hass).async_get_or_create(
            domain,
            DOMAIN,
            f"{entry.unique_id}_{CAMERA_ID}_{key}",
            suggested_object_id=name,
            disabled_by=None,
        )


@pytest.fixture
async def loaded(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, freezer: object
) -> MockConfigEntry:
    """Return a loaded entry, with an empty request log."""
    entry = make_entry(cloud, server)
    enable(hass, entry)
    await set_up(hass, entry)
    cloud.requests.clear()
    return entry


async def turn(hass: HomeAssistant, to: str, **kwargs: Any) -> None:
    """Turn the switch on or off."""
    await hass.services.async_call(
        "switch", f"turn_{to}", {ATTR_ENTITY_ID: SWITCH}, blocking=True, **kwargs
    )


async def select(hass: HomeAssistant, option: str, **kwargs: Any) -> None:
    """Choose a recording mode."""
    data = {ATTR_ENTITY_ID: SELECT, "option": option}
    await hass.services.async_call(
        "select", "select_option", data, blocking=True, **kwargs
    )


async def use(hass: HomeAssistant, entity_id: str, **kwargs: Any) -> None:
    """Turn off the switch, or select recording by event."""
    if entity_id == SWITCH:
        await turn(hass, "off", **kwargs)
    else:
        await select(hass, "by_event", **kwargs)


async def test_config_entities_are_disabled_by_default(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    cloud.cameras[CAMERA_ID].add_type({"name": "guest", "custom": True})
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    registry = er.async_get(hass)
    for entity_id, key in ((SWITCH, "receive_motion"), (SELECT, "rec_mode")):
        registered = registry.async_get(entity_id)
        assert registered is not None
        assert registered.disabled_by is er.RegistryEntryDisabler.INTEGRATION
        assert registered.entity_category == "config"
        assert registered.unique_id == f"{entry.unique_id}_{CAMERA_ID}_{key}"
    names = {
        item.unique_id.rpartition("receive_")[2]
        for item in registry.entities.values()
        if item.domain == "switch"
    }
    # Cameras do not send events of custom types.
    assert names == {"motion", "sound", "net", "snapshot"}


@pytest.mark.usefixtures("loaded")
async def test_the_switch_changes_receive(hass: HomeAssistant, cloud: Cloud) -> None:
    assert hass.states.get(SWITCH).state == "on"
    assert hass.states.get(SWITCH).name == "Front door Receive Motion"
    await turn(hass, "off")
    assert hass.states.get(SWITCH).state == "off"
    assert cloud.cameras[CAMERA_ID].types["motion"]["receive"] is False
    await turn(hass, "on")
    assert hass.states.get(SWITCH).state == "on"
    assert [(r.method, r.body) for r in cloud.requests] == [
        ("PUT", {"receive": False}),
        ("PUT", {"receive": True}),
    ]


@pytest.mark.usefixtures("loaded")
async def test_the_select_sets_the_recording_mode(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    state = hass.states.get(SELECT)
    assert (state.state, state.attributes["options"]) == ("on", MODES)
    await select(hass, "server_by_event")
    assert hass.states.get(SELECT).state == "server_by_event"
    assert cloud.cameras[CAMERA_ID].rec_mode == "server_by_event"
    assert [request.body for request in cloud.requests] == [
        {"rec_mode": "server_by_event"}
    ]
    with pytest.raises(ServiceValidationError):
        await select(hass, "sometimes")
    assert len(cloud.requests) == 1


async def test_an_unknown_mode_is_shown_and_can_be_changed(
    hass: HomeAssistant, cloud: Cloud, loaded: MockConfigEntry
) -> None:
    cloud.cameras[CAMERA_ID].rec_mode = "on_tuesdays"
    await loaded.runtime_data.cameras.async_refresh()
    state = hass.states.get(SELECT)
    assert state.state == "on_tuesdays"
    assert state.attributes["options"] == [*MODES, "on_tuesdays"]
    await select(hass, "off")
    assert hass.states.get(SELECT).attributes["options"] == MODES


async def test_missing_settings_are_unknown(
    hass: HomeAssistant, cloud: Cloud, loaded: MockConfigEntry
) -> None:
    body = {"id": CAMERA_ID, "name": "Front door", "status": "active"}
    cloud.faults.answer_next(body=body, path=f"cameras/{CAMERA_ID}/$")
    await loaded.runtime_data.cameras.async_refresh()
    assert hass.states.get(SELECT).state == "unknown"
    cloud.faults.answer_next(body={}, method="PUT")
    await select(hass, "off")
    assert hass.states.get(SELECT).state == "off"


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("entity_id", "before", "after"),
    [(SWITCH, "on", "off"), (SELECT, "on", "by_event")],
)
async def test_a_requested_value_is_shown_until_the_response(
    hass: HomeAssistant, cloud: Cloud, entity_id: str, before: str, after: str
) -> None:
    gate = cloud.faults.hold(method="PUT", count=1)
    task = hass.async_create_task(use(hass, entity_id))
    await gate.reached()
    assert hass.states.get(entity_id).state == after
    gate.release()
    await task
    assert hass.states.get(entity_id).state == after


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(("entity_id", "before"), [(SWITCH, "on"), (SELECT, "on")])
async def test_a_refused_value_is_reverted(
    hass: HomeAssistant, cloud: Cloud, entity_id: str, before: str
) -> None:
    cloud.faults.fail_next(1, status=400, method="PUT", detail="Not today")
    with pytest.raises(HomeAssistantError, match="Not today"):
        await use(hass, entity_id)
    assert hass.states.get(entity_id).state == before


@pytest.mark.usefixtures("loaded")
async def test_the_value_in_the_response_is_shown(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    cloud.faults.answer_next(body={"id": CAMERA_ID, "rec_mode": "on"}, method="PUT")
    await select(hass, "off")
    assert hass.states.get(SELECT).state == "on"


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("entity_id", [SWITCH, SELECT])
async def test_unavailable_while_the_cloud_is(
    hass: HomeAssistant, cloud: Cloud, pass_time: PassTime, entity_id: str
) -> None:
    cloud.faults.drop_next(10_000)
    for _ in range(3):
        await pass_time(30)
    assert hass.states.get(entity_id).state == "unavailable"
    cloud.faults.clear()
    await pass_time(61)
    assert hass.states.get(entity_id).state == "on"


@pytest.mark.parametrize("entity_id", [SWITCH, SELECT])
async def test_settings_of_an_offline_camera_can_be_changed(
    hass: HomeAssistant, cloud: Cloud, loaded: MockConfigEntry, entity_id: str
) -> None:
    cloud.cameras[CAMERA_ID].status = "offline"
    await loaded.runtime_data.cameras.async_refresh()
    await use(hass, entity_id)
    assert hass.states.get(entity_id).state != "on"


@pytest.mark.parametrize("entity_id", [SWITCH, SELECT])
async def test_a_read_only_token_shows_but_changes_nothing(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, entity_id: str
) -> None:
    token = cloud.channel_token(CAMERA_ID, access="watch")
    entry = make_entry(cloud, server, token=token)
    enable(hass, entry)
    await set_up(hass, entry)
    cloud.requests.clear()
    shown = async_capture_events(hass, "state_changed")
    with pytest.raises(ServiceValidationError) as caught:
        await use(hass, entity_id)
    assert caught.value.translation_key == "read_only_token"
    assert hass.states.get(entity_id).state == "on"
    assert not shown
    assert not cloud.requests


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("entity_id", [SWITCH, SELECT])
async def test_only_administrators_may_change_settings(
    hass: HomeAssistant, cloud: Cloud, hass_admin_user: MockUser, entity_id: str
) -> None:
    member = MockUser(name="member").add_to_hass(hass)
    member.mock_policy({"entities": True})
    with pytest.raises(Unauthorized):
        await use(hass, entity_id, context=Context(user_id=member.id))
    assert hass.states.get(entity_id).state == "on"
    assert not cloud.requests
    await use(hass, entity_id, context=Context(user_id=hass_admin_user.id))
    # An automation has no user.
    await use(hass, entity_id, context=Context())
    assert len(cloud.requests) == 2


async def test_a_switch_is_removed_with_its_type(
    hass: HomeAssistant, cloud: Cloud, loaded: MockConfigEntry
) -> None:
    cloud.cameras[CAMERA_ID].remove_type("motion")
    for _ in range(3):
        await loaded.runtime_data.cameras.async_refresh_camera(CAMERA_ID)
        await loaded.runtime_data.cameras.async_refresh()
        await hass.async_block_till_done(wait_background_tasks=True)
    assert er.async_get(hass).async_get(SWITCH) is None
    assert hass.states.get(SWITCH) is None
