"""Tests for requests for media that are held while Home Assistant stops."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import timedelta
import gc
import logging
from typing import Any

from aiohttp import ClientError, ClientSession, web
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.media.identifier import MediaIdentifier
from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID, make_entry, set_up
from .conftest import event_identifier, segment_start


@pytest.fixture(autouse=True)
def noon() -> None:
    """Keep the real clock, which the timeouts of a stop need."""


@pytest.fixture
async def entry(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> MockConfigEntry:
    """Return a loaded entry with the real clock."""
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    return entry


@pytest.fixture
async def paths(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    recording: MediaIdentifier,
) -> dict[str, str]:
    """Return the paths of media, by kind."""
    # Two segments of the recording have a part of its video.
    time = segment_start(cloud) + timedelta(seconds=29)
    event = event_identifier(
        entry, cloud.raise_event(CAMERA_ID, "motion", time=time, thumb_after=0)
    )
    cloud.raise_event(CAMERA_ID, "sound", thumb_after=0)
    await entry.runtime_data.events.async_refresh()
    assert hass.states.get("image.front_door_last_image").state != "unknown"
    return {
        "picture": event.picture_path,
        "excerpt": event.video_path,
        "recording": recording.video_path,
        "still": "/api/camera_proxy/camera.front_door",
        "last_image": "/api/image_proxy/image.front_door_last_image",
    }


@pytest.fixture
async def session(
    hass: HomeAssistant, entry: MockConfigEntry, hass_access_token: str
) -> AsyncGenerator[ClientSession]:
    """Return a client of Home Assistant's server, as it is started and stopped."""
    app = hass.http.app
    app._router.freeze = lambda: None
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hass.http.runner = runner
    headers = {"Authorization": f"Bearer {hass_access_token}"}
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with ClientSession(url, headers=headers) as session:
        yield session
    await runner.cleanup()


async def get(session: ClientSession, path: str) -> int | None:
    """Return the status of a response, None if it did not arrive as a whole."""
    try:
        async with session.get(path) as response:
            await response.read()
            return response.status
    except ClientError:
        return None


def hold_media(
    cloud: Cloud, reached: asyncio.Event, *, is_body_held: bool
) -> asyncio.Event:
    """Let the media host hold its responses, or only their bodies, until released.

    It renders no videos: a stop also ends the threads of the simulator.
    """
    release = asyncio.Event()

    async def respond(request: web.Request, _: object) -> web.StreamResponse:
        headers = {"Content-Type": "video/mp4", "Content-Length": "100000"}
        response = web.StreamResponse(headers=headers)
        if is_body_held:
            await response.prepare(request)
            await response.write(b"x" * 1000)
        reached.set()
        await release.wait()
        response.force_close()
        return response if is_body_held else web.Response(status=503)

    cloud.media_faults.add(10**6, None, None, respond)
    return release


@pytest.mark.parametrize(
    ("is_body_held", "is_server_stopped"),
    # Where the server is not stopped, responses outlive the sessions of the integration.
    [(True, True), (False, True), (False, False)],
)
@pytest.mark.parametrize(
    "kind", ["picture", "excerpt", "recording", "still", "last_image"]
)
async def test_requests_for_media_that_are_held_during_a_stop_leave_no_traceback(
    hass: HomeAssistant,
    session: ClientSession,
    cloud: Cloud,
    paths: dict[str, str],
    caplog: pytest.LogCaptureFixture,
    kind: str,
    is_body_held: bool,
    is_server_stopped: bool,
) -> None:
    errors: list[dict[str, Any]] = []
    hass.loop.set_exception_handler(lambda _loop, context: errors.append(context))
    runner = hass.http.runner
    if not is_server_stopped:
        hass.http.runner = None
    reached = asyncio.Event()
    release = hold_media(cloud, reached, is_body_held=is_body_held)
    # The first one holds the others up, in part.
    requests = [asyncio.create_task(get(session, paths[kind])) for _ in range(3)]
    await reached.wait()
    caplog.clear()

    await hass.async_stop(force=True)
    release.set()
    statuses = await asyncio.gather(*requests)
    assert set(statuses) <= ({None} if is_server_stopped else {500, 502})
    hass.http.runner = runner
    gc.collect()
    await asyncio.sleep(0)
    assert not errors
    assert not [
        record.getMessage()
        for record in caplog.records
        if (record.levelno >= logging.ERROR or record.exc_info)
    ]
