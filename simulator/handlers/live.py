"""Live streams and current images (section 7)."""

from aiohttp import web

from ..auth import authenticate, camera_from_path, camera_of_token, get_cloud
from ..signed_urls import camera_image, stream_urls


async def get_stream_urls(request: web.Request) -> web.Response:
    """Return the URLs of the live stream."""
    cloud = get_cloud(request)
    camera = camera_of_token(request, authenticate(request, "Acc"))
    camera.require_streaming()
    return web.json_response(stream_urls(cloud, camera))


async def get_image(request: web.Request) -> web.Response:
    """Return the URL of a current image."""
    cloud = get_cloud(request)
    camera = camera_of_token(request, authenticate(request, "Acc"))
    camera.require_streaming()
    return web.json_response(camera_image(cloud, camera, cloud.now()))


async def get_preview(request: web.Request) -> web.Response:
    """Return the URL of a camera's preview."""
    cloud = get_cloud(request)
    camera = camera_from_path(request, authenticate(request))
    return web.json_response(camera_image(cloud, camera, cloud.now()))
