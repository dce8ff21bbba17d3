"""Tests for live streams, whose URLs are renewed while they are watched."""

import asyncio
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import AsyncGenerator
from datetime import timedelta
from itertools import islice
import logging
import threading
from typing import Any
from unittest.mock import Mock, patch
from urllib.parse import urljoin

from aiohttp import ClientConnectorError, ClientPayloadError, ClientSession, web
from aiohttp.test_utils import TestServer
import av
from freezegun.api import FrozenDateTimeFactory
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
from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from yarl import URL

from custom_components.vxg.aiovxg import (
    KNOWN_SECRETS,
    LiveStreamUrls,
    MediaPolicy,
    VxgMediaError,
)
from custom_components.vxg.aiovxg.media import MediaClient
from custom_components.vxg.helpers.clocks.cloud_clock import CloudClock
from custom_components.vxg.streaming.hls import rewrite_playlist
from custom_components.vxg.streaming.log_filter import STREAM_HOSTS
from custom_components.vxg.streaming.stream_url import StreamUrls
from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID, PassTime, make_entry, set_up

CAMERA = "camera.front_door"
WATCH_PATH = "/api/v4/live/watch/"
HOUR = 3600
# The first byte of a segment.
TS_SYNC = 0x47


@pytest.fixture
def camera(hass: HomeAssistant, entry: MockConfigEntry) -> Camera:
    return get_camera_from_entity_id(hass, CAMERA)


@pytest.fixture
async def stream(camera: Camera) -> Stream:
    """Return a stream that is watched, though no thread plays it."""
    stream = await camera.async_create_stream()
    assert stream is not None
    stream.add_provider("hls", timeout=10**6)
    return stream


def count_url_requests(cloud: Cloud) -> int:
    return sum(request.path == WATCH_PATH for request in cloud.requests)


async def read(stream: Stream, name: str | None = None) -> tuple[int, str]:
    """Return status and text of a playlist, read as the player's thread does."""
    url = stream.source
    assert url.startswith("http://127.0.0.1:")
    if name is not None:
        url = f"{url.rpartition('/')[0]}/{name}"
    async with ClientSession() as session, session.get(url) as response:
        return response.status, await response.text()


async def read_segment(stream: Stream) -> int:
    """Return the status of the newest segment in the playlist."""
    status, text = await read(stream)
    assert status == 200
    url = urljoin(stream.source, text.split()[-1])
    async with ClientSession() as session, session.get(url) as response:
        content = await response.read()
    assert response.status != 200 or content[0] == TS_SYNC
    return response.status


async def test_the_players_url_outlives_the_clouds_urls(
    stream: Stream, cloud: Cloud, pass_time: PassTime
) -> None:
    source = stream.source
    for count in range(1, 5):
        assert await read_segment(stream) == 200
        assert count_url_requests(cloud) == count
        await pass_time(HOUR - 61)
        assert await read_segment(stream) == 200
        assert count_url_requests(cloud) == count
        # A minute before it expires.
        await pass_time(2)
    assert stream.source == source


@pytest.mark.parametrize("access", ["own", "ticket", "cookie"])
async def test_segments_play_with_what_the_playlist_gives_them(
    stream: Stream, cloud: Cloud, pass_time: PassTime, access: str
) -> None:
    cloud.segment_access = access
    for _ in range(3):
        for _ in range(3):
            assert await read_segment(stream) == 200
            await pass_time(4)
        # The URL is renewed, and with it the ticket or the cookie.
        await pass_time(HOUR)


@pytest.mark.parametrize("access", ["own", "ticket", "cookie"])
async def test_the_library_of_the_player_plays_the_stream(
    hass: HomeAssistant, stream: Stream, cloud: Cloud, access: str
) -> None:
    cloud.segment_access = access

    def play() -> int:
        with av.open(stream.source, timeout=20) as container:
            frames = islice(container.decode(video=0), 30)
            return sum(1 for _ in frames)

    # More than one segment has.
    assert await hass.async_add_executor_job(play) == 30


async def test_segments_with_a_cookie_are_requested_in_parts_too(
    stream: Stream, cloud: Cloud
) -> None:
    cloud.segment_access = "cookie"
    segment = urljoin(stream.source, (await read(stream))[1].split()[-1])
    cloud.media_faults.clear()
    asked = []

    async def respond(request: web.Request, _: object) -> web.Response:
        asked.append((request.headers["Range"], "sig" in request.cookies))
        headers = {"Content-Range": "bytes 2-4/10", "Set-Cookie": "a=b", "X-Other": "x"}
        return web.Response(status=206, body=b"cde", headers=headers)

    cloud.media_faults.add(1, None, None, respond)
    headers = {"Range": "bytes=2-4"}
    async with (
        ClientSession() as session,
        session.get(segment, headers=headers) as part,
    ):
        assert (part.status, await part.read()) == (206, b"cde")
        assert part.headers["Content-Range"] == "bytes 2-4/10"
        assert not {"Set-Cookie", "X-Other"} & part.headers.keys()
    assert asked == [("bytes=2-4", True)]


