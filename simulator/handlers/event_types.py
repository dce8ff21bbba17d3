"""Event types of a camera (sections 4 and 5)."""

from aiohttp import web

from ..auth import authenticate, camera_from_path, get_cloud, require_write
from ..parsing import parse_body, parse_time
from ..responses import json_response, paginated_response


async def list_event_types(request: web.Request) -> web.Response:
    """List a camera's event types."""
    camera = camera_from_path(request, authenticate(request))
    return paginated_response(request, list(camera.types.values()))


async def create_event_type(request: web.Request) -> web.Response:
    """Create a custom event type."""
    credential = authenticate(request)
    camera = camera_from_path(request, credential)
    require_write(request, credential)
    status = get_cloud(request).wire_format.duplicate_type_status
    return json_response(
        request, camera.create_type(await parse_body(request), status), 201
    )


async def get_event_type(request: web.Request) -> web.Response:
    """Return an event type."""
    camera = camera_from_path(request, authenticate(request))
    return json_response(request, camera.get_type(request.match_info["name"]))


async def update_event_type(request: web.Request) -> web.Response:
    """Update an event type."""
    credential = authenticate(request)
    camera = camera_from_path(request, credential)
    require_write(request, credential)
    body = await parse_body(request)
    return json_response(request, camera.update_type(request.match_info["name"], body))


async def trigger_event(request: web.Request) -> web.Response:
    """Trigger an event on a camera."""
    cloud = get_cloud(request)
    credential = authenticate(request)
    camera = camera_from_path(request, credential)
    require_write(request, credential)
    body = await parse_body(request)
    time = parse_time(body.get("time"))
    cloud.trigger_event(camera, request.match_info["name"], body, time)
    return (
        json_response(request, {}) if cloud.wire_format.trigger_body else web.Response()
    )
