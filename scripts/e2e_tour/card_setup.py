"""Steps: add the card and the dashboard of the integration without YAML."""

from playwright.async_api import Locator, Page, expect

from .events_card import TEXTS, all_events
from .tour import Tour

CARD_NAME = TEXTS["card_name"]
STRATEGY_NAME = TEXTS["dashboard_name"]
OWN_DASHBOARD = "my-house"
CAMERA_DASHBOARD = "dashboard-cameras"


async def add_dashboard(tour: Tour, kind: str, title: str | None = None) -> None:
    """Add a dashboard of a kind in the settings."""
    page = tour.page
    await tour.visit("config/lovelace/dashboards")
    await page.get_by_role("button", name="Add dashboard").click()
    await page.get_by_text(kind, exact=True).click()
    create = page.get_by_role("button", name="Create")
    await expect(create).to_be_visible()
    if title is not None:
        await page.locator("ha-dialog input").first.fill(title)
    await create.click()
    await expect(create).to_have_count(0)


async def add_card(tour: Tour) -> None:
    """Add the card that is suggested for a camera to a new dashboard."""
    page = tour.page
    await add_dashboard(tour, "New dashboard from scratch", "My house")
    await tour.visit(f"{OWN_DASHBOARD}/0?edit=1")
    # The picker reads the name when it opens, a moment after the page is logged in.
    await page.wait_for_function(
        "name => window.customCards?.some((card) => card.name === name)", arg=CARD_NAME
    )
    await page.get_by_role("button", name="Add card").first.click()
    await page.get_by_text("By card", exact=True).click()
    await expect(_card_named(page, CARD_NAME)).to_be_attached()
    await page.get_by_text("By entity", exact=True).click()
    await page.get_by_placeholder("Search entities").fill("Driveway")
    camera = page.locator("ha-combo-box-item, ha-md-list-item, ha-list-item")
    await camera.filter(has_text="Driveway").filter(has_text="Camera").first.click()
    await _card_named(page, CARD_NAME).click()
    await expect(all_events(page).first).to_be_visible()
    await page.get_by_role("button", name="Done").click()
    await tour.visit(OWN_DASHBOARD)
    await expect(all_events(page).first).to_be_visible()


def _card_named(page: Page, name: str) -> Locator:
    return page.locator("ha-dialog").get_by_text(name, exact=True).first


async def add_camera_dashboard(tour: Tour) -> None:
    """Add the dashboard that builds itself from the cameras."""
    await add_dashboard(tour, STRATEGY_NAME)
    await tour.visit(CAMERA_DASHBOARD)
    await expect(all_events(tour.page).first).to_be_visible()
    for camera in tour.env.cloud.cameras.values():
        await expect(tour.page.get_by_text(camera.name).first).to_be_visible()