@pytest.mark.parametrize("reset", [True, False])
async def test_a_segment_that_breaks_off_is_not_complete(
    stream: Stream, cloud: Cloud, reset: bool
) -> None:
    cloud.segment_access = "cookie"
    segment = urljoin(stream.source, (await read(stream))[1].split()[-1])
    if reset:
        cloud.media_faults.truncate_next(reset=True)
    else:
        cloud.media_faults.fail_next(status=500)
    async with ClientSession() as session, session.get(segment) as response:
        if reset:
            with pytest.raises(ClientPayloadError):
                await response.read()
        else:
            assert response.status == 502


async def test_the_proxy_serves_no_segment_that_is_not_allowed(
    stream: Stream, cloud: Cloud, server: CloudServer
) -> None:
    cloud.segment_access = "cookie"
    base = stream.source.rpartition("/")[0]
    await read(stream)
    cloud.media_requests.clear()
    async with ClientSession() as session:
        for url in ("file:///etc/passwd", "http://example.com/1.ts", "http://[", "/1"):
            name = urlsafe_b64encode(url.encode()).decode()
            async with session.get(f"{base}/segment/{name}.ts") as response:
                assert response.status == 502, url
        for path in ("segment/x.ts", "segment/.ts"):
            async with session.get(f"{base}/{path}") as response:
                assert response.status == 404
    assert not cloud.media_requests


async def test_closing_the_proxy_ends_requests_for_segments(
    hass: HomeAssistant, entry: MockConfigEntry, stream: Stream, cloud: Cloud
) -> None:
    cloud.segment_access = "cookie"
    segment = urljoin(stream.source, (await read(stream))[1].split()[-1])
    gate = cloud.media_faults.hold()

    async def request() -> int:
        async with ClientSession() as session, session.get(segment) as response:
            return response.status

    task = asyncio.create_task(request())
    await gate.reached()
    await hass.config_entries.async_unload(entry.entry_id)
    assert await task == 404


async def test_a_stream_that_is_not_watched_costs_no_request(
    camera: Camera, cloud: Cloud, pass_time: PassTime
) -> None:
    await camera.async_create_stream()
    for _ in range(3):
        await pass_time(HOUR)
    assert count_url_requests(cloud) == 1
    assert not cloud.media_requests


async def test_a_stream_that_is_watched_again_has_a_fresh_url(
    camera: Camera, stream: Stream, cloud: Cloud, pass_time: PassTime
) -> None:
    assert await camera.async_create_stream() is stream
    assert count_url_requests(cloud) == 1
    await stream.stop()
    await pass_time(2 * HOUR)
    assert await camera.async_create_stream() is stream
    assert count_url_requests(cloud) == 2
    assert await read_segment(stream) == 200
    assert count_url_requests(cloud) == 2


async def test_a_stream_that_is_watched_again_may_be_unavailable(
    camera: Camera, stream: Stream, cloud: Cloud, pass_time: PassTime
) -> None:
    await stream.stop()
    await pass_time(HOUR)
    cloud.cameras[CAMERA_ID].streaming = False
    assert await camera.async_create_stream() is None
    cloud.cameras[CAMERA_ID].streaming = True
    assert await camera.async_create_stream() is stream


async def test_a_camera_that_does_not_stream_has_no_stream(
    camera: Camera, cloud: Cloud
) -> None:
    cloud.cameras[CAMERA_ID].streaming = False
    assert await camera.async_create_stream() is None
    cloud.cameras[CAMERA_ID].streaming = True
    assert await camera.async_create_stream() is not None


async def test_a_renewal_is_retried_with_growing_delays(
    stream: Stream, cloud: Cloud, pass_time: PassTime
) -> None:
    cloud.faults.fail_next(10**6, status=500, path=WATCH_PATH)
    await pass_time(HOUR - 59)
    for _ in range(29):
        # The current URL is still valid.
        assert await read_segment(stream) == 200
        await pass_time(2)
    # At once, and after 4, 8, 16 s.
    assert count_url_requests(cloud) == 5
    await pass_time(31)
    assert (await read(stream))[0] == 502
    assert stream.outputs()
    cloud.faults.clear()
    await pass_time(60)
    assert await read_segment(stream) == 200


