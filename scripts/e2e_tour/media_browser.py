"""Step: the media browser plays an event."""

import re

from playwright.async_api import Locator, Page, expect

from .camera_views import expect_video
from .tour import Tour

DAY = re.compile(r"\d{4}-\d\d-\d\d \(\d+\)")


def titles(page: Page, words: str | re.Pattern[str]) -> Locator:
    """Return what the media browser shows under these words, the newest first."""
    return page.locator("ha-media-player-browse .title", has_text=words)


async def play_event(tour: Tour) -> None:
    """Go down from the cameras to an event, and see its video."""
    page = tour.page
    await tour.visit("media-browser/browser")
    await titles(page, "VXG Cloud VMS").first.click()
    await titles(page, "Front door").first.click()
    await titles(page, "All events").first.click()
    await titles(page, DAY).first.click()
    # The video of one that has just happened is not complete.
    await titles(page, "Motion").last.click()
    await expect_video(tour)
    await expect(page.locator("ha-dialog").get_by_text("Motion")).to_be_visible()
    await tour.save_screenshot("media")
