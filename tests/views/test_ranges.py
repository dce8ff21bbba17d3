"""Tests for ranges, encodings and containers that a media host does not offer."""

from collections.abc import Callable
from datetime import UTC, datetime
import gzip
import re
from unittest.mock import patch
import zlib

from aiohttp import ClientPayloadError, web
from aiohttp.test_utils import TestClient
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.media.identifier import MediaIdentifier
from simulator import Cloud, StoredEvent

from ..media.test_remux import frames_of, shows
from .conftest import DRAWN, event_identifier

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
CONTENT = bytes(range(256)) * 120
TOTAL = len(CONTENT)

type Respond = Callable[[web.Request], web.StreamResponse]

RANGES = [
    ("bytes=10-19", 206, slice(10, 20)),
    ("bytes=100-", 206, slice(100, None)),
    ("bytes=0-", 206, slice(0, None)),
    ("bytes=-7", 206, slice(-7, None)),
    (f"bytes=-{TOTAL * 2}", 206, slice(0, None)),
    (f"bytes=5-{TOTAL * 2}", 206, slice(5, None)),
    (f"bytes={TOTAL}-", 416, slice(0)),
    ("bytes=-0", 416, slice(0)),
    # Several ranges or other units may be ignored.
    ("bytes=1-2,5-6", 200, slice(None)),
    ("lines=1-2", 200, slice(None)),
    ("bytes=x-", 200, slice(None)),
    (f"bytes={'9' * 5000}-", 200, slice(None)),
]


def serve(cloud: Cloud, respond: Respond) -> None:
    """Let the media host respond with this function."""

    async def handle(request: web.Request, _: object) -> web.StreamResponse:
        return respond(request)

    cloud.media_faults.add(10**6, None, None, handle)


def without_ranges(_request: web.Request) -> web.Response:
    return web.Response(body=CONTENT, content_type="video/mp4")


def with_ranges(
    content: bytes, content_type: str, **headers: str
) -> Callable[[web.Request], web.Response]:
    """Return a media host that has ranges."""

    def respond(request: web.Request) -> web.Response:
        start, stop, _ = request.http_range.indices(len(content))
        if (start, stop) == (0, len(content)):
            return web.Response(
                body=content, headers={"Content-Type": content_type, **headers}
            )
        part = f"bytes {start}-{stop - 1}/{len(content)}"
        return web.Response(
            status=206,
            body=content[start:stop],
            headers={"Content-Type": content_type, "Content-Range": part, **headers},
        )

    return respond


@pytest.mark.parametrize(("requested", "status", "part"), RANGES)
async def test_ranges_are_served_although_the_media_host_has_none(
    client: TestClient,
    cloud: Cloud,
    recording: MediaIdentifier,
    requested: str,
    status: int,
    part: slice,
) -> None:
    serve(cloud, without_ranges)
    response = await client.get(recording.video_path, headers={"Range": requested})
    assert response.status == status
    assert await response.read() == (b"" if status == 416 else CONTENT[part])
    assert response.headers["Accept-Ranges"] == "bytes"
    if status == 206:
        start, stop, _ = part.indices(TOTAL)
        expected = f"bytes {start}-{stop - 1}/{TOTAL}"
        assert response.headers["Content-Range"] == expected
    elif status == 416:
        assert response.headers["Content-Range"] == f"bytes */{TOTAL}"


async def test_a_video_without_ranges_is_loaded_once(
    client: TestClient, cloud: Cloud, recording: MediaIdentifier
) -> None:
    serve(cloud, without_ranges)
    for start in range(0, 1000, 100):
        headers = {"Range": f"bytes={start}-"}
        response = await client.get(recording.video_path, headers=headers)
        assert await response.read() == CONTENT[start:]
    # The first response showed that there are no ranges.
    assert len(cloud.media_requests) == 2


