"""Tests for the action create_clip."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.media_source import async_resolve_media
from homeassistant.core import CALLBACK_TYPE, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers.event import async_call_later
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from simulator import Cloud, CloudServer

from ..common.actions import CAMERA, call_action, get_response, sent_requests
from ..conftest import CAMERA_ID, PassTime, make_entry, set_up
from ..media.test_remux import frames_of

type CreateClip = Callable[..., Awaitable[dict[str, Any]]]

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
async def _media_source(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Set up the media source, at a fixed time."""
    freezer.move_to("2026-11-24T12:00:00Z")
    assert await async_setup_component(hass, "media_source", {})


@pytest.fixture
def loaded(cloud: Cloud, entry: MockConfigEntry) -> MockConfigEntry:
    """Return the entry, with an empty request log."""
    cloud.requests.clear()
    return entry


@pytest.fixture
def sleeps(monkeypatch: pytest.MonkeyPatch) -> asyncio.Queue[timedelta]:
    """Return a queue that receives the duration of each sleep when it starts."""
    durations: asyncio.Queue[timedelta] = asyncio.Queue()

    def call_later(
        hass: HomeAssistant, time_range: timedelta, job: Any
    ) -> CALLBACK_TYPE:
        durations.put_nowait(time_range)
        return async_call_later(hass, time_range, job)

    monkeypatch.setattr(
        "custom_components.vxg.helpers.sleep.async_call_later", call_later
    )
    return durations


@pytest.fixture
def create_clip(
    hass: HomeAssistant, sleeps: asyncio.Queue[timedelta], pass_time: PassTime
) -> CreateClip:
    """Return a function that creates a clip, and lets its sleeps pass."""

    async def create_clip(**data: Any) -> dict[str, Any]:
        # Not a task of Home Assistant, or passing time would wait for it.
        task = asyncio.create_task(get_response(hass, "create_clip", **data))
        while not task.done():
            sleep = asyncio.create_task(sleeps.get())
            await asyncio.wait({task, sleep}, return_when=asyncio.FIRST_COMPLETED)
            if sleep.done():
                await pass_time(sleep.result().total_seconds())
            sleep.cancel()
        result: dict[str, Any] = (await task)[CAMERA]
        return result

    return create_clip


def ago(cloud: Cloud, seconds: float) -> str:
    return (cloud.now() - timedelta(seconds=seconds)).isoformat()


async def test_the_action_waits_for_the_clip_which_can_be_played(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    cloud: Cloud,
    loaded: MockConfigEntry,
    create_clip: CreateClip,
) -> None:
    start, end = ago(cloud, 60), ago(cloud, 58)
    result = await create_clip(start_time=start, end_time=end, title="Parcel")
    (clip,) = cloud.clips.values()
    uri = f"media-source://vxg/{loaded.entry_id}/{CAMERA_ID}/clip/{clip.id}"
    assert result == {
        "success": True,
        "status": "done",
        "clip_id": clip.id,
        "event_id": None,
        "start_time": start,
        "end_time": end,
        "media_content_id": uri,
        "error": None,
    }
    assert clip.title == "Parcel"
    media = await async_resolve_media(hass, uri, None)
    client = await hass_client()
    response = await client.get(media.url)
    assert len(frames_of(await response.read())) == 20


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("zone", "clock"),
    [
        ("UTC", "2026-11-24 11:59:00"),
        ("Europe/Berlin", "2026-11-24 12:59:00"),
        ("Asia/Kathmandu", "2026-11-24 17:44:00"),
        ("Pacific/Auckland", "2026-11-25 00:59:00"),
    ],
)
async def test_the_default_title_has_the_local_time(
    hass: HomeAssistant, cloud: Cloud, create_clip: CreateClip, zone: str, clock: str
) -> None:
    await hass.config.async_set_time_zone(zone)
    time_range = {"start_time": ago(cloud, 60), "end_time": ago(cloud, 58)}
    result = await create_clip(**time_range, wait=0)
    assert cloud.clips[result["clip_id"]].title == f"Front door {clock}"
    event = cloud.raise_event(
        CAMERA_ID, "motion", time=cloud.now() - timedelta(seconds=60)
    )
    result = await create_clip(event_id=event.id, wait=0)
    assert cloud.clips[result["clip_id"]].title == f"Front door motion {clock}"


