"""Signed URLs of the media host (section 7)."""

from datetime import datetime, timedelta
from hashlib import sha256
import hmac
from typing import Any

from aiohttp import web

from .auth import get_cloud
from .camera import Camera
from .cloud import Cloud
from .errors import ApiError
from .models import StoredEvent
from .rendering import SIZE


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


def check_signature(request: web.Request) -> None:
    """Raise a 403 if the URL is expired or not signed."""
    cloud = get_cloud(request)
    try:
        expires = float(request.query["exp"])
    except (KeyError, ValueError) as err:
        raise ApiError(403, "Not signed") from err
    wanted = _signature(cloud, request.path, expires).partition("sig=")[2]
    if not hmac.compare_digest(wanted, request.query.get("sig", "")):
        raise ApiError(403, "Wrong signature")
    if expires < cloud.now().timestamp():
        raise ApiError(403, "Expired")


def event_image(cloud: Cloud, event: StoredEvent) -> dict[str, Any]:
    """Return the image of an event, or `{}` if there is none yet."""
    if event.thumb_at is None or event.thumb_at > cloud.now():
        return {}
    stamp = int(event.time.timestamp() * 1000)
    url, _ = sign_url(cloud, f"/media/thumb/{event.camera_id}/{stamp}/{event.id}.jpg")
    return {
        "url": url,
        "time": cloud.wire_format.format_time(event.time),
        "width": SIZE[0],
        "height": SIZE[1],
        "size": 20_000,
    }


def camera_image(cloud: Cloud, camera: Camera, time: datetime) -> dict[str, Any]:
    """Return the image of a camera at a time."""
    stamp = int(time.timestamp() * 1000)
    url, expires = sign_url(cloud, f"/media/image/{camera.id}/{stamp}/now.jpg")
    return {
        "url": url,
        "time": cloud.wire_format.format_time(time),
        "expire": cloud.wire_format.format_time(expires),
        "width": SIZE[0],
        "height": SIZE[1],
    }
