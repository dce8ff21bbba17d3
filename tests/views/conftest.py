"""What tests of our own addresses share: who asks, and what there is to see."""

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
from simulator import Cloud
from simulator.cloud import StoredEvent
from simulator.drawing import video

from ..conftest import CAMERA_ID

MINUTE = timedelta(minutes=1)
DRAWN = lru_cache(video)


@pytest.fixture(autouse=True)
def noon(freezer: FrozenDateTimeFactory) -> None:
    """Let it be the same time in each test, which has the same videos then."""
    freezer.move_to("2026-11-24T12:00:00Z")


@pytest.fixture(autouse=True)
def videos(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw each video once."""
    monkeypatch.setattr("simulator.media.video", DRAWN)


@pytest.fixture
async def client(
    hass_client: ClientSessionGenerator, entry: MockConfigEntry
) -> TestClient:
    """Return somebody who is logged in."""
    return await hass_client()


def piece_start(cloud: Cloud) -> Any:
    """Return when a piece of the record began a while ago."""
    now = cloud.now() - 10 * MINUTE
    return now.replace(second=0, microsecond=0)


@pytest.fixture
def event(cloud: Cloud) -> StoredEvent:
    """Return an event of a while ago, all in one piece of the record."""
    time = piece_start(cloud) + timedelta(seconds=10)
    return cloud.raise_event(CAMERA_ID, "motion", time=time, thumb_after=0)


@pytest.fixture
def between(cloud: Cloud) -> StoredEvent:
    """Return an event around which the record has two pieces."""
    time = piece_start(cloud) + timedelta(seconds=29)
    return cloud.raise_event(CAMERA_ID, "motion", time=time, thumb_after=0)


@pytest.fixture
def recording(cloud: Cloud, entry: MockConfigEntry) -> MediaIdentifier:
    """Return a piece of the record, which is passed on as it is."""
    start = piece_start(cloud)
    return MediaIdentifier(
        entry_id=entry.entry_id,
        camera_id=CAMERA_ID,
        kind=MediaKind.RECORDING,
        time_range=TimeRange(start=start, end=start + MINUTE / 2),
    )


def of_event(entry: MockConfigEntry, event: StoredEvent) -> MediaIdentifier:
    return MediaIdentifier(
        entry_id=entry.entry_id,
        camera_id=event.camera_id,
        kind=MediaKind.EVENT,
        number=event.id,
    )


def records_asked_for(cloud: Cloud) -> int:
    """Return how often the cloud was asked what it has recorded."""
    return [r.path for r in cloud.requests].count("/api/v2/storage/data/")


def serve(cloud: Cloud, content: bytes, content_type: str, **headers: str) -> None:
    """Let the media host answer with something else."""

    async def meet(*_: object) -> web.Response:
        return web.Response(
            body=content, headers={"Content-Type": content_type, **headers}
        )

    cloud.media_faults._add(10**6, None, None, meet)


def endless(cloud: Cloud) -> None:
    """Let the media host send more than it says."""

    async def meet(request: web.Request, _: object) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "video/mp4"})
        await response.prepare(request)
        for _number in range(5):
            await response.write(b"x" * 500)
        return response

    cloud.media_faults._add(1, None, None, meet)
