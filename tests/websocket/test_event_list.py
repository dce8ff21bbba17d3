"""Tests for the command vxg/events/list."""

import asyncio
from base64 import b64encode
from datetime import timedelta
import json
from typing import Any
from unittest.mock import patch

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import (
    MockHAClientWebSocket,
    WebSocketGenerator,
)

from custom_components.vxg.frontend import async_get_bundle_version
from custom_components.vxg.websocket.cursor import query_digest
from custom_components.vxg.websocket.pages import PageReader
from simulator import Cloud, CloudServer

from ..common.actions import CAMERA
from ..common.polling import make_next_poll_full
from ..conftest import CAMERA_ID, PassTime, logged, make_entry, set_up
from .conftest import (
    GARDEN,
    GARDEN_ID,
    add_event,
    error_of,
    ids,
    list_requests,
    result_of,
)

LIST = "events/list"


async def test_an_event_has_all_that_a_card_shows(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    client: MockHAClientWebSocket,
) -> None:
    meta = {"license_plate": "AB-123-C", "status_processed": "", "result": "true"}
    event = add_event(cloud, 90, "plate_recognition", meta=meta)
    cloud.requests.clear()
    result = await result_of(client, LIST, entity_ids=[CAMERA])
    (listed,) = result.pop("events")
    path = f"{entry.entry_id}/{CAMERA_ID}/event/{event.id}"
    for kind in ("picture", "video"):
        assert listed.pop(kind).startswith(f"/api/vxg/{kind}/{path}?authSig=")
    assert listed == {
        "event_id": event.id,
        "entity_id": CAMERA,
        "event_type": "plate_recognition",
        "name": "License plate",
        "time": event.time.isoformat(),
        "late": False,
        "metadata": {"license_plate": "AB-123-C"},
        "reviewed": True,
        "result": True,
        "media_content_id": f"media-source://vxg/{path}",
    }
    assert result.pop("version") == async_get_bundle_version(hass)
    assert result == {
        "gaps": [],
        "cursor": None,
        "counts": None,
        "can_control": [CAMERA],
        "errors": {},
    }
    (query,) = list_requests(cloud)
    assert query["limit"] == "51"


async def read_all(
    client: MockHAClientWebSocket, **fields: Any
) -> tuple[list[int], int]:
    """Return the ids of all pages of a list, and the number of pages."""
    found, pages, cursor = [], 0, None
    while pages == 0 or cursor is not None:
        result = await result_of(client, LIST, cursor=cursor, **fields)
        found += ids(result["events"])
        cursor = result["cursor"]
        pages += 1
    return found, pages


