"""`python -m scripts.e2e_tour`: go through the user interface once."""

from argparse import ArgumentParser, Namespace
import asyncio
from collections.abc import Awaitable, Callable
import contextlib
import signal
import sys
import time

from playwright.async_api import Error as BrowserError

from scripts.demo.settings import BIN, ROOT, DemoError, Settings, read_settings, say

from .automation_editor import build_automation
from .camera_views import press_trigger, see_dashboard, see_live
from .environment import Stage, staged
from .ha_release import install
from .integration_setup import add_integration, see_device
from .media_browser import play_event
from .reauthentication import renew_token
from .secret_scan import leaks, spellings
from .served_media import (
    open_busy_day,
    serve_clip,
    serve_pictures,
    serve_recordings,
    serve_stream,
)
from .tour import Tour, log_all, log_in, opened
from .url_expiry import outlast_addresses

type Step = Callable[[Tour], Awaitable[None]]

PORT = 8261
CLOUD_PORT = 8262
STEPS: tuple[Step, ...] = (
    log_all,
    log_in,
    add_integration,
    see_device,
    see_live,
    press_trigger,
    see_dashboard,
    play_event,
    build_automation,
    serve_pictures,
    serve_stream,
    serve_recordings,
    serve_clip,
    open_busy_day,
    outlast_addresses,
    renew_token,
)
PICTURES = ROOT / "docs" / "pictures"


def read_arguments() -> Namespace:
    """Read the command line."""
    parser = ArgumentParser(prog="scripts/e2e")
    parser.add_argument("--browser", required=True, help="the program of a Chromium")
    parser.add_argument(
        "--home-assistant", metavar="VERSION", help="a release to install in .cache"
    )
    parser.add_argument(
        "--pictures", action="store_true", help="make those of the README anew"
    )
    return parser.parse_args()


class Tally:
    """What passed and what failed."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.passed = self.failed = self.skipped = 0
        self._began = time.monotonic()

    def passes(self, name: str) -> None:
        """Tell of what passed, and how long it took."""
        now = time.monotonic()
        say(f"passed  {name} ({now - self._began:.1f} s)")
        self._began = now
        self.passed += 1

    def fails(self, name: str, why: str) -> None:
        """Tell of what failed."""
        say(f"FAILED  {name}\n{why}")
        self.failed += 1

    def decides(self, name: str, why: list[str]) -> None:
        """Fail something if there is a reason."""
        if why:
            self.fails(name, "\n".join(why))
        else:
            self.passes(name)

    def skips(self, name: str) -> None:
        """Tell of what was left out."""
        say(f"skipped {name}")
        self.skipped += 1


async def walk(tour: Tour, tally: Tally) -> None:
    """Take all steps up to the first that fails: each needs what came before."""
    for step in STEPS:
        name = step.__name__.replace("_", " ")
        if tally.failed:
            tally.skips(name)
            continue
        try:
            await step(tour)
        except (AssertionError, BrowserError, DemoError) as err:
            shown = tour.stage.settings.folder / "failed.png"
            with contextlib.suppress(BrowserError):
                await tour.page.screenshot(path=shown)
            tally.fails(name, f"{err}\nat {tour.page.url}, see {shown}")
        else:
            tally.passes(name)


def look_back(stage: Stage, tally: Tally) -> None:
    """Look at what a run has left behind."""
    loud = list(stage.log.loud())
    others = {record.gist: record.text for record in loud if not record.is_ours}
    for text in others.values():
        say(f"not ours: {text[:200]}")
    why = [record.text for record in loud if record.is_ours]
    if not stage.log.is_understood():
        why.append("The log has not the form that is expected")
    tally.decides("nothing of ours in the log above level info", why)
    why = list(leaks(stage.settings.folder, spellings(stage.cloud)))
    tally.decides("no credential in a log or another file", why)


async def go(settings: Settings, arguments: Namespace) -> bool:
    """Go through everything, and return whether all of it is right."""
    hass = BIN / "hass"
    if version := arguments.home_assistant:
        hass = await install(version)
    pictures = PICTURES if arguments.pictures else settings.folder / "pictures"
    say("Starting the simulated cloud and Home Assistant …")
    tally = Tally()
    async with staged(settings, hass) as stage:
        tally.passes("start")
        async with opened(stage, arguments.browser, pictures) as tour:
            await walk(tour, tally)
    look_back(stage, tally)
    say(f"{tally.passed} passed, {tally.failed} failed, {tally.skipped} skipped")
    return not tally.failed


async def main(arguments: Namespace) -> int:
    """Go until the end or a signal, and return the exit code."""
    settings = read_settings("VXG_E2E", PORT, CLOUD_PORT)
    task = asyncio.ensure_future(go(settings, arguments))

    def stop() -> None:
        # Once: a second signal must not keep the children from being ended.
        if not task.cancelling():
            task.cancel()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stop)
    try:
        return 0 if await task else 1
    except asyncio.CancelledError:
        say("Ended.")
        return 1


if __name__ == "__main__":
    code = 1
    try:
        code = asyncio.run(main(read_arguments()))
    except* DemoError as group:
        say("\n".join(str(err) for err in group.exceptions))
    sys.exit(code)
