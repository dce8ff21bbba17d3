"""Event types of a camera (sections 4 and 5)."""

from aiohttp import web

from ..auth import check_write, cloud_of, credential_of, path_camera
from ..parsing import body_of, read_time
from ..responses import answer, paged


async def list_types(request: web.Request) -> web.Response:
    """List a camera's event types."""
    camera = path_camera(request, credential_of(request))
    return paged(request, list(camera.types.values()))


async def add_type(request: web.Request) -> web.Response:
    """Declare a custom event type."""
    credential = credential_of(request)
    camera = path_camera(request, credential)
    check_write(request, credential)
    status = cloud_of(request).spelling.duplicate_type_status
    return answer(request, camera.declare(await body_of(request), status), 201)


async def get_type(request: web.Request) -> web.Response:
    """Show one event type."""
    camera = path_camera(request, credential_of(request))
    return answer(request, camera.type(request.match_info["name"]))


async def put_type(request: web.Request) -> web.Response:
    """Change an event type."""
    credential = credential_of(request)
    camera = path_camera(request, credential)
    check_write(request, credential)
    body = await body_of(request)
    return answer(request, camera.update_type(request.match_info["name"], body))


async def trigger(request: web.Request) -> web.Response:
    """Order a camera to raise an event."""
    cloud = cloud_of(request)
    credential = credential_of(request)
    camera = path_camera(request, credential)
    check_write(request, credential)
    body = await body_of(request)
    time = read_time(body.get("time"))
    cloud.trigger_event(camera, request.match_info["name"], body, time)
    return answer(request, {}) if cloud.spelling.trigger_body else web.Response()
