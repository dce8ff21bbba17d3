"""What must hold for the card; each check raises an AssertionError if it does not."""

import re
from typing import Any

from playwright.sync_api import Browser, expect

from .expectations import FOCUSED, ROWS, Check, axe_violations, require
from .page import CardServer, card_page
from .player_checks import PLAYER_CHECKS

MOST_ELEMENTS = 400


def check_accessibility(browser: Browser, server: CardServer) -> None:
    """Look for violations in the list, the video and the form, light and dark."""
    found: list[str] = []
    for settings in ({}, {"dark": 1, "language": "de", "clock": "12", "cameras": 1}):
        with card_page(browser, server, size=(420, 1000), **settings) as page:
            found += axe_violations(page)
            page.locator(ROWS).nth(2).click()
            found += axe_violations(page)
            page.keyboard.press("Escape")
    with card_page(browser, server, cameras=1) as page:
        page.locator("vxg-events-live .chip").last.click()
        found += axe_violations(page)
    require(not found, "\n".join(found))


def check_keyboard(browser: Browser, server: CardServer) -> None:
    """Reach an event, its video, the next one, and the list again by keys alone."""
    with card_page(browser, server, cameras=1, events=300) as page:
        first = "camera.front_door 300"
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate(FOCUSED) == first:
                break
        require(page.evaluate(FOCUSED) == first, "Tab does not reach the list")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("PageDown")
        page.keyboard.press("End")
        page.keyboard.press("Home")
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(100)
        second = page.evaluate(FOCUSED)
        require(second == "camera.front_door 299", f"the focus is on {second}")
        page.keyboard.press("Enter")
        dialog = page.locator("vxg-events-player dialog")
        expect(dialog).to_be_visible()
        for _ in range(30):
            page.keyboard.press("Tab")
            inside = page.evaluate(
                "document.activeElement?.shadowRoot?.activeElement?.localName ?? 'none'"
            )
            require(
                inside in ("vxg-events-player", "none"), f"the focus left to {inside}"
            )
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        require(page.evaluate(FOCUSED) == second, "the focus does not return")
        # As soon as the focus is back, while the browser is still going back.
        page.keyboard.press("Enter")
        page.wait_for_function(f"({FOCUSED})() !== {second!r}")
        page.keyboard.press("Escape")
        page.wait_for_function(f"({FOCUSED})() === {second!r}")
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
        expect(dialog).to_be_visible()
        page.go_back()
        expect(dialog).to_be_hidden()


def check_news(browser: Browser, server: CardServer) -> None:
    """Let events arrive at the top, and wait while the list is scrolled."""
    with card_page(browser, server) as page:
        page.evaluate("harness.raise({event_type: 'sound'})")
        expect(page.locator(ROWS).first).to_contain_text("Sound")
        page.evaluate("harness.scroll(900, 60)")
        before = page.locator(ROWS).nth(5).inner_text()
        page.evaluate("for (let n = 0; n < 3; n++) harness.raise()")
        pill = page.locator("vxg-events-list .new")
        expect(pill).to_have_text("3 new")
        require(
            page.locator(ROWS).nth(5).inner_text() == before, "the list moved by itself"
        )
        pill.click()
        expect(page.locator(ROWS).first).to_have_attribute(
            "data-key", re.compile(" 304$")
        )


def check_hostile_text(browser: Browser, server: CardServer) -> None:
    """Show markup, marks of direction and endless text as text that is cut."""
    hostile = "<img src=x onerror=alert(1)> **b** {{ 1 }} \u202egnp.\u2066"
    with card_page(browser, server) as page:
        page.evaluate(
            "(text) => harness.raise({event_type: text, name: text,"
            " metadata: {[text]: text + 'x'.repeat(10000), caption: ''}})",
            hostile,
        )
        row = page.locator(ROWS).first
        expect(row).to_contain_text("<img src=x onerror=alert(1)> **b** {{ 1 }} gnp.")
        require(len(row.inner_text()) < 400, "the text is not cut")
        row.click()
        expect(page.locator("vxg-events-player h2")).to_contain_text("<img src=x")
        require(page.locator("img[src=x]").count() == 0, "markup came through")
        require(page.evaluate("scrollX") == 0, "the page scrolls sideways")


def check_search(browser: Browser, server: CardServer) -> None:
    """Find one of 10,000 events by its metadata, and all again."""
    with card_page(browser, server, events=10_000) as page:
        page.locator("input[type=search]").fill("haystack")
        expect(page.locator(ROWS)).to_have_count(1)
        page.locator("input[type=search]").fill("")
        expect(page.locator(ROWS).first).to_have_attribute(
            "data-key", re.compile(" 10000$")
        )


def check_errors(browser: Browser, server: CardServer) -> None:
    """Keep the list while the cloud cannot be read, say so, and go on by itself."""
    with card_page(browser, server) as page:
        rows = page.locator(ROWS).count()
        page.evaluate("harness.failing = true")
        page.evaluate("hass.connection.dispatchEvent(new Event('ready'))")
        notice = page.locator("vxg-events-card .trouble")
        expect(notice).to_contain_text("The cloud cannot be reached")
        require(page.locator(ROWS).count() == rows, "the list is gone")
        page.evaluate("harness.failing = false")
        expect(notice).to_be_hidden(timeout=10_000)


