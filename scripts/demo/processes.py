"""Subprocesses that run as long as the demo."""

import asyncio
import os
from pathlib import Path

from .settings import ROOT, DemoError, say

# Home Assistant takes a few seconds to stop.
STOP_TIMEOUT = 20
# Exit code by which Home Assistant asks for a restart.
RESTART_CODE = 100


async def run(name: str, log: Path, *command: str) -> int:
    """Run a program and return its exit code; terminate it when cancelled."""
    folder = Path(command[0]).parent
    environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"}
    with log.open("ab") as output:
        # In a new session, so that Ctrl-C reaches only the demo, which stops all.
        process = await asyncio.create_subprocess_exec(
            *command,
            cwd=ROOT,
            env=environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        return await process.wait()
    finally:
        if process.returncode is None:
            await terminate(name, process)


async def terminate(name: str, process: asyncio.subprocess.Process) -> None:
    """Terminate a program, and kill it after a timeout."""
    say(f"Stopping {name} …")
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOP_TIMEOUT)
    except TimeoutError:
        say(f"{name} did not stop within {STOP_TIMEOUT} s; killing it.")
        process.kill()
        await process.wait()


async def supervise(name: str, log: Path, *command: str) -> None:
    """Run a program, and restart it on request. Raises DemoError when it exits."""
    while (code := await run(name, log, *command)) == RESTART_CODE:
        say(f"Restarting {name} …")
    raise DemoError(f"{log_tail(log)}\n{name} exited with code {code}; see {log}")


def log_tail(log: Path) -> str:
    """Return the last lines of a log."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(lines[-15:])
