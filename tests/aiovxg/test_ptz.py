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


@pytest.mark.parametrize("in_ptz", [True, False])
@pytest.mark.parametrize("presets", [{}, {1: "Gate"}, {1: "Gate", 7: "Street"}])
async def test_presets_are_read_from_either_list(
    client: VxgClient, cloud: Cloud, in_ptz: bool, presets: dict[int, str]
) -> None:
    cloud.wire_format.presets_in_ptz = in_ptz
    cloud.cameras[CAMERA_ID].presets = presets
    assert (await client.ptz.read(CAMERA_ID)).presets == presets
    cloud.requests.clear()
    await client.ptz.read(CAMERA_ID, presets=False)
    assert len(cloud.requests) == 1


async def test_all_presets_are_read_of_a_list_with_pages(
    client: VxgClient, cloud: Cloud
) -> None:
    cloud.wire_format.presets_in_ptz = False
    presets = {number: f"Preset {number}" for number in range(1, 60)}
    cloud.cameras[CAMERA_ID].presets = presets
    assert (await client.ptz.read(CAMERA_ID)).presets == presets


@pytest.mark.parametrize(
    "response",
    [
        [{"id": 3, "name": "Gate"}],
        {"objects": [{"id": 3, "name": "Gate"}]},
        {"objects": {"3": "Gate"}},
    ],
)
async def test_a_list_of_presets_is_parsed_in_any_shape(
    stub_client: VxgClient, stub: StubServer, response: Any
) -> None:
    stub.responses = [{"actions": ["left"]}, response]
    ptz = await stub_client.ptz.read(CAMERA_ID)
    assert list(ptz.presets.values()) == ["Gate"]
    assert ptz.actions == ("left",)


@pytest.mark.parametrize("status", [400, 403, 404])
async def test_a_cloud_may_lack_the_list_of_presets(
    client: VxgClient, cloud: Cloud, status: int
) -> None:
    cloud.faults.fail_next(1, status=status, path="ptz/presets")
    ptz = await client.ptz.read(CAMERA_ID)
    assert ptz.actions
    assert not ptz.presets
