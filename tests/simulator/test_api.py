"""Cameras, event types and events on the wire (sections 1 to 6)."""

from datetime import timedelta
import json
from typing import Any

import pytest

from simulator import Cloud

from ..common.documented import ADDED, CREATED, TYPES
from ..conftest import CAMERA_ID
from .conftest import EVENTS_PATH, TYPES_PATH, Clock, MakeWire, Wire

OTHER_ID = 61
EVENT = {"camid": CAMERA_ID, "name": "motion", "time": "2026-03-01T12:00:00"}


async def test_the_types_are_listed_as_documented(cloud: Cloud, wire: Wire) -> None:
    documented = json.loads(TYPES)
    cloud.cameras[CAMERA_ID].types.clear()
    for item in documented["objects"]:
        cloud.cameras[CAMERA_ID].add_type(item)
    assert (await wire.get(TYPES_PATH)).data == documented
    for item in documented["objects"]:
        assert (await wire.get(f"{TYPES_PATH}{item['name']}/")).data == item


async def test_a_type_is_added_as_documented_and_listed_from_then_on(
    wire: Wire,
) -> None:
    body = {"name": "custom_event", "notify": True}
    added = await wire.send("POST", TYPES_PATH, body)
    assert (added.status, added.data) == (201, json.loads(ADDED))
    assert (await wire.get(TYPES_PATH)).data["objects"][-1] == json.loads(ADDED)
    again = await wire.send("POST", TYPES_PATH, body)
    assert again.status == 400


async def test_an_event_is_created_as_documented_while_the_camera_is_offline(
    cloud: Cloud, wire: Wire
) -> None:
    documented = json.loads(CREATED)
    cloud.cameras[CAMERA_ID].status = "offline"
    await wire.send("POST", TYPES_PATH, {"name": "custom_event", "notify": True})
    body = {key: documented[key] for key in ("camid", "name", "time", "meta")}
    created = await wire.send("POST", EVENTS_PATH, body)
    assert (created.status, set(created.data)) == (201, set(documented))
    assert type(created.data["id"]) is int
    assert {**created.data, "id": documented["id"]} == documented
    assert (await wire.get(EVENTS_PATH)).ids == [created.data["id"]]


@pytest.mark.parametrize(
    "change",
    [
        {"name": "undeclared"},
        {"name": ["motion"]},
        {"time": "soon"},
        {"meta": {"a": 1}},
        {"meta": {"a.b": "1"}},
        {"meta": {"a": "x" * 256}},
    ],
)
async def test_an_event_of_an_unknown_type_a_bad_time_or_bad_tags_is_refused(
    cloud: Cloud, wire: Wire, change: dict[str, Any]
) -> None:
    answer = await wire.send("POST", EVENTS_PATH, {**EVENT, **change})
    assert (answer.status, cloud.events) == (400, [])
    assert answer.data["errorType"] == "bad_request"


async def test_a_type_changes_only_in_the_fields_that_its_caps_allow(
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
async def test_a_change_of_a_type_is_taken_as_a_whole_or_not_at_all(
    wire: Wire, name: str, body: Any, status: int
) -> None:
    before = (await wire.get(TYPES_PATH)).data
    answer = await wire.send("PUT", f"{TYPES_PATH}{name}/", body)
    assert answer.status == status
    after = (await wire.get(TYPES_PATH)).data
    if status == 200:
        (changed,) = (item for item in after["objects"] if item["name"] == name)
        assert changed == answer.data
        assert body.items() <= changed.items()
    else:
        assert after == before


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"rec_mode": "by_event"}, 200),
        ({"rec_mode": "server_by_event", "led": "off"}, 200),
        ({"rec_mode": "sometimes"}, 400),
        ({"status": "active"}, 400),
        ({"led": "off", "name": "x"}, 400),
    ],
)
async def test_a_camera_is_changed_by_a_part_of_it(
    wire: Wire, body: dict[str, str], status: int
) -> None:
    path = f"/api/v2/cameras/{CAMERA_ID}/"
    before = (await wire.get(path, detail="detail")).data
    answer = await wire.send("PUT", path, body)
    assert answer.status == status
    after = (await wire.get(path, detail="detail")).data
    assert after == (before | body if status == 200 else before)
    if status == 200:
        assert answer.data["rec_mode"] == body["rec_mode"]


