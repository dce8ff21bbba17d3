"""Tests for the command vxg/events/subscribe."""

import asyncio
from datetime import timedelta
import json
from typing import Any
from unittest.mock import Mock, patch

from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockUser,
    async_fire_time_changed,
)
from pytest_homeassistant_custom_component.typing import MockHAClientWebSocket

from custom_components.vxg.const import EVENT_VXG_GAP
from custom_components.vxg.frontend import async_get_bundle_version
from custom_components.vxg.helpers import clocks
from custom_components.vxg.helpers.availability import UNAVAILABLE_AFTER
from simulator import Cloud

from ..common.actions import CAMERA, call_action
from ..common.polling import make_next_poll_full
from ..conftest import CAMERA_ID, PassTime
from .conftest import GARDEN, GARDEN_ID, add_event, error_of, result_of, send

SUBSCRIBE = "events/subscribe"


async def subscribe(client: MockHAClientWebSocket, **fields: Any) -> dict[str, Any]:
    """Subscribe, and return the first message."""
    assert (await send(client, SUBSCRIBE, **fields))["success"]
    return await message_of(client)


async def message_of(client: MockHAClientWebSocket) -> dict[str, Any]:
    """Return the next message."""
    message = await client.receive_json()
    assert message["type"] == "event", message
    event: dict[str, Any] = message["event"]
    return event


async def test_the_availability_is_sent_at_first(
    hass: HomeAssistant, entry: MockConfigEntry, client: MockHAClientWebSocket
) -> None:
    assert await subscribe(client, entity_ids=[CAMERA]) == {
        "type": "availability",
        "available": True,
        "since": None,
        "entity_ids": [],
        "version": async_get_bundle_version(hass),
    }


@pytest.mark.usefixtures("entry")
async def test_a_new_event_and_its_picture_are_sent(
    hass: HomeAssistant,
    cloud: Cloud,
    client: MockHAClientWebSocket,
    pass_time: PassTime,
) -> None:
    await subscribe(client, entity_ids=[CAMERA], language="de")
    event = cloud.raise_event(
        CAMERA_ID, "motion", {"a": "1"}, listed_after=0, thumb_after=3
    )
    cloud.requests.clear()
    await pass_time(2)
    message = await message_of(client)
    assert message["type"] == "event"
    assert message["event"]["event_id"] == event.id
    assert message["event"]["name"] == "Bewegung"
    assert message["event"]["picture"] is None
    await pass_time(2, times=5)
    message = await message_of(client)
    assert message["type"] == "picture"
    assert message["event"]["event_id"] == event.id
    assert message["event"]["picture"].startswith("/api/vxg/picture/")
    # The list has the picture, too, without a request.
    cloud.requests.clear()
    listed = await result_of(
        client,
        "events/list",
        entity_ids=[CAMERA],
        start=event.time.isoformat(),
        language="de",
    )
    assert listed["events"] == [message["event"]]
    assert not cloud.requests


async def test_only_cameras_that_were_named_are_sent(
    hass: HomeAssistant,
    cloud: Cloud,
    group: MockConfigEntry,
    client: MockHAClientWebSocket,
    pass_time: PassTime,
) -> None:
    await subscribe(client, entity_ids=[GARDEN])
    add_event(cloud, 0)
    event = add_event(cloud, 0, camera_id=GARDEN_ID)
    await pass_time(2)
    message = await message_of(client)
    assert message["event"]["event_id"] == event.id
    assert message["event"]["entity_id"] == GARDEN


