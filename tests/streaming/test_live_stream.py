"""Live view: addresses are renewed while somebody watches, and only then."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import timedelta
import logging
import threading
from unittest.mock import patch

from aiohttp import ClientConnectorError, ClientSession, web
from aiohttp.test_utils import TestServer
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

from custom_components.vxg.aiovxg import LiveStreamUrls
from custom_components.vxg.streaming.hls import rewrite_playlist
from custom_components.vxg.streaming.stream_url import async_get_stream_url
from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID, Pass, make_entry, set_up

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


async def read(stream: Stream, name: str | None = None) -> tuple[int, str]:
    """Return status and text of a playlist, read as the player's thread does."""
    url = stream.source
    assert url.startswith("http://127.0.0.1:")
    if name is not None:
        url = f"{url.rpartition('/')[0]}/{name}"
    async with ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.text()


async def played(stream: Stream) -> int:
    """Return the status of the newest piece of video that a playlist names."""
    status, text = await read(stream)
    assert status == 200
    async with ClientSession() as session, session.get(text.split()[-1]) as answer:
        return answer.status


async def test_what_the_player_reads_outlives_the_addresses_of_the_cloud(
    stream: Stream, cloud: Cloud, pass_time: Pass
) -> None:
    source = stream.source
    for count in range(1, 5):
        assert await played(stream) == 200
        assert asked(cloud) == count
        await pass_time(HOUR - 61)
        assert await played(stream) == 200
        assert asked(cloud) == count
        # A minute before it dies.
        await pass_time(2)
    assert stream.source == source


async def test_a_stream_that_nobody_watches_costs_no_request(
    camera: Camera, cloud: Cloud, pass_time: Pass
) -> None:
    await camera.async_create_stream()
    for _ in range(3):
        await pass_time(HOUR)
    assert asked(cloud) == 1
    assert not cloud.media_requests


async def test_who_comes_back_later_gets_a_fresh_address(
    camera: Camera, stream: Stream, cloud: Cloud, pass_time: Pass
) -> None:
    assert await camera.async_create_stream() is stream
    assert asked(cloud) == 1
    await stream.stop()
    await pass_time(2 * HOUR)
    assert await camera.async_create_stream() is stream
    assert asked(cloud) == 2
    assert await played(stream) == 200
    assert asked(cloud) == 2


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
    cloud.faults.fail_next(10**6, status=500, path=WATCH_PATH)
    await pass_time(HOUR - 59)
    for _ in range(29):
        # The present address lives on meanwhile.
        assert await played(stream) == 200
        await pass_time(2)
    # At once, and after 4, 8, 16 s.
    assert asked(cloud) == 5
    await pass_time(31)
    assert (await read(stream))[0] == 502
    assert stream.outputs()
    cloud.faults.clear()
    await pass_time(60)
    assert await played(stream) == 200


async def test_a_cloud_that_hangs_does_not_hold_up_the_player(
    hass: HomeAssistant, stream: Stream, cloud: Cloud, pass_time: Pass
) -> None:
    await pass_time(HOUR - 59)
    gate = cloud.faults.hold(path=WATCH_PATH)
    with patch("custom_components.vxg.streaming.live_stream.RENEWAL_TIMEOUT", 0):
        assert await played(stream) == 200
        await gate.reached()
        assert await played(stream) == 200
    gate.release()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert asked(cloud) == 2
    # It came after all.
    await pass_time(58)
    assert await played(stream) == 200
    await pass_time(2)
    assert await played(stream) == 200
    assert asked(cloud) == 2


async def test_a_cloud_that_asks_for_patience_gets_it(
    stream: Stream, cloud: Cloud, pass_time: Pass
) -> None:
    cloud.faults.rate_limit(1, retry_after=30, path=WATCH_PATH)
    await pass_time(HOUR - 59)
    for seconds, count in ((28, 2), (3, 2), (0, 3)):
        assert await played(stream) == 200
        assert asked(cloud) == count
        await pass_time(seconds)


@pytest.mark.parametrize("status", [401, 403, 404])
async def test_a_final_no_ends_it(
    hass: HomeAssistant, stream: Stream, cloud: Cloud, pass_time: Pass, status: int
) -> None:
    cloud.faults.fail_next(10**6, status=status, path=WATCH_PATH)
    await pass_time(HOUR - 59)
    # Without a break before, of which the log would tell.
    assert await played(stream) == 200
    await hass.async_block_till_done()
    assert not stream.outputs()