async def test_a_clip_that_takes_longer_than_the_wait_is_pending(
    hass: HomeAssistant, cloud: Cloud, loaded: MockConfigEntry, create_clip: CreateClip
) -> None:
    time_range = {"start_time": ago(cloud, 60), "end_time": ago(cloud, 58)}
    result = await create_clip(**time_range, wait=3)
    assert (result["success"], result["status"]) == (True, "pending")
    assert result["media_content_id"].endswith(f"/clip/{result['clip_id']}")
    read = [path for method, path in sent_requests(cloud) if method == "GET"]
    assert read.count(str(result["clip_id"])) == 2
    cloud.requests.clear()
    result = await create_clip(**time_range, wait=0)
    assert result["status"] == "pending"
    assert [request for request in sent_requests(cloud) if request[0] == "POST"] == [
        ("POST", "clips")
    ]


async def test_an_event_is_played_as_its_new_clip(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    cloud: Cloud,
    loaded: MockConfigEntry,
    create_clip: CreateClip,
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - MINUTE)
    event_uri = f"media-source://vxg/{loaded.entry_id}/{CAMERA_ID}/event/{event.id}"
    await async_resolve_media(hass, event_uri, None)
    result = await create_clip(event_id=event.id)
    assert (result["status"], result["event_id"]) == ("done", event.id)
    assert datetime.fromisoformat(result["start_time"]) == event.time - timedelta(
        seconds=5
    )
    assert datetime.fromisoformat(result["end_time"]) == event.time + timedelta(
        seconds=15
    )
    cloud.media_requests.clear()
    media = await async_resolve_media(hass, event_uri, None)
    client = await hass_client()
    await (await client.get(media.url)).read()
    assert "/media/clip/" in cloud.media_requests[-1].path


async def test_a_clip_is_created_once_its_end_is_recorded(
    hass: HomeAssistant, cloud: Cloud, loaded: MockConfigEntry, create_clip: CreateClip
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion")
    result = await create_clip(event_id=event.id)
    assert result["status"] == "done"
    (clip,) = cloud.clips.values()
    assert clip.done_at - cloud.clip_delay >= event.time + timedelta(seconds=15)
    event = cloud.raise_event(CAMERA_ID, "motion")
    result = await create_clip(event_id=event.id, wait=4)
    assert result["status"] == "pending"


async def test_the_cloud_waits_for_an_end_that_is_recorded_later(
    hass: HomeAssistant,
    cloud: Cloud,
    loaded: MockConfigEntry,
    create_clip: CreateClip,
    pass_time: PassTime,
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion")
    result = await create_clip(event_id=event.id, wait=0)
    assert result["status"] == "pending"
    await pass_time(60)
    clip = await loaded.runtime_data.client.recordings.clip(
        CAMERA_ID, result["clip_id"]
    )
    assert clip.status == "done"


@pytest.mark.parametrize(
    ("data", "days"), [({}, 7), ({"keep_days": 1}, 1), ({"keep_days": 0}, None)]
)
async def test_a_clip_is_kept_for_a_number_of_days(
    cloud: Cloud,
    loaded: MockConfigEntry,
    create_clip: CreateClip,
    data: dict[str, int],
    days: int | None,
) -> None:
    # By the cloud's clock.
    cloud.skew = timedelta(days=365)
    await loaded.runtime_data.cameras.async_refresh()
    for _ in range(9):
        await loaded.runtime_data.client.live_image(CAMERA_ID)
    time_range = {"start_time": ago(cloud, 60), "end_time": ago(cloud, 58)}
    await create_clip(**time_range, wait=0, **data)
    (clip,) = cloud.clips.values()
    if days is None:
        assert clip.delete_at is None
    else:
        expected = cloud.now() + timedelta(days=days)
        assert abs(clip.delete_at - expected) < MINUTE


async def test_a_failed_clip_raises_and_the_event_plays_its_recording(
    hass: HomeAssistant, cloud: Cloud, loaded: MockConfigEntry, create_clip: CreateClip
) -> None:
    cloud.clips_fail = True
    event = cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - MINUTE)
    with pytest.raises(HomeAssistantError, match="could not create the clip"):
        await create_clip(event_id=event.id)
    uri = f"media-source://vxg/{loaded.entry_id}/{CAMERA_ID}/event/{event.id}"
    assert (await async_resolve_media(hass, uri, None)).url


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "specify either"),
        ({"event_id": 1, "start_time": 60, "end_time": 58}, "specify either"),
        ({"event_id": 1, "end_time": 58}, "specify either"),
        ({"start_time": 60}, "specify either"),
        ({"start_time": 58, "end_time": 60}, "start in the past"),
        ({"start_time": 60, "end_time": 60}, "start in the past"),
        ({"start_time": -60, "end_time": -120}, "start in the past"),
        ({"start_time": 60, "end_time": -90000}, "start in the past"),
        ({"start_time": 3700, "end_time": 60}, "at most 60 minutes"),
        ({"event_id": 1, "wait": 121}, "wait is 121, but must be between 0 and 120"),
        ({"event_id": 1, "wait": -1}, "wait is -1"),
        ({"event_id": 1, "keep_days": -1}, "keep_days is -1"),
        ({"event_id": 1, "keep_days": 3651}, "must be between 0 and 3650"),
    ],
)
async def test_an_invalid_request_is_refused_without_a_request_to_the_cloud(
    hass: HomeAssistant,
    cloud: Cloud,
    loaded: MockConfigEntry,
    data: dict[str, Any],
    message: str,
) -> None:
    data = {
        key: ago(cloud, value) if key.endswith("_time") else value
        for key, value in data.items()
    }
    with pytest.raises(ServiceValidationError, match=message):
        await call_action(hass, "create_clip", **data)
    assert not cloud.requests


