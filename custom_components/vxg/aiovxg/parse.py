"""Parsing of JSON values: tolerant of spelling, None for what is unusable."""

from collections.abc import Mapping, Set as AbstractSet
from datetime import UTC, datetime, timedelta
from itertools import islice
from math import isfinite
import re
from typing import Any
from urllib.parse import quote

# Databases and JSON encoders accept integers of 64 bits at most.
INT_LIMIT = 2**63

# Times so close to the ends of the calendar that arithmetic with them may fail.
_EARLIEST = datetime(2, 1, 1, tzinfo=UTC)
_LATEST = datetime(9998, 12, 31, tzinfo=UTC)

# Numbers are seconds since the epoch; above these they are milli- or microseconds.
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MIN_MILLISECONDS = 1e11
_MIN_MICROSECONDS = 1e14
# Shorter ones are dates, as in "20240501".
_EPOCH_TEXT = re.compile(r"[0-9]{9,17}(\.[0-9]{1,9})?", re.ASCII)

_LEAP_SECOND = re.compile(r"(?<=[0-9]{2}:[0-9]{2}):60", re.ASCII)

# Characters of a name for display, of an identifier or a word of the API, of a tag's
# value (API page, section 6: 255), and of a URL or token.
MAX_NAME = 80
MAX_TEXT = 255
MAX_VALUE = 1024
MAX_OPAQUE = 8192
# Items of a list, and tags of an event.
MAX_ITEMS = 5000
MAX_EVENT_TAGS = 100

# Line breaks, control characters, and invisible ones: those that change the direction
# of text, and those that hide text. Joiners are kept, which words and emoji need.
UNSAFE_CHARACTERS = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)

# What is sent is not before the epoch, where cameras without a clock begin.
_MAX_PLAUSIBLE = datetime(2100, 1, 1, tzinfo=UTC)


def as_int(value: Any) -> int | None:
    """Return an integer of up to 64 bits, also from a string; None if it is not one."""
    number: int | None = None
    if isinstance(value, float):
        number = int(value) if value.is_integer() else None
    elif isinstance(value, int) and not isinstance(value, bool):
        number = value
    # int() is slow for long strings, and accepts "1_0".
    elif isinstance(value, str) and len(value) <= 32 and "_" not in value:
        try:
            number = int(value)
        except ValueError:
            return None
    if number is None or not -INT_LIMIT <= number < INT_LIMIT:
        return None
    return number


def clean_text(text: str, limit: int = MAX_TEXT) -> str:
    """Return text from the cloud as one line of valid Unicode, cut to a limit.

    JSON may contain lone surrogates, which cannot be encoded: they become question marks.
    """
    # Most text is, and nothing that is printable in ASCII is unsafe.
    if len(text) <= limit and text.isascii() and text.isprintable():
        return text
    return UNSAFE_CHARACTERS.sub(" ", _encodable(text[:limit]))


def as_text(value: Any, limit: int = MAX_TEXT) -> str | None:
    """Return a cleaned string, also from a number; None if blank or neither."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    text = clean_text(value, limit)
    return text if text.strip() else None


def as_str(value: Any, limit: int = MAX_TEXT) -> str | None:
    """Return a string as `as_text` does, without surrounding whitespace."""
    text = as_text(value.strip() if isinstance(value, str) else value, limit)
    return None if text is None else text.strip()


def as_name(value: Any) -> str | None:
    """Return a string for display, on which nothing depends."""
    return as_str(value, MAX_NAME)


def as_opaque(value: Any) -> str | None:
    """Return a URL or token without surrounding whitespace; None if it is too long."""
    if not isinstance(value, str) or len(value) > MAX_OPAQUE:
        return None
    return _encodable(value.strip()) or None


def as_bool(value: Any) -> bool | None:
    """Return a boolean, also from `true`/`false` as a string; None if it is not one."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return bool(value)
    if isinstance(value, str):
        return {"true": True, "1": True, "false": False, "0": False}.get(
            value.strip().lower()
        )
    return None


def is_plausible_time(time: datetime) -> bool:
    """Return whether an aware time may be sent as that of an event or a recording."""
    return _EPOCH <= time <= _MAX_PLAUSIBLE


def as_time(value: Any) -> datetime | None:
    """Return an aware UTC time; naive times are UTC (API page, section 2).

    Positive numbers are times since the epoch. Times at the ends of the calendar are
    unusable.
    """
    try:
        time = _epoch_time(value) if _is_number(value) else _iso_time(value)
    except ValueError, OverflowError:
        return None
    return time if time is not None and _EARLIEST <= time <= _LATEST else None


def _is_number(value: Any) -> bool:
    if isinstance(value, str):
        return _EPOCH_TEXT.fullmatch(value.strip()) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


def _epoch_time(value: Any) -> datetime | None:
    seconds = float(value)
    if seconds <= 0:
        return None
    if seconds >= _MIN_MICROSECONDS:
        seconds /= 1e6
    elif seconds >= _MIN_MILLISECONDS:
        seconds /= 1e3
    return _EPOCH + timedelta(seconds=seconds)


def _iso_time(value: Any) -> datetime | None:
    if not isinstance(value, str):
        return None
    text = value.strip().upper()
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        # Python knows no leap seconds.
        time = datetime.fromisoformat(_LEAP_SECOND.sub(":59", text))
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def as_seconds(value: Any) -> float:
    """Return a number of seconds, also from a string; 0 for anything else."""
    try:
        seconds = float(value)
    except TypeError, ValueError, OverflowError:
        return 0
    return seconds if isfinite(seconds) else 0


def as_object(value: Any) -> Mapping[str, Any]:
    """Return a JSON object; an empty one for any other value."""
    return value if isinstance(value, dict) else {}


def as_strings(value: Any) -> tuple[str, ...]:
    """Return the strings of a JSON list; nothing for any other value."""
    if not isinstance(value, list):
        return ()
    return tuple(
        text for item in value[:MAX_ITEMS] if (text := as_str(item)) is not None
    )


def as_tags(value: Any) -> dict[str, str]:
    """Return tags with their values as strings; numbers and booleans as in JSON."""
    tags: dict[str, str] = {}
    for tag, data in islice(as_object(value).items(), MAX_EVENT_TAGS):
        name = _encodable(tag[:MAX_TEXT])
        if isinstance(data, bool):
            tags[name] = "true" if data else "false"
        elif isinstance(data, str | int | float):
            tags[name] = _encodable(str(data)[:MAX_VALUE])
    return tags


def is_encodable(value: Any) -> bool:
    """Return whether all texts in a value are valid Unicode, without lone surrogates.

    Others can be neither sent nor saved, and end the process in some C extensions.
    """
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, str):
            try:
                item.encode()
            except UnicodeEncodeError:
                return False
        elif isinstance(item, Mapping):
            pending += [*item, *item.values()]
        elif isinstance(item, list | tuple | AbstractSet):
            pending += item
    return True


def format_time(time: datetime) -> str:
    """Format an aware time for the cloud: naive UTC, ISO 8601."""
    return time.astimezone(UTC).replace(tzinfo=None).isoformat()


def _encodable(text: str) -> str:
    if text.isascii():
        return text
    return text.encode(errors="replace").decode()


def quote_path(name: str) -> str:
    """Quote a name as one path segment; dots alone would be a relative path."""
    if not name.strip("."):
        return name.replace(".", "%2E")
    return quote(name, safe="", errors="replace")
