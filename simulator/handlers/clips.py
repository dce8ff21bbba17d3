"""Clips (section 7)."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from aiohttp import web

from ..auth import camera_of_token, get_camera_by_id, get_cloud, require_write
from ..cloud import Cloud
from ..errors import ApiError
from ..models import Clip
from ..parsing import parse_body, parse_int, parse_names, parse_time
from ..queries import cameras_from_query, parse_order, time_range_from_query
from ..responses import json_response
from ..signed_urls import clip_image, sign_url, video_path
from ..tokens import Credential, make_inner_token
from .storage import authenticate_storage, media_list_response

SORT_KEYS: dict[str, Callable[[Clip], Any]] = {
    "created": lambda clip: clip.id,
    "time": lambda clip: (clip.start, clip.id),
    # Clips without an event are the first ones.
    "event_time": lambda clip: (
        clip.event_time or datetime.min.replace(tzinfo=UTC),
        clip.id,
    ),
}


def _clip_as_json(cloud: Cloud, clip: Clip) -> dict[str, Any]:
    over = clip.done_at <= cloud.now()
    data: dict[str, Any] = {
        "id": clip.id,
        "camid": clip.camera_id,
        "source_camid": clip.source_camera_id or clip.camera_id,
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
        data["thumb"] = clip_image(cloud, clip)
    return data


async def list_clips(request: web.Request) -> web.Response:
    """List clips, newest first by default, filtered by the query.

    This list is hardly documented, so it can be switched off.
    """
    cloud = get_cloud(request)
    cameras = cameras_from_query(request, authenticate_storage(request))
    if cloud.clip_list_status != 200:
        raise ApiError(cloud.clip_list_status, "No list of clips")
    camera_ids = {camera.id for camera in cameras}
    wanted = request.query.get("event_time")
    time = None if wanted is None else parse_time(wanted)
    start, end = time_range_from_query(request)
    ids = {parse_int(word, 0) for word in parse_names(request.query.get("ids"))}
    clips = [
        clip
        for clip in cloud.kept_clips().values()
        if clip.camera_id in camera_ids
        and (not ids or clip.id in ids)
        and (time is None or clip.event_time == time)
        and (start is None or clip.end >= start)
        and (end is None or clip.start <= end)
    ]
    order = parse_order(request, "-created", *SORT_KEYS)
    clips.sort(key=SORT_KEYS[order.removeprefix("-")], reverse=order.startswith("-"))
    return media_list_response(request, clips, partial(_clip_as_json, cloud))


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
    delete_at = body.get("delete_at")
    source_id = parse_int(body.get("source_camid"), camera.id)
    get_camera_by_id(request, credential, source_id)
    clip = cloud.create_clip(
        camera.id,
        start,
        end,
        str(body.get("title", "")),
        delete_at=None if delete_at is None else parse_time(delete_at),
        wait_for_data=body.get("wait_for_data") is True,
        source_camera_id=source_id,
    )
    return json_response(request, _clip_as_json(cloud, clip), 201)


def _clip_from_path(request: web.Request, credential: Credential) -> Clip:
    clips = get_cloud(request).kept_clips()
    clip = clips.get(parse_int(request.match_info["clip_id"], 0))
    if clip is None or not credential.can_access(clip.camera_id):
        raise ApiError(404, "No such clip")
    return clip


async def share_clip(request: web.Request) -> web.Response:
    """Return a token of a clip for a guest, which this cloud does not accept."""
    cloud = get_cloud(request)
    credential = authenticate_storage(request)
    clip = _clip_from_path(request, credential)
    require_write(request, credential, by_groups=True)
    data = {
        "token": make_inner_token(clip.id, f"{cloud.seed}/clip"),
        "expire": (await parse_body(request)).get("expire"),
        "created": cloud.wire_format.format_time(cloud.now()),
    }
    return json_response(request, data, 201)


async def get_or_delete_clip(request: web.Request) -> web.Response:
    """Return or delete a clip."""
    cloud = get_cloud(request)
    credential = authenticate_storage(request)
    clip = _clip_from_path(request, credential)
    if request.method == "DELETE":
        require_write(request, credential, by_groups=True)
        del cloud.clips[clip.id]
        return web.Response(status=204)
    return json_response(request, _clip_as_json(cloud, clip))