@pytest.mark.parametrize("has_length", [True, False])
async def test_no_ranges_are_promised_of_a_large_video_without_them(
    client: TestClient, cloud: Cloud, recording: MediaIdentifier, has_length: bool
) -> None:
    def respond(request: web.Request) -> web.Response:
        response = without_ranges(request)
        if not has_length:
            response.enable_chunked_encoding()
        return response

    serve(cloud, respond)
    with (
        patch("custom_components.vxg.media.playback.MAX_VIDEO_BYTES", 1000),
        patch("custom_components.vxg.media.videos.MAX_REMUX_BYTES", 1000),
    ):
        for headers in ({}, {"Range": "bytes=10-19"}, {"Range": "bytes=0-"}):
            response = await client.get(recording.video_path, headers=headers)
            assert response.status == 200
            assert "Accept-Ranges" not in response.headers
            assert await response.read() == CONTENT


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"Content-Range": "bytes"},
        {"Content-Range": f"bytes 0-9/{TOTAL}"},
        {"Content-Range": f"bytes 10-29/{TOTAL}"},
    ],
)
async def test_a_part_that_was_not_requested_is_not_passed_on(
    client: TestClient, cloud: Cloud, recording: MediaIdentifier, wrong: dict[str, str]
) -> None:
    def respond(request: web.Request) -> web.Response:
        if "Range" not in request.headers:
            return without_ranges(request)
        headers = {"Content-Type": "video/mp4", **wrong}
        return web.Response(status=206, body=CONTENT[:10], headers=headers)

    serve(cloud, respond)
    headers = {"Range": "bytes=10-19"}
    response = await client.get(recording.video_path, headers=headers)
    assert (response.status, await response.read()) == (206, CONTENT[10:20])


ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "GZIP": gzip.compress,
    "deflate": zlib.compress,
    "aws-chunked": bytes,
    "identity": bytes,
}


@pytest.mark.parametrize("encoding", ENCODERS)
@pytest.mark.parametrize("requested", [None, "bytes=0-", "bytes=10-19", "bytes=-5"])
async def test_a_video_that_is_encoded_all_the_same_is_whole(
    client: TestClient,
    cloud: Cloud,
    recording: MediaIdentifier,
    encoding: str,
    requested: str | None,
) -> None:
    encoded = ENCODERS[encoding](CONTENT)
    serve(cloud, with_ranges(encoded, "video/mp4", **{"Content-Encoding": encoding}))
    headers = {} if requested is None else {"Range": requested}
    response = await client.get(recording.video_path, headers=headers)
    content = await response.read()
    parts = {None: CONTENT, "bytes=0-": CONTENT, "bytes=10-19": CONTENT[10:20]}
    assert content == parts.get(requested, CONTENT[-5:])
    assert "Content-Encoding" not in response.headers
    length = response.headers.get("Content-Length")
    assert length in (None, str(len(content)))


@pytest.mark.parametrize("encoding", ["br", "compress", "gzip, gzip", "x"])
async def test_a_video_that_cannot_be_decoded_is_refused(
    client: TestClient, cloud: Cloud, recording: MediaIdentifier, encoding: str
) -> None:
    serve(cloud, with_ranges(CONTENT, "video/mp4", **{"Content-Encoding": encoding}))
    for headers in ({}, {"Range": "bytes=0-"}):
        response = await client.get(recording.video_path, headers=headers)
        assert response.status == 502
        assert await response.read() == b""


async def test_an_image_that_is_encoded_all_the_same_is_shown(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry, event: StoredEvent
) -> None:
    image = b"\xff\xd8\xff" + CONTENT
    encoded = gzip.compress(image)
    serve(cloud, with_ranges(encoded, "image/jpeg", **{"Content-Encoding": "gzip"}))
    response = await client.get(event_identifier(entry, event).picture_path)
    assert await response.read() == image


@pytest.mark.parametrize("requested", [None, "bytes=0-"])
async def test_a_video_that_is_shorter_than_announced_is_not_complete(
    client: TestClient, cloud: Cloud, recording: MediaIdentifier, requested: str | None
) -> None:
    async def respond(request: web.Request, _: object) -> web.StreamResponse:
        response = web.StreamResponse(
            headers={"Content-Type": "video/mp4", "Content-Length": str(TOTAL)}
        )
        await response.prepare(request)
        await response.write(CONTENT[:10_000])
        assert request.transport is not None
        request.transport.close()
        return response

    cloud.media_faults.add(10**6, None, None, respond)
    headers = {} if requested is None else {"Range": requested}
    response = await client.get(recording.video_path, headers=headers)
    if response.status == 200:
        with pytest.raises(ClientPayloadError):
            await response.read()
    else:
        assert response.status == 502


REMUXED = {
    "avi": ["video/x-msvideo", "video/avi", "application/octet-stream"],
    "flv": ["video/x-flv", "binary/octet-stream"],
    "mpegts": [
        "video/mp2t",
        "VIDEO/MP2T",
        "video/mp4",
        "application/octet-stream",
        "text/vnd.trolltech.linguist",
    ],
}


