"""Every example of the README and the docs: set up and run, or held against the real."""

from collections.abc import AsyncGenerator, Callable, Iterator
from datetime import datetime, timedelta
import logging
from pathlib import Path
import re
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import hass_frontend
from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant
from homeassistant.helpers import config_validation as cv, script as script_helper
from homeassistant.helpers.template import Template
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
    async_mock_service,
)

from custom_components.vxg.const import DOMAIN
from simulator import Cloud, CloudServer

from ..common.actions import CAMERA, ask
from ..common.documented import PAGES, ROOT, Example, Kind, examples
from ..conftest import CAMERA_ID, Pass, make_entry, set_up

EXAMPLES = list(examples())
# Pages whose automations have tests that know what each is about.
TOLD_APART = ("docs/automations.md", "docs/notifications.md")
META = {"plate": "AB-123-C"}
CUSTOM_TYPES = ("door_opened", "plate_recognition")
SIREN = {"name": "siren", "receive": True, "caps": {"can_be_triggered": True}}


def of(*kinds: Kind) -> pytest.MarkDecorator:
    """Run a test with each example of some kinds."""
    chosen = [
        example
        for example in EXAMPLES
        if example.kind in kinds and example.page not in TOLD_APART
    ]
    return pytest.mark.parametrize("example", chosen, ids=str)


@pytest.fixture
def expected_lingering_timers() -> bool:
    """Let triggers of examples wait on when a test has seen enough."""
    return True


@pytest.fixture(autouse=True)
async def world(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    freezer: FrozenDateTimeFactory,
) -> MockConfigEntry:
    """Return the entry of the camera that the pages speak of, on an evening."""
    freezer.move_to("2026-11-24 18:00:30+00:00")
    camera = cloud.cameras[CAMERA_ID]
    camera.add_type(SIREN)
    for name in CUSTOM_TYPES:
        camera.add_type({"name": name, "custom": True})
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    for ago, name in (
        (30, "motion"),
        (20, "motion"),
        (10, "line_crossing"),
        (900, "x"),
    ):
        cloud.raise_event(
            CAMERA_ID, name, META, cloud.now() - timedelta(minutes=ago), listed_after=0
        )
    cloud.requests.clear()
    return entry


@pytest.fixture(autouse=True)
async def _no_complaints(caplog: pytest.LogCaptureFixture) -> AsyncGenerator[None]:
    """Let nothing that an example does be a warning or an error."""
    yield
    complaints = [
        record.getMessage()
        for record in caplog.records
        if record.levelno >= logging.WARNING
        and record.name.startswith(
            ("homeassistant.components.", "homeassistant.helpers")
        )
        and "front_door" in record.getMessage().lower()
    ]
    assert not complaints


