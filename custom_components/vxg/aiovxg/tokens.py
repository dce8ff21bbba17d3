"""Parsing of pasted tokens and server URLs (API page, section 1)."""

from base64 import b64decode, urlsafe_b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from ipaddress import ip_address
import json
import re
from typing import Any
from urllib.parse import unquote

from yarl import URL

from .addresses import KNOWN_SECRETS, is_private_host
from .exceptions import VxgInsecureUrlError, VxgInvalidTokenError, VxgLicenseKeyError
from .parse import as_int, as_opaque, as_str, as_time

# Server of tokens that name none.
DEFAULT_HOST = "web.skyvr.videoexpertsgroup.com"

# A channel token has about 300 characters.
MAX_TOKEN_LENGTH = 8192

LICENSE_KEY_PREFIXES = ("v3.", "srv.")

# What surrounds a token that was copied out of a document.
QUOTES = " \t\r\n\"'`´‘’“”„«»<>,;"

# The header in which a token is sent, or its scheme.
COPIED_HEADER = re.compile(
    r"(?:authorization\s*:)?\s*(?:acc|si|lkey)\s+", re.IGNORECASE
)

# Characters of base64 that have another meaning in URLs.
URL_SAFE_CHARACTERS = str.maketrans("-_", "+/")

# URL parsers accept more as a host, which would only be an attack.
HOST_NAME = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_.])?", re.IGNORECASE)

DEFAULT_PORTS = {"https": 443, "http": 80}

