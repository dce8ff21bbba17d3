"""A session that answers by itself where the wire is not what is measured."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
import json
from random import Random
from typing import Any
from unittest.mock import patch

from aiohttp import ClientSession
from homeassistant.helpers import aiohttp_client
from yarl import URL

from .cloud import TYPE_NAMES, CloudAccess


class FakeResponse:
    """An answer whose body has arrived."""

    status = 200
    headers: dict[str, str] = {}

    def __init__(self, body: bytes) -> None:
        """Hold a body."""
        self.content = self
        self._body = body

    async def iter_chunked(self, _size: int) -> AsyncGenerator[bytes]:
        """Give the body."""
        yield self._body


class FakeSession:
    """Asks the cloud, until there is a body to be answered with."""

    def __init__(self, session: ClientSession) -> None:
        """Use a session for what is asked of the cloud."""
        self._session = session
        self.body: bytes | None = None

    @asynccontextmanager
    async def request(
        self, method: str, url: URL, **kwargs: Any
    ) -> AsyncGenerator[Any]:
        """Send a request, or answer it here if it asks for events."""
        if (body := self.body) is not None and url.path.endswith("/storage/events/"):
            # As the network would, or all that follows would be one step.
            await asyncio.sleep(0)
            yield FakeResponse(body)
            return
        async with self._session.request(method, url, **kwargs) as response:
            yield response


def patch_sessions(module: str, sessions: dict[str, FakeSession]) -> Any:
    """Let a module's sessions be wires, kept under the module's name."""

    def session(*args: Any, **kwargs: Any) -> FakeSession:
        session = FakeSession(aiohttp_client.async_get_clientsession(*args, **kwargs))
        sessions[module] = session
        return session

    return patch(f"{module}.async_get_clientsession", session)


class EventPages:
    """Spells answers with events that never were before (API page, section 6)."""

    def __init__(self, access: CloudAccess, seed: int = 0) -> None:
        """Let the cameras of a cloud have events at random."""
        self._place = access
        self._rng = Random(seed)
        self._next_id = 10_000_000

    def event(self) -> dict[str, Any]:
        """Return one more event, of now."""
        self._next_id += 1
        return {
            "id": self._next_id,
            "camid": self._rng.choice(self._place.camera_ids),
            "name": self._rng.choice(TYPE_NAMES),
            "time": datetime.now(UTC).replace(tzinfo=None).isoformat(),
            "thumb": {},
            "meta": {"score": "87"},
        }

    def page(self, count: int) -> bytes:
        """Return a page with so many new events."""
        objects = [self.event() for _ in range(count)]
        meta = {
            "limit": 1000,
            "next": None,
            "offset": 0,
            "previous": None,
            "total_count": count,
        }
        return json.dumps({"meta": meta, "objects": objects}).encode()
