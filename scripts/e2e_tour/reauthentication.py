"""Step: enter a new token after the old one was revoked."""

from playwright.async_api import expect

from .integration_setup import expect_state, open_device, submit
from .tour import Tour

# In milliseconds: three refusals at least 10 s apart, with growing pauses.
REAUTH_TIMEOUT = 120_000
DONE = "Re-authentication was successful"


async def reauthenticate(tour: Tour) -> None:
    """Enter a new token when asked for it; events are received again."""
    page, cloud = tour.page, tour.env.cloud
    await tour.visit("config/integrations/dashboard")
    with tour.env.log.expect_errors():
        cloud.faults.refuse_token(cloud.group_token())
        button = page.get_by_role("button", name="Reconfigure")
        await button.click(timeout=REAUTH_TIMEOUT)
        await expect(page.get_by_text("no longer accepts the token of")).to_be_visible()
        await submit(page, cloud.group_token(cloud.cameras))
        await expect(page.get_by_text(DONE)).to_be_visible()
    await open_device(tour, "Garden")
    await expect_state(page, "Sound", "Clear")
    cloud.raise_event(tour.env.camera_id("Garden"), "sound")
    await expect_state(page, "Sound", "Detected")
