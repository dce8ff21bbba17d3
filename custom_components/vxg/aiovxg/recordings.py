"""Recordings, clips cut from them, and PTZ (API page, sections 7 and 8)."""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Self

from .auth import Auth, parse_required
from .exceptions import (
    VxgNotFoundError,
    VxgPermissionError,
    VxgRefusedError,
    VxgRequestError,
    VxgResponseError,
)
from .media import MediaClient, MediaResponse
from .models import MAX_PRESETS, PtzCapabilities, SignedImage
from .pagination import Page, read_first, with_defaults
from .parse import (
    as_int,
    as_name,
    as_object,
    as_opaque,
    as_seconds,
    as_str,
    as_strings,
    as_time,
    format_time,
)
from .tokens import TokenKind

RECORDS_PATH = "/api/v2/storage/data/"
CLIPS_PATH = "/api/v2/storage/clips/"
CHANNEL_CLIPS_PATH = "/api/v4/clips/"
CALENDAR_PATH = "/api/v4/storage/calendar/?daysincamtz=true"
TIMELINE_PATH = "/api/v2/storage/timeline/"

# The API page does not document the default orders.
OLDEST_FIRST = {"order_by": "time"}
NEWEST_FIRST = {"order_by": "-created"}


class ClipStatus(StrEnum):
    """Progress of a clip."""

    PENDING = "pending"
    DONE = "done"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingSegment:
    """A segment of a recording behind a signed URL; `size` is in bytes."""

    KEY: ClassVar[str] = "id"

    start: datetime
    end: datetime
    url: str = field(repr=False)
    size: int | None = None

    @classmethod
    def from_api(cls, data: Any) -> Self | None:
        """Parse a segment; None without a URL or a valid time range."""
        data = as_object(data)
        start, end = as_time(data.get("start")), as_time(data.get("end"))
        url = as_opaque(data.get("url"))
        if url is None or start is None or end is None or end <= start:
            return None
        return cls(start=start, end=end, url=url, size=as_int(data.get("size")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A clip; it has a signed URL once it is done.

    `camera_id` is the camera of the recording: a clip that was cut in the vendor's web
    page is stored under a channel of its own.
    """

    KEY: ClassVar[str] = "id"

    id: int
    status: ClipStatus
    camera_id: int | None = None
    title: str | None = None
    start: datetime | None = None
    end: datetime | None = None
    event_time: datetime | None = None
    url: str | None = field(default=None, repr=False)
    thumb: SignedImage | None = None

    @classmethod
    def from_api(cls, data: Any) -> Self | None:
        """Parse a clip; None without an id."""
        data = as_object(data)
        if (clip_id := as_int(data.get("id"))) is None:
            return None
        status = (as_str(data.get("status")) or "").lower()
        url = as_opaque(data.get("url"))
        return cls(
            id=clip_id,
            # Unknown words describe a clip that is not done yet.
            status=ClipStatus(status)
            if status in ClipStatus
            else (ClipStatus.DONE if url else ClipStatus.PENDING),
            camera_id=as_int(data.get("source_camid")) or as_int(data.get("camid")),
            title=as_name(data.get("title")),
            start=as_time(data.get("start")),
            end=as_time(data.get("end")),
            event_time=as_time(data.get("event_time")),
            url=url,
            thumb=SignedImage.from_api(data.get("thumb")),
        )


class RecordingsApi:
    """Recordings part of the API. Methods except `open` may raise VxgRequestError."""

    def __init__(self, media: MediaClient, auth: Auth) -> None:
        self._media = media
        self._auth = auth

    async def segments(
        self, camera_id: int, *, start: datetime, end: datetime
    ) -> Page[RecordingSegment]:
        """Return the first page of the segments between `start` and `end`."""
        window = {"start": format_time(start), "end": format_time(end)}
        return await self._first_page(
            RECORDS_PATH, RecordingSegment, camera_id, window | OLDEST_FIRST
        )

    async def days(self, camera_id: int) -> list[date]:
        """Return the days with a recording, in the camera's time zone."""
        response = await self._auth.request_as_camera(camera_id, "GET", CALENDAR_PATH)
        if isinstance(response, dict):
            response = response.get("objects")
        days = set()
        for text in as_strings(response):
            if (time := as_time(text[:10])) is not None:
                days.add(time.date())
        return sorted(days)

    async def timeline(
        self, camera_id: int, *, start: datetime, end: datetime, slices: int
    ) -> list[tuple[datetime, float]]:
        """Return the starts and the seconds of the periods with a recording."""
        path = f"{TIMELINE_PATH}{camera_id}/"
        params: dict[str, str | int] = {
            "start": format_time(start),
            "end": format_time(end),
            "slices": slices,
        }
        response = await self._auth.get_of_camera(camera_id, "timeline", path, params)
        if (periods := _timeline_periods(response)) is None:
            raise VxgResponseError("No timeline in the response")
        return sorted(periods)

    async def create_clip(
        self,
        camera_id: int,
        *,
        title: str,
        start: datetime,
        end: datetime,
        delete_at: datetime | None = None,
    ) -> Clip:
        """Request a clip, which the cloud takes a while to cut.

        The cloud deletes it at a time, if one is given.
        """
        body = {
            "title": title,
            "start": format_time(start),
            "end": format_time(end),
            # Without it, a clip of what is not stored yet fails or is cut too early.
            "wait_for_data": True,
        }
        if delete_at is not None:
            body["delete_at"] = format_time(delete_at)
        response = await self._auth.request_as_camera(
            camera_id, "POST", CHANNEL_CLIPS_PATH, body=body
        )
        return parse_required(Clip, with_defaults(response, {"camid": camera_id}))

    async def clip(self, camera_id: int, clip_id: int) -> Clip:
        """Return one clip of a camera."""
        path = f"{CHANNEL_CLIPS_PATH}{clip_id}/"
        try:
            response = await self._auth.request_as_camera(camera_id, "GET", path)
        except VxgNotFoundError, VxgPermissionError:
            if not self._is_group:
                raise
            # The camera's token does not reach a clip that is stored elsewhere.
            clip = parse_required(Clip, await self._auth.get(f"{CLIPS_PATH}{clip_id}/"))
            if clip.camera_id != camera_id:
                raise
            return clip
        return parse_required(Clip, with_defaults(response, {"camid": camera_id}))

    async def clips(
        self, camera_id: int, *, event_time: datetime | None = None
    ) -> Page[Clip]:
        """Return the first page of a camera's clips, optionally those of an event's time.

        The API page does not document the list: a server may not have it, and then
        this raises VxgRefusedError.
        """
        params = dict(NEWEST_FIRST)
        if event_time is not None:
            params["event_time"] = format_time(event_time)
        page = await self._first_page(CLIPS_PATH, Clip, camera_id, params)
        items = page.items
        if self._is_group:
            # Also those that are stored under another channel.
            with suppress(VxgRequestError):
                items += (await self._first_page(CLIPS_PATH, Clip, None, params)).items
        # A server that ignores the filters returns everything.
        matching = {
            clip.id: clip
            for clip in items
            if clip.camera_id == camera_id
            and (event_time is None or clip.event_time == event_time)
        }
        return replace(page, items=tuple(matching.values()))

    def open(
        self, url: str, *, byte_range: str | None = None
    ) -> AbstractAsyncContextManager[MediaResponse]:
        """Open media behind a signed URL, without a token.

        Raises VxgMediaError, also while the chunks are read.
        """
        return self._media.open(url, byte_range=byte_range)

    async def _first_page[ModelT: (RecordingSegment, Clip)](
        self,
        path: str,
        model: type[ModelT],
        camera_id: int | None,
        params: Mapping[str, str | int],
    ) -> Page[ModelT]:
        """Return the first page of a camera, or with a group token of all cameras."""
        camera = {} if camera_id is None else {"camid": camera_id}

        async def get(page_params: Mapping[str, str | int]) -> Any:
            query = {**camera, **params, **page_params}
            return await self._auth.get_of_camera(camera_id, path, path, query)

        return await read_first(get, model, camera)

    @property
    def _is_group(self) -> bool:
        return self._auth.token.kind is TokenKind.GROUP


class PtzApi:
    """PTZ part of the API. Every method may raise VxgRequestError."""

    def __init__(self, auth: Auth) -> None:
        self._auth = auth

    async def read(self, camera_id: int, *, presets: bool = True) -> PtzCapabilities:
        """Return the PTZ capabilities of a camera, with the presets if requested."""
        path = _ptz_path(camera_id)
        data = await self._auth.get_of_camera(camera_id, "ptz", path)
        ptz = parse_required(PtzCapabilities, data)
        if ptz.presets or not presets:
            return ptz
        try:
            data = await self._auth.get_of_camera(
                camera_id, "presets", f"{path}presets/", {"limit": MAX_PRESETS}
            )
        except VxgRefusedError:
            # A camera without presets may lack the list, too.
            return ptz
        if isinstance(data, dict):
            data = data.get("objects")
        found = parse_required(PtzCapabilities, {"presets": data})
        return replace(ptz, presets=found.presets)

    async def move(self, camera_id: int, action: str, *, milliseconds: int) -> None:
        """Move for a duration; `action` is one of the camera's actions."""
        body = {"action": action, "timeout": milliseconds}
        await self._send(camera_id, "execute/", body)

    async def go_to(self, camera_id: int, preset_id: int | str) -> None:
        """Move to a preset."""
        await self._send(camera_id, "presets/goto/", {"id": preset_id})

    async def _send(self, camera_id: int, path: str, body: Mapping[str, Any]) -> None:
        path = f"{_ptz_path(camera_id)}{path}"
        await self._auth.request_as_camera(camera_id, "POST", path, body=body)


def _timeline_periods(response: Any) -> list[tuple[datetime, float]] | None:
    """Return the periods of a timeline, under whatever number of slices they are."""
    objects = as_object(response).get("objects")
    if not isinstance(objects, list):
        return None
    periods = []
    for content in as_object(objects[0]).values() if objects else ():
        for period in content if isinstance(content, list) else ():
            match period:
                case [start, length, *_] if (time := as_time(start)) is not None:
                    periods.append((time, as_seconds(length)))
    return [period for period in periods if period[1] > 0]


def _ptz_path(camera_id: int) -> str:
    return f"/api/v2/cameras/{camera_id}/ptz/"
