"""Cameras (section 3)."""

from collections import Counter
from typing import Any

from aiohttp import web

from ..auth import (
    accessible_cameras,
    authenticate,
    camera_from_path,
    get_cloud,
    require_write,
)
from ..camera import Camera
from ..errors import ApiError
from ..parsing import parse_body, parse_bool
from ..queries import filter_cameras
from ..responses import json_response, paginated_response
from ..signed_urls import camera_image

CAMERA_FIELDS = ("rec_mode", "led", "mode", "memorycard_recording")
REC_MODES = ("on", "off", "by_event", "server_by_event")


def _camera_as_json(request: web.Request, camera: Camera) -> dict[str, Any]:
    detail = request.query.get("detail") == "detail"
    data = camera.as_json(
        detail=detail, include_meta=parse_bool(request.query.get("include_meta"))
    )
    if detail:
        wire_format = get_cloud(request).wire_format
        data["created"] = wire_format.format_time(camera.created)
    return data | preview_if_requested(request, camera)


def meta_if_requested(request: web.Request, camera: Camera) -> dict[str, Any]:
    """Return a camera's tags where the query asks for them."""
    wanted = parse_bool(request.query.get("include_meta"))
    return {"meta": camera.meta} if wanted else {}


def preview_if_requested(request: web.Request, camera: Camera) -> dict[str, Any]:
    """Return a camera's preview where the query asks for it."""
    if not parse_bool(request.query.get("preview")):
        return {}
    cloud = get_cloud(request)
    image = camera_image(cloud, camera, cloud.now())
    return {"preview": {key: image[key] for key in ("url", "time", "expire")}}


async def list_cameras(request: web.Request) -> web.Response:
    """List the accessible cameras."""
    cameras = filter_cameras(
        request, accessible_cameras(request, authenticate(request))
    )
    return paginated_response(
        request, [_camera_as_json(request, camera) for camera in cameras]
    )


async def count_tag_values(request: web.Request) -> web.Response:
    """Return the values of a tag with the numbers of accessible cameras."""
    tag = request.match_info["tag"]
    cameras = accessible_cameras(request, authenticate(request))
    return json_response(
        request, Counter(camera.meta[tag] for camera in cameras if tag in camera.meta)
    )


async def get_camera(request: web.Request) -> web.Response:
    """Return a camera."""
    camera = camera_from_path(request, authenticate(request))
    return json_response(request, _camera_as_json(request, camera))


async def update_camera(request: web.Request) -> web.Response:
    """Update a camera."""
    credential = authenticate(request)
    camera = camera_from_path(request, credential)
    require_write(request, credential)
    body = await parse_body(request)
    for key, value in body.items():
        if key not in CAMERA_FIELDS or (key == "rec_mode" and value not in REC_MODES):
            raise ApiError(400, f"Bad {key[:80]}")
    if (mode := body.pop("rec_mode", None)) is not None:
        camera.rec_mode = mode
        # With the other modes the camera records once there is an event.
        camera.rec_status = "on" if mode == "on" else "off"
    camera.settings.update(body)
    return json_response(request, _camera_as_json(request, camera))
