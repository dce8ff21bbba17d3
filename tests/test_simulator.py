"""The simulated cloud on the wire, as the API page spells it; no client of ours here."""

from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from io import BytesIO
import json
from typing import Any

import aiohttp
import av
from PIL import Image
import pytest

from simulator import Cloud, CloudServer

from .conftest import CAMERA_ID
from .documented import ADDED, CREATED, TYPES

TYPES_PATH = f"/api/v2/cameras/{CAMERA_ID}/event_processing/events/"
EVENTS_PATH = "/api/v2/storage/events/"


class Wire:
    """Plain requests to the cloud with a credential."""

    def __init__(self, session: aiohttp.ClientSession, url: str, auth: str) -> None:
        self.session = session
        self.url = url
        self.auth = auth

    async def send(
        self, method: str, path: str, body: Any = None, **query: Any
    ) -> tuple[int, Any]:
        """Return status and JSON (None for an empty body)."""
        async with self.session.request(
            method,
            self.url + path,
            json=body,
            params=query,
            headers={"Authorization": self.auth},
            allow_redirects=False,
        ) as answer:
            content = await answer.read()
            return answer.status, json.loads(content) if content else None

    async def get(self, path: str, **query: Any) -> Any:
        """Return the JSON of a read that must succeed."""
        status, data = await self.send("GET", path, **query)
        assert status == 200, data
        return data


@pytest.fixture
async def session() -> AsyncGenerator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def wire(cloud: Cloud, server: CloudServer, session: aiohttp.ClientSession) -> Wire:
    return Wire(session, server.url, f"Acc {cloud.channel_token(CAMERA_ID)}")


def ids(data: Any) -> list[int]:
    return [item["id"] for item in data["objects"]]


async def test_types_are_listed_as_documented(cloud: Cloud, wire: Wire) -> None:
    documented = json.loads(TYPES)
    camera = cloud.cameras[CAMERA_ID]
    camera.types.clear()
    for item in documented["objects"]:
        camera.add_type(item)
    assert await wire.get(TYPES_PATH) == documented
    assert await wire.get(f"{TYPES_PATH}net/") == documented["objects"][1]


async def test_a_type_is_added_as_documented_and_only_once(wire: Wire) -> None:
    body = {"name": "custom_event", "notify": True}
    status, added = await wire.send("POST", TYPES_PATH, body)
    assert status == 201
    assert added == json.loads(ADDED)
    status, error = await wire.send("POST", TYPES_PATH, body)
    assert status == 400
    assert set(error) == {"status", "errorType", "errorDetail"}


async def test_an_event_is_created_as_documented(wire: Wire) -> None:
    documented = json.loads(CREATED)
    await wire.send("POST", TYPES_PATH, {"name": "custom_event"})
    body = {key: documented[key] for key in ("camid", "name", "time", "meta")}
    status, created = await wire.send("POST", EVENTS_PATH, body)
    assert status == 201
    assert {**created, "id": documented["id"]} == documented
    assert isinstance(created["id"], int)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"name": "undeclared"}, 400),
        ({"camid": 999}, 404),
        ({"time": "soon"}, 400),
        ({"meta": {"a": {"b": 1}}}, 400),
        ({"meta": {"a.b": "1"}}, 400),
        ({"meta": {"a": "x" * 256}}, 400),
    ],
)
async def test_an_event_that_cannot_be_is_refused(
    cloud: Cloud, wire: Wire, change: dict[str, Any], status: int
) -> None:
    body = {"camid": CAMERA_ID, "name": "motion", "time": "2026-01-01T00:00:00"}
    assert (await wire.send("POST", EVENTS_PATH, {**body, **change}))[0] == status
    assert not cloud.events


@pytest.mark.parametrize(
    ("receive", "status", "answer", "comes"),
    [
        (True, "active", 200, True),
        (False, "active", 200, False),
        (True, "offline", 503, False),
    ],
)
async def test_a_trigger_becomes_an_event_only_where_the_camera_hears_it(
    cloud: Cloud, wire: Wire, receive: bool, status: str, answer: int, comes: bool
) -> None:
    camera = cloud.cameras[CAMERA_ID]
    camera.status = status
    camera.add_type(
        {"name": "siren", "receive": receive, "caps": {"can_be_triggered": True}}
    )
    body = {"time": "2026-01-01T00:00:00", "meta": {"a": "1"}}
    assert (await wire.send("POST", f"{TYPES_PATH}siren/trigger/", body))[0] == answer
    assert bool(cloud.events) is comes


