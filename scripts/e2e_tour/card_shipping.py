"""Steps: updates of the card, dashboards in YAML, and removal."""

import contextlib
from typing import Any

from playwright.async_api import expect

from scripts.demo.client import add_entry, wait_until

from .card_setup import OWN_DASHBOARD
from .environment import Environment
from .events_card import TEXTS, all_events
from .tour import Tour

BUNDLE = "custom_components/vxg/frontend/vxg-events-card.js"
UPDATE = "\nwindow.isUpdatedCard = true;\n"
IS_UPDATED = "() => window.isUpdatedCard === true"
IS_DEFINED = "() => customElements.get('vxg-events-card') !== undefined"
STARTED = "Home Assistant initialized in"
YAML_RESOURCES = "\nlovelace:\n  resource_mode: yaml\n"


async def resource_urls(env: Environment) -> list[str]:
    """Return the URLs of all resources of the dashboards."""
    listed: list[dict[str, Any]] = await env.home.command("lovelace/resources")
    return [str(resource["url"]) for resource in listed]


async def restart(env: Environment) -> None:
    """Restart Home Assistant, and wait until it runs."""
    starts = env.log.count(STARTED)

    async def is_running() -> bool:
        if env.log.count(STARTED) == starts:
            return False
        await env.home.log_in()
        return bool((await env.home.command("get_config"))["state"] == "RUNNING")

    with env.log.expect_errors():
        # Without a result: the connection may be closed before.
        with contextlib.suppress(TypeError):
            await env.home.call_action("homeassistant.restart")
        await wait_until("The restart", is_running)


async def update_card(tour: Tour) -> None:
    """Update the bundle: an open page offers to reload, and a new one has it at once.

    The browser may cache as it likes, with a service worker.
    """
    env = tour.env
    before = await resource_urls(env)
    assert len(before) == 1, before
    async with tour.open_window(service_workers="allow", is_logged_in=True) as window:
        page = window.page
        await window.visit(OWN_DASHBOARD)
        await expect(all_events(page).first).to_be_visible()
        assert not await page.evaluate(IS_UPDATED)
        with (env.settings.config / BUNDLE).open("a", encoding="utf-8") as bundle:
            bundle.write(UPDATE)
        await restart(env)
        after = await resource_urls(env)
        assert len(after) == 1, after
        assert after != before, after
        notice = page.get_by_text(TEXTS["new_version"])
        await expect(notice).to_be_visible()
        assert not await page.evaluate(IS_UPDATED)
        await page.get_by_role("button", name=TEXTS["reload"]).click()
        await page.wait_for_function(IS_UPDATED)
        await expect(all_events(page).first).to_be_visible()
        await expect(notice).to_have_count(0)
    async with tour.open_window(is_logged_in=True) as window:
        await window.visit(OWN_DASHBOARD)
        await window.page.wait_for_function(IS_UPDATED)


async def remove_last_entry(tour: Tour) -> None:
    """Remove the entry: no resource is left, and a new page has no card."""
    env = tour.env
    for entry in await env.home.command("config_entries/get", domain="vxg"):
        await env.home.delete(f"/api/config/config_entries/entry/{entry['entry_id']}")
    assert not await resource_urls(env)
    await tour.visit(OWN_DASHBOARD)
    await expect(tour.page.locator("hui-error-card")).to_be_visible()
    assert not await tour.page.evaluate(IS_DEFINED)


async def use_yaml_resources(tour: Tour) -> None:
    """Define the resources in YAML: the card is there without being one of them."""
    env = tour.env
    path = env.settings.config / "configuration.yaml"
    content = path.read_text(encoding="utf-8")
    path.unlink()
    path.write_text(content + YAML_RESOURCES, encoding="utf-8")
    await restart(env)
    await add_entry(
        env.home, env.settings.cloud_url, env.cloud.group_token(env.cloud.cameras)
    )
    assert not await resource_urls(env)
    await tour.visit(OWN_DASHBOARD)
    await expect(all_events(tour.page).first).to_be_visible()
