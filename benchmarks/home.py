"""A real Home Assistant core in this process, with a temporary configuration."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
import json
import logging
from pathlib import Path
import socket
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

from homeassistant import bootstrap, loader
from homeassistant.config_entries import SOURCE_USER, ConfigEntries, ConfigEntry
from homeassistant.const import CONF_TOKEN, CONF_URL, CONF_VERIFY_SSL
from homeassistant.core import HomeAssistant
from homeassistant.core_config import async_process_ha_core_config
from homeassistant.helpers.recorder import async_initialize_recorder, get_instance
from homeassistant.setup import async_setup_component

from .cloud import CloudAccess

HOST = "127.0.0.1"


@asynccontextmanager
async def home_assistant(*, recorder: bool = False) -> AsyncGenerator[HomeAssistant]:
    """Run a Home Assistant with its registries, optionally with the recorder."""
    logging.basicConfig(level=logging.WARNING)
    for name in ("aiohttp_fast_zlib", "homeassistant.loader"):
        # They warn of custom integrations and of missing optional packages.
        logging.getLogger(name).setLevel(logging.ERROR)
    with TemporaryDirectory() as folder:
        _write_http_settings(Path(folder))
        hass = HomeAssistant(folder)
        loader.async_setup(hass)
        hass.config.skip_pip = True
        hass.config_entries = ConfigEntries(hass, {})
        await loader.async_get_custom_components(hass)
        await bootstrap.async_load_base_functionality(hass)
        for domain in bootstrap.CORE_INTEGRATIONS:
            await async_setup_component(hass, domain, {})
        await async_process_ha_core_config(hass, {})
        if recorder:
            async_initialize_recorder(hass)
            assert await async_setup_component(hass, "recorder", {"recorder": {}})
        await hass.async_start()
        await hass.async_block_till_done()
        if recorder:
            await get_instance(hass).async_recorder_ready.wait()
        try:
            yield hass
        finally:
            await hass.async_stop(force=True)


async def add_entry(
    hass: HomeAssistant,
    domain: str,
    access: CloudAccess,
    *,
    polls: bool,
    **options: Any,
) -> ConfigEntry:
    """Set up an entry; without `polls` only explicit refreshes read."""
    entry = ConfigEntry(
        data={CONF_TOKEN: access.token, CONF_URL: access.url, CONF_VERIFY_SSL: True},
        discovery_keys=MappingProxyType({}),
        domain=domain,
        minor_version=1,
        options=options,
        pref_disable_polling=not polls,
        source=SOURCE_USER,
        subentries_data=(),
        title=f"Cloud of {access.cameras}",
        unique_id=access.url.partition("//")[2],
        version=1,
    )
    await hass.config_entries.async_add(entry)
    return entry


def _write_http_settings(folder: Path) -> None:
    """Let the web server listen on a free port of loopback only."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    stable = {
        "server_port": port,
        "server_host": [HOST],
        "cors_allowed_origins": [],
        "login_attempts_threshold": -1,
        "ip_ban_enabled": True,
        "ssl_profile": "modern",
        "use_x_frame_options": True,
        "created_at": "2026-11-01T00:00:00+00:00",
        "error": None,
        "error_message": None,
    }
    data = {"stable": stable, "pending": None, "yaml_migration_done": True}
    content = {"version": 2, "minor_version": 2, "key": "http", "data": data}
    storage = folder / ".storage"
    storage.mkdir()
    (storage / "http").write_text(json.dumps(content), encoding="utf-8")
