"""Web UI: cameras, tokens, and a button for each event type."""

from importlib.resources import files

from aiohttp import web

from .auth import get_cloud
from .errors import ApiError
from .rendering import render_jpeg

# The newest events, which show the effect of a button.
SHOWN_EVENTS = 12


def add_routes(app: web.Application) -> None:
    """Add the web UI and its API."""
    app.router.add_get("/", _page)
    app.router.add_get("/simulator/state", _state)
    app.router.add_get("/simulator/picture/{camera_id}", _image)
    app.router.add_post("/simulator/raise", _raise)
    app.router.add_post("/simulator/status", _status)


async def _page(request: web.Request) -> web.Response:
    html = files(__package__).joinpath("web_ui.html").read_text("utf-8")
    return web.Response(text=html, content_type="text/html")


async def _state(request: web.Request) -> web.Response:
    cloud = get_cloud(request)
    names = {camera.id: camera.name for camera in cloud.cameras.values()}
    return web.json_response(
        {
            "now": cloud.now().isoformat(),
            "group_token": cloud.group_token(),
            "cameras": [
                {
                    "id": camera.id,
                    "name": camera.name,
                    "status": camera.status,
                    "types": list(camera.types),
                    "token": cloud.camera_tokens.get(camera.id)
                    or cloud.channel_token(camera.id),
                }
                for camera in cloud.cameras.values()
            ],
            "events": [
                {
                    "id": event.id,
                    "camera": names[event.camera_id],
                    "name": event.name,
                    "time": event.time.isoformat(timespec="seconds"),
                    "meta": event.meta,
                }
                for event in reversed(cloud.events[-SHOWN_EVENTS:])
            ],
        }
    )


async def _image(request: web.Request) -> web.Response:
    cloud = get_cloud(request)
    camera = cloud.cameras.get(int(request.match_info["camera_id"]))
    if camera is None:
        raise ApiError(404, "No such camera")
    content = render_jpeg(camera.id, camera.name, cloud.now(), (480, 270))
    return web.Response(body=content, content_type="image/jpeg")


async def _raise(request: web.Request) -> web.Response:
    cloud = get_cloud(request)
    body = await request.json()
    event = cloud.raise_event(
        int(body["camera_id"]), str(body["name"]), {"raised": "by hand"}
    )
    return web.json_response({"id": event.id}, status=201)


async def _status(request: web.Request) -> web.Response:
    cloud = get_cloud(request)
    body = await request.json()
    cloud.cameras[int(body["camera_id"])].status = str(body["status"])
    return web.json_response({})
