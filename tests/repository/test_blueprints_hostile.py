"""Blueprints with events, texts, and entities as nobody would wish for."""

from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.vxg.helpers.plain_text import single_line
from simulator import Cloud

from ..common.automations import calls_of
from ..common.blueprints import Use
from ..common.hostile import HOSTILE_CHARACTERS, HOSTILE_MARKDOWN, INSTRUCTION
from ..conftest import CAMERA_ID, PassTime

CAMERA = {"entity_id": ["camera.front_door"]}
TEXTS = [
    *HOSTILE_MARKDOWN.values(),
    *(text for name, text in HOSTILE_CHARACTERS.items() if name != "surrogate"),
    INSTRUCTION,
    "\"quotes\" and 'apostrophes'\nin \U0001f98a two lines",
    "x" * 10_000,
    "clear_notification",
    "['a', 'list']",
    "42",
    "None",
    "{}",
]


@pytest.fixture
async def pushed(entry: object, use: Use, phone: tuple[str, list[Any]]) -> list[Any]:
    """Return what *Live notification* pushes, of each event."""
    device_id, pushed = phone
    await use(
        "live_notification",
        phone=device_id,
        cameras=CAMERA,
        people=[],
        cool_down="00:00:00",
    )
    return pushed


async def test_a_burst_of_events_leaves_room_for_buttons(
    hass: HomeAssistant,
    cloud: Cloud,
    go_on: PassTime,
    pushed: list[Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    for _ in range(60):
        cloud.raise_event(CAMERA_ID, "motion")
    await go_on(3)
    await go_on(3)
    assert len({push.data["data"]["tag"] for push in pushed}) == 60
    action = pushed[0].data["data"]["actions"][0]["action"]
    hass.bus.async_fire("mobile_app_notification_action", {"action": action})
    await go_on(1)
    state = hass.states.get("datetime.front_door_quiet_until")
    assert state is not None
    assert state.state != "unknown"
    assert "Already running" not in caplog.text


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize("caption", TEXTS)
async def test_a_caption_is_shown_on_one_line_and_never_rendered(
    hass: HomeAssistant,
    cloud: Cloud,
    go_on: PassTime,
    use: Use,
    phone: tuple[str, list[Any]],
    caption: str,
) -> None:
    device_id, pushed = phone
    await use(
        "live_notification",
        phone=device_id,
        cameras=CAMERA,
        people=[],
        send_video=False,
        send_caption=True,
    )
    cloud.raise_event(CAMERA_ID, "motion", {"caption": caption})
    for _ in range(5):
        await go_on(20)
    message = pushed[0].data["message"]
    shown = pushed[-1].data["message"].removeprefix(f"{message}: ")
    assert shown == single_line(caption, 255)


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize(
    ("states", "marked"),
    [
        (["on", None], ["on"]),
        ([None, "on"], []),
        (["on", ""], ["on", ""]),
        # Text that a template would turn into something else.
        (["[1, 2]", "(1, 2)"], ['"[1, 2]"', '"(1, 2)"']),
        (["{'a': 1}", "None"], ["\"{'a': 1}\"", '"None"']),
        (["True", "1.50"], ["true", "1.5"]),
        (["None of it", "[open"], ["None of it", '"[open"']),
        (["{{ states }}"], ['"{{ states }}"']),
        (["x" * 255], ["x" * 255]),
        (["\U0001f98a"], ["\U0001f98a"]),
    ],
)
async def test_any_state_marks_the_video(
    hass: HomeAssistant,
    cloud: Cloud,
    use: Use,
    states: list[str | None],
    marked: list[str],
) -> None:
    entity_id = "sensor.text"
    hass.states.async_set(entity_id, "before")
    await use("mark_the_video", sources=[entity_id], to_states=[])
    for state in states:
        if state is None:
            hass.states.async_remove(entity_id)
        else:
            hass.states.async_set(entity_id, state)
        await hass.async_block_till_done()
    assert [event.meta["state"] for event in cloud.events] == marked


@pytest.mark.usefixtures("pushed")
async def test_a_phone_that_is_gone_stops_no_later_push(
    hass: HomeAssistant,
    cloud: Cloud,
    go_on: PassTime,
    caplog: pytest.LogCaptureFixture,
) -> None:
    hass.services.async_remove("notify", "mobile_app_phone")
    cloud.raise_event(CAMERA_ID, "motion")
    for _ in range(5):
        await go_on(20)
    assert "Action notify.mobile_app_phone not found" in caplog.text
    pushed = calls_of(hass, "notify.mobile_app_phone")
    cloud.raise_event(CAMERA_ID, "motion")
    await go_on(3)
    assert len({push.data["data"]["tag"] for push in pushed}) == 1
