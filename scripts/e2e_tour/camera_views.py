"""Steps: live view, device page and dashboard of cameras."""

import re

from playwright.async_api import ViewportSize, expect

from scripts.demo.dashboard import DASHBOARD, add_dashboard

from .integration_setup import expect_state, open_device
from .tour import WINDOW, Tour

# Wide enough for four cameras side by side.
WIDE: ViewportSize = {"width": 1760, "height": 990}
# The time of a frozen video advances, too; its number of frames does not.
PLAYS = """video => video.currentTime > 2 && video.videoWidth > 0
  && video.getVideoPlaybackQuality().totalVideoFrames > 15"""


async def expect_video(tour: Tour) -> None:
    """Wait until the only video on the page has played for a while."""
    video = await tour.page.locator("video").element_handle()
    await tour.page.wait_for_function(PLAYS, arg=video)


async def check_live_view(tour: Tour) -> None:
    """Open the live view of a camera."""
    await tour.visit("home/overview?more-info-entity-id=camera.front_door")
    await expect_video(tour)


async def press_trigger_button(tour: Tour) -> None:
    """Press a button; the camera raises an event, and its sensor turns on."""
    page = tour.page
    await open_device(tour, "Front door")
    await expect_state(page, "Siren", "Off")
    button = page.locator("hui-button-entity-row", has_text="Trigger Siren")
    await button.get_by_role("button", name="Press").click()
    await expect_state(page, "Siren", "On")
    activity = page.locator("ha-logbook")
    await expect(activity.get_by_text("Trigger Siren")).to_be_visible()
    await expect(activity.get_by_text("siren", exact=True)).to_be_visible()
    await tour.save_screenshot("device")


async def check_dashboard(tour: Tour) -> None:
    """Open a dashboard with all cameras while events happen."""
    page, env = tour.page, tour.env
    await add_dashboard(env.home, env.settings.cloud_url)
    await page.set_viewport_size(WIDE)
    await tour.visit(DASHBOARD)
    await expect(page.get_by_text("Driveway").first).to_be_visible()
    for name, kind, meta in (
        ("Front door", "motion", {"zone": "path"}),
        ("Garden", "object_and_scene_detection", {"Person": "93"}),
        ("Driveway", "sound", {"level": "78"}),
    ):
        env.cloud.raise_event(env.camera_id(name), kind, meta)
    await expect(page.get_by_text("Detected", exact=True)).to_have_count(3)
    images = page.locator("hui-tile-card", has_text="Last image")
    await expect(images.filter(has_text=re.compile("Now|ago"))).to_have_count(3)
    activity = page.locator("hui-logbook-card")
    for text in ("Motion", "Object and scene", "Sound"):
        await expect(activity.get_by_text(text, exact=True).first).to_be_visible()
    await tour.save_screenshot("dashboard")
    await page.set_viewport_size(WINDOW)
