"""Tests for recordings and images on the wire (section 7)."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from simulator import Cloud

from ...conftest import CAMERA_ID
from ..conftest import Clock, MakeWire, Wire, size_of

RECORDS = "/api/v2/storage/data/"


async def test_nothing_is_recorded_in_a_gap_or_before_the_retention(
    cloud: Cloud, wire: Wire, clock: Clock
) -> None:
    gap = datetime(2026, 3, 1, 11, 10, tzinfo=UTC)
    cloud.cameras[CAMERA_ID].gaps.append((gap, gap + timedelta(minutes=1)))
    window = {"start": "2026-03-01T11:09:00", "end": "2026-03-01T11:12:00"}
    found = (await wire.get(RECORDS, camid=CAMERA_ID, **window)).data["objects"]
    assert [item["start"][-5:] for item in found] == [
        "09:00",
        "09:30",
        "11:00",
        "11:30",
    ]
    clock.tick(7 * 86400)
    assert not (await wire.get(RECORDS, camid=CAMERA_ID, **window)).ids


async def test_the_newest_recording_grows(wire: Wire, clock: Clock) -> None:
    clock.tick(10)
    (piece,) = (
        await wire.get(RECORDS, camid=CAMERA_ID, start="2026-03-01T12:00:00")
    ).data["objects"]
    assert piece["end"] == "2026-03-01T12:00:10"
    clock.tick(5)
    (grown,) = (
        await wire.get(RECORDS, camid=CAMERA_ID, start="2026-03-01T12:00:00")
    ).data["objects"]
    assert grown["id"] == piece["id"]
    assert grown["end"] == "2026-03-01T12:00:15"
    assert grown["size"] > piece["size"]


async def test_days_are_optionally_in_the_cameras_time_zone(
    cloud: Cloud, wire: Wire, clock: Clock
) -> None:
    cloud.cameras[CAMERA_ID].timezone = "Pacific/Auckland"
    cloud.retention = timedelta(hours=1)
    for path in ("/api/v4/storage/calendar/", "/api/v2/storage/activity/"):
        query = {"camid": CAMERA_ID} if "activity" in path else {}
        days = (await wire.get(path, **query)).data
        assert days == {"objects": ["2026-03-01"]}
        for value in ("", "true"):
            days = (await wire.get(path, daysincamtz=value, **query)).data
            assert days == {"objects": ["2026-03-02"]}
    cloud.wire_format.bare_days = True
    assert (await wire.get("/api/v4/storage/calendar/")).data == ["2026-03-01"]


async def test_recordings_cover_their_time_range(wire: Wire) -> None:
    v4 = await wire.get(
        "/api/v4/storage/records/",
        start="2026-03-01T11:00:00",
        end="2026-03-01T11:01:00",
    )
    v2 = await wire.get(
        "/api/v2/storage/data/",
        camid=CAMERA_ID,
        start="2026-03-01T11:00:00",
        end="2026-03-01T11:01:00",
    )
    assert v4.ids == v2.ids
    record, following = v4.data["objects"]
    assert set(record) == {"id", "camid", "start", "end", "url", "size"}
    assert record["start"] == "2026-03-01T11:00:00"
    assert record["end"] == following["start"] == "2026-03-01T11:00:30"
    assert datetime.fromisoformat(v4.data["meta"]["expire"]).tzinfo is None


async def test_days_with_video_are_listed_as_dates(wire: Wire) -> None:
    days = (await wire.get("/api/v4/storage/calendar/", daysincamtz="true")).data[
        "objects"
    ]
    assert days[-1] == "2026-03-01"
    assert days == sorted(days)


async def test_the_calendar_returns_the_bounds_of_the_recordings(
    cloud: Cloud, wire: Wire
) -> None:
    cloud.retention = timedelta(minutes=10)
    path = "/api/v4/storage/calendar/"
    bounds = (await wire.get(path, boundstime="true")).data
    assert bounds == {"objects": ["2026-03-01T11:50:00", "2026-03-01T12:00:00"]}
    everything = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    cloud.cameras[CAMERA_ID].gaps.append(everything)
    assert (await wire.get(path, boundstime="true")).data == {"objects": []}


LISTS = [RECORDS, "/api/v2/storage/thumbnails/", "/api/v2/storage/clips/"]


@pytest.mark.parametrize("path", LISTS)
async def test_a_group_lists_the_media_of_several_or_all_of_its_cameras(
    cloud: Cloud, make_wire: MakeWire, clock: Clock, path: str
) -> None:
    names = {CAMERA_ID: "Front door", 61: "Garden", 62: "Cellar"}
    for camera_id, name in names.items():
        if camera_id != CAMERA_ID:
            cloud.add_camera(camera_id, name)
        cloud.raise_event(camera_id, "motion", thumb_after=0)
        cloud.create_clip(camera_id, clock() - timedelta(seconds=5), clock())
    group = make_wire(f"SI {cloud.group_token([CAMERA_ID, 61])}")

    async def camera_ids(**query: Any) -> set[int]:
        found = (await group.get(path, start="2026-03-01T11:59:00", **query)).data
        ids = [item["id"] for item in found["objects"]]
        assert len(ids) == len(set(ids))
        return {item["camid"] for item in found["objects"]}

    assert await camera_ids() == {CAMERA_ID, 61}
    assert await camera_ids(camid=f"{CAMERA_ID},61") == {CAMERA_ID, 61}
    assert await camera_ids(camid=61) == {61}
    for camid in ("62", "61,62"):
        assert (await group.send("GET", path, camid=camid)).status == 404


@pytest.mark.parametrize("path", [*LISTS[:2], "/api/v4/storage/records/"])
async def test_a_list_of_media_is_ordered_by_time_and_open_at_its_start(
    cloud: Cloud, wire: Wire, clock: Clock, path: str
) -> None:
    cloud.retention = timedelta(hours=1)
    for minutes in (55, 30, 1):
        time = clock() - timedelta(minutes=minutes)
        cloud.raise_event(CAMERA_ID, "motion", time=time, thumb_after=0)
    query = {"origin": "generated_from_live"}
    rising = (await wire.get(path, limit=0, order_by="time", **query)).ids
    assert len(rising) == (3 if "thumbnails" in path else 120)
    assert (await wire.get(path, limit=0, **query)).ids == rising
    falling = await wire.get(path, limit=0, order_by="-time", **query)
    assert falling.ids == rising[::-1]
    query["end"] = "2026-03-01T11:40:00"
    newest = await wire.get(path, limit=2, order_by="-time", **query)
    assert newest.ids[0] in rising[:-1]
    assert newest.ids == [each for each in rising[::-1] if each <= newest.ids[0]][:2]
    assert (await wire.send("GET", path, order_by="size")).status == 400


async def test_a_list_of_images_contains_those_of_its_time_range_only(
    cloud: Cloud, wire: Wire, clock: Clock
) -> None:
    """The vendor's player joins the lists before and after a time, in this order."""
    cloud.raise_event(CAMERA_ID, "motion", time=clock(), thumb_after=0)
    for start, end in (
        ("2026-03-01T11:50:10", "2026-03-01T11:55:10"),
        ("2026-03-01T11:59:31", "2026-03-01T12:00:00"),
        ("2026-03-01T11:59:30", "2026-03-01T11:59:30.5"),
    ):
        for origin in ({}, {"origin": "recording_thumbnail"}):
            found = await wire.get(LISTS[1], start=start, end=end, **origin)
            times = [item["time"] for item in found.data["objects"]]
            assert times or origin
            assert all(start <= time <= end for time in times)


