"""Actions: their fields, rights and responses."""

import asyncio
from collections.abc import Awaitable
from datetime import timedelta
from typing import Any

from homeassistant.auth.const import GROUP_ID_READ_ONLY, GROUP_ID_USER
from homeassistant.const import CONF_TOKEN
from homeassistant.core import Context
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.service import async_get_all_descriptions
import probatio

from custom_components.vxg.const import DOMAIN

from ...common.actions import CAMERA, get_response
from ..golden import attempt, shape
from ..house import FRONT_DOOR, House

EVENTS = "/api/v2/storage/events/"

# What every action accepts; the front end keeps something for itself in `metadata`.
COMMON_FIELDS = {*map(str, cv.ENTITY_SERVICE_FIELDS), "metadata"}

YARD_CAMERA = "camera.yard"

# Values that scripts and automations compare with.
KEPT = ("status", "success", "key")


async def collect(house: House) -> dict[str, Any]:
    """Return all that is public of each action."""
    descriptions = (await async_get_all_descriptions(house.hass))[DOMAIN]
    responses = await _responses(house)
    rights = await _rights(house)
    return {
        name: {
            "described": _description(descriptions[name]),
            "responses": responses.get(name, {}),
            "groups_who_may": rights.get(name, []),
            "schema": _schema(service.schema, descriptions[name]["fields"]),
            "supports_response": service.supports_response,
        }
        for name, service in house.hass.services.async_services_for_domain(
            DOMAIN
        ).items()
    }


def _description(description: dict[str, Any]) -> dict[str, Any]:
    return {
        "fields": {
            name: {key: field.get(key) for key in ("default", "required", "selector")}
            for name, field in description["fields"].items()
        },
        "target": description["target"],
    }


