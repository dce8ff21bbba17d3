"""Steps: set up the integration and open a device page."""

import re

from playwright.async_api import Locator, Page, expect

from .tour import Tour

INTEGRATION = "config/integrations/integration/vxg"
IMAGE_LOADED = "image => image.naturalWidth > 0"


async def submit(page: Page, token: str) -> None:
    """Enter a token into the open form and submit it."""
    await page.locator('input[name="token"]').fill(token)
    await page.get_by_role("button", name="Submit").click()


async def add_integration(tour: Tour) -> None:
    """Add the integration; two wrong tokens are refused before the right one."""
    page, cloud = tour.page, tour.env.cloud
    await tour.visit("config/integrations/dashboard")
    await page.get_by_role("button", name="Add integration").click()
    await page.get_by_placeholder("Search for a brand name").fill("vxg")
    await page.get_by_text("VXG Cloud VMS").click()
    await page.locator('input[name="url"]').fill(tour.env.settings.cloud_url)
    await submit(page, cloud.license_key)
    await expect(page.get_by_text("This is a license key")).to_be_visible()
    dead = cloud.group_token([1])
    cloud.faults.refuse_token(dead)
    await submit(page, dead)
    await expect(page.get_by_text("rejected this token")).to_be_visible()
    await submit(page, cloud.group_token())
    await page.get_by_role("button", name="Skip and finish").click()
    await tour.visit(INTEGRATION)
    for camera in cloud.cameras.values():
        await expect(page.get_by_text(camera.name, exact=True)).to_be_visible()


async def open_device(tour: Tour, name: str) -> None:
    """Open the device page of a camera from the integration's page."""
    await tour.visit(INTEGRATION)
    await tour.page.get_by_text(name, exact=True).click()
    await tour.page.wait_for_url("**/config/devices/device/*")


async def expect_state(page: Page, name: str, state: str) -> None:
    """Wait until the device page shows an entity in a state."""
    row = page.locator(
        "ha-device-entities-card hui-generic-entity-row",
        has=page.locator(".info", has_text=re.compile(rf"^\s*{name}\b")),
    )
    # The name comes before or after the state, depending on how the row is nested.
    await expect(row).to_have_text(re.compile(rf"^\s*{state}\b|\b{state}\s*$"))


def image(page: Page, name: str) -> Locator:
    """Return the first image with a name."""
    return page.get_by_role("img", name=name).first


async def check_device(tour: Tour) -> None:
    """Find the states of a camera and the brand's image on its device page."""
    page = tour.page
    await open_device(tour, "Front door")
    for name, state in (
        ("Front door", "Recording"),
        ("Motion", "Clear"),
        ("Sound", "Clear"),
        ("Siren", "Off"),
        ("Status", "Active"),
    ):
        await expect_state(page, name, state)
    brand = await image(page, "VXG Cloud VMS").element_handle()
    await page.wait_for_function(IMAGE_LOADED, arg=brand)
