"""Live view and the images of now (section 7)."""

from aiohttp import web

from ..auth import cloud_of, credential_of, own_camera, path_camera
from ..camera import Camera
from ..errors import ApiError
from ..signed_urls import picture_of_camera, sign

HLS_EXPIRY_FACTOR = 12


def _streaming(camera: Camera) -> Camera:
    if not camera.online or not camera.streaming:
        raise ApiError(503, "The camera is not streaming")
    return camera


async def live_watch(request: web.Request) -> web.Response:
    """Give the addresses of the live stream."""
    cloud = cloud_of(request)
    camera = _streaming(own_camera(request, credential_of(request, "Acc")))
    hls, expire_hls = sign(
        cloud,
        f"/media/hls/{camera.id}/live.m3u8",
        cloud.media_expiry * HLS_EXPIRY_FACTOR,
    )
    rtsp, expire = sign(cloud, f"/live/{camera.id}")
    host = rtsp.partition("://")[2]
    return web.json_response(
        {
            "hls": hls,
            "expire_hls": cloud.spelling.time(expire_hls),
            # These two are not served.
            "rtsp": f"rtsp://{host}",
            "rtmp": f"rtmp://{host}",
            "expire": cloud.spelling.time(expire),
            "webrtc": {"version": 2, "connection_url": "", "ice_servers": []},
        }
    )


async def live_image(request: web.Request) -> web.Response:
    """Give the address of a picture of now."""
    cloud = cloud_of(request)
    camera = _streaming(own_camera(request, credential_of(request, "Acc")))
    return web.json_response(picture_of_camera(cloud, camera, cloud.now()))


async def preview(request: web.Request) -> web.Response:
    """Give the address of a camera's preview, or order a fresh one."""
    cloud = cloud_of(request)
    camera = path_camera(request, credential_of(request))
    return web.json_response(picture_of_camera(cloud, camera, cloud.now()))
