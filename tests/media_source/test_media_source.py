"""The media browser: cameras, types, days, hours, events; and what plays."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
import time
import tracemalloc
from typing import Any

from aiohttp.test_utils import TestClient
from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.media_player import BrowseError
from homeassistant.components.media_source import (
    URI_SCHEME,
    Unresolvable,
    async_browse_media,
    async_resolve_media,
)
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import (
    ClientSessionGenerator,
    WebSocketGenerator,
)

from custom_components.vxg.const import DOMAIN
from custom_components.vxg.helpers.time_range import TimeRange, local_day
from custom_components.vxg.media.identifier import MediaIdentifier, MediaKind
from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID, make_entry, set_up

ROOT = f"{URI_SCHEME}{DOMAIN}"
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
EVENTS_PATH = "/api/v2/storage/events/"


@pytest.fixture(autouse=True)
async def _media_source(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Set up what a usual Home Assistant has, at a certain time and place."""
    freezer.move_to(NOON)
    await hass.config.async_set_time_zone("Europe/Berlin")
    assert await async_setup_component(hass, "media_source", {})


async def browse(hass: HomeAssistant, at: MediaIdentifier | str | None = None) -> Any:
    """Return a node as the front end gets it."""
    uri = ROOT if at is None else f"{ROOT}/{at}"
    return (await async_browse_media(hass, uri)).as_dict()


def titles(node: Any) -> list[str]:
    return [child["title"] for child in node["children"]]


def child(node: Any, title: str) -> str:
    """Return the identifier of a child by its title."""
    (found,) = [each for each in node["children"] if each["title"] == title]
    identifier: str = found["media_content_id"].removeprefix(f"{ROOT}/")
    return identifier


POLL = ("/api/v2/storage/events/", "time")


def asked(cloud: Cloud) -> list[str]:
    """Return what was asked for since the last time, but for polls and types."""
    paths = [
        request.path
        for request in cloud.requests
        if (request.path, request.query.get("order_by")) != POLL
        and ("/storage/" in request.path or "/clips/" in request.path)
    ]
    cloud.requests.clear()
    return paths


@pytest.fixture
def camera(entry: MockConfigEntry, cloud: Cloud) -> MediaIdentifier:
    """Return the node of the one camera."""
    cloud.requests.clear()
    return MediaIdentifier(entry_id=entry.entry_id, camera_id=CAMERA_ID)


def raise_at(cloud: Cloud, *times: datetime, name: str = "motion", **kw: Any) -> None:
    for when in times:
        cloud.raise_event(CAMERA_ID, name, time=when, thumb_after=0, **kw)


async def test_the_root_shows_the_cameras_of_all_loaded_entries(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, entry: MockConfigEntry
) -> None:
    cloud.add_camera(61, "Attic")
    cloud.add_camera(62, "attic 2")
    other = make_entry(
        cloud, server, token=cloud.group_token([61, 62]), unique_id="group"
    )
    await set_up(hass, other)
    cloud.requests.clear()
    root = await browse(hass)
    assert root["title"] == "VXG Cloud VMS"
    assert titles(root) == ["Attic", "attic 2", "Front door"]
    assert child(root, "Attic") == f"{other.entry_id}/61"
    assert all(each["can_expand"] for each in root["children"])
    assert not asked(cloud)
    await hass.config_entries.async_unload(other.entry_id)
    assert titles(await browse(hass)) == ["Front door"]


async def test_a_camera_shows_its_types_with_todays_counts(
    hass: HomeAssistant, cloud: Cloud, camera: MediaIdentifier
) -> None:
    raise_at(cloud, NOON - MINUTE, NOON - 2 * MINUTE)
    # Of yesterday, though not in UTC.
    raise_at(cloud, datetime(2026, 11, 23, 22, 30, tzinfo=UTC))
    raise_at(cloud, datetime(2026, 11, 23, 23, 30, tzinfo=UTC), name="new-type")
    node = await browse(hass, camera)
    assert node["title"] == "Front door"
    assert titles(node) == [
        "All events (3 today)",
        "Motion (2 today)",
        "Network event (0 today)",
        "New type (1 today)",
        "Snapshot (0 today)",
        "Sound (0 today)",
        "Days",
        "Recordings",
        "Clips",
    ]
    assert asked(cloud) == [EVENTS_PATH]


