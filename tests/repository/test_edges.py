"""Holds the edges: what catches every exception logs it, once and without its text."""

import ast
from pathlib import Path

import pytest

SHIPPED = Path(__file__).parent.parent.parent / "custom_components" / "vxg"
MODULES = sorted(path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*.py"))
# Logs what is not expected; a form that shows "unknown" logs it each time.
REPORTS = {"expected_error", "operation_error", "exception"}


def names(node: ast.AST | None) -> set[str]:
    """Return the last parts of all names in an expression."""
    if node is None:
        return set()
    return {
        part.id if isinstance(part, ast.Name) else part.attr
        for part in ast.walk(node)
        if isinstance(part, ast.Name | ast.Attribute)
    }


def breaches(source: str) -> list[int]:
    """Return the lines that catch everything and do not report it."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ExceptHandler):
            caught = names(node.type)
            everything = node.type is None or caught & {"Exception", "BaseException"}
            calls = {
                name
                for part in ast.walk(node)
                if isinstance(part, ast.Call)
                for name in names(part.func)
            }
            if everything and not calls & REPORTS:
                lines.append(node.lineno)
        elif isinstance(node, ast.Call) and "suppress" in names(node.func):
            suppressed = set().union(*map(names, node.args))
            if suppressed & {"Exception", "BaseException"}:
                lines.append(node.lineno)
    return lines


@pytest.mark.parametrize("module", MODULES)
def test_nothing_is_caught_in_silence(module: str) -> None:
    assert not breaches((SHIPPED / module).read_text())


@pytest.mark.parametrize(
    ("handler", "silent"),
    [
        ("except Exception:\n pass", True),
        ("except (ValueError, Exception):\n pass", True),
        ("except BaseException as err:\n print(err)", True),
        ("except:\n pass", True),
        ("except ValueError:\n pass", False),
        ("except Exception as err:\n expected_error(hass, 'poll', err, X)", False),
        ("except Exception:\n LOGGER.exception('Unexpected')", False),
    ],
)
def test_silence_is_recognized(handler: str, silent: bool) -> None:
    assert bool(breaches(f"try:\n call()\n{handler}")) is silent


def test_times_from_outside_are_parsed_in_one_place() -> None:
    """A lone surrogate ends the process in ciso8601, which parse_datetime calls."""
    callers = [
        module
        for module in MODULES
        for node in ast.walk(ast.parse((SHIPPED / module).read_text()))
        if isinstance(node, ast.Attribute)
        and (
            node.attr in {"parse_datetime", "parse_date", "parse_datetime_raise"}
            # Home Assistant's validators of times call it, too.
            or (node.attr in {"datetime", "date"} and names(node.value) == {"cv"})
        )
    ]
    assert callers == ["helpers/time_range.py"]
