"""Test the errors for responses that are not 2xx."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
import json
from typing import Any
from urllib.parse import quote

import pytest

from custom_components.vxg.aiovxg import (
    Token,
    VxgAuthenticationError,
    VxgBadRequestError,
    VxgConnectionError,
    VxgNotFoundError,
    VxgPermissionError,
    VxgRateLimitError,
    VxgRequestError,
    VxgResponseError,
    VxgTimeoutError,
    VxgUnavailableError,
)
from custom_components.vxg.aiovxg.response_errors import MAX_DETAIL, error_from_response

PAGE = b"<html><body>Forbidden</body></html>"


def error_body(detail: Any) -> bytes:
    """Return the body of an error of the API."""
    error = {"status": 400, "errorType": "bad", "errorDetail": detail}
    return json.dumps(error).encode()


@pytest.mark.parametrize("content", [error_body("Because"), PAGE, b"", b'{"errorDe'])
@pytest.mark.parametrize(
    ("status", "error"),
    [
        (301, VxgResponseError),
        (302, VxgResponseError),
        (304, VxgResponseError),
        (400, VxgBadRequestError),
        (401, VxgAuthenticationError),
        (403, VxgPermissionError),
        (404, VxgNotFoundError),
        (405, VxgBadRequestError),
        (407, VxgConnectionError),
        (408, VxgTimeoutError),
        (409, VxgBadRequestError),
        (413, VxgBadRequestError),
        (422, VxgBadRequestError),
        (425, VxgConnectionError),
        (429, VxgRateLimitError),
        (499, VxgBadRequestError),
        (500, VxgConnectionError),
        (502, VxgConnectionError),
        (503, VxgUnavailableError),
        (504, VxgTimeoutError),
        (599, VxgConnectionError),
    ],
)
def test_every_status_has_one_error_whatever_the_body(
    token: Token, status: int, error: type[VxgRequestError], content: bytes
) -> None:
    err = error_from_response(status, {}, content, token)
    assert type(err) is error
    assert str(status) in str(err)
    assert err.detail == ("Because" if status >= 400 and b"Because" in content else "")


@pytest.mark.parametrize(
    ("detail", "displayed"),
    [
        ("No such type", "No such type"),
        ("  a\r\n\tb\x00\x1b[31mc\u202e ", "a   b  [31mc"),
        ("Größe 🦊", "Größe 🦊"),
        (5, "5"),
        (None, ""),
        ("", ""),
        ({"name": ["exists"]}, ""),
        (["x"], ""),
        ("\ud800", "?"),
        ("x" * 10_000, "x" * MAX_DETAIL),
        (" " * 10_000 + "x", "x"),
    ],
)
def test_the_error_text_of_the_cloud_is_made_safe_for_display(
    token: Token, detail: Any, displayed: str
) -> None:
    assert error_from_response(400, {}, error_body(detail), token).detail == displayed


@pytest.mark.parametrize("content", [b"[" * 100_000, b"[1]", b'"x"', b"\xff\xfe\xfd"])
def test_an_error_that_is_not_one_of_the_api_has_no_detail(
    token: Token, content: bytes
) -> None:
    assert error_from_response(400, {}, content, token).detail == ""


@pytest.mark.parametrize("where", ["value", "inner"])
@pytest.mark.parametrize(
    "echo",
    [
        "Bad token {}",
        "Bad Acc {}!",
        '{{"token":"{}"}}',
        "x" * 150 + " {}",
        "x" * 3_990 + " {}",
        "/api/v2/?token={}&x=1",
    ],
)
@pytest.mark.parametrize(
    "form",
    [
        str,
        quote,
        lambda text: quote(text, safe=""),
        lambda text: "".join(f"%{ord(char):02x}" for char in text),
    ],
)
def test_an_echo_of_the_token_is_removed(
    token: Token, where: str, echo: str, form: Any
) -> None:
    secret = getattr(token, where)
    for part in (secret, secret[:30], secret[-20:], secret[7:27]):
        err = error_from_response(401, {}, error_body(echo.format(form(part))), token)
        for start in range(len(secret) - 12):
            assert secret[start : start + 12] not in str(err)
            assert secret[start : start + 12] not in err.detail
            assert form(secret[start : start + 12]) not in err.detail


def test_words_that_are_not_part_of_the_token_are_preserved(token: Token) -> None:
    detail = "Event type vehicle_stopped_detection exists, says https://web.x.com/a"
    assert error_from_response(400, {}, error_body(detail), token).detail == detail


NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("status", [429, 503, 500])
@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("5", 5),
        (" 5 ", 5),
        ("0", 0),
        ("2.5", 2.5),
        ("-5", 0),
        ("inf", None),
        ("nan", None),
        ("9" * 400, None),
        ("", None),
        ("soon", None),
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True), 90),
        (format_datetime(NOW - timedelta(seconds=90), usegmt=True), 0),
        ("Wed, 01 May 2024 14:01:00 +0200", 60),
        ("Wed, 01 May 2024 12:01:00 -0000", 60),
        ("Wed, 01 May 2024 99:00:00 GMT", None),
        ("Wed, 01 May 2024 12:00:00 +999999999", None),
        ("Wed, 01 May 99999999999999999999 12:00:00 GMT", None),
    ],
)
def test_retry_after_is_parsed_from_seconds_and_dates(
    token: Token, status: int, value: str | None, seconds: float | None
) -> None:
    headers = {"Date": format_datetime(NOW, usegmt=True)}
    if value is not None:
        headers["Retry-After"] = value
    err = error_from_response(status, headers, PAGE, token)
    assert isinstance(err, VxgConnectionError)
    assert err.retry_after == seconds


@pytest.mark.parametrize("status", [407, 408, 425, 429, 500, 502, 503, 504])
def test_only_statuses_sent_before_processing_mark_a_request_not_executed(
    token: Token, status: int
) -> None:
    err = error_from_response(status, {}, b"", token)
    assert isinstance(err, VxgConnectionError)
    assert err.not_executed is (status in (407, 425, 429))


@pytest.mark.parametrize(
    ("date", "seconds"),
    [
        (format_datetime(NOW + timedelta(hours=1), usegmt=True), 30),
        (format_datetime(NOW - timedelta(hours=1), usegmt=True), 7230),
        # Nothing to compare it with.
        ("now", None),
    ],
)
def test_a_retry_after_date_is_compared_with_the_servers_clock(
    token: Token, date: str, seconds: float | None
) -> None:
    until = format_datetime(NOW + timedelta(hours=1, seconds=30), usegmt=True)
    err = error_from_response(429, {"Retry-After": until, "Date": date}, PAGE, token)
    assert isinstance(err, VxgConnectionError)
    assert err.retry_after == seconds
