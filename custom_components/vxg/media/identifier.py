"""Identifiers of media, for the media browser, actions and our own views.

An identifier names an entry, a camera and media of it. It contains nothing signed: the
cloud's URLs are fetched on demand.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
import re
from typing import Any, override
from urllib.parse import quote, unquote

from ..aiovxg import is_encodable, is_plausible_time
from ..const import DOMAIN
from ..helpers.time_range import EPOCH, MICROSECOND, TimeRange, is_plausible_day

MEDIA_SOURCE_URI = f"media-source://{DOMAIN}/"

# Home Assistant signs these paths; they end in a media identifier.
PICTURE_PATH = f"/api/{DOMAIN}/picture/"
VIDEO_PATH = f"/api/{DOMAIN}/video/"
# The frontend's page, for playing in the browser.
BROWSER_PATH = "/media-browser/browser"

# A day may be longer by an hour or two when daylight saving time ends.
MAX_DAY_LENGTH = timedelta(hours=26)

# Events of all types; an event type of this name would be percent-encoded.
ALL_TYPES = "*"

ENTRY_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
NUMBER = re.compile(r"[0-9]{1,19}", re.ASCII)
# Start and end, in microseconds since 1970.
# The time of day and the id of an event in the list of a day: galleries of other cards
# read the time from the end of the identifier, after the day.
DAY_ITEM = re.compile(r"([0-9]{2}-[0-9]{2}-[0-9]{2})_([0-9]{1,19})", re.ASCII)
TIME_RANGE = re.compile(r"([0-9]{1,17})-([0-9]{1,17})", re.ASCII)


class MediaKind(StrEnum):
    """Kind of media."""

    # Playable.
    EVENT = "event"
    RECORDING = "recording"
    CLIP = "clip"
    # Expandable.
    CAMERA = "camera"
    EVENTS = "events"
    RECORDINGS = "recordings"
    CLIPS = "clips"
    DAYS = "days"


PLAYABLE = frozenset({MediaKind.EVENT, MediaKind.RECORDING, MediaKind.CLIP})
WITH_IMAGE = frozenset({MediaKind.EVENT, MediaKind.CLIP})


class InvalidIdentifierError(ValueError):
    """The text is not a valid identifier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaIdentifier:
    """A parsed identifier.

    `number` is the id of an event or clip. `event_type` None means all types.
    `time_range` is that of a recording, or of the events or recordings to list; None
    lists days. `day` is one without hours, and `clock` the time of day of an event on it.
    """

    entry_id: str
    camera_id: int
    kind: MediaKind = MediaKind.CAMERA
    number: int | None = None
    event_type: str | None = None
    time_range: TimeRange | None = None
    day: date | None = None
    clock: str | None = None

    @override
    def __str__(self) -> str:
        """Return the identifier."""
        parts = [self.entry_id, str(self.camera_id)]
        if self.kind is not MediaKind.CAMERA:
            parts.append(self.kind)
        if self.kind is MediaKind.EVENTS:
            parts.append(_quote(self.event_type))
        if self.day is not None:
            parts.append(self.day.isoformat())
        if self.number is not None:
            clock = "" if self.clock is None else f"{self.clock}_"
            parts.append(f"{clock}{self.number}")
        if self.time_range is not None:
            parts.append(_format_time_range(self.time_range))
        return "/".join(parts)

    @property
    def event(self) -> MediaIdentifier:
        """Identifier of the event, for one in the list of a day."""
        if self.kind is not MediaKind.DAYS or self.number is None:
            return self
        return replace(self, kind=MediaKind.EVENT, day=None, clock=None)

    @property
    def uri(self) -> str:
        """Media content id for actions and media players."""
        return f"{MEDIA_SOURCE_URI}{self}"

    @property
    def video_path(self) -> str:
        """Path of our view that plays the video."""
        return f"{VIDEO_PATH}{self}"

    @property
    def picture_path(self) -> str:
        """Path of our view that shows the image."""
        return f"{PICTURE_PATH}{self}"

    @property
    def browser_path(self) -> str:
        """Path of the frontend's page that shows it, in the node of its camera."""
        camera = MediaIdentifier(entry_id=self.entry_id, camera_id=self.camera_id)
        # Each part is a type, which the frontend does not need here, and an identifier.
        parts = [quote(f",{item.uri}", safe="") for item in (camera, self)]
        return "/".join((BROWSER_PATH, *parts))

    @classmethod
    def parse(cls, text: str) -> MediaIdentifier:
        """Parse an identifier. Raises InvalidIdentifierError."""
        entry_id, camera_id, *parts = [*text.split("/"), ""]
        if not (
            is_encodable(text)
            and ENTRY_ID.fullmatch(entry_id)
            and NUMBER.fullmatch(camera_id)
        ):
            raise InvalidIdentifierError(text)
        identifier = cls(
            entry_id=entry_id, camera_id=int(camera_id), **_parse_parts(parts[:-1])
        )
        # One spelling for each identifier: a signed path must not open anything else.
        if str(identifier) != text:
            raise InvalidIdentifierError(text)
        return identifier


