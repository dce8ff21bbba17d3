"""Steps: the card of users and tokens that may do less."""

from typing import Any
from urllib.parse import urlencode

from playwright.async_api import Page, expect

from scripts.demo.client import add_entry

from .card_setup import CAMERA_DASHBOARD, OWN_DASHBOARD
from .card_shipping import remove_last_entry
from .environment import GUEST_CAMERA, GUEST_GROUP
from .events_card import TEXTS, all_events, close_player, player
from .tour import Tour

GUEST = "guest"
MEMBER = "member"
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


WRITES = ("mark_reviewed", "mark_unreviewed", "true_event", "save_clip", "edit_tags")


async def check_rights(tour: Tour) -> None:
    """Log in as a guest, for whom there is one camera, which they cannot control."""
    home = tour.env.home
    await _add_user(tour, GUEST, GUEST_GROUP)
    listed: dict[str, Any] = await home.command(LIST, entity_ids=[HIDDEN_CAMERA])
    async with tour.open_window() as guest:
        await guest.log_in(GUEST, GUEST)
        page = guest.page
        await guest.visit(CAMERA_DASHBOARD)
        await expect(all_events(page).first).to_be_visible()
        for name in HIDDEN_CAMERAS:
            await expect(page.get_by_text(name)).to_have_count(0)
        await _expect_no_writes(page)
        query = {"type": LIST, "entity_ids": [GUEST_CAMERA]}
        assert await page.evaluate(CALL, query) is None
        query["entity_ids"] = [HIDDEN_CAMERA]
        assert await page.evaluate(CALL, query)
        event = listed["events"][0]
        with tour.env.log.expect_errors():
            for key in ("picture", "video"):
                path = str(event[key]).partition("?")[0]
                status = await page.evaluate(FETCH, path)
                assert status in (401, 403, 404), f"{status} for {path}"
        # Nor does a link to an event open it.
        query = {"vxg-camera": HIDDEN_CAMERA, "vxg-event": event["event_id"]}
        await guest.visit(f"{CAMERA_DASHBOARD}/driveway?{urlencode(query)}")
        await expect(page.get_by_text(TEXTS["event_not_shown"])).to_be_visible()
        await expect(player(page)).not_to_be_visible()


async def check_member(tour: Tour) -> None:
    """Log in as somebody who may review events, but is no administrator."""
    await _add_user(tour, MEMBER, "system-users")
    async with tour.open_window() as member:
        await member.log_in(MEMBER, MEMBER)
        page = member.page
        await member.visit(f"{CAMERA_DASHBOARD}/driveway")
        await all_events(page).first.click()
        dialog = player(page)
        review = dialog.get_by_role("button", name=TEXTS["true_event"])
        await review.click()
        await expect(dialog.get_by_text(TEXTS["reviewed_true"])).to_be_visible()
        await dialog.get_by_role("button", name=TEXTS["undo"]).click()
        await expect(review).to_have_attribute("aria-pressed", "false")
        await expect(dialog.get_by_text(TEXTS["edit_tags"])).to_have_count(0)


async def check_read_only_token(tour: Tour) -> None:
    """Set up a camera with a token that may only read: nobody can write."""
    env = tour.env
    token = env.cloud.channel_token(env.camera_id("Driveway"), access="watch")
    await add_entry(env.home, env.settings.cloud_url, token)
    await tour.visit(OWN_DASHBOARD)
    await expect(all_events(tour.page).first).to_be_visible()
    await _expect_no_writes(tour.page)
    # A page with a live view would ask for it when there is none any more.
    await tour.visit("config")
    await remove_last_entry(tour)


async def _expect_no_writes(page: Page) -> None:
    """Look for buttons that would fail, in the live view and with a video."""
    live = page.locator("vxg-events-live")
    await expect(live.get_by_text(TEXTS["create_event"])).to_have_count(0)
    await all_events(page).first.click()
    await expect(player(page).get_by_text(TEXTS["download"])).to_be_visible()
    for key in WRITES:
        await expect(player(page).get_by_text(TEXTS[key])).to_have_count(0)
    await close_player(page)


async def _add_user(tour: Tour, name: str, group: str) -> None:
    """Add a user, whose password is the name."""
    home = tour.env.home
    user = await home.command(
        "config/auth/create", name=name.capitalize(), group_ids=[group]
    )
    login = {"username": name, "password": name}
    await home.command(
        "config/auth_provider/homeassistant/create", user_id=user["user"]["id"], **login
    )
