"""Rules of Home Assistant's quality scale, checked by code, documentation or tests.

`CHECKS` inspect the shipped files. Rules about behavior are in `SHOWN`: tests of these
names must exist. Each rule must be in one of them.
"""

import ast
from collections.abc import Iterator
import json
from pathlib import Path
import re
import tomllib
from typing import Any

from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import yaml

from custom_components.vxg.const import DOMAIN, PLATFORMS
from scripts.coverage_by_module import CONFIG_FLOW, insufficient_coverage, threshold
from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID, make_entry, set_up

ROOT = Path(__file__).parent.parent.parent
SHIPPED = ROOT / "custom_components" / "vxg"
README = (ROOT / "README.md").read_text()
# What the README is too short for.
DOCUMENTATION = "\n".join(
    path.read_text() for path in (ROOT / "README.md", *sorted(ROOT.glob("docs/*.md")))
)
MANIFEST: dict[str, Any] = json.loads((SHIPPED / "manifest.json").read_text())
TEXTS: dict[str, Any] = json.loads((SHIPPED / "translations/en.json").read_text())
SCALE: dict[str, Any] = yaml.safe_load((SHIPPED / "quality_scale.yaml").read_text())
MODULES = {
    str(path.relative_to(SHIPPED)): ast.parse(path.read_text())
    for path in SHIPPED.rglob("*.py")
}
COORDINATORS = ["cameras/coordinator.py", "events/coordinator.py"]
# Bronze, silver, gold, platinum.
RULES = [
    "action-setup",
    "appropriate-polling",
    "brands",
    "common-modules",
    "config-flow-test-coverage",
    "config-flow",
    "dependency-transparency",
    "docs-actions",
    "docs-triggers",
    "docs-conditions",
    "docs-high-level-description",
    "docs-installation-instructions",
    "docs-removal-instructions",
    "entity-event-setup",
    "entity-unique-id",
    "has-entity-name",
    "runtime-data",
    "test-before-configure",
    "test-before-setup",
    "unique-config-entry",
    "action-exceptions",
    "config-entry-unloading",
    "docs-configuration-parameters",
    "docs-installation-parameters",
    "entity-unavailable",
    "integration-owner",
    "log-when-unavailable",
    "parallel-updates",
    "reauthentication-flow",
    "test-coverage",
    "devices",
    "diagnostics",
    "discovery",
    "discovery-update-info",
    "docs-data-update",
    "docs-examples",
    "docs-known-limitations",
    "docs-supported-devices",
    "docs-supported-functions",
    "docs-troubleshooting",
    "docs-use-cases",
    "dynamic-devices",
    "entity-category",
    "entity-device-class",
    "entity-disabled-by-default",
    "entity-translations",
    "exception-translations",
    "icon-translations",
    "reconfiguration-flow",
    "repair-issues",
    "stale-devices",
    "async-dependency",
    "inject-websession",
    "strict-typing",
]

SHOWN = {
    "action-exceptions": (
        "test_services.test_invalid_input_is_refused_without_a_request",
        "test_services.test_a_refused_request_is_a_translated_error",
    ),
    "action-setup": (
        "test_services.test_actions_are_registered_before_any_entry_is_loaded",
    ),
    "appropriate-polling": (
        "test_event_counts.test_a_poll_is_one_request_whatever_the_number_of_cameras",
    ),
    "config-entry-unloading": (
        "streaming.test_live_stream.test_unloading_an_entry_stops_its_streams",
        "streaming.test_live_stream.test_the_proxy_stops_once_it_is_not_used",
    ),
    "docs-actions": (
        "repository.test_contract.test_actions_and_all_their_fields_are_documented",
    ),
    "dynamic-devices": (
        "events.test_coordinator.test_events_of_a_new_camera_wait_until_the_camera_is_read",
        "cameras.test_coordinator.test_a_new_event_type_adds_entities_without_a_reload",
    ),
    "entity-unavailable": (
        "events.test_coordinator_outages.test_sensors_become_unavailable_with_the_cloud_and_are_off_afterwards",
        "test_config_entities.test_missing_settings_are_unknown",
    ),
    "exception-translations": (
        "repository.test_contract.test_each_error_has_a_text_that_uses_what_the_code_passes",
        "repository.test_contract.test_translated_errors_are_made_in_one_place",
    ),
    "log-when-unavailable": (
        "events.test_coordinator_outages.test_a_short_outage_loses_nothing_and_is_logged_once_each_way",
    ),
    "reauthentication-flow": (
        "test_config_flow.test_reauth_accepts_a_new_token_of_the_same_camera",
        "test_config_flow.test_reauth_refuses_the_token_of_another_camera_and_of_a_group",
    ),
    "reconfiguration-flow": (
        "test_config_flow.test_reconfigure_changes_the_server_and_keeps_token_and_identity",
    ),
    "repair-issues": ("test_repairs.test_an_issue_counts_until_it_is_confirmed",),
    "stale-devices": (
        "cameras.test_coordinator.test_a_camera_that_a_group_lacks_for_an_hour_is_removed",
        "cameras.test_coordinator.test_only_a_device_that_the_cloud_does_not_list_may_be_removed",
    ),
    "test-before-configure": (
        "test_config_flow.test_a_refused_token_is_invalid_auth",
        "test_config_flow.test_errors_of_the_cloud_are_cannot_connect",
    ),
    "test-before-setup": (
        "cameras.test_coordinator.test_set_up_is_retried_if_the_cloud_is_down",
    ),
    "unique-config-entry": (
        "test_config_flow.test_the_same_camera_is_not_set_up_twice",
    ),
}

