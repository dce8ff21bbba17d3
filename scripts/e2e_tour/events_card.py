"""The events card in a page: its events, and the video over it."""

import json

from playwright.async_api import Locator, Page, expect

from scripts.demo.settings import ROOT
from simulator import StoredEvent

CARD = "vxg-events-card"
_TRANSLATIONS = ROOT / "custom_components" / "vxg" / "translations" / "en.json"
# The texts of the card by their keys.
TEXTS: dict[str, str] = json.loads(_TRANSLATIONS.read_text(encoding="utf-8"))[
    "selector"
]["card"]["options"]


def all_events(page: Page) -> Locator:
    """Return the rows of events on and near the screen."""
    return page.locator(f"{CARD} [data-key]")


def event_row(page: Page, event: StoredEvent) -> Locator:
    """Return the row of an event."""
    return page.locator(f"{CARD} [data-key$=' {event.id}']")


def player(page: Page) -> Locator:
    """Return the dialog with the video of an event."""
    return page.locator("vxg-events-player dialog")


async def close_player(page: Page) -> None:
    """Close the dialog, and wait until the page is back in its history, too."""
    await page.keyboard.press("Escape")
    await expect(player(page)).not_to_be_visible()
    await page.wait_for_function("() => !history.state?.vxgPlayer")
