"""Test that what happens to cameras while an entry is unloaded outlives nothing."""

from typing import Any
from unittest.mock import patch

from homeassistant.config_entries import ConfigEntries
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from simulator import Cloud

from ..conftest import CAMERA_ID, PassTime

GATE = "binary_sensor.front_door_gate"


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_type_that_appears_while_an_entry_reloads_has_a_sensor_after_it(
    hass: HomeAssistant,
    cloud: Cloud,
    entry: MockConfigEntry,
    pass_time: PassTime,
    caplog: pytest.LogCaptureFixture,
    when: str,
) -> None:
    unload = ConfigEntries.async_unload_platforms

    async def unload_while_types_are_read(*args: Any) -> bool:
        cameras = entry.runtime_data.cameras
        cloud.cameras[CAMERA_ID].add_type({"name": "gate", "custom": True})
        unloaded = await unload(*args) if when == "after" else True
        await cameras.async_refresh_camera(CAMERA_ID)
        return unloaded if when == "after" else await unload(*args)

    with patch.object(
        ConfigEntries, "async_unload_platforms", unload_while_types_are_read
    ):
        await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert "does not generate unique IDs" not in caplog.text
    cloud.raise_event(CAMERA_ID, "gate")
    await pass_time(3)
    assert hass.states.get(GATE).state == "on"
    await hass.config_entries.async_unload(entry.entry_id)
    assert hass.states.get(GATE).state == "unavailable"
