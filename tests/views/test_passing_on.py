"""Tests for streaming images and videos: whole, in ranges, and nothing else."""

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
from simulator import Cloud, StoredEvent

from ..conftest import CAMERA_ID, PassTime
from ..media.test_remux import frames_of, shows
from .conftest import (
    count_recording_reads,
    event_identifier,
    respond_with,
    respond_without_length,
    segment_start,
)


async def test_the_image_of_an_event(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry, event: StoredEvent
) -> None:
    path = event_identifier(entry, event).picture_path
    for _ in range(2):
        response = await client.get(path)
        assert response.status == 200
        assert response.content_type == "image/jpeg"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        with Image.open(BytesIO(await response.read())) as image:
            image.load()
    assert len(cloud.media_requests) == 1
    assert not any(request.authorization for request in cloud.media_requests)


async def test_a_recording_is_streamed_whole_and_in_ranges(
    client: TestClient, cloud: Cloud, recording: MediaIdentifier
) -> None:
    path = recording.video_path
    response = await client.get(path)
    assert (response.status, response.content_type) == (200, "video/mp4")
    assert response.headers["Accept-Ranges"] == "bytes"
    whole = await response.read()
    frames = frames_of(whole)
    assert len(frames) == 300
    assert shows(frames[100], segment_start(cloud) + timedelta(seconds=10))
    for requested_range, content_slice in (
        ("bytes=10-19", slice(10, 20)),
        ("bytes=100-", slice(100, None)),
        ("bytes=-7", slice(-7, None)),
    ):
        response = await client.get(path, headers={"Range": requested_range})
        assert response.status == 206
        assert await response.read() == whole[content_slice]
        assert response.headers["Content-Range"].endswith(f"/{len(whole)}")
    response = await client.get(path, headers={"Range": f"bytes={len(whole)}-"})
    assert response.status == 416
    for invalid_range in ("bytes=1-2,5-6", "lines=1-2", "bytes=x-"):
        response = await client.get(path, headers={"Range": invalid_range})
        assert response.status == 200
    # The recording was read once, and then cached.
    assert count_recording_reads(cloud) == 1


async def test_a_recording_and_a_clip_are_streamed(
    client: TestClient, cloud: Cloud, recording: MediaIdentifier
) -> None:
    start = segment_start(cloud)
    cloud.clip_delay = timedelta()
    clip = cloud.create_clip(CAMERA_ID, start, start + timedelta(seconds=2))
    clip_identifier = MediaIdentifier(
        entry_id=recording.entry_id,
        camera_id=CAMERA_ID,
        kind=MediaKind.CLIP,
        number=clip.id,
    )
    for identifier, count in ((recording, 300), (clip_identifier, 20)):
        response = await client.get(identifier.video_path)
        assert response.status == 200
        frames = frames_of(await response.read())
        assert len(frames) == count
        assert shows(frames[0], start)
    response = await client.get(clip_identifier.picture_path)
    assert response.content_type == "image/jpeg"
    assert (await client.get(recording.picture_path)).status == 404


@pytest.mark.parametrize("path_name", ["picture_path", "video_path"])
async def test_an_expired_url_is_renewed_once(
    client: TestClient,
    cloud: Cloud,
    entry: MockConfigEntry,
    event: StoredEvent,
    pass_time: PassTime,
    recording: MediaIdentifier,
    path_name: str,
) -> None:
    identifier = recording if "video" in path_name else event_identifier(entry, event)
    path = getattr(identifier, path_name)
    assert (await client.get(path)).status == 200
    entry.runtime_data.media.cache.images.discard(f"{CAMERA_ID}/event/{event.id}")
    cloud.media_faults.fail_next(1, status=403)
    assert (await client.get(path)).status == (200 if "video" in path_name else 502)
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
async def test_content_that_is_not_an_image_is_refused(
    client: TestClient,
    cloud: Cloud,
    entry: MockConfigEntry,
    event: StoredEvent,
    content: bytes,
    content_type: str,
) -> None:
    respond_with(cloud, content, content_type)
    response = await client.get(event_identifier(entry, event).picture_path)
    assert (response.status, await response.read()) == (502, b"")


async def test_an_image_that_is_too_large_is_refused(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry, event: StoredEvent
) -> None:
    respond_with(cloud, b"\xff\xd8\xff" + b"x" * 2000, "image/jpeg")
    with patch("custom_components.vxg.media.images.MAX_SINGLE_IMAGE_BYTES", 1000):
        response = await client.get(event_identifier(entry, event).picture_path)
    assert (response.status, await response.read()) == (502, b"")


@pytest.mark.parametrize(
    ("content_type", "streamed_type"),
    [
        ("video/mp4", "video/mp4"),
        ("Video/WebM; codecs=vp9", "video/webm"),
        ("application/octet-stream", "video/mp4"),
        ("binary/octet-stream", "video/mp4"),
        ("application/mp4", "video/mp4"),
        ("video/x-m4v", "video/mp4"),
        ("video/quicktime", "video/quicktime"),
        ("text/html", None),
        ("video/html", None),
        ("image/svg+xml", None),
        ("application/javascript", None),
    ],
)
async def test_only_video_is_streamed_as_video(
    client: TestClient,
    cloud: Cloud,
    entry: MockConfigEntry,
    event: StoredEvent,
    content_type: str,
    streamed_type: str | None,
) -> None:
    respond_with(
        cloud, b"content", content_type, **{"X-Other": "x", "Set-Cookie": "a=b"}
    )
    response = await client.get(event_identifier(entry, event).video_path)
    if streamed_type is None:
        assert (response.status, await response.read()) == (502, b"")
    else:
        assert (response.status, response.content_type) == (200, streamed_type)
        assert await response.read() == b"content"
    assert not {"X-Other", "Set-Cookie"} & response.headers.keys()


async def test_a_video_that_is_too_large_is_refused(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry, event: StoredEvent
) -> None:
    with patch("custom_components.vxg.views.MAX_STREAMED_BYTES", 1000):
        respond_with(cloud, b"x" * 2000, "video/mp4")
        response = await client.get(event_identifier(entry, event).video_path)
        assert response.status == 502
        cloud.media_faults.clear()
        respond_without_length(cloud)
        response = await client.get(event_identifier(entry, event).video_path)
        assert response.status == 200
        with pytest.raises(ClientPayloadError):
            await response.read()


async def test_a_truncated_video_is_a_broken_response(
    client: TestClient, cloud: Cloud, recording: MediaIdentifier
) -> None:
    cloud.media_faults.truncate_next(reset=True)
    types = {"application/json": "video/mp4"}
    with patch("custom_components.vxg.media.playback.VIDEO_TYPES", types):
        response = await client.get(recording.video_path)
        assert response.status == 200
        with pytest.raises(ClientPayloadError):
            await response.read()


async def test_a_player_that_disconnects_is_not_an_error(
    client: TestClient,
    cloud: Cloud,
    recording: MediaIdentifier,
    caplog: pytest.LogCaptureFixture,
) -> None:
    respond_with(cloud, b"x" * 50_000_000, "video/mp4")
    logged = asyncio.Event()
    with patch("custom_components.vxg.views.LOGGER") as logger:
        logger.debug.side_effect = lambda *_: logged.set()
        response = await client.get(recording.video_path)
        await response.content.read(10)
        response.close()
        await logged.wait()
    logger.debug.assert_called_once_with("Client disconnected")
    assert "aiohttp.server" not in {record.name for record in caplog.records}