async def test_a_trigger_answers_first_and_its_event_comes_later_with_its_own_id(
    cloud: Cloud, wire: Wire, clock: Clock
) -> None:
    cloud.cameras[CAMERA_ID].add_type(
        {"name": "siren", "receive": True, "caps": {"can_be_triggered": True}}
    )
    body = {"time": EVENT["time"], "meta": {"by": "hand"}}
    answer = await wire.send("POST", f"{TYPES_PATH}siren/trigger/", body)
    assert (answer.status, answer.data) == (200, {})
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
async def test_a_trigger_that_the_camera_does_not_heed_never_becomes_an_event(
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


@pytest.mark.parametrize(
    "path", [EVENTS_PATH, "/api/v4/storage/images/", "/api/v2/storage/thumbnails/"]
)
async def test_a_list_is_read_page_by_page_along_relative_links(
    cloud: Cloud, wire: Wire, path: str
) -> None:
    made = [cloud.raise_event(CAMERA_ID, "motion", thumb_after=0).id for _ in range(25)]
    cloud.page_cap = 24
    first = await wire.get(path)
    assert first.ids == made[:20]
    meta = first.data["meta"]
    assert {key: meta[key] for key in ("limit", "offset", "previous")} == {
        "limit": 20,
        "offset": 0,
        "previous": None,
    }
    assert meta["total_count"] == 25
    assert meta["next"].startswith(path)
    second = await wire.get(meta["next"])
    assert second.ids == made[20:]
    assert second.data["meta"]["next"] is None
    assert (await wire.get(second.data["meta"]["previous"])).ids == made[:20]
    assert (await wire.get(path, limit=0)).ids == made[:24]
    assert (await wire.get(path, limit=2, offset=30)).ids == []


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({}, [0, 1, 2, 3]),
        ({"order_by": "-time"}, [3, 2, 1, 0]),
        ({"start": "2026-03-01T11:00:01", "end": "2026-03-01T11:00:02"}, [1, 2]),
        ({"start": "2026-03-01T13:00:02+02:00"}, [2, 3]),
        ({"camid": OTHER_ID}, [3]),
        ({"events": "sound,net"}, [1, 3]),
        ({"meta": "a"}, [0, 2]),
        ({"meta": "a,b"}, [2]),
        ({"meta_not": "b"}, [0, 1, 3]),
    ],
)
async def test_events_are_chosen_and_ordered_as_the_query_says(
    cloud: Cloud,
    make_wire: MakeWire,
    clock: Clock,
    query: dict[str, Any],
    wanted: list[int],
) -> None:
    cloud.add_camera(OTHER_ID, "Garden")
    start = clock() - timedelta(hours=1)
    events = [
        cloud.raise_event(camera_id, name, meta, start + timedelta(seconds=number)).id
        for number, (camera_id, name, meta) in enumerate(
            [
                (CAMERA_ID, "motion", {"a": "1"}),
                (CAMERA_ID, "sound", {}),
                (CAMERA_ID, "motion", {"a": "1", "b": "2"}),
                (OTHER_ID, "net", {}),
            ]
        )
    ]
    found = await make_wire(f"SI {cloud.group_token()}").get(EVENTS_PATH, **query)
    assert found.ids == [events[number] for number in wanted]


async def test_an_event_is_listed_and_shown_only_after_its_delay(
    cloud: Cloud, wire: Wire, clock: Clock
) -> None:
    cloud.listing_delay = timedelta(seconds=3)
    event = cloud.raise_event(CAMERA_ID, "motion")
    detail = f"{EVENTS_PATH}{event.id}/"
    clock.tick(2.9)
    assert (await wire.get(EVENTS_PATH)).ids == []
    assert (await wire.send("GET", detail)).status == 404
    clock.tick(0.1)
    assert (await wire.get(EVENTS_PATH)).ids == [event.id]
    assert (await wire.get(detail)).data["time"] == "2026-03-01T12:00:00"


