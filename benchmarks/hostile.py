"""`python -m benchmarks.hostile`: what hostile responses cost the event loop and memory.

Each is requested as a list of events, from a server in another process.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import json
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
import resource
from time import thread_time
from typing import Any
import zlib

from aiohttp import ClientSession, web
from yarl import URL

from custom_components.vxg.aiovxg import Event, VxgRequestError
from custom_components.vxg.aiovxg.pagination import read_pages
from custom_components.vxg.aiovxg.tokens import Token, TokenKind
from custom_components.vxg.aiovxg.transport import Transport

from .tables import table

MIB = 1024 * 1024
PAGE_BYTES = resource.getpagesize()


def _event(number: int, **more: Any) -> dict[str, Any]:
    time = "2024-05-01T12:00:00"
    return {"id": number, "camid": 1, "name": "x", "time": time, **more}


def _bodies() -> dict[str, bytes]:
    tags = {f"tag{number}": "value" for number in range(2_000_000)}
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(b" " * MIB) for _ in range(512)) + packer.flush()
    full = [_event(i, meta={f"t{j}": "v" * 20 for j in range(40)}) for i in range(1000)]
    return {
        "31 MB of events": json.dumps([_event(i) for i in range(400_000)]).encode(),
        "31 MB of spaces": b" " * 31 * MIB,
        "512 MB, compressed": bomb,
        "one event with 2 million tags": json.dumps([_event(1, meta=tags)]).encode(),
        "57,000 levels": b"[" * 57_000 + b"]" * 57_000,
        "30,000 levels": b'{"a":' * 30_000 + b"1" + b"}" * 30_000,
        "2 MB of empty lists": b"[" + b"[]," * 690_000 + b"0]",
        "55,000 tags": json.dumps(
            [_event(1, meta=dict(list(tags.items())[:55_000]))]
        ).encode(),
        "2 MB of digits": b"[" + b",".join([b"1" * 4290] * 480) + b"]",
        "2 MB of one text": json.dumps([_event(1, name="x" * 2_000_000)]).encode(),
        "1,000 events with 40 tags": json.dumps(full).encode(),
    }


def _serve(pipe: Connection) -> None:
    async def run() -> None:
        bodies = _bodies()

        async def respond(request: web.Request) -> web.Response:
            name = request.match_info["name"]
            headers = {"Content-Encoding": "gzip"} if "compressed" in name else {}
            status = int(request.match_info["status"])
            return web.Response(body=bodies[name], headers=headers, status=status)

        app = web.Application()
        app.router.add_get("/{status}/{name}", respond)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        pipe.send((runner.addresses[0][1], list(bodies)))
        await asyncio.Event().wait()

    asyncio.run(run())


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_BYTES


class _Observer:
    """Most processor time between two turns of the loop, and most memory, of a while."""

    held = 0.0
    memory = 0

    @asynccontextmanager
    async def observe(self) -> AsyncIterator[None]:
        before = _resident()

        async def tick() -> None:
            while True:
                started = thread_time()
                await asyncio.sleep(0.001)
                self.held = max(self.held, thread_time() - started)
                self.memory = max(self.memory, _resident() - before)

        task = asyncio.create_task(tick())
        await asyncio.sleep(0.01)
        try:
            yield
        finally:
            await asyncio.sleep(0.01)
            task.cancel()


async def _measure(port: int, names: list[str]) -> list[list[str]]:
    url = URL(f"http://127.0.0.1:{port}")
    token = Token(
        kind=TokenKind.GROUP, value="v", inner="i", base_url=url, writable=False
    )
    rows = []
    async with ClientSession() as session:
        transport = Transport(session, url)
        for status in (200, 500):
            for name in names:
                observer = _Observer()
                outcome = "read"
                path = f"/{status}/{name.replace(' ', '%20')}"

                async def get(_params: Any, path: str = path) -> Any:
                    return await transport.request(token, "GET", path)

                async with observer.observe():
                    try:
                        async for page in read_pages(get, Event):
                            outcome = f"{len(page.items)} events"
                            break
                    except VxgRequestError as err:
                        outcome = type(err).__name__
                held, memory = observer.held * 1000, observer.memory / MIB
                row = (
                    f"{status}: {name}",
                    outcome,
                    f"{held:.0f} ms",
                    f"{memory:.0f} MiB",
                )
                rows.append(list(row))
    return rows


def main() -> None:
    """Measure all responses and print a table."""
    context = get_context("spawn")
    pipe, theirs = context.Pipe()
    server = context.Process(target=_serve, args=(theirs,), daemon=True)
    server.start()
    port, names = pipe.recv()
    rows = asyncio.run(_measure(port, names))
    server.terminate()
    print(table(["response", "outcome", "loop held", "memory"], rows))


if __name__ == "__main__":
    main()