@pytest.mark.usefixtures("entry")
async def test_each_event_comes_once_whatever_arrives_meanwhile(
    cloud: Cloud, client: MockHAClientWebSocket
) -> None:
    before = [add_event(cloud, 90 + number // 3) for number in range(20)]
    expected = sorted(before, key=lambda event: (event.time, event.id), reverse=True)
    found: list[int] = []
    cursor = None
    late = []
    for number in range(4):
        result = await result_of(
            client, LIST, entity_ids=[CAMERA], limit=7, cursor=cursor
        )
        found += ids(result["events"])
        cursor = result["cursor"]
        # A newer one, and one that is stored late.
        add_event(cloud, 0)
        late.append(add_event(cloud, 300 + number))
        if cursor is None:
            break
    assert [one for one in found if one in {event.id for event in before}] == [
        event.id for event in expected
    ]
    # Those that were stored before the end of the list was read are there, too.
    assert len(found) == len(set(found))
    assert {event.id for event in late[:2]} <= set(found)


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize("limit", [1, 3, 200])
async def test_events_of_one_time_are_not_lost(
    cloud: Cloud, client: MockHAClientWebSocket, limit: int
) -> None:
    expected = {add_event(cloud, 90).id for _ in range(10)}
    expected |= {add_event(cloud, 100).id}
    found, _ = await read_all(client, entity_ids=[CAMERA], limit=limit)
    assert len(found) == 11
    assert set(found) == expected


@pytest.mark.usefixtures("group")
@pytest.mark.parametrize(
    ("fields", "query"),
    [
        ({"entity_ids": [CAMERA, GARDEN]}, {}),
        ({"entity_ids": [GARDEN]}, {"camid": "7"}),
        ({"entity_ids": [CAMERA], "event_types": ["motion"]}, {"events": "motion"}),
        ({"entity_ids": [CAMERA], "tags": ["a"]}, {"meta": "a"}),
        ({"entity_ids": [CAMERA], "reviewed": True}, {"meta": "status_processed"}),
        ({"entity_ids": [CAMERA], "reviewed": False}, {"meta_not": "status_processed"}),
        (
            {"entity_ids": [CAMERA], "end": "2026-11-24T11:00:00+00:00"},
            {"end": "2026-11-24T11:00:00"},
        ),
    ],
)
async def test_a_page_is_one_request(
    cloud: Cloud,
    client: MockHAClientWebSocket,
    fields: dict[str, Any],
    query: dict[str, str],
) -> None:
    for number in range(30):
        for camera_id in (CAMERA_ID, GARDEN_ID):
            reviewed = {"status_processed": ""} if number % 2 else {}
            add_event(
                cloud, 90 + number, camera_id=camera_id, meta={"a": "1", **reviewed}
            )
    cloud.requests.clear()
    found, pages = await read_all(client, limit=10, **fields)
    assert len(found) == len(set(found)) >= 15
    requests = list_requests(cloud)
    assert len(requests) == pages == -(-len(found) // 10)
    assert query.items() <= requests[0].items()


async def test_cameras_of_a_large_group_are_one_request(
    hass: HomeAssistant,
    cloud: Cloud,
    group: MockConfigEntry,
    client: MockHAClientWebSocket,
    pass_time: PassTime,
) -> None:
    """Although neither all nor one of its cameras are listed."""
    for number in range(8, 14):
        cloud.add_camera(number, f"Camera {number}")
    await group.runtime_data.cameras.async_refresh()
    await hass.async_block_till_done(wait_background_tasks=True)
    wanted = add_event(cloud, 90, camera_id=9), add_event(cloud, 91, camera_id=11)
    add_event(cloud, 92, camera_id=10)
    cloud.requests.clear()
    result = await result_of(
        client, LIST, entity_ids=["camera.camera_9", "camera.camera_11"]
    )
    assert ids(result["events"]) == [event.id for event in wanted]
    (query,) = list_requests(cloud)
    assert query["camid"] == "9,11"


@pytest.mark.usefixtures("entry")
async def test_a_text_finds_one_of_ten_thousand_with_ten_requests(
    cloud: Cloud, client: MockHAClientWebSocket
) -> None:
    plate = add_event(
        cloud, 20_000, "plate_recognition", meta={"license_plate": "AB-123-C"}
    )
    for number in range(9_990):
        add_event(cloud, 90 + number)
    cloud.requests.clear()
    result = await result_of(client, LIST, entity_ids=[CAMERA], text="ab-123")
    assert ids(result["events"]) == [plate.id]
    assert result["cursor"] is None
    assert len(list_requests(cloud)) == 10


@pytest.mark.usefixtures("entry")
async def test_a_long_search_goes_on_with_a_cursor(
    cloud: Cloud, client: MockHAClientWebSocket
) -> None:
    cloud.page_cap = 5
    wanted = [
        add_event(cloud, 90 + number * 40, meta={"a": "Ä"}) for number in range(5)
    ]
    for number in range(200):
        add_event(cloud, 90.5 + number)
    cloud.requests.clear()
    found, pages = await read_all(client, entity_ids=[CAMERA], text="ä", limit=2)
    assert found == [event.id for event in wanted]
    assert len(list_requests(cloud)) <= pages * 10


@pytest.mark.usefixtures("entry")
async def test_more_events_of_one_time_than_can_be_searched_end(
    cloud: Cloud, client: MockHAClientWebSocket
) -> None:
    cloud.page_cap = 2
    for _ in range(50):
        add_event(cloud, 90)
    older = add_event(cloud, 100, meta={"a": "needle"})
    found, pages = await read_all(client, entity_ids=[CAMERA], text="needle")
    assert found == [older.id]
    assert pages < 5


@pytest.mark.usefixtures("group")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MOTION", {1, 2}),
        # The name that is shown: in the language of the card.
        ("kennzeichen", {3}),
        ("front DOOR", {1, 3}),
        ("garden motion", {2}),
        ("license_plate", {3}),
        ("ab-123-c", {3}),
        ("motion ab-123-c", set()),
        ("<b>{{ 1 }}", set()),
        ("  ", {1, 2, 3}),
    ],
)
async def test_a_text_is_searched_in_names_and_metadata(
    cloud: Cloud, client: MockHAClientWebSocket, text: str, expected: set[int]
) -> None:
    events = {
        add_event(cloud, 90).id: 1,
        add_event(cloud, 91, camera_id=GARDEN_ID).id: 2,
        add_event(
            cloud, 92, "plate_recognition", meta={"license_plate": "AB-123-C"}
        ).id: 3,
    }
    result = await result_of(
        client, LIST, entity_ids=[CAMERA, GARDEN], text=text, language="de"
    )
    assert {events[one] for one in ids(result["events"])} == expected


@pytest.mark.usefixtures("entry")
async def test_tags_must_all_be_there(
    cloud: Cloud, client: MockHAClientWebSocket
) -> None:
    add_event(cloud, 90, meta={"a": "1"})
    both = add_event(cloud, 91, meta={"a": "1", "b": "2"})
    result = await result_of(client, LIST, entity_ids=[CAMERA], tags=["a", "b"])
    assert ids(result["events"]) == [both.id]


async def test_entries_are_merged_and_fail_independently(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    entry: MockConfigEntry,
    client: MockHAClientWebSocket,
) -> None:
    cloud.add_camera(GARDEN_ID, "Garden")
    token = cloud.channel_token(GARDEN_ID)
    other = make_entry(cloud, server, token=token, unique_id="other", title="Garden")
    await set_up(hass, other)
    events = [
        add_event(cloud, 90 + number, camera_id=(CAMERA_ID, GARDEN_ID)[number % 3 > 1])
        for number in range(20)
    ]
    found, pages = await read_all(client, entity_ids=[CAMERA, GARDEN], limit=6)
    assert (found, pages) == ([event.id for event in events], 4)
    cloud.revoke(cloud.camera_tokens[GARDEN_ID])
    result = await result_of(client, LIST, entity_ids=[CAMERA, GARDEN], limit=200)
    assert len(result["events"]) == 14
    assert result["errors"][GARDEN]["key"] == "token_refused"
    cloud.revoke(cloud.camera_tokens[CAMERA_ID])
    error = await error_of(client, LIST, entity_ids=[CAMERA, GARDEN])
    assert error["translation_key"] == "token_refused"
    assert "Front door" in error["message"]


@pytest.mark.usefixtures("group")
@pytest.mark.parametrize("status", [403, 404])
async def test_cameras_are_read_one_by_one_where_the_group_is_refused(
    cloud: Cloud, client: MockHAClientWebSocket, status: int
) -> None:
    events = [
        add_event(cloud, 90 + number, camera_id=(CAMERA_ID, GARDEN_ID)[number % 2])
        for number in range(9)
    ]
    cloud.group_list_status = status
    found, pages = await read_all(client, entity_ids=[CAMERA, GARDEN], limit=4)
    assert (found, pages) == ([event.id for event in events], 3)


@pytest.mark.usefixtures("entry")
async def test_many_cards_ask_the_cloud_four_at_a_time(
    client: MockHAClientWebSocket, monkeypatch: pytest.MonkeyPatch
) -> None:
    active = most = 0
    original = PageReader._scan_list

    async def scan(*args: Any) -> Any:
        nonlocal active, most
        active += 1
        most = max(most, active)
        await asyncio.sleep(0)
        result = await original(*args)
        active -= 1
        return result

    monkeypatch.setattr(PageReader, "_scan_list", scan)
    for _ in range(12):
        await client.send_json_auto_id(
            {"type": "vxg/events/list", "entity_ids": [CAMERA]}
        )
    for _ in range(12):
        assert (await client.receive_json())["success"]
    assert most == 4


# Events of the last hour


async def test_the_last_hour_is_read_from_memory(
    cloud: Cloud,
    entry: MockConfigEntry,
    client: MockHAClientWebSocket,
    pass_time: PassTime,
) -> None:
    events = [add_event(cloud, 1), add_event(cloud, 2, meta={"a": "x"})]
    make_next_poll_full(entry)
    await pass_time(2, times=2)
    cloud.requests.clear()
    start = (cloud.now() - timedelta(minutes=2, seconds=10)).isoformat()
    result = await result_of(client, LIST, entity_ids=[CAMERA], start=start)
    assert ids(result["events"]) == [event.id for event in events]
    assert all(event["picture"] for event in result["events"])
    result = await result_of(client, LIST, entity_ids=[CAMERA], start=start, text="x")
    assert ids(result["events"]) == [events[1].id]
    # More events than a page has are in memory, however far back the list goes.
    result = await result_of(client, LIST, entity_ids=[CAMERA], limit=1)
    assert ids(result["events"]) == [events[0].id]
    assert not list_requests(cloud)
    # The cloud has the rest.
    cursor = result["cursor"]
    result = await result_of(client, LIST, entity_ids=[CAMERA], limit=1, cursor=cursor)
    assert ids(result["events"]) == [events[1].id]
    assert len(list_requests(cloud)) == 1


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, [0, 1, 2, 3]),
        ({"event_types": ["sound"]}, [1]),
        ({"event_types": ["sound", "motion"], "tags": ["a"]}, [2, 3]),
        ({"tags": ["a", "b"]}, [3]),
        ({"reviewed": True}, [2]),
        ({"reviewed": False}, [0, 1, 3]),
        ({"text": "sound"}, [1]),
    ],
)
async def test_memory_and_the_cloud_have_the_same_events(
    hass: HomeAssistant,
    cloud: Cloud,
    hass_ws_client: WebSocketGenerator,
    pass_time: PassTime,
    fields: dict[str, Any],
    expected: list[int],
) -> None:
    events = [
        add_event(cloud, 0.1),
        add_event(cloud, 0.2, "sound"),
        add_event(cloud, 0.3, meta={"a": "1", "status_processed": ""}),
        add_event(cloud, 0.4, meta={"a": "1", "b": "2"}),
    ]
    await pass_time(2)
    client = await hass_ws_client(hass)
    start = (cloud.now() - timedelta(minutes=1)).isoformat()
    query = {"entity_ids": [CAMERA], "start": start, **fields}
    cloud.requests.clear()
    from_memory = await result_of(client, LIST, **query)
    assert not list_requests(cloud)
    assert ids(from_memory["events"]) == [events[number].id for number in expected]
    with patch(
        "custom_components.vxg.events.recent.RecentEvents.covered_since",
        return_value=None,
    ):
        assert await result_of(client, LIST, **query) == from_memory
    assert len(list_requests(cloud)) == 1


