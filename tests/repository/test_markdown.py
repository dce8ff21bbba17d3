"""Holds that text from outside is escaped wherever it is rendered as Markdown."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SHIPPED = Path(__file__).parent.parent.parent / "custom_components" / "vxg"
MODULES = sorted(path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*.py"))

# Calls whose placeholders the frontend renders as Markdown, and those of the arguments.
RENDERED = {
    "async_create_issue": "translation_placeholders",
    "async_show_form": "description_placeholders",
    "async_show_menu": "description_placeholders",
    "async_show_progress": "description_placeholders",
    "async_external_step": "description_placeholders",
    "async_abort": "description_placeholders",
    "async_create_entry": "description_placeholders",
}
# Calls that render a text of ours as it is.
UNUSED = ("persistent_notification",)


def unescaped(source: str) -> Iterator[int]:
    """Yield the lines of calls whose placeholders are not escaped by the one function."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else ""
        name = called.id if isinstance(called, ast.Name) else name
        for argument in node.keywords:
            if argument.arg != RENDERED.get(name, ""):
                continue
            value = argument.value
            if not (
                isinstance(value, ast.Call)
                and isinstance(value.func, ast.Name)
                and value.func.id == "markdown_placeholders"
            ):
                yield node.lineno


@pytest.mark.parametrize("module", MODULES)
def test_placeholders_of_markdown_are_escaped(module: str) -> None:
    source = (SHIPPED / module).read_text(encoding="utf-8")
    assert not list(unescaped(source))
    assert not any(name in source for name in UNUSED)


@pytest.mark.parametrize("call", RENDERED)
def test_a_placeholder_that_is_not_escaped_is_found(call: str) -> None:
    argument = RENDERED[call]
    for value in ('{"name": name}', "placeholders", "dict(markdown_placeholders(x))"):
        assert list(unescaped(f"self.{call}(x, {argument}={value})")) == [1]
        assert list(unescaped(f"{call}({argument}={value})")) == [1]
    assert not list(unescaped(f"self.{call}({argument}=markdown_placeholders(x))"))
