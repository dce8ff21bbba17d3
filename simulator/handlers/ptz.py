"""PTZ (section 8)."""

from typing import Any

from aiohttp import web

from ..auth import authenticate, camera_from_path, get_cloud, require_write
from ..camera import Camera
from ..errors import ApiError
from ..parsing import parse_body, parse_int
from ..responses import json_response, paginated_response

MAX_PRESETS = 8


def _presets(camera: Camera) -> list[dict[str, Any]]:
    return [{"id": key, "name": name} for key, name in camera.presets.items()]


def _authenticate_write(request: web.Request) -> Camera:
    credential = authenticate(request)
    camera = camera_from_path(request, credential)
    require_write(request, credential)
    return camera


async def get_ptz(request: web.Request) -> web.Response:
    """Return a camera's PTZ capabilities."""
    camera = camera_from_path(request, authenticate(request))
    data = {
        "actions": camera.ptz_actions,
        "maximum_number_of_presets": MAX_PRESETS,
    }
    if get_cloud(request).wire_format.presets_in_ptz:
        data["presets"] = _presets(camera)
    return json_response(request, data)


async def execute_action(request: web.Request) -> web.Response:
    """Move a camera."""
    camera = _authenticate_write(request)
    body = await parse_body(request)
    if body.get("action") not in camera.ptz_actions:
        raise ApiError(400, "Bad action")
    camera.ptz_log.append(body)
    return json_response(request, {})


async def list_presets(request: web.Request) -> web.Response:
    """List the presets."""
    camera = camera_from_path(request, authenticate(request))
    return paginated_response(request, _presets(camera))


async def add_preset(request: web.Request) -> web.Response:
    """Add the current position as a preset."""
    camera = _authenticate_write(request)
    body = await parse_body(request)
    preset_id = max(camera.presets, default=0) + 1
    name = str(body.get("name", f"Preset {preset_id}"))
    camera.presets[preset_id] = name
    return json_response(request, {"id": preset_id, "name": name}, 201)


async def delete_preset(request: web.Request) -> web.Response:
    """Delete a preset."""
    camera = _authenticate_write(request)
    preset_id = parse_int(request.match_info["preset_id"], 0)
    if camera.presets.pop(preset_id, None) is None:
        raise ApiError(404, "No such preset")
    return web.Response(status=204)


async def go_to_preset(request: web.Request) -> web.Response:
    """Move a camera to a preset."""
    camera = _authenticate_write(request)
    body = await parse_body(request)
    if body.get("id") not in camera.presets:
        raise ApiError(404, "No such preset")
    camera.ptz_log.append(body)
    return json_response(request, {})
