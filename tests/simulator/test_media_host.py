"""Tests for the media host (section 7)."""

from datetime import datetime, timedelta
import re
from urllib.parse import urljoin, urlsplit

import pytest

from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID
from .conftest import EVENTS_PATH, Clock, Response, Wire, frames_of, size_of

WATCH = "/api/v4/live/watch/"
IMAGE = "/api/v4/live/image/"
CLIPS = "/api/v4/clips/"
CLIP = {
    "title": "Visit",
    "start": "2026-03-01T11:00:00",
    "end": "2026-03-01T11:00:02",
}


async def test_the_image_of_an_event_is_available_later(
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


async def test_a_media_url_is_on_another_host_and_expires(
    cloud: Cloud, server: CloudServer, wire: Wire, clock: Clock
) -> None:
    cloud.media_expiry = timedelta(seconds=30)
    data = (await wire.get(IMAGE)).data
    assert data["url"].startswith(server.media_url)
    assert urlsplit(data["url"]).netloc != urlsplit(server.url).netloc
    assert datetime.fromisoformat(data["expire"]) - datetime.fromisoformat(
        data["time"]
    ) == timedelta(seconds=30)
    clock.tick(29)
    assert (await wire.fetch(data["url"])).status == 200
    clock.tick(2)
    assert (await wire.fetch(data["url"])).status == 403


async def test_a_media_url_with_a_wrong_signature_is_refused(wire: Wire) -> None:
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


async def test_the_segments_of_the_playlist_are_one_video(
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


async def test_a_range_is_served_with_status_206(wire: Wire, clock: Clock) -> None:
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
        response = await wire.fetch(url, Range=asked)
        assert response.status == 206
        assert response.content == whole.content[part]
        data = f"bytes {part.start}-{part.stop - 1}/{total}"
        assert response.headers["Content-Range"] == data
    for asked in (f"bytes={total}-", "bytes=x-y"):
        assert (await wire.fetch(url, Range=asked)).status == 416


async def test_the_media_host_has_faults_of_its_own(cloud: Cloud, wire: Wire) -> None:
    cloud.media_faults.fail_next(status=403)
    url = (await wire.get(IMAGE)).data["url"]
    assert (await wire.fetch(url)).status == 403
    assert (await wire.fetch(url)).status == 200
    cloud.media_faults.html_next(path="/image/")
    assert (await wire.fetch(url)).headers["Content-Type"].startswith("text/html")
    cloud.faults.fail_next()
    assert (await wire.fetch(url)).status == 200


async def playlist(wire: Wire) -> tuple[str, Response, str]:
    """Return the URL of the playlist, the playlist and the URL of its last segment."""
    hls = (await wire.get(WATCH)).data["hls"]
    response = await wire.fetch(hls)
    last = response.content.decode().splitlines()[-1]
    return hls, response, urljoin(hls, last)


async def test_segments_may_require_the_ticket_of_the_playlist(
    cloud: Cloud, wire: Wire
) -> None:
    cloud.segment_access = "ticket"
    hls, response, segment = await playlist(wire)
    assert "Set-Cookie" not in response.headers
    assert not urlsplit(segment).query
    assert (await wire.fetch(segment)).status == 403
    assert (await wire.fetch(f"{segment}?{urlsplit(hls).query}")).status == 200


async def test_segments_may_require_the_cookie_of_the_playlist(
    cloud: Cloud, wire: Wire, clock: Clock
) -> None:
    cloud.segment_access = "cookie"
    hls, response, segment = await playlist(wire)
    assert not urlsplit(segment).query
    set_cookies = response.headers.getall("Set-Cookie")
    assert all(f"Path=/media/hls/{CAMERA_ID}/" in each for each in set_cookies)
    cookie = "; ".join(each.partition(";")[0] for each in set_cookies)
    assert (await wire.fetch(segment)).status == 403
    assert (await wire.fetch(f"{segment}?{urlsplit(hls).query}")).status == 403
    assert (await wire.fetch(segment, Cookie=cookie + "0")).status == 403
    assert (await wire.fetch(segment, Cookie=cookie)).status == 200
    clock.tick(3601)
    assert (await wire.fetch(segment, Cookie=cookie)).status == 403