async def test_memory_is_not_used_once_the_cloud_cannot_be_read(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    hass_ws_client: WebSocketGenerator,
    pass_time: PassTime,
) -> None:
    add_event(cloud, 1)
    await pass_time(2)
    cloud.faults.fail_next(10**6, status=500)
    await pass_time(30, times=4)
    client = await hass_ws_client(hass)
    error = await error_of(client, LIST, entity_ids=[CAMERA], limit=1)
    assert error["translation_key"] == "cannot_connect"


async def test_a_late_event_is_marked(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    hass_ws_client: WebSocketGenerator,
    pass_time: PassTime,
) -> None:
    await pass_time(120)
    late = add_event(cloud, 50)
    await pass_time(301)
    fresh = add_event(cloud, 0)
    await pass_time(2)
    client = await hass_ws_client(hass)
    for fields in ({"limit": 1}, {"limit": 10}):
        found = []
        cursor = None
        while True:
            result = await result_of(
                client, LIST, entity_ids=[CAMERA], cursor=cursor, **fields
            )
            found += [(event["event_id"], event["late"]) for event in result["events"]]
            if (cursor := result["cursor"]) is None:
                break
        assert found == [(fresh.id, False), (late.id, True)]


# Counts and gaps


@pytest.mark.usefixtures("entry")
async def test_a_days_events_are_counted_by_type(
    cloud: Cloud, client: MockHAClientWebSocket, monkeypatch: pytest.MonkeyPatch
) -> None:
    for minutes in (60, 70, 80, 2000):
        add_event(cloud, minutes)
    add_event(cloud, 60, "sound")
    result = await result_of(
        client,
        LIST,
        entity_ids=[CAMERA],
        event_types=["sound"],
        counts="2026-11-24",
    )
    assert len(result["events"]) == 1
    assert result["counts"] == {
        "day": "2026-11-24",
        "types": {"motion": 3, "sound": 1},
        "approximate": False,
    }
    cloud.page_cap = 20
    for number in range(130):
        add_event(cloud, 90 + number)
    cloud.requests.clear()
    result = await result_of(
        client, LIST, entity_ids=[CAMERA], limit=1, counts="2026-11-24"
    )
    assert result["counts"]["approximate"] is True
    assert sum(result["counts"]["types"].values()) == 120
    # Besides that of the page.
    assert len(list_requests(cloud)) == 1 + 6


