"""Tests for cameras on the wire (section 3)."""

import pytest

from simulator import Cloud

from ...conftest import CAMERA_ID
from ..conftest import MakeWire, Wire


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"rec_mode": "by_event"}, 200),
        ({"rec_mode": "server_by_event", "led": "off"}, 200),
        ({"rec_mode": "sometimes"}, 400),
        ({"status": "active"}, 400),
        ({"led": "off", "name": "x"}, 400),
    ],
)
async def test_a_camera_is_changed_by_a_part_of_it(
    wire: Wire, body: dict[str, str], status: int
) -> None:
    path = f"/api/v2/cameras/{CAMERA_ID}/"
    before = (await wire.get(path, detail="detail")).data
    answer = await wire.send("PUT", path, body)
    assert answer.status == status
    after = (await wire.get(path, detail="detail")).data
    following = {"rec_status": "off"} if "rec_mode" in body else {}
    assert after == (before | body | following if status == 200 else before)
    if status == 200:
        assert answer.data["rec_mode"] == body["rec_mode"]


@pytest.mark.parametrize(
    ("mode", "status"),
    [("on", "on"), ("off", "off"), ("by_event", "off"), ("server_by_event", "off")],
)
async def test_the_recording_status_follows_the_recording_mode(
    wire: Wire, mode: str, status: str
) -> None:
    path = f"/api/v2/cameras/{CAMERA_ID}/"
    assert (await wire.get(path)).data["rec_status"] == "on"
    written = await wire.send("PUT", path, {"rec_mode": mode})
    assert written.data["rec_status"] == status
    assert (await wire.get(path)).data["rec_status"] == status
    channel = (await wire.get("/api/v4/channel/")).data
    assert channel["recording"] is (status == "on")


async def test_a_camera_tells_details_and_tags_only_when_asked(
    cloud: Cloud, make_wire: MakeWire
) -> None:
    cloud.cameras[CAMERA_ID].meta = {"floor": "1"}
    acc = make_wire(f"Acc {cloud.channel_token(CAMERA_ID)}")
    group = make_wire(f"SI {cloud.group_token()}")
    camera = f"/api/v2/cameras/{CAMERA_ID}/"
    channel = f"/api/v5/channels/{CAMERA_ID}/"
    for wire, path in ((acc, camera), (acc, "/api/v4/channel/"), (group, channel)):
        assert "meta" not in (await wire.get(path)).data
        asked = (await wire.get(path, include_meta="true")).data
        assert asked["meta"] == {"floor": "1"}
    for wire, path in ((acc, camera), (group, channel)):
        assert "preview" not in (await wire.get(path)).data
        preview = (await wire.get(path, preview="true")).data["preview"]
        assert {"url", "time", "expire"} <= set(preview)
        assert (await wire.fetch(preview["url"])).status == 200
    assert "brand" not in (await acc.get(camera)).data
    assert (await acc.get(camera, detail="detail")).data["brand"] == "VXG"
