"""The poll: each event once, in order, fresh or late, whatever the cloud does."""

from datetime import UTC, datetime, timedelta
import logging
from typing import Any
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.const import (
    EVENT_HOMEASSISTANT_STARTED,
    EVENT_STATE_REPORTED,
    STATE_OFF,
    STATE_ON,
    STATE_UNAVAILABLE,
)
from homeassistant.core import CoreState, HomeAssistant, callback
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)

from custom_components.vxg.aiovxg import Delivery, Event, EventType, VxgConnectionError
from custom_components.vxg.const import DOMAIN
from custom_components.vxg.delivery import Seen
from custom_components.vxg.names import EVENT_VXG, EVENT_VXG_GAP
from simulator import Cloud, CloudServer
from simulator.faults import Fault, Gate

from .conftest import CAMERA_ID, Pass, make_entry, set_up

MOTION = "binary_sensor.front_door_motion"
EVENTS = "event.front_door_events"


def polls(cloud: Cloud) -> list[Any]:
    return [r for r in cloud.requests if r.path.startswith("/api/v2/storage/events")]


def fired(events: list[Any]) -> list[int]:
    return [event.data["event_id"] for event in events]


async def test_what_the_first_read_finds_is_known_and_not_news(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    freezer: FrozenDateTimeFactory,
) -> None:
    cloud.raise_event(CAMERA_ID, "motion")
    heard = async_capture_events(hass, EVENT_VXG)
    await set_up(hass, make_entry(cloud, server))

    assert not heard
    assert hass.states.get(MOTION).state == STATE_OFF