def _schema(schema: Any, described: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that are accepted, without those of the target."""
    accepted = probatio.to_openapi(schema, custom_serializer=cv.custom_serializer)
    required = set(accepted.get("required", ()))
    return {
        name: {**_simple(field), "required": name in required}
        for name, field in accepted["properties"].items()
        if name not in COMMON_FIELDS or name in described
    }


def _simple(field: dict[str, Any]) -> dict[str, Any]:
    simple = {key: field[key] for key in ("default", "type") if key in field}
    return {**simple, "choices": sorted(field.get("enum", ()))}


async def _rights(house: House) -> dict[str, str]:
    """Return which group of users may call an action, beside administrators."""
    auth = house.hass.auth
    users = {
        group: await auth.async_create_user(group, group_ids=[group])
        for group in (GROUP_ID_USER, GROUP_ID_READ_ONLY)
    }
    contexts = {group: Context(user_id=user.id) for group, user in users.items()}
    return {
        name: await attempt(_right(house, name, data, contexts))
        for name, data in _simple_calls(house).items()
    }


async def _right(
    house: House, name: str, data: dict[str, Any], contexts: dict[str, Context]
) -> list[str]:
    may = []
    for group, context in contexts.items():
        try:
            await get_response(house.hass, name, context=context, **data)
        except Unauthorized:
            continue
        may.append(group)
    return may


def _simple_calls(house: House) -> dict[str, dict[str, Any]]:
    """Return a call of each action that succeeds."""
    event = house.cloud.raise_event(FRONT_DOOR, "motion")
    return {
        "add_event_type": {"event_type": "gate_opened"},
        "create_clip": {"event_id": event.id, "wait": 0},
        "create_event": {"event_type": "guest_arrived"},
        "get_events": {},
        "ptz": {"move": "left"},
        "trigger_event": {"event_type": "siren"},
        "update_event": {"event_id": event.id, "set": {"reviewed": True}},
        "update_event_type": {"event_type": "motion", "record": False},
    }


async def _responses(house: House) -> dict[str, Any]:
    """Return the shapes of responses, by action and by what the call is an example of."""
    now = house.cloud.now()
    house.cloud.clip_delay = timedelta()
    event = house.cloud.raise_event(
        FRONT_DOOR, "motion", {"Person": "81"}, now - timedelta(minutes=10)
    )
    both = {"target": [CAMERA, YARD_CAMERA]}
    span = {
        "start_time": (now - timedelta(minutes=9)).isoformat(),
        "end_time": (now - timedelta(minutes=8)).isoformat(),
    }
    calls: dict[str, dict[str, dict[str, Any]]] = {
        "add_event_type": {
            "new": {"event_type": "door_opened", "notify": False},
            "known": {"event_type": "motion"},
        },
        "create_clip": {
            "of an event": {"event_id": event.id, "title": "Parcel"},
            "of a time": {**span},
            "one fails": {**both, "event_id": event.id},
        },
        "create_event": {
            "created": {
                "event_type": "guest_arrived",
                "time": now.isoformat(),
                "metadata": {"person": "Anna", "count": 2, "known": True},
            },
            "new type": {"event_type": "bell", "create_event_type": True},
            "one fails": {**both, "event_type": "guest_arrived", "queue": False},
        },
        "get_events": {
            "listed": {
                "event_types": ["motion"],
                "tags": ["Person"],
                "tags_absent": ["process"],
                "limit": 5,
                "order": "oldest",
                **span,
                "start_time": (now - timedelta(hours=1)).isoformat(),
            },
            **{
                f"by {group}": {"group_by": group}
                for group in ("none", "event_type", "camera", "hour", "day")
            },
        },
        "ptz": {
            "move": {"move": "zoom_in", "duration": 1},
            "preset": {"preset": "Gate"},
            "one fails": {**both, "preset": "Gate"},
        },
        "trigger_event": {
            "triggered": {"event_type": "siren", "metadata": {"reason": "doorbell"}},
            "one fails": {**both, "event_type": "siren"},
        },
        "update_event": {
            "updated": {
                "event_id": event.id,
                "set": {"reviewed": True},
                "remove": ["Person"],
            }
        },
        "update_event_type": {
            "updated": {
                "event_type": "motion",
                "receive": True,
                "record": True,
                "snapshot": True,
                "notify": False,
                "generate_images": False,
            },
            "period": {"event_type": "snapshot", "period": 300},
            "one fails": {**both, "event_type": "siren", "receive": True},
        },
    }
    responses = {
        name: {
            example: await attempt(_shape_of(get_response(house.hass, name, **data)))
            for example, data in examples.items()
        }
        for name, examples in calls.items()
    }
    for name, example, response in (
        ("trigger_event", "appeared", _trigger(house)),
        ("trigger_event", "not seen", _trigger(house, received=False)),
        ("create_event", "queued", _queue(house)),
        ("create_clip", "pending", _order_clip(house, event.id)),
        ("get_events", "one fails", _read_partly(house, both)),
    ):
        responses[name][example] = await attempt(_shape_of(response))
    return responses


async def _shape_of(response: Awaitable[Any]) -> Any:
    return shape(await response, kept=KEPT)


async def _trigger(house: House, *, received: bool = True) -> Any:
    """Return the response of a trigger whose event is waited for."""
    house.cloud.cameras[FRONT_DOOR].types["siren"]["receive"] = received
    gate = house.cloud.faults.hold(path="/trigger/", count=1)
    data = {"event_type": "siren", "wait": 10}
    # Not tasks of Home Assistant, or passing time would wait for them.
    response = asyncio.create_task(get_response(house.hass, "trigger_event", **data))
    reached = asyncio.create_task(gate.reached())
    await asyncio.wait({response, reached}, return_when=asyncio.FIRST_COMPLETED)
    reached.cancel()
    gate.release()
    while not response.done():
        await house.pass_time(2)
    return await response


async def _queue(house: House) -> Any:
    """Return the response of the creation of an event that the cloud does not take."""
    house.cloud.faults.rate_limit(1, retry_after=1, path=EVENTS)
    response = await get_response(
        house.hass, "create_event", event_type="guest_arrived"
    )
    await house.pass_time(61)
    return response


async def _order_clip(house: House, event_id: int) -> Any:
    """Return the response of an order of a clip that takes longer than it waits."""
    house.cloud.clip_delay = timedelta(seconds=5)
    return await get_response(house.hass, "create_clip", event_id=event_id, wait=0)


async def _read_partly(house: House, targets: dict[str, Any]) -> Any:
    """Return the past of two cameras, of which one cannot be read."""
    token = house.channel.data[CONF_TOKEN]
    house.cloud.faults.refuse_token(token)
    try:
        return await get_response(house.hass, "get_events", **targets)
    finally:
        house.cloud.faults.accept_token(token)