@pytest.mark.usefixtures("entry")
async def test_own_writes_and_what_a_list_finds_are_sent_as_changed(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    client: MockHAClientWebSocket,
    pass_time: PassTime,
) -> None:
    event = add_event(cloud, 1)
    make_next_poll_full(entry)
    await pass_time(2)
    await subscribe(client, entity_ids=[CAMERA])
    await call_action(hass, "update_event", event_id=event.id, set={"seen": "yes"})
    message = await message_of(client)
    assert message["type"] == "changed"
    assert message["event"]["metadata"] == {"seen": "yes"}
    assert message["event"]["picture"] is not None
    # Somebody else's change, which is not in memory.
    event.meta["seen"] = "no"
    await client.send_json_auto_id({"type": "vxg/events/list", "entity_ids": [CAMERA]})
    message = await message_of(client)
    assert message["type"] == "changed"
    assert message["event"]["metadata"] == {"seen": "no"}
    result = await client.receive_json()
    assert result["result"]["events"][0]["metadata"] == {"seen": "no"}
    # It is known now.
    await result_of(client, "events/list", entity_ids=[CAMERA])


@pytest.mark.usefixtures("entry")
async def test_gaps_and_the_availability_are_sent(
    hass: HomeAssistant, cloud: Cloud, hass_admin_user: MockUser, pass_time: PassTime
) -> None:
    since = cloud.now()
    sent: list[Any] = []
    connection = ActiveConnection(
        Mock(), hass, sent.append, hass_admin_user, None, None
    )
    connection.async_handle(
        {"id": 1, "type": "vxg/events/subscribe", "entity_ids": [CAMERA]}
    )
    await hass.async_block_till_done(wait_background_tasks=True)
    sent.clear()
    cloud.faults.fail_next(10**6, status=500)
    await pass_time(30, times=3)
    cloud.faults.clear()
    await pass_time(60)
    await pass_time(1)
    lost, gap, found = [json.loads(message)["event"] for message in sent]
    assert lost.pop("version")
    assert lost == {
        "type": "availability",
        "available": False,
        "since": since.isoformat(),
        "entity_ids": None,
    }
    assert gap["type"] == "gap"
    assert gap["gap"]["entity_ids"] is None
    assert gap["gap"]["start"] == since.isoformat()
    assert found["available"] is True
    # The end of the connection is that of the subscription.
    connection.async_handle_close()
    hass.bus.async_fire("vxg_gap", {})
    cloud.faults.fail_next(10**6, status=500)
    await pass_time(60, times=3)
    assert len(sent) == 3


async def test_a_camera_that_cannot_be_read_alone_is_named(
    hass: HomeAssistant, cloud: Cloud, group: MockConfigEntry, hass_admin_user: MockUser
) -> None:
    sent: list[Any] = []
    connection = ActiveConnection(
        Mock(), hass, sent.append, hass_admin_user, None, None
    )
    connection.async_handle(
        {"id": 1, "type": "vxg/events/subscribe", "entity_ids": [CAMERA, GARDEN]}
    )
    await hass.async_block_till_done(wait_background_tasks=True)
    sent.clear()
    availability = group.runtime_data.events.availability
    availability.camera_failed(GARDEN_ID, clocks.monotonic() - UNAVAILABLE_AFTER)
    hass.bus.async_fire(
        "vxg_gap",
        {
            "entry_id": group.entry_id,
            "camera_id": GARDEN_ID,
            "start": "2026-11-24T11:00:00+00:00",
            "end": "2026-11-24T11:30:00+00:00",
            "recovered": 2,
        },
    )
    hass.bus.async_fire("vxg_gap", {"entry_id": "other"})
    await hass.async_block_till_done(wait_background_tasks=True)
    async_fire_time_changed(hass, cloud.now() + timedelta(seconds=1))
    await hass.async_block_till_done(wait_background_tasks=True)
    async_fire_time_changed(hass, cloud.now() + timedelta(seconds=2))
    await hass.async_block_till_done(wait_background_tasks=True)
    gap, lost = [json.loads(message)["event"] for message in sent]
    assert gap["gap"]["entity_ids"] == [GARDEN]
    assert (lost["available"], lost["entity_ids"]) == (False, [GARDEN])
    # The end of the connection stops what waits.
    availability.forget_camera(GARDEN_ID)
    await hass.config_entries.async_unload(group.entry_id)
    connection.async_handle_close()
    assert len(sent) == 2


