"""Tests for cameras on the wire (section 3)."""

from typing import Any

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
async def test_a_camera_is_updated_partially(
    wire: Wire, body: dict[str, str], status: int
) -> None:
    path = f"/api/v2/cameras/{CAMERA_ID}/"
    before = (await wire.get(path, detail="detail")).data
    response = await wire.send("PUT", path, body)
    assert response.status == status
    after = (await wire.get(path, detail="detail")).data
    following = {"rec_status": "off"} if "rec_mode" in body else {}
    assert after == (before | body | following if status == 200 else before)
    if status == 200:
        assert response.data["rec_mode"] == body["rec_mode"]


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


async def test_a_camera_has_details_and_tags_only_on_request(
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


DOCUMENTED = """
    id cmngrid name uuid status mode rec_mode rec_status timezone latitude longitude brand
    model serial_number fw_version type led access memorycard_recording created meta preview
"""


async def test_a_camera_has_all_documented_fields(cloud: Cloud, wire: Wire) -> None:
    query = {"detail": "detail", "include_meta": "true", "preview": "true"}
    camera = (await wire.get(f"/api/v2/cameras/{CAMERA_ID}/", **query)).data
    assert set(camera) == set(DOCUMENTED.split())
    assert camera["created"] == "2024-05-01T00:00:00"
    pull = {"url": "rtsp://192.0.2.1/", "login": "a", "password": "b"}
    cloud.add_camera(CAMERA_ID, "Front door", **pull)
    camera = (await wire.get(f"/api/v2/cameras/{CAMERA_ID}/", **query)).data
    assert set(camera) == {*DOCUMENTED.split(), *pull}


LISTS = ["/api/v2/cameras/", "/api/v5/channels/"]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, [CAMERA_ID, 61, 62, 900]),
        ({"meta": "floor"}, [CAMERA_ID, 61]),
        ({"meta": "gateway,outside"}, [61, 62]),
        ({"meta_not": "isstorage"}, [CAMERA_ID, 61, 62]),
        ({"meta_not": "isstorage,gateway"}, [CAMERA_ID, 61]),
        ({"meta": "floor", "meta_not": "outside"}, [CAMERA_ID]),
        ({"name__icontains": "DOOR"}, [CAMERA_ID]),
        ({"name__icontains": "storagefor", "meta": "isstorage"}, [900]),
        ({"name__icontains": "attic"}, []),
    ],
)
async def test_cameras_and_channels_are_filtered_by_tags_and_name(
    cloud: Cloud,
    make_wire: MakeWire,
    path: str,
    query: dict[str, Any],
    expected: list[int],
) -> None:
    cloud.cameras[CAMERA_ID].meta = {"floor": "1"}
    cloud.add_camera(61, "Garden", meta={"floor": "0", "outside": ""})
    cloud.add_camera(62, "Gateway", meta={"gateway": ""})
    cloud.add_storage_channel(900, "anna")
    group = make_wire(f"SI {cloud.group_token()}")
    assert (await group.get(path, **query)).ids == expected


async def test_a_storage_channel_is_in_the_group_and_is_no_camera(
    cloud: Cloud, make_wire: MakeWire
) -> None:
    cloud.add_storage_channel(900, "anna")
    group = make_wire(f"SI {cloud.group_token()}")
    shown = (await group.get("/api/v5/channels/900/", include_meta="true")).data
    assert (shown["name"], shown["status"]) == ("#StorageForanna", "offline")
    assert "isstorage" in shown["meta"]
    types = "/api/v2/cameras/900/event_processing/events/"
    assert (await group.get(types)).data["objects"] == []


async def test_the_lists_that_the_player_reads_first_exist(
    cloud: Cloud, wire: Wire, make_wire: MakeWire
) -> None:
    path = f"/api/v2/cameras/{CAMERA_ID}/"
    streams = (await wire.get(f"{path}media_streams/")).data
    main = next(
        each
        for each in streams["mstreams_supported"]
        if each["id"] == streams["live_ms_id"]
    )
    video = (await wire.get(f"{path}video/streams/{main['vs_id']}/")).data
    assert video["id"] == main["vs_id"]
    assert (video["horz"], video["vert"]) == (640, 360)
    assert (await wire.send("GET", f"{path}video/streams/none/")).status == 404
    audio = (await wire.get(f"{path}audio/")).data
    assert audio["caps"]["backward_formats"] == []
    urls = (await wire.get(f"{path}live_urls/")).data
    assert {"hls", "rtsp", "rtmp", "webrtc"} <= set(urls)
    back = (
        await wire.get(f"{path}live_urls/", media_urls="webrtc_back,rtmp_back")
    ).data
    assert set(back) == {"webrtc_backward", "rtmp_backward"}
    assert (await make_wire(None).send("GET", f"{path}audio/")).status == 401
    cloud.cameras[CAMERA_ID].status = "offline"
    assert (await wire.send("GET", f"{path}live_urls/")).status == 503


async def test_talk_back_is_announced_by_the_formats_of_the_audio(
    cloud: Cloud, wire: Wire
) -> None:
    cloud.cameras[CAMERA_ID].backward_formats = ["PCMU"]
    audio = (await wire.get(f"/api/v2/cameras/{CAMERA_ID}/audio/")).data
    assert audio["caps"]["backward_formats"] == ["PCMU"]


async def test_the_values_of_a_tag_are_counted_over_the_accessible_cameras(
    cloud: Cloud, make_wire: MakeWire
) -> None:
    for number, place in enumerate(("Yard", "Yard", "Hall"), start=61):
        cloud.add_camera(number, "Camera", meta={"location": place})
    values = "/api/v2/cameras/meta/get_values/"
    group = make_wire(f"SI {cloud.group_token([61, 62, 63])}")
    assert (await group.get(f"{values}location/")).data == {"Yard": 2, "Hall": 1}
    assert (await group.get(f"{values}group/")).data == {}
    channel = make_wire(f"Acc {cloud.channel_token(63)}")
    assert (await channel.get(f"{values}location/")).data == {"Hall": 1}
    assert (await make_wire(None).send("GET", f"{values}location/")).status == 401


async def test_a_group_token_tells_where_clips_are_stored(
    cloud: Cloud, make_wire: MakeWire
) -> None:
    group = make_wire(f"SI {cloud.group_token()}")
    assert (await group.get("/api/v5/meta/")).data["objects"] == []
    cloud.add_storage_channel(900, "anna")
    assert (await group.get("/api/v5/meta/")).data["objects"] == [
        {"tag": "storage_channel_id", "data": "900"}
    ]
    channel = make_wire(f"Acc {cloud.channel_token(CAMERA_ID)}")
    assert (await channel.send("GET", "/api/v5/meta/")).status == 401
