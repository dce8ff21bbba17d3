"""Tests for the command vxg/events/get."""

from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import MockHAClientWebSocket

from simulator import Cloud

from ..common.actions import CAMERA, get_response
from ..conftest import CAMERA_ID
from .conftest import GARDEN, GARDEN_ID, add_event, error_of, result_of

GET = "events/get"


@pytest.mark.usefixtures("group")
async def test_an_event_is_as_in_a_list(
    cloud: Cloud, client: MockHAClientWebSocket
) -> None:
    event = add_event(
        cloud, 90, "plate_recognition", camera_id=GARDEN_ID, meta={"Plate": "AB"}
    )
    listed = await result_of(client, "events/list", entity_ids=[GARDEN], language="de")
    cloud.requests.clear()
    found = await result_of(
        client, GET, entity_id=GARDEN, event_id=event.id, language="de"
    )
    assert [found] == listed["events"]
    assert len(cloud.requests) == 1


@pytest.mark.usefixtures("group")
async def test_ids_that_javascript_rounds_can_be_texts(
    hass: HomeAssistant, cloud: Cloud, client: MockHAClientWebSocket
) -> None:
    ids = [2**53, 2**53 + 1, 2**63 - 1]
    for event_id in ids:
        cloud.raise_event(CAMERA_ID, "motion", event_id=event_id, listed_after=0)
    listed = await result_of(client, "events/list", entity_ids=[CAMERA])
    exact = [event["media_content_id"].rpartition("/")[2] for event in listed["events"]]
    assert sorted(exact) == sorted(map(str, ids))
    for text in exact:
        event = await result_of(client, GET, entity_id=CAMERA, event_id=text)
        assert event["event_id"] == int(text)
        response = await get_response(hass, "review_event", event_id=text)
        assert response[CAMERA]["event_id"] == int(text)


@pytest.mark.usefixtures("group")
@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"entity_id": CAMERA, "event_id": 4711}, "not_found"),
        ({"entity_id": CAMERA, "event_id": -1}, "not_found"),
        ({"entity_id": CAMERA, "event_id": 2**53}, "not_found"),
        ({"entity_id": "camera.other", "event_id": 1}, "foreign_camera"),
    ],
)
async def test_what_does_not_exist_is_an_error(
    client: MockHAClientWebSocket, fields: dict[str, Any], key: str
) -> None:
    error = await error_of(client, GET, **fields)
    assert error["translation_key"] == key


@pytest.mark.usefixtures("group")
async def test_an_event_of_another_camera_is_not_found(
    cloud: Cloud, client: MockHAClientWebSocket
) -> None:
    event = add_event(cloud, 90, camera_id=GARDEN_ID)
    error = await error_of(client, GET, entity_id=CAMERA, event_id=event.id)
    assert error["translation_key"] == "not_found"


@pytest.mark.usefixtures("group")
async def test_a_camera_that_the_user_may_not_read_does_not_exist(
    hass: HomeAssistant,
    cloud: Cloud,
    hass_read_only_user: MockUser,
    read_only_client: MockHAClientWebSocket,
) -> None:
    event = add_event(cloud, 90)
    fields = {"entity_id": CAMERA, "event_id": event.id}
    hass_read_only_user.mock_policy({"entities": {"entity_ids": {GARDEN: True}}})
    error = await error_of(read_only_client, GET, **fields)
    assert error["translation_key"] == "foreign_camera"
    hass_read_only_user.mock_policy({"entities": {"entity_ids": {CAMERA: True}}})
    assert (await result_of(read_only_client, GET, **fields))["event_id"] == event.id


async def test_a_cloud_that_cannot_be_read_is_an_error(
    cloud: Cloud, entry: MockConfigEntry, client: MockHAClientWebSocket
) -> None:
    event = add_event(cloud, 90)
    cloud.faults.fail_next(10**6, status=500)
    error = await error_of(client, GET, entity_id=CAMERA, event_id=event.id)
    assert error["translation_key"] == "cannot_connect"
