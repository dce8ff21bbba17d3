"""Tests for reads of single cameras, whose failures are no other camera's."""

from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web
from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import STATE_OFF, STATE_ON, STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)

from custom_components.vxg.const import (
    CONF_CLOCKS_BEHIND,
    DOMAIN,
    EVENT_VXG,
    EVENT_VXG_GAP,
)
from custom_components.vxg.diagnostics import async_get_config_entry_diagnostics
from custom_components.vxg.helpers import clocks
from simulator import Cloud, CloudServer
from simulator.routes import Handler

from ..common.faults import CAMERA_FAULTS, break_requests
from ..common.polling import event_ids, event_requests
from ..conftest import CAMERA_ID, PassTime, make_entry, set_up, set_up_group

GARDEN = 7
MOTION = "binary_sensor.front_door_motion"
GARDEN_MOTION = "binary_sensor.garden_motion"
GARDEN_CONNECTIVITY = "binary_sensor.garden_connectivity"


def is_garden(request: Any) -> bool:
    return request.path == "/api/v2/storage/events/" and request.query.get(
        "camid"
    ) == str(GARDEN)


def garden_requests(cloud: Cloud) -> int:
    return sum(map(is_garden, cloud.requests))


def break_garden(cloud: Cloud, fault: str) -> None:
    """Let requests for the events of one camera meet a fault."""
    break_requests(cloud, fault, is_garden)


any_fault = pytest.mark.parametrize("fault", CAMERA_FAULTS)


@pytest.fixture
async def group(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, freezer: object
) -> MockConfigEntry:
    """Return a loaded entry of six cameras whose list of events is refused."""
    cloud.add_camera(GARDEN, "Garden")
    for number in range(1, 5):
        cloud.add_camera(number, f"Camera {number}")
    cloud.group_list_status = 403
    return await set_up_group(hass, cloud, server)


