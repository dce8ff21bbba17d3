"""Test requests to media hosts, and the addresses that they may have."""

import asyncio
from collections.abc import Awaitable, Callable
import socket
from typing import Any, override

from aiohttp import ClientSession, CookieJar, TCPConnector, web
from aiohttp.abc import AbstractResolver, ResolveResult
import pytest
from yarl import URL

from custom_components.vxg.aiovxg import (
    KNOWN_SECRETS,
    MediaPolicy,
    VxgClient,
    VxgMediaError,
)
from custom_components.vxg.aiovxg.media import MediaClient

from .conftest import StubServer, error_text


def media_client(
    session: ClientSession, url: URL, *, configured: bool = False
) -> MediaClient:
    """Return a client of a server's media."""
    policy = MediaPolicy.for_server(url, configured=configured)
    return MediaClient(session, url, policy)


@pytest.fixture
async def media(stub: StubServer) -> Callable[..., Awaitable[tuple[bytes, str]]]:
    """Return a function that fetches media from the stub server."""
    async with ClientSession() as session:
        client = media_client(session, stub.url)

        async def fetch(path: str, max_bytes: int = 1000) -> tuple[bytes, str]:
            return await client.fetch(f"{stub.url}{path}", max_bytes=max_bytes)

        yield fetch


async def test_media_are_fetched_without_a_token_and_with_an_unchanged_url(
    media: Any, stub: StubServer
) -> None:
    stub.responses = [web.Response(body=b"jpeg", content_type="image/jpeg")]
    path = "/a%2Fb/c%7E.jpg?sig=a%2Bb+c%3D&x=~"
    assert await media(path) == (b"jpeg", "image/jpeg")
    assert await media("/with space") == (b"jpeg", "image/jpeg")
    first, second = stub.requests
    assert first.raw_path == path
    assert second.raw_path == "/with%20space"
    assert "Authorization" not in first.headers


async def test_redirects_of_media_are_followed(media: Any, stub: StubServer) -> None:
    stub.responses = [
        web.Response(status=302, headers={"Location": "/there"}),
        web.Response(body=b"x"),
    ]
    assert await media("/here") == (b"x", "application/octet-stream")
    assert not any("Authorization" in sent.headers for sent in stub.requests)


@pytest.mark.parametrize(
    "response",
    [
        web.Response(status=403, text="Expired"),
        web.Response(status=204),
        web.Response(status=206, body=b"x"),
        web.Response(status=416),
        web.Response(status=302, headers={"Location": "/round"}),
        web.Response(body=b"x" * 1001),
    ],
)
async def test_failed_media_requests_are_an_error_without_the_url(
    media: Any, stub: StubServer, response: web.Response
) -> None:
    stub.responses = [response]
    with pytest.raises(VxgMediaError) as caught:
        await media("/a?sig=geheim")
    assert "geheim" not in error_text(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/a?sig=geheim",
        "//host/a?sig=geheim",
        "ftp://host/a?sig=geheim",
        "file:///etc/geheim",
        "http://[::1?sig=geheim",
        "http://host:port/?sig=geheim",
        "http:///a?sig=geheim",
        "http://a b/?sig=geheim",
        "http://127.0.0.1:1/?sig=geheim",
        "\ud800",
    ],
)
async def test_an_invalid_media_url_is_an_error_without_the_url(
    session: ClientSession, url: str
) -> None:
    client = media_client(session, URL("http://127.0.0.1:1"))
    with pytest.raises(VxgMediaError) as caught:
        await client.fetch(url, max_bytes=10)
    assert "geheim" not in error_text(caught.value)


