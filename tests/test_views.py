"""Our own addresses: signed by Home Assistant, and nothing else comes through."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from io import BytesIO
import logging
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

from aiohttp import ClientPayloadError, web
from aiohttp.test_utils import TestClient
from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.http.auth import async_sign_path
from homeassistant.core import HomeAssistant
from PIL import Image
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.vxg.media import Kind, MediaId, Span
from simulator import Cloud, CloudServer
from simulator.cloud import StoredEvent
from simulator.drawing import video

from .conftest import CAMERA_ID, Pass, make_entry, set_up
from .test_cutting import frames_of, shows

DRAWN = lru_cache(video)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def noon(freezer: FrozenDateTimeFactory) -> None:
    """Let it be the same time in each test, which has the same videos then."""
    freezer.move_to("2026-11-24T12:00:00Z")


@pytest.fixture(autouse=True)
def videos(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw each video once."""
    monkeypatch.setattr("simulator.media.video", DRAWN)


@pytest.fixture
async def client(
    hass_client: ClientSessionGenerator, entry: MockConfigEntry
) -> TestClient:
    """Return somebody who is logged in."""
    return await hass_client()


@pytest.fixture
async def stranger(
    hass_client_no_auth: ClientSessionGenerator, entry: MockConfigEntry
) -> TestClient:
    """Return somebody who is not."""
    return await hass_client_no_auth()


def piece_start(cloud: Cloud) -> Any:
    """Return when a piece of the record began a while ago."""
    now = cloud.now() - 10 * MINUTE
    return now.replace(second=0, microsecond=0)


def of_event(entry: MockConfigEntry, event: StoredEvent) -> MediaId:
    return MediaId(
        entry_id=entry.entry_id,
        camera_id=event.camera_id,
        kind=Kind.EVENT,
        number=event.id,
    )


@pytest.fixture
def event(cloud: Cloud) -> StoredEvent:
    """Return an event of a while ago, all in one piece of the record."""
    time = piece_start(cloud) + timedelta(seconds=10)
    return cloud.raise_event(CAMERA_ID, "motion", time=time, thumb_after=0)


@pytest.fixture
def recording(cloud: Cloud, entry: MockConfigEntry) -> MediaId:
    """Return a piece of the record, which is passed on as it is."""
    start = piece_start(cloud)
    return MediaId(
        entry_id=entry.entry_id,
        camera_id=CAMERA_ID,
        kind=Kind.RECORDING,
        span=Span(start=start, end=start + MINUTE / 2),
    )


@pytest.fixture
def between(cloud: Cloud) -> StoredEvent:
    """Return an event around which the record has two pieces."""
    time = piece_start(cloud) + timedelta(seconds=29)
    return cloud.raise_event(CAMERA_ID, "motion", time=time, thumb_after=0)


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
    client: TestClient, cloud: Cloud, recording: MediaId
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
    records = [r for r in cloud.requests if r.path == "/api/v2/storage/data/"]
    assert len(records) == 1


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
    asked_for = [
        r.path for r in cloud.requests if r.path.startswith("/api/v2/storage/")
    ]
    assert asked_for.count(f"/api/v2/storage/events/{event.id}/") == 1
    assert asked_for.count("/api/v2/storage/data/") == 1


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


async def test_a_recording_and_a_clip_are_passed_on(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry
) -> None:
    start = piece_start(cloud)
    own = {"entry_id": entry.entry_id, "camera_id": CAMERA_ID}
    span = Span(start=start, end=start + timedelta(seconds=30))
    recording = MediaId(**own, kind=Kind.RECORDING, span=span)
    cloud.clip_delay = timedelta()
    clip = cloud.cut_clip(CAMERA_ID, start, start + timedelta(seconds=2))
    of_clip = MediaId(**own, kind=Kind.CLIP, number=clip.id)
    for wanted, count in ((recording, 300), (of_clip, 20)):
        response = await client.get(wanted.video_path)
        assert response.status == 200
        frames = frames_of(await response.read())
        assert len(frames) == count
        assert shows(frames[0], start)
    response = await client.get(of_clip.picture_path)
    assert response.content_type == "image/jpeg"
    assert (await client.get(recording.picture_path)).status == 404


async def test_nobody_comes_in_without_a_login(
    stranger: TestClient, cloud: Cloud, entry: MockConfigEntry, event: StoredEvent
) -> None:
    wanted = of_event(entry, event)
    before = len(cloud.requests), len(cloud.media_requests)
    for path in (
        wanted.picture_path,
        wanted.video_path,
        f"{wanted.video_path}?authSig=x",
        f"{wanted.video_path}?token={cloud.channel_token(CAMERA_ID)}",
        wanted.video_path.replace(entry.entry_id, "nobody"),
        wanted.video_path.replace("/event/", "/whatever/"),
    ):
        assert (await stranger.get(path)).status == 401, path
    trick = wanted.picture_path.replace(str(event.id), "..%2F..%2Fsecrets")
    # Home Assistant stops this one before it looks for a login.
    assert (await stranger.get(trick)).status == 400
    assert (len(cloud.requests), len(cloud.media_requests)) == before


