"""Tests for queued events across restarts and crashes."""

import asyncio
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import ATTR_ENTITY_ID, EVENT_HOMEASSISTANT_FINAL_WRITE
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.outbox import outbox
from custom_components.vxg.outbox.pending_event import PendingEvent
from simulator import Cloud, CloudServer

from ..common.actions import call_action
from ..common.outbox import (
    Disk,
    create_event,
    event_requests,
    get_issue,
    numbers,
    queue_events,
    queued_count,
    recover,
    reload_entry,
)
from ..conftest import CAMERA_ID, PassTime, load, make_entry, set_up, store

# Stored files are not shared with other tests.
pytestmark = pytest.mark.usefixtures("hass_storage")


@pytest.fixture
def disk(hass_storage: dict[str, Any], entry: MockConfigEntry) -> Disk:
    """Return the stored data of the loaded entry."""
    return Disk(storage=hass_storage, entry=entry)


async def test_after_a_clean_restart_queued_events_are_sent_without_verification(
    hass: HomeAssistant, disk: Disk, cloud: Cloud, pass_time: PassTime
) -> None:
    await queue_events(hass, cloud, 0, 1, 2)
    await hass.config_entries.async_unload(disk.entry.entry_id)
    assert disk.outbox["closed"] is True
    await hass.config_entries.async_setup(disk.entry.entry_id)
    # Before the first event is sent, the file is marked as open.
    assert disk.outbox["closed"] is False
    assert queued_count(hass) == 3
    await hass.async_block_till_done(wait_background_tasks=True)
    await pass_time(2, times=3)
    assert numbers(cloud) == [0, 1, 2]
    assert not event_requests(cloud, "GET")
    await pass_time(6)
    assert disk.outbox["creates"] == []


async def test_after_a_crash_events_that_may_have_been_sent_are_verified(
    hass: HomeAssistant, disk: Disk, cloud: Cloud, pass_time: PassTime
) -> None:
    cloud.listing_delay = timedelta(seconds=20)
    await queue_events(hass, cloud, 0, 1, 2, 3)
    before = deepcopy(disk.storage)
    cloud.faults.drop_next(1, method="POST")
    await pass_time(2, times=3)
    cloud.faults.clear()
    # The attempt that was dropped is verified after half a minute only.
    await pass_time(2, times=16)
    assert numbers(cloud) == [0, 1, 2, 3]
    disk.storage.update(before)
    await disk.crash(hass)
    assert queued_count(hass) == 4
    cloud.requests.clear()
    await pass_time(2, times=20)
    assert queued_count(hass) == 0
    assert numbers(cloud) == [0, 1, 2, 3]
    assert len(event_requests(cloud, "GET")) == 4
    assert not event_requests(cloud)


async def test_an_event_is_saved_before_the_action_returns(
    hass: HomeAssistant, disk: Disk, cloud: Cloud, pass_time: PassTime
) -> None:
    cloud.faults.drop_next(10_000)
    for number in range(3):
        await create_event(hass, number)
        stored_events = disk.outbox["creates"]
        assert [item["meta"]["number"] for item in stored_events] == [
            str(expected) for expected in range(number + 1)
        ]
    await disk.crash(hass)
    await recover(cloud, pass_time)
    assert numbers(cloud) == [0, 1, 2]


async def test_a_reload_queues_events_that_are_being_sent(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    gate = cloud.faults.hold(method="POST")
    calls = [asyncio.create_task(create_event(hass, number)) for number in range(2)]
    unqueued = asyncio.create_task(create_event(hass, 2, queue=False))
    await gate.reached()
    await hass.config_entries.async_unload(entry.entry_id)
    assert [result["status"] for result in await asyncio.gather(*calls)] == [
        "queued",
        "queued",
    ]
    with pytest.raises(HomeAssistantError):
        await unqueued
    cloud.faults.clear()
    await load(hass, entry)
    await pass_time(2, times=20)
    assert numbers(cloud) == [0, 1]


async def test_the_final_write_saves_unsent_events(
    hass: HomeAssistant, disk: Disk, cloud: Cloud
) -> None:
    gate = cloud.faults.hold(method="POST")
    call = asyncio.create_task(create_event(hass))
    await gate.reached()
    hass.set_state(CoreState.stopping)
    hass.bus.async_fire("homeassistant_stop")
    assert (await call)["status"] == "queued"
    # Nothing is sent from now on, even after another successful poll.
    assert (await create_event(hass, 1))["status"] == "queued"
    hass.set_state(CoreState.final_write)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_FINAL_WRITE)
    await hass.async_block_till_done()
    data = disk.outbox
    assert data["closed"] is True
    first, second = data["creates"]
    # It was being sent, so it may have arrived.
    assert first["tried"] is not None
    assert second["tried"] is None
    gate.release()


