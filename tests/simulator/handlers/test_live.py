"""Tests for live streams and current images on the wire (section 7)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from simulator import Cloud

from ...conftest import CAMERA_ID
from ..conftest import Clock, Wire, size_of

WATCH = "/api/v4/live/watch/"
IMAGE = "/api/v4/live/image/"


async def test_the_live_image_is_the_url_of_a_jpeg(wire: Wire) -> None:
    data = (await wire.get(IMAGE)).data
    assert set(data) == {"url", "time", "expire", "width", "height"}
    picture = await wire.fetch(data["url"])
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert size_of(picture.content) == (data["width"], data["height"])


async def test_stream_urls_have_an_expiry(wire: Wire, clock: Clock) -> None:
    live = (await wire.get(WATCH)).data
    assert set(live) == {"hls", "expire_hls", "rtmp", "rtsp", "expire", "webrtc"}
    webrtc = live["webrtc"]
    assert set(webrtc) == {"version", "connection_url", "ice_servers", "scripts"}
    assert webrtc["version"] == "2.0.2"
    assert webrtc["connection_url"].startswith("wss://")
    assert set(webrtc["scripts"]) == {"player", "helpers"}
    now = clock().replace(tzinfo=None)
    assert datetime.fromisoformat(live["expire"]) - now == timedelta(minutes=5)
    assert datetime.fromisoformat(live["expire_hls"]) - now == timedelta(hours=1)
    for scheme in ("rtmp", "rtsp"):
        assert live[scheme].startswith(f"{scheme}://")


@pytest.mark.parametrize("path", [WATCH, IMAGE])
@pytest.mark.parametrize("change", [{"status": "offline"}, {"streaming": False}])
async def test_no_live_stream_is_available_while_the_camera_is_not_streaming(
    cloud: Cloud, wire: Wire, path: str, change: dict[str, Any]
) -> None:
    await wire.get(path)
    for key, value in change.items():
        setattr(cloud.cameras[CAMERA_ID], key, value)
    response = await wire.send("GET", path)
    assert (response.status, response.data["status"]) == (503, 503)


async def test_a_camera_may_have_webrtc_alone(cloud: Cloud, wire: Wire) -> None:
    cloud.cameras[CAMERA_ID].webrtc_only = True
    assert set((await wire.get(WATCH)).data) == {"webrtc"}