async def test_media_that_break_off_are_an_error_without_the_url(
    stub_client: VxgClient, stub: StubServer
) -> None:
    def break_off(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx")
        request.transport.close()
        return web.Response()

    stub.responses = [break_off]
    async with stub_client.media.open(f"{stub.url}/a?sig=geheim") as response:
        assert "geheim" not in repr(response)
        with pytest.raises(VxgMediaError, match="broke off") as caught:
            [chunk async for chunk in response.chunks]
    assert "geheim" not in error_text(caught.value)


async def test_the_signed_parts_of_urls_in_use_are_known_secrets(
    stub_client: VxgClient, stub: StubServer
) -> None:
    stub.responses = [
        web.Response(status=302, headers={"Location": "/b?sig=geheim-target-1"}),
        web.Response(status=403),
    ]
    with pytest.raises(VxgMediaError):
        await stub_client.media.fetch(f"{stub.url}/a?sig=geheim-source-1", max_bytes=9)
    text = "Cannot open geheim-source-1 (from geheim-target-1)"
    assert KNOWN_SECRETS.redact(text) == "Cannot open … (from …)"


@pytest.mark.parametrize(
    ("base", "url", "resolved"),
    [
        ("http://10.0.0.1", "/a.jpg?s=%2F", "http://10.0.0.1/a.jpg?s=%2F"),
        ("http://10.0.0.1/vms", "/a.jpg", "http://10.0.0.1/a.jpg"),
        ("http://10.0.0.1/vms", "a.jpg", "http://10.0.0.1/vms/a.jpg"),
        ("http://10.0.0.1/vms/", "../b/a.jpg", "http://10.0.0.1/b/a.jpg"),
        ("https://web.x.com", "//media.x.com/a", "https://media.x.com/a"),
        ("https://web.x.com", "https://m.x.com/a%2fb", "https://m.x.com/a%2fb"),
        ("https://web.x.com", "rtsp://m.x.com/a", "rtsp://m.x.com/a"),
        ("https://web.x.com", "file:///etc/passwd", "file:///etc/passwd"),
        ("https://web.x.com", "", ""),
        ("https://web.x.com", "http://[::1", "http://[::1"),
    ],
)
async def test_a_relative_url_is_relative_to_the_server(
    session: ClientSession, base: str, url: str, resolved: str
) -> None:
    assert media_client(session, URL(base)).resolve(url) == resolved


async def test_media_with_a_relative_url_are_fetched_from_the_server(
    session: ClientSession, stub: StubServer
) -> None:
    stub.responses = [web.Response(body=b"x")]
    client = media_client(session, stub.url / "vms")
    assert (await client.fetch("thumb/1.jpg?sig=a%2Bb", max_bytes=9))[0] == b"x"
    assert stub.requests[0].raw_path == "/vms/thumb/1.jpg?sig=a%2Bb"


PUBLIC = ("https://media.x.com/a", "https://93.184.215.14/a", "https://[2606:2800::1]")
PLAIN = ("http://media.x.com/a", "http://93.184.215.14/a", "http://[2606:2800::1]/")
LAN = (
    "192.168.1.5",
    "10.1.2.3",
    "172.16.0.1",
    "100.64.0.1",
    "[fd00::1]",
    "[::ffff:192.168.1.5]",
    "[64:ff9b::c0a8:105]",
    "[2002:c0a8:105::]",
)
LOCAL = (
    "127.0.0.1",
    "127.8.9.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "0.0.0.0",
    "[::]",
    "169.254.169.254",
    "[fe80::1]",
    "224.0.0.1",
    "255.255.255.255",
    "localhost",
    "a.localhost",
)
NO_MEDIA = (
    "ftp://media.x.com/a",
    "file:///etc/passwd",
    "concat:a|b",
    "data:text/plain,x",
    "https://",
    "https://[::1",
    "//media.x.com/a",
    "",
)


@pytest.mark.parametrize(
    ("server", "configured", "private", "local"),
    [
        ("https://web.x.com", False, False, False),
        ("https://93.184.215.14", False, False, False),
        # A user's own server may have any name.
        ("https://vms.x.com", True, True, False),
        ("https://192.168.1.2", False, True, False),
        ("http://192.168.1.2:8080", True, True, False),
        ("https://[fd00::2]", False, True, False),
        ("http://127.0.0.1:8080", True, True, True),
        ("http://localhost", True, True, True),
    ],
)
def test_media_may_be_where_their_server_is_and_in_public_with_https(
    server: str, configured: bool, private: bool, local: bool
) -> None:
    policy = MediaPolicy.for_server(URL(server), configured=configured)
    assert all(policy.allows(url) for url in PUBLIC)
    assert all(policy.allows(f"rtsp{url.removeprefix('https')}") for url in PUBLIC)
    assert not any(policy.allows(url) for url in (*PLAIN, *NO_MEDIA))
    for scheme in ("https", "http", "rtsp", "rtmps"):
        for hosts, allowed in ((LAN, private), (LOCAL, local)):
            for host in hosts:
                assert policy.allows(f"{scheme}://{host}:8000/a") is allowed, host
    for host in (*LAN, *LOCAL):
        if host.endswith("localhost"):
            continue
        allowed = private if host in LAN else local
        assert policy.allows_address(host.strip("[]")) is allowed
    # Without TLS only to names of the home network.
    for name in ("nas", "nas.local", "nas.lan", "nas.home.arpa"):
        assert policy.allows(f"http://{name}/a") is private
        assert policy.allows(f"https://{name}/a")


class StubPolicy(MediaPolicy):
    """The policy of a public cloud, except that the stub server is allowed."""

    @override
    def allows(self, text: str) -> bool:
        return ":8123" not in text and (
            text.startswith("http://127.0.0.1:") or super().allows(text)
        )

    @override
    def allows_address(self, host: str) -> bool:
        return host == "127.0.0.1" or super().allows_address(host)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/a",
        "http://media.x.com/a",
        "https://192.168.1.1/",
        "http://127.0.0.1:8123/",
        "//127.0.0.1:8123/",
        "file:///x",
    ],
)
async def test_a_redirect_to_an_address_that_is_not_allowed_is_not_followed(
    stub: StubServer, status: int, target: str
) -> None:
    stub.responses = [
        web.Response(status=302, headers={"Location": "/first"}),
        web.Response(status=status, headers={"Location": target}),
    ]
    policy = StubPolicy(private=False, local=False)
    connector = TCPConnector(socket_factory=policy.open_socket)
    async with ClientSession(connector=connector) as session:
        client = MediaClient(session, URL("https://web.x.com"), policy)
        with pytest.raises(VxgMediaError, match="Not the URL"):
            await client.fetch(f"{stub.url}/a", max_bytes=9)
    assert [request.path for request in stub.requests] == ["/a", "/first"]


