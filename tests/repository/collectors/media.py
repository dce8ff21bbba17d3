"""Media identifiers and the addresses that play and show what they name."""

from datetime import datetime, timedelta
from typing import Any

from aiohttp.test_utils import TestClient
from homeassistant.components.media_player import SearchMediaQuery
from homeassistant.components.media_source import (
    async_browse_media,
    async_resolve_media,
    async_search_media,
)

from custom_components.vxg.const import DOMAIN

from ..golden import attempt
from ..house import FRONT_DOOR, NOON, House

ROOT = f"media-source://{DOMAIN}"
EPOCH = datetime.fromisoformat("1970-01-01T00:00:00Z")
MINUTE = timedelta(minutes=1)
HEADERS = ("Accept-Ranges", "Cache-Control", "Content-Type")


def _span(start: datetime, end: datetime) -> str:
    """Return a stretch of time as identifiers have it: microseconds, both inclusive."""
    microsecond = timedelta(microseconds=1)
    return f"{(start - EPOCH) // microsecond}-{(end - EPOCH) // microsecond}"


def _raise_events(house: House) -> tuple[int, int]:
    """Let an event with a picture happen and a clip be cut; return their ids."""
    time = NOON - 10 * MINUTE
    house.cloud.clip_delay = timedelta()
    event = house.cloud.raise_event(
        FRONT_DOOR, "line_crossing", {"plate": "AB"}, time, thumb_after=0
    )
    clip = house.cloud.create_clip(
        FRONT_DOOR, time, time + timedelta(seconds=2), "Parcel", time
    )
    return event.id, clip.id


async def collect(house: House, client: TestClient, stranger: TestClient) -> Any:
    """Return what each kind of identifier opens, resolves to, and is served as."""
    camera = f"{house.channel.entry_id}/{FRONT_DOOR}"
    event_id, clip_id = _raise_events(house)
    hour = NOON - timedelta(hours=1)
    day = _span(
        hour.replace(hour=0) - timedelta(hours=1),
        hour.replace(hour=22, minute=59, second=59, microsecond=999999),
    )
    piece = _span(hour, hour + MINUTE / 2)
    opened = {
        "root": "",
        "camera": camera,
        "events of all types": f"{camera}/events/*",
        "events of a type": f"{camera}/events/line_crossing",
        "events of a type with a space": f"{camera}/events/Left-luggage%20alarm",
        "events of a day": f"{camera}/events/*/{day}",
        "event": f"{camera}/event/{event_id}",
        "recordings": f"{camera}/recordings",
        "recordings of a day": f"{camera}/recordings/{day}",
        "recordings of an hour": f"{camera}/recordings/{_span(hour, hour + MINUTE)}",
        "clips": f"{camera}/clips",
    }
    played = {
        "clip": f"{camera}/clip/{clip_id}",
        "event": f"{camera}/event/{event_id}",
        "recording": f"{camera}/recording/{piece}",
    }
    return {
        "opened": {
            name: await attempt(_open(house, at)) for name, at in opened.items()
        },
        "played": {
            name: await attempt(_play(house, at)) for name, at in played.items()
        },
        "searched": await attempt(_search(house, camera, "crossing")),
        "served": {
            path: await _get(path, client, stranger)
            for path in (
                f"/api/{DOMAIN}/picture/{played['event']}",
                f"/api/{DOMAIN}/video/{played['clip']}",
            )
        },
        "views": _views(house),
    }


async def _open(house: House, identifier: str) -> dict[str, Any]:
    node = (await async_browse_media(house.hass, _uri(identifier))).as_dict()
    return {**_node(node), "children": _children(node), "identifier": identifier}


def _uri(identifier: str) -> str:
    return f"{ROOT}/{identifier}" if identifier else ROOT


def _children(node: dict[str, Any]) -> dict[str, Any]:
    return {
        child["media_content_id"]: _node(child) for child in node.get("children") or ()
    }


def _node(node: dict[str, Any]) -> dict[str, Any]:
    return {
        key: node.get(key)
        for key in (
            "can_expand",
            "can_play",
            "can_search",
            "media_class",
            "media_content_type",
            "thumbnail",
        )
    }


async def _search(house: House, identifier: str, words: str) -> dict[str, Any]:
    query = SearchMediaQuery(search_query=words)
    found = await async_search_media(house.hass, _uri(identifier), query)
    nodes = [item.as_dict(parent=False) for item in found.result]
    return _children({"children": nodes})


async def _play(house: House, identifier: str) -> dict[str, Any]:
    media = await async_resolve_media(house.hass, _uri(identifier), None)
    return {"identifier": identifier, "mime_type": media.mime_type, "url": media.url}


async def _get(path: str, client: TestClient, stranger: TestClient) -> dict[str, Any]:
    """Return what a user and a stranger get at an address."""
    async with client.get(path) as response, stranger.get(path) as refusal:
        return {
            "headers": {name: response.headers.get(name) for name in HEADERS},
            "status": response.status,
            "status for strangers": refusal.status,
        }


def _views(house: House) -> dict[str, Any]:
    """Return the patterns of all our addresses, whatever their parts are called."""
    return {
        f"{route.method} {_unnamed(route.resource.canonical)}": True
        for route in house.hass.http.app.router.routes()
        if route.resource is not None
        and route.resource.canonical.startswith(f"/api/{DOMAIN}/")
    }


def _unnamed(pattern: str) -> str:
    parts = pattern.split("/")
    return "/".join("{}" if part.startswith("{") else part for part in parts)
