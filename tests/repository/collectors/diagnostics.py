"""What helps to find a fault: diagnostics, system health, loggers, and shared data."""

from collections.abc import Iterator
from contextlib import contextmanager
import logging
from typing import Any

from homeassistant.components.camera import get_camera_from_entity_id
from homeassistant.helpers import device_registry as dr
from pytest_homeassistant_custom_component.common import get_system_health_info
from pytest_homeassistant_custom_component.components.diagnostics import (
    get_diagnostics_for_config_entry,
    get_diagnostics_for_device,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.vxg.const import DOMAIN

from ...common.actions import CAMERA, get_response
from ..golden import shape
from ..house import House

EVENTS = "/api/v2/storage/events/"


class _Names(logging.Handler):
    """Keeps the names of the loggers that were used."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.used: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        self.used.add(record.name)


@contextmanager
def logger_names() -> Iterator[set[str]]:
    """Note which of our loggers are used."""
    logger = logging.getLogger(f"custom_components.{DOMAIN}")
    level = logger.level
    handler = _Names()
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        yield handler.used
    finally:
        logger.setLevel(level)
        logger.removeHandler(handler)


async def collect(house: House, hass_client: ClientSessionGenerator) -> dict[str, Any]:
    """Return the keys of diagnostics and of the page on the system's health."""
    # So that something waits to be sent.
    house.cloud.faults.rate_limit(1, retry_after=1, path=EVENTS)
    await get_response(house.hass, "create_event", event_type="guest_arrived")
    collected: dict[str, Any] = {"system_health": await _system_health(house)}
    registry = dr.async_get(house.hass)
    for kind, entry in house.entries.items():
        shown = await get_diagnostics_for_config_entry(house.hass, hass_client, entry)
        collected[kind] = shape(shown)
        collected[f"devices of {kind}"] = {
            str(device.name): shape(
                await get_diagnostics_for_device(house.hass, hass_client, entry, device)
            )
            for device in dr.async_entries_for_config_entry(registry, entry.entry_id)
        }
    await house.pass_time(61)
    return collected


async def _system_health(house: House) -> list[str]:
    shown = await get_system_health_info(house.hass, DOMAIN)
    for value in shown.values():
        if hasattr(value, "__await__"):
            await value
    return list(shown)


async def collect_runtime(house: House, loggers: set[str]) -> dict[str, Any]:
    """Return the names of loggers and of what other code finds in `hass.data`."""
    stream = await get_camera_from_entity_id(house.hass, CAMERA).async_create_stream()
    assert stream is not None
    return {
        "hass_data": [
            str(key) for key in house.hass.data if str(key).startswith(DOMAIN)
        ],
        "loggers": loggers,
    }
