"""Tests for the event poll: each event once, in order, fresh or late."""

from datetime import UTC, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import EVENT_STATE_REPORTED, STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant, callback
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)

from custom_components.vxg.aiovxg import Event, EventType, NewEvent
from custom_components.vxg.const import EVENT_VXG
from custom_components.vxg.events.dispatcher import DispatchedEvent
from custom_components.vxg.helpers import clocks
from simulator import Cloud, CloudServer
from simulator.faults import Fault, Gate

from ..common.polling import EVENTS, MOTION, event_ids, event_requests
from ..conftest import CAMERA_ID, PassTime, make_entry, set_up, set_up_group


async def test_events_before_the_first_poll_are_known_and_not_fired(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    freezer: FrozenDateTimeFactory,
) -> None:
    cloud.raise_event(CAMERA_ID, "motion")
    bus_events = async_capture_events(hass, EVENT_VXG)
    await set_up(hass, make_entry(cloud, server))

    assert not bus_events
    assert hass.states.get(MOTION).state == STATE_OFF


async def test_an_event_turns_its_sensor_on_for_the_hold_time(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    event = cloud.raise_event(CAMERA_ID, "motion", meta={"zone": "door", "score": "7"})
    await pass_time(3)

    assert hass.states.get(MOTION).state == STATE_ON
    attributes = hass.states.get(EVENTS).attributes
    assert attributes["event_type"] == "motion"
    assert attributes["event_id"] == event.id
    assert attributes["metadata"] == {"zone": "door", "score": "7"}
    assert datetime.fromisoformat(attributes["event_time"]) == event.time
    assert [call.data for call in bus_events] == [
        {
            "entry_id": entry.entry_id,
            "device_id": bus_events[0].data["device_id"],
            "camera_id": CAMERA_ID,
            "event_id": event.id,
            "event_type": "motion",
            "time": event.time.isoformat(),
            "metadata": {"zone": "door", "score": "7"},
            "late": False,
        }
    ]
    assert bus_events[0].data["device_id"] is not None
    last = hass.states.get("sensor.front_door_last_event").state
    assert datetime.fromisoformat(last) == event.time.replace(microsecond=0)

    await pass_time(28)
    assert hass.states.get(MOTION).state == STATE_ON
    await pass_time(3)
    assert hass.states.get(MOTION).state == STATE_OFF
    assert len(bus_events) == 1


async def test_a_further_event_extends_the_hold_time(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
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


async def test_events_with_the_same_time_are_fired_once_each_in_the_order_of_their_ids(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    cloud.page_cap = 2
    now = datetime.now(UTC)
    ids = [cloud.raise_event(CAMERA_ID, "motion", time=now).id for _ in range(5)]
    early = cloud.raise_event(CAMERA_ID, "sound", time=now - timedelta(seconds=5)).id
    await pass_time(3)
    await pass_time(3)

    assert event_ids(bus_events) == [early, *ids]


async def poll_old_event(cloud: Cloud, pass_time: PassTime) -> None:
    """Poll an event that is just too old to be fresh."""
    await pass_time(100)
    old = datetime.now(UTC) - timedelta(seconds=121)
    cloud.raise_event(CAMERA_ID, "motion", time=old)
    await pass_time(3)


async def test_an_old_event_is_fired_as_late_and_changes_no_entity(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    await poll_old_event(cloud, pass_time)

    assert [event.data["late"] for event in bus_events] == [True]
    assert hass.states.get(MOTION).state == STATE_OFF
    assert hass.states.get(EVENTS).state == "unknown"
    assert hass.states.get("sensor.front_door_last_event").state == "unknown"


async def test_late_events_reach_entities_if_the_option_is_set(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    entry = make_entry(cloud, server, options={"late_events": "fire"})
    await set_up(hass, entry)
    bus_events = async_capture_events(hass, EVENT_VXG)
    await poll_old_event(cloud, pass_time)
    assert [event.data["late"] for event in bus_events] == [True]
    assert hass.states.get(MOTION).state == STATE_ON
    assert hass.states.get(EVENTS).attributes["event_type"] == "motion"


async def test_an_event_from_the_future_is_fresh(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.raise_event(CAMERA_ID, "motion", time=datetime.now(UTC) + timedelta(hours=3))
    await pass_time(3)
    assert hass.states.get(MOTION).state == STATE_ON


async def test_an_idle_poll_is_one_request_and_writes_no_state(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    for number in range(50):
        cloud.add_camera(1000 + number, f"Camera {number}")
    await set_up_group(hass, cloud, server)
    await pass_time(2)
    written = async_capture_events(hass, "state_changed")
    reported: list[Any] = []
    hass.bus.async_listen(
        EVENT_STATE_REPORTED, reported.append, event_filter=callback(lambda _: True)
    )
    cloud.requests.clear()
    await pass_time(2, times=5)

    assert len(cloud.requests) == len(event_requests(cloud)) == 5
    assert not written
    assert not reported


async def test_an_event_writes_its_own_entities_only(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    cloud.add_camera(7, "Garden")
    await set_up_group(hass, cloud, server)
    written = async_capture_events(hass, "state_changed")
    cloud.raise_event(7, "motion", thumb_after=60)
    await pass_time(3)

    assert {event.data["entity_id"] for event in written} == {
        "binary_sensor.garden_motion",
        "event.garden_events",
        "sensor.garden_last_event",
    }
    assert len(written) == 3


async def test_an_event_of_an_unknown_type_is_fired_at_once_and_adds_a_sensor(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    cloud.cameras[CAMERA_ID].add_type({"name": "line_crossing"})
    event = cloud.raise_event(CAMERA_ID, "line_crossing")
    await pass_time(3)

    assert event_ids(bus_events) == [event.id]
    assert hass.states.get(EVENTS).attributes["event_type"] == "line_crossing"
    assert hass.states.get("binary_sensor.front_door_line_crossing").state == STATE_ON
    await pass_time(31)
    assert hass.states.get("binary_sensor.front_door_line_crossing").state == STATE_OFF


async def test_events_of_a_type_that_stays_unknown_are_fired_without_a_sensor(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    cloud.requests.clear()
    for _ in range(5):
        cloud.raise_event(CAMERA_ID, "ghost")
        await pass_time(2)

    assert len(bus_events) == 5
    assert "ghost" in hass.states.get(EVENTS).attributes["event_types"]
    assert hass.states.get("binary_sensor.front_door_ghost") is None
    # Event types are read again once, not for each event.
    reads = [r for r in cloud.requests if r.path.endswith("event_processing/events/")]
    assert len(reads) == 1


async def test_events_of_a_new_camera_wait_until_the_camera_is_read(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    token = cloud.group_token()
    entry = make_entry(cloud, server, token=token, unique_id="group")
    await set_up(hass, entry)
    bus_events = async_capture_events(hass, EVENT_VXG)
    cloud.add_camera(7, "Garden")
    event = cloud.raise_event(7, "motion")
    await pass_time(3)
    await pass_time(3)

    assert event_ids(bus_events) == [event.id]
    assert hass.states.get("binary_sensor.garden_motion").state == STATE_ON


async def test_events_of_a_new_camera_are_not_lost_while_its_types_are_read(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    freezer: FrozenDateTimeFactory,
    pass_time: PassTime,
) -> None:
    entry = await set_up_group(hass, cloud, server)
    bus_events = async_capture_events(hass, EVENT_VXG)
    gate = cloud.faults.hold(path="event_processing/events/")
    cloud.add_camera(7, "Garden")
    event = cloud.raise_event(7, "motion")
    freezer.tick(2)
    await entry.runtime_data.events.async_refresh()
    await gate.reached()
    freezer.tick(2)
    await entry.runtime_data.events.async_refresh()
    assert not bus_events

    gate.release()
    await pass_time(3)
    await pass_time(3)
    assert event_ids(bus_events) == [event.id]


async def test_a_list_requested_before_a_camera_was_added_does_not_resolve_it(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    freezer: FrozenDateTimeFactory,
    pass_time: PassTime,
) -> None:
    entry = await set_up_group(hass, cloud, server)
    bus_events = async_capture_events(hass, EVENT_VXG)
    data = entry.runtime_data
    responded = Gate()

    async def respond_late(request: Any, handler: Any) -> Any:
        response = await handler(request)
        await responded.wait()
        return response

    path = "/v2/cameras/$"
    cloud.faults._faults.append(
        Fault(left=1, path=path, method="GET", handle=respond_late)
    )
    old_read = hass.async_create_task(data.cameras.async_refresh(), eager_start=True)
    await responded.reached()
    next_read = cloud.faults.hold(path=path)
    cloud.add_camera(7, "Garden")
    event = cloud.raise_event(7, "motion")
    freezer.tick(2)
    await data.events.async_refresh()
    freezer.tick(2)
    responded.release()
    await old_read
    await next_read.reached()
    await data.events.async_refresh()
    assert not bus_events

    next_read.release()
    await pass_time(3)
    await pass_time(3)
    assert event_ids(bus_events) == [event.id]


async def test_events_of_an_unlisted_camera_are_skipped(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    now = datetime.now(UTC).replace(tzinfo=None).isoformat()
    unlisted = {"id": 1, "camid": 999, "name": "motion", "time": now}
    cloud.faults.answer_next(
        body={"meta": {}, "objects": [unlisted]}, path="storage/events", count=3
    )
    cloud.requests.clear()
    await pass_time(2, times=3)
    own = cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(2)

    assert event_ids(bus_events) == [own.id]
    assert len([r for r in cloud.requests if "cameras" in r.path]) <= 2


async def test_invalid_events_are_skipped_and_polling_continues(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
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
    assert [
        (event.data["event_id"], event.data["metadata"]) for event in bus_events
    ] == [(3, {"n": "5"})]
    own = cloud.raise_event(CAMERA_ID, "motion")
    await pass_time(3)
    assert event_ids(bus_events) == [3, own.id]


async def test_no_polling_if_the_entry_disables_it(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    entry = make_entry(cloud, server, pref_disable_polling=True)
    await set_up(hass, entry)
    await pass_time(60)
    assert not event_requests(cloud)
    assert entry.runtime_data.events.effective_interval is None


@pytest.mark.parametrize(
    "entity_id", [MOTION, EVENTS, "sensor.front_door_status", "camera.front_door"]
)
async def test_a_requested_update_reads_events_also_if_polling_is_disabled(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    entity_id: str,
) -> None:
    await async_setup_component(hass, "homeassistant", {})
    bus_events = async_capture_events(hass, EVENT_VXG)
    await set_up(hass, make_entry(cloud, server, pref_disable_polling=True))

    async def update() -> None:
        await hass.services.async_call(
            "homeassistant", "update_entity", {"entity_id": entity_id}, blocking=True
        )
        await pass_time(1)

    # Nothing was read, so there may have been motion.
    await pass_time(120)
    assert hass.states.get(MOTION).state == "unknown"
    await update()
    assert hass.states.get(MOTION).state == "off"
    await pass_time(120)
    event = cloud.raise_event(CAMERA_ID, "motion")
    await update()
    assert event_ids(bus_events) == [event.id]
    assert hass.states.get(MOTION).state == "on"
    # It does not start polling.
    cloud.requests.clear()
    await pass_time(60)
    assert not [r for r in event_requests(cloud) if "start" in r.query]
    assert hass.states.get(MOTION).state == "off"


async def test_cameras_that_are_gone_are_forgotten_by_sweeps_not_by_polls(
    entry: MockConfigEntry, pass_time: PassTime
) -> None:
    delays = entry.runtime_data.events.log.delays
    await pass_time(61)
    for _ in range(5):
        delays.record(999, timedelta(seconds=40))
    wide = delays.overlap
    await pass_time(2)
    assert delays.overlap == wide > timedelta(seconds=30)
    await pass_time(301)
    assert delays.overlap < wide


async def test_sensors_are_unknown_until_the_first_poll_succeeds(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    cloud.faults.fail_next(3, path="storage/events")
    await set_up(hass, make_entry(cloud, server))
    assert hass.states.get(MOTION).state == "unknown"
    # Each failure doubles the pause, which has a jitter.
    await pass_time(20, times=5)
    assert hass.states.get(MOTION).state == "off"


async def test_new_entities_show_the_fresh_event_of_their_camera(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    entry = await set_up_group(hass, cloud, server)
    events = entry.runtime_data.events
    now = dt_util.utcnow()
    for name, age in (("sound", 31), ("motion", 1)):
        time = now - timedelta(seconds=age)
        event = Event(id=age, camera_id=7, name=name, time=time)
        seen = DispatchedEvent(new_event=NewEvent(event=event, late=False), at=time)
        events.last_dispatched[7, name] = events.last_dispatched[7, None] = seen
    cloud.add_camera(7, "Garden")
    await pass_time(301)
    state = hass.states.get("event.garden_events")
    assert state.attributes["event_type"] == "motion"
    last = hass.states.get("sensor.garden_last_event").state
    assert datetime.fromisoformat(last) == time.replace(microsecond=0)


async def test_a_new_sensor_is_on_only_within_the_hold_time(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    now = clocks.uptime()
    for name, age in (("gate", 31), ("ring", 10)):
        event = Event(id=age, camera_id=CAMERA_ID, name=name, time=cloud.now())
        entry.runtime_data.events.last_dispatched[CAMERA_ID, name] = DispatchedEvent(
            new_event=NewEvent(event=event, late=False),
            at=now - timedelta(seconds=age),
        )
        entry.runtime_data.cameras.async_add_type(CAMERA_ID, EventType(name=name))
    await hass.async_block_till_done()
    assert hass.states.get("binary_sensor.front_door_gate").state == STATE_OFF
    assert hass.states.get("binary_sensor.front_door_ring").state == STATE_ON
    await pass_time(21)
    assert hass.states.get("binary_sensor.front_door_ring").state == STATE_OFF