async def test_a_trigger_of_what_cannot_be_triggered_is_refused(wire: Wire) -> None:
    body = {"time": "2026-01-01T00:00:00"}
    assert (await wire.send("POST", f"{TYPES_PATH}motion/trigger/", body))[0] == 400
    assert (await wire.send("POST", f"{TYPES_PATH}ghost/trigger/", body))[0] == 404


async def test_lists_are_paged_by_limit_and_offset(cloud: Cloud, wire: Wire) -> None:
    made = [cloud.raise_event(CAMERA_ID, "motion").id for _ in range(5)]
    first = await wire.get(EVENTS_PATH, limit=2, order_by="time")
    assert ids(first) == made[:2]
    assert first["meta"]["total_count"] == 5
    assert first["meta"]["previous"] is None
    assert first["meta"]["next"].startswith("/api/")
    last = await wire.get(EVENTS_PATH, limit=2, offset=4, order_by="time")
    assert ids(last) == made[4:]
    assert last["meta"]["next"] is None
    newest = await wire.get(EVENTS_PATH, limit=2, order_by="-time")
    assert ids(newest) == made[:2:-1]


async def test_events_are_filtered_by_window_type_and_tags(
    cloud: Cloud, wire: Wire
) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    made = [
        cloud.raise_event(CAMERA_ID, name, meta, start + timedelta(seconds=number)).id
        for number, (name, meta) in enumerate(
            [("motion", {"a": "1"}), ("sound", {}), ("motion", {"b": "2"})]
        )
    ]
    window = await wire.get(
        EVENTS_PATH, start="2026-01-01T00:00:01", end="2026-01-01T00:00:02"
    )
    assert ids(window) == made[1:]
    assert ids(await wire.get(EVENTS_PATH, events="sound,net")) == [made[1]]
    assert ids(await wire.get(EVENTS_PATH, meta="a")) == [made[0]]
    assert ids(await wire.get(EVENTS_PATH, meta_not="a")) == made[1:]
    assert "meta" not in window["objects"][0]
    full = await wire.get(EVENTS_PATH, include_meta="true")
    assert full["objects"][0]["meta"] == {"a": "1"}
    assert full["objects"][0]["time"] == "2026-01-01T00:00:00"


async def test_an_event_is_listed_after_its_delay(
    cloud: Cloud, wire: Wire, freezer: Any
) -> None:
    cloud.listing_delay = timedelta(seconds=3)
    event = cloud.raise_event(CAMERA_ID, "motion")
    assert ids(await wire.get(EVENTS_PATH)) == []
    freezer.tick(4)
    assert ids(await wire.get(EVENTS_PATH)) == [event.id]


