"""Live view: addresses are renewed while somebody watches, and only then."""

from datetime import timedelta
import logging
from unittest.mock import patch

from homeassistant.components.camera import (
    Camera,
    async_get_stream_source,
    get_camera_from_entity_id,
)
from homeassistant.components.camera.prefs import DynamicStreamSettings
from homeassistant.components.camera.webrtc import (
    CameraWebRTCProvider,
    async_register_webrtc_provider,
)
from homeassistant.components.stream import Stream
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.aiovxg import Live
from custom_components.vxg.live import async_live_address, hide_addresses
from simulator import Cloud, CloudServer

from .conftest import CAMERA_ID, Pass, make_entry, set_up

CAMERA = "camera.front_door"
WATCH_PATH = "/api/v4/live/watch/"
HOUR = 3600


@pytest.fixture
def camera(hass: HomeAssistant, entry: MockConfigEntry) -> Camera:
    return get_camera_from_entity_id(hass, CAMERA)


@pytest.fixture
async def stream(camera: Camera) -> Stream:
    """Return a stream that somebody watches, though no thread plays it."""
    stream = await camera.async_create_stream()
    assert stream is not None
    stream.add_provider("hls", timeout=10**6)
    return stream


def asked(cloud: Cloud) -> int:
    return sum(request.path == WATCH_PATH for request in cloud.requests)


async def test_a_watched_stream_gets_a_fresh_address_before_the_old_one_dies(
    stream: Stream, cloud: Cloud, pass_time: Pass
) -> None:
    assert asked(cloud) == 1
    sources = [stream.source]
    with patch.object(
        stream, "update_source", side_effect=sources.append
    ) as update_source:
        await pass_time(HOUR - 61)
        assert not update_source.called
        await pass_time(2)
        assert update_source.call_count == 1
        await pass_time(HOUR - 59)
        await pass_time(HOUR - 59)
    assert asked(cloud) == len(set(sources)) == 4


async def test_a_stream_that_nobody_watches_costs_no_request(
    camera: Camera, cloud: Cloud, pass_time: Pass
) -> None:
    await camera.async_create_stream()
    for _ in range(3):
        await pass_time(HOUR)
    assert asked(cloud) == 1


async def test_who_comes_back_later_gets_a_fresh_address(
    camera: Camera, stream: Stream, cloud: Cloud, pass_time: Pass
) -> None:
    assert await camera.async_create_stream() is stream
    assert asked(cloud) == 1
    await stream.stop()
    await pass_time(2 * HOUR)
    dead = stream.source
    assert await camera.async_create_stream() is stream
    assert stream.source != dead
    assert asked(cloud) == 2
    stream.add_provider("hls", timeout=10**6)
    await pass_time(HOUR - 59)
    assert asked(cloud) == 3


async def test_who_comes_back_to_a_silent_camera_sees_nothing(
    camera: Camera, stream: Stream, cloud: Cloud
) -> None:
    await stream.stop()
    cloud.cameras[CAMERA_ID].streaming = False
    assert await camera.async_create_stream() is None
    cloud.cameras[CAMERA_ID].streaming = True
    assert await camera.async_create_stream() is stream


async def test_a_camera_that_does_not_stream_has_no_stream_yet(
    camera: Camera, cloud: Cloud
) -> None:
    cloud.cameras[CAMERA_ID].streaming = False
    assert await camera.async_create_stream() is None
    cloud.cameras[CAMERA_ID].streaming = True
    assert await camera.async_create_stream() is not None


async def test_a_cloud_in_trouble_is_asked_again_with_growing_pauses(
    stream: Stream, cloud: Cloud, pass_time: Pass
) -> None:
    await pass_time(HOUR - 59)
    renewed = stream.source
    cloud.faults.fail_next(10**6, status=500, path=WATCH_PATH)
    await pass_time(HOUR - 59)
    before = asked(cloud)
    for _ in range(300):
        await pass_time(1)
    # After 4, 8, 16, 32 and then every 60 s.
    assert asked(cloud) - before == 8
    assert stream.source == renewed
    cloud.faults.clear()
    await pass_time(60)
    assert stream.source != renewed