async def test_an_address_that_died_early_is_replaced(
    stream: Stream, cloud: Cloud
) -> None:
    cloud.media_faults.fail_next(status=403)
    assert await played(stream) == 200
    assert asked(cloud) == 2


@pytest.mark.parametrize(("seconds", "status"), [(3, 200), (9, 200), (12, 502)])
async def test_a_playlist_that_is_not_there_yet_is_waited_for(
    stream: Stream,
    cloud: Cloud,
    freezer: FrozenDateTimeFactory,
    seconds: int,
    status: int,
) -> None:
    async def pause(hass: HomeAssistant, span: timedelta) -> None:
        freezer.tick(span)

    # One is read before the address is known to be fresh.
    cloud.media_faults.fail_next(1 + seconds, status=404)
    with patch("custom_components.vxg.streaming.live_stream.async_sleep", pause):
        assert (await read(stream))[0] == status
    assert asked(cloud) == 2


async def test_a_playlist_that_is_gone_is_not_waited_for(
    stream: Stream, cloud: Cloud
) -> None:
    before = await read(stream)
    cloud.media_faults.fail_next(2, status=404)
    with patch("custom_components.vxg.streaming.live_stream.async_sleep") as pause:
        assert await read(stream) == before
    assert not pause.called


async def test_a_media_host_in_trouble_ends_nothing_for_a_while(
    stream: Stream, cloud: Cloud, pass_time: Pass
) -> None:
    before = await read(stream)
    cloud.media_faults.fail_next(10**6, status=500)
    for _ in range(30):
        await pass_time(1)
        # The player finds nothing new in it, and asks again.
        assert await read(stream) == before
    # Perhaps the address died: asked after 1 s, and 4, 8 and 16 s later.
    assert asked(cloud) == 5
    await pass_time(1)
    assert (await read(stream))[0] == 502
    assert stream.outputs()
    cloud.media_faults.clear()
    assert await played(stream) == 200


async def test_what_was_seen_before_is_not_given_to_who_comes_later(
    camera: Camera, stream: Stream, cloud: Cloud
) -> None:
    assert await played(stream) == 200
    await stream.stop()
    await camera.async_create_stream()
    cloud.media_faults.fail_next(10**6, status=500)
    assert (await read(stream))[0] == 502


async def test_a_fresh_address_that_is_refused_is_not_replaced_again(
    stream: Stream, cloud: Cloud, pass_time: Pass
) -> None:
    await pass_time(HOUR - 59)
    cloud.media_faults.fail_next(status=403)
    assert (await read(stream))[0] == 502
    assert asked(cloud) == 2


