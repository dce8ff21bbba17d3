"""Tests with generated bad input: actions, tools, intents, media and views refuse it."""

import asyncio
from collections.abc import Awaitable
import math
import random
from typing import Any

from aiohttp.test_utils import TestClient
from homeassistant.components.media_player import BrowseError, SearchMediaQuery
from homeassistant.components.media_source import (
    MediaSourceItem,
    Unresolvable,
    async_browse_media,
    async_resolve_media,
)
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import intent, llm
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
import voluptuous as vol

from custom_components.vxg import intent as vxg_intent, llm as vxg_llm
from custom_components.vxg.actions import schemas
from custom_components.vxg.const import DOMAIN
from custom_components.vxg.media_source import async_get_media_source
from simulator import Cloud, CloudServer

from .common.actions import CAMERA, get_response
from .common.assist import ASSISTANT, expose
from .conftest import CAMERA_ID, make_entry, set_up

GUEST = "guest_arrived"
DEEP: Any = []
for _ in range(200):
    DEEP = [DEEP, {"x": DEEP}] if len(str(DEEP)) < 500 else [DEEP]
# What people, templates, and language models send where something else is wanted.
ODD: list[Any] = [
    "\ud800",
    "a\udfffb",
    "\x00",
    "",
    " ",
    "x" * 5000,
    "2026-11-31T12:00:00",
    "0000-01-01T00:00:00",
    "0001-01-01T00:00:00",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59",
    "9999-12-31T23:59:59-14:00",
    "2026-11-30T1\ud800",
    "1969-12-31T23:59:59Z",
    "2100-01-02T00:00:00Z",
    10**30,
    -(10**30),
    10**4000,
    2**63,
    -1,
    0,
    1e308,
    math.inf,
    -math.inf,
    math.nan,
    True,
    None,
    "ten",
    "1e400",
    b"\xff",
    [],
    {},
    [[]],
    {"\ud800": "x"},
    {"tag": "\ud800"},
    {"tag": 10**4000},
    {10**4000: "x"},
    [None, 5, "\ud800"],
    DEEP,
    object(),
]
ACTIONS = {
    "create_event": (schemas.CREATE_EVENT_SCHEMA, {"event_type": GUEST}),
    "trigger_event": (schemas.TRIGGER_EVENT_SCHEMA, {"event_type": "siren"}),
    "add_event_type": (schemas.ADD_EVENT_TYPE_SCHEMA, {"event_type": "x"}),
    "update_event_type": (schemas.UPDATE_EVENT_TYPE_SCHEMA, {"event_type": "motion"}),
    "update_event": (schemas.UPDATE_EVENT_SCHEMA, {"event_id": 1}),
    "get_events": (schemas.GET_EVENTS_SCHEMA, {}),
    "create_clip": (schemas.CREATE_CLIP_SCHEMA, {"wait": 0}),
    "ptz": (schemas.PTZ_SCHEMA, {}),
}
TOOLS = {
    tool.name: tool
    for tool in (
        vxg_llm.GetEventsTool(),
        vxg_llm.CreateEventTool(),
        vxg_llm.TriggerEventTool(),
    )
}
INTENTS = {
    handler.intent_type: handler
    for handler in (
        vxg_intent.CountEvents(),
        vxg_intent.ListEvents(),
        vxg_intent.LastEvent(),
        vxg_intent.CreateEvent(),
        vxg_intent.TriggerEvent(),
    )
}
# The values are the same in each run; a generator adds combinations of them.
COMBINATIONS = 60


@pytest.fixture
async def house(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, freezer: object
) -> MockConfigEntry:
    """Return an entry of a camera that can do everything."""
    for component in ("homeassistant", "llm", "intent", "media_source"):
        assert await async_setup_component(hass, component, {})
    camera = cloud.cameras[CAMERA_ID]
    camera.add_type({"name": GUEST, "custom": True})
    camera.add_type(
        {"name": "siren", "receive": True, "caps": {"can_be_triggered": True}}
    )
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    expose(hass, CAMERA)
    return entry