async def test_a_cloud_that_asks_for_patience_gets_it(
    stream: Stream, cloud: Cloud, pass_time: Pass
) -> None:
    cloud.faults.rate_limit(1, retry_after=30, path=WATCH_PATH)
    await pass_time(HOUR - 59)
    assert asked(cloud) == 2
    await pass_time(28)
    assert asked(cloud) == 2
    await pass_time(3)
    assert asked(cloud) == 3


@pytest.mark.parametrize("status", [401, 403, 404])
async def test_a_final_no_ends_it(
    stream: Stream, cloud: Cloud, pass_time: Pass, status: int
) -> None:
    cloud.faults.fail_next(10**6, status=status, path=WATCH_PATH)
    await pass_time(HOUR - 59)
    before = asked(cloud)
    assert not stream.outputs()
    await pass_time(HOUR)
    assert asked(cloud) == before


def break_stream(stream: Stream) -> None:
    """Let the player say that the stream broke, as it does from its thread."""
    stream._async_update_state(False)


async def test_a_stream_that_broke_gets_a_fresh_address_without_being_hurried(
    stream: Stream, cloud: Cloud, pass_time: Pass
) -> None:
    dead = stream.source
    await pass_time(10)
    with patch.object(stream, "update_source") as update_source:
        break_stream(stream)
        await pass_time(2)
    assert not update_source.called
    assert stream.source != dead
    assert stream.outputs()


async def test_a_silent_camera_ends_a_broken_stream_quietly(
    stream: Stream,
    cloud: Cloud,
    pass_time: Pass,
    caplog: pytest.LogCaptureFixture,
) -> None:
    cloud.cameras[CAMERA_ID].streaming = False
    break_stream(stream)
    await pass_time(2)
    assert not stream.outputs()
    assert asked(cloud) == 2
    assert not [
        record
        for record in caplog.records
        if record.levelno > logging.INFO and record.name != "asyncio"
    ]


async def test_who_watched_a_stream_that_ended_does_not_end_the_next(
    camera: Camera, cloud: Cloud, pass_time: Pass
) -> None:
    stream = await camera.async_create_stream()
    assert stream is not None
    stream.add_provider("hls").idle_timer.awake()
    cloud.faults.fail_next(status=503, path=WATCH_PATH)
    break_stream(stream)
    await pass_time(2)
    assert not stream.outputs()
    assert await camera.async_create_stream() is stream
    stream.add_provider("hls", timeout=10**6)
    await pass_time(60)
    assert stream.outputs()


async def test_a_preloaded_stream_waits_for_its_camera(
    camera: Camera, cloud: Cloud, pass_time: Pass
) -> None:
    with patch(
        "homeassistant.components.camera.get_dynamic_camera_stream_settings",
        return_value=DynamicStreamSettings(preload_stream=True),
    ):
        stream = await camera.async_create_stream()
    assert stream is not None
    stream.add_provider("hls")
    dead = stream.source
    cloud.cameras[CAMERA_ID].streaming = False
    break_stream(stream)
    for _ in range(3):
        await pass_time(60)
    assert stream.outputs()
    cloud.cameras[CAMERA_ID].streaming = True
    await pass_time(60)
    assert stream.source != dead


async def test_the_states_of_a_stream_do_not_make_its_camera_unavailable(
    hass: HomeAssistant, camera: Camera, stream: Stream
) -> None:
    break_stream(stream)
    camera.async_write_ha_state()
    assert hass.states.get(CAMERA).state == "streaming"


async def test_an_entry_that_goes_takes_its_streams_along(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    stream: Stream,
    cloud: Cloud,
    pass_time: Pass,
) -> None:
    await hass.config_entries.async_unload(entry.entry_id)
    assert not stream.outputs()
    break_stream(stream)
    await pass_time(HOUR)
    assert asked(cloud) == 1


@pytest.mark.parametrize("expire", [None, "2001-01-01T00:00:00", "2026-01-01T00:00:00"])
async def test_an_address_that_does_not_say_when_it_dies_lives_five_minutes(
    camera: Camera, cloud: Cloud, pass_time: Pass, expire: str | None
) -> None:
    told = {"hls": "http://127.0.0.1:1/live.m3u8", "expire_hls": expire}
    cloud.faults.answer_next(body=told, path=WATCH_PATH)
    stream = await camera.async_create_stream()
    assert stream is not None
    stream.add_provider("hls", timeout=10**6)
    await pass_time(239)
    assert asked(cloud) == 1
    await pass_time(2)
    assert asked(cloud) == 2


