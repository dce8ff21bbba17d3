"""Tests for the signed paths of images and videos."""

from datetime import timedelta
import json
from typing import Any
from unittest.mock import Mock

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import (
    ClientSessionGenerator,
    MockHAClientWebSocket,
)

from custom_components.vxg.websocket.signed_paths import async_get_signed_paths
from simulator import Cloud

from ..common.actions import CAMERA
from .conftest import GARDEN, GARDEN_ID, add_event, result_of

HOUR = timedelta(hours=1)


async def listed_paths(client: MockHAClientWebSocket) -> list[tuple[str, str]]:
    """Return the paths of pictures and videos in a list."""
    result = await result_of(client, "events/list", entity_ids=[CAMERA])
    return [(event["picture"], event["video"]) for event in result["events"]]


async def test_paths_of_a_login_are_given_again_for_half_of_their_life(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    paths = async_get_signed_paths(hass)
    first = paths.async_sign("/api/vxg/picture/x", "login")
    freezer.tick(11 * HOUR)
    assert paths.async_sign("/api/vxg/picture/x", "login") == first
    assert paths.async_sign("/api/vxg/picture/y", "login") != first
    assert paths.async_sign("/api/vxg/picture/x", "other") != first
    freezer.tick(2 * HOUR)
    second = paths.async_sign("/api/vxg/picture/x", "login")
    assert second != first
    # Its signature would be from the future.
    freezer.tick(-3 * HOUR)
    assert paths.async_sign("/api/vxg/picture/x", "login") != second


@pytest.mark.usefixtures("entry")
async def test_a_browser_opens_the_paths_without_a_header_and_only_these(
    cloud: Cloud,
    client: MockHAClientWebSocket,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    add_event(cloud, 90)
    add_event(cloud, 91)
    (first, _), (second, _) = await listed_paths(client)
    assert await listed_paths(client) == await listed_paths(client)
    browser = await hass_client_no_auth()
    response = await browser.get(first)
    assert response.status == 200
    assert response.content_type == "image/jpeg"
    other = f"{second.partition('?')[0]}?{first.partition('?')[2]}"
    assert (await browser.get(other)).status == 401


async def test_paths_are_those_of_the_user_who_asked(
    hass: HomeAssistant,
    cloud: Cloud,
    group: MockConfigEntry,
    hass_read_only_user: MockUser,
    read_only_client: MockHAClientWebSocket,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    hass_read_only_user.mock_policy({"entities": {"entity_ids": {CAMERA: True}}})
    add_event(cloud, 90)
    ((picture, video),) = await listed_paths(read_only_client)
    browser = await hass_client_no_auth()
    assert (await browser.get(picture)).status == 200
    # Whoever may not read the camera any more cannot open what was signed before.
    hass_read_only_user.mock_policy({"entities": {"entity_ids": {GARDEN: True}}})
    assert (await browser.get(picture)).status == 404
    assert (await browser.get(video)).status == 404


async def test_a_connection_without_a_login_gets_no_paths(
    hass: HomeAssistant, cloud: Cloud, group: MockConfigEntry
) -> None:
    add_event(cloud, 90, camera_id=GARDEN_ID)
    sent: list[Any] = []
    connection = ActiveConnection(
        Mock(), hass, sent.append, MockUser(is_owner=True), None, None
    )
    connection.async_handle(
        {"id": 1, "type": "vxg/events/list", "entity_ids": [GARDEN]}
    )
    await hass.async_block_till_done(wait_background_tasks=True)
    (event,) = json.loads(sent[0])["result"]["events"]
    assert event["picture"] is event["video"] is None
