"""HTTP requests to media hosts, without a token."""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
import re

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout
from aiohttp.abc import AbstractCookieJar
from yarl import URL

from .addresses import KNOWN_SECRETS, MediaPolicy
from .exceptions import VxgMediaError, VxgMediaExpiredError, VxgMediaMissingError
from .parse import as_int
from .transport import CHUNK_SIZE, TIMEOUT

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

REDIRECTS = frozenset(
    {
        HTTPStatus.MOVED_PERMANENTLY,
        HTTPStatus.FOUND,
        HTTPStatus.SEE_OTHER,
        HTTPStatus.TEMPORARY_REDIRECT,
        HTTPStatus.PERMANENT_REDIRECT,
    }
)
MAX_REDIRECTS = 5

# Headers that a player needs for range requests.
RANGE_HEADERS = ("Accept-Ranges", "Content-Length", "Content-Range")

# Values of `Content-Encoding` with which the content is as it is: object stores keep the
# one that a chunked upload had.
IDENTITY_ENCODINGS = frozenset({"", "identity", "aws-chunked"})
# Those that are decoded while the content is read.
DECODED_ENCODINGS = frozenset({"br", "deflate", "gzip", "zstd"})

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


class MediaClient:
    """Request media of one cloud, at addresses that its policy allows.

    Errors never quote a URL.
    """

    def __init__(
        self, session: ClientSession, base_url: URL, policy: MediaPolicy
    ) -> None:
        """Initialize with a session, which also determines TLS verification."""
        self._session = session
        self._base = URL(f"{str(base_url).rstrip('/')}/")
        self.policy = policy

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
        cookies: AbstractCookieJar | None = None,
        client_timeout: ClientTimeout = MEDIA_TIMEOUT,
    ) -> AsyncGenerator[MediaResponse]:
        """Yield the response of a signed URL, requested without a token, as a stream.

        `byte_range` is the value of the `Range` header. `cookies` are sent and updated;
        by default there are none. Raises VxgMediaError, also while
        chunks are read; it never quotes the URL.
        """
        # Lengths and ranges must be those of the stored bytes.
        headers = {"Accept-Encoding": "identity"}
        if byte_range is not None:
            headers["Range"] = byte_range
        response = await self._respond(url, headers, client_timeout, cookies)
        try:
            yield MediaResponse(
                url=_final_url(response, self.resolve(url)),
                status=response.status,
                content_type=response.content_type,
                headers=_range_headers(response),
                chunks=_iter_chunks(response),
            )
        finally:
            # A connection that was not read to the end cannot be reused.
            response.close()

    async def _respond(
        self,
        url: str,
        headers: Mapping[str, str],
        client_timeout: ClientTimeout,
        cookies: AbstractCookieJar | None,
    ) -> ClientResponse:
        reason = "Not the URL of a media host"
        error: type[VxgMediaError] = VxgMediaError
        try:
            target = _parse_url(self.resolve(url))
            for _ in range(MAX_REDIRECTS):
                KNOWN_SECRETS.add_url(str(target))
                if target.scheme not in ("http", "https") or not self.policy.allows(
                    str(target)
                ):
                    break
                response = await self._session.get(
                    target,
                    headers={**headers, **_cookie_header(cookies, target)},
                    timeout=client_timeout,
                    # Each target has to be allowed.
                    allow_redirects=False,
                )
                if cookies is not None:
                    cookies.update_cookies(response.cookies, target)
                if response.status in MEDIA_STATUSES:
                    return response
                response.close()
                location = response.headers.get("Location")
                if response.status not in REDIRECTS or location is None:
                    reason = f"The media host returned {response.status}"
                    error = MEDIA_ERRORS.get(response.status, VxgMediaError)
                    break
                target = target.join(_parse_url(location))
        except (ClientError, OSError, ValueError) as err:
            reason = f"Could not open the media ({type(err).__name__})"
        except AssertionError, RuntimeError:
            # aiohttp raises these if its session is closed, also during a request.
            if not self._session.closed:
                raise
            reason = "The session is closed"
        # Raised outside of the handler: aiohttp's errors quote the signed URL, which is a
        # secret.
        raise error(reason)

    def resolve(self, url: str) -> str:
        """Return the URL of media, which may be relative to the server's."""
        try:
            if _parse_url(url).scheme or not url:
                return url
            return str(self._base.join(_parse_url(url)))
        except ValueError:
            return url


def _cookie_header(cookies: AbstractCookieJar | None, url: URL) -> dict[str, str]:
    sent = {} if cookies is None else cookies.filter_cookies(url)
    if not sent:
        return {}
    # Not by the session, which sends none to IP addresses.
    pairs = (f"{cookie.key}={cookie.coded_value}" for cookie in sent.values())
    return {"Cookie": "; ".join(pairs)}


def _parse_url(url: str) -> URL:
    # The signature is valid for the URL as it is: do not encode it again.
    return URL(url, encoded=ENCODED_URL.fullmatch(url) is not None)


def _final_url(response: ClientResponse, url: str) -> str:
    """Return the URL after redirects, with the user and password of the request.

    URLs relative to it need them too, but they must not be sent to another host.
    """
    requested = URL(url, encoded=True)
    if requested.user is None or requested.origin() != response.url.origin():
        return str(response.url)
    return str(response.url.with_user(requested.user).with_password(requested.password))


def _range_headers(response: ClientResponse) -> dict[str, str]:
    """Return the headers that describe the content as it is read."""
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding in DECODED_ENCODINGS:
        # Although none was accepted. Length and ranges are those of the encoded bytes.
        return {}
    if encoding not in IDENTITY_ENCODINGS:
        raise VxgMediaError("The media have an unknown encoding")
    return {
        name: response.headers[name]
        for name in RANGE_HEADERS
        if name in response.headers
    }


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
