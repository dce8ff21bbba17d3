"""Signed URLs of the media host (section 7)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
import hmac
from typing import Any

from aiohttp import web

from .auth import get_cloud
from .camera import Camera
from .cloud import Cloud
from .errors import ApiError
from .models import Clip, StoredEvent
from .recordings import Recording
from .rendering import SIZE

HLS_EXPIRY_FACTOR = 12


def sign_url(
    cloud: Cloud, path: str, expiry: timedelta | None = None
) -> tuple[str, datetime]:
    """Return a signed URL and its expiry."""
    expires = cloud.now() + (cloud.media_expiry if expiry is None else expiry)
    return (
        f"{cloud.media_url}{path}?{_signature(cloud, path, expires.timestamp())}",
        expires,
    )


def _signature(cloud: Cloud, path: str, expires: float) -> str:
    # Of the folder, so that all segments of a stream share it.
    folder = path.rpartition("/")[0]
    text = f"{folder}|{expires:.3f}".encode()
    digest = hmac.new(str(cloud.seed).encode(), text, sha256).hexdigest()[:32]
    return f"exp={expires:.3f}&sig={digest}"


def check_signature(request: web.Request, signature: Mapping[str, str]) -> None:
    """Raise a 403 if the signature of a path is wrong, missing or expired."""
    cloud = get_cloud(request)
    try:
        expires = float(signature["exp"])
    except (KeyError, ValueError) as err:
        raise ApiError(403, "Not signed") from err
    wanted = _signature(cloud, request.path, expires).partition("sig=")[2]
    if not hmac.compare_digest(wanted, signature.get("sig", "")):
        raise ApiError(403, "Wrong signature")
    if expires < cloud.now().timestamp():
        raise ApiError(403, "Expired")


def stream_urls(cloud: Cloud, camera: Camera) -> dict[str, Any]:
    """Return the URLs of a camera's live stream."""
    hls, expire_hls = sign_url(
        cloud,
        f"/media/hls/{camera.id}/live.m3u8",
        cloud.media_expiry * HLS_EXPIRY_FACTOR,
    )
    rtsp, expire = sign_url(cloud, f"/live/{camera.id}")
    location = rtsp.partition("://")[2]
    # Only HLS is served.
    webrtc = {
        "version": "2.0.2",
        "connection_url": f"wss://{location}",
        "ice_servers": [],
        "scripts": {
            name: f"{cloud.media_url}/webrtc/{name}.js"
            for name in ("player", "helpers")
        },
    }
    if camera.webrtc_only:
        return {"webrtc": webrtc}
    return {
        "hls": hls,
        "expire_hls": cloud.wire_format.format_time(expire_hls),
        "rtsp": f"rtsp://{location}",
        "rtmp": f"rtmp://{location}",
        "expire": cloud.wire_format.format_time(expire),
        "webrtc": webrtc,
    }


def video_path(kind: str, camera_id: int, start: datetime, end: datetime) -> str:
    """Return the path of a video on the media host."""
    first, last = _milliseconds(start), _milliseconds(end)
    return f"/media/{kind}/{camera_id}/{first}/{last}/{camera_id}_{first}.mp4"


def _milliseconds(time: datetime) -> int:
    return int(time.timestamp() * 1000)


def event_image(cloud: Cloud, event: StoredEvent) -> dict[str, Any]:
    """Return the image of an event, or `{}` if there is none yet."""
    if event.thumb_at is None or event.thumb_at > cloud.now():
        return {}
    stamp = _milliseconds(event.time)
    url, _ = sign_url(cloud, f"/media/thumb/{event.camera_id}/{stamp}/{event.id}.jpg")
    return _image(cloud, url, event.time)


def recording_image(cloud: Cloud, recording: Recording) -> dict[str, Any]:
    """Return the thumbnail of a recording."""
    url, _ = _sign_image(cloud, recording.camera.id, recording.start)
    return _image(cloud, url, recording.start)


def camera_image(cloud: Cloud, camera: Camera, time: datetime) -> dict[str, Any]:
    """Return the image of a camera at a time."""
    url, expires = _sign_image(cloud, camera.id, time)
    image = _image(cloud, url, time)
    del image["size"]
    return image | {"expire": cloud.wire_format.format_time(expires)}


def clip_image(cloud: Cloud, clip: Clip) -> dict[str, Any]:
    """Return the thumbnail of a clip."""
    url, _ = _sign_image(cloud, clip.camera_id, clip.start)
    return {"url": url}


def _sign_image(cloud: Cloud, camera_id: int, time: datetime) -> tuple[str, datetime]:
    stamp = _milliseconds(time)
    return sign_url(cloud, f"/media/image/{camera_id}/{stamp}/{camera_id}_{stamp}.jpg")


def _image(cloud: Cloud, url: str, time: datetime) -> dict[str, Any]:
    return {
        "url": url,
        "time": cloud.wire_format.format_time(time),
        "width": SIZE[0],
        "height": SIZE[1],
        # Plausible, and different for each image; it is rendered on request only.
        "size": 20_000 + _milliseconds(time) // 1000 % 1000,
    }
