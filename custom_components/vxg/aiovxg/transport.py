"""One request to the cloud: what is sent, what counts as an answer, which error it is."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
import json
import logging
from typing import Any
from urllib.parse import quote

from aiohttp import (
    ClientError,
    ClientResponse,
    ClientResponseError,
    ClientSession,
    ClientTimeout,
)
from yarl import URL

from .exceptions import (
    VxgAuthenticationError,
    VxgBadRequestError,
    VxgConnectionError,
    VxgMediaError,
    VxgNotFoundError,
    VxgPermissionError,
    VxgRateLimitError,
    VxgRequestError,
    VxgResponseError,
    VxgTimeoutError,
    VxgUnavailableError,
)
from .parse import as_object, as_str
from .tokens import Token

_LOGGER = logging.getLogger(__package__)

# The vendor's own clients wait 10 to 15 s (API page, section 2).
TIMEOUT = ClientTimeout(total=10)

# A thousand events are well under a megabyte; more than this is no answer of the API.
MAX_BODY = 32 * 1024 * 1024

# What an error text may add to a message that a person reads.
MAX_DETAIL = 200

ERRORS: dict[int, type[VxgRequestError]] = {
    HTTPStatus.BAD_REQUEST: VxgBadRequestError,
    HTTPStatus.UNAUTHORIZED: VxgAuthenticationError,
    HTTPStatus.FORBIDDEN: VxgPermissionError,
    HTTPStatus.NOT_FOUND: VxgNotFoundError,
    HTTPStatus.CONFLICT: VxgBadRequestError,
    HTTPStatus.UNPROCESSABLE_ENTITY: VxgBadRequestError,
    HTTPStatus.SERVICE_UNAVAILABLE: VxgUnavailableError,
}


class Transport:
    """Sends requests to one cloud; which credential goes along is said each time."""

    def __init__(self, session: ClientSession, base_url: URL) -> None:
        """Use the caller's session, which also decides on TLS verification."""
        self._session = session
        self._base = str(base_url).rstrip("/")

    async def request(
        self,
        token: Token,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | int] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Send one request and return the JSON of its answer, None for an empty one.

        `path` is percent-encoded already. Reads need JSON or nothing; of a write any 2xx
        is a success, whatever its body (section 9). Raises a VxgRequestError.
        """
        url = URL(f"{self._base}{path}", encoded=True)
        if params:
            url = url.update_query(params)
        try:
            async with self._session.request(
                method,
                url,
                headers={
                    "Authorization": token.authorization,
                    "Accept": "application/json",
                },
                json=body,
                # A redirect would carry the credential elsewhere.
                allow_redirects=False,
                timeout=TIMEOUT,
            ) as response:
                content = await _read(response, MAX_BODY)
        except TimeoutError as err:
            raise VxgTimeoutError("The cloud did not answer in time") from err
        except ClientResponseError as err:
            # Its `repr` shows the request's headers, so it does not become the cause.
            raise VxgConnectionError(f"Broken answer ({type(err).__name__})") from None
        except (ClientError, OSError, ValueError) as err:
            raise VxgConnectionError(
                f"The cloud cannot be reached ({type(err).__name__})"
            ) from err
        _LOGGER.debug("%s %s: %s", method, path, response.status)
        if not HTTPStatus.OK <= response.status < HTTPStatus.MULTIPLE_CHOICES:
            raise _error(response, content, token)
        return _decode(content, lenient=method != "GET")

    async def fetch(self, url: str, *, max_bytes: int) -> tuple[bytes, str]:
        """Return bytes and content type behind a signed address, without a credential.

        Raises VxgMediaError, which never quotes the address.
        """
        try:
            address = URL(url)
            if address.scheme not in ("http", "https") or not address.host:
                raise VxgMediaError("Not an address of a media host")
            async with self._session.get(address, timeout=TIMEOUT) as response:
                if response.status != HTTPStatus.OK:
                    raise VxgMediaError(f"The media host said {response.status}")
                return await _read(response, max_bytes), response.content_type
        except (ClientError, OSError, ValueError, VxgResponseError) as err:
            # Causes of this kind quote the address, which is as good as a key.
            raise VxgMediaError(f"No media ({type(err).__name__})") from None


async def _read(response: ClientResponse, max_bytes: int) -> bytes:
    content = bytearray()
    async for chunk in response.content.iter_chunked(65536):
        content += chunk
        if len(content) > max_bytes:
            raise VxgResponseError("The answer is far too large")
    return bytes(content)


def _decode(content: bytes, *, lenient: bool) -> Any:
    if not content.strip():
        return None
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as err:
        if lenient:
            return None
        raise VxgResponseError("The answer is no JSON") from err


def _error(response: ClientResponse, content: bytes, token: Token) -> VxgRequestError:
    detail = _detail(content, token)
    status = response.status
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return VxgRateLimitError(
            "Too many requests",
            detail=detail,
            retry_after=_retry_after(response.headers.get("Retry-After")),
        )
    if status < HTTPStatus.BAD_REQUEST:
        return VxgResponseError(f"An answer outside of the API ({status})")
    message = f"The cloud said {status}"
    if known := ERRORS.get(status):
        return known(message, detail=detail)
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return VxgBadRequestError(message, detail=detail)
    return VxgConnectionError(message, detail=detail)


def _detail(content: bytes, token: Token) -> str:
    """Return the cloud's own words, fit for display: it may echo what it was sent."""
    try:
        detail = as_str(as_object(json.loads(content)).get("errorDetail")) or ""
    except ValueError, RecursionError:
        return ""
    for secret in (token.value, token.inner):
        for form in (secret, quote(secret), quote(secret, safe="")):
            detail = detail.replace(form, "…")
    return "".join(char if char.isprintable() else " " for char in detail)[:MAX_DETAIL]


def _retry_after(value: str | None) -> float | None:
    """Return seconds from `Retry-After`, which may be a number or an HTTP date."""
    if value is None:
        return None
    try:
        return max(0.0, float(int(value)))
    except ValueError:
        pass
    try:
        time = parsedate_to_datetime(value)
    except ValueError:
        return None
    if time.tzinfo is None:
        time = time.replace(tzinfo=UTC)
    return max(0.0, (time - datetime.now(UTC)).total_seconds())
