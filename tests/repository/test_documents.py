"""Examples, links and paths of the documentation: examples are run, the rest exists."""

from collections.abc import AsyncGenerator, Callable, Iterator
from datetime import datetime, timedelta
import json
import logging
from pathlib import Path
import re
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import hass_frontend
from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant
from homeassistant.helpers.template import Template
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
    async_mock_service,
)
import yaml

from custom_components.vxg.const import DOMAIN
from simulator import Cloud, CloudServer

from ..common.actions import CAMERA, get_response
from ..common.documented import PAGES, ROOT, Example, Kind, examples
from ..conftest import CAMERA_ID, PassTime, make_entry, set_up

EXAMPLES = list(examples())
DOCUMENTS = sorted({*PAGES, *ROOT.glob("*.md")})
SHIPPED = ROOT / "custom_components" / DOMAIN
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
# Pages whose automations have tests of their own.
TESTED_ELSEWHERE = ("docs/automations.md", "docs/notifications.md")
# Places that are not named by the frontend of this release of Home Assistant: our own,
# and one of the next release.
OTHER_PLACES = {"VXG Cloud VMS", "VXG cameras", "Marketplace"}
HASH = "[0-9a-f]" * 32
META = {"plate": "AB-123-C"}
CUSTOM_TYPES = ("door_opened", "plate_recognition")
SIREN = {"name": "siren", "receive": True, "caps": {"can_be_triggered": True}}


def of(*kinds: Kind) -> pytest.MarkDecorator:
    """Parametrize a test with each example of some kinds."""
    chosen = [
        example
        for example in EXAMPLES
        if example.kind in kinds and example.page not in TESTED_ELSEWHERE
    ]
    return pytest.mark.parametrize("example", chosen, ids=str)


@pytest.fixture
def expected_lingering_timers() -> bool:
    """Allow triggers of examples to wait for longer than the test."""
    return True


@pytest.fixture(autouse=True)
async def world(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    freezer: FrozenDateTimeFactory,
) -> MockConfigEntry:
    """Set up the camera of the examples, in the evening; return its entry."""
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
async def _no_warnings(caplog: pytest.LogCaptureFixture) -> AsyncGenerator[None]:
    """Fail if an example logs a warning or an error."""
    yield
    warnings = [
        record.getMessage()
        for record in caplog.records
        if record.levelno >= logging.WARNING
        and record.name.startswith(
            ("homeassistant.components.", "homeassistant.helpers")
        )
        and "front_door" in record.getMessage().lower()
    ]
    assert not warnings


def named(data: Any, *keys: str) -> Iterator[str]:
    """Yield all texts of some keys, at any depth."""
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
    """Mock the actions of integrations that are not set up."""
    for action in named(data, "action", "perform_action"):
        domain, _, service = action.partition(".")
        if service and not hass.services.has_service(domain, service):
            assert domain != DOMAIN, f"There is no action {action}"
            async_mock_service(hass, domain, service)


def test_every_page_with_yaml_has_examples() -> None:
    assert {path.name for path in PAGES} >= {"README.md", "actions.md", "dashboards.md"}
    pages = {ROOT / example.page for example in EXAMPLES}
    for page in PAGES:
        assert ("```yaml" in page.read_text()) == (page in pages), page
    # Each kind has a test.
    assert {example.kind for example in EXAMPLES} <= set(Kind)


def anchors(page: Path) -> set[str]:
    """Return the anchors of the headings of a page, as GitHub builds them."""
    return {
        re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-")
        for title in re.findall(r"^#+ (.*)$", page.read_text(), re.MULTILINE)
    }


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: page.name)
def test_links_lead_to_files_and_headings(page: Path) -> None:
    for link in re.findall(r"\]\(([^)]+)\)", page.read_text()):
        # GitHub serves the advisories beside the files of the repository.
        if link.startswith(("https://", "../../security/")):
            continue
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_each_picture_is_shown() -> None:
    pages = "".join(page.read_text() for page in DOCUMENTS)
    pictures = {path.name for path in (ROOT / "docs" / "pictures").iterdir()}
    assert pictures == set(re.findall(r"!\[[^]]+\]\([\w/]*pictures/([^)]+)\)", pages))