class Rebinding(AbstractResolver):
    """Resolves a public name to addresses that change with each lookup."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = list(addresses)

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        address = self.addresses.pop(0)
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=family,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
        ]

    @override
    async def close(self) -> None:
        """Do nothing."""


@pytest.mark.parametrize("configured", [True, False])
@pytest.mark.parametrize("path", ["", "/redirected"])
async def test_the_address_that_is_connected_to_is_checked(
    stub: StubServer, configured: bool, path: str
) -> None:
    stub.responses = [web.Response(body=b"x")]
    url = URL("https://web.x.com")
    policy = MediaPolicy.for_server(url, configured=configured)
    connector = TCPConnector(
        resolver=Rebinding("127.0.0.1"), socket_factory=policy.open_socket
    )
    async with ClientSession(connector=connector) as session:
        client = MediaClient(session, url, policy)
        with pytest.raises(VxgMediaError) as caught:
            await client.fetch(
                f"https://media.x.com:{stub.url.port}/a?sig=geheim", max_bytes=9
            )
    assert "geheim" not in error_text(caught.value)
    assert not stub.requests


@pytest.mark.parametrize(
    ("found", "allowed"),
    [
        (["93.184.215.14"], True),
        (["93.184.215.14", "10.0.0.1"], False),
        (["127.0.0.1"], False),
        (["::1"], False),
        ([], False),
    ],
)
async def test_a_name_that_somebody_else_will_resolve_is_looked_up(
    monkeypatch: pytest.MonkeyPatch, found: list[str], allowed: bool
) -> None:
    async def getaddrinfo(*_: Any, **__: Any) -> list[Any]:
        if not found:
            raise socket.gaierror
        return [(0, 0, 0, "", (address, 0)) for address in found]

    loop = asyncio.get_running_loop()
    monkeypatch.setattr(loop, "getaddrinfo", getaddrinfo)
    policy = MediaPolicy.for_server(URL("https://web.x.com"), configured=False)
    assert await policy.allows_resolved("rtsp://media.x.com/a") is allowed
    # Addresses are not looked up.
    assert await policy.allows_resolved("rtsp://93.184.215.14/a")
    assert not await policy.allows_resolved("rtsp://10.0.0.1/a")


async def test_cookies_are_sent_to_the_host_that_set_them_only(
    stub_client: VxgClient, stub: StubServer
) -> None:
    cookies = CookieJar(unsafe=True)

    async def read(path: str, jar: CookieJar | None) -> str | None:
        async with stub_client.media.open(f"{stub.url}{path}", cookies=jar):
            return stub.requests[-1].headers.get("Cookie")

    headers = {"Set-Cookie": 'a="x y"; Path=/live/', "Location": "/live/2"}
    stub.responses = [
        web.Response(status=302, headers=headers),
        web.Response(body=b"x"),
    ]
    assert await read("/1", cookies) == 'a="x y"'
    assert await read("/live/3", cookies) == 'a="x y"'
    assert await read("/other", cookies) is None
    assert await read("/live/3", None) is None
    assert await read("/live/3", CookieJar(unsafe=True)) is None
    elsewhere = URL("http://127.0.0.2/live/3")
    assert not cookies.filter_cookies(elsewhere)


@pytest.mark.parametrize("host", ["127.0.0.1", "nas.local"])
async def test_a_password_is_not_passed_on_to_another_host(
    stub: StubServer, host: str
) -> None:
    target = stub.url.with_host(host) / "b"
    stub.responses = [
        web.Response(status=302, headers={"Location": str(target)}),
        web.Response(body=b"x"),
    ]
    source = stub.url.with_user("me").with_password("geheim") / "a"
    connector = TCPConnector(resolver=Rebinding("127.0.0.1"))
    async with (
        ClientSession(connector=connector) as session,
        media_client(session, stub.url).open(str(source)) as response,
    ):
        # Segments of a playlist are relative to it.
        assert ("geheim" in response.url) is (host == source.host)
    assert "Authorization" in stub.requests[0].headers
    assert "Authorization" not in stub.requests[1].headers
