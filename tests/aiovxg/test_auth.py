"""Test which token is used for which request."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from custom_components.vxg.aiovxg import (
    VxgAuthenticationError,
    VxgClient,
    VxgConnectionError,
    VxgNotFoundError,
    VxgPermissionError,
    VxgRequestError,
    VxgResponseError,
)
from simulator import Cloud

from ..conftest import CAMERA_ID
from .conftest import channel_token, group_token

CHANNEL = f"/api/v5/channels/{CAMERA_ID}/"


def sent(cloud: Cloud) -> list[tuple[str, str | None]]:
    """Return paths and token schemes of the requests to the cloud."""
    return [(request.path, request.scheme) for request in cloud.requests]


async def test_a_channel_token_is_used_for_all_requests(
    client: VxgClient, cloud: Cloud
) -> None:
    await client.event_types(CAMERA_ID)
    await client.live_stream_urls(CAMERA_ID)
    await client.update_camera(CAMERA_ID, rec_mode="off")
    assert {request.authorization for request in cloud.requests} == {
        client.token.authorization
    }
    assert client.writable(CAMERA_ID) is True


async def test_a_group_reads_with_its_own_token_and_writes_with_the_cameras_token(
    group: VxgClient, cloud: Cloud
) -> None:
    await group.event_types(CAMERA_ID)
    assert [scheme for _, scheme in sent(cloud)] == ["SI"]
    cloud.requests.clear()
    assert group.writable(CAMERA_ID) is None
    await group.update_camera(CAMERA_ID, rec_mode="off")
    await group.update_camera(CAMERA_ID, rec_mode="on")
    path = f"/api/v2/cameras/{CAMERA_ID}/"
    # The token is read only once.
    assert sent(cloud) == [(CHANNEL, "SI"), (path, "Acc"), (path, "Acc")]
    assert group.writable(CAMERA_ID) is True


async def test_listing_the_channels_stores_all_tokens(
    group: VxgClient, cloud: Cloud
) -> None:
    cloud.channel_token(61, access="watch")
    page = await group.channels()
    assert [channel.id for channel in page.items] == [CAMERA_ID, 61]
    assert group.writable(CAMERA_ID) is True
    assert group.writable(61) is False
    assert group.writable(5) is None
    cloud.requests.clear()
    await group.live_stream_urls(CAMERA_ID)
    assert sent(cloud) == [("/api/v4/live/watch/", "Acc")]


async def test_a_rejected_camera_token_is_renewed_and_the_write_repeated(
    group: VxgClient, cloud: Cloud
) -> None:
    await group.channels()
    cloud.revoke(cloud.camera_tokens[CAMERA_ID])
    cloud.channel_token(CAMERA_ID, serial=2)
    cloud.requests.clear()
    await group.add_event_type(CAMERA_ID, "doorbell")
    assert [request.status for request in cloud.requests] == [401, 200, 201]
    assert "doorbell" in cloud.cameras[CAMERA_ID].types


async def test_a_camera_token_that_stays_rejected_is_tried_once(
    group: VxgClient, cloud: Cloud
) -> None:
    await group.channels()
    cloud.faults.refuse_token(cloud.camera_tokens[CAMERA_ID])
    cloud.requests.clear()
    with pytest.raises(VxgAuthenticationError):
        await group.live_stream_urls(CAMERA_ID)
    assert [request.status for request in cloud.requests] == [401, 200]


async def test_the_error_of_a_failed_token_renewal_is_raised(
    group: VxgClient, cloud: Cloud
) -> None:
    await group.channels()
    cloud.faults.refuse_token(cloud.camera_tokens[CAMERA_ID])
    cloud.faults.fail_next(status=500, path="v5/channels")
    with pytest.raises(VxgConnectionError):
        await group.live_stream_urls(CAMERA_ID)


async def test_a_rejected_channel_token_is_not_retried(
    client: VxgClient, cloud: Cloud
) -> None:
    cloud.revoke(client.token.value)
    with pytest.raises(VxgAuthenticationError):
        await client.live_stream_urls(CAMERA_ID)
    assert len(cloud.requests) == 1


@pytest.mark.parametrize(
    "token",
    [
        None,
        "",
        "nonsense",
        "v3.license",
        5,
        {},
        group_token(),
        channel_token(camid=61),
        channel_token(access=None),
    ],
)
async def test_a_camera_without_a_usable_token_is_not_writable(
    group: VxgClient, cloud: Cloud, token: object
) -> None:
    channel = {"id": CAMERA_ID, "name": "x", "token": token}
    await group.channels()
    cloud.faults.answer_next(body={"objects": [channel]}, path="channels/$")
    await group.channels()
    cloud.faults.answer_next(body=channel, path="v5/channels")
    cloud.requests.clear()
    with pytest.raises(VxgPermissionError):
        await group.update_camera(CAMERA_ID, rec_mode="off")
    assert sent(cloud) == [(CHANNEL, "SI")]
    assert group.writable(CAMERA_ID) is None


@pytest.mark.parametrize("api", ["elsewhere.example.com", "evil@host", "127.0.0.1:1"])
async def test_a_camera_token_is_sent_to_the_configured_server_whatever_host_it_names(
    group: VxgClient, cloud: Cloud, api: str
) -> None:
    cloud.channel_token(CAMERA_ID, api=api)
    await group.update_camera(CAMERA_ID, rec_mode="off")
    assert cloud.cameras[CAMERA_ID].rec_mode == "off"


async def test_a_channel_without_an_id_is_a_response_error(
    group: VxgClient, cloud: Cloud
) -> None:
    cloud.faults.answer_next(body={"name": "x"}, path="v5/channels")
    with pytest.raises(VxgResponseError, match="channel"):
        await group.update_camera(CAMERA_ID, rec_mode="off")


async def test_a_write_is_marked_not_executed_if_its_token_could_not_be_read(
    group: VxgClient, cloud: Cloud
) -> None:
    cloud.faults.drop_next(2, path=CHANNEL)
    with pytest.raises(VxgConnectionError) as caught:
        await group.update_camera(CAMERA_ID, rec_mode="off")
    assert caught.value.not_executed
    await group.update_camera(CAMERA_ID, rec_mode="off")
    cloud.faults.drop_next(1, method="POST")
    with pytest.raises(VxgConnectionError) as caught:
        await group.add_event_type(CAMERA_ID, "x")
    assert not caught.value.not_executed


def segments(client: VxgClient, cloud: Cloud, camera_id: int) -> Awaitable[Any]:
    now = cloud.now()
    hour = timedelta(hours=1)
    return client.recordings.segments(camera_id, start=now - hour, end=now)


def event(client: VxgClient, cloud: Cloud, camera_id: int) -> Awaitable[Any]:
    event_id = cloud.raise_event(camera_id, "motion").id
    return client.event(event_id, camera_id)


type Call = Callable[[VxgClient, Cloud, int], Awaitable[Any]]

READS: dict[str, Call] = {
    "event_processing": lambda client, _, camera_id: client.event_types(camera_id),
    "events/motion": lambda client, _, camera_id: client.event_type(
        camera_id, "motion"
    ),
    "ptz": lambda client, _, camera_id: client.ptz.read(camera_id),
    "storage/data": segments,
    "storage/clips": lambda client, _, camera_id: client.recordings.clips(camera_id),
    "storage/events": event,
}


@pytest.mark.parametrize("status", [401, 403, 404])
@pytest.mark.parametrize(("path", "call"), READS.items())
async def test_a_read_that_is_refused_to_a_group_is_repeated_with_the_cameras_token(
    group: VxgClient, cloud: Cloud, path: str, call: Call, status: int
) -> None:
    cloud.channel_token(61)
    await group.channels()
    cloud.group_refusals = {path: status}
    cloud.requests.clear()
    await call(group, cloud, CAMERA_ID)
    assert [scheme for _, scheme in sent(cloud)][:2] == ["SI", "Acc"]
    # It is remembered for this call, also of other cameras.
    cloud.requests.clear()
    await call(group, cloud, 61)
    assert sent(cloud)[0][1] == "Acc"
    # And for no other call.
    for other_path, other in READS.items():
        if path not in other_path and other_path not in path:
            cloud.requests.clear()
            await other(group, cloud, CAMERA_ID)
            assert "SI" in {scheme for _, scheme in sent(cloud)}


@pytest.mark.parametrize("calls", [2, 3, 4])
@pytest.mark.parametrize(("path", "call"), READS.items())
async def test_what_requests_at_the_same_time_are_refused_is_remembered(
    group: VxgClient, cloud: Cloud, path: str, call: Call, calls: int
) -> None:
    tokens = [cloud.channel_token(camera_id) for camera_id in (CAMERA_ID, 61)]
    await group.channels()

    async def scheme_after_calls_at_once() -> str | None:
        cloud.requests.clear()
        gate = cloud.faults.hold(path=path, count=calls)
        async with asyncio.TaskGroup() as tasks:
            for number in range(calls):
                camera_id = (CAMERA_ID, 61)[number % 2]
                tasks.create_task(_call(call, group, cloud, camera_id))
            while len(cloud.requests) < calls:  # noqa: ASYNC110 - the cloud has no event
                await asyncio.sleep(0.001)
            gate.release()
        cloud.requests.clear()
        await call(group, cloud, 61)
        return sent(cloud)[0][1]

    cloud.group_refusals = {path: 403}
    assert await scheme_after_calls_at_once() == "Acc"
    # The group token is used again where the cameras' tokens are refused.
    cloud.group_refusals = {}
    for token in tokens:
        cloud.faults.refuse_token(token)
    assert await scheme_after_calls_at_once() == "SI"


async def _call(call: Call, client: VxgClient, cloud: Cloud, camera_id: int) -> None:
    await call(client, cloud, camera_id)


@pytest.mark.parametrize("status", [401, 403, 404])
async def test_a_group_token_is_used_again_for_a_camera_without_a_token(
    group: VxgClient, cloud: Cloud, status: int
) -> None:
    cloud.group_refusals = {"event_processing": status}
    await group.event_types(CAMERA_ID)
    cloud.group_refusals = {}
    cloud.faults.answer_next(body={"id": 61, "token": None}, path="channels/61")
    cloud.requests.clear()
    assert (await group.event_types(61)).items
    assert sent(cloud)[-1][1] == "SI"


@pytest.mark.parametrize(
    ("status", "own", "error"),
    [
        (401, 403, VxgAuthenticationError),
        (403, 401, VxgPermissionError),
        (403, 404, VxgPermissionError),
        (404, 403, VxgNotFoundError),
        (403, 500, VxgConnectionError),
        (404, 503, VxgConnectionError),
    ],
)
async def test_a_read_that_fails_with_both_tokens_raises_what_may_be_tried_again(
    group: VxgClient, cloud: Cloud, status: int, own: int, error: type[Exception]
) -> None:
    await group.channels()
    for code in (status, own):
        cloud.faults.fail_next(1, status=code, path="event_processing")
    with pytest.raises(error):
        await group.event_types(CAMERA_ID)
    # Nothing is remembered.
    cloud.requests.clear()
    await group.event_types(CAMERA_ID)
    assert sent(cloud)[0][1] == "SI"


async def test_a_read_that_fails_for_another_reason_is_not_repeated(
    group: VxgClient, cloud: Cloud
) -> None:
    for status in (400, 429, 500, 503):
        cloud.requests.clear()
        cloud.faults.fail_next(1, status=status, path="event_processing")
        with pytest.raises(VxgRequestError):
            await group.event_types(CAMERA_ID)
        assert len(cloud.requests) == 1