async def test_what_is_signed_for_one_event_opens_no_other(
    hass: HomeAssistant,
    stranger: TestClient,
    cloud: Cloud,
    entry: MockConfigEntry,
    event: StoredEvent,
    between: StoredEvent,
) -> None:
    own, other = of_event(entry, event), of_event(entry, between)
    signed = async_sign_path(hass, own.picture_path, timedelta(minutes=1))
    signature = signed.partition("?")[2]
    assert (await stranger.get(signed)).status == 200
    for path in (
        other.picture_path,
        own.video_path,
        other.video_path,
        f"{own.picture_path}/",
        f"{own.picture_path}/../{between.id}",
        own.picture_path.replace(str(event.id), f"{event.id}%2F..%2F{between.id}"),
        own.picture_path.replace(str(event.id), f"0{event.id}"),
    ):
        response = await stranger.get(f"{path}?{signature}")
        assert response.status in (400, 401, 404), path


@pytest.fixture
async def other(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, entry: MockConfigEntry
) -> MockConfigEntry:
    """Return an entry of another camera."""
    cloud.add_camera(61, "Garden")
    other = make_entry(
        cloud, server, token=cloud.channel_token(61), unique_id="other", title="Garden"
    )
    await set_up(hass, other)
    return other


def tricks(
    entry: MockConfigEntry, other: MockConfigEntry, event: StoredEvent
) -> Iterator[str]:
    """Yield identifiers that must not lead to an event of the first entry."""
    own, foreign, number = entry.entry_id, other.entry_id, event.id
    yield f"{foreign}/{CAMERA_ID}/event/{number}"
    yield f"{foreign}/61/event/{number}"
    yield f"{own}/61/event/{number}"
    yield f"nobody/{CAMERA_ID}/event/{number}"
    yield f"{own}/{CAMERA_ID}/event/999999"
    yield f"{own}/{CAMERA_ID}/event/0{number}"
    yield f"{own}/{CAMERA_ID}/event/{number}%00"
    yield f"{own}/{CAMERA_ID}/event/%2E%2E"
    yield f"{own}/{CAMERA_ID}/event/..%2Fevent%2F{number}"
    yield f"{own}/{CAMERA_ID}/event/{quote('../../../../etc/passwd', safe='')}"
    yield f"{own}/{CAMERA_ID}/camera/1"
    yield f"{own}/{CAMERA_ID}/events/motion"
    yield f"{own}/{CAMERA_ID}/recordings/0-1"
    yield f"{own}/{CAMERA_ID}/clip/999999"
    yield f"{own}/{CAMERA_ID}/recording/0-1"
    yield f"{own}/{CAMERA_ID}/recording/5-1"
    yield f"{own}/x/event/{number}"
    yield f"{own}/-1/event/{number}"
    yield f"%2E%2E/{CAMERA_ID}/event/{number}"


@pytest.mark.usefixtures("socket_enabled")
async def test_other_entries_ids_and_path_tricks_are_not_found(
    client: TestClient,
    cloud: Cloud,
    entry: MockConfigEntry,
    other: MockConfigEntry,
    event: StoredEvent,
) -> None:
    for kind in ("picture", "video"):
        for trick in tricks(entry, other, event):
            response = await client.get(f"/api/vxg/{kind}/{trick}")
            assert response.status in (400, 404), trick
    assert not cloud.media_requests


async def test_an_event_of_a_camera_within_reach_opens_under_its_own_camera_only(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    cloud: Cloud,
    server: CloudServer,
) -> None:
    cloud.add_camera(61, "Garden")
    entry = make_entry(cloud, server, token=cloud.group_token())
    await set_up(hass, entry)
    client = await hass_client()
    event = cloud.raise_event(61, "motion", thumb_after=0)
    wanted = of_event(entry, event)
    assert (await client.get(wanted.picture_path)).status == 200
    wrong = wanted.picture_path.replace("/61/", f"/{CAMERA_ID}/")
    assert (await client.get(wrong)).status == 404


async def test_an_entry_that_is_not_loaded_has_nothing(
    hass: HomeAssistant,
    client: TestClient,
    entry: MockConfigEntry,
    event: StoredEvent,
) -> None:
    await hass.config_entries.async_unload(entry.entry_id)
    assert (await client.get(of_event(entry, event).picture_path)).status == 404
    foreign = MockConfigEntry(domain="other")
    foreign.add_to_hass(hass)
    path = of_event(foreign, event).picture_path
    assert (await client.get(path)).status == 404