async def test_a_type_shows_its_days_as_the_house_has_them(
    hass: HomeAssistant, cloud: Cloud, camera: MediaIdentifier
) -> None:
    raise_at(cloud, NOON, datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
    raise_at(cloud, datetime(2026, 11, 23, 22, 30, tzinfo=UTC))
    raise_at(cloud, datetime(2026, 8, 1, 12, tzinfo=UTC))
    raise_at(cloud, NOON, name="sound")
    node = await browse(hass, camera)
    motion = await browse(hass, child(node, "Motion (2 today)"))
    assert motion["title"] == "Motion"
    assert titles(motion) == [
        "Today, 2026-11-24 (2)",
        "Yesterday, 2026-11-23 (1)",
        "2026-08-01 (1)",
    ]
    all_events = await browse(hass, child(node, "All events (3 today)"))
    assert titles(all_events)[0] == "Today, 2026-11-24 (3)"
    day = await browse(hass, child(motion, "Today, 2026-11-24 (2)"))
    assert day["title"] == "Motion, Today, 2026-11-24"
    assert titles(day) == ["13:00:00 Motion", "00:30:00 Motion"]
    assert asked(cloud) == [EVENTS_PATH] * 4


async def test_an_event_shows_its_picture_and_what_was_seen(
    hass: HomeAssistant, cloud: Cloud, entry: MockConfigEntry, camera: MediaIdentifier
) -> None:
    event = cloud.raise_event(
        CAMERA_ID,
        "motion",
        {"user_note": "x", "plate": "AB 123", "zone": "path", "a": "1", "b": "2"},
        thumb_after=0,
    )
    bare = cloud.raise_event(CAMERA_ID, "motion", {"text": "long " * 50})
    identifier = MediaIdentifier(
        entry_id=entry.entry_id,
        camera_id=CAMERA_ID,
        kind=MediaKind.EVENTS,
        time_range=None,
    )
    node = await browse(hass, identifier)
    day = await browse(hass, child(node, "Today, 2026-11-24 (2)"))
    second, first = day["children"]
    assert first["title"] == "13:00:00 Motion (plate: AB 123, zone: path, a: 1)"
    assert len(second["title"]) < 90
    assert second["title"].endswith("…)")
    assert first["can_play"]
    assert not first["can_expand"]
    assert first["media_class"] == "video"
    own = f"{entry.entry_id}/{CAMERA_ID}/event"
    assert first["media_content_id"] == f"{ROOT}/{own}/{event.id}"
    assert first["thumbnail"] == f"/api/vxg/picture/{own}/{event.id}"
    assert second["thumbnail"] is None
    leaf = await browse(hass, f"{own}/{bare.id}")
    assert leaf["title"] == second["title"]
    assert "sig=" not in str(day)


async def test_pictures_of_a_list_cost_one_fetch_each(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    cloud: Cloud,
    camera: MediaIdentifier,
) -> None:
    raise_at(cloud, *(NOON - number * MINUTE for number in range(5)))
    day = await browse(
        hass,
        MediaIdentifier(
            **own(camera), kind=MediaKind.EVENTS, time_range=local_day(NOON.date())
        ),
    )
    asked(cloud)
    client = await hass_client()
    for each in day["children"]:
        assert (await client.get(each["thumbnail"])).status == 200
    assert not asked(cloud)
    assert len(cloud.media_requests) == 5


def own(camera: MediaIdentifier) -> dict[str, Any]:
    return {"entry_id": camera.entry_id, "camera_id": camera.camera_id}


async def test_a_day_with_many_events_is_shown_by_the_hour(
    hass: HomeAssistant, cloud: Cloud, camera: MediaIdentifier
) -> None:
    first = NOON - timedelta(hours=8)
    raise_at(cloud, *(first + number * MINUTE for number in range(2, 120)))
    raise_at(cloud, *(NOON - timedelta(seconds=number) for number in range(100)))
    day = await browse(
        hass,
        MediaIdentifier(
            **own(camera), kind=MediaKind.EVENTS, time_range=local_day(NOON.date())
        ),
    )
    assert titles(day) == [
        "13:00:00 – 14:00:00 (1)",
        "12:00:00 – 13:00:00 (99)",
        "06:00:00 – 07:00:00 (60)",
        "05:00:00 – 06:00:00 (58)",
    ]
    hour = await browse(hass, child(day, "06:00:00 – 07:00:00 (60)"))
    assert titles(hour)[0] == "06:59:00 Motion"
    assert titles(hour)[-1] == "06:00:00 Motion"
    assert asked(cloud) == [EVENTS_PATH] * 2


@pytest.fixture
def busy(cloud: Cloud, camera: MediaIdentifier) -> MediaIdentifier:
    """Return the node of a day with 5,000 events, and some on the day before."""
    start = datetime(2026, 11, 23, 23, tzinfo=UTC)
    step = timedelta(hours=13) / 5000
    raise_at(cloud, *(start + number * step for number in range(5000)))
    raise_at(cloud, *(start - number * MINUTE for number in range(1, 4)))
    return MediaIdentifier(
        **own(camera), kind=MediaKind.EVENTS, time_range=local_day(NOON.date())
    )


async def test_a_day_with_5000_events_opens_fast_with_one_page_and_bounded_memory(
    hass: HomeAssistant, cloud: Cloud, busy: MediaIdentifier
) -> None:
    tracemalloc.start()
    began = time.process_time()
    day = await browse(hass, busy)
    taken = time.process_time() - began
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert asked(cloud) == [EVENTS_PATH]
    # Of both ends together, under the tracer, by a clock that no test moves.
    assert taken < 2
    assert peak < 30_000_000
    assert len(day["children"]) == 13


async def test_what_does_not_fit_stands_behind_further_nodes(
    hass: HomeAssistant, cloud: Cloud, camera: MediaIdentifier, busy: MediaIdentifier
) -> None:
    # 999 events reach back 2 h 36 min.
    day = await browse(hass, busy)
    assert titles(day)[:4] == [
        "12:00:00 – 13:00:00 (384)",
        "11:00:00 – 12:00:00 (385)",
        "10:00:00 – 11:00:00 (more than 230)",
        "09:00:00 – 10:00:00",
    ]
    assert titles(day)[-1] == "00:00:00 – 01:00:00"
    assert len((await browse(hass, child(day, titles(day)[-1])))["children"]) == 385
    node = await browse(hass, camera)
    assert titles(node)[0] == "All events (more than 999 today)"
    days = await browse(hass, MediaIdentifier(**own(camera), kind=MediaKind.EVENTS))
    assert titles(days) == ["Today, 2026-11-24 (more than 999)", "Older events"]
    older = await browse(hass, child(days, "Older events"))
    assert titles(older) == ["Yesterday, 2026-11-23 (3)"]
    assert asked(cloud) == [EVENTS_PATH] * 5


async def test_an_hour_with_more_than_a_page_goes_on_behind_older(
    hass: HomeAssistant, cloud: Cloud, camera: MediaIdentifier
) -> None:
    step = timedelta(seconds=2)
    raise_at(cloud, *(NOON - number * step for number in range(1, 1501)))
    hour = TimeRange(
        start=NOON - timedelta(hours=1), end=NOON - timedelta(microseconds=1)
    )
    node = await browse(
        hass, MediaIdentifier(**own(camera), kind=MediaKind.EVENTS, time_range=hour)
    )
    shown = [each["media_content_id"] for each in node["children"]]
    assert len(shown) == 1000
    older = await browse(hass, child(node, "Older events"))
    rest = [each["media_content_id"] for each in older["children"]]
    assert set(shown[:-1]) & set(rest) == {shown[-2]}
    assert len({*shown[:-1], *rest}) == 1500


async def test_a_day_for_galleries_is_one_level_with_identifiers_that_stay(
    hass: HomeAssistant,
    cloud: Cloud,
    camera: MediaIdentifier,
    freezer: FrozenDateTimeFactory,
) -> None:
    cloud.retention = timedelta(days=2)
    days = child(await browse(hass, camera), "Days")
    asked(cloud)
    node = await browse(hass, days)
    assert titles(node) == ["2026-11-24", "2026-11-23", "2026-11-22"]
    assert len(asked(cloud)) == 1
    day = child(node, "2026-11-23")
    assert day == f"{camera}/days/2026-11-23"
    # Midnight is that of the house.
    start = datetime(2026, 11, 22, 23, tzinfo=UTC)
    raise_at(cloud, *(start + number * MINUTE for number in range(-1, 1000)))
    node = await browse(hass, day)
    assert asked(cloud) == [EVENTS_PATH]
    assert node["title"] == "2026-11-23"
    assert len(node["children"]) == 999
    newest, oldest = node["children"][0], node["children"][-1]
    assert newest["title"] == "16:39:00 Motion"
    assert oldest["title"] == "00:01:00 Motion"
    assert all(each["can_play"] and each["thumbnail"] for each in node["children"])
    number = cloud.events[-1].id
    assert newest["media_content_id"] == f"{ROOT}/{day}/16-39-00_{number}"
    freezer.tick(DAY)
    assert (await browse(hass, day))["children"] == node["children"]
    # It is the event, wherever it is named.
    event = replace(camera, kind=MediaKind.EVENT, number=number)
    assert newest["thumbnail"].startswith(event.picture_path)
    played = await async_resolve_media(hass, newest["media_content_id"], None)
    assert played.url == event.video_path
    shown = await browse(hass, newest["media_content_id"].removeprefix(f"{ROOT}/"))
    assert shown["media_content_id"] == f"{ROOT}/{event}"
    with pytest.raises(Unresolvable):
        await async_resolve_media(hass, f"{ROOT}/{day}", None)


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-10-26", 24)]
)
async def test_a_day_for_galleries_has_its_hours(
    hass: HomeAssistant, cloud: Cloud, camera: MediaIdentifier, day: str, hours: int
) -> None:
    first = local_day(date.fromisoformat(day)).start
    raise_at(
        cloud, *(first + timedelta(hours=number, minutes=1) for number in range(-1, 26))
    )
    node = await browse(hass, f"{camera}/days/{day}")
    assert len(node["children"]) == hours


