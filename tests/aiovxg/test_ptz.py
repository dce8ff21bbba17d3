"""Test PTZ with the simulated cloud and with other response formats."""

from typing import Any

import pytest

from custom_components.vxg.aiovxg import (
    PtzCapabilities,
    VxgBadRequestError,
    VxgClient,
    VxgNotFoundError,
)
from simulator import Cloud

from ..conftest import CAMERA_ID
from .conftest import StubServer


async def test_actions_and_presets_are_returned(
    client: VxgClient, cloud: Cloud
) -> None:
    cloud.cameras[CAMERA_ID].presets = {1: "Gate", 7: "Street"}
    ptz = await client.ptz.read(CAMERA_ID)
    assert "left" in ptz.actions
    assert ptz.presets == {1: "Gate", 7: "Street"}


async def test_commands_are_sent_with_the_cameras_own_token(
    group: VxgClient, cloud: Cloud
) -> None:
    cloud.cameras[CAMERA_ID].presets = {1: "Gate"}
    await group.ptz.move(CAMERA_ID, "left", milliseconds=500)
    await group.ptz.go_to(CAMERA_ID, 1)
    assert cloud.cameras[CAMERA_ID].ptz_log == [
        {"action": "left", "timeout": 500},
        {"id": 1},
    ]
    with pytest.raises(VxgBadRequestError):
        await group.ptz.move(CAMERA_ID, "around", milliseconds=500)
    with pytest.raises(VxgNotFoundError):
        await group.ptz.go_to(CAMERA_ID, 2)


@pytest.mark.parametrize(
    ("response", "ptz"),
    [
        ({}, PtzCapabilities()),
        (None, PtzCapabilities()),
        ({"actions": None, "presets": None}, PtzCapabilities()),
        ({"actions": ["left", 5]}, PtzCapabilities(actions=("left", "5"))),
        (
            {"presets": [{"id": "a"}, {"name": "x"}, True]},
            PtzCapabilities(presets={"a": "a"}),
        ),
        ({"presets": [3, "b"]}, PtzCapabilities(presets={3: "3", "b": "b"})),
        ({"presets": {"1": "Gate"}}, PtzCapabilities(presets={"1": "Gate"})),
    ],
)
async def test_capabilities_are_parsed_in_any_shape(
    stub_client: VxgClient, stub: StubServer, response: Any, ptz: PtzCapabilities
) -> None:
    stub.responses = [response]
    assert await stub_client.ptz.read(CAMERA_ID) == ptz
