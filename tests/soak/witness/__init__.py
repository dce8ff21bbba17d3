"""Tells what a soaked Home Assistant holds: tasks, listeners, timers, objects of ours.

It stands beside the witness of chaos, which tells what was delivered and saved. The
action `soak_witness.look` answers; a key for Home Assistant's own API is told as `key`.
"""

import asyncio
from collections import Counter
from datetime import timedelta
from functools import partial
import gc
import os
from typing import Any

from homeassistant.auth.const import GROUP_ID_ADMIN
from homeassistant.auth.models import TOKEN_TYPE_LONG_LIVED_ACCESS_TOKEN
from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
)
from homeassistant.helpers.entity import Entity
from homeassistant.util.async_ import get_scheduled_timer_handles

from custom_components.chaos_witness import (
    FILE_VARIABLE,
    _append,
    _say,
    watch_deliveries,
    watch_saves,
)

OURS = "custom_components.vxg"


async def async_setup(hass: HomeAssistant, config: dict[str, Any]) -> bool:
    """Watch, and let the harness in."""
    tell = partial(_append, os.environ[FILE_VARIABLE])
    watch_saves(tell)
    watch_deliveries(hass, tell)
    hass.services.async_register(
        "soak_witness", "look", _look, supports_response=SupportsResponse.ONLY
    )
    user = await hass.auth.async_create_user("Soak", group_ids=[GROUP_ID_ADMIN])
    refresh = await hass.auth.async_create_refresh_token(
        user,
        client_name="Soak",
        token_type=TOKEN_TYPE_LONG_LIVED_ACCESS_TOKEN,
        access_token_expiration=timedelta(days=1),
    )
    _say(tell, "key", key=hass.auth.async_create_access_token(refresh))
    return True


async def _look(call: ServiceCall) -> ServiceResponse:
    """Return what there is now, after what is garbage was collected."""
    hass = call.hass
    gc.collect()
    ours = [item for item in gc.get_objects() if _is_ours(type(item))]
    objects = Counter(type(item).__name__ for item in ours)
    entities = sum(isinstance(item, Entity) for item in ours)
    del ours
    data = hass.config_entries.async_loaded_entries("vxg")[0].runtime_data
    return {
        "tasks": Counter(map(_name, asyncio.all_tasks())),
        "timers": sum(
            not handle.cancelled() for handle in get_scheduled_timer_handles(hass.loop)
        ),
        "listeners": sum(hass.bus.async_listeners().values()),
        "states": len(hass.states.async_entity_ids()),
        "entities": entities,
        "objects": objects,
        "cameras": sorted(data.channels.data),
        "remembered_ids": data.events.log.ids_held,
        "remembered_events": data.events.recent.held,
        "unsent": data.outbox.lines.waiting,
    }


def _is_ours(kind: type) -> bool:
    return str(kind.__module__).startswith(OURS)


def _name(task: asyncio.Task[Any]) -> str:
    """Name a task so that two of a kind have one name."""
    coroutine = task.get_coro()
    return str(getattr(coroutine, "__qualname__", coroutine))
