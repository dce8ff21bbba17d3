"""Steps: live view, device page and dashboard of cameras."""

from playwright.async_api import Locator, ViewportSize, expect

from scripts.demo.client import wait_until
from simulator.scenes import OBJECTS, PLATES

from .card_setup import CAMERA_DASHBOARD
from .events_card import all_events, event_row
from .integration_setup import expect_state, open_device
from .tour import WINDOW, Tour

# Wide enough for four cameras side by side.
WIDE: ViewportSize = {"width": 1760, "height": 990}
# In seconds, on a busy machine.
VIDEO_TIMEOUT = 60
# The time of a frozen video advances, too; its number of frames does not.
PLAYS = """video => video.currentTime > 2 && video.videoWidth > 0
  && video.getVideoPlaybackQuality().totalVideoFrames > 15"""


async def expect_video(tour: Tour, within: Locator | None = None) -> None:
    """Wait until the only video on the page, or within a part, has played for a while."""
    # The frontend may replace the element while the page is built.
    video = (within or tour.page).locator("video")
    await wait_until("The video", lambda: video.evaluate(PLAYS), VIDEO_TIMEOUT)


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
    """Open the dashboard with all cameras while events happen."""
    page, env = tour.page, tour.env
    await page.set_viewport_size(WIDE)
    await tour.visit(CAMERA_DASHBOARD)
    await expect(all_events(page).first).to_be_visible()
    events = [
        env.cloud.raise_event(env.camera_id(name), kind, meta)
        for name, kind, meta in (
            ("Garden", "motion", {"zone": "lawn"}),
            ("Front door", OBJECTS, {"Person": "1"}),
            ("Driveway", OBJECTS, {"Car": "1"}),
            ("Driveway", PLATES, {"license_plate": "GZ-519-R", "car_color": "grey"}),
        )
    ]
    for event in events:
        await expect(event_row(page, event).locator("img")).to_be_visible()
    await tour.save_screenshot("dashboard")
    await page.set_viewport_size(WINDOW)
