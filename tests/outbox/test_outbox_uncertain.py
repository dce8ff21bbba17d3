"""Tests for events that may have arrived: they are verified before they are resent."""

from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import ClientTimeout
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.aiovxg import transport
from simulator import Cloud, CloudServer

from ..common.outbox import (
    EVENTS,
    Disk,
    create_event,
    event_requests,
    numbers,
    queued_count,
)
from ..conftest import CAMERA_ID, PassTime, make_entry, set_up

# Stored files are not shared with other tests.
pytestmark = pytest.mark.usefixtures("hass_storage")


async def create_with_lost_response(
    hass: HomeAssistant, cloud: Cloud, **data: Any
) -> None:
    """Create an event whose response is lost."""
    cloud.faults.lose_answer_next(1, method="POST")
    assert (await create_event(hass, **data))["status"] == "queued"


@pytest.mark.parametrize(("delay", "copies"), [(0, 1), (20, 1), (60, 2)])
async def test_after_a_lost_response_an_event_is_verified_before_it_is_resent(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    delay: int,
    copies: int,
) -> None:
    cloud.listing_delay = timedelta(seconds=delay)
    created_at = datetime.now(UTC)
    await create_with_lost_response(hass, cloud)
    cloud.requests.clear()
    await pass_time(2, times=14)
    assert not event_requests(cloud)
    assert not event_requests(cloud, "GET")
    await pass_time(2, times=40)
    assert len(cloud.events) == copies
    assert {event.time for event in cloud.events} == {created_at}
    assert len(event_requests(cloud)) == copies - 1
    (read,) = event_requests(cloud, "GET")
    assert read.query["camid"] == str(CAMERA_ID)
    assert read.query["events"] == "motion"
    span = [datetime.fromisoformat(read.query[key]) for key in ("start", "end")]
    assert span[1] - span[0] < timedelta(seconds=3)
    assert queued_count(hass) == 0


async def test_an_event_that_certainly_did_not_arrive_is_resent_without_verification(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.faults.rate_limit(1, retry_after=20, path=EVENTS)
    assert (await create_event(hass))["status"] == "queued"
    # Other events wait too, though polls go on.
    assert (await create_event(hass, 1))["status"] == "queued"
    await pass_time(2, times=9)
    assert len(event_requests(cloud)) == 1
    await pass_time(2, times=6)
    assert numbers(cloud) == [0, 1]
    assert not event_requests(cloud, "GET")


async def test_an_event_to_which_a_proxy_responds_with_a_page_is_sent_later(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.faults.html_next(path=EVENTS, method="POST")
    assert (await create_event(hass, 5))["status"] == "queued"
    assert numbers(cloud) == []
    await pass_time(2, times=20)
    assert numbers(cloud) == [5]
    assert queued_count(hass) == 0


async def test_after_a_timeout_an_event_may_have_arrived(
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
    assert (await create_event(hass))["status"] == "queued"
    gate.release()
    (stored,) = Disk(storage=hass_storage, entry=entry).outbox["creates"]
    assert stored["tried"] is not None


async def test_without_a_connection_an_event_has_not_arrived(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    await server.__aexit__()
    assert (await create_event(hass))["status"] == "queued"
    await pass_time(3)
    assert queued_count(hass) == 1
    async with CloudServer(cloud, port=server.port):
        await pass_time(61)
        assert numbers(cloud) == [0]
        assert not event_requests(cloud, "GET")
        await hass.config_entries.async_unload(entry.entry_id)


async def test_where_a_groups_list_is_refused_the_cameras_token_verifies(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    cloud.group_list_status = 403
    entry = make_entry(cloud, server, token=cloud.group_token())
    await set_up(hass, entry)
    await create_with_lost_response(hass, cloud)
    await pass_time(2, times=20)
    assert numbers(cloud) == [0]
    assert queued_count(hass) == 0


async def test_without_permission_to_read_an_event_is_resent(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    entry = make_entry(cloud, server, pref_disable_polling=True)
    await set_up(hass, entry)
    await create_with_lost_response(hass, cloud)
    cloud.faults.fail_next(1, status=403, path=EVENTS, method="GET")
    await pass_time(301)
    assert numbers(cloud) == [0, 0]
    assert queued_count(hass) == 0


async def test_a_response_without_a_list_does_not_verify_an_event(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    await create_with_lost_response(hass, cloud)
    await pass_time(29)
    cloud.faults.answer_next(body={"meta": {}}, path=EVENTS, count=2)
    await pass_time(2, times=2)
    assert queued_count(hass) == 1
    await pass_time(2, times=20)
    assert numbers(cloud) == [0]
    assert len(event_requests(cloud)) == 1


@pytest.mark.parametrize("metadata", [{}, {"number": 1}])
async def test_similar_events_are_distinguished_if_the_cloud_cuts_fractions(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    freezer: FrozenDateTimeFactory,
    metadata: dict[str, Any],
) -> None:
    cloud.wire_format.fractions = False
    freezer.move_to(datetime.now(UTC).replace(microsecond=0))
    freezer.tick(0.2)
    assert (await create_event(hass, metadata={}))["status"] == "created"
    freezer.tick(0.3)
    # It does not arrive, but the first event looks like it without fractions.
    cloud.faults.drop_next(1, method="POST")
    assert (await create_event(hass, metadata=metadata))["status"] == "queued"
    await pass_time(2, times=20)
    assert len(cloud.events) == 2


async def test_an_event_is_found_if_the_cloud_cuts_fractions(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    cloud.wire_format.fractions = False
    await create_with_lost_response(
        hass, cloud, time="2026-07-01T12:00:00.654321+00:00"
    )
    await pass_time(2, times=20)
    assert len(cloud.events) == 1
    assert queued_count(hass) == 0


async def test_an_event_is_found_if_the_cloud_adds_tags(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, pass_time: PassTime
) -> None:
    await create_with_lost_response(hass, cloud)
    cloud.events[0].meta["processed_by"] = "analytics"
    await pass_time(2, times=20)
    assert len(cloud.events) == 1
    assert queued_count(hass) == 0


async def test_a_like_event_of_the_camera_is_not_taken_for_a_created_one(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    freezer: FrozenDateTimeFactory,
) -> None:
    # By the second they have the same time, and neither has metadata.
    cloud.wire_format.fractions = False
    freezer.move_to(datetime.now(UTC).replace(microsecond=0))
    freezer.tick(0.2)
    own = cloud.raise_event(CAMERA_ID, "motion")
    time = cloud.now() + timedelta(seconds=0.3)
    await pass_time(2)
    # It does not arrive.
    cloud.faults.drop_next(1, method="POST")
    result = await create_event(hass, time=time.isoformat(), metadata={})
    assert result["status"] == "queued"
    await pass_time(2, times=30)
    assert queued_count(hass) == 0
    created = [event for event in cloud.events if event.id != own.id]
    assert [event.time for event in created] == [time]
