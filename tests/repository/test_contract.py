"""What Home Assistant's own validator would look at, as far as it can be had here."""

import ast
from collections.abc import Iterator
import json
from pathlib import Path
import re
import shutil
import subprocess
import sys
from typing import Any
import zipfile

from homeassistant.const import CONF_OPTIONS
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.selector import validate_selector
from PIL import Image
import pytest
import yaml

from custom_components.vxg import (
    button,
    condition,
    config_flow,
    const,
    options_flow,
    select,
    trigger,
)
from custom_components.vxg.aiovxg import VxgError
from custom_components.vxg.assist import sentence_files, sentence_issues
from custom_components.vxg.automations import event_filter, object_kinds
from custom_components.vxg.errors import TRANSLATION_KEYS, combined_error, request_error
from custom_components.vxg.helpers import event_types, issues
from custom_components.vxg.sensor import STATUSES

ROOT = Path(__file__).parent.parent.parent
SHIPPED = ROOT / "custom_components" / "vxg"
TEXTS: dict[str, Any] = json.loads((SHIPPED / "translations/en.json").read_text())
ICONS: dict[str, Any] = json.loads((SHIPPED / "icons.json").read_text())
MANIFEST: dict[str, Any] = json.loads((SHIPPED / "manifest.json").read_text())
ACTIONS: dict[str, Any] = yaml.safe_load((SHIPPED / "services.yaml").read_text())
AUTOMATION = {"triggers": trigger.TRIGGERS, "conditions": condition.CONDITIONS}
FORMS = {
    ("config", "user"): config_flow.USER_SCHEMA,
    ("config", "reauth_confirm"): config_flow.REAUTH_SCHEMA,
    ("config", "reconfigure"): config_flow.RECONFIGURE_SCHEMA,
    ("options", "init"): options_flow.OPTIONS_SCHEMA,
}


def calls(name: str) -> Iterator[ast.Call]:
    """Yield the calls of a function anywhere in the shipped code."""
    for path in SHIPPED.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == name:
                yield node


def constants(function: str, path: Path) -> set[str]:
    """Return the texts that a function returns by name."""
    return {
        node.value.value
        for found in ast.walk(ast.parse(path.read_text()))
        if isinstance(found, ast.FunctionDef) and found.name == function
        for node in ast.walk(found)
        if isinstance(node, ast.Return)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    }


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


def leaves(data: Any) -> Iterator[str]:
    """Yield all texts in nested objects."""
    if isinstance(data, dict):
        for value in data.values():
            yield from leaves(value)
    else:
        yield data


def test_every_json_file_parses_and_names_no_key_twice() -> None:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs), [key for key, _ in pairs]
        return dict(pairs)

    for path in (*SHIPPED.rglob("*.json"), ROOT / "hacs.json"):
        json.loads(path.read_text(), object_pairs_hook=unique)


def test_the_manifest_has_its_keys_in_order() -> None:
    keys = list(MANIFEST)
    assert keys == ["domain", "name", *sorted(keys[2:])]
    assert MANIFEST["domain"] == const.DOMAIN == SHIPPED.name
    assert re.fullmatch(r"\d+\.\d+\.\d+", MANIFEST["version"])
    assert MANIFEST["iot_class"] == "cloud_polling"
    assert all(owner.startswith("@") for owner in MANIFEST["codeowners"])


def test_the_components_that_the_code_imports_are_dependencies() -> None:
    known = {
        *MANIFEST["dependencies"],
        *MANIFEST.get("after_dependencies", ()),
        # Platforms come with their components, and these with their platform files.
        *(str(platform) for platform in const.PLATFORMS),
        "diagnostics",
        "llm",
        "logbook",
        # Always loaded.
        "homeassistant",
        # Its names of kinds of media come along with the media source's.
        "media_player",
        "repairs",
    }
    imported = {
        found
        for path in SHIPPED.rglob("*.py")
        for found in re.findall(r"homeassistant\.components\.(\w+)", path.read_text())
    }
    assert imported <= known


