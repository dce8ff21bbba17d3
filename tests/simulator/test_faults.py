"""Tests for injected faults and for the web UI."""

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
import json

import aiohttp
import pytest

from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID
from .conftest import EVENTS_PATH, TYPES_PATH, Clock, MakeWire, Wire

TIME_PATH = "/api/v2/server/time/"
EVENT = {"camid": CAMERA_ID, "name": "motion", "time": "2026-03-01T12:00:00"}


async def test_a_number_of_requests_fails_with_the_error_body(
    cloud: Cloud, wire: Wire
) -> None:
    cloud.faults.fail_next(2, status=503, detail="Away")
    for _ in range(2):
        response = await wire.send("GET", EVENTS_PATH)
        assert response.status == 503
        assert response.data == {
            "status": 503,
            "errorType": "unavailable",
            "errorDetail": "Away",
        }
    await wire.get(EVENTS_PATH)


async def test_a_fault_applies_to_its_path_and_method_only(
    cloud: Cloud, wire: Wire
) -> None:
    cloud.faults.fail_next(path=r"storage/events/$", method="POST")
    await wire.get(EVENTS_PATH)
    await wire.get(TIME_PATH)
    assert (await wire.send("POST", EVENTS_PATH, EVENT)).status == 500
    assert cloud.events == []
    assert (await wire.send("POST", EVENTS_PATH, EVENT)).status == 201


@pytest.mark.parametrize("path", [TIME_PATH, EVENTS_PATH, "/api/v2/none/"])
async def test_every_response_has_the_date_of_the_clouds_clock(
    cloud: Cloud, wire: Wire, clock: Clock, path: str
) -> None:
    cloud.skew = timedelta(hours=-3)
    response = await wire.send("GET", path)
    assert response.headers["Date"] == "Sun, 01 Mar 2026 09:00:00 GMT"
    cloud.skew = timedelta(days=400)
    response = await wire.send("GET", path)
    assert parsedate_to_datetime(response.headers["Date"]) == cloud.now()
    cloud.faults.fail_next(status=502)
    response = await wire.send("GET", path)
    assert parsedate_to_datetime(response.headers["Date"]) == cloud.now()


async def test_the_date_of_a_response_may_be_wrong_or_missing(
    cloud: Cloud, wire: Wire, server: CloudServer
) -> None:
    odd = datetime(1, 1, 1, tzinfo=UTC)
    cloud.date_header = lambda: odd
    response = await wire.get(TIME_PATH)
    assert response.headers["Date"] == "Mon, 01 Jan 0001 00:00:00 GMT"
    assert (await wire.fetch(f"{server.media_url}/media/none")).headers["Date"] == (
        response.headers["Date"]
    )
    cloud.date_header = lambda: None
    assert "Date" not in (await wire.get(TIME_PATH)).headers


async def test_the_page_of_a_proxy_is_not_json(cloud: Cloud, wire: Wire) -> None:
    cloud.faults.html_next(status=502)
    response = await wire.send("GET", EVENTS_PATH)
    assert response.status == 502
    assert response.headers["Content-Type"].startswith("text/html")
    assert response.content.startswith(b"<html>")
    await wire.get(EVENTS_PATH)