async def test_a_short_life_is_renewed_after_three_quarters(
    camera: Camera, cloud: Cloud, pass_time: Pass
) -> None:
    cloud.media_expiry = timedelta(seconds=1)
    stream = await camera.async_create_stream()
    assert stream is not None
    stream.add_provider("hls", timeout=10**6)
    for _ in range(9):
        await pass_time(8.8)
        await pass_time(0.3)
    assert asked(cloud) == 10


class Provider(CameraWebRTCProvider):
    """A WebRTC provider that plays RTSP."""

    domain = "provider"

    def async_is_supported(self, stream_source: str) -> bool:
        return stream_source.startswith("rtsp:")

    async def async_handle_async_webrtc_offer(self, *args: object) -> None:
        raise NotImplementedError

    async def async_on_webrtc_candidate(self, *args: object) -> None:
        raise NotImplementedError


async def test_a_webrtc_provider_gets_rtsp_and_costs_no_request_until_it_plays(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    assert await async_setup_component(hass, "camera", {})
    remove = async_register_webrtc_provider(hass, Provider())
    await set_up(hass, make_entry(cloud, server))
    camera = get_camera_from_entity_id(hass, CAMERA)
    assert camera.webrtc_provider is not None
    assert not asked(cloud)
    source = await async_get_stream_source(hass, CAMERA)
    assert source is not None
    assert source.startswith("rtsp://127.0.0.1")
    stream = await camera.async_create_stream()
    assert stream is not None
    assert "m3u8" in stream.source
    remove()
    await hass.async_block_till_done()
    assert "m3u8" in str(await async_get_stream_source(hass, CAMERA))


@pytest.mark.parametrize(
    ("live", "rtsp", "url"),
    [
        (Live(hls="h", rtsp="r", rtmp="m"), False, "h"),
        (Live(hls="h", rtsp="r", rtmp="m"), True, "r"),
        (Live(hls="h", rtmp="m"), True, "h"),
        (Live(rtsp="r", rtmp="m"), False, "r"),
        (Live(rtmp="m"), True, "m"),
    ],
)
async def test_the_best_address_that_there_is_is_taken(
    hass: HomeAssistant, live: Live, rtsp: bool, url: str
) -> None:
    with patch("custom_components.vxg.aiovxg.VxgClient", autospec=True) as client:
        client.live.return_value = live
        address = await async_live_address(client, CAMERA_ID, rtsp=rtsp)
    assert address.url == url


async def test_a_refusal_is_told_to_who_asked_for_a_stream(
    camera: Camera, cloud: Cloud
) -> None:
    cloud.faults.fail_next(status=403, path=WATCH_PATH)
    with pytest.raises(HomeAssistantError, match="lacks the right"):
        await camera.async_create_stream()


@pytest.mark.usefixtures("socket_enabled")
async def test_the_player_tells_no_address_of_ours(
    hass: HomeAssistant,
    stream: Stream,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, "homeassistant.components.stream")
    signature = stream.source.partition("sig=")[2]
    assert signature
    stream._logger.error(
        "Error from stream worker: %s",
        f"Error opening stream (Denied, {stream.source})",
    )
    stream._logger.debug("Started stream: %s", stream.source)
    logging.getLogger("libav.hls").warning("request failed for '%s'", stream.source)
    stream._logger.debug("Keeps %s of %d", "what is harmless", 5)
    host = stream.source.split("/")[2]
    assert f"Denied, http://{host}/…)" in caplog.text
    assert f"request failed for 'http://{host}/…'" in caplog.text
    assert "Keeps what is harmless of 5" in caplog.text
    assert signature not in caplog.text


def test_the_filter_is_set_once() -> None:
    hide_addresses("camera.x")
    hide_addresses("camera.x")
    name = "homeassistant.components.stream.stream.camera.x"
    assert len(logging.getLogger(name).filters) == 1
