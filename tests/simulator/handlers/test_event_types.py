"""Tests for event types on the wire (sections 4 and 5)."""

import json
from typing import Any

import pytest

from simulator import Cloud

from ...common.documented import ADDED, TYPES
from ...conftest import CAMERA_ID
from ..conftest import EVENTS_PATH, TYPES_PATH, Clock, Wire

EVENT = {"camid": CAMERA_ID, "name": "motion", "time": "2026-03-01T12:00:00"}


async def test_the_types_are_listed_as_documented(cloud: Cloud, wire: Wire) -> None:
    documented = json.loads(TYPES)
    cloud.cameras[CAMERA_ID].types.clear()
    for item in documented["objects"]:
        cloud.cameras[CAMERA_ID].add_type(item)
    assert (await wire.get(TYPES_PATH)).data == documented
    for item in documented["objects"]:
        assert (await wire.get(f"{TYPES_PATH}{item['name']}/")).data == item


async def test_an_event_type_is_created_as_documented(
    wire: Wire,
) -> None:
    body = {"name": "custom_event", "notify": True}
    added = await wire.send("POST", TYPES_PATH, body)
    assert (added.status, added.data) == (201, json.loads(ADDED))
    assert (await wire.get(TYPES_PATH)).data["objects"][-1] == json.loads(ADDED)
    again = await wire.send("POST", TYPES_PATH, body)
    assert again.status == 400


async def test_an_event_type_has_only_the_fields_of_its_caps(
    wire: Wire,
) -> None:
    path = f"{TYPES_PATH}net/"
    before = (await wire.get(path)).data
    changed = await wire.send("PUT", path, {"receive": False})
    assert (changed.status, changed.data) == (200, {**before, "receive": False})
    assert (await wire.send("PUT", path, {"record": True})).status == 400
    assert (await wire.get(path)).data == changed.data


@pytest.mark.parametrize(
    ("name", "body", "status"),
    [
        ("snapshot", {"period": 60}, 200),
        ("snapshot", {"period": 0, "snapshot": False}, 200),
        ("motion", {"record": False, "notify": False, "generate_images": True}, 200),
        ("snapshot", {"period": -1}, 400),
        ("snapshot", {"period": "60"}, 400),
        ("snapshot", {"period": True}, 400),
        ("motion", {"receive": 1}, 400),
        ("motion", {"name": "other"}, 400),
        ("motion", {"caps": {}}, 400),
        ("motion", ["receive"], 400),
        ("ghost", {"receive": True}, 404),
    ],
)
async def test_an_event_type_is_updated_completely_or_not_at_all(
    wire: Wire, name: str, body: Any, status: int
) -> None:
    before = (await wire.get(TYPES_PATH)).data
    response = await wire.send("PUT", f"{TYPES_PATH}{name}/", body)
    assert response.status == status
    after = (await wire.get(TYPES_PATH)).data
    if status == 200:
        (changed,) = (item for item in after["objects"] if item["name"] == name)
        assert changed == response.data
        assert body.items() <= changed.items()
    else:
        assert after == before


async def test_a_trigger_returns_before_its_event_exists(
    cloud: Cloud, wire: Wire, clock: Clock
) -> None:
    cloud.cameras[CAMERA_ID].add_type(
        {"name": "siren", "receive": True, "caps": {"can_be_triggered": True}}
    )
    body = {"time": EVENT["time"], "meta": {"by": "hand"}}
    response = await wire.send("POST", f"{TYPES_PATH}siren/trigger/", body)
    assert (response.status, response.data) == (200, {})
    assert (await wire.get(EVENTS_PATH)).ids == []
    clock.tick(2)
    (event,) = (await wire.get(EVENTS_PATH, include_meta="true")).data["objects"]
    assert (event["name"], event["time"]) == ("siren", EVENT["time"])
    assert event["meta"] == {"by": "hand"}


@pytest.mark.parametrize(
    ("name", "changes", "status"),
    [
        ("siren", {"status": "offline"}, 503),
        ("quiet", {}, 200),
        ("motion", {}, 400),
        ("ghost", {}, 404),
    ],
)
async def test_a_trigger_that_the_camera_ignores_creates_no_event(
    cloud: Cloud,
    wire: Wire,
    clock: Clock,
    name: str,
    changes: dict[str, str],
    status: int,
) -> None:
    camera = cloud.cameras[CAMERA_ID]
    caps = {"can_be_triggered": True}
    camera.add_type({"name": "siren", "receive": True, "caps": caps})
    camera.add_type({"name": "quiet", "receive": False, "caps": caps})
    for key, value in changes.items():
        setattr(camera, key, value)
    path = f"{TYPES_PATH}{name}/trigger/"
    assert (await wire.send("POST", path, {"time": EVENT["time"]})).status == status
    clock.tick(3600)
    assert (await wire.get(EVENTS_PATH)).ids == []