async def test_a_silent_camera_ends_a_broken_stream_quietly(
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
    assert asked(cloud) == 2
    assert not [
        record
        for record in caplog.records
        if record.levelno > logging.INFO and record.name != "asyncio"
    ]


async def test_a_silent_camera_whose_address_lives_is_still_watched(
    hass: HomeAssistant, stream: Stream, cloud: Cloud, pass_time: Pass
) -> None:
    await pass_time(HOUR - 59)
    cloud.faults.fail_next(status=503, path=WATCH_PATH)
    assert await played(stream) == 200
    await hass.async_block_till_done()
    assert stream.outputs()


async def test_who_watched_a_stream_that_ended_does_not_end_the_next(
    hass: HomeAssistant, camera: Camera, cloud: Cloud, pass_time: Pass
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
    assert await played(stream) == 200


MASTER = """#EXTM3U
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="a",URI="sound.m3u8?of={time}"
#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="a"
/video.m3u8?of={time}
"""
MEDIA = "#EXTM3U\n#EXTINF:2,\n{kind}-{time}.ts\n"


class Host:
    """A media host whose first playlist names others, as some do."""

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}
        self.charset = "utf-8"
        app = web.Application()
        app.router.add_get("/{name}", self._answer)
        self.server = TestServer(app)
        self.asked: list[str] = []
        self.reached = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()

    async def _answer(self, request: web.Request) -> web.Response:
        self.reached.set()
        await self.gate.wait()
        time = request.query["of"]
        self.asked.append(f"{request.match_info['name']} {time}")
        return web.Response(
            text=self.answers[request.match_info["name"]].replace("{time}", time),
            charset=self.charset,
        )


@pytest.fixture
async def host(socket_enabled: None) -> AsyncGenerator[Host]:
    host = Host()
    async with host.server:
        yield host


async def watch(camera: Camera, cloud: Cloud, host: Host, times: int = 1) -> Stream:
    """Watch a stream of this host; each address is another."""
    for number in range(times):
        url = str(host.server.make_url(f"/first.m3u8?of={number}"))
        # An hour later for each.
        expire = (cloud.now() + timedelta(hours=1 + number)).isoformat()
        told = {"hls": url, "expire_hls": expire}
        cloud.faults.answer_next(body=told, path=WATCH_PATH)
    stream = await camera.async_create_stream()
    assert stream is not None
    stream.add_provider("hls", timeout=10**6)
    return stream


async def test_lists_within_a_list_are_read_at_the_present_address(
    camera: Camera, cloud: Cloud, host: Host, pass_time: Pass
) -> None:
    host.answers = {
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
    place = str(host.server.make_url("/"))
    assert (await read(stream, "1.m3u8"))[1].split()[-1] == f"{place}video-0.ts"
    assert (await read(stream, "0.m3u8"))[1].split()[-1] == f"{place}sound-0.ts"
    assert host.asked == ["first.m3u8 0", "video.m3u8 0", "sound.m3u8 0"]
    await pass_time(HOUR - 59)
    # The player does not read the first one again.
    assert (await read(stream, "1.m3u8"))[1].split()[-1] == f"{place}video-1.ts"
    assert host.asked[3:] == ["first.m3u8 1", "video.m3u8 1"]
    assert (await read(stream, "2.m3u8"))[0] == 502


async def test_lists_of_an_address_that_was_replaced_meanwhile_are_forgotten(
    camera: Camera, cloud: Cloud, host: Host
) -> None:
    host.answers = {
        "first.m3u8": MASTER,
        "video.m3u8": MEDIA.replace("{kind}", "video"),
    }
    stream = await watch(camera, cloud, host, times=2)
    for output in stream.outputs().values():
        await stream.remove_provider(output)
    host.gate.clear()
    reading = asyncio.create_task(read(stream))
    await host.reached.wait()
    # Somebody else begins to watch.
    assert await camera.async_create_stream() is stream
    host.gate.set()
    assert (await reading)[0] == 200
    _, text = await read(stream, "1.m3u8")
    assert text.split()[-1].endswith("/video-1.ts")


@pytest.mark.parametrize(
    "text",
    [
        "<html>",
        "",
        "#EXTM3U\n#EXTINF:2,\nfile:///etc/passwd\n",
        f"#EXTM3U\n{'#' * 2**22}",
    ],
)
async def test_what_is_no_playlist_is_not_passed_on(
    camera: Camera, cloud: Cloud, host: Host, text: str
) -> None:
    host.answers = {"first.m3u8": text}
    stream = await watch(camera, cloud, host, times=2)
    assert await read(stream) == (502, "")


@pytest.mark.parametrize("charset", ["utf-8", "latin-1"])
async def test_names_of_another_alphabet_are_passed_on_as_they_come(
    camera: Camera, cloud: Cloud, host: Host, charset: str
) -> None:
    host.charset = charset
    host.answers = {"first.m3u8": MEDIA.replace("{kind}", "tür")}
    stream = await watch(camera, cloud, host)
    async with ClientSession() as session, session.get(stream.source) as answer:
        assert answer.status == 200
        assert (await answer.read()).endswith("/tür-0.ts\n".encode(charset))


async def test_a_list_whose_name_is_not_to_be_read_is_none(
    camera: Camera, cloud: Cloud, host: Host
) -> None:
    host.charset = "latin-1"
    host.answers = {"first.m3u8": "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\ntür.m3u8\n"}
    stream = await watch(camera, cloud, host)
    assert (await read(stream))[0] == 200
    assert (await read(stream, "0.m3u8"))[0] == 502


async def test_what_is_near_a_list_with_a_password_has_it_too(
    camera: Camera, cloud: Cloud, host: Host
) -> None:
    host.answers = {"first.m3u8": f"{MEDIA}#EXTINF:2,\nhttp://other.example/2.ts\n"}
    place = str(host.server.make_url("/")).partition("://")[2]
    told = {"hls": f"http://us%20er:pass%2Fword@{place}first.m3u8?of=0"}
    cloud.faults.answer_next(body=told, path=WATCH_PATH)
    stream = await camera.async_create_stream()
    assert stream is not None
    assert [line for line in (await read(stream))[1].splitlines() if "//" in line] == [
        f"http://us%20er:pass%2Fword@{place}{{kind}}-0.ts",
        "http://other.example/2.ts",
    ]


@pytest.mark.parametrize(("count", "in_loop"), [(5, True), (50_000, False)])
async def test_a_list_of_many_hours_does_not_hold_up_home_assistant(
    camera: Camera, cloud: Cloud, host: Host, count: int, in_loop: bool
) -> None:
    host.answers = {"first.m3u8": "#EXTM3U\n" + "#EXTINF:2,\n1.ts?a=b\n" * count}
    stream = await watch(camera, cloud, host)
    threads = []

    def work(text: str, base: str) -> tuple[str, list[str]]:
        threads.append(threading.current_thread())
        return rewrite_playlist(text, base)

    with patch("custom_components.vxg.streaming.live_stream.rewrite_playlist", work):
        status, text = await read(stream)
    assert status == 200
    assert text.count("http://") == count
    assert (threads == [threading.current_thread()]) == in_loop


async def test_a_media_host_that_is_silent_is_not_waited_for_for_long(
    stream: Stream, cloud: Cloud
) -> None:
    gate = cloud.media_faults.hold()
    with patch("custom_components.vxg.streaming.live_stream.PLAYLIST_TIMEOUT", 0):
        assert (await read(stream))[0] == 502
    gate.release()


async def test_nobody_reads_without_the_key(stream: Stream) -> None:
    good = stream.source
    parts = good.split("/")
    parts[3] = "x" * len(parts[3])
    for url in ("/".join(parts), good.replace("live", "other"), f"{good}8"):
        async with ClientSession() as session, session.get(url) as answer:
            assert answer.status == 404


async def test_nothing_listens_once_nobody_is_served(
    hass: HomeAssistant, entry: MockConfigEntry, stream: Stream
) -> None:
    assert (await read(stream))[0] == 200
    await hass.config_entries.async_unload(entry.entry_id)
    with pytest.raises(ClientConnectorError):
        await read(stream)


async def test_nothing_listens_once_home_assistant_stops(
    hass: HomeAssistant, stream: Stream
) -> None:
    assert (await read(stream))[0] == 200
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STOP)
    await hass.async_block_till_done()
    with pytest.raises(ClientConnectorError):
        await read(stream)


def break_stream(stream: Stream) -> None:
    """Let the player say that the stream broke, as it does from its thread."""
    stream._async_update_state(False)


@pytest.fixture
async def session_stream(camera: Camera, cloud: Cloud) -> Stream:
    """Return a stream of a cloud that has no HLS."""
    told = {"rtsp": "rtsp://127.0.0.1:1/first"}
    cloud.faults.answer_next(body=told, path=WATCH_PATH)
    stream = await camera.async_create_stream()
    assert stream is not None
    assert stream.source == told["rtsp"]
    stream.add_provider("hls", timeout=10**6)
    return stream


@pytest.mark.parametrize(
    ("spared", "is_relayed"),
    [
        (None, False),
        ("localhost,.example", False),
        ("localhost, 127.0.0.1", True),
        ("*", True),
    ],
)
async def test_a_player_behind_a_proxy_reads_from_the_cloud_itself(
    hass: HomeAssistant,
    camera: Camera,
    cloud: Cloud,
    monkeypatch: pytest.MonkeyPatch,
    spared: str | None,
    is_relayed: bool,
) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    monkeypatch.delenv("no_proxy", raising=False)
    if spared is not None:
        monkeypatch.setenv("no_proxy", spared)
    stream = await camera.async_create_stream()
    assert stream is not None
    stream.add_provider("hls", timeout=10**6)
    before = stream.source
    assert ("/media/hls/" in before) is not is_relayed
    # Another one than before.
    cloud.media_expiry *= 2
    break_stream(stream)
    await hass.async_block_till_done()
    # A broken one gets a fresh address; the relay has that of its own accord.
    assert (stream.source == before) is is_relayed
    assert asked(cloud) == (1 if is_relayed else 2)


async def test_a_session_goes_on_when_its_address_dies(
    session_stream: Stream, cloud: Cloud, pass_time: Pass
) -> None:
    with patch.object(session_stream, "update_source") as update_source:
        await pass_time(HOUR)
    assert not update_source.called
    assert asked(cloud) == 1


async def test_a_session_that_broke_gets_a_fresh_address_without_being_hurried(
    hass: HomeAssistant, session_stream: Stream, cloud: Cloud
) -> None:
    told = {"rtsp": "rtsp://127.0.0.1:1/second"}
    cloud.faults.answer_next(body=told, path=WATCH_PATH)
    with patch.object(session_stream, "update_source") as update_source:
        break_stream(session_stream)
        await hass.async_block_till_done()
    assert not update_source.called
    assert session_stream.source == told["rtsp"]
    assert session_stream.outputs()
    cloud.faults.fail_next(status=500, path=WATCH_PATH)
    break_stream(session_stream)
    await hass.async_block_till_done()
    assert session_stream.outputs()


async def test_a_silent_camera_ends_a_broken_session(
    hass: HomeAssistant, session_stream: Stream, cloud: Cloud
) -> None:
    cloud.cameras[CAMERA_ID].streaming = False
    break_stream(session_stream)
    await hass.async_block_till_done()
    assert not session_stream.outputs()


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
    camera: Camera, cloud: Cloud, host: Host, pass_time: Pass, expire: str | None
) -> None:
    host.answers = {"first.m3u8": MEDIA}
    url = str(host.server.make_url("/first.m3u8?of=0"))
    told = {"hls": url, "expire_hls": expire}
    cloud.faults.answer_next(body=told, path=WATCH_PATH)
    stream = await camera.async_create_stream()
    assert stream is not None
    await pass_time(239)
    await read(stream)
    assert asked(cloud) == 1
    await pass_time(2)
    await read(stream)
    assert asked(cloud) == 2


