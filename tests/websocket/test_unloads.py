"""Test that commands end well if their entry is unloaded while they wait for the cloud."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import MockHAClientWebSocket

from simulator import Cloud

from ..conftest import logged
from .conftest import GARDEN, GARDEN_ID, add_event

COMMANDS: dict[str, dict[str, Any]] = {
    "events/list": {"entity_ids": [GARDEN], "counts": "2026-11-24T00:00:00"},
    "events/get": {"entity_id": GARDEN},
    "coverage": {
        "entity_id": GARDEN,
        "start": "2026-11-24T00:00:00",
        "end": "2026-11-24T10:00:00",
    },
}


async def reload(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    await hass.config_entries.async_reload(entry.entry_id)


async def unload(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    await hass.config_entries.async_unload(entry.entry_id)


async def remove(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    await hass.config_entries.async_remove(entry.entry_id)


async def forget_camera(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    entry.runtime_data.cameras.async_forget([GARDEN_ID])


@pytest.mark.parametrize("change", [reload, unload, remove, forget_camera])
@pytest.mark.parametrize("command", COMMANDS)
async def test_a_command_ends_well(
    hass: HomeAssistant,
    cloud: Cloud,
    group: MockConfigEntry,
    client: MockHAClientWebSocket,
    caplog: pytest.LogCaptureFixture,
    command: str,
    change: Callable[[HomeAssistant, MockConfigEntry], Awaitable[None]],
) -> None:
    event = add_event(cloud, 90, camera_id=GARDEN_ID)
    fields = COMMANDS[command]
    if command == "events/get":
        fields = {**fields, "event_id": event.id}
    gate = cloud.faults.hold(path="storage")
    await client.send_json_auto_id({"type": f"vxg/{command}", **fields})
    await gate.reached()
    changing = asyncio.ensure_future(change(hass, group))
    # The reload, or the unloading, gets as far as it does without the cloud.
    for _ in range(300):
        await asyncio.sleep(0)
    cloud.faults.clear()
    response = await client.receive_json()
    await changing
    await hass.async_block_till_done(wait_background_tasks=True)
    assert response["success"] or response["error"]["translation_key"], response
    assert not logged(caplog)
