"""Reading values off the wire: generous about spelling, silent about what is missing."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any


def as_int(value: Any) -> int | None:
    """Return a whole number, also from its text; None where it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    # Longer digit strings are refused: int() of them is slow, and no id is that long.
    if isinstance(value, str) and len(value) <= 32:
        try:
            return int(value)
        except ValueError:
            return None
    return None


def as_str(value: Any) -> str | None:
    """Return a text with something in it, also from a number; None where it is none."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return None


def as_bool(value: Any) -> bool | None:
    """Return a truth value, also from `true`/`false` as text; None where it is none."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return bool(value)
    if isinstance(value, str):
        return {"true": True, "1": True, "false": False, "0": False}.get(value.lower())
    return None


def as_time(value: Any) -> datetime | None:
    """Return an aware UTC time; without a zone it is UTC already (API page, section 2)."""
    if not isinstance(value, str):
        return None
    try:
        time = datetime.fromisoformat(value.strip())
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except ValueError, OverflowError:
        return None


def as_object(value: Any) -> Mapping[str, Any]:
    """Return a JSON object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def as_strings(value: Any) -> tuple[str, ...]:
    """Return the texts of a JSON list; nothing for anything else."""
    if not isinstance(value, list):
        return ()
    return tuple(text for item in value if (text := as_str(item)) is not None)


def as_tags(value: Any) -> dict[str, str]:
    """Return tag to text; numbers and truth values as they are written on the wire."""
    tags: dict[str, str] = {}
    for tag, data in as_object(value).items():
        if isinstance(data, bool):
            tags[tag] = "true" if data else "false"
        elif isinstance(data, str | int | float):
            tags[tag] = str(data)
    return tags


def wire_time(time: datetime) -> str:
    """Spell an aware time as the cloud wants it: naive UTC, ISO 8601."""
    return time.astimezone(UTC).replace(tzinfo=None).isoformat()
