"""Tests for videos of events: excerpts, clips, and whole segments."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

from aiohttp.test_utils import TestClient
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.media.identifier import MediaIdentifier
from simulator import Cloud, StoredEvent

from ..conftest import CAMERA_ID, PassTime
from ..media.test_remux import frames_of, shows
from .conftest import (
    MINUTE,
    count_recording_reads,
    event_identifier,
    respond_with,
    respond_without_length,
    segment_start,
)


async def play(client: TestClient, identifier: MediaIdentifier) -> list[Any]:
    """Return the frames of a video."""
    response = await client.get(identifier.video_path)
    assert response.status == 200
    return frames_of(await response.read())


async def test_an_event_within_a_segment_is_an_excerpt_of_it(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry, event: StoredEvent
) -> None:
    path = event_identifier(entry, event).video_path
    whole = await (await client.get(path)).read()
    frames = frames_of(whole)
    # From the key frame before; there is one every two seconds.
    assert shows(frames[0], event.time - timedelta(seconds=6))
    assert shows(frames[60], event.time)
    assert shows(frames[-1], event.time + timedelta(seconds=15))
    response = await client.get(path, headers={"Range": "bytes=10-19"})
    assert (response.status, await response.read()) == (206, whole[10:20])
    # Everything was read once, and then cached.
    assert len(cloud.media_requests) == 1
    asked_for = [request.path for request in cloud.requests]
    assert asked_for.count(f"/api/v2/storage/events/{event.id}/") == 1
    assert count_recording_reads(cloud) == 1


async def test_segments_around_an_event_are_joined_and_cached(
    client: TestClient,
    cloud: Cloud,
    entry: MockConfigEntry,
    split_event: StoredEvent,
) -> None:
    path = event_identifier(entry, split_event).video_path
    response = await client.get(path)
    assert (response.status, response.content_type) == (200, "video/mp4")
    whole = await response.read()
    frames = frames_of(whole)
    assert len(frames) == 201
    assert shows(frames[0], split_event.time - timedelta(seconds=5))
    assert shows(frames[50], split_event.time)
    assert shows(frames[-1], split_event.time + timedelta(seconds=15))
    assert len(cloud.media_requests) == 2
    total = len(whole)
    for requested_range, first, last in (
        ("bytes=10-19", 10, 19),
        ("bytes=100-", 100, total - 1),
        ("bytes=-7", total - 7, total - 1),
        (f"bytes=5-{10 * total}", 5, total - 1),
    ):
        response = await client.get(path, headers={"Range": requested_range})
        assert response.status == 206
        assert response.headers["Content-Range"] == f"bytes {first}-{last}/{total}"
        assert await response.read() == whole[first : last + 1]
    for requested_range in (f"bytes={total}-", "bytes=7-3"):
        response = await client.get(path, headers={"Range": requested_range})
        assert response.status == 416
        assert response.headers["Content-Range"] == f"bytes */{total}"
    assert len(cloud.media_requests) == 2


async def test_expired_urls_of_segments_are_renewed_once(
    client: TestClient,
    cloud: Cloud,
    entry: MockConfigEntry,
    split_event: StoredEvent,
) -> None:
    path = event_identifier(entry, split_event).video_path
    cloud.media_faults.fail_next(1, status=410)
    assert (await client.get(path)).status == 200
    assert count_recording_reads(cloud) == 2


async def test_of_large_segments_the_one_with_the_event_is_played(
    client: TestClient,
    cloud: Cloud,
    entry: MockConfigEntry,
    split_event: StoredEvent,
) -> None:
    identifier = event_identifier(entry, split_event)
    with patch("custom_components.vxg.media.videos.MAX_REMUX_BYTES", 100_000):
        frames = await play(client, identifier)
    assert len(frames) == 300
    assert shows(frames[0], split_event.time - timedelta(seconds=29))
    # The cloud reports the size, so nothing is fetched in vain.
    fetched = len(cloud.media_requests)
    assert fetched == 1
    response = await client.get(identifier.video_path, headers={"Range": "bytes=0-9"})
    assert response.status == 206
    assert len(cloud.media_requests) == fetched + 1


@pytest.mark.parametrize("has_length", [True, False])
async def test_a_segment_may_turn_out_to_be_too_large(
    client: TestClient,
    cloud: Cloud,
    entry: MockConfigEntry,
    event: StoredEvent,
    monkeypatch: pytest.MonkeyPatch,
    has_length: bool,
) -> None:
    monkeypatch.setattr("simulator.handlers.storage.BYTES_PER_SECOND", 0)
    if not has_length:
        respond_without_length(cloud)
    with patch("custom_components.vxg.media.videos.MAX_REMUX_BYTES", 1000):
        frames = await play(client, event_identifier(entry, event))
    assert len(frames) == 300
    assert len(cloud.media_requests) == 2


async def test_of_segments_that_cannot_be_joined_one_is_played(
    client: TestClient,
    cloud: Cloud,
    entry: MockConfigEntry,
    split_event: StoredEvent,
) -> None:
    respond_with(cloud, b"no video at all", "video/mp4")
    response = await client.get(event_identifier(entry, split_event).video_path)
    assert await response.read() == b"no video at all"


async def test_of_segments_that_take_too_long_one_is_played(
    client: TestClient,
    cloud: Cloud,
    entry: MockConfigEntry,
    split_event: StoredEvent,
) -> None:
    with patch(
        "custom_components.vxg.media.videos._fetch_segments", side_effect=TimeoutError
    ):
        frames = await play(client, event_identifier(entry, split_event))
    assert len(frames) == 300


async def test_an_event_without_recording_and_image_has_neither(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry
) -> None:
    start = segment_start(cloud)
    cloud.cameras[CAMERA_ID].gaps.append((start - MINUTE, start + MINUTE))
    event = cloud.raise_event(CAMERA_ID, "motion", time=start, thumb_after=10**6)
    identifier = event_identifier(entry, event)
    assert (await client.get(identifier.video_path)).status == 404
    assert (await client.get(identifier.picture_path)).status == 404


async def test_the_clip_of_an_event_is_preferred_to_the_recording(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry, event: StoredEvent
) -> None:
    cloud.clip_delay = timedelta()
    cloud.create_clip(
        CAMERA_ID,
        event.time,
        event.time + timedelta(seconds=1),
        event_time=event.time,
    )
    assert len(await play(client, event_identifier(entry, event))) == 10


async def test_without_a_list_of_clips_the_recording_is_played(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry, event: StoredEvent
) -> None:
    cloud.clip_list_status = 404
    frames = await play(client, event_identifier(entry, event))
    assert shows(frames[60], event.time)


async def test_a_range_that_is_still_being_recorded_is_read_again(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    time = cloud.now().replace(second=10, microsecond=0)
    await pass_time((time - cloud.now()).total_seconds() % 60 + 2)
    event = cloud.raise_event(
        CAMERA_ID, "motion", time=cloud.now() - timedelta(seconds=1)
    )
    early = await play(client, event_identifier(entry, event))
    # The part that exists begins at the start of the whole video.
    assert shows(early[0], event.time - timedelta(seconds=5))
    assert shows(early[-1], event.time + timedelta(seconds=0.9))
    await pass_time(31)
    later = await play(client, event_identifier(entry, event))
    assert shows(later[0], event.time - timedelta(seconds=5))
    assert shows(later[-1], event.time + timedelta(seconds=15))


async def test_a_segment_within_the_range_of_an_event_is_streamed(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry
) -> None:
    start = segment_start(cloud)
    camera = cloud.cameras[CAMERA_ID]
    camera.gaps.append((start - MINUTE, start))
    cloud.skew = start + timedelta(seconds=10) - cloud.now()
    event = cloud.raise_event(CAMERA_ID, "motion", time=start + timedelta(seconds=2))
    assert len(await play(client, event_identifier(entry, event))) == 100
    assert entry.runtime_data.media.cache.videos.weight == 0