async def test_a_renewal_that_hangs_does_not_delay_the_player(
    hass: HomeAssistant, stream: Stream, cloud: Cloud, pass_time: PassTime
) -> None:
    await pass_time(HOUR - 59)
    gate = cloud.faults.hold(path=WATCH_PATH)
    with patch("custom_components.vxg.streaming.live_stream.RENEWAL_TIMEOUT", 0):
        assert await read_segment(stream) == 200
        await gate.reached()
        assert await read_segment(stream) == 200
    gate.release()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert count_url_requests(cloud) == 2
    # The renewal succeeded after all.
    await pass_time(58)
    assert await read_segment(stream) == 200
    await pass_time(2)
    assert await read_segment(stream) == 200
    assert count_url_requests(cloud) == 2


async def test_a_requested_delay_is_respected(
    stream: Stream, cloud: Cloud, pass_time: PassTime
) -> None:
    cloud.faults.rate_limit(1, retry_after=30, path=WATCH_PATH)
    await pass_time(HOUR - 59)
    for seconds, count in ((28, 2), (3, 2), (0, 3)):
        assert await read_segment(stream) == 200
        assert count_url_requests(cloud) == count
        await pass_time(seconds)


@pytest.mark.parametrize("status", [401, 403, 404])
async def test_a_refusal_stops_the_stream(
    hass: HomeAssistant, stream: Stream, cloud: Cloud, pass_time: PassTime, status: int
) -> None:
    cloud.faults.fail_next(10**6, status=status, path=WATCH_PATH)
    await pass_time(HOUR - 59)
    # The stream does not break first, which would be logged.
    assert await read_segment(stream) == 200
    await hass.async_block_till_done()
    assert not stream.outputs()


async def test_a_url_that_expired_early_is_renewed(
    stream: Stream, cloud: Cloud
) -> None:
    cloud.media_faults.fail_next(status=403)
    assert await read_segment(stream) == 200
    assert count_url_requests(cloud) == 2


@pytest.mark.parametrize(("seconds", "status"), [(3, 200), (9, 200), (12, 502)])
async def test_the_first_playlist_of_a_url_is_awaited(
    stream: Stream,
    cloud: Cloud,
    freezer: FrozenDateTimeFactory,
    seconds: int,
    status: int,
) -> None:
    async def sleep(hass: HomeAssistant, span: timedelta) -> None:
        freezer.tick(span)

    # The first read is before the renewal.
    cloud.media_faults.fail_next(1 + seconds, status=404)
    with patch("custom_components.vxg.streaming.live_stream.async_sleep", sleep):
        assert (await read(stream))[0] == status
    assert count_url_requests(cloud) == 2


async def test_a_playlist_that_disappeared_is_not_awaited(
    stream: Stream, cloud: Cloud
) -> None:
    before = await read(stream)
    cloud.media_faults.fail_next(2, status=404)
    with patch("custom_components.vxg.streaming.live_stream.async_sleep") as sleep:
        assert await read(stream) == before
    assert not sleep.called


async def test_while_the_media_host_fails_the_last_playlist_is_used(
    stream: Stream, cloud: Cloud, pass_time: PassTime
) -> None:
    before = await read(stream)
    cloud.media_faults.fail_next(10**6, status=500)
    for _ in range(30):
        await pass_time(1)
        # The player finds nothing new, and reads again.
        assert await read(stream) == before
    # The URL may have expired: renewed after 1 s, and 4, 8 and 16 s later.
    assert count_url_requests(cloud) == 5
    await pass_time(1)
    assert (await read(stream))[0] == 502
    assert stream.outputs()
    cloud.media_faults.clear()
    assert await read_segment(stream) == 200


async def test_a_playlist_of_an_earlier_viewer_is_not_reused(
    camera: Camera, stream: Stream, cloud: Cloud
) -> None:
    assert await read_segment(stream) == 200
    await stream.stop()
    await camera.async_create_stream()
    cloud.media_faults.fail_next(10**6, status=500)
    assert (await read(stream))[0] == 502


async def test_a_fresh_url_that_is_refused_is_not_renewed_again(
    stream: Stream, cloud: Cloud, pass_time: PassTime
) -> None:
    await pass_time(HOUR - 59)
    cloud.media_faults.fail_next(status=403)
    assert (await read(stream))[0] == 502
    assert count_url_requests(cloud) == 2


