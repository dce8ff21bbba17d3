"""Pictures and videos pass through whole and in parts, and nothing but these."""

import asyncio
from datetime import timedelta
from io import BytesIO
from unittest.mock import patch

from aiohttp import ClientPayloadError
from aiohttp.test_utils import TestClient
from PIL import Image
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.media.identifier import MediaIdentifier, MediaKind
from simulator import Cloud
from simulator.cloud import StoredEvent

from ..conftest import CAMERA_ID, Pass
from ..media.test_remux import frames_of, shows
from .conftest import endless, of_event, piece_start, records_asked_for, serve


async def test_the_picture_of_an_event(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry, event: StoredEvent
) -> None:
    path = of_event(entry, event).picture_path
    for _ in range(2):
        response = await client.get(path)
        assert response.status == 200
        assert response.content_type == "image/jpeg"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        with Image.open(BytesIO(await response.read())) as picture:
            picture.load()
    assert len(cloud.media_requests) == 1
    assert not any(request.authorization for request in cloud.media_requests)


async def test_a_piece_of_the_record_is_passed_on_whole_and_in_parts(
    client: TestClient, cloud: Cloud, recording: MediaIdentifier
) -> None:
    path = recording.video_path
    response = await client.get(path)
    assert (response.status, response.content_type) == (200, "video/mp4")
    assert response.headers["Accept-Ranges"] == "bytes"
    whole = await response.read()
    frames = frames_of(whole)
    assert len(frames) == 300
    assert shows(frames[100], piece_start(cloud) + timedelta(seconds=10))
    for asked, part in (
        ("bytes=10-19", slice(10, 20)),
        ("bytes=100-", slice(100, None)),
        ("bytes=-7", slice(-7, None)),
    ):
        response = await client.get(path, headers={"Range": asked})
        assert response.status == 206
        assert await response.read() == whole[part]
        assert response.headers["Content-Range"].endswith(f"/{len(whole)}")
    response = await client.get(path, headers={"Range": f"bytes={len(whole)}-"})
    assert response.status == 416
    for odd in ("bytes=1-2,5-6", "lines=1-2", "bytes=x-"):
        response = await client.get(path, headers={"Range": odd})
        assert response.status == 200
    # The record was asked for once, and then remembered.
    assert records_asked_for(cloud) == 1


async def test_a_recording_and_a_clip_are_passed_on(
    client: TestClient, cloud: Cloud, recording: MediaIdentifier
) -> None:
    start = piece_start(cloud)
    cloud.clip_delay = timedelta()
    clip = cloud.cut_clip(CAMERA_ID, start, start + timedelta(seconds=2))
    of_clip = MediaIdentifier(
        entry_id=recording.entry_id,
        camera_id=CAMERA_ID,
        kind=MediaKind.CLIP,
        number=clip.id,
    )
    for wanted, count in ((recording, 300), (of_clip, 20)):
        response = await client.get(wanted.video_path)
        assert response.status == 200
        frames = frames_of(await response.read())
        assert len(frames) == count
        assert shows(frames[0], start)
    response = await client.get(of_clip.picture_path)
    assert response.content_type == "image/jpeg"
    assert (await client.get(recording.picture_path)).status == 404


