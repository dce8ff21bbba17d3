"""Holds the layers: a package imports only from those below it."""

import ast
from collections.abc import Iterator
from pathlib import Path
import sys

import pytest

from custom_components.vxg import aiovxg

SHIPPED = Path(__file__).parent.parent.parent / "custom_components" / "vxg"

# Bottom up. What stands on one line never imports each other; a module or package that
# is not named stands on top of them all, as platforms do.
LAYERS = [
    ["aiovxg"],
    ["const"],
    ["errors"],
    ["helpers", "automations"],
    ["cameras", "frontend"],
    ["events", "outbox", "media"],
    ["streaming"],
    ["coordinator"],
    ["data"],
    ["entity"],
    ["actions"],
    ["assist", "media_source"],
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
TOP = len(LAYERS)
# Home Assistant asks the one for the flow of the other.
ALLOWED = {("config_flow", "options_flow")}
# Beside the shipped folder, so that an installation does not have them.
NOT_SHIPPED = {
    "benchmarks",
    "custom_components",
    "harness",
    "scripts",
    "simulator",
    "tests",
}
CLIENT_MAY_IMPORT = {*sys.stdlib_module_names, "aiohttp", "yarl"}
MODULES = sorted(path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*.py"))


def imports(tree: ast.AST) -> Iterator[tuple[int, tuple[str, ...], str | None]]:
    """Return the imports of a module: level, dotted name, item."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield 0, tuple(alias.name.split(".")), None
        elif isinstance(node, ast.ImportFrom):
            name = tuple(node.module.split(".")) if node.module else ()
            for alias in node.names:
                yield node.level, name, alias.name


def breaches(module: str, source: str) -> list[str]:
    """Return what a module imports and must not."""
    path = Path(module)
    own = path.parts[0].removesuffix(".py")
    package = path.parts[:-1]
    found = []
    for level, name, item in imports(ast.parse(source)):
        shown = f"{module} imports {'.' * level}{'.'.join(name)} {item or ''}"
        if level == 0:
            if name[0] in NOT_SHIPPED or (
                own == "aiovxg" and name[0] not in CLIENT_MAY_IMPORT
            ):
                found.append(shown)
            continue
        base = package[: len(package) - level + 1]
        if len(package) < level - 1:
            found.append(shown)
            continue
        target = (*base, *name)
        if not target:
            assert item is not None
            target = (item,)
            if item == "aiovxg":
                found.append(shown)
        if target[0] == own and own != "__init__" and package:
            continue
        if own == "__init__" or (own, target[0]) in ALLOWED:
            continue
        if LEVEL.get(target[0], TOP) >= LEVEL.get(own, TOP) or (
            target[0] == "aiovxg"
            and (target != ("aiovxg",) or item not in aiovxg.__all__)
        ):
            found.append(shown)
    return found


def inner_imports(module: str) -> set[str]:
    """Return the modules of ours that one imports."""
    source = (SHIPPED / module).read_text(encoding="utf-8")
    package = Path(module).parts[:-1]
    found = set()
    for level, name, item in imports(ast.parse(source)):
        if level == 0:
            continue
        target = (*package[: len(package) - level + 1], *name)
        for parts in (target, (*target, item or "")):
            path = "/".join(parts)
            found |= {f"{path}.py", f"{path}/__init__.py"} & set(MODULES)
    return found - {module}


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_from_layers_below(module: str) -> None:
    source = (SHIPPED / module).read_text(encoding="utf-8")
    assert not breaches(module, source)


def test_no_import_comes_back_to_where_it_began() -> None:
    graph = {module: inner_imports(module) for module in MODULES}
    while leaves := {module for module, found in graph.items() if not found}:
        graph = {
            module: found - leaves
            for module, found in graph.items()
            if module not in leaves
        }
    assert not graph


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("const.py", "from .errors import failed"),
        ("errors.py", "from . import coordinator"),
        ("helpers/signals.py", "from ..cameras.state import CameraState"),
        ("entity.py", "from .actions.result import ActionResult"),
        ("outbox/sender.py", "from ..events.reader import EventReader"),
        ("outbox/sender.py", "from ..data import VxgRuntimeData"),
        ("actions/ptz.py", "from ..services import async_setup_services"),
        ("sensor.py", "from .event import x"),
        ("sensor.py", "from . import DOMAIN"),
        ("sensor.py", "from .unheard_of import x"),
        ("sensor.py", "from ..other import x"),
        ("sensor.py", "def late():\n    from .button import x"),
        ("sensor.py", "if TYPE_CHECKING:\n    from .button import x"),
        ("sensor.py", "from .aiovxg.client import VxgClient"),
        ("sensor.py", "from .aiovxg import transport"),
        ("sensor.py", "from .aiovxg import *"),
        ("sensor.py", "from . import aiovxg"),
        ("sensor.py", "import custom_components.vxg.button"),
        ("sensor.py", "from simulator import Cloud"),
        ("aiovxg/client.py", "import homeassistant.core"),
        ("aiovxg/client.py", "from ..const import DOMAIN"),
        ("aiovxg/client.py", "import requests"),
    ],
)
def test_a_breach_is_found(module: str, source: str) -> None:
    assert breaches(module, source)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("services.py", "from .actions.create_event import EventRequest"),
        ("__init__.py", "from .services import async_setup_services"),
        ("assist/queries.py", "from .vocabulary import match_event_type"),
        ("sensor.py", "from . import const"),
        ("sensor.py", "from .aiovxg import Event, VxgError"),
        ("sensor.py", "from homeassistant.components.sensor import SensorEntity"),
        ("aiovxg/client.py", "from .models import Event\nimport aiohttp"),
    ],
)
def test_what_lies_below_may_be_imported(module: str, source: str) -> None:
    assert not breaches(module, source)
