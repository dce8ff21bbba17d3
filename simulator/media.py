"""Section 7: live view and media, behind signed addresses on a host of their own."""

import asyncio
from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from hashlib import sha256
import hmac
from typing import Any

from aiohttp import web

from .access import (
    camera_of,
    check_write,
    cloud_of,
    credential_of,
    own_camera,
    path_camera,
)
from .answers import body_of, paged
from .cameras import Camera
from .cloud import Clip, Cloud, StoredEvent
from .credentials import Credential
from .drawing import RATE, SIZE, jpeg, video
from .wire import ApiError, read_int, read_time

SEGMENT = timedelta(seconds=2)
WINDOW = 5
CACHED_SEGMENTS = 60
HLS_EXPIRY_FACTOR = 12
RECORD_LENGTH = timedelta(seconds=30)
MAX_VIDEO = 60


def sign(
    cloud: Cloud, path: str, expiry: timedelta | None = None
) -> tuple[str, datetime]:
    """Return a signed address on the media host and when it dies."""
    expires = cloud.now() + (cloud.media_expiry if expiry is None else expiry)
    return (
        f"{cloud.media_url}{path}?{_signature(cloud, path, expires.timestamp())}",
        expires,
    )


def _signature(cloud: Cloud, path: str, expires: float) -> str:
    # All segments of a stream share the signature of their folder.
    folder = path.rpartition("/")[0]
    text = f"{folder}|{expires:.3f}".encode()
    digest = hmac.new(str(cloud.seed).encode(), text, sha256).hexdigest()[:32]
    return f"exp={expires:.3f}&sig={digest}"


def check_signature(request: web.Request) -> None:
    """Answer 403 to an address that is dead or was never signed."""
    cloud = cloud_of(request)
    try:
        expires = float(request.query["exp"])
    except (KeyError, ValueError) as err:
        raise ApiError(403, "Not signed") from err
    wanted = _signature(cloud, request.path, expires).partition("sig=")[2]
    if not hmac.compare_digest(wanted, request.query.get("sig", "")):
        raise ApiError(403, "Wrong signature")
    if expires < cloud.now().timestamp():
        raise ApiError(403, "Expired")


def picture_of_event(cloud: Cloud, event: StoredEvent) -> dict[str, Any]:
    """Return the picture of an event, `{}` while there is none."""
    if event.thumb_at is None or event.thumb_at > cloud.now():
        return {}
    stamp = int(event.time.timestamp() * 1000)
    url, _ = sign(cloud, f"/media/thumb/{event.camera_id}/{stamp}/{event.id}.jpg")
    return {
        "url": url,
        "time": cloud.spelling.time(event.time),
        "width": SIZE[0],
        "height": SIZE[1],
        "size": 20_000,
    }


def picture_of_camera(cloud: Cloud, camera: Camera, time: datetime) -> dict[str, Any]:
    """Return the picture that a camera gives at a time."""
    stamp = int(time.timestamp() * 1000)
    url, expires = sign(cloud, f"/media/image/{camera.id}/{stamp}/now.jpg")
    return {
        "url": url,
        "time": cloud.spelling.time(time),
        "expire": cloud.spelling.time(expires),
        "width": SIZE[0],
        "height": SIZE[1],
    }


def _streaming(camera: Camera) -> Camera:
    if not camera.online or not camera.streaming:
        raise ApiError(503, "The camera is not streaming")
    return camera


async def live_watch(request: web.Request) -> web.Response:
    """Give the addresses of the live stream."""
    cloud = cloud_of(request)
    camera = _streaming(own_camera(request, credential_of(request, "Acc")))
    hls, expire_hls = sign(
        cloud,
        f"/media/hls/{camera.id}/live.m3u8",
        cloud.media_expiry * HLS_EXPIRY_FACTOR,
    )
    rtsp, expire = sign(cloud, f"/live/{camera.id}")
    host = rtsp.partition("://")[2]
    return web.json_response(
        {
            "hls": hls,
            "expire_hls": cloud.spelling.time(expire_hls),
            # These two are not served.
            "rtsp": f"rtsp://{host}",
            "rtmp": f"rtmp://{host}",
            "expire": cloud.spelling.time(expire),
            "webrtc": {"version": 2, "connection_url": "", "ice_servers": []},
        }
    )


async def live_image(request: web.Request) -> web.Response:
    """Give the address of a picture of now."""
    cloud = cloud_of(request)
    camera = _streaming(own_camera(request, credential_of(request, "Acc")))
    return web.json_response(picture_of_camera(cloud, camera, cloud.now()))


async def preview(request: web.Request) -> web.Response:
    """Give the address of a camera's preview, or order a fresh one."""
    cloud = cloud_of(request)
    camera = path_camera(request, credential_of(request))
    return web.json_response(picture_of_camera(cloud, camera, cloud.now()))


