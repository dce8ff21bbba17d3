"""Sections 2 to 6 of the API page: cameras, event types and events."""

from typing import Any, override

from aiohttp import web

from ..auth import camera_of, check_write, cloud_of, credential_of
from ..errors import ApiError
from ..metadata import check_tag
from ..models import StoredEvent
from ..parsing import body_of, is_true, read_int, read_time
from ..responses import answer, paged
from ..signed_urls import picture_of_event
from ..tokens import Credential

# Cameras


# Event types


# Stored events


def event_wire(request: web.Request, event: StoredEvent) -> dict[str, Any]:
    """Return an event as section 6 shows it."""
    cloud = cloud_of(request)
    data: dict[str, Any] = {
        "id": event.id,
        "camid": event.camera_id,
        "name": event.name,
        "time": cloud.spelling.time(event.time),
        "thumb": picture_of_event(cloud, event),
    }
    if is_true(request.query.get("include_meta")):
        data["meta"] = event.meta
    if is_true(request.query.get("include_filemeta_download")):
        data["filemeta"] = {"download": {"url": ""}}
    return data


def _words(text: str | None) -> set[str]:
    return {word for word in (text or "").split(",") if word}


async def list_events(request: web.Request) -> web.Response:
    """List stored events."""
    cloud = cloud_of(request)
    credential = credential_of(request)
    if credential.kind == "group" and cloud.group_list_status != 200:
        raise ApiError(cloud.group_list_status, "Not for groups")
    query = request.query
    camera_id = None
    if "camid" in query:
        camera_id = camera_of(request, credential, read_int(query["camid"], 0)).id
    names = _words(query.get("events"))
    with_tags, without_tags = _words(query.get("meta")), _words(query.get("meta_not"))
    found = [
        event
        for event in cloud.listed(
            read_time(query["start"]) if "start" in query else None,
            read_time(query["end"]) if "end" in query else None,
        )
        if credential.reaches(event.camera_id)
        and (camera_id is None or event.camera_id == camera_id)
        and (not names or event.name in names)
        and with_tags <= event.meta.keys()
        and not without_tags & event.meta.keys()
    ]
    order = query.get("order_by", "time")
    if order not in ("time", "-time"):
        raise ApiError(400, f"Cannot order by {order[:80]}")
    if order == "-time":
        found.reverse()
    expire = cloud.spelling.time(cloud.now() + cloud.media_expiry)
    return paged(request, _Lazy(request, found), expire=expire)


class _Lazy(list[Any]):
    """Events that are spelt only where a page shows them."""

    def __init__(self, request: web.Request, events: list[StoredEvent]) -> None:
        super().__init__(events)
        self._request = request

    @override
    def __getitem__(self, key: Any) -> Any:
        return [event_wire(self._request, event) for event in super().__getitem__(key)]


async def create_event(request: web.Request) -> web.Response:
    """Write an event into the cloud."""
    cloud = cloud_of(request)
    credential = credential_of(request)
    body = await body_of(request)
    if not isinstance(body.get("camid"), int):
        raise ApiError(400, "camid is wanted")
    camera = camera_of(request, credential, body["camid"])
    check_write(request, credential)
    event = cloud.create_event(camera, body, read_time(body.get("time")))
    spelling = cloud.spelling
    if spelling.create_status == 204 or not spelling.create_body:
        return web.Response(status=spelling.create_status)
    data = {
        "camid": event.camera_id,
        "id": event.id,
        "meta": event.meta,
        "name": event.name,
        "time": spelling.time(event.time),
    }
    return answer(request, data, spelling.create_status)


def _event_of(request: web.Request, credential: Credential) -> StoredEvent:
    event = cloud_of(request).event(read_int(request.match_info["event_id"], 0))
    camera_of(request, credential, event.camera_id)
    return event


async def get_event(request: web.Request) -> web.Response:
    """Show one stored event."""
    return answer(
        request, event_wire(request, _event_of(request, credential_of(request)))
    )


async def write_tag(request: web.Request) -> web.Response:
    """Add, change or remove a tag of an event."""
    credential = credential_of(request)
    event = _event_of(request, credential)
    check_write(request, credential)
    tag = request.match_info.get("tag")
    if tag is not None and tag not in event.meta:
        raise ApiError(404, f"No tag {tag[:80]}")
    if request.method == "DELETE":
        del event.meta[str(tag)]
        return web.Response(status=204)
    body = await body_of(request)
    name = body.get("tag") if tag is None else tag
    check_tag(name, body.get("data"))
    if tag is None and name in event.meta:
        raise ApiError(409, "The tag exists")
    event.meta[str(name)] = body["data"]
    status = 201 if tag is None else 200
    return answer(request, {"tag": name, "data": body["data"]}, status)