def named(data: Any, *keys: str) -> Iterator[str]:
    """Yield all texts below some keys, however deep."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in keys:
                yield from (
                    [value]
                    if isinstance(value, str)
                    else named(
                        [{key: item} for item in value]
                        if isinstance(value, list)
                        else {},
                        *keys,
                    )
                )
            yield from named(value, *keys)
    elif isinstance(data, list):
        for item in data:
            yield from named(item, *keys)


def mock_others(hass: HomeAssistant, data: Any) -> None:
    """Let actions of integrations that are not set up exist."""
    for action in named(data, "action", "perform_action"):
        domain, _, service = action.partition(".")
        if service and not hass.services.has_service(domain, service):
            assert domain != DOMAIN, f"There is no action {action}"
            async_mock_service(hass, domain, service)


def test_there_are_pages_and_each_has_been_looked_at() -> None:
    assert {path.name for path in PAGES} >= {"README.md", "actions.md", "dashboards.md"}
    pages = {ROOT / example.page for example in EXAMPLES}
    for page in PAGES:
        assert ("```yaml" in page.read_text()) == (page in pages), page
    # Each has a kind that is run below.
    assert {example.kind for example in EXAMPLES} <= set(Kind)


def test_links_of_pages_with_examples_lead_somewhere() -> None:
    for page in {ROOT / example.page for example in EXAMPLES}:
        text = page.read_text()
        anchors = {
            re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-")
            for title in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
        }
        for link in re.findall(r"\]\(([^)]+)\)", text):
            if link.startswith("#"):
                assert link[1:] in anchors, link
            elif not link.startswith("https://"):
                assert (page.parent / link.partition("#")[0]).exists(), link


# Automations and scripts


async def happen(
    hass: HomeAssistant, cloud: Cloud, pass_time: Pass, trigger: dict[str, Any]
) -> None:
    """Let happen what a trigger waits for."""
    entity_id = trigger.get(ATTR_ENTITY_ID, "")
    match trigger["trigger"]:
        case "state" if entity_id.startswith("binary_sensor.front_door_motion"):
            cloud.raise_event(CAMERA_ID, "motion", META)
            await pass_time(5)
        case "state":
            hass.states.async_set(entity_id, "whatever it was")
            await hass.async_block_till_done()
            hass.states.async_set(entity_id, trigger["to"])
        case "numeric_state":
            below = trigger.get("below")
            inside = below - 1 if below is not None else trigger["above"] + 1
            outside = below if below is not None else trigger["above"]
            for state in (outside, inside):
                hass.states.async_set(entity_id, str(state))
                await hass.async_block_till_done()
        case "event" if trigger["event_type"] == "vxg_event":
            name = trigger.get("event_data", {}).get("event_type", "motion")
            cloud.raise_event(CAMERA_ID, name, META)
            await pass_time(5)
        case "vxg.event_detected":
            options = trigger["options"]
            meta = {item["tag"]: "1" for item in options["metadata"]}
            cloud.raise_event(CAMERA_ID, options["event_types"][0], meta)
            await pass_time(5)
        case "time":
            await pass_time(seconds_until(trigger["at"]))
        case other:
            pytest.fail(f"Teach this test what lets a {other} trigger happen")


def seconds_until(at: str) -> float:
    """Return the seconds until it is a time of day in Home Assistant's zone."""
    hour, minute, second = map(int, at.split(":"))
    now = dt_util.now()
    then = now.replace(hour=hour, minute=minute, second=second, microsecond=0)
    return (then - now) % timedelta(days=1) / timedelta(seconds=1) + 1


@of(Kind.AUTOMATION)
async def test_an_automation_does_what_it_says(
    hass: HomeAssistant,
    cloud: Cloud,
    pass_time: Pass,
    caplog: pytest.LogCaptureFixture,
    example: Example,
) -> None:
    mock_others(hass, example.data)
    called = async_capture_events(hass, "call_service")
    config = {"automation": {**example.data, "id": "example"}}
    assert await async_setup_component(hass, "automation", config)
    await hass.async_block_till_done()
    (state,) = hass.states.async_all("automation")
    assert state.state == "on", "Not a valid automation"
    for count, trigger in enumerate(example.data["triggers"], 1):
        await happen(hass, cloud, pass_time, trigger)
        await hass.async_block_till_done(wait_background_tasks=True)
        assert called_by(called) == [*named(example.data["actions"], "action")] * count
    assert not problems(caplog)


def called_by(called: list[Event]) -> list[str]:
    """Return the actions that were called, in their order."""
    return [f"{event.data['domain']}.{event.data['service']}" for event in called]