@pytest.mark.parametrize("kind", ["picture_path", "video_path"])
async def test_a_dead_address_is_read_anew_once(
    client: TestClient,
    cloud: Cloud,
    entry: MockConfigEntry,
    event: StoredEvent,
    pass_time: Pass,
    recording: MediaId,
    kind: str,
) -> None:
    wanted = recording if "video" in kind else of_event(entry, event)
    path = getattr(wanted, kind)
    assert (await client.get(path)).status == 200
    entry.runtime_data.memory.pictures.drop(f"{CAMERA_ID}/event/{event.id}")
    cloud.media_faults.fail_next(1, status=403)
    assert (await client.get(path)).status == (200 if "video" in kind else 502)
    entry.runtime_data.memory.pictures.drop(f"{CAMERA_ID}/event/{event.id}")
    cloud.media_faults.fail_next(5, status=403)
    assert (await client.get(path)).status == 502
    cloud.media_faults.clear()
    cloud.media_expiry = timedelta(minutes=5)
    await pass_time(400)
    assert (await client.get(path)).status == 200


async def test_dead_addresses_of_pieces_are_read_anew_once(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry, between: StoredEvent
) -> None:
    path = of_event(entry, between).video_path
    cloud.media_faults.fail_next(1, status=410)
    assert (await client.get(path)).status == 200
    records = [r for r in cloud.requests if r.path == "/api/v2/storage/data/"]
    assert len(records) == 2


def serve(cloud: Cloud, content: bytes, content_type: str, **headers: str) -> None:
    """Let the media host answer with something else."""

    async def meet(*_: object) -> web.Response:
        return web.Response(
            body=content, headers={"Content-Type": content_type, **headers}
        )

    cloud.media_faults._add(10**6, None, None, meet)


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
    with patch("custom_components.vxg.pictures.MAX_STILL_BYTES", 1000):
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


def endless(cloud: Cloud) -> None:
    """Let the media host send more than it says."""

    async def meet(request: web.Request, _: object) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "video/mp4"})
        await response.prepare(request)
        for _number in range(5):
            await response.write(b"x" * 500)
        return response

    cloud.media_faults._add(1, None, None, meet)


async def test_a_video_that_breaks_off_is_not_taken_for_the_whole(
    client: TestClient, cloud: Cloud, recording: MediaId
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
    recording: MediaId,
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


async def test_large_pieces_are_not_joined_but_the_one_with_the_event_is_played(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry, between: StoredEvent
) -> None:
    path = of_event(entry, between).video_path
    with patch("custom_components.vxg.videos.MAX_JOINED_BYTES", 100_000):
        response = await client.get(path)
        frames = frames_of(await response.read())
    assert len(frames) == 300
    assert shows(frames[0], between.time - timedelta(seconds=29))
    # Nothing was fetched in vain, where the cloud or the media host tells the size.
    fetched = len(cloud.media_requests)
    assert fetched == 1
    assert (await client.get(path, headers={"Range": "bytes=0-9"})).status == 206
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
    with patch("custom_components.vxg.videos.MAX_JOINED_BYTES", 1000):
        response = await client.get(of_event(entry, event).video_path)
        frames = frames_of(await response.read())
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
    with patch("custom_components.vxg.videos._fetch_pieces", side_effect=TimeoutError):
        response = await client.get(of_event(entry, between).video_path)
    assert len(frames_of(await response.read())) == 300


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
    response = await client.get(of_event(entry, event).video_path)
    assert len(frames_of(await response.read())) == 10


async def test_a_cloud_without_a_list_of_clips_still_has_its_record(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry, event: StoredEvent
) -> None:
    cloud.clip_list_status = 404
    response = await client.get(of_event(entry, event).video_path)
    frames = frames_of(await response.read())
    assert shows(frames[60], event.time)


async def test_a_stretch_that_is_still_recorded_is_looked_for_again(
    client: TestClient, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    time = cloud.now().replace(second=10, microsecond=0)
    await pass_time((time - cloud.now()).total_seconds() % 60 + 2)
    event = cloud.raise_event(
        CAMERA_ID, "motion", time=cloud.now() - timedelta(seconds=1)
    )
    path = of_event(entry, event).video_path
    early = frames_of(await (await client.get(path)).read())
    # What there is of it begins where the whole will begin.
    assert shows(early[0], event.time - timedelta(seconds=5))
    assert shows(early[-1], event.time + timedelta(seconds=0.9))
    await pass_time(31)
    later = frames_of(await (await client.get(path)).read())
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
    path = of_event(entry, event).video_path
    assert len(frames_of(await (await client.get(path)).read())) == 100
    assert entry.runtime_data.memory.videos.weight == 0


async def test_no_log_tells_a_credential_or_an_address_of_the_cloud(
    client: TestClient,
    cloud: Cloud,
    entry: MockConfigEntry,
    event: StoredEvent,
    between: StoredEvent,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    for wanted in (of_event(entry, event), of_event(entry, between)):
        for path in (wanted.picture_path, wanted.video_path):
            await (await client.get(path)).read()
            cloud.media_faults.fail_next(2, status=403)
            await (await client.get(path)).read()
            cloud.media_faults.clear()
    assert "/api/v2/storage/data/" in caplog.text
    for secret in ("sig=", "/media/", cloud.channel_token(CAMERA_ID)):
        assert secret not in caplog.text
