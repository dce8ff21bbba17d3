"""Tests for the action get_events."""

from datetime import UTC, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol

from simulator import Cloud, CloudServer

from ..common.actions import CAMERA, get_response
from ..conftest import CAMERA_ID, make_entry, set_up

GARDEN = "camera.garden"
# Daylight saving time ends in Berlin: 01:00 UTC is 02:00 for the second time.
NOW = datetime(2026, 10, 25, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
async def _berlin(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Set a time zone whose days are not those of UTC."""
    freezer.move_to(NOW)
    await hass.config.async_set_time_zone("Europe/Berlin")


@pytest.fixture
async def loaded(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> MockConfigEntry:
    """Return a loaded entry of one camera, with an empty request log."""
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    cloud.requests.clear()
    return entry


@pytest.fixture
async def group(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> MockConfigEntry:
    """Return a loaded entry of a group of two cameras, with an empty request log."""
    cloud.add_camera(7, "Garden")
    entry = make_entry(cloud, server, token=cloud.group_token())
    await set_up(hass, entry)
    cloud.requests.clear()
    return entry


def add_events(
    cloud: Cloud, *hours: float, name: str = "motion", **kwargs: Any
) -> None:
    """Store an event for each number of hours ago."""
    for ago in hours:
        camera_id = kwargs.get("camera_id", CAMERA_ID)
        meta = kwargs.get("meta")
        cloud.raise_event(camera_id, name, meta, NOW - timedelta(hours=ago))


def hours_ago(result: dict[str, Any]) -> list[float]:
    """Return how many hours ago the listed events happened."""
    return [
        (NOW - datetime.fromisoformat(event["time"])) / timedelta(hours=1)
        for event in result["events"]
    ]


async def test_the_default_is_the_last_day_newest_first_with_one_request(
    hass: HomeAssistant, cloud: Cloud, loaded: MockConfigEntry
) -> None:
    add_events(cloud, 25, 2)
    add_events(cloud, 1, name="sound", meta={"level": "9"})
    # A camera whose clock is ahead.
    add_events(cloud, -0.01)
    result = (await get_response(hass, "get_events"))[CAMERA]
    assert hours_ago(result) == [-0.01, 1, 2]
    event = cloud.events[2]
    assert result["events"][1] == {
        "event_id": event.id,
        "event_type": "sound",
        "time": event.time.isoformat(),
        "metadata": {"level": "9"},
        "media_content_id": (
            f"media-source://vxg/{loaded.entry_id}/{CAMERA_ID}/event/{event.id}"
        ),
    }
    assert {key: value for key, value in result.items() if key != "events"} == {
        "success": True,
        "counts": {},
        "counts_complete": True,
        "truncated": False,
        "error": None,
    }
    (request,) = cloud.requests
    assert request.query["limit"] == "101"


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, [1, 2, 3, 4]),
        ({"order": "oldest"}, [4, 3, 2, 1]),
        ({"event_types": "sound"}, [2]),
        ({"event_types": ["sound", "motion"]}, [1, 2, 3]),
        ({"tags": ["a"]}, [3, 4]),
        ({"tags": ["a", "b"]}, [4]),
        ({"tags_absent": ["b"]}, [1, 2, 3]),
        ({"tags": "a", "tags_absent": "b"}, [3]),
        # Without a time zone it is local time, an hour ahead.
        ({"start_time": "2026-10-25 10:00:00"}, [1, 2, 3]),
        ({"end_time": "2026-10-25 10:00:00"}, [3, 4, 25]),
        ({"start_time": "2026-10-25T10:00:00+00:00"}, [1, 2]),
        ({"start_time": "2026-09-24 13:00:00+00:00"}, [1, 2, 3, 4, 25]),
        ({"start_time": NOW, "end_time": NOW}, []),
    ],
)
async def test_events_are_filtered_by_type_tags_and_time(
    hass: HomeAssistant, cloud: Cloud, fields: dict[str, Any], expected: list[float]
) -> None:
    add_events(cloud, 25, 1)
    add_events(cloud, 2, name="sound")
    add_events(cloud, 3, meta={"a": "1"})
    add_events(cloud, 4, name="net", meta={"a": "1", "b": "2"})
    assert (
        hours_ago((await get_response(hass, "get_events", **fields))[CAMERA])
        == expected
    )


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("order", "expected"), [("newest", [1, 2]), ("oldest", [3, 2])]
)
async def test_events_above_the_limit_are_truncated_but_counted(
    hass: HomeAssistant, cloud: Cloud, order: str, expected: list[float]
) -> None:
    add_events(cloud, 1, 2, 3)
    result = (await get_response(hass, "get_events", limit=2, order=order))[CAMERA]
    assert hours_ago(result) == expected
    assert result["truncated"] is True
    assert result["counts"] == {}
    result = (await get_response(hass, "get_events", limit=3, group_by="event_type"))[
        CAMERA
    ]
    assert result["truncated"] is False
    result = (await get_response(hass, "get_events", limit=1, group_by="event_type"))[
        CAMERA
    ]
    assert result["truncated"] is True
    assert result["counts"] == {"motion": 3}
    assert result["counts_complete"] is True


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("group_by", "counts"),
    [
        ("none", {}),
        ("event_type", {"motion": 4, "sound": 2, "net": 1}),
        ("camera", {CAMERA: 7}),
        ("day", {"2026-10-24": 2, "2026-10-25": 5}),
        (
            "hour",
            {
                "2026-10-24T23:00:00+02:00": 2,
                "2026-10-25T00:00:00+02:00": 1,
                # The same hour by the clock, before and after the change.
                "2026-10-25T02:00:00+02:00": 1,
                "2026-10-25T02:00:00+01:00": 1,
                "2026-10-25T12:00:00+01:00": 2,
            },
        ),
    ],
)
async def test_days_and_hours_are_local(
    hass: HomeAssistant, cloud: Cloud, group_by: str, counts: dict[str, int]
) -> None:
    # Midnight in Berlin was 14 hours ago.
    add_events(cloud, 14.5, 14.1, 13.9, 10.5)
    add_events(cloud, 11.5, 0.5, name="sound")
    add_events(cloud, 0.6, name="net")
    result = (await get_response(hass, "get_events", group_by=group_by))[CAMERA]
    assert result["counts"] == counts
    # Times in order, everything else by count.
    assert list(result["counts"]) == list(counts)


@pytest.mark.usefixtures("loaded")
async def test_all_pages_are_read_for_counts_up_to_a_maximum(
    hass: HomeAssistant, cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud.page_cap = 2
    add_events(cloud, *(number / 10 for number in range(1, 10)))
    result = (await get_response(hass, "get_events", limit=1, group_by="camera"))[
        CAMERA
    ]
    assert result["counts"] == {CAMERA: 9}
    assert len(cloud.requests) == 5
    monkeypatch.setattr("custom_components.vxg.events.history.MAX_HISTORY_PAGES", 3)
    result = (await get_response(hass, "get_events", limit=9, group_by="camera"))[
        CAMERA
    ]
    assert result["counts"] == {CAMERA: 6}
    assert result["counts_complete"] is False
    assert result["truncated"] is True
    assert hours_ago(result) == [number / 10 for number in range(1, 7)]
    # Without counts only the listed events are read.
    cloud.requests.clear()
    result = (await get_response(hass, "get_events", limit=1))[CAMERA]
    assert len(cloud.requests) == 1


async def test_one_request_reads_all_cameras_of_a_group(
    hass: HomeAssistant, cloud: Cloud, group: MockConfigEntry
) -> None:
    add_events(cloud, 1, 2, 3)
    add_events(cloud, 4, camera_id=7, name="sound")
    response = await get_response(
        hass, "get_events", target=[CAMERA, GARDEN], limit=2, group_by="event_type"
    )
    assert [(request.path, request.scheme) for request in cloud.requests] == [
        ("/api/v2/storage/events/", "SI")
    ]
    assert "camid" not in cloud.requests[0].query
    assert hours_ago(response[CAMERA]) == [1, 2]
    assert response[CAMERA]["truncated"] is True
    assert response[CAMERA]["counts"] == {"motion": 3}
    assert hours_ago(response[GARDEN]) == [4]
    assert response[GARDEN]["truncated"] is False
    assert response[GARDEN]["counts"] == {"sound": 1}
    assert response[GARDEN]["events"][0]["media_content_id"].startswith(
        f"media-source://vxg/{group.entry_id}/7/event/"
    )


async def test_other_cameras_of_a_group_are_left_out(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    for number in (7, 8):
        cloud.add_camera(number, f"Camera {number}")
        add_events(cloud, 1, camera_id=number)
    await set_up(hass, make_entry(cloud, server, token=cloud.group_token()))
    cloud.requests.clear()
    response = await get_response(
        hass, "get_events", target=[CAMERA, "camera.camera_7"]
    )
    assert hours_ago(response[CAMERA]) == []
    assert hours_ago(response["camera.camera_7"]) == [1]
    assert len(cloud.requests) == 1


async def test_reading_ends_when_all_cameras_have_reached_the_limit(
    hass: HomeAssistant, cloud: Cloud, group: MockConfigEntry
) -> None:
    cloud.page_cap = 2
    add_events(cloud, 1, 1.5, 2, 2.5)
    add_events(cloud, 3, 3.5, 4, 4.5, camera_id=7)
    target = [CAMERA, GARDEN]
    response = await get_response(hass, "get_events", target=target, limit=1)
    assert hours_ago(response[CAMERA]) == [1]
    assert hours_ago(response[GARDEN]) == [3]
    assert len(cloud.requests) == 3


@pytest.mark.parametrize(
    ("status", "requested"), [(200, ["7,9"]), (400, ["7,9", "7", "9"])]
)
async def test_a_few_cameras_of_a_large_group_are_read_with_one_request(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    status: int,
    requested: list[str],
) -> None:
    """A cloud that does not know lists of cameras is asked for each."""
    for number in range(7, 12):
        cloud.add_camera(number, f"Camera {number}")
        add_events(cloud, 1, camera_id=number)
    await set_up(hass, make_entry(cloud, server, token=cloud.group_token()))
    cloud.requests.clear()
    if status != 200:
        cloud.faults.fail_next(1, status=status)
    response = await get_response(
        hass, "get_events", target=["camera.camera_7", "camera.camera_9"]
    )
    assert [len(result["events"]) for result in response.values()] == [1, 1]
    queries = [request.query for request in cloud.requests if "camid" in request.query]
    assert sorted(query["camid"] for query in queries) == sorted(requested)


@pytest.mark.usefixtures("group")
@pytest.mark.parametrize("status", [403, 404])
async def test_where_a_groups_list_is_refused_cameras_are_read_one_by_one(
    hass: HomeAssistant, cloud: Cloud, status: int
) -> None:
    add_events(cloud, 1)
    add_events(cloud, 2, camera_id=7)
    cloud.group_list_status = status
    response = await get_response(hass, "get_events", target=[CAMERA, GARDEN])
    assert hours_ago(response[CAMERA]) == [1]
    assert hours_ago(response[GARDEN]) == [2]
    successful = [request for request in cloud.requests if request.status == 200]
    assert [request.scheme for request in successful] == ["Acc", "Acc"]


async def test_entries_are_read_and_fail_independently(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, loaded: MockConfigEntry
) -> None:
    cloud.add_camera(7, "Garden")
    other = make_entry(
        cloud, server, token=cloud.channel_token(7), unique_id="x_7", title="Garden"
    )
    await set_up(hass, other)
    add_events(cloud, 1)
    cloud.revoke(cloud.camera_tokens[7])
    response = await get_response(
        hass, "get_events", target=[GARDEN, CAMERA], group_by="camera"
    )
    assert response[CAMERA]["counts"] == {CAMERA: 1}
    assert response[GARDEN] == {
        "success": False,
        "events": [],
        "counts": {},
        "counts_complete": False,
        "truncated": False,
        "error": {
            "key": "token_refused",
            "message": ("Garden: the cloud rejected the token (Invalid credentials)"),
        },
    }
    with pytest.raises(HomeAssistantError) as caught:
        await get_response(hass, "get_events", target=GARDEN)
    assert caught.value.translation_key == "token_refused"


@pytest.mark.usefixtures("group")
async def test_a_failed_read_of_a_group_fails_for_all_cameras(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    cloud.faults.fail_next(1, status=500, path="storage/events")
    with pytest.raises(HomeAssistantError) as caught:
        await get_response(hass, "get_events", target=[CAMERA, GARDEN])
    assert caught.value.translation_key == "several_failed"
    assert len(cloud.requests) == 1


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("status", "key"), [(400, "refused"), (403, "not_allowed"), (404, "not_found")]
)
async def test_the_clouds_message_is_part_of_the_error_but_sanitized(
    hass: HomeAssistant, cloud: Cloud, status: int, key: str
) -> None:
    detail = "No\x07\n\x1b[31m " + "x" * 5000
    cloud.faults.fail_next(1, status=status, path="storage/events", detail=detail)
    with pytest.raises(HomeAssistantError) as caught:
        await get_response(hass, "get_events")
    assert caught.value.translation_key == key
    message = str(caught.value)
    assert "(No" in message
    assert message.isprintable()
    assert len(message) < 400


@pytest.mark.usefixtures("loaded")
async def test_a_response_without_a_list_is_an_error(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    cloud.faults.answer_next(body={"maintenance": True}, path="storage/events")
    with pytest.raises(HomeAssistantError) as caught:
        await get_response(hass, "get_events")
    assert caught.value.translation_key == "unexpected_answer"


@pytest.mark.usefixtures("loaded")
async def test_events_of_a_server_without_time_filters_are_filtered(
    hass: HomeAssistant, cloud: Cloud
) -> None:
    event = {"camid": CAMERA_ID, "name": "motion"}
    objects = [
        event | {"id": 1, "time": "2026-10-25T11:00:00"},
        event | {"id": 2, "time": "2026-01-01T11:00:00"},
        event | {"id": 3, "camid": 8, "time": "2026-10-25T11:00:00"},
    ]
    body = {"meta": {"total_count": 3}, "objects": objects}
    cloud.faults.answer_next(body=body, path="storage/events")
    result = (await get_response(hass, "get_events", group_by="event_type"))[CAMERA]
    assert hours_ago(result) == [1]
    assert result["counts"] == {"motion": 1}


@pytest.mark.usefixtures("group")
@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"limit": 0}, "bad_limit"),
        ({"limit": 1001}, "bad_limit"),
        ({"event_types": ["motion", "motoin"]}, "no_such_event_type"),
        ({"event_types": [""]}, "no_such_event_type"),
        ({"tags": ["a.b"]}, "bad_filter"),
        ({"tags_absent": ["a@b"]}, "bad_filter"),
        ({"tags": [""]}, "bad_filter"),
        ({"end_time": "2026-10-27 12:00:00"}, "bad_window"),
        ({"start_time": "2026-10-27 12:00:00"}, "bad_window"),
        ({"end_time": "0001-01-01T05:00:00+00:00"}, "bad_window"),
        ({"start_time": "0001-01-01T00:00:00+14:00"}, "bad_window"),
        ({"start_time": "2026-10-25 20:00:00"}, "start_after_end"),
        (
            {"start_time": "2026-10-25 10:00:00", "end_time": "2026-10-25 09:00:00"},
            "start_after_end",
        ),
        ({"start_time": "2026-09-24 13:59:59"}, "span_too_long"),
    ],
)
async def test_an_invalid_request_is_refused_without_a_request_to_the_cloud(
    hass: HomeAssistant, cloud: Cloud, fields: dict[str, Any], key: str
) -> None:
    with pytest.raises(ServiceValidationError) as caught:
        await get_response(hass, "get_events", target=[CAMERA, GARDEN], **fields)
    assert caught.value.translation_key == key
    assert "{" not in str(caught.value)
    assert not cloud.requests


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    "fields", [{"order": "random"}, {"group_by": "year"}, {"limit": "many"}]
)
async def test_an_unknown_option_is_refused_by_the_schema(
    hass: HomeAssistant, cloud: Cloud, fields: dict[str, Any]
) -> None:
    with pytest.raises(vol.Invalid):
        await get_response(hass, "get_events", **fields)
    assert not cloud.requests


async def test_it_is_enough_if_one_of_the_cameras_has_the_type(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    cloud.add_camera(7, "Garden").add_type({"name": "plate_recognition"})
    await set_up(hass, make_entry(cloud, server, token=cloud.group_token()))
    add_events(cloud, 1, camera_id=7, name="plate_recognition")
    add_events(cloud, 2)
    response = await get_response(
        hass,
        "get_events",
        target=[CAMERA, GARDEN],
        event_types=["motion", "plate_recognition"],
    )
    assert hours_ago(response[CAMERA]) == [2]
    assert hours_ago(response[GARDEN]) == [1]
    with pytest.raises(ServiceValidationError) as caught:
        await get_response(hass, "get_events", event_types="plate_recognition")
    assert "Front door" in str(caught.value)


async def test_while_types_were_never_read_any_type_is_accepted(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    cloud.faults.fail_next(1, status=404, path="event_processing/events/")
    await set_up(hass, make_entry(cloud, server))
    add_events(cloud, 1, name="whatever")
    result = (await get_response(hass, "get_events", event_types="whatever"))[CAMERA]
    assert hours_ago(result) == [1]


async def test_now_is_the_clouds_time(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    cloud.skew = timedelta(days=-2)
    await set_up(hass, make_entry(cloud, server))
    add_events(cloud, 47, 49, 73)
    assert hours_ago((await get_response(hass, "get_events"))[CAMERA]) == [47, 49]


async def test_a_read_only_token_may_read_events(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    token = cloud.channel_token(CAMERA_ID, access="watch")
    await set_up(hass, make_entry(cloud, server, token=token))
    add_events(cloud, 1)
    assert hours_ago((await get_response(hass, "get_events"))[CAMERA]) == [1]
