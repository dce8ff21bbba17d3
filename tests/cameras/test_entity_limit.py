"""Tests for more entities than Home Assistant enables per entry."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
import logging
import random
from typing import Any
from unittest.mock import patch

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.const import DOMAIN
from custom_components.vxg.entity import ENTITY_BATCH
from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID, PassTime, logged, make_entry, set_up

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


@contextmanager
def lowered_limit(limit: int, *, later: int = 0) -> Generator[None]:
    """Lower the limit, and the room for later that optional entities leave."""
    module = "custom_components.vxg.cameras.entity_limit"
    with (
        patch(f"{module}.MAX_ENABLED_ENTITIES", limit),
        patch(f"{module}.ROOM_FOR_LATER", later),
    ):
        yield


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
    with lowered_limit(limit):
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


# Kinds of essential entities, by the last part of the unique id.
ESSENTIAL = {"camera", "events", "event_motion", "event_sound"}
GROUP = range(100, 120)
# Entities of the entry itself, and room for optional ones of cameras.
OWN = 2
SPARE = 5
LIMIT = len(GROUP) * len(ESSENTIAL) + OWN + SPARE
TYPES_PATH = "event_processing/events/"


def keys_by_camera(hass: HomeAssistant, entry: MockConfigEntry) -> dict[int, set[str]]:
    """Return the kinds of enabled entities of each camera."""
    found: dict[int, set[str]] = {}
    for part in enabled(hass, entry):
        camera_id, _, key = part.partition("_")
        found.setdefault(int(camera_id), set()).add(key)
    return found


def count_optional(hass: HomeAssistant, entry: MockConfigEntry) -> int:
    """Return the number of enabled entities of cameras that are not essential."""
    found = keys_by_camera(hass, entry).values()
    return sum(len(keys - ESSENTIAL) for keys in found)


def is_filled(hass: HomeAssistant, entry: MockConfigEntry) -> bool:
    """Return whether optional entities have taken the room that they may take.

    The entities of the entry itself are added before them, or after the first ones.
    """
    return SPARE - OWN <= count_optional(hass, entry) <= SPARE


def make_group(cloud: Cloud, server: CloudServer) -> MockConfigEntry:
    """Return an entry of twenty cameras."""
    cloud.cameras.clear()
    for number in GROUP:
        cloud.add_camera(number, f"Camera {number}", TYPES)
    return make_entry(cloud, server, token=cloud.group_token(), unique_id="group")


def types_path(camera_id: int) -> str:
    return f"/{camera_id}/{TYPES_PATH}"


@pytest.mark.parametrize("seed", range(8))
async def test_sensors_of_all_types_are_enabled_whenever_they_are_read(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    seed: int,
) -> None:
    entry = make_group(cloud, server)
    rng = random.Random(seed)
    late = set(rng.sample(GROUP, rng.randint(1, len(GROUP))))
    path = "|".join(map(types_path, late))
    # The first rounds end early, and leave the cameras behind unread.
    cloud.faults.rate_limit(rng.randint(1, 3), path=path)
    with lowered_limit(LIMIT, later=OWN):
        await set_up(hass, entry)
        found = keys_by_camera(hass, entry)
        assert found.keys() == set(GROUP)
        assert all({"camera", "events"} <= keys for keys in found.values())
        assert not any(keys - ESSENTIAL for keys in found.values())
        await pass_time(3600, times=3)
        found = keys_by_camera(hass, entry)
        assert all(keys >= ESSENTIAL for keys in found.values())
        assert is_filled(hass, entry)


@pytest.mark.parametrize("status", [403, 404, 500])
async def test_optional_entities_do_not_wait_for_types_that_cannot_be_read(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
    status: int,
) -> None:
    entry = make_group(cloud, server)
    late = GROUP[-1]
    cloud.faults.fail_next(1, status=status, path=types_path(late))
    with lowered_limit(LIMIT, later=OWN):
        await set_up(hass, entry)
        # Room is reserved for as many types as other cameras have.
        assert keys_by_camera(hass, entry)[late] >= {"camera", "events"}
        assert is_filled(hass, entry)
        await pass_time(3600, times=3)
        assert keys_by_camera(hass, entry)[late] >= ESSENTIAL
        assert is_filled(hass, entry)


async def test_a_group_whose_types_are_all_refused_has_its_other_entities(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer
) -> None:
    entry = make_group(cloud, server)
    cloud.faults.fail_next(10**6, status=403, path=TYPES_PATH)
    with lowered_limit(1000):
        await set_up(hass, entry)
        found = keys_by_camera(hass, entry)
    assert all("connectivity" in keys for keys in found.values())


async def test_a_restart_while_types_are_unread_keeps_the_room(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    entry = make_group(cloud, server)
    with lowered_limit(LIMIT, later=OWN):
        cloud.faults.rate_limit(1, path=TYPES_PATH)
        await set_up(hass, entry)
        cloud.faults.rate_limit(1, path=TYPES_PATH)
        await hass.config_entries.async_reload(entry.entry_id)
        await hass.async_block_till_done(wait_background_tasks=True)
        assert not count_optional(hass, entry)
        await pass_time(3600, times=2)
        found = keys_by_camera(hass, entry)
        assert all(keys >= ESSENTIAL for keys in found.values())
        assert is_filled(hass, entry)


async def test_enabled_entities_are_added_at_once_while_types_are_unread(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    entry = make_group(cloud, server)
    with lowered_limit(LIMIT, later=OWN):
        await set_up(hass, entry)
        optional = {
            item.entity_id
            for item in er.async_entries_for_config_entry(
                er.async_get(hass), entry.entry_id
            )
            if item.disabled_by is None
        }
        for number in GROUP:
            cloud.add_camera(1000 + number, f"New {number}", TYPES)
        cloud.faults.rate_limit(1, path=TYPES_PATH)
        await pass_time(301)
        await hass.config_entries.async_reload(entry.entry_id)
        await hass.async_block_till_done(wait_background_tasks=True)
        states = {state.entity_id: state.state for state in hass.states.async_all()}
    assert optional <= states.keys()


async def test_a_camera_or_a_type_that_is_added_later_has_room(
    hass: HomeAssistant, cloud: Cloud, server: CloudServer, pass_time: PassTime
) -> None:
    entry = make_group(cloud, server)
    later = len(ESSENTIAL) + 1
    with lowered_limit(LIMIT + later, later=OWN + later):
        await set_up(hass, entry)
        assert is_filled(hass, entry)
        cloud.add_camera(7, "Garden", TYPES)
        await pass_time(301)
        cloud.cameras[100].add_type({"name": "gate", "custom": True})
        await pass_time(3600, times=2)
        found = keys_by_camera(hass, entry)
        assert found[7] == ESSENTIAL
        assert "event_gate" in found[100]


async def test_setup_does_not_wait_for_event_types_and_logs_their_progress(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    entry = make_group(cloud, server)
    entry.add_to_hass(hass)
    # Four are read at once.
    held = GROUP[-4:]
    gate = cloud.faults.hold(path="|".join(map(types_path, held)))
    timeouts: list[asyncio.Timeout] = []

    def timeout_at(_deadline: float | None) -> asyncio.Timeout:
        timeouts.append(asyncio.timeout(None))
        return timeouts[-1]

    with (
        lowered_limit(LIMIT, later=OWN),
        patch("custom_components.vxg.cameras.coordinator.timeout_at", timeout_at),
        caplog.at_level(logging.INFO, "custom_components.vxg"),
    ):
        setup = asyncio.create_task(hass.config_entries.async_setup(entry.entry_id))
        await gate.reached()
        timeouts[-1].reschedule(hass.loop.time())
        assert await setup
        [warning] = logged(caplog)
        assert "of 20 cameras are still to be read" in warning
        assert not count_optional(hass, entry)
        caplog.clear()
        gate.release()
        # No timer has to be due.
        await hass.async_block_till_done(wait_background_tasks=True)
        assert "the event types of 0 of 20 cameras are still to be read" in caplog.text
        found = keys_by_camera(hass, entry)
        assert all(keys >= ESSENTIAL for keys in found.values())
        assert is_filled(hass, entry)


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_a_thousand_cameras_have_all_their_type_sensors(
    hass: HomeAssistant,
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
) -> None:
    types = [
        {"name": f"type{number}", "custom": True, "caps": {"can_be_triggered": True}}
        for number in range(6)
    ]
    cloud.cameras.clear()
    for number in range(1000):
        cloud.add_camera(number + 1, f"Camera {number}", types)
    entry = make_entry(cloud, server, token=cloud.group_token(), unique_id="group")
    cloud.faults.rate_limit(1, path=types_path(753))
    await set_up(hass, entry)
    await pass_time(301)
    await pass_time(301)
    found = keys_by_camera(hass, entry)
    essential = {"camera", "events", *(f"event_{item['name']}" for item in types)}
    assert len(found) == 1000
    assert all(keys >= essential for keys in found.values())
    # Two are of the entry itself.
    assert sum(map(len, found.values())) == 9000 - OWN


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
