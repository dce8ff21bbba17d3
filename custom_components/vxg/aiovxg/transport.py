"""One request to the cloud: what is sent, what counts as an answer, which error it is."""

from collections.abc import Mapping
from http import HTTPStatus
import json
import logging
import re
from time import monotonic
from typing import Any

from aiohttp import (
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
    VxgRequestError,
    VxgResponseError,
    VxgTimeoutError,
)
from .meter import Meter
from .refusals import refusal
from .tokens import Token

_LOGGER = logging.getLogger(__package__)

# The vendor's own clients wait 10 to 15 s (API page, section 2).
TIMEOUT = ClientTimeout(total=10)

# A thousand events are well under a megabyte; more than this is no answer of the API.
MAX_BODY = 32 * 1024 * 1024

# What an address on the wire may consist of.
WIRE_URL = re.compile(r"[!-~]+")


class Transport:
    """Sends requests to one cloud; which credential goes along is said each time."""

    def __init__(self, session: ClientSession, base_url: URL, *secrets: Token) -> None:
        """Use the caller's session, which also decides on TLS verification.

        No error quotes one of the `secrets`, nor the token that is sent.
        """
        self._session = session
        self._base = str(base_url).rstrip("/")
        self._secrets = secrets
        self.meter = Meter()

    async def request(
        self,
        token: Token,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | int] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Send one request and return the JSON of its answer, None for a 204.

        `path` is percent-encoded already. Reads need JSON; of a write any 2xx is a
        success, whatever its body (section 9), and None stands for one without JSON.
        Raises a VxgRequestError.
        """
        url = URL(f"{self._base}{path}", encoded=True)
        if params:
            url = url.update_query(params)
        self.meter.note()
        broken: VxgRequestError
        try:
            response, content = await self._exchange(token, method, url, body)
        except TimeoutError as err:
            raise VxgTimeoutError("The cloud did not answer in time") from err
        except ClientResponseError as err:
            broken = VxgResponseError(f"A broken answer ({type(err).__name__})")
        except (ClientError, OSError, ValueError) as err:
            raise VxgConnectionError(
                f"The cloud cannot be reached ({type(err).__name__})"
            ) from err
        else:
            _LOGGER.debug("%s %s: %s", method, path, response.status)
            if HTTPStatus.OK <= response.status < HTTPStatus.MULTIPLE_CHOICES:
                return _decode(response.status, content, lenient=method != "GET")
            broken = refusal(
                response.status, response.headers, content, token, *self._secrets
            )
        # Raised out here, because the error of a broken answer shows the headers that
        # were sent: it must be neither cause nor context.
        raise broken

    async def fetch(self, url: str, *, max_bytes: int) -> tuple[bytes, str]:
        """Return bytes and content type behind a signed address, without a credential.

        Raises VxgMediaError, which never quotes the address.
        """
        problem = "Not an address of a media host"
        try:
            # A signature holds for the address as it is, so it is not encoded anew.
            address = URL(url, encoded=WIRE_URL.fullmatch(url) is not None)
            if address.scheme in ("http", "https") and address.host:
                async with self._session.get(address, timeout=TIMEOUT) as response:
                    if response.status == HTTPStatus.OK:
                        return await _read(response, max_bytes), response.content_type
                    problem = f"The media host said {response.status}"
        except (ClientError, OSError, ValueError, VxgResponseError) as err:
            problem = f"No media ({type(err).__name__})"
        # Raised out here, because errors of this kind quote the address, which is as
        # good as a key.
        raise VxgMediaError(problem)

    async def _exchange(
        self, token: Token, method: str, url: URL, body: Mapping[str, Any] | None
    ) -> tuple[ClientResponse, bytes]:
        began = monotonic()
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
        self.meter.delay = monotonic() - began
        return response, content


async def _read(response: ClientResponse, max_bytes: int) -> bytes:
    content = bytearray()
    async for chunk in response.content.iter_chunked(65536):
        content += chunk
        if len(content) > max_bytes:
            raise VxgResponseError("The answer is far too large")
    return bytes(content)


def _decode(status: int, content: bytes, *, lenient: bool) -> Any:
    if status == HTTPStatus.NO_CONTENT:
        return None
    try:
        return json.loads(content)
    # json gives up on deep nesting with RecursionError.
    except (ValueError, RecursionError) as err:
        problem = f"The answer is no JSON ({type(err).__name__})"
    if lenient:
        return None
    # Raised out here, because errors of decoding hold the text: it may hold tokens.
    raise VxgResponseError(problem)
