"""Sleeps, delayed tasks, and timeouts at a time of the monotonic clock."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from . import clocks


async def async_sleep(hass: HomeAssistant, duration: timedelta) -> None:
    """Sleep by Home Assistant's clock, which tests control."""
    if duration <= timedelta():
        return
    elapsed = asyncio.Event()

    @callback
    def set_elapsed(_now: datetime) -> None:
        elapsed.set()

    cancel = async_call_later(hass, duration, set_elapsed)
    try:
        await elapsed.wait()
    finally:
        cancel()


@callback
def async_start_later(
    hass: HomeAssistant,
    entry: ConfigEntry,
    delay: timedelta,
    function: Callable[[], Coroutine[Any, Any, None]],
    name: str,
) -> None:
    """Run a function in the background of an entry, after a delay or at once."""

    @callback
    def start(_now: datetime | None = None) -> None:
        entry.async_create_background_task(hass, function(), name)

    if delay > timedelta():
        entry.async_on_unload(async_call_later(hass, delay, start))
    else:
        start()


def timeout_at(deadline: float | None) -> asyncio.Timeout:
    """Return a timeout at a monotonic time, None for no timeout."""
    if deadline is None:
        return asyncio.timeout(None)
    return asyncio.timeout(max(0.0, deadline - clocks.monotonic()))
