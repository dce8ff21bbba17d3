"""Objects in separate processes, so that measurements do not affect each other."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
import traceback
from typing import Any, Self

# Longer than any single measurement; a process silent for so long is stuck.
RESPONSE_TIMEOUT = 900

type Factory = Callable[..., AbstractAsyncContextManager[Any]]


class RemoteError(Exception):
    """Error in the other process."""


class Remote:
    """Proxy for the coroutine methods of an object in another process.

    The process enters the context manager `factory(*args)`; calls run one at a time.
    """

    def __init__(self, factory: Factory, *args: Any) -> None:
        # A fork has everything imported already.
        context = get_context("fork")
        self._pipe, child_pipe = context.Pipe()
        self._process = context.Process(target=_run, args=(child_pipe, factory, args))
        self._process.start()
        child_pipe.close()

    def __enter__(self) -> Self:
        """Wait until the object exists."""
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
        """Call a method and return its result. Raises RemoteError."""
        self.start_call(method, *args)
        return self._receive()

    def start_call(self, method: str, *args: Any) -> None:
        """Start a call; `finish_call` waits for its result."""
        self._pipe.send((method, args))

    def finish_call(self) -> Any:
        """Return the result of the call that was started. Raises RemoteError."""
        return self._receive()

    def _receive(self) -> Any:
        if not self._pipe.poll(RESPONSE_TIMEOUT):
            raise RemoteError("No response")
        try:
            error, result = self._pipe.recv()
        except EOFError:
            raise RemoteError("The process has ended") from None
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
        # The calling process has ended.
        return
    except Exception:
        pipe.send((traceback.format_exc(), None))
