"""Tests for unexpected exceptions: each edge fails in one operation, logged once."""

import builtins
import inspect
import logging
from typing import Any

from homeassistant.components.camera import async_get_image
from homeassistant.components.media_player import BrowseError, SearchMediaQuery
from homeassistant.components.media_source import (
    MediaSourceItem,
    Unresolvable,
    async_browse_media,
    async_resolve_media,
)
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import intent
from homeassistant.helpers.llm import LLMContext, ToolInput
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.vxg import intent as vxg_intent, llm
from custom_components.vxg.aiovxg import (
    EventLog,
    EventType,
    VxgClient,
    VxgRequestError,
    VxgTimeoutError,
)
from custom_components.vxg.cameras.coordinator import CameraCoordinator
from custom_components.vxg.cameras.event_types import EventTypeReader
from custom_components.vxg.const import EVENT_VXG
from custom_components.vxg.errors import UnexpectedError
from custom_components.vxg.events.dispatcher import EventDispatcher
from custom_components.vxg.events.poll_interval import AdaptivePollInterval
from custom_components.vxg.events.reader import EventReader
from custom_components.vxg.helpers import unexpected
from custom_components.vxg.helpers.unexpected import expected_error
from custom_components.vxg.media.still import StillImage
from custom_components.vxg.media_source import async_get_media_source
from simulator import Cloud, CloudServer

from ..common.actions import CAMERA, get_response
from ..common.assist import ASSISTANT, expose
from ..common.polling import MOTION, event_ids
from ..conftest import CAMERA_ID, PassTime, make_entry, set_up

CONNECTIVITY = "binary_sensor.front_door_connectivity"
DEEP = '{"a":' * 57_000 + "1" + "}" * 57_000
SECRET = "s3cr3t-signature"
any_exception = pytest.mark.parametrize(
    "exception",
    [
        "RuntimeError",
        "RecursionError",
        "OverflowError",
        "UnicodeEncodeError",
        "ExceptionGroup",
    ],
)


def make_exception(name: str) -> Exception:
    """Return a new exception with a secret in its text."""
    match name:
        case "UnicodeEncodeError":
            return UnicodeEncodeError("utf-8", "\ud800", 0, 1, SECRET)
        case "ExceptionGroup":
            return ExceptionGroup(SECRET, [ValueError(SECRET)])
    error: Exception = getattr(builtins, name)(SECRET)
    return error


def raised(exception: str) -> Exception:
    """Return a new exception with a traceback."""

    def fail() -> None:
        raise make_exception(exception)

    try:
        fail()
    except Exception as err:
        return err
    raise AssertionError


def fail(
    monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, exception: str
) -> None:
    """Let a function raise an exception whatever it is called with."""

    def fail(*_args: Any, **_kwargs: Any) -> Any:
        raise make_exception(exception)

    async def fail_later(*_args: Any, **_kwargs: Any) -> Any:
        raise make_exception(exception)

    is_async = inspect.iscoroutinefunction(getattr(owner, name))
    monkeypatch.setattr(owner, name, fail_later if is_async else fail)


