"""Step: dialogs of repairs with text from a hostile cloud."""

from collections.abc import Iterator
from functools import partial

from playwright.async_api import expect

from scripts.demo.client import wait_until
from tests.common.hostile import HOSTILE_MARKDOWN

from .environment import Environment
from .tour import Tour

FIRST_ID = 700_001
# Longer names are cut.
MAX_NAME = 80
CREATE_PATH = "/api/v2/storage/events/$"
FLOW = "/api/config/config_entries/flow"
# In seconds: a rejected event is sent a second time after a pause.
TIMEOUT = 60
# What a browser loads or follows.
LIVE = "a[href], img, iframe, script, form, object, embed, video, audio"


def hostile_names() -> Iterator[str]:
    """Yield all hostile texts, as many in a name as there is room for."""
    name = ""
    for text in HOSTILE_MARKDOWN.values():
        if name and len(name) + 1 + len(text) > MAX_NAME:
            yield name
            name = ""
        name = f"{name} {text}".strip()
    yield name


async def queue_hostile_events(tour: Tour) -> None:
    """Queue events of cameras with hostile names; the cloud rejects them a while later."""
    env = tour.env
    env.log.expect_text("a queued event of type")
    names = list(hostile_names())
    entries = [await add_camera(env, *item) for item in enumerate(names, FIRST_ID)]
    cameras = {
        entity["config_entry_id"]: entity["entity_id"]
        for entity in await env.home.command("config/entity_registry/list")
        if entity["entity_id"].startswith("camera.")
    }
    fail = partial(env.cloud.faults.fail_next, 10_000, path=CREATE_PATH, method="POST")
    fail(status=503)
    for entry_id, name in zip(entries, names, strict=True):
        result = await env.home.call_action(
            "vxg.create_event", cameras[entry_id], event_type=name
        )
        assert result["status"] == "queued", result
    env.cloud.faults.clear()
    fail(status=400, detail=" ".join(names[::-1]))


async def check_repair_dialogs(tour: Tour) -> None:
    """Open repairs with hostile names and details: nothing is loaded, no link is live."""
    page, env = tour.page, tour.env
    names = list(hostile_names())

    async def entries() -> list[str] | None:
        issues = (await env.home.command("repairs/list_issues"))["issues"]
        ids = [str(one["issue_id"]).rpartition("creates_refused_") for one in issues]
        found = [entry_id for _, key, entry_id in ids if key]
        return found if len(found) == len(names) else None

    found = await wait_until("The repairs", entries, TIMEOUT)
    await tour.visit("config/repairs")
    items = page.locator("ha-config-repairs").get_by_role("button")
    await expect(items).to_have_count(len(names))
    text = page.locator("ha-dialog ha-markdown, dialog-box ha-markdown")
    for number in range(len(names)):
        await items.nth(number).click()
        await expect(text.first).to_contain_text("The cloud responded")
        live = text.locator(LIVE)
        assert not await live.count(), await live.first.evaluate("it => it.outerHTML")
        await page.keyboard.press("Escape")
        await expect(text).to_have_count(0)
    assert not tour.foreign_requests, tour.foreign_requests
    for entry_id in found:
        await env.home.delete(f"/api/config/config_entries/entry/{entry_id}")
    for camera_id in range(FIRST_ID, FIRST_ID + len(names)):
        del env.cloud.cameras[camera_id]
    env.cloud.faults.clear()


async def add_camera(env: Environment, camera_id: int, name: str) -> str:
    """Add a camera to the cloud and to Home Assistant; return the id of its entry."""
    env.cloud.add_camera(camera_id, name).add_type({"name": name, "custom": True})
    flow = await env.home.post(FLOW, json={"handler": "vxg"})
    token, url = env.cloud.channel_token(camera_id), env.settings.cloud_url
    filled = {"token": token, "url": url, "verify_ssl": True}
    result = await env.home.post(f"{FLOW}/{flow['flow_id']}", json=filled)
    assert result["type"] == "create_entry", result
    return str(result["result"]["entry_id"])
