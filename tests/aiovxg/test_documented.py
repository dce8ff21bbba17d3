"""The answers that the official documentation prints, to the letter (sections 4 and 5)."""

from datetime import UTC, datetime
import json
from typing import Any

from custom_components.vxg.aiovxg import EventType, VxgClient

from ..common.documented import ADDED, CREATED, TYPES
from ..conftest import CAMERA_ID
from .conftest import Script

TIME = datetime(2021, 9, 23, 16, 30, tzinfo=UTC)


def bodies(script: Script) -> list[Any]:
    """Return what was sent."""
    return [json.loads(request._read_bytes or b"null") for request in script.requests]


async def test_the_documented_types_are_read(
    scripted: VxgClient, script: Script
) -> None:
    script.answers = [json.loads(TYPES)]
    page = await scripted.event_types(CAMERA_ID)
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
    assert len(script.requests) == 1
    path = f"/api/v2/cameras/{CAMERA_ID}/event_processing/events/"
    assert script.requests[0].path == path


async def test_a_type_is_added_as_documented(
    scripted: VxgClient, script: Script
) -> None:
    script.answers = [json.loads(ADDED)]
    added = await scripted.add_event_type(CAMERA_ID, "custom_event")
    assert added == EventType(name="custom_event", custom=True, notify=True)
    assert bodies(script) == [{"name": "custom_event", "notify": True}]
    assert script.requests[0].method == "POST"


async def test_an_event_is_created_as_documented(
    scripted: VxgClient, script: Script
) -> None:
    script.answers = [json.loads(CREATED)]
    meta = {"tag": "value"}
    event_id = await scripted.create_event(
        CAMERA_ID, "custom_event", time=TIME, meta=meta
    )
    assert event_id == 5
    assert bodies(script) == [
        {
            "camid": CAMERA_ID,
            "name": "custom_event",
            "time": "2021-09-23T16:30:00",
            "meta": meta,
        }
    ]
    assert script.requests[0].path == "/api/v2/storage/events/"
    assert script.requests[0].headers["Authorization"].startswith("Acc ")


async def test_an_event_is_triggered_as_documented(
    scripted: VxgClient, script: Script
) -> None:
    script.answers = [{}]
    await scripted.trigger_event(CAMERA_ID, "motion", time=TIME, meta={"tag": "value"})
    assert bodies(script) == [{"time": "2021-09-23T16:30:00", "meta": {"tag": "value"}}]
    path = f"/api/v2/cameras/{CAMERA_ID}/event_processing/events/motion/trigger/"
    assert script.requests[0].path == path
