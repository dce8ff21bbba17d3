"""The action that has clips cut: it waits within bounds, and its answer plays."""

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
from ..conftest import CAMERA_ID, Pass, make_entry, set_up
from ..media.test_remux import frames_of

type Cut = Callable[..., Awaitable[dict[str, Any]]]

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
async def _media_source(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Set up what a usual Home Assistant has, at a certain time."""
    freezer.move_to("2026-11-24T12:00:00Z")
    assert await async_setup_component(hass, "media_source", {})


@pytest.fixture
def loaded(cloud: Cloud, entry: MockConfigEntry) -> MockConfigEntry:
    """Return the entry with nothing in the request log."""
    cloud.requests.clear()
    return entry


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> asyncio.Queue[timedelta]:
    """Return where each pause of an order is put when it begins."""
    begun: asyncio.Queue[timedelta] = asyncio.Queue()

    def call_later(hass: HomeAssistant, span: timedelta, job: Any) -> CALLBACK_TYPE:
        begun.put_nowait(span)
        return async_call_later(hass, span, job)

    monkeypatch.setattr(
        "custom_components.vxg.helpers.sleep.async_call_later", call_later
    )
    return begun


@pytest.fixture
def cut(hass: HomeAssistant, pauses: asyncio.Queue[timedelta], pass_time: Pass) -> Cut:
    """Return a function that orders a clip, and lets its pauses pass."""

    async def cut(**data: Any) -> dict[str, Any]:
        # Not a task of Home Assistant, or passing time would wait for it.
        task = asyncio.create_task(get_response(hass, "create_clip", **data))
        while not task.done():
            pause = asyncio.create_task(pauses.get())
            await asyncio.wait({task, pause}, return_when=asyncio.FIRST_COMPLETED)
            if pause.done():
                await pass_time(pause.result().total_seconds())
            pause.cancel()
        answer: dict[str, Any] = (await task)[CAMERA]
        return answer

    return cut


def ago(cloud: Cloud, seconds: float) -> str:
    return (cloud.now() - timedelta(seconds=seconds)).isoformat()


async def test_a_clip_is_waited_for_and_plays(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    cloud: Cloud,
    loaded: MockConfigEntry,
    cut: Cut,
) -> None:
    start, end = ago(cloud, 60), ago(cloud, 58)
    answer = await cut(start_time=start, end_time=end, title="Parcel")
    (clip,) = cloud.clips.values()
    uri = f"media-source://vxg/{loaded.entry_id}/{CAMERA_ID}/clip/{clip.id}"
    assert answer == {
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


async def test_the_wait_has_an_end_and_the_cloud_goes_on(
    hass: HomeAssistant, cloud: Cloud, loaded: MockConfigEntry, cut: Cut
) -> None:
    span = {"start_time": ago(cloud, 60), "end_time": ago(cloud, 58)}
    answer = await cut(**span, wait=3)
    assert (answer["success"], answer["status"]) == (True, "pending")
    assert answer["media_content_id"].endswith(f"/clip/{answer['clip_id']}")
    asked = [path for method, path in sent_requests(cloud) if method == "GET"]
    assert asked.count(str(answer["clip_id"])) == 2
    cloud.requests.clear()
    answer = await cut(**span, wait=0)
    assert answer["status"] == "pending"
    assert [each for each in sent_requests(cloud) if each[0] == "POST"] == [
        ("POST", "clips")
    ]
    assert cloud.clips[answer["clip_id"]].title == "Front door 2026-11-24 11:59:00"


async def test_a_clip_of_an_event_is_what_the_event_plays_from_then_on(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    cloud: Cloud,
    loaded: MockConfigEntry,
    cut: Cut,
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - MINUTE)
    of_event = f"media-source://vxg/{loaded.entry_id}/{CAMERA_ID}/event/{event.id}"
    await async_resolve_media(hass, of_event, None)
    answer = await cut(event_id=event.id)
    assert (answer["status"], answer["event_id"]) == ("done", event.id)
    assert datetime.fromisoformat(answer["start_time"]) == event.time - timedelta(
        seconds=5
    )
    assert datetime.fromisoformat(answer["end_time"]) == event.time + timedelta(
        seconds=15
    )
    cloud.media_requests.clear()
    media = await async_resolve_media(hass, of_event, None)
    client = await hass_client()
    await (await client.get(media.url)).read()
    assert "/media/clip/" in cloud.media_requests[-1].path


async def test_what_is_still_happening_is_waited_for_before_it_is_cut(
    hass: HomeAssistant, cloud: Cloud, loaded: MockConfigEntry, cut: Cut
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion")
    answer = await cut(event_id=event.id)
    assert answer["status"] == "done"
    (clip,) = cloud.clips.values()
    assert clip.done_at - cloud.clip_delay >= event.time + timedelta(seconds=15)
    event = cloud.raise_event(CAMERA_ID, "motion")
    answer = await cut(event_id=event.id, wait=4)
    assert answer["status"] == "pending"


async def test_a_clip_that_fails_is_an_error_and_the_event_keeps_its_record(
    hass: HomeAssistant, cloud: Cloud, loaded: MockConfigEntry, cut: Cut
) -> None:
    cloud.clips_fail = True
    event = cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - MINUTE)
    with pytest.raises(HomeAssistantError, match="could not create the clip"):
        await cut(event_id=event.id)
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
    ],
)
async def test_an_order_that_cannot_be_right_costs_no_request(
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


async def test_trouble_is_told(
    hass: HomeAssistant, cloud: Cloud, loaded: MockConfigEntry, cut: Cut
) -> None:
    with pytest.raises(HomeAssistantError, match="does not exist"):
        await call_action(hass, "create_clip", event_id=999999)
    span = {"start_time": ago(cloud, 60), "end_time": ago(cloud, 58)}
    cloud.faults.fail_next(status=500, method="POST")
    with pytest.raises(HomeAssistantError, match="could not connect"):
        await call_action(hass, "create_clip", **span)
    # While it is waited for, trouble may pass; a refusal does not.
    cloud.faults.fail_next(status=500, path="/clips/", method="GET")
    assert (await cut(**span))["status"] == "done"
    cloud.faults.fail_next(status=404, path="/clips/", method="GET")
    with pytest.raises(HomeAssistantError, match="does not exist"):
        await cut(**span)


async def test_each_camera_answers_for_itself(
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


async def test_an_action_that_is_given_up_waits_no_longer(
    hass: HomeAssistant,
    cloud: Cloud,
    loaded: MockConfigEntry,
    pauses: asyncio.Queue[timedelta],
    pass_time: Pass,
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion")
    task = asyncio.create_task(get_response(hass, "create_clip", event_id=event.id))
    await pauses.get()
    task.cancel()
    await asyncio.wait({task})
    await pass_time(30)
    assert not cloud.clips


async def test_a_token_without_the_right_is_not_tried(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    token = cloud.channel_token(CAMERA_ID, "watch")
    entry = make_entry(cloud, server, token=token)
    await set_up(hass, entry)
    cloud.requests.clear()
    span = {"start_time": ago(cloud, 60), "end_time": ago(cloud, 58)}
    with pytest.raises(ServiceValidationError, match='lacks the permission "clipping"'):
        await call_action(hass, "create_clip", **span)
    assert not cloud.requests
    # A right that the camera names is enough to try.
    cloud.cameras[CAMERA_ID].access = ["watch", "clipping"]
    await entry.runtime_data.cameras.async_refresh()
    with pytest.raises(HomeAssistantError, match="lacks the permission for this"):
        await call_action(hass, "create_clip", **span)
