"""Test requests over loopback and their errors."""

import asyncio
from collections.abc import AsyncGenerator
from compression import zstd
from contextlib import asynccontextmanager, suppress
import json
import logging
from typing import Any, override
import zlib

from aiohttp import ClientSession, ClientTimeout, TCPConnector, compression_utils, web
from aiohttp.abc import AbstractResolver, ResolveResult
import orjson
import pytest
from yarl import URL

from custom_components.vxg.aiovxg import (
    Token,
    VxgAuthenticationError,
    VxgBadRequestError,
    VxgClient,
    VxgConnectionError,
    VxgPermissionError,
    VxgRateLimitError,
    VxgRequestError,
    VxgResponseError,
    VxgResponseSizeError,
    VxgTimeoutError,
    transport,
)
from custom_components.vxg.aiovxg.transport import Transport
from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID
from .conftest import StubServer, error_text

PATH = "/api/v2/server/time/"


@pytest.fixture(params=[None, orjson.loads], ids=["json", "orjson"])
def wire(
    request: pytest.FixtureRequest, session: ClientSession, stub: StubServer
) -> Transport:
    """Return a transport to the stub server, with either decoder."""
    return Transport(session, stub.url, loads=request.param)


def secrets(token: Token) -> tuple[str, ...]:
    """Return the secrets that must not be exposed."""
    return token.value, token.inner, token.value[:30], token.inner[:30]


async def test_a_request_contains_the_token_in_its_header_only(
    wire: Transport, stub: StubServer, token: Token
) -> None:
    stub.responses = [{"a": 1}]
    response = await wire.request(token, "GET", PATH, params={"x": "a,b c&d", "n": 5})
    assert response == {"a": 1}
    (request,) = stub.requests
    assert request.headers["Authorization"] == token.authorization
    assert dict(request.query) == {"x": "a,b c&d", "n": "5"}
    assert not any(secret in str(request.url) for secret in secrets(token))


async def test_the_path_of_a_base_url_is_preserved(
    session: ClientSession, stub: StubServer, token: Token
) -> None:
    stub.responses = [{}]
    wire = Transport(session, stub.url / "vms/")
    await wire.request(token, "GET", PATH)
    assert stub.requests[0].path == f"/vms{PATH}"


async def test_a_body_is_sent_as_json(
    wire: Transport, stub: StubServer, token: Token
) -> None:
    sent: list[Any] = []

    def response(request: web.Request) -> Any:
        sent.append(json.loads(request._read_bytes or b""))
        return {}

    stub.responses = [response]
    await wire.request(token, "POST", PATH, body={"meta": {"ü": "1"}})
    assert sent == [{"meta": {"ü": "1"}}]


@pytest.mark.parametrize("status", [200, 201, 202, 203, 206, 226])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
async def test_any_2xx_with_json_is_a_success(
    wire: Transport, stub: StubServer, token: Token, status: int, method: str
) -> None:
    stub.responses = [web.Response(status=status, text='{"id": 5}')]
    assert await wire.request(token, method, PATH) == {"id": 5}


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
async def test_a_204_is_a_success_without_content(
    wire: Transport, stub: StubServer, token: Token, method: str
) -> None:
    stub.responses = [web.Response(status=204)]
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
    wire: Transport, stub: StubServer, token: Token, body: bytes
) -> None:
    stub.responses = [web.Response(body=body)]
    with pytest.raises(VxgResponseError):
        await wire.request(token, "GET", PATH)


WRITES = ["POST", "PUT", "DELETE"]


@pytest.mark.parametrize("body", [body for body in NO_JSON if b"<" not in body])
@pytest.mark.parametrize("method", WRITES)
async def test_a_successful_write_does_not_require_json(
    wire: Transport, stub: StubServer, token: Token, body: bytes, method: str
) -> None:
    stub.responses = [web.Response(body=body)]
    assert await wire.request(token, method, PATH) is None


@pytest.mark.parametrize(
    "body",
    [
        b"<html>Login</html>",
        b"\xef\xbb\xbf\r\n <!DOCTYPE html>",
        b"<?xml version='1.0'?>",
        b"<html>" + b"{,<" * 50_000,
    ],
)
@pytest.mark.parametrize("method", WRITES)
async def test_a_web_page_is_no_success_of_a_write(
    wire: Transport, stub: StubServer, token: Token, body: bytes, method: str
) -> None:
    """It is the login or the maintenance page of a proxy, and the cloud got nothing."""
    stub.responses = [web.Response(body=body)]
    with pytest.raises(VxgResponseError) as caught:
        await wire.request(token, method, PATH)
    assert not caught.value.not_executed
    # The cloud itself says so.
    stub.responses = [web.Response(body=body, status=201)]
    assert await wire.request(token, method, PATH) is None


