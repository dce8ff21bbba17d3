"""Lists of what is stored, clips, and a media host in trouble (section 7)."""

from datetime import UTC, datetime, timedelta

from simulator import Cloud

from ..conftest import CAMERA_ID
from .conftest import Clock, Wire

RECORDS = "/api/v2/storage/data/"
CLIPS = "/api/v2/storage/clips/"
IMAGE = "/api/v4/live/image/"


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


async def test_clips_are_listed_and_found_by_the_time_of_their_event(
    cloud: Cloud, wire: Wire, clock: Clock
) -> None:
    time = clock() - timedelta(minutes=5)
    cloud.add_camera(61, "Garden")
    span = (time, time + timedelta(seconds=5))
    first = cloud.create_clip(CAMERA_ID, *span, "Visit", event_time=time)
    second = cloud.create_clip(CAMERA_ID, *span)
    cloud.create_clip(61, *span, event_time=time)
    query = {"camid": CAMERA_ID}
    assert (await wire.get(CLIPS, **query)).ids == [second.id, first.id]
    wanted = time.replace(tzinfo=None).isoformat()
    (found,) = (await wire.get(CLIPS, event_time=wanted, **query)).data["objects"]
    assert (found["id"], found["event_time"]) == (first.id, wanted)
    cloud.clip_list_status = 404
    assert (await wire.send("GET", CLIPS, **query)).status == 404


async def test_a_clip_can_fail(cloud: Cloud, wire: Wire, clock: Clock) -> None:
    cloud.clips_fail = True
    time = clock() - timedelta(minutes=5)
    clip = cloud.create_clip(CAMERA_ID, time, time + timedelta(seconds=5))
    assert (await wire.get(f"{CLIPS}{clip.id}/")).data["status"] == "pending"
    clock.tick(5)
    failed = (await wire.get(f"{CLIPS}{clip.id}/")).data
    assert failed["status"] == "error"
    assert "url" not in failed


async def test_the_media_host_has_faults_of_its_own(cloud: Cloud, wire: Wire) -> None:
    cloud.media_faults.fail_next(status=403)
    url = (await wire.get(IMAGE)).data["url"]
    assert (await wire.fetch(url)).status == 403
    assert (await wire.fetch(url)).status == 200
    cloud.media_faults.html_next(path="/image/")
    assert (await wire.fetch(url)).headers["Content-Type"].startswith("text/html")
    cloud.faults.fail_next()
    assert (await wire.fetch(url)).status == 200
