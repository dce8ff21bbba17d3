"""Tests for recordings and images on the wire (section 7)."""

from datetime import UTC, datetime, timedelta

from simulator import Cloud

from ...conftest import CAMERA_ID
from ..conftest import Clock, Wire

RECORDS = "/api/v2/storage/data/"


async def test_nothing_was_recorded_in_a_gap_nor_before_what_is_kept(
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


async def test_the_newest_piece_grows(wire: Wire, clock: Clock) -> None:
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


async def test_days_are_those_of_the_cameras_clock_on_wish(
    cloud: Cloud, wire: Wire, clock: Clock
) -> None:
    cloud.cameras[CAMERA_ID].timezone = "Pacific/Auckland"
    cloud.retention = timedelta(hours=1)
    path = "/api/v4/storage/calendar/"
    assert (await wire.get(path)).data == ["2026-03-01"]
    assert (await wire.get(path, daysincamtz="")).data == ["2026-03-02"]


async def test_records_cover_their_span_without_a_gap(wire: Wire) -> None:
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
    days = (await wire.get("/api/v4/storage/calendar/", daysincamtz="")).data
    assert days[-1] == "2026-03-01"
    assert days == sorted(days)
