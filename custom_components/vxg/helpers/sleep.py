"""Sleeps, and timeouts at a time of the monotonic clock."""

import asyncio
from datetime import datetime, timedelta

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


def timeout_at(deadline: float | None) -> asyncio.Timeout:
    """Return a timeout at a monotonic time, None for no timeout."""
    if deadline is None:
        return asyncio.timeout(None)
    return asyncio.timeout(max(0.0, deadline - clocks.monotonic()))
