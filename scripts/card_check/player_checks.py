"""What must hold for the video of an event, and what is done with the event there."""

from functools import partial
import json
from typing import Any

from playwright.sync_api import Browser, expect

from .expectations import (
    FOCUSED,
    ROWS,
    Check,
    axe_violations,
    expect_video,
    require,
    wait_for,
)
from .page import CardServer, card_page


def check_tags(browser: Browser, server: CardServer) -> None:
    """Add, change and remove tags by keys, take it back, and see errors."""
    for silent in ("true", "false"):
        with card_page(browser, server, cameras=1) as page:
            page.evaluate(f"harness.silent = {silent}")
            page.locator(ROWS, has_text="Motion").first.click()
            tags = page.locator("vxg-events-tags")
            tags.get_by_role("button", name="Edit tags").focus()
            page.keyboard.press("Enter")
            page.keyboard.type("zone")
            page.keyboard.press("Tab")
            page.keyboard.type("gate <b>")
            # Within a text, these keys move the cursor, and not to other events.
            page.keyboard.press("ArrowLeft")
            page.keyboard.press("Enter")
            zone = tags.get_by_title("Remove zone")
            expect(zone).to_contain_text("gate <b>")
            require(page.evaluate(FOCUSED) == "INPUT", "the focus left the form")
            require(not list(axe_violations(page)), "not accessible")
            page.keyboard.type("caption")
            page.keyboard.press("Enter")
            expect(tags.get_by_title("Remove caption")).to_be_visible()
            zone.click()
            expect(zone).to_have_count(0)
            page.get_by_role("button", name="Undo").click()
            expect(zone).to_contain_text("gate <b>")
            page.evaluate("harness.refusing = true")
            zone.click()
            status = page.locator("vxg-events-player .said")
            expect(status).to_contain_text("The token may only read")
            expect(status.get_by_role("button")).to_have_count(0)
            expect(zone).to_have_count(1)
            kept = page.evaluate("harness.services.map(({data}) => data)")
            changes = [(call["set"], call["remove"]) for call in kept]
            require(
                changes
                == [
                    ({"zone": "gate <b>"}, []),
                    ({"caption": ""}, []),
                    ({}, ["zone"]),
                    ({"zone": "gate <b>"}, []),
                    ({}, ["zone"]),
                ],
                f"it wrote {changes}",
            )


def check_reviews(browser: Browser, server: CardServer) -> None:
    """Review and judge an event, change the judgement, and take all of it back."""
    for silent in ("true", "false"):
        with card_page(browser, server) as page:
            page.evaluate(f"harness.silent = {silent}")
            page.locator(ROWS, has_text="Motion").first.click()
            player = page.locator("vxg-events-player dialog")
            badge = player.locator("i.reviewed")
            false = player.get_by_role("button", name="False alarm")
            undo = player.get_by_role("button", name="Undo")
            expect(badge).to_have_count(0)
            for click, shown in (
                ("Mark as reviewed", "Reviewed"),
                ("False alarm", "Reviewed: false alarm"),
                ("True event", "Reviewed: true event"),
                ("Undo", "Reviewed: false alarm"),
                ("Mark as not reviewed", None),
                ("Undo", "Reviewed: false alarm"),
            ):
                player.get_by_role("button", name=click).click()
                expect(badge).to_have_count(0 if shown is None else 1)
                if shown is not None:
                    expect(badge).to_have_text(shown)
            expect(false).to_have_attribute("aria-pressed", "true")
            require(not list(axe_violations(page)), "not accessible")
            expect(undo).to_have_count(0)
            page.keyboard.press("Escape")
            row = page.locator(ROWS, has_text="Motion").first
            expect(row).to_contain_text("Reviewed")


def check_address(browser: Browser, server: CardServer) -> None:
    """Show the event that the address names, new or old; a reload shows none."""
    linked: dict[str, Any] = {"vxg-camera": "camera.garage", "spacing": 1_200_000}
    for event_id in (299, 3):
        settings = linked | {"vxg-event": event_id}
        with card_page(browser, server, **settings) as page:
            dialog = page.locator("vxg-events-player dialog")
            expect_video(page, event_id)
            require("vxg" not in page.url, f"the address still is {page.url}")
            # The list is there, so that there are others to go to.
            dialog.get_by_role("button", name="Newer event").click()
            expect_video(page, event_id + 1)
            page.keyboard.press("Escape")
            expect(dialog).to_be_hidden()
            # Else the browser, which is still going back, stops the reload.
            page.wait_for_function("!history.state?.vxgPlayer")
            page.reload()
            page.locator(ROWS).first.wait_for()
            page.wait_for_timeout(300)
            expect(dialog).to_be_hidden()


