"""The server's part of the events card: lists from memory and from the cloud."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
import json
import logging
from statistics import median
from time import perf_counter, thread_time
from typing import Any

from homeassistant.auth.const import GROUP_ID_ADMIN
from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.http import WebSocketAdapter
from homeassistant.core import HomeAssistant

from .cloud import CloudAccess, clouds
from .costs import OURS
from .home import add_entry
from .plan import Plan
from .remote import Remote
from .tables import ms, table
from .variants import home_assistant_with_http

USER = "Benchmark"
CAMERAS = 20
PAGE = 50
LONG_PAGE = 200


class CardServer:
    """A Home Assistant whose commands are called as by a browser, without a network."""

    def __init__(self, hass: HomeAssistant) -> None:
        self._hass = hass
        self._entry_id = ""
        self._responses: asyncio.Queue[bytes] = asyncio.Queue()

    async def set_up(self, access: CloudAccess) -> None:
        """Set up an entry, which reads the newest events."""
        entry = await add_entry(self._hass, OURS, access, polls=True)
        self._entry_id = entry.entry_id
        await self._hass.async_block_till_done(wait_background_tasks=True)

    async def list(
        self, limit: int, login: bool, end: str | None
    ) -> tuple[float, float]:
        """Read the page of the newest events until `end`.

        Return how long that took, and how long the processor took.
        With a new `login`, no path of an image or a video was signed before.
        """
        if login:
            await self._connect()
        message: dict[str, Any] = {
            "id": self._connection.last_id + 1,
            "type": "vxg/events/list",
            "entry_id": self._entry_id,
            "limit": limit,
            "end": end,
        }
        before, processor_before = perf_counter(), thread_time()
        self._connection.async_handle(message)
        response = await self._responses.get()
        duration = perf_counter() - before
        processor = thread_time() - processor_before
        assert len(json.loads(response)["result"]["events"]) == limit
        return duration, processor

    async def _connect(self) -> None:
        auth = self._hass.auth
        (user,) = [user for user in await auth.async_get_users() if user.name == USER]
        token = await auth.async_create_refresh_token(user)
        self._connection = ActiveConnection(
            WebSocketAdapter(logging.getLogger(__name__), {}),
            self._hass,
            self._receive,
            user,
            token,
            None,
        )

    def _receive(self, message: bytes | str | dict[str, Any]) -> None:
        assert isinstance(message, bytes)
        self._responses.put_nowait(message)


@asynccontextmanager
async def card_server() -> AsyncGenerator[CardServer]:
    """Run a Home Assistant with its websocket commands."""
    async with home_assistant_with_http() as hass:
        await hass.auth.async_create_system_user(USER, group_ids=[GROUP_ID_ADMIN])
        yield CardServer(hass)


def card_report(plan: Plan) -> Iterator[str]:
    """Measure lists of events, which are in memory if they are of the last hour."""
    now = datetime.now(UTC)
    old = now - timedelta(hours=5)
    rows = []
    with Remote(clouds) as cloud, Remote(card_server) as home:
        access = cloud.call("open", CAMERAS)
        for end in (old, now):
            cloud.call("store_events", access, LONG_PAGE + 1, end)
        home.call("set_up", access)
        for place, until in (("memory", None), ("the cloud", old.isoformat())):
            for limit in (PAGE, LONG_PAGE):
                for name, login in (("first time", True), ("again", False)):
                    before = cloud.call("list_requests", access)
                    durations, processor = zip(
                        *(
                            home.call("list", limit, login, until)
                            for _ in range(plan.rounds)
                        ),
                        strict=True,
                    )
                    requests = cloud.call("list_requests", access) - before
                    rows.append(
                        [
                            f"{limit} events from {place}, {name}",
                            ms(median(durations)),
                            ms(median(processor)),
                            f"{requests / plan.rounds:g}",
                        ]
                    )
    yield f"### Lists of events of {CAMERAS} cameras\n"
    yield table(["page", "duration", "processor", "requests"], rows)
