"""Dashboards that build themselves from the cameras, which can open an event.

Their strategy makes a view of each camera (`frontend/src/views.ts`), whose card shows the
event that the URL names (`frontend/src/address.ts`).
"""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from homeassistant.components.lovelace.const import (
    CONF_REQUIRE_ADMIN,
    DOMAIN as LOVELACE,
    EVENT_LOVELACE_UPDATED,
    LOVELACE_DATA,
)
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_when_setup
from homeassistant.util.hass_dict import HassKey

from ..aiovxg import VxgError
from ..const import DOMAIN
from ..helpers.unexpected import expected_error

STRATEGY = f"custom:{DOMAIN}"
EVENT_PARAMETER = "vxg-event"
CAMERA_PARAMETER = "vxg-camera"

# The entities that the dashboards name, by path; none if they show all cameras.
DATA_DASHBOARDS: HassKey[Mapping[str | None, frozenset[str]]] = HassKey(
    f"{DOMAIN}_dashboards"
)


@callback
def async_watch_dashboards(hass: HomeAssistant) -> None:
    """Look for the dashboards, now and whenever one changes."""
    lock = asyncio.Lock()

    async def update(*_: Any) -> None:
        # One after the other, so that the last result is the newest one.
        async with lock:
            hass.data[DATA_DASHBOARDS] = await _async_find_dashboards(hass)

    async def handle_update(_event: Event) -> None:
        await update()

    async_when_setup(hass, LOVELACE, update)
    hass.bus.async_listen(EVENT_LOVELACE_UPDATED, handle_update)


async def _async_find_dashboards(
    hass: HomeAssistant,
) -> dict[str | None, frozenset[str]]:
    """Return the dashboards. Never raises."""
    found: dict[str | None, frozenset[str]] = {}
    lovelace = hass.data.get(LOVELACE_DATA)
    for path, dashboard in [] if lovelace is None else [*lovelace.dashboards.items()]:
        try:
            config = await dashboard.async_load(False)
        except HomeAssistantError:
            # It has no configuration, or one in YAML that is not valid.
            continue
        except Exception as err:
            expected_error(hass, "search for dashboards", err, VxgError)
            continue
        match config:
            case {"strategy": {"type": str(kind), **options}} if kind == STRATEGY:
                found[path] = frozenset(_names(options.get("entities")))
    return found


def _names(value: object) -> Iterator[str]:
    if isinstance(value, list):
        yield from (name for name in value if isinstance(name, str))


@callback
def async_event_path(hass: HomeAssistant, entity_id: str, event_id: int) -> str | None:
    """Return the path that shows an event on a dashboard, None if there is none.

    Never raises.
    """
    try:
        path = next(_visible_dashboards(hass, entity_id), None)
    except Exception as err:
        expected_error(hass, "link to a dashboard", err, VxgError)
        return None
    if path is None:
        return None
    view = quote(entity_id.partition(".")[2], safe="")
    query = urlencode({CAMERA_PARAMETER: entity_id, EVENT_PARAMETER: event_id})
    return f"/{path}/{view}?{query}"


def _visible_dashboards(hass: HomeAssistant, entity_id: str) -> Iterator[str]:
    """Yield the dashboards with a view of a camera that all users may open."""
    registry = er.async_get(hass)
    if (camera := registry.async_get(entity_id)) is None:
        return
    for path, named in hass.data.get(DATA_DASHBOARDS, {}).items():
        # Rights change without an event.
        dashboard = hass.data[LOVELACE_DATA].dashboards.get(path)
        if dashboard is None or (dashboard.config or {}).get(CONF_REQUIRE_ADMIN):
            continue
        # Any entity of the camera may stand for it.
        devices = {
            item.device_id
            for name in named
            if (item := registry.async_get(name)) is not None
            and item.platform == DOMAIN
        }
        if camera.device_id in devices if named else camera.hidden_by is None:
            yield path or LOVELACE
