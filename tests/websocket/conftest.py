"""Fixtures and helpers for tests of the websocket commands."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import (
    MockHAClientWebSocket,
    WebSocketGenerator,
)

from simulator import Cloud, CloudServer, StoredEvent

from ..conftest import CAMERA_ID, make_entry, set_up

GARDEN_ID = 7
GARDEN = "camera.garden"

type Send = Callable[..., Awaitable[Any]]


@pytest.fixture(autouse=True)
def noon(freezer: FrozenDateTimeFactory) -> None:
    """Set the same time in each test."""
    freezer.move_to("2026-11-24T12:00:00Z")


@pytest.fixture
async def entry(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> MockConfigEntry:
    """Return a loaded entry of one camera."""
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    return entry


@pytest.fixture
async def group(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> MockConfigEntry:
    """Return a loaded entry of a group of two cameras."""
    cloud.add_camera(GARDEN_ID, "Garden")
    entry = make_entry(cloud, server, token=cloud.group_token(), unique_id="group")
    await set_up(hass, entry)
    return entry


@pytest.fixture
async def client(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> MockHAClientWebSocket:
    """Return a connection of an administrator."""
    return await hass_ws_client(hass)


@pytest.fixture
async def read_only_client(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    hass_read_only_access_token: str,
) -> MockHAClientWebSocket:
    """Return a connection of a user with few rights."""
    return await hass_ws_client(hass, hass_read_only_access_token)


async def send(
    client: MockHAClientWebSocket, command: str, **fields: Any
) -> dict[str, Any]:
    """Send a command, and return the response."""
    await client.send_json_auto_id({"type": f"vxg/{command}", **fields})
    response: dict[str, Any] = await client.receive_json()
    return response


async def result_of(client: MockHAClientWebSocket, command: str, **fields: Any) -> Any:
    """Send a command, and return its result."""
    response = await send(client, command, **fields)
    assert response["success"], response
    return response["result"]


async def error_of(
    client: MockHAClientWebSocket, command: str, **fields: Any
) -> dict[str, Any]:
    """Send a command that fails, and return the error."""
    response = await send(client, command, **fields)
    assert not response["success"], response
    error: dict[str, Any] = response["error"]
    return error


def add_event(
    cloud: Cloud,
    minutes: float,
    name: str = "motion",
    *,
    camera_id: int = CAMERA_ID,
    meta: dict[str, str] | None = None,
) -> StoredEvent:
    """Store an event of some minutes ago, with a picture."""
    time = cloud.now() - timedelta(minutes=minutes)
    return cloud.raise_event(camera_id, name, meta, time, listed_after=0, thumb_after=0)


def ids(events: list[dict[str, Any]]) -> list[int]:
    """Return the ids of events."""
    return [event["event_id"] for event in events]


def list_requests(cloud: Cloud) -> list[dict[str, str]]:
    """Return the queries of the requests for lists of events."""
    return [
        dict(request.query)
        for request in cloud.requests
        if request.path.rstrip("/").endswith("/storage/events")
    ]