async def test_a_camera_that_an_entry_gets_later_is_sent(
    hass: HomeAssistant,
    cloud: Cloud,
    group: MockConfigEntry,
    client: MockHAClientWebSocket,
    pass_time: PassTime,
) -> None:
    await subscribe(client, entry_id=group.entry_id)
    cloud.add_camera(8, "Yard")
    await group.runtime_data.cameras.async_refresh()
    await hass.async_block_till_done(wait_background_tasks=True)
    event = add_event(cloud, 0, camera_id=8)
    await pass_time(2)
    message = await message_of(client)
    assert message["event"]["event_id"] == event.id
    assert message["event"]["entity_id"] == "camera.yard"


async def test_a_subscription_outlasts_a_reload_and_ends_on_request(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    client: MockHAClientWebSocket,
    pass_time: PassTime,
) -> None:
    before = len(hass.bus.async_listeners())
    response = await send(client, SUBSCRIBE, entry_id=entry.entry_id)
    await message_of(client)
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    event = add_event(cloud, 0)
    await pass_time(2)
    assert (await message_of(client))["event"]["event_id"] == event.id
    assert (await message_of(client))["type"] == "picture"
    await client.send_json_auto_id(
        {"type": "unsubscribe_events", "subscription": response["id"]}
    )
    assert (await client.receive_json())["success"]
    add_event(cloud, 0)
    await pass_time(2)
    assert await result_of(client, "events/list", entity_ids=[CAMERA])
    assert len(hass.bus.async_listeners()) == before


async def test_a_connection_that_closes_meanwhile_leaves_no_subscription(
    hass: HomeAssistant, entry: MockConfigEntry, hass_admin_user: MockUser
) -> None:
    before = hass.bus.async_listeners()
    sent: list[Any] = []
    connection = ActiveConnection(
        Mock(), hass, sent.append, hass_admin_user, None, None
    )
    gate = asyncio.Event()

    async def slow(*_: Any) -> dict[str, str]:
        await gate.wait()
        return {}

    with patch("custom_components.vxg.websocket.subscription.async_get_texts", slow):
        connection.async_handle(
            {"id": 1, "type": "vxg/events/subscribe", "entity_ids": [CAMERA]}
        )
        connection.async_handle_close()
        gate.set()
        await hass.async_block_till_done(wait_background_tasks=True)
    assert hass.bus.async_listeners() == before
    assert not connection.subscriptions
    assert not sent


async def test_rights_are_asked_for_each_message(
    hass: HomeAssistant,
    cloud: Cloud,
    group: MockConfigEntry,
    hass_read_only_user: MockUser,
    read_only_client: MockHAClientWebSocket,
    pass_time: PassTime,
) -> None:
    client = read_only_client
    hass_read_only_user.mock_policy({"entities": {"entity_ids": {CAMERA: True}}})
    error = await error_of(client, SUBSCRIBE, entity_ids=[GARDEN])
    assert error["translation_key"] == "foreign_camera"
    await subscribe(client, entry_id=group.entry_id)
    add_event(cloud, 0, camera_id=GARDEN_ID)
    own = add_event(cloud, 0)
    await pass_time(2)
    assert (await message_of(client))["event"]["event_id"] == own.id
    assert (await message_of(client))["type"] == "picture"
    # Somebody takes the right away.
    hass_read_only_user.mock_policy({})
    add_event(cloud, 0)
    await pass_time(2)
    gap = {"start": "2026-01-01T00:00Z", "end": "2026-01-01T00:01Z", "recovered": 0}
    hass.bus.async_fire(EVENT_VXG_GAP, {"entry_id": group.entry_id, **gap})
    availability = group.runtime_data.events.availability
    availability.camera_failed(CAMERA_ID, clocks.monotonic() - UNAVAILABLE_AFTER)
    await pass_time(1)
    assert not availability.is_available(CAMERA_ID)
    availability.forget_camera(CAMERA_ID)
    await pass_time(1)
    hass_read_only_user.mock_policy({"entities": True})
    last = add_event(cloud, 0)
    await pass_time(2)
    assert (await message_of(client))["event"]["event_id"] == last.id
