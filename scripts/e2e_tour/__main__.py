"""`python -m scripts.e2e_tour`: run all steps once."""

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
from .camera_views import check_dashboard, check_live_view, press_trigger_button
from .card_accessibility import check_accessibility
from .card_events import (
    check_new_event,
    find_event,
    open_linked_event,
    review_event,
    tag_event,
)
from .card_pictures import record_animation, take_card_pictures
from .card_rights import check_member, check_read_only_token, check_rights
from .card_setup import add_camera_dashboard, add_card
from .card_shipping import remove_last_entry, update_card, use_yaml_resources
from .environment import Environment, running_environment
from .ha_release import install_release
from .integration_setup import add_integration, check_device
from .language_model import show_images_to_model
from .media_browser import play_event
from .reauthentication import reauthenticate
from .repair_dialogs import check_repair_dialogs, queue_hostile_events
from .secret_scan import find_secrets, secret_encodings
from .served_media import (
    browse_busy_day,
    check_clip,
    check_images,
    check_live_stream,
    check_recordings,
)
from .tour import Tour, enable_debug_logging, log_in, open_tour
from .url_expiry import watch_past_url_expiry
from .voice_sentences import find_no_sentences, install_sentences

type Step = Callable[[Tour], Awaitable[None]]

PORT = 8261
CLOUD_PORT = 8262
STEPS: tuple[Step, ...] = (
    enable_debug_logging,
    log_in,
    add_integration,
    add_card,
    add_camera_dashboard,
    check_device,
    install_sentences,
    check_live_view,
    press_trigger_button,
    check_dashboard,
    take_card_pictures,
    record_animation,
    check_new_event,
    open_linked_event,
    review_event,
    tag_event,
    check_accessibility,
    check_rights,
    check_member,
    play_event,
    build_automation,
    check_images,
    show_images_to_model,
    check_live_stream,
    check_recordings,
    check_clip,
    browse_busy_day,
    find_event,
    queue_hostile_events,
    watch_past_url_expiry,
    check_repair_dialogs,
    reauthenticate,
    update_card,
    remove_last_entry,
    find_no_sentences,
    check_read_only_token,
    use_yaml_resources,
)
# Only where pictures are wanted.
PICTURE_STEPS: set[Step] = {take_card_pictures, record_animation}
SCREENSHOTS = ROOT / "docs" / "pictures"


def read_arguments() -> Namespace:
    """Read the command line."""
    parser = ArgumentParser(prog="scripts/e2e")
    parser.add_argument("--browser", required=True, help="path of a Chromium")
    parser.add_argument(
        "--home-assistant", metavar="VERSION", help="a release to install in .cache"
    )
    parser.add_argument(
        "--pictures", action="store_true", help="update those of the README"
    )
    return parser.parse_args()


class Results:
    """Results of the steps, printed as they come in."""

    def __init__(self) -> None:
        self.passed = self.failed = self.skipped = 0
        self._started = time.monotonic()

    def add_passed(self, name: str) -> None:
        """Report a success, and the time since the last one."""
        now = time.monotonic()
        say(f"passed  {name} ({now - self._started:.1f} s)")
        self._started = now
        self.passed += 1

    def add_failed(self, name: str, reasons: str) -> None:
        """Report a failure."""
        say(f"FAILED  {name}\n{reasons}")
        self.failed += 1

    def add_check(self, name: str, reasons: list[str]) -> None:
        """Report a failure if there are reasons, otherwise a success."""
        if reasons:
            self.add_failed(name, "\n".join(reasons))
        else:
            self.add_passed(name)

    def add_skipped(self, name: str) -> None:
        """Report a skipped step."""
        say(f"skipped {name}")
        self.skipped += 1


async def run_steps(tour: Tour, results: Results, steps: tuple[Step, ...]) -> None:
    """Run all steps up to the first failure: each depends on those before."""
    for step in steps:
        name = step.__name__.replace("_", " ")
        if results.failed:
            results.add_skipped(name)
            continue
        try:
            await step(tour)
        except (AssertionError, BrowserError, DemoError) as err:
            screenshot = tour.env.settings.folder / "failed.png"
            with contextlib.suppress(BrowserError):
                await tour.page.screenshot(path=screenshot)
            results.add_failed(name, f"{err}\nat {tour.page.url}, see {screenshot}")
        else:
            results.add_passed(name)


def check_artifacts(env: Environment, results: Results) -> None:
    """Check the log and the files of a run."""
    problems = list(env.log.problems())
    others = {record.pattern: record.text for record in problems if not record.is_ours}
    for text in others.values():
        say(f"not ours: {text[:200]}")
    reasons = [record.text for record in problems if record.is_ours]
    if not env.log.is_complete():
        reasons.append("The log does not have the expected content")
    results.add_check("nothing of ours in the log above level info", reasons)
    reasons = list(find_secrets(env.settings.folder, secret_encodings(env.cloud)))
    results.add_check("no credential in a log or another file", reasons)


async def run_tour(settings: Settings, arguments: Namespace) -> bool:
    """Run all steps and checks, and return whether all passed."""
    hass = BIN / "hass"
    if version := arguments.home_assistant:
        hass = await install_release(version)
    skipped = set() if arguments.pictures else PICTURE_STEPS
    steps = tuple(step for step in STEPS if step not in skipped)
    screenshots = SCREENSHOTS if arguments.pictures else settings.folder / "pictures"
    say("Starting the simulated cloud and Home Assistant …")
    results = Results()
    async with running_environment(settings, hass) as env:
        results.add_passed("start")
        async with open_tour(env, arguments.browser, screenshots) as tour:
            await run_steps(tour, results, steps)
        results.add_check("no request to another host", tour.foreign_requests)
    check_artifacts(env, results)
    say(f"{results.passed} passed, {results.failed} failed, {results.skipped} skipped")
    return not results.failed


async def main(arguments: Namespace) -> int:
    """Run to the end or until a signal, and return the exit code."""
    settings = read_settings("VXG_E2E", PORT, CLOUD_PORT)
    task = asyncio.ensure_future(run_tour(settings, arguments))

    def stop() -> None:
        # Once: a second signal must not interrupt the termination of the children.
        if not task.cancelling():
            task.cancel()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stop)
    try:
        return 0 if await task else 1
    except asyncio.CancelledError:
        say("Stopped.")
        return 1


if __name__ == "__main__":
    code = 1
    try:
        code = asyncio.run(main(read_arguments()))
    except* DemoError as group:
        say("\n".join(str(err) for err in group.exceptions))
    sys.exit(code)
