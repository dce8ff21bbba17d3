"""Step: the card of a user who may see one camera only."""

from typing import Any

from playwright.async_api import expect

from .card_setup import CAMERA_DASHBOARD
from .environment import GUEST_CAMERA, GUEST_GROUP
from .events_card import TEXTS, all_events, player
from .tour import Tour

GUEST = "guest"
HIDDEN_CAMERAS = ("Front door", "Garden", "Garage")
HIDDEN_CAMERA = "camera.garage"
LIST = "vxg/events/list"
# The error of a command, and the status of a path, for the user of a page.
CALL = """async message => {
  const { hass } = document.querySelector("home-assistant");
  return hass.callWS(message).then(() => null, error => error.message);
}"""
FETCH = """async path => {
  const { hass } = document.querySelector("home-assistant");
  return (await hass.fetchWithAuth(path)).status;
}"""


async def check_rights(tour: Tour) -> None:
    """Log in as a guest, for whom there is one camera, which they cannot control."""
    home = tour.env.home
    user = await home.command(
        "config/auth/create", name="Guest", group_ids=[GUEST_GROUP]
    )
    login = {"username": GUEST, "password": GUEST}
    await home.command(
        "config/auth_provider/homeassistant/create", user_id=user["user"]["id"], **login
    )
    listed: dict[str, Any] = await home.command(LIST, entity_ids=[HIDDEN_CAMERA])
    async with tour.open_window() as guest:
        await guest.log_in(GUEST, GUEST)
        page = guest.page
        await guest.visit(CAMERA_DASHBOARD)
        await expect(all_events(page).first).to_be_visible()
        for name in HIDDEN_CAMERAS:
            await expect(page.get_by_text(name)).to_have_count(0)
        await all_events(page).first.click()
        await expect(player(page).get_by_text(TEXTS["download"])).to_be_visible()
        for key in ("mark_reviewed", "mark_unreviewed", "save_clip"):
            await expect(player(page).get_by_text(TEXTS[key])).to_have_count(0)
        query = {"type": LIST, "entity_ids": [GUEST_CAMERA]}
        assert await page.evaluate(CALL, query) is None
        query["entity_ids"] = [HIDDEN_CAMERA]
        assert await page.evaluate(CALL, query)
        with tour.env.log.expect_errors():
            for key in ("picture", "video"):
                path = str(listed["events"][0][key]).partition("?")[0]
                status = await page.evaluate(FETCH, path)
                assert status in (401, 403, 404), f"{status} for {path}"
