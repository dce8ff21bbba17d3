"""Lists of recordings and images (section 7)."""

from collections.abc import Callable
from itertools import islice
from typing import Any

from aiohttp import web

from ..auth import authenticate, get_cloud
from ..models import StoredEvent
from ..parsing import parse_time
from ..queries import cameras_from_query, parse_order
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


def requested_recordings(request: web.Request) -> list[Recording]:
    """Return the recordings of the cameras, time range and order of a query."""
    query = request.query
    found = recordings(
        get_cloud(request),
        cameras_from_query(request, authenticate_storage(request)),
        parse_time(query["start"]) if "start" in query else None,
        parse_time(query["end"]) if "end" in query else None,
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

    return media_list_response(request, requested_recordings(request), as_json)


async def list_images(request: web.Request) -> web.Response:
    """List images: those of events, or with `origin` those of recordings."""
    cloud = get_cloud(request)
    origin = request.query.get("origin", "generated_from_live")
    if origin == "recording_thumbnail":

        def recording_as_json(recording: Recording) -> dict[str, Any]:
            return {
                "id": recording.id,
                "camid": recording.camera.id,
                **recording_image(cloud, recording),
            }

        return media_list_response(
            request, requested_recordings(request), recording_as_json
        )

    def as_json(event: StoredEvent) -> dict[str, Any]:
        return {
            "id": event.id,
            "camid": event.camera_id,
            **event_image(cloud, event),
        }

    events = _events_with_image(request) if origin == "generated_from_live" else []
    return media_list_response(request, events, as_json)


def _events_with_image(request: web.Request) -> list[StoredEvent]:
    cloud, query = get_cloud(request), request.query
    cameras = cameras_from_query(request, authenticate_storage(request))
    camera_ids = {camera.id for camera in cameras}
    events = [
        event
        for event in cloud.listed_events(
            parse_time(query["start"]) if "start" in query else None,
            parse_time(query["end"]) if "end" in query else None,
        )
        if event.camera_id in camera_ids and event_image(cloud, event)
    ]
    return events[::-1] if parse_order(request, "time") == "-time" else events
