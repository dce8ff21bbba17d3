"""HTTP requests to the cloud, and the errors they end in."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from http import HTTPStatus
import json
import logging
from typing import Any

from aiohttp import (
    ClientConnectionError,
    ClientConnectorCertificateError,
    ClientConnectorError,
    ClientError,
    ClientHandlerType,
    ClientOSError,
    ClientRequest,
    ClientResponse,
    ClientResponseError,
    ClientSession,
    ClientTimeout,
    ServerDisconnectedError,
)
from yarl import URL

from .exceptions import (
    VxgCertificateError,
    VxgConnectionError,
    VxgRequestError,
    VxgResponseError,
    VxgResponseSizeError,
    VxgTimeoutError,
)
from .request_meter import RequestMeter
from .response_errors import error_from_response, parse_date
from .tokens import Token

_LOGGER = logging.getLogger(__package__)

# The vendor's own clients wait 10 to 15 s (API page, section 2).
TIMEOUT = ClientTimeout(total=10)

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


type JsonDecoder = Callable[[bytes], Any]


class Transport:
    """Send requests to one cloud, with the token of each call."""

    def __init__(
        self,
        session: ClientSession,
        base_url: URL,
        *secrets: Token,
        write_session: ClientSession | None = None,
        loads: JsonDecoder | None = None,
    ) -> None:
        """Initialize with a session, which also determines TLS verification.

        `write_session` sends writes, by default also the first one: it should open a
        connection for each, because a server may close one that it kept just when a write
        is sent. `loads` decodes JSON; what it refuses is decoded by the standard library.
        Errors never quote the `secrets` or the token that was sent.
        """
        self._session = session
        self._write_session = write_session or session
        self._loads = loads
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
        whatever its body (API page, section 9) unless that is a web page, such as the
        login of a proxy, and returns None without JSON. Raises VxgRequestError.
        """
        url = URL(f"{self._base}{path}", encoded=True)
        if params:
            url = url.with_query(params)
        is_read = method == "GET"
        session = self._session if is_read else self._write_session
        failure: VxgRequestError
        try:
            response, content = await self._exchange(session, token, method, url, body)
        except TimeoutError as err:
            raise VxgTimeoutError("The cloud did not respond in time") from err
        except ClientResponseError as err:
            failure = VxgResponseError(f"Malformed response ({type(err).__name__})")
        except (ClientError, OSError, ValueError) as err:
            error = (
                VxgCertificateError
                if isinstance(err, ClientConnectorCertificateError)
                else VxgConnectionError
            )
            raise error(
                f"The cloud cannot be reached ({type(err).__name__})",
                # Without a connection nothing was sent.
                not_executed=isinstance(err, ClientConnectorError),
            ) from err
        except (AssertionError, RuntimeError) as err:
            # aiohttp raises these if its session is closed, also during a request.
            if not session.closed:
                raise
            raise VxgConnectionError("The session is closed") from err
        else:
            _LOGGER.debug("%s %s: %s", method, path, response.status)
            if HTTPStatus.OK <= response.status < HTTPStatus.MULTIPLE_CHOICES:
                return self._decode(response.status, content, lenient=not is_read)
            failure = error_from_response(
                response.status, response.headers, content, token, *self._secrets
            )
        # Raised outside of the handler: aiohttp's error has the headers that were sent,
        # and must be neither cause nor context.
        raise failure

    async def _exchange(
        self,
        session: ClientSession,
        token: Token,
        method: str,
        url: URL,
        body: Mapping[str, Any] | None,
    ) -> tuple[ClientResponse, bytes]:
        started = self.meter.record()
        async with session.request(
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
            middlewares=None if method == "GET" else (_send_once,),
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

    def _decode(self, status: int, content: bytes, *, lenient: bool) -> Any:
        if status == HTTPStatus.NO_CONTENT:
            return None
        try:
            _check_size(content)
            return self._load(content)
        # json raises RecursionError for deep nesting.
        except (ValueError, RecursionError) as err:
            reason = f"The response is not JSON ({type(err).__name__})"
        except VxgResponseSizeError as err:
            if not lenient:
                raise
            reason = str(err)
        if lenient and not (status == HTTPStatus.OK and _is_web_page(content)):
            return None
        # Raised outside of the handler: its error has the text, which may contain tokens.
        raise VxgResponseError(reason)

    def _load(self, content: bytes) -> Any:
        if self._loads is not None:
            # Others may be stricter: about NaN, say, or one lone surrogate on a page.
            with suppress(ValueError):
                return self._loads(content)
        return json.loads(content, parse_int=_parse_int)


async def _send_once(
    request: ClientRequest, handler: ClientHandlerType
) -> ClientResponse:
    """Send a write; aiohttp would repeat a PUT or DELETE when the connection breaks off.

    The first one may have been received.
    """
    try:
        return await handler(request)
    except ClientConnectorError:
        raise
    except (ClientOSError, ServerDisconnectedError) as err:
        raise ClientConnectionError(type(err).__name__) from err


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


def _is_web_page(content: bytes) -> bool:
    return content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _check_size(content: bytes) -> None:
    """Raise if decoding a response would take too long. Counting takes 1 ms."""
    if (
        content.count(b"{") + content.count(b"[") > MAX_JSON_OBJECTS
        or content.count(b",") > MAX_JSON_VALUES
    ):
        raise VxgResponseSizeError("The response has too many values")


def _parse_int(digits: str) -> int | None:
    return int(digits) if len(digits) <= MAX_JSON_INT else None
