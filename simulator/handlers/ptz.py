"""Commands to a camera's head (section 8)."""

from aiohttp import web

from ..auth import check_write, credential_of, path_camera
from ..errors import ApiError
from ..parsing import body_of
from ..responses import answer, paged


async def get_ptz(request: web.Request) -> web.Response:
    """Show what a camera's head can do."""
    camera = path_camera(request, credential_of(request))
    presets = [{"id": key, "name": name} for key, name in camera.presets.items()]
    return answer(
        request,
        {
            "actions": camera.ptz_actions,
            "maximum_number_of_presets": 8,
            "presets": presets,
        },
    )


async def list_presets(request: web.Request) -> web.Response:
    """List the positions that are kept."""
    camera = path_camera(request, credential_of(request))
    return paged(
        request, [{"id": key, "name": name} for key, name in camera.presets.items()]
    )


async def command_ptz(request: web.Request) -> web.Response:
    """Move a camera's head, go to a position or keep one."""
    credential = credential_of(request)
    camera = path_camera(request, credential)
    check_write(request, credential)
    body = await body_of(request)
    if request.path.rstrip("/").endswith("execute"):
        if body.get("action") not in camera.ptz_actions:
            raise ApiError(400, "Bad action")
    elif request.path.rstrip("/").endswith("goto"):
        if body.get("id") not in camera.presets:
            raise ApiError(404, "No such preset")
    else:
        preset_id = len(camera.presets) + 1
        camera.presets[preset_id] = str(body.get("name", f"Preset {preset_id}"))
        return answer(request, {"id": preset_id}, 201)
    camera.ptz_log.append(body)
    return answer(request, {})
