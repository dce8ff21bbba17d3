"""Test recordings and clips."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
import av
import pytest

from custom_components.vxg.aiovxg import (
    Clip,
    ClipStatus,
    RecordingSegment,
    VxgBadRequestError,
    VxgClient,
    VxgMediaError,
    VxgMediaExpiredError,
    VxgMediaMissingError,
    VxgNotFoundError,
    VxgRefusedError,
    VxgResponseError,
)
from simulator import Cloud
from simulator.errors import error_response

from ..conftest import CAMERA_ID
from .conftest import StubServer, error_text

NOW = datetime.now(UTC)
HOUR_AGO = NOW.replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture(params=["channel", "group"])
def reader(request: pytest.FixtureRequest, client: VxgClient) -> VxgClient:
    """Return a client with either kind of token."""
    if request.param == "channel":
        return client
    group: VxgClient = request.getfixturevalue("group")
    return group


async def test_recording_segments_are_listed(reader: VxgClient) -> None:
    page = await reader.recordings.segments(
        CAMERA_ID, start=HOUR_AGO, end=HOUR_AGO + MINUTE
    )
    first, second = page.items
    assert (first.start, first.end) == (HOUR_AGO, second.start)
    assert first.size
    assert page.valid
    assert not page.more
    assert page.expires is not None
    assert page.expires > NOW
    assert first.url not in repr(first)


async def test_only_the_first_page_is_read(client: VxgClient, cloud: Cloud) -> None:
    cloud.page_cap = 10
    page = await client.recordings.segments(
        CAMERA_ID, start=HOUR_AGO, end=HOUR_AGO + 20 * MINUTE
    )
    assert len(page.items) == 10
    assert page.more
    assert len(cloud.requests) == 1


async def test_days_with_recordings_are_dates(reader: VxgClient, cloud: Cloud) -> None:
    cloud.retention = timedelta(days=2)
    days = await reader.recordings.days(CAMERA_ID)
    assert days[-1] - days[0] == timedelta(days=2)


@pytest.mark.parametrize(
    ("response", "days"),
    [
        (["2026-03-02", "2026-03-01T00:00:00"], [date(2026, 3, 1), date(2026, 3, 2)]),
        ({"objects": ["2026-03-01"]}, [date(2026, 3, 1)]),
        (["no day", "", 5, None], []),
        ({}, []),
        (None, []),
    ],
)
async def test_days_are_parsed_in_any_shape(
    stub_client: VxgClient, stub: StubServer, response: Any, days: list[date]
) -> None:
    stub.responses = [response]
    assert await stub_client.recordings.days(CAMERA_ID) == days


async def test_a_clip_is_pending_and_then_done(reader: VxgClient, cloud: Cloud) -> None:
    cloud.clip_delay = timedelta(hours=1)
    created = await reader.recordings.create_clip(
        CAMERA_ID, title="Visit", start=HOUR_AGO, end=HOUR_AGO + timedelta(seconds=2)
    )
    assert (created.status, created.url) == (ClipStatus.PENDING, None)
    assert (created.camera_id, created.title) == (CAMERA_ID, "Visit")
    cloud.skew = timedelta(hours=2)
    done = await reader.recordings.clip(CAMERA_ID, created.id)
    assert done.status is ClipStatus.DONE
    assert done.url is not None
    assert done.thumb is not None
    assert done.url not in repr(done)
    async with reader.recordings.open(done.url) as response:
        assert (response.status, response.content_type) == (200, "video/mp4")
        content = b"".join([chunk async for chunk in response.chunks])
    assert int(response.headers["Content-Length"]) == len(content)
    with av.open(BytesIO(content)) as video:
        assert len(list(video.decode(video=0))) == 20
    with pytest.raises(VxgNotFoundError):
        await reader.recordings.clip(CAMERA_ID, 1)
    with pytest.raises(VxgBadRequestError):
        await reader.recordings.create_clip(
            CAMERA_ID, title="", start=HOUR_AGO, end=HOUR_AGO
        )


async def test_clips_are_filtered_by_the_time_of_their_event(
    reader: VxgClient, cloud: Cloud
) -> None:
    cloud.create_clip(CAMERA_ID, HOUR_AGO, NOW)
    expected = cloud.create_clip(CAMERA_ID, HOUR_AGO, NOW, event_time=HOUR_AGO + MINUTE)
    page = await reader.recordings.clips(CAMERA_ID)
    assert len(page.items) == 2
    page = await reader.recordings.clips(CAMERA_ID, event_time=HOUR_AGO + MINUTE)
    assert [clip.id for clip in page.items] == [expected.id]
    cloud.clip_list_status = 404
    with pytest.raises(VxgNotFoundError):
        await reader.recordings.clips(CAMERA_ID)


async def test_lists_are_requested_with_an_order_and_local_days(
    reader: VxgClient, cloud: Cloud
) -> None:
    await reader.recordings.segments(CAMERA_ID, start=HOUR_AGO, end=NOW)
    await reader.recordings.clips(CAMERA_ID)
    await reader.recordings.days(CAMERA_ID)
    queries = [(request.path, request.query) for request in cloud.requests]
    orders = {path: query.get("order_by") for path, query in queries}
    assert orders["/api/v2/storage/data/"] == "time"
    assert orders["/api/v2/storage/clips/"] == "-created"
    assert queries[-1] == ("/api/v4/storage/calendar/", {"daysincamtz": "true"})


async def test_a_clip_may_wait_for_its_end_and_be_deleted_later(
    reader: VxgClient, cloud: Cloud
) -> None:
    end = cloud.now() + MINUTE
    for delete_at in (None, end + timedelta(days=7)):
        created = await reader.recordings.create_clip(
            CAMERA_ID, title="", start=HOUR_AGO, end=end, delete_at=delete_at
        )
        clip = cloud.clips[created.id]
        # A clip that is cut too early fails.
        assert not clip.fails
        assert clip.delete_at == delete_at


STORAGE_ID = 77


def cut_by_hand(cloud: Cloud, source_camera_id: int, **kwargs: Any) -> int:
    """Create a clip as the vendor's web page does; return its id."""
    if STORAGE_ID not in cloud.cameras:
        cloud.add_storage_channel(STORAGE_ID, "me")
    clip = cloud.create_clip(
        STORAGE_ID, HOUR_AGO, NOW, source_camera_id=source_camera_id, **kwargs
    )
    return clip.id


