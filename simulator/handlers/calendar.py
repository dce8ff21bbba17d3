"""Days and times with recordings (section 7)."""

from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from ..auth import authenticate, camera_from_path, get_cloud
from ..camera import Camera
from ..parsing import parse_bool, parse_int
from ..queries import cameras_from_query, time_range_from_query
from ..recordings import recordings
from ..responses import json_response
from .storage import authenticate_storage

MAX_SLICES = 1000


async def list_days(request: web.Request) -> web.Response:
    """List the days with recordings, or with `boundstime` their first and last time."""
    cloud = get_cloud(request)
    cameras = cameras_from_query(request, authenticate_storage(request))
    if parse_bool(request.query.get("boundstime")):
        objects = _bounds(request, cameras)
    else:
        # Some clients send the flag without a value.
        local = request.query.get("daysincamtz") in ("", "true")
        days = {
            each.start.astimezone(ZoneInfo(each.camera.timezone) if local else UTC)
            for each in recordings(cloud, cameras, *time_range_from_query(request))
        }
        objects = sorted({day.date().isoformat() for day in days})
    bare = cloud.wire_format.bare_days
    return json_response(request, objects if bare else {"objects": objects})


def _bounds(request: web.Request, cameras: list[Camera]) -> list[str]:
    cloud = get_cloud(request)
    first = recordings(cloud, cameras, *time_range_from_query(request))
    last = recordings(
        cloud, cameras, *time_range_from_query(request), newest_first=True
    )
    return [
        *(cloud.wire_format.format_time(each.start) for each in islice(first, 1)),
        *(cloud.wire_format.format_time(each.end) for each in islice(last, 1)),
    ]


async def get_timeline(request: web.Request) -> web.Response:
    """Return the periods with recordings, under the number of `slices`."""
    cloud = get_cloud(request)
    camera = camera_from_path(request, authenticate(request))
    start, end = time_range_from_query(request)
    end = end or cloud.now()
    start = start or end - timedelta(hours=1)
    slices = max(1, min(MAX_SLICES, parse_int(request.query.get("slices"), 60)))
    periods: list[list[datetime]] = []
    for each in recordings(cloud, [camera], start, end):
        begin, stop = max(each.start, start), min(each.end, end)
        if begin >= stop:
            continue
        if periods and periods[-1][1] == begin:
            periods[-1][1] = stop
        else:
            periods.append([begin, stop])
    shown: list[Any] = [
        [cloud.wire_format.format_time(begin), (stop - begin).total_seconds()]
        for begin, stop in periods
    ]
    return json_response(request, {"objects": [{str(slices): shown}]})
