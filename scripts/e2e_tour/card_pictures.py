"""Steps: pictures of the card for the README."""

import asyncio
from datetime import timedelta
from io import BytesIO

from PIL import Image
from playwright.async_api import ViewportSize, expect

from simulator import StoredEvent
from simulator.figures import CROSSING
from simulator.scenes import OBJECTS, PLATES

from .camera_views import expect_video
from .card_setup import CAMERA_DASHBOARD
from .events_card import all_events, event_row, player
from .tour import Tour

VIEW = f"{CAMERA_DASHBOARD}/driveway"
PHONE: ViewportSize = {"width": 412, "height": 860}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
STAGE: ViewportSize = {"width": 1000, "height": 640}
IMAGE_SHOWN = "row => row.querySelector('img')?.naturalWidth > 0"
PLAYING = "video => video.currentTime > 1"
# In milliseconds: between frames of a video, and how long a reader needs.
FRAME = 200
PAUSE = 1400
VIDEO_FRAMES = 24
# The video shows how a car arrives; that is recorded already.
EVENT_AGE = timedelta(seconds=20)
MAX_BYTES = 1_500_000


async def take_card_pictures(tour: Tour) -> None:
    """Take pictures of the card on a phone, on a desktop and in the dark."""
    for name, size, scheme in (
        ("card_phone", PHONE, "light"),
        ("card_desktop", DESKTOP, "light"),
        ("card_dark", PHONE, "dark"),
    ):
        async with tour.open_window(
            is_logged_in=True, viewport=size, color_scheme=scheme
        ) as window:
            await window.visit(VIEW)
            await expect(all_events(window.page).first).to_be_visible()
            await window.page.wait_for_function(
                IMAGE_SHOWN, arg=await all_events(window.page).first.element_handle()
            )
            await expect_video(window)
            await window.save_screenshot(name)


async def record_animation(tour: Tour) -> None:
    """Record how an event appears in the card, and a click plays its video."""
    async with tour.open_window(
        is_logged_in=True, viewport=STAGE, reduced_motion="no-preference"
    ) as window:
        page = window.page
        await window.visit(CAMERA_DASHBOARD)
        await expect(all_events(page).first).to_be_visible()
        frames = Frames(window)
        await frames.add(PAUSE)
        await _wait_for_an_empty_drive(tour)
        event = _raise_events(tour)
        row = event_row(page, event)
        await row.wait_for()
        await frames.add(PAUSE)
        await page.wait_for_function(IMAGE_SHOWN, arg=await row.element_handle())
        await frames.add(PAUSE)
        await row.hover()
        await frames.add(PAUSE // 2)
        await row.click()
        video = await player(page).locator("video").element_handle()
        await page.wait_for_function(PLAYING, arg=video)
        for _ in range(VIDEO_FRAMES):
            await frames.add(FRAME)
            await asyncio.sleep(FRAME / 1000)
        await page.keyboard.press("Escape")
        await frames.add(PAUSE)
    # Not in the event loop, which serves the simulated cloud.
    size = await asyncio.to_thread(frames.save, "card")
    assert size < MAX_BYTES, size


async def _wait_for_an_empty_drive(tour: Tour) -> None:
    """Wait until no car that was seen before can be in the video."""
    cloud, camera_id = tour.env.cloud, tour.env.camera_id("Driveway")
    newest = max(one.time for one in cloud.events if one.camera_id == camera_id)
    free = newest + 2 * CROSSING + EVENT_AGE
    await asyncio.sleep(max(0, (free - cloud.now()).total_seconds()))


def _raise_events(tour: Tour) -> StoredEvent:
    """Raise the events of a car that arrives; return the one with its plate."""
    cloud, camera_id = tour.env.cloud, tour.env.camera_id("Driveway")
    time = cloud.now() - EVENT_AGE
    cloud.raise_event(camera_id, OBJECTS, {"Car": "1"}, time - timedelta(seconds=2))
    meta = {"license_plate": "XT-042-L", "car_brand": "Toyota", "car_color": "red"}
    return cloud.raise_event(camera_id, PLATES, meta, time, thumb_after=4)


class Frames:
    """Frames of an animation, each with its duration."""

    def __init__(self, window: Tour) -> None:
        self._window = window
        self._images: list[Image.Image] = []
        self._durations: list[int] = []

    async def add(self, duration: int) -> None:
        """Add what the page shows now."""
        content = await self._window.page.screenshot()
        with Image.open(BytesIO(content)) as image:
            self._images.append(image.convert("RGB"))
        self._durations.append(duration)

    def save(self, name: str) -> int:
        """Save the animation, and return its size in bytes."""
        folder = self._window.screenshots
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}.webp"
        first, *others = self._images
        first.save(
            path,
            save_all=True,
            append_images=others,
            duration=self._durations,
            loop=0,
            quality=70,
            method=4,
        )
        return path.stat().st_size
