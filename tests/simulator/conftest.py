"""Fixtures of the simulator's tests: a clock that tests move, and HTTP clients."""

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
    """Do not set up Home Assistant, which the simulator does not use."""


@dataclass
class Clock:
    """A clock that only tests move."""

    time: datetime = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time."""
        return self.time

    def tick(self, seconds: float) -> None:
        """Advance the clock."""
        self.time += timedelta(seconds=seconds)


@dataclass
class Response:
    """A response that is completely read."""

    status: int
    headers: Any
    content: bytes

    @property
    def data(self) -> Any:
        """Return the body as JSON."""
        return json.loads(self.content)

    @property
    def ids(self) -> list[int]:
        """Return the ids of a list's objects."""
        return [item["id"] for item in self.data["objects"]]


@dataclass
class Wire:
    """An HTTP client with one `Authorization` header."""

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
    ) -> Response:
        """Send a request without following redirects."""
        auth = {} if self.auth is None else {"Authorization": self.auth}
        async with self.session.request(
            method,
            self.url + path,
            json=body,
            params=query,
            headers={**auth, **(headers or {})},
            allow_redirects=False,
        ) as response:
            return Response(response.status, response.headers, await response.read())

    async def get(self, path: str, **query: Any) -> Response:
        """Return the response of a successful GET request."""
        response = await self.send("GET", path, **query)
        assert response.status == 200, response.content
        return response

    async def fetch(self, url: str, **headers: str) -> Response:
        """Return the response of a signed URL, without a credential."""
        async with self.session.get(url, headers=headers) as response:
            return Response(response.status, response.headers, await response.read())


type MakeWire = Callable[[str | None], Wire]


@pytest.fixture
def clock() -> Clock:
    """Return the clock of the cloud."""
    return Clock()


@pytest.fixture
def cloud(clock: Clock) -> Cloud:
    """Return a cloud with one camera and a clock that the test moves."""
    cloud = Cloud(clock)
    cloud.add_camera(CAMERA_ID, "Front door")
    return cloud


@pytest.fixture
async def session(socket_enabled: None) -> AsyncGenerator[ClientSession]:
    """Return an aiohttp session."""
    async with ClientSession() as session:
        yield session


@pytest.fixture
def make_wire(session: ClientSession, server: CloudServer) -> MakeWire:
    """Return a function that creates HTTP clients with other `Authorization` headers."""
    return lambda auth: Wire(session, server.url, auth)


@pytest.fixture
def wire(cloud: Cloud, make_wire: MakeWire) -> Wire:
    """Return an HTTP client with the camera's token with all rights."""
    return make_wire(f"Acc {cloud.channel_token(CAMERA_ID)}")


def size_of(content: bytes) -> tuple[int, int]:
    """Return the size of a JPEG that decodes completely."""
    with Image.open(BytesIO(content), formats=["JPEG"]) as picture:
        picture.load()
        return picture.size


def frames_of(content: bytes) -> list[Any]:
    """Return the frames of a video that decodes completely."""
    with av.open(BytesIO(content)) as container:
        assert container.streams.video[0].codec_context.name == "h264"
        return list(container.decode(video=0))