# A share id becomes part of unique ids that are stored permanently.
SHARE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class TokenKind(StrEnum):
    """Scope of a token."""

    CHANNEL = "channel"
    GROUP = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A channel or group token. Its secrets are not part of its `repr`."""

    kind: TokenKind
    value: str = field(repr=False)
    inner: str = field(repr=False)
    base_url: URL
    writable: bool
    camera_id: int | None = None
    expires: datetime | None = None

    @property
    def authorization(self) -> str:
        """Value of the `Authorization` header."""
        scheme = "Acc" if self.kind is TokenKind.CHANNEL else "SI"
        return f"{scheme} {self.value}"

    @property
    def share_id(self) -> str:
        """Id that stays the same when a group's token is renewed.

        It is the start of a hash if the inner token contains none.
        """
        return (
            _read_share_id(self.inner) or sha256(self.inner.encode()).hexdigest()[:16]
        )

    @property
    def end_of_life(self) -> datetime | None:
        """Expiry of the token. For display only: inner times are inferred."""
        return self.expires or _read_end_of_life(self.inner)


def parse_token(text: str, *, base_url: URL | None = None) -> Token:
    """Parse a pasted token, whatever was pasted with it.

    Whitespace, invisible characters, quotes and the scheme of the `Authorization` header
    are ignored, padding may be missing, and it may be encoded for a URL. `base_url` overrides the server named by the token, which is then not parsed. Raises
    VxgLicenseKeyError or VxgInvalidTokenError, neither of which quotes the text.
    """
    if len(text) > MAX_TOKEN_LENGTH:
        raise VxgInvalidTokenError("Too long for a token")
    text = _strip(text)
    if text.startswith(LICENSE_KEY_PREFIXES):
        raise VxgLicenseKeyError("A license key, not a channel or group token")
    value = _to_base64(text)
    content = _decode(value)
    inner = as_opaque(content.get("token"))
    if inner is None:
        raise VxgInvalidTokenError("No inner token")
    camera_id = as_int(content.get("camid"))
    if content.get("camid") is not None and (camera_id is None or camera_id <= 0):
        raise VxgInvalidTokenError("The camera id is not a number")
    KNOWN_SECRETS.add(value, inner)
    access = as_str(content.get("access"))
    if camera_id is not None and access is None:
        raise VxgInvalidTokenError("The channel token has no access")
    return Token(
        kind=TokenKind.GROUP if camera_id is None else TokenKind.CHANNEL,
        value=value,
        inner=inner,
        base_url=base_url or _read_base_url(content),
        # A group token cannot write; the tokens of its cameras can (section 9).
        writable=camera_id is not None and access == "all",
        camera_id=camera_id,
        expires=as_time(content.get("expires")),
    )


def parse_url(text: str) -> URL:
    """Parse a server's URL: https, or http to a loopback or private address.

    Raises VxgInsecureUrlError for any other URL. Does not resolve names.
    """
    if (url := _parse_server(text.strip())) is None:
        raise VxgInsecureUrlError("Not a plain server URL")
    if url.scheme != "https" and not (
        url.scheme == "http" and is_private_host(url.host or "")
    ):
        raise VxgInsecureUrlError("Plain http is for private addresses only")
    return url


def _strip(text: str) -> str:
    """Return a pasted text without what is certain not to be a part of a token."""
    text = "".join(char for char in text if char.isspace() or char.isprintable())
    text = text.strip(QUOTES)
    return COPIED_HEADER.sub("", text).strip(QUOTES)


def _to_base64(text: str) -> str:
    """Return padded standard base64 for one that was encoded for URLs."""
    value = "".join(unquote(text).split()).translate(URL_SAFE_CHARACTERS).rstrip("=")
    return value + "=" * (-len(value) % 4)


def _decode(value: str) -> Mapping[str, Any]:
    content: Any = None
    reason = "Not a JSON object"
    try:
        content = json.loads(b64decode(value, validate=True))
    # json raises RecursionError for deep nesting.
    except (ValueError, RecursionError) as err:
        reason = f"Not base64 of JSON ({type(err).__name__})"
    # Raised outside of the handler: its error quotes the text and would be the context.
    if not isinstance(content, dict):
        raise VxgInvalidTokenError(reason)
    return content


def _read_base_url(content: Mapping[str, Any]) -> URL:
    """Return the URL of the API named by the token, always with https."""
    server: Any = content.get("api")
    port: int | None = None
    if server is None or server == "":
        server = content.get("svcp") or DEFAULT_HOST
    else:
        port = as_int(content.get("api_sp"))
    url = _parse_server(_with_scheme(server)) if isinstance(server, str) else None
    if url is None or not 0 <= (port or 0) <= 65535:
        raise VxgInvalidTokenError("The token names no usable host")
    # The port of a plain http URL cannot be used for https.
    port = port or (url.explicit_port if url.scheme == "https" else None)
    path = (as_opaque(content.get("path")) or url.path).strip("/")
    if not path.isprintable():
        raise VxgInvalidTokenError("The token names no usable path")
    return _build_url("https", url.host or "", port, f"/{path}")


def _with_scheme(server: str) -> str:
    """Add the scheme to a server, which is mostly a bare host or IPv6 address."""
    server = server.strip()
    if "://" in server:
        return server
    return f"https://[{server}]" if _ip_version(server) == 6 else f"https://{server}"


def _parse_server(text: str) -> URL | None:
    """Return a URL of scheme, host, port and path; None if it has other parts."""
    # What a path contains as "%40" is "@" once it was parsed, and is stored as such.
    authority = text.partition("://")[2].partition("/")[0]
    if (
        not text.isprintable()
        or any(char in text for char in " ?#\\")
        or "@" in authority
    ):
        return None
    try:
        url = URL(text)
        host = url.host or ""
        if url.explicit_port == 0 or not (
            HOST_NAME.fullmatch(url.raw_host or "") or _ip_version(host)
        ):
            return None
        if url.scheme not in DEFAULT_PORTS:
            # The caller reports the scheme.
            return url
        return _build_url(url.scheme, host, url.explicit_port, url.path.rstrip("/"))
    except ValueError:
        return None


def _build_url(scheme: str, host: str, port: int | None, path: str) -> URL:
    return URL.build(
        scheme=scheme,
        host=host,
        port=None if port == DEFAULT_PORTS[scheme] else port,
        path=path.rstrip("/"),
    )


def _ip_version(host: str) -> int | None:
    """Return the version of an IP address; None if it is not one."""
    try:
        return ip_address(host).version
    except ValueError:
        return None


def _read_share_id(inner: str) -> str | None:
    try:
        part = inner.split(".")[1]
        content = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
        share_id = as_str(content["si"])
    except IndexError, KeyError, TypeError, ValueError, RecursionError:
        return None
    return share_id if share_id and SHARE_ID.fullmatch(share_id) else None


def _read_end_of_life(inner: str) -> datetime | None:
    try:
        issued, _, lifetime = inner.split(".")[2].partition("t")
        return datetime.fromtimestamp(int(issued, 16), UTC) + timedelta(
            seconds=int(lifetime, 16)
        )
    except IndexError, ValueError, OverflowError, OSError:
        return None