def assert_quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Check that nothing was unexpected."""
    assert not [
        record.getMessage()
        for record in caplog.records
        # aiohttp's log of requests does not bear a frozen clock.
        if record.exc_info and record.name != "aiohttp.access"
    ]
    assert "Unexpected" not in caplog.text


def odd_fields(fields: list[str], usual: dict[str, Any]) -> list[dict[str, Any]]:
    """Return each odd value in each field, and combinations of them."""
    cases = [{**usual, field: value} for field in fields for value in ODD]
    generator = random.Random(7)
    for _ in range(COMBINATIONS):
        chosen = generator.sample(fields, generator.randint(1, min(4, len(fields))))
        cases.append({**usual, **{field: generator.choice(ODD) for field in chosen}})
    return cases


async def refused(call: Awaitable[Any], *expected: type[Exception]) -> None:
    """Let a call succeed or fail as it may; a text is part of each failure."""
    error: Exception | None = None
    try:
        async with asyncio.timeout(30):
            await call
    except expected as err:
        error = err
    assert error is None or str(error)
    assert getattr(error, "translation_key", None) != "unexpected_error"


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.usefixtures("house")
async def test_actions_refuse_bad_fields(
    hass: HomeAssistant, cloud: Cloud, action: str, caplog: pytest.LogCaptureFixture
) -> None:
    schema, usual = ACTIONS[action]
    for data in odd_fields([str(marker) for marker in schema], usual):
        if data.get("wait"):
            # An accepted wait would last.
            data["wait"] = -1 if data["wait"] in (True, 1) else data["wait"]
        await refused(
            get_response(hass, action, **data), HomeAssistantError, vol.Invalid
        )
    assert_quiet(caplog)
    for event in cloud.events:
        assert 1970 <= event.time.year < 2100


@pytest.mark.parametrize("name", TOOLS)
@pytest.mark.usefixtures("house")
async def test_tools_answer_whatever_a_model_sends(
    hass: HomeAssistant, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    tool = TOOLS[name]
    llm_context = llm.LLMContext(
        platform="test",
        context=Context(),
        language="en",
        assistant=ASSISTANT,
        device_id=None,
    )
    usual = {} if "get" in name else {"camera": "Front door", "event_type": GUEST}
    fields = [str(marker) for marker in tool.parameters.schema]
    for args in [*odd_fields(fields, usual), {"unknown": 1}, {"\ud800": "\ud800"}]:
        result = await tool.async_call(
            hass, llm.ToolInput(tool_name=name, tool_args=args), llm_context
        )
        if result.error:
            assert result.data["error"]
            assert "unexpected error" not in str(result.data["error"])
        str(result.data).encode()
    assert_quiet(caplog)


@pytest.mark.parametrize("name", INTENTS)
@pytest.mark.usefixtures("house")
async def test_intents_refuse_bad_slots(
    hass: HomeAssistant, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    fields = [str(marker) for marker in INTENTS[name].slot_schema]
    for slots in odd_fields(fields, {}):
        await refused(
            intent.async_handle(
                hass,
                DOMAIN,
                name,
                {key: {"value": value} for key, value in slots.items()},
                assistant=ASSISTANT,
            ),
            intent.IntentError,
        )
    assert_quiet(caplog)


ENTRY = "ENTRY"
IDENTIFIERS = [
    "\ud800",
    "/",
    "//",
    ENTRY,
    f"{ENTRY}/\ud800",
    f"{ENTRY}/{10**30}",
    f"{ENTRY}/{CAMERA_ID}/events/\ud800",
    f"{ENTRY}/{CAMERA_ID}/events/%ED%A0%80",
    f"{ENTRY}/{CAMERA_ID}/events/*/99999999999999999-99999999999999999",
    f"{ENTRY}/{CAMERA_ID}/events/*/0-99999999999999999",
    f"{ENTRY}/{CAMERA_ID}/events/*/0-4102444800000000",
    f"{ENTRY}/{CAMERA_ID}/events/*/4102444800000000-4102444800000000",
    f"{ENTRY}/{CAMERA_ID}/recordings/0-0",
    f"{ENTRY}/{CAMERA_ID}/recordings/99999999999999999-99999999999999999",
    f"{ENTRY}/{CAMERA_ID}/recording/99999999999999999-99999999999999999",
    f"{ENTRY}/{CAMERA_ID}/recording/0-0",
    f"{ENTRY}/{CAMERA_ID}/event/9999999999999999999",
    f"{ENTRY}/{CAMERA_ID}/event/{'9' * 5000}",
    f"{ENTRY}/{CAMERA_ID}/clip/\u0661",
    f"{ENTRY}/{CAMERA_ID}/clip/\x00",
    f"{ENTRY}/{CAMERA_ID}/clips/1",
    "x" * 100_000,
]


@pytest.mark.parametrize("identifier", IDENTIFIERS, ids=ascii)
async def test_media_identifiers_are_browsed_resolved_and_searched_or_refused(
    hass: HomeAssistant,
    house: MockConfigEntry,
    identifier: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    identifier = identifier.replace(ENTRY, house.entry_id)
    source = await async_get_media_source(hass)
    item = MediaSourceItem(hass, DOMAIN, identifier, None)
    await refused(source.async_browse_media(item), BrowseError)
    await refused(source.async_resolve_media(item), Unresolvable)
    for words in ("motion", "\ud800", "\x00", " "):
        query = SearchMediaQuery(search_query=words)
        await refused(source.async_search_media(item, query), BrowseError)
    uri = f"media-source://{DOMAIN}/{identifier}"
    await refused(async_browse_media(hass, uri), BrowseError)
    await refused(async_resolve_media(hass, uri, None), Unresolvable)
    assert_quiet(caplog)


@pytest.mark.parametrize("part", ["picture", "video"])
async def test_views_answer_whatever_is_asked_for(
    hass: HomeAssistant,
    house: MockConfigEntry,
    hass_client: ClientSessionGenerator,
    part: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    client: TestClient = await hass_client()
    for identifier in IDENTIFIERS:
        path = identifier.replace(ENTRY, house.entry_id)
        for text in (path, path.encode("utf-8", "replace").decode()):
            try:
                response = await client.get(
                    f"/api/vxg/{part}/{text[:7000]}", headers={"Range": "bytes=9-1"}
                )
            except ValueError:
                # The client cannot even send it.
                continue
            assert response.status < 500, (ascii(text), response.status)
    assert_quiet(caplog)
