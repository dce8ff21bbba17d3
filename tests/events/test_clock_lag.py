"""Tests for cameras whose clock is behind: detection, issue and correction."""

from datetime import UTC, datetime, timedelta

from homeassistant.components.repairs import repairs_flow_manager
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)

from custom_components.vxg.const import CONF_CLOCKS_BEHIND, DOMAIN, EVENT_VXG
from custom_components.vxg.diagnostics import async_get_config_entry_diagnostics
from custom_components.vxg.events.clock_lag import ClockLagDetector
from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID, PassTime, make_entry, set_up

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
MOTION = "binary_sensor.front_door_motion"


def record_late(
    detector: ClockLagDetector, *lags: float, step: float = 60
) -> timedelta | None:
    """Record late events that lag these seconds; return the last result."""
    result = None
    for number, lag in enumerate(lags):
        now = NOW + number * step * SECOND
        # Listed somewhere between two reads that are 20 s apart.
        time = now - (lag + 10) * SECOND
        result = detector.record_wrong(1, time, now - 20 * SECOND, now)
    return result


def test_late_events_in_a_row_with_the_same_lag_reveal_it() -> None:
    result = record_late(ClockLagDetector({}), 3600, 3590, 3610, 3605, 3600)
    assert result is not None
    assert abs(result - HOUR) <= 15 * SECOND


@pytest.mark.parametrize(
    ("lags", "step"),
    [
        ((3600,) * 4, 60),
        ((3600, 3600, 7200, 3600, 3600), 60),
        ((130, 250, 400, 200, 900), 60),
        # One upload after an outage: one read lists them all.
        ((3600,) * 5, 0),
    ],
)
def test_late_events_that_are_few_or_differ_or_come_at_once_reveal_nothing(
    lags: tuple[float, ...], step: float
) -> None:
    assert record_late(ClockLagDetector({}), *lags, step=step) is None


def test_a_fresh_event_and_an_interruption_end_the_sequence() -> None:
    detector = ClockLagDetector({})
    record_late(detector, *(3600,) * 4)
    assert not detector.record_fresh(1, NOW, NOW)
    assert record_late(detector, 3600) is None
    detector = ClockLagDetector({})
    record_late(detector, *(3600,) * 4)
    assert detector.record_wrong(1, NOW - HOUR, None, NOW) is None
    assert record_late(detector, 3600) is None
    # Reads too far apart to know when the event was stored.
    record_late(detector, *(3600,) * 3)
    assert detector.record_wrong(1, NOW - HOUR, NOW - 300 * SECOND, NOW) is None
    assert record_late(detector, 3600) is None


def test_fresh_events_in_a_row_show_that_a_clock_needs_no_correction() -> None:
    detector = ClockLagDetector({1: HOUR})
    result = [detector.record_fresh(1, NOW - SECOND, NOW) for _ in range(4)]
    detector.record_fresh(1, NOW - HOUR, NOW)
    result += [detector.record_fresh(1, NOW - SECOND, NOW) for _ in range(6)]
    assert result == [False] * 8 + [True, False]
    assert not any(detector.record_fresh(2, NOW, NOW) for _ in range(9))


async def raise_lagging_events(
    cloud: Cloud, pass_time: PassTime, lag: timedelta, count: int = 6
) -> None:
    """Raise events of a camera whose clock is behind."""
    for _ in range(count):
        cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - lag)
        for _ in range(7):
            await pass_time(10)


@pytest.mark.parametrize("lag", [timedelta(seconds=140), 20 * 60 * SECOND, 3 * HOUR])
async def test_a_wrong_clock_creates_an_issue_and_its_fix_makes_events_fresh(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    lag: timedelta,
) -> None:
    assert await async_setup_component(hass, "repairs", {})
    issues = ir.async_get(hass)
    bus_events = async_capture_events(hass, EVENT_VXG)
    issue_id = f"camera_clock_{entry.entry_id}_{CAMERA_ID}"
    # The first sweep takes bearings; the last hour is swept every five minutes.
    for _ in range(40):
        await pass_time(10)
    await raise_lagging_events(cloud, pass_time, lag)
    for _ in range(360):
        if issues.async_get_issue(DOMAIN, issue_id):
            break
        await raise_lagging_events(cloud, pass_time, lag, 1)
    issue = issues.async_get_issue(DOMAIN, issue_id)
    assert issue is not None
    assert issue.translation_placeholders is not None
    assert issue.translation_placeholders["name"] == "Front door"
    assert issue.data is not None
    assert abs(float(issue.data["seconds"] or 0) - lag.total_seconds()) <= 35
    assert bus_events
    assert all(event.data["late"] for event in bus_events)
    assert hass.states.get(MOTION).state == "off"

    manager = repairs_flow_manager(hass)
    assert manager is not None
    shown = await manager.async_init(DOMAIN, data={"issue_id": issue_id})
    assert shown["type"] is FlowResultType.FORM
    done = await manager.async_configure(shown["flow_id"], {})
    assert done["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done(wait_background_tasks=True)
    assert issues.async_get_issue(DOMAIN, issue_id) is None
    diagnostics = await async_get_config_entry_diagnostics(hass, entry)
    assert list(diagnostics["engine"]["clocks_behind"]) == [str(CAMERA_ID)]

    await pass_time(10)
    bus_events.clear()
    event = cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - lag)
    await pass_time(3)
    assert [item.data["event_id"] for item in bus_events] == [event.id]
    assert bus_events[0].data["late"] is False
    assert bus_events[0].data["time"] == event.time.isoformat()
    assert hass.states.get(MOTION).state == "on"
    # One request for all cameras, and one for the camera that is behind.
    cloud.requests.clear()
    await pass_time(3)
    assert len(cloud.requests) == 2
    # An event that is old by the camera's clock, too, is late.
    old = cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - lag - 200 * SECOND)
    for _ in range(31):
        await pass_time(10)
    late = {item.data["event_id"]: item.data["late"] for item in bus_events}
    assert late[old.id] is True


