"""HTTP requests to the cloud and its media hosts, and the errors they end in."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
import json
import logging
import re
from typing import Any

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientResponse,
    ClientResponseError,
    ClientSession,
    ClientTimeout,
)
from yarl import URL

from .exceptions import (
    VxgConnectionError,
    VxgMediaError,
    VxgMediaExpiredError,
    VxgMediaMissingError,
    VxgRequestError,
    VxgResponseError,
    VxgResponseSizeError,
    VxgTimeoutError,
)
from .parse import as_int
from .request_meter import RequestMeter
from .response_errors import error_from_response, parse_date
from .tokens import Token

_LOGGER = logging.getLogger(__package__)

# The vendor's own clients wait 10 to 15 s (API page, section 2).
TIMEOUT = ClientTimeout(total=10)

# Media may take long, but not without any data in between.
MEDIA_TIMEOUT = ClientTimeout(total=None, connect=10, sock_read=30)

# Responses of a media host with the requested media, or with its available range.
MEDIA_STATUSES = frozenset(
    {
        HTTPStatus.OK,
        HTTPStatus.PARTIAL_CONTENT,
        HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
    }
)

# Statuses with which media hosts reject an expired URL.
MEDIA_ERRORS: dict[int, type[VxgMediaExpiredError]] = {
    HTTPStatus.UNAUTHORIZED: VxgMediaExpiredError,
    HTTPStatus.FORBIDDEN: VxgMediaExpiredError,
    HTTPStatus.NOT_FOUND: VxgMediaMissingError,
    HTTPStatus.GONE: VxgMediaExpiredError,
}

# Headers that a player needs for range requests.
RANGE_HEADERS = ("Accept-Ranges", "Content-Length", "Content-Range")

CHUNK_SIZE = 65536

# A thousand events are well below a megabyte. Decoding holds up everything else, also in
# a thread: so long, and so many objects and values, as take less than 50 ms.
MAX_BODY_SIZE = 2 * 1024 * 1024
MAX_JSON_OBJECTS = 40_000
MAX_JSON_VALUES = 60_000
# Digits; parsing takes a time that grows with their square.
MAX_JSON_INT = 40
# An error's text is short; what follows is not read.
MAX_ERROR_SIZE = 65536

# Characters of a URL that is encoded already.
ENCODED_URL = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaResponse:
    """Response of a media host: 200 for all, 206 for a part, 416 for an invalid range.

    `url` is the URL after redirects.
    """

    url: str = field(repr=False)
    status: int
    content_type: str
    headers: Mapping[str, str]
    chunks: AsyncIterator[bytes]

    @property
    def size(self) -> int | None:
        """Number of bytes that the media host announced."""
        return as_int(self.headers.get("Content-Length"))


class Transport:
    """Send requests to one cloud, with the token of each call."""

    def __init__(self, session: ClientSession, base_url: URL, *secrets: Token) -> None:
        """Initialize with a session, which also determines TLS verification.

        Errors never quote the `secrets` or the token that was sent.
        """
        self._session = session
        self._base = str(base_url).rstrip("/")
        self._secrets = secrets
        self.meter = RequestMeter()
        # Called with the `Date` of each response of the API, None if it has none, and
        # the seconds since its request.
        self.on_date: Callable[[datetime | None, float], None] | None = None

    async def request(
        self,
        token: Token,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | int] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Send a request and return the JSON of the response, None for a 204.

        `path` is percent-encoded. Reads require JSON. A write succeeds with any 2xx,
        whatever its body (API page, section 9), and returns None without JSON. Raises
        VxgRequestError.
        """
        url = URL(f"{self._base}{path}", encoded=True)
        if params:
            url = url.update_query(params)
        failure: VxgRequestError
        try:
            response, content = await self._exchange(token, method, url, body)
        except TimeoutError as err:
            raise VxgTimeoutError("The cloud did not respond in time") from err
        except ClientResponseError as err:
            failure = VxgResponseError(f"Malformed response ({type(err).__name__})")
        except (ClientError, OSError, ValueError) as err:
            raise VxgConnectionError(
                f"The cloud cannot be reached ({type(err).__name__})",
                # Without a connection nothing was sent.
                not_executed=isinstance(err, ClientConnectorError),
            ) from err
        except (AssertionError, RuntimeError) as err:
            # aiohttp raises these if its session is closed, also during a request.
            if not self._session.closed:
                raise
            raise VxgConnectionError("The session is closed") from err
        else:
            _LOGGER.debug("%s %s: %s", method, path, response.status)
            if HTTPStatus.OK <= response.status < HTTPStatus.MULTIPLE_CHOICES:
                return _decode(response.status, content, lenient=method != "GET")
            failure = error_from_response(
                response.status, response.headers, content, token, *self._secrets
            )
        # Raised outside of the handler: aiohttp's error has the headers that were sent,
        # and must be neither cause nor context.
        raise failure

    async def fetch(self, url: str, *, max_bytes: int) -> tuple[bytes, str]:
        """Return content and content type of a signed URL, requested without a token.

        Raises VxgMediaError, which never quotes the URL.
        """
        async with self.open(url, client_timeout=TIMEOUT) as media:
            if media.status != HTTPStatus.OK:
                raise VxgMediaError(f"The media host returned {media.status}")
            content = bytearray()
            async for chunk in media.chunks:
                content += chunk
                if len(content) > max_bytes:
                    raise VxgMediaError("The media is too large")
            return bytes(content), media.content_type

    @asynccontextmanager
    async def open(
        self,
        url: str,
        *,
        byte_range: str | None = None,
        client_timeout: ClientTimeout = MEDIA_TIMEOUT,
    ) -> AsyncGenerator[MediaResponse]:
        """Yield the response of a signed URL, requested without a token, as a stream.

        `byte_range` is the value of the `Range` header. Raises VxgMediaError, also while
        chunks are read; it never quotes the URL.
        """
        # Lengths and ranges must be those of the stored bytes.
        headers = {"Accept-Encoding": "identity"}
        if byte_range is not None:
            headers["Range"] = byte_range
        response = await self._respond(url, headers, client_timeout)
        try:
            yield MediaResponse(
                url=_final_url(response, url),
                status=response.status,
                content_type=response.content_type,
                headers={
                    name: response.headers[name]
                    for name in RANGE_HEADERS
                    if name in response.headers
                },
                chunks=_iter_chunks(response),
            )
        finally:
            # A connection that was not read to the end cannot be reused.
            response.close()

    async def _respond(
        self, url: str, headers: Mapping[str, str], client_timeout: ClientTimeout
    ) -> ClientResponse:
        reason = "Not the URL of a media host"
        error: type[VxgMediaError] = VxgMediaError
        try:
            # The signature is valid for the URL as it is: do not encode it again.
            parsed = URL(url, encoded=ENCODED_URL.fullmatch(url) is not None)
            if parsed.scheme in ("http", "https") and parsed.host:
                response = await self._session.get(
                    parsed, headers=headers, timeout=client_timeout
                )
                if response.status in MEDIA_STATUSES:
                    return response
                response.close()
                reason = f"The media host returned {response.status}"
                error = MEDIA_ERRORS.get(response.status, VxgMediaError)
        except (ClientError, OSError, ValueError) as err:
            reason = f"Could not open the media ({type(err).__name__})"
        except AssertionError, RuntimeError:
            # As in `request`: Home Assistant stops.
            if not self._session.closed:
                raise
            reason = "The session is closed"
        # Raised outside of the handler: aiohttp's errors quote the signed URL, which is a
        # secret.
        raise error(reason)

    async def _exchange(
        self, token: Token, method: str, url: URL, body: Mapping[str, Any] | None
    ) -> tuple[ClientResponse, bytes]:
        started = self.meter.record()
        async with self._session.request(
            method,
            url,
            headers={
                "Authorization": token.authorization,
                "Accept": "application/json",
            },
            json=body,
            # A redirect would send the token to another server.
            allow_redirects=False,
            timeout=TIMEOUT,
        ) as response:
            if self.on_date is not None:
                date = response.headers.get("Date", "")
                # A cache keeps the header of the response that it repeats.
                cached = response.headers.get("Age", "0") != "0"
                self.on_date(
                    None if cached else parse_date(date), self.meter.elapsed(started)
                )
            content = await _read_body(response, lenient=method != "GET")
        self.meter.response_time = self.meter.elapsed(started)
        return response, content


