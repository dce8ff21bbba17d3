"""Registration of the events card with the frontend.

Its URL is part of the frontend's page. A service worker may keep an old page, though, and
the companion apps do not wait for such URLs; therefore, the card is a resource of the
dashboards, too, unless these are defined in YAML.
"""

import asyncio
import re
from typing import Any

from homeassistant.components.frontend import add_extra_js_url, remove_extra_js_url
from homeassistant.components.lovelace.const import (
    CONF_RESOURCE_TYPE_WS,
    DOMAIN as LOVELACE,
    LOVELACE_DATA,
    MODE_STORAGE,
)
from homeassistant.const import CONF_ID, CONF_TYPE, CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_when_setup
from homeassistant.util.hass_dict import HassKey

from ..aiovxg import VxgError
from ..const import DOMAIN
from ..helpers.unexpected import expected_error
from . import BUNDLE_NAME, BUNDLE_PATH, DATA_BUNDLE, async_serve_bundle
from .dashboards import async_watch_dashboards

FRONTEND = "frontend"

RESOURCE_TYPE = "module"
# Of any version, and with whatever a user appended.
RESOURCE_URL = re.compile(
    rf"{re.escape(BUNDLE_PATH)}[^/?#]+/{re.escape(BUNDLE_NAME)}(?:[?#].*)?"
)

# Entries that are set up at the same time must not create the resource twice.
DATA_LOCK: HassKey[asyncio.Lock] = HassKey(f"{DOMAIN}_card_registration")


async def async_setup_card(hass: HomeAssistant) -> None:
    """Serve the card, and register it as soon as there is a frontend."""
    await async_serve_bundle(hass)

    async def register(hass: HomeAssistant, _component: str) -> None:
        await async_register_card(hass)

    for component in (FRONTEND, LOVELACE):
        if component not in hass.config.components:
            async_when_setup(hass, component, register)
    async_watch_dashboards(hass)


async def async_register_card(hass: HomeAssistant) -> None:
    """Register the card while there are entries; idempotent. Never raises."""
    bundle = hass.data.get(DATA_BUNDLE)
    if bundle is None:
        return
    async with hass.data.setdefault(DATA_LOCK, asyncio.Lock()):
        if not hass.config_entries.async_entries(DOMAIN):
            return
        try:
            if FRONTEND in hass.config.components:
                add_extra_js_url(hass, bundle.url)
            await _async_update_resource(hass, bundle.url)
        except Exception as err:
            expected_error(hass, "registration of the events card", err, VxgError)


async def async_unregister_card(hass: HomeAssistant) -> None:
    """Remove the registration with the last entry. Never raises."""
    async with hass.data.setdefault(DATA_LOCK, asyncio.Lock()):
        if hass.config_entries.async_entries(DOMAIN):
            return
        try:
            bundle = hass.data.get(DATA_BUNDLE)
            if bundle is not None and FRONTEND in hass.config.components:
                remove_extra_js_url(hass, bundle.url)
            await _async_update_resource(hass, None)
        except Exception as err:
            expected_error(hass, "removal of the events card", err, VxgError)


async def _async_update_resource(hass: HomeAssistant, url: str | None) -> None:
    """Leave one resource with this URL, or none.

    The collection is not kept: reloading the resources replaces it.
    """
    lovelace = hass.data.get(LOVELACE_DATA)
    if lovelace is None or lovelace.resource_mode != MODE_STORAGE:
        return
    resources: Any = lovelace.resources
    # Before it is loaded, the collection is empty.
    await resources.async_get_info()
    ours = [
        item
        for item in resources.async_items()
        if RESOURCE_URL.fullmatch(str(item.get(CONF_URL)))
    ]
    wanted = {CONF_RESOURCE_TYPE_WS: RESOURCE_TYPE, CONF_URL: url}
    if url is not None:
        if not ours:
            await resources.async_create_item(wanted)
        elif (ours[0][CONF_URL], ours[0].get(CONF_TYPE)) != (url, RESOURCE_TYPE):
            await resources.async_update_item(ours[0][CONF_ID], wanted)
        ours = ours[1:]
    for item in ours:
        await resources.async_delete_item(item[CONF_ID])