async def test_counts_that_would_cost_more_requests_are_not_made(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    hass_ws_client: WebSocketGenerator,
) -> None:
    for number in range(1, 7):
        cloud.add_camera(number, f"Camera {number}")
        add_event(cloud, 90, camera_id=number)
    cloud.group_list_status = 403
    entry = make_entry(cloud, server, token=cloud.group_token(), unique_id="group")
    await set_up(hass, entry)
    client = await hass_ws_client(hass)
    for cameras, expected in ((6, {"motion": 6}), (7, None)):
        entity_ids = [f"camera.camera_{number}" for number in range(1, 7)]
        entity_ids += [CAMERA] * (cameras - 6)
        cloud.requests.clear()
        result = await result_of(
            client, LIST, entity_ids=entity_ids, counts="2026-11-24"
        )
        counts = result["counts"]
        assert (counts and counts["types"]) == expected
        assert len(list_requests(cloud)) == cameras + (6 if expected else 0)
    # Without one of them, there are too few.
    cloud.revoke(cloud.camera_tokens[1])
    result = await result_of(
        client, LIST, entity_ids=entity_ids[:6], counts="2026-11-24"
    )
    assert result["counts"]["approximate"] is True
    assert result["counts"]["types"] == {"motion": 5}
    assert list(result["errors"]) == ["camera.camera_1"]


