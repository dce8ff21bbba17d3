"""Probe that counts tasks, listeners, timers and the integration's objects.

It runs beside the chaos probe, which records deliveries and saves. The actions
`soak_probe.inspect` and `soak_probe.memory_use` return the counts; an access token of
Home Assistant's API is written as the line `key`.
"""

import asyncio
from collections import Counter
import ctypes
from datetime import timedelta
from functools import partial
import gc
import os
import sys
from typing import Any

from homeassistant.auth.const import GROUP_ID_ADMIN
from homeassistant.auth.models import TOKEN_TYPE_LONG_LIVED_ACCESS_TOKEN
from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE
from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
)
from homeassistant.helpers.entity import Entity
from homeassistant.util.async_ import get_scheduled_timer_handles

from custom_components.chaos_probe import (  # type: ignore[import-not-found]
    FILE_VARIABLE,
    append_line,
    emit_line,
    watch_deliveries,
    watch_saves,
)

OURS = "custom_components.vxg"

# Number of the most common types of all objects that are counted, to find leaks.
COMMON_TYPES = 300


async def async_setup(hass: HomeAssistant, config: dict[str, Any]) -> bool:
    """Register the actions, and create an access token."""
    emit = partial(append_line, os.environ[FILE_VARIABLE])
    watch_saves(emit)
    watch_deliveries(hass, emit)
    hass.services.async_register(
        "soak_probe", "inspect", _inspect, supports_response=SupportsResponse.ONLY
    )
    hass.services.async_register(
        "soak_probe", "memory_use", _memory_use, supports_response=SupportsResponse.ONLY
    )
    user = await hass.auth.async_create_user("Soak", group_ids=[GROUP_ID_ADMIN])
    refresh_token = await hass.auth.async_create_refresh_token(
        user,
        client_name="Soak",
        token_type=TOKEN_TYPE_LONG_LIVED_ACCESS_TOKEN,
        access_token_expiration=timedelta(days=1),
    )
    emit_line(emit, "key", key=hass.auth.async_create_access_token(refresh_token))
    return True


async def _memory_use(call: ServiceCall) -> ServiceResponse:
    """Return the blocks used by Python, and the bytes used by SQLite and by nothing."""
    return {
        "blocks": sys.getallocatedblocks(),
        "sqlite": _sqlite_memory(),
        "freed": _freed_memory(),
    }


def _sqlite_memory() -> int:
    # Already loaded by Python's own module.
    library = ctypes.CDLL("libsqlite3.so.0")
    library.sqlite3_memory_used.restype = ctypes.c_int64
    return int(library.sqlite3_memory_used())


class _MallocInfo(ctypes.Structure):
    """`struct mallinfo2` of glibc, whose fields are all of the same type."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
            *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
        )
    ]


def _freed_memory() -> int:
    """Return the bytes of free blocks in all arenas of glibc."""
    library = ctypes.CDLL(None)
    # Other libraries of C have no such function.
    if not hasattr(library, "mallinfo2"):
        return 0
    library.mallinfo2.restype = _MallocInfo
    return int(library.mallinfo2().fordblks)


async def _inspect(call: ServiceCall) -> ServiceResponse:
    """Return the counts after a garbage collection."""
    hass = call.hass
    gc.collect()
    everything = gc.get_objects()
    ours = [item for item in everything if _is_ours(type(item))]
    objects = Counter(type(item).__name__ for item in ours)
    entities = sum(isinstance(item, Entity) for item in ours)
    common = Counter(map(_type_name, everything)).most_common(COMMON_TYPES)
    del everything, ours
    data = hass.config_entries.async_loaded_entries("vxg")[0].runtime_data
    return {
        "tasks": Counter(map(_task_name, asyncio.all_tasks())),
        "timers": sum(
            not handle.cancelled() for handle in get_scheduled_timer_handles(hass.loop)
        ),
        # Stores with a pending save listen to this event, which is not a leak.
        "listeners": sum(
            count
            for event, count in hass.bus.async_listeners().items()
            if event != EVENT_HOMEASSISTANT_FINAL_WRITE
        ),
        "states": len(hass.states.async_entity_ids()),
        "entities": entities,
        "objects": objects,
        "common": dict(common),
        "cameras": sorted(data.cameras.data),
        "remembered_ids": data.events.log.tracked_ids,
        "remembered_events": data.events.recent.count,
        "unsent": data.outbox.queues.queued_count,
    }


def _is_ours(kind: type) -> bool:
    return str(kind.__module__).startswith(OURS)


def _type_name(item: object) -> str:
    return f"{type(item).__module__}.{type(item).__qualname__}"


def _task_name(task: asyncio.Task[Any]) -> str:
    """Return a name that is the same for all tasks of a coroutine function."""
    coroutine = task.get_coro()
    return str(getattr(coroutine, "__qualname__", coroutine))
