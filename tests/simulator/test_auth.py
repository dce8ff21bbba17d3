"""Tests for credentials and permissions (sections 1, 3 and 9)."""

from base64 import b64decode, b64encode
import json
from typing import Any

import pytest

from simulator import Cloud

from ..conftest import CAMERA_ID
from .conftest import EVENTS_PATH, TYPES_PATH, MakeWire, Wire

OTHER_ID = 61
CLIP = {"title": "", "start": "2026-03-01T11:00:00", "end": "2026-03-01T11:00:05"}
EVENT = {"camid": CAMERA_ID, "name": "motion", "time": "2026-03-01T12:00:00"}
WRITES: list[tuple[str, str, dict[str, Any]]] = [
    ("POST", EVENTS_PATH, EVENT),
    ("POST", TYPES_PATH, {"name": "custom_event"}),
    ("PUT", f"{TYPES_PATH}net/", {"receive": False}),
    ("POST", f"{TYPES_PATH}net/trigger/", {"time": EVENT["time"]}),
    ("PUT", f"/api/v2/cameras/{CAMERA_ID}/", {"rec_mode": "off"}),
    ("POST", "/api/v2/storage/clips/", {**CLIP, "camid": CAMERA_ID}),
    ("POST", f"/api/v2/cameras/{CAMERA_ID}/ptz/execute/", {"action": "left"}),
]


@pytest.mark.parametrize(
    ("auth", "path"),
    [
        (None, EVENTS_PATH),
        ("Acc nonsense", EVENTS_PATH),
        ("SI {channel}", EVENTS_PATH),
        ("Acc {group}", EVENTS_PATH),
        ("{channel}", EVENTS_PATH),
        ("SI {group}", "/api/v4/channel/"),
        ("SI {group}", "/api/v4/live/watch/"),
        ("SI {group}", "/api/v4/storage/records/"),
        ("Acc {channel}", "/api/v5/channels/"),
        ("LKey {license}", "/api/v4/channel/"),
    ],
)
async def test_a_wrong_credential_is_refused(
    cloud: Cloud, make_wire: MakeWire, auth: str | None, path: str
) -> None:
    known = {
        "channel": cloud.channel_token(CAMERA_ID),
        "group": cloud.group_token(),
        "license": cloud.license_key,
    }
    response = await make_wire(auth and auth.format(**known)).send("GET", path)
    assert response.status == 401
    assert set(response.data) == {"status", "errorType", "errorDetail"}
    assert (response.data["status"], response.data["errorType"]) == (
        401,
        "invalid_auth",
    )


async def test_spaces_after_the_scheme_are_tolerated_and_the_slash_is_optional(
    cloud: Cloud, make_wire: MakeWire
) -> None:
    wire = make_wire(f"Acc   {cloud.channel_token(CAMERA_ID)}")
    for path in (EVENTS_PATH, EVENTS_PATH.rstrip("/")):
        assert (await wire.send("POST", path, EVENT)).status == 201


@pytest.mark.parametrize("kind", ["channel", "group"])
async def test_the_order_and_spacing_of_the_keys_of_a_token_do_not_matter(
    cloud: Cloud, make_wire: MakeWire, kind: str
) -> None:
    scheme = "Acc" if kind == "channel" else "SI"
    token = cloud.channel_token(CAMERA_ID) if kind == "channel" else cloud.group_token()
    content = json.loads(b64decode(token))
    few = {key: value for key, value in content.items() if key != "api_p"}
    for text in (
        json.dumps(dict(reversed(content.items()))),
        json.dumps(content, indent=2),
        json.dumps(few, separators=(",", ":")),
    ):
        written = b64encode(text.encode()).decode()
        await make_wire(f"{scheme} {written}").get(EVENTS_PATH)
    foreign = b64encode(json.dumps({**content, "token": "share.a.b.c"}).encode())
    for refused in (foreign.decode(), content["token"], b64encode(b"[]").decode()):
        response = await make_wire(f"{scheme} {refused}").send("GET", EVENTS_PATH)
        assert response.status == 401
    cloud.faults.refuse_token(token)
    response = await make_wire(f"{scheme} {written}").send("GET", EVENTS_PATH)
    assert response.status == 401


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
async def test_a_read_only_token_and_a_group_token_may_read_and_not_write(
    cloud: Cloud, make_wire: MakeWire, method: str, path: str, body: dict[str, Any]
) -> None:
    watch = make_wire(f"Acc {cloud.channel_token(CAMERA_ID, 'watch')}")
    group = make_wire(f"SI {cloud.group_token()}")
    for wire in (watch, group):
        await wire.get(TYPES_PATH)
        if wire is group and "clips" in path:
            continue  # See test_a_group_token_creates_and_deletes_clips.
        refused = await wire.send(method, path, body)
        assert (refused.status, refused.data["errorType"]) == (403, "forbidden")
    assert (cloud.events, cloud.clips) == ([], {})


