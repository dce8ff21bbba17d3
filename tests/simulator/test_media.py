"""Live view and media behind signed addresses (section 7)."""

from datetime import datetime, timedelta
from io import BytesIO
import re
from typing import Any
from urllib.parse import urljoin, urlsplit

import av
from PIL import Image
import pytest

from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID
from .conftest import EVENTS_PATH, Clock, Wire

WATCH = "/api/v4/live/watch/"
IMAGE = "/api/v4/live/image/"
CLIPS = "/api/v4/clips/"
CLIP = {
    "title": "Visit",
    "start": "2026-03-01T11:00:00",
    "end": "2026-03-01T11:00:02",
}


def size_of(content: bytes) -> tuple[int, int]:
    """Return the size of a JPEG that decodes to its end."""
    with Image.open(BytesIO(content), formats=["JPEG"]) as picture:
        picture.load()
        return picture.size


def frames_of(content: bytes) -> list[Any]:
    """Return the frames of a video that decodes to its end."""
    with av.open(BytesIO(content)) as container:
        assert container.streams.video[0].codec_context.name == "h264"
        return list(container.decode(video=0))


async def test_the_picture_of_an_event_turns_up_late(
    cloud: Cloud, wire: Wire, clock: Clock
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion", thumb_after=5)
    never = cloud.raise_event(CAMERA_ID, "net")
    clock.tick(4)
    assert (await wire.get(f"{EVENTS_PATH}{event.id}/")).data["thumb"] == {}
    clock.tick(1)
    thumb = (await wire.get(f"{EVENTS_PATH}{event.id}/")).data["thumb"]
    assert set(thumb) == {"url", "time", "width", "height", "size"}
    picture = await wire.fetch(thumb["url"])
    assert size_of(picture.content) == (thumb["width"], thumb["height"])
    clock.tick(3600)
    assert (await wire.get(f"{EVENTS_PATH}{never.id}/")).data["thumb"] == {}


async def test_the_live_image_is_an_address_of_a_jpeg(wire: Wire) -> None:
    told = (await wire.get(IMAGE)).data
    assert set(told) == {"url", "time", "expire", "width", "height"}
    picture = await wire.fetch(told["url"])
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert size_of(picture.content) == (told["width"], told["height"])


async def test_a_media_address_is_on_another_host_and_dies_at_its_expiry(
    cloud: Cloud, server: CloudServer, wire: Wire, clock: Clock
) -> None:
    cloud.media_expiry = timedelta(seconds=30)
    told = (await wire.get(IMAGE)).data
    assert told["url"].startswith(server.media_url)
    assert urlsplit(told["url"]).netloc != urlsplit(server.url).netloc
    assert datetime.fromisoformat(told["expire"]) - datetime.fromisoformat(
        told["time"]
    ) == timedelta(seconds=30)
    clock.tick(29)
    assert (await wire.fetch(told["url"])).status == 200
    clock.tick(2)
    assert (await wire.fetch(told["url"])).status == 403


async def test_a_media_address_that_was_not_signed_so_is_refused(wire: Wire) -> None:
    url = (await wire.get(IMAGE)).data["url"]
    wrong = [
        url.partition("?")[0],
        url + "0",
        re.sub(r"exp=\d", "exp=9", url),
        url.replace(f"/{CAMERA_ID}/", "/61/"),
    ]
    assert url not in wrong
    assert [(await wire.fetch(each)).status for each in wrong] == [403] * len(wrong)
    assert (await wire.fetch(url)).status == 200


async def test_live_watch_gives_addresses_of_each_kind_with_their_expiry(
    wire: Wire, clock: Clock
) -> None:
    live = (await wire.get(WATCH)).data
    assert set(live) == {"hls", "expire_hls", "rtmp", "rtsp", "expire", "webrtc"}
    assert set(live["webrtc"]) == {"version", "connection_url", "ice_servers"}
    now = clock().replace(tzinfo=None)
    assert datetime.fromisoformat(live["expire"]) - now == timedelta(minutes=5)
    assert datetime.fromisoformat(live["expire_hls"]) - now == timedelta(hours=1)
    for scheme in ("rtmp", "rtsp"):
        assert live[scheme].startswith(f"{scheme}://")


@pytest.mark.parametrize("path", [WATCH, IMAGE])
@pytest.mark.parametrize("change", [{"status": "offline"}, {"streaming": False}])
async def test_there_is_no_live_view_while_the_camera_does_not_stream(
    cloud: Cloud, wire: Wire, path: str, change: dict[str, Any]
) -> None:
    await wire.get(path)
    for key, value in change.items():
        setattr(cloud.cameras[CAMERA_ID], key, value)
    answer = await wire.send("GET", path)
    assert (answer.status, answer.data["status"]) == (503, 503)


async def test_the_playlist_moves_on_and_its_segments_join_into_one_video(
    wire: Wire, clock: Clock
) -> None:
    hls = (await wire.get(WATCH)).data["hls"]
    lists = [(await wire.fetch(hls)).content.decode().splitlines()]
    clock.tick(2)
    lists.append((await wire.fetch(hls)).content.decode().splitlines())
    parts = [[line for line in each if line[0] != "#"] for each in lists]
    assert lists[0][0] == "#EXTM3U"
    assert parts[0][1:] == parts[1][:-1]
    frames = []
    for part in parts[1][-2:]:
        segment = await wire.fetch(urljoin(hls, part))
        assert segment.headers["Content-Type"] == "video/mp2t"
        frames.append(frames_of(segment.content))
    first, second = frames
    assert len(first) == len(second) == 20
    assert second[0].time - first[0].time == pytest.approx(2)


async def test_records_cover_their_span_without_a_gap(wire: Wire) -> None:
    v4 = await wire.get(
        "/api/v4/storage/records/",
        start="2026-03-01T11:00:00",
        end="2026-03-01T11:01:00",
    )
    v2 = await wire.get(
        "/api/v2/storage/data/",
        camid=CAMERA_ID,
        start="2026-03-01T11:00:00",
        end="2026-03-01T11:01:00",
    )
    assert v4.ids == v2.ids
    record, following = v4.data["objects"]
    assert set(record) == {"id", "camid", "start", "end", "url", "size"}
    assert record["start"] == "2026-03-01T11:00:00"
    assert record["end"] == following["start"] == "2026-03-01T11:00:30"
    assert datetime.fromisoformat(v4.data["meta"]["expire"]).tzinfo is None


async def test_a_range_is_answered_206_with_just_that_part(
    wire: Wire, clock: Clock
) -> None:
    made = (await wire.send("POST", CLIPS, CLIP)).data
    clock.tick(5)
    url = (await wire.get(f"{CLIPS}{made['id']}/")).data["url"]
    whole = await wire.fetch(url)
    assert (whole.status, whole.headers["Accept-Ranges"]) == (200, "bytes")
    total = len(whole.content)
    for asked, part in (
        ("bytes=10-19", slice(10, 20)),
        ("bytes=10-", slice(10, total)),
        ("bytes=-7", slice(total - 7, total)),
        (f"bytes=0-{total * 2}", slice(0, total)),
    ):
        answer = await wire.fetch(url, Range=asked)
        assert answer.status == 206
        assert answer.content == whole.content[part]
        told = f"bytes {part.start}-{part.stop - 1}/{total}"
        assert answer.headers["Content-Range"] == told
    for asked in (f"bytes={total}-", "bytes=x-y"):
        assert (await wire.fetch(url, Range=asked)).status == 416


async def test_a_clip_is_pending_and_later_done_and_can_be_deleted(
    wire: Wire, clock: Clock
) -> None:
    made = await wire.send("POST", CLIPS, CLIP)
    assert (made.status, made.data["status"]) == (201, "pending")
    assert "url" not in made.data
    path = f"{CLIPS}{made.data['id']}/"
    assert (await wire.get(path)).data["status"] == "pending"
    clock.tick(5)
    done = (await wire.get(path)).data
    assert done["status"] == "done"
    video = await wire.fetch(done["url"])
    assert video.headers["Content-Type"] == "video/mp4"
    assert len(frames_of(video.content)) == 20
    size_of((await wire.fetch(done["thumb"]["url"])).content)
    deleted = await wire.send("DELETE", path)
    assert (deleted.status, deleted.content) == (204, b"")
    assert (await wire.send("GET", path)).status == 404


async def test_a_clip_without_a_sound_span_or_body_is_refused(
    cloud: Cloud, wire: Wire
) -> None:
    for bad in ({**CLIP, "end": CLIP["start"]}, {"title": "x"}, ["camid"], None):
        assert (await wire.send("POST", CLIPS, bad)).status == 400
    assert cloud.clips == {}


async def test_days_with_video_are_listed_as_dates(wire: Wire) -> None:
    days = (await wire.get("/api/v4/storage/calendar/", daysincamtz="")).data
    assert days[-1] == "2026-03-01"
    assert days == sorted(days)
