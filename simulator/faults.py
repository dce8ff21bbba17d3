"""Faults, each in one line: what a bad day of the cloud looks like to a client."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
import json
import re
from typing import Any

from aiohttp import web

from .errors import error_response

type Handler = Callable[[web.Request], Any]


@dataclass(slots=True, kw_only=True)
class Fault:
    """What the next requests that match meet."""

    left: int
    path: str | None
    method: str | None
    # Called with the request and the real handler.
    meet: Callable[[web.Request, Handler], Any]

    def matches(self, request: web.Request) -> bool:
        """Whether a request meets this fault."""
        if self.method is not None and request.method != self.method:
            return False
        return self.path is None or re.search(self.path, request.path) is not None


class Gate:
    """Holds requests until it is released: slowness without a clock."""

    def __init__(self) -> None:
        """Begin closed."""
        self._open = asyncio.Event()
        self._reached = asyncio.Event()

    async def reached(self) -> None:
        """Wait until a request stands before the gate."""
        await self._reached.wait()

    def release(self) -> None:
        """Let all requests through, now and later."""
        self._open.set()

    async def wait(self) -> None:
        """Stand before the gate."""
        self._reached.set()
        await self._open.wait()


class Faults:
    """All faults of a cloud. `path` is a regular expression found in the request's path."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """Begin without a fault."""
        self._now = now
        self._faults: list[Fault] = []
        self._gates: list[Gate] = []
        self.refused: set[str] = set()

    def clear(self) -> None:
        """Be well again; whoever is held goes on."""
        self._faults.clear()
        self.refused.clear()
        for gate in self._gates:
            gate.release()
        self._gates.clear()

    def refuse_token(self, token: str) -> None:
        """Answer 401 to a credential until it is accepted again."""
        self.refused.add(token)

    def accept_token(self, token: str) -> None:
        """Accept a refused credential again."""
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
        """Answer with an error of the API."""

        async def meet(request: web.Request, handler: Handler) -> web.Response:
            return error_response(status, detail)

        self._add(count, path, method, meet)

    def rate_limit(
        self,
        count: int = 1,
        *,
        retry_after: float | None = 5,
        as_date: bool = False,
        path: str | None = None,
    ) -> None:
        """Answer 429, with `Retry-After` in seconds or as a date."""

        async def meet(request: web.Request, handler: Handler) -> web.Response:
            now = self._now()
            headers = {"Date": format_datetime(now, usegmt=True)}
            if retry_after is not None:
                date = now + timedelta(seconds=retry_after)
                headers["Retry-After"] = (
                    format_datetime(date, usegmt=True) if as_date else str(retry_after)
                )
            return error_response(429, "Slow down", headers)

        self._add(count, path, None, meet)

    def html_next(
        self, count: int = 1, *, status: int = 200, path: str | None = None
    ) -> None:
        """Answer with a proxy's page."""
        page = "<html><body><h1>Bad gateway</h1></body></html>"
        self.answer_next(
            text=page, status=status, content_type="text/html", path=path, count=count
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
        """Answer anything: `body` as JSON, or `text` as it is."""
        content = json.dumps(body) if text is None else text

        async def meet(request: web.Request, handler: Handler) -> web.Response:
            return web.Response(text=content, status=status, content_type=content_type)

        self._add(count, path, method, meet)

    def truncate_next(
        self, count: int = 1, *, path: str | None = None, reset: bool = False
    ) -> None:
        """Cut the JSON in half; with `reset` the connection breaks in mid-body."""

        async def meet(request: web.Request, handler: Handler) -> web.StreamResponse:
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
            _hang_up(request)
            return broken

        self._add(count, path, None, meet)

    def drop_next(
        self, count: int = 1, *, path: str | None = None, method: str | None = None
    ) -> None:
        """Hang up without an answer."""

        async def meet(request: web.Request, handler: Handler) -> web.Response:
            _hang_up(request)
            return web.Response()

        self._add(count, path, method, meet)

    def lose_answer_next(
        self, count: int = 1, *, path: str | None = None, method: str | None = None
    ) -> None:
        """Do what is asked, then hang up."""

        async def meet(request: web.Request, handler: Handler) -> web.Response:
            await handler(request)
            _hang_up(request)
            return web.Response()

        self._add(count, path, method, meet)

    def redirect_next(
        self, count: int = 1, *, location: str, path: str | None = None
    ) -> None:
        """Send the client elsewhere."""

        async def meet(request: web.Request, handler: Handler) -> web.Response:
            return web.Response(status=302, headers={"Location": location})

        self._add(count, path, None, meet)

    def hold(
        self, *, path: str | None = None, method: str | None = None, count: int = 10**9
    ) -> Gate:
        """Hold requests until the gate is released; then they are answered as ever."""
        gate = Gate()
        self._gates.append(gate)

        async def meet(request: web.Request, handler: Handler) -> web.StreamResponse:
            await gate.wait()
            response: web.StreamResponse = await handler(request)
            return response

        self._add(count, path, method, meet)
        return gate

    def take(self, request: web.Request) -> Fault | None:
        """Return the fault that a request meets, and count it."""
        for fault in self._faults:
            if fault.matches(request):
                fault.left -= 1
                if not fault.left:
                    self._faults.remove(fault)
                return fault
        return None

    def _add(
        self,
        count: int,
        path: str | None,
        method: str | None,
        meet: Callable[[web.Request, Handler], Any],
    ) -> None:
        if count > 0:
            self._faults.append(Fault(left=count, path=path, method=method, meet=meet))


def _hang_up(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()