async def test_clips_stored_under_another_channel_are_those_of_their_camera(
    group: VxgClient, cloud: Cloud
) -> None:
    cloud.clip_delay = timedelta()
    cloud.skew = timedelta(hours=1)
    by_hand = cut_by_hand(cloud, CAMERA_ID, event_time=HOUR_AGO)
    foreign = cut_by_hand(cloud, 61)
    own = cloud.create_clip(CAMERA_ID, HOUR_AGO, NOW).id
    recordings = group.recordings
    page = await recordings.clips(CAMERA_ID)
    assert {clip.id for clip in page.items} == {by_hand, own}
    page = await recordings.clips(CAMERA_ID, event_time=HOUR_AGO)
    assert [clip.id for clip in page.items] == [by_hand]
    clip = await recordings.clip(CAMERA_ID, by_hand)
    assert (clip.camera_id, clip.status) == (CAMERA_ID, ClipStatus.DONE)
    for missing in (foreign, 1):
        with pytest.raises(VxgNotFoundError):
            await recordings.clip(CAMERA_ID, missing)


async def test_with_a_channel_token_other_channels_are_not_read(
    client: VxgClient, cloud: Cloud
) -> None:
    by_hand = cut_by_hand(cloud, CAMERA_ID)
    assert not (await client.recordings.clips(CAMERA_ID)).items
    assert len(cloud.requests) == 1
    with pytest.raises(VxgNotFoundError):
        await client.recordings.clip(CAMERA_ID, by_hand)