async def test_tags_are_told_only_when_asked_for_and_can_be_written(
    cloud: Cloud, wire: Wire
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion", {"zone": "door"})
    tags = f"{EVENTS_PATH}{event.id}/meta/"
    assert "meta" not in (await wire.get(EVENTS_PATH)).data["objects"][0]
    tag = {"tag": "seen", "data": "yes"}
    assert (await wire.send("POST", tags, tag)).status == 201
    assert (await wire.send("PUT", f"{tags}seen/", {"data": "no"})).status == 200
    assert (await wire.send("DELETE", f"{tags}zone/")).status == 204
    (shown,) = (await wire.get(EVENTS_PATH, include_meta="true")).data["objects"]
    assert shown["meta"] == {"seen": "no"}
    for bad in ("a.b", "a@b", ["a"]):
        refused = await wire.send("POST", tags, {"tag": bad, "data": ""})
        assert refused.status == 400


async def test_a_tag_is_added_once_and_changed_or_removed_only_where_it_is(
    cloud: Cloud, wire: Wire
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion", {"zone": "door"})
    tags = f"{EVENTS_PATH}{event.id}/meta/"
    again = {"tag": "zone", "data": "gate"}
    assert (await wire.send("POST", tags, again)).status == 409
    assert (await wire.send("PUT", f"{tags}ghost/", {"data": "x"})).status == 404
    assert (await wire.send("DELETE", f"{tags}ghost/")).status == 404
    for data in ("x" * 256, 5, None):
        refused = await wire.send("PUT", f"{tags}zone/", {"data": data})
        assert refused.status == 400
    assert event.meta == {"zone": "door"}
    written = await wire.send("PUT", f"{tags}zone/", {"data": "x" * 255})
    assert (written.status, written.data["tag"]) == (200, "zone")


async def test_a_read_only_token_writes_no_tags(
    cloud: Cloud, make_wire: MakeWire
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion", {"zone": "door"})
    wire = make_wire(f"Acc {cloud.channel_token(CAMERA_ID, access='watch')}")
    tags = f"{EVENTS_PATH}{event.id}/meta/"
    for method, path, body in (
        ("POST", tags, {"tag": "a", "data": "1"}),
        ("PUT", f"{tags}zone/", {"data": "1"}),
        ("DELETE", f"{tags}zone/", None),
    ):
        assert (await wire.send(method, path, body)).status == 403
    assert event.meta == {"zone": "door"}


async def test_tags_of_an_event_out_of_reach_are_out_of_reach(
    cloud: Cloud, wire: Wire
) -> None:
    cloud.add_camera(OTHER_ID, "Garden")
    event = cloud.raise_event(OTHER_ID, "motion", {"zone": "door"})
    tags = f"{EVENTS_PATH}{event.id}/meta/"
    for method, path, body in (
        ("POST", tags, {"tag": "a", "data": "1"}),
        ("PUT", f"{tags}zone/", {"data": "1"}),
        ("DELETE", f"{tags}zone/", None),
        ("GET", f"{EVENTS_PATH}{event.id}/", None),
        ("POST", f"{EVENTS_PATH}5/meta/", {"tag": "a", "data": "1"}),
    ):
        assert (await wire.send(method, path, body)).status == 404
    assert event.meta == {"zone": "door"}


async def test_the_servers_clock_is_told_with_its_skew(
    cloud: Cloud, wire: Wire
) -> None:
    cloud.skew = timedelta(minutes=-7)
    told = (await wire.get("/api/v2/server/time/")).data
    assert set(told) == {"utc"}
    assert told["utc"] == "2026-03-01T11:53:00"
