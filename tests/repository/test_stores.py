"""Holds that one module makes all stored files, so that each save can fail loudly."""

import ast

import pytest

from .test_layers import MODULES, SHIPPED

# The sentences are not the entry's: a failed save is an error of the form.
ALLOWED = {
    "helpers/entry_store.py": {"Store"},
    "assist/sentence_files.py": {"write_utf8_file_atomic"},
}
# The class, and the functions of Home Assistant that write files without one.
FORBIDDEN = {
    "Store",
    "open",
    "save_json",
    "write_text",
    "write_bytes",
    "write_utf8_file",
    "write_utf8_file_atomic",
}


def uses(source: str) -> set[str]:
    """Return what a module uses of the means to write files."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            found |= {alias.name for alias in node.names} & (FORBIDDEN - {"open"})
            if node.module == "homeassistant.helpers.storage":
                found.add("Store")
        elif isinstance(node, ast.Import):
            found |= {
                "Store"
                for alias in node.names
                if alias.name == "homeassistant.helpers.storage"
            }
        elif isinstance(node, ast.Attribute):
            found |= {node.attr} & (FORBIDDEN - {"open"})
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found |= {node.func.id} & FORBIDDEN
    return found


@pytest.mark.parametrize("module", MODULES)
def test_only_one_module_makes_stores(module: str) -> None:
    found = uses((SHIPPED / module).read_text(encoding="utf-8"))
    assert found == ALLOWED.get(module, set())


@pytest.mark.parametrize(
    "source",
    [
        "from homeassistant.helpers.storage import Store",
        "from homeassistant.helpers import storage\nstorage.Store(hass, 1, 'x')",
        "import homeassistant.helpers.storage as files",
        "open('x', 'w')",
        "from homeassistant.helpers.json import save_json",
        "Path('x').write_text('')",
    ],
)
def test_each_way_to_write_a_file_is_seen(source: str) -> None:
    assert uses(source)
