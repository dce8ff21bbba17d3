"""`python -m scripts.demo`: run the demo until Ctrl-C."""

import asyncio
from ctypes.util import find_library
import shutil
import signal
import sys
import time
from typing import Any

import aiohttp

from .client import add_entry, logged_in_client, wait_until
from .dashboard import DASHBOARD, add_dashboard
from .initial_config import add_user, write_initial_config
from .past_gap import add_past_gap
from .processes import supervise
from .settings import (
    BIN,
    CLOUD_PORT,
    PASSWORD,
    PORT,
    USER,
    DemoError,
    Settings,
    read_settings,
    say,
)


async def set_up_integration(settings: Settings) -> None:
    """Set up the integration and its dashboard, and print the addresses."""
    started = time.monotonic()

    async def cloud_state() -> Any:
        async with session.get(f"{settings.cloud_url}/simulator/state") as response:
            response.raise_for_status()
            return await response.json()

    try:
        async with aiohttp.ClientSession() as session:
            cloud = await wait_until("The simulated cloud", cloud_state)
            async with logged_in_client(session, settings.url) as home:
                await add_entry(home, settings.cloud_url, cloud["group_token"])
                await add_dashboard(home)
                await add_past_gap(home)
    except aiohttp.ClientError as err:
        raise DemoError(f"Home Assistant could not be set up: {err}") from err
    say(
        f"""
Ready after {time.monotonic() - started:.0f} s.

  Home Assistant   {settings.url}/{DASHBOARD}
                   user {USER}, password {PASSWORD}
  Simulated cloud  {settings.cloud_url}
  Log              {settings.folder / "home-assistant.log"}

Ctrl-C stops both.
"""
    )


def report_missing_packages() -> None:
    """Print optional system packages that are missing."""
    found = {
        "ffmpeg": shutil.which("ffmpeg"),
        "libturbojpeg0": find_library("turbojpeg"),
    }
    if missing := " ".join(package for package, path in found.items() if not path):
        say(f"Home Assistant will miss: {missing} (Debian, as root: apt-get install).")


async def run_demo(settings: Settings) -> None:
    """Run both until cancelled. Raises DemoError when one of them exits."""
    write_initial_config(settings)
    say("Starting the simulated cloud and Home Assistant …")
    log = settings.folder / "home-assistant.log"
    cloud_log = settings.folder / "cloud.log"
    for path in (log, cloud_log):
        path.unlink(missing_ok=True)
    await add_user(settings, BIN / "hass", log)
    cloud = (sys.executable, "-m", "simulator", "--alive", "--cameras", "4")
    where = ("--port", str(settings.cloud_port), "--media-expiry", settings.expiry)
    hass = (str(BIN / "hass"), "-c", str(settings.config), "--skip-pip")
    async with asyncio.TaskGroup() as group:
        group.create_task(supervise("The simulated cloud", cloud_log, *cloud, *where))
        group.create_task(supervise("Home Assistant", log, *hass))
        group.create_task(set_up_integration(settings))


async def main() -> int:
    """Run the demo until a signal arrives, and return the exit code."""
    task = asyncio.ensure_future(run_demo(read_settings("VXG_DEMO", PORT, CLOUD_PORT)))
    loop = asyncio.get_running_loop()
    stopped = False

    def stop() -> None:
        nonlocal stopped
        # Once: a second Ctrl-C must not interrupt the termination of the children.
        if not stopped:
            stopped = True
            task.cancel()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stop)
    report_missing_packages()
    try:
        await task
    except asyncio.CancelledError:
        say("Stopped.")
        return 0
    except ExceptionGroup as group:
        for err in group.exceptions:
            if not isinstance(err, DemoError):
                raise
            say(f"\n{err}")
    return 1


if __name__ == "__main__":
    try:
        sys.exit(asyncio.run(main()))
    except DemoError as failure:
        sys.exit(str(failure))
