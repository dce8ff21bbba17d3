"""Sleep by Home Assistant's clock."""

import asyncio
from datetime import datetime, timedelta

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.event import async_call_later


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