@pytest.mark.parametrize(
    "time", ["0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00", "yesterday", ""]
)
@pytest.mark.parametrize(
    "path",
    [
        *LISTS,
        "/api/v2/storage/events/",
        "/api/v2/storage/activity/",
        f"/api/v2/storage/timeline/{CAMERA_ID}/",
    ],
)
async def test_a_time_range_that_is_none_is_refused(
    wire: Wire, path: str, time: str
) -> None:
    for bound in ("start", "end"):
        assert (await wire.send("GET", path, **{bound: time})).status == 400


async def test_a_long_list_of_recordings_ends_with_those_of_its_order(
    cloud: Cloud, wire: Wire
) -> None:
    oldest = (await wire.get(RECORDS, limit=1, order_by="time")).data["objects"]
    newest = (await wire.get(RECORDS, limit=1, order_by="-time")).data["objects"]
    assert oldest[0]["start"] == "2026-02-22T12:00:00"
    assert newest[0]["end"] == "2026-03-01T12:00:00"


async def test_the_timeline_shows_what_is_recorded(
    cloud: Cloud, wire: Wire, clock: Clock
) -> None:
    clock.tick(2)
    path = f"/api/v2/storage/timeline/{CAMERA_ID}/"
    query = {"start": "2026-03-01T11:00:00", "end": "2026-03-01T11:10:00"}
    gap = datetime(2026, 3, 1, 11, 4, tzinfo=UTC)
    cloud.cameras[CAMERA_ID].gaps.append((gap, gap + timedelta(minutes=2)))
    shown = (await wire.get(path, slices=10, **query)).data["objects"]
    assert shown == [
        {"10": [["2026-03-01T11:00:00", 240], ["2026-03-01T11:06:00", 240]]}
    ]
    # The periods are exact, whatever the number.
    exact = (await wire.get(path, slices=2, **query)).data["objects"]
    assert exact == [{"2": shown[0]["10"]}]
    for start in ("2026-03-01T12:00:05", "2026-03-01T13:00:00"):
        future = {"start": start, "end": "2026-03-01T14:00:00"}
        shown = (await wire.get(path, slices=3, **future)).data["objects"]
        assert shown == [{"3": []}]


