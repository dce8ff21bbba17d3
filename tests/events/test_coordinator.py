"""The poll: each event once, in order, fresh or late, from cameras and types new or foreign."""

from datetime import UTC, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import EVENT_STATE_REPORTED, STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)

from custom_components.vxg.aiovxg import Event, EventType, NewEvent
from custom_components.vxg.const import EVENT_VXG
from custom_components.vxg.events.dispatcher import DispatchedEvent
from simulator import Cloud, CloudServer
from simulator.faults import Fault, Gate

from ..common.polling import EVENTS, MOTION, fired, polls
from ..conftest import CAMERA_ID, Pass, make_entry, set_up, set_up_group


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


async def see_an_old_event(cloud: Cloud, pass_time: Pass) -> None:
    """Let an event be read that is just too old to be fresh."""
    await pass_time(100)
    old = datetime.now(UTC) - timedelta(seconds=121)
    cloud.raise_event(CAMERA_ID, "motion", time=old)
    await pass_time(3)


async def test_an_old_event_goes_on_the_bus_as_late_and_nowhere_else(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    heard = async_capture_events(hass, EVENT_VXG)
    await see_an_old_event(cloud, pass_time)

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
    await see_an_old_event(cloud, pass_time)
    assert [event.data["late"] for event in heard] == [True]
    assert hass.states.get(MOTION).state == STATE_ON
    assert hass.states.get(EVENTS).attributes["event_type"] == "motion"


async def test_an_event_from_the_future_is_fresh(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    cloud.raise_event(CAMERA_ID, "motion", time=datetime.now(UTC) + timedelta(hours=3))
    await pass_time(3)
    assert hass.states.get(MOTION).state == STATE_ON


async def test_an_idle_poll_is_one_request_and_writes_no_state(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: Pass
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

    assert len(cloud.requests) == len(polls(cloud)) == 5
    assert not written
    assert not reported


async def test_an_event_writes_its_own_entities_only(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: Pass
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
    entry = await set_up_group(hass, cloud, server)
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
    entry = await set_up_group(hass, cloud, server)
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
    old_read = hass.async_create_task(data.cameras.async_refresh(), eager_start=True)
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
    await pass_time(2, times=3)
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


async def test_polling_obeys_the_entrys_switch(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: Pass
) -> None:
    entry = make_entry(cloud, server, pref_disable_polling=True)
    await set_up(hass, entry)
    await pass_time(60)
    assert not polls(cloud)


async def test_entities_show_the_fresh_event_that_they_are_born_of(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: Pass
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
