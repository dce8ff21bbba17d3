"""Clips (section 7)."""

from typing import Any

from aiohttp import web

from ..auth import camera_of, check_write, cloud_of, own_camera
from ..cloud import Cloud
from ..errors import ApiError
from ..models import Clip
from ..parsing import body_of, read_int, read_time
from ..responses import answer
from ..signed_urls import sign
from .storage import chosen_camera, media_list, storage_credential, video_path


def _clip_wire(cloud: Cloud, clip: Clip) -> dict[str, Any]:
    over = clip.done_at <= cloud.now()
    data: dict[str, Any] = {
        "id": clip.id,
        "camid": clip.camera_id,
        "title": clip.title,
        "start": cloud.spelling.time(clip.start),
        "end": cloud.spelling.time(clip.end),
        "status": ("error" if clip.fails else "done") if over else "pending",
    }
    if clip.event_time is not None:
        data["event_time"] = cloud.spelling.time(clip.event_time)
    if data["status"] == "done":
        data["url"], _ = sign(
            cloud, video_path("clip", clip.camera_id, clip.start, clip.end)
        )
        stamp = int(clip.start.timestamp() * 1000)
        thumb, _ = sign(cloud, f"/media/image/{clip.camera_id}/{stamp}/clip.jpg")
        data["thumb"] = {"url": thumb}
    return data


async def list_clips(request: web.Request) -> web.Response:
    """List a camera's clips, newest first, or those of one event's time.

    The API page only hints at such a list, so it can be switched off.
    """
    cloud = cloud_of(request)
    camera = chosen_camera(request)
    if cloud.clip_list_status != 200:
        raise ApiError(cloud.clip_list_status, "No list of clips")
    wanted = request.query.get("event_time")
    time = None if wanted is None else read_time(wanted)
    objects = [
        _clip_wire(cloud, clip)
        for clip in sorted(cloud.clips.values(), key=lambda clip: -clip.id)
        if clip.camera_id == camera.id and (time is None or clip.event_time == time)
    ]
    return media_list(request, objects)


async def create_clip(request: web.Request) -> web.Response:
    """Cut a clip, which takes a while."""
    cloud = cloud_of(request)
    credential = storage_credential(request)
    body = await body_of(request)
    if "camid" in body:
        if not isinstance(body["camid"], int):
            raise ApiError(400, "camid is no number")
        camera = camera_of(request, credential, body["camid"])
    else:
        camera = own_camera(request, credential)
    check_write(request, credential)
    start, end = read_time(body.get("start")), read_time(body.get("end"))
    if end <= start:
        raise ApiError(400, "The end is not after the start")
    clip = cloud.cut_clip(camera.id, start, end, str(body.get("title", "")))
    return answer(request, _clip_wire(cloud, clip), 201)


async def one_clip(request: web.Request) -> web.Response:
    """Show or delete a clip."""
    cloud = cloud_of(request)
    credential = storage_credential(request)
    clip = cloud.clips.get(read_int(request.match_info["clip_id"], 0))
    if clip is None or not credential.reaches(clip.camera_id):
        raise ApiError(404, "No such clip")
    if request.method == "DELETE":
        check_write(request, credential)
        del cloud.clips[clip.id]
        return web.Response(status=204)
    return answer(request, _clip_wire(cloud, clip))
