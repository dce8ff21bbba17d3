"""The browser that all steps use, and the login."""

from collections.abc import AsyncGenerator
import contextlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PIL import Image
from playwright.async_api import (
    Browser,
    Page,
    Request,
    ViewportSize,
    async_playwright,
    expect,
)

from scripts.demo.settings import PASSWORD, USER

from .environment import Environment

# In milliseconds, as in the browser; enough for a busy machine.
TIMEOUT = 30_000
WINDOW: ViewportSize = {"width": 1280, "height": 800}
OPTIONS: dict[str, Any] = {
    "viewport": WINDOW,
    "locale": "en-GB",
    "timezone_id": "UTC",
    "color_scheme": "light",
    "reduced_motion": "reduce",
    "service_workers": "block",
}
ARGUMENTS = (
    "--disable-gpu",
    "--autoplay-policy=no-user-gesture-required",
    # Pages cannot reach any other host.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
# Where Home Assistant's own card picker has its images.
PICKER_IMAGES = "demo.home-assistant.io"
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
    foreign_requests: list[str]

    @contextlib.asynccontextmanager
    async def open_window(
        self, *, is_logged_in: bool = False, **options: Any
    ) -> AsyncGenerator[Tour]:
        """Open another window, which has caches of its own."""
        context = self.page.context
        if is_logged_in:
            options["storage_state"] = await context.storage_state()
        assert context.browser is not None
        window = await _open_window(
            context.browser,
            self.env,
            self.screenshots,
            self.foreign_requests,
            **options,
        )
        try:
            yield window
        finally:
            await window.page.context.close()

    async def log_in(self, user: str, password: str) -> None:
        """Log in with user name and password."""
        await self.visit("")
        await self.page.locator('input[name="username"]').fill(user)
        await self.page.locator('input[name="password"]').fill(password)
        await self.page.get_by_role("button", name="Log in").click()
        await self.page.locator("home-assistant-main").wait_for(state="attached")

    async def visit(self, path: str) -> None:
        """Open a page of Home Assistant."""
        await self.page.goto(f"{self.env.settings.url}/{path}")

    def record_request(self, request: Request) -> None:
        """Record a request of a page if it is to another host."""
        url = urlsplit(request.url)
        own = urlsplit(self.env.settings.url)
        is_own = url.netloc in (own.netloc, PICKER_IMAGES)
        if url.scheme.startswith(("http", "ws")) and not is_own:
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
            yield await _open_window(chromium, env, screenshots)
        finally:
            await chromium.close()


async def _open_window(
    browser: Browser,
    env: Environment,
    screenshots: Path,
    foreign_requests: list[str] | None = None,
    **options: Any,
) -> Tour:
    """Open a window with its own login and caches."""
    context = await browser.new_context(**OPTIONS | options)
    context.set_default_timeout(TIMEOUT)
    requests = [] if foreign_requests is None else foreign_requests
    tour = Tour(
        page=await context.new_page(),
        env=env,
        screenshots=screenshots,
        foreign_requests=requests,
    )
    context.on("request", lambda request: tour.record_request(request))  # noqa: PLW0108
    return tour


async def enable_debug_logging(tour: Tour) -> None:
    """Log everything that could reveal a secret."""
    await tour.env.home.call_action("logger.set_level", **DEBUG_LOGGERS)


async def log_in(tour: Tour) -> None:
    """Log in with user name and password."""
    await tour.log_in(USER, PASSWORD)