def check_address_within_page(browser: Browser, server: CardServer) -> None:
    """Show the event of a link that is followed while the page is open."""
    with card_page(browser, server) as page:
        page.evaluate(
            "history.pushState(null, '', '/?vxg-event=290&vxg-camera=camera.front_door'),"
            "dispatchEvent(new CustomEvent('location-changed'))"
        )
        expect_video(page, 290)


def check_wrong_address(browser: Browser, server: CardServer) -> None:
    """Say what cannot be shown, and go on."""
    for camera, event_id, reason in (
        ("camera.garage", 298, "There is no such event"),
        ("camera.garage", 10**14, "There is no such event"),
        ("camera.of_others", 3, "Its camera is not part of this card"),
        ("<img src=x>", 3, "Its camera is not part of this card"),
    ):
        settings: dict[str, Any] = {"vxg-camera": camera, "vxg-event": event_id}
        with card_page(browser, server, **settings) as page:
            notice = page.locator("vxg-events-card .notice")
            expect(notice).to_contain_text(f"The event cannot be shown. {reason}")
            require("vxg" not in page.url, f"the address still is {page.url}")
            notice.get_by_role("button", name="Close").click()
            expect(notice).to_have_count(0)
            page.locator(ROWS).first.click()
            expect(page.locator("vxg-events-player dialog")).to_be_visible()


def check_hostile_videos(browser: Browser, server: CardServer) -> None:
    """Say that a video cannot be played, run nothing of it, and go on to others."""
    for kind in ("html", "broken", "missing", "refused", "endless"):
        server.requests.clear()
        with card_page(browser, server, video=kind, spacing=1000) as page:
            page.locator(ROWS).nth(1).click()
            failed = page.locator("vxg-events-player .failed")
            for name, event_id in (
                ("Older event", 298),
                ("Newer event", 299),
                ("Newer event", 300),
            ):
                if kind == "endless":
                    expect(page.locator("vxg-events-player video")).to_be_visible()
                else:
                    expect(failed).to_have_text("The video cannot be played.")
                page.get_by_role("button", name=name).click()
                expect_video(page, event_id)
            asked = partial(server.requests.get, f"/video/{kind}/300")
            wait_for(asked, "the next video is not asked for")
            page.keyboard.press("Escape")
            expect(page.locator("vxg-events-player dialog")).to_be_hidden()
            require(page.evaluate("window.isHostile") is None, "a script ran")
            wait_for(lambda: not server.endless, "a video is loaded that nobody sees")


def check_renewed_video(browser: Browser, server: CardServer) -> None:
    """Ask once for a new address of a video that is refused, in the list or not."""
    linked: dict[str, Any] = {"vxg-event": 3, "vxg-camera": "camera.garage", "wait": 1}
    cases: tuple[tuple[int, dict[str, Any]], ...] = ((300, {}), (3, linked))
    for event_id, settings in cases:
        server.requests.clear()
        settings |= {"video": "refused", "renewed": 1}
        settings["config"] = json.dumps({"show_list": event_id == 300})
        with card_page(browser, server, **settings) as page:
            if "wait" in settings:
                page.evaluate("harness.start()")
            else:
                page.locator(ROWS).first.click()
            path = f"/video/refused/{event_id}"
            renewed = f"{path}?renewed"
            wait_for(partial(server.requests.get, renewed), "no new address is used")
            page.wait_for_timeout(1000)
            asked = [server.requests[each] for each in (path, renewed)]
            require(asked == [2, 1], f"it asked {asked} times")


PLAYER_CHECKS: tuple[Check, ...] = (
    check_tags,
    check_reviews,
    check_address,
    check_address_within_page,
    check_wrong_address,
    check_hostile_videos,
    check_renewed_video,
)