def _storage_credential(request: web.Request) -> Credential:
    """Return the credential: v4 is for channel tokens alone."""
    schemes = ("Acc",) if request.path.startswith("/api/v4/") else ()
    return credential_of(request, *schemes)


def _chosen_camera(request: web.Request) -> Camera:
    """Return the camera of a storage list: v4 by the token, v2 by `camid`."""
    credential = _storage_credential(request)
    if "camid" in request.query:
        return camera_of(request, credential, read_int(request.query["camid"], 0))
    return own_camera(request, credential)


def _span(request: web.Request, default: timedelta) -> tuple[datetime, datetime]:
    now = cloud_of(request).now()
    query = request.query
    end = min(now, read_time(query["end"])) if "end" in query else now
    return (read_time(query["start"]) if "start" in query else end - default), end


def _media_list(request: web.Request, objects: list[dict[str, Any]]) -> web.Response:
    cloud = cloud_of(request)
    expire = cloud.spelling.time(cloud.now() + cloud.media_expiry)
    return paged(request, objects, expire=expire)


async def list_records(request: web.Request) -> web.Response:
    """List what was recorded: pieces of half a minute, without a gap."""
    cloud = cloud_of(request)
    camera = _chosen_camera(request)
    start, end = _span(request, timedelta(minutes=5))
    length = RECORD_LENGTH.total_seconds()
    number = int(start.timestamp() // length)
    objects: list[dict[str, Any]] = []
    while (begin := datetime.fromtimestamp(number * length, UTC)) < end and len(
        objects
    ) < 3000:
        stop = begin + RECORD_LENGTH
        url, _ = sign(cloud, _video_path("record", camera.id, begin, stop))
        objects.append(
            {
                "id": number,
                "camid": camera.id,
                "start": cloud.spelling.time(begin),
                "end": cloud.spelling.time(stop),
                "url": url,
                "size": 500_000,
            }
        )
        number += 1
    return _media_list(request, objects)


async def list_pictures(request: web.Request) -> web.Response:
    """List pictures: those of the events."""
    cloud = cloud_of(request)
    camera = _chosen_camera(request)
    start, end = _span(request, timedelta(days=1))
    objects = [
        {"id": event.id, **picture}
        for event in cloud.listed(start, end)
        if event.camera_id == camera.id and (picture := picture_of_event(cloud, event))
    ]
    return _media_list(request, objects)


def _video_path(kind: str, camera_id: int, start: datetime, end: datetime) -> str:
    first, last = int(start.timestamp() * 1000), int(end.timestamp() * 1000)
    return f"/media/{kind}/{camera_id}/{first}/{last}/video.mp4"


def _clip_wire(cloud: Cloud, clip: Clip) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": clip.id,
        "camid": clip.camera_id,
        "title": clip.title,
        "start": cloud.spelling.time(clip.start),
        "end": cloud.spelling.time(clip.end),
        "status": "done" if clip.done_at <= cloud.now() else "pending",
    }
    if data["status"] == "done":
        data["url"], _ = sign(
            cloud, _video_path("clip", clip.camera_id, clip.start, clip.end)
        )
        stamp = int(clip.start.timestamp() * 1000)
        thumb, _ = sign(cloud, f"/media/image/{clip.camera_id}/{stamp}/clip.jpg")
        data["thumb"] = {"url": thumb}
    return data


async def create_clip(request: web.Request) -> web.Response:
    """Cut a clip, which takes a while."""
    cloud = cloud_of(request)
    credential = _storage_credential(request)
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
    clip = Clip(
        id=cloud.next_id(),
        camera_id=camera.id,
        title=str(body.get("title", "")),
        start=start,
        end=end,
        done_at=cloud.now() + cloud.clip_delay,
    )
    cloud.clips[clip.id] = clip
    return web.json_response(_clip_wire(cloud, clip), status=201)


async def one_clip(request: web.Request) -> web.Response:
    """Show or delete a clip."""
    cloud = cloud_of(request)
    credential = _storage_credential(request)
    clip = cloud.clips.get(read_int(request.match_info["clip_id"], 0))
    if clip is None or not credential.reaches(clip.camera_id):
        raise ApiError(404, "No such clip")
    if request.method == "DELETE":
        check_write(request, credential)
        del cloud.clips[clip.id]
        return web.Response(status=204)
    return web.json_response(_clip_wire(cloud, clip))


async def calendar(request: web.Request) -> web.Response:
    """List the days with video."""
    _chosen_camera(request)
    start, end = _span(request, timedelta(days=6))
    days = {start.date() + timedelta(days=n) for n in range((end - start).days + 1)}
    days.add(end.date())
    return web.json_response(sorted(day.isoformat() for day in days))


