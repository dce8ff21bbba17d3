"""Cameras (section 3)."""

from typing import Any

from aiohttp import web

from ..auth import check_write, cloud_of, credential_of, path_camera
from ..camera import Camera
from ..cloud import Cloud
from ..errors import ApiError
from ..parsing import body_of, is_true
from ..responses import answer, paged
from ..signed_urls import picture_of_camera
from ..tokens import Credential

CAMERA_FIELDS = ("rec_mode", "led", "mode", "memorycard_recording")
REC_MODES = ("on", "off", "by_event", "server_by_event")


def reached(cloud: Cloud, credential: Credential) -> list[Camera]:
    """Return the cameras within reach of a credential."""
    return [c for c in cloud.cameras.values() if credential.reaches(c.id)]


def _camera_wire(request: web.Request, camera: Camera) -> dict[str, Any]:
    data = camera.wire(
        detail=request.query.get("detail") == "detail",
        include_meta=is_true(request.query.get("include_meta")),
    )
    return data | preview_of(request, camera)


def meta_of(request: web.Request, camera: Camera) -> dict[str, Any]:
    """Return a camera's tags where the query asks for them."""
    wanted = is_true(request.query.get("include_meta"))
    return {"meta": camera.meta} if wanted else {}


def preview_of(request: web.Request, camera: Camera) -> dict[str, Any]:
    """Return a camera's preview where the query asks for it."""
    if not is_true(request.query.get("preview")):
        return {}
    cloud = cloud_of(request)
    picture = picture_of_camera(cloud, camera, cloud.now())
    return {"preview": {key: picture[key] for key in ("url", "time", "expire")}}


async def list_cameras(request: web.Request) -> web.Response:
    """List the cameras within reach."""
    cameras = reached(cloud_of(request), credential_of(request))
    return paged(request, [_camera_wire(request, camera) for camera in cameras])


async def get_camera(request: web.Request) -> web.Response:
    """Show one camera."""
    camera = path_camera(request, credential_of(request))
    return answer(request, _camera_wire(request, camera))


async def put_camera(request: web.Request) -> web.Response:
    """Change a camera's set-up."""
    credential = credential_of(request)
    camera = path_camera(request, credential)
    check_write(request, credential)
    body = await body_of(request)
    for key, value in body.items():
        if key not in CAMERA_FIELDS or (key == "rec_mode" and value not in REC_MODES):
            raise ApiError(400, f"Bad {key[:80]}")
    camera.rec_mode = body.pop("rec_mode", camera.rec_mode)
    camera.settings.update(body)
    return answer(request, _camera_wire(request, camera))
