"""How requests are read (section 2)."""

from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from .errors import ApiError


def read_time(text: Any) -> datetime:
    """Read a time that a client sent: naive is UTC."""
    if not isinstance(text, str):
        raise ApiError(400, "A time is wanted")
    try:
        time = datetime.fromisoformat(text)
    except ValueError as err:
        raise ApiError(400, f"No time: {text[:40]}") from err
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def read_int(text: str | None, default: int) -> int:
    """Read a whole number of a query."""
    if text is None:
        return default
    try:
        return int(text)
    except ValueError as err:
        raise ApiError(400, f"No number: {text[:40]}") from err


def is_true(text: str | None) -> bool:
    """Read a truth value of a query; only `true` is true."""
    return text == "true"


async def body_of(request: web.Request) -> dict[str, Any]:
    """Return the JSON object of a request, or answer 400."""
    try:
        body = await request.json()
    except ValueError as err:
        raise ApiError(400, "No JSON") from err
    if not isinstance(body, dict):
        raise ApiError(400, "An object is wanted")
    return body
