"""Videos of clouds that answer oddly, and for several players at once."""

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
from custom_components.vxg.media.videos import async_get_excerpt, async_resolve_video
from simulator import Cloud
from simulator.cloud import StoredEvent

from ..conftest import CAMERA_ID

RECORDS_PATH = "/api/v2/storage/data/"
FETCH = "custom_components.vxg.media.videos._fetch_segments"


@pytest.fixture(autouse=True)
def noon(freezer: FrozenDateTimeFactory) -> None:
    """Let it be the same time in each test."""
    freezer.move_to("2026-11-24T12:00:00Z")


@pytest.fixture
def event(cloud: Cloud) -> StoredEvent:
    """Return an event of a while ago, in the middle of a piece of the record."""
    time = cloud.now() - timedelta(minutes=10)
    return cloud.raise_event(
        CAMERA_ID, "motion", time=time.replace(second=10, microsecond=0)
    )


@pytest.fixture
def wanted(entry: MockConfigEntry, event: StoredEvent) -> MediaIdentifier:
    return MediaIdentifier(
        entry_id=entry.entry_id,
        camera_id=CAMERA_ID,
        kind=MediaKind.EVENT,
        number=event.id,
    )


def asked(cloud: Cloud) -> int:
    return sum(request.path == RECORDS_PATH for request in cloud.requests)


async def test_what_cannot_be_cut_is_tried_once_for_all_who_wait(
    hass: HomeAssistant, entry: MockConfigEntry, wanted: MediaIdentifier
) -> None:
    async def take_too_long(*_: object) -> None:
        await asyncio.sleep(0)
        raise TimeoutError

    await async_resolve_video(entry.runtime_data.media, wanted)
    with patch(FETCH, side_effect=take_too_long) as fetch:
        made = await asyncio.gather(
            *(
                async_get_excerpt(hass, entry.runtime_data.media, wanted)
                for _ in range(4)
            )
        )
    assert made == [None] * 4
    assert fetch.call_count == 1


async def test_what_is_found_anew_may_need_no_cut(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    event: StoredEvent,
    wanted: MediaIdentifier,
) -> None:
    assert (await async_resolve_video(entry.runtime_data.media, wanted)).is_cut
    # A clip of it was cut meanwhile.
    cloud.clip_delay = timedelta()
    end = event.time + timedelta(seconds=1)
    cloud.cut_clip(CAMERA_ID, event.time, end, event_time=event.time)
    with patch(FETCH, side_effect=VxgMediaExpiredError) as fetch:
        assert await async_get_excerpt(hass, entry.runtime_data.media, wanted) is None
    assert fetch.call_count == 1
    assert not (await async_resolve_video(entry.runtime_data.media, wanted)).is_cut


async def test_a_page_in_place_of_a_list_of_clips_is_none(
    cloud: Cloud, entry: MockConfigEntry, wanted: MediaIdentifier
) -> None:
    cloud.faults.html_next(path="/clips/")
    assert (await async_resolve_video(entry.runtime_data.media, wanted)).is_cut


@pytest.mark.parametrize("expire", [None, "2001-01-01T00:00:00"])
async def test_addresses_that_do_not_say_when_they_die_are_used_for_a_while(
    cloud: Cloud, entry: MockConfigEntry, wanted: MediaIdentifier, expire: str | None
) -> None:
    start = cloud.now() - timedelta(minutes=10)
    piece = {
        "camid": CAMERA_ID,
        "start": start.replace(tzinfo=None).isoformat(),
        "end": (start + timedelta(minutes=1)).replace(tzinfo=None).isoformat(),
        "url": "http://127.0.0.1/piece",
    }
    told = {"meta": {"expire": expire}, "objects": [piece]}
    cloud.faults.answer_next(body=told, path=RECORDS_PATH)
    for _ in range(3):
        await async_resolve_video(entry.runtime_data.media, wanted)
    assert asked(cloud) == 1


async def test_a_page_in_place_of_days_and_clips_does_not_close_the_folder(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry
) -> None:
    assert await async_setup_component(hass, "media_source", {})
    root = f"media-source://vxg/{entry.entry_id}/{CAMERA_ID}"
    cloud.faults.html_next(path="/calendar/")
    assert (await async_browse_media(hass, f"{root}/recordings")).children
    cloud.faults.html_next(path="/clips/")
    assert not (await async_browse_media(hass, f"{root}/clips")).children
