"""The source of the events card: its own tests, its bundle, its texts and icons."""

import gzip
import json
from pathlib import Path
import re
import subprocess

import pytest

ROOT = Path(__file__).parent.parent.parent
SHIPPED = ROOT / "custom_components" / "vxg"
BUNDLE = SHIPPED / "frontend" / "vxg-events-card.js"
SOURCE = {
    path.name: path.read_text() for path in (ROOT / "frontend" / "src").glob("*.ts")
}
TEXTS = json.loads((SHIPPED / "translations" / "en.json").read_text())
CARD_TEXTS = TEXTS["selector"]["card"]["options"]
# Texts whose keys are put together: fields of the form, and choices of two.
COMPUTED = {"event_types", "show_bar", "show_filters", "show_list", "show_live"}


def run(*command: str) -> None:
    done = subprocess.run(
        [ROOT / "scripts" / "frontend", *command],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-10_000:] + done.stderr[-5_000:]


@pytest.mark.timeout(180)
def test_the_logic_of_the_card_does_what_its_own_tests_say() -> None:
    run("test")


@pytest.mark.timeout(180)
def test_the_types_are_right_and_the_bundle_is_what_the_source_gives() -> None:
    run("check")


def test_the_bundle_is_small() -> None:
    assert len(gzip.compress(BUNDLE.read_bytes())) < 60_000


def test_the_bundle_fetches_nothing_from_elsewhere() -> None:
    addresses = set(re.findall(r"https?://[^/\"'`]+", BUNDLE.read_text()))
    # Names of markup languages, and links to documentation.
    assert addresses <= {
        "http://www.w3.org",
        "https://github.com",
        "https://lit.dev",
    }
    assert not re.search(
        r'\bimport\s*\((?!"\./)|unsafeHTML|innerHTML\s*=\s*[a-z]\.',
        "".join(SOURCE.values()),
    )


def test_the_lock_file_names_no_registry() -> None:
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text())
    packages = {name: each for name, each in lock["packages"].items() if name}
    assert len(packages) > 10
    assert not [name for name, each in packages.items() if "resolved" in each]
    assert not [name for name, each in packages.items() if "integrity" not in each]


def test_all_texts_exist_and_are_used() -> None:
    source = "".join(SOURCE.values())
    # Keys are written in quotation marks, wherever they are chosen.
    words = set(re.findall(r'"([a-z_]+)"', source))
    assert {key for key in CARD_TEXTS if key not in words} <= COMPUTED
    called = set(
        re.findall(r'(?:\.text|text|frontendText)\(\s*(?:hass, )?"([a-z_]+)"', source)
    )
    assert len(called) > 30
    assert called <= set(CARD_TEXTS)


def test_icons_of_event_types_are_those_of_their_entities() -> None:
    entities = TEXTS["entity"]["event"]["events"]["state_attributes"]
    event_types = {name.replace("-", "_") for name in entities["event_type"]["state"]}
    icons = json.loads((SHIPPED / "icons.json").read_text())["entity"]["binary_sensor"]
    table = SOURCE["icons.ts"].split("TYPE_ICONS")[1].split("}")[0]
    named = dict(re.findall(r"(\w+): mdi(\w+)", table))
    assert set(named) == event_types
    # The others have device classes, whose icons are Home Assistant's.
    assert event_types - set(icons) == {"motion", "sound"}
    for event_type in event_types & set(icons):
        words = icons[event_type]["default"].removeprefix("mdi:").split("-")
        assert named[event_type] == "".join(map(str.capitalize, words)), event_type
