"""How the API page spells things on the wire (sections 2 and 9)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

ERROR_TYPES = {
    400: "bad_request",
    401: "invalid_auth",
    403: "forbidden",
    404: "not_found",
    409: "conflict",
    429: "too_many_requests",
    500: "internal_error",
    503: "unavailable",
}


@dataclass(slots=True, kw_only=True)
class Spelling:
    """Switches between the spellings that a client must all accept."""

    # "naive", "Z" or "offset"
    times: str = "naive"
    fractions: bool = True
    numbers_as_strings: bool = False
    unknown_fields: bool = False
    # "exact", "null" or "missing"
    total_count: str = "exact"
    # The status and body of a create: 201 with the event, or any other 2xx.
    create_status: int = 201
    create_body: bool = True
    trigger_body: bool = True
    duplicate_type_status: int = 400

    def time(self, value: datetime) -> str:
        """Spell a time."""
        if not self.fractions:
            value = value.replace(microsecond=0)
        if self.times == "offset":
            zone = timedelta(hours=2)
            local = value.astimezone(UTC) + zone
            return local.replace(tzinfo=None).isoformat() + "+02:00"
        text = value.astimezone(UTC).replace(tzinfo=None).isoformat()
        return text + "Z" if self.times == "Z" else text

    def dress(self, data: Any) -> Any:
        """Apply what concerns whole answers: number spelling and unknown fields."""
        if isinstance(data, dict):
            dressed = {key: self.dress(value) for key, value in data.items()}
            if self.unknown_fields:
                dressed["x_future"] = {"nested": [1, None]}
            return dressed
        if isinstance(data, list):
            return [self.dress(value) for value in data]
        if self.numbers_as_strings and type(data) in (int, float):
            return str(data)
        return data


class ApiError(Exception):
    """An answer with the error body of section 2."""

    def __init__(self, status: int, detail: str) -> None:
        """Say what went wrong."""
        super().__init__(detail)
        self.status = status
        self.detail = detail

    def response(self) -> web.Response:
        """Return the answer."""
        return error_response(self.status, self.detail)


def error_response(
    status: int, detail: str, headers: dict[str, str] | None = None
) -> web.Response:
    """Return an answer with the error body of section 2."""
    return web.json_response(
        {
            "status": status,
            "errorType": ERROR_TYPES.get(status, "error"),
            "errorDetail": detail,
        },
        status=status,
        headers=headers,
    )


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