async def test_json_is_parsed_with_a_byte_order_mark_and_any_content_type(
    wire: Transport, stub: StubServer, token: Token
) -> None:
    body = b'\xef\xbb\xbf{"a": NaN}'
    stub.responses = [web.Response(body=body, content_type="text/plain")]
    assert list(await wire.request(token, "GET", PATH)) == ["a"]


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b'{"a": "\\ud800"}', "\ud800"),
        (b'{"a": NaN}', None),
        (b'\xef\xbb\xbf{"a": 5}', 5),
        (b'{"a": ' + b"9" * 30 + b"}", None),
    ],
    ids=["surrogate", "nan", "mark", "integer"],
)
async def test_one_odd_value_does_not_spoil_a_page_with_any_decoder(
    wire: Transport, stub: StubServer, token: Token, body: bytes, value: Any
) -> None:
    stub.responses = [web.Response(body=body)]
    response = await wire.request(token, "GET", PATH)
    assert list(response) == ["a"]
    assert value is None or response["a"] == value


@pytest.mark.parametrize(
    "body", [b'{"a": 1}', b'{"a": NaN}', b"<html>", b"[" * 100_000, b" " * 3_000_000]
)
async def test_the_given_decoder_is_asked_first_but_not_about_what_is_too_large(
    session: ClientSession, stub: StubServer, token: Token, body: bytes
) -> None:
    decoded: list[bytes] = []

    def loads(content: bytes) -> Any:
        decoded.append(content)
        return orjson.loads(content)

    stub.responses = [web.Response(body=body)]
    with suppress(VxgResponseError):
        await Transport(session, stub.url, loads=loads).request(token, "GET", PATH)
    is_small = len(body) < transport.MAX_JSON_OBJECTS
    assert decoded == ([body] if is_small else [])


async def test_the_error_of_a_truncated_response_contains_nothing_of_its_text(
    wire: Transport, stub: StubServer, token: Token
) -> None:
    for body in (
        f'{{"objects": [{{"id": 1, "token": "{token.value}"',
        f'{{"token": "{token.value}\udcff"}}',
    ):
        content = body.encode(errors="surrogateescape")
        stub.responses = [web.Response(body=content)]
        with pytest.raises(VxgResponseError) as caught:
            await wire.request(token, "GET", PATH)
        assert not any(secret in error_text(caught.value) for secret in secrets(token))


@pytest.mark.parametrize(
    ("status", "error"),
    [(401, VxgAuthenticationError), (403, VxgPermissionError), (500, VxgRequestError)],
)
@pytest.mark.parametrize("html", [True, False])
async def test_a_status_is_raised_as_its_error_without_the_token(
    wire: Transport,
    stub: StubServer,
    token: Token,
    status: int,
    error: type[VxgRequestError],
    html: bool,
) -> None:
    echo = {"errorDetail": f"{token.authorization} is bad"}
    text = "<html>No</html>" if html else json.dumps(echo)
    stub.responses = [web.Response(status=status, text=text)]
    with pytest.raises(error) as caught:
        await wire.request(token, "GET", PATH)
    assert caught.value.detail == ("" if html else "Acc … is bad")
    assert not any(secret in error_text(caught.value) for secret in secrets(token))


async def test_retry_after_is_parsed_from_the_header(
    wire: Transport, stub: StubServer, token: Token
) -> None:
    stub.responses = [web.Response(status=429, headers={"Retry-After": "7"})]
    with pytest.raises(VxgRateLimitError) as caught:
        await wire.request(token, "GET", PATH)
    assert caught.value.retry_after == 7


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_redirect_is_not_followed(
    wire: Transport, stub: StubServer, token: Token, status: int, method: str
) -> None:
    elsewhere = {"Location": str(stub.url / "elsewhere")}
    stub.responses = [web.Response(status=status, headers=elsewhere)]
    with pytest.raises(VxgResponseError):
        await wire.request(token, method, PATH)
    assert len(stub.requests) == 1


async def test_a_response_that_is_too_large_is_an_error(
    wire: Transport, stub: StubServer, token: Token, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "MAX_BODY_SIZE", 100_000)
    stub.responses = [web.Response(body=b" " * 100_000 + b"{}")]
    with pytest.raises(VxgResponseError):
        await wire.request(token, "GET", PATH)
    # A write was executed all the same.
    assert await wire.request(token, "POST", PATH) is None
    stub.responses = [web.Response(body=b" " * 99_998 + b"{}")]
    assert await wire.request(token, "GET", PATH) == {}


