"""A real `hass` in a separate process, which can be killed."""

import asyncio
from collections.abc import Callable
import contextlib
import json
import os
from pathlib import Path
import signal
import sys
import time

from .config import add_components
from .home import ProbeLog
from .probe import FILE_VARIABLE

# In seconds. A start takes about five, and much longer on a busy machine.
START_TIMEOUT = 300
STOP_TIMEOUT = 200

# Seconds between reads of the probe's file.
READ_INTERVAL = 0.02


class SubprocessHome:
    """`hass` with the probe, whose lines survive a kill.

    `add_files` adds the integration and the probes to the configuration folder.
    """

    def __init__(
        self, folder: Path, add_files: Callable[[Path], None] = add_components
    ) -> None:
        self.log = ProbeLog()
        self._folder = folder
        self._file = folder / "probe.jsonl"
        self._file.touch()
        self._read_to = 0
        self._process: asyncio.subprocess.Process | None = None
        self._follower: asyncio.Task[None] | None = None
        add_files(folder)

    async def start(self) -> None:
        """Start until the entry is loaded."""
        environment = {**os.environ, FILE_VARIABLE: str(self._file)}
        # Without bytecode, a start takes twenty seconds longer.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        with (self._folder / "output.log").open("ab") as output:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "homeassistant"),
                *("--config", str(self._folder), "--skip-pip"),
                env=environment,
                cwd=self._folder,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        if self._follower is None:
            self._follower = asyncio.create_task(self._follow())
        await self._wait_for(kind="entry", state="loaded")

    async def reload(self) -> None:
        """Reload the entry."""
        self._running.send_signal(signal.SIGUSR1)
        await self._wait_for(kind="entry", state="loaded")

    async def stop(self) -> None:
        """Stop in an orderly way, once it has started."""
        if not self._has_started():
            await self._wait_for(kind="started")
        self._running.terminate()
        code = await asyncio.wait_for(self._running.wait(), STOP_TIMEOUT)
        # SIGTERM kills it if Home Assistant has not installed its handler yet.
        await self._mark_stopped("killed" if code == -signal.SIGTERM else "ended")

    async def kill(self) -> None:
        """Stop without warning."""
        self._running.kill()
        await self._running.wait()
        await self._mark_stopped("killed")

    async def close(self) -> None:
        """Kill the process if it is running, and stop reading its lines."""
        if self._process is not None:
            await self.kill()
        if self._follower is not None:
            self._follower.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._follower

    @property
    def hass(self) -> None:
        """Return None, as it runs in another process."""

    @property
    def pid(self) -> int:
        """Return the id of the process."""
        return self._running.pid

    @property
    def _running(self) -> asyncio.subprocess.Process:
        if self._process is None:
            raise RuntimeError("hass is not running")
        return self._process

    async def _mark_stopped(self, kind: str) -> None:
        self._process = None
        self._read_file()
        self.log.add({"kind": kind, "at": time.time()})

    def _has_started(self) -> bool:
        for line in reversed(self.log.lines):
            if line["kind"] in ("started", "killed", "ended"):
                return bool(line["kind"] == "started")
        return False

    async def _wait_for(self, **content: str) -> None:
        """Wait for a line of this process. Raises RuntimeError."""
        line = asyncio.create_task(self.log.next(**content))
        ended = asyncio.create_task(self._running.wait())
        done, unfinished = await asyncio.wait(
            (line, ended), timeout=START_TIMEOUT, return_when=asyncio.FIRST_COMPLETED
        )
        for task in unfinished:
            task.cancel()
        if line not in done:
            raise RuntimeError(f"hass did not report {content}; see its output.log")

    async def _follow(self) -> None:
        while True:
            self._read_file()
            await asyncio.sleep(READ_INTERVAL)

    def _read_file(self) -> None:
        """Read the lines that the probe has written since."""
        with self._file.open("rb") as file:
            file.seek(self._read_to)
            for text in file:
                # Ignore a line that is still being written.
                if text.endswith(b"\n"):
                    self._read_to += len(text)
                    self.log.add(json.loads(text))