@any_fault
async def test_a_camera_that_cannot_be_read_costs_the_others_nothing(
    hass: HomeAssistant,
    cloud: Cloud,
    group: MockConfigEntry,
    pass_time: PassTime,
    fault: str,
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    gaps = async_capture_events(hass, EVENT_VXG_GAP)
    await pass_time(1, times=4)
    started = datetime.now(UTC)
    break_garden(cloud, fault)
    lost = cloud.raise_event(GARDEN, "sound").id
    raised = []
    cloud.requests.clear()
    for _ in range(40):
        await pass_time(1)
        raised.append(cloud.raise_event(CAMERA_ID, "motion").id)
        await pass_time(1)
    # A round takes two seconds, as if all were well.
    assert len(bus_events) >= len(raised) - 2
    assert group.runtime_data.events.last_update_success
    assert garden_requests(cloud) <= 20
    assert hass.states.get(MOTION).state == STATE_ON
    assert hass.states.get(GARDEN_MOTION).state == STATE_UNAVAILABLE
    assert hass.states.get(GARDEN_CONNECTIVITY).state == STATE_OFF
    assert not hass.config_entries.flow.async_progress()
    diagnostics = await async_get_config_entry_diagnostics(hass, group)
    assert diagnostics["engine"]["unreadable_cameras"] == [GARDEN]
    assert not gaps

    cloud.faults.clear()
    for _ in range(400):
        await pass_time(10)
        if gaps:
            break
    assert hass.states.get(GARDEN_MOTION).state == STATE_OFF
    assert hass.states.get(GARDEN_CONNECTIVITY).state == STATE_ON
    assert event_ids(bus_events).count(lost) == 1
    (gap,) = gaps
    assert gap.data["camera_id"] == GARDEN
    assert gap.data["recovered"] == 1
    start = datetime.fromisoformat(gap.data["start"])
    assert abs(start - started) <= timedelta(seconds=3)
    event = cloud.raise_event(GARDEN, "motion").id
    await pass_time(1, times=4)
    assert event_ids(bus_events)[-1] == event


async def test_a_short_failure_of_one_camera_is_no_gap(
    hass: HomeAssistant, cloud: Cloud, group: MockConfigEntry, pass_time: PassTime
) -> None:
    gaps = async_capture_events(hass, EVENT_VXG_GAP)
    await pass_time(1, times=4)
    break_garden(cloud, "500")
    await pass_time(1, times=10)
    cloud.faults.clear()
    await pass_time(1, times=80)
    assert hass.states.get(GARDEN_MOTION).state == STATE_OFF
    assert not gaps


async def test_a_camera_that_one_list_has_again_ends_its_gap(
    hass: HomeAssistant, cloud: Cloud, group: MockConfigEntry, pass_time: PassTime
) -> None:
    gaps = async_capture_events(hass, EVENT_VXG_GAP)
    break_garden(cloud, "403")
    await pass_time(2, times=40)
    assert hass.states.get(GARDEN_MOTION).state == STATE_UNAVAILABLE
    cloud.group_list_status = 200
    await pass_time(3601)
    await pass_time(2)
    assert not group.runtime_data.events.polls_per_camera
    assert hass.states.get(GARDEN_MOTION).state == STATE_OFF
    assert GARDEN in {gap.data["camera_id"] for gap in gaps}


async def test_several_failing_cameras_at_the_start_of_a_round_do_not_hide_the_rest(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    cloud.cameras.clear()
    for number in range(1, 13):
        cloud.add_camera(number, f"Camera {number}")
    cloud.group_list_status = 403
    await set_up_group(hass, cloud, server)
    bus_events = async_capture_events(hass, EVENT_VXG)
    await pass_time(1, times=4)
    for number in range(1, 9):
        cloud.faults.refuse_token(cloud.camera_tokens[number])
    await pass_time(1, times=20)
    raised = [cloud.raise_event(number, "motion").id for number in range(9, 13)]
    await pass_time(1, times=3)
    assert sorted(event_ids(bus_events)) == raised


@pytest.mark.parametrize("fault", ["403", "500"])
async def test_the_first_read_of_a_camera_after_a_long_outage_covers_all_of_it(
    hass: HomeAssistant,
    cloud: Cloud,
    group: MockConfigEntry,
    pass_time: PassTime,
    fault: str,
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    gaps = async_capture_events(hass, EVENT_VXG_GAP)
    await pass_time(1, times=4)
    break_garden(cloud, fault)
    await pass_time(1, times=4)
    lost = cloud.raise_event(GARDEN, "sound").id
    for _ in range(15):
        cloud.raise_event(CAMERA_ID, "motion")
        await pass_time(20, times=4)
    assert len(bus_events) == 15
    bus_events.clear()
    cloud.faults.clear()
    for _ in range(200):
        await pass_time(20)
        if gaps:
            break
    assert gaps[0].data["recovered"] == 1
    assert [event.data["late"] for event in bus_events] == [True]
    assert event_ids(bus_events) == [lost]


async def test_a_sweep_of_the_others_says_nothing_about_a_camera_that_is_refused(
    cloud: Cloud, group: MockConfigEntry, pass_time: PassTime
) -> None:
    events = group.runtime_data.events
    await pass_time(1, times=2)
    break_garden(cloud, "403")
    known = []
    for _ in range(80):
        await pass_time(1)
        now = cloud.now()
        start = now - timedelta(minutes=10)
        known.append(
            [
                events.recent.covers(camera_id, start, now, timedelta(minutes=1))
                for camera_id in (CAMERA_ID, GARDEN)
            ]
        )
    assert events.sweep_schedule.completed
    assert known[-1] == [True, False]
    assert [True, True] not in known


async def test_many_cameras_that_are_all_refused_cost_few_requests(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    for number in range(99):
        cloud.add_camera(1000 + number, f"Camera {number}")
    cloud.faults.fail_next(10**6, status=403, path="events")
    entry = await set_up_group(hass, cloud, server)
    minutes = []
    for _ in range(10):
        cloud.requests.clear()
        await pass_time(2, times=30)
        minutes.append(len(cloud.requests))
    assert max(minutes[1:]) <= 40
    assert minutes[-1] <= 15
    assert not entry.runtime_data.events.last_update_success
    assert hass.states.get("binary_sensor.front_door_connectivity").state == STATE_OFF
    cloud.faults.clear()
    await pass_time(61, times=2)
    assert entry.runtime_data.events.last_update_success


@pytest.mark.parametrize(
    # Beside those that check its clock every hour.
    ("fault", "requests"),
    [("403", range(1, 10)), ("500", range(50, 70))],
)
async def test_pauses_grow_to_a_minute_after_errors_and_to_an_hour_after_refusals(
    cloud: Cloud,
    group: MockConfigEntry,
    pass_time: PassTime,
    fault: str,
    requests: range,
) -> None:
    break_garden(cloud, fault)
    await pass_time(60, times=120)
    cloud.requests.clear()
    await pass_time(60, times=60)
    assert garden_requests(cloud) in requests


async def corrected_group(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> MockConfigEntry:
    if GARDEN not in cloud.cameras:
        cloud.add_camera(GARDEN, "Garden")
    entry = make_entry(
        cloud,
        server,
        token=cloud.group_token(),
        unique_id="group",
        options={CONF_CLOCKS_BEHIND: {str(GARDEN): 7200}},
    )
    await set_up(hass, entry)
    return entry


@pytest.mark.parametrize("status", [200, 403])
async def test_events_of_a_corrected_camera_are_new_soon_after_the_first_read(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    status: int,
) -> None:
    """They are from before that read by the clock of the camera."""
    cloud.group_list_status = status
    cloud.add_camera(GARDEN, "Garden")
    cloud.raise_event(GARDEN, "motion", time=cloud.now() - timedelta(hours=2))
    await corrected_group(hass, cloud, server)
    await pass_time(2, times=3)
    bus_events = async_capture_events(hass, EVENT_VXG)
    raised = []
    for _ in range(5):
        time = cloud.now() - timedelta(hours=2)
        raised.append(cloud.raise_event(GARDEN, "motion", time=time).id)
        await pass_time(2)
    assert event_ids(bus_events) == raised
    assert not any(event.data["late"] for event in bus_events)


@any_fault
async def test_a_corrected_camera_that_cannot_be_read_costs_the_others_nothing(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    fault: str,
) -> None:
    entry = await corrected_group(hass, cloud, server)
    await pass_time(61, times=3)
    bus_events = async_capture_events(hass, EVENT_VXG)
    break_garden(cloud, fault)
    raised = []
    cloud.requests.clear()
    for _ in range(35):
        raised.append(cloud.raise_event(CAMERA_ID, "motion").id)
        await pass_time(2)
    assert event_ids(bus_events) == raised
    assert not entry.runtime_data.events.polls_per_camera
    assert garden_requests(cloud) <= 20
    assert hass.states.get(GARDEN_MOTION).state == STATE_UNAVAILABLE
    assert hass.states.get(MOTION).state == STATE_ON

    cloud.faults.clear()
    await pass_time(61)
    await pass_time(3600 if fault[0] == "4" else 2)
    await pass_time(2)
    bus_events.clear()
    event = cloud.raise_event(
        GARDEN, "motion", time=cloud.now() - timedelta(hours=2)
    ).id
    await pass_time(2, times=2)
    assert event_ids(bus_events) == [event]
    assert bus_events[0].data["late"] is False


async def test_an_event_that_a_slow_sweep_delays_is_late(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    freezer: FrozenDateTimeFactory,
) -> None:
    """A round sweeps first, and reads where a wrong clock puts fresh events after it."""
    cloud.group_list_status = 403
    cloud.page_cap = 10
    entry = await corrected_group(hass, cloud, server)
    for number in range(200):
        time = cloud.now() - timedelta(seconds=3000 - number)
        cloud.raise_event(GARDEN, "sound", time=time)
    await pass_time(61, times=3)
    entry.runtime_data.events.sweep_schedule.request_deep_sweep(clocks.uptime())
    bus_events = async_capture_events(hass, EVENT_VXG)
    raised: list[int] = []
    served = 0

    async def respond_slowly(request: web.Request, handler: Handler) -> Any:
        nonlocal served
        if not is_garden(request):
            return await handler(request)
        served += 1
        if served == 5:
            time = cloud.now() - timedelta(seconds=7200 + 100)
            raised.append(cloud.raise_event(GARDEN, "motion", time=time).id)
        freezer.tick(9)
        return await handler(request)

    cloud.faults.add(100, "storage/events", None, respond_slowly)
    await pass_time(61)
    (late,) = [
        event.data["late"] for event in bus_events if event.data["event_id"] in raised
    ]
    assert late, served


async def test_a_corrected_camera_that_leaves_its_group_is_not_read_any_more(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    entry = await corrected_group(hass, cloud, server)
    issues = {
        f"{key}_{entry.entry_id}_{GARDEN}": key
        for key in ("camera_clock", "camera_clock_ahead")
    }
    for issue_id, key in issues.items():
        ir.async_create_issue(
            hass,
            DOMAIN,
            issue_id,
            is_fixable=True,
            severity=ir.IssueSeverity.WARNING,
            translation_key=key,
            translation_placeholders={"name": "Garden", "lag": "2:00:00"},
        )
    bus_events = async_capture_events(hass, EVENT_VXG)
    del cloud.cameras[GARDEN]
    raised = []
    for _ in range(15):
        await pass_time(299)
        raised.append(cloud.raise_event(CAMERA_ID, "motion").id)
        await pass_time(2)
    assert event_ids(bus_events) == raised
    assert not any(event.data["late"] for event in bus_events)
    assert not entry.runtime_data.events.polls_per_camera
    assert entry.options[CONF_CLOCKS_BEHIND] == {}
    assert not {issue for _, issue in ir.async_get(hass).issues} & issues.keys()
    cloud.requests.clear()
    await pass_time(2, times=10)
    assert not garden_requests(cloud)
    assert len(event_requests(cloud)) <= 11
