"""Names and prose of the shipped code: one meaning for each name, plain words."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
import re

import pytest

SHIPPED = Path(__file__).parent.parent.parent / "custom_components" / "vxg"
MODULES = {
    path.relative_to(SHIPPED).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(SHIPPED.rglob("*.py"))
}
# Home Assistant asks for these by name, in more than one module.
HOOKS = {"PARALLEL_UPDATES", "async_setup_entry"}
# A docstring says what a thing is or does, in the imperative or as a noun phrase.
PRIVATE_LANGUAGE = re.compile(
    r"(What|Return what|Begin|Stand for|Belong to|Tell|Note|Take|Give|Keep|Hear|Judge)\b"
)
Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def defined(tree: ast.Module) -> Iterator[str]:
    """Yield the public names that a module defines at its top level."""
    for node in tree.body:
        match node:
            case ast.ClassDef(name=name):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.TypeAlias(name=ast.Name(id=name)):
                yield name
            case ast.Assign(targets=targets):
                yield from (one.id for one in targets if isinstance(one, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name


def test_no_public_name_is_defined_in_two_modules() -> None:
    modules = defaultdict(list)
    for module, tree in MODULES.items():
        for name in defined(tree):
            if not name.startswith("_") and name not in HOOKS:
                modules[name].append(module)
    assert not {name: found for name, found in modules.items() if len(found) > 1}


@pytest.mark.parametrize("module", MODULES)
def test_docstrings_are_in_plain_words(module: str) -> None:
    found = [
        docstring.partition("\n")[0]
        for node in ast.walk(MODULES[module])
        if isinstance(node, Documented)
        and (docstring := ast.get_docstring(node))
        and PRIVATE_LANGUAGE.match(docstring)
    ]
    assert not found


def test_the_packages_are_small_enough_to_be_overseen() -> None:
    sizes: dict[str, int] = defaultdict(int)
    for module in MODULES:
        sizes[Path(module).parent.as_posix()] += 1
    # Home Assistant looks for platforms in the root: one for each kind of entity, and one
    # each for websocket commands, triggers, conditions, intents and so on.
    assert sizes.pop(".") <= 28
    assert max(sizes.values()) <= 16
