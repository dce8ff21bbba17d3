"""The examples of the documentation do what they say."""

from collections.abc import AsyncGenerator
from datetime import timedelta
from io import BytesIO
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.media_source import async_resolve_media
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
from PIL import Image
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_mock_service,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from simulator import Cloud

from ..common.documented import examples
from ..conftest import CAMERA_ID, PassTime

WRITTEN: dict[str, dict[str, Any]] = {
    example.data["alias"]: example.data
    for example in examples()
    if example.page == "docs/notifications.md"
}
IMAGE = "Notify about motion at the front door, with its image"
CLIP = "Create a clip of motion at the front door"
PARTY = "No notifications about the front door during the party"


@pytest.fixture
async def notifications(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    entry: MockConfigEntry,
    request: pytest.FixtureRequest,
) -> AsyncGenerator[list[ServiceCall]]:
    """Run one automation of the page; return the notifications."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    assert await async_setup_component(hass, "media_source", {})
    calls = async_mock_service(hass, "notify", "mobile_app_phone")
    helper = {"last_clip": {"max": 255}}
    assert await async_setup_component(hass, "input_text", {"input_text": helper})
    automation = {"automation": WRITTEN[getattr(request, "param", IMAGE)]}
    assert await async_setup_component(hass, "automation", automation)
    await hass.async_block_till_done()
    (state,) = hass.states.async_all("automation")
    assert state.state == "on"
    yield calls
    await hass.services.async_call(
        "automation", "turn_off", {"entity_id": state.entity_id}, blocking=True
    )


async def test_the_text_is_sent_at_once_and_the_image_follows(
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
    cloud: Cloud,
    pass_time: PassTime,
    notifications: list[ServiceCall],
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion", thumb_after=6)
    await pass_time(2)
    (text,) = notifications
    assert text.data["message"] == "Motion"
    assert "image" not in text.data["data"]
    for _ in range(6):
        await pass_time(2)
    _, image = notifications
    assert image.data["data"]["tag"] == text.data["data"]["tag"]
    local = dt_util.as_local(event.time)
    assert image.data["message"] == f"Motion at {local:%H:%M:%S}"
    client = await hass_client_no_auth()
    response = await client.get(image.data["data"]["image"])
    assert response.status == 200
    with Image.open(BytesIO(await response.read())) as decoded:
        decoded.load()


async def test_an_image_that_arrives_with_its_event_follows_the_text(
    cloud: Cloud, pass_time: PassTime, notifications: list[ServiceCall]
) -> None:
    cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    await pass_time(2)
    assert ["image" in call.data["data"] for call in notifications] == [False, True]


async def test_neither_other_events_nor_a_restart_notify(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    notifications: list[ServiceCall],
) -> None:
    cloud.raise_event(CAMERA_ID, "sound", thumb_after=0)
    await pass_time(2)
    # The URL of the image changes every few minutes, which is not an event either.
    await pass_time(301)
    assert not notifications
    cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
    await pass_time(2)
    notifications.clear()
    await hass.config_entries.async_reload(entry.entry_id)
    await pass_time(2)
    assert hass.states.get("image.front_door_last_image").state != "unknown"
    assert not notifications


@pytest.mark.parametrize("notifications", [CLIP], indirect=True)
async def test_a_clip_is_created_and_can_be_played(
    hass: HomeAssistant,
    cloud: Cloud,
    pass_time: PassTime,
    notifications: list[ServiceCall],
) -> None:
    cloud.clip_delay = timedelta()
    cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - timedelta(seconds=20))
    await pass_time(2)
    (clip,) = cloud.clips.values()
    identifier = hass.states.get("input_text.last_clip").state
    assert identifier.endswith(f"/{CAMERA_ID}/clip/{clip.id}")
    assert (await async_resolve_media(hass, identifier, None)).url
    assert not notifications


@pytest.mark.parametrize("notifications", [PARTY], indirect=True)
@pytest.mark.usefixtures("notifications")
async def test_nobody_is_to_be_notified_during_a_party(hass: HomeAssistant) -> None:
    for state in ("off", "on"):
        hass.states.async_set("input_boolean.party", state)
    await hass.async_block_till_done()
    state = hass.states.get("datetime.front_door_quiet_until")
    until = dt_util.as_local(dt_util.parse_datetime(state.state, raise_on_error=True))
    assert until == dt_util.start_of_local_day() + timedelta(days=1, hours=3)


def test_each_example_is_tested() -> None:
    assert WRITTEN.keys() == {IMAGE, CLIP, PARTY}
