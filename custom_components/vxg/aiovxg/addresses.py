"""Addresses of servers and media: which are allowed, and what of them is secret."""

import asyncio
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
import re
import socket
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from yarl import URL

# Networks where plain http is not exposed to the public.
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
# IPv6 addresses that a gateway translates to the IPv4 address in their last 32 bits.
NAT64_NETWORK = IPv6Network("64:ff9b::/96")

# Names of hosts in a home network.
HOME_DOMAINS = (".localhost", ".local", ".lan", ".home", ".internal", ".home.arpa")

SECURE_SCHEMES = frozenset({"https", "rtsps", "rtmps"})
# Live streams of the vendor; only their signature, which expires, can be read.
STREAM_SCHEMES = frozenset({"rtsp", "rtmp"})

# Seconds to look up a name; then the player would not get any further either.
LOOKUP_TIMEOUT = 5


# Secrets are found by their first characters. Shorter values, and words without a digit
# that are no longer than this, are not secret.
MIN_SECRET = 8
MAX_WORD = 20
# The newest secrets, and the newest of those that start alike. URLs are used for an hour
# at most.
MAX_SECRETS = 5000
MAX_ALIKE = 20
# Characters of a log line; the rest is not shown.
MAX_LINE = 10_000
# What a secret consists of that starts like another one.
SECRET_CHARACTERS = re.compile(r"[\w.~%+/=&-]*", re.ASCII)


def parse_ip(host: str) -> IPv4Address | IPv6Address | None:
    """Return an IP address, the IPv4 one that an IPv6 one stands for; None for a name."""
    try:
        address = ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv4Address):
        return address
    if address in NAT64_NETWORK:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def is_private_host(host: str) -> bool:
    """Return whether a host is a loopback or private address; a name is not."""
    if host == "localhost":
        return True
    address = parse_ip(host)
    return address is not None and any(address in net for net in PRIVATE_NETWORKS)


def _is_local(address: IPv4Address | IPv6Address) -> bool:
    """Return whether an address is this machine's or link's, or no host's."""
    return (
        address.is_loopback
        or address.is_link_local
        or address.is_unspecified
        or address.is_multicast
        or address.is_reserved
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaPolicy:
    """The addresses that the media of a server may have.

    Those of a public cloud are https on public addresses: others would let a cloud reach
    into the home network. Media of a server in the home network may be there, too, and
    only those of a server on this machine may be on it.
    """

    private: bool
    local: bool

    @classmethod
    def for_server(cls, url: URL, *, configured: bool) -> Self:
        """Return the policy for a server; `configured` if a user entered its address."""
        host = url.raw_host or ""
        address = parse_ip(host)
        local = host == "localhost" or (address is not None and _is_local(address))
        private = local or configured or is_private_host(host)
        return cls(private=private, local=local)

    def allows_address(self, host: str) -> bool:
        """Return whether media may be at an IP address."""
        address = parse_ip(host)
        if address is None:
            return False
        if _is_local(address):
            return self.local
        return address.is_global or self.private

    def allows(self, text: str) -> bool:
        """Return whether media, or a live stream, may be at a URL; resolves no names."""
        try:
            url = URL(text)
            host = url.host or ""
        except ValueError:
            return False
        if not host or url.scheme not in {*SECURE_SCHEMES, *STREAM_SCHEMES, "http"}:
            return False
        if parse_ip(host) is None:
            is_local = host == "localhost" or host.endswith(".localhost")
            allowed = self.local or not is_local
        else:
            allowed = self.allows_address(host)
        return allowed and (url.scheme != "http" or self._allows_http(host))

    def _allows_http(self, host: str) -> bool:
        if (address := parse_ip(host)) is not None:
            return self.private and (not address.is_global or _is_local(address))
        return self.private and ("." not in host or host.endswith(HOME_DOMAINS))

    async def allows_resolved(self, text: str) -> bool:
        """Return whether a URL that somebody else will open is allowed now."""
        if not self.allows(text):
            return False
        url = URL(text)
        if parse_ip(url.host or "") is not None:
            return True
        try:
            async with asyncio.timeout(LOOKUP_TIMEOUT):
                found = await asyncio.get_running_loop().getaddrinfo(
                    url.host, url.port, type=socket.SOCK_STREAM
                )
        except OSError:
            # The player may be able to look up a name of the home network.
            return self.private
        return all(self.allows_address(str(info[4][0])) for info in found)

    def open_socket(self, address_info: tuple[Any, ...]) -> socket.socket:
        """Return a socket for an address that a name was resolved to, if it is allowed.

        It is the address that is connected to, whatever the name resolves to next.
        """
        family, kind, protocol, _, address = address_info
        if not self.allows_address(str(address[0])):
            raise PermissionError("The address is not allowed")
        return socket.socket(family=family, type=kind, proto=protocol)


class SecretRegistry:
    """The secrets in use, to be replaced by value wherever they turn up.

    Looking for them takes a time that depends on the length of the text only.
    """

    def __init__(self) -> None:
        self._secrets: dict[str, None] = {}
        self._by_start: dict[str, tuple[str, ...]] = {}

    def add(self, *secrets: str) -> None:
        """Add secrets; the oldest ones are forgotten."""
        for secret in secrets:
            # Most of them are added again and again.
            if secret in self._secrets or not _is_secret(secret):
                continue
            self._secrets[secret] = None
            start = secret[:MIN_SECRET]
            alike = (*self._by_start.get(start, ()), secret)
            self._by_start[start] = alike[-MAX_ALIKE:]
            if len(self._secrets) > MAX_SECRETS:
                self._forget(next(iter(self._secrets)))

    def add_url(self, url: str) -> None:
        """Add the parts of a URL that are secret: password, query, signed path."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return
        found = [parts.password or "", parts.query]
        found += [value.partition("=")[2] for value in parts.query.split("&")]
        found += [part for part in parts.path.split("/") if len(part) > MAX_WORD]
        self.add(*found, *map(unquote, found))

    def redact(self, text: str) -> str:
        """Return a text in which secrets, and starts of secrets, are an ellipsis."""
        if len(text) > MAX_LINE:
            text = f"{text[:MAX_LINE]}…"
        result = []
        done = position = 0
        while position <= len(text) - MIN_SECRET:
            alike = self._by_start.get(text[position : position + MIN_SECRET])
            if alike is None:
                position += 1
                continue
            result.append(f"{text[done:position]}…")
            # At least as much as looks like one: there may be others that start alike.
            word = SECRET_CHARACTERS.match(text, position)
            ends = [position + _common(text, position, secret) for secret in alike]
            done = position = max(*ends, word.end() if word else 0)
        return "".join((*result, text[done:]))

    def _forget(self, secret: str) -> None:
        del self._secrets[secret]
        start = secret[:MIN_SECRET]
        left = tuple(each for each in self._by_start.get(start, ()) if each != secret)
        self._by_start[start] = left
        if not left:
            del self._by_start[start]


def _is_secret(value: str) -> bool:
    return len(value) >= MIN_SECRET and (
        len(value) > MAX_WORD or any(char.isdigit() for char in value)
    )


def _common(text: str, position: int, secret: str) -> int:
    """Return how many characters of a secret are at a position of a text."""
    part = text[position : position + len(secret)]
    if part == secret:
        return len(secret)
    return next(
        (index for index, char in enumerate(part) if char != secret[index]), len(part)
    )


# Of all clients: they share their loggers.
KNOWN_SECRETS = SecretRegistry()