async def test_a_broken_stream_of_an_unavailable_camera_stops_quietly(
    hass: HomeAssistant,
    stream: Stream,
    cloud: Cloud,
    caplog: pytest.LogCaptureFixture,
) -> None:
    cloud.cameras[CAMERA_ID].streaming = False
    cloud.media_faults.fail_next(status=404)
    assert (await read(stream))[0] == 502
    await hass.async_block_till_done()
    assert not stream.outputs()
    assert count_url_requests(cloud) == 2
    assert not [
        record
        for record in caplog.records
        if record.levelno > logging.INFO and record.name != "asyncio"
    ]


async def test_a_stream_whose_url_is_valid_survives_an_unavailable_camera(
    hass: HomeAssistant, stream: Stream, cloud: Cloud, pass_time: PassTime
) -> None:
    await pass_time(HOUR - 59)
    cloud.faults.fail_next(status=503, path=WATCH_PATH)
    assert await read_segment(stream) == 200
    await hass.async_block_till_done()
    assert stream.outputs()


async def test_a_viewer_of_a_stopped_stream_does_not_stop_the_next(
    hass: HomeAssistant, camera: Camera, cloud: Cloud, pass_time: PassTime
) -> None:
    stream = await camera.async_create_stream()
    assert stream is not None
    stream.add_provider("hls").idle_timer.awake()
    cloud.faults.fail_next(status=503, path=WATCH_PATH)
    cloud.media_faults.fail_next(status=404)
    await read(stream)
    await hass.async_block_till_done()
    assert not stream.outputs()
    assert await camera.async_create_stream() is stream
    stream.add_provider("hls", timeout=10**6)
    await pass_time(60)
    assert stream.outputs()


async def test_a_preloaded_stream_waits_for_its_camera(
    hass: HomeAssistant, camera: Camera, cloud: Cloud
) -> None:
    with patch(
        "homeassistant.components.camera.get_dynamic_camera_stream_settings",
        return_value=DynamicStreamSettings(preload_stream=True),
    ):
        stream = await camera.async_create_stream()
    assert stream is not None
    stream.add_provider("hls")
    cloud.cameras[CAMERA_ID].streaming = False
    cloud.media_faults.fail_next(3, status=404)
    for _ in range(3):
        assert (await read(stream))[0] == 502
    await hass.async_block_till_done()
    assert stream.outputs()
    cloud.cameras[CAMERA_ID].streaming = True
    assert await read_segment(stream) == 200


MASTER = """#EXTM3U
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="a",URI="sound.m3u8?of={time}"
#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="a"
/video.m3u8?of={time}
"""
MEDIA = "#EXTM3U\n#EXTINF:2,\n{kind}-{time}.ts\n"


class Host:
    """A media host whose main playlist refers to others."""

    def __init__(self) -> None:
        self.playlists: dict[str, str] = {}
        self.charset = "utf-8"
        app = web.Application()
        app.router.add_get("/{name}", self._respond)
        self.server = TestServer(app)
        self.reads: list[str] = []
        self.reached = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()

    async def _respond(self, request: web.Request) -> web.Response:
        self.reached.set()
        await self.gate.wait()
        time = request.query["of"]
        self.reads.append(f"{request.match_info['name']} {time}")
        return web.Response(
            text=self.playlists[request.match_info["name"]].replace("{time}", time),
            charset=self.charset,
        )


@pytest.fixture
async def host(socket_enabled: None) -> AsyncGenerator[Host]:
    host = Host()
    async with host.server:
        yield host


async def watch(camera: Camera, cloud: Cloud, host: Host, times: int = 1) -> Stream:
    """Watch a stream of this host; each renewal returns another URL."""
    for number in range(times):
        url = str(host.server.make_url(f"/first.m3u8?of={number}"))
        # Each expires an hour later.
        expire = (cloud.now() + timedelta(hours=1 + number)).isoformat()
        body = {"hls": url, "expire_hls": expire}
        cloud.faults.answer_next(body=body, path=WATCH_PATH)
    stream = await camera.async_create_stream()
    assert stream is not None
    stream.add_provider("hls", timeout=10**6)
    return stream


