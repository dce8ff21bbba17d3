"""Recordings, images, and the days and times with recordings (section 7)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from ..auth import (
    authenticate,
    camera_from_path,
    camera_of_token,
    get_camera_by_id,
    get_cloud,
)
from ..camera import Camera
from ..cloud import Cloud
from ..parsing import parse_int, parse_time
from ..responses import paginated_response
from ..signed_urls import event_image, sign_url
from ..tokens import Credential

RECORDING_LENGTH = timedelta(seconds=30)
MAX_LISTED = 3000
BYTES_PER_SECOND = 12_000


def authenticate_storage(request: web.Request) -> Credential:
    """Authenticate; v4 accepts channel tokens only."""
    schemes = ("Acc",) if request.path.startswith("/api/v4/") else ()
    return authenticate(request, *schemes)


def camera_from_query(request: web.Request) -> Camera:
    """Return the camera of a storage list: of `camid` or of the channel token."""
    credential = authenticate_storage(request)
    if "camid" in request.query:
        return get_camera_by_id(
            request, credential, parse_int(request.query["camid"], 0)
        )
    return camera_of_token(request, credential)


def _time_range(request: web.Request, default: timedelta) -> tuple[datetime, datetime]:
    now = get_cloud(request).now()
    query = request.query
    end = min(now, parse_time(query["end"])) if "end" in query else now
    return (parse_time(query["start"]) if "start" in query else end - default), end


def media_list_response(
    request: web.Request, objects: list[dict[str, Any]]
) -> web.Response:
    """Return a page of a list of media."""
    cloud = get_cloud(request)
    expire = cloud.wire_format.format_time(cloud.now() + cloud.media_expiry)
    return paginated_response(request, objects, expire=expire)


def _recordings(
    cloud: Cloud, camera: Camera, start: datetime, end: datetime
) -> Iterator[tuple[int, datetime, datetime]]:
    """Yield id, start and end of recordings; the newest one still grows."""
    now = cloud.now()
    start = max(start, now - cloud.retention)
    length = RECORDING_LENGTH.total_seconds()
    number = int(start.timestamp() // length)
    while (begin := datetime.fromtimestamp(number * length, UTC)) < min(end, now):
        stop = min(begin + RECORDING_LENGTH, now)
        if not any(begin < last and stop > first for first, last in camera.gaps):
            yield number, begin, stop
        number += 1


async def list_recordings(request: web.Request) -> web.Response:
    """List recordings, each of half a minute."""
    cloud = get_cloud(request)
    camera = camera_from_query(request)
    start, end = _time_range(request, timedelta(minutes=5))
    objects: list[dict[str, Any]] = []
    for number, begin, stop in islice(
        _recordings(cloud, camera, start, end), MAX_LISTED
    ):
        url, _ = sign_url(cloud, video_path("record", camera.id, begin, stop))
        objects.append(
            {
                "id": number,
                "camid": camera.id,
                "start": cloud.wire_format.format_time(begin),
                "end": cloud.wire_format.format_time(stop),
                "url": url,
                "size": int(BYTES_PER_SECOND * (stop - begin).total_seconds()),
            }
        )
    return media_list_response(request, objects)


async def list_images(request: web.Request) -> web.Response:
    """List images: those of events."""
    cloud = get_cloud(request)
    camera = camera_from_query(request)
    start, end = _time_range(request, timedelta(days=1))
    objects = [
        {"id": event.id, **image}
        for event in cloud.listed_events(start, end)
        if event.camera_id == camera.id and (image := event_image(cloud, event))
    ]
    return media_list_response(request, objects)


def video_path(kind: str, camera_id: int, start: datetime, end: datetime) -> str:
    """Return the path of a video on the media host."""
    first, last = int(start.timestamp() * 1000), int(end.timestamp() * 1000)
    return f"/media/{kind}/{camera_id}/{first}/{last}/video.mp4"


async def get_calendar(request: web.Request) -> web.Response:
    """List the days with recordings, optionally in the camera's time zone."""
    camera = camera_from_query(request)
    cloud = get_cloud(request)
    start, end = _time_range(request, cloud.retention)
    own = "daysincamtz" in request.query
    zone = ZoneInfo(camera.timezone) if own else UTC
    recordings = _recordings(cloud, camera, start, end)
    days = {begin.astimezone(zone).date() for _, begin, _ in recordings}
    return web.json_response(sorted(day.isoformat() for day in days))


async def get_timeline(request: web.Request) -> web.Response:
    """Return the slices with recordings: all of them."""
    camera = camera_from_path(request, authenticate(request))
    start, end = _time_range(request, timedelta(hours=1))
    slices = max(1, min(1000, parse_int(request.query.get("slices"), 60)))
    return web.json_response(
        {"camid": camera.id, "slices": [1] * slices if end > start else []}
    )
