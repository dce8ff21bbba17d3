"""Tests for the URLs of live streams, which all viewers of a camera share."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from unittest.mock import AsyncMock, Mock, patch

from homeassistant.components.camera import (
    Camera,
    async_get_stream_source,
    get_camera_from_entity_id,
)
from homeassistant.components.camera.webrtc import async_register_webrtc_provider
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from yarl import URL

from custom_components.vxg.aiovxg import (
    KNOWN_SECRETS,
    LiveStreamUrls,
    MediaPolicy,
    VxgConnectionError,
    VxgUnsupportedStreamError,
)
from custom_components.vxg.aiovxg.media import MediaClient
from custom_components.vxg.helpers.clocks.cloud_clock import CloudClock
from custom_components.vxg.streaming.stream_url import StreamUrl, StreamUrls
from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID, PassTime, make_entry, set_up
from .test_live_stream import CAMERA, HLS, RTSP, Provider, count_url_requests

type View = Callable[[], Awaitable[object]]


@pytest.fixture
async def camera(hass: HomeAssistant, cloud: Cloud, server: CloudServer) -> Camera:
    """Return a camera with a WebRTC provider."""
    assert await async_setup_component(hass, "camera", {})
    async_register_webrtc_provider(hass, Provider())
    await set_up(hass, make_entry(cloud, server))
    return get_camera_from_entity_id(hass, CAMERA)


@pytest.fixture
def watch_hls(camera: Camera) -> View:
    """Return a function that watches as a viewer with Home Assistant's player does."""
    return camera.async_create_stream


@pytest.fixture
def watch_webrtc(hass: HomeAssistant, camera: Camera) -> View:
    """Return a function that watches as a viewer with WebRTC does."""
    return lambda: async_get_stream_source(hass, CAMERA)


async def test_viewers_of_a_camera_within_a_minute_cost_one_request(
    cloud: Cloud, pass_time: PassTime, watch_hls: View, watch_webrtc: View
) -> None:
    seen = set()
    for _ in range(5):
        # The player opens both at once.
        _, source = await asyncio.gather(watch_hls(), watch_webrtc())
        seen.add(source)
        await pass_time(12)
    assert count_url_requests(cloud) == 1
    # Otherwise the provider would open another connection to the cloud.
    assert len(seen) == 1
    assert str(seen.pop()).startswith("rtsp://")


async def test_a_viewer_who_leaves_does_not_leave_the_others_without_a_stream(
    cloud: Cloud, watch_hls: View, watch_webrtc: View
) -> None:
    gate = cloud.faults.hold(path="/live/watch/")
    first = asyncio.create_task(watch_hls())  # type: ignore[arg-type]
    await gate.reached()
    second = asyncio.create_task(watch_webrtc())  # type: ignore[arg-type]
    await asyncio.sleep(0)
    first.cancel()
    gate.release()
    assert await second


async def test_a_camera_that_was_offline_has_new_urls(
    camera: Camera, cloud: Cloud, pass_time: PassTime, watch_webrtc: View
) -> None:
    assert await watch_webrtc()
    cloud.cameras[CAMERA_ID].status = "offline"
    await pass_time(301)
    cloud.cameras[CAMERA_ID].status = "active"
    await pass_time(301)
    assert await watch_webrtc()
    assert count_url_requests(cloud) == 2


@pytest.fixture
def client() -> Mock:
    """Return a client of a public cloud, whose clock is unknown."""
    client = Mock(live_stream_urls=AsyncMock())
    policy = MediaPolicy(private=False, local=False)
    client.media = MediaClient(Mock(), URL("https://93.184.215.14"), policy)
    return client


@pytest.fixture
def urls(pass_time: PassTime, client: Mock) -> StreamUrls:
    """Return the URLs of a camera."""
    return StreamUrls(client, CloudClock(client), CAMERA_ID)


