"""The browser that all steps use, and the login."""

from collections.abc import AsyncGenerator
import contextlib
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.async_api import Page, Request, ViewportSize, async_playwright, expect

from scripts.demo.settings import PASSWORD, USER

from .environment import Environment

# In milliseconds, as in the browser; enough for a busy machine.
TIMEOUT = 30_000
WINDOW: ViewportSize = {"width": 1280, "height": 800}
ARGUMENTS = (
    "--disable-gpu",
    "--autoplay-policy=no-user-gesture-required",
    # Pages cannot reach any other host.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
# They log each request to Home Assistant, and everything that its player reads.
DEBUG_LOGGERS = {"aiohttp.access": "info", "homeassistant.components.stream": "debug"}
# Whether fonts, images and icons are loaded, in all nested shadow roots.
PAGE_RENDERED = """() => {
  const waits = element =>
    element.localName === "ha-spinner" ||
    (element.localName === "img" && !element.complete) ||
    (element.localName === "ha-svg-icon" && !element.path);
  const isDrawn = root => [...root.querySelectorAll("*")].every(element =>
    !(waits(element) && element.checkVisibility()) &&
    (!element.shadowRoot || isDrawn(element.shadowRoot)));
  return document.fonts.status === "loaded" && isDrawn(document);
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """A browser page, the environment, and the folder of screenshots."""

    page: Page
    env: Environment
    screenshots: Path
    # URLs of other hosts that a page has requested.
    foreign_requests: list[str] = field(default_factory=list)

    async def visit(self, path: str) -> None:
        """Open a page of Home Assistant."""
        await self.page.goto(f"{self.env.settings.url}/{path}")

    def record_request(self, request: Request) -> None:
        """Record a request of a page if it is to another host."""
        url = urlsplit(request.url)
        own = urlsplit(self.env.settings.url)
        if url.scheme.startswith(("http", "ws")) and url.netloc != own.netloc:
            self.foreign_requests.append(request.url)

    async def save_screenshot(self, name: str) -> None:
        """Save a screenshot once the page is rendered."""
        await self.page.wait_for_function(PAGE_RENDERED)
        self.screenshots.mkdir(parents=True, exist_ok=True)
        content = await self.page.screenshot(animations="disabled")
        with Image.open(BytesIO(content)) as image:
            # Lossless, and half the size of the browser's PNG.
            path = self.screenshots / f"{name}.webp"
            image.convert("RGB").save(path, lossless=True, method=6)


@contextlib.asynccontextmanager
async def open_tour(
    env: Environment, browser: str, screenshots: Path
) -> AsyncGenerator[Tour]:
    """Open a browser without a login."""
    expect.set_options(timeout=TIMEOUT)
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(
            executable_path=browser,
            args=ARGUMENTS,
            # This program handles signals and stops everything in order.
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
        )
        try:
            context = await chromium.new_context(
                viewport=WINDOW,
                locale="en-GB",
                timezone_id="UTC",
                color_scheme="light",
                reduced_motion="reduce",
                service_workers="block",
            )
            context.set_default_timeout(TIMEOUT)
            tour = Tour(page=await context.new_page(), env=env, screenshots=screenshots)
            context.on("request", lambda request: tour.record_request(request))  # noqa: PLW0108
            yield tour
        finally:
            await chromium.close()


async def enable_debug_logging(tour: Tour) -> None:
    """Log everything that could reveal a secret."""
    await tour.env.home.call_action("logger.set_level", **DEBUG_LOGGERS)


async def log_in(tour: Tour) -> None:
    """Log in with user name and password."""
    await tour.visit("")
    await tour.page.locator('input[name="username"]').fill(USER)
    await tour.page.locator('input[name="password"]').fill(PASSWORD)
    await tour.page.get_by_role("button", name="Log in").click()
    await tour.page.locator("home-assistant-main").wait_for(state="attached")