async def test_media_have_names_and_sizes_of_their_own(
    cloud: Cloud, wire: Wire, clock: Clock
) -> None:
    for _ in range(3):
        cloud.raise_event(CAMERA_ID, "motion", thumb_after=0)
        cloud.create_clip(CAMERA_ID, clock() - timedelta(seconds=5), clock())
        clock.tick(31)
    for path in LISTS:
        found = (await wire.get(path, camid=CAMERA_ID, limit=3)).data["objects"]
        assert len({urlsplit(item["url"]).path.split("/")[-1] for item in found}) == 3
        if path == LISTS[1]:
            assert len({item["size"] for item in found}) == 3


@pytest.mark.parametrize(
    ("origin", "count"),
    [
        ("generated_from_live", 2),
        ("generated_from_records", 0),
        ("recording_thumbnail", 4),
        (None, 6),
    ],
)
async def test_images_are_filtered_by_their_origin(
    cloud: Cloud, wire: Wire, clock: Clock, origin: str | None, count: int
) -> None:
    time = clock() - timedelta(seconds=45)
    for _ in range(2):
        cloud.raise_event(CAMERA_ID, "motion", time=time, thumb_after=0)
    query = {"start": "2026-03-01T11:58:00"} | ({"origin": origin} if origin else {})
    response = await wire.get(LISTS[1], order_by="time", **query)
    found = response.data["objects"]
    assert len(found) == count
    times = [item["time"] for item in found]
    assert times == sorted(times)
    falling = await wire.get(LISTS[1], order_by="-time", **query)
    assert falling.ids == response.ids[::-1]
    for item in found:
        assert set(item) == {"id", "camid", "url", "time", "width", "height", "size"}
        assert size_of((await wire.fetch(item["url"])).content) == (640, 360)


@pytest.mark.parametrize(
    "path", ["/api/v2/storage/thumbnails/", "/api/v4/storage/images/"]
)
@pytest.mark.parametrize("origin", ["generated_from_records", "unknown"])
async def test_images_of_any_origin_require_a_credential(
    make_wire: MakeWire, path: str, origin: str
) -> None:
    assert (await make_wire(None).send("GET", path, origin=origin)).status == 401
