"""Step: build an automation with the integration's trigger in the editor."""

import re

from playwright.async_api import Locator, Page, expect

from .integration_setup import expect_state, open_device
from .tour import Tour

NAME = "Siren of the garage when something moves at the front door"


async def add(page: Page, kind: str, name: str) -> None:
    """Add a trigger or an action by its name."""
    await page.get_by_role("button", name=f"Add {kind}").click()
    await page.get_by_placeholder("Search").last.fill(name)
    await page.get_by_text(name, exact=True).click()


async def add_target(page: Page, name: str) -> None:
    """Add a camera as target."""
    await page.get_by_role("button", name="Add target").click()
    await page.get_by_placeholder("Search").last.fill(name)
    listed = page.locator("ha-combo-box-item", has_text=name)
    # Not the device of the camera, which belongs to a group of cameras.
    await listed.filter(has_text=re.compile(r"\bCamera\b")).click()
    await expect(page.locator("ha-target-picker-item-row")).to_contain_text(name)


def field(page: Page, description: str) -> Locator:
    """Return the field of a trigger or an action by a part of its description."""
    return page.locator("ha-settings-row", has_text=description)


async def build_automation(tour: Tour) -> None:
    """Trigger an event of one camera on motion of another, and see it happen."""
    page, env = tour.page, tour.env
    await tour.visit("config/automation/edit/new")
    await add(page, "trigger", "Event detected")
    await add_target(page, "Front door")
    types = field(page, "Names of the event types")
    await types.locator("ha-checkbox").click()
    await types.get_by_role("button", name="Add").click()
    await types.locator("input:not([type=checkbox])").fill("motion")
    await add(page, "action", "VXG Cloud VMS: Trigger event")
    await add_target(page, "Garage")
    await field(page, "Name of the event type").locator("input").fill("siren")
    await page.get_by_role("button", name="Save").click()
    dialog = page.locator("ha-dialog")
    await dialog.locator("input").first.fill(NAME)
    await dialog.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("Traces", exact=True)).to_be_visible()
    await page.locator("ha-automation-trigger-row").click()
    await expect(page.get_by_text("Triggers when one or more")).to_be_visible()
    await tour.save_screenshot("automation")
    await open_device(tour, "Garage")
    await expect_state(page, "Siren", "Off")
    env.cloud.raise_event(env.camera_id("Front door"), "motion")
    await expect_state(page, "Siren", "On")
