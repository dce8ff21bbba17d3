"""Steps: pictures and videos as Home Assistant itself serves them, looked into."""

import asyncio
from datetime import timedelta
from itertools import pairwise
import re
from typing import Any

from scripts.demo.client import until
from scripts.demo.settings import say

from .environment import Stage
from .frame_times import EXACT, apart, picture_moment, shows, video_moments
from .tour import Tour

CAMERA = "camera.driveway"
IMAGE = "image.driveway_last_image"
NAME = "Driveway"
ROOT = "media-source://vxg"
# What README promises of an event, in seconds; it begins with a whole picture, of which
# the simulated cameras send one in two seconds, and ten others in one.
BEFORE = 5.0
AFTER = 15.0
KEY_FRAMES = 2.0
RATE = 10
# How long ago something must be for its recording to be complete.
COMPLETE = timedelta(minutes=1)
# A busy day, which is over.
BUSY = 24 * 210
AGO = timedelta(days=2)
REFUSED = 401
# In seconds, also for a machine with other things to do.
PATIENCE = 30


async def got(stage: Stage, path: str) -> bytes:
    """Return what a path leads to that is signed; nobody else may have it."""
    answer = await stage.home.get(path)
    assert answer.status == 200, f"{answer.status} for {path}"
    await refused(stage, path.partition("?")[0])
    return answer.content


async def refused(stage: Stage, path: str) -> None:
    """Be let in nowhere, of which Home Assistant warns by the path."""

    async def told() -> bool:
        return stage.log.tells(f"'{path}'")

    with stage.log.fault():
        answer = await stage.home.get(path)
        await until("The warning of a refusal", told, PATIENCE)
    assert answer.status == REFUSED, f"{answer.status} for {path}"


async def browse(stage: Stage, media_id: str) -> dict[str, Any]:
    """Return a node of the media browser."""
    result: dict[str, Any] = await stage.home.command(
        "media_source/browse_media", media_content_id=media_id
    )
    return result


async def opened(stage: Stage, *titles: str) -> dict[str, Any]:
    """Go down from the root by the first children with these words."""
    node = await browse(stage, ROOT)
    for title in titles:
        child = next((one for one in node["children"] if title in one["title"]), None)
        assert child, f"No {title} among {[one['title'] for one in node['children']]}"
        node = await browse(stage, child["media_content_id"])
    return node


async def resolved(stage: Stage, media_id: str) -> str:
    """Return the signed path of a medium."""
    result = await stage.home.command(
        "media_source/resolve_media", media_content_id=media_id
    )
    assert result["mime_type"] == "video/mp4", result["mime_type"]
    return str(result["url"])


async def serve_pictures(tour: Tour) -> None:
    """See a picture of now, and soon after an event the picture of that."""
    stage = tour.stage
    still = await stage.home.get(f"/api/camera_proxy/{CAMERA}", login=True)
    assert still.status == 200, still.status
    late = apart(picture_moment(still.content), stage.cloud.now().timestamp())
    say(f"        a still is {late:.1f} s old")
    event = stage.cloud.raise_event(stage.camera_id(NAME), "motion")

    async def picture() -> str | None:
        attributes = (await stage.home.state(IMAGE))["attributes"]
        if attributes.get("event_id") != event.id:
            return None
        return str(attributes["entity_picture"])

    path = await until("The picture of an event", picture, PATIENCE)
    answer = await stage.home.get(path)
    assert answer.status == 200, answer.status
    assert shows(picture_moment(answer.content), event.time), "Of another moment"


async def serve_stream(tour: Tour) -> None:
    """Read a live stream as a player does: the list, its head, and a piece."""
    stage = tour.stage
    result = await stage.home.command("camera/stream", entity_id=CAMERA)
    folder = str(result["url"]).rpartition("/")[0]

    async def pieces() -> list[str]:
        answer = await stage.home.get(f"{folder}/playlist.m3u8")
        text = answer.content.decode()
        head = re.findall(r'^#EXT-X-MAP:URI="(.+)"', text, re.MULTILINE)
        segments = re.findall(r"^\./(segment/\S+)", text, re.MULTILINE)
        return [head[-1], segments[-1]] if head and segments else []

    content = b""
    for name in await until("A segment of the live stream", pieces, PATIENCE):
        answer = await stage.home.get(f"{folder}/{name}")
        assert answer.status == 200, f"{answer.status} for {name}"
        content += answer.content
    moments = video_moments(content)
    steps = [apart(*pair) for pair in pairwise(moments)]
    assert len(moments) > 10, f"{len(moments)} frames"
    assert max(steps) < 1, f"Between two frames {max(steps):.1f} s are missing"


