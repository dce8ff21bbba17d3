"""Parsing of JSON values: generous about spelling, None for what is missing."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

# What others (databases, JSON encoders) take for a whole number has 64 bits at most.
INT_LIMIT = 2**63


def as_int(value: Any) -> int | None:
    """Return an integer of up to 64 bits, also from text; None if it is not one."""
    number: int | None = None
    if isinstance(value, float):
        number = int(value) if value.is_integer() else None
    elif isinstance(value, int) and not isinstance(value, bool):
        number = value
    # Of longer texts int() would be slow, and "1_0" is a number to Python alone.
    elif isinstance(value, str) and len(value) <= 32 and "_" not in value:
        try:
            number = int(value)
        except ValueError:
            return None
    if number is None or not -INT_LIMIT <= number < INT_LIMIT:
        return None
    return number


def as_text(value: Any) -> str | None:
    """Return text as it is, also from a number; None if it is not text or blank.

    JSON can spell halves of surrogate pairs, which can be stored and sent nowhere: they
    become question marks.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value.strip():
        return None
    return _encodable(value)


def as_str(value: Any) -> str | None:
    """Return text without surrounding whitespace."""
    return None if (text := as_text(value)) is None else text.strip()


def as_bool(value: Any) -> bool | None:
    """Return a boolean, also from `true`/`false` as text; None if it is not one."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return bool(value)
    if isinstance(value, str):
        return {"true": True, "1": True, "false": False, "0": False}.get(
            value.strip().lower()
        )
    return None


def as_time(value: Any) -> datetime | None:
    """Return an aware UTC time; a time without a zone is UTC (API page, section 2)."""
    if not isinstance(value, str):
        return None
    try:
        time = datetime.fromisoformat(value.strip().upper())
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except ValueError, OverflowError:
        return None


def as_object(value: Any) -> Mapping[str, Any]:
    """Return a JSON object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def as_strings(value: Any) -> tuple[str, ...]:
    """Return the texts of a JSON list; an empty one for anything else."""
    if not isinstance(value, list):
        return ()
    return tuple(text for item in value if (text := as_str(item)) is not None)


def as_tags(value: Any) -> dict[str, str]:
    """Return tags with their text; numbers and booleans as they are sent."""
    tags: dict[str, str] = {}
    for tag, data in as_object(value).items():
        if isinstance(data, bool):
            tags[_encodable(tag)] = "true" if data else "false"
        elif isinstance(data, str | int | float):
            tags[_encodable(tag)] = _encodable(str(data))
    return tags


def to_wire_time(time: datetime) -> str:
    """Return an aware time as the cloud expects it: naive UTC, ISO 8601."""
    return time.astimezone(UTC).replace(tzinfo=None).isoformat()


def _encodable(text: str) -> str:
    return text.encode(errors="replace").decode()
