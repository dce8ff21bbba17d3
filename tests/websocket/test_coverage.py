"""Tests for the command vxg/coverage."""

from datetime import timedelta
from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import MockHAClientWebSocket

from simulator import Cloud

from ..common.actions import CAMERA
from .conftest import GARDEN, error_of, result_of

DAY: dict[str, Any] = {
    "entity_id": CAMERA,
    "start": "2026-11-24T00:00:00+00:00",
    "end": "2026-11-24T12:00:00+00:00",
}


async def assert_covered(cloud: Cloud, client: MockHAClientWebSocket) -> None:
    """Assert that the recordings of a morning are listed with one request."""
    cloud.requests.clear()
    periods = await result_of(client, "coverage", slices=100, **DAY)
    assert periods
    total = sum(seconds for _, seconds in periods)
    assert 0 < total <= timedelta(hours=12).total_seconds()
    assert all(start.startswith("2026-11-24T") for start, _ in periods)
    (sent,) = cloud.requests
    assert sent.query["slices"] == "100"


@pytest.mark.usefixtures("entry")
async def test_what_was_recorded_is_one_request(
    cloud: Cloud, client: MockHAClientWebSocket
) -> None:
    await assert_covered(cloud, client)


@pytest.mark.usefixtures("group")
async def test_what_was_recorded_by_a_camera_of_a_group_is_one_request(
    cloud: Cloud, client: MockHAClientWebSocket
) -> None:
    await assert_covered(cloud, client)


@pytest.mark.usefixtures("group")
@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"entity_id": "camera.other"}, "foreign_camera"),
        ({"slices": 0}, "out_of_range"),
        ({"slices": 1001}, "out_of_range"),
        ({"start": "2026-11-25"}, "start_after_end"),
        ({"start": "2026-01-01"}, "span_too_long"),
        ({"end": "9000-01-01"}, "bad_window"),
    ],
)
async def test_bad_input_is_refused_with_a_translated_text(
    cloud: Cloud, client: MockHAClientWebSocket, fields: dict[str, Any], key: str
) -> None:
    cloud.requests.clear()
    error = await error_of(client, "coverage", **DAY | fields)
    assert error["translation_key"] == key
    assert not cloud.requests


@pytest.mark.usefixtures("entry")
async def test_a_cloud_without_time_lines_is_an_error(
    cloud: Cloud, client: MockHAClientWebSocket
) -> None:
    cloud.faults.fail_next(1, status=404)
    error = await error_of(client, "coverage", **DAY)
    assert error["translation_key"] == "not_found"


async def test_a_camera_that_the_user_may_not_read_does_not_exist(
    hass: HomeAssistant,
    group: MockConfigEntry,
    hass_read_only_user: MockUser,
    read_only_client: MockHAClientWebSocket,
) -> None:
    hass_read_only_user.mock_policy({"entities": {"entity_ids": {CAMERA: True}}})
    assert await result_of(read_only_client, "coverage", **DAY)
    error = await error_of(read_only_client, "coverage", **DAY | {"entity_id": GARDEN})
    assert error["translation_key"] == "foreign_camera"