async def test_recordings_are_shown_by_day_and_hour(
    hass: HomeAssistant, cloud: Cloud, camera: MediaIdentifier
) -> None:
    cloud.retention = timedelta(days=2)
    recordings = await browse(hass, child(await browse(hass, camera), "Recordings"))
    assert titles(recordings) == [
        "Today, 2026-11-24",
        "Yesterday, 2026-11-23",
        "2026-11-22",
    ]
    asked(cloud)
    today = await browse(hass, child(recordings, "Today, 2026-11-24"))
    assert today["title"] == "Recordings, Today, 2026-11-24"
    assert titles(today)[0] == "13:00:00 – 14:00:00"
    assert len(today["children"]) == 14
    assert not asked(cloud)
    hour = await browse(hass, child(today, "12:00:00 – 13:00:00"))
    assert asked(cloud) == ["/api/v2/storage/data/"]
    assert titles(hour)[:2] == ["12:00:00 – 12:00:30", "12:00:30 – 12:01:00"]
    assert len(hour["children"]) == 120
    assert "sig=" not in str(hour)
    leaf = await browse(hass, child(hour, "12:00:00 – 12:00:30"))
    assert (leaf["can_play"], leaf["can_expand"]) == (True, False)


@pytest.mark.parametrize(
    ("zone", "days"),
    [
        ("Pacific/Kiritimati", ["2026-11-21", "2026-11-20"]),
        ("America/Los_Angeles", ["2026-11-22", "2026-11-21"]),
        ("Europe/Rome", ["2026-11-21"]),
        ("Europe", ["2026-11-21"]),
        ("../Mars", ["2026-11-21"]),
        ("", ["2026-11-21"]),
    ],
)
async def test_recordings_of_a_camera_in_another_time_zone_are_in_the_list_of_days(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, zone: str, days: list[str]
) -> None:
    """A day of the camera is a part of two days, of which one may be empty."""
    cloud.cameras[CAMERA_ID].timezone = zone
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    cloud.faults.answer_next(body={"objects": ["2026-11-21"]}, path="/calendar/")
    camera = MediaIdentifier(entry_id=entry.entry_id, camera_id=CAMERA_ID)
    node = await browse(hass, MediaIdentifier(**own(camera), kind=MediaKind.RECORDINGS))
    assert titles(node) == ["Today, 2026-11-24", *days]


