"""Identifiers of servers and devices; unique ids of entities start with them."""

import asyncio
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_TOKEN, CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.device_registry import DeviceEntry
from yarl import URL

from ..aiovxg import Token, VxgError, parse_token, parse_url
from ..const import DOMAIN


def server_identifier(base_url: URL) -> str:
    """Return host, port and path of a server."""
    port = f":{base_url.explicit_port}" if base_url.explicit_port is not None else ""
    return f"{base_url.host}{port}{base_url.path.rstrip('/')}"


async def async_resolve(base_url: URL) -> set[tuple[Any, ...]]:
    """Return the addresses of a server with its port, none if its name is unknown."""
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(base_url.host, base_url.port)
    except OSError, UnicodeError:
        return set()
    return {address[:2] for *_, address in found}


def device_identifier(entry: ConfigEntry, camera_id: int) -> str:
    """Return the identifier of a camera's device."""
    return f"{entry.unique_id}_{camera_id}"


def hub_identifier(entry: ConfigEntry) -> tuple[str, str]:
    """Return the identifier of a group's device."""
    return DOMAIN, str(entry.unique_id)


def camera_device(
    hass: HomeAssistant, entry: ConfigEntry, camera_id: int
) -> DeviceEntry | None:
    """Return the device of a camera, None if it has none."""
    return dr.async_get(hass).async_get_device_by_identifier(
        (DOMAIN, device_identifier(entry, camera_id)), entry.entry_id
    )


async def async_is_same_server(entry: ConfigEntry, token: Token, base_url: URL) -> bool:
    """Return whether an entry has the same server, which may have several names."""
    try:
        own_token = parse_token(str(entry.data.get(CONF_TOKEN)))
        url = entry.data.get(CONF_URL)
        own_url = parse_url(url) if url else own_token.base_url
    except VxgError:
        return False
    if own_token.value == token.value or (
        server_identifier(own_url) == server_identifier(base_url)
    ):
        return True
    return own_url.path == base_url.path and not (
        await async_resolve(own_url)
    ).isdisjoint(await async_resolve(base_url))
