"""System health: reachability of the servers, response times, requests."""

from typing import Any

from homeassistant.components import system_health
from homeassistant.core import HomeAssistant, callback

from .aiovxg import (
    VxgCertificateError,
    VxgClient,
    VxgConnectionError,
    VxgRequestError,
    VxgTimeoutError,
)
from .const import DOMAIN, LOGGER
from .data import VxgConfigEntry


@callback
def async_register(
    hass: HomeAssistant, register: system_health.SystemHealthRegistration
) -> None:
    """Register the information of the integration."""
    register.async_register_info(async_system_health_info)


async def async_system_health_info(hass: HomeAssistant) -> dict[str, Any]:
    """Return information on all loaded entries and their servers."""
    entries: list[VxgConfigEntry] = hass.config_entries.async_loaded_entries(DOMAIN)
    data = [entry.runtime_data for entry in entries]
    response_times = [
        time for item in data if (time := item.client.response_time) is not None
    ]
    # Without paths, which may be private; users post this page in public.
    servers = {str(item.client.base_url.origin()): item.client for item in data}
    return {
        "entries": len(entries),
        "cameras": sum(len(item.cameras.data) for item in data),
        "requests_last_hour": sum(item.client.requests_last_hour for item in data),
        "answer_delay": f"{max(response_times) * 1000:.0f} ms"
        if response_times
        else None,
    } | {server: _async_check(client) for server, client in sorted(servers.items())}


async def _async_check(client: VxgClient) -> str | dict[str, str]:
    """Return whether a server responds, with the settings of an entry.

    Home Assistant's own check would always verify certificates.
    """
    try:
        await client.server_time()
    except VxgTimeoutError:
        return {"type": "failed", "error": "timeout"}
    except VxgCertificateError:
        return {"type": "failed", "error": "certificate"}
    except VxgRequestError as err:
        # An error of a response has no cause.
        if isinstance(err, VxgConnectionError) and err.__cause__ is not None:
            return {"type": "failed", "error": "unreachable"}
        LOGGER.debug("The server responds, but with an error: %s", err)
    return "ok"
