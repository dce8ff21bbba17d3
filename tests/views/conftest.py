"""Fixtures and helpers for tests of the views."""

from datetime import timedelta
from functools import lru_cache
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient
from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.vxg.helpers.time_range import TimeRange
from custom_components.vxg.media.identifier import MediaIdentifier, MediaKind
from simulator import Cloud, StoredEvent
from simulator.rendering import render_video

from ..conftest import CAMERA_ID

MINUTE = timedelta(minutes=1)
DRAWN = lru_cache(render_video)


@pytest.fixture(autouse=True)
def noon(freezer: FrozenDateTimeFactory) -> None:
    """Set the same time in each test, so that all have the same videos."""
    freezer.move_to("2026-11-24T12:00:00Z")


@pytest.fixture(autouse=True)
def videos(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw each video once."""
    monkeypatch.setattr("simulator.media_host.render_video", DRAWN)


@pytest.fixture
async def client(
    hass_client: ClientSessionGenerator, entry: MockConfigEntry
) -> TestClient:
    """Return an authenticated client."""
    return await hass_client()


def segment_start(cloud: Cloud) -> Any:
    """Return the start of a segment of the recording, ten minutes ago."""
    now = cloud.now() - 10 * MINUTE
    return now.replace(second=0, microsecond=0)


@pytest.fixture
def event(cloud: Cloud) -> StoredEvent:
    """Return an event whose video is within one segment of the recording."""
    time = segment_start(cloud) + timedelta(seconds=10)
    return cloud.raise_event(CAMERA_ID, "motion", time=time, thumb_after=0)


@pytest.fixture
def split_event(cloud: Cloud) -> StoredEvent:
    """Return an event whose video spans two segments of the recording."""
    time = segment_start(cloud) + timedelta(seconds=29)
    return cloud.raise_event(CAMERA_ID, "motion", time=time, thumb_after=0)


@pytest.fixture
def recording(cloud: Cloud, entry: MockConfigEntry) -> MediaIdentifier:
    """Return a segment of the recording, which is streamed as it is."""
    start = segment_start(cloud)
    return MediaIdentifier(
        entry_id=entry.entry_id,
        camera_id=CAMERA_ID,
        kind=MediaKind.RECORDING,
        time_range=TimeRange(start=start, end=start + MINUTE / 2),
    )


def event_identifier(entry: MockConfigEntry, event: StoredEvent) -> MediaIdentifier:
    return MediaIdentifier(
        entry_id=entry.entry_id,
        camera_id=event.camera_id,
        kind=MediaKind.EVENT,
        number=event.id,
    )


def count_recording_reads(cloud: Cloud) -> int:
    """Return the number of requests for recordings."""
    return [request.path for request in cloud.requests].count("/api/v2/storage/data/")


def respond_with(
    cloud: Cloud, content: bytes, content_type: str, **headers: str
) -> None:
    """Let the media host respond with this content."""

    async def respond(*_: object) -> web.Response:
        return web.Response(
            body=content, headers={"Content-Type": content_type, **headers}
        )

    cloud.media_faults.add(10**6, None, None, respond)


def respond_without_length(cloud: Cloud) -> None:
    """Let the media host send content of unknown length."""

    async def respond(request: web.Request, _: object) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "video/mp4"})
        await response.prepare(request)
        for _number in range(5):
            await response.write(b"x" * 500)
        return response

    cloud.media_faults.add(1, None, None, respond)
