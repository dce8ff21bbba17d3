"""Lists of what is stored, and clips that are cut out of it (section 7)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from ..auth import camera_of, cloud_of, credential_of, own_camera, path_camera
from ..camera import Camera
from ..cloud import Cloud
from ..parsing import read_int, read_time
from ..responses import paged
from ..signed_urls import picture_of_event, sign
from ..tokens import Credential

RECORD_LENGTH = timedelta(seconds=30)
MAX_LISTED = 3000
BYTES_A_SECOND = 12_000


def storage_credential(request: web.Request) -> Credential:
    """Return the credential: v4 is for channel tokens alone."""
    schemes = ("Acc",) if request.path.startswith("/api/v4/") else ()
    return credential_of(request, *schemes)


def chosen_camera(request: web.Request) -> Camera:
    """Return the camera of a storage list: v4 by the token, v2 by `camid`."""
    credential = storage_credential(request)
    if "camid" in request.query:
        return camera_of(request, credential, read_int(request.query["camid"], 0))
    return own_camera(request, credential)


def _span(request: web.Request, default: timedelta) -> tuple[datetime, datetime]:
    now = cloud_of(request).now()
    query = request.query
    end = min(now, read_time(query["end"])) if "end" in query else now
    return (read_time(query["start"]) if "start" in query else end - default), end


def media_list(request: web.Request, objects: list[dict[str, Any]]) -> web.Response:
    """Return a page of a list of media."""
    cloud = cloud_of(request)
    expire = cloud.spelling.time(cloud.now() + cloud.media_expiry)
    return paged(request, objects, expire=expire)


def _pieces(
    cloud: Cloud, camera: Camera, start: datetime, end: datetime
) -> Iterator[tuple[int, datetime, datetime]]:
    """Yield number, start and end of what was recorded; the newest piece still grows."""
    now = cloud.now()
    start = max(start, now - cloud.retention)
    length = RECORD_LENGTH.total_seconds()
    number = int(start.timestamp() // length)
    while (begin := datetime.fromtimestamp(number * length, UTC)) < min(end, now):
        stop = min(begin + RECORD_LENGTH, now)
        if not any(begin < last and stop > first for first, last in camera.gaps):
            yield number, begin, stop
        number += 1


async def list_records(request: web.Request) -> web.Response:
    """List what was recorded: pieces of half a minute."""
    cloud = cloud_of(request)
    camera = chosen_camera(request)
    start, end = _span(request, timedelta(minutes=5))
    objects: list[dict[str, Any]] = []
    for number, begin, stop in islice(_pieces(cloud, camera, start, end), MAX_LISTED):
        url, _ = sign(cloud, video_path("record", camera.id, begin, stop))
        objects.append(
            {
                "id": number,
                "camid": camera.id,
                "start": cloud.spelling.time(begin),
                "end": cloud.spelling.time(stop),
                "url": url,
                "size": int(BYTES_A_SECOND * (stop - begin).total_seconds()),
            }
        )
    return media_list(request, objects)


async def list_pictures(request: web.Request) -> web.Response:
    """List pictures: those of the events."""
    cloud = cloud_of(request)
    camera = chosen_camera(request)
    start, end = _span(request, timedelta(days=1))
    objects = [
        {"id": event.id, **picture}
        for event in cloud.listed(start, end)
        if event.camera_id == camera.id and (picture := picture_of_event(cloud, event))
    ]
    return media_list(request, objects)


def video_path(kind: str, camera_id: int, start: datetime, end: datetime) -> str:
    """Return the path of a video on the media host."""
    first, last = int(start.timestamp() * 1000), int(end.timestamp() * 1000)
    return f"/media/{kind}/{camera_id}/{first}/{last}/video.mp4"


async def calendar(request: web.Request) -> web.Response:
    """List the days with video, on wish as the camera's clock has them."""
    camera = chosen_camera(request)
    cloud = cloud_of(request)
    start, end = _span(request, cloud.retention)
    own = "daysincamtz" in request.query
    zone = ZoneInfo(camera.timezone) if own else UTC
    pieces = _pieces(cloud, camera, start, end)
    days = {begin.astimezone(zone).date() for _, begin, _ in pieces}
    return web.json_response(sorted(day.isoformat() for day in days))


async def timeline(request: web.Request) -> web.Response:
    """Tell in which slices of a span there is video: in all of the past."""
    camera = path_camera(request, credential_of(request))
    start, end = _span(request, timedelta(hours=1))
    slices = max(1, min(1000, read_int(request.query.get("slices"), 60)))
    return web.json_response(
        {"camid": camera.id, "slices": [1] * slices if end > start else []}
    )