async def test_gaps_within_the_page_are_listed(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    hass_ws_client: WebSocketGenerator,
    pass_time: PassTime,
) -> None:
    for minutes in (90, 100):
        add_event(cloud, minutes)
    cloud.faults.fail_next(10**6, status=500)
    await pass_time(60, times=3)
    cloud.faults.clear()
    add_event(cloud, 1)
    await pass_time(60)
    client = await hass_ws_client(hass)
    result = await result_of(client, LIST, entity_ids=[CAMERA], limit=2)
    (gap,) = result["gaps"]
    assert gap["entity_ids"] is None
    assert gap["recovered"] == 1
    assert gap["start"] < gap["end"]
    # It is not listed on the pages that are older.
    result = await result_of(
        client, LIST, entity_ids=[CAMERA], limit=2, cursor=result["cursor"]
    )
    assert result["gaps"] == []
    # Events on the bus that others fire do no harm.
    hass.bus.async_fire("vxg_gap", {"entry_id": entry.entry_id, "start": 5})
    hass.bus.async_fire("vxg_gap")
    assert await result_of(client, LIST, entity_ids=[CAMERA])


# Bad input


def cursor_of(listed: list[Any], microseconds: int = 0) -> str:
    """Return a cursor of the first page of the camera, but for its content."""
    query = {"entity_ids": [CAMERA], "event_types": [], "tags": []}
    content = [query_digest(query), microseconds, listed]
    return b64encode(json.dumps(content).encode()).decode()


