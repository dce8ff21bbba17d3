"""Objects in processes of their own, so that nobody's work falsifies another's figures."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
import traceback
from typing import Any, Self

# Longer than any one measurement; a process that is silent for so long is stuck.
RESPONSE_TIMEOUT = 900

type Factory = Callable[..., AbstractAsyncContextManager[Any]]


class RemoteError(Exception):
    """What went wrong in the other process."""


class Remote:
    """Calls coroutine methods of an object in another process, one after the other."""

    def __init__(self, factory: Factory, *args: Any) -> None:
        """Start a process that enters `make(*args)` and serves what comes of it."""
        # A copy of this process has everything imported already.
        context = get_context("fork")
        self._pipe, child_pipe = context.Pipe()
        self._process = context.Process(target=_run, args=(child_pipe, factory, args))
        self._process.start()
        child_pipe.close()

    def __enter__(self) -> Self:
        """Wait until it is there."""
        self._receive()
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        with suppress(OSError):
            self._pipe.send(None)
        self._process.join(30)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()

    def call(self, method: str, *args: Any) -> Any:
        """Call a method and return what it returns. Raises RemoteError."""
        self.start_call(method, *args)
        return self._receive()

    def start_call(self, method: str, *args: Any) -> None:
        """Let a method begin; `finish` waits for it."""
        self._pipe.send((method, args))

    def finish_call(self) -> Any:
        """Return what the method returns that was begun. Raises RemoteError."""
        return self._receive()

    def _receive(self) -> Any:
        if not self._pipe.poll(RESPONSE_TIMEOUT):
            raise RemoteError("No answer")
        try:
            error, result = self._pipe.recv()
        except EOFError:
            raise RemoteError("The process is gone") from None
        if error:
            raise RemoteError(error)
        return result


def _run(pipe: Connection, factory: Factory, args: tuple[Any, ...]) -> None:
    asyncio.run(_serve(pipe, factory, args))


async def _serve(pipe: Connection, factory: Factory, args: tuple[Any, ...]) -> None:
    try:
        async with factory(*args) as served:
            pipe.send((None, None))
            while (request := await asyncio.to_thread(pipe.recv)) is not None:
                method, arguments = request
                pipe.send((None, await getattr(served, method)(*arguments)))
    except EOFError:
        # Whoever asked is gone.
        return
    except Exception:  # noqa: BLE001
        pipe.send((traceback.format_exc(), None))
