"""Action vxg.create_clip: let the cloud cut a clip."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from ..aiovxg import Clip, ClipStatus, VxgConnectionError, VxgError
from ..const import LOGGER
from ..data import VxgRuntimeData
from ..errors import request_error, translated_error, validation_error
from ..helpers.sleep import async_sleep
from ..media.identifier import MediaIdentifier, MediaKind
from ..media.images import async_get_event
from ..media.videos import AFTER_EVENT, BEFORE_EVENT
from .validation import camera_name, require_in_range, require_permission, to_cloud_time

MAX_CLIP_WAIT = 120
CLIP_POLL_INTERVAL = timedelta(seconds=2)
MAX_CLIP_LENGTH = timedelta(minutes=60)


# The right that cutting takes, where a token names rights (API page, section 8).
CLIP_PERMISSION = "clipping"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipRequest:
    """A requested clip: around an event, or of a time range.

    `wait` is for how many seconds to wait for it.
    """

    event_id: int | None = None
    start: datetime | None = None
    end: datetime | None = None
    title: str | None = None
    wait: int


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
    data: VxgRuntimeData, camera_id: int, order: ClipRequest
) -> ClipResult:
    """Create a clip. Raises a translated HomeAssistantError."""
    subject = camera_name(data, camera_id)
    require_in_range(subject, "wait", order.wait, 0, MAX_CLIP_WAIT)
    given = (order.event_id is not None, order.start is not None, order.end is not None)
    if given not in ((True, False, False), (False, True, True)):
        raise validation_error("bad_clip_order", subject=subject)
    stretch = (
        None if order.event_id is not None else _requested_range(data, subject, order)
    )
    require_permission(data, camera_id, CLIP_PERMISSION)
    hass = data.cameras.hass
    deadline = data.clock.now() + timedelta(seconds=order.wait)
    try:
        if stretch is None:
            assert order.event_id is not None
            stretch = await _event_range(data, camera_id, order.event_id, subject)
        # What is not recorded yet cannot be cut.
        await async_sleep(hass, min(stretch.end, deadline) - data.clock.now())
        clip = await data.client.recordings.create_clip(
            camera_id,
            title=(order.title or "").strip() or stretch.title,
            start=stretch.start,
            end=stretch.end,
        )
    except VxgError as err:
        raise request_error(err, subject) from err
    if order.event_id is not None:
        _cache_clip(data, camera_id, order.event_id, clip.id)
    clip = await _wait_until_done(hass, data, camera_id, clip, deadline)
    if clip.status is ClipStatus.ERROR:
        raise translated_error(HomeAssistantError, "clip_failed", subject=subject)
    entry_id = data.cameras.config_entry.entry_id
    return ClipResult(
        clip_id=clip.id,
        status=clip.status,
        start=stretch.start,
        end=stretch.end,
        event_id=order.event_id,
        media_content_id=MediaIdentifier(
            entry_id=entry_id, camera_id=camera_id, kind=MediaKind.CLIP, number=clip.id
        ).uri,
    )


def _requested_range(
    data: VxgRuntimeData, subject: str, order: ClipRequest
) -> _ClipRange:
    """Return the requested time range, or raise a validation error."""
    now = data.clock.now()
    assert order.start is not None
    assert order.end is not None
    start, end = to_cloud_time(order.start, now), to_cloud_time(order.end, now)
    if start is None or end is None or not start < end or start >= now:
        raise validation_error("bad_clip_span", subject=subject)
    if end - start > MAX_CLIP_LENGTH:
        minutes = MAX_CLIP_LENGTH // timedelta(minutes=1)
        raise validation_error("clip_too_long", subject=subject, most=str(minutes))
    return _ClipRange(
        start=start, end=end, title=f"{subject} {start:%Y-%m-%d %H:%M:%S}"
    )


async def _event_range(
    data: VxgRuntimeData, camera_id: int, event_id: int, subject: str
) -> _ClipRange:
    event = await async_get_event(data.media, camera_id, event_id)
    return _ClipRange(
        start=event.time - BEFORE_EVENT,
        end=event.time + AFTER_EVENT,
        title=f"{subject} {event.name} {event.time:%Y-%m-%d %H:%M:%S}",
    )


def _cache_clip(
    data: VxgRuntimeData, camera_id: int, event_id: int, clip_id: int
) -> None:
    """Play the event as this clip from now on."""
    data.media.cache.clips.put(event_id, clip_id)
    played = MediaIdentifier(
        entry_id=data.cameras.config_entry.entry_id,
        camera_id=camera_id,
        kind=MediaKind.EVENT,
        number=event_id,
    )
    data.media.cache.video_sources.discard(str(played))


async def _wait_until_done(
    hass: HomeAssistant,
    data: VxgRuntimeData,
    camera_id: int,
    clip: Clip,
    deadline: datetime,
) -> Clip:
    """Return the clip once it is done, or when the wait is over."""
    while clip.status is ClipStatus.PENDING:
        left = deadline - data.clock.now()
        if left <= timedelta():
            break
        await async_sleep(hass, min(CLIP_POLL_INTERVAL, left))
        try:
            clip = await data.client.recordings.clip(camera_id, clip.id)
        except VxgConnectionError as err:
            LOGGER.debug("Nobody can say how far clip %s is: %s", clip.id, err)
        except VxgError as err:
            raise request_error(err, camera_name(data, camera_id)) from err
    return clip
