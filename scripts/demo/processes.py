"""Programs that live as long as the demo."""

import asyncio
import os
from pathlib import Path

from .settings import ROOT, DemoError, say

# A stop takes Home Assistant a few seconds.
STOP_TIMEOUT = 20
# With this code it asks to be started again.
RESTART_CODE = 100


async def run(name: str, log: Path, *command: str) -> int:
    """Run a program to its end, which is brought about when this is cancelled."""
    beside = Path(command[0]).parent
    environment = {**os.environ, "PATH": f"{beside}:{os.environ['PATH']}"}
    with log.open("ab") as output:
        # A session of its own: Ctrl-C reaches this program alone, which then ends all.
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
    """Ask a program to end, and make it end if it does not."""
    say(f"{name} is told to end …")
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOP_TIMEOUT)
    except TimeoutError:
        say(f"{name} did not end within {STOP_TIMEOUT} s and is killed.")
        process.kill()
        await process.wait()


async def supervise(name: str, log: Path, *command: str) -> None:
    """Run a program, again if it asks for that. Raises DemoError when it is gone."""
    while (code := await run(name, log, *command)) == RESTART_CODE:
        say(f"{name} starts again …")
    raise DemoError(f"{log_tail(log)}\n{name} ended with code {code}; see {log}")


def log_tail(log: Path) -> str:
    """Return the end of a log."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(lines[-15:])