async def test_without_a_list_of_all_clips_those_of_the_camera_are_listed(
    group: VxgClient, cloud: Cloud
) -> None:
    own = cloud.create_clip(CAMERA_ID, HOUR_AGO, NOW)

    async def refuse(request: web.Request, handler: Any) -> web.StreamResponse:
        if "camid" in request.query:
            response: web.StreamResponse = await handler(request)
            return response
        return error_response(400, "camid is missing")

    cloud.faults.add(10, "/storage/clips/", "GET", refuse)
    page = await group.recordings.clips(CAMERA_ID)
    assert [clip.id for clip in page.items] == [own.id]


def refuse_group_token(cloud: Cloud, status: int) -> None:
    """Let the cloud refuse each read of storage with a group token."""

    async def refuse(request: web.Request, handler: Any) -> web.StreamResponse:
        if request.headers["Authorization"].startswith("SI "):
            return error_response(status, "Not with this token")
        response: web.StreamResponse = await handler(request)
        return response

    cloud.faults.add(10**6, "/api/v2/storage/", "GET", refuse)


@pytest.mark.parametrize("status", [401, 403, 404])
async def test_what_a_group_token_may_not_read_is_read_with_the_cameras_token(
    group: VxgClient, cloud: Cloud, status: int
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion")
    clip = cloud.create_clip(CAMERA_ID, HOUR_AGO, NOW)
    refuse_group_token(cloud, status)
    for _ in range(2):
        cloud.requests.clear()
        assert (await group.event(event.id, CAMERA_ID)).id == event.id
        page = await group.recordings.segments(
            CAMERA_ID, start=HOUR_AGO, end=HOUR_AGO + MINUTE
        )
        assert page.items
        clips = await group.recordings.clips(CAMERA_ID)
        assert [found.id for found in clips.items] == [clip.id]
    # The refusals are remembered; only the list of all cameras' clips needs this token.
    tokens = [request.authorization.partition(" ")[0] for request in cloud.requests]
    assert tokens == ["Acc", "Acc", "Acc", "SI"]


@pytest.mark.parametrize("status", [403, 404])
async def test_a_refusal_of_both_tokens_is_not_remembered(
    group: VxgClient, cloud: Cloud, status: int
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion")
    cloud.faults.fail_next(2, status=status, path="/storage/events/")
    with pytest.raises(VxgRefusedError):
        await group.event(event.id, CAMERA_ID)
    cloud.requests.clear()
    assert (await group.event(event.id, CAMERA_ID)).id == event.id
    assert [request.authorization[:3] for request in cloud.requests] == ["SI "]


async def test_clips_are_filtered_by_the_client_if_the_server_ignores_the_filters(
    stub_client: VxgClient, stub: StubServer
) -> None:
    stub.responses = [
        [
            {"id": 1, "camid": 5, "event_time": "2026-03-01T00:00:00"},
            {"id": 2, "event_time": "2026-03-01T00:00:00Z"},
            {"id": 3, "camid": CAMERA_ID},
            {"camid": CAMERA_ID},
        ]
    ]
    time = datetime(2026, 3, 1, tzinfo=UTC)
    page = await stub_client.recordings.clips(CAMERA_ID, event_time=time)
    assert [clip.id for clip in page.items] == [2]


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"status": "done", "url": "https://m/x"}, ClipStatus.DONE),
        ({"status": "DONE"}, ClipStatus.DONE),
        ({"status": "error"}, ClipStatus.ERROR),
        ({"status": "pending"}, ClipStatus.PENDING),
        ({"status": "rendering"}, ClipStatus.PENDING),
        ({"url": "https://m/x"}, ClipStatus.DONE),
        ({}, ClipStatus.PENDING),
    ],
)
def test_every_status_of_a_clip_is_one_of_three(
    data: dict[str, str], status: ClipStatus
) -> None:
    clip = Clip.from_api({"id": 1, **data})
    assert clip is not None
    assert clip.status is status


