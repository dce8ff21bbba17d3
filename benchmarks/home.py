"""A real Home Assistant core in this process, with a temporary configuration."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
import logging
from pathlib import Path
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

from scripts.demo.storage_files import free_port, write_http_settings

from .cloud import CloudAccess


@asynccontextmanager
async def home_assistant(*, recorder: bool = False) -> AsyncGenerator[HomeAssistant]:
    """Run a Home Assistant with its registries, optionally with the recorder."""
    logging.basicConfig(level=logging.WARNING)
    for name in ("aiohttp_fast_zlib", "homeassistant.loader"):
        # They warn of custom integrations and of missing optional packages.
        logging.getLogger(name).setLevel(logging.ERROR)
    with TemporaryDirectory() as folder:
        storage = Path(folder) / ".storage"
        storage.mkdir()
        write_http_settings(storage, free_port())
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
