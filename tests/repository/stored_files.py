"""What a run of Home Assistant leaves on disk, and the start of a run that finds it.

A run is made by `live`: two entries, one of a camera and one of a group, events, and
events that wait to be sent while the cloud takes none. `start` begins the next run.
"""

from datetime import datetime, timedelta
import json
from pathlib import Path
from typing import Any

from homeassistant import bootstrap
from homeassistant.const import (
    EVENT_HOMEASSISTANT_FINAL_WRITE,
    EVENT_HOMEASSISTANT_STOP,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from custom_components.vxg.const import DOMAIN
from simulator import Cloud, CloudServer

from ..common.actions import get_response
from ..conftest import PassTime
from . import golden
from .house import FRONT_DOOR, GARDEN, NOON, YARD, House, build_house, furnish

FOLDER = golden.SURFACE / "stored_files"
KEYS = (
    "core.config_entries",
    "core.device_registry",
    "core.entity_registry",
    "core.restore_state",
)
EVENTS = "/api/v2/storage/events/"

# When events happen: before the run, early in it, and shortly before its end.
BEFORE = NOON - timedelta(minutes=20)
EARLY = NOON + timedelta(seconds=10)
RECENT = NOON + timedelta(minutes=80)
END = RECENT + timedelta(minutes=1)

# What the user changed: a name, and what is enabled.
RENAMED = {"binary_sensor.front_door_motion": "binary_sensor.somebody_is_there"}
ENABLED = ("sensor.front_door_motion_count", "switch.front_door_receive_motion")
DISABLED = ("binary_sensor.garden_sound",)

# Yard has no events, whose lateness this would change.
OPTIONS = {
    "channel": {"hold_time": 45, "poll_interval": 2, "max_age": 100},
    "group": {"late_events": "quiet", "clocks_behind": {str(YARD): 3600}},
}

# Of the events that wait to be sent.
WAITING_SINCE = RECENT + timedelta(seconds=14)
WAITING = {"camera.front_door": FRONT_DOOR, "camera.garden": GARDEN}
META = {"note": "sent later"}


def history(cloud: Cloud, *times: datetime) -> list[int]:
    """Let an event happen in the view of two cameras at each time; return the ids."""
    return [
        cloud.raise_event(camera_id, "motion", {"Person": "81"}, time, thumb_after=0).id
        for time in times
        for camera_id in (FRONT_DOOR, GARDEN)
    ]


async def start(hass: HomeAssistant) -> None:
    """Load what Home Assistant itself has stored; set up nothing yet."""
    assert await bootstrap.async_load_base_functionality(hass)
    await hass.config.async_set_time_zone("Europe/Berlin")


async def live(
    hass: HomeAssistant,
    storage: dict[str, Any],
    cloud: Cloud,
    server: CloudServer,
    pass_time: PassTime,
) -> tuple[House, dict[str, Any]]:
    """Return the house of a whole run that began at noon, and what it stored."""
    furnish(cloud, known_types=())
    history(cloud, BEFORE)
    await start(hass)
    house = await build_house(hass, cloud, server, pass_time)
    _customize(house)
    await _pass_until(house, EARLY)
    history(cloud, EARLY)
    await pass_time(31)
    # A gap, which a sensor remembers.
    cloud.faults.drop_next(10**6)
    await pass_time(20, times=3)
    cloud.faults.clear()
    await _pass_until(house, RECENT)
    history(cloud, RECENT)
    await pass_time(3)
    await pass_time(11)
    await _let_wait(house)
    await _stop(hass)
    return house, {
        key: content
        for key, content in storage.items()
        if key in KEYS or key.startswith(f"{DOMAIN}.")
    }


async def _pass_until(house: House, time: datetime) -> None:
    """Let time pass, in steps over which Home Assistant sees no gap."""
    left = time - house.cloud.now()
    while left > timedelta():
        step = min(left, timedelta(minutes=10))
        await house.pass_time(step.total_seconds())
        left -= step


def _customize(house: House) -> None:
    """Change options and entities; Home Assistant loads them half a minute later."""
    for kind, options in OPTIONS.items():
        entry = house.entries[kind]
        house.hass.config_entries.async_update_entry(entry, options=options)
    registry = er.async_get(house.hass)
    for entity_id, new_entity_id in RENAMED.items():
        registry.async_update_entity(entity_id, new_entity_id=new_entity_id)
    for entity_id in ENABLED:
        registry.async_update_entity(entity_id, disabled_by=None)
    for entity_id in DISABLED:
        registry.async_update_entity(
            entity_id, disabled_by=er.RegistryEntryDisabler.USER
        )


async def _let_wait(house: House) -> None:
    """Create events while the cloud takes none."""
    house.cloud.faults.rate_limit(len(WAITING), retry_after=1, path=EVENTS)
    for camera in WAITING:
        response = await get_response(
            house.hass,
            "create_event",
            target=camera,
            event_type="guest_arrived",
            metadata=META,
        )
        assert response[camera]["status"] == "queued"


async def _stop(hass: HomeAssistant) -> None:
    """Let everything be written that is written at the end of Home Assistant."""
    for event_type in (EVENT_HOMEASSISTANT_STOP, EVENT_HOMEASSISTANT_FINAL_WRITE):
        hass.bus.async_fire(event_type)
        await hass.async_block_till_done(wait_background_tasks=True)


def shapes(house: House, files: dict[str, Any]) -> dict[str, Any]:
    """Return the names, versions and shapes of our own files."""
    return {
        house.anonymous(key): {
            "data": golden.shape(content["data"]),
            "minor_version": content["minor_version"],
            "version": content["version"],
        }
        for key, content in files.items()
        if key.startswith(f"{DOMAIN}.")
    }


def keep(folder: Path, files: dict[str, Any], server: CloudServer) -> None:
    """Write files as they are, but for the port of the server."""
    for key, content in files.items():
        text = json.dumps(content).replace(
            f"127.0.0.1:{server.port}", "127.0.0.1:{port}"
        )
        golden.write(folder / f"{key}.json", json.loads(text))


def restore(folder: Path, server: CloudServer) -> dict[str, Any]:
    """Return the files of a folder by their keys, for a server on another port."""
    return {
        path.stem: json.loads(
            path.read_text(encoding="utf-8").replace("{port}", str(server.port))
        )
        for path in sorted(folder.glob("*.json"))
    }
