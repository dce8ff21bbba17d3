"""Tests for requests of browsers from other origins."""

import pytest

from simulator import Cloud

from ..conftest import CAMERA_ID
from .conftest import EVENTS_PATH, MakeWire, Wire

ORIGIN = "https://console.example"


@pytest.mark.parametrize("path", [EVENTS_PATH, "/api/v4/live/watch/", "/api/v2/none/"])
@pytest.mark.parametrize(
    "wanted", ["authorization,content-type", "cache-control,range,x-requested-with"]
)
async def test_a_preflight_request_needs_no_credential(
    cloud: Cloud, make_wire: MakeWire, path: str, wanted: str
) -> None:
    cloud.faults.fail_next()
    preflight = {
        "Origin": ORIGIN,
        "Access-Control-Request-Method": "PUT",
        "Access-Control-Request-Headers": wanted,
    }
    response = await make_wire(None).send("OPTIONS", path, headers=preflight)
    assert (response.status, response.content) == (204, b"")
    assert response.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "PUT" in response.headers["Access-Control-Allow-Methods"]
    allowed = response.headers["Access-Control-Allow-Headers"].lower()
    assert set(wanted.split(",")) <= set(allowed.split(","))
    assert cloud.requests == []


async def test_every_response_to_another_origin_has_cors_headers(
    cloud: Cloud, wire: Wire
) -> None:
    image = (await wire.get("/api/v4/live/image/")).data["url"]
    headers = {"Origin": ORIGIN}
    responses = [
        await wire.send("GET", EVENTS_PATH, headers=headers),
        await wire.send("POST", EVENTS_PATH, {"camid": CAMERA_ID}, headers=headers),
        await wire.fetch(image, Origin=ORIGIN),
        await wire.fetch(image + "0", Origin=ORIGIN),
    ]
    cloud.faults.fail_next(status=503)
    responses.append(await wire.send("GET", EVENTS_PATH, headers=headers))
    assert [each.status for each in responses] == [200, 400, 200, 403, 503]
    for response in responses:
        assert response.headers["Access-Control-Allow-Origin"] == ORIGIN
        assert response.headers["Vary"] == "Origin"


async def test_the_web_ui_is_not_for_other_origins(make_wire: MakeWire) -> None:
    headers = {"Origin": ORIGIN}
    anonymous = make_wire(None)
    for method, path in (("GET", "/simulator/state"), ("OPTIONS", "/simulator/raise")):
        response = await anonymous.send(method, path, headers=headers)
        assert "Access-Control-Allow-Origin" not in response.headers