def compressed(encoding: str, size: int = 40) -> web.Response:
    """Return a response that is a thousand times as large when it is decompressed."""
    packer: Any = (
        zstd.ZstdCompressor()
        if encoding == "zstd"
        # Servers send both kinds of deflate.
        else zlib.compressobj(
            9, wbits={"gzip": 31, "deflate": 15, "raw": -15}[encoding]
        )
    )
    body = b"".join(packer.compress(b" " * 1_000_000) for _ in range(size))
    name = "deflate" if encoding == "raw" else encoding
    return web.Response(body=body + packer.flush(), headers={"Content-Encoding": name})


@pytest.mark.parametrize("status", [200, 500])
@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw", "zstd"])
async def test_a_compressed_response_is_refused_before_it_is_all_decompressed(
    session: ClientSession,
    stub: StubServer,
    token: Token,
    monkeypatch: pytest.MonkeyPatch,
    encoding: str,
    status: int,
) -> None:
    sizes = []
    for decompressor in (
        compression_utils.ZLibDecompressor,
        compression_utils.ZSTDDecompressor,
    ):

        def counted(
            *args: Any, original: Any = decompressor.decompress_sync, **kwargs: Any
        ) -> Any:
            sizes.append(len(result := original(*args, **kwargs)))
            return result

        monkeypatch.setattr(decompressor, "decompress_sync", counted)
    response = compressed(encoding)
    response.set_status(status)
    stub.responses = [response]
    with pytest.raises(VxgConnectionError):
        await Transport(session, stub.url).request(token, "GET", PATH)
    # What is decompressed ahead is bounded as well.
    limit = transport.MAX_ERROR_SIZE if status == 500 else transport.MAX_BODY_SIZE
    assert limit < sum(sizes) < limit + 2_000_000


@pytest.mark.parametrize(
    "response",
    [
        web.Response(body=b" " * 40_000_000),
        compressed("gzip"),
        web.Response(body=b"[" + b"[]," * 700_000 + b"0]"),
        web.Response(body=b'{"a":{' + b'"b":0,' * 300_000 + b'"c":0}}'),
    ],
    ids=["large", "compressed", "objects", "values"],
)
async def test_a_response_that_takes_long_to_decode_is_refused(
    wire: Transport, stub: StubServer, token: Token, response: web.Response
) -> None:
    stub.responses = [response]
    with pytest.raises(VxgResponseSizeError):
        await wire.request(token, "GET", PATH)
    assert await wire.request(token, "POST", PATH) is None


async def test_an_integer_of_thousands_of_digits_is_unusable(
    wire: Transport, stub: StubServer, token: Token
) -> None:
    stub.responses = [web.Response(body=b'{"a": ' + b"9" * 4000 + b', "b": -12}')]
    assert await wire.request(token, "GET", PATH) == {"a": None, "b": -12}


@pytest.mark.parametrize("size", [40_000_000, 65_537])
async def test_only_the_beginning_of_an_error_is_read(
    wire: Transport, stub: StubServer, token: Token, size: int
) -> None:
    body = b'{"errorDetail": "x"}'
    stub.responses = [web.Response(status=400, body=body + b" " * size)]
    with pytest.raises(VxgBadRequestError) as caught:
        await wire.request(token, "GET", PATH)
    assert caught.value.detail == "x"