async def test_no_day_of_recordings_is_in_the_future(
    hass: HomeAssistant, cloud: Cloud, camera: MediaIdentifier
) -> None:
    days = ["2026-11-23", "2026-11-24", "2026-11-25"]
    cloud.faults.answer_next(body={"objects": days}, path="/calendar/")
    node = await browse(hass, MediaIdentifier(**own(camera), kind=MediaKind.RECORDINGS))
    assert titles(node) == ["Today, 2026-11-24", "Yesterday, 2026-11-23"]


async def test_an_hour_of_recordings_on_several_pages_goes_on_behind_later(
    hass: HomeAssistant, cloud: Cloud, camera: MediaIdentifier
) -> None:
    cloud.page_cap = 50
    hour = TimeRange(
        start=NOON - timedelta(hours=1), end=NOON - timedelta(microseconds=1)
    )
    node = await browse(
        hass, MediaIdentifier(**own(camera), kind=MediaKind.RECORDINGS, time_range=hour)
    )
    assert len(node["children"]) == 51
    assert len(asked(cloud)) == 1
    later = await browse(hass, child(node, "Later recordings"))
    assert titles(later)[0] == "12:25:00 – 12:25:30"


async def test_where_no_calendar_is_to_be_had_days_are_guessed(
    hass: HomeAssistant, cloud: Cloud, camera: MediaIdentifier
) -> None:
    cloud.faults.fail_next(status=404, path="calendar")
    node = await browse(hass, MediaIdentifier(**own(camera), kind=MediaKind.RECORDINGS))
    assert len(node["children"]) == 14
    assert titles(node)[13] == "2026-11-11"