def check_rights(browser: Browser, server: CardServer) -> None:
    """Show no button to somebody who may only watch."""
    with card_page(browser, server, cameras=1, watch=1) as page:
        require(page.locator("vxg-events-live .chip").count() == 0, "there are buttons")
        page.locator(ROWS).first.click()
        expect(page.locator("vxg-events-player .button")).to_have_count(1)
        expect(page.locator("vxg-events-tags .edit")).to_have_count(0)
    with card_page(browser, server, member=1) as page:
        page.locator(ROWS).first.click()
        expect(page.get_by_role("button", name="False alarm")).to_be_visible()
        expect(page.locator("vxg-events-tags .edit")).to_have_count(0)


def check_many_cameras(browser: Browser, server: CardServer) -> None:
    """Say that recordings of many cameras are not shown, until one is chosen."""
    with card_page(browser, server, cameras=5) as page:
        note = page.locator("vxg-events-bar p")
        lanes = page.locator("vxg-events-bar .recorded")
        expect(note).to_have_text("Recordings are shown for up to 4 selected cameras.")
        expect(lanes).to_have_count(0)
        page.get_by_role("button", name="Garage", exact=True).click()
        expect(note).to_have_count(0)
        expect(lanes).to_have_count(1)


def check_late_frontend(browser: Browser, server: CardServer) -> None:
    """Define no element before the frontend has replaced the registry of elements."""
    with card_page(browser, server, late=1) as page:
        require(page.evaluate("harness.definedBefore") is False, "it was too early")


def check_reload_offer(browser: Browser, server: CardServer) -> None:
    """Offer to reload when another bundle is served, once."""
    with card_page(browser, server) as page:
        offer = page.get_by_role("button", name="Reload")
        expect(offer).to_have_count(0)
        page.evaluate("harness.version = 'fedcba9876543210'")
        page.evaluate("hass.connection.dispatchEvent(new Event('ready'))")
        offer.click()
        page.wait_for_function("window.harness?.ready && !harness.version")
        page.locator(ROWS).first.wait_for()
        page.evaluate("harness.version = 'fedcba9876543210'")
        page.evaluate("hass.connection.dispatchEvent(new Event('ready'))")
        page.wait_for_timeout(300)
        expect(offer).to_have_count(0)


def check_hidden(browser: Browser, server: CardServer) -> None:
    """Request nothing while the card is off the screen, and one list afterwards."""
    with card_page(browser, server) as page:
        page.evaluate("document.body.style.paddingBottom = '5000px'")
        page.wait_for_timeout(200)
        page.evaluate("scrollTo(0, 4000)")
        page.wait_for_timeout(300)
        known = page.evaluate("harness.calls.length")
        page.evaluate("for (let n = 0; n < 5; n++) harness.raise()")
        page.evaluate("hass.connection.dispatchEvent(new Event('x'))")
        page.wait_for_timeout(1500)
        require(page.evaluate("harness.calls.length") == known, "it asked while hidden")
        page.evaluate("scrollTo(0, 0)")
        expect(page.locator(ROWS).first).to_have_attribute(
            "data-key", re.compile(" 305$")
        )
        asked: list[Any] = page.evaluate(f"harness.calls.slice({known})")
        lists = [call for call in asked if call["type"] == "vxg/events/list"]
        require(len(lists) == 1 and len(asked) == 1, f"it asked for {asked}")


def check_elements_and_pictures(browser: Browser, server: CardServer) -> None:
    """Count elements and pictures while 10,000 events are scrolled through and back."""
    for size in ((420, 900), (1280, 900), (1080, 1900)):
        server.requests.clear()
        settings = {"events": 10_000, "width": "1000px", "height": f"{size[1] - 60}px"}
        with card_page(browser, server, size=size, **settings) as page:
            page.wait_for_timeout(500)
            height = page.evaluate(
                "document.querySelector('vxg-events-card').shadowRoot"
                ".querySelector('vxg-events-list').offsetHeight"
            )
            # A row is 80 pixels high; three of four have a picture.
            most = (2 * height / 80 + 2) * 0.75
            loaded = len(server.pictures)
            require(loaded <= most, f"{loaded} pictures for {height} pixels")
            down = page.evaluate("harness.scroll(20000, 40)")
            page.evaluate("harness.scroll(20000, -40)")
            page.wait_for_timeout(300)
            require(
                down["elements"] <= MOST_ELEMENTS,
                f"{down['elements']} elements at {size}",
            )
            twice = [path for path, count in server.pictures.items() if count > 1]
            require(not twice, f"loaded twice: {twice[:5]}")


CHECKS: tuple[Check, ...] = (
    check_accessibility,
    check_keyboard,
    check_news,
    check_hostile_text,
    check_search,
    check_errors,
    check_rights,
    check_many_cameras,
    check_late_frontend,
    check_reload_offer,
    check_hidden,
    check_elements_and_pictures,
    *PLAYER_CHECKS,
)
