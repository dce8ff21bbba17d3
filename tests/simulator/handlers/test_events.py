"""Tests for stored events on the wire (sections 5 and 6)."""

from datetime import timedelta
import json
from typing import Any

import pytest

from simulator import Cloud

from ...common.documented import CREATED
from ...conftest import CAMERA_ID
from ..conftest import EVENTS_PATH, TYPES_PATH, Clock, MakeWire, Wire

OTHER_ID = 61
EVENT = {"camid": CAMERA_ID, "name": "motion", "time": "2026-03-01T12:00:00"}


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
        {"meta": {"": "1"}},
        {"meta": {"a": "x" * 256}},
    ],
)
async def test_an_event_of_an_unknown_type_a_bad_time_or_bad_tags_is_refused(
    cloud: Cloud, wire: Wire, change: dict[str, Any]
) -> None:
    response = await wire.send("POST", EVENTS_PATH, {**EVENT, **change})
    assert (response.status, cloud.events) == (400, [])
    assert response.data["errorType"] == "bad_request"


@pytest.mark.parametrize(
    "path", [EVENTS_PATH, "/api/v4/storage/images/", "/api/v2/storage/thumbnails/"]
)
async def test_a_list_has_pages_with_relative_links(
    cloud: Cloud, wire: Wire, path: str
) -> None:
    made = [cloud.raise_event(CAMERA_ID, "motion", thumb_after=0).id for _ in range(25)]
    cloud.page_cap = 24
    # Without the images of recordings.
    cloud.retention = timedelta()
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
        ({"camid": f"{CAMERA_ID},{OTHER_ID}"}, [0, 1, 2, 3]),
        ({"camid": f"{OTHER_ID},{OTHER_ID}"}, [3]),
        ({"events": "sound,net"}, [1, 3]),
        ({"type": "sound"}, [1]),
        ({"type": "ghost"}, []),
        ({"meta": "a"}, [0, 2]),
        ({"meta": "b,c"}, [2]),
        ({"meta": "a,b"}, [0, 2]),
        ({"meta": "c"}, []),
        ({"meta_not": "b"}, [0, 1, 3]),
        ({"meta_not": "a,b"}, [1, 3]),
        ({"meta": "a", "meta_not": "b"}, [0]),
    ],
)
async def test_events_are_filtered_and_ordered_by_the_query(
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


async def test_an_event_is_listed_after_its_delay(
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


async def test_tags_are_included_on_request_and_can_be_written(
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
    for bad in ("", ["a"], None):
        refused = await wire.send("POST", tags, {"tag": bad, "data": ""})
        assert refused.status == 400


async def test_a_tag_may_contain_an_address_of_mail(cloud: Cloud, wire: Wire) -> None:
    """The vendor's web page writes such tags when somebody reviews an event."""
    event = cloud.raise_event(CAMERA_ID, "motion")
    tags = f"{EVENTS_PATH}{event.id}/meta/"
    tag = "user_anna@example.com"
    added = await wire.send("POST", tags, {"tag": tag, "data": ""})
    assert (added.status, event.meta) == (201, {tag: ""})
    assert (await wire.send("DELETE", f"{tags}{tag}")).status == 204
    assert event.meta == {}


async def test_a_tag_is_added_once_and_changed_or_removed_only_where_it_is(
    cloud: Cloud, wire: Wire
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion", {"zone": "door"})
    tags = f"{EVENTS_PATH}{event.id}/meta/"
    again = {"tag": "zone", "data": "gate"}
    assert (await wire.send("POST", tags, again)).status == 400
    cloud.wire_format.duplicate_tag_status = 409
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


async def test_tags_of_an_inaccessible_event_are_inaccessible(
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


async def test_a_list_of_cameras_with_an_inaccessible_one_is_unknown(
    cloud: Cloud, wire: Wire
) -> None:
    cloud.add_camera(OTHER_ID, "Garden")
    camid = f"{CAMERA_ID},{OTHER_ID}"
    assert (await wire.send("GET", EVENTS_PATH, camid=camid)).status == 404


@pytest.mark.parametrize(
    ("kind", "count"), [("exact", 3), ("page", 2), ("null", None), ("missing", "none")]
)
async def test_the_total_of_a_list_may_be_that_of_the_page(
    cloud: Cloud, wire: Wire, kind: str, count: int | str | None
) -> None:
    for _ in range(3):
        cloud.raise_event(CAMERA_ID, "motion")
    cloud.wire_format.total_count = kind
    meta = (await wire.get(EVENTS_PATH, limit=2)).data["meta"]
    assert meta.get("total_count", "none") == count
    assert meta["next"] is not None


@pytest.mark.parametrize("contained", [True, False])
async def test_tags_may_be_in_lists_only(
    cloud: Cloud, wire: Wire, contained: bool
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion", {"a": "1"})
    cloud.wire_format.meta_in_detail = contained
    one = await wire.get(f"{EVENTS_PATH}{event.id}/", include_meta="true")
    assert one.data.get("meta") == ({"a": "1"} if contained else None)
    listed = (await wire.get(EVENTS_PATH, include_meta="true")).data["objects"]
    assert listed[0]["meta"] == {"a": "1"}
