"""Events that wait outlive restarts and crashes; files that nobody needs do not stay."""

import asyncio
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

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
from ..conftest import CAMERA_ID, Pass, load, make_entry, set_up, store

# What is stored stays apart from what other tests store.
pytestmark = pytest.mark.usefixtures("hass_storage")


@pytest.fixture
def disk(hass_storage: dict[str, Any], entry: MockConfigEntry) -> Disk:
    """Return what is stored of the loaded entry."""
    return Disk(storage=hass_storage, entry=entry)


async def test_an_orderly_restart_keeps_what_waits_and_asks_for_nothing_in_vain(
    hass: HomeAssistant, disk: Disk, cloud: Cloud, pass_time: Pass
) -> None:
    await queue_events(hass, cloud, 0, 1, 2)
    await hass.config_entries.async_unload(disk.entry.entry_id)
    assert disk.outbox["closed"] is True
    await hass.config_entries.async_setup(disk.entry.entry_id)
    # Before the first is sent it is noted that nothing is sure any more.
    assert disk.outbox["closed"] is False
    assert queued_count(hass) == 3
    await hass.async_block_till_done(wait_background_tasks=True)
    await pass_time(2, times=3)
    assert numbers(cloud) == [0, 1, 2]
    assert not event_requests(cloud, "GET")
    await pass_time(6)
    assert disk.outbox["creates"] == []


async def test_after_a_crash_whatever_may_have_been_sent_is_asked_for(
    hass: HomeAssistant, disk: Disk, cloud: Cloud, pass_time: Pass
) -> None:
    cloud.listing_delay = timedelta(seconds=20)
    await queue_events(hass, cloud, 0, 1, 2, 3)
    before = deepcopy(disk.storage)
    cloud.faults.drop_next(1, method="POST")
    await pass_time(2, times=3)
    cloud.faults.clear()
    # Lost in the drop: the first is tried again after half a minute only.
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


async def test_an_event_that_is_queued_is_on_disk_before_the_answer(
    hass: HomeAssistant, disk: Disk, cloud: Cloud, pass_time: Pass
) -> None:
    cloud.faults.drop_next(10_000)
    for number in range(3):
        await create_event(hass, number)
        kept = disk.outbox["creates"]
        assert [item["meta"]["number"] for item in kept] == [
            str(known) for known in range(number + 1)
        ]
    await disk.crash(hass)
    await recover(cloud, pass_time)
    assert numbers(cloud) == [0, 1, 2]


async def test_a_reload_in_the_midst_of_an_order_queues_it(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    gate = cloud.faults.hold(method="POST")
    calls = [asyncio.create_task(create_event(hass, number)) for number in range(2)]
    sure = asyncio.create_task(create_event(hass, 2, queue=False))
    await gate.reached()
    await hass.config_entries.async_unload(entry.entry_id)
    assert [answer["status"] for answer in await asyncio.gather(*calls)] == [
        "queued",
        "queued",
    ]
    with pytest.raises(HomeAssistantError):
        await sure
    cloud.faults.clear()
    await load(hass, entry)
    await pass_time(2, times=20)
    assert numbers(cloud) == [0, 1]


async def test_when_home_assistant_stops_what_is_left_is_written_at_the_end(
    hass: HomeAssistant, disk: Disk, cloud: Cloud
) -> None:
    gate = cloud.faults.hold(method="POST")
    call = asyncio.create_task(create_event(hass))
    await gate.reached()
    hass.set_state(CoreState.stopping)
    hass.bus.async_fire("homeassistant_stop")
    assert (await call)["status"] == "queued"
    # Nothing is sent from here on, not even what a poll under way would wake.
    assert (await create_event(hass, 1))["status"] == "queued"
    hass.set_state(CoreState.final_write)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_FINAL_WRITE)
    await hass.async_block_till_done()
    data = disk.outbox
    assert data["closed"] is True
    first, second = data["creates"]
    # It was under way, so it may be there.
    assert first["tried"] is not None
    assert second["tried"] is None
    gate.release()


@pytest.mark.parametrize("kind", ["channel", "group"])
async def test_an_entry_that_loads_without_the_cloud_keeps_events(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: Pass,
    kind: str,
) -> None:
    cloud.channel_token(CAMERA_ID)
    token = cloud.group_token() if kind == "group" else None
    entry = make_entry(cloud, server, token=token)
    await set_up(hass, entry)
    await hass.config_entries.async_unload(entry.entry_id)
    cloud.faults.drop_next(10_000)
    await load(hass, entry)
    ordered = datetime.now(UTC)
    assert (await create_event(hass))["status"] == "queued"
    await call_action(hass, "create_event", event_type="motion", metadata={"number": 1})
    await pass_time(31)
    await recover(cloud, pass_time)
    assert numbers(cloud) == [0, 1]
    assert cloud.events[0].time == ordered
    # A group first has to read the camera's token, and that failed: nothing was sent.
    assert bool(event_requests(cloud, "GET")) == (kind == "channel")


async def test_what_nobody_needs_is_not_written(
    hass: HomeAssistant, disk: Disk, cloud: Cloud, pass_time: Pass
) -> None:
    await create_event(hass)
    await reload_entry(hass, disk.entry)
    await pass_time(10)
    assert disk.file not in disk.storage
    hass.bus.async_fire("homeassistant_stop")
    await hass.async_block_till_done()
    assert disk.file not in disk.storage


async def test_removing_an_entry_counts_what_was_not_sent_and_leaves_nothing(
    hass: HomeAssistant,
    disk: Disk,
    cloud: Cloud,
    pass_time: Pass,
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
async def test_a_file_that_cannot_be_read_stops_nothing(
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