async def test_an_event_turns_its_sensor_on_for_the_hold_time(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
    event = cloud.raise_event(CAMERA_ID, "motion", meta={"zone": "door", "score": "7"})
    await pass_time(3)

    assert hass.states.get(MOTION).state == STATE_ON
    shown = hass.states.get(EVENTS).attributes
    assert shown["event_type"] == "motion"
    assert shown["event_id"] == event.id
    assert shown["metadata"] == {"zone": "door", "score": "7"}
    assert datetime.fromisoformat(shown["event_time"]) == event.time
    assert [call.data for call in heard] == [
        {
            "entry_id": entry.entry_id,
            "device_id": heard[0].data["device_id"],
            "camera_id": CAMERA_ID,
            "event_id": event.id,
            "event_type": "motion",
            "time": event.time.isoformat(),
            "metadata": {"zone": "door", "score": "7"},
            "late": False,
        }
    ]
    assert heard[0].data["device_id"] is not None
    last = hass.states.get("sensor.front_door_last_event").state
    assert datetime.fromisoformat(last) == event.time.replace(microsecond=0)

    await pass_time(28)
    assert hass.states.get(MOTION).state == STATE_ON
    await pass_time(3)
    assert hass.states.get(MOTION).state == STATE_OFF
    assert len(heard) == 1


async def test_a_further_event_prolongs_the_hold_time(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    await pass_time(20)
    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    await pass_time(20)
    assert hass.states.get(MOTION).state == STATE_ON
    await pass_time(11)
    assert hass.states.get(MOTION).state == STATE_OFF


async def test_events_of_one_time_are_delivered_once_each_in_the_order_of_their_ids(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
    cloud.page_cap = 2
    now = datetime.now(UTC)
    ids = [cloud.raise_event(CAMERA_ID, "motion", time=now).id for _ in range(5)]
    early = cloud.raise_event(CAMERA_ID, "sound", time=now - timedelta(seconds=5)).id
    await pass_time(3)
    await pass_time(3)

    assert fired(heard) == [early, *ids]


async def test_an_old_event_goes_on_the_bus_as_late_and_nowhere_else(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
    await pass_time(100)
    cloud.raise_event(
        CAMERA_ID, "motion", time=datetime.now(UTC) - timedelta(seconds=121)
    )
    await pass_time(3)

    assert [event.data["late"] for event in heard] == [True]
    assert hass.states.get(MOTION).state == STATE_OFF
    assert hass.states.get(EVENTS).state == "unknown"
    assert hass.states.get("sensor.front_door_last_event").state == "unknown"


async def test_late_events_reach_entities_where_the_user_wants_it(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: Pass
) -> None:
    entry = make_entry(cloud, server, options={"late_events": "fire"})
    await set_up(hass, entry)
    heard = async_capture_events(hass, EVENT_VXG)
    await pass_time(100)
    cloud.raise_event(
        CAMERA_ID, "motion", time=datetime.now(UTC) - timedelta(seconds=121)
    )
    await pass_time(3)
    assert [event.data["late"] for event in heard] == [True]
    assert hass.states.get(MOTION).state == STATE_ON
    assert hass.states.get(EVENTS).attributes["event_type"] == "motion"


async def test_an_event_from_the_future_is_fresh(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    cloud.raise_event(CAMERA_ID, "motion", time=datetime.now(UTC) + timedelta(hours=3))
    await pass_time(3)
    assert hass.states.get(MOTION).state == STATE_ON


async def test_the_clouds_clock_judges_what_is_late(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    freezer: FrozenDateTimeFactory,
    pass_time: Pass,
) -> None:
    cloud.skew = timedelta(hours=-2)
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    assert hass.states.get(MOTION).state == STATE_ON


async def test_the_first_poll_waits_until_automations_listen(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: Pass
) -> None:
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    heard = async_capture_events(hass, EVENT_VXG)
    await hass.config_entries.async_unload(entry.entry_id)
    event = cloud.raise_event(CAMERA_ID, "motion").id
    cloud.requests.clear()

    hass.set_state(CoreState.starting)
    await hass.config_entries.async_setup(entry.entry_id)
    await pass_time(10)
    assert not polls(cloud)
    hass.set_state(CoreState.running)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert fired(heard) == [event]


@pytest.mark.parametrize("jump", [-1, 1])
async def test_a_jump_of_the_clouds_clock_is_noticed_within_minutes(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: Pass,
    jump: int,
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
    await pass_time(3)
    # Sweeps look back a day then, so that what follows is not before all bearings.
    await pass_time(60)
    cloud.skew = timedelta(minutes=20 * jump)
    # Once in vain, which neither stops the poll nor is the last try.
    cloud.faults.drop_next(2, path="server/time")
    await pass_time(301)
    assert entry.runtime_data.events.last_update_success
    await pass_time(301)
    fresh = cloud.raise_event(CAMERA_ID, "motion")
    late = cloud.raise_event(
        CAMERA_ID, "sound", time=cloud.now() - timedelta(seconds=125)
    )
    await pass_time(3)
    assert {event.data["event_id"]: event.data["late"] for event in heard} == {
        fresh.id: False,
        late.id: True,
    }


async def test_a_cloud_that_refuses_all_is_asked_for_its_time_again(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    cloud.skew = timedelta(hours=1)
    await hass.config_entries.async_unload(entry.entry_id)
    cloud.faults.fail_next(100, status=403)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    cloud.faults.clear()
    heard = async_capture_events(hass, EVENT_VXG)
    cloud.raise_event(CAMERA_ID, "motion", time=cloud.now() - timedelta(seconds=125))
    await pass_time(10)
    assert [event.data["late"] for event in heard] == [True]


async def test_a_clock_of_ours_that_is_set_back_does_not_keep_the_clouds_from_being_read(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    clock = entry.runtime_data.clock
    clock._measured += timedelta(days=2)
    cloud.skew = timedelta(hours=1)
    await pass_time(3)
    assert clock.skew > timedelta(minutes=59)


@pytest.mark.parametrize("orderly", [True, False])
async def test_a_restart_repeats_nothing_and_loses_nothing(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: Pass,
    orderly: bool,
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
    before = cloud.raise_event(CAMERA_ID, "motion").id
    await pass_time(3)
    if not orderly:
        # What was saved in the meantime is all that a power cut leaves.
        await pass_time(11)
    await hass.config_entries.async_unload(entry.entry_id)
    meanwhile = cloud.raise_event(CAMERA_ID, "sound").id
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert fired(heard) == [before, meanwhile]
    assert hass.states.get(MOTION).state == STATE_OFF
    assert hass.states.get("binary_sensor.front_door_sound").state == STATE_ON


@pytest.mark.parametrize(
    "stored",
    [
        {"version": 1, "data": {"watermark": "yesterday"}},
        {"version": 1, "data": {"watermark": 1, "floor": True, "ids": {}}},
        {"version": 1, "data": {"watermark": 1.0, "floor": 1.0, "ids": ["1"]}},
        {"version": 1, "data": [1]},
        {"version": 9, "data": {}},
    ],
)
async def test_a_ledger_that_makes_no_sense_means_new_bearings_and_one_warning(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    cloud: Cloud,
    server: CloudServer,
    caplog: pytest.LogCaptureFixture,
    stored: dict[str, Any],
) -> None:
    entry = make_entry(cloud, server)
    key = f"{DOMAIN}.{entry.entry_id}.ledger"
    hass_storage[key] = {"key": key, "minor_version": 1, **stored}
    cloud.raise_event(CAMERA_ID, "motion")
    heard = async_capture_events(hass, EVENT_VXG)
    await set_up(hass, entry)

    assert not heard
    warnings = [
        record
        for record in caplog.records
        if record.levelno >= logging.WARNING and record.name.startswith("custom_comp")
    ]
    assert len([w for w in warnings if "delivered before" in w.message]) == 1


async def test_the_ledger_is_saved_soon_then_rarely_and_never_when_idle(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    ledger = entry.runtime_data.events.ledger
    await pass_time(2)
    assert ledger.saves == 1  # the bearings
    for _ in range(20):
        await pass_time(2)
    assert ledger.saves == 1
    for _ in range(10):
        cloud.raise_event(CAMERA_ID, "motion")
        await pass_time(2)
    assert 2 <= ledger.saves <= 4


async def test_an_idle_poll_is_one_request_and_writes_no_state(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: Pass
) -> None:
    for number in range(50):
        cloud.add_camera(1000 + number, f"Camera {number}")
    entry = make_entry(cloud, server, token=cloud.group_token(), unique_id="group")
    await set_up(hass, entry)
    await pass_time(2)
    written = async_capture_events(hass, "state_changed")
    reported: list[Any] = []
    hass.bus.async_listen(
        EVENT_STATE_REPORTED, reported.append, event_filter=callback(lambda _: True)
    )
    cloud.requests.clear()
    for _ in range(5):
        await pass_time(2)

    assert len(cloud.requests) == len(polls(cloud)) == 5
    assert not written
    assert not reported


async def test_an_event_writes_its_own_entities_only(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: Pass
) -> None:
    cloud.add_camera(7, "Garden")
    entry = make_entry(cloud, server, token=cloud.group_token(), unique_id="group")
    await set_up(hass, entry)
    written = async_capture_events(hass, "state_changed")
    cloud.raise_event(7, "motion", thumb_after=60)
    await pass_time(3)

    assert {event.data["entity_id"] for event in written} == {
        "binary_sensor.garden_motion",
        "event.garden_events",
        "sensor.garden_last_event",
    }
    assert len(written) == 3


async def test_an_unknown_type_is_delivered_at_once_and_becomes_a_sensor(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
    cloud.cameras[CAMERA_ID].add_type({"name": "line_crossing"})
    event = cloud.raise_event(CAMERA_ID, "line_crossing")
    await pass_time(3)

    assert fired(heard) == [event.id]
    assert hass.states.get(EVENTS).attributes["event_type"] == "line_crossing"
    assert hass.states.get("binary_sensor.front_door_line_crossing").state == STATE_ON
    await pass_time(31)
    assert hass.states.get("binary_sensor.front_door_line_crossing").state == STATE_OFF


async def test_a_type_that_stays_unknown_is_on_the_bus_and_has_no_sensor(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
    cloud.requests.clear()
    for _ in range(5):
        cloud.raise_event(CAMERA_ID, "ghost")
        await pass_time(2)

    assert len(heard) == 5
    assert "ghost" in hass.states.get(EVENTS).attributes["event_types"]
    assert hass.states.get("binary_sensor.front_door_ghost") is None
    # Types were read again once, not for each event.
    reads = [r for r in cloud.requests if r.path.endswith("event_processing/events/")]
    assert len(reads) == 1


async def test_events_of_a_new_camera_wait_for_it_to_be_read(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: Pass
) -> None:
    token = cloud.group_token()
    entry = make_entry(cloud, server, token=token, unique_id="group")
    await set_up(hass, entry)
    heard = async_capture_events(hass, EVENT_VXG)
    cloud.add_camera(7, "Garden")
    event = cloud.raise_event(7, "motion")
    await pass_time(3)
    await pass_time(3)

    assert fired(heard) == [event.id]
    assert hass.states.get("binary_sensor.garden_motion").state == STATE_ON


async def test_events_of_a_new_camera_are_not_lost_while_its_types_are_read(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    freezer: FrozenDateTimeFactory,
    pass_time: Pass,
) -> None:
    entry = make_entry(cloud, server, token=cloud.group_token(), unique_id="group")
    await set_up(hass, entry)
    heard = async_capture_events(hass, EVENT_VXG)
    gate = cloud.faults.hold(path="event_processing/events/")
    cloud.add_camera(7, "Garden")
    event = cloud.raise_event(7, "motion")
    freezer.tick(2)
    await entry.runtime_data.events.async_refresh()
    await gate.reached()
    freezer.tick(2)
    await entry.runtime_data.events.async_refresh()
    assert not heard

    gate.release()
    await pass_time(3)
    await pass_time(3)
    assert fired(heard) == [event.id]


async def test_a_list_that_was_on_its_way_says_nothing_of_a_camera_that_came_meanwhile(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    freezer: FrozenDateTimeFactory,
    pass_time: Pass,
) -> None:
    entry = make_entry(cloud, server, token=cloud.group_token(), unique_id="group")
    await set_up(hass, entry)
    heard = async_capture_events(hass, EVENT_VXG)
    data = entry.runtime_data
    answered = Gate()

    async def answer_late(request: Any, handler: Any) -> Any:
        answer = await handler(request)
        await answered.wait()
        return answer

    path = "/v2/cameras/$"
    cloud.faults._faults.append(
        Fault(left=1, path=path, method="GET", meet=answer_late)
    )
    old_read = hass.async_create_task(data.channels.async_refresh(), eager_start=True)
    await answered.reached()
    next_read = cloud.faults.hold(path=path)
    cloud.add_camera(7, "Garden")
    event = cloud.raise_event(7, "motion")
    freezer.tick(2)
    await data.events.async_refresh()
    freezer.tick(2)
    answered.release()
    await old_read
    await next_read.reached()
    await data.events.async_refresh()
    assert not heard

    next_read.release()
    await pass_time(3)
    await pass_time(3)
    assert fired(heard) == [event.id]


async def test_events_of_a_foreign_camera_are_skipped(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
    now = datetime.now(UTC).replace(tzinfo=None).isoformat()
    foreign = {"id": 1, "camid": 999, "name": "motion", "time": now}
    cloud.faults.answer_next(
        body={"meta": {}, "objects": [foreign]}, path="storage/events", count=3
    )
    cloud.requests.clear()
    for _ in range(3):
        await pass_time(2)
    own = cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(2)

    assert fired(heard) == [own.id]
    assert len([r for r in cloud.requests if "cameras" in r.path]) <= 2


async def test_unusable_events_are_skipped_and_the_poll_goes_on(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
    now = datetime.now(UTC)
    zoned = now.astimezone().isoformat()
    objects: list[Any] = [
        None,
        7,
        "event",
        [],
        {"camid": CAMERA_ID, "name": "motion", "time": zoned},
        {"id": 1, "camid": CAMERA_ID, "name": "motion", "time": None},
        {"id": 2, "camid": CAMERA_ID, "name": "motion", "time": "soon"},
        {"id": "3", "name": "motion", "time": zoned, "meta": {"n": 5}, "more": {}},
    ]
    cloud.faults.answer_next(
        body={"objects": objects, "meta": None}, path="storage/events"
    )
    await pass_time(3)
    assert [(event.data["event_id"], event.data["metadata"]) for event in heard] == [
        (3, {"n": "5"})
    ]
    own = cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    assert fired(heard) == [3, own.id]


@pytest.mark.parametrize("fault", ["html", "cut", "drop", "500", "503", "403", "429"])
async def test_a_short_outage_loses_nothing_and_is_logged_once_each_way(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: Pass,
    caplog: pytest.LogCaptureFixture,
    fault: str,
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
    if fault == "html":
        cloud.faults.html_next(3)
    elif fault == "cut":
        cloud.faults.truncate_next(3)
    elif fault == "drop":
        cloud.faults.drop_next(3)
    elif fault == "429":
        cloud.faults.rate_limit(3, retry_after=4)
    else:
        cloud.faults.fail_next(3, status=int(fault))
    caplog.clear()
    event = cloud.raise_event(CAMERA_ID, "motion")
    for _ in range(8):
        await pass_time(5)

    assert fired(heard) == [event.id]
    lines = [
        record.getMessage()
        for record in caplog.records
        if record.levelno >= logging.INFO and record.name.startswith("custom_comp")
    ]
    assert len([line for line in lines if "Error fetching" in line]) == 1, lines
    assert len([line for line in lines if "recovered" in line]) == 1, lines
    assert not hass.config_entries.flow.async_progress()


async def test_retry_after_is_obeyed(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    cloud.faults.rate_limit(1, retry_after=30)
    await pass_time(2)
    cloud.requests.clear()
    await pass_time(27)
    assert not polls(cloud)
    await pass_time(5)
    assert len(polls(cloud)) == 1


async def test_sensors_are_unavailable_once_the_cloud_is_out_of_sight_and_come_back_off(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    cloud.faults.fail_next(1000, status=502)
    connectivity = "binary_sensor.front_door_connectivity"
    await pass_time(3)
    assert hass.states.get(MOTION).state == STATE_ON
    assert hass.states.get(connectivity).state == STATE_ON
    await pass_time(31)
    assert hass.states.get(MOTION).state == STATE_OFF
    await pass_time(35)
    assert hass.states.get(MOTION).state == STATE_UNAVAILABLE
    assert hass.states.get(connectivity).state == STATE_OFF
    assert hass.states.get("camera.front_door").state == "idle"
    assert hass.states.get(EVENTS).state != STATE_UNAVAILABLE

    cloud.faults.clear()
    await pass_time(61)
    assert hass.states.get(MOTION).state == STATE_OFF
    assert hass.states.get(connectivity).state == STATE_ON


async def test_three_refusals_in_a_row_start_reauth_once(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    cloud.faults.refuse_token(entry.data["token"])
    await pass_time(3)
    await pass_time(8)
    await pass_time(11)
    assert not hass.config_entries.flow.async_progress()
    for _ in range(10):
        await pass_time(61)
    flows = hass.config_entries.flow.async_progress()
    assert [flow["context"]["source"] for flow in flows] == [SOURCE_REAUTH]


async def test_a_success_in_between_forgives_refusals(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    for _ in range(4):
        cloud.faults.fail_next(1, status=401)
        await pass_time(15)
        await pass_time(15)
    assert not hass.config_entries.flow.async_progress()


async def test_a_cloud_that_is_set_back_repeats_nothing(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
    for _ in range(3):
        cloud.raise_event(CAMERA_ID, "motion")
        await pass_time(10)
    cloud.skew = timedelta(minutes=-20)
    await pass_time(3600)
    await pass_time(3)
    assert len(heard) == 3


async def test_polling_obeys_the_entrys_switch(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: Pass
) -> None:
    entry = make_entry(cloud, server, pref_disable_polling=True)
    await set_up(hass, entry)
    await pass_time(60)
    assert not polls(cloud)


async def test_an_answer_without_a_list_takes_no_bearings(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: Pass
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
    cloud.raise_event(CAMERA_ID, "motion")
    cloud.faults.answer_next(body={"meta": {}}, path="storage/events")
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    log = entry.runtime_data.events.log
    assert not log.has_bearings
    # It counts as a failure, so the next read comes a little later than usual.
    await pass_time(6)
    assert log.has_bearings
    assert not heard


async def test_an_answer_without_a_list_is_no_quiet(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    cloud.faults.answer_next(
        body={"status": "maintenance"}, path="storage/events", count=10_000
    )
    for _ in range(3):
        await pass_time(61)
    assert hass.states.get(MOTION).state == STATE_UNAVAILABLE
    gaps = async_capture_events(hass, EVENT_VXG_GAP)
    cloud.faults.clear()
    await pass_time(61)
    assert hass.states.get(MOTION).state == STATE_OFF
    assert len(gaps) == 1


async def test_nothing_is_delivered_once_home_assistant_stops(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
    cloud.raise_event(CAMERA_ID, "motion")
    hass.set_state(CoreState.stopping)
    await entry.runtime_data.events.async_refresh()
    assert not heard
    # It comes after the restart, because it was not noted as delivered.
    hass.set_state(CoreState.running)
    await entry.runtime_data.events.async_refresh()
    await hass.async_block_till_done()
    assert len(heard) == 1


async def test_entities_show_the_fresh_event_that_they_are_born_of(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: Pass
) -> None:
    entry = make_entry(cloud, server, token=cloud.group_token(), unique_id="group")
    await set_up(hass, entry)
    events = entry.runtime_data.events
    now = dt_util.utcnow()
    for name, age in (("sound", 31), ("motion", 1)):
        time = now - timedelta(seconds=age)
        event = Event(id=age, camera_id=7, name=name, time=time)
        seen = Seen(delivery=Delivery(event=event, late=False), at=time)
        events.last_seen[7, name] = events.last_seen[7, None] = seen
    cloud.add_camera(7, "Garden")
    await pass_time(301)
    shown = hass.states.get("event.garden_events")
    assert shown.attributes["event_type"] == "motion"
    last = hass.states.get("sensor.garden_last_event").state
    assert datetime.fromisoformat(last) == time.replace(microsecond=0)


async def test_a_sensor_is_born_on_only_within_the_hold_time(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    now = dt_util.utcnow()
    for name, age in (("gate", 31), ("ring", 10)):
        event = Event(id=age, camera_id=CAMERA_ID, name=name, time=now)
        entry.runtime_data.events.last_seen[CAMERA_ID, name] = Seen(
            delivery=Delivery(event=event, late=False),
            at=now - timedelta(seconds=age),
        )
        entry.runtime_data.channels.async_add_type(CAMERA_ID, EventType(name=name))
    await hass.async_block_till_done()
    assert hass.states.get("binary_sensor.front_door_gate").state == STATE_OFF
    assert hass.states.get("binary_sensor.front_door_ring").state == STATE_ON
    await pass_time(21)
    assert hass.states.get("binary_sensor.front_door_ring").state == STATE_OFF


def windows(cloud: Cloud) -> list[timedelta]:
    """Return the spans of the reads of events."""
    return [
        datetime.fromisoformat(request.query["end"])
        - datetime.fromisoformat(request.query["start"])
        for request in polls(cloud)
    ]


async def test_the_last_hour_is_swept_every_five_minutes(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    cloud.requests.clear()
    for _ in range(61):
        await pass_time(10)
    sweeps = [span for span in windows(cloud) if span < timedelta(hours=2)]
    assert len(sweeps) == 1
    assert timedelta(minutes=50) < sweeps[0]
    # The first one, of a day, is as long as the reads; it ends where those begin.
    assert entry.runtime_data.events.sweeps.done == 2
    assert len([span for span in windows(cloud) if span < timedelta(hours=24)]) == 2


async def test_an_event_stored_late_is_found_by_the_sweep_once(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
    for _ in range(8):
        await pass_time(300)
    # The newest event ends the reach of the fast reads.
    newest = cloud.raise_event(CAMERA_ID, "sound").id
    await pass_time(3)
    # A camera that was offline tells what it saw, an hour's quarter later.
    old = datetime.now(UTC) - timedelta(minutes=15)
    event = cloud.raise_event(CAMERA_ID, "motion", time=old)
    await pass_time(3)
    assert fired(heard) == [newest]
    for _ in range(4):
        await pass_time(300)
    assert fired(heard) == [newest, event.id]
    assert heard[1].data["late"] is True
    assert hass.states.get(MOTION).state == STATE_OFF


async def test_a_sweep_takes_bearings_of_what_was_before_the_start(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
    cloud.raise_event(
        CAMERA_ID, "motion", time=datetime.now(UTC) - timedelta(minutes=20)
    )
    for _ in range(4):
        await pass_time(300)
    assert not heard
    # What is stored late after that is news, though it is older than the start.
    event = cloud.raise_event(
        CAMERA_ID, "motion", time=datetime.now(UTC) - timedelta(minutes=30)
    )
    await pass_time(301)
    assert fired(heard) == [event.id]


async def test_a_restart_after_a_sweep_repeats_nothing(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
    first = cloud.raise_event(CAMERA_ID, "motion").id
    for _ in range(3):
        await pass_time(300)
    await hass.config_entries.async_unload(entry.entry_id)
    meanwhile = cloud.raise_event(
        CAMERA_ID, "sound", time=datetime.now(UTC) - timedelta(minutes=10)
    ).id
    await hass.config_entries.async_setup(entry.entry_id)
    for _ in range(3):
        await pass_time(61)
    assert fired(heard) == [first, meanwhile]


async def test_a_sweep_that_fails_does_not_fail_the_poll(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    events = entry.runtime_data.events
    reader = events._reader
    read = reader.read

    async def fail_sweeps(*window: datetime, since: datetime | None = None) -> Any:
        if since is not None:
            raise VxgConnectionError("No")
        return await read(*window)

    with patch.object(reader, "read", fail_sweeps):
        await pass_time(61)
    assert events.last_update_success
    assert events.sweeps.done == 0
    await pass_time(301)
    assert events.sweeps.done == 1
