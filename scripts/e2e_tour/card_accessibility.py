"""Step: automated accessibility checks of the card."""

import asyncio
from typing import Any

from playwright.async_api import expect

from scripts.demo.settings import ROOT, say

from .card_setup import CAMERA_DASHBOARD
from .events_card import CARD, all_events, close_player, player
from .tour import Tour

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
# Cards of Home Assistant within the card, such as the live view, are left out.
RUN_AXE = """async card => {
  const within = root => [...root.querySelectorAll("*")].flatMap(element =>
    element.localName.startsWith("hui-") ? [element]
      : element.shadowRoot ? within(element.shadowRoot) : []);
  const context = { include: [card], exclude: within(card.shadowRoot) };
  const { violations, passes } = await axe.run(context);
  return {
    passes: passes.length,
    violations: violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html}\\n${failureSummary}`)),
  };
}"""


# Whether the page has a color scheme, and nothing covers it any more.
HAS_SCHEME = """isDark => {
  const { hass } = document.querySelector("home-assistant");
  return hass.themes.darkMode === isDark && !document.querySelector("#ha-launch-screen");
}"""
# In seconds: until colors have changed.
TRANSITION = 0.5


async def check_accessibility(tour: Tour) -> None:
    """Check the card in light and dark, and with an open video."""
    page = tour.page
    await tour.visit(f"{CAMERA_DASHBOARD}/driveway")
    await expect(all_events(page).first).to_be_visible()
    await page.add_script_tag(path=AXE)
    passes = [await _check(tour, is_dark=False), await _check(tour, is_dark=True)]
    await all_events(page).first.click()
    await expect(player(page)).to_be_visible()
    passes += [await _check(tour, is_dark=True), await _check(tour, is_dark=False)]
    await close_player(page)
    say(f"        axe passes {passes} rules")
    assert min(passes) > 10, passes


async def _check(tour: Tour, *, is_dark: bool) -> int:
    await tour.page.emulate_media(color_scheme="dark" if is_dark else "light")
    await tour.page.wait_for_function(HAS_SCHEME, arg=is_dark)
    await asyncio.sleep(TRANSITION)
    card = await tour.page.locator(CARD).first.element_handle()
    result: dict[str, Any] = await tour.page.evaluate(RUN_AXE, card)
    assert not result["violations"], "\n".join(result["violations"])
    return int(result["passes"])