def event_media_id(entry_id: str, camera_id: int, event_id: int) -> str:
    """Return the `media_content_id` of an event."""
    return MediaIdentifier(
        entry_id=entry_id, camera_id=camera_id, kind=MediaKind.EVENT, number=event_id
    ).uri


def _parse_parts(parts: list[str]) -> dict[str, Any]:
    """Return the fields in the parts after the camera."""
    match parts:
        case []:
            return {}
        case [MediaKind.EVENT | MediaKind.CLIP as kind, number] if NUMBER.fullmatch(
            number
        ):
            return {"kind": MediaKind(kind), "number": int(number)}
        case [MediaKind.RECORDING as kind, text]:
            return {"kind": MediaKind(kind), "time_range": _parse_time_range(text)}
        case [MediaKind.EVENTS as kind, name, *time_ranges] if (
            name and len(time_ranges) < 2
        ):
            event_type = None if name == ALL_TYPES else unquote(name)
            time_range = _parse_time_range(time_ranges[0]) if time_ranges else None
            return {
                "kind": MediaKind(kind),
                "event_type": event_type,
                "time_range": time_range,
            }
        case [MediaKind.RECORDINGS as kind]:
            return {"kind": MediaKind(kind)}
        # A longer range would list too many hours.
        case [MediaKind.RECORDINGS as kind, text] if (
            _parse_time_range(text).duration < MAX_DAY_LENGTH
        ):
            return {"kind": MediaKind(kind), "time_range": _parse_time_range(text)}
        case [MediaKind.CLIPS as kind]:
            return {"kind": MediaKind(kind)}
        case [MediaKind.DAYS as kind]:
            return {"kind": MediaKind(kind)}
        case [MediaKind.DAYS as kind, day]:
            return {"kind": MediaKind(kind), "day": _parse_day(day)}
        case [MediaKind.DAYS as kind, day, item] if match := DAY_ITEM.fullmatch(item):
            return {
                "kind": MediaKind(kind),
                "day": _parse_day(day),
                "clock": match[1],
                "number": int(match[2]),
            }
    raise InvalidIdentifierError("/".join(parts))


def _parse_day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as err:
        raise InvalidIdentifierError(text) from err
    if not is_plausible_day(day):
        raise InvalidIdentifierError(text)
    return day


def _parse_time_range(text: str) -> TimeRange:
    if (match := TIME_RANGE.fullmatch(text)) is None:
        raise InvalidIdentifierError(text)
    start, end = (EPOCH + int(part) * MICROSECOND for part in match.groups())
    if end < start or not is_plausible_time(end):
        raise InvalidIdentifierError(text)
    return TimeRange(start=start, end=end)


def _format_time_range(time_range: TimeRange) -> str:
    return f"{_microseconds(time_range.start)}-{_microseconds(time_range.end)}"


def _microseconds(time: datetime) -> int:
    return (time - EPOCH) // MICROSECOND


def _quote(event_type: str | None) -> str:
    return ALL_TYPES if event_type is None else quote(event_type, safe="")
