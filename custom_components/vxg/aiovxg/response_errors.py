"""Errors for responses that are not 2xx, with the cloud's error text."""

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

# Limits of the error text in a message to a user, and of the text that is searched for
# tokens.
MAX_DETAIL = 200
MAX_RAW_DETAIL = 4_000

# A common substring of this length with a token is no coincidence.
MIN_SECRET_PART = 12

REFUSALS_BY_STATUS: dict[int, type[VxgAuthenticationError | VxgRefusedError]] = {
    HTTPStatus.UNAUTHORIZED: VxgAuthenticationError,
    HTTPStatus.FORBIDDEN: VxgPermissionError,
    HTTPStatus.NOT_FOUND: VxgNotFoundError,
}

# Includes statuses below 500 that are not caused by the request.
FAILURES_BY_STATUS: dict[int, type[VxgConnectionError]] = {
    HTTPStatus.PROXY_AUTHENTICATION_REQUIRED: VxgConnectionError,
    HTTPStatus.REQUEST_TIMEOUT: VxgTimeoutError,
    HTTPStatus.TOO_EARLY: VxgConnectionError,
    HTTPStatus.TOO_MANY_REQUESTS: VxgRateLimitError,
    HTTPStatus.SERVICE_UNAVAILABLE: VxgUnavailableError,
    HTTPStatus.GATEWAY_TIMEOUT: VxgTimeoutError,
}

# By definition these are sent before a request is processed.
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
    """Return the error for a response, without any part of the `tokens`."""
    if status < HTTPStatus.BAD_REQUEST:
        return VxgResponseError(f"The response is not one of the API ({status})")
    message = f"The cloud returned {status}"
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
    """Return the error text for display; it may echo the request and its token."""
    try:
        detail = as_object(json.loads(content)).get("errorDetail")
    # A proxy page, or a malicious response.
    except ValueError, RecursionError:
        return ""
    text = as_str(detail, MAX_RAW_DETAIL) or ""
    words = (_redact_word(word, tokens) for word in re.split(r"(\s+)", text))
    return "".join(words).strip()[:MAX_DETAIL]


def _redact_word(word: str, tokens: Sequence[Token]) -> str:
    """Return a word, or an ellipsis if it contains a part of a token."""
    unquoted = unquote(word)
    for start in range(len(unquoted) - MIN_SECRET_PART + 1):
        part = unquoted[start : start + MIN_SECRET_PART]
        if any(part in token.value or part in token.inner for token in tokens):
            return "…"
    return word


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds of `Retry-After`, which may be a number or an HTTP date.

    A date is compared with the server's `Date`, because the local clock may differ.
    """
    if (value := headers.get("Retry-After")) is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        pass
    else:
        return max(0.0, seconds) if isfinite(seconds) else None
    if (time := parse_date(value)) is None:
        return None
    if (now := parse_date(headers.get("Date", ""))) is None:
        return None
    return max(0.0, (time - now).total_seconds())


def parse_date(value: str) -> datetime | None:
    """Return the time of an HTTP date, None if it is none."""
    try:
        time = parsedate_to_datetime(value)
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except ValueError, OverflowError:
        return None
