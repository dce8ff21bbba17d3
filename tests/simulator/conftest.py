"""What the simulator's tests share: a clock that they move, and plain requests."""

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
import json
from typing import Any

from aiohttp import ClientSession
import av
from PIL import Image
import pytest

from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID

TYPES_PATH = f"/api/v2/cameras/{CAMERA_ID}/event_processing/events/"
EVENTS_PATH = "/api/v2/storage/events/"


@pytest.fixture(autouse=True)
def _custom_integrations() -> None:
    """Do without Home Assistant, which the simulator does not know."""


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    time: datetime = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.time

    def tick(self, seconds: float) -> None:
        """Let seconds pass."""
        self.time += timedelta(seconds=seconds)


@dataclass
class Answer:
    """What came back, read to its end."""

    status: int
    headers: Any
    content: bytes

    @property
    def data(self) -> Any:
        """The body as JSON."""
        return json.loads(self.content)

    @property
    def ids(self) -> list[int]:
        """The ids of a list's objects."""
        return [item["id"] for item in self.data["objects"]]


@dataclass
class Wire:
    """Plain requests with one `Authorization` header."""

    session: ClientSession
    url: str
    auth: str | None

    async def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: dict[str, str] | None = None,
        **query: Any,
    ) -> Answer:
        """Send a request as it is spelt, and follow no redirect."""
        auth = {} if self.auth is None else {"Authorization": self.auth}
        async with self.session.request(
            method,
            self.url + path,
            json=body,
            params=query,
            headers={**auth, **(headers or {})},
            allow_redirects=False,
        ) as answer:
            return Answer(answer.status, answer.headers, await answer.read())

    async def get(self, path: str, **query: Any) -> Answer:
        """Return the answer to a read that must succeed."""
        answer = await self.send("GET", path, **query)
        assert answer.status == 200, answer.content
        return answer

    async def fetch(self, url: str, **headers: str) -> Answer:
        """Return what is behind a signed address, without a credential."""
        async with self.session.get(url, headers=headers) as answer:
            return Answer(answer.status, answer.headers, await answer.read())


type MakeWire = Callable[[str | None], Wire]


@pytest.fixture
def clock() -> Clock:
    """Return the clock of the cloud."""
    return Clock()


@pytest.fixture
def cloud(clock: Clock) -> Cloud:
    """Return a cloud with one camera, under a clock that the test moves."""
    cloud = Cloud(clock)
    cloud.add_camera(CAMERA_ID, "Front door")
    return cloud


@pytest.fixture
async def session(socket_enabled: None) -> AsyncGenerator[ClientSession]:
    """Return a session of aiohttp as it comes."""
    async with ClientSession() as session:
        yield session


@pytest.fixture
def make_wire(session: ClientSession, server: CloudServer) -> MakeWire:
    """Return a function that makes wires with other `Authorization` headers."""
    return lambda auth: Wire(session, server.url, auth)


@pytest.fixture
def wire(cloud: Cloud, make_wire: MakeWire) -> Wire:
    """Return the wire of the one camera's token, with all rights."""
    return make_wire(f"Acc {cloud.channel_token(CAMERA_ID)}")


def size_of(content: bytes) -> tuple[int, int]:
    """Return the size of a JPEG that decodes to its end."""
    with Image.open(BytesIO(content), formats=["JPEG"]) as picture:
        picture.load()
        return picture.size


def frames_of(content: bytes) -> list[Any]:
    """Return the frames of a video that decodes to its end."""
    with av.open(BytesIO(content)) as container:
        assert container.streams.video[0].codec_context.name == "h264"
        return list(container.decode(video=0))
