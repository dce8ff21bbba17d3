"""Live streams and current images (section 7)."""

from aiohttp import web

from ..auth import authenticate, camera_from_path, camera_of_token, get_cloud
from ..camera import Camera
from ..errors import ApiError
from ..signed_urls import camera_image, sign_url

HLS_EXPIRY_FACTOR = 12


def _require_streaming(camera: Camera) -> Camera:
    if not camera.online or not camera.streaming:
        raise ApiError(503, "The camera is not streaming")
    return camera


async def get_stream_urls(request: web.Request) -> web.Response:
    """Return the URLs of the live stream."""
    cloud = get_cloud(request)
    camera = _require_streaming(camera_of_token(request, authenticate(request, "Acc")))
    hls, expire_hls = sign_url(
        cloud,
        f"/media/hls/{camera.id}/live.m3u8",
        cloud.media_expiry * HLS_EXPIRY_FACTOR,
    )
    rtsp, expire = sign_url(cloud, f"/live/{camera.id}")
    host = rtsp.partition("://")[2]
    return web.json_response(
        {
            "hls": hls,
            "expire_hls": cloud.wire_format.format_time(expire_hls),
            # These two are not served.
            "rtsp": f"rtsp://{host}",
            "rtmp": f"rtmp://{host}",
            "expire": cloud.wire_format.format_time(expire),
            "webrtc": {"version": 2, "connection_url": "", "ice_servers": []},
        }
    )


async def get_image(request: web.Request) -> web.Response:
    """Return the URL of a current image."""
    cloud = get_cloud(request)
    camera = _require_streaming(camera_of_token(request, authenticate(request, "Acc")))
    return web.json_response(camera_image(cloud, camera, cloud.now()))


async def get_preview(request: web.Request) -> web.Response:
    """Return the URL of a camera's preview."""
    cloud = get_cloud(request)
    camera = camera_from_path(request, authenticate(request))
    return web.json_response(camera_image(cloud, camera, cloud.now()))
