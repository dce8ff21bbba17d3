"""Tests for videos: odd responses, and several players at once."""

import asyncio
from datetime import timedelta
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.media_source import async_browse_media
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.aiovxg import VxgMediaExpiredError
from custom_components.vxg.media.identifier import MediaIdentifier, MediaKind
from custom_components.vxg.media.videos import async_get_content, async_resolve_video
from simulator import Cloud, StoredEvent

from ..conftest import CAMERA_ID

RECORDS_PATH = "/api/v2/storage/data/"
FETCH = "custom_components.vxg.media.videos._fetch_segments"


@pytest.fixture(autouse=True)
def noon(freezer: FrozenDateTimeFactory) -> None:
    """Set the same time in each test."""
    freezer.move_to("2026-11-24T12:00:00Z")


@pytest.fixture
def event(cloud: Cloud) -> StoredEvent:
    """Return an event of ten minutes ago, within one segment of the recording."""
    time = cloud.now() - timedelta(minutes=10)
    return cloud.raise_event(
        CAMERA_ID, "motion", time=time.replace(second=10, microsecond=0)
    )


@pytest.fixture
def identifier(entry: MockConfigEntry, event: StoredEvent) -> MediaIdentifier:
    return MediaIdentifier(
        entry_id=entry.entry_id,
        camera_id=CAMERA_ID,
        kind=MediaKind.EVENT,
        number=event.id,
    )


def count_reads(cloud: Cloud) -> int:
    return sum(request.path == RECORDS_PATH for request in cloud.requests)


async def test_an_excerpt_that_fails_is_tried_once_for_all_players(
    hass: HomeAssistant, entry: MockConfigEntry, identifier: MediaIdentifier
) -> None:
    async def time_out(*_: object) -> None:
        await asyncio.sleep(0)
        raise TimeoutError

    await async_resolve_video(entry.runtime_data.media, identifier)
    with patch(FETCH, side_effect=time_out) as fetch:
        excerpts = await asyncio.gather(
            *(
                async_get_content(hass, entry.runtime_data.media, identifier)
                for _ in range(4)
            )
        )
    assert excerpts == [None] * 4
    assert fetch.call_count == 1


async def test_after_a_renewal_the_video_may_be_a_clip(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    event: StoredEvent,
    identifier: MediaIdentifier,
) -> None:
    assert (await async_resolve_video(entry.runtime_data.media, identifier)).is_cut
    # A clip of it was created meanwhile.
    cloud.clip_delay = timedelta()
    end = event.time + timedelta(seconds=1)
    cloud.create_clip(CAMERA_ID, event.time, end, event_time=event.time)
    with patch(FETCH, side_effect=VxgMediaExpiredError) as fetch:
        assert (
            await async_get_content(hass, entry.runtime_data.media, identifier) is None
        )
    assert fetch.call_count == 1
    assert not (await async_resolve_video(entry.runtime_data.media, identifier)).is_cut


async def test_an_html_page_instead_of_clips_is_an_empty_list(
    cloud: Cloud, entry: MockConfigEntry, identifier: MediaIdentifier
) -> None:
    cloud.faults.html_next(path="/clips/")
    assert (await async_resolve_video(entry.runtime_data.media, identifier)).is_cut


@pytest.mark.parametrize("expire", [None, "2001-01-01T00:00:00"])
async def test_urls_without_a_valid_expiry_are_used_for_a_while(
    cloud: Cloud,
    entry: MockConfigEntry,
    identifier: MediaIdentifier,
    expire: str | None,
) -> None:
    start = cloud.now() - timedelta(minutes=10)
    segment = {
        "camid": CAMERA_ID,
        "start": start.replace(tzinfo=None).isoformat(),
        "end": (start + timedelta(minutes=1)).replace(tzinfo=None).isoformat(),
        "url": "http://127.0.0.1/piece",
    }
    body = {"meta": {"expire": expire}, "objects": [segment]}
    cloud.faults.answer_next(body=body, path=RECORDS_PATH)
    for _ in range(3):
        await async_resolve_video(entry.runtime_data.media, identifier)
    assert count_reads(cloud) == 1


async def test_an_html_page_instead_of_days_or_clips_does_not_break_the_folder(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry
) -> None:
    assert await async_setup_component(hass, "media_source", {})
    root = f"media-source://vxg/{entry.entry_id}/{CAMERA_ID}"
    cloud.faults.html_next(path="/calendar/")
    assert (await async_browse_media(hass, f"{root}/recordings")).children
    cloud.faults.html_next(path="/clips/")
    assert not (await async_browse_media(hass, f"{root}/clips")).children