def tracebacks(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return the messages of all records with a traceback; none has a secret."""
    assert SECRET not in caplog.text
    return [
        record.getMessage()
        for record in caplog.records
        if record.exc_info
        and record.levelno >= logging.WARNING
        # aiohttp's log of requests does not bear a frozen clock.
        and record.name != "aiohttp.access"
    ]


def test_an_expected_error_is_returned_as_it_is(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    err = VxgTimeoutError("The cloud did not respond in time")
    assert expected_error(hass, "poll", err, VxgRequestError) is err
    assert not caplog.records


@any_exception
def test_an_unexpected_exception_is_logged_once_without_its_text(
    hass: HomeAssistant, exception: str, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        err = expected_error(hass, "poll", raised(exception), VxgRequestError)
        assert isinstance(err, UnexpectedError)
        assert err.detail == exception
    [message] = tracebacks(caplog)
    assert "poll" in message
    assert "test_unexpected.py" in caplog.text


def test_a_different_operation_or_exception_is_logged_too_but_not_endlessly(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    expected_error(hass, "poll", ValueError(), VxgRequestError)
    expected_error(hass, "view", ValueError(), VxgRequestError)
    expected_error(hass, "view", KeyError(), VxgRequestError)
    assert len(tracebacks(caplog)) == 3
    for number in range(100):
        expected_error(hass, f"view {number}", ValueError(), VxgRequestError)
    assert len(tracebacks(caplog)) == unexpected.MAX_LOGGED


@any_exception
@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (VxgClient, "event_pages"),
        (EventReader, "read"),
        (EventReader, "finish_poll"),
    ],
)
async def test_a_poll_that_raises_is_a_failed_read(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    exception: str,
    owner: type,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    await pass_time(3)
    caplog.clear()
    cloud.requests.clear()
    with monkeypatch.context() as broken:
        fail(broken, owner, name, exception)
        await pass_time(3)
        coordinator = entry.runtime_data.events
        assert coordinator.availability.failing
        assert not coordinator.last_update_success
        await pass_time(3, times=29)
        assert hass.states.get(MOTION).state == STATE_UNAVAILABLE
        assert hass.states.get(CONNECTIVITY).state == STATE_OFF
        # Back-off: 30 intervals have passed.
        assert coordinator._poll_interval._failures < 10
    assert len(tracebacks(caplog)) == 1

    event = cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(61)
    await pass_time(3, times=2)
    assert hass.states.get(CONNECTIVITY).state == STATE_ON
    assert event_ids(bus_events) == [event.id]


async def test_an_event_that_cannot_be_dispatched_is_a_failed_read(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    fail(monkeypatch, EventDispatcher, "dispatch", "RuntimeError")
    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    assert entry.runtime_data.events.availability.failing
    assert len(tracebacks(caplog)) == 1


async def test_what_is_unexpected_beside_an_event_does_not_cost_it(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    fail(monkeypatch, AdaptivePollInterval, "record_event", "RuntimeError")
    raised = [cloud.raise_event(CAMERA_ID, "motion").id for _ in range(3)]
    await pass_time(3, times=5)
    assert event_ids(bus_events) == raised
    assert hass.states.get(MOTION).state == STATE_ON
    # Nor is it repeated.
    await hass.config_entries.async_reload(entry.entry_id)
    await pass_time(3, times=2)
    assert event_ids(bus_events) == raised


@pytest.mark.parametrize(
    "text", [DEEP, f'{{"objects": [{DEEP}]}}', f'{{"objects": [{{"id": {DEEP}}}]}}']
)
async def test_an_answer_nested_deeply_is_a_failed_read_or_an_unusable_object(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    text: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.clear()
    cloud.faults.answer_next(text=text, path="/storage/events/", count=10**6)
    await pass_time(3, times=30)
    coordinator = entry.runtime_data.events
    # Never off while blind.
    if coordinator.availability.failing:
        assert hass.states.get(MOTION).state == STATE_UNAVAILABLE
    assert len(tracebacks(caplog)) <= 1
    cloud.faults.clear()
    await pass_time(61)
    await pass_time(3)
    assert not coordinator.availability.failing


@any_exception
@pytest.mark.parametrize(
    ("owner", "name"), [(EventLog, "sweep_window"), (EventReader, "finish_sweep")]
)
async def test_a_sweep_that_raises_is_made_up_for_by_the_next(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    exception: str,
    owner: type,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    coordinator = entry.runtime_data.events
    with monkeypatch.context() as broken:
        fail(broken, owner, name, exception)
        await pass_time(3, times=110)
    assert len(tracebacks(caplog)) == 1
    assert not coordinator.availability.failing
    assert not coordinator._sweeping


@any_exception
@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (VxgClient, "camera"),
        (VxgClient, "event_types"),
        (CameraCoordinator, "_merge"),
        (EventTypeReader, "read"),
        (EventTypeReader, "_store"),
    ],
)
async def test_a_slow_read_that_raises_keeps_what_is_known(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    exception: str,
    owner: type,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    coordinator = entry.runtime_data.cameras
    before = coordinator.data
    fail(monkeypatch, owner, name, exception)
    for _ in range(3):
        await coordinator.async_refresh_camera(CAMERA_ID)
        await coordinator.async_refresh()
    assert coordinator.data == before
    assert len(tracebacks(caplog)) == 1


@any_exception
@pytest.mark.parametrize("name", ["camera", "event_types"])
async def test_a_setup_whose_first_read_raises_is_tried_again(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    freezer: object,
    exception: str,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    fail(monkeypatch, VxgClient, name, exception)
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    expected = {
        "camera": ConfigEntryState.SETUP_RETRY,
        "event_types": ConfigEntryState.LOADED,
    }
    assert entry.state is expected[name]
    assert len(tracebacks(caplog)) == 1
    assert not [r for r in caplog.records if r.levelno > logging.ERROR]


@pytest.fixture
async def house(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, freezer: object
) -> MockConfigEntry:
    """Return an entry of a camera that an assistant gets to know."""
    for component in ("homeassistant", "llm", "intent", "media_source"):
        assert await async_setup_component(hass, component, {})
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    expose(hass, CAMERA)
    return entry


def event_uri(entry: MockConfigEntry, number: int) -> str:
    return f"media-source://vxg/{entry.entry_id}/{CAMERA_ID}/event/{number}"


@any_exception
@pytest.mark.parametrize(
    ("name", "action", "data"),
    [
        ("trigger_event", "trigger_event", {"event_type": "siren"}),
        ("add_event_type", "add_event_type", {"event_type": "new"}),
        ("update_event_type", "update_event_type", {"event_type": "motion"}),
        ("event", "update_event", {"event_id": 1, "set": {"a": "b"}}),
        ("event_pages", "get_events", {}),
    ],
)
async def test_an_action_that_raises_is_a_translated_error(
    hass: HomeAssistant,
    cloud: Cloud,
    house: MockConfigEntry,
    exception: str,
    name: str,
    action: str,
    data: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    if action == "trigger_event":
        siren = EventType(name="siren", can_be_triggered=True)
        house.runtime_data.cameras.async_add_type(CAMERA_ID, siren)
    if action == "update_event_type":
        data = {**data, "notify": False}
    fail(monkeypatch, VxgClient, name, exception)
    for _ in range(3):
        with pytest.raises(HomeAssistantError) as caught:
            await get_response(hass, action, **data)
        assert caught.value.translation_key == "unexpected_error"
    assert len(tracebacks(caplog)) == 1


@any_exception
async def test_media_that_raise_are_a_translated_error(
    hass: HomeAssistant,
    cloud: Cloud,
    house: MockConfigEntry,
    exception: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    fail(monkeypatch, VxgClient, "event", exception)
    fail(monkeypatch, VxgClient, "event_pages", exception)
    for _ in range(2):
        with pytest.raises(BrowseError) as browsing:
            await async_browse_media(hass, event_uri(house, 1))
        with pytest.raises(Unresolvable) as resolving:
            await async_resolve_media(hass, event_uri(house, 1), None)
        source = await async_get_media_source(hass)
        item = MediaSourceItem(hass, "vxg", "", None)
        with pytest.raises(BrowseError) as searching:
            await source.async_search_media(item, SearchMediaQuery(search_query="x"))
        for caught in (browsing, resolving, searching):
            assert "unexpected error" in str(caught.value)
    assert len(tracebacks(caplog)) == 3


@any_exception
@pytest.mark.parametrize("part", ["picture", "video"])
async def test_a_view_that_raises_is_a_bad_gateway(
    hass: HomeAssistant,
    house: MockConfigEntry,
    hass_client: ClientSessionGenerator,
    exception: str,
    part: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    client = await hass_client()
    fail(monkeypatch, VxgClient, "event", exception)
    path = event_uri(house, 1).replace("media-source://vxg", f"/api/vxg/{part}")
    for _ in range(3):
        assert (await client.get(path)).status == 502
    assert len(tracebacks(caplog)) == 1


@any_exception
async def test_a_tool_that_raises_answers_with_an_error(
    hass: HomeAssistant,
    house: MockConfigEntry,
    exception: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    fail(monkeypatch, llm, "async_query_events", exception)
    llm_context = LLMContext(
        platform="test",
        context=Context(),
        language="en",
        assistant=ASSISTANT,
        device_id=None,
    )
    tool_input = ToolInput(tool_name="vxg__get_events", tool_args={})
    for _ in range(3):
        result = await llm.GetEventsTool().async_call(hass, tool_input, llm_context)
        assert result.error
        assert "unexpected error" in str(result.data["error"])
    assert len(tracebacks(caplog)) == 1


@any_exception
async def test_an_intent_that_raises_is_an_intent_error(
    hass: HomeAssistant,
    house: MockConfigEntry,
    exception: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    fail(monkeypatch, vxg_intent, "async_query_events", exception)
    for _ in range(3):
        with pytest.raises(intent.IntentHandleError) as caught:
            await intent.async_handle(
                hass, "vxg", "VxgCountEvents", {}, assistant=ASSISTANT
            )
        assert caught.value.response_key == vxg_intent.NOT_READ
    assert len(tracebacks(caplog)) == 1


@any_exception
async def test_a_still_image_that_raises_is_a_translated_error(
    hass: HomeAssistant,
    house: MockConfigEntry,
    exception: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    fail(monkeypatch, StillImage, "async_get", exception)
    for _ in range(3):
        with pytest.raises(HomeAssistantError) as caught:
            await async_get_image(hass, CAMERA)
        assert caught.value.translation_key == "unexpected_error"
    assert len(tracebacks(caplog)) == 1