def test_a_segment_without_a_valid_time_range_or_url_is_not_parsed() -> None:
    whole = {
        "start": "2026-03-01T00:00:00",
        "end": "2026-03-01T00:00:30",
        "url": "https://media/x",
    }
    assert RecordingSegment.from_api(whole) is not None
    for wrong in (
        {"start": None},
        {"end": "soon"},
        {"url": " "},
        {"end": whole["start"]},
    ):
        assert RecordingSegment.from_api({**whole, **wrong}) is None


async def test_a_clip_without_an_id_is_a_response_error(
    stub_client: VxgClient, stub: StubServer
) -> None:
    stub.responses = [{"status": "pending"}]
    with pytest.raises(VxgResponseError):
        await stub_client.recordings.create_clip(
            CAMERA_ID, title="", start=HOUR_AGO, end=NOW
        )


async def read(client: VxgClient, stub: StubServer, **kwargs: Any) -> tuple[Any, bytes]:
    async with client.recordings.open(f"{stub.url}/v?sig=geheim", **kwargs) as response:
        return response, b"".join([chunk async for chunk in response.chunks])


async def test_the_password_of_a_url_is_not_passed_to_another_host(
    stub_client: VxgClient, stub: StubServer
) -> None:
    async def answer_elsewhere(_request: web.Request) -> web.Response:
        return web.Response(body=b"x")

    app = web.Application()
    app.router.add_get("/b", answer_elsewhere)
    requested = str(stub.url.with_user("me").with_password("geheim"))
    async with TestServer(app) as other:
        elsewhere = str(other.make_url("/b"))
        for location, expected_url in (
            ("/b?x=1", f"{requested}/b?x=1"),
            (elsewhere, elsewhere),
        ):
            moved = web.Response(status=302, headers={"Location": location})
            stub.responses = [moved, web.Response(body=b"x")]
            async with stub_client.recordings.open(f"{requested}/a") as response:
                assert response.url == expected_url


async def test_a_byte_range_is_requested_without_a_token(
    stub_client: VxgClient, stub: StubServer
) -> None:
    headers = {"Content-Range": "bytes 2-4/10", "X-Secret": "x"}
    stub.responses = [web.Response(status=206, body=b"cde", headers=headers)]
    response, content = await read(stub_client, stub, byte_range="bytes=2-4")
    assert (response.status, content) == (206, b"cde")
    assert response.headers == {"Content-Range": "bytes 2-4/10", "Content-Length": "3"}
    (request,) = stub.requests
    assert request.headers["Range"] == "bytes=2-4"
    assert request.headers["Accept-Encoding"] == "identity"
    assert "Authorization" not in request.headers


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, VxgMediaExpiredError),
        (403, VxgMediaExpiredError),
        (404, VxgMediaMissingError),
        (410, VxgMediaExpiredError),
        (500, VxgMediaError),
        (204, VxgMediaError),
    ],
)
async def test_a_rejected_url_differs_from_other_media_errors(
    stub_client: VxgClient, stub: StubServer, status: int, error: type[VxgMediaError]
) -> None:
    stub.responses = [web.Response(status=status)]
    with pytest.raises(VxgMediaError) as caught:
        await read(stub_client, stub)
    assert type(caught.value) is error
    assert "geheim" not in error_text(caught.value)


async def test_truncated_media_are_an_error_without_the_url(
    client: VxgClient, cloud: Cloud
) -> None:
    image = await client.live_image(CAMERA_ID)
    cloud.media_faults.truncate_next(reset=True)

    async def read_all() -> None:
        async with client.recordings.open(image.url) as response:
            async for _ in response.chunks:
                pass

    with pytest.raises(VxgMediaError) as caught:
        await read_all()
    assert "broke off" in str(caught.value)
    assert "sig=" not in error_text(caught.value)


async def test_errors_of_the_consumer_of_media_are_not_converted(
    stub_client: VxgClient, stub: StubServer
) -> None:
    stub.responses = [web.Response(body=b"x" * 100_000)]

    async def stumble() -> None:
        async with stub_client.recordings.open(f"{stub.url}/v") as response:
            async for _ in response.chunks:
                raise ConnectionResetError("mine")

    with pytest.raises(ConnectionResetError, match="mine"):
        await stumble()
