"""Parsing of requests (section 2)."""

from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from .errors import ApiError


def parse_time(text: Any) -> datetime:
    """Parse a time; naive times are UTC."""
    if not isinstance(text, str):
        raise ApiError(400, "A time is wanted")
    try:
        time = datetime.fromisoformat(text)
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (OverflowError, ValueError) as err:
        raise ApiError(400, f"No time: {text[:40]}") from err


def parse_int(text: str | None, default: int) -> int:
    """Parse an integer of a query."""
    if text is None:
        return default
    try:
        return int(text)
    except ValueError as err:
        raise ApiError(400, f"No number: {text[:40]}") from err


def parse_names(text: str | None) -> dict[str, None]:
    """Parse a comma list of a query; return the names in order."""
    return dict.fromkeys(word for word in (text or "").split(",") if word)


def parse_bool(text: str | None) -> bool:
    """Parse a boolean of a query."""
    return text == "true"


async def parse_body(request: web.Request) -> dict[str, Any]:
    """Return the JSON object of a request, or raise a 400."""
    try:
        body = await request.json()
    except ValueError as err:
        raise ApiError(400, "No JSON") from err
    if not isinstance(body, dict):
        raise ApiError(400, "An object is wanted")
    return body
