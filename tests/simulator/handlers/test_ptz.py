"""Tests for PTZ and presets on the wire (section 8)."""

from simulator import Cloud

from ...conftest import CAMERA_ID
from ..conftest import MakeWire, Wire

PTZ = f"/api/v2/cameras/{CAMERA_ID}/ptz/"
PRESETS = f"{PTZ}presets/"


async def test_a_preset_is_added_with_its_name_and_deleted(
    cloud: Cloud, wire: Wire
) -> None:
    made = [await wire.send("POST", PRESETS, {"name": name}) for name in ("Gate", "B")]
    assert [(each.status, each.data) for each in made] == [
        (201, {"id": 1, "name": "Gate"}),
        (201, {"id": 2, "name": "B"}),
    ]
    deleted = await wire.send("DELETE", f"{PRESETS}1/")
    assert (deleted.status, deleted.content) == (204, b"")
    assert (await wire.send("DELETE", f"{PRESETS}1/")).status == 404
    # The id of a remaining preset is not used again.
    assert (await wire.send("POST", PRESETS, {"name": "C"})).data["id"] == 3
    assert (await wire.get(PRESETS)).data["objects"] == [
        {"id": 2, "name": "B"},
        {"id": 3, "name": "C"},
    ]
    assert (await wire.send("POST", f"{PRESETS}goto/", {"id": 1})).status == 404
    assert (await wire.send("POST", f"{PRESETS}goto/", {"id": 3})).status == 200
    assert cloud.cameras[CAMERA_ID].ptz_log == [{"id": 3}]


async def test_a_read_only_token_deletes_no_preset(
    cloud: Cloud, make_wire: MakeWire
) -> None:
    cloud.cameras[CAMERA_ID].presets = {1: "Gate"}
    watch = make_wire(f"Acc {cloud.channel_token(CAMERA_ID, 'watch')}")
    assert (await watch.send("DELETE", f"{PRESETS}1/")).status == 403
    assert cloud.cameras[CAMERA_ID].presets == {1: "Gate"}


async def test_presets_may_be_listed_in_their_own_list_only(
    cloud: Cloud, wire: Wire
) -> None:
    cloud.cameras[CAMERA_ID].presets = {1: "Gate"}
    assert (await wire.get(PTZ)).data["presets"] == [{"id": 1, "name": "Gate"}]
    cloud.wire_format.presets_in_ptz = False
    assert "presets" not in (await wire.get(PTZ)).data
    assert (await wire.get(PRESETS)).ids == [1]
