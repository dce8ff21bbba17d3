"""Tests for the outbox: order of events, limits and results."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.aiovxg import VxgRequestError
from custom_components.vxg.diagnostics import async_get_config_entry_diagnostics
from custom_components.vxg.outbox import stored_queues
from custom_components.vxg.outbox.pending_event import PendingEvent
from simulator import Cloud, CloudServer

from ..common.actions import get_response
from ..common.outbox import (
    EVENTS,
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
from ..conftest import CAMERA_ID, PassTime, make_entry, set_up

# Stored files are not shared with other tests.
pytestmark = pytest.mark.usefixtures("hass_storage")


async def test_after_an_outage_events_are_sent_in_order_with_their_time(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    assert queued_count(hass) == 0
    cloud.faults.drop_next(10_000)
    times = []
    for number in range(5):
        times.append(datetime.now(UTC))
        result = await create_event(hass, number)
        assert result == {
            "success": True,
            "status": "queued",
            "event_id": None,
            "time": times[-1].isoformat(),
            "error": None,
        }
        assert queued_count(hass) == number + 1
        await pass_time(20)
    await pass_time(60, times=10)
    assert queued_count(hass) == 5
    cloud.requests.clear()
    await recover(cloud, pass_time)
    assert numbers(cloud) == [0, 1, 2, 3, 4]
    assert [event.time for event in cloud.events] == times
    assert len(event_requests(cloud)) == 5
    assert queued_count(hass) == 0
    assert (await create_event(hass, 9))["status"] == "created"


async def test_an_outage_costs_at_most_one_attempt_in_five_minutes(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.faults.drop_next(10_000)
    for number in range(5):
        await create_event(hass, number)
    await pass_time(60, times=30)
    assert len(event_requests(cloud)) == 1
    # It looks for the first event; the session repeats a dropped read once.
    assert len(event_requests(cloud, "GET")) <= 2 * 6


async def test_events_of_a_camera_stay_in_order_and_do_not_delay_other_cameras(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    cloud.add_camera(7, "Garden")
    for camera_id in (CAMERA_ID, 7):
        cloud.channel_token(camera_id)
    entry = make_entry(cloud, server, token=cloud.group_token(), title="Home")
    await set_up(hass, entry)
    cloud.faults.lose_answer_next(1, method="POST")
    assert (await create_event(hass, 1))["status"] == "queued"
    await pass_time(3)
    assert (await create_event(hass, 2))["status"] == "queued"
    garden = await create_event(hass, 3, target="camera.garden")
    assert garden["status"] == "created"
    assert queued_count(hass, "sensor.home_unsent_events") == 2
    await pass_time(2, times=20)
    assert numbers(cloud) == [1, 2]
    assert numbers(cloud, 7) == [3]


async def test_an_event_that_is_already_here_is_not_added_again(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    time = "2026-07-01T12:00:00+00:00"
    gate = cloud.faults.hold(method="POST")
    calls = [asyncio.create_task(create_event(hass, time=time)) for _ in range(3)]
    await gate.reached()
    gate.release()
    first, *others = await asyncio.gather(*calls)
    assert first["status"] == "created"
    assert others == [first, first]
    assert len(cloud.events) == 1
    cloud.faults.clear()

    cloud.faults.drop_next(10_000)
    time = "2026-07-01T12:00:01+00:00"
    for _ in range(3):
        assert (await create_event(hass, time=time))["status"] == "queued"
    assert (await create_event(hass, 1, time=time))["status"] == "queued"
    assert queued_count(hass) == 2
    await recover(cloud, pass_time)
    assert numbers(cloud) == [0, 0, 1]


async def test_without_a_queue_a_failure_is_raised_and_nothing_is_queued(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.faults.drop_next(1, method="POST")
    with pytest.raises(HomeAssistantError) as caught:
        await create_event(hass, queue=False)
    assert caught.value.translation_key == "cannot_connect"
    assert queued_count(hass) == 0
    # A failure does not affect the next event that must not be queued.
    assert (await create_event(hass, 1, queue=False))["status"] == "created"

    cloud.faults.drop_next(1, method="POST")
    assert (await create_event(hass, 2))["status"] == "queued"
    cloud.requests.clear()
    with pytest.raises(ServiceValidationError) as caught:
        await create_event(hass, 3, queue=False)
    assert caught.value.translation_key == "others_waiting"
    assert not cloud.requests
    await pass_time(2, times=20)
    assert numbers(cloud) == [1, 2]


async def test_events_behind_a_failed_one_are_queued_or_fail_too(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    gate = cloud.faults.hold(method="POST", count=1)
    cloud.faults.drop_next(10, method="POST")
    first = asyncio.create_task(create_event(hass, 1))
    await gate.reached()
    second = asyncio.create_task(create_event(hass, 2))
    third = asyncio.create_task(create_event(hass, 3, queue=False))
    fourth = asyncio.create_task(create_event(hass, 4))
    await asyncio.sleep(0)
    gate.release()
    assert (await first)["status"] == "created"
    assert (await second)["status"] == "queued"
    with pytest.raises(HomeAssistantError) as caught:
        await third
    assert caught.value.translation_key == "cannot_connect"
    assert (await fourth)["status"] == "queued"
    assert len(event_requests(cloud)) == 2
    await recover(cloud, pass_time)
    assert numbers(cloud) == [1, 2, 4]


async def test_failures_of_events_that_were_not_queued_do_not_delay_others(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    for _ in range(20):
        cloud.faults.fail_next(1, status=500, method="POST")
        with pytest.raises(HomeAssistantError):
            await create_event(hass, queue=False)
    await queue_events(hass, cloud, 1)
    await pass_time(2, times=4)
    assert numbers(cloud) == [1]


async def test_the_number_of_queued_events_is_limited(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stored_queues, "MAX_QUEUED_EVENTS", 3)
    cloud.faults.drop_next(10_000)
    calls = [asyncio.create_task(create_event(hass, number)) for number in range(4)]
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert [isinstance(result, dict) for result in results] == [True, True, True, False]
    assert isinstance(results[3], ServiceValidationError)
    assert results[3].translation_key == "outbox_full"
    with pytest.raises(ServiceValidationError) as caught:
        await create_event(hass, 9)
    assert caught.value.translation_key == "outbox_full"
    assert "Front door" in str(caught.value)
    # Queued events are not affected.
    assert queued_count(hass) == 3
    cloud.faults.clear()
    await pass_time(2, times=60)
    assert numbers(cloud) == [0, 1, 2]


async def test_a_button_queues_its_event(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    cloud.cameras[CAMERA_ID].add_type({"name": "guest", "custom": True})
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    cloud.faults.drop_next(10_000)
    pressed = datetime.now(UTC)
    await hass.services.async_call(
        "button",
        "press",
        {ATTR_ENTITY_ID: "button.front_door_create_guest_event"},
        blocking=True,
    )
    assert queued_count(hass) == 1
    await recover(cloud, pass_time)
    assert [(event.name, event.time) for event in cloud.events] == [("guest", pressed)]


async def test_cancelling_the_caller_does_not_withdraw_the_event(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    gate = cloud.faults.hold(method="POST")
    call = asyncio.create_task(create_event(hass))
    await gate.reached()
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    gate.release()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert numbers(cloud) == [0]
    await pass_time(2, times=20)
    assert numbers(cloud) == [0]


async def test_a_cancelled_task_raises_an_error_for_its_callers(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry
) -> None:
    gate = cloud.faults.hold(method="POST")
    call = asyncio.create_task(create_event(hass, queue=False))
    await gate.reached()
    task = entry.runtime_data.outbox.queues.for_camera(CAMERA_ID).task
    assert task is not None
    task.cancel()
    with pytest.raises(HomeAssistantError) as caught:
        await call
    assert caught.value.translation_key == "cannot_connect"


async def set_up_cameras(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, count: int
) -> MockConfigEntry:
    """Set up a group with `count` additional cameras, with ids from 1."""
    for camera_id in range(1, count + 1):
        cloud.add_camera(camera_id, f"Camera {camera_id}")
    entry = make_entry(cloud, server, token=cloud.group_token())
    await set_up(hass, entry)
    cloud.requests.clear()
    return entry


async def test_one_event_per_camera_and_few_in_total_are_sent_concurrently(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    entry = await set_up_cameras(hass, cloud, server, 7)
    gates = [cloud.faults.hold(method="POST", count=1) for _ in range(4)]
    calls = [
        asyncio.create_task(
            create_event(hass, number, target=f"camera.camera_{camera_id}")
        )
        for camera_id in range(1, 8)
        for number in range(3)
    ]
    for gate in gates:
        await gate.reached()
    # Time for a fifth request, if there was one.
    await entry.runtime_data.events.async_refresh()
    sending = [request.body["camid"] for request in event_requests(cloud)]
    assert len(sending) == len(set(sending)) == 4
    for gate in gates:
        gate.release()
    assert {result["status"] for result in await asyncio.gather(*calls)} == {"created"}
    for camera_id in range(1, 8):
        assert numbers(cloud, camera_id) == [0, 1, 2]


async def test_after_a_failure_of_one_camera_the_others_do_not_try(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    await set_up_cameras(hass, cloud, server, 20)
    cloud.faults.drop_next(10_000)
    cameras = [f"camera.camera_{number}" for number in range(1, 21)]
    response = await get_response(
        hass, "create_event", target=cameras, event_type="motion"
    )
    assert [response[camera]["status"] for camera in cameras] == ["queued"] * 20
    assert len(event_requests(cloud)) <= 4


async def test_without_polling_queued_events_are_sent_too(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    entry = make_entry(cloud, server, pref_disable_polling=True)
    await set_up(hass, entry)
    cloud.faults.drop_next(1, method="POST")
    assert (await create_event(hass))["status"] == "queued"
    for _ in range(2):
        await reload_entry(hass, entry)
    await pass_time(200)
    assert not cloud.events
    await pass_time(101)
    assert numbers(cloud) == [0]


async def test_an_unexpected_error_resolves_waiters_and_keeps_queued_events(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    caplog: pytest.LogCaptureFixture,
) -> None:
    create_event_method = entry.runtime_data.client.create_event
    entry.runtime_data.client.create_event = lambda *_, **__: 1 / 0
    with pytest.raises(HomeAssistantError) as caught:
        await create_event(hass)
    assert caught.value.translation_key == "unexpected_error"
    entry.runtime_data.client.create_event = create_event_method
    await queue_events(hass, cloud, 0)
    entry.runtime_data.client.create_event = lambda *_, **__: 1 / 0
    await pass_time(2, times=5)
    assert caplog.text.count("Unexpected ZeroDivisionError in outbox;") == 1
    entry.runtime_data.client.create_event = create_event_method
    assert queued_count(hass) == 1
    await pass_time(301)
    await pass_time(2)
    assert numbers(cloud) == [0]


async def test_diagnostics_describe_the_queue_without_its_content(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    created_at = datetime.now(UTC)
    cloud.faults.drop_next(10_000)
    await create_event(hass, metadata={"plate": "AB-123"})
    diagnostics = await async_get_config_entry_diagnostics(hass, entry)
    assert diagnostics["outbox"]["waiting"] == 1
    assert diagnostics["outbox"]["oldest"] == created_at.isoformat()
    assert diagnostics["outbox"]["failure"] == "VxgConnectionError"
    assert "AB-123" not in str(diagnostics)
    await recover(cloud, pass_time)
    diagnostics = await async_get_config_entry_diagnostics(hass, entry)
    assert diagnostics["outbox"] == {
        "waiting": 0,
        "oldest": None,
        "sent_later": 1,
        "dropped": 0,
        "failure": None,
    }


async def set_up_two_cameras(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> MockConfigEntry:
    return await set_up_cameras(hass, cloud, server, 2)


@pytest.mark.parametrize("pause", [3600, 86400])
async def test_an_unavailable_camera_makes_no_other_camera_wait(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    pause: int,
) -> None:
    await set_up_two_cameras(hass, cloud, server)
    first, second = "camera.camera_1", "camera.camera_2"
    cloud.faults.rate_limit(1, status=503, retry_after=pause, path=EVENTS)
    assert (await create_event(hass, 1, target=first))["status"] == "queued"
    assert (await create_event(hass, 2, target=second))["status"] == "created"
    assert (await create_event(hass, 3, target=first))["status"] == "queued"
    await pass_time(60, times=50)
    assert numbers(cloud, 1) == []
    await pass_time(60, times=12)
    assert numbers(cloud, 1) == [1, 3]


async def test_a_rate_limit_is_that_of_all_cameras(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    await set_up_two_cameras(hass, cloud, server)
    cloud.faults.rate_limit(1, retry_after=120, path=EVENTS)
    for number in (1, 2):
        target = f"camera.camera_{number}"
        assert (await create_event(hass, number, target=target))["status"] == "queued"
    await pass_time(20, times=5)
    assert len(event_requests(cloud)) == 1
    await pass_time(20, times=2)
    assert (numbers(cloud, 1), numbers(cloud, 2)) == ([1], [2])


@pytest.mark.parametrize("error", [ValueError("year"), RecursionError(), KeyError()])
async def test_a_queued_event_that_raises_does_not_hold_those_behind_it(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    error: Exception,
) -> None:
    create_event_method = entry.runtime_data.client.create_event

    async def fail_for_first(camera_id: int, name: str, **data: Any) -> int | None:
        if data["meta"] == {"number": "0"}:
            raise error
        return await create_event_method(camera_id, name, **data)

    await queue_events(hass, cloud, *range(5))
    entry.runtime_data.client.create_event = fail_for_first
    await pass_time(6, times=4)
    assert numbers(cloud) == [1]
    await pass_time(60, times=30)
    assert numbers(cloud) == [1, 2, 3, 4]
    # The others were accepted, so it is at fault.
    assert queued_count(hass) == 0
    assert get_issue(hass, entry, "creates_refused") is not None


def make_unstorable_event(cloud: Cloud) -> PendingEvent:
    return PendingEvent(
        camera_id=CAMERA_ID,
        event_type="motion",
        time=cloud.now(),
        meta={"number": "0", "name": "\ud800"},
    )


async def test_an_event_that_no_file_can_hold_is_not_queued_and_holds_no_other(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
) -> None:
    outbox = entry.runtime_data.outbox
    cloud.faults.drop_next(10_000)
    for number in (1, 2):
        # The first one is tried, and cannot be encoded.
        with pytest.raises((HomeAssistantError, VxgRequestError)):
            await outbox.async_send(make_unstorable_event(cloud))
        assert (await create_event(hass, number))["status"] == "queued"
    stored = Disk(storage=hass_storage, entry=entry).outbox["creates"]
    assert [item["meta"]["number"] for item in stored] == ["1", "2"]
    await recover(cloud, pass_time)
    assert numbers(cloud) == [1, 2]


async def test_while_an_unstorable_event_is_sent_others_are_saved(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    cloud: Cloud,
    server: CloudServer,
) -> None:
    entry = await set_up_two_cameras(hass, cloud, server)
    gate = cloud.faults.hold(method="POST", count=1)
    sending = asyncio.create_task(create_event(hass, 0))
    await gate.reached()
    waiting = asyncio.create_task(
        entry.runtime_data.outbox.async_send(make_unstorable_event(cloud))
    )
    await asyncio.sleep(0)
    cloud.faults.drop_next(1, path=EVENTS)
    result = await create_event(hass, 1, target="camera.camera_1")
    assert result["status"] == "queued"
    stored = Disk(storage=hass_storage, entry=entry).outbox["creates"]
    assert [item["meta"]["number"] for item in stored] == ["0", "1"]
    gate.release()
    assert (await sending)["status"] == "created"
    with pytest.raises((HomeAssistantError, VxgRequestError)):
        await waiting