def test_hacs_knows_all_keys_and_the_version_that_is_tested() -> None:
    hacs = json.loads((ROOT / "hacs.json").read_text())
    keys = {"name", "homeassistant", "render_readme", "filename", "zip_release"}
    assert {"name"} <= set(hacs) <= keys
    pin = re.search(
        r"^homeassistant==(\d+\.\d+)",
        (ROOT / "requirements_test.txt").read_text(),
        re.MULTILINE,
    )
    assert pin is not None
    assert hacs["homeassistant"].startswith(f"{pin[1]}.")


def test_actions_have_texts_icons_and_valid_selectors() -> None:
    registered = {
        value for key, value in vars(const).items() if key.startswith("SERVICE_")
    }
    assert set(ACTIONS) == set(TEXTS["services"]) == registered
    assert set(ICONS["services"]) == registered
    for name, action in ACTIONS.items():
        texts = TEXTS["services"][name]
        assert texts["name"]
        assert texts["description"]
        assert set(action["fields"]) == set(texts["fields"])
        for key, field in action["fields"].items():
            assert texts["fields"][key]["name"]
            assert texts["fields"][key]["description"]
            validate_selector(field["selector"])
            assert not field.get("required") or "example" in field
            choice = field["selector"].get("select")
            if choice:
                named = TEXTS["selector"][choice["translation_key"]]["options"]
                assert set(named) == set(choice["options"])


def test_actions_and_all_their_fields_are_documented() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    text = "\n".join(page.read_text() for page in pages)
    for name, action in ACTIONS.items():
        assert f"`vxg.{name}`" in text
        assert not [field for field in action["fields"] if f"`{field}`" not in text]


