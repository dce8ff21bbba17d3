"""Cameras as channels: of a channel token (v4) and of a group (v5)."""

from typing import Any

from aiohttp import web

from ..auth import cloud_of, credential_of, own_camera, path_camera
from ..camera import Camera
from ..responses import answer, paged
from .cameras import meta_of, preview_of, reached


async def get_channel(request: web.Request) -> web.Response:
    """Show the camera of a channel token (v4)."""
    camera = own_camera(request, credential_of(request, "Acc"))
    return answer(
        request,
        {
            "name": camera.name,
            "timezone": camera.timezone,
            "status": camera.status,
            "streaming": camera.online and camera.streaming,
            "rec_mode": camera.rec_mode,
            "recording": camera.rec_status == "on",
            **meta_of(request, camera),
        },
    )


def _channel(request: web.Request, camera: Camera) -> dict[str, Any]:
    cloud = cloud_of(request)
    if camera.id not in cloud.camera_tokens:
        cloud.channel_token(camera.id)
    return {
        "id": camera.id,
        "name": camera.name,
        "status": camera.status,
        "recording": camera.rec_status == "on",
        "token": cloud.camera_tokens[camera.id],
        **meta_of(request, camera),
        **preview_of(request, camera),
    }


async def list_channels(request: web.Request) -> web.Response:
    """List a group's channels with the token of each (v5)."""
    cameras = reached(cloud_of(request), credential_of(request, "SI"))
    return paged(request, [_channel(request, camera) for camera in cameras])


async def get_v5_channel(request: web.Request) -> web.Response:
    """Show one channel of a group (v5)."""
    camera = path_camera(request, credential_of(request, "SI"))
    return answer(request, _channel(request, camera))