@pytest.mark.parametrize("rtsp", [True, False])
@pytest.mark.parametrize("lifetime", [20, 300, 7200, None, -50])
async def test_a_url_is_used_until_a_quarter_of_its_life_is_left(
    hass: HomeAssistant,
    client: Mock,
    urls: StreamUrls,
    pass_time: PassTime,
    rtsp: bool,
    lifetime: int | None,
) -> None:
    expires = None
    if lifetime is not None:
        expires = CloudClock(client).now() + timedelta(seconds=lifetime)
    client.live_stream_urls.return_value = LiveStreamUrls(
        hls=HLS, rtsp=RTSP, hls_expires=expires, expires=expires
    )
    # An unknown or impossible end is that of the shortest life.
    known = 300 if lifetime is None or lifetime < 0 else lifetime
    for seconds, requests in ((0, 1), (known * 0.75 - 1, 1), (2, 2)):
        await pass_time(seconds)
        assert (await urls.async_get(rtsp=rtsp)).url == (RTSP if rtsp else HLS)
        assert client.live_stream_urls.call_count == requests


async def test_a_broken_url_is_replaced_for_all_viewers_and_others_are_not(
    hass: HomeAssistant, client: Mock, urls: StreamUrls
) -> None:
    client.live_stream_urls.return_value = LiveStreamUrls(hls=HLS)
    await urls.async_get()
    client.live_stream_urls.return_value = LiveStreamUrls(hls=HLS + "?2")
    assert (await urls.async_get(broken=HLS)).url == HLS + "?2"
    # Somebody else noticed it, too.
    assert (await urls.async_get(broken=HLS)).url == HLS + "?2"
    assert (await urls.async_get()).url == HLS + "?2"
    assert client.live_stream_urls.call_count == 2
    # A cloud may repeat it.
    assert (await urls.async_get(broken=HLS + "?2")).url == HLS + "?2"
    assert client.live_stream_urls.call_count == 3


async def test_viewers_who_wait_for_the_same_request_share_its_failure(
    hass: HomeAssistant, client: Mock, urls: StreamUrls
) -> None:
    gate = asyncio.Event()

    async def fail(_camera_id: int) -> None:
        await gate.wait()
        raise VxgConnectionError("x")

    client.live_stream_urls.side_effect = fail
    views = [
        asyncio.create_task(urls.async_get(rtsp=rtsp)) for rtsp in (True, False) * 2
    ]
    await asyncio.sleep(0)
    gate.set()
    results = await asyncio.gather(*views, return_exceptions=True)
    assert all(isinstance(result, VxgConnectionError) for result in results)
    assert client.live_stream_urls.call_count == 1
    with pytest.raises(VxgConnectionError):
        await urls.async_get()
    assert client.live_stream_urls.call_count == 2


@pytest.mark.parametrize("error", [VxgConnectionError("x"), None])
async def test_an_answer_without_a_url_is_not_kept(
    hass: HomeAssistant, client: Mock, urls: StreamUrls, error: Exception | None
) -> None:
    if error is None:
        client.live_stream_urls.return_value = LiveStreamUrls(unsupported=("webrtc",))
    else:
        client.live_stream_urls.side_effect = error
    with pytest.raises(VxgUnsupportedStreamError if error is None else type(error)):
        await urls.async_get()
    client.live_stream_urls.side_effect = None
    client.live_stream_urls.return_value = LiveStreamUrls(hls=HLS)
    assert (await urls.async_get()).url == HLS


@pytest.mark.usefixtures("camera")
async def test_a_url_that_is_handed_to_a_player_is_a_known_secret(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    url = "rtsp://93.184.215.14/live?sig=(geheim)'0123]4567"
    with patch.object(
        LiveStreamUrls, "from_api", return_value=LiveStreamUrls(rtsp=url)
    ):
        assert await async_get_stream_source(hass, CAMERA) == url
    text = KNOWN_SECRETS.redact(f"Error from stream worker: cannot open {url}")
    assert "geheim" not in text
    assert "4567" not in text
    assert "geheim" not in repr(StreamUrl(url=url))