def test_no_constant_means_two_things() -> None:
    names = [
        target.id
        for node in ast.parse((SHIPPED / "const.py").read_text()).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("kind", ["triggers", "conditions"])
def test_triggers_and_conditions_are_told_as_their_code_has_them(kind: str) -> None:
    told: dict[str, Any] = yaml.safe_load((SHIPPED / f"{kind}.yaml").read_text())
    told = {key: value for key, value in told.items() if not key.startswith(".")}
    assert set(told) == set(AUTOMATION[kind]) == set(TEXTS[kind]) == set(ICONS[kind])
    for name, described in told.items():
        assert list(ICONS[kind][name]) == [kind.removesuffix("s")]
        texts = TEXTS[kind][name]
        assert texts["name"]
        assert texts["description"]
        validate_selector({"target": described["target"]})
        options = AUTOMATION[kind][name]._schema.schema[CONF_OPTIONS]
        defaults = {str(key): key.default for key in options}
        assert set(described["fields"]) == set(defaults) == set(texts["fields"])
        for key, field in described["fields"].items():
            assert texts["fields"][key]["name"]
            assert texts["fields"][key]["description"]
            validate_selector(field["selector"])
            if "default" in field and callable(defaults[key]):
                default = field["default"]
                if "duration" in field["selector"]:
                    default = cv.time_period(default)
                assert defaults[key]() == default
        tag_filter = described["fields"]["metadata"]["selector"]["object"]
        fields = TEXTS["selector"][tag_filter["translation_key"]]["fields"]
        known = {str(key) for key in event_filter.TAG_FILTER_SCHEMA.validators[0]}
        assert set(tag_filter["fields"]) == set(fields) == known


def test_each_error_has_a_text_that_uses_what_the_code_passes() -> None:
    one = request_error(VxgError("gone"), "Door")
    several = combined_error({"camera.a": one, "camera.b": one})
    passed = {
        str(error.translation_key): set(error.translation_placeholders or ())
        for error in (one, several)
    }
    passed |= {key: passed["cannot_connect"] for _, key in TRANSLATION_KEYS}
    for call in calls("validation_error"):
        names = {str(word.arg) for word in call.keywords}
        # The metadata checks hand their key over in a variable.
        keys = (
            {str(call.args[0].value)}
            if isinstance(call.args[0], ast.Constant)
            else constants("_metadata_error", SHIPPED / "actions" / "validation.py")
        )
        passed |= {key: passed.get(key, names) & names for key in keys}
    for call in calls("condition_error"):
        names = {str(word.arg) for word in call.keywords}
        passed[str(ast.literal_eval(call.args[1]))] = names
    for call in calls("translated_error"):
        if isinstance(call.args[1], ast.Constant):
            key, names = str(call.args[1].value), {str(w.arg) for w in call.keywords}
            passed[key] = passed.get(key, names) & names
    assert set(TEXTS["exceptions"]) == set(passed)
    for key, text in TEXTS["exceptions"].items():
        assert placeholders(text["message"]) <= passed[key], key


def test_translated_errors_are_made_in_one_place() -> None:
    made = {
        path.name
        for path in SHIPPED.rglob("*.py")
        if "translation_domain=" in path.read_text()
    }
    assert made == {"errors.py"}
    source = (SHIPPED / "errors.py").read_text()
    assert set(re.findall(r'translation_key="(\w+)"', source)) == {"several_failed"}
    assert constants("_translation_key", SHIPPED / "errors.py") == {"cannot_connect"}


def test_the_flows_have_texts_for_all_fields_errors_and_ends() -> None:
    for flow in ("config", "options"):
        source = (SHIPPED / f"{flow}_flow.py").read_text()
        pattern = r'(?:FormError\([^,]+, |errors\[[^]]+\] = |return \{\w+: )"(\w+)"'
        assert set(TEXTS[flow]["error"]) == set(re.findall(pattern, source))
    source = (SHIPPED / "config_flow.py").read_text()
    reasons = {"already_configured", "reauth_successful", "reconfigure_successful"}
    found = set(re.findall(r'reason="(\w+)"', source))
    assert set(TEXTS["config"]["abort"]) == reasons | found
    steps = {
        (flow, step) for flow in ("config", "options") for step in TEXTS[flow]["step"]
    }
    assert steps == set(FORMS)
    for (flow, step), schema in FORMS.items():
        texts = TEXTS[flow]["step"][step]
        fields = {str(key) for key in schema.schema}
        if flow == "options":
            # Shown once a clock is corrected, and where Assist is used.
            fields |= {const.CONF_CLOCKS_BEHIND, options_flow.CONF_VOICE_SENTENCES}
        assert set(texts["data"]) == set(texts["data_description"]) == fields
    late = options_flow.OPTIONS_SCHEMA.schema[const.CONF_LATE_EVENTS].config
    choices = TEXTS["selector"][late["translation_key"]]["options"]
    assert set(choices) == set(late["options"])
    sentences = TEXTS["selector"][options_flow.CONF_VOICE_SENTENCES]["options"]
    assert set(sentences) == {*sentence_files.SentenceChoice}


def test_the_repairs_have_texts_that_use_what_the_code_passes() -> None:
    source = (SHIPPED / "helpers" / "issues.py").read_text()
    passed = {
        key: {"name", *words}
        for key, words in {
            issues.ISSUE_CLOCK_OFF: ["difference"],
            issues.ISSUE_READ_ONLY: [],
            issues.ISSUE_ENDING: ["day"],
            issues.ISSUE_EXPIRED: ["count", "camera", "event_type", "detail"],
            issues.ISSUE_REFUSED: ["count", "camera", "event_type", "detail"],
            issues.ISSUE_CAMERA_CLOCK: ["lag"],
            issues.ISSUE_CLOCK_AHEAD: ["lag"],
            issues.ISSUE_FAR_CLOCK: ["time"],
            issues.ISSUE_HELD: ["count", "old", "new"],
            issues.ISSUE_UNSAVED: ["error"],
            issues.ISSUE_SET_ASIDE: ["files"],
            issues.ISSUE_TEST: ["problem"],
            issues.ISSUE_DUPLICATE: ["camera", "other"],
        }.items()
    }
    assert set(re.findall(r'^ISSUE_\w+ = "(\w+)"', source, re.MULTILINE)) == set(passed)
    passed[sentence_issues.ISSUE_OFFER] = {"languages"}
    passed[sentence_issues.ISSUE_EDITED] = {"path"}
    assert set(TEXTS["issues"]) == set(passed)
    for key, texts in TEXTS["issues"].items():
        assert texts["title"]
        # A repair has a description, or else a flow that has one.
        assert ("description" in texts) != ("fix_flow" in texts)
        flow = {**texts.get("fix_flow", {})}
        aborts = flow.pop("abort", {})
        for text in leaves({**texts, "fix_flow": flow}):
            assert placeholders(text) <= passed[key], key
        for reason, text in aborts.items():
            wanted = {"detail"} if reason == "sentences_failed" else set()
            assert placeholders(text) == wanted, reason


def test_all_known_types_and_statuses_have_names() -> None:
    names = TEXTS["entity"]["binary_sensor"]
    assert set(names) == {
        *(known.replace("-", "_") for known in event_types.KNOWN_TYPES),
        *(f"object_{kind}" for kind in object_kinds.OBJECT_KINDS),
    }
    assert set(TEXTS["selector"]["object"]["options"]) == set(object_kinds.OBJECT_KINDS)
    assert all(text["name"] for text in names.values())
    events = TEXTS["entity"]["event"]["events"]["state_attributes"]
    assert set(events["event_type"]["state"]) == event_types.KNOWN_TYPES
    states = TEXTS["entity"]["sensor"]["status"]["state"]
    assert set(states) == {*STATUSES, "other"}


def test_all_recording_modes_have_names() -> None:
    states = TEXTS["entity"]["select"]["rec_mode"]["state"]
    assert set(states) == set(select.REC_MODES)


@pytest.mark.parametrize(
    "platform", ["button", "event", "image", "select", "sensor", "switch"]
)
def test_entities_have_the_names_and_icons_that_their_code_asks_for(
    platform: str,
) -> None:
    source = (SHIPPED / f"{platform}.py").read_text()
    keys = set(re.findall(r'translation_key ?= ?"(\w+)"', source))
    if platform == "button":
        keys |= {command.key for command in button.COMMANDS}
    assert keys == set(TEXTS["entity"][platform]) == set(ICONS["entity"][platform])


def test_texts_hold_no_markup_and_icons_come_from_one_set() -> None:
    assert not [text for text in leaves(TEXTS) if re.search(r"<\w|\[%", text)]
    assert all(icon.startswith("mdi:") for icon in leaves(ICONS))


@pytest.mark.parametrize(("name", "size"), [("icon", 256), ("icon@2x", 512)])
@pytest.mark.parametrize("prefix", ["", "dark_"])
def test_the_icons_have_their_size(prefix: str, name: str, size: int) -> None:
    with Image.open(SHIPPED / "brand" / f"{prefix}{name}.png") as picture:
        assert picture.format == "PNG"
        assert picture.size == (size, size)
        assert picture.mode == "RGBA"


def test_the_version_stands_in_the_manifest_only() -> None:
    """Chapters of the changelog and examples of the documentation may name it, too."""
    version = MANIFEST["version"]
    places = [*ROOT.glob("*.toml"), *ROOT.glob("library/*.toml"), ROOT / "README.md"]
    places += [path for path in SHIPPED.rglob("*.py") if path.is_file()]
    assert not [path for path in places if f'"{version}"' in path.read_text()]


def test_the_repository_has_one_address() -> None:
    address = MANIFEST["documentation"]
    assert MANIFEST["issue_tracker"] == f"{address}/issues"
    owner, name = address.rsplit("/", 2)[1:]
    assert MANIFEST["codeowners"] == [f"@{owner}"]
    places = [
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/*.md"),
        *ROOT.glob(".github/**/*.yml"),
        ROOT / "pyproject.toml",
    ]
    for place in places:
        for found in re.findall(rf"github\.com/([\w.-]+)/{name}", place.read_text()):
            assert found == owner, place


def test_badges_and_buttons_of_the_readme_are_those_of_the_repository() -> None:
    address = MANIFEST["documentation"]
    owner, name = address.rsplit("/", 2)[1:]
    minimum = json.loads((ROOT / "hacs.json").read_text())["homeassistant"]
    readme = (ROOT / "README.md").read_text()
    links = re.findall(r"\]\(([^)]+)\)", readme)
    expected = {
        address + "/releases",
        f"{address}/actions/workflows/tests.yml",
        f"{address}/actions/workflows/tests.yml/badge.svg",
        f"https://img.shields.io/github/v/release/{owner}/{name}",
        (
            "https://my.home-assistant.io/redirect/hacs_repository/"
            f"?owner={owner}&repository={name}&category=integration"
        ),
    }
    assert {link for link in links if owner in link or name in link} == expected
    start_flow = "https://my.home-assistant.io/redirect/config_flow_start/"
    assert f"{start_flow}?domain={MANIFEST['domain']}" in links
    assert f"Home%20Assistant-{minimum.rpartition('.')[0]}%2B" in readme
    assert (ROOT / ".github/workflows/tests.yml").exists()
    for link in links:
        path = link.partition("#")[0]
        assert link.startswith("https://") or (ROOT / path).exists(), link


def test_what_the_marketplace_hides_is_marked_in_pairs() -> None:
    readme = (ROOT / "README.md").read_text()
    marks = re.findall(r"<!-- ha-marketplace:exclude-(\w+) -->", readme)
    assert marks == ["start", "end"] * (len(marks) // 2)
    assert marks
    shown = re.sub(
        r"<!-- ha-marketplace:exclude-start -->.*?<!-- ha-marketplace:exclude-end -->",
        "",
        readme,
        flags=re.DOTALL,
    )
    assert "scripts/develop" not in shown
    assert "HACS, " not in shown
    assert "## Setting up" in shown


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) < 200


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only git knows its files")
def test_no_file_names_the_host_of_a_package_registry() -> None:
    # Put together here, so that this file names none either.
    ends = ("org", "com", "io")
    registries = ("pypi", "crates", "npmjs", "yarnpkg", "rubygems", "anaconda")
    hosts = {f"{name}.{end}".encode() for name in registries for end in ends}
    hosts |= {f"{name}hosted".encode() for name in ("python", "files.python")}
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split("\0")
    files = [ROOT / name for name in listed if name and (ROOT / name).is_file()]
    assert ROOT / "README.md" in files
    named = {
        (path.name, host)
        for path in files
        for host in hosts
        if host in path.read_bytes().lower()
    }
    assert not named


def test_a_release_is_a_zip_of_the_folder_with_the_version_of_its_tag(
    tmp_path: Path,
) -> None:
    for folder in ("scripts", "custom_components"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    changelog = tmp_path / "CHANGELOG.md"
    changelog.write_text(
        "# Changelog\n\n## Unreleased\n\n- News.\n\n## 1.2.3\n\n- Doors.\n\n## 1.2.2\n\n- Old.\n"
    )
    (tmp_path / "custom_components/vxg/__pycache__").mkdir(exist_ok=True)
    (tmp_path / "custom_components/vxg/__pycache__/x.pyc").touch()

    def release(tag: str) -> int:
        words = [sys.executable, tmp_path / "scripts/release", tag]
        return subprocess.run(words, check=False, capture_output=True).returncode

    assert release("latest") == 1
    assert release("v1.2.4") == 1
    notes = tmp_path / "release_notes.md"
    assert release("v1.3.0b1") == 0
    assert notes.read_text() == "- News.\n"
    assert release("v1.2.3") == 0
    assert notes.read_text() == "- Doors.\n"
    hacs = json.loads((ROOT / "hacs.json").read_text())
    with zipfile.ZipFile(tmp_path / hacs["filename"]) as archive:
        names = set(archive.namelist())
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest == MANIFEST | {"version": "1.2.3"}
    assert list(manifest) == list(MANIFEST)
    assert "frontend/vxg-events-card.js" in names
    assert names == {
        str(path.relative_to(SHIPPED))
        for path in SHIPPED.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
