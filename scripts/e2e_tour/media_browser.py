"""Step: play an event in the media browser."""

import re

from playwright.async_api import Locator, Page, expect

from .camera_views import expect_video
from .tour import Tour

DAY = re.compile(r"\d{4}-\d\d-\d\d \(\d+\)")


def titles(page: Page, text: str | re.Pattern[str]) -> Locator:
    """Return the media browser's items with a text, newest first."""
    return page.locator("ha-media-player-browse .title", has_text=text)


async def play_event(tour: Tour) -> None:
    """Browse from the cameras to an event, and play its video."""
    page = tour.page
    await tour.visit("media-browser/browser")
    await titles(page, "VXG Cloud VMS").first.click()
    await titles(page, "Front door").first.click()
    await titles(page, "All events").first.click()
    await titles(page, DAY).first.click()
    await expect(titles(page, "Motion").last).to_be_attached()
    # The images of the events.
    await page.wait_for_load_state("networkidle")
    await tour.save_screenshot("media")
    # The last one, because the recording of a new event is not complete.
    await titles(page, "Motion").last.click()
    await expect_video(tour)
    await expect(page.locator("ha-dialog").get_by_text("Motion")).to_be_visible()
