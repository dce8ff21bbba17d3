"""Steps: check the content of images and videos that Home Assistant serves."""

import asyncio
from datetime import timedelta
from itertools import pairwise
import re
from typing import Any

from scripts.demo.client import wait_until
from scripts.demo.settings import say

from .environment import Environment
from .frame_times import PRECISION, image_time, is_time_of, seconds_between, video_times
from .tour import Tour

CAMERA = "camera.driveway"
IMAGE = "image.driveway_last_image"
NAME = "Driveway"
ROOT = "media-source://vxg"
# Seconds of video before and after an event, as the README says. Videos begin with a
# key frame, of which the simulated cameras send one every two seconds, at ten frames a
# second.
BEFORE = 5.0
AFTER = 15.0
KEY_FRAMES = 2.0
RATE = 10
# Age at which the recording of an event is complete.
RECORDING_AGE = timedelta(minutes=1)
# A busy day in the past.
BUSY_DAY_EVENTS = 24 * 210
BUSY_DAY_AGE = timedelta(days=2)
UNAUTHORIZED = 401
# In seconds, enough for a busy machine.
TIMEOUT = 30


async def download_signed(env: Environment, path: str) -> bytes:
    """Download a signed path, and check that it is refused without the signature."""
    response = await env.home.get(path)
    assert response.status == 200, f"{response.status} for {path}"
    await expect_refused(env, path.partition("?")[0])
    return response.content


async def expect_refused(env: Environment, path: str) -> None:
    """Check that a path is refused, and wait for Home Assistant's warning about it."""

    async def is_logged() -> bool:
        return env.log.contains(f"'{path}'")

    with env.log.expect_errors():
        response = await env.home.get(path)
        await wait_until("The warning of a refusal", is_logged, TIMEOUT)
    assert response.status == UNAUTHORIZED, f"{response.status} for {path}"


async def browse(env: Environment, media_id: str) -> dict[str, Any]:
    """Return a node of the media browser."""
    result: dict[str, Any] = await env.home.command(
        "media_source/browse_media", media_content_id=media_id
    )
    return result


async def open_node(env: Environment, *titles: str) -> dict[str, Any]:
    """Return a node by the titles on its path; each may be a part of a title."""
    node = await browse(env, ROOT)
    for title in titles:
        child = next(
            (item for item in node["children"] if title in item["title"]), None
        )
        assert child, f"No {title} among {[item['title'] for item in node['children']]}"
        node = await browse(env, child["media_content_id"])
    return node


async def resolve(env: Environment, media_id: str) -> str:
    """Return the signed path of a media identifier."""
    result = await env.home.command(
        "media_source/resolve_media", media_content_id=media_id
    )
    assert result["mime_type"] == "video/mp4", result["mime_type"]
    return str(result["url"])


async def check_images(tour: Tour) -> None:
    """Check the current still image and the image of a new event."""
    env = tour.env
    still = await env.home.get(f"/api/camera_proxy/{CAMERA}", login=True)
    assert still.status == 200, still.status
    age = seconds_between(image_time(still.content), env.cloud.now().timestamp())
    say(f"        a still is {age:.1f} s old")
    event = env.cloud.raise_event(env.camera_id(NAME), "motion")

    async def event_image() -> str | None:
        attributes = (await env.home.state(IMAGE))["attributes"]
        if attributes.get("event_id") != event.id:
            return None
        return str(attributes["entity_picture"])

    path = await wait_until("The image of an event", event_image, TIMEOUT)
    response = await env.home.get(path)
    assert response.status == 200, response.status
    assert is_time_of(image_time(response.content), event.time), "Image of another time"


async def check_live_stream(tour: Tour) -> None:
    """Read a live stream like a player: playlist, initialization and a segment."""
    env = tour.env
    result = await env.home.command("camera/stream", entity_id=CAMERA)
    folder = str(result["url"]).rpartition("/")[0]

    async def segment_names() -> list[str]:
        response = await env.home.get(f"{folder}/playlist.m3u8")
        text = response.content.decode()
        head = re.findall(r'^#EXT-X-MAP:URI="(.+)"', text, re.MULTILINE)
        segments = re.findall(r"^\./(segment/\S+)", text, re.MULTILINE)
        return [head[-1], segments[-1]] if head and segments else []

    content = b""
    for name in await wait_until(
        "A segment of the live stream", segment_names, TIMEOUT
    ):
        response = await env.home.get(f"{folder}/{name}")
        assert response.status == 200, f"{response.status} for {name}"
        content += response.content
    times = await decode(content)
    steps = [seconds_between(*pair) for pair in pairwise(times)]
    assert len(times) > 10, f"{len(times)} frames"
    assert max(steps) < 1, f"Between two frames {max(steps):.1f} s are missing"


