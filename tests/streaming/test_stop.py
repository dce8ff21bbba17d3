"""Tests for stopping live streams, with and without a real player."""

import asyncio
from datetime import timedelta
import logging
import threading
from unittest.mock import Mock, patch

from aiohttp import ClientConnectorError, ClientSession
from homeassistant.components.camera import Camera, get_camera_from_entity_id
from homeassistant.components.camera.prefs import DynamicStreamSettings
from homeassistant.components.stream import Stream
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.streaming.playlist_proxy import PlaylistProxy
from custom_components.vxg.streaming.stop import async_stop_stream
from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID, PassTime, make_entry, set_up

CAMERA = "camera.front_door"
WATCH_PATH = "/api/v4/live/watch/"
SETTINGS = "homeassistant.components.camera.get_dynamic_camera_stream_settings"


def players() -> list[threading.Thread]:
    return [item for item in threading.enumerate() if item.name == "stream_worker"]


def count_url_requests(cloud: Cloud) -> int:
    return sum(request.path == WATCH_PATH for request in cloud.requests)


async def read(url: str) -> int:
    async with ClientSession() as session, session.get(url) as response:
        return response.status


@pytest.fixture
async def running(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> MockConfigEntry:
    """Return an entry with the real clock, which players need."""
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    return entry


async def play(hass: HomeAssistant, *, preload: bool = False) -> Stream:
    """Return a stream that a thread plays."""
    settings = DynamicStreamSettings(preload_stream=preload)
    with patch(SETTINGS, return_value=settings):
        camera = get_camera_from_entity_id(hass, CAMERA)
        stream = await camera.async_create_stream()
    assert stream is not None
    output = stream.add_provider("hls")
    await stream.start()
    async with asyncio.timeout(20):
        await output.recv()
    return stream


@pytest.mark.parametrize("preload", [False, True])
async def test_no_player_outlives_its_entry(
    hass: HomeAssistant,
    running: MockConfigEntry,
    caplog: pytest.LogCaptureFixture,
    preload: bool,
) -> None:
    stream = await play(hass, preload=preload)
    assert players()
    await hass.config_entries.async_unload(running.entry_id)
    assert not players()
    assert stream.dynamic_stream_settings.preload_stream == preload
    # The library itself warns about the simulated video.
    assert not [
        item
        for item in caplog.records
        if item.levelno > logging.INFO
        and item.name.startswith(("custom_comp", "homeassistant.components"))
    ]


async def test_a_media_host_that_hangs_does_not_delay_an_unload_for_long(
    hass: HomeAssistant, running: MockConfigEntry, cloud: Cloud
) -> None:
    await play(hass)
    gate = cloud.media_faults.hold()
    await gate.reached()
    with patch("custom_components.vxg.streaming.live_stream.PLAYER_TIMEOUT", 0):
        async with asyncio.timeout(15):
            await hass.config_entries.async_unload(running.entry_id)
    assert not players()
    gate.release()


@pytest.fixture
async def two_urls(hass: HomeAssistant, cloud: Cloud, server: CloudServer) -> list[str]:
    """Return the URLs of two cameras' players, each of an entry of its own."""
    other = cloud.add_camera(CAMERA_ID + 1, "Back door")
    for camera_id in (CAMERA_ID, other.id):
        token = cloud.channel_token(camera_id)
        await set_up(hass, make_entry(cloud, server, token=token, unique_id=token))
    sources = []
    for entity_id in (CAMERA, "camera.back_door"):
        camera = get_camera_from_entity_id(hass, entity_id)
        stream = await camera.async_create_stream()
        assert stream is not None
        sources.append(stream.source)
    return sources


async def test_an_unload_cancels_its_own_requests_only(
    hass: HomeAssistant, cloud: Cloud, two_urls: list[str]
) -> None:
    first, second = two_urls
    gate = cloud.media_faults.hold(path=f"/{CAMERA_ID}/")
    request = asyncio.create_task(read(first))
    await gate.reached()
    entry = hass.config_entries.async_entries("vxg")[0]
    await hass.config_entries.async_unload(entry.entry_id)
    assert await request == 404
    assert await read(first) == 404
    assert await read(second) == 200
    gate.release()


@pytest.fixture
def camera(hass: HomeAssistant, entry: MockConfigEntry) -> Camera:
    return get_camera_from_entity_id(hass, CAMERA)


async def test_during_an_unload_no_stream_is_created(
    hass: HomeAssistant, camera: Camera, cloud: Cloud, entry: MockConfigEntry
) -> None:
    gate = cloud.faults.hold(path=WATCH_PATH)
    creation = hass.async_create_task(camera.async_create_stream())
    await gate.reached()
    await hass.config_entries.async_unload(entry.entry_id)
    gate.release()
    assert await creation is None


async def test_an_unload_cancels_the_renewal_of_a_url(
    hass: HomeAssistant,
    camera: Camera,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
) -> None:
    stream = await camera.async_create_stream()
    assert stream is not None
    await pass_time(3600)
    gate = cloud.faults.hold(path=WATCH_PATH)
    request = asyncio.create_task(read(stream.source))
    await gate.reached()
    await hass.config_entries.async_unload(entry.entry_id)
    assert await request == 404
    # No task is left.
    await hass.async_block_till_done(wait_background_tasks=True)
    gate.release()


async def test_during_an_unload_a_broken_stream_is_not_recovered(
    hass: HomeAssistant, camera: Camera, cloud: Cloud, entry: MockConfigEntry
) -> None:
    body = {"rtsp": "rtsp://127.0.0.1:1/first"}
    cloud.faults.answer_next(body=body, path=WATCH_PATH)
    stream = await camera.async_create_stream()
    assert stream is not None
    gate = cloud.faults.hold(path=WATCH_PATH)
    stream._async_update_state(False)
    await gate.reached()
    await hass.config_entries.async_unload(entry.entry_id)
    gate.release()
    await hass.async_block_till_done()
    assert stream.source == body["rtsp"]


async def test_a_refusal_stops_a_preloaded_stream_too(
    hass: HomeAssistant, running: MockConfigEntry, cloud: Cloud
) -> None:
    await play(hass, preload=True)
    cloud.faults.fail_next(10**6, status=403, path=WATCH_PATH)
    cloud.media_faults.fail_next(10**6, status=403)
    (player,) = players()
    with patch("custom_components.vxg.streaming.live_stream.PLAYLIST_TTL", timedelta()):
        await hass.async_add_executor_job(player.join, 20)
    assert not player.is_alive()
    await hass.async_block_till_done()
    assert not players()


async def test_a_stream_that_is_stopped_twice_keeps_its_settings(
    hass: HomeAssistant, running: MockConfigEntry
) -> None:
    stream = await play(hass, preload=True)
    settings = stream.dynamic_stream_settings
    await asyncio.gather(async_stop_stream(stream), async_stop_stream(stream))
    assert not players()
    assert stream.dynamic_stream_settings is settings
    assert settings.preload_stream


@pytest.mark.usefixtures("socket_enabled")
async def test_the_proxy_can_start_while_it_stops(hass: HomeAssistant) -> None:
    async def read_playlist(number: int | None) -> str:
        return "#EXTM3U\n"

    proxy = PlaylistProxy(hass)
    first = await proxy.async_add(read_playlist, Mock())
    # As may happen when Home Assistant stops.
    _, second, _ = await asyncio.gather(
        proxy.async_stop(),
        proxy.async_add(read_playlist, Mock()),
        proxy.async_remove(first),
    )
    assert await read(second) == 200
    await proxy.async_remove(second)
    with pytest.raises(ClientConnectorError):
        await read(second)


async def test_concurrent_viewers_share_one_proxy_url(
    hass: HomeAssistant, camera: Camera, cloud: Cloud, entry: MockConfigEntry
) -> None:
    body = {"rtsp": "rtsp://127.0.0.1:1/first"}
    cloud.faults.answer_next(body=body, path=WATCH_PATH)
    assert await camera.async_create_stream() is not None
    camera._stream_urls.discard()
    first, second = await asyncio.gather(
        camera.async_create_stream(), camera.async_create_stream()
    )
    assert first is second is not None
    url = first.source
    assert await read(url) == 200
    await hass.config_entries.async_unload(entry.entry_id)
    with pytest.raises(ClientConnectorError):
        await read(url)


async def test_a_requested_delay_is_respected_after_the_url_expired(
    camera: Camera, cloud: Cloud, pass_time: PassTime
) -> None:
    stream = await camera.async_create_stream()
    assert stream is not None
    cloud.media_faults.fail_next(10**6, status=403)
    cloud.faults.rate_limit(1, retry_after=25, path=WATCH_PATH)
    for _ in range(12):
        assert await read(stream.source) == 502
        assert count_url_requests(cloud) == 2
        await pass_time(2)
    cloud.media_faults.clear()
    await pass_time(2)
    assert await read(stream.source) == 200
