"""Tests for pages of events: dispatched in batches, and handled once each."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

from aiohttp import web
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Event as BusEvent, HomeAssistant, callback
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)

from custom_components.vxg.aiovxg import Event
from custom_components.vxg.const import EVENT_VXG
from custom_components.vxg.events.reader import (
    DISPATCH_BATCH,
    MAX_HANDLED,
    HandledEvents,
)
from simulator import Cloud, CloudServer
from simulator.routes import Handler

from ..common.polling import event_ids, event_requests
from ..conftest import CAMERA_ID, PassTime, set_up_group

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
COUNT = 3 * DISPATCH_BATCH


def raise_many(cloud: Cloud) -> list[int]:
    """Raise many events at once, and return their ids."""
    now = datetime.now(UTC)
    return [cloud.raise_event(CAMERA_ID, "motion", time=now).id for _ in range(COUNT)]


async def test_the_event_loop_is_not_blocked_while_a_long_page_is_dispatched(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    ids = raise_many(cloud)
    received: list[int] = []
    turns: list[int] = []

    @callback
    def handle_event(event: BusEvent) -> None:
        if not received:
            task = asyncio.create_task(count_turns())
            task.add_done_callback(lambda _: None)
        received.append(event.data["event_id"])

    async def count_turns() -> None:
        while len(received) < COUNT:
            turns.append(len(received))
            await asyncio.sleep(0)

    hass.bus.async_listen(EVENT_VXG, handle_event)
    await pass_time(3)
    assert received == ids
    assert turns == [DISPATCH_BATCH, 2 * DISPATCH_BATCH]


async def test_events_after_a_pause_in_the_middle_of_a_page_are_read_again(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    ids = raise_many(cloud)
    reader = entry.runtime_data.events._reader

    # The machine stands still after the first batch.
    def is_current(_: datetime) -> bool:
        return not bus_events

    with patch.object(reader._clock, "is_current", is_current):
        await pass_time(3)
        assert event_ids(bus_events) == ids[:DISPATCH_BATCH]
    await pass_time(3, times=2)
    assert event_ids(bus_events) == ids


async def test_events_that_a_stop_left_out_are_fired_after_the_reload(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    ids = raise_many(cloud)
    events = entry.runtime_data.events
    mark_seen = events.log.mark_seen

    with patch.object(events.log, "mark_seen") as spy:

        def mark_seen_and_stop(*args: object) -> None:
            mark_seen(*args)
            events._reader.stopped = True

        spy.side_effect = mark_seen_and_stop
        await pass_time(3)
    assert [event.data["event_id"] for event in bus_events] == ids[:1]
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert [event.data["event_id"] for event in bus_events] == ids


@pytest.mark.parametrize("number", [0, DISPATCH_BATCH - 1, COUNT - 1])
async def test_a_reload_that_an_event_starts_neither_repeats_nor_loses_events(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    number: int,
) -> None:
    """As when the correction of a clock is not needed any more, or by an automation."""
    bus_events = async_capture_events(hass, EVENT_VXG)
    ids = raise_many(cloud)

    @callback
    def reload(event: BusEvent) -> None:
        if event.data["event_id"] == ids[number]:
            hass.config_entries.async_schedule_reload(entry.entry_id)

    hass.bus.async_listen(EVENT_VXG, reload)
    await pass_time(2, times=20)
    assert event_ids(bus_events) == ids


async def test_events_that_a_parallel_sweep_fires_are_not_fired_again(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    reader = entry.runtime_data.events._reader
    ids = raise_many(cloud)
    now = datetime.now(UTC)
    window = now - timedelta(seconds=60), now + timedelta(seconds=60), now
    # All have the same page before any has dispatched all of it.
    await asyncio.gather(
        reader.read(*window),
        reader.read(*window, since=window[0]),
        reader.read(*window),
    )
    assert sorted(event.data["event_id"] for event in bus_events) == ids


async def test_events_of_a_new_camera_wait_while_cameras_cannot_be_read(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    entry = await set_up_group(hass, cloud, server)
    bus_events = async_capture_events(hass, EVENT_VXG)
    cloud.faults.fail_next(10_000, path="/cameras/$")
    cloud.add_camera(7, "Garden")
    new = [cloud.raise_event(7, "motion").id for _ in range(3)]
    others = []
    for _ in range(120):
        others.append(cloud.raise_event(CAMERA_ID, "motion").id)
        await pass_time(60)
    assert event_ids(bus_events) == others
    # The window of reads goes on without these events.
    log = entry.runtime_data.events.log
    assert log.watermark is not None
    assert cloud.now() - log.watermark < timedelta(seconds=70)
    assert len(log.undecided) == 3
    cloud.requests.clear()
    bus_events.clear()
    cloud.faults.clear()
    await pass_time(15, times=25)
    await pass_time(2)
    late = {event.data["event_id"]: event.data["late"] for event in bus_events}
    assert late == dict.fromkeys(new, True)
    assert event_ids(bus_events) == new
    assert not log.undecided
    start = datetime.fromisoformat(event_requests(cloud)[-1].query["start"])
    assert datetime.now(UTC).replace(tzinfo=None) - start < timedelta(minutes=10)


async def test_ids_that_begin_again_are_new_events(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    for begins_again in (False, True):
        for event_id in range(1, 21):
            cloud.raise_event(CAMERA_ID, "motion", event_id=event_id)
            await pass_time(3)
        if not begins_again:
            cloud.events.clear()
            cloud._ordered.clear()
            cloud._by_id.clear()
    assert event_ids(bus_events) == [*range(1, 21), *range(1, 21)]
    assert not any(event.data["late"] for event in bus_events)


async def test_an_event_that_a_failed_poll_delays_is_fresh(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    """It was young enough when a poll could have listed it for the last time."""
    bus_events = async_capture_events(hass, EVENT_VXG)
    await pass_time(2)
    time = cloud.now() - timedelta(seconds=115)
    cloud.faults.fail_next(3, status=502, path="storage/events")
    event = cloud.raise_event(CAMERA_ID, "motion", time=time)
    while not bus_events:
        await pass_time(1)
        assert cloud.now() - time < timedelta(seconds=150)
    assert cloud.now() - time > timedelta(seconds=120)
    assert event_ids(bus_events) == [event.id]
    assert bus_events[0].data["late"] is False


@pytest.mark.parametrize("outage", [False, True])
async def test_an_event_at_the_end_of_a_long_list_is_late(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    freezer: FrozenDateTimeFactory,
    outage: bool,
) -> None:
    """Its list takes minutes: the door would open long after somebody rang."""
    cloud.page_cap = 10
    await pass_time(2, times=2)
    bus_events = async_capture_events(hass, EVENT_VXG)
    if outage:
        cloud.faults.fail_next(10**6, path="/api/")
        await pass_time(600)
        cloud.faults.clear()
    now = cloud.now()
    times = [now - timedelta(seconds=seconds) for seconds in range(120, 0, -1)]
    raised = [cloud.raise_event(CAMERA_ID, "motion", time=time) for time in times]

    async def respond_slowly(request: web.Request, handler: Handler) -> object:
        freezer.tick(9)
        return await handler(request)

    cloud.faults.add(12, "storage/events", None, respond_slowly)
    await pass_time(70)
    assert sorted(event_ids(bus_events)) == [event.id for event in raised]
    late = {event.data["event_id"] for event in bus_events if event.data["late"]}
    # After so long on the list's first page, and none on the last one's.
    assert late == {
        event.id
        for number, event in enumerate(raised)
        if now + timedelta(seconds=70 + number // 10 * 9) - event.time
        > timedelta(seconds=120)
    }


def item(number: int = 1, **more: Any) -> dict[str, Any]:
    time = "2024-05-01T12:00:00"
    return {"id": number, "camid": 1, "name": "x", "time": time, **more}


def parsed(number: int = 1, **more: Any) -> Event:
    event = Event.from_api(item(number, **more))
    assert event is not None
    return event


@pytest.mark.parametrize("direction", [1, -1])
def test_an_event_is_handled_again_after_a_while_also_if_the_clock_is_set_back(
    direction: int,
) -> None:
    handled = HandledEvents()
    handled.add([parsed()], NOW)
    key = Event.key_of(item())
    for minutes in range(1, 5):
        handled.add([], NOW + direction * minutes * MINUTE)
        assert key in handled
    handled.add([parsed(2)], NOW + direction * 5 * MINUTE)
    assert key in handled
    handled.add([parsed(2)], NOW + direction * 10 * MINUTE)
    assert key not in handled
    assert Event.key_of(item(2)) in handled


def test_the_number_of_events_is_bounded() -> None:
    handled = HandledEvents()
    for number in range(3 * MAX_HANDLED):
        handled.add([parsed(number)], NOW)
    known = sum(
        Event.key_of(item(number)) in handled for number in range(3 * MAX_HANDLED)
    )
    assert MAX_HANDLED <= known <= 2 * MAX_HANDLED
    assert Event.key_of(item(3 * MAX_HANDLED - 1)) in handled


@pytest.mark.parametrize(
    "odd", [{"id": 1.0}, {"time": 5e8}, {"meta": {"a": []}}, {"meta": {"a": {"b": 1}}}]
)
def test_events_in_odd_forms_are_handled_each_time(odd: dict[str, Any]) -> None:
    handled = HandledEvents()
    handled.add([parsed(**odd), parsed(2)], NOW)
    assert Event.key_of(item(**odd)) not in handled
    assert Event.key_of(item(2)) in handled


@pytest.mark.parametrize("same", [{"thumb": {}}, {"thumb": {"url": ""}}, {"meta": {}}])
def test_an_event_without_an_image_and_tags_is_the_same_in_any_form(
    same: dict[str, Any],
) -> None:
    handled = HandledEvents()
    handled.add([parsed()], NOW)
    assert Event.key_of(item(**same)) in handled


def test_another_signature_of_an_image_does_not_make_another_event() -> None:
    handled = HandledEvents()
    handled.add([parsed(thumb={"url": "https://x.com/1?sig=a"})], NOW)
    assert Event.key_of(item(thumb={"url": "https://x.com/1?sig=b"})) in handled
    assert Event.key_of(item()) not in handled


async def test_events_that_polls_list_again_are_not_parsed_again(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    bus_events = async_capture_events(hass, EVENT_VXG)
    ids = raise_many(cloud)
    await pass_time(3, times=2)
    with patch.object(Event, "from_api", wraps=Event.from_api) as parse:
        await pass_time(3, times=3)
        assert not parse.called
        new = cloud.raise_event(CAMERA_ID, "motion").id
        await pass_time(3)
        assert parse.call_count == 1
    assert event_ids(bus_events) == [*ids, new]


async def test_a_changed_tag_of_a_known_event_is_read(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion", {"a": "1"})
    await pass_time(3, times=2)
    recent = entry.runtime_data.events.recent
    start = cloud.now() - MINUTE
    for value in ("2", "3"):
        event.meta["a"] = value
        await pass_time(3)
        (known,) = recent.events_since(CAMERA_ID, start)
        assert known.event.meta == {"a": value}
