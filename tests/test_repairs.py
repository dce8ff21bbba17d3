"""Notices that a person confirms."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.vxg.const import DOMAIN
from custom_components.vxg.notices import (
    CREATES_EXPIRED,
    CREATES_REFUSED,
    async_note_dropped,
    async_remove_notices,
)


def drop(hass: HomeAssistant, entry: MockConfigEntry, notice: str) -> None:
    async_note_dropped(
        hass, entry, notice, camera="Garden", event_type="guest", detail="Gone"
    )


def count(hass: HomeAssistant, entry: MockConfigEntry, notice: str) -> str | None:
    issue = ir.async_get(hass).async_get_issue(DOMAIN, f"{notice}_{entry.entry_id}")
    if issue is None:
        return None
    assert issue.translation_placeholders is not None
    return issue.translation_placeholders["count"]


@pytest.mark.parametrize("notice", [CREATES_EXPIRED, CREATES_REFUSED])
async def test_a_notice_counts_until_it_is_confirmed(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    entry: MockConfigEntry,
    notice: str,
) -> None:
    assert await async_setup_component(hass, "repairs", {})
    await hass.async_block_till_done()
    for _ in range(3):
        drop(hass, entry, notice)
    assert count(hass, entry, notice) == "3"
    client = await hass_client()
    address = "/api/repairs/issues/fix"
    wanted = {"handler": DOMAIN, "issue_id": f"{notice}_{entry.entry_id}"}
    form = await (await client.post(address, json=wanted)).json()
    assert form["step_id"] == "confirm"
    assert form["description_placeholders"]["camera"] == "Garden"
    done = await client.post(f"{address}/{form['flow_id']}", json={})
    assert (await done.json())["type"] == "create_entry"
    assert count(hass, entry, notice) is None
    drop(hass, entry, notice)
    assert count(hass, entry, notice) == "1"


async def test_each_entry_has_its_own_notices(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    one, other = MockConfigEntry(title="One"), MockConfigEntry(title="Other")
    for entry in (one, one, other):
        drop(hass, entry, CREATES_REFUSED)
    assert caplog.text.count("Garden: an event of the type guest") == 2
    async_remove_notices(hass, one.entry_id)
    assert count(hass, one, CREATES_REFUSED) is None
    assert count(hass, other, CREATES_REFUSED) == "1"
