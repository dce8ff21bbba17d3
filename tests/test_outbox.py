"""Events that the cloud cannot take now: kept, in order, asked for before sent again."""

import asyncio
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import ClientTimeout
from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import ATTR_ENTITY_ID, EVENT_HOMEASSISTANT_FINAL_WRITE
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg import outbox
from custom_components.vxg.aiovxg import transport
from custom_components.vxg.const import DOMAIN
from simulator import Cloud, CloudServer
from simulator.cloud import RecordedRequest

from .conftest import CAMERA_ID, Pass, make_entry, set_up

CAMERA = "camera.front_door"
WAITING = "sensor.front_door_unsent_events"
EVENTS = "/api/v2/storage/events/"


@pytest.fixture(autouse=True)
def _storage(hass_storage: dict[str, Any]) -> None:
    """Keep what is stored apart from what other tests store."""


async def create(
    hass: HomeAssistant, number: int = 0, *, target: str = CAMERA, **data: Any
) -> dict[str, Any]:
    """Create an event that its number tells from others; return the answer."""
    response = await hass.services.async_call(
        DOMAIN,
        "create_event",
        {
            ATTR_ENTITY_ID: target,
            "event_type": "motion",
            "metadata": {"number": number},
            **data,
        },
        blocking=True,
        return_response=True,
    )
    assert response is not None
    answer = response[target]
    assert isinstance(answer, dict)
    return answer


def numbers(cloud: Cloud, camera_id: int = CAMERA_ID) -> list[int]:
    """Return the numbers of the events in the order in which the cloud got them."""
    return [
        int(event.meta["number"])
        for event in cloud.events
        if event.camera_id == camera_id
    ]


def orders(cloud: Cloud, method: str = "POST") -> list[RecordedRequest]:
    """Return the creates that came, or the questions after one event."""
    return [
        request
        for request in cloud.requests
        if request.method == method
        and request.path == EVENTS
        and (method == "POST" or "events" in request.query)
    ]


def waiting(hass: HomeAssistant, entity_id: str = WAITING) -> int:
    state = hass.states.get(entity_id)
    assert state is not None
    return int(state.state)


def issue(hass: HomeAssistant, entry: MockConfigEntry, notice: str) -> Any:
    return ir.async_get(hass).async_get_issue(DOMAIN, f"{notice}_{entry.entry_id}")


def stored(hass_storage: dict[str, Any], entry: MockConfigEntry) -> dict[str, Any]:
    found: dict[str, Any] = hass_storage[f"{DOMAIN}.{entry.entry_id}.outbox"]["data"]
    return found


async def restart(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """End an entry in good order and begin anew."""
    await hass.config_entries.async_unload(entry.entry_id)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)


