"""Test the methods of the client against the simulated cloud."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import ClientSession, web
import pytest

from custom_components.vxg.aiovxg import (
    Event,
    EventType,
    Page,
    VxgBadRequestError,
    VxgClient,
    VxgNotFoundError,
    VxgPermissionError,
    VxgResponseError,
    VxgUnavailableError,
    parse_token,
)
from simulator import Cloud

from ..conftest import CAMERA_ID
from .conftest import MakeClient, StubServer, channel_token

NAMES = [
    "motion",
    "with space",
    "a/b",
    "../../server/time",
    ".",
    "..",
    "50%",
    "%2F",
    "a?b=c",
    "a#b",
    "a&b+c",
    "tns1:VideoSource/MotionAlarm",
    "Tür 🚪",
    "a\\b",
    "a;b",
    "'\"<>",
]


async def test_the_server_time_is_returned(client: VxgClient, cloud: Cloud) -> None:
    cloud.skew = timedelta(hours=-3)
    time = await client.server_time()
    assert abs(time - datetime.now(UTC) + timedelta(hours=3)) < timedelta(seconds=5)


@pytest.mark.parametrize("response", [{}, {"utc": None}, {"utc": "now"}, [], "x", 5])
async def test_a_missing_or_invalid_server_time_is_a_response_error(
    stub_client: VxgClient, stub: StubServer, response: Any
) -> None:
    stub.responses = [response]
    with pytest.raises(VxgResponseError):
        await stub_client.server_time()


async def test_cameras_are_returned_as_a_list_and_by_id(
    group: VxgClient, cloud: Cloud
) -> None:
    cloud.cameras[61].status = "offline"
    page = await group.cameras()
    assert [(camera.id, camera.online) for camera in page.items] == [
        (CAMERA_ID, True),
        (61, False),
    ]
    assert page.items[0] == await group.camera(CAMERA_ID)
    with pytest.raises(VxgNotFoundError):
        await group.camera(5)


async def test_many_cameras_are_read_page_by_page(
    group: VxgClient, cloud: Cloud
) -> None:
    for number in range(20):
        cloud.add_camera(1000 + number, f"Camera {number}")
    cloud.page_cap = 7
    assert len((await group.cameras()).items) == 22
    assert len(cloud.requests) == 4


async def test_a_camera_is_updated(client: VxgClient, cloud: Cloud) -> None:
    updated = await client.update_camera(CAMERA_ID, rec_mode="by_event", led="off")
    assert cloud.cameras[CAMERA_ID].rec_mode == "by_event"
    assert updated is not None
    assert (updated.id, updated.rec_mode) == (CAMERA_ID, "by_event")
    assert cloud.requests[0].body == {"rec_mode": "by_event", "led": "off"}
    with pytest.raises(VxgBadRequestError, match="rec_mode"):
        await client.update_camera(CAMERA_ID, rec_mode="sometimes")


@pytest.mark.parametrize("name", NAMES)
async def test_event_types_of_any_name_are_created_read_updated_and_triggered(
    client: VxgClient, cloud: Cloud, name: str
) -> None:
    camera = cloud.cameras[CAMERA_ID]
    if name != "motion":
        added = await client.add_event_type(CAMERA_ID, name, notify=False)
        assert added == EventType(name=name, custom=True)
    changed = await client.update_event_type(CAMERA_ID, name, receive=True)
    assert changed == await client.event_type(CAMERA_ID, name)
    assert changed is not None
    assert (changed.name, changed.receive) == (name, True)
    camera.types[name]["caps"]["can_be_triggered"] = True
    await client.trigger_event(CAMERA_ID, name, time=datetime.now(UTC))
    assert [event.name for event in cloud.events] == [name]
    types = (await client.event_types(CAMERA_ID)).items
    assert name in [event_type.name for event_type in types]


async def test_an_event_type_that_exists_cannot_be_created_again(
    client: VxgClient, cloud: Cloud
) -> None:
    for status in (400, 409):
        cloud.wire_format.duplicate_type_status = status
        with pytest.raises(VxgBadRequestError, match="exists"):
            await client.add_event_type(CAMERA_ID, "motion")


async def test_a_write_succeeds_with_a_response_that_lacks_the_object(
    stub_client: VxgClient, stub: StubServer
) -> None:
    stub.responses = [{}]
    now = datetime.now(UTC)
    assert await stub_client.add_event_type(CAMERA_ID, "x") is None
    assert await stub_client.update_event_type(CAMERA_ID, "x", period=5) is None
    assert await stub_client.create_event(CAMERA_ID, "x", time=now) is None
    updated = await stub_client.update_camera(CAMERA_ID, rec_mode="on")
    assert updated is not None
    assert updated.rec_mode is None
    stub.responses = [web.Response(status=204)]
    assert await stub_client.update_camera(CAMERA_ID, rec_mode="on") is None
    # An event type without its capabilities would seem to have none.
    stub.responses = [{"name": "x", "receive": True}]
    assert await stub_client.update_event_type(CAMERA_ID, "x", receive=True) is None


@pytest.mark.parametrize(("status", "body"), [(201, True), (200, False), (204, False)])
async def test_an_event_is_created(
    client: VxgClient, cloud: Cloud, status: int, body: bool
) -> None:
    cloud.wire_format.create_status, cloud.wire_format.create_body = status, body
    time = datetime(2021, 9, 23, 16, 30, tzinfo=UTC)
    event_id = await client.create_event(
        CAMERA_ID, "motion", time=time, meta={"tag": "value"}
    )
    (event,) = cloud.events
    assert (event.name, event.time, event.meta) == ("motion", time, {"tag": "value"})
    assert event_id == (event.id if body else None)
    # Exactly as documented.
    assert cloud.requests[0].body == {
        "camid": CAMERA_ID,
        "name": "motion",
        "time": "2021-09-23T16:30:00",
        "meta": {"tag": "value"},
    }


async def test_an_event_without_metadata_is_sent_without_it(
    client: VxgClient, cloud: Cloud
) -> None:
    await client.create_event(CAMERA_ID, "motion", time=datetime.now(UTC), meta={})
    assert "meta" not in cloud.requests[0].body


async def test_each_cause_of_a_failed_trigger_has_its_own_error(
    client: VxgClient, cloud: Cloud
) -> None:
    now = datetime.now(UTC)
    with pytest.raises(VxgNotFoundError):
        await client.trigger_event(CAMERA_ID, "siren", time=now)
    with pytest.raises(VxgBadRequestError):
        await client.trigger_event(CAMERA_ID, "motion", time=now)
    cloud.cameras[CAMERA_ID].types["motion"]["caps"]["can_be_triggered"] = True
    cloud.cameras[CAMERA_ID].status = "offline"
    with pytest.raises(VxgUnavailableError):
        await client.trigger_event(CAMERA_ID, "motion", time=now, meta={"a": "b"})


async def test_a_write_with_a_read_only_token_is_a_permission_error(
    make_client: MakeClient, cloud: Cloud
) -> None:
    client = make_client(cloud.channel_token(CAMERA_ID, access="watch"))
    assert client.writable(CAMERA_ID) is False
    with pytest.raises(VxgPermissionError):
        await client.create_event(CAMERA_ID, "motion", time=datetime.now(UTC))


async def collect(client: VxgClient, **kwargs: Any) -> list[Event]:
    """Return the events of the last hour."""
    now = datetime.now(UTC)
    window = {"start": now - timedelta(hours=1), "end": now + timedelta(hours=1)}
    pages = client.event_pages(**(window | kwargs))
    return [event async for page in pages for event in page.items]


@pytest.mark.parametrize("times", ["naive", "Z", "offset"])
@pytest.mark.parametrize("total", ["exact", "null", "missing"])
@pytest.mark.parametrize("odd", [True, False])
async def test_events_are_read_in_every_format_of_the_server(
    client: VxgClient, cloud: Cloud, times: str, total: str, odd: bool
) -> None:
    wire_format = cloud.wire_format
    wire_format.times, wire_format.total_count = times, total
    wire_format.numbers_as_strings = wire_format.unknown_fields = odd
    cloud.page_cap = 2
    stored = [cloud.raise_event(CAMERA_ID, "motion", {"n": "1"}) for _ in range(5)]
    events = await collect(client)
    assert [event.id for event in events] == [event.id for event in stored]
    assert [event.time for event in events] == [event.time for event in stored]
    assert events[0].camera_id == CAMERA_ID
    assert events[0].meta["n"] == "1"


async def test_one_request_reads_the_events_of_all_cameras_of_a_group(
    group: VxgClient, cloud: Cloud
) -> None:
    cloud.raise_event(CAMERA_ID, "motion")
    cloud.raise_event(61, "sound")
    events = await collect(group)
    assert [event.camera_id for event in events] == [CAMERA_ID, 61]
    assert len(cloud.requests) == 1
    assert "camid" not in cloud.requests[0].query
    assert len(await collect(group, camera_id=61)) == 1


async def test_events_of_a_channel_token_are_requested_for_its_camera(
    client: VxgClient, cloud: Cloud
) -> None:
    await collect(client)
    query = cloud.requests[0].query
    assert query["camid"] == str(CAMERA_ID)
    assert query["order_by"] == "time"
    assert query["include_meta"] == "true"
    assert "events" not in query
    assert "meta" not in query


async def test_events_are_filtered_by_name_and_tag_and_sorted_newest_first(
    client: VxgClient, cloud: Cloud
) -> None:
    first = cloud.raise_event(CAMERA_ID, "motion", {"a": "1"}).id
    cloud.raise_event(CAMERA_ID, "sound", {"a": "1"})
    second = cloud.raise_event(CAMERA_ID, "net", {"a": "1"}).id
    cloud.raise_event(CAMERA_ID, "motion", {"a": "1", "b": "1"})
    matching = await collect(
        client,
        names=["motion", "net"],
        tags=["a"],
        tags_absent=["b"],
        newest_first=True,
    )
    assert [event.id for event in matching] == [second, first]
    assert cloud.requests[0].query["events"] == "motion,net"


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"names": ["a,b"]}, 1),
        ({"tags": ["c,d"]}, 0),
        ({"tags_absent": ["c,d", "c"]}, 1),
    ],
)
async def test_names_and_tags_with_a_comma_are_filtered_by_the_client(
    client: VxgClient, cloud: Cloud, filters: dict[str, list[str]], expected: int
) -> None:
    stored = [
        cloud.raise_event(CAMERA_ID, "a", {"c,d": "1"}).id,
        cloud.raise_event(CAMERA_ID, "a,b").id,
    ]
    matching = await collect(client, **filters)
    assert [event.id for event in matching] == [stored[expected]]
    assert not {"events", "meta", "meta_not"} & cloud.requests[0].query.keys()


async def test_pages_have_the_requested_size(client: VxgClient, cloud: Cloud) -> None:
    stored = [cloud.raise_event(CAMERA_ID, "a").id for _ in range(5)]
    matching = await collect(client, page_size=2)
    assert [event.id for event in matching] == stored
    assert [request.query["limit"] for request in cloud.requests] == ["2"] * 3


async def test_events_of_a_groups_camera_can_be_read_with_its_own_token(
    group: VxgClient, cloud: Cloud
) -> None:
    cloud.group_list_status = 403
    expected = cloud.raise_event(61, "a").id
    cloud.raise_event(CAMERA_ID, "a")
    with pytest.raises(VxgPermissionError):
        await collect(group, camera_id=61)
    matching = await collect(group, camera_id=61, as_camera=True)
    assert [event.id for event in matching] == [expected]
    assert cloud.requests[-1].scheme == "Acc"


async def test_events_are_filtered_by_the_client_if_the_server_ignores_the_filters(
    stub_client: VxgClient, stub: StubServer
) -> None:
    event = {"camid": CAMERA_ID, "name": "motion", "time": "2024-05-01T12:00:00"}
    objects = [
        event | {"id": 1},
        event | {"id": 2, "name": "net"},
        event | {"id": 3, "camid": 5},
        event | {"id": 4, "camid": None},
    ]
    stub.responses = [{"meta": {"total_count": 4}, "objects": objects}]
    matching = await collect(stub_client, names=["motion"], camera_id=CAMERA_ID)
    assert [item.id for item in matching] == [1, 4]
    # Whether to use the events of other cameras is decided by the caller.
    assert [item.id for item in await collect(stub_client)] == [1, 2, 3, 4]


async def test_a_page_without_a_list_is_not_valid(
    stub_client: VxgClient, stub: StubServer
) -> None:
    stub.responses = [{"maintenance": True}]
    now = datetime.now(UTC)
    pages = [page async for page in stub_client.event_pages(start=now, end=now)]
    assert pages == [Page(items=(), valid=False)]
    assert not (await stub_client.cameras()).valid
    assert not (await stub_client.event_types(CAMERA_ID)).valid


async def test_an_event_is_returned_with_its_tags(
    client: VxgClient, cloud: Cloud
) -> None:
    stored = cloud.raise_event(CAMERA_ID, "motion", {"a": "1"})
    event = await client.event(stored.id)
    assert (event.id, event.time, event.meta) == (stored.id, stored.time, {"a": "1"})
    with pytest.raises(VxgNotFoundError):
        await client.event(5)


async def test_an_event_without_a_camera_id_belongs_to_the_tokens_camera(
    stub_client: VxgClient, stub: StubServer
) -> None:
    stub.responses = [{"id": 1, "name": "x", "time": "2024-05-01T12:00:00"}]
    assert (await stub_client.event(1)).camera_id == CAMERA_ID


@pytest.mark.parametrize("tag", ["plain", "with space", "a/b", "ü?#%"])
async def test_tags_are_added_changed_and_removed(
    client: VxgClient, cloud: Cloud, tag: str
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion")
    await client.set_tag(CAMERA_ID, event.id, tag, "1", exists=False)
    assert event.meta == {tag: "1"}
    await client.set_tag(CAMERA_ID, event.id, tag, "2", exists=True)
    assert event.meta == {tag: "2"}
    await client.delete_tag(CAMERA_ID, event.id, tag)
    assert event.meta == {}


async def test_live_stream_urls_are_returned_while_the_camera_is_streaming(
    client: VxgClient, cloud: Cloud
) -> None:
    live = await client.live_stream_urls(CAMERA_ID)
    assert live.hls
    assert live.hls.startswith(cloud.media_url)
    assert live.expires is not None
    cloud.cameras[CAMERA_ID].streaming = False
    with pytest.raises(VxgUnavailableError):
        await client.live_stream_urls(CAMERA_ID)


async def test_an_image_is_fetched_without_the_token(
    client: VxgClient, cloud: Cloud
) -> None:
    image = await client.live_image(CAMERA_ID)
    content, content_type = await client.media.fetch(image.url, max_bytes=10**7)
    assert content.startswith(b"\xff\xd8\xff")
    assert content_type == "image/jpeg"
    assert [sent.authorization for sent in cloud.media_requests] == [None]


@pytest.mark.parametrize(
    "call",
    [
        lambda client: client.camera(1),
        lambda client: client.event_type(1, "x"),
        lambda client: client.event(1),
        lambda client: client.live_stream_urls(1),
        lambda client: client.live_image(1),
    ],
)
@pytest.mark.parametrize("response", [{}, [], "x", {"objects": []}])
async def test_a_response_without_the_requested_object_is_an_error(
    stub_client: VxgClient,
    stub: StubServer,
    call: Callable[[VxgClient], Awaitable[Any]],
    response: Any,
) -> None:
    stub.responses = [response]
    with pytest.raises(VxgResponseError):
        await call(stub_client)


async def test_names_that_cannot_be_encoded_are_tolerated(
    stub_client: VxgClient, stub: StubServer
) -> None:
    stub.responses = [{"name": "?"}]
    assert (await stub_client.event_type(CAMERA_ID, "\ud800")).name == "?"
    assert await collect(stub_client, names=["\ud800"]) == []


async def test_the_server_of_the_token_is_used_by_default(
    session: ClientSession, stub: StubServer
) -> None:
    token = parse_token(channel_token(), base_url=stub.url)
    stub.responses = [{"utc": "2024-05-01T12:00:00"}]
    assert await VxgClient(session, token).server_time()