# Functions that subscribe.
SUBSCRIBING = re.compile(r"async_(dispatcher_connect|listen|track_\w+)$")
Function = ast.AsyncFunctionDef | ast.FunctionDef


def name_of(call: ast.Call) -> str:
    return ast.unparse(call.func)


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def section(title: str) -> str:
    """Return the text of the sections of a title, which may be that of a page."""
    found = re.findall(
        rf"^#{{1,2}} {re.escape(title)}\n(.*?)(?=^#{{1,2}} |\Z)",
        DOCUMENTATION,
        re.MULTILINE | re.DOTALL,
    )
    assert found, f"No section {title}"
    return "\n".join(found)


def has_section(title: str) -> bool:
    """Return whether a section is not empty."""
    return len(section(title).strip()) > 20


def names_in(*path: str) -> list[str]:
    """Return the English names of the fields of a form."""
    form = TEXTS
    for part in path:
        form = form[part]
    return list(form["data"].values())


def defines(module: str, *functions: str) -> bool:
    found = {
        node.name
        for node in ast.walk(MODULES[module])
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    return found.issuperset(functions)


def check_brands() -> None:
    assert (SHIPPED / "brand" / "icon.png").is_file()


def check_common_modules() -> None:
    for module, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                bases = {ast.unparse(base).partition("[")[0] for base in node.bases}
                if "Entity" in bases:
                    assert module == "entity.py", node.name
                if "DataUpdateCoordinator" in bases:
                    assert module in COORDINATORS, node.name


def check_config_flow() -> None:
    assert MANIFEST["config_flow"]
    for flow in ("config", "options"):
        for name, form in TEXTS[flow]["step"].items():
            described = form.get("data_description", {})
            assert form.get("data", {}).keys() == described.keys(), name


def check_config_flow_test_coverage() -> None:
    """Check that `scripts/test` fails below this coverage of any module."""
    assert module_threshold("config_flow.py") == 100


def check_test_coverage() -> None:
    assert all(module_threshold(module) >= 95 for module in MODULES)


def module_threshold(module: str) -> int:
    assert "scripts.coverage_by_module" in (ROOT / "scripts" / "test").read_text()
    return threshold(f"custom_components/vxg/{module}")


def check_dependency_transparency() -> None:
    assert not MANIFEST["requirements"]


def check_docs_triggers() -> None:
    documented = (ROOT / "docs" / "automations.md").read_text()
    for name in TEXTS["triggers"]:
        assert f"{DOMAIN}.{name}" in documented


def check_docs_conditions() -> None:
    documented = (ROOT / "docs" / "automations.md").read_text()
    for name in TEXTS["conditions"]:
        assert f"{DOMAIN}.{name}" in documented


def check_docs_high_level_description() -> None:
    head = README.partition("\n## ")[0]
    assert re.search(r"\[VXG Cloud VMS\]\(https://", head)


def check_docs_installation_instructions() -> None:
    assert has_section("Installation")


def check_docs_removal_instructions() -> None:
    assert has_section("Removing the integration")


def check_entity_event_setup() -> None:
    """Check that entities subscribe when they are added, until they are removed."""
    found = 0
    for module, tree in MODULES.items():
        for scope in functions_of_entities(tree):
            ended = {
                inner
                for call in calls(scope)
                if name_of(call) == "self.async_on_remove"
                for inner in calls(call)
            }
            for call in calls(scope):
                shown = f"{module}: {ast.unparse(call)}"
                if name_of(call) == "self.subscribe":
                    assert scope.name == "async_added_to_hass", shown
                    found += 1
                elif SUBSCRIBING.search(name_of(call)):
                    assert call in ended, shown
                    assert scope.name in ("async_added_to_hass", "subscribe"), shown
    assert found >= 8


def functions_of_entities(tree: ast.Module) -> Iterator[Function]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and any(
            ast.unparse(base).partition("[")[0].endswith("Entity")
            for base in node.bases
        ):
            yield from (inner for inner in node.body if isinstance(inner, Function))


def check_runtime_data() -> None:
    aliases = [
        ast.unparse(node)
        for node in ast.walk(MODULES["data.py"])
        if isinstance(node, ast.TypeAlias)
    ]
    assert "type VxgConfigEntry = ConfigEntry[VxgRuntimeData]" in aliases
    for path in SHIPPED.rglob("*.py"):
        assert "hass.data[DOMAIN]" not in path.read_text(), path


def check_docs_configuration_parameters() -> None:
    for name in names_in("options", "step", "init"):
        assert name in DOCUMENTATION, name


def check_docs_installation_parameters() -> None:
    for name in names_in("config", "step", "user"):
        assert name in DOCUMENTATION, name


def check_integration_owner() -> None:
    assert MANIFEST["codeowners"]


def check_parallel_updates() -> None:
    for platform in PLATFORMS:
        names = [
            ast.unparse(target)
            for node in MODULES[f"{platform}.py"].body
            if isinstance(node, ast.Assign)
            for target in node.targets
        ]
        assert "PARALLEL_UPDATES" in names, platform


def check_diagnostics() -> None:
    assert defines(
        "diagnostics.py",
        "async_get_config_entry_diagnostics",
        "async_get_device_diagnostics",
    )


def check_discovery() -> None:
    """Check that the manifest contains no way to discover the integration."""
    ways = {"bluetooth", "dhcp", "homekit", "mqtt", "ssdp", "usb", "zeroconf"}
    assert not ways & MANIFEST.keys()


def check_discovery_update_info() -> None:
    check_discovery()


def check_docs_data_update() -> None:
    assert has_section("Data updates")


def check_docs_examples() -> None:
    documented = (ROOT / "docs" / "automations.md").read_text()
    blueprints = list((ROOT / "blueprints").rglob("*.yaml"))
    assert len(blueprints) >= 3
    for path in blueprints:
        assert path.name in documented, path.name


def check_docs_known_limitations() -> None:
    assert has_section("Known limitations")


def check_docs_supported_devices() -> None:
    assert has_section("Supported devices")


def check_docs_supported_functions() -> None:
    functions = (ROOT / "docs" / "entities.md").read_text().lower()
    for platform in PLATFORMS:
        assert platform.replace("_", " ") in functions, platform


def check_docs_troubleshooting() -> None:
    page = (ROOT / "docs" / "troubleshooting.md").read_text()
    assert page.count("\n| ") >= 20


def check_docs_use_cases() -> None:
    assert has_section("Use cases")


def check_icon_translations() -> None:
    for path in SHIPPED.rglob("*.py"):
        assert "_attr_icon" not in path.read_text(), path
    for module in MODULES:
        assert not defines(module, "icon"), module


def check_repair_issues() -> None:
    assert defines("repairs.py", "async_create_fix_flow")


def check_reauthentication_flow() -> None:
    assert defines("config_flow.py", "async_step_reauth", "async_step_reauth_confirm")


def check_reconfiguration_flow() -> None:
    assert defines("config_flow.py", "async_step_reconfigure")


def check_unique_config_entry() -> None:
    made = {name_of(call) for call in calls(MODULES["config_flow.py"])}
    assert {"self.async_set_unique_id", "self._abort_if_unique_id_configured"} <= made


def check_async_dependency() -> None:
    """Check that no module blocks the event loop."""
    every = {"http.client", "requests", "socket", "urllib.request", "urllib3"}
    for module, tree in MODULES.items():
        # Makes sockets for aiohttp, which connects them.
        makes_sockets = module == "aiovxg/addresses.py"
        blocking = every - {"socket"} if makes_sockets else every
        called = {name_of(call) for call in calls(tree)}
        assert {name for name in called if name.startswith("socket.")} <= (
            {"socket.socket"} if makes_sockets else set()
        )
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                assert not blocking & {alias.name for alias in node.names}, module
            if isinstance(node, ast.ImportFrom):
                assert node.module not in blocking, module
        assert "time.sleep" not in {name_of(call) for call in calls(tree)}, module


def check_inject_websession() -> None:
    """Check that the client is given its sessions, and that those have no cookies."""
    for module, tree in MODULES.items():
        # The command line of the client, which Home Assistant never imports.
        if module == "aiovxg/__main__.py":
            continue
        for call in calls(tree):
            made = name_of(call).rpartition(".")[2]
            if made in ("ClientSession", "async_create_clientsession"):
                assert not module.startswith("aiovxg/"), module
                # Home Assistant's own session has a jar that all integrations share.
                jar = next(each for each in call.keywords if each.arg == "cookie_jar")
                assert ast.unparse(jar.value) == "DummyCookieJar()", module


def check_strict_typing() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]
    assert settings["strict"]
    assert "custom_components/vxg" in settings["files"]
    assert (SHIPPED / "py.typed").exists()
    assert (SHIPPED / "aiovxg" / "py.typed").exists()
    for path in SHIPPED.rglob("*.py"):
        assert "type: ignore" not in path.read_text(), path