def problems(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what automations, scripts and templates complain of."""
    return [
        record.getMessage()
        for record in caplog.records
        if record.levelno >= logging.WARNING
        and re.search(r"automation|script|template", record.name)
    ]


@pytest.fixture
def no_waiting(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an ordered event be there at once, and a wait for it end at once."""
    cloud.trigger_delay = timedelta()

    def call_now(
        hass: HomeAssistant, _span: timedelta, action: Callable[[datetime], None]
    ) -> CALLBACK_TYPE:
        return hass.loop.call_soon(action, dt_util.utcnow()).cancel

    monkeypatch.setattr(
        "custom_components.vxg.actions.event_waiter.async_call_later", call_now
    )


@of(Kind.SCRIPTS)
async def test_a_script_runs_to_its_end(
    hass: HomeAssistant,
    cloud: Cloud,
    no_waiting: None,
    caplog: pytest.LogCaptureFixture,
    example: Example,
) -> None:
    mock_others(hass, example.data)
    assert await async_setup_component(hass, "script", {"script": example.data})
    for name in example.data:
        assert hass.states.get(f"script.{name}").state == "off"
        await hass.services.async_call("script", name, blocking=True)
    assert [request for request in cloud.requests if request.path.startswith("/api")]
    assert not problems(caplog)


@of(Kind.ACTIONS)
async def test_actions_run(
    hass: HomeAssistant,
    no_waiting: None,
    caplog: pytest.LogCaptureFixture,
    example: Example,
) -> None:
    mock_others(hass, example.data)
    steps = example.data if isinstance(example.data, list) else [example.data]
    sequence = cv.SCRIPT_SCHEMA(steps)
    sequence = await script_helper.async_validate_actions_config(hass, sequence)
    script = script_helper.Script(hass, sequence, "example", DOMAIN)
    await script.async_run()
    assert not problems(caplog)


@of(Kind.RESPONSE)
async def test_a_response_has_the_shape_that_is_shown(
    hass: HomeAssistant, example: Example
) -> None:
    (shown,) = example.data.values()
    if "events" in shown:
        real = (await ask(hass, "get_events", group_by="event_type"))[CAMERA]
        assert real["events"][0].keys() == shown["events"][0].keys()
        assert real["counts"]
        assert len(shown["events"][0]["media_content_id"].split("/")) == len(
            real["events"][0]["media_content_id"].split("/")
        )
    else:
        real = (await ask(hass, "create_event", event_type="door_opened"))[CAMERA]
    assert list(real) == list(shown)
    for key, value in shown.items():
        assert type(real[key]) is type(value) or value is None, key


# Dashboards


@pytest.fixture
async def templates(
    hass: HomeAssistant, world: MockConfigEntry, pass_time: Pass
) -> None:
    """Set all template entities of the pages up, and let five minutes pass."""
    found = [
        block
        for example in EXAMPLES
        if example.kind is Kind.TEMPLATE
        for block in example.data["template"]
    ]
    assert await async_setup_component(hass, "template", {"template": found})
    await hass.async_block_till_done()
    for _ in range(2):
        await pass_time(300)
    await hass.async_block_till_done(wait_background_tasks=True)


@of(Kind.TEMPLATE)
async def test_template_entities_know_something(
    hass: HomeAssistant,
    templates: None,
    caplog: pytest.LogCaptureFixture,
    example: Example,
) -> None:
    for block in example.data["template"]:
        for entity in block["sensor"]:
            entity_id = f"sensor.{entity['name'].lower().replace(' ', '_')}"
            state = hass.states.get(entity_id)
            assert state is not None
            assert state.state not in ("unknown", "unavailable")
            assert None not in [
                state.attributes.get(key) for key in entity.get("attributes", {})
            ]
    assert not problems(caplog)


def builtin(kind: str) -> set[str]:
    """Return the cards (or features of cards) that the front end brings."""
    root = Path(hass_frontend.__file__).parent / "frontend_latest"
    return {
        name
        for path in root.glob("*.js")
        for name in re.findall(rf'"hui-([a-z-]+)-{kind}"', path.read_text())
    }


def cards(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a card and all cards within it."""
    yield data
    for card in data.get("cards", ()):
        yield from cards(card)


def taps(data: Any) -> Iterator[dict[str, Any]]:
    """Yield what is done when something is tapped."""
    if isinstance(data, dict):
        if data.get("action") == "perform-action":
            yield data
        for value in data.values():
            yield from taps(value)
    elif isinstance(data, list):
        for item in data:
            yield from taps(item)


@of(Kind.CARD)
async def test_a_card_is_built_in_and_shows_what_exists(
    hass: HomeAssistant,
    cloud: Cloud,
    templates: None,
    caplog: pytest.LogCaptureFixture,
    example: Example,
) -> None:
    kinds = builtin("card")
    for card in cards(example.data):
        assert card["type"] in kinds
        if card["type"] == "markdown":
            shown = Template(card["content"], hass).async_render(parse_result=False)
            assert shown.strip()
    shown = named(example.data, "entity", "entities", ATTR_ENTITY_ID, "camera_image")
    for entity_id in shown:
        assert hass.states.get(entity_id) is not None, entity_id
    cloud.requests.clear()
    ordered = list(taps(example.data))
    for tap in ordered:
        domain, service = tap["perform_action"].split(".")
        await hass.services.async_call(
            domain, service, tap.get("data", {}), target=tap["target"], blocking=True
        )
    assert bool(ordered) == any(r.method == "POST" for r in cloud.requests)
    assert not problems(caplog)


async def test_the_table_of_today_counts_today(
    hass: HomeAssistant, templates: None
) -> None:
    (today,) = [
        example.data["content"]
        for example in EXAMPLES
        if example.kind is Kind.CARD
        and str(example.data.get("title")).startswith("Today")
    ]
    shown = Template(today, hass).async_render(parse_result=False)
    rows = [line for line in shown.splitlines() if line.startswith("|")]
    assert rows == [
        "| Event | Today |",
        "|:------|------:|",
        "| Motion | 2 |",
        "| Line crossing | 1 |",
        "| **All** | **3** |",
    ]
