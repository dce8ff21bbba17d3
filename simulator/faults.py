"""Faults of the cloud, which tests inject."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
import json
import re
from typing import Any
from weakref import WeakSet

from aiohttp import web

from .errors import error_response

type Handler = Callable[[web.Request], Any]


@dataclass(slots=True, kw_only=True)
class Fault:
    """A fault of the next matching requests."""

    left: int
    path: str | None
    method: str | None
    # Whether it applies to a connection only that has had a request before.
    reused: bool = False
    # Called with the request and the original handler, like an aiohttp middleware.
    handle: Callable[[web.Request, Handler], Any]

    def matches(self, request: web.Request) -> bool:
        """Return whether the fault applies to a request."""
        if self.method is not None and request.method != self.method:
            return False
        return self.path is None or re.search(self.path, request.path) is not None


class Gate:
    """Holds requests until it is released."""

    def __init__(self) -> None:
        """Create a closed gate."""
        self._open = asyncio.Event()
        self._reached = asyncio.Event()

    async def reached(self) -> None:
        """Wait until a request waits at the gate."""
        await self._reached.wait()

    def release(self) -> None:
        """Open the gate."""
        self._open.set()

    async def wait(self) -> None:
        """Wait until the gate is open."""
        self._reached.set()
        await self._open.wait()


class Faults:
    """The faults of a cloud. `path` is a regular expression for `re.search`."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """Create an empty set of faults."""
        self._now = now
        self._faults: list[Fault] = []
        self._gates: list[Gate] = []
        self._used: WeakSet[asyncio.Transport] = WeakSet()
        self.refused: set[str] = set()

    def clear(self) -> None:
        """Remove all faults and release held requests."""
        self._faults.clear()
        self.refused.clear()
        for gate in self._gates:
            gate.release()
        self._gates.clear()

    def refuse_token(self, token: str) -> None:
        """Return 401 for a credential until `accept_token`."""
        self.refused.add(token)

    def accept_token(self, token: str) -> None:
        """Accept a credential again."""
        self.refused.discard(token)

    def fail_next(
        self,
        count: int = 1,
        *,
        status: int = 500,
        path: str | None = None,
        method: str | None = None,
        detail: str = "",
    ) -> None:
        """Return an error of the API."""

        async def handle(request: web.Request, handler: Handler) -> web.Response:
            return error_response(status, detail)

        self.add(count, path, method, handle)

    def rate_limit(
        self,
        count: int = 1,
        *,
        retry_after: float | None = 5,
        as_date: bool = False,
        path: str | None = None,
        status: int = 429,
    ) -> None:
        """Return 429, or another status, with `Retry-After` in seconds or as a date."""

        async def handle(request: web.Request, handler: Handler) -> web.Response:
            now = self._now()
            headers = {"Date": format_datetime(now, usegmt=True)}
            if retry_after is not None:
                date = now + timedelta(seconds=retry_after)
                headers["Retry-After"] = (
                    format_datetime(date, usegmt=True) if as_date else str(retry_after)
                )
            return error_response(status, "Slow down", headers)

        self.add(count, path, None, handle)

    def html_next(
        self,
        count: int = 1,
        *,
        status: int = 200,
        path: str | None = None,
        method: str | None = None,
    ) -> None:
        """Return the HTML page of a proxy."""
        page = "<html><body><h1>Bad gateway</h1></body></html>"
        self.answer_next(
            text=page,
            status=status,
            content_type="text/html",
            path=path,
            method=method,
            count=count,
        )

    def answer_next(
        self,
        *,
        body: Any = None,
        text: str | None = None,
        status: int = 200,
        content_type: str = "application/json",
        path: str | None = None,
        method: str | None = None,
        count: int = 1,
    ) -> None:
        """Return a given response: `body` as JSON, or `text`."""
        content = json.dumps(body) if text is None else text

        async def handle(request: web.Request, handler: Handler) -> web.Response:
            return web.Response(text=content, status=status, content_type=content_type)

        self.add(count, path, method, handle)

    def truncate_next(
        self, count: int = 1, *, path: str | None = None, reset: bool = False
    ) -> None:
        """Truncate the response; with `reset` abort the connection instead."""

        async def handle(request: web.Request, handler: Handler) -> web.StreamResponse:
            response = await handler(request)
            content = bytes(response.body or b"")
            half = content[: max(1, len(content) // 2)]
            if not reset:
                return web.Response(body=half, content_type="application/json")
            broken = web.StreamResponse(
                headers={
                    "Content-Type": "application/json",
                    "Content-Length": str(len(content)),
                }
            )
            await broken.prepare(request)
            await broken.write(half)
            _abort(request)
            return broken

        self.add(count, path, None, handle)

    def drop_next(
        self,
        count: int = 1,
        *,
        path: str | None = None,
        method: str | None = None,
        reused: bool = False,
    ) -> None:
        """Abort the connection without handling the request.

        With `reused` only one that was kept after an earlier request.
        """

        async def handle(request: web.Request, handler: Handler) -> web.Response:
            _abort(request)
            return web.Response()

        self.add(count, path, method, handle, reused=reused)

    def lose_answer_next(
        self, count: int = 1, *, path: str | None = None, method: str | None = None
    ) -> None:
        """Handle the request, then abort the connection."""

        async def handle(request: web.Request, handler: Handler) -> web.Response:
            await handler(request)
            _abort(request)
            return web.Response()

        self.add(count, path, method, handle)

    def redirect_next(
        self, count: int = 1, *, location: str, path: str | None = None
    ) -> None:
        """Redirect to a location."""

        async def handle(request: web.Request, handler: Handler) -> web.Response:
            return web.Response(status=302, headers={"Location": location})

        self.add(count, path, None, handle)

    def hold(
        self, *, path: str | None = None, method: str | None = None, count: int = 10**9
    ) -> Gate:
        """Hold requests until the gate is released, then handle them."""
        gate = Gate()
        self._gates.append(gate)

        async def handle(request: web.Request, handler: Handler) -> web.StreamResponse:
            await gate.wait()
            response: web.StreamResponse = await handler(request)
            return response

        self.add(count, path, method, handle)
        return gate

    def match(self, request: web.Request) -> Fault | None:
        """Return the fault that applies to a request, and count it."""
        transport = request.transport
        is_reused = transport in self._used
        if transport is not None:
            self._used.add(transport)
        for fault in self._faults:
            if fault.matches(request) and (is_reused or not fault.reused):
                fault.left -= 1
                if not fault.left:
                    self._faults.remove(fault)
                return fault
        return None

    def add(
        self,
        count: int,
        path: str | None,
        method: str | None,
        handle: Callable[[web.Request, Handler], Any],
        *,
        reused: bool = False,
    ) -> None:
        """Pass the next matching requests to `handle`, like an aiohttp middleware."""
        if count > 0:
            self._faults.append(
                Fault(
                    left=count, path=path, method=method, reused=reused, handle=handle
                )
            )


def _abort(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()
