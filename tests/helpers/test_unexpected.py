"""Tests for unexpected exceptions: each edge fails in one operation, logged once."""

import builtins
import inspect
import logging
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)

from custom_components.vxg.aiovxg import (
    EventLog,
    VxgClient,
    VxgRequestError,
    VxgTimeoutError,
)
from custom_components.vxg.cameras.coordinator import CameraCoordinator
from custom_components.vxg.cameras.event_types import EventTypeReader
from custom_components.vxg.const import EVENT_VXG
from custom_components.vxg.errors import UnexpectedError
from custom_components.vxg.events.dispatcher import EventDispatcher
from custom_components.vxg.events.reader import EventReader
from custom_components.vxg.helpers import unexpected
from custom_components.vxg.helpers.unexpected import expected_error
from simulator import Cloud, CloudServer

from ..common.polling import MOTION, event_ids
from ..conftest import CAMERA_ID, Pass, make_entry, set_up

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
        if record.exc_info and record.levelno >= logging.WARNING
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
    pass_time: Pass,
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
        assert coordinator._failures < 10
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
    pass_time: Pass,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    fail(monkeypatch, EventDispatcher, "dispatch", "RuntimeError")
    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    assert entry.runtime_data.events.availability.failing
    assert len(tracebacks(caplog)) == 1


@pytest.mark.parametrize(
    "text", [DEEP, f'{{"objects": [{DEEP}]}}', f'{{"objects": [{{"id": {DEEP}}}]}}']
)
async def test_an_answer_nested_deeply_is_a_failed_read_or_an_unusable_object(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: Pass,
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
    pass_time: Pass,
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