@pytest.mark.parametrize("kind", ["channel", "group"])
async def test_an_entry_that_was_loaded_without_the_cloud_queues_events(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    kind: str,
) -> None:
    cloud.channel_token(CAMERA_ID)
    token = cloud.group_token() if kind == "group" else None
    entry = make_entry(cloud, server, token=token)
    await set_up(hass, entry)
    await hass.config_entries.async_unload(entry.entry_id)
    cloud.faults.drop_next(10_000)
    await load(hass, entry)
    created_at = datetime.now(UTC)
    assert (await create_event(hass))["status"] == "queued"
    await call_action(hass, "create_event", event_type="motion", metadata={"number": 1})
    await pass_time(31)
    await recover(cloud, pass_time)
    assert numbers(cloud) == [0, 1]
    assert cloud.events[0].time == created_at
    # A group reads the camera's token first, which failed: nothing was sent.
    assert bool(event_requests(cloud, "GET")) == (kind == "channel")


async def test_no_file_is_written_without_queued_events(
    hass: HomeAssistant, disk: Disk, cloud: Cloud, pass_time: PassTime
) -> None:
    await create_event(hass)
    await reload_entry(hass, disk.entry)
    await pass_time(10)
    assert disk.file not in disk.storage
    hass.bus.async_fire("homeassistant_stop")
    await hass.async_block_till_done()
    assert disk.file not in disk.storage