async def test_child_playlists_are_read_from_the_current_url(
    camera: Camera, cloud: Cloud, host: Host, pass_time: PassTime
) -> None:
    host.playlists = {
        "first.m3u8": MASTER,
        "sound.m3u8": MEDIA.replace("{kind}", "sound"),
        "video.m3u8": MEDIA.replace("{kind}", "video"),
    }
    stream = await watch(camera, cloud, host, times=2)
    status, text = await read(stream)
    assert status == 200
    assert [line for line in text.splitlines() if "m3u8" in line] == [
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="a",URI="0.m3u8"',
        "1.m3u8",
    ]
    base_url = str(host.server.make_url("/"))
    assert (await read(stream, "1.m3u8"))[1].split()[-1] == f"{base_url}video-0.ts?of=0"
    assert (await read(stream, "0.m3u8"))[1].split()[-1] == f"{base_url}sound-0.ts?of=0"
    assert host.reads == ["first.m3u8 0", "video.m3u8 0", "sound.m3u8 0"]
    await pass_time(HOUR - 59)
    # The player does not read the main playlist again.
    assert (await read(stream, "1.m3u8"))[1].split()[-1] == f"{base_url}video-1.ts?of=1"
    assert host.reads[3:] == ["first.m3u8 1", "video.m3u8 1"]
    assert (await read(stream, "2.m3u8"))[0] == 502


async def test_child_playlists_of_a_replaced_url_are_forgotten(
    camera: Camera, cloud: Cloud, host: Host
) -> None:
    host.playlists = {
        "first.m3u8": MASTER,
        "video.m3u8": MEDIA.replace("{kind}", "video"),
    }
    stream = await watch(camera, cloud, host, times=2)
    for output in stream.outputs().values():
        await stream.remove_provider(output)
    host.gate.clear()
    request = asyncio.create_task(read(stream))
    await host.reached.wait()
    # Somebody else starts to watch, when the URL is due for renewal.
    camera._stream_urls.discard()
    assert await camera.async_create_stream() is stream
    host.gate.set()
    assert (await request)[0] == 200
    _, text = await read(stream, "1.m3u8")
    assert text.split()[-1].endswith("/video-1.ts?of=1")


@pytest.mark.parametrize(
    "text",
    [
        "<html>",
        "",
        "#EXTM3U\n#EXTINF:2,\nfile:///etc/passwd\n",
        f"#EXTM3U\n{'#' * 2**22}",
    ],
)
async def test_content_that_is_not_a_playlist_is_refused(
    camera: Camera, cloud: Cloud, host: Host, text: str
) -> None:
    host.playlists = {"first.m3u8": text}
    stream = await watch(camera, cloud, host, times=2)
    assert await read(stream) == (502, "")


@pytest.mark.parametrize("charset", ["utf-8", "latin-1"])
async def test_non_ascii_names_are_unchanged(
    camera: Camera, cloud: Cloud, host: Host, charset: str
) -> None:
    host.charset = charset
    host.playlists = {"first.m3u8": MEDIA.replace("{kind}", "tür")}
    stream = await watch(camera, cloud, host)
    async with ClientSession() as session, session.get(stream.source) as response:
        assert response.status == 200
        assert (await response.read()).endswith("/tür-0.ts?of=0\n".encode(charset))


async def test_a_child_playlist_with_an_undecodable_name_is_not_found(
    camera: Camera, cloud: Cloud, host: Host
) -> None:
    host.charset = "latin-1"
    host.playlists = {
        "first.m3u8": "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\ntür.m3u8\n"
    }
    stream = await watch(camera, cloud, host)
    assert (await read(stream))[0] == 200
    assert (await read(stream, "0.m3u8"))[0] == 502


async def test_segments_of_a_host_with_a_password_have_it_too(
    camera: Camera, cloud: Cloud, host: Host
) -> None:
    host.playlists = {"first.m3u8": f"{MEDIA}#EXTINF:2,\nhttps://other.example/2.ts\n"}
    base_url = str(host.server.make_url("/")).partition("://")[2]
    body = {"hls": f"http://us%20er:pass%2Fword@{base_url}first.m3u8?of=0"}
    cloud.faults.answer_next(body=body, path=WATCH_PATH)
    stream = await camera.async_create_stream()
    assert stream is not None
    assert [line for line in (await read(stream))[1].splitlines() if "//" in line] == [
        f"http://us%20er:pass%2Fword@{base_url}{{kind}}-0.ts?of=0",
        "https://other.example/2.ts",
    ]


@pytest.mark.parametrize(("count", "in_loop"), [(5, True), (50_000, False)])
async def test_a_large_playlist_is_rewritten_in_the_executor(
    camera: Camera, cloud: Cloud, host: Host, count: int, in_loop: bool
) -> None:
    host.playlists = {"first.m3u8": "#EXTM3U\n" + "#EXTINF:2,\n1.ts?a=b\n" * count}
    stream = await watch(camera, cloud, host)
    threads = []

    def rewrite(*arguments: Any) -> tuple[str, list[str]]:
        threads.append(threading.current_thread())
        return rewrite_playlist(*arguments)

    with patch("custom_components.vxg.streaming.playlists.rewrite_playlist", rewrite):
        status, text = await read(stream)
    assert status == 200
    assert text.count("http://") == count
    assert (threads == [threading.current_thread()]) == in_loop