async def test_a_short_life_is_renewed_after_three_quarters(
    camera: Camera, cloud: Cloud, pass_time: Pass
) -> None:
    cloud.media_expiry = timedelta(seconds=1)
    stream = await camera.async_create_stream()
    assert stream is not None
    for count in range(1, 10):
        await pass_time(8.8)
        assert await played(stream) == 200
        assert asked(cloud) == count
        await pass_time(0.3)
        assert await played(stream) == 200
        assert asked(cloud) == count + 1


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
    assert stream.source.endswith(".m3u8")
    remove()
    await hass.async_block_till_done()
    assert "m3u8" in str(await async_get_stream_source(hass, CAMERA))


@pytest.mark.parametrize(
    ("live", "rtsp", "url"),
    [
        (LiveStreamUrls(hls="h", rtsp="r", rtmp="m"), False, "h"),
        (LiveStreamUrls(hls="h", rtsp="r", rtmp="m"), True, "r"),
        (LiveStreamUrls(hls="h", rtmp="m"), True, "h"),
        (LiveStreamUrls(rtsp="r", rtmp="m"), False, "r"),
        (LiveStreamUrls(rtmp="m"), True, "m"),
    ],
)
async def test_the_best_address_that_there_is_is_taken(
    hass: HomeAssistant, live: LiveStreamUrls, rtsp: bool, url: str
) -> None:
    with patch("custom_components.vxg.aiovxg.VxgClient", autospec=True) as client:
        client.live_stream_urls.return_value = live
        address = await async_get_stream_url(client, CAMERA_ID, rtsp=rtsp)
    assert address.url == url


