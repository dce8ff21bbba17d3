"""Tests for images: shared requests, expiry, and validation."""

import asyncio
from datetime import timedelta
from io import BytesIO
from unittest.mock import patch

from aiohttp import web
from homeassistant.components.camera import async_get_image
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from PIL import Image
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.media.cache import SignedUrl
from custom_components.vxg.media.identifier import MediaIdentifier, MediaKind
from custom_components.vxg.media.images import (
    async_get_image as async_get_event_image,
    image_type,
)
from simulator import Cloud, CloudServer
from simulator.signed_urls import sign_url

from ..common.clocks import set_house_clock
from ..conftest import CAMERA_ID, PassTime, make_entry, set_up

CAMERA = "camera.front_door"
IMAGE_PATH = "/api/v4/live/image/"


def draw_image(image_format: str) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, image_format)
    return buffer.getvalue()


def count_reads(cloud: Cloud) -> int:
    return sum(request.path == IMAGE_PATH for request in cloud.requests)


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "GIF", "WEBP"])
def test_images_are_recognized_by_their_first_bytes(image_format: str) -> None:
    assert image_type(draw_image(image_format)) == f"image/{image_format.lower()}"


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>", b"<svg xmlns='x'><script/></svg>", b"RIFF\0\0\0\0WAVE", b"BM"],
)
def test_other_content_is_not_an_image(content: bytes) -> None:
    assert image_type(content) is None


