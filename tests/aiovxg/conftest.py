"""What the client's tests share: no Home Assistant, and servers worse than the simulator."""

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

INNER = "share.eyJzaSI6IDkxMDAxfQ.66f0a1c4tbc1fab00.Zk3Qw9nYx1LrT0vUe5aSd2HbMcE"

type MakeClient = Callable[..., VxgClient]


@pytest.fixture(autouse=True)
def _custom_integrations() -> None:
    """Do without Home Assistant, which the client does not know."""


def token_text(**content: Any) -> str:
    """Return a channel token with other contents; None takes a key away."""
    full = {"camid": CAMERA_ID, "access": "all", "token": INNER, **content}
    full = {key: value for key, value in full.items() if value is not None}
    return b64encode(json.dumps(full).encode()).decode()


def group_text(**content: Any) -> str:
    """Return a group token."""
    return token_text(camid=None, access=None, **content)


@dataclass
class Script:
    """A server that answers as it is told, the last answer for ever."""

    url: URL = field(default_factory=URL)
    answers: list[web.Response | Any] = field(default_factory=list)
    requests: list[web.Request] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        """Give the next answer: a response, or anything as JSON."""
        await request.read()
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if callable(answer):
            answer = answer(request)
        if isinstance(answer, web.Response):
            return web.Response(
                status=answer.status, body=answer.body, headers=answer.headers
            )
        return web.json_response(answer)


@pytest.fixture
async def session(socket_enabled: None) -> AsyncGenerator[ClientSession]:
    """Return a session of aiohttp as it comes."""
    async with ClientSession() as session:
        yield session


@pytest.fixture
async def script(socket_enabled: None) -> AsyncGenerator[Script]:
    """Serve whatever a test wants."""
    script = Script()
    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", script.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    script.url = URL(f"http://{host}:{port}")
    yield script
    await runner.cleanup()


@pytest.fixture
def token() -> Token:
    """Return a channel token."""
    return parse_token(token_text())


@pytest.fixture
def scripted(session: ClientSession, script: Script, token: Token) -> VxgClient:
    """Return a client of the scripted server."""
    return VxgClient(session, token, base_url=script.url)


@pytest.fixture
def make_client(
    session: ClientSession, cloud: Cloud, server: CloudServer
) -> MakeClient:
    """Return a function that makes clients of the simulated cloud."""

    def make(text: str | None = None) -> VxgClient:
        token = parse_token(text or cloud.channel_token(CAMERA_ID))
        return VxgClient(session, token, base_url=URL(server.url))

    return make


@pytest.fixture
def client(make_client: MakeClient) -> VxgClient:
    """Return the client of the one camera."""
    return make_client()


@pytest.fixture
def group(make_client: MakeClient, cloud: Cloud) -> VxgClient:
    """Return the client of a group with one camera more."""
    cloud.add_camera(61, "Garden")
    cloud.channel_token(CAMERA_ID)
    return make_client(cloud.group_token())


def chain(err: BaseException | None) -> Iterator[BaseException]:
    """Return an error with all causes and contexts, also those that are not shown."""
    if err is not None:
        yield err
        yield from chain(err.__cause__)
        yield from chain(err.__context__)


def all_text_of(err: VxgError) -> str:
    """Return everything that an error and what hangs on it hold."""
    return "\n".join(
        f"{each!s} {each!r} {each.args!r} {vars(each)!r}"
        # Attributes that extension types keep outside of the instance's dictionary.
        f" {getattr(each, 'doc', '')!r} {getattr(each, 'object', '')!r}"
        for each in chain(err)
    )