async def crash(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    entry: MockConfigEntry,
) -> None:
    """Begin anew with what is on disk now, whatever is saved after this."""
    disk = deepcopy(hass_storage)
    await hass.config_entries.async_unload(entry.entry_id)
    hass_storage.clear()
    hass_storage.update(disk)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_while_the_cloud_is_down_events_wait_and_go_out_in_order_with_their_time(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    assert waiting(hass) == 0
    cloud.faults.drop_next(10_000)
    times = []
    for number in range(5):
        times.append(datetime.now(UTC))
        answer = await create(hass, number)
        assert answer == {
            "success": True,
            "status": "queued",
            "event_id": None,
            "time": times[-1].isoformat(),
            "error": None,
        }
        assert waiting(hass) == number + 1
        await pass_time(20)
    for _ in range(10):
        await pass_time(60)
    assert waiting(hass) == 5
    cloud.faults.clear()
    cloud.requests.clear()
    await pass_time(61)
    await pass_time(31)
    assert numbers(cloud) == [0, 1, 2, 3, 4]
    assert [event.time for event in cloud.events] == times
    assert len(orders(cloud)) == 5
    assert waiting(hass) == 0
    assert (await create(hass, 9))["status"] == "created"


async def test_an_outage_costs_no_more_than_a_try_in_five_minutes(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    cloud.faults.drop_next(10_000)
    for number in range(5):
        await create(hass, number)
    for _ in range(30):
        await pass_time(60)
    assert len(orders(cloud)) == 1
    # The first is asked for; a read that was dropped is repeated once by the session.
    assert len(orders(cloud, "GET")) <= 2 * 6


@pytest.mark.parametrize(("delay", "copies"), [(0, 1), (20, 1), (60, 2)])
async def test_after_a_lost_answer_the_cloud_is_asked_before_it_is_told_again(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: Pass,
    delay: int,
    copies: int,
) -> None:
    cloud.listing_delay = timedelta(seconds=delay)
    cloud.faults.lose_answer_next(1, method="POST")
    ordered = datetime.now(UTC)
    assert (await create(hass))["status"] == "queued"
    cloud.requests.clear()
    for _ in range(14):
        await pass_time(2)
    assert not orders(cloud)
    assert not orders(cloud, "GET")
    for _ in range(40):
        await pass_time(2)
    assert len(cloud.events) == copies
    assert {event.time for event in cloud.events} == {ordered}
    assert len(orders(cloud)) == copies - 1
    (asked,) = orders(cloud, "GET")
    assert asked.query["camid"] == str(CAMERA_ID)
    assert asked.query["events"] == "motion"
    span = [datetime.fromisoformat(asked.query[key]) for key in ("start", "end")]
    assert span[1] - span[0] < timedelta(seconds=3)
    assert waiting(hass) == 0


async def test_what_surely_did_not_arrive_is_sent_again_without_asking(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    cloud.faults.rate_limit(1, retry_after=20, path=EVENTS)
    assert (await create(hass))["status"] == "queued"
    # Others too leave the cloud alone, though polls go on.
    assert (await create(hass, 1))["status"] == "queued"
    for _ in range(9):
        await pass_time(2)
    assert len(orders(cloud)) == 1
    for _ in range(6):
        await pass_time(2)
    assert numbers(cloud) == [0, 1]
    assert not orders(cloud, "GET")


async def test_an_answer_that_does_not_come_in_time_leaves_an_event_in_doubt(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    cloud: Cloud,
    server: CloudServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    gate = cloud.faults.hold(method="POST")
    monkeypatch.setattr(transport, "TIMEOUT", ClientTimeout(total=0.1))
    assert (await create(hass))["status"] == "queued"
    gate.release()
    (kept,) = stored(hass_storage, entry)["creates"]
    assert kept["tried"] is not None


async def test_without_a_connection_nothing_is_in_doubt(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: Pass
) -> None:
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    await server.__aexit__()
    assert (await create(hass))["status"] == "queued"
    await pass_time(3)
    assert waiting(hass) == 1
    async with CloudServer(cloud, port=server.port):
        await pass_time(61)
        assert numbers(cloud) == [0]
        assert not orders(cloud, "GET")
        await hass.config_entries.async_unload(entry.entry_id)


async def test_nothing_overtakes_what_waits_on_its_camera_and_others_do_not_care(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: Pass
) -> None:
    cloud.add_camera(7, "Garden")
    for camera_id in (CAMERA_ID, 7):
        cloud.channel_token(camera_id)
    entry = make_entry(cloud, server, token=cloud.group_token(), title="Home")
    await set_up(hass, entry)
    cloud.faults.lose_answer_next(1, method="POST")
    assert (await create(hass, 1))["status"] == "queued"
    await pass_time(3)
    assert (await create(hass, 2))["status"] == "queued"
    garden = await create(hass, 3, target="camera.garden")
    assert garden["status"] == "created"
    assert waiting(hass, "sensor.home_unsent_events") == 2
    for _ in range(20):
        await pass_time(2)
    assert numbers(cloud) == [1, 2]
    assert numbers(cloud, 7) == [3]


async def test_the_same_event_is_taken_once_while_it_is_here(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    time = "2026-07-01T12:00:00+00:00"
    gate = cloud.faults.hold(method="POST")
    calls = [asyncio.create_task(create(hass, time=time)) for _ in range(3)]
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
        assert (await create(hass, time=time))["status"] == "queued"
    assert (await create(hass, 1, time=time))["status"] == "queued"
    assert waiting(hass) == 2
    cloud.faults.clear()
    for _ in range(20):
        await pass_time(2)
    assert numbers(cloud) == [0, 0, 1]


async def test_without_a_queue_the_error_comes_and_nothing_is_kept(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    cloud.faults.drop_next(1, method="POST")
    with pytest.raises(HomeAssistantError) as caught:
        await create(hass, queue=False)
    assert caught.value.translation_key == "cannot_connect"
    assert waiting(hass) == 0
    # One failure says nothing of the next order that wants to know for sure.
    assert (await create(hass, 1, queue=False))["status"] == "created"

    cloud.faults.drop_next(1, method="POST")
    assert (await create(hass, 2))["status"] == "queued"
    cloud.requests.clear()
    with pytest.raises(ServiceValidationError) as caught:
        await create(hass, 3, queue=False)
    assert caught.value.translation_key == "others_waiting"
    assert not cloud.requests
    for _ in range(20):
        await pass_time(2)
    assert numbers(cloud) == [1, 2]


async def test_what_stands_behind_a_failure_shares_its_fate(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    gate = cloud.faults.hold(method="POST", count=1)
    cloud.faults.drop_next(10, method="POST")
    first = asyncio.create_task(create(hass, 1))
    await gate.reached()
    second = asyncio.create_task(create(hass, 2))
    third = asyncio.create_task(create(hass, 3, queue=False))
    fourth = asyncio.create_task(create(hass, 4))
    await asyncio.sleep(0)
    gate.release()
    assert (await first)["status"] == "created"
    assert (await second)["status"] == "queued"
    with pytest.raises(HomeAssistantError) as caught:
        await third
    assert caught.value.translation_key == "cannot_connect"
    assert (await fourth)["status"] == "queued"
    assert len(orders(cloud)) == 2
    cloud.faults.clear()
    for _ in range(20):
        await pass_time(2)
    assert numbers(cloud) == [1, 2, 4]


async def test_no_more_wait_than_is_good(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: Pass,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(outbox, "MAX_WAITING", 3)
    cloud.faults.drop_next(10_000)
    calls = [asyncio.create_task(create(hass, number)) for number in range(4)]
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert [isinstance(result, dict) for result in results] == [True, True, True, False]
    assert isinstance(results[3], ServiceValidationError)
    assert results[3].translation_key == "outbox_full"
    with pytest.raises(ServiceValidationError) as caught:
        await create(hass, 9)
    assert caught.value.translation_key == "outbox_full"
    assert "Front door" in str(caught.value)
    # What waits already is still here.
    assert waiting(hass) == 3
    cloud.faults.clear()
    for _ in range(60):
        await pass_time(2)
    assert numbers(cloud) == [0, 1, 2]


async def test_after_a_week_events_are_given_up_with_a_notice(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: Pass,
    caplog: pytest.LogCaptureFixture,
) -> None:
    cloud.faults.drop_next(1_000_000)
    await create(hass, 1)
    await create(hass, 2)
    await pass_time(24 * 3600)
    await create(hass, 3)
    await pass_time(6 * 24 * 3600 - 301)
    assert waiting(hass) == 3
    assert issue(hass, entry, "creates_expired") is None
    await pass_time(301)
    await pass_time(301)
    assert waiting(hass) == 1
    notice = issue(hass, entry, "creates_expired")
    assert notice.is_fixable
    assert notice.is_persistent
    assert notice.translation_placeholders == {
        "name": "Front door",
        "count": "2",
        "camera": "Front door",
        "event_type": "motion",
        "detail": "–",
    }
    assert caplog.text.count("is given up") == 1
    cloud.faults.clear()
    await pass_time(61)
    await pass_time(31)
    assert numbers(cloud) == [3]


@pytest.mark.parametrize("status", [400, 403, 404])
async def test_what_the_cloud_refuses_later_is_given_up_with_a_notice(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: Pass,
    status: int,
) -> None:
    cloud.faults.rate_limit(1, retry_after=1, path=EVENTS)
    await create(hass, 1)
    await create(hass, 2)
    # Believed the second time, after a read that succeeded.
    cloud.faults.fail_next(2, status=status, method="POST", detail="No such thing")
    for _ in range(10):
        await pass_time(2)
    assert numbers(cloud) == [2]
    assert waiting(hass) == 0
    notice = issue(hass, entry, "creates_refused")
    assert notice.translation_placeholders["detail"] == "No such thing"
    assert notice.translation_placeholders["count"] == "1"


async def test_a_refusal_while_reads_fail_too_is_not_believed(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    cloud.faults.rate_limit(1, retry_after=1, path=EVENTS)
    await create(hass, 1)
    # A proxy that knows the cloud no more.
    cloud.faults.fail_next(10_000, status=404)
    for _ in range(10):
        await pass_time(300)
    assert len(orders(cloud)) > 1
    assert waiting(hass) == 1
    cloud.faults.clear()
    await pass_time(61)
    assert numbers(cloud) == [1]
    assert issue(hass, entry, "creates_refused") is None


async def test_a_token_that_is_refused_can_be_replaced_so_events_wait(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    cloud.faults.rate_limit(1, retry_after=1, path=EVENTS)
    await create(hass, 1)
    cloud.faults.fail_next(2, status=401, method="POST")
    for _ in range(10):
        await pass_time(2)
    assert waiting(hass) == 1
    for _ in range(10):
        await pass_time(2)
    assert numbers(cloud) == [1]


async def test_an_event_that_makes_the_cloud_stumble_does_not_hold_up_the_others(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    real = entry.runtime_data.client.create_event

    async def stumble(camera_id: int, name: str, **data: Any) -> int | None:
        if data["meta"] == {"number": "0"}:
            cloud.faults.fail_next(1, status=500, method="POST", detail="Oops")
        return await real(camera_id, name, **data)

    entry.runtime_data.client.create_event = stumble
    for number in range(8):
        await create(hass, number)
    for _ in range(600):
        await pass_time(10)
    assert numbers(cloud) == [1, 2, 3, 4, 5, 6, 7]
    assert waiting(hass) == 0
    notice = issue(hass, entry, "creates_refused")
    assert notice.translation_placeholders["detail"] == "Oops"


@pytest.mark.parametrize(("minutes", "tries"), [(30, 15), (240, 55)])
async def test_a_cloud_that_takes_nothing_for_long_loses_nothing(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: Pass,
    minutes: int,
    tries: int,
) -> None:
    cloud.faults.fail_next(1_000_000, status=500, method="POST")
    for number in range(5):
        await create(hass, number)
    for _ in range(minutes):
        await pass_time(60)
    # At most one try in five minutes in the end.
    assert len(orders(cloud)) <= tries
    cloud.faults.clear()
    for _ in range(12):
        await pass_time(60)
    got = numbers(cloud)
    if minutes > 30:
        # Whose turn it was to be tried is all that can differ.
        got = sorted(got[:2]) + got[2:]
    assert got == [0, 1, 2, 3, 4]
    assert issue(hass, entry, "creates_refused") is None


@pytest.mark.parametrize("there", [False, True])
async def test_a_type_that_is_to_be_declared_is_declared_when_the_cloud_is_back(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: Pass,
    there: bool,
) -> None:
    cloud.faults.drop_next(10_000)
    await create(hass, 1, event_type="guest", create_event_type=True)
    with pytest.raises(ServiceValidationError) as caught:
        await create(hass, 2, event_type="guest")
    assert caught.value.translation_key == "unknown_event_type"
    if there:
        cloud.cameras[CAMERA_ID].add_type({"name": "guest", "custom": True})
    cloud.faults.clear()
    for _ in range(20):
        await pass_time(2)
    assert [event.name for event in cloud.events] == ["guest"]
    assert "guest" in entry.runtime_data.channels.data[CAMERA_ID].types


async def test_a_type_that_cannot_be_declared_later_is_no_reason_to_try_for_ever(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    cloud.faults.rate_limit(1, retry_after=1, path="event_processing")
    await create(hass, 1, event_type="guest", create_event_type=True)
    cloud.faults.fail_next(2, status=400, method="POST", detail="Too many types")
    for _ in range(10):
        await pass_time(2)
    assert not cloud.events
    assert waiting(hass) == 0
    notice = issue(hass, entry, "creates_refused")
    assert notice.translation_placeholders["detail"] == "Too many types"


async def test_an_orderly_restart_keeps_what_waits_and_asks_for_nothing_in_vain(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: Pass,
) -> None:
    await server_gone(hass, cloud, 3)
    await hass.config_entries.async_unload(entry.entry_id)
    assert stored(hass_storage, entry)["closed"] is True
    await hass.config_entries.async_setup(entry.entry_id)
    # Before the first is sent it is noted that nothing is sure any more.
    assert stored(hass_storage, entry)["closed"] is False
    assert waiting(hass) == 3
    await hass.async_block_till_done(wait_background_tasks=True)
    for _ in range(3):
        await pass_time(2)
    assert numbers(cloud) == [0, 1, 2]
    assert not orders(cloud, "GET")
    await pass_time(6)
    assert stored(hass_storage, entry)["creates"] == []


async def server_gone(hass: HomeAssistant, cloud: Cloud, count: int) -> None:
    """Let events wait that surely did not arrive."""
    cloud.faults.rate_limit(1, retry_after=1, path=EVENTS)
    for number in range(count):
        assert (await create(hass, number))["status"] == "queued"


async def test_after_a_crash_whatever_may_have_been_sent_is_asked_for(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: Pass,
) -> None:
    cloud.listing_delay = timedelta(seconds=20)
    await server_gone(hass, cloud, 4)
    before = deepcopy(hass_storage)
    cloud.faults.drop_next(1, method="POST")
    for _ in range(3):
        await pass_time(2)
    cloud.faults.clear()
    # Lost in the drop: the first is tried again after half a minute only.
    for _ in range(16):
        await pass_time(2)
    assert numbers(cloud) == [0, 1, 2, 3]
    hass_storage.update(before)
    await crash(hass, hass_storage, entry)
    assert waiting(hass) == 4
    cloud.requests.clear()
    for _ in range(20):
        await pass_time(2)
    assert waiting(hass) == 0
    assert numbers(cloud) == [0, 1, 2, 3]
    assert len(orders(cloud, "GET")) == 4
    assert not orders(cloud)


async def test_an_event_that_is_queued_is_on_disk_before_the_answer(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: Pass,
) -> None:
    cloud.faults.drop_next(10_000)
    for number in range(3):
        await create(hass, number)
        kept = stored(hass_storage, entry)["creates"]
        assert [item["meta"]["number"] for item in kept] == [
            str(known) for known in range(number + 1)
        ]
    await crash(hass, hass_storage, entry)
    cloud.faults.clear()
    await pass_time(61)
    await pass_time(31)
    assert numbers(cloud) == [0, 1, 2]


async def test_a_reload_in_the_midst_of_an_order_queues_it(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    gate = cloud.faults.hold(method="POST")
    calls = [asyncio.create_task(create(hass, number)) for number in range(2)]
    sure = asyncio.create_task(create(hass, 2, queue=False))
    await gate.reached()
    await hass.config_entries.async_unload(entry.entry_id)
    assert [answer["status"] for answer in await asyncio.gather(*calls)] == [
        "queued",
        "queued",
    ]
    with pytest.raises(HomeAssistantError):
        await sure
    cloud.faults.clear()
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    for _ in range(20):
        await pass_time(2)
    assert numbers(cloud) == [0, 1]


async def test_who_is_cut_off_for_good_is_told(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry
) -> None:
    gate = cloud.faults.hold(method="POST")
    call = asyncio.create_task(create(hass, queue=False))
    await gate.reached()
    task = entry.runtime_data.outbox.lines.of(CAMERA_ID).task
    assert task is not None
    task.cancel()
    with pytest.raises(HomeAssistantError) as caught:
        await call
    assert caught.value.translation_key == "cannot_connect"


async def test_failures_of_what_was_not_kept_are_not_held_against_others(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    for _ in range(20):
        cloud.faults.fail_next(1, status=500, method="POST")
        with pytest.raises(HomeAssistantError):
            await create(hass, queue=False)
    cloud.faults.rate_limit(1, retry_after=1, path=EVENTS)
    await create(hass, 1)
    for _ in range(4):
        await pass_time(2)
    assert numbers(cloud) == [1]


async def test_when_home_assistant_stops_what_is_left_is_written_at_the_end(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    cloud: Cloud,
    entry: MockConfigEntry,
) -> None:
    gate = cloud.faults.hold(method="POST")
    call = asyncio.create_task(create(hass))
    await gate.reached()
    hass.set_state(CoreState.stopping)
    hass.bus.async_fire("homeassistant_stop")
    assert (await call)["status"] == "queued"
    # Nothing is sent from here on, not even what a poll under way would wake.
    assert (await create(hass, 1))["status"] == "queued"
    hass.set_state(CoreState.final_write)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_FINAL_WRITE)
    await hass.async_block_till_done()
    data = stored(hass_storage, entry)
    assert data["closed"] is True
    first, second = data["creates"]
    # It was under way, so it may be there.
    assert first["tried"] is not None
    assert second["tried"] is None
    gate.release()


async def test_what_nobody_needs_is_not_written(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: Pass,
) -> None:
    await create(hass)
    await restart(hass, entry)
    await pass_time(10)
    assert f"{DOMAIN}.{entry.entry_id}.outbox" not in hass_storage
    hass.bus.async_fire("homeassistant_stop")
    await hass.async_block_till_done()
    assert f"{DOMAIN}.{entry.entry_id}.outbox" not in hass_storage


async def test_removing_an_entry_counts_what_was_not_sent_and_leaves_nothing(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: Pass,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await server_gone(hass, cloud, 3)
    cloud.faults.fail_next(2, status=400, method="POST")
    cloud.faults.drop_next(10_000, method="POST")
    for _ in range(8):
        await pass_time(2)
    assert issue(hass, entry, "creates_refused") is not None
    await hass.config_entries.async_remove(entry.entry_id)
    assert "Front door was removed with 2 events unsent" in caplog.text
    assert f"{DOMAIN}.{entry.entry_id}.outbox" not in hass_storage
    assert issue(hass, entry, "creates_refused") is None


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
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    ordered = datetime.now(UTC)
    assert (await create(hass))["status"] == "queued"
    await hass.services.async_call(
        DOMAIN,
        "create_event",
        {ATTR_ENTITY_ID: CAMERA, "event_type": "motion", "metadata": {"number": 1}},
        blocking=True,
    )
    await pass_time(31)
    cloud.faults.clear()
    await pass_time(61)
    await pass_time(31)
    assert numbers(cloud) == [0, 1]
    assert cloud.events[0].time == ordered
    # A group first has to read the camera's token, and that failed: nothing was sent.
    assert bool(orders(cloud, "GET")) == (kind == "channel")


async def test_a_button_does_not_lose_its_press(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: Pass
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
    assert waiting(hass) == 1
    cloud.faults.clear()
    for _ in range(20):
        await pass_time(2)
    assert [(event.name, event.time) for event in cloud.events] == [("guest", pressed)]


async def test_whoever_gives_up_waiting_does_not_take_the_event_back(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    gate = cloud.faults.hold(method="POST")
    call = asyncio.create_task(create(hass))
    await gate.reached()
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    gate.release()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert numbers(cloud) == [0]
    for _ in range(20):
        await pass_time(2)
    assert numbers(cloud) == [0]


async def test_one_event_a_camera_and_few_in_all_are_on_their_way_at_once(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    for camera_id in range(1, 8):
        cloud.add_camera(camera_id, f"Camera {camera_id}")
    entry = make_entry(cloud, server, token=cloud.group_token())
    await set_up(hass, entry)
    cloud.requests.clear()
    gates = [cloud.faults.hold(method="POST", count=1) for _ in range(4)]
    calls = [
        asyncio.create_task(create(hass, number, target=f"camera.camera_{camera_id}"))
        for camera_id in range(1, 8)
        for number in range(3)
    ]
    for gate in gates:
        await gate.reached()
    # Time for a fifth to come, if it would.
    await entry.runtime_data.events.async_refresh()
    under_way = [request.body["camid"] for request in orders(cloud)]
    assert len(under_way) == len(set(under_way)) == 4
    for gate in gates:
        gate.release()
    assert {answer["status"] for answer in await asyncio.gather(*calls)} == {"created"}
    for camera_id in range(1, 8):
        assert numbers(cloud, camera_id) == [0, 1, 2]


async def test_when_one_camera_finds_the_cloud_gone_the_others_need_not_try(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    for camera_id in range(1, 21):
        cloud.add_camera(camera_id, f"Camera {camera_id}")
    entry = make_entry(cloud, server, token=cloud.group_token())
    await set_up(hass, entry)
    cloud.requests.clear()
    cloud.faults.drop_next(10_000)
    response = await hass.services.async_call(
        DOMAIN,
        "create_event",
        {
            ATTR_ENTITY_ID: [f"camera.camera_{number}" for number in range(1, 21)],
            "event_type": "motion",
        },
        blocking=True,
        return_response=True,
    )
    assert response is not None
    assert {answer["status"] for answer in response.values()} == {"queued"}
    assert len(orders(cloud)) <= 4


async def test_without_polling_events_are_sent_all_the_same(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: Pass
) -> None:
    entry = make_entry(cloud, server, pref_disable_polling=True)
    await set_up(hass, entry)
    cloud.faults.drop_next(1, method="POST")
    assert (await create(hass))["status"] == "queued"
    for _ in range(2):
        await restart(hass, entry)
    await pass_time(200)
    assert not cloud.events
    await pass_time(101)
    assert numbers(cloud) == [0]


async def test_where_a_groups_list_is_refused_the_camera_itself_asks(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: Pass
) -> None:
    cloud.group_list_status = 403
    entry = make_entry(cloud, server, token=cloud.group_token())
    await set_up(hass, entry)
    cloud.faults.lose_answer_next(1, method="POST")
    assert (await create(hass))["status"] == "queued"
    for _ in range(20):
        await pass_time(2)
    assert numbers(cloud) == [0]
    assert waiting(hass) == 0


async def test_who_may_not_look_sends_again(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: Pass
) -> None:
    entry = make_entry(cloud, server, pref_disable_polling=True)
    await set_up(hass, entry)
    cloud.faults.lose_answer_next(1, method="POST")
    assert (await create(hass))["status"] == "queued"
    cloud.faults.fail_next(1, status=403, path=EVENTS, method="GET")
    await pass_time(301)
    assert numbers(cloud) == [0, 0]
    assert waiting(hass) == 0


async def test_an_answer_without_a_list_tells_nothing(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    cloud.faults.lose_answer_next(1, method="POST")
    assert (await create(hass))["status"] == "queued"
    await pass_time(29)
    cloud.faults.answer_next(body={"meta": {}}, path=EVENTS, count=2)
    for _ in range(2):
        await pass_time(2)
    assert waiting(hass) == 1
    for _ in range(20):
        await pass_time(2)
    assert numbers(cloud) == [0]
    assert len(orders(cloud)) == 1


@pytest.mark.parametrize("metadata", [{}, {"number": 1}])
async def test_likes_are_told_apart_where_the_cloud_cuts_off_fractions(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: Pass,
    freezer: FrozenDateTimeFactory,
    metadata: dict[str, Any],
) -> None:
    cloud.spelling.fractions = False
    freezer.move_to(datetime.now(UTC).replace(microsecond=0))
    freezer.tick(0.2)
    assert (await create(hass, metadata={}))["status"] == "created"
    freezer.tick(0.3)
    # It does not arrive, but what is listed then looks just like it.
    cloud.faults.drop_next(1, method="POST")
    assert (await create(hass, metadata=metadata))["status"] == "queued"
    for _ in range(20):
        await pass_time(2)
    assert len(cloud.events) == 2


async def test_an_event_is_found_where_the_cloud_cuts_off_fractions(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    cloud.spelling.fractions = False
    cloud.faults.lose_answer_next(1, method="POST")
    await create(hass, time="2026-07-01T12:00:00.654321+00:00")
    for _ in range(20):
        await pass_time(2)
    assert len(cloud.events) == 1
    assert waiting(hass) == 0


async def test_a_fault_of_ours_leaves_nobody_waiting_and_what_waits_is_kept(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: Pass,
    caplog: pytest.LogCaptureFixture,
) -> None:
    real = entry.runtime_data.client.create_event
    entry.runtime_data.client.create_event = lambda *_, **__: 1 / 0
    with pytest.raises(ZeroDivisionError):
        await create(hass)
    entry.runtime_data.client.create_event = real
    await server_gone(hass, cloud, 1)
    entry.runtime_data.client.create_event = lambda *_, **__: 1 / 0
    for _ in range(5):
        await pass_time(2)
    assert caplog.text.count("Events could not be sent") == 2
    entry.runtime_data.client.create_event = real
    assert waiting(hass) == 1
    await pass_time(301)
    await pass_time(2)
    assert numbers(cloud) == [0]


async def test_diagnostics_tell_of_what_waits_but_not_what_is_in_it(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: Pass
) -> None:
    from custom_components.vxg.diagnostics import async_get_config_entry_diagnostics

    ordered = datetime.now(UTC)
    cloud.faults.drop_next(10_000)
    await create(hass, metadata={"plate": "AB-123"})
    told = await async_get_config_entry_diagnostics(hass, entry)
    assert told["outbox"]["waiting"] == 1
    assert told["outbox"]["oldest"] == ordered.isoformat()
    assert "cannot be reached" in told["outbox"]["failure"]
    assert "AB-123" not in str(told)
    cloud.faults.clear()
    for _ in range(20):
        await pass_time(2)
    told = await async_get_config_entry_diagnostics(hass, entry)
    assert told["outbox"] == {
        "waiting": 0,
        "oldest": None,
        "sent_later": 1,
        "dropped": 0,
        "failure": None,
    }


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
    key = f"{DOMAIN}.{entry.entry_id}.outbox"
    hass_storage[key] = {"key": key, "minor_version": 1, **content}
    await set_up(hass, entry)
    assert waiting(hass) == 0
    assert (await create(hass))["status"] == "created"