async def test_removing_an_entry_logs_the_number_of_unsent_events_and_deletes_all(
    hass: HomeAssistant,
    disk: Disk,
    cloud: Cloud,
    pass_time: PassTime,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await queue_events(hass, cloud, 0, 1, 2)
    cloud.faults.fail_next(2, status=400, method="POST")
    cloud.faults.drop_next(10_000, method="POST")
    await pass_time(2, times=8)
    assert get_issue(hass, disk.entry, "creates_refused") is not None
    await hass.config_entries.async_remove(disk.entry.entry_id)
    assert "Front door was removed with 2 events unsent" in caplog.text
    assert disk.file not in disk.storage
    assert get_issue(hass, disk.entry, "creates_refused") is None


@pytest.mark.parametrize(
    "content",
    [
        {"version": 99, "data": {}},
        {"version": 1, "data": ["x"]},
        {"version": 1, "data": {"closed": True, "creates": {"a": 1}}},
        {"version": 1, "data": {"closed": True, "creates": [None, {"camera_id": "x"}]}},
        {
            "version": 1,
            "data": {
                "closed": True,
                "creates": [
                    {
                        "camera_id": 1,
                        "event_type": "motion",
                        "time": "2026-07-01T12:00:00",
                        "meta": {},
                        "declare": False,
                        "ordered": "2026-07-01T12:00:00",
                        "tried": None,
                        "twin": False,
                    }
                ],
            },
        },
    ],
)
async def test_an_unreadable_file_does_not_prevent_set_up(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    cloud: Cloud,
    server: CloudServer,
    content: dict[str, Any],
) -> None:
    entry = make_entry(cloud, server)
    store(hass_storage, entry, "outbox", content)
    await set_up(hass, entry)
    assert queued_count(hass) == 0
    assert (await create_event(hass))["status"] == "created"


async def test_presses_during_a_reload_are_each_sent_kept_or_failed(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
    pass_time: PassTime,
) -> None:
    cloud.cameras[CAMERA_ID].add_type({"name": "guest", "custom": True})
    await entry.runtime_data.cameras.async_refresh_camera(CAMERA_ID)
    await pass_time(61)
    gate = cloud.faults.hold(method="POST")
    data = {ATTR_ENTITY_ID: "button.front_door_create_guest_event"}
    presses = []
    for _ in range(20):
        freezer.tick(0.001)
        call = hass.services.async_call("button", "press", data, blocking=True)
        presses.append(asyncio.create_task(call))
        await asyncio.sleep(0)
    await gate.reached()
    await hass.config_entries.async_unload(entry.entry_id)
    await load(hass, entry)
    results = await asyncio.gather(*presses, return_exceptions=True)
    gate.release()
    cloud.faults.clear()
    await pass_time(2, times=20)
    done = results.count(None)
    assert done > 0
    assert {event.name for event in cloud.events} == {"guest"}
    assert len({event.time for event in cloud.events}) == len(cloud.events) == done


async def test_an_outbox_of_an_unloaded_entry_takes_nothing(
    hass: HomeAssistant, disk: Disk, cloud: Cloud, pass_time: PassTime
) -> None:
    await queue_events(hass, cloud, 0)
    old = disk.entry.runtime_data.outbox
    await reload_entry(hass, disk.entry)
    for may_queue in (True, False):
        with pytest.raises(HomeAssistantError) as caught:
            await old.async_send(
                PendingEvent(
                    camera_id=CAMERA_ID,
                    event_type="motion",
                    time=cloud.now(),
                    meta={"number": "1"},
                ),
                may_queue=may_queue,
            )
        assert caught.value.translation_key == "outbox_closed"
    await recover(cloud, pass_time)
    await pass_time(6)
    assert numbers(cloud) == [0]
    assert disk.outbox["creates"] == []


@pytest.mark.parametrize(("seconds", "status"), [(10, "created"), (0.01, "queued")])
async def test_unloading_waits_a_while_for_an_event_that_is_being_sent(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    monkeypatch: pytest.MonkeyPatch,
    seconds: float,
    status: str,
) -> None:
    # By the real clock: the wait is one of the event loop.
    monkeypatch.setattr(outbox, "STOP_TIMEOUT", seconds)
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    gate = cloud.faults.hold(method="POST")
    first = asyncio.create_task(create_event(hass, 0))
    await gate.reached()
    second = asyncio.create_task(create_event(hass, 1))
    await asyncio.sleep(0)
    unload = asyncio.create_task(hass.config_entries.async_unload(entry.entry_id))
    if seconds == 10:
        await asyncio.sleep(0.05)
        assert not unload.done()
        gate.release()
    await unload
    assert (await first)["status"] == status
    # The next one is not sent any more.
    assert (await second)["status"] == "queued"
    gate.release()


async def test_a_slow_event_does_not_hold_buttons_of_other_cameras(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    for camera_id, name in ((1, "Slow"), (2, "Quick")):
        camera = cloud.add_camera(camera_id, name)
        camera.add_type({"name": "guest", "custom": True})
    await set_up(hass, make_entry(cloud, server, token=cloud.group_token()))

    async def press(name: str) -> None:
        data = {ATTR_ENTITY_ID: f"button.{name}_create_guest_event"}
        await hass.services.async_call("button", "press", data, blocking=True)

    gate = cloud.faults.hold(method="POST", count=1)
    slow = asyncio.create_task(press("slow"))
    await gate.reached()
    await press("quick")
    assert [event.camera_id for event in cloud.events] == [2]
    gate.release()
    await slow


async def test_a_read_that_ends_after_the_removal_writes_no_file(
    hass: HomeAssistant, disk: Disk, cloud: Cloud, pass_time: PassTime
) -> None:
    coordinator = disk.entry.runtime_data.cameras
    log_store = disk.entry.runtime_data.events.log_store
    gate = cloud.faults.hold(path="event_processing")
    read = asyncio.create_task(coordinator.async_refresh_camera(CAMERA_ID))
    await gate.reached()
    cloud.cameras[CAMERA_ID].add_type({"name": "guest", "custom": True})
    await hass.config_entries.async_remove(disk.entry.entry_id)
    gate.release()
    await asyncio.gather(read, return_exceptions=True)
    await coordinator.async_save()
    log_store.schedule_save()
    await pass_time(20, times=2)
    assert not [key for key in disk.storage if disk.entry.entry_id in key]
