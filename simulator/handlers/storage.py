"""Lists of recordings and images (section 7)."""

from collections.abc import Callable
from datetime import datetime
from itertools import islice
from operator import itemgetter
from typing import Any

from aiohttp import web

from ..auth import authenticate, get_cloud
from ..models import StoredEvent
from ..queries import cameras_from_query, parse_order, time_range_from_query
from ..recordings import Recording, recordings
from ..responses import paginated_response
from ..signed_urls import event_image, recording_image, sign_url, video_path
from ..tokens import Credential

MAX_LISTED = 3000
BYTES_PER_SECOND = 12_000


def authenticate_storage(request: web.Request) -> Credential:
    """Authenticate; v4 accepts channel tokens only."""
    schemes = ("Acc",) if request.path.startswith("/api/v4/") else ()
    return authenticate(request, *schemes)


def media_list_response[ItemT](
    request: web.Request, items: list[ItemT], as_json: Callable[[ItemT], dict[str, Any]]
) -> web.Response:
    """Return a page of a list of media."""
    cloud = get_cloud(request)
    expire = cloud.wire_format.format_time(cloud.now() + cloud.media_expiry)
    return paginated_response(request, items, as_json, expire=expire)


def requested_recordings(
    request: web.Request, credential: Credential
) -> list[Recording]:
    """Return the recordings of the cameras, time range and order of a query."""
    found = recordings(
        get_cloud(request),
        cameras_from_query(request, credential),
        *time_range_from_query(request),
        newest_first=parse_order(request, "time") == "-time",
    )
    return list(islice(found, MAX_LISTED))


async def list_recordings(request: web.Request) -> web.Response:
    """List recordings."""
    cloud = get_cloud(request)

    def as_json(recording: Recording) -> dict[str, Any]:
        start, end = recording.start, recording.end
        url, _ = sign_url(cloud, video_path("record", recording.camera.id, start, end))
        return {
            "id": recording.id,
            "camid": recording.camera.id,
            "start": cloud.wire_format.format_time(start),
            "end": cloud.wire_format.format_time(end),
            "url": url,
            "size": int(BYTES_PER_SECOND * (end - start).total_seconds()),
        }

    found = requested_recordings(request, authenticate_storage(request))
    return media_list_response(request, found, as_json)


async def list_images(request: web.Request) -> web.Response:
    """List images of events and of recordings, optionally of one `origin`."""
    cloud = get_cloud(request)
    credential = authenticate_storage(request)
    origin = request.query.get("origin")
    images: list[tuple[datetime, int, StoredEvent | Recording]] = []
    if origin in (None, "generated_from_live"):
        images += [(i.time, i.id, i) for i in _events_with_image(request, credential)]
    if origin in (None, "recording_thumbnail"):
        found = requested_recordings(request, credential)
        start, _ = time_range_from_query(request)
        # The first recording may have begun before the range, and its image with it.
        images += [(i.start, i.id, i) for i in found if not start or i.start >= start]
    newest_first = parse_order(request, "time") == "-time"
    images.sort(key=itemgetter(0, 1), reverse=newest_first)

    def as_json(item: StoredEvent | Recording) -> dict[str, Any]:
        if isinstance(item, Recording):
            camera_id, image = item.camera.id, recording_image(cloud, item)
        else:
            camera_id, image = item.camera_id, event_image(cloud, item)
        return {"id": item.id, "camid": camera_id, **image}

    listed = [item for _, _, item in images[:MAX_LISTED]]
    return media_list_response(request, listed, as_json)


def _events_with_image(
    request: web.Request, credential: Credential
) -> list[StoredEvent]:
    cloud = get_cloud(request)
    camera_ids = {camera.id for camera in cameras_from_query(request, credential)}
    return [
        event
        for event in cloud.listed_events(*time_range_from_query(request))
        if event.camera_id in camera_ids and event_image(cloud, event)
    ]