@pytest.fixture(scope="module")
def frontend_texts() -> set[str]:
    """Return all English texts of the frontend."""
    folder = hass_frontend.where() / "static" / "translations"
    files = [*folder.glob(f"en-{HASH}.json"), *folder.glob(f"*/en-{HASH}.json")]
    return {
        str(text) for file in files for text in json.loads(file.read_text()).values()
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_paths_of_the_frontend_have_its_names(
    page: Path, frontend_texts: set[str]
) -> None:
    paths = re.findall(r"\*\*[^*]+\*\*(?:\s+>\s+\*\*[^*]+\*\*)+", page.read_text())
    steps = re.findall(r"\*\*([^*]+)\*\*", " ".join(paths))
    named = {" ".join(step.split()) for step in steps}
    assert named - frontend_texts <= OTHER_PLACES


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: page.name)
def test_paths_of_tests_and_scripts_exist(page: Path) -> None:
    paths = re.findall(
        r"\b(?:benchmarks|harness|scripts|simulator|tests)/[\w./]*\w", page.read_text()
    )
    assert not [path for path in paths if not (ROOT / path).exists()]


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: page.name)
def test_commands_can_be_copied(page: Path) -> None:
    # Any other Python lacks what scripts/setup installs; a wheel of the client is for any.
    commands = re.findall(r"(?<![^\s`])([^\s`]*python3?) -m (\w+)", page.read_text())
    others = [command for command in commands if command[0] != ".venv/bin/python"]
    assert {module for _, module in others} <= {"aiovxg", "hatchling"}


def test_settings_of_our_cards_exist() -> None:
    page = (ROOT / "docs" / "dashboards.md").read_text()
    blocks = [
        yaml.safe_load(text)
        for text in re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    ]
    types = (ROOT / "frontend" / "src" / "types.ts").read_text()
    _, _, config = types.partition("export interface CardConfig {")
    settings = set(re.findall(r"^  (\w+)\??:", config.partition("}")[0], re.MULTILINE))
    shown = {key for block in blocks if "events-card" in str(block) for key in block}
    assert {"entities", "show_bar"} <= shown - {"lovelace"} <= settings


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: page.name)
def test_named_tests_exist(page: Path) -> None:
    for path, name in re.findall(r"\b(tests/[\w./]+\.py)::(\w+)", page.read_text()):
        definition = re.compile(rf"^(?:async )?def {name}\(", re.MULTILINE)
        assert definition.search((ROOT / path).read_text()), f"{path}::{name}"


def test_each_guarantee_names_its_tests() -> None:
    text = (ROOT / "docs" / "reliability.md").read_text()
    section, _, _ = text.partition("## Not guaranteed")
    guarantees = re.findall(r"^\*\*([^*]+)\.\*\*", section, re.MULTILINE)
    rows = re.findall(r"^\| ([^|]+) \| (`tests/[^|]+`) \|$", text, re.MULTILINE)
    assert guarantees == [name for name, _ in rows]
    assert all("::test_" in tests for _, tests in rows)


# The map and the walkthroughs of CONTRIBUTING.md


def contributing(title: str) -> str:
    """Return a section of CONTRIBUTING.md."""
    _, found, rest = CONTRIBUTING.partition(f"\n## {title}\n")
    assert found, title
    return rest.partition("\n## ")[0]


def test_the_map_names_each_package_and_nothing_else() -> None:
    shipped, _, others = contributing("Map").partition("The rest of the repository")
    folders = re.compile(r"`(\w[\w/]*)/`")
    named = set(folders.findall(shipped.partition("\n| ")[2]))
    assert named == {path.parent.name for path in SHIPPED.glob("*/__init__.py")}
    modules = re.findall(r"`(\w+\.py)`", shipped)
    assert [name for name in modules if not (SHIPPED / name).is_file()] == []
    named = set(folders.findall(others))
    assert [name for name in named if not (ROOT / name).is_dir()] == []
    packages = {path.parent.name for path in ROOT.glob("[a-z]*/__init__.py")}
    assert named >= packages | {"docs", "scripts", "blueprints", "tests/common"}


def test_each_package_has_a_folder_of_tests() -> None:
    packages = {path.parent.name for path in SHIPPED.glob("*/__init__.py")}
    tests = {path.parent.name for path in (ROOT / "tests").glob("*/__init__.py")}
    assert packages <= tests


