"""Test the media hosts that are in trouble, and that what they break is noticed."""

from datetime import UTC, datetime, timedelta

from aiohttp import ClientPayloadError, ClientSession
import pytest

from harness.chaos.faults import ALL
from harness.soak.media_reader import MEDIA_HOSTS, is_whole, trouble
from scripts.demo.client import HttpResponse
from simulator import Cloud, CloudServer
from simulator.rendering import render_jpeg, render_video
from simulator.signed_urls import sign_url, video_path

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CAMERA = 101


@pytest.fixture(autouse=True)
def _use_sockets(socket_enabled: None) -> None:
    """Enable sockets."""


@pytest.fixture(scope="module")
def video() -> bytes:
    """Return a video of the simulated cloud."""
    return render_video(CAMERA, "Door", NOW, 1, container="mp4")


@pytest.mark.parametrize("host", MEDIA_HOSTS)
async def test_each_kind_of_media_host_does_what_it_is_called(
    host: str, video: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.media_host.render_video", lambda *_, **__: video)
    cloud = Cloud(lambda: NOW)
    cloud.add_camera(CAMERA, "Door")
    if (handle := MEDIA_HOSTS[host]) is not None:
        cloud.media_faults.add(ALL, None, None, handle)
    headers = {"Range": "bytes=10-19", "Accept-Encoding": "identity"}
    async with CloudServer(cloud) as _, ClientSession(auto_decompress=False) as session:
        path = video_path("record", CAMERA, NOW, NOW + timedelta(seconds=1))
        url, _expires = sign_url(cloud, path)
        async with session.get(url, headers=headers) as response:
            promised = response.headers.get("Accept-Ranges")
            encoding = response.headers.get("Content-Encoding")
            try:
                content: bytes | None = await response.read()
            except ClientPayloadError:
                content = None
    found = response.status, promised, encoding
    assert (
        found
        == {
            "good": (206, "bytes", None),
            "ignoring ranges": (200, None, None),
            "compressing": (200, None, "gzip"),
            "cutting off": (206, None, None),
            "failing": (503, None, None),
        }[host]
    )
    if host == "cutting off":
        assert content is None
    elif host == "good":
        assert content == video[10:20]
    elif host == "ignoring ranges":
        assert content == video


def test_media_are_whole_or_not(video: bytes) -> None:
    image = render_jpeg(CAMERA, "Door", NOW)
    assert is_whole("picture", image)
    assert is_whole("video", video)
    for kind, content in (("picture", image), ("video", video)):
        for part in (b"", content[:-1], content[: len(content) // 2], b"<html></html>"):
            assert not is_whole(kind, part)
    assert not is_whole("video", b"\0" * 40)


def test_a_part_must_be_one_of_the_whole(video: bytes) -> None:
    whole = HttpResponse(200, video, None)
    right = HttpResponse(206, video[100:300], f"bytes 100-299/{len(video)}")
    refused = HttpResponse(502, b"", None)
    for part in (None, right, refused, whole):
        assert trouble("video", whole, part) is None
        assert trouble("video", refused, part) is None
    for part in (
        HttpResponse(206, video[100:299], f"bytes 100-299/{len(video)}"),
        HttpResponse(206, video[100:300], f"bytes 100-299/{len(video) + 1}"),
        HttpResponse(206, video[100:300], None),
    ):
        assert trouble("video", whole, part) is not None
    assert trouble("video", HttpResponse(200, video[:-1], None), None) is not None