def _final_url(response: ClientResponse, url: str) -> str:
    """Return the URL after redirects, with the user and password of the request.

    URLs relative to it need them too, but they must not be sent to another host.
    """
    requested = URL(url, encoded=True)
    if requested.user is None or requested.origin() != response.url.origin():
        return str(response.url)
    return str(response.url.with_user(requested.user).with_password(requested.password))


async def _read_body(response: ClientResponse, *, lenient: bool) -> bytes:
    """Return the body; of an error, or of the response to a write, the beginning."""
    is_error = response.status >= HTTPStatus.BAD_REQUEST
    limit = MAX_ERROR_SIZE if is_error else MAX_BODY_SIZE
    content = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK_SIZE):
        content += chunk
        if len(content) > limit:
            if not is_error and not lenient:
                raise VxgResponseSizeError("The response is too large")
            response.close()
            break
    return bytes(content[:limit])


async def _iter_chunks(response: ClientResponse) -> AsyncGenerator[bytes]:
    try:
        async for chunk in response.content.iter_chunked(CHUNK_SIZE):
            yield chunk
    except (ClientError, OSError, ValueError) as err:
        reason = f"The media broke off ({type(err).__name__})"
    else:
        return
    # Raised outside of the handler: aiohttp's errors quote the URL.
    raise VxgMediaError(reason)


def _decode(status: int, content: bytes, *, lenient: bool) -> Any:
    if status == HTTPStatus.NO_CONTENT:
        return None
    try:
        _check_size(content)
        return json.loads(content, parse_int=_parse_int)
    # json raises RecursionError for deep nesting.
    except (ValueError, RecursionError) as err:
        reason = f"The response is not JSON ({type(err).__name__})"
    except VxgResponseSizeError:
        if not lenient:
            raise
    if lenient:
        return None
    # Raised outside of the handler: its error has the text, which may contain tokens.
    raise VxgResponseError(reason)


def _check_size(content: bytes) -> None:
    """Raise if decoding a response would take too long. Counting takes 1 ms."""
    if (
        content.count(b"{") + content.count(b"[") > MAX_JSON_OBJECTS
        or content.count(b",") > MAX_JSON_VALUES
    ):
        raise VxgResponseSizeError("The response has too many values")


def _parse_int(digits: str) -> int | None:
    return int(digits) if len(digits) <= MAX_JSON_INT else None