@pytest.mark.usefixtures("group")
@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"event_types": ["unheard_of"]}, "no_such_event_type"),
        ({"entity_ids": ["camera.other"]}, "foreign_camera"),
        ({"entity_ids": ["event.front_door_events"]}, "foreign_camera"),
        ({"entity_ids": ["x" * 10_000]}, "foreign_camera"),
        ({"entity_ids": []}, "no_camera"),
        ({"entry_id": "nobody"}, "no_camera"),
        ({"limit": 0}, "bad_page_limit"),
        ({"limit": -1}, "bad_page_limit"),
        ({"limit": 201}, "bad_page_limit"),
        ({"limit": 10_000}, "bad_page_limit"),
        ({"start": "2026-11-24T12:00:00", "end": "2026-11-23"}, "start_after_end"),
        ({"start": "0001-01-01T00:00:00"}, "bad_window"),
        ({"end": "9999-12-31T23:59:59"}, "bad_window"),
        ({"counts": "9999-12-31"}, "bad_window"),
        ({"counts": "0001-01-01"}, "bad_window"),
        ({"text": "x" * 10_000}, "text_too_long"),
        ({"tags": ["a.b"]}, "bad_filter"),
        ({"cursor": ""}, "bad_cursor"),
        ({"cursor": "x"}, "bad_cursor"),
        ({"cursor": "ü"}, "bad_cursor"),
        ({"cursor": "W10="}, "bad_cursor"),
        ({"cursor": cursor_of(["x"])}, "bad_cursor"),
        ({"cursor": cursor_of([["x", "y"]])}, "bad_cursor"),
        ({"cursor": cursor_of([], 10**30)}, "bad_cursor"),
        ({"cursor": b64encode(b"[" * 100_000).decode()}, "bad_cursor"),
    ],
)
async def test_bad_input_is_refused_with_a_translated_text(
    hass: HomeAssistant,
    cloud: Cloud,
    client: MockHAClientWebSocket,
    caplog: pytest.LogCaptureFixture,
    fields: dict[str, Any],
    key: str,
) -> None:
    if "entry_id" not in fields:
        fields = {"entity_ids": [CAMERA], **fields}
    cloud.requests.clear()
    error = await error_of(client, LIST, **fields)
    assert error["translation_domain"] == "vxg"
    assert error["translation_key"] == key
    assert error["message"] not in ("", key)
    assert not list_requests(cloud)
    assert not logged(caplog)
    # Nothing is lost.
    assert (await result_of(client, LIST, entity_ids=[CAMERA]))["cursor"] is None


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"entity_ids": CAMERA},
        {"entity_ids": [CAMERA], "entry_id": "x"},
        {"entity_ids": [5]},
        {"entity_ids": [CAMERA], "limit": "many"},
        {"entity_ids": [CAMERA], "start": "soon"},
        {"entity_ids": [CAMERA], "counts": "today"},
        {"entity_ids": [CAMERA], "text": 5},
        {"entity_ids": [CAMERA], "other": 5},
    ],
)
async def test_a_command_of_another_shape_is_refused(
    client: MockHAClientWebSocket, fields: dict[str, Any]
) -> None:
    assert (await error_of(client, LIST, **fields))["code"] == "invalid_format"


