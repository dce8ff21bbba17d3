"""Test repairs that users confirm."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.vxg.const import DOMAIN
from custom_components.vxg.helpers.issues import (
    ISSUE_EXPIRED,
    ISSUE_REFUSED,
    async_create_dropped_event_issue,
)


def drop(hass: HomeAssistant, entry: MockConfigEntry, issue: str) -> None:
    async_create_dropped_event_issue(
        hass, entry, issue, camera="Garden", event_type="guest", detail="Gone"
    )


def count(hass: HomeAssistant, entry: MockConfigEntry, issue: str) -> str | None:
    known = ir.async_get(hass).async_get_issue(DOMAIN, f"{issue}_{entry.entry_id}")
    if known is None:
        return None
    assert known.translation_placeholders is not None
    return known.translation_placeholders["count"]


@pytest.mark.parametrize("issue", [ISSUE_EXPIRED, ISSUE_REFUSED])
async def test_an_issue_counts_until_it_is_confirmed(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    entry: MockConfigEntry,
    issue: str,
) -> None:
    assert await async_setup_component(hass, "repairs", {})
    await hass.async_block_till_done()
    for _ in range(3):
        drop(hass, entry, issue)
    assert count(hass, entry, issue) == "3"
    client = await hass_client()
    address = "/api/repairs/issues/fix"
    wanted = {"handler": DOMAIN, "issue_id": f"{issue}_{entry.entry_id}"}
    form = await (await client.post(address, json=wanted)).json()
    assert form["step_id"] == "confirm"
    assert form["description_placeholders"]["camera"] == "Garden"
    done = await client.post(f"{address}/{form['flow_id']}", json={})
    assert (await done.json())["type"] == "create_entry"
    assert count(hass, entry, issue) is None
    drop(hass, entry, issue)
    assert count(hass, entry, issue) == "1"


async def test_each_entry_has_its_own_issues(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    one, other = MockConfigEntry(title="One"), MockConfigEntry(title="Other")
    for entry in (one, one, other):
        drop(hass, entry, ISSUE_REFUSED)
    assert caplog.text.count("Garden: a queued event of type guest was dropped") == 2
    assert count(hass, one, ISSUE_REFUSED) == "2"
    assert count(hass, other, ISSUE_REFUSED) == "1"
