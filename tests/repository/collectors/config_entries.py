"""Config entries: data, options, versions, and the forms of all flows."""

from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.data_entry_flow import FlowResult
from homeassistant.helpers import config_validation as cv
import probatio

from custom_components.vxg.const import DOMAIN

from ..golden import shape
from ..house import House


def form(result: FlowResult[Any, Any]) -> dict[str, Any]:
    """Return a step and its fields, as the front end gets them."""
    fields = probatio.to_field_list(
        result["data_schema"], custom_serializer=cv.custom_serializer
    )
    return {
        "step_id": result["step_id"],
        "fields": {field.pop("name"): _without_user_values(field) for field in fields},
    }


def _without_user_values(field: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in field.items() if key != "description"}


async def collect(house: House) -> dict[str, Any]:
    """Return what is stored of each entry, and the forms that lead there."""
    return {
        "entries": {kind: _entry(entry) for kind, entry in house.entries.items()},
        "flows": await _flows(house),
        "options": await _options(house),
    }


def _entry(entry: ConfigEntry) -> dict[str, Any]:
    return {
        "data": shape(dict(entry.data)),
        "minor_version": entry.minor_version,
        "title": entry.title,
        "unique_id": entry.unique_id,
        "version": entry.version,
    }


async def _flows(house: House) -> dict[str, Any]:
    manager = house.hass.config_entries.flow
    forms: dict[str, Any] = {}
    for source in ("user", "reauth", "reconfigure"):
        context: dict[str, Any] = {"source": source}
        data = None
        if source != "user":
            context["entry_id"] = house.channel.entry_id
            data = dict(house.channel.data) if source == "reauth" else None
        result = await manager.async_init(DOMAIN, context=context, data=data)
        forms[source] = form(result)
        manager.async_abort(result["flow_id"])
    return forms


async def _options(house: House) -> dict[str, Any]:
    """Return the form of the options, and what it stores."""
    manager = house.hass.config_entries.options
    entry = house.channel
    result = await manager.async_init(entry.entry_id)
    shown = form(result)
    too_short = {
        "hold_time": 30,
        "poll_interval": 2,
        "max_age": 120,
        "late_events": "quiet",
    }
    result = await manager.async_configure(
        result["flow_id"], too_short | {"poll_interval": 60}
    )
    errors = result["errors"]
    await manager.async_configure(result["flow_id"], too_short)
    await house.hass.async_block_till_done(wait_background_tasks=True)
    return {**shown, "errors": errors, "stored": dict(entry.options)}
