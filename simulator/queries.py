"""Filters and sorting of lists by their query (sections 3, 6 and 7)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from aiohttp import web

from .auth import accessible_cameras, get_camera_by_id
from .camera import Camera
from .errors import ApiError
from .parsing import parse_int, parse_names, parse_time
from .tokens import Credential


def cameras_from_query(request: web.Request, credential: Credential) -> list[Camera]:
    """Return the cameras of the comma list `camid`, by default all accessible ones."""
    if "camid" not in request.query:
        return accessible_cameras(request, credential)
    return [
        get_camera_by_id(request, credential, parse_int(camera_id, 0))
        for camera_id in parse_names(request.query["camid"])
    ]


def time_range_from_query(
    request: web.Request,
) -> tuple[datetime | None, datetime | None]:
    """Return `start` and `end`, either of which may be missing."""
    query = request.query
    return (
        parse_time(query["start"]) if "start" in query else None,
        parse_time(query["end"]) if "end" in query else None,
    )


def filter_cameras(request: web.Request, cameras: Iterable[Camera]) -> list[Camera]:
    """Return the cameras that match the filters of tags and of the name."""
    has_tags = tag_filter(request)
    part = request.query.get("name__icontains", "").casefold()
    return [
        camera
        for camera in cameras
        if part in camera.name.casefold() and has_tags(camera.meta)
    ]


def tag_filter(request: web.Request) -> Callable[[Mapping[str, str]], bool]:
    """Return the filter of `meta` (any of these tags) and `meta_not` (none of them)."""
    wanted = parse_names(request.query.get("meta"))
    unwanted = parse_names(request.query.get("meta_not"))

    def matches(meta: Mapping[str, str]) -> bool:
        if wanted and meta.keys().isdisjoint(wanted):
            return False
        return meta.keys().isdisjoint(unwanted)

    return matches


def parse_order(request: web.Request, *keys: str) -> str:
    """Return `order_by`: one of the keys, or one with `-` for descending order."""
    order = request.query.get("order_by", keys[0])
    if order.removeprefix("-") not in {key.removeprefix("-") for key in keys}:
        raise ApiError(400, f"Cannot order by {order[:80]}")
    return order
