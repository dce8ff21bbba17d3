"""What a player reads before it plays (section 7). The bodies are mostly inferred."""

from typing import Any

from aiohttp import web

from ..auth import authenticate, camera_from_path, get_cloud
from ..camera import Camera
from ..errors import ApiError
from ..rendering import RATE, SIZE
from ..responses import json_response
from ..signed_urls import sign_url, stream_urls

STREAM_ID = "Main"
VIDEO_ID = "ves0"
AUDIO_ID = "aes0"


def _camera(request: web.Request) -> Camera:
    return camera_from_path(request, authenticate(request))


async def list_media_streams(request: web.Request) -> web.Response:
    """List the media streams of a camera."""
    _camera(request)
    stream = {"id": STREAM_ID, "vs_id": VIDEO_ID, "as_id": AUDIO_ID}
    data = {
        "mstreams_supported": [stream],
        "live_ms_id": STREAM_ID,
        "rec_ms_id": STREAM_ID,
    }
    return json_response(request, data)


async def get_video_stream(request: web.Request) -> web.Response:
    """Return a video stream of a camera."""
    _camera(request)
    if request.match_info["stream_id"] != VIDEO_ID:
        raise ApiError(404, "No such stream")
    width, height = SIZE
    data = {"id": VIDEO_ID, "format": "H.264", "horz": width, "vert": height}
    return json_response(request, data | {"fps": RATE})


async def get_audio(request: web.Request) -> web.Response:
    """Return the audio capabilities of a camera."""
    camera = _camera(request)
    caps = {"mic": False, "backward_formats": camera.backward_formats}
    return json_response(request, {"caps": caps})


async def get_live_urls(request: web.Request) -> web.Response:
    """Return the URLs of the live stream, or of talk-back with `media_urls`."""
    cloud = get_cloud(request)
    camera = _camera(request)
    camera.require_streaming()
    if "media_urls" not in request.query:
        return json_response(request, stream_urls(cloud, camera))
    url, _ = sign_url(cloud, f"/backward/{camera.id}")
    location = url.partition("://")[2]
    # These are not served.
    all_urls: dict[str, Any] = {
        "webrtc_back": ("webrtc_backward", f"wss://{location}"),
        "rtmp_back": ("rtmp_backward", f"rtmp://{location}"),
    }
    names = request.query["media_urls"].split(",")
    return json_response(
        request, dict(all_urls[name] for name in names if name in all_urls)
    )
