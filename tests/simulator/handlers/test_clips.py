"""Tests for clips on the wire (section 7)."""

from datetime import timedelta
from typing import Any

import pytest

from simulator import Cloud

from ...conftest import CAMERA_ID
from ..conftest import Clock, MakeWire, Wire, frames_of, size_of

CLIPS = "/api/v4/clips/"
ALL_CLIPS = "/api/v2/storage/clips/"
CLIP = {
    "title": "Visit",
    "start": "2026-03-01T11:00:00",
    "end": "2026-03-01T11:00:02",
}


async def test_a_clip_is_pending_and_later_done_and_can_be_deleted(
    wire: Wire, clock: Clock
) -> None:
    made = await wire.send("POST", CLIPS, CLIP)
    assert (made.status, made.data["status"]) == (201, "pending")
    assert "url" not in made.data
    path = f"{CLIPS}{made.data['id']}/"
    assert (await wire.get(path)).data["status"] == "pending"
    clock.tick(5)
    done = (await wire.get(path)).data
    assert done["status"] == "done"
    video = await wire.fetch(done["url"])
    assert video.headers["Content-Type"] == "video/mp4"
    assert len(frames_of(video.content)) == 20
    size_of((await wire.fetch(done["thumb"]["url"])).content)
    deleted = await wire.send("DELETE", path)
    assert (deleted.status, deleted.content) == (204, b"")
    assert (await wire.send("GET", path)).status == 404


async def test_a_clip_without_a_valid_time_range_or_body_is_refused(
    cloud: Cloud, wire: Wire
) -> None:
    for bad in ({**CLIP, "end": CLIP["start"]}, {"title": "x"}, ["camid"], None):
        assert (await wire.send("POST", CLIPS, bad)).status == 400
    assert cloud.clips == {}


async def test_clips_are_filtered_by_the_time_of_their_event(
    cloud: Cloud, wire: Wire, clock: Clock
) -> None:
    time = clock() - timedelta(minutes=5)
    cloud.add_camera(61, "Garden")
    span = (time, time + timedelta(seconds=5))
    first = cloud.create_clip(CAMERA_ID, *span, "Visit", event_time=time)
    second = cloud.create_clip(CAMERA_ID, *span)
    cloud.create_clip(61, *span, event_time=time)
    query = {"camid": CAMERA_ID}
    assert (await wire.get(ALL_CLIPS, **query)).ids == [second.id, first.id]
    wanted = time.replace(tzinfo=None).isoformat()
    (found,) = (await wire.get(ALL_CLIPS, event_time=wanted, **query)).data["objects"]
    assert (found["id"], found["event_time"]) == (first.id, wanted)
    cloud.clip_list_status = 404
    assert (await wire.send("GET", ALL_CLIPS, **query)).status == 404


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, ["11:40", "11:45", "11:50"]),
        ({"start": "2026-03-01T11:45:05"}, ["11:45", "11:50"]),
        ({"end": "2026-03-01T11:45:05"}, ["11:40", "11:45"]),
        ({"start": "2026-03-01T11:41:00", "end": "2026-03-01T11:49:00"}, ["11:45"]),
        ({"start": "2026-03-01T11:51:00"}, []),
    ],
)
async def test_clips_are_filtered_by_a_time_range_that_may_be_open(
    cloud: Cloud, wire: Wire, clock: Clock, query: dict[str, str], titles: list[str]
) -> None:
    for minutes in (20, 15, 10):
        time = clock() - timedelta(minutes=minutes)
        cloud.create_clip(
            CAMERA_ID, time, time + timedelta(seconds=10), f"{time:%H:%M}"
        )
    for path in (ALL_CLIPS, CLIPS):
        found = (await wire.get(path, order_by="time", **query)).data["objects"]
        assert [item["title"] for item in found] == titles


async def test_clips_are_listed_by_their_ids(
    cloud: Cloud, make_wire: MakeWire, clock: Clock
) -> None:
    cloud.add_camera(61, "Garden")
    span = (clock() - timedelta(seconds=10), clock())
    cameras = (CAMERA_ID, CAMERA_ID, 61)
    first, second, other = (cloud.create_clip(each, *span).id for each in cameras)
    group = make_wire(f"SI {cloud.group_token([CAMERA_ID])}")
    for ids, expected in (
        (f"{first}", [first]),
        (f"{first},{second},{second}", [first, second]),
        (f"{second},{other},1", [second]),
    ):
        found = await group.get(ALL_CLIPS, ids=ids, order_by="created")
        assert found.ids == expected
    assert (await group.send("GET", ALL_CLIPS, ids="x")).status == 400


async def test_a_clip_can_fail(cloud: Cloud, wire: Wire, clock: Clock) -> None:
    cloud.clips_fail = True
    time = clock() - timedelta(minutes=5)
    clip = cloud.create_clip(CAMERA_ID, time, time + timedelta(seconds=5))
    assert (await wire.get(f"{ALL_CLIPS}{clip.id}/")).data["status"] == "pending"
    clock.tick(5)
    failed = (await wire.get(f"{ALL_CLIPS}{clip.id}/")).data
    assert failed["status"] == "error"
    assert "url" not in failed