@pytest.mark.usefixtures("group")
async def test_a_cursor_of_another_query_is_refused(
    cloud: Cloud, client: MockHAClientWebSocket
) -> None:
    for number in range(5):
        add_event(cloud, 90 + number)
    query: dict[str, Any] = {"entity_ids": [CAMERA, GARDEN]}
    cursor = (await result_of(client, LIST, limit=2, **query))["cursor"]
    for other in (
        {"entity_ids": [CAMERA]},
        {"event_types": ["motion"]},
        {"text": "x"},
        {"reviewed": False},
        {"start": "2026-11-23"},
        {"tags": ["a"]},
    ):
        error = await error_of(client, LIST, cursor=cursor, **query | other)
        assert error["translation_key"] == "bad_cursor", other
    # The order of cameras and the length of the page make no other query.
    same = {"entity_ids": [GARDEN, CAMERA], "limit": 200, "text": None}
    result = await result_of(client, LIST, cursor=cursor, **same)
    assert len(result["events"]) == 3


async def test_an_entry_that_is_not_loaded_is_named(
    hass: HomeAssistant, entry: MockConfigEntry, client: MockHAClientWebSocket
) -> None:
    await hass.config_entries.async_unload(entry.entry_id)
    for fields in ({"entity_ids": [CAMERA]}, {"entry_id": entry.entry_id}):
        error = await error_of(client, LIST, **fields)
        assert error["translation_key"] == "camera_not_loaded"
        assert CAMERA in error["message"]


async def test_a_disabled_camera_is_not_loaded(
    hass: HomeAssistant, group: MockConfigEntry, client: MockHAClientWebSocket
) -> None:
    er.async_get(hass).async_update_entity(
        GARDEN, disabled_by=er.RegistryEntryDisabler.USER
    )
    error = await error_of(client, LIST, entity_ids=[GARDEN])
    assert error["translation_key"] == "camera_not_loaded"
    result = await result_of(client, LIST, entry_id=group.entry_id)
    assert result["events"] == []


# Rights


async def test_a_camera_that_the_user_may_not_read_does_not_exist(
    cloud: Cloud,
    group: MockConfigEntry,
    hass_read_only_user: MockUser,
    read_only_client: MockHAClientWebSocket,
) -> None:
    hass_read_only_user.mock_policy({"entities": {"entity_ids": {CAMERA: True}}})
    own = add_event(cloud, 90)
    add_event(cloud, 91, camera_id=GARDEN_ID)
    result = await result_of(read_only_client, LIST, entry_id=group.entry_id)
    assert ids(result["events"]) == [own.id]
    hidden = await error_of(read_only_client, LIST, entity_ids=[CAMERA, GARDEN])
    unknown = await error_of(read_only_client, LIST, entity_ids=["camera.x"])
    assert hidden == {
        key: value.replace("camera.x", GARDEN)
        if isinstance(value, str)
        else {"entity_id": GARDEN}
        for key, value in unknown.items()
    }
    hass_read_only_user.mock_policy({})
    error = await error_of(read_only_client, LIST, entry_id=group.entry_id)
    assert error["translation_key"] == "no_camera"


async def test_cameras_that_can_be_controlled_are_named(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    entry: MockConfigEntry,
    client: MockHAClientWebSocket,
    hass_read_only_user: MockUser,
    read_only_client: MockHAClientWebSocket,
) -> None:
    cloud.add_camera(GARDEN_ID, "Garden")
    token = cloud.channel_token(GARDEN_ID, access="watch")
    await set_up(hass, make_entry(cloud, server, token=token, unique_id="watch"))
    cameras = {"entity_ids": [CAMERA, GARDEN]}
    # The token of the other one is for watching only.
    assert (await result_of(client, LIST, **cameras))["can_control"] == [CAMERA]
    hass_read_only_user.mock_policy({"entities": {"all": {"read": True}}})
    assert (await result_of(read_only_client, LIST, **cameras))["can_control"] == []


async def test_what_nobody_expected_is_one_translated_error(
    entry: MockConfigEntry,
    client: MockHAClientWebSocket,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with patch(
        "custom_components.vxg.websocket.event_list.async_get_texts",
        side_effect=RuntimeError("secret"),
    ):
        error = await error_of(client, LIST, entity_ids=[CAMERA])
    assert error["translation_key"] == "unexpected_error"
    assert "secret" not in error["message"] + caplog.text