async def test_reading_a_playlist_has_a_timeout(stream: Stream, cloud: Cloud) -> None:
    gate = cloud.media_faults.hold()
    with patch("custom_components.vxg.streaming.playlists.PLAYLIST_TIMEOUT", 0):
        assert (await read(stream))[0] == 502
    gate.release()


async def test_the_proxy_refuses_urls_without_the_key(stream: Stream) -> None:
    good = stream.source
    parts = good.split("/")
    parts[3] = "x" * len(parts[3])
    for url in ("/".join(parts), good.replace("live", "other"), f"{good}8"):
        async with ClientSession() as session, session.get(url) as response:
            assert response.status == 404


async def test_the_key_cannot_be_guessed_and_is_a_known_secret(stream: Stream) -> None:
    _, _, proxy, key, _ = stream.source.split("/")
    assert 8 * len(urlsafe_b64decode(f"{key}=")) == 256
    assert key not in KNOWN_SECRETS.redact(f"GET /{key}/live.m3u8")
    # The library of the player logs URLs of any spelling.
    assert proxy in STREAM_HOSTS


async def test_the_proxy_stops_once_it_is_not_used(
    hass: HomeAssistant, entry: MockConfigEntry, stream: Stream
) -> None:
    assert (await read(stream))[0] == 200
    await hass.config_entries.async_unload(entry.entry_id)
    with pytest.raises(ClientConnectorError):
        await read(stream)


async def test_the_proxy_stops_with_home_assistant(
    hass: HomeAssistant, stream: Stream
) -> None:
    assert (await read(stream))[0] == 200
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STOP)
    await hass.async_block_till_done()
    with pytest.raises(ClientConnectorError):
        await read(stream)


def break_stream(stream: Stream) -> None:
    """Report that the stream broke, as the player does from its thread."""
    stream._async_update_state(False)


@pytest.fixture
async def rtsp_stream(camera: Camera, cloud: Cloud) -> Stream:
    """Return an RTSP stream of a cloud without HLS."""
    body = {"rtsp": "rtsp://127.0.0.1:1/first"}
    cloud.faults.answer_next(body=body, path=WATCH_PATH)
    stream = await camera.async_create_stream()
    assert stream is not None
    assert stream.source == body["rtsp"]
    stream.add_provider("hls", timeout=10**6)
    return stream


@pytest.mark.parametrize(
    ("no_proxy", "is_proxied"),
    [
        (None, False),
        ("localhost,.example", False),
        ("localhost, 127.0.0.1", True),
        ("*", True),
    ],
)
async def test_a_player_behind_an_http_proxy_reads_from_the_cloud(
    hass: HomeAssistant,
    camera: Camera,
    cloud: Cloud,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    no_proxy: str | None,
    is_proxied: bool,
) -> None:
    # What the log filter covers is the same for all streams of the process.
    monkeypatch.setattr(STREAM_HOSTS, "_is_everything", False)
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    monkeypatch.delenv("no_proxy", raising=False)
    if no_proxy is not None:
        monkeypatch.setenv("no_proxy", no_proxy)
    stream = await camera.async_create_stream()
    assert stream is not None
    stream.add_provider("hls", timeout=10**6)
    before = stream.source
    assert ("/media/hls/" in before) is not is_proxied
    # So that the next URL differs.
    cloud.media_expiry *= 2
    break_stream(stream)
    await hass.async_block_till_done()
    # A broken stream gets a fresh URL; the proxy renews it by itself.
    assert (stream.source == before) is is_proxied
    assert count_url_requests(cloud) == (1 if is_proxied else 2)
    # Nobody but the player sees the hosts in a playlist that it reads by itself.
    logging.getLogger("libav.hls").warning("Opening 'https://cdn.example/geheim'")
    assert ("geheim" in caplog.text) is is_proxied


async def test_an_rtsp_stream_continues_when_its_url_expires(
    rtsp_stream: Stream, cloud: Cloud, pass_time: PassTime
) -> None:
    with patch.object(rtsp_stream, "update_source") as update_source:
        await pass_time(HOUR)
    assert not update_source.called
    assert count_url_requests(cloud) == 1


