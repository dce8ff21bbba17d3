"""Action vxg.create_clip: create a clip in the cloud."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util

from ..aiovxg import Clip, ClipStatus, VxgConnectionError, VxgError
from ..const import LOGGER
from ..data import VxgRuntimeData
from ..errors import request_error, translated_error, validation_error
from ..helpers import clocks
from ..helpers.sleep import async_sleep
from ..media.identifier import MediaIdentifier, MediaKind
from ..media.images import async_get_event
from ..media.videos import AFTER_EVENT, BEFORE_EVENT
from .validation import require_in_range, require_permission, to_cloud_time

# Seconds that the action waits for the clip, at most.
MAX_CLIP_WAIT = 120
CLIP_POLL_INTERVAL = timedelta(seconds=2)
# A limit of this action; the API page states none.
MAX_CLIP_LENGTH = timedelta(minutes=60)
MAX_KEEP_DAYS = 3650

# Required if the token lists permissions (API page, section 8).
CLIP_PERMISSION = "clipping"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipRequest:
    """A requested clip: around an event, or of a time range.

    `wait` is the number of seconds to wait until it is done. The cloud deletes it after
    `keep_days`; 0 keeps it.
    """

    event_id: int | None = None
    start: datetime | None = None
    end: datetime | None = None
    title: str | None = None
    wait: int
    keep_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipResult:
    """The clip that was requested, and its status in the cloud."""

    clip_id: int
    status: ClipStatus
    start: datetime
    end: datetime
    media_content_id: str
    event_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _ClipRange:
    start: datetime
    end: datetime
    title: str


async def async_create_clip(
    data: VxgRuntimeData, camera_id: int, request: ClipRequest
) -> ClipResult:
    """Create a clip. Raises a translated HomeAssistantError."""
    subject = data.camera_name(camera_id)
    require_in_range(subject, "wait", request.wait, 0, MAX_CLIP_WAIT)
    require_in_range(subject, "keep_days", request.keep_days, 0, MAX_KEEP_DAYS)
    specified = (
        request.event_id is not None,
        request.start is not None,
        request.end is not None,
    )
    if specified not in ((True, False, False), (False, True, True)):
        raise validation_error("bad_clip_order", subject=subject)
    time_range = (
        None
        if request.event_id is not None
        else _requested_range(data, subject, request)
    )
    require_permission(data, camera_id, CLIP_PERMISSION)
    hass = data.cameras.hass
    deadline = clocks.uptime() + timedelta(seconds=request.wait)
    try:
        if time_range is None:
            assert request.event_id is not None
            time_range = await _event_range(data, camera_id, request.event_id, subject)
        # Not every cloud waits until the end is recorded.
        until_end = time_range.end - data.clock.now()
        await async_sleep(hass, min(until_end, deadline - clocks.uptime()))
        clip = await data.client.recordings.create_clip(
            camera_id,
            title=(request.title or "").strip() or time_range.title,
            start=time_range.start,
            end=time_range.end,
            delete_at=data.clock.now() + timedelta(days=request.keep_days)
            if request.keep_days
            else None,
        )
    except VxgError as err:
        raise request_error(err, subject) from err
    if request.event_id is not None:
        _cache_clip(data, camera_id, request.event_id, clip.id)
    clip = await _wait_until_done(hass, data, camera_id, clip, deadline)
    if clip.status is ClipStatus.ERROR:
        raise translated_error(HomeAssistantError, "clip_failed", subject=subject)
    entry_id = data.cameras.config_entry.entry_id
    return ClipResult(
        clip_id=clip.id,
        status=clip.status,
        start=time_range.start,
        end=time_range.end,
        event_id=request.event_id,
        media_content_id=MediaIdentifier(
            entry_id=entry_id, camera_id=camera_id, kind=MediaKind.CLIP, number=clip.id
        ).uri,
    )


def _requested_range(
    data: VxgRuntimeData, subject: str, request: ClipRequest
) -> _ClipRange:
    """Return the requested time range. Raises ServiceValidationError if invalid."""
    now = data.clock.now()
    assert request.start is not None
    assert request.end is not None
    start, end = to_cloud_time(request.start, now), to_cloud_time(request.end, now)
    if start is None or end is None or not start < end or start >= now:
        raise validation_error("bad_clip_span", subject=subject)
    if end - start > MAX_CLIP_LENGTH:
        minutes = MAX_CLIP_LENGTH // timedelta(minutes=1)
        raise validation_error("clip_too_long", subject=subject, most=str(minutes))
    return _ClipRange(start=start, end=end, title=f"{subject} {_format_time(start)}")


async def _event_range(
    data: VxgRuntimeData, camera_id: int, event_id: int, subject: str
) -> _ClipRange:
    event = await async_get_event(data.media, camera_id, event_id)
    return _ClipRange(
        start=event.time - BEFORE_EVENT,
        end=event.time + AFTER_EVENT,
        title=f"{subject} {event.name} {_format_time(event.time)}",
    )


def _format_time(time: datetime) -> str:
    """Return a time as in the media browser, which shows it beside the title."""
    return f"{dt_util.as_local(time):%Y-%m-%d %H:%M:%S}"


def _cache_clip(
    data: VxgRuntimeData, camera_id: int, event_id: int, clip_id: int
) -> None:
    """Play the event as this clip from now on."""
    data.media.cache.clips.put(event_id, clip_id)
    identifier = MediaIdentifier(
        entry_id=data.cameras.config_entry.entry_id,
        camera_id=camera_id,
        kind=MediaKind.EVENT,
        number=event_id,
    )
    data.media.cache.video_sources.discard(str(identifier))


async def _wait_until_done(
    hass: HomeAssistant,
    data: VxgRuntimeData,
    camera_id: int,
    clip: Clip,
    deadline: timedelta,
) -> Clip:
    """Return the clip once it is done, or when the wait is over."""
    while clip.status is ClipStatus.PENDING:
        remaining = deadline - clocks.uptime()
        if remaining <= timedelta():
            break
        await async_sleep(hass, min(CLIP_POLL_INTERVAL, remaining))
        try:
            clip = await data.client.recordings.clip(camera_id, clip.id)
        except VxgConnectionError as err:
            LOGGER.debug("Could not poll clip %s: %s", clip.id, err)
        except VxgError as err:
            raise request_error(err, data.camera_name(camera_id)) from err
    return clip