def test_the_walkthroughs_name_modules_that_exist() -> None:
    walkthroughs = contributing("Walkthroughs").split("\n### ")[1:]
    assert len(walkthroughs) == 3
    for walkthrough in walkthroughs:
        modules = re.findall(r"`([\w/]+\.py)`", walkthrough)
        assert len(modules) > 5
        assert [name for name in modules if not (SHIPPED / name).is_file()] == []


# Automations and scripts


async def happen(
    hass: HomeAssistant, cloud: Cloud, pass_time: PassTime, trigger: dict[str, Any]
) -> None:
    """Make a trigger fire."""
    entity_id = trigger.get(ATTR_ENTITY_ID, "")
    match trigger["trigger"]:
        case "state" if entity_id.startswith("binary_sensor.front_door_motion"):
            cloud.raise_event(CAMERA_ID, "motion", META)
            await pass_time(5)
        case "state":
            hass.states.async_set(entity_id, "any")
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
            pytest.fail(f"This test cannot make a {other} trigger fire")


def seconds_until(at: str) -> float:
    """Return the seconds until a local time of day."""
    hour, minute, second = map(int, at.split(":"))
    now = dt_util.now()
    then = now.replace(hour=hour, minute=minute, second=second, microsecond=0)
    return (then - now) % timedelta(days=1) / timedelta(seconds=1) + 1


@of(Kind.AUTOMATION)
async def test_an_automation_runs_its_actions(
    hass: HomeAssistant,
    cloud: Cloud,
    pass_time: PassTime,
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
    """Return the called actions in order."""
    return [f"{event.data['domain']}.{event.data['service']}" for event in called]


def problems(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return the warnings of automations, scripts and templates."""
    return [
        record.getMessage()
        for record in caplog.records
        if record.levelno >= logging.WARNING
        and re.search(r"automation|script|template", record.name)
    ]


@pytest.fixture
def no_waiting(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let triggered events arrive, and waits for them end, at once."""
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


@of(Kind.RESPONSE)
async def test_a_response_has_the_shape_that_is_shown(
    hass: HomeAssistant, example: Example
) -> None:
    (shown,) = example.data.values()
    if "events" in shown:
        real = (await get_response(hass, "get_events", group_by="event_type"))[CAMERA]
        assert real["events"][0].keys() == shown["events"][0].keys()
        assert real["counts"]
        assert len(shown["events"][0]["media_content_id"].split("/")) == len(
            real["events"][0]["media_content_id"].split("/")
        )
    else:
        real = (await get_response(hass, "create_event", event_type="door_opened"))[
            CAMERA
        ]
    assert list(real) == list(shown)
    for key, value in shown.items():
        assert type(real[key]) is type(value) or value is None, key


# Dashboards


@pytest.fixture
async def templates(
    hass: HomeAssistant, world: MockConfigEntry, pass_time: PassTime
) -> None:
    """Set up all template entities of the pages, and let five minutes pass."""
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
async def test_template_entities_have_states(
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


def builtin_cards() -> set[str]:
    """Return the types of cards that are part of the frontend."""
    root = Path(hass_frontend.__file__).parent / "frontend_latest"
    return {
        name
        for path in root.glob("*.js")
        for name in re.findall(r'"hui-([a-z-]+)-card"', path.read_text())
    }


def cards(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a card and all cards within it."""
    yield data
    for card in data.get("cards", ()):
        yield from cards(card)


def taps(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the tap actions of cards."""
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
    types = builtin_cards()
    for card in cards(example.data):
        assert card["type"] in types
        if card["type"] == "markdown":
            shown = Template(card["content"], hass).async_render(parse_result=False)
            assert shown.strip()
    shown = named(example.data, "entity", "entities", ATTR_ENTITY_ID, "camera_image")
    for entity_id in shown:
        assert hass.states.get(entity_id) is not None, entity_id
    cloud.requests.clear()
    tap_actions = list(taps(example.data))
    for tap in tap_actions:
        domain, service = tap["perform_action"].split(".")
        await hass.services.async_call(
            domain, service, tap.get("data", {}), target=tap["target"], blocking=True
        )
    assert bool(tap_actions) == any(r.method == "POST" for r in cloud.requests)
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