async def test_an_inaccessible_camera_is_unknown(cloud: Cloud, wire: Wire) -> None:
    cloud.add_camera(OTHER_ID, "Garden")
    foreign = cloud.raise_event(OTHER_ID, "motion")
    for camera_id in (OTHER_ID, 999):
        for path in ("", "ptz/", "preview/", "event_processing/events/"):
            whole = f"/api/v2/cameras/{camera_id}/{path}"
            assert (await wire.send("GET", whole)).status == 404
        listed = await wire.send("GET", EVENTS_PATH, camid=camera_id)
        written = await wire.send("POST", EVENTS_PATH, {**EVENT, "camid": camera_id})
        assert (listed.status, written.status) == (404, 404)
    assert (await wire.send("GET", f"{EVENTS_PATH}{foreign.id}/")).status == 404
    assert (await wire.get(EVENTS_PATH)).ids == []


async def test_a_group_token_lists_its_cameras_with_their_tokens(
    cloud: Cloud, make_wire: MakeWire
) -> None:
    cloud.add_camera(OTHER_ID, "Garden")
    cloud.add_camera(62, "Cellar")
    token = cloud.group_token([CAMERA_ID, OTHER_ID])
    group = make_wire(f"SI {token}")
    listed = await group.get("/api/v5/channels/", limit=1)
    assert (listed.ids, listed.data["meta"]["total_count"]) == ([CAMERA_ID], 2)
    one = (await group.get(f"/api/v5/channels/{OTHER_ID}/")).data
    assert {"id", "name", "status", "recording", "token"} <= set(one)
    own = await make_wire(f"Acc {one['token']}").get("/api/v4/channel/")
    assert (own.data["name"], own.data["status"]) == ("Garden", "active")
    assert (await group.send("GET", "/api/v5/channels/62/")).status == 404


@pytest.mark.parametrize(
    ("kind", "path"),
    [("channel", "/api/v4/channel/"), ("group", "/api/v5/channels/")],
)
async def test_an_inner_token_in_the_query_replaces_the_header(
    cloud: Cloud, make_wire: MakeWire, kind: str, path: str
) -> None:
    token = cloud.channel_token(CAMERA_ID) if kind == "channel" else cloud.group_token()
    inner = cloud.credentials[token].inner
    anonymous = make_wire(None)
    for each in (path, EVENTS_PATH):
        await anonymous.get(each, token=inner)
    # The whole token is not an inner token, and a header has precedence.
    assert (await anonymous.send("GET", path, token=token)).status == 401
    wrong = make_wire("Acc nonsense")
    assert (await wrong.send("GET", path, token=inner)).status == 401
    cloud.faults.refuse_token(token)
    assert (await anonymous.send("GET", path, token=inner)).status == 401


async def test_an_inner_token_in_the_query_permits_what_the_header_permits(
    cloud: Cloud, make_wire: MakeWire
) -> None:
    anonymous = make_wire(None)
    for access, status in (("all", 201), ("watch", 403)):
        token = cloud.channel_token(CAMERA_ID, access)
        inner = cloud.credentials[token].inner
        response = await anonymous.send("POST", EVENTS_PATH, EVENT, token=inner)
        assert response.status == status


@pytest.mark.parametrize("trusts", [False, True])
async def test_the_cookie_of_a_session_may_count_more_than_the_header(
    cloud: Cloud, make_wire: MakeWire, trusts: bool
) -> None:
    cloud.add_camera(OTHER_ID, "Garden")
    cloud.trusts_cookies = trusts
    other = cloud.channel_token(OTHER_ID)
    wire = make_wire(f"Acc {cloud.channel_token(CAMERA_ID)}")
    first = await make_wire(f"Acc {other}").get("/api/v4/channel/")
    assert ("Set-Cookie" in first.headers) is trusts
    headers = {"Cookie": f"session={other}"}
    found = await wire.send("GET", "/api/v4/channel/", headers=headers)
    assert found.data["name"] == ("Garden" if trusts else "Front door")
    refused = await wire.send(
        "GET", "/api/v4/channel/", headers={"Cookie": "session=x"}
    )
    assert refused.status == (401 if trusts else 200)