async def test_a_broken_rtsp_stream_gets_a_fresh_url_without_a_restart(
    hass: HomeAssistant, rtsp_stream: Stream, cloud: Cloud
) -> None:
    body = {"rtsp": "rtsp://127.0.0.1:1/second"}
    cloud.faults.answer_next(body=body, path=WATCH_PATH)
    with patch.object(rtsp_stream, "update_source") as update_source:
        break_stream(rtsp_stream)
        await hass.async_block_till_done()
    assert not update_source.called
    assert rtsp_stream.source == body["rtsp"]
    assert rtsp_stream.outputs()
    cloud.faults.fail_next(status=500, path=WATCH_PATH)
    break_stream(rtsp_stream)
    await hass.async_block_till_done()
    assert rtsp_stream.outputs()


async def test_a_broken_rtsp_stream_of_an_unavailable_camera_stops(
    hass: HomeAssistant, rtsp_stream: Stream, cloud: Cloud
) -> None:
    cloud.cameras[CAMERA_ID].streaming = False
    break_stream(rtsp_stream)
    await hass.async_block_till_done()
    assert not rtsp_stream.outputs()


async def test_the_states_of_a_stream_do_not_make_its_camera_unavailable(
    hass: HomeAssistant, camera: Camera, stream: Stream
) -> None:
    break_stream(stream)
    camera.async_write_ha_state()
    assert hass.states.get(CAMERA).state == "recording"


async def test_unloading_an_entry_stops_its_streams(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    stream: Stream,
    cloud: Cloud,
    pass_time: PassTime,
) -> None:
    await hass.config_entries.async_unload(entry.entry_id)
    assert not stream.outputs()
    break_stream(stream)
    await pass_time(HOUR)
    assert count_url_requests(cloud) == 1


@pytest.mark.parametrize("expire", [None, "2001-01-01T00:00:00", "2026-01-01T00:00:00"])
async def test_a_url_without_a_valid_expiry_is_used_for_five_minutes(
    camera: Camera, cloud: Cloud, host: Host, pass_time: PassTime, expire: str | None
) -> None:
    host.playlists = {"first.m3u8": MEDIA}
    url = str(host.server.make_url("/first.m3u8?of=0"))
    body = {"hls": url, "expire_hls": expire}
    cloud.faults.answer_next(body=body, path=WATCH_PATH)
    stream = await camera.async_create_stream()
    assert stream is not None
    await pass_time(239)
    await read(stream)
    assert count_url_requests(cloud) == 1
    await pass_time(2)
    await read(stream)
    assert count_url_requests(cloud) == 2


async def test_a_short_lived_url_is_renewed_after_three_quarters(
    camera: Camera, cloud: Cloud, pass_time: PassTime
) -> None:
    cloud.media_expiry = timedelta(seconds=1)
    stream = await camera.async_create_stream()
    assert stream is not None
    for count in range(1, 10):
        await pass_time(8.8)
        assert await read_segment(stream) == 200
        assert count_url_requests(cloud) == count
        await pass_time(0.3)
        assert await read_segment(stream) == 200
        assert count_url_requests(cloud) == count + 1


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
    assert not count_url_requests(cloud)
    source = await async_get_stream_source(hass, CAMERA)
    assert source is not None
    assert source.startswith("rtsp://127.0.0.1")
    stream = await camera.async_create_stream()
    assert stream is not None
    assert stream.source.endswith(".m3u8")
    remove()
    await hass.async_block_till_done()
    assert "m3u8" in str(await async_get_stream_source(hass, CAMERA))


HLS = "https://93.184.215.14/live.m3u8"
RTSP = "rtsp://93.184.215.14/live"
RTMP = "rtmp://93.184.215.14/live"


@pytest.mark.parametrize(
    ("live", "rtsp", "url"),
    [
        (LiveStreamUrls(hls=HLS, rtsp=RTSP, rtmp=RTMP), False, HLS),
        (LiveStreamUrls(hls=HLS, rtsp=RTSP, rtmp=RTMP), True, RTSP),
        (LiveStreamUrls(hls=HLS, rtmp=RTMP), True, HLS),
        (LiveStreamUrls(rtsp=RTSP, rtmp=RTMP), False, RTSP),
        (LiveStreamUrls(rtmp=RTMP), True, RTMP),
        (LiveStreamUrls(hls="/live.m3u8"), False, HLS),
    ],
)
async def test_the_best_available_url_is_used(
    hass: HomeAssistant, live: LiveStreamUrls, rtsp: bool, url: str
) -> None:
    with patch("custom_components.vxg.aiovxg.VxgClient", autospec=True) as client:
        client.live_stream_urls.return_value = live
        client.media = MediaClient(
            Mock(),
            URL("https://93.184.215.14"),
            MediaPolicy(private=False, local=False),
        )
        address = await StreamUrls(client, CloudClock(client), CAMERA_ID).async_get(
            rtsp=rtsp
        )
    assert address.url == url