async def decode(content: bytes) -> list[float]:
    """Return the times of the frames of a video."""
    # Not in the event loop, which serves the simulated cloud.
    return await asyncio.to_thread(video_times, content)


async def check_recordings(tour: Tour) -> None:
    """Play an event from the media browser: all of it, a range, and not another's."""
    env = tour.env
    time = env.cloud.now() - RECORDING_AGE
    event = env.cloud.raise_event(env.camera_id(NAME), "sound", time=time)

    async def listed() -> dict[str, Any] | None:
        day = await open_node(env, NAME, "All events", f"{time:%Y-%m-%d}")
        return next(
            (
                item
                for item in day["children"]
                if item["media_content_id"].endswith(f"/event/{event.id}")
            ),
            None,
        )

    item = await wait_until("An event in the media browser", listed, TIMEOUT)
    path = await resolve(env, item["media_content_id"])
    content = await download_signed(env, path)
    times = await decode(content)
    lead = seconds_between(times[0], event.time.timestamp())
    say(f"        from {lead:.1f} s before an event, {len(times)} frames")
    assert BEFORE - PRECISION < lead < BEFORE + KEY_FRAMES + PRECISION
    assert len(times) / RATE > BEFORE + AFTER - PRECISION, f"{len(times)} frames"
    partial = await env.home.get(path, byte_range="bytes=1000-1999")
    assert partial.status == 206, partial.status
    assert partial.content == content[1000:2000], "Other bytes than requested"
    assert partial.content_range == f"bytes 1000-1999/{len(content)}", (
        partial.content_range
    )
    other = path.replace(f"/event/{event.id}", f"/event/{event.id - 1}")
    await expect_refused(env, other)
    hour = await open_node(env, NAME, "Recordings", "", "")
    path = await resolve(env, hour["children"][0]["media_content_id"])
    assert len(await decode(await download_signed(env, path))) > 10


async def check_clip(tour: Tour) -> None:
    """Create a clip of an event, and play the media of the action's response."""
    env = tour.env
    time = env.cloud.now() - RECORDING_AGE
    event = env.cloud.raise_event(
        env.camera_id(NAME), "motion", time=time, listed_after=0
    )
    clip = await env.home.call_action(
        "vxg.create_clip", CAMERA, event_id=event.id, wait=20
    )
    assert clip["status"] == "done", clip
    media_id = clip["media_content_id"]
    times = await decode(await download_signed(env, await resolve(env, media_id)))
    lead = seconds_between(times[0], event.time.timestamp())
    assert abs(lead - BEFORE) < PRECISION, f"It begins {lead:.1f} s before the event"


async def browse_busy_day(tour: Tour) -> None:
    """Browse a day with thousands of events: each hour takes a single page."""
    env, loop = tour.env, asyncio.get_running_loop()
    cloud, camera_id = env.cloud, env.camera_id("Garage")
    midnight = (cloud.now() - BUSY_DAY_AGE).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    for number in range(BUSY_DAY_EVENTS):
        time = midnight + timedelta(days=1) * number / BUSY_DAY_EVENTS
        cloud.raise_event(camera_id, "motion", time=time, listed_after=0)
    titles = ("Garage", "Motion", f"{midnight:%Y-%m-%d}")
    before, started = len(cloud.requests), loop.time()
    day = await open_node(env, *titles)
    hour = await browse(env, day["children"][0]["media_content_id"])
    duration = loop.time() - started
    # Polls read all cameras at once.
    pages = [
        request
        for request in cloud.requests[before:]
        if request.query.get("camid") == f"{camera_id}"
    ]
    say(
        f"        {len(pages)} pages, {duration:.2f} s down to an hour of a day of"
        f" {BUSY_DAY_EVENTS} events"
    )
    assert len(day["children"]) == 24, len(day["children"])
    assert len(hour["children"]) == BUSY_DAY_EVENTS // 24, len(hour["children"])
    # Types with counts, days, the hours of a day, and the events of an hour.
    assert len(pages) == 4, [request.query for request in pages]
