"""Clips (section 7)."""

from typing import Any

from aiohttp import web

from ..auth import camera_of_token, get_camera_by_id, get_cloud, require_write
from ..cloud import Cloud
from ..errors import ApiError
from ..models import Clip
from ..parsing import parse_body, parse_int, parse_time
from ..responses import json_response
from ..signed_urls import sign_url
from .storage import (
    authenticate_storage,
    camera_from_query,
    media_list_response,
    video_path,
)


def _clip_as_json(cloud: Cloud, clip: Clip) -> dict[str, Any]:
    over = clip.done_at <= cloud.now()
    data: dict[str, Any] = {
        "id": clip.id,
        "camid": clip.camera_id,
        "title": clip.title,
        "start": cloud.wire_format.format_time(clip.start),
        "end": cloud.wire_format.format_time(clip.end),
        "status": ("error" if clip.fails else "done") if over else "pending",
    }
    if clip.event_time is not None:
        data["event_time"] = cloud.wire_format.format_time(clip.event_time)
    if data["status"] == "done":
        data["url"], _ = sign_url(
            cloud, video_path("clip", clip.camera_id, clip.start, clip.end)
        )
        stamp = int(clip.start.timestamp() * 1000)
        thumb, _ = sign_url(cloud, f"/media/image/{clip.camera_id}/{stamp}/clip.jpg")
        data["thumb"] = {"url": thumb}
    return data


async def list_clips(request: web.Request) -> web.Response:
    """List a camera's clips, newest first, optionally of an event time.

    This list is hardly documented, so it can be switched off.
    """
    cloud = get_cloud(request)
    camera = camera_from_query(request)
    if cloud.clip_list_status != 200:
        raise ApiError(cloud.clip_list_status, "No list of clips")
    wanted = request.query.get("event_time")
    time = None if wanted is None else parse_time(wanted)
    objects = [
        _clip_as_json(cloud, clip)
        for clip in sorted(cloud.clips.values(), key=lambda clip: -clip.id)
        if clip.camera_id == camera.id and (time is None or clip.event_time == time)
    ]
    return media_list_response(request, objects)


async def create_clip(request: web.Request) -> web.Response:
    """Create a clip."""
    cloud = get_cloud(request)
    credential = authenticate_storage(request)
    body = await parse_body(request)
    if "camid" in body:
        if not isinstance(body["camid"], int):
            raise ApiError(400, "camid is no number")
        camera = get_camera_by_id(request, credential, body["camid"])
    else:
        camera = camera_of_token(request, credential)
    require_write(request, credential, by_groups=True)
    start, end = parse_time(body.get("start")), parse_time(body.get("end"))
    if end <= start:
        raise ApiError(400, "The end is not after the start")
    clip = cloud.create_clip(camera.id, start, end, str(body.get("title", "")))
    return json_response(request, _clip_as_json(cloud, clip), 201)


async def get_or_delete_clip(request: web.Request) -> web.Response:
    """Return or delete a clip."""
    cloud = get_cloud(request)
    credential = authenticate_storage(request)
    clip = cloud.clips.get(parse_int(request.match_info["clip_id"], 0))
    if clip is None or not credential.can_access(clip.camera_id):
        raise ApiError(404, "No such clip")
    if request.method == "DELETE":
        require_write(request, credential, by_groups=True)
        del cloud.clips[clip.id]
        return web.Response(status=204)
    return json_response(request, _clip_as_json(cloud, clip))
