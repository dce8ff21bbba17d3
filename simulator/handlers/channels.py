"""Channels: of a channel token (v4) and of a group token (v5)."""

from typing import Any

from aiohttp import web

from ..auth import (
    accessible_cameras,
    authenticate,
    camera_from_path,
    camera_of_token,
    get_cloud,
)
from ..camera import Camera
from ..queries import filter_cameras
from ..responses import json_response, paginated_response
from .cameras import meta_if_requested, preview_if_requested


async def get_channel(request: web.Request) -> web.Response:
    """Return the channel of a channel token (v4)."""
    camera = camera_of_token(request, authenticate(request, "Acc"))
    return json_response(
        request,
        {
            "name": camera.name,
            "timezone": camera.timezone,
            "status": camera.status,
            "streaming": camera.online and camera.streaming,
            "rec_mode": camera.rec_mode,
            "recording": camera.rec_status == "on",
            **meta_if_requested(request, camera),
        },
    )


def _channel_as_json(request: web.Request, camera: Camera) -> dict[str, Any]:
    cloud = get_cloud(request)
    if camera.id not in cloud.camera_tokens:
        cloud.channel_token(camera.id)
    return {
        "id": camera.id,
        "name": camera.name,
        "status": camera.status,
        "recording": camera.rec_status == "on",
        "token": cloud.camera_tokens[camera.id],
        **meta_if_requested(request, camera),
        **preview_if_requested(request, camera),
    }


async def list_group_channels(request: web.Request) -> web.Response:
    """List a group's channels with their tokens (v5)."""
    cameras = filter_cameras(
        request, accessible_cameras(request, authenticate(request, "SI"))
    )
    return paginated_response(
        request, [_channel_as_json(request, camera) for camera in cameras]
    )


async def get_group_meta(request: web.Request) -> web.Response:
    """Return the tags of a group token: where clips are stored (v5)."""
    cameras = accessible_cameras(request, authenticate(request, "SI"))
    tags = [
        {"tag": "storage_channel_id", "data": str(camera.id)}
        for camera in cameras
        if "isstorage" in camera.meta
    ]
    return paginated_response(request, tags)


async def get_group_channel(request: web.Request) -> web.Response:
    """Return a channel of a group (v5)."""
    camera = camera_from_path(request, authenticate(request, "SI"))
    return json_response(request, _channel_as_json(request, camera))