@pytest.mark.parametrize(
    "requested", [None, "bytes=0-", "bytes=0-1", "bytes=1000-1999"]
)
@pytest.mark.parametrize(
    ("container", "content_type"),
    [(container, name) for container, names in REMUXED.items() for name in names],
)
async def test_a_container_that_browsers_do_not_play_becomes_an_mp4(
    client: TestClient,
    cloud: Cloud,
    recording: MediaIdentifier,
    container: str,
    content_type: str,
    requested: str | None,
) -> None:
    content = DRAWN(1, "Door", START, 2, container=container)
    serve(cloud, with_ranges(content, content_type))
    headers = {} if requested is None else {"Range": requested}
    part = await client.get(recording.video_path, headers=headers)
    received = await part.read()
    response = await client.get(recording.video_path)
    whole = await response.read()
    assert response.content_type == part.content_type == "video/mp4"
    frames = frames_of(whole)
    assert len(frames) in (19, 20)
    assert shows(frames[0], START)
    if requested is None:
        assert received == whole
    else:
        numbers = re.findall(r"\d+", part.headers["Content-Range"])
        first, last, total = map(int, numbers)
        assert (part.status, total) == (206, len(whole))
        assert received == whole[first : last + 1]
    # What the media host sent was needed to recognize it, and once to load it.
    assert len(cloud.media_requests) <= 3


async def test_a_large_video_that_browsers_do_not_play_keeps_its_type(
    client: TestClient, cloud: Cloud, recording: MediaIdentifier
) -> None:
    content = DRAWN(1, "Door", START, 2, container="mpegts")
    serve(cloud, with_ranges(content, "application/octet-stream"))
    with (
        patch("custom_components.vxg.media.playback.MAX_VIDEO_BYTES", 1000),
        patch("custom_components.vxg.media.videos.MAX_REMUX_BYTES", 1000),
    ):
        for requested, part in (
            (None, slice(None)),
            ("bytes=400-899", slice(400, 900)),
        ):
            headers = {} if requested is None else {"Range": requested}
            response = await client.get(recording.video_path, headers=headers)
            assert response.content_type == "video/mp2t"
            assert await response.read() == content[part]


async def test_a_video_that_cannot_be_converted_is_sent_as_it_is(
    client: TestClient, cloud: Cloud, recording: MediaIdentifier
) -> None:
    content = b"FLV\x01 and nothing else" * 100
    serve(cloud, with_ranges(content, "video/x-flv"))
    for _ in range(2):
        response = await client.get(recording.video_path)
        assert response.content_type == "video/x-flv"
        assert await response.read() == content
    assert len(cloud.media_requests) == 2


@pytest.mark.parametrize(
    "requested", [None, "bytes=0-9", "bytes=-5", "bytes=999999999-"]
)
@pytest.mark.parametrize("kind", ["image", "excerpt", "recording", "no ranges"])
async def test_a_head_request_has_the_headers_of_a_get_request(
    client: TestClient,
    cloud: Cloud,
    entry: MockConfigEntry,
    event: StoredEvent,
    recording: MediaIdentifier,
    kind: str,
    requested: str | None,
) -> None:
    identifier = event_identifier(entry, event)
    path = identifier.picture_path if kind == "image" else identifier.video_path
    if kind in ("recording", "no ranges"):
        path = recording.video_path
    if kind == "no ranges":
        serve(cloud, without_ranges)
    headers = {} if requested is None else {"Range": requested}
    head = await client.head(path, headers=headers)
    assert await head.read() == b""
    response = await client.get(path, headers=headers)
    content = await response.read()
    assert head.status == response.status
    for name in ("Date", "Server"):
        assert name in head.headers
    ignored = {"Date"}
    shown = {key: value for key, value in head.headers.items() if key not in ignored}
    assert shown == {
        key: value for key, value in response.headers.items() if key not in ignored
    }
    assert head.headers["Content-Length"] == str(len(content))
    # The connection can be used again.
    assert (await client.get(path, headers=headers)).status == response.status


@pytest.mark.parametrize("path_name", ["picture_path", "video_path"])
async def test_a_head_request_of_what_does_not_exist_is_not_found(
    client: TestClient, entry: MockConfigEntry, event: StoredEvent, path_name: str
) -> None:
    path = getattr(event_identifier(entry, event), path_name)
    missing = path.replace(str(event.id), "999999")
    assert (await client.head(missing)).status == 404
