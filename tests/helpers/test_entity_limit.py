"""Tests for more entities than Home Assistant enables per entry."""

import asyncio
from typing import Any
from unittest.mock import patch

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.const import DOMAIN
from custom_components.vxg.entity import ENTITY_BATCH
from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID, logged, make_entry, set_up

TYPES = ({"name": "motion"}, {"name": "sound"})

# Two cameras need a camera and an event entity each, and sensors of two types.
NEEDED = 2 * (2 + 2)


@pytest.fixture
def cloud() -> Cloud:
    """Return a cloud with two cameras of two types each."""
    cloud = Cloud()
    cloud.add_camera(CAMERA_ID, "Front door", TYPES)
    cloud.add_camera(7, "Garden", TYPES)
    return cloud


def enabled(hass: HomeAssistant, entry: MockConfigEntry) -> set[str]:
    """Return the last parts of the unique ids of enabled entities of cameras."""
    registry = er.async_get(hass)
    parts = {
        item.unique_id.removeprefix(f"{entry.unique_id}_")
        for item in er.async_entries_for_config_entry(registry, entry.entry_id)
        if item.disabled_by is None
    }
    return {part for part in parts if part[0].isdigit()}


@pytest.mark.parametrize("limit", [NEEDED, NEEDED + 1, NEEDED - 1, 1000])
async def test_cameras_and_their_event_entities_and_types_are_enabled_first(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    caplog: pytest.LogCaptureFixture,
    limit: int,
) -> None:
    entry = make_entry(
        cloud, server, token=cloud.group_token(), unique_id="group", title="Cloud"
    )
    with patch(
        "custom_components.vxg.helpers.entity_limit.MAX_ENABLED_ENTITIES", limit
    ):
        await set_up(hass, entry)
        enabled_ids = enabled(hass, entry)
        keys = {item.partition("_")[2] for item in enabled_ids}
        if limit == NEEDED:
            assert len(enabled_ids) == limit
            assert keys == {"camera", "events", "event_motion", "event_sound"}
        elif limit > NEEDED:
            assert "connectivity" in keys
        else:
            assert len(enabled_ids) == limit
            assert {f"{CAMERA_ID}_camera", "7_camera", "7_events"} <= enabled_ids
        registry = er.async_get(hass)
        status = registry.async_get("sensor.garden_status")
        assert status is not None
        warnings = logged(caplog)
        if limit == 1000:
            assert status.disabled_by is None
            assert not warnings
            return
        assert status.disabled_by is er.RegistryEntryDisabler.INTEGRATION
        assert len(warnings) == 1

        # Entities that a user enables stay so, and there is no second warning.
        registry.async_update_entity("sensor.garden_status", disabled_by=None)
        caplog.clear()
        await hass.config_entries.async_reload(entry.entry_id)
        await hass.async_block_till_done(wait_background_tasks=True)
        assert hass.states.get("sensor.garden_status").state == "active"
        assert enabled(hass, entry) == enabled_ids | {"7_status"}
        assert "start disabled" not in caplog.text


async def test_the_event_loop_is_not_blocked_while_many_entities_are_added_and_removed(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    for number in range(100, 100 + 2 * ENTITY_BATCH):
        cloud.add_camera(number, f"Camera {number}", TYPES)
    entry = make_entry(
        cloud, server, token=cloud.group_token(), unique_id="group", title="Cloud"
    )
    written: list[Any] = []

    @callback
    def record_state(event: Any) -> None:
        written.append(event)

    hass.bus.async_listen("state_changed", record_state)

    async def count_states() -> int:
        """Return the maximum number of states written in one turn of the loop."""
        most = 0
        while True:
            before = len(written)
            try:
                await asyncio.sleep(0)
            except asyncio.CancelledError:
                return most
            most = max(most, len(written) - before)

    async def most_at_once(work: Any) -> int:
        written.clear()
        turns = hass.async_create_background_task(count_states(), "turns")
        await work
        turns.cancel()
        return await turns

    entry.add_to_hass(hass)
    entry_id = entry.entry_id
    entries = hass.config_entries
    with patch("custom_components.vxg.entity.MAX_ADD_DURATION", 0):
        most = await most_at_once(entries.async_setup(entry_id))
    assert len(written) > 5 * len(cloud.cameras)
    # Several platforms may write states in the same turn.
    assert 0 < most < len(written) / 4
    await hass.async_block_till_done(wait_background_tasks=True)
    most = await most_at_once(entries.async_unload(entry_id))
    assert 0 < most < len(written) / 2
    assert hass.states.get("camera.garden").state == "unavailable"
    assert DOMAIN in hass.config.components
