"""Sleep by Home Assistant's clock."""

import asyncio
from datetime import datetime, timedelta

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.event import async_call_later


async def async_sleep(hass: HomeAssistant, span: timedelta) -> None:
    """Sleep by Home Assistant's clock, which tests control."""
    if span <= timedelta():
        return
    over = asyncio.Event()

    @callback
    def end(_now: datetime) -> None:
        over.set()

    cancel = async_call_later(hass, span, end)
    try:
        await over.wait()
    finally:
        cancel()
