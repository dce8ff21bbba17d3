"""PTZ (section 8)."""

from aiohttp import web

from ..auth import authenticate, camera_from_path, require_write
from ..errors import ApiError
from ..parsing import parse_body
from ..responses import json_response, paginated_response


async def get_ptz(request: web.Request) -> web.Response:
    """Return a camera's PTZ capabilities."""
    camera = camera_from_path(request, authenticate(request))
    presets = [{"id": key, "name": name} for key, name in camera.presets.items()]
    return json_response(
        request,
        {
            "actions": camera.ptz_actions,
            "maximum_number_of_presets": 8,
            "presets": presets,
        },
    )


async def list_presets(request: web.Request) -> web.Response:
    """List the presets."""
    camera = camera_from_path(request, authenticate(request))
    return paginated_response(
        request, [{"id": key, "name": name} for key, name in camera.presets.items()]
    )


async def command_ptz(request: web.Request) -> web.Response:
    """Move a camera, go to a preset or add one."""
    credential = authenticate(request)
    camera = camera_from_path(request, credential)
    require_write(request, credential)
    body = await parse_body(request)
    if request.path.rstrip("/").endswith("execute"):
        if body.get("action") not in camera.ptz_actions:
            raise ApiError(400, "Bad action")
    elif request.path.rstrip("/").endswith("goto"):
        if body.get("id") not in camera.presets:
            raise ApiError(404, "No such preset")
    else:
        preset_id = len(camera.presets) + 1
        camera.presets[preset_id] = str(body.get("name", f"Preset {preset_id}"))
        return json_response(request, {"id": preset_id}, 201)
    camera.ptz_log.append(body)
    return json_response(request, {})
