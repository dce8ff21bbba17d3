"""Models of the cloud's objects (the sections are those of the API page)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Protocol, Self

from .parse import (
    as_bool,
    as_int,
    as_name,
    as_object,
    as_opaque,
    as_str,
    as_strings,
    as_tags,
    as_text,
    as_time,
)

ONLINE = "active"
# Tags of channels that are no cameras (section 3).
PSEUDO_TAGS = frozenset({"isstorage", "gateway"})
STORAGE_PREFIX = "#StorageFor"

# Far more than cameras have.
MAX_PRESETS = 300

# Live streams besides HLS, RTSP and RTMP (section 7).
UNSUPPORTED_STREAMS = ("webrtc", "dash")


# Id, time and tags of a listed event as they are in a response, and whether it has an
# image. Not hashable if the tags have odd values.
type EventKey = tuple[Any, ...]


class ApiModel(Protocol):
    """A model that can be parsed from a response."""

    @classmethod
    def from_api(cls, data: Any) -> Self | None:
        """Return the model; None if its identity or an essential field is missing."""


class ListedModel(ApiModel, Protocol):
    """A model that is listed, identified by its field KEY."""

    KEY: ClassVar[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """A camera from `v2/cameras` (section 3). Its own login is never parsed."""

    KEY: ClassVar[str] = "id"

    id: int
    name: str
    status: str | None = None
    rec_mode: str | None = None
    rec_status: str | None = None
    timezone: str | None = None
    brand: str | None = None
    model: str | None = None
    serial_number: str | None = None
    fw_version: str | None = None
    access: tuple[str, ...] | None = None
    # A channel that is no camera: a user's storage of clips, or a gateway.
    is_pseudo: bool = False

    @classmethod
    def from_api(cls, data: Any) -> Self | None:
        """Parse a camera; None without an id."""
        data = as_object(data)
        if (camera_id := as_int(data.get("id"))) is None:
            return None
        name = as_name(data.get("name")) or f"Camera {camera_id}"
        return cls(
            id=camera_id,
            name=name,
            status=as_str(data.get("status")),
            rec_mode=as_str(data.get("rec_mode")),
            rec_status=as_str(data.get("rec_status")),
            timezone=as_str(data.get("timezone")),
            brand=as_name(data.get("brand")),
            model=as_name(data.get("model")),
            serial_number=as_name(data.get("serial_number")),
            fw_version=as_name(data.get("fw_version")),
            # Missing means unrestricted, unlike an empty list (section 3).
            access=as_strings(data["access"])
            if isinstance(data.get("access"), list)
            else None,
            is_pseudo=not PSEUDO_TAGS.isdisjoint(as_object(data.get("meta")))
            or name.startswith(STORAGE_PREFIX),
        )

    @property
    def online(self) -> bool:
        """Whether the camera is connected to the cloud."""
        return self.status == ONLINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A camera from `v5/channels`, which has its own token (section 3)."""

    KEY: ClassVar[str] = "id"

    id: int
    token: str | None = field(default=None, repr=False)

    @classmethod
    def from_api(cls, data: Any) -> Self | None:
        """Parse a channel; None without an id."""
        data = as_object(data)
        if (channel_id := as_int(data.get("id"))) is None:
            return None
        return cls(id=channel_id, token=as_opaque(data.get("token")))


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """An event type of one camera (section 4).

    `record`, `snapshot` and `period` (seconds, 0 = off) are None if the type does not
    support them.
    """

    KEY: ClassVar[str] = "name"

    name: str
    can_be_triggered: bool = False
    can_record: bool = False
    can_snapshot: bool = False
    is_periodic: bool = False
    custom: bool = False
    receive: bool = False
    notify: bool = False
    generate_images: bool = False
    record: bool | None = None
    snapshot: bool | None = None
    period: int | None = None

    @classmethod
    def from_api(cls, data: Any) -> Self | None:
        """Parse an event type; None without a name."""
        data = as_object(data)
        if (name := as_text(data.get("name"))) is None:
            return None
        caps = as_object(data.get("caps"))
        return cls(
            name=name,
            can_be_triggered=as_bool(caps.get("can_be_triggered")) or False,
            can_record=as_bool(caps.get("can_record")) or False,
            can_snapshot=as_bool(caps.get("can_snapshot")) or False,
            is_periodic=as_bool(caps.get("is_periodic")) or False,
            custom=as_bool(data.get("custom")) or False,
            receive=as_bool(data.get("receive")) or False,
            notify=as_bool(data.get("notify")) or False,
            generate_images=as_bool(data.get("generate_images")) or False,
            record=as_bool(data.get("record")),
            snapshot=as_bool(data.get("snapshot")),
            period=as_int(data.get("period")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedImage:
    """An image behind a signed URL, which is valid until `expires` (section 7)."""

    url: str = field(repr=False)
    expires: datetime | None = None

    @classmethod
    def from_api(cls, data: Any) -> Self | None:
        """Parse an image; None without a URL, which a pending one lacks."""
        data = as_object(data)
        if (url := as_opaque(data.get("url"))) is None:
            return None
        return cls(url=url, expires=as_time(data.get("expire")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A stored event: a point in time, without a duration (section 6)."""

    KEY: ClassVar[str] = "id"

    id: int
    camera_id: int
    name: str
    time: datetime
    meta: Mapping[str, str] = field(default_factory=dict)
    thumb: SignedImage | None = None
    # That of the object in the response.
    key: EventKey | None = field(default=None, compare=False, repr=False)

    @classmethod
    def from_api(cls, data: Any) -> Self | None:
        """Parse an event; None without id, camera, name or time."""
        data = as_object(data)
        event_id, camera_id = as_int(data.get("id")), as_int(data.get("camid"))
        name, time = as_text(data.get("name")), as_time(data.get("time"))
        if event_id is None or camera_id is None or name is None or time is None:
            return None
        return cls(
            id=event_id,
            camera_id=camera_id,
            name=name,
            time=time,
            meta=as_tags(data.get("meta")),
            thumb=SignedImage.from_api(data.get("thumb")),
            key=cls.key_of(data),
        )

    @staticmethod
    def key_of(data: Mapping[str, Any]) -> EventKey | None:
        """Return by what a listed event is recognized before it is parsed."""
        event_id, time, thumb = data.get("id"), data.get("time"), data.get("thumb")
        if not isinstance(event_id, int | str) or not isinstance(time, str):
            return None
        has_image = isinstance(thumb, dict) and bool(thumb.get("url"))
        return event_id, time, has_image, *as_object(data.get("meta")).items()


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveStreamUrls:
    """Signed URLs of a live stream (section 7). Request new ones before each use."""

    hls: str | None = field(default=None, repr=False)
    hls_expires: datetime | None = None
    rtsp: str | None = field(default=None, repr=False)
    rtmp: str | None = field(default=None, repr=False)
    expires: datetime | None = None
    # Names of streams that cannot be used: a camera may have no others.
    unsupported: tuple[str, ...] = ()

    @classmethod
    def from_api(cls, data: Any) -> Self | None:
        """Parse the URLs; None if there is none."""
        data = as_object(data)
        urls = cls(
            hls=as_opaque(data.get("hls")),
            hls_expires=as_time(data.get("expire_hls")),
            rtsp=as_opaque(data.get("rtsp")),
            rtmp=as_opaque(data.get("rtmp")),
            expires=as_time(data.get("expire")),
            unsupported=tuple(name for name in UNSUPPORTED_STREAMS if data.get(name)),
        )
        usable = urls.hls or urls.rtsp or urls.rtmp
        return urls if usable or urls.unsupported else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PtzCapabilities:
    """PTZ actions of a camera, and the names of its presets by id."""

    actions: tuple[str, ...] = ()
    presets: Mapping[int | str, str] = field(default_factory=dict)

    @classmethod
    def from_api(cls, data: Any) -> Self | None:
        """Parse capabilities; they are empty for a camera without PTZ."""
        data = as_object(data)
        return cls(
            actions=as_strings(data.get("actions")),
            presets=dict(_presets(data.get("presets"))),
        )


def _presets(data: Any) -> Iterator[tuple[int | str, str]]:
    """Yield ids and names from any shape: the API page does not document it."""
    if isinstance(data, dict):
        data = [{"id": key, "name": name} for key, name in data.items()]
    presets = data[:MAX_PRESETS] if isinstance(data, list) else ()
    for number, item in enumerate(presets, 1):
        preset_id = item.get("id") if isinstance(item, dict) else item
        if isinstance(preset_id, int | str) and not isinstance(preset_id, bool):
            name = as_name(as_object(item).get("name"))
            yield preset_id, name or as_name(preset_id) or str(number)
