"""Holds the floors: a file imports only from below, which its syntax tree shows."""

import ast
from collections.abc import Iterator
from pathlib import Path
import re
import sys

import pytest

from custom_components.vxg import aiovxg

SHIPPED = Path(__file__).parent.parent / "custom_components" / "vxg"
CLIENT = SHIPPED / "aiovxg"

# Bottom up; files that stand together never import each other.
FLOORS = {
    "1a": ["const", "cutting", "names", "playlists", "redaction", "storage"],
    "1b": ["errors", "memory", "options", "relay", "spans", "words"],
    "2a": [
        "absences",
        "camera_clock",
        "connection",
        "creates",
        "devices",
        "dispatch",
        "ledger",
        "notices",
        "pace",
        "recent",
        "room",
        "states",
        "stock",
        "sweeps",
    ],
    "2b": ["channels", "line", "sight"],
    "2c": ["delivery", "sender"],
    # The outbox stands below the runtime data, which hold it.
    "2d": ["outbox", "reader"],
    "2e": ["rounds"],
    "2f": ["coordinator"],
    "3a": [
        "checks",
        "entity",
        "history",
        "matching",
        "media",
        "options_flow",
        "targets",
    ],
    "3b": ["appearance", "exposed", "live", "pictures", "reading", "wording"],
    "3c": ["asking", "commands", "videos"],
    "3d": ["changes", "clipping", "nodes", "ordering", "told", "turning"],
    "3e": ["calls", "recordings", "searching"],
    "3f": ["browsing"],
    "4": [
        "config_flow",
        "services",
        "diagnostics",
        "repairs",
        "system_health",
        "logbook",
        "media_services",
        "media_source",
        "views",
        "trigger",
        "condition",
        "llm",
        "intent",
        "binary_sensor",
        "button",
        "camera",
        "event",
        "image",
        "sensor",
        "switch",
        "select",
    ],
    "5": ["__init__"],
}

CLIENT_FLOORS = {
    "a": ["exceptions", "parse", "slices"],
    "b": ["meter", "models", "snapshot", "tokens"],
    "c": ["event_log", "paging", "refusals"],
    "d": ["transport"],
    "e": ["credentials"],
    "f": ["footage", "ptz"],
    "g": ["client"],
    "h": ["__init__"],
}

# Beside the shipped folder, so that an installation does not have them.
NOT_SHIPPED = {"benchmarks", "custom_components", "scripts", "simulator", "tests"}

LEVELS = {name: floor for floor, names in FLOORS.items() for name in names}
CLIENT_LEVELS = {
    name: floor for floor, names in CLIENT_FLOORS.items() for name in names
}


def imports(source: str) -> Iterator[tuple[str, str | None]]:
    """Return modules (relative ones with their dots) and what is taken from them."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            for alias in node.names:
                if module.strip("."):
                    yield module, alias.name
                else:
                    yield module + alias.name, None


def breaches(name: str, source: str) -> list[str]:
    """Return what a file above the client imports and must not."""
    found = []
    for module, item in imports(source):
        shown = f"{name} imports {module} {item or ''}".strip()
        if not module.startswith("."):
            if module.partition(".")[0] in NOT_SHIPPED:
                found.append(shown)
        elif module.startswith(".aiovxg"):
            if module != ".aiovxg" or item not in aiovxg.__all__:
                found.append(shown)
        elif LEVELS.get(module[1:], "~") >= LEVELS[name]:
            found.append(shown)
    return found


def client_breaches(name: str, source: str) -> list[str]:
    """Return what a file of the client imports and must not."""
    own = CLIENT_LEVELS[name]
    known = {*sys.stdlib_module_names, "aiohttp", "yarl"}
    return [
        f"{name} imports {module}"
        for module, _ in imports(source)
        if (
            CLIENT_LEVELS.get(module[1:], "~") >= own
            if module.startswith(".")
            else module.partition(".")[0] not in known
        )
    ]


def test_every_shipped_file_has_its_floor() -> None:
    files = {path.relative_to(SHIPPED) for path in SHIPPED.rglob("*.py")}
    above = {str(path)[:-3] for path in files if path.parts[0] != "aiovxg"}
    below = {
        str(path.relative_to("aiovxg"))[:-3]
        for path in files
        if path.parts[0] == "aiovxg"
    }
    assert above <= LEVELS.keys()
    assert below == CLIENT_LEVELS.keys()


@pytest.mark.parametrize(
    "path", sorted(SHIPPED.glob("*.py")), ids=lambda path: path.stem
)
def test_a_file_imports_only_from_floors_below(path: Path) -> None:
    assert not breaches(path.stem, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "path", sorted(CLIENT.glob("*.py")), ids=lambda path: path.stem
)
def test_the_client_imports_itself_from_below_and_aiohttp(path: Path) -> None:
    assert not client_breaches(path.stem, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("const", "from .errors import failed"),
        ("errors", "from . import coordinator"),
        ("dispatch", "from .connection import CloudClock"),
        ("entity", "from .media import event_media_id"),
        ("media", "from .commands import Order"),
        ("commands", "from .services import x"),
        ("sensor", "from .event import x"),
        ("sensor", "from . import DOMAIN"),
        ("sensor", "from .unheard_of import x"),
        ("sensor", "from ..other import x"),
        ("sensor", "def late():\n    from .button import x"),
        ("sensor", "if TYPE_CHECKING:\n    from .button import x"),
        ("sensor", "from .aiovxg.client import VxgClient"),
        ("sensor", "from .aiovxg import transport"),
        ("sensor", "from .aiovxg import *"),
        ("sensor", "from . import aiovxg"),
        ("sensor", "import custom_components.vxg.button"),
        ("sensor", "from simulator import Cloud"),
    ],
)
def test_a_breach_is_found(name: str, source: str) -> None:
    assert breaches(name, source)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("commands", "from .media import event_media_id"),
        ("services", "from .commands import Order"),
        ("__init__", "from .services import async_setup_services"),
        ("sensor", "from . import const"),
        ("sensor", "from .aiovxg import Event, VxgError"),
        ("sensor", "from homeassistant.components.sensor import SensorEntity"),
    ],
)
def test_what_lies_below_may_be_imported(name: str, source: str) -> None:
    assert not breaches(name, source)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("client", "import homeassistant.core"),
        ("client", "from ..const import DOMAIN"),
        ("client", "import requests"),
        ("transport", "from .client import VxgClient"),
        ("tokens", "from .models import Event"),
        ("parse", "from . import client"),
    ],
)
def test_a_breach_of_the_client_is_found(name: str, source: str) -> None:
    assert client_breaches(name, source)


def test_the_map_for_contributors_names_every_file() -> None:
    text = (SHIPPED.parent.parent / "CONTRIBUTING.md").read_text()
    table = text.partition("| floor |")[2].partition("\n\n")[0]
    named = set(re.findall(r"`(\w+)`", table))
    assert named == {*LEVELS, *CLIENT_LEVELS} - {"__init__"}