CHECKS = {
    name.removeprefix("check_").replace("_", "-"): check
    for name, check in dict(globals()).items()
    if name.startswith("check_")
}
# Checked by the tests below, with an entry that is set up.
RUNNING = {
    "devices",
    "entity-category",
    "entity-device-class",
    "entity-disabled-by-default",
    "entity-translations",
    "entity-unique-id",
    "has-entity-name",
}


def test_all_rules_are_done_or_exempt_with_a_comment() -> None:
    assert len(RULES) == 54
    assert set(SCALE["rules"]) == set(RULES)
    for rule, state in SCALE["rules"].items():
        if isinstance(state, str):
            assert state == "done", f"{rule} needs a comment"
        else:
            assert state["status"] in ("done", "exempt")
            assert len(state["comment"]) > 20


def test_each_rule_is_checked() -> None:
    assert set(RULES) == CHECKS.keys() | SHOWN.keys() | RUNNING


@pytest.mark.parametrize("rule", sorted(CHECKS))
def test_a_rule_is_followed_by_the_shipped_files(rule: str) -> None:
    CHECKS[rule]()


@pytest.mark.parametrize("rule", sorted(SHOWN))
def test_a_rule_is_checked_by_other_tests(rule: str) -> None:
    for shown in SHOWN[rule]:
        module, _, name = shown.rpartition(".")
        path = ROOT / "tests" / f"{module.replace('.', '/')}.py"
        text = path.read_text()
        assert re.search(rf"^(async )?def {name}\(", text, re.MULTILINE), shown


