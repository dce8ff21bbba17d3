"""Test the image entity, which shows the image of the newest event that has one."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.image import async_get_image
from homeassistant.core import (
    CoreState,
    Event,
    EventStateChangedData,
    HomeAssistant,
    State,
    callback,
)
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.event import async_track_state_change_event
from PIL import Image
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    mock_restore_cache_with_extra_data,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.vxg.aiovxg import NewEvent
from custom_components.vxg.const import (
    CONF_CLOCKS_BEHIND,
    CONF_LATE_EVENTS,
    EVENT_VXG,
    LATE_FIRE,
)
from custom_components.vxg.helpers.signals import signal_event_image
from custom_components.vxg.media.images import async_get_event, cache_image_urls
from simulator import Cloud, CloudServer, StoredEvent

from .common.actions import CAMERA, get_response
from .common.automations import add_automations, automation_on, calls_of, event_ids
from .common.polling import event_requests
from .conftest import CAMERA_ID, PassTime, make_entry, set_up

IMAGE = "image.front_door_last_image"
EVENTS = "event.front_door_events"


def shown_event_id(hass: HomeAssistant) -> int | None:
    """Return the id of the event whose image is shown."""
    state = hass.states.get(IMAGE)
    assert state is not None
    event_id: int | None = state.attributes.get("event_id")
    assert (state.state == "unknown") == (event_id is None)
    return event_id


def image_requests(cloud: Cloud, event: StoredEvent) -> int:
    path = f"/api/v2/storage/events/{event.id}/"
    return sum(request.path == path for request in cloud.requests)


@pytest.mark.usefixtures("entry")
async def test_an_image_listed_with_its_event_is_shown_at_once(
    hass: HomeAssistant, cloud: Cloud, pass_time: PassTime
) -> None:
    assert shown_event_id(hass) is None
    event = cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    await pass_time(2)
    assert shown_event_id(hass) == event.id
    state = hass.states.get(IMAGE)
    assert datetime.fromisoformat(state.state) == event.time
    assert state.attributes["event_type"] == "motion"
    assert not cloud.media_requests
    image = await async_get_image(hass, IMAGE)
    assert image.content_type == "image/jpeg"
    with Image.open(BytesIO(image.content)) as decoded:
        decoded.load()
    # The URL was listed with the event.
    assert (image_requests(cloud, event), len(cloud.media_requests)) == (0, 1)
    await async_get_image(hass, IMAGE)
    assert len(cloud.media_requests) == 1


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize("late", [(0, 0, 0), (0, 3, 3), (3, 0, 3)])
async def test_each_image_changes_the_state_also_within_one_second(
    hass: HomeAssistant, cloud: Cloud, pass_time: PassTime, late: tuple[int, ...]
) -> None:
    time = cloud.now().replace(microsecond=0)
    states = []

    @callback
    def record(event: Event[EventStateChangedData]) -> None:
        state = event.data["new_state"]
        assert state is not None
        states.append((state.state, state.attributes["event_id"]))

    async_track_state_change_event(hass, [IMAGE], record)
    events = [
        cloud.raise_event(CAMERA_ID, "motion", time=time, thumb_after=seconds)
        for seconds in late
    ]
    for _ in range(40):
        await pass_time(0.5)
    shown = [event_id for _, event_id in states]
    # A late image never replaces a newer one.
    assert shown == sorted(shown)
    assert shown[-1] == events[-1].id
    assert len({state for state, _ in states}) == len(states)
    for state, _ in states:
        assert (
            timedelta() <= datetime.fromisoformat(state) - time < timedelta(seconds=1)
        )


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize("seconds", [2, 7, 15, 28])
async def test_an_image_is_shown_by_the_poll_after_the_cloud_has_it(
    hass: HomeAssistant, cloud: Cloud, pass_time: PassTime, seconds: float
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion", thumb_after=seconds)
    while cloud.now() < event.thumb_at:
        assert shown_event_id(hass) is None
        await pass_time(1)
    assert hass.states.get(EVENTS).attributes["event_id"] == event.id
    await pass_time(1)
    assert shown_event_id(hass) == event.id
    assert not image_requests(cloud, event)


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize("name", ["motion", "custom", "net", "never_heard_of"])
@pytest.mark.parametrize(
    ("seconds", "within"), [(40, 32), (100, 32), (400, 400), (3000, 400)]
)
async def test_a_very_late_image_is_shown_without_requests_of_its_own(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    name: str,
    seconds: float,
    within: float,
) -> None:
    cloud.cameras[CAMERA_ID].add_type({"name": "custom", "custom": True})
    await entry.runtime_data.cameras.async_refresh_camera(CAMERA_ID)
    event = cloud.raise_event(CAMERA_ID, name, thumb_after=seconds)
    await pass_time(2)
    step = seconds / 20
    while cloud.now() < event.thumb_at:
        await pass_time(step)
        assert cloud.now() >= event.thumb_at or shown_event_id(hass) is None
    await pass_time(2, times=2)
    await pass_time(15, times=int(within // 15))
    assert shown_event_id(hass) == event.id
    assert not image_requests(cloud, event)


@pytest.mark.usefixtures("entry")
async def test_near_reads_wait_for_images_only_where_there_may_be_some(
    hass: HomeAssistant, cloud: Cloud, pass_time: PassTime
) -> None:
    """After five events of a type without an image, its images are not expected."""

    async def look_back() -> float:
        cloud.raise_event(CAMERA_ID, "motion", thumb_after=10**6)
        await pass_time(2)
        starts = []
        for _ in range(16):
            cloud.requests.clear()
            await pass_time(2)
            now = cloud.now().replace(tzinfo=None)
            starts += [
                (now - datetime.fromisoformat(request.query["start"])).total_seconds()
                for request in event_requests(cloud)
                if datetime.fromisoformat(request.query["end"]) > now
            ]
            # The newest event, on which the start of reads depends, is a recent one.
            cloud.raise_event(CAMERA_ID, "net")
        return sorted(starts)[-4]

    await pass_time(2, times=16)
    looks = [await look_back() for _ in range(6)]
    assert min(looks[:5]) > 15
    assert looks[5] < 10
    seen = cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    await pass_time(2)
    assert shown_event_id(hass) == seen.id
    assert await look_back() > 15


@pytest.mark.usefixtures("entry")
async def test_a_late_image_never_replaces_a_newer_one(
    hass: HomeAssistant, cloud: Cloud, pass_time: PassTime
) -> None:
    cloud.raise_event(CAMERA_ID, "motion", thumb_after=8)
    await pass_time(2)
    newer = cloud.raise_event(CAMERA_ID, "sound", thumb_after=0)
    for _ in range(20):
        await pass_time(2)
        assert shown_event_id(hass) == newer.id


@pytest.mark.usefixtures("entry")
async def test_all_images_of_a_burst_are_reported_and_the_newest_is_shown(
    hass: HomeAssistant, cloud: Cloud, pass_time: PassTime
) -> None:
    calls = calls_of(hass)
    await add_automations(hass, automation_on("media_ready"))
    events = [
        cloud.raise_event(CAMERA_ID, "motion", thumb_after=20 - number)
        for number in range(9)
    ]
    await pass_time(1, times=40)
    assert event_ids(calls) == [event.id for event in reversed(events)]
    assert shown_event_id(hass) == events[-1].id


@pytest.mark.parametrize("thumb_after", [0, 4])
@pytest.mark.usefixtures("entry")
async def test_late_events_that_are_not_shown_have_no_image(
    hass: HomeAssistant, cloud: Cloud, pass_time: PassTime, thumb_after: float
) -> None:
    calls = calls_of(hass)
    await add_automations(hass, automation_on("media_ready"))
    late = cloud.now() - timedelta(seconds=140)
    event = cloud.raise_event(CAMERA_ID, "motion", time=late, thumb_after=thumb_after)
    await pass_time(2, times=16)
    # Nor if it is listed by an action.
    response = await get_response(hass, "get_events")
    assert [item["event_id"] for item in response[CAMERA]["events"]] == [event.id]
    await pass_time(2)
    assert not calls
    assert shown_event_id(hass) is None


async def test_late_events_never_replace_newer_images(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    entry = make_entry(cloud, server, options={CONF_LATE_EVENTS: LATE_FIRE})
    await set_up(hass, entry)
    newer = cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    await pass_time(2)
    cloud.raise_event(
        CAMERA_ID, "motion", time=newer.time - timedelta(seconds=140), thumb_after=0
    )
    await pass_time(2, times=16)
    assert hass.states.get(EVENTS).attributes["event_id"] != newer.id
    assert shown_event_id(hass) == newer.id


async def test_an_image_that_is_listed_after_a_restart_is_reported_once(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    calls = calls_of(hass)
    await add_automations(hass, automation_on("media_ready"))
    old = cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    await pass_time(2)
    late = [cloud.raise_event(CAMERA_ID, "motion", thumb_after=60) for _ in range(2)]
    await pass_time(2)
    for _ in range(2):
        await hass.config_entries.async_reload(entry.entry_id)
        await pass_time(2)
        assert event_ids(calls) == [old.id]
        assert shown_event_id(hass) == old.id
    await pass_time(10, times=10)
    await hass.config_entries.async_reload(entry.entry_id)
    await pass_time(10, times=10)
    assert event_ids(calls) == [old.id, *(event.id for event in late)]
    assert shown_event_id(hass) == late[-1].id


def notified_images(
    hass: HomeAssistant, entry: MockConfigEntry, on_first: Callable[[], None]
) -> list[int]:
    """Return the ids of events whose images are notified; the first one does something."""
    notified: list[int] = []

    @callback
    def notify(new_event: NewEvent) -> None:
        notified.append(new_event.event.id)
        if len(notified) == 1:
            on_first()

    signal = signal_event_image(entry.entry_id, CAMERA_ID)
    async_dispatcher_connect(hass, signal, notify)
    return notified


async def test_a_reload_that_an_image_starts_repeats_no_other(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    raised = [cloud.raise_event(CAMERA_ID, "motion", thumb_after=8) for _ in range(3)]
    await pass_time(2)
    reload = partial(hass.config_entries.async_schedule_reload, entry.entry_id)
    notified = notified_images(hass, entry, reload)
    await pass_time(2, times=20)
    assert notified == [event.id for event in raised]


async def test_images_that_are_listed_while_home_assistant_stops_are_not_forgotten(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    raised = [cloud.raise_event(CAMERA_ID, "motion", thumb_after=8) for _ in range(3)]
    await pass_time(2)
    notified = notified_images(hass, entry, lambda: hass.set_state(CoreState.stopping))
    await pass_time(2, times=8)
    assert notified == [raised[0].id]
    hass.set_state(CoreState.running)
    await hass.config_entries.async_reload(entry.entry_id)
    await pass_time(2, times=20)
    assert notified == [event.id for event in raised]


async def test_the_image_of_an_event_that_starts_a_reload_is_reported(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    calls = calls_of(hass)
    await add_automations(hass, automation_on("media_ready"))

    @callback
    def reload(_: Event[Any]) -> None:
        hass.config_entries.async_schedule_reload(entry.entry_id)

    hass.bus.async_listen(EVENT_VXG, reload)
    await pass_time(2, times=3)
    event = cloud.raise_event(CAMERA_ID, "motion", thumb_after=20)
    await pass_time(2, times=40)
    assert event_ids(calls) == [event.id]


@pytest.mark.parametrize("hours", [-8, -1, 1, 8])
async def test_an_image_of_a_camera_with_a_wrong_clock_is_reported_after_a_restart(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    hours: int,
) -> None:
    lags = {str(CAMERA_ID): -3600 * hours} if hours < 0 else {}
    entry = make_entry(cloud, server, options={CONF_CLOCKS_BEHIND: lags})
    await set_up(hass, entry)
    # The first sweep lowers the time from which on events are known.
    await pass_time(2, times=40)
    calls = calls_of(hass)
    await add_automations(hass, automation_on("media_ready"))
    time = cloud.now() + timedelta(hours=hours)
    event = cloud.raise_event(CAMERA_ID, "motion", time=time, thumb_after=60)
    await pass_time(2, times=2)
    assert hass.states.get(EVENTS).attributes["event_id"] == event.id
    for _ in range(2):
        await hass.config_entries.async_reload(entry.entry_id)
        await pass_time(10, times=10)
    assert event_ids(calls) == [event.id]


async def test_an_image_that_is_listed_after_a_restart_never_replaces_a_newer_one(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    calls = calls_of(hass)
    await add_automations(hass, automation_on("media_ready"))
    late = cloud.raise_event(CAMERA_ID, "motion", thumb_after=60)
    await pass_time(2)
    newer = cloud.raise_event(CAMERA_ID, "sound", thumb_after=0)
    await pass_time(2)
    await hass.config_entries.async_reload(entry.entry_id)
    await pass_time(10, times=10)
    assert event_ids(calls) == [newer.id, late.id]
    assert shown_event_id(hass) == newer.id


@pytest.mark.parametrize("way", ["action", "alone", "list"])
async def test_an_image_that_is_listed_for_somebody_else_is_reported_at_once(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
    pass_time: PassTime,
    way: str,
) -> None:
    calls = calls_of(hass)
    await add_automations(hass, automation_on("media_ready"))
    event = cloud.raise_event(CAMERA_ID, "motion", thumb_after=40)
    await pass_time(2)
    data = entry.runtime_data
    # No poll.
    await data.events.async_shutdown()
    freezer.tick(60)
    for _ in range(2):
        if way == "action":
            response = await get_response(hass, "get_events")
            assert response[CAMERA]["events"]
        elif way == "alone":
            await async_get_event(data.media, CAMERA_ID, event.id)
        else:
            listed = await data.client.event(event.id)
            cache_image_urls(data.media, iter([listed]))
    await hass.async_block_till_done()
    assert event_ids(calls) == [event.id]
    assert shown_event_id(hass) == event.id


async def test_the_image_is_restored_and_fetched_on_request(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    stored = {
        "event_id": event.id,
        "event_type": "motion",
        "event_time": event.time.isoformat(),
    }
    mock_restore_cache_with_extra_data(hass, [(State(IMAGE, "x"), stored)])
    await set_up(hass, make_entry(cloud, server))
    assert shown_event_id(hass) == event.id
    assert not image_requests(cloud, event)
    assert (await async_get_image(hass, IMAGE)).content
    assert image_requests(cloud, event) == 1


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"event_id": "5", "event_type": "motion", "event_time": "2026-01-01T00:00:00Z"},
        {"event_id": 5, "event_type": None, "event_time": "2026-01-01T00:00:00Z"},
        {"event_id": 5, "event_type": "motion", "event_time": "2026-01-01T00:00:00"},
        {"event_id": 5, "event_type": "motion", "event_time": "soon"},
    ],
)
async def test_invalid_stored_data_are_ignored(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, stored: dict[str, Any]
) -> None:
    mock_restore_cache_with_extra_data(hass, [(State(IMAGE, "x"), stored)])
    await set_up(hass, make_entry(cloud, server))
    assert shown_event_id(hass) is None


async def test_stored_data_contain_no_signed_url(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    await pass_time(2)
    entity = hass.data["image"].get_entity(IMAGE)
    stored = entity.extra_restore_state_data.as_dict()
    assert set(stored) == {"event_id", "event_type", "event_time"}
    assert "sig=" not in str(stored)
    assert "sig=" not in str(hass.states.get(IMAGE).as_dict())


@pytest.mark.usefixtures("entry")
async def test_an_expired_url_is_renewed_once(
    hass: HomeAssistant, cloud: Cloud, pass_time: PassTime
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    await pass_time(2)
    cloud.media_faults.fail_next(1, status=403)
    assert (await async_get_image(hass, IMAGE)).content
    assert (image_requests(cloud, event), len(cloud.media_requests)) == (1, 2)


@pytest.mark.usefixtures("entry")
async def test_a_renewed_url_that_is_refused_is_an_error(
    hass: HomeAssistant, cloud: Cloud, pass_time: PassTime
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    await pass_time(2)
    cloud.media_faults.fail_next(10, status=403)
    with pytest.raises(HomeAssistantError, match="no image"):
        await async_get_image(hass, IMAGE)
    assert (image_requests(cloud, event), len(cloud.media_requests)) == (1, 2)


@pytest.mark.usefixtures("entry")
async def test_no_image_without_events(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, cloud: Cloud
) -> None:
    with pytest.raises(HomeAssistantError):
        await async_get_image(hass, IMAGE)
    client = await hass_client()
    assert (await client.get(f"/api/image_proxy/{IMAGE}")).status == 500
    assert not cloud.media_requests


async def test_an_entity_that_is_added_again_shows_the_same_image(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    await pass_time(2)
    er.async_get(hass).async_update_entity(IMAGE, new_entity_id="image.other")
    await hass.async_block_till_done()
    assert hass.states.get("image.other").attributes["event_id"] == event.id


async def test_an_entity_created_by_an_event_shows_its_image(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    await set_up(hass, make_entry(cloud, server, token=cloud.group_token()))
    cloud.add_camera(61, "Garden")
    event = cloud.raise_event(61, "motion", thumb_after=0)
    await pass_time(2)
    await pass_time(70)
    state = hass.states.get("image.garden_last_image")
    assert state.attributes["event_id"] == event.id
