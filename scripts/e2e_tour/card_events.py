"""Steps: events in the card, as they happen, are found, and are reviewed."""

from datetime import timedelta

from playwright.async_api import expect

from scripts.demo.settings import say
from simulator.scenes import OBJECTS, PLATES

from .camera_views import expect_video
from .card_setup import CAMERA_DASHBOARD, OWN_DASHBOARD
from .events_card import TEXTS, all_events, close_player, event_row, player
from .tour import Tour

NAME = "Driveway"
# In seconds: until an image is there, and until the card must show what is there.
IMAGE_AFTER = 9
MAX_DELAY = 3
IMAGE_SHOWN = "row => row.querySelector('img')?.naturalWidth > 0"
MANY_EVENTS = 10_000
MANY_EVENTS_AGE = timedelta(days=3)
PLATE = "QX-815-Z"


async def check_new_event(tour: Tour) -> None:
    """Wait for a new event and its image; a click plays its video."""
    page, cloud = tour.page, tour.env.cloud
    await tour.visit(OWN_DASHBOARD)
    await expect(all_events(page).first).to_be_visible()
    event = cloud.raise_event(
        tour.env.camera_id(NAME), OBJECTS, {"Person": "1"}, thumb_after=IMAGE_AFTER
    )
    row = event_row(page, event)
    await row.wait_for()
    listed = (cloud.now() - event.listed_at).total_seconds()
    await expect(row).to_contain_text(TEXTS["picture_to_come"])
    await page.wait_for_function(IMAGE_SHOWN, arg=await row.element_handle())
    assert event.thumb_at is not None
    pictured = (cloud.now() - event.thumb_at).total_seconds()
    say(f"        shown {listed:.1f} s, its image {pictured:.1f} s after it is listed")
    assert listed < MAX_DELAY, listed
    assert 0 < pictured < MAX_DELAY, pictured
    await expect(row).not_to_contain_text(TEXTS["picture_to_come"])
    await row.click()
    await expect_video(tour, player(page))
    await close_player(page)


async def tag_event(tour: Tour) -> None:
    """Tag an event in one window; another one, with a list, shows it by itself."""
    page, cloud = tour.page, tour.env.cloud
    event = cloud.raise_event(tour.env.camera_id(NAME), "motion", {"zone": "gate"})
    await tour.visit(OWN_DASHBOARD)
    await event_row(page, event).click()
    dialog = player(page)
    async with tour.open_window(is_logged_in=True) as window:
        await window.visit(OWN_DASHBOARD)
        row = event_row(window.page, event)
        await expect(row).to_contain_text("zone: gate")
        await dialog.get_by_role("button", name=TEXTS["edit_tags"]).click()
        await dialog.get_by_label(TEXTS["tag"], exact=True).fill("visitor")
        await dialog.get_by_label(TEXTS["value"]).fill("postman")
        await page.keyboard.press("Enter")
        await expect(row).to_contain_text("visitor: postman")
        assert event.meta == {"zone": "gate", "visitor": "postman"}, event.meta
        await dialog.get_by_role("button", name=TEXTS["undo"]).click()
        await expect(row).not_to_contain_text("visitor")
        await dialog.get_by_role("button", name=TEXTS["false_event"]).click()
        await expect(row).to_contain_text(TEXTS["reviewed"])
        await expect(dialog.get_by_text(TEXTS["reviewed_false"])).to_be_visible()
    # As the vendor's web page keeps it.
    marks = {"result": "false", "result_false": ""}
    marks |= {"process": "processed", "status_processed": ""}
    assert event.meta == {"zone": "gate"} | marks, event.meta
    await close_player(page)


async def open_linked_event(tour: Tour) -> None:
    """Open an event of yesterday as a notification does; a reload shows the dashboard."""
    page, cloud = tour.page, tour.env.cloud
    camera_id = tour.env.camera_id(NAME)
    time = cloud.now() - timedelta(days=1)
    event = cloud.raise_event(
        camera_id, "motion", {"zone": "gate"}, time, listed_after=0
    )
    address = f"{CAMERA_DASHBOARD}/driveway?vxg-camera=camera.driveway&vxg-event="
    await tour.visit(f"{address}{event.id}")
    dialog = player(page)
    await expect(
        dialog.locator(f"time[datetime^='{time:%Y-%m-%dT%H:%M:%S}']")
    ).to_have_count(1)
    await expect_video(tour, dialog)
    await close_player(page)
    assert page.url.endswith(f"{CAMERA_DASHBOARD}/driveway"), page.url
    await page.reload()
    await expect(all_events(page).first).to_be_visible()
    await expect(dialog).not_to_be_visible()
    await tour.visit(f"{address}4711")
    await expect(page.get_by_text(TEXTS["event_not_shown"])).to_be_visible()


async def find_event(tour: Tour) -> None:
    """Find the only one of many events whose metadata have a text."""
    page, cloud = tour.page, tour.env.cloud
    camera_id = tour.env.camera_id(NAME)
    start = cloud.now() - MANY_EVENTS_AGE
    for number in range(MANY_EVENTS):
        time = start + timedelta(days=1) * number / MANY_EVENTS
        cloud.raise_event(camera_id, "motion", {"zone": "gate"}, time, listed_after=0)
    meta = {"license_plate": PLATE, "car_color": "red"}
    time = start + timedelta(hours=12)
    event = cloud.raise_event(camera_id, PLATES, meta, time, listed_after=0)
    await tour.visit(OWN_DASHBOARD)
    await expect(all_events(page).first).to_be_visible()
    before = len(cloud.requests)
    # Case does not matter.
    await page.get_by_role("searchbox").fill(PLATE.lower())
    row = event_row(page, event)
    further = page.get_by_role("button", name=TEXTS["search_on"])
    while not await row.count():
        await expect(row.or_(further).first).to_be_visible()
        if await further.count():
            await further.click()
    await expect(row).to_contain_text(PLATE)
    await expect(all_events(page)).to_have_count(1)
    say(f"        {len(cloud.requests) - before} requests")


async def review_event(tour: Tour) -> None:
    """Mark an event as reviewed, which the cloud keeps; and undo it."""
    page, cloud = tour.page, tour.env.cloud
    event = cloud.raise_event(tour.env.camera_id(NAME), "motion", {"zone": "gate"})
    await tour.visit(OWN_DASHBOARD)
    row = event_row(page, event)
    await row.click()
    dialog = player(page)
    await dialog.get_by_role("button", name=TEXTS["mark_reviewed"]).click()
    undo = dialog.get_by_role("button", name=TEXTS["mark_unreviewed"])
    await expect(undo).to_be_visible()
    # As the vendor's web page keeps it.
    reviewed = {"zone": "gate", "process": "processed", "status_processed": ""}
    assert event.meta == reviewed, event.meta
    await page.reload()
    await expect(row).to_contain_text(TEXTS["reviewed"])
    await row.click()
    await undo.click()
    await expect(
        dialog.get_by_role("button", name=TEXTS["mark_reviewed"])
    ).to_be_visible()
    assert event.meta == {"zone": "gate"}, event.meta