async def test_actions_wait_for_no_entry(hass: HomeAssistant) -> None:
    assert await async_setup_component(hass, DOMAIN, {})
    known = yaml.safe_load((SHIPPED / "services.yaml").read_text())
    assert hass.services.async_services()[DOMAIN].keys() == known.keys()


async def test_entities_have_ids_names_and_classes(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    siren = {"name": "siren", "caps": {"can_be_triggered": True}}
    cloud.cameras[CAMERA_ID].add_type(siren)
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    entities = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    assert {entity.domain for entity in entities} == set(PLATFORMS)
    assert all(entity.has_entity_name for entity in entities)
    for state in hass.states.async_all():
        # Without a unique id it would not be in the registry.
        assert er.async_get(hass).async_get(state.entity_id), state.entity_id
    for entity in entities:
        if entity.translation_key is None:
            # The name is that of the device, of the class, or of an unknown event type.
            assert (
                entity.domain == "camera"
                or entity.original_device_class == "connectivity"
                or entity.unique_id.endswith("event_siren")
            ), entity.entity_id
        assert entity.original_icon is None, entity.entity_id
    diagnostic = {
        entity.translation_key
        for entity in entities
        if entity.entity_category is EntityCategory.DIAGNOSTIC
    }
    assert {"status", "event_delay", "last_gap"} <= diagnostic
    classes = {entity.original_device_class for entity in entities}
    assert {"connectivity", "duration", "enum", "motion", "timestamp"} <= classes
    off = {entity.translation_key for entity in entities if entity.disabled_by}
    assert "event_delay" in off
    assert "connectivity" not in off


def test_devices_are_described(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    devices = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    assert devices
    for device in devices:
        assert device.manufacturer
        assert device.name
        assert device.configuration_url


def test_a_module_with_too_little_coverage_is_found() -> None:
    def report(**shares: float) -> dict[str, Any]:
        files = {
            name: {"summary": {"percent_covered": shares[name]}} for name in shares
        }
        return {"files": files}

    assert insufficient_coverage(report(**{CONFIG_FLOW: 100.0, "a.py": 95.0})) == []
    assert insufficient_coverage(report(**{CONFIG_FLOW: 99.9, "a.py": 94.9})) == [
        f"{CONFIG_FLOW}: 99.9 % of 100",
        "a.py: 94.9 % of 95",
    ]
    assert insufficient_coverage(report(**{"a.py": 100.0}))
