"""Requests to the cloud, and what is known about it so far."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
import json
from typing import Any

from aiohttp import (
    ClientError,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
)
from yarl import URL

from custom_components.vxg.aiovxg import Token, TokenKind, parse_token

TIMEOUT = ClientTimeout(total=20)
# More would be a fault of the server, and is not read.
MAX_BYTES = 10_000_000


class DiffersError(Exception):
    """The cloud differs from an assumption. The text contains nothing of its data."""


class NoResponseError(DiffersError):
    """There is no response."""


class AccessError(Exception):
    """The cloud cannot be checked at all."""


class NotSeenError(Exception):
    """The cloud has nothing by which the assumption could be checked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A response; `data` is None unless it is JSON."""

    status: int
    headers: Mapping[str, str]
    data: Any
    size: int

    @property
    def ok(self) -> bool:
        """Whether the request was accepted."""
        return 200 <= self.status < 300

    @property
    def object(self) -> dict[str, Any]:
        """The JSON object. Raises DiffersError if it is none."""
        if not self.ok:
            raise DiffersError(f"status {self.status}")
        if not isinstance(self.data, dict):
            raise DiffersError(f"{kind(self.data)} instead of an object")
        return self.data

    @property
    def objects(self) -> list[dict[str, Any]]:
        """The objects of a list. Raises DiffersError if it is none."""
        objects = self.object.get("objects")
        if not isinstance(objects, list):
            raise DiffersError(f"`objects` is {kind(objects)}")
        if not all(isinstance(item, dict) for item in objects):
            raise DiffersError("`objects` holds something else than objects")
        return objects

    @property
    def meta(self) -> dict[str, Any]:
        """The `meta` of a list. Raises DiffersError if there is none."""
        meta = self.object.get("meta")
        if not isinstance(meta, dict):
            raise DiffersError(f"`meta` is {kind(meta)}")
        return meta


@dataclass(slots=True)
class Probe:
    """Asks one cloud with one token, and with the tokens of its cameras."""

    session: ClientSession
    token: Token
    base_url: URL
    camera_id: int | None = None
    # Of the camera; None with the token of a group that tells none.
    camera_token: Token | None = None
    request_count: int = 0
    cameras: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    now: datetime | None = None
    written_event: int | None = None

    @property
    def server_now(self) -> datetime:
        """The server's time at the start. Raises NotSeenError if it is not known."""
        if self.now is None:
            raise NotSeenError("the server's time is not known")
        return self.now

    @property
    def is_group(self) -> bool:
        """Whether the token is that of a group."""
        return self.token.kind is TokenKind.GROUP

    async def ask(
        self,
        path: str,
        params: Mapping[str, str | int] | None = None,
        *,
        method: str = "GET",
        body: Any = None,
        authorization: str | None = None,
        as_camera: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request; an empty `authorization` sends none.

        `as_camera` uses the camera's own token. Raises NotSeenError without one, and
        DiffersError if there is no response.
        """
        if authorization is None:
            token = self.require_camera_token() if as_camera else self.token
            authorization = token.authorization
        sent = {"Authorization": authorization} if authorization else {}
        url = URL(f"{str(self.base_url).rstrip('/')}{path}", encoded=True)
        return await self._send(method, url, {**sent, **(headers or {})}, params, body)

    async def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Request media at a signed address, without the token."""
        return await self._send(
            "GET", URL(url, encoded=True), headers or {}, None, None
        )

    async def _send(
        self,
        method: str,
        url: URL,
        headers: Mapping[str, str],
        params: Mapping[str, str | int] | None,
        body: Any,
    ) -> Answer:
        self.request_count += 1
        try:
            async with self.session.request(
                method,
                url.update_query(dict(params or {})),
                headers=headers,
                json=body,
                allow_redirects=False,
                timeout=TIMEOUT,
            ) as response:
                content = await response.content.read(MAX_BYTES)
                return Answer(
                    response.status, response.headers, _json(content), len(content)
                )
        except (ClientError, TimeoutError, ValueError) as err:
            raise NoResponseError(f"no response ({type(err).__name__})") from None

    def require_camera_token(self) -> Token:
        """Return the token of the camera. Raises NotSeenError without one."""
        if self.camera_token is None:
            raise NotSeenError("no token of a camera")
        return self.camera_token

    def require_cameras(self) -> list[dict[str, Any]]:
        """Return the listed cameras. Raises NotSeenError if there are none."""
        if not self.cameras:
            raise NotSeenError("no camera")
        return self.cameras

    def require_camera(self) -> int:
        """Return the camera that is looked at. Raises NotSeenError without one."""
        if self.camera_id is None:
            raise NotSeenError("no camera")
        return self.camera_id

    def require_written_event(self) -> int:
        """Return an event of our own. Raises NotSeenError if none was written."""
        if self.written_event is None:
            raise NotSeenError("no event was written")
        return self.written_event

    def require_events(self, count: int = 1) -> list[dict[str, Any]]:
        """Return the newest events. Raises NotSeenError if there are fewer."""
        if len(self.events) < count:
            raise NotSeenError(f"{len(self.events)} events in a week")
        return self.events

    def adopt_camera_token(self, text: Any) -> None:
        """Use a camera's token, which a group's channels contain."""
        if isinstance(text, str):
            self.camera_token = parse_token(text, base_url=self.base_url)


@asynccontextmanager
async def open_probe(
    token: Token, base_url: URL, *, verify_ssl: bool = True
) -> AsyncGenerator[Probe]:
    """Return a probe with a session of its own, which stores no cookies."""
    connector = TCPConnector(ssl=verify_ssl)
    async with ClientSession(
        connector=connector, cookie_jar=DummyCookieJar()
    ) as session:
        probe = Probe(session, token, base_url)
        if token.kind is TokenKind.CHANNEL:
            probe.camera_id, probe.camera_token = token.camera_id, token
        yield probe


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError, RecursionError:
        return None


def kind(value: Any) -> str:
    """Return what JSON calls a value, never the value."""
    names = {dict: "an object", list: "a list", str: "a string", bool: "a boolean"}
    names |= {int: "a number", float: "a number", type(None): "missing or null"}
    return names[type(value)]


def read_time(value: Any) -> datetime:
    """Return a time in the wire format. Raises DiffersError for any other."""
    if not isinstance(value, str):
        raise DiffersError(f"a time is {kind(value)}")
    try:
        time = datetime.fromisoformat(value)
    except ValueError:
        raise DiffersError("a time is not ISO 8601") from None
    if time.tzinfo is not None:
        raise DiffersError("a time has a zone")
    return time.replace(tzinfo=UTC)


def wire_time(time: datetime) -> str:
    """Format a time for a query."""
    return time.astimezone(UTC).replace(tzinfo=None).isoformat()