async def timeline(request: web.Request) -> web.Response:
    """Tell in which slices of a span there is video: in all of the past."""
    camera = path_camera(request, credential_of(request))
    start, end = _span(request, timedelta(hours=1))
    slices = max(1, min(1000, read_int(request.query.get("slices"), 60)))
    return web.json_response(
        {"camid": camera.id, "slices": [1] * slices if end > start else []}
    )


class MediaHost:
    """Serves media; what takes work is done beside the event loop and kept for a while."""

    def __init__(self, cloud: Cloud) -> None:
        """Serve the media of a cloud."""
        self._cloud = cloud
        self._cache: OrderedDict[str, asyncio.Future[bytes]] = OrderedDict()
        # Timestamps begin small: those of MPEG-TS go round after 26 hours.
        self._first = (
            int(cloud.now().timestamp() // SEGMENT.total_seconds()) - 2 * WINDOW
        )

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer a signed address."""
        check_signature(request)
        kind, camera_id, *rest = request.path.removeprefix("/media/").split("/")
        camera = (
            self._cloud.cameras.get(int(camera_id)) if camera_id.isdigit() else None
        )
        if camera is None:
            raise ApiError(404, "No such media")
        if kind in ("image", "thumb"):
            return await self._picture(camera, rest)
        if kind == "hls":
            return await self._hls(request, camera, rest[-1])
        if kind in ("record", "clip"):
            return await self._video(request, camera, rest)
        raise ApiError(404, "No such media")

    async def _picture(self, camera: Camera, rest: list[str]) -> web.Response:
        time = datetime.fromtimestamp(int(rest[0]) / 1000, UTC)
        content = await self._made(
            f"jpg/{camera.id}/{rest[0]}", jpeg, camera.id, camera.name, time
        )
        return web.Response(body=content, content_type="image/jpeg")

    async def _hls(
        self, request: web.Request, camera: Camera, name: str
    ) -> web.Response:
        if name == "live.m3u8":
            return self._playlist(request)
        number = int(name.removesuffix(".ts"))
        start = datetime.fromtimestamp(number * SEGMENT.total_seconds(), UTC)
        seconds = SEGMENT.total_seconds()
        content = await self._made(
            f"ts/{camera.id}/{number}",
            lambda: video(
                camera.id,
                camera.name,
                start,
                seconds,
                container="mpegts",
                first_frame=int((number - self._first) * seconds * RATE),
            ),
        )
        return web.Response(body=content, content_type="video/mp2t")

    def _playlist(self, request: web.Request) -> web.Response:
        seconds = int(SEGMENT.total_seconds())
        newest = int(self._cloud.now().timestamp() // seconds) - 1
        lines = [
            "#EXTM3U",
            "#EXT-X-VERSION:3",
            f"#EXT-X-TARGETDURATION:{seconds}",
            f"#EXT-X-MEDIA-SEQUENCE:{newest - WINDOW + 1}",
        ]
        for number in range(newest - WINDOW + 1, newest + 1):
            lines += [f"#EXTINF:{seconds}.000,", f"{number}.ts?{request.query_string}"]
        return web.Response(
            text="\n".join(lines) + "\n", content_type="application/vnd.apple.mpegurl"
        )

    async def _video(
        self, request: web.Request, camera: Camera, rest: list[str]
    ) -> web.Response:
        start = datetime.fromtimestamp(int(rest[0]) / 1000, UTC)
        seconds = min(MAX_VIDEO, (int(rest[1]) - int(rest[0])) / 1000)
        content = await self._made(
            f"mp4/{camera.id}/{rest[0]}/{rest[1]}",
            lambda: video(camera.id, camera.name, start, seconds, container="mp4"),
        )
        return _ranged(request, content)

    async def _made(self, key: str, make: Any, *args: Any) -> bytes:
        future = self._cache.get(key)
        if future is None:
            loop = asyncio.get_running_loop()
            future = self._cache[key] = asyncio.ensure_future(
                loop.run_in_executor(None, make, *args)
            )
            while len(self._cache) > CACHED_SEGMENTS:
                self._cache.popitem(last=False)
        return await asyncio.shield(future)


def _ranged(request: web.Request, content: bytes) -> web.Response:
    """Answer the part that a `Range` header asks for, so that players can seek."""
    try:
        part = request.http_range
    except ValueError as err:
        raise ApiError(416, "Bad range") from err
    headers = {"Accept-Ranges": "bytes"}
    if part.start is None and part.stop is None:
        return web.Response(body=content, content_type="video/mp4", headers=headers)
    start, stop, _ = part.indices(len(content))
    if start >= len(content):
        raise ApiError(416, "Beyond the end")
    headers["Content-Range"] = f"bytes {start}-{stop - 1}/{len(content)}"
    return web.Response(
        status=206, body=content[start:stop], content_type="video/mp4", headers=headers
    )
