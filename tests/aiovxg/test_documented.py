"""Test the examples of the official documentation (API page, sections 4 and 5)."""

from datetime import UTC, datetime
import json
from typing import Any

from custom_components.vxg.aiovxg import EventType, VxgClient

from ..common.documented import ADDED, CREATED, TYPES
from ..conftest import CAMERA_ID
from .conftest import StubServer

TIME = datetime(2021, 9, 23, 16, 30, tzinfo=UTC)


def bodies(stub: StubServer) -> list[Any]:
    """Return the bodies that were sent."""
    return [json.loads(request._read_bytes or b"null") for request in stub.requests]


async def test_event_types_are_parsed_as_documented(
    stub_client: VxgClient, stub: StubServer
) -> None:
    stub.responses = [json.loads(TYPES)]
    page = await stub_client.event_types(CAMERA_ID)
    assert page.valid
    assert page.items == (
        EventType(
            name="motion",
            can_record=True,
            can_snapshot=True,
            notify=True,
            receive=True,
            record=True,
            snapshot=True,
        ),
        EventType(name="net", notify=True, receive=True),
        EventType(
            name="snapshot",
            can_snapshot=True,
            is_periodic=True,
            notify=True,
            period=0,
            snapshot=True,
        ),
    )
    assert len(stub.requests) == 1
    path = f"/api/v2/cameras/{CAMERA_ID}/event_processing/events/"
    assert stub.requests[0].path == path


async def test_an_event_type_is_added_as_documented(
    stub_client: VxgClient, stub: StubServer
) -> None:
    stub.responses = [json.loads(ADDED)]
    added = await stub_client.add_event_type(CAMERA_ID, "custom_event")
    assert added == EventType(name="custom_event", custom=True, notify=True)
    assert bodies(stub) == [{"name": "custom_event", "notify": True}]
    assert stub.requests[0].method == "POST"


async def test_an_event_is_created_as_documented(
    stub_client: VxgClient, stub: StubServer
) -> None:
    stub.responses = [json.loads(CREATED)]
    meta = {"tag": "value"}
    event_id = await stub_client.create_event(
        CAMERA_ID, "custom_event", time=TIME, meta=meta
    )
    assert event_id == 5
    assert bodies(stub) == [
        {
            "camid": CAMERA_ID,
            "name": "custom_event",
            "time": "2021-09-23T16:30:00",
            "meta": meta,
        }
    ]
    assert stub.requests[0].path == "/api/v2/storage/events/"
    assert stub.requests[0].headers["Authorization"].startswith("Acc ")


async def test_an_event_is_triggered_as_documented(
    stub_client: VxgClient, stub: StubServer
) -> None:
    stub.responses = [{}]
    await stub_client.trigger_event(
        CAMERA_ID, "motion", time=TIME, meta={"tag": "value"}
    )
    assert bodies(stub) == [{"time": "2021-09-23T16:30:00", "meta": {"tag": "value"}}]
    path = f"/api/v2/cameras/{CAMERA_ID}/event_processing/events/motion/trigger/"
    assert stub.requests[0].path == path