@pytest.mark.parametrize(
    ("live", "rtsp"),
    [
        (LiveStreamUrls(hls="https://127.0.0.1/live.m3u8"), False),
        (LiveStreamUrls(hls="http://198.51.100.1/live.m3u8"), False),
        (LiveStreamUrls(hls="file:///etc/passwd"), False),
        (LiveStreamUrls(hls=HLS, rtsp="rtsp://192.168.1.1/live"), True),
        (LiveStreamUrls(rtsp="exec:ls"), True),
        (LiveStreamUrls(rtmp="rtmp://[::1]/live"), False),
    ],
)
async def test_a_url_that_is_not_allowed_is_not_handed_to_a_player(
    hass: HomeAssistant, live: LiveStreamUrls, rtsp: bool
) -> None:
    with patch("custom_components.vxg.aiovxg.VxgClient", autospec=True) as client:
        client.live_stream_urls.return_value = live
        client.media = MediaClient(
            Mock(),
            URL("https://93.184.215.14"),
            MediaPolicy(private=False, local=False),
        )
        with pytest.raises(VxgMediaError):
            await StreamUrls(client, CloudClock(client), CAMERA_ID).async_get(rtsp=rtsp)


async def test_a_refusal_is_raised_to_the_viewer(camera: Camera, cloud: Cloud) -> None:
    cloud.faults.fail_next(status=403, path=WATCH_PATH)
    with pytest.raises(HomeAssistantError, match="lacks the permission"):
        await camera.async_create_stream()


async def test_a_camera_without_a_stream_that_can_be_played_says_so(
    camera: Camera, cloud: Cloud
) -> None:
    cloud.cameras[CAMERA_ID].webrtc_only = True
    with pytest.raises(HomeAssistantError, match=r"no live stream.*\(webrtc\)"):
        await camera.async_create_stream()
    cloud.cameras[CAMERA_ID].webrtc_only = False
    assert await camera.async_create_stream()


@pytest.mark.usefixtures("socket_enabled")
async def test_the_logs_of_the_player_contain_no_signed_url(
    camera: Camera, cloud: Cloud, host: Host, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "homeassistant.components.stream")
    host.playlists = {
        "first.m3u8": f"{MEDIA}#EXTINF:2,\nhttps://cdn.example/2.ts?geheim\n"
    }
    stream = await watch(camera, cloud, host)
    segments = [line for line in (await read(stream))[1].split() if "//" in line]
    key = stream.source.split("/")[3]
    stream._logger.error(
        "Error from stream worker: %s",
        f"Error opening stream (Denied, {stream.source})",
    )
    stream._logger.debug("Started stream: %s", stream.source)
    stream._logger.debug("Redirected to %s", "http://unknown.example/geheim")
    stream._logger.debug("Harmless: %s of %d", "nothing", 5)
    library = logging.getLogger("libav.hls")
    library.warning("request failed for '%s'", stream.source)
    for segment in segments:
        library.warning("Opening '%s' for reading", segment)
    proxy, media = stream.source.split("/")[2], segments[0].split("/")[2]
    assert f"Denied, http://{proxy}/…)" in caplog.text
    assert f"request failed for 'http://{proxy}/…'" in caplog.text
    assert f"Opening 'http://{media}/…' for reading" in caplog.text
    assert "Opening 'https://cdn.example/…' for reading" in caplog.text
    assert "Redirected to http://unknown.example/…" in caplog.text
    assert "Harmless: nothing of 5" in caplog.text
    assert key not in caplog.text
    assert "geheim" not in caplog.text


async def test_the_logs_of_an_rtsp_player_contain_no_signed_url(
    rtsp_stream: Stream, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("libav.rtsp").error("Failed: %s", rtsp_stream.source)
    assert "Failed: rtsp://127.0.0.1:1/…" in caplog.text


async def test_log_lines_about_other_streams_are_not_touched(
    stream: Stream, caplog: pytest.LogCaptureFixture
) -> None:
    url = "rtsp://127.0.0.1:8554/garden?audio=aac"
    assert (await read(stream))[0] == 200
    logging.getLogger("libav.rtsp").error("Failed: %s", url)
    assert f"Failed: {url}" in caplog.text
