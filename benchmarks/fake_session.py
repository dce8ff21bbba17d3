"""An HTTP session with canned responses, for measurements without the network."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
import json
from random import Random
import sys
from typing import Any
from unittest.mock import patch

from aiohttp import ClientSession
from homeassistant.helpers import aiohttp_client
from yarl import URL

from .cloud import TYPE_NAMES, CloudAccess


class FakeResponse:
    """Response whose body has arrived."""

    status = 200
    headers: dict[str, str] = {}

    def __init__(self, body: bytes) -> None:
        self.content = self
        self._body = body

    async def iter_chunked(self, _size: int) -> AsyncGenerator[bytes]:
        """Yield the body."""
        yield self._body


class FakeSession:
    """Session that forwards requests unless `body` is set."""

    def __init__(self, session: ClientSession) -> None:
        self._session = session
        self.body: bytes | None = None

    @asynccontextmanager
    async def request(
        self, method: str, url: URL, **kwargs: Any
    ) -> AsyncGenerator[Any]:
        """Send a request, or respond with `body` if it lists events from the oldest on.

        Checks for clocks that are far off list them from the newest on.
        """
        is_read = url.path.endswith("/storage/events/") and (
            url.query.get("order_by") == "time"
        )
        if is_read and (body := self.body) is not None:
            # The network would yield as well; otherwise all would be one step.
            await asyncio.sleep(0)
            yield FakeResponse(body)
            return
        async with self._session.request(method, url, **kwargs) as response:
            yield response


def patch_sessions(module: str, sessions: dict[str, FakeSession]) -> Any:
    """Patch a module to use a `FakeSession`, which is added to `sessions`."""
    names = ("async_create_clientsession", "async_get_clientsession")
    name = next(name for name in names if hasattr(sys.modules[module], name))
    real = getattr(aiohttp_client, name)

    def session(*args: Any, **kwargs: Any) -> FakeSession:
        sessions[module] = session = FakeSession(real(*args, **kwargs))
        return session

    return patch(f"{module}.{name}", session)


class EventPages:
    """Pages of new events at random cameras (API page, section 6)."""

    def __init__(self, access: CloudAccess, seed: int = 0) -> None:
        self._place = access
        self._rng = Random(seed)
        self._next_id = 10_000_000

    def event(self) -> dict[str, Any]:
        """Return a new event of the current time."""
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
        """Return the body of a page of `count` new events."""
        objects = [self.event() for _ in range(count)]
        meta = {
            "limit": 1000,
            "next": None,
            "offset": 0,
            "previous": None,
            "total_count": count,
        }
        return json.dumps({"meta": meta, "objects": objects}).encode()