async def test_a_truncated_response_is_half_of_its_json(
    cloud: Cloud, wire: Wire
) -> None:
    whole = (await wire.get(EVENTS_PATH, limit=1)).content
    cloud.faults.truncate_next()
    half = await wire.get(EVENTS_PATH, limit=1)
    assert half.content == whole[: len(whole) // 2]
    with pytest.raises(json.JSONDecodeError):
        _ = half.data
    assert (await wire.get(EVENTS_PATH, limit=1)).content == whole


async def test_a_connection_can_break_during_a_response(
    cloud: Cloud, wire: Wire
) -> None:
    cloud.faults.truncate_next(reset=True)
    with pytest.raises(aiohttp.ClientError):
        await wire.send("GET", EVENTS_PATH)
    await wire.get(EVENTS_PATH)


async def test_a_dropped_write_is_not_handled_and_one_with_a_lost_response_is(
    cloud: Cloud, wire: Wire
) -> None:
    cloud.faults.drop_next(method="POST")
    with pytest.raises(aiohttp.ClientError):
        await wire.send("POST", EVENTS_PATH, EVENT)
    assert (await wire.get(EVENTS_PATH)).ids == []
    cloud.faults.lose_answer_next(method="POST")
    with pytest.raises(aiohttp.ClientError):
        await wire.send("POST", EVENTS_PATH, EVENT)
    assert len((await wire.get(EVENTS_PATH)).ids) == 1
    assert (await wire.send("POST", EVENTS_PATH, EVENT)).status == 201


async def test_a_rate_limit_has_a_retry_after_header(
    cloud: Cloud, wire: Wire, clock: Clock
) -> None:
    cloud.faults.rate_limit(retry_after=7)
    cloud.faults.rate_limit(retry_after=7, as_date=True)
    cloud.faults.rate_limit(retry_after=None)
    seconds, date, silent = [await wire.send("GET", EVENTS_PATH) for _ in range(3)]
    assert [each.status for each in (seconds, date, silent)] == [429] * 3
    assert seconds.headers["Retry-After"] == "7"
    data = parsedate_to_datetime(date.headers["Retry-After"])
    assert (data - clock()).total_seconds() == 7
    assert parsedate_to_datetime(date.headers["Date"]) == clock()
    assert "Retry-After" not in silent.headers
    await wire.get(EVENTS_PATH)


async def test_a_held_request_is_handled_when_it_is_released(
    cloud: Cloud, wire: Wire
) -> None:
    gate = cloud.faults.hold(path="storage/events")
    held = asyncio.create_task(wire.get(EVENTS_PATH))
    await gate.reached()
    # Another request is handled meanwhile.
    await wire.get(TIME_PATH)
    assert not held.done()
    event = cloud.raise_event(CAMERA_ID, "motion")
    gate.release()
    assert (await held).ids == [event.id]
    assert (await wire.get(EVENTS_PATH)).ids == [event.id]


async def test_clearing_the_faults_releases_held_requests(
    cloud: Cloud, wire: Wire
) -> None:
    gate = cloud.faults.hold()
    cloud.faults.fail_next(9, path="server/time")
    held = asyncio.create_task(wire.get(EVENTS_PATH))
    await gate.reached()
    cloud.faults.clear()
    await held
    await wire.get(TIME_PATH)


async def test_one_request_is_redirected(cloud: Cloud, wire: Wire) -> None:
    cloud.faults.redirect_next(location="https://elsewhere.example/")
    response = await wire.send("GET", EVENTS_PATH)
    assert response.status == 302
    assert response.headers["Location"] == "https://elsewhere.example/"
    await wire.get(EVENTS_PATH)


async def test_a_refused_token_is_invalid_until_it_is_accepted(
    cloud: Cloud, wire: Wire, make_wire: MakeWire
) -> None:
    dead = cloud.camera_tokens[CAMERA_ID]
    other = make_wire(f"Acc {cloud.channel_token(CAMERA_ID, serial=2)}")
    cloud.faults.refuse_token(dead)
    for path in (EVENTS_PATH, TYPES_PATH, "/api/v4/channel/"):
        response = await wire.send("GET", path)
        assert (response.status, response.data["errorType"]) == (401, "invalid_auth")
    await other.get(EVENTS_PATH)
    cloud.faults.accept_token(dead)
    await wire.get(EVENTS_PATH)


async def test_a_revoked_token_stays_invalid(cloud: Cloud, wire: Wire) -> None:
    await wire.get(EVENTS_PATH)
    cloud.revoke(cloud.camera_tokens[CAMERA_ID])
    cloud.faults.clear()
    assert (await wire.send("GET", EVENTS_PATH)).status == 401


async def test_the_web_ui_has_a_button_per_type_that_raises_an_event(
    cloud: Cloud, wire: Wire, make_wire: MakeWire
) -> None:
    cloud.cameras[CAMERA_ID].add_type({"name": "doorbell_pressed", "custom": True})
    anyone = make_wire(None)
    page = await anyone.get("/")
    assert page.headers["Content-Type"].startswith("text/html")
    script = page.content.decode()
    assert "camera.types.map" in script
    assert 'post("/simulator/raise", { camera_id: camera.id, name })' in script
    (camera,) = (await anyone.get("/simulator/state")).data["cameras"]
    assert camera["types"] == ["motion", "sound", "net", "snapshot", "doorbell_pressed"]
    for name in camera["types"]:
        order = {"camera_id": camera["id"], "name": name}
        assert (await anyone.send("POST", "/simulator/raise", order)).status == 201
    listed = (await wire.get(EVENTS_PATH)).data["objects"]
    assert [event["name"] for event in listed] == camera["types"]
    assert (await anyone.send("GET", "/simulator/raise")).status == 405
    shown = (await anyone.get("/simulator/state")).data["events"]
    assert [event["name"] for event in shown] == camera["types"][::-1]


async def test_the_web_ui_takes_a_camera_offline(
    cloud: Cloud, wire: Wire, make_wire: MakeWire
) -> None:
    order = {"camera_id": CAMERA_ID, "status": "offline"}
    assert (
        await make_wire(None).send("POST", "/simulator/status", order)
    ).status == 200
    assert (await wire.get("/api/v4/channel/")).data["status"] == "offline"


async def test_faults_do_not_apply_to_the_web_ui(
    cloud: Cloud, make_wire: MakeWire
) -> None:
    cloud.faults.fail_next(1)
    await make_wire(None).get("/")
    assert (await make_wire(None).send("GET", EVENTS_PATH)).status == 500