async def test_clips_are_listed_where_the_cloud_lists_them(
    hass: HomeAssistant, cloud: Cloud, camera: MediaIdentifier
) -> None:
    clips = MediaIdentifier(**own(camera), kind=MediaKind.CLIPS)
    assert titles(await browse(hass, clips)) == []
    done = cloud.create_clip(CAMERA_ID, NOON - MINUTE, NOON, "Visit")
    done.done_at = NOON
    cloud.create_clip(CAMERA_ID, NOON - MINUTE, NOON)
    pending, first = (await browse(hass, clips))["children"]
    assert first["title"] == "Visit, Today, 2026-11-24, 12:59:00 – 13:00:00"
    assert first["can_play"]
    assert first["thumbnail"] == f"/api/vxg/picture/{camera}/clip/{done.id}"
    assert pending["title"] == "Today, 2026-11-24, 12:59:00 – 13:00:00"
    assert not pending["can_play"]
    cloud.clip_list_status = 404
    assert titles(await browse(hass, clips)) == []


async def test_a_clip_of_which_nothing_is_known_has_its_number(
    hass: HomeAssistant, cloud: Cloud, camera: MediaIdentifier
) -> None:
    cloud.faults.answer_next(body=[{"id": 7, "url": "http://x/"}], path="clips")
    node = await browse(hass, MediaIdentifier(**own(camera), kind=MediaKind.CLIPS))
    assert titles(node) == ["7"]