async def test_a_thumbnail_turns_up_late(
    cloud: Cloud, wire: Wire, freezer: Any
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion", thumb_after=5)
    path = f"{EVENTS_PATH}{event.id}/"
    assert not (await wire.get(path)).get("thumb", {}).get("url")
    freezer.tick(6)
    assert (await wire.get(path))["thumb"]["url"].startswith("http")


@pytest.mark.parametrize(
    ("auth", "method", "path", "status"),
    [
        ("Acc nonsense", "GET", EVENTS_PATH, 401),
        ("", "GET", EVENTS_PATH, 401),
        ("watch", "GET", TYPES_PATH, 200),
        ("watch", "POST", TYPES_PATH, 403),
        ("watch", "POST", EVENTS_PATH, 403),
        ("group", "GET", "/api/v5/channels/", 200),
        ("group", "POST", EVENTS_PATH, 403),
        ("own", "GET", "/api/v2/cameras/999/", 404),
    ],
)
async def test_each_credential_reaches_what_it_may(
    cloud: Cloud,
    server: CloudServer,
    session: aiohttp.ClientSession,
    auth: str,
    method: str,
    path: str,
    status: int,
) -> None:
    known = {
        "watch": f"Acc  {cloud.channel_token(CAMERA_ID, access='watch')}",
        "group": f"SI {cloud.group_token()}",
        "own": f"Acc {cloud.channel_token(CAMERA_ID)}",
    }
    body = {"camid": CAMERA_ID, "name": "motion", "time": "2026-01-01T00:00:00"}
    wire = Wire(session, server.url, known.get(auth, auth))
    sent = await wire.send(method, path, body if method == "POST" else None)
    assert sent[0] == status, sent


async def test_the_servers_clock_may_be_wrong(
    cloud: Cloud, wire: Wire, freezer: Any
) -> None:
    cloud.skew = timedelta(hours=2)
    told = await wire.get("/api/v2/server/time/")
    ours = datetime.now(UTC).replace(tzinfo=None)
    assert datetime.fromisoformat(told["utc"]) - ours == cloud.skew


async def test_a_picture_of_now_is_a_jpeg_behind_a_signed_address_that_dies(
    cloud: Cloud, wire: Wire, session: aiohttp.ClientSession, freezer: Any
) -> None:
    told = await wire.get("/api/v4/live/image/")
    assert cloud.camera_tokens[CAMERA_ID] not in told["url"]
    async with session.get(told["url"]) as answer:
        with Image.open(BytesIO(await answer.read())) as picture:
            picture.load()
            assert (picture.width, picture.height) == (told["width"], told["height"])
    async with session.get(told["url"] + "x") as answer:
        assert answer.status == 403
    freezer.tick(timedelta(days=1))
    async with session.get(told["url"]) as answer:
        assert answer.status == 403


async def test_the_live_stream_is_h264_that_decodes(
    cloud: Cloud, wire: Wire, session: aiohttp.ClientSession
) -> None:
    live = await wire.get("/api/v4/live/watch/")
    async with session.get(live["hls"]) as answer:
        playlist = await answer.text()
    segment = next(line for line in playlist.splitlines() if line and line[0] != "#")
    address = answer.url.join(type(answer.url)(segment, encoded=True))
    async with session.get(address) as part:
        assert part.status == 200
        content = await part.read()
    with av.open(BytesIO(content)) as container:
        assert container.streams.video[0].codec_context.name == "h264"
        assert sum(1 for _ in container.decode(video=0)) > 5
    cloud.cameras[CAMERA_ID].status = "offline"
    assert (await wire.send("GET", "/api/v4/live/watch/"))[0] == 503


async def test_faults_are_met_as_often_as_told_and_then_no_more(
    cloud: Cloud, wire: Wire
) -> None:
    cloud.faults.fail_next(2, status=500)
    cloud.faults.rate_limit(1)
    found = [(await wire.send("GET", EVENTS_PATH))[0] for _ in range(4)]
    assert found == [500, 500, 429, 200]
    cloud.faults.html_next()
    with pytest.raises(json.JSONDecodeError):
        await wire.send("GET", EVENTS_PATH)
    cloud.faults.truncate_next()
    with pytest.raises((json.JSONDecodeError, aiohttp.ClientError)):
        await wire.send("GET", EVENTS_PATH)
    # Twice, for a client may send a read again over a new connection by itself.
    cloud.faults.drop_next(2)
    with pytest.raises(aiohttp.ClientError):
        await wire.send("GET", EVENTS_PATH)
    cloud.faults.clear()
    cloud.faults.redirect_next(location="http://127.0.0.1:1/")
    assert 300 <= (await wire.send("GET", EVENTS_PATH))[0] < 400
    assert (await wire.send("GET", EVENTS_PATH))[0] == 200


async def test_a_refused_token_is_dead_until_it_is_accepted_again(
    cloud: Cloud, wire: Wire
) -> None:
    cloud.faults.refuse_token(cloud.camera_tokens[CAMERA_ID])
    assert (await wire.send("GET", EVENTS_PATH))[0] == 401
    cloud.faults.accept_token(cloud.camera_tokens[CAMERA_ID])
    assert (await wire.send("GET", EVENTS_PATH))[0] == 200


async def test_a_person_raises_an_event_on_the_page(
    cloud: Cloud, server: CloudServer, session: aiohttp.ClientSession
) -> None:
    async with session.get(server.url + "/") as answer:
        assert answer.content_type == "text/html"
        assert "/simulator/raise" in await answer.text()
    async with session.get(server.url + "/simulator/state") as answer:
        state = await answer.json()
    (camera,) = state["cameras"]
    assert camera["types"] == list(cloud.cameras[CAMERA_ID].types)
    order = {"camera_id": camera["id"], "name": camera["types"][0]}
    async with session.post(server.url + "/simulator/raise", json=order) as answer:
        assert answer.status == 201
    assert [event.name for event in cloud.events] == [order["name"]]