async def serve_recordings(tour: Tour) -> None:
    """Play an event from the media browser: as a whole, a part of it, and no other's."""
    stage = tour.stage
    time = stage.cloud.now() - COMPLETE
    event = stage.cloud.raise_event(stage.camera_id(NAME), "sound", time=time)

    async def listed() -> dict[str, Any] | None:
        day = await opened(stage, NAME, "All events", f"{time:%Y-%m-%d}")
        return next(
            (
                one
                for one in day["children"]
                if one["media_content_id"].endswith(f"/event/{event.id}")
            ),
            None,
        )

    item = await until("An event in the media browser", listed, PATIENCE)
    path = await resolved(stage, item["media_content_id"])
    content = await got(stage, path)
    moments = video_moments(content)
    begin = apart(moments[0], event.time.timestamp())
    say(f"        from {begin:.1f} s before an event, {len(moments)} frames")
    assert BEFORE - EXACT < begin < BEFORE + KEY_FRAMES + EXACT
    assert len(moments) / RATE > BEFORE + AFTER - EXACT, f"{len(moments)} frames"
    part = await stage.home.get(path, byte_range="bytes=1000-1999")
    assert part.status == 206, part.status
    assert part.content == content[1000:2000], "Another part than was asked for"
    assert part.content_range == f"bytes 1000-1999/{len(content)}", part.content_range
    other = path.replace(f"/event/{event.id}", f"/event/{event.id - 1}")
    await refused(stage, other)
    hour = await opened(stage, NAME, "Recordings", "", "")
    piece = hour["children"][0]["media_content_id"]
    assert len(video_moments(await got(stage, await resolved(stage, piece)))) > 10


async def serve_clip(tour: Tour) -> None:
    """Have a clip cut of an event, and play what the action answers."""
    stage = tour.stage
    time = stage.cloud.now() - COMPLETE
    event = stage.cloud.raise_event(
        stage.camera_id(NAME), "motion", time=time, listed_after=0
    )
    clip = await stage.home.act("vxg.create_clip", CAMERA, event_id=event.id, wait=20)
    assert clip["status"] == "done", clip
    media_id = clip["media_content_id"]
    moments = video_moments(await got(stage, await resolved(stage, media_id)))
    begin = apart(moments[0], event.time.timestamp())
    assert abs(begin - BEFORE) < EXACT, f"It begins {begin:.1f} s before the event"


async def open_busy_day(tour: Tour) -> None:
    """Open a day of thousands of events: an hour of it costs one page of the cloud's."""
    stage, loop = tour.stage, asyncio.get_running_loop()
    cloud, camera_id = stage.cloud, stage.camera_id("Garage")
    midnight = (cloud.now() - AGO).replace(hour=0, minute=0, second=0, microsecond=0)
    for number in range(BUSY):
        time = midnight + timedelta(days=1) * number / BUSY
        cloud.raise_event(camera_id, "motion", time=time, listed_after=0)
    titles = ("Garage", "Motion", f"{midnight:%Y-%m-%d}")
    before, began = len(cloud.requests), loop.time()
    day = await opened(stage, *titles)
    hour = await browse(stage, day["children"][0]["media_content_id"])
    took = loop.time() - began
    # The poll asks of all cameras at once.
    pages = [
        one
        for one in cloud.requests[before:]
        if one.query.get("camid") == f"{camera_id}"
    ]
    say(f"        {len(pages)} pages, {took:.2f} s down to an hour of a day of {BUSY}")
    assert len(day["children"]) == 24, len(day["children"])
    assert len(hour["children"]) == BUSY // 24, len(hour["children"])
    # Types with counts, days, the hours of one, and the events of one of these.
    assert len(pages) == 4, [one.query for one in pages]
