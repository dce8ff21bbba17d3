"""Fixtures and helpers for tests of the card's registration."""

from collections.abc import Awaitable, Callable
from typing import Any

from homeassistant.components.frontend import DATA_EXTRA_MODULE_URL
from homeassistant.components.lovelace.const import DOMAIN as LOVELACE, LOVELACE_DATA
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from custom_components.vxg.frontend import BUNDLE_NAME, BUNDLE_PATH, DATA_BUNDLE

OLD = f"{BUNDLE_PATH}0123456789abcdef/{BUNDLE_NAME}"
OTHERS = (
    "/hacsfiles/button-card/button-card.js?hacstag=1",
    f"/local/{BUNDLE_NAME}",
    f"{BUNDLE_PATH}0123456789abcdef/other.js",
    f"/hacsfiles{OLD}",
)

type StartFrontend = Callable[..., Awaitable[None]]


@pytest.fixture
def start_frontend(hass: HomeAssistant, socket_enabled: None) -> StartFrontend:
    """Return a function that sets up frontend and Lovelace, without their files."""

    async def start_frontend(**lovelace: Any) -> None:
        config = {LOVELACE: lovelace} if lovelace else {}
        assert await async_setup_component(hass, LOVELACE, config)
        assert await async_setup_component(hass, "frontend", config)
        await hass.async_block_till_done()

    return start_frontend


def present_url(hass: HomeAssistant) -> str:
    """Return the URL of the present bundle."""
    return hass.data[DATA_BUNDLE].url


def resources(hass: HomeAssistant) -> list[dict[str, Any]]:
    """Return the resources of the dashboards."""
    return hass.data[LOVELACE_DATA].resources.async_items()


def our_resources(hass: HomeAssistant) -> list[tuple[str, str]]:
    """Return type and URL of all resources but those of others."""
    return [
        (item["type"], item["url"])
        for item in resources(hass)
        if item["url"] not in OTHERS
    ]


def extra_urls(hass: HomeAssistant) -> frozenset[str]:
    """Return the modules that the frontend's page names."""
    return hass.data[DATA_EXTRA_MODULE_URL].urls


def store_resources(
    hass_storage: dict[str, Any], *urls: str, resource_type: str = "module"
) -> None:
    """Store resources before Lovelace is set up."""
    items = [
        {"id": f"r{number}", "type": resource_type, "url": url}
        for number, url in enumerate(urls)
    ]
    hass_storage["lovelace_resources"] = {
        "version": 1,
        "minor_version": 1,
        "key": "lovelace_resources",
        "data": {"items": items},
    }
