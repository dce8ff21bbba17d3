"""Credentials: reading what a user pasted (API page, section 1)."""

from base64 import b64decode, urlsafe_b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from ipaddress import ip_address, ip_network
import json
from typing import Any

from yarl import URL

from .exceptions import VxgInsecureUrlError, VxgInvalidTokenError, VxgLicenseKeyError
from .parse import as_int, as_str, as_time

DEFAULT_HOST = "web.skyvr.videoexpertsgroup.com"

# A channel token is some 300 characters long; nothing near this size is one.
MAX_TOKEN_LENGTH = 8192

LICENSE_KEY_PREFIXES = ("v3.", "srv.")

# Where plain http cannot be overheard by the public.
PRIVATE_NETWORKS = tuple(
    ip_network(network)
    for network in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "::1/128",
        "fc00::/7",
        "fe80::/10",
    )
)


class TokenKind(StrEnum):
    """What a token reaches."""

    CHANNEL = "channel"
    GROUP = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A channel or group token; its secrets never show in `repr`."""

    kind: TokenKind
    value: str = field(repr=False)
    inner: str = field(repr=False)
    base_url: URL
    writable: bool
    camera_id: int | None = None
    expires: datetime | None = None

    @property
    def authorization(self) -> str:
        """The value of the `Authorization` header."""
        scheme = "Acc" if self.kind is TokenKind.CHANNEL else "SI"
        return f"{scheme} {self.value}"

    @property
    def share_id(self) -> str:
        """What stays the same when a group's token is renewed.

        Where the inner token does not tell, the start of its hash stands in.
        """
        return (
            _read_share_id(self.inner) or sha256(self.inner.encode()).hexdigest()[:16]
        )

    @property
    def end_of_life(self) -> datetime | None:
        """When the token says it ends. For display: inner times are inferred."""
        return self.expires or _read_end_of_life(self.inner)


def parse_token(text: str) -> Token:
    """Read a pasted token; white space and line breaks in it are forgiven.

    Raises VxgLicenseKeyError or VxgInvalidTokenError, neither quoting the text.
    """
    if len(text) > MAX_TOKEN_LENGTH:
        raise VxgInvalidTokenError("Far too long for a token")
    value = "".join(text.split())
    if value.startswith(LICENSE_KEY_PREFIXES):
        raise VxgLicenseKeyError("A licence key, not a channel or group token")
    content = _decode(value)
    inner = as_str(content.get("token"))
    if inner is None:
        raise VxgInvalidTokenError("No inner token")
    camera_id = as_int(content.get("camid"))
    if content.get("camid") is not None and camera_id is None:
        raise VxgInvalidTokenError("The camera id is not a number")
    access = as_str(content.get("access"))
    if camera_id is not None and access is None:
        raise VxgInvalidTokenError("A channel token must say its access")
    return Token(
        kind=TokenKind.GROUP if camera_id is None else TokenKind.CHANNEL,
        value=value,
        inner=inner,
        base_url=_read_base_url(content),
        # A group token cannot write by itself; its cameras' own tokens can (section 9).
        writable=camera_id is not None and access == "all",
        camera_id=camera_id,
        expires=as_time(content.get("expires")),
    )


def parse_url(text: str) -> URL:
    """Read a server's address: https, or http to a loopback or private address.

    Raises VxgInsecureUrlError for everything else, without any look-up.
    """
    try:
        url = URL(text.strip())
        port = url.explicit_port
    except ValueError as err:
        raise VxgInsecureUrlError("Not an address") from err
    if not url.host or url.user or url.password or url.query_string or url.fragment:
        raise VxgInsecureUrlError("Not a plain server address")
    if url.scheme != "https" and not (url.scheme == "http" and _is_private(url.host)):
        raise VxgInsecureUrlError("Plain http is for private addresses only")
    return URL.build(
        scheme=url.scheme, host=url.host, port=port, path=url.path.rstrip("/")
    )


def _decode(value: str) -> Mapping[str, Any]:
    try:
        content = json.loads(b64decode(value, validate=True))
    # json gives up on deep nesting with RecursionError.
    except (ValueError, RecursionError) as err:
        # The cause quotes what was pasted, so it is not kept.
        raise VxgInvalidTokenError(
            f"Not base64 of JSON ({type(err).__name__})"
        ) from None
    if not isinstance(content, dict):
        raise VxgInvalidTokenError("Not a JSON object")
    return content


def _read_base_url(content: Mapping[str, Any]) -> URL:
    """Return where the token says its API is: always https, whatever it says else."""
    text = as_str(content.get("api"))
    path = as_str(content.get("path")) or ""
    port = as_int(content.get("api_sp"))
    try:
        if text is None and (legacy := as_str(content.get("svcp"))):
            url = URL(legacy)
            path = url.path
            port = url.explicit_port if url.scheme == "https" else None
        else:
            url = URL(f"https://{text or DEFAULT_HOST}")
            port = port or url.explicit_port
        if not url.host:
            raise VxgInvalidTokenError("The token names no usable host")
        path = f"/{path.strip('/')}" if path.strip("/") else ""
        return URL.build(
            scheme="https", host=url.host, port=None if port == 443 else port, path=path
        )
    except (ValueError, UnicodeError) as err:
        raise VxgInvalidTokenError(
            f"The token names no usable host ({type(err).__name__})"
        ) from None


def _is_private(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return any(address in network for network in PRIVATE_NETWORKS)


def _read_share_id(inner: str) -> str | None:
    try:
        part = inner.split(".")[1]
        content = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
        return as_str(content["si"])
    except IndexError, KeyError, TypeError, ValueError, RecursionError:
        return None


def _read_end_of_life(inner: str) -> datetime | None:
    try:
        issued, _, lifetime = inner.split(".")[2].partition("t")
        return datetime.fromtimestamp(int(issued, 16), UTC) + timedelta(
            seconds=int(lifetime, 16)
        )
    except IndexError, ValueError, OverflowError, OSError:
        return None
