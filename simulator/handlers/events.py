"""Stored events and their tags (sections 5 and 6)."""

from functools import partial
from typing import Any

from aiohttp import web

from ..auth import authenticate, get_camera_by_id, get_cloud, require_write
from ..errors import ApiError
from ..metadata import check_tag
from ..models import StoredEvent
from ..parsing import parse_body, parse_bool, parse_int, parse_names, parse_time
from ..queries import cameras_from_query, parse_order, tag_filter, time_range_from_query
from ..responses import json_response, paginated_response
from ..signed_urls import event_image
from ..tokens import Credential


def event_as_json(request: web.Request, event: StoredEvent) -> dict[str, Any]:
    """Return an event as JSON (section 6)."""
    cloud = get_cloud(request)
    data: dict[str, Any] = {
        "id": event.id,
        "camid": event.camera_id,
        "name": event.name,
        "time": cloud.wire_format.format_time(event.time),
        "thumb": event_image(cloud, event),
    }
    if parse_bool(request.query.get("include_meta")):
        data["meta"] = event.meta
    if parse_bool(request.query.get("include_filemeta_download")):
        data["filemeta"] = {"download": {"url": ""}}
    return data


async def list_events(request: web.Request) -> web.Response:
    """List stored events."""
    cloud = get_cloud(request)
    credential = authenticate(request)
    if credential.kind == "group" and cloud.group_list_status != 200:
        raise ApiError(cloud.group_list_status, "Not for groups")
    query = request.query
    camera_ids = None
    if "camid" in query:
        camera_ids = {camera.id for camera in cameras_from_query(request, credential)}
    names = parse_names(query.get("events") or query.get("type"))
    has_tags = tag_filter(request)
    found = [
        event
        for event in cloud.listed_events(*time_range_from_query(request))
        if credential.can_access(event.camera_id)
        and (camera_ids is None or event.camera_id in camera_ids)
        and (not names or event.name in names)
        and has_tags(event.meta)
    ]
    if parse_order(request, "time").startswith("-"):
        found.reverse()
    expire = cloud.wire_format.format_time(cloud.now() + cloud.media_expiry)
    return paginated_response(
        request, found, partial(event_as_json, request), expire=expire
    )


async def create_event(request: web.Request) -> web.Response:
    """Create an event."""
    cloud = get_cloud(request)
    credential = authenticate(request)
    body = await parse_body(request)
    if not isinstance(body.get("camid"), int):
        raise ApiError(400, "camid is wanted")
    camera = get_camera_by_id(request, credential, body["camid"])
    require_write(request, credential)
    event = cloud.create_event(camera, body, parse_time(body.get("time")))
    wire_format = cloud.wire_format
    if wire_format.create_status == 204 or not wire_format.create_body:
        return web.Response(status=wire_format.create_status)
    data = {
        "camid": event.camera_id,
        "id": event.id,
        "meta": event.meta,
        "name": event.name,
        "time": wire_format.format_time(event.time),
    }
    return json_response(request, data, wire_format.create_status)


def _event_from_path(request: web.Request, credential: Credential) -> StoredEvent:
    event = get_cloud(request).get_event(parse_int(request.match_info["event_id"], 0))
    get_camera_by_id(request, credential, event.camera_id)
    return event


async def get_event(request: web.Request) -> web.Response:
    """Return an event."""
    event = _event_from_path(request, authenticate(request))
    data = event_as_json(request, event)
    if not get_cloud(request).wire_format.meta_in_detail:
        data.pop("meta", None)
    return json_response(request, data)


async def write_tag(request: web.Request) -> web.Response:
    """Add, change or remove a tag of an event."""
    credential = authenticate(request)
    event = _event_from_path(request, credential)
    require_write(request, credential)
    tag = request.match_info.get("tag")
    if tag is not None and tag not in event.meta:
        raise ApiError(404, f"No tag {tag[:80]}")
    if request.method == "DELETE":
        del event.meta[str(tag)]
        return web.Response(status=204)
    body = await parse_body(request)
    name = body.get("tag") if tag is None else tag
    check_tag(name, body.get("data"))
    if tag is None and name in event.meta:
        raise ApiError(
            get_cloud(request).wire_format.duplicate_tag_status, "The tag exists"
        )
    event.meta[str(name)] = body["data"]
    status = 201 if tag is None else 200
    return json_response(request, {"tag": name, "data": body["data"]}, status)
