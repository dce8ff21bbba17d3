"""What the checks have in common."""

from collections.abc import Callable, Iterator
import re
import time

from playwright.sync_api import Browser, Page, expect

from .page import ROOT, CardServer

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
ROWS = "vxg-events-list .event"
# The element that has the focus, inside of all others.
FOCUSED = """() => {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  return found?.dataset.key ?? found?.getAttribute("aria-label") ?? found?.tagName;
}"""
type Check = Callable[[Browser, CardServer], None]


def require(condition: object, message: str) -> None:
    """Raise an AssertionError unless a condition holds."""
    if not condition:
        raise AssertionError(message)


def wait_for(condition: Callable[[], object], message: str) -> None:
    """Wait until a condition holds that is not of the page."""
    end = time.monotonic() + 10
    while not condition():
        require(time.monotonic() < end, message)
        time.sleep(0.05)


def axe_violations(page: Page) -> Iterator[str]:
    """Yield what axe finds on a page."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    for violation in found["violations"]:
        nodes = [node["target"] for node in violation["nodes"]]
        yield f"{violation['id']}: {violation['help']} {nodes[:3]}"


def expect_video(page: Page, event_id: int) -> None:
    """Wait until the video of an event is shown."""
    download = page.locator("vxg-events-player dialog a[download]")
    address = re.compile(rf"/video/[a-z]+/{event_id}$")
    expect(download).to_have_attribute("href", address)
