"""The addresses that servers and media may have, in one place."""

import asyncio
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
import socket
from typing import Any, Self

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
