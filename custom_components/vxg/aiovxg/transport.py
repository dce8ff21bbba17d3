"""HTTP transport: one request, its answer, and the error that it means."""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
import json
import logging
import re
from time import monotonic
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
    VxgTimeoutError,
)
from .request_meter import RequestMeter
from .response_errors import error_from_response
from .tokens import Token

_LOGGER = logging.getLogger(__package__)

# The vendor's own clients wait 10 to 15 s (API page, section 2).
TIMEOUT = ClientTimeout(total=10)

# Media may flow for long; what must not be long is the silence between.
MEDIA_TIMEOUT = ClientTimeout(total=None, connect=10, sock_read=30)

# Answers of a media host that hold what was asked for, or say what there is of it.
MEDIA_STATUSES = frozenset(
    {
        HTTPStatus.OK,
        HTTPStatus.PARTIAL_CONTENT,
        HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
    }
)

# How media hosts refuse an address that died.
MEDIA_ERRORS: dict[int, type[VxgMediaExpiredError]] = {
    HTTPStatus.UNAUTHORIZED: VxgMediaExpiredError,
    HTTPStatus.FORBIDDEN: VxgMediaExpiredError,
    HTTPStatus.NOT_FOUND: VxgMediaMissingError,
    HTTPStatus.GONE: VxgMediaExpiredError,
}

# What a player needs to know of the part that it gets.
RANGE_HEADERS = ("Accept-Ranges", "Content-Length", "Content-Range")

CHUNK_SIZE = 65536

# A thousand events are well under a megabyte; more than this is no answer of the API.
MAX_BODY_SIZE = 32 * 1024 * 1024

# What an address on the wire may consist of.
WIRE_URL = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaResponse:
    """A media host's answer: 200 the whole, 206 a part, 416 no such part.

    `url` is where it came from, after redirects.
    """

    url: str = field(repr=False)
    status: int
    content_type: str
    headers: Mapping[str, str]
    chunks: AsyncIterator[bytes]


class Transport:
    """Sends requests to one cloud, with the credential that each call names."""

    def __init__(self, session: ClientSession, base_url: URL, *secrets: Token) -> None:
        """Initialize with the caller's session, which also decides on TLS verification.

        No error quotes one of the `secrets`, nor the token that is sent.
        """
        self._session = session
        self._base = str(base_url).rstrip("/")
        self._secrets = secrets
        self.meter = RequestMeter()

    async def request(
        self,
        token: Token,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | int] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Send a request and return the JSON of its answer, None for a 204.

        `path` is percent-encoded already. Reads need JSON; of a write any 2xx is a
        success, whatever its body (section 9), and None stands for one without JSON.
        Raises a VxgRequestError.
        """
        url = URL(f"{self._base}{path}", encoded=True)
        if params:
            url = url.update_query(params)
        self.meter.record()
        failure: VxgRequestError
        try:
            response, content = await self._exchange(token, method, url, body)
        except TimeoutError as err:
            raise VxgTimeoutError("The cloud did not answer in time") from err
        except ClientResponseError as err:
            failure = VxgResponseError(f"A broken answer ({type(err).__name__})")
        except (ClientError, OSError, ValueError) as err:
            raise VxgConnectionError(
                f"The cloud cannot be reached ({type(err).__name__})",
                # Without a connection nothing was sent.
                not_executed=isinstance(err, ClientConnectorError),
            ) from err
        except (AssertionError, RuntimeError) as err:
            # This is how aiohttp says that its session was closed, maybe meanwhile.
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
        # Raised out here, because the error of a broken answer shows the headers that
        # were sent: it must be neither cause nor context.
        raise failure

    async def fetch(self, url: str, *, max_bytes: int) -> tuple[bytes, str]:
        """Return bytes and content type behind a signed URL, without a credential.

        Raises VxgMediaError, which never quotes the address.
        """
        async with self.open(url, client_timeout=TIMEOUT) as media:
            if media.status != HTTPStatus.OK:
                raise VxgMediaError(f"The media host said {media.status}")
            content = bytearray()
            async for chunk in media.chunks:
                content += chunk
                if len(content) > max_bytes:
                    raise VxgMediaError("The media host sent far too much")
            return bytes(content), media.content_type

    @asynccontextmanager
    async def open(
        self,
        url: str,
        *,
        byte_range: str | None = None,
        client_timeout: ClientTimeout = MEDIA_TIMEOUT,
    ) -> AsyncGenerator[MediaResponse]:
        """Yield media behind a signed URL as they arrive, without a credential.

        `byte_range` is the value of a `Range` header. Raises VxgMediaError, which never
        quotes the address, also while chunks are read.
        """
        # Lengths and ranges are those of the bytes as they are kept.
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
            # Whoever did not read to the end leaves a connection of no more use.
            response.close()

    async def _respond(
        self, url: str, headers: Mapping[str, str], client_timeout: ClientTimeout
    ) -> ClientResponse:
        reason = "Not an address of a media host"
        error: type[VxgMediaError] = VxgMediaError
        try:
            # A signature holds for the address as it is, so it is not encoded anew.
            parsed = URL(url, encoded=WIRE_URL.fullmatch(url) is not None)
            if parsed.scheme in ("http", "https") and parsed.host:
                response = await self._session.get(
                    parsed, headers=headers, timeout=client_timeout
                )
                if response.status in MEDIA_STATUSES:
                    return response
                response.close()
                reason = f"The media host said {response.status}"
                error = MEDIA_ERRORS.get(response.status, VxgMediaError)
        except (ClientError, OSError, ValueError) as err:
            reason = f"No media ({type(err).__name__})"
        # Raised out here, because errors of this kind quote the address, which is as
        # good as a key.
        raise error(reason)

    async def _exchange(
        self, token: Token, method: str, url: URL, body: Mapping[str, Any] | None
    ) -> tuple[ClientResponse, bytes]:
        started = monotonic()
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
            content = await _read_body(response, MAX_BODY_SIZE)
        self.meter.response_time = monotonic() - started
        return response, content


def _final_url(response: ClientResponse, url: str) -> str:
    """Return the final URL of an answer, with the user info of the request.

    What is relative to it needs them, too; another host must not have them.
    """
    requested = URL(url, encoded=True)
    if requested.user is None or requested.origin() != response.url.origin():
        return str(response.url)
    return str(response.url.with_user(requested.user).with_password(requested.password))


async def _read_body(response: ClientResponse, max_bytes: int) -> bytes:
    content = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK_SIZE):
        content += chunk
        if len(content) > max_bytes:
            raise VxgResponseError("The answer is far too large")
    return bytes(content)


async def _iter_chunks(response: ClientResponse) -> AsyncGenerator[bytes]:
    try:
        async for chunk in response.content.iter_chunked(CHUNK_SIZE):
            yield chunk
    except (ClientError, OSError, ValueError) as err:
        reason = f"The media broke off ({type(err).__name__})"
    else:
        return
    # Raised out here, because errors of this kind quote the address.
    raise VxgMediaError(reason)


def _decode(status: int, content: bytes, *, lenient: bool) -> Any:
    if status == HTTPStatus.NO_CONTENT:
        return None
    try:
        return json.loads(content)
    # json gives up on deep nesting with RecursionError.
    except (ValueError, RecursionError) as err:
        reason = f"The answer is no JSON ({type(err).__name__})"
    if lenient:
        return None
    # Raised out here, because errors of decoding hold the text: it may hold tokens.
    raise VxgResponseError(reason)