async def test_a_group_token_creates_and_deletes_clips(
    cloud: Cloud, make_wire: MakeWire
) -> None:
    cloud.add_camera(61, "Garden")
    group = make_wire(f"SI {cloud.group_token([CAMERA_ID])}")
    made = await group.send("POST", ALL_CLIPS, {**CLIP, "camid": CAMERA_ID})
    assert (made.status, made.data["camid"]) == (201, CAMERA_ID)
    assert (await group.send("POST", ALL_CLIPS, CLIP)).status == 400
    assert (await group.send("POST", ALL_CLIPS, {**CLIP, "camid": 61})).status == 404
    path = f"{ALL_CLIPS}{made.data['id']}/"
    watch = make_wire(f"Acc {cloud.channel_token(CAMERA_ID, 'watch')}")
    assert (await watch.send("DELETE", path)).status == 403
    assert (await group.send("DELETE", path)).status == 204
    assert cloud.clips == {}


async def test_clips_are_ordered_by_creation_or_by_the_time_of_their_event(
    cloud: Cloud, wire: Wire, clock: Clock
) -> None:
    ids = []
    for minutes in (3, 9, 6):
        time = clock() - timedelta(minutes=minutes)
        end = time + timedelta(seconds=5)
        ids.append(cloud.create_clip(CAMERA_ID, time, end, event_time=time).id)
    first, second, third = ids
    for order, expected in (
        ("created", [first, second, third]),
        ("-created", [third, second, first]),
        ("event_time", [second, third, first]),
        ("-event_time", [first, third, second]),
        ("time", [second, third, first]),
    ):
        assert (await wire.get(ALL_CLIPS, order_by=order)).ids == expected
    assert (await wire.send("GET", ALL_CLIPS, order_by="title")).status == 400


@pytest.mark.parametrize(
    ("end", "body", "status"),
    [
        ("2026-03-01T12:00:00", {}, "done"),
        ("2026-03-01T12:00:01", {}, "error"),
        ("2026-03-01T12:00:01", {"wait_for_data": False}, "error"),
        ("2026-03-01T12:00:01", {"wait_for_data": True}, "done"),
    ],
)
async def test_a_clip_whose_end_is_not_recorded_must_wait_for_data(
    wire: Wire, clock: Clock, end: str, body: dict[str, Any], status: str
) -> None:
    clip = {"title": "", "start": "2026-03-01T11:59:55", "end": end}
    made = (await wire.send("POST", CLIPS, clip | body)).data
    clock.tick(60)
    assert (await wire.get(f"{CLIPS}{made['id']}/")).data["status"] == status


async def test_a_clip_waits_until_its_end_is_recorded(wire: Wire, clock: Clock) -> None:
    clip = {
        "title": "",
        "start": "2026-03-01T11:59:55",
        "end": "2026-03-01T12:01:00",
        "wait_for_data": True,
    }
    path = f"{CLIPS}{(await wire.send('POST', CLIPS, clip)).data['id']}/"
    clock.tick(59)
    assert (await wire.get(path)).data["status"] == "pending"
    clock.tick(10)
    assert (await wire.get(path)).data["status"] == "done"


async def test_a_clip_is_deleted_at_its_time(wire: Wire, clock: Clock) -> None:
    body = CLIP | {"delete_at": "2026-03-01T12:01:00"}
    path = f"{CLIPS}{(await wire.send('POST', CLIPS, body)).data['id']}/"
    clock.tick(59)
    await wire.get(path)
    assert len((await wire.get(CLIPS)).ids) == 1
    clock.tick(1)
    assert (await wire.send("GET", path)).status == 404
    assert (await wire.get(CLIPS)).ids == []


async def test_a_clip_is_shared_by_those_who_may_write(
    cloud: Cloud, wire: Wire, make_wire: MakeWire
) -> None:
    made = await wire.send("POST", CLIPS, CLIP)
    path = f"{ALL_CLIPS}{made.data['id']}/sharings/"
    body = {"expire": "2026-03-02T12:00:00"}
    for token in ("Acc " + cloud.channel_token(CAMERA_ID), "SI " + cloud.group_token()):
        shared = await make_wire(token).send("POST", path, body)
        assert (shared.status, shared.data["expire"]) == (201, body["expire"])
        assert shared.data["token"].startswith("share.")
        assert shared.data["created"] == "2026-03-01T12:00:00"
    watch = make_wire(f"Acc {cloud.channel_token(CAMERA_ID, 'watch')}")
    assert (await watch.send("POST", path, body)).status == 403
    ghost = await wire.send("POST", f"{ALL_CLIPS}5/sharings/", body)
    assert ghost.status == 404
