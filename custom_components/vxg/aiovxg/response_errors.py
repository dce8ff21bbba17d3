"""Errors for answers outside of 2xx, with the cloud's own message."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
import json
from math import isfinite
import re
from urllib.parse import unquote

from .exceptions import (
    VxgAuthenticationError,
    VxgBadRequestError,
    VxgConnectionError,
    VxgNotFoundError,
    VxgPermissionError,
    VxgRateLimitError,
    VxgRefusedError,
    VxgRequestError,
    VxgResponseError,
    VxgTimeoutError,
    VxgUnavailableError,
)
from .parse import as_object, as_str
from .tokens import Token

# What an error text may add to a message that a person reads, and how much of it is
# looked at for that.
MAX_DETAIL = 200
MAX_RAW_DETAIL = 4_000

# So many characters in common with a credential are not there by chance.
MIN_SECRET_PART = 12

REFUSALS_BY_STATUS: dict[int, type[VxgAuthenticationError | VxgRefusedError]] = {
    HTTPStatus.UNAUTHORIZED: VxgAuthenticationError,
    HTTPStatus.FORBIDDEN: VxgPermissionError,
    HTTPStatus.NOT_FOUND: VxgNotFoundError,
}

# Statuses below 500 for which the request is not to blame stand here too.
FAILURES_BY_STATUS: dict[int, type[VxgConnectionError]] = {
    HTTPStatus.PROXY_AUTHENTICATION_REQUIRED: VxgConnectionError,
    HTTPStatus.REQUEST_TIMEOUT: VxgTimeoutError,
    HTTPStatus.TOO_EARLY: VxgConnectionError,
    HTTPStatus.TOO_MANY_REQUESTS: VxgRateLimitError,
    HTTPStatus.SERVICE_UNAVAILABLE: VxgUnavailableError,
    HTTPStatus.GATEWAY_TIMEOUT: VxgTimeoutError,
}

# By their meaning these are given before a request is looked at.
NOT_EXECUTED_STATUSES = frozenset(
    {
        HTTPStatus.PROXY_AUTHENTICATION_REQUIRED,
        HTTPStatus.TOO_EARLY,
        HTTPStatus.TOO_MANY_REQUESTS,
    }
)


def error_from_response(
    status: int, headers: Mapping[str, str], content: bytes, *tokens: Token
) -> VxgRequestError:
    """Return the error for an answer; `tokens` are redacted in its message."""
    if status < HTTPStatus.BAD_REQUEST:
        return VxgResponseError(f"An answer outside of the API ({status})")
    message = f"The cloud said {status}"
    detail = _detail(content, tokens)
    if refusal := REFUSALS_BY_STATUS.get(status):
        return refusal(message, detail=detail)
    failure = FAILURES_BY_STATUS.get(status)
    if failure is None and status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return VxgBadRequestError(message, detail=detail)
    return (failure or VxgConnectionError)(
        message,
        detail=detail,
        retry_after=_retry_after(headers),
        not_executed=status in NOT_EXECUTED_STATUSES,
    )


def _detail(content: bytes, tokens: Sequence[Token]) -> str:
    """Return the cloud's message without secrets that it may echo."""
    try:
        detail = as_str(as_object(json.loads(content)).get("errorDetail")) or ""
    # A proxy's page, or something malicious.
    except ValueError, RecursionError:
        return ""
    detail = detail[:MAX_RAW_DETAIL]
    detail = "".join(char if char.isprintable() else " " for char in detail)
    words = (_redact_word(word, tokens) for word in re.split(r"(\s+)", detail))
    return "".join(words).strip()[:MAX_DETAIL]


def _redact_word(word: str, tokens: Sequence[Token]) -> str:
    """Return a word, or an ellipsis in place of one that holds a part of a token."""
    unquoted = unquote(word)
    for start in range(len(unquoted) - MIN_SECRET_PART + 1):
        part = unquoted[start : start + MIN_SECRET_PART]
        if any(part in token.value or part in token.inner for token in tokens):
            return "…"
    return word


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds of `Retry-After`, which may be a number or an HTTP date.

    A date is on the server's clock, as `Date` tells it: ours may be another.
    """
    if (value := headers.get("Retry-After")) is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        pass
    else:
        return max(0.0, seconds) if isfinite(seconds) else None
    if (time := _date(value)) is None:
        return None
    now = _date(headers.get("Date", "")) or datetime.now(UTC)
    return max(0.0, (time - now).total_seconds())


def _date(value: str) -> datetime | None:
    try:
        time = parsedate_to_datetime(value)
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except ValueError, OverflowError:
        return None
