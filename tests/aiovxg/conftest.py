"""Fixtures of the client's tests: no Home Assistant, and a server that misbehaves."""

from base64 import b64encode
from collections.abc import AsyncGenerator, Callable, Iterator
from dataclasses import dataclass, field
import json
from typing import Any

from aiohttp import ClientSession, web
import pytest
from yarl import URL

from custom_components.vxg.aiovxg import Token, VxgClient, VxgError, parse_token
from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID

INNER_TOKEN = "share.eyJzaSI6IDkxMDAxfQ.66f0a1c4tbc1fab00.Zk3Qw9nYx1LrT0vUe5aSd2HbMcE"

type MakeClient = Callable[..., VxgClient]


@pytest.fixture(autouse=True)
def _custom_integrations() -> None:
    """Override the fixture of Home Assistant, which the client does not depend on."""


def channel_token(**content: Any) -> str:
    """Return a channel token with changed contents; None removes a key."""
    full = {"camid": CAMERA_ID, "access": "all", "token": INNER_TOKEN, **content}
    full = {key: value for key, value in full.items() if value is not None}
    return b64encode(json.dumps(full).encode()).decode()


def group_token(**content: Any) -> str:
    """Return a group token."""
    return channel_token(camid=None, access=None, **content)


@dataclass
class StubServer:
    """A server that sends given responses, the last one repeatedly."""

    url: URL = field(default_factory=URL)
    responses: list[web.Response | Any] = field(default_factory=list)
    requests: list[web.Request] = field(default_factory=list)

    async def respond(self, request: web.Request) -> web.Response:
        """Send the next response, which may be any value to send as JSON."""
        await request.read()
        self.requests.append(request)
        last = len(self.responses) == 1
        response = self.responses[0] if last else self.responses.pop(0)
        if callable(response):
            response = response(request)
        if isinstance(response, web.Response):
            return web.Response(
                status=response.status, body=response.body, headers=response.headers
            )
        return web.json_response(response)


@pytest.fixture
async def session(socket_enabled: None) -> AsyncGenerator[ClientSession]:
    """Return a client session of aiohttp."""
    async with ClientSession() as session:
        yield session


@pytest.fixture
async def stub(socket_enabled: None) -> AsyncGenerator[StubServer]:
    """Serve the responses of a test."""
    stub = StubServer()
    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", stub.respond)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    stub.url = URL(f"http://{host}:{port}")
    yield stub
    await runner.cleanup()


@pytest.fixture
def token() -> Token:
    """Return a channel token."""
    return parse_token(channel_token())


@pytest.fixture
def stub_client(session: ClientSession, stub: StubServer, token: Token) -> VxgClient:
    """Return a client of the stub server."""
    return VxgClient(session, token, base_url=stub.url)


@pytest.fixture
def make_client(
    session: ClientSession, cloud: Cloud, server: CloudServer
) -> MakeClient:
    """Return a function that creates clients of the simulated cloud."""

    def make(text: str | None = None) -> VxgClient:
        token = parse_token(text or cloud.channel_token(CAMERA_ID))
        return VxgClient(session, token, base_url=URL(server.url))

    return make


@pytest.fixture
def client(make_client: MakeClient) -> VxgClient:
    """Return a client with a channel token."""
    return make_client()


@pytest.fixture
def group(make_client: MakeClient, cloud: Cloud) -> VxgClient:
    """Return a client with a token of a group of two cameras."""
    cloud.add_camera(61, "Garden")
    cloud.channel_token(CAMERA_ID)
    return make_client(cloud.group_token())


def exception_chain(err: BaseException | None) -> Iterator[BaseException]:
    """Yield an error with all causes and contexts, also suppressed ones."""
    if err is not None:
        yield err
        yield from exception_chain(err.__cause__)
        yield from exception_chain(err.__context__)


def error_text(err: VxgError) -> str:
    """Return all text of an error and its causes and contexts."""
    return "\n".join(
        f"{each!s} {each!r} {each.args!r} {vars(each)!r}"
        # Attributes of extension types, which are not in the instance's dictionary.
        f" {getattr(each, 'doc', '')!r} {getattr(each, 'object', '')!r}"
        for each in exception_chain(err)
    )