@pytest.mark.parametrize(
    "identifier",
    [
        "nonsense",
        "nobody/310245",
        "{entry}/61",
        "{entry}/310245/event/1/2",
        "{entry}/310245/recordings/0-99999999999999999",
        "../{entry}/310245",
    ],
)
async def test_what_is_not_there_cannot_be_opened_or_played(
    hass: HomeAssistant, cloud: Cloud, camera: MediaIdentifier, identifier: str
) -> None:
    identifier = identifier.format(entry=camera.entry_id)
    with pytest.raises(BrowseError, match="does not exist"):
        await browse(hass, identifier)
    with pytest.raises(Unresolvable, match="does not exist"):
        await async_resolve_media(hass, f"{ROOT}/{identifier}", None)
    assert not asked(cloud)


async def test_trouble_of_the_cloud_is_told(
    hass: HomeAssistant, cloud: Cloud, camera: MediaIdentifier
) -> None:
    cloud.faults.fail_next(10, status=500)
    with pytest.raises(BrowseError, match="Front door: could not connect to the cloud"):
        await browse(hass, camera)
    with pytest.raises(
        Unresolvable, match="Front door: could not connect to the cloud"
    ):
        await async_resolve_media(hass, f"{ROOT}/{camera}/event/5", None)


async def test_playing_an_event_gives_our_own_address(
    hass: HomeAssistant, cloud: Cloud, camera: MediaIdentifier
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion", time=NOON - MINUTE)
    media = await async_resolve_media(hass, f"{ROOT}/{camera}/event/{event.id}", None)
    assert media.url == f"/api/vxg/video/{camera}/event/{event.id}"
    assert media.mime_type == "video/mp4"


async def test_what_has_no_video_says_so(
    hass: HomeAssistant, cloud: Cloud, camera: MediaIdentifier
) -> None:
    cloud.cameras[CAMERA_ID].gaps.append((NOON - 5 * MINUTE, NOON))
    event = cloud.raise_event(CAMERA_ID, "motion", time=NOON - MINUTE)
    begun = NOON - 10 * MINUTE + timedelta(microseconds=1)
    between = TimeRange(start=begun, end=begun + MINUTE)
    unrecorded = replace(camera, kind=MediaKind.RECORDING, time_range=between)
    for identifier in (
        f"{camera}/event/{event.id}",
        f"{camera}/recording/1-2",
        str(unrecorded),
    ):
        with pytest.raises(Unresolvable, match="Front door: there is no recording"):
            await async_resolve_media(hass, f"{ROOT}/{identifier}", None)
    clip = cloud.create_clip(CAMERA_ID, NOON - MINUTE, NOON)
    uri = f"{ROOT}/{camera}/clip/{clip.id}"
    with pytest.raises(Unresolvable, match="still creating"):
        await async_resolve_media(hass, uri, None)
    clip.done_at, clip.fails = NOON, True
    with pytest.raises(Unresolvable, match="there is no recording"):
        await async_resolve_media(hass, uri, None)
    for identifier in (str(camera), f"{camera}/events/*", f"{camera}/recordings"):
        with pytest.raises(Unresolvable, match="does not exist"):
            await async_resolve_media(hass, f"{ROOT}/{identifier}", None)


async def test_the_front_end_plays_what_it_found(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    hass_client_no_auth: ClientSessionGenerator,
    cloud: Cloud,
    camera: MediaIdentifier,
) -> None:
    raise_at(cloud, NOON - MINUTE)
    socket = await hass_ws_client()
    uri = ROOT
    for _ in range(4):
        await socket.send_json_auto_id(
            {"type": "media_source/browse_media", "media_content_id": uri}
        )
        answer = await socket.receive_json()
        assert answer["success"], answer
        uri = answer["result"]["children"][0]["media_content_id"]
    await socket.send_json_auto_id(
        {"type": "media_source/resolve_media", "media_content_id": uri}
    )
    answer = await socket.receive_json()
    assert answer["success"], answer
    url = answer["result"]["url"]
    assert "authSig=" in url
    client: TestClient = await hass_client_no_auth()
    response = await client.get(url, headers={"Range": "bytes=4-7"})
    assert (response.status, await response.read()) == (206, b"ftyp")
    assert (await client.get(url.partition("?")[0])).status == 401


async def search(
    hass: HomeAssistant,
    socket_of: WebSocketGenerator,
    query: str,
    at: MediaIdentifier | str = "",
    **fields: Any,
) -> list[str]:
    socket = await socket_of(hass)
    await socket.send_json_auto_id(
        {
            "type": "media_source/search_media",
            "media_content_id": f"{ROOT}/{at}" if at else ROOT,
            "search_query": query,
            **fields,
        }
    )
    answer = await socket.receive_json()
    assert answer["success"], answer
    return [each["title"] for each in answer["result"]["result"]]


@pytest.fixture
async def found(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, camera: MediaIdentifier
) -> MediaIdentifier:
    """Return a node of a house where this and that happened."""
    cloud.add_camera(61, "Garden")
    cloud.add_camera(62, "Garage")
    group = make_entry(
        cloud, server, token=cloud.group_token([61, 62]), unique_id="group"
    )
    await set_up(hass, group)
    cloud.raise_event(CAMERA_ID, "motion", {"plate": "AB 123"}, NOON - MINUTE)
    cloud.raise_event(CAMERA_ID, "sound", {"level": "70"}, NOON - 2 * MINUTE)
    cloud.raise_event(61, "motion", {"Person": "87"}, NOON - 3 * MINUTE)
    cloud.raise_event(62, "plate_recognition", {"plate": "xy 9"}, NOON - 4 * MINUTE)
    cloud.raise_event(61, "motion", {"Person": "90"}, NOON - 8 * DAY)
    cloud.requests.clear()
    return MediaIdentifier(entry_id=group.entry_id, camera_id=61)


@pytest.mark.parametrize(
    ("query", "times"),
    [
        ("motion", ["12:59", "12:57"]),
        ("MOTION garden", ["12:57"]),
        ("plate", ["12:59", "12:56"]),
        ("license", ["12:56"]),
        ("ab 123", ["12:59"]),
        ("person 87", ["12:57"]),
        ("ga", ["12:57", "12:56"]),
        ("elephant", []),
        ("  ", []),
    ],
)
async def test_events_are_found_by_camera_type_and_metadata(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    found: MediaIdentifier,
    query: str,
    times: list[str],
) -> None:
    titles = await search(hass, hass_ws_client, query)
    assert [title.partition("2026-11-24 ")[2][:5] for title in titles] == times


async def test_a_search_keeps_to_its_node_and_costs_a_request_an_entry(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    cloud: Cloud,
    camera: MediaIdentifier,
    found: MediaIdentifier,
) -> None:
    title = "Garden: 2026-11-24 12:57:00 Motion (Person: 87)"
    assert await search(hass, hass_ws_client, "motion", found) == [title]
    assert asked(cloud) == [EVENTS_PATH]
    await search(hass, hass_ws_client, "motion")
    assert asked(cloud) == [EVENTS_PATH] * 2
    sounds = MediaIdentifier(**own(camera), kind=MediaKind.EVENTS, event_type="sound")
    assert await search(hass, hass_ws_client, "motion", sounds) == []
    assert len(await search(hass, hass_ws_client, "70", sounds)) == 1
    none = await search(hass, hass_ws_client, "motion", media_filter_classes=["music"])
    assert none == []
    some = await search(hass, hass_ws_client, "motion", media_filter_classes=["video"])
    assert len(some) == 2


@pytest.mark.parametrize("long", [False, True])
async def test_a_caption_is_found_and_shown_in_place_of_metadata(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    cloud: Cloud,
    camera: MediaIdentifier,
    long: bool,
) -> None:
    caption = "A woman in a red coat" + " and another one" * 8 * long
    meta = {"Person": "2", "caption": caption}
    cloud.raise_event(CAMERA_ID, "motion", meta, time=NOON)
    raise_at(cloud, NOON - MINUTE)
    shown = f"{caption[:119]}…" if long else caption
    (title,) = await search(hass, hass_ws_client, "red COAT")
    assert title == f"Front door: 2026-11-24 13:00:00 Motion: {shown}"
    assert await search(hass, hass_ws_client, "Person 2 coat") == [title]


async def test_a_search_shows_the_newest_and_no_end_of_them(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    cloud: Cloud,
    camera: MediaIdentifier,
) -> None:
    raise_at(cloud, *(NOON - number * MINUTE for number in range(150)))
    titles = await search(hass, hass_ws_client, "motion")
    assert len(titles) == 100
    assert titles[0] == "Front door: 2026-11-24 13:00:00 Motion"


@pytest.mark.parametrize("at", ["", "nobody/5"])
async def test_a_search_that_fails_says_why(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    cloud: Cloud,
    camera: MediaIdentifier,
    at: str,
) -> None:
    cloud.faults.fail_next(10, status=500)
    socket = await hass_ws_client(hass)
    await socket.send_json_auto_id(
        {
            "type": "media_source/search_media",
            "media_content_id": f"{ROOT}/{at}" if at else ROOT,
            "search_query": "motion",
        }
    )
    answer = await socket.receive_json()
    assert not answer["success"]
    message = answer["error"]["message"]
    assert ("does not exist" if at else "could not connect") in message


async def test_titles_are_in_home_assistants_language_as_far_as_there_are_texts(
    hass: HomeAssistant, cloud: Cloud, camera: MediaIdentifier
) -> None:
    hass.config.language = "xx"
    assert titles(await browse(hass, camera))[-2:] == ["Recordings", "Clips"]


@pytest.mark.parametrize("fault", ["fail_next", "drop_next", "html_next"])
async def test_a_search_finds_what_one_cloud_has_while_another_is_down(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    cloud: Cloud,
    camera: MediaIdentifier,
    fault: str,
) -> None:
    other = Cloud()
    other.add_camera(62, "Attic")
    raise_at(cloud, NOON)
    async with CloudServer(other) as other_server:
        await set_up(
            hass,
            make_entry(
                other,
                other_server,
                token=other.channel_token(62),
                unique_id="other",
                title="Attic",
            ),
        )
        getattr(other.faults, fault)(10**6)
        assert len(await search(hass, hass_ws_client, "motion")) == 1


async def test_a_search_finds_what_one_camera_has_while_another_is_refused(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    cloud: Cloud,
    server: CloudServer,
) -> None:
    cloud.add_camera(61, "Attic")
    cloud.group_list_status = 403
    raise_at(cloud, NOON)
    entry = make_entry(cloud, server, token=cloud.group_token(), unique_id="group")
    await set_up(hass, entry)
    cloud.faults.refuse_token(cloud.camera_tokens[61])
    assert len(await search(hass, hass_ws_client, "motion")) == 1


async def test_a_user_browses_the_cameras_that_they_may_read(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    entry: MockConfigEntry,
    hass_ws_client: WebSocketGenerator,
    hass_read_only_user: MockUser,
    hass_read_only_access_token: str,
) -> None:
    cloud.add_camera(61, "Attic")
    token = cloud.channel_token(61)
    other = make_entry(cloud, server, token=token, unique_id="x", title="Attic")
    await set_up(hass, other)
    raise_at(cloud, NOON - MINUTE)
    attic = cloud.raise_event(61, "motion", time=NOON - MINUTE)
    hass_read_only_user.mock_policy(
        {"entities": {"entity_ids": {"camera.front_door": True}}}
    )
    socket = await hass_ws_client(hass, hass_read_only_access_token)

    async def ask(command: str, **fields: Any) -> Any:
        await socket.send_json_auto_id({"type": f"media_source/{command}", **fields})
        return await socket.receive_json()

    root = await ask("browse_media", media_content_id=ROOT)
    assert titles(root["result"]) == ["Front door"]
    hidden = f"{ROOT}/{other.entry_id}/61"
    for command, at in (
        ("browse_media", hidden),
        ("browse_media", f"{hidden}/days"),
        ("resolve_media", f"{hidden}/event/{attic.id}"),
    ):
        response = await ask(command, media_content_id=at)
        assert "does not exist" in response["error"]["message"]
    found = await ask("search_media", media_content_id=ROOT, search_query="motion")
    assert len(found["result"]["result"]) == 1
    # Automations have no user.
    assert titles(await browse(hass)) == ["Attic", "Front door"]
