"""What is played for an event: cut out of the record, joined, or as good as it gets."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

from aiohttp.test_utils import TestClient
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.media.identifier import MediaIdentifier
from simulator import Cloud
from simulator.cloud import StoredEvent

from ..conftest import CAMERA_ID, Pass
from ..media.test_remux import frames_of, shows
from .conftest import MINUTE, endless, of_event, piece_start, records_asked_for, serve


async def play(client: TestClient, wanted: MediaIdentifier) -> list[Any]:
    """Return the frames of a video."""
    response = await client.get(wanted.video_path)
    assert response.status == 200
    return frames_of(await response.read())


async def test_an_event_within_a_piece_of_the_record_is_cut_out_of_it(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry, event: StoredEvent
) -> None:
    path = of_event(entry, event).video_path
    whole = await (await client.get(path)).read()
    frames = frames_of(whole)
    # From the key frame before, which comes every two seconds.
    assert shows(frames[0], event.time - timedelta(seconds=6))
    assert shows(frames[60], event.time)
    assert shows(frames[-1], event.time + timedelta(seconds=15))
    response = await client.get(path, headers={"Range": "bytes=10-19"})
    assert (response.status, await response.read()) == (206, whole[10:20])
    # All was asked for once, and then remembered.
    assert len(cloud.media_requests) == 1
    asked_for = [request.path for request in cloud.requests]
    assert asked_for.count(f"/api/v2/storage/events/{event.id}/") == 1
    assert records_asked_for(cloud) == 1


async def test_pieces_around_an_event_are_joined_and_kept_for_a_while(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry, between: StoredEvent
) -> None:
    path = of_event(entry, between).video_path
    response = await client.get(path)
    assert (response.status, response.content_type) == (200, "video/mp4")
    whole = await response.read()
    frames = frames_of(whole)
    assert len(frames) == 201
    assert shows(frames[0], between.time - timedelta(seconds=5))
    assert shows(frames[50], between.time)
    assert shows(frames[-1], between.time + timedelta(seconds=15))
    assert len(cloud.media_requests) == 2
    total = len(whole)
    for asked, first, last in (
        ("bytes=10-19", 10, 19),
        ("bytes=100-", 100, total - 1),
        ("bytes=-7", total - 7, total - 1),
        (f"bytes=5-{10 * total}", 5, total - 1),
    ):
        response = await client.get(path, headers={"Range": asked})
        assert response.status == 206
        assert response.headers["Content-Range"] == f"bytes {first}-{last}/{total}"
        assert await response.read() == whole[first : last + 1]
    for asked in (f"bytes={total}-", "bytes=7-3"):
        response = await client.get(path, headers={"Range": asked})
        assert response.status == 416
        assert response.headers["Content-Range"] == f"bytes */{total}"
    assert len(cloud.media_requests) == 2


async def test_dead_addresses_of_pieces_are_read_anew_once(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry, between: StoredEvent
) -> None:
    path = of_event(entry, between).video_path
    cloud.media_faults.fail_next(1, status=410)
    assert (await client.get(path)).status == 200
    assert records_asked_for(cloud) == 2


async def test_large_pieces_are_not_joined_but_the_one_with_the_event_is_played(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry, between: StoredEvent
) -> None:
    wanted = of_event(entry, between)
    with patch("custom_components.vxg.media.videos.MAX_REMUX_BYTES", 100_000):
        frames = await play(client, wanted)
    assert len(frames) == 300
    assert shows(frames[0], between.time - timedelta(seconds=29))
    # Nothing was fetched in vain, where the cloud or the media host tells the size.
    fetched = len(cloud.media_requests)
    assert fetched == 1
    response = await client.get(wanted.video_path, headers={"Range": "bytes=0-9"})
    assert response.status == 206
    assert len(cloud.media_requests) == fetched + 1


@pytest.mark.parametrize("told", [True, False])
async def test_a_large_piece_is_known_by_what_the_media_host_sends_of_it(
    client: TestClient,
    cloud: Cloud,
    entry: MockConfigEntry,
    event: StoredEvent,
    monkeypatch: pytest.MonkeyPatch,
    told: bool,
) -> None:
    monkeypatch.setattr("simulator.storage.BYTES_A_SECOND", 0)
    if not told:
        endless(cloud)
    with patch("custom_components.vxg.media.videos.MAX_REMUX_BYTES", 1000):
        frames = await play(client, of_event(entry, event))
    assert len(frames) == 300
    assert len(cloud.media_requests) == 2


async def test_pieces_that_cannot_be_joined_are_played_one_by_one(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry, between: StoredEvent
) -> None:
    serve(cloud, b"no video at all", "video/mp4")
    response = await client.get(of_event(entry, between).video_path)
    assert await response.read() == b"no video at all"


async def test_pieces_that_take_too_long_are_not_waited_for(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry, between: StoredEvent
) -> None:
    with patch(
        "custom_components.vxg.media.videos._fetch_segments", side_effect=TimeoutError
    ):
        frames = await play(client, of_event(entry, between))
    assert len(frames) == 300


async def test_an_event_without_a_record_or_picture_has_neither(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry
) -> None:
    start = piece_start(cloud)
    cloud.cameras[CAMERA_ID].gaps.append((start - MINUTE, start + MINUTE))
    event = cloud.raise_event(CAMERA_ID, "motion", time=start, thumb_after=10**6)
    wanted = of_event(entry, event)
    assert (await client.get(wanted.video_path)).status == 404
    assert (await client.get(wanted.picture_path)).status == 404


async def test_the_clip_of_an_event_comes_before_the_record(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry, event: StoredEvent
) -> None:
    cloud.clip_delay = timedelta()
    cloud.cut_clip(
        CAMERA_ID,
        event.time,
        event.time + timedelta(seconds=1),
        event_time=event.time,
    )
    assert len(await play(client, of_event(entry, event))) == 10


async def test_a_cloud_without_a_list_of_clips_still_has_its_record(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry, event: StoredEvent
) -> None:
    cloud.clip_list_status = 404
    frames = await play(client, of_event(entry, event))
    assert shows(frames[60], event.time)


async def test_a_stretch_that_is_still_recorded_is_looked_for_again(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    time = cloud.now().replace(second=10, microsecond=0)
    await pass_time((time - cloud.now()).total_seconds() % 60 + 2)
    event = cloud.raise_event(
        CAMERA_ID, "motion", time=cloud.now() - timedelta(seconds=1)
    )
    early = await play(client, of_event(entry, event))
    # What there is of it begins where the whole will begin.
    assert shows(early[0], event.time - timedelta(seconds=5))
    assert shows(early[-1], event.time + timedelta(seconds=0.9))
    await pass_time(31)
    later = await play(client, of_event(entry, event))
    assert shows(later[0], event.time - timedelta(seconds=5))
    assert shows(later[-1], event.time + timedelta(seconds=15))


async def test_a_piece_within_the_stretch_of_an_event_is_passed_on(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry
) -> None:
    start = piece_start(cloud)
    camera = cloud.cameras[CAMERA_ID]
    camera.gaps.append((start - MINUTE, start))
    cloud.skew = start + timedelta(seconds=10) - cloud.now()
    event = cloud.raise_event(CAMERA_ID, "motion", time=start + timedelta(seconds=2))
    assert len(await play(client, of_event(entry, event))) == 100
    assert entry.runtime_data.media.cache.videos.weight == 0