async def test_a_camera_that_is_not_watched_costs_no_request(
    cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    for _ in range(12):
        await pass_time(300)
    live_requests = [
        request.path for request in cloud.requests if "/live/" in request.path
    ]
    assert not live_requests
    assert not cloud.media_requests


async def test_viewers_share_one_request_until_the_url_expires(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    images = await asyncio.gather(*(async_get_image(hass, CAMERA) for _ in range(20)))
    assert len({image.content for image in images}) == 1
    assert (count_reads(cloud), len(cloud.media_requests)) == (1, 1)
    await pass_time(299)
    await async_get_image(hass, CAMERA)
    assert count_reads(cloud) == 1
    await pass_time(2)
    fresh = await async_get_image(hass, CAMERA)
    assert count_reads(cloud) == 2
    assert fresh.content != images[0].content


async def test_twenty_cameras_cost_one_request_each(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    for number in range(19):
        cloud.add_camera(100 + number, f"Camera {number}")
    await set_up(hass, make_entry(cloud, server, token=cloud.group_token()))
    cameras = hass.states.async_entity_ids("camera")
    assert len(cameras) == 20
    for _ in range(3):
        await asyncio.gather(*(async_get_image(hass, camera) for camera in cameras))
    assert count_reads(cloud) == 20
    assert len(cloud.media_requests) == 20


@pytest.mark.parametrize("days", [-2, 2])
async def test_setting_the_clouds_or_the_house_s_clock_keeps_the_lifetime_of_an_image(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    monkeypatch: pytest.MonkeyPatch,
    days: int,
) -> None:
    await async_get_image(hass, CAMERA)
    cloud.skew = timedelta(days=days)
    set_house_clock(monkeypatch, timedelta(days=days / 2))
    await pass_time(1, times=5)
    await async_get_image(hass, CAMERA)
    assert count_reads(cloud) == 1
    await pass_time(301)
    await async_get_image(hass, CAMERA)
    assert count_reads(cloud) == 2


async def test_an_image_expires_by_the_clouds_clock(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    cloud.skew = timedelta(hours=-3)
    await set_up(hass, make_entry(cloud, server))
    for seconds in (0, 200, 101):
        await pass_time(seconds)
        await async_get_image(hass, CAMERA)
    assert count_reads(cloud) == 2


@pytest.mark.parametrize(
    ("expire", "seconds", "requests"),
    [
        # No expiry: ten seconds.
        (None, 9, 1),
        (None, 11, 2),
        # In the past: one second.
        ("2001-01-01T00:00:00", 0.5, 1),
        ("2001-01-01T00:00:00", 2, 2),
        # Years ahead: ten minutes.
        ("2099-01-01T00:00:00", 599, 1),
        ("2099-01-01T00:00:00", 601, 2),
    ],
)
async def test_an_odd_expiry_is_limited(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    expire: str | None,
    seconds: float,
    requests: int,
) -> None:
    cloud.media_expiry = timedelta(days=365)
    url, _ = sign_url(cloud, f"/media/image/{CAMERA_ID}/0/now.jpg")
    body = {"url": url, "expire": expire}
    cloud.faults.answer_next(body=body, path=IMAGE_PATH, count=2)
    await async_get_image(hass, CAMERA)
    await pass_time(seconds)
    await async_get_image(hass, CAMERA)
    assert count_reads(cloud) == requests


@pytest.mark.parametrize("host", ["cloud", "media"])
async def test_after_an_error_the_last_image_is_used_and_retries_are_delayed(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    host: str,
) -> None:
    first = await async_get_image(hass, CAMERA)
    await pass_time(301)
    faults = cloud.faults if host == "cloud" else cloud.media_faults
    faults.fail_next(2, status=500, path="/(live|media)/")
    for _ in range(5):
        assert (await async_get_image(hass, CAMERA)).content == first.content
    assert count_reads(cloud) == 2
    await pass_time(11)
    assert (await async_get_image(hass, CAMERA)).content == first.content
    assert count_reads(cloud) == 3
    await pass_time(11)
    assert (await async_get_image(hass, CAMERA)).content != first.content


async def test_without_a_last_image_an_error_is_raised_and_retries_are_delayed(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.faults.fail_next(1, status=403, path=IMAGE_PATH)
    for _ in range(3):
        with pytest.raises(HomeAssistantError, match="lacks the permission"):
            await async_get_image(hass, CAMERA)
    assert count_reads(cloud) == 1
    await pass_time(11)
    await async_get_image(hass, CAMERA)


async def test_a_requested_delay_is_respected(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.faults.rate_limit(1, retry_after=40, path=IMAGE_PATH)
    for seconds in (0, 11, 11):
        await pass_time(seconds)
        with pytest.raises(HomeAssistantError, match="too many requests"):
            await async_get_image(hass, CAMERA)
    assert count_reads(cloud) == 1
    await pass_time(19)
    assert (await async_get_image(hass, CAMERA)).content


async def test_a_camera_that_does_not_stream_has_no_image_and_logs_nothing(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    caplog: pytest.LogCaptureFixture,
) -> None:
    cloud.cameras[CAMERA_ID].streaming = False
    for _ in range(3):
        with pytest.raises(HomeAssistantError, match="Unable to get image"):
            await async_get_image(hass, CAMERA)
    assert count_reads(cloud) == 1
    assert "custom_components.vxg" not in {
        record.name for record in caplog.records if record.levelname != "DEBUG"
    }
    cloud.cameras[CAMERA_ID].streaming = True
    await pass_time(11)
    first = await async_get_image(hass, CAMERA)
    cloud.cameras[CAMERA_ID].streaming = False
    await pass_time(301)
    assert (await async_get_image(hass, CAMERA)).content == first.content


async def test_an_evicted_image_is_read_again(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry
) -> None:
    await async_get_image(hass, CAMERA)
    entry.runtime_data.media.cache.images.discard(f"still/{CAMERA_ID}")
    await async_get_image(hass, CAMERA)
    assert count_reads(cloud) == 2


@pytest.mark.parametrize("content", ["<html>", "", "MZ\x90", "<svg/>"])
async def test_content_that_is_not_an_image_is_refused(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, content: str
) -> None:
    cloud.media_faults.answer_next(text=content, content_type="image/jpeg")
    with pytest.raises(HomeAssistantError, match="no image"):
        await async_get_image(hass, CAMERA)


async def test_an_image_that_is_too_large_is_refused(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry
) -> None:
    cloud.media_faults.answer_next(text="x" * 2000, content_type="image/jpeg")
    with (
        patch("custom_components.vxg.media.images.MAX_SINGLE_IMAGE_BYTES", 1000),
        pytest.raises(HomeAssistantError, match="no image"),
    ):
        await async_get_image(hass, CAMERA)


async def test_the_content_type_is_that_of_the_image(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry
) -> None:
    async def png(*_: object) -> web.Response:
        return web.Response(body=draw_image("PNG"), content_type="text/html")

    cloud.media_faults.add(1, None, None, png)
    assert (await async_get_image(hass, CAMERA)).content_type == "image/png"


async def test_a_slow_media_host_delays_only_its_own_images(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, entry: MockConfigEntry
) -> None:
    media = entry.runtime_data.media
    identifiers = []
    for _ in range(8):
        event = cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
        identifiers.append(
            MediaIdentifier(
                entry_id=entry.entry_id,
                camera_id=CAMERA_ID,
                kind=MediaKind.EVENT,
                number=event.id,
            )
        )
    held, stored, others = identifiers[:6], identifiers[6], identifiers[7]
    content = await async_get_event_image(media, stored)
    real_fetch = media.client.media.fetch
    gate = asyncio.Event()
    slow: list[str] = []

    async def fetch(url: str, *, max_bytes: int) -> tuple[bytes, str]:
        if url.startswith("https://slow"):
            slow.append(url)
            await gate.wait()
            return content, "image/jpeg"
        return await real_fetch(url, max_bytes=max_bytes)

    expires = media.clock.expiry(None, timedelta(minutes=5))
    for identifier in held:
        media.cache.image_urls.put(
            f"{CAMERA_ID}/{MediaKind.EVENT}/{identifier.number}",
            SignedUrl(url=f"https://slow.example/{identifier.number}", expires=expires),
        )
    with patch.object(media.client.media, "fetch", fetch):
        tasks = [
            asyncio.create_task(async_get_event_image(media, identifier))
            for identifier in held
        ]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert (
            await asyncio.wait_for(async_get_event_image(media, stored), 1) == content
        )
        assert await asyncio.wait_for(async_get_event_image(media, others), 1)
        assert len(slow) == 4
        gate.set()
        assert await asyncio.gather(*tasks) == [content] * 6
    assert len(slow) == 6
