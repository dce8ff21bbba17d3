"""Objects in processes of their own, so that nobody's work falsifies another's figures."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
import traceback
from typing import Any, Self

# Longer than any one measurement; a process that is silent for so long is stuck.
PATIENCE = 900

type Make = Callable[..., AbstractAsyncContextManager[Any]]


class RemoteError(Exception):
    """What went wrong in the other process."""


class Remote:
    """Calls coroutine methods of an object in another process, one after the other."""

    def __init__(self, make: Make, *args: Any) -> None:
        """Start a process that enters `make(*args)` and serves what comes of it."""
        # A copy of this process has everything imported already.
        context = get_context("fork")
        self._pipe, far = context.Pipe()
        self._process = context.Process(target=_live, args=(far, make, args))
        self._process.start()
        far.close()

    def __enter__(self) -> Self:
        """Wait until it is there."""
        self._answer()
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
        self.begin(method, *args)
        return self._answer()

    def begin(self, method: str, *args: Any) -> None:
        """Let a method begin; `finish` waits for it."""
        self._pipe.send((method, args))

    def finish(self) -> Any:
        """Return what the method returns that was begun. Raises RemoteError."""
        return self._answer()

    def _answer(self) -> Any:
        if not self._pipe.poll(PATIENCE):
            raise RemoteError("No answer")
        try:
            fault, result = self._pipe.recv()
        except EOFError:
            raise RemoteError("The process is gone") from None
        if fault:
            raise RemoteError(fault)
        return result


def _live(pipe: Connection, make: Make, args: tuple[Any, ...]) -> None:
    asyncio.run(_serve(pipe, make, args))


async def _serve(pipe: Connection, make: Make, args: tuple[Any, ...]) -> None:
    try:
        async with make(*args) as served:
            pipe.send((None, None))
            while (order := await asyncio.to_thread(pipe.recv)) is not None:
                method, arguments = order
                pipe.send((None, await getattr(served, method)(*arguments)))
    except EOFError:
        # Whoever asked is gone.
        return
    except Exception:  # noqa: BLE001
        pipe.send((traceback.format_exc(), None))