@pytest.mark.parametrize("kind", ["picture_path", "video_path"])
async def test_a_dead_address_is_read_anew_once(
    client: TestClient,
    cloud: Cloud,
    entry: MockConfigEntry,
    event: StoredEvent,
    pass_time: Pass,
    recording: MediaIdentifier,
    kind: str,
) -> None:
    wanted = recording if "video" in kind else of_event(entry, event)
    path = getattr(wanted, kind)
    assert (await client.get(path)).status == 200
    entry.runtime_data.media.cache.images.discard(f"{CAMERA_ID}/event/{event.id}")
    cloud.media_faults.fail_next(1, status=403)
    assert (await client.get(path)).status == (200 if "video" in kind else 502)
    entry.runtime_data.media.cache.images.discard(f"{CAMERA_ID}/event/{event.id}")
    cloud.media_faults.fail_next(5, status=403)
    assert (await client.get(path)).status == 502
    cloud.media_faults.clear()
    cloud.media_expiry = timedelta(minutes=5)
    await pass_time(400)
    assert (await client.get(path)).status == 200


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"<html><script>", "text/html"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
        (b"MZ", "image/jpeg"),
        (b"", "image/jpeg"),
    ],
)
async def test_answers_that_are_no_picture_are_refused(
    client: TestClient,
    cloud: Cloud,
    entry: MockConfigEntry,
    event: StoredEvent,
    content: bytes,
    content_type: str,
) -> None:
    serve(cloud, content, content_type)
    response = await client.get(of_event(entry, event).picture_path)
    assert (response.status, await response.read()) == (502, b"")


async def test_a_huge_picture_is_refused(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry, event: StoredEvent
) -> None:
    serve(cloud, b"\xff\xd8\xff" + b"x" * 2000, "image/jpeg")
    with patch("custom_components.vxg.media.images.MAX_SINGLE_IMAGE_BYTES", 1000):
        response = await client.get(of_event(entry, event).picture_path)
    assert (response.status, await response.read()) == (502, b"")


@pytest.mark.parametrize(
    ("content_type", "passed"),
    [
        ("video/mp4", "video/mp4"),
        ("Video/WebM; codecs=vp9", "video/webm"),
        ("application/octet-stream", "video/mp4"),
        ("binary/octet-stream", "video/mp4"),
        ("text/html", None),
        ("video/html", None),
        ("image/svg+xml", None),
        ("application/javascript", None),
    ],
)
async def test_only_video_is_passed_on_as_video(
    client: TestClient,
    cloud: Cloud,
    entry: MockConfigEntry,
    event: StoredEvent,
    content_type: str,
    passed: str | None,
) -> None:
    serve(cloud, b"content", content_type, **{"X-Other": "x", "Set-Cookie": "a=b"})
    response = await client.get(of_event(entry, event).video_path)
    if passed is None:
        assert (response.status, await response.read()) == (502, b"")
    else:
        assert (response.status, response.content_type) == (200, passed)
        assert await response.read() == b"content"
    assert not {"X-Other", "Set-Cookie"} & response.headers.keys()


async def test_a_huge_video_is_refused(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry, event: StoredEvent
) -> None:
    with patch("custom_components.vxg.views.MAX_STREAMED_BYTES", 1000):
        serve(cloud, b"x" * 2000, "video/mp4")
        response = await client.get(of_event(entry, event).video_path)
        assert response.status == 502
        cloud.media_faults.clear()
        endless(cloud)
        response = await client.get(of_event(entry, event).video_path)
        assert response.status == 200
        with pytest.raises(ClientPayloadError):
            await response.read()


async def test_a_video_that_breaks_off_is_not_taken_for_the_whole(
    client: TestClient, cloud: Cloud, recording: MediaIdentifier
) -> None:
    cloud.media_faults.truncate_next(reset=True)
    with patch("custom_components.vxg.views.VIDEO_TYPES", {"application/json"}):
        response = await client.get(recording.video_path)
        assert response.status == 200
        with pytest.raises(ClientPayloadError):
            await response.read()


async def test_a_player_that_hangs_up_does_no_harm(
    client: TestClient,
    cloud: Cloud,
    recording: MediaIdentifier,
    caplog: pytest.LogCaptureFixture,
) -> None:
    serve(cloud, b"x" * 50_000_000, "video/mp4")
    told = asyncio.Event()
    with patch("custom_components.vxg.views.LOGGER") as logger:
        logger.debug.side_effect = lambda *_: told.set()
        response = await client.get(recording.video_path)
        await response.content.read(10)
        response.close()
        await told.wait()
    logger.debug.assert_called_once_with("A player hung up")
    assert "aiohttp.server" not in {record.name for record in caplog.records}
