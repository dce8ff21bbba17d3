"""Golden data: record what is there, or list what of it has gone."""

from collections.abc import Awaitable, Iterator
from enum import Enum
import json
import os
from pathlib import Path
import reprlib
from typing import Any

from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.json import json_dumps
import pytest
import voluptuous as vol

SURFACE = Path(__file__).parent / "surface"

# Set to anything, tests write the golden data instead of comparing with it.
RECORD = "VXG_RECORD_SURFACE"


def is_recording() -> bool:
    """Return whether golden data is to be written."""
    return bool(os.environ.get(RECORD))


def check(section: str, present: dict[str, Any]) -> None:
    """Compare a section with its golden data, or record it.

    More than what was recorded may be there; what was recorded must be there unchanged.
    """
    path = SURFACE / f"{section}.json"
    present = plain(present)
    if is_recording():
        write(path, present)
        return
    if missing := list(differences(read(path), present, section)):
        pytest.fail(
            "The public surface is not what it was:\n  " + "\n  ".join(missing),
            pytrace=False,
        )


async def attempt(what: Awaitable[Any]) -> Any:
    """Return the outcome of what was recorded as a success, even if it fails now.

    So a section tells of everything that has changed, and not of the first thing only.
    """
    try:
        return await what
    except (AssertionError, HomeAssistantError, LookupError, vol.Invalid) as err:
        if is_recording():
            raise
        return f"{type(err).__name__}: {err}"


def read(path: Path) -> Any:
    """Return the content of a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def write(path: Path, content: Any) -> None:
    """Write a JSON file that is easy to compare with its predecessor."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(f"{text}\n", encoding="utf-8")


def plain(value: Any) -> Any:
    """Return a value as JSON has it; sets become sorted lists."""
    if isinstance(value, set | frozenset):
        return sorted(map(plain, value), key=str)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return list(map(plain, value))
    return json.loads(json_dumps(value))


def differences(golden: Any, present: Any, place: str) -> Iterator[str]:
    """Yield a line for everything recorded that is gone or has changed."""
    if isinstance(golden, dict) and isinstance(present, dict):
        for key, value in golden.items():
            if key in present:
                yield from differences(value, present[key], f"{place} > {key}")
            else:
                yield f"{place}: {key!r} is gone"
    elif isinstance(golden, list) and isinstance(present, list):
        for item in golden:
            if item not in present:
                yield f"{place}: {item!r} is gone"
    # To Python, 1 is True.
    elif (type(golden), golden) != (type(present), present):
        yield f"{place}: was {reprlib.repr(golden)}, is {present!r}"


def shape(value: Any, *, kept: tuple[str, ...] = ()) -> Any:
    """Return the keys and types of a value; below the `kept` keys, values are kept.

    The items of a list share one shape, which is below `[]`.
    """
    return _shape(plain(value), kept)


def _shape(value: Any, kept: tuple[str, ...]) -> Any:
    if isinstance(value, dict):
        return {
            key: item
            if key in kept and not isinstance(item, dict | list)
            else _shape(item, kept)
            for key, item in value.items()
        }
    if isinstance(value, list):
        merged: Any = "nothing"
        for item in value:
            merged = _merge(merged, _shape(item, kept))
        return {"[]": merged}
    return "null" if value is None else type(value).__name__


def _merge(one: Any, other: Any) -> Any:
    """Return the shape of what has one of two shapes."""
    if one in ("nothing", other):
        return other
    if isinstance(one, dict) and isinstance(other, dict):
        return {
            key: _merge(one.get(key, "nothing"), other.get(key, "nothing"))
            for key in one | other
        }
    if other == "nothing":
        return one
    alternatives = {
        json.dumps(item, sort_keys=True): item
        for shape_ in (one, other)
        for item in (shape_ if isinstance(shape_, list) else [shape_])
    }
    return [alternatives[key] for key in sorted(alternatives)]