async def test_a_missing_response_is_a_timeout(
    client: VxgClient, cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert transport.TIMEOUT.total == 10
    monkeypatch.setattr(transport, "TIMEOUT", ClientTimeout(total=0.05))
    gate = cloud.faults.hold()
    with pytest.raises(VxgTimeoutError) as caught:
        await client.server_time()
    gate.release()
    assert not any(
        secret in error_text(caught.value) for secret in secrets(client.token)
    )


async def test_a_body_that_does_not_end_in_time_is_a_timeout(
    session: ClientSession, token: Token, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "TIMEOUT", ClientTimeout(total=0.05))
    with pytest.raises(VxgTimeoutError):
        async with raw_server(
            b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{", True
        ) as url:
            await Transport(session, url).request(token, "GET", PATH)


@asynccontextmanager
async def raw_server(response: bytes, keep_open: bool = False) -> AsyncGenerator[URL]:
    """Serve bytes, then close the connection or leave it open."""
    ended = asyncio.Event()

    async def handle(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(response)
        await writer.drain()
        if keep_open:
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
    "response",
    [
        b"",
        b"garbage\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 20_000 + b"\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd",
        # Not accepted without the library that decodes it, and no JSON with it.
        b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\nContent-Length: 0\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_malformed_http_is_an_error_without_the_token(
    session: ClientSession, token: Token, response: bytes, method: str
) -> None:
    async with raw_server(response) as url:
        with pytest.raises(VxgConnectionError) as caught:
            await Transport(session, url).request(token, method, PATH)
    assert not any(secret in error_text(caught.value) for secret in secrets(token))


async def test_a_connection_reset_is_an_error_and_may_have_been_executed(
    client: VxgClient, cloud: Cloud
) -> None:
    cloud.faults.truncate_next(reset=True)
    with pytest.raises(VxgConnectionError):
        await client.server_time()
    cloud.faults.drop_next(method="POST")
    with pytest.raises(VxgConnectionError) as caught:
        await client.add_event_type(CAMERA_ID, "x")
    assert not caught.value.not_executed


@asynccontextmanager
async def impatient_server(*, answers: bool) -> AsyncGenerator[tuple[URL, list[str]]]:
    """Serve one request of each connection, and list all that are received.

    The connection is kept, and closed as soon as the next request arrives. Without
    `answers`, it is closed after a write was received.
    """
    received: list[str] = []

    async def handle(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        with suppress(asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            received.append(method := head.partition(b" ")[0].decode())
            if answers or method == "GET":
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
                await reader.read(1)
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()[:2]
    try:
        yield URL(f"http://{host}:{port}"), received
    finally:
        server.close()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
async def test_a_write_succeeds_although_the_server_closes_the_kept_connection(
    session: ClientSession, token: Token, method: str
) -> None:
    async with (
        ClientSession(connector=TCPConnector(force_close=True)) as write_session,
        impatient_server(answers=True) as (url, received),
    ):
        wire = Transport(session, url, write_session=write_session)
        for _ in range(3):
            await wire.request(token, "GET", PATH)
            await wire.request(token, method, PATH, body={"a": 1})
    assert received == ["GET", method] * 3


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize("kept", [True, False])
async def test_a_write_that_may_have_been_received_is_not_sent_again(
    session: ClientSession, token: Token, method: str, kept: bool
) -> None:
    async with impatient_server(answers=False) as (url, received):
        wire = Transport(session, url)
        if kept:
            await wire.request(token, "GET", PATH)
            received.clear()
        with pytest.raises(VxgConnectionError) as caught:
            await wire.request(token, method, PATH, body={"a": 1})
    # A kept connection is closed when the first byte arrives.
    assert received == ([] if kept else [method])
    assert not caught.value.not_executed
    assert not any(secret in error_text(caught.value) for secret in secrets(token))


@pytest.mark.parametrize("error", [AssertionError, RuntimeError])
async def test_a_closed_session_is_a_connection_error(
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
        # With an open session these are bugs of the client.
        with pytest.raises(error):
            await wire.request(token, "GET", PATH)
        await session.close()
        with pytest.raises(VxgConnectionError):
            await wire.request(token, "GET", PATH)
    with pytest.raises(VxgConnectionError):
        await wire.request(token, "GET", PATH)


async def test_a_refused_connection_is_an_error_and_not_executed(
    session: ClientSession, token: Token, unused_tcp_port: int
) -> None:
    wire = Transport(session, URL(f"http://127.0.0.1:{unused_tcp_port}"))
    with pytest.raises(VxgConnectionError) as caught:
        await wire.request(token, "GET", PATH)
    assert caught.value.not_executed
    assert caught.value.__cause__ is not None
    assert not any(secret in error_text(caught.value) for secret in secrets(token))


async def test_a_server_without_tls_is_an_error_on_https(
    session: ClientSession, server: CloudServer, token: Token
) -> None:
    wire = Transport(session, URL(server.url).with_scheme("https"))
    with pytest.raises(VxgConnectionError):
        await wire.request(token, "GET", PATH)


class NoResolver(AbstractResolver):
    """A resolver that does not know any host."""

    @override
    async def resolve(
        self, host: str, port: int = 0, family: int = 0
    ) -> list[ResolveResult]:
        raise OSError(f"Unknown {host}")

    @override
    async def close(self) -> None:
        """Do nothing."""


@pytest.mark.parametrize("host", ["web.x.invalid", "a" * 300, "a..b", "xn--"])
async def test_a_host_that_cannot_be_resolved_is_an_error(
    socket_enabled: None, token: Token, host: str
) -> None:
    async with ClientSession(connector=TCPConnector(resolver=NoResolver())) as session:
        wire = Transport(session, URL(f"http://{host}", encoded=True))
        with pytest.raises(VxgConnectionError):
            await wire.request(token, "GET", PATH)


async def test_a_cancelled_request_raises_cancelled_error(
    client: VxgClient, cloud: Cloud
) -> None:
    gate = cloud.faults.hold()
    task = asyncio.create_task(client.server_time())
    await gate.reached()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    gate.release()


async def test_logs_and_reprs_contain_no_token(
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
    output = (
        caplog.text + repr(client) + repr(group) + repr(vars(client.token.__class__))
    )
    assert "/api/v2/cameras/" in caplog.text
    assert not any(secret in output for secret in known)
    assert not any(
        secret in f"{request.path}{request.query}"
        for request in cloud.requests
        for secret in known
    )
