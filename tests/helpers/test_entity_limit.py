"""More entities than Home Assistant enables: what matters is there, the rest starts disabled."""

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
    """Return the last parts of the unique ids of what is enabled of the cameras."""
    registry = er.async_get(hass)
    parts = {
        item.unique_id.removeprefix(f"{entry.unique_id}_")
        for item in er.async_entries_for_config_entry(registry, entry.entry_id)
        if item.disabled_by is None
    }
    return {part for part in parts if part[0].isdigit()}


@pytest.mark.parametrize("room", [NEEDED, NEEDED + 1, NEEDED - 1, 1000])
async def test_cameras_their_events_and_types_come_first(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    caplog: pytest.LogCaptureFixture,
    room: int,
) -> None:
    entry = make_entry(
        cloud, server, token=cloud.group_token(), unique_id="group", title="Cloud"
    )
    with patch("custom_components.vxg.helpers.entity_limit.MAX_ENABLED_ENTITIES", room):
        await set_up(hass, entry)
        found = enabled(hass, entry)
        kinds = {item.partition("_")[2] for item in found}
        if room == NEEDED:
            assert len(found) == room
            assert kinds == {"camera", "events", "event_motion", "event_sound"}
        elif room > NEEDED:
            assert "connectivity" in kinds
        else:
            assert len(found) == room
            assert {f"{CAMERA_ID}_camera", "7_camera", "7_events"} <= found
        registry = er.async_get(hass)
        status = registry.async_get("sensor.garden_status")
        assert status is not None
        warnings = logged(caplog)
        if room == 1000:
            assert status.disabled_by is None
            assert not warnings
            return
        assert status.disabled_by is er.RegistryEntryDisabler.INTEGRATION
        assert len(warnings) == 1

        # What a person enables stays, and nobody is told again of what is known.
        registry.async_update_entity("sensor.garden_status", disabled_by=None)
        caplog.clear()
        await hass.config_entries.async_reload(entry.entry_id)
        await hass.async_block_till_done(wait_background_tasks=True)
        assert hass.states.get("sensor.garden_status").state == "active"
        assert enabled(hass, entry) == found | {"7_status"}
        assert "start disabled" not in caplog.text


async def test_others_have_a_turn_while_many_entities_are_added_and_removed(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    for number in range(100, 100 + 2 * ENTITY_BATCH):
        cloud.add_camera(number, f"Camera {number}", TYPES)
    entry = make_entry(
        cloud, server, token=cloud.group_token(), unique_id="group", title="Cloud"
    )
    written: list[Any] = []

    @callback
    def hear(event: Any) -> None:
        written.append(event)

    hass.bus.async_listen("state_changed", hear)

    async def take_turns() -> int:
        """Return how many states were written between two turns at most."""
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
        turns = hass.async_create_background_task(take_turns(), "turns")
        await work
        turns.cancel()
        return await turns

    entry.add_to_hass(hass)
    entry_id = entry.entry_id
    entries = hass.config_entries
    with patch("custom_components.vxg.entity.MAX_ADD_DURATION", 0):
        most = await most_at_once(entries.async_setup(entry_id))
    assert len(written) > 5 * len(cloud.cameras)
    # Platforms take turns, too, and some begin without a pause.
    assert 0 < most < len(written) / 4
    await hass.async_block_till_done(wait_background_tasks=True)
    most = await most_at_once(entries.async_unload(entry_id))
    assert 0 < most < len(written) / 2
    assert hass.states.get("camera.garden").state == "unavailable"
    assert DOMAIN in hass.config.components
