"""The live notification: what is pushed to a phone, and what its buttons do."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
from PIL import Image
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.vxg.const import CONF_LATE_EVENTS, LATE_FIRE
from simulator import Cloud, CloudServer

from ..common.automations import calls_of
from ..common.blueprints import YARD, Use, until
from ..common.hostile import HOSTILE_MARKDOWN, INSTRUCTION
from ..conftest import CAMERA_ID, PassTime, make_entry, set_up
from ..media.test_remux import frames_of

NAME = "live_notification"
QUIET_UNTIL = "datetime.front_door_quiet_until"
type Live = Callable[..., Awaitable[list[Any]]]


@pytest.fixture
async def live(hass: HomeAssistant, use: Use, phone: tuple[str, list[Any]]) -> Live:
    """Return a function that uses the blueprint, and returns what is pushed."""

    async def live(**inputs: Any) -> list[Any]:
        device_id, pushed = phone
        both = {"entity_id": ["camera.front_door"]}
        await use(NAME, **{"phone": device_id, "cameras": both, "people": [], **inputs})
        return pushed

    return live


def texts(pushed: list[Any]) -> list[Any]:
    """Return the pushes that make a sound, one for each notification."""
    return [push for push in pushed if "push" not in push.data["data"]]


async def press(hass: HomeAssistant, push: Any, title: str, user_id: str) -> None:
    """Press a button of a notification, as the app reports it."""
    (action,) = [
        button["action"]
        for button in push.data["data"]["actions"]
        if button["title"] == title
    ]
    hass.bus.async_fire(
        "mobile_app_notification_action",
        {"action": action, "tag": push.data["data"]["tag"]},
        context=Context(user_id=user_id),
    )


@pytest.mark.slow
async def test_blueprint_live_notification(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    hass_client_no_auth: ClientSessionGenerator,
    cloud: Cloud,
    entry: MockConfigEntry,
    go_on: PassTime,
    live: Live,
) -> None:
    pushed = await live()
    cloud.raise_event(CAMERA_ID, "sound", thumb_after=0)
    event = cloud.raise_event(CAMERA_ID, "motion", thumb_after=4)
    await go_on(2)
    (text,) = pushed
    await go_on(2)
    for _ in range(3):
        await go_on(2)
    assert len(pushed) == 2
    # The part of the recording after the event is 15 s long.
    for _ in range(8):
        await go_on(3)
    assert len(pushed) == 3
    event.meta["caption"] = "A woman with a parcel"
    for _ in range(6):
        await go_on(5)
    _, image, video, caption = pushed
    await go_on(200)
    assert len(pushed) == 4

    # One notification, which makes a sound once.
    assert {push.data["title"] for push in pushed} == {"Front door"}
    assert len({push.data["data"]["tag"] for push in pushed}) == 1
    assert all(push.data["data"]["alert_once"] for push in pushed)
    assert texts(pushed) == [text]
    for push in pushed[1:]:
        assert push.data["data"]["push"] == {
            "sound": "none",
            "interruption-level": "passive",
        }
    local = dt_util.as_local(event.time).strftime("%H:%M:%S")
    assert [push.data["message"] for push in pushed] == [
        *[f"Motion, {local}"] * 3,
        f"Motion, {local}: A woman with a parcel",
    ]

    # What is attached, and what it is to the app.
    place = f"{entry.entry_id}/{CAMERA_ID}/event/{event.id}"
    picture_path, video_path = f"/api/vxg/picture/{place}", f"/api/vxg/video/{place}"
    attached = [
        {
            key: push.data["data"][key]
            for key in ("image", "video", "attachment")
            if key in push.data["data"]
        }
        for push in pushed
    ]
    with_video = {
        "video": video_path,
        "attachment": {"url": video_path, "content-type": "mpeg4"},
    }
    assert attached == [
        {},
        {
            "image": picture_path,
            "attachment": {"url": picture_path, "content-type": "jpeg"},
        },
        with_video,
        with_video,
    ]

    # The app has a login, and nobody else can fetch them.
    client, stranger = await hass_client(), await hass_client_no_auth()
    for path in (picture_path, video_path):
        assert (await stranger.get(path)).status == 401
    response = await client.get(image.data["data"]["image"])
    assert response.content_type == "image/jpeg"
    content = await response.read()
    assert len(content) < 10_000_000
    with Image.open(BytesIO(content)) as decoded:
        decoded.load()
    response = await client.get(video.data["data"]["video"])
    assert response.content_type == "video/mp4"
    content = await response.read()
    assert len(content) < 50_000_000
    assert len(frames_of(content)) > 100
    assert caption.data["data"]["url"].startswith("/media-browser/browser/")


@pytest.mark.usefixtures("entry")
async def test_what_does_not_come_is_not_sent(
    cloud: Cloud, go_on: PassTime, live: Live
) -> None:
    pushed = await live(video_after={"seconds": 20})
    cloud.raise_event(CAMERA_ID, "motion", thumb_after=10_000)
    for _ in range(20):
        await go_on(10)
    # Neither an image nor a caption, and the video after the wait for the image.
    assert [push.data["data"].get("attachment") for push in pushed] == [
        None,
        {"url": pushed[1].data["data"]["video"], "content-type": "mpeg4"},
    ]


@pytest.mark.parametrize(
    ("inputs", "rec_mode"), [({"send_video": False}, "on"), ({}, "off")]
)
async def test_no_video_is_sent_where_there_is_none(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    go_on: PassTime,
    live: Live,
    inputs: dict[str, Any],
    rec_mode: str,
) -> None:
    cloud.cameras[CAMERA_ID].rec_mode = rec_mode
    await set_up(hass, make_entry(cloud, server))
    pushed = await live(send_caption=False, **inputs)
    cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    for _ in range(5):
        await go_on(10)
    assert ["image" in push.data["data"] for push in pushed] == [False, True]
    requests = [request.path for request in cloud.requests]
    # Nobody waits for a caption.
    assert not any("records" in path for path in requests)


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize(
    "caption",
    [
        HOSTILE_MARKDOWN["template"],
        HOSTILE_MARKDOWN["html"],
        INSTRUCTION,
        # The app takes these for commands.
        "clear_notification",
        "command_dnd",
        # Templates make other things of these.
        "['a', 'list']",
        "{'a': 'map'}",
        "12",
    ],
)
async def test_a_hostile_caption_is_only_text(
    cloud: Cloud, go_on: PassTime, live: Live, caption: str
) -> None:
    pushed = await live(send_video=False)
    event = cloud.raise_event(CAMERA_ID, "motion", {"caption": caption}, thumb_after=0)
    for _ in range(3):
        await go_on(2)
    local = dt_util.as_local(event.time).strftime("%H:%M:%S")
    assert [push.data["message"] for push in pushed] == [
        *[f"Motion, {local}"] * 2,
        f"Motion, {local}: {event.meta['caption']}",
    ]
    assert all(isinstance(push.data["message"], str) for push in pushed)
    assert len({str(push.data["data"]["actions"]) for push in pushed}) == 1


@pytest.mark.parametrize("fire_late", [False, True])
async def test_late_events_wake_nobody(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    go_on: PassTime,
    live: Live,
    fire_late: bool,
) -> None:
    options = {CONF_LATE_EVENTS: LATE_FIRE} if fire_late else {}
    await set_up(hass, make_entry(cloud, server, options=options))
    pushed = await live()
    await go_on(130)
    cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - timedelta(seconds=121))
    for _ in range(3):
        await go_on(3)
    assert not pushed


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize(
    ("people", "states", "sent"),
    [
        ([], [], 1),
        (["person.anna"], ["home"], 0),
        (["person.anna"], ["not_home"], 1),
        (["person.anna", "person.bert"], ["not_home", "home"], 0),
        (["person.anna", "person.bert"], ["work", "unknown"], 1),
    ],
)
async def test_nobody_is_notified_while_somebody_is_at_home(
    hass: HomeAssistant,
    cloud: Cloud,
    go_on: PassTime,
    live: Live,
    people: list[str],
    states: list[str],
    sent: int,
) -> None:
    for person, state in zip(people, states, strict=True):
        hass.states.async_set(person, state)
    pushed = await live(people=people)
    cloud.raise_event(CAMERA_ID, "motion")
    await go_on(3)
    assert len(texts(pushed)) == sent


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize(("keep_quiet", "sent"), [(True, 0), (False, 1)])
@pytest.mark.freeze_time("2026-11-25 23:30:00+00:00")
async def test_quiet_hours(
    hass: HomeAssistant,
    cloud: Cloud,
    go_on: PassTime,
    live: Live,
    keep_quiet: bool,
    sent: int,
) -> None:
    await hass.config.async_set_time_zone("UTC")
    pushed = await live(keep_quiet=keep_quiet)
    cloud.raise_event(CAMERA_ID, "motion")
    await go_on(3)
    assert len(texts(pushed)) == sent


@pytest.mark.parametrize(("scope", "sent"), [("camera", 3), ("target", 2)])
async def test_the_cool_down(
    hass: HomeAssistant,
    cloud: Cloud,
    group: MockConfigEntry,
    go_on: PassTime,
    live: Live,
    scope: str,
    sent: int,
) -> None:
    both = {"entity_id": ["camera.front_door", "camera.yard"]}
    pushed = await live(
        cameras=both, cool_down_scope=scope, send_video=False, send_caption=False
    )
    for camera_id in (CAMERA_ID, YARD, CAMERA_ID):
        cloud.raise_event(camera_id, "motion")
        await go_on(5)
    await go_on(110)
    cloud.raise_event(CAMERA_ID, "motion")
    await go_on(5)
    assert len(texts(pushed)) == sent
    # Each event is a notification of its own.
    assert len({push.data["data"]["tag"] for push in pushed}) == sent


@pytest.mark.usefixtures("entry")
async def test_quiet_for_an_hour(
    hass: HomeAssistant,
    hass_read_only_user: MockUser,
    cloud: Cloud,
    go_on: PassTime,
    live: Live,
) -> None:
    pushed = await live(cool_down="00:00:00", send_video=False, send_caption=False)
    er.async_get(hass).async_update_entity(
        QUIET_UNTIL, new_entity_id="datetime.silence"
    )
    cloud.raise_event(CAMERA_ID, "motion")
    await go_on(3)
    await press(hass, pushed[0], "Quiet for an hour", hass_read_only_user.id)
    await go_on(1)
    state = hass.states.get("datetime.silence")
    assert state is not None
    until = dt_util.parse_datetime(state.state, raise_on_error=True)
    assert abs(until - dt_util.utcnow() - timedelta(hours=1)) < timedelta(seconds=5)
    cloud.raise_event(CAMERA_ID, "motion")
    await go_on(3590)
    cloud.raise_event(CAMERA_ID, "motion")
    await go_on(5)
    assert len(texts(pushed)) == 1
    await go_on(10)
    cloud.raise_event(CAMERA_ID, "motion")
    await go_on(5)
    assert len(texts(pushed)) == 2


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize("disabled", ["datetime", "image"])
async def test_an_entity_that_is_disabled_keeps_nobody_quiet(
    hass: HomeAssistant, cloud: Cloud, go_on: PassTime, live: Live, disabled: str
) -> None:
    registry = er.async_get(hass)
    entity_id = {"datetime": QUIET_UNTIL, "image": "image.front_door_last_image"}
    registry.async_update_entity(
        entity_id[disabled], disabled_by=er.RegistryEntryDisabler.USER
    )
    await go_on(31)
    pushed = await live(send_caption=False)
    cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    for _ in range(6):
        await go_on(20)
    attached = [push.data["data"].get("attachment", {}) for push in pushed]
    kinds = [attachment.get("content-type") for attachment in attached]
    assert kinds == [None, "mpeg4"] if disabled == "image" else [None, "jpeg", "mpeg4"]


@pytest.mark.usefixtures("entry")
async def test_the_event_is_marked_as_reviewed(
    hass: HomeAssistant,
    hass_read_only_user: MockUser,
    cloud: Cloud,
    go_on: PassTime,
    live: Live,
) -> None:
    pushed = await live(send_caption=False)
    event = cloud.raise_event(CAMERA_ID, "motion", {"Person": "81"})
    await go_on(3)
    # The automation does it, whatever its user may do.
    await press(hass, pushed[0], "Mark as reviewed", hass_read_only_user.id)
    for _ in range(5):
        await go_on(0.1)
    await until(lambda: "status_processed" in event.meta)
    assert event.meta == {
        "Person": "81",
        "process": "processed",
        "status_processed": "",
    }


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize(
    "action",
    [
        "vxg|automation.other|quiet|camera.front_door|1",
        "vxg|automation.front_door_on_the_phone|quiet|camera.other|1",
        "vxg|automation.front_door_on_the_phone|quiet",
        "vxg|automation.front_door_on_the_phone|open|camera.front_door|1",
        "URI",
        "",
        5,
        None,
    ],
)
async def test_other_buttons_do_nothing(
    hass: HomeAssistant, cloud: Cloud, go_on: PassTime, live: Live, action: Any
) -> None:
    pushed = await live()
    reviewed = calls_of(hass, "vxg.review_event")
    hass.bus.async_fire("mobile_app_notification_action", {"action": action})
    await go_on(3)
    state = hass.states.get(QUIET_UNTIL)
    assert state is not None
    assert state.state == "unknown"
    assert not pushed
    assert not reviewed


@pytest.mark.usefixtures("entry")
async def test_show_live(
    hass: HomeAssistant, cloud: Cloud, go_on: PassTime, live: Live
) -> None:
    pushed = await live()
    cloud.raise_event(CAMERA_ID, "motion")
    await go_on(3)
    assert pushed[0].data["data"]["actions"][2] == {
        "action": "URI",
        "title": "Show live",
        "uri": "/?more-info-entity-id=camera.front_door",
    }