async def test_errors_of_the_cloud_are_raised(
    hass: HomeAssistant, cloud: Cloud, loaded: MockConfigEntry, create_clip: CreateClip
) -> None:
    with pytest.raises(HomeAssistantError, match="does not exist"):
        await call_action(hass, "create_clip", event_id=999999)
    time_range = {"start_time": ago(cloud, 60), "end_time": ago(cloud, 58)}
    cloud.faults.fail_next(status=500, method="POST")
    with pytest.raises(HomeAssistantError, match="could not connect"):
        await call_action(hass, "create_clip", **time_range)
    # A poll that fails is repeated; a refusal is final.
    cloud.faults.fail_next(status=500, path="/clips/", method="GET")
    assert (await create_clip(**time_range))["status"] == "done"
    cloud.faults.fail_next(status=404, path="/clips/", method="GET")
    with pytest.raises(HomeAssistantError, match="does not exist"):
        await create_clip(**time_range)


async def test_each_camera_has_its_own_result(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    cloud.add_camera(61, "Garden")
    await set_up(hass, make_entry(cloud, server, token=cloud.group_token()))
    event = cloud.raise_event(61, "motion", time=cloud.now() - MINUTE)
    response = await get_response(
        hass,
        "create_clip",
        target=[CAMERA, "camera.garden"],
        event_id=event.id,
        wait=0,
    )
    assert response["camera.garden"]["success"]
    failed = response[CAMERA]
    assert failed.keys() == response["camera.garden"].keys()
    assert failed["error"]["key"] == "not_found"
    assert not failed["success"]
    assert {failed[key] for key in failed.keys() - {"success", "error"}} == {None}


async def test_a_cancelled_action_creates_no_clip(
    hass: HomeAssistant,
    cloud: Cloud,
    loaded: MockConfigEntry,
    sleeps: asyncio.Queue[timedelta],
    pass_time: PassTime,
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion")
    task = asyncio.create_task(get_response(hass, "create_clip", event_id=event.id))
    await sleeps.get()
    task.cancel()
    await asyncio.wait({task})
    await pass_time(30)
    assert not cloud.clips


async def test_a_token_without_the_permission_is_refused_without_a_request(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    token = cloud.channel_token(CAMERA_ID, "watch")
    entry = make_entry(cloud, server, token=token)
    await set_up(hass, entry)
    cloud.requests.clear()
    time_range = {"start_time": ago(cloud, 60), "end_time": ago(cloud, 58)}
    with pytest.raises(ServiceValidationError, match='lacks the permission "clipping"'):
        await call_action(hass, "create_clip", **time_range)
    assert not cloud.requests
    # The camera's own list of permissions counts as well.
    cloud.cameras[CAMERA_ID].access = ["watch", "clipping"]
    await entry.runtime_data.cameras.async_refresh()
    with pytest.raises(HomeAssistantError, match="lacks the permission for this"):
        await call_action(hass, "create_clip", **time_range)