async def test_a_clock_that_was_set_right_loses_its_correction_but_no_event(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    entry = make_entry(
        cloud,
        server,
        options={CONF_CLOCKS_BEHIND: {str(CAMERA_ID): 3600}, "hold_time": 5},
    )
    await set_up(hass, entry)
    bus_events = async_capture_events(hass, EVENT_VXG)
    raised_ids = []
    for number in range(7):
        assert bool(entry.options[CONF_CLOCKS_BEHIND]) is (number < 5)
        raised_ids.append(cloud.raise_event(CAMERA_ID, "motion").id)
        await pass_time(3)
        # The fifth reloads the entry, after which sensors are off.
        assert hass.states.get(MOTION).state == ("off" if number == 4 else "on")
        await pass_time(6)
    assert [event.data["event_id"] for event in bus_events] == raised_ids
    assert not any(event.data["late"] for event in bus_events)
    assert entry.options["hold_time"] == 5


async def test_events_that_others_write_say_nothing_about_a_camera_s_clock(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    """As `vxg.create_event` does, with the right time, or a slow analysis of images."""
    cloud.cameras[CAMERA_ID].add_type({"name": "gate", "custom": True})
    entry = make_entry(
        cloud, server, options={CONF_CLOCKS_BEHIND: {str(CAMERA_ID): 3600}}
    )
    await set_up(hass, entry)
    bus_events = async_capture_events(hass, EVENT_VXG)
    for ahead in (0, 600):
        for _ in range(6):
            time = cloud.now() + ahead * SECOND
            cloud.raise_event(CAMERA_ID, "gate", time=time)
            await pass_time(3)
    assert len(bus_events) == 12
    assert entry.options[CONF_CLOCKS_BEHIND]
    assert not ir.async_get(hass).issues


async def test_an_outage_is_not_mistaken_for_a_wrong_clock(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    for _ in range(40):
        await pass_time(10)
    cloud.faults.fail_next(10**6, status=502)
    for _ in range(20):
        cloud.raise_event(CAMERA_ID, "motion")
        await pass_time(30)
    cloud.faults.clear()
    for _ in range(20):
        await pass_time(30)
    assert not [key for key in ir.async_get(hass).issues if key[0] == DOMAIN]


async def test_the_issue_is_deleted_with_its_entry(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry
) -> None:
    assert await async_setup_component(hass, "repairs", {})
    issue_id = f"camera_clock_{entry.entry_id}_{CAMERA_ID}"
    data = {"entry_id": entry.entry_id, "camera_id": CAMERA_ID, "seconds": 3600}
    for key in (issue_id, "another"):
        ir.async_create_issue(
            hass,
            DOMAIN,
            key,
            data=data,
            is_fixable=True,
            severity=ir.IssueSeverity.WARNING,
            translation_key="camera_clock",
            translation_placeholders={"name": "Front door", "lag": "1:00:00"},
        )
    manager = repairs_flow_manager(hass)
    assert manager is not None
    shown = await manager.async_init(DOMAIN, data={"issue_id": issue_id})
    await hass.config_entries.async_remove(entry.entry_id)
    assert [key[1] for key in ir.async_get(hass).issues if key[0] == DOMAIN] == [
        "another"
    ]
    done = await manager.async_configure(shown["flow_id"], {})
    assert done["type"] is FlowResultType.ABORT
    assert done["reason"] == "no_entry"


async def test_a_clock_that_is_ahead_has_an_issue_until_it_is_right(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    issue_id = f"camera_clock_ahead_{entry.entry_id}_{CAMERA_ID}"
    bus_events = async_capture_events(hass, EVENT_VXG)
    registry = ir.async_get(hass)

    async def raise_event(ahead: float) -> ir.IssueEntry | None:
        time = cloud.now() + ahead * SECOND
        cloud.raise_event(CAMERA_ID, "motion", time=time)
        await pass_time(5)
        return registry.async_get_issue(DOMAIN, issue_id)

    # Small differences, and different ones, reveal nothing.
    for ahead in (*(20,) * 6, *(600, 900, 300) * 2):
        assert await raise_event(ahead) is None
    assert await raise_event(0) is None
    for _ in range(4):
        assert await raise_event(600) is None
    issue = await raise_event(600)
    assert issue is not None
    assert not issue.is_fixable
    assert issue.translation_placeholders is not None
    hours, minutes, _ = issue.translation_placeholders["lag"].split(":")
    assert (int(hours), int(minutes)) in ((0, 9), (0, 10))
    assert await raise_event(600) is not None
    assert not any(event.data["late"] for event in bus_events)
    # The camera's clock is set.
    assert await raise_event(0) is None
    await hass.async_block_till_done()
    assert not entry.options.get(CONF_CLOCKS_BEHIND)


def test_a_clock_that_is_ahead_after_a_correction_needs_none_any_more() -> None:
    detector = ClockLagDetector({1: HOUR})
    results = [
        detector.record_fresh(1, NOW + (600 + number) * SECOND, NOW + number * SECOND)
        for number in range(5)
    ]
    assert results == [False] * 4 + [True]
