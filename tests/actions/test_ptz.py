"""Tests for the action ptz."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol

from simulator import Cloud

from ..common.actions import CAMERA, call_action, get_response, sent_requests
from ..conftest import CAMERA_ID


@pytest.fixture
def loaded(cloud: Cloud, entry: MockConfigEntry) -> MockConfigEntry:
    """Return the entry of a camera with two presets, with an empty request log."""
    cloud.cameras[CAMERA_ID].presets = {1: "Gate", 7: "Street"}
    cloud.requests.clear()
    return entry


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("data", "sent_body"),
    [
        ({"move": "left"}, {"action": "left", "timeout": 500}),
        ({"move": "up", "duration": 1.5}, {"action": "top", "timeout": 1500}),
        ({"move": "bottom"}, {"action": "bottom", "timeout": 500}),
        ({"move": "zoom_in"}, {"action": "zoom_in", "timeout": 500}),
        ({"preset": "street"}, {"id": 7}),
        ({"preset": "1"}, {"id": 1}),
    ],
)
async def test_a_camera_is_moved(
    hass: HomeAssistant, cloud: Cloud, data: dict[str, Any], sent_body: dict[str, Any]
) -> None:
    response = await get_response(hass, "ptz", **data)
    assert cloud.cameras[CAMERA_ID].ptz_log == [sent_body]
    assert response[CAMERA]["success"]
    assert response[CAMERA]["status"] == "moved"
    assert [method for method, _ in sent_requests(cloud)] == ["GET", "POST"]


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("presets", "preset", "preset_id"),
    [
        # Named by numbers that are also ids of others.
        ({2: "3", 1: "2", 0: "1"}, "1", 0),
        ({0: "1", 1: "2", 2: "3"}, "3", 2),
        ({1: "3", 3: "1"}, "1", 3),
        ({2: "3", 1: "2", 0: "1"}, "0", 0),
        ({1: "Gate", 2: "gate"}, "gate", 2),
        ({1: "Gate", 2: "gate"}, "GATE", 1),
        ({1: "Gate", 2: "Gate"}, "Gate", 1),
        ({1: "Gate", 7: "Street"}, " street ", 7),
        ({"home": "Gate"}, "HOME", "home"),
    ],
)
async def test_a_preset_is_found_by_its_name_before_its_id(
    hass: HomeAssistant,
    cloud: Cloud,
    presets: dict[int | str, str],
    preset: str,
    preset_id: int | str,
) -> None:
    cloud.cameras[CAMERA_ID].presets = presets
    await call_action(hass, "ptz", preset=preset)
    assert cloud.requests[-1].body == {"id": preset_id}


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("data", "message", "requests"),
    [
        ({}, "specify either", 0),
        ({"move": "left", "preset": "Gate"}, "specify either", 0),
        ({"move": "left", "duration": 11}, "duration is 11", 0),
        ({"move": "left", "duration": 0}, "between 0.1 and 10", 0),
        ({"move": "zoom_in"}, "the move zoom_in. Supported moves: left, up", 1),
        ({"preset": "Moon"}, "no preset Moon. Available presets: Gate, Street", 1),
    ],
)
async def test_an_invalid_request_is_refused(
    hass: HomeAssistant,
    cloud: Cloud,
    data: dict[str, Any],
    message: str,
    requests: int,
) -> None:
    cloud.cameras[CAMERA_ID].ptz_actions = ["left", "top"]
    with pytest.raises(ServiceValidationError, match=message):
        await call_action(hass, "ptz", **data)
    assert len(cloud.requests) == requests
    assert not cloud.cameras[CAMERA_ID].ptz_log


@pytest.mark.usefixtures("loaded")
async def test_an_unsupported_move_is_refused(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    cloud.cameras[CAMERA_ID].ptz_actions = []
    with pytest.raises(ServiceValidationError, match="support the move left"):
        await call_action(hass, "ptz", move="left")
    cloud.cameras[CAMERA_ID].presets = {}
    with pytest.raises(ServiceValidationError, match="Front door does not support PTZ"):
        await call_action(hass, "ptz", move="left")
    with pytest.raises(vol.Invalid):
        await call_action(hass, "ptz", move="around")


@pytest.mark.usefixtures("loaded")
async def test_errors_of_the_cloud_are_raised(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    cloud.faults.fail_next(status=503, path="ptz")
    with pytest.raises(HomeAssistantError, match="currently unavailable"):
        await call_action(hass, "ptz", move="left")
    cloud.cameras[CAMERA_ID].ptz_actions = []
    cloud.cameras[CAMERA_ID].presets = {1: "Gate"}
    with pytest.raises(ServiceValidationError, match="Supported moves: –"):
        await call_action(hass, "ptz", move="left")