async def test_a_refusal_is_told_to_who_asked_for_a_stream(
    camera: Camera, cloud: Cloud
) -> None:
    cloud.faults.fail_next(status=403, path=WATCH_PATH)
    with pytest.raises(HomeAssistantError, match="lacks the permission"):
        await camera.async_create_stream()


@pytest.mark.usefixtures("socket_enabled")
async def test_the_logs_of_the_player_contain_no_signed_url(
    camera: Camera, cloud: Cloud, host: Host, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "homeassistant.components.stream")
    host.answers = {
        "first.m3u8": f"{MEDIA}#EXTINF:2,\nhttp://cdn.example/2.ts?geheim\n"
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
    assert "Opening 'http://cdn.example/…' for reading" in caplog.text
    assert "Redirected to http://unknown.example/…" in caplog.text
    assert "Harmless: nothing of 5" in caplog.text
    assert key not in caplog.text
    assert "geheim" not in caplog.text


async def test_the_logs_of_an_rtsp_player_contain_no_signed_url(
    session_stream: Stream, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("libav.rtsp").error("Failed: %s", session_stream.source)
    assert "Failed: rtsp://127.0.0.1:1/…" in caplog.text


async def test_log_lines_about_other_streams_are_not_touched(
    stream: Stream, caplog: pytest.LogCaptureFixture
) -> None:
    url = "rtsp://127.0.0.1:8554/garden?audio=aac"
    assert (await read(stream))[0] == 200
    logging.getLogger("libav.rtsp").error("Failed: %s", url)
    assert f"Failed: {url}" in caplog.text
