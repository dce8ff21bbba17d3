"""One request on a real wire, and everything that can become of it."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
import json
import logging
from typing import Any, override

from aiohttp import ClientSession, ClientTimeout, TCPConnector, web
from aiohttp.abc import AbstractResolver, ResolveResult
import pytest
from yarl import URL

from custom_components.vxg.aiovxg import (
    Token,
    VxgAuthenticationError,
    VxgClient,
    VxgConnectionError,
    VxgMediaError,
    VxgPermissionError,
    VxgRateLimitError,
    VxgRequestError,
    VxgResponseError,
    VxgTimeoutError,
    transport,
)
from custom_components.vxg.aiovxg.transport import Transport
from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID
from .conftest import Script, all_text_of

PATH = "/api/v2/server/time/"


@pytest.fixture
def wire(session: ClientSession, script: Script) -> Transport:
    """Return a transport to the scripted server."""
    return Transport(session, script.url)


def secrets(token: Token) -> tuple[str, ...]:
    """Return what must show up nowhere."""
    return token.value, token.inner, token.value[:30], token.inner[:30]


async def test_a_request_carries_the_credential_in_its_header_alone(
    wire: Transport, script: Script, token: Token
) -> None:
    script.answers = [{"a": 1}]
    answer = await wire.request(token, "GET", PATH, params={"x": "a,b c&d", "n": 5})
    assert answer == {"a": 1}
    (request,) = script.requests
    assert request.headers["Authorization"] == token.authorization
    assert dict(request.query) == {"x": "a,b c&d", "n": "5"}
    assert not any(secret in str(request.url) for secret in secrets(token))


async def test_a_base_url_keeps_its_path(
    session: ClientSession, script: Script, token: Token
) -> None:
    script.answers = [{}]
    wire = Transport(session, script.url / "vms/")
    await wire.request(token, "GET", PATH)
    assert script.requests[0].path == f"/vms{PATH}"


async def test_a_body_is_sent_as_json(
    wire: Transport, script: Script, token: Token
) -> None:
    sent: list[Any] = []

    def answer(request: web.Request) -> Any:
        sent.append(json.loads(request._read_bytes or b""))
        return {}

    script.answers = [answer]
    await wire.request(token, "POST", PATH, body={"meta": {"ü": "1"}})
    assert sent == [{"meta": {"ü": "1"}}]


@pytest.mark.parametrize("status", [200, 201, 202, 203, 206, 226])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
async def test_any_2xx_with_json_is_an_answer(
    wire: Transport, script: Script, token: Token, status: int, method: str
) -> None:
    script.answers = [web.Response(status=status, text='{"id": 5}')]
    assert await wire.request(token, method, PATH) == {"id": 5}


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
async def test_a_204_is_an_answer_without_content(
    wire: Transport, script: Script, token: Token, method: str
) -> None:
    script.answers = [web.Response(status=204)]
    assert await wire.request(token, method, PATH) is None


NO_JSON = [
    b"",
    b"  \n",
    b"<html>Login</html>",
    b'{"objects": [{"id": 1',
    b"\xff\xfe\xfd",
    b'{"a": "\xff"}',
    b"[" * 100_000,
]


@pytest.mark.parametrize("body", NO_JSON)
async def test_a_read_without_json_is_an_error(
    wire: Transport, script: Script, token: Token, body: bytes
) -> None:
    script.answers = [web.Response(body=body)]
    with pytest.raises(VxgResponseError):
        await wire.request(token, "GET", PATH)


@pytest.mark.parametrize("body", NO_JSON)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
async def test_a_write_that_is_accepted_needs_no_json(
    wire: Transport, script: Script, token: Token, body: bytes, method: str
) -> None:
    script.answers = [web.Response(body=body)]
    assert await wire.request(token, method, PATH) is None


async def test_json_is_read_with_a_byte_order_mark_and_odd_content_types(
    wire: Transport, script: Script, token: Token
) -> None:
    body = b'\xef\xbb\xbf{"a": NaN}'
    script.answers = [web.Response(body=body, content_type="text/plain")]
    assert list(await wire.request(token, "GET", PATH)) == ["a"]


async def test_the_error_of_a_cut_answer_holds_nothing_of_its_text(
    wire: Transport, script: Script, token: Token
) -> None:
    for body in (
        f'{{"objects": [{{"id": 1, "token": "{token.value}"',
        f'{{"token": "{token.value}\udcff"}}',
    ):
        content = body.encode(errors="surrogateescape")
        script.answers = [web.Response(body=content)]
        with pytest.raises(VxgResponseError) as caught:
            await wire.request(token, "GET", PATH)
        assert not any(secret in all_text_of(caught.value) for secret in secrets(token))


@pytest.mark.parametrize(
    ("status", "error"),
    [(401, VxgAuthenticationError), (403, VxgPermissionError), (500, VxgRequestError)],
)
@pytest.mark.parametrize("html", [True, False])
async def test_a_refusal_is_an_error_of_its_status(
    wire: Transport,
    script: Script,
    token: Token,
    status: int,
    error: type[VxgRequestError],
    html: bool,
) -> None:
    echo = {"errorDetail": f"{token.authorization} is bad"}
    text = "<html>No</html>" if html else json.dumps(echo)
    script.answers = [web.Response(status=status, text=text)]
    with pytest.raises(error) as caught:
        await wire.request(token, "GET", PATH)
    assert caught.value.detail == ("" if html else "Acc … is bad")
    assert not any(secret in all_text_of(caught.value) for secret in secrets(token))


async def test_patience_is_read_from_the_header(
    wire: Transport, script: Script, token: Token
) -> None:
    script.answers = [web.Response(status=429, headers={"Retry-After": "7"})]
    with pytest.raises(VxgRateLimitError) as caught:
        await wire.request(token, "GET", PATH)
    assert caught.value.retry_after == 7


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_redirect_is_not_followed(
    wire: Transport, script: Script, token: Token, status: int, method: str
) -> None:
    elsewhere = {"Location": str(script.url / "elsewhere")}
    script.answers = [web.Response(status=status, headers=elsewhere)]
    with pytest.raises(VxgResponseError):
        await wire.request(token, method, PATH)
    assert len(script.requests) == 1


async def test_a_giant_answer_is_given_up(
    wire: Transport, script: Script, token: Token, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "MAX_BODY_SIZE", 100_000)
    script.answers = [web.Response(body=b" " * 100_000 + b"{}")]
    with pytest.raises(VxgResponseError):
        await wire.request(token, "GET", PATH)
    script.answers = [web.Response(body=b" " * 99_998 + b"{}")]
    assert await wire.request(token, "GET", PATH) == {}


async def test_a_cloud_that_does_not_answer_in_time_is_a_time_out(
    client: VxgClient, cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert transport.TIMEOUT.total == 10
    monkeypatch.setattr(transport, "TIMEOUT", ClientTimeout(total=0.05))
    gate = cloud.faults.hold()
    with pytest.raises(VxgTimeoutError) as caught:
        await client.server_time()
    gate.release()
    assert not any(
        secret in all_text_of(caught.value) for secret in secrets(client.token)
    )


async def test_a_body_that_does_not_end_in_time_is_a_time_out(
    session: ClientSession, token: Token, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "TIMEOUT", ClientTimeout(total=0.05))
    with pytest.raises(VxgTimeoutError):
        async with raw_server(
            b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{", True
        ) as url:
            await Transport(session, url).request(token, "GET", PATH)


@asynccontextmanager
async def raw_server(answer: bytes, stay: bool = False) -> AsyncGenerator[URL]:
    """Serve bytes, then hang up or stay silent."""
    ended = asyncio.Event()

    async def handle(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        if stay:
            await ended.wait()
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()[:2]
    try:
        yield URL(f"http://{host}:{port}")
    finally:
        ended.set()
        server.close()
        await server.wait_closed()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"garbage\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 20_000 + b"\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd",
        b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\nContent-Length: 0\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_broken_http_is_an_error_without_the_credential(
    session: ClientSession, token: Token, answer: bytes, method: str
) -> None:
    async with raw_server(answer) as url:
        with pytest.raises(VxgConnectionError) as caught:
            await Transport(session, url).request(token, method, PATH)
    assert not any(secret in all_text_of(caught.value) for secret in secrets(token))


async def test_a_reset_in_mid_body_is_an_error(client: VxgClient, cloud: Cloud) -> None:
    cloud.faults.truncate_next(reset=True)
    with pytest.raises(VxgConnectionError):
        await client.server_time()
    cloud.faults.drop_next(method="POST")
    with pytest.raises(VxgConnectionError) as caught:
        await client.add_event_type(CAMERA_ID, "x")
    assert not caught.value.not_executed


@pytest.mark.parametrize("error", [AssertionError, RuntimeError])
async def test_a_session_that_is_closed_is_an_error_of_the_connection(
    wire: Transport,
    session: ClientSession,
    token: Token,
    monkeypatch: pytest.MonkeyPatch,
    error: type[Exception],
) -> None:
    def exchange(*_: Any) -> Any:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(wire, "_exchange", exchange)
        # Anything else of this kind is a fault of ours.
        with pytest.raises(error):
            await wire.request(token, "GET", PATH)
        await session.close()
        with pytest.raises(VxgConnectionError):
            await wire.request(token, "GET", PATH)
    with pytest.raises(VxgConnectionError):
        await wire.request(token, "GET", PATH)


async def test_a_cloud_that_is_not_there_is_an_error(
    session: ClientSession, token: Token, unused_tcp_port: int
) -> None:
    wire = Transport(session, URL(f"http://127.0.0.1:{unused_tcp_port}"))
    with pytest.raises(VxgConnectionError) as caught:
        await wire.request(token, "GET", PATH)
    assert caught.value.not_executed
    assert caught.value.__cause__ is not None
    assert not any(secret in all_text_of(caught.value) for secret in secrets(token))


async def test_a_server_without_tls_is_an_error_on_https(
    session: ClientSession, server: CloudServer, token: Token
) -> None:
    wire = Transport(session, URL(server.url).with_scheme("https"))
    with pytest.raises(VxgConnectionError):
        await wire.request(token, "GET", PATH)


class NoResolver(AbstractResolver):
    """A name server that knows nothing."""

    @override
    async def resolve(
        self, host: str, port: int = 0, family: int = 0
    ) -> list[ResolveResult]:
        raise OSError(f"Unknown {host}")

    @override
    async def close(self) -> None:
        """Have nothing to close."""


@pytest.mark.parametrize("host", ["web.x.invalid", "a" * 300, "a..b", "xn--"])
async def test_a_name_that_is_not_known_is_an_error(
    socket_enabled: None, token: Token, host: str
) -> None:
    async with ClientSession(connector=TCPConnector(resolver=NoResolver())) as session:
        wire = Transport(session, URL(f"http://{host}", encoded=True))
        with pytest.raises(VxgConnectionError):
            await wire.request(token, "GET", PATH)


async def test_a_request_that_is_cancelled_stays_cancelled(
    client: VxgClient, cloud: Cloud
) -> None:
    gate = cloud.faults.hold()
    task = asyncio.create_task(client.server_time())
    await gate.reached()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    gate.release()


@pytest.fixture
async def media(script: Script) -> Callable[..., Awaitable[tuple[bytes, str]]]:
    """Return a function that fetches from the scripted server."""
    async with ClientSession() as session:
        wire = Transport(session, URL("https://web.x.com"))

        async def fetch(path: str, max_bytes: int = 1000) -> tuple[bytes, str]:
            return await wire.fetch(f"{script.url}{path}", max_bytes=max_bytes)

        yield fetch


async def test_media_are_fetched_without_a_credential_and_unchanged_address(
    media: Any, script: Script
) -> None:
    script.answers = [web.Response(body=b"jpeg", content_type="image/jpeg")]
    path = "/a%2Fb/c%7E.jpg?sig=a%2Bb+c%3D&x=~"
    assert await media(path) == (b"jpeg", "image/jpeg")
    assert await media("/with space") == (b"jpeg", "image/jpeg")
    first, second = script.requests
    assert first.raw_path == path
    assert second.raw_path == "/with%20space"
    assert "Authorization" not in first.headers


async def test_media_may_be_somewhere_else(media: Any, script: Script) -> None:
    script.answers = [
        web.Response(status=302, headers={"Location": "/there"}),
        web.Response(body=b"x"),
    ]
    assert await media("/here") == (b"x", "application/octet-stream")
    assert not any("Authorization" in sent.headers for sent in script.requests)


@pytest.mark.parametrize(
    "answer",
    [
        web.Response(status=403, text="Expired"),
        web.Response(status=204),
        web.Response(status=206, body=b"x"),
        web.Response(status=416),
        web.Response(status=302, headers={"Location": "/round"}),
        web.Response(body=b"x" * 1001),
    ],
)
async def test_media_that_do_not_come_are_an_error_without_the_address(
    media: Any, script: Script, answer: web.Response
) -> None:
    script.answers = [answer]
    with pytest.raises(VxgMediaError) as caught:
        await media("/a?sig=geheim")
    assert "geheim" not in all_text_of(caught.value)


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
async def test_an_address_that_is_none_is_an_error_without_it(
    session: ClientSession, url: str
) -> None:
    wire = Transport(session, URL("https://web.x.com"))
    with pytest.raises(VxgMediaError) as caught:
        await wire.fetch(url, max_bytes=10)
    assert "geheim" not in all_text_of(caught.value)


async def test_nothing_that_is_logged_holds_a_credential(
    client: VxgClient,
    group: VxgClient,
    cloud: Cloud,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    cloud.faults.fail_next(status=500, detail=client.token.authorization)
    with pytest.raises(VxgConnectionError):
        await client.server_time()
    await client.cameras()
    await group.channels()
    await group.live_stream_urls(CAMERA_ID)
    known = [*cloud.credentials, *(each.inner for each in cloud.credentials.values())]
    shown = (
        caplog.text + repr(client) + repr(group) + repr(vars(client.token.__class__))
    )
    assert "/api/v2/cameras/" in caplog.text
    assert not any(secret in shown for secret in known)
    assert not any(
        secret in f"{request.path}{request.query}"
        for request in cloud.requests
        for secret in known
    )
