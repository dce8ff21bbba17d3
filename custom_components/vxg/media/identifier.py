"""What media are called: by the media browser and actions, and by our own views.

An identifier names an entry, a camera and what is wanted of it. It holds nothing signed:
the cloud's addresses are fetched when somebody looks.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
import re
from typing import Any, override
from urllib.parse import quote, unquote

from ..const import DOMAIN
from ..helpers.time_range import EPOCH, MICROSECOND, TimeRange

URI = f"media-source://{DOMAIN}/"

# What Home Assistant signs; the rest of the path is the identifier of a medium.
PICTURE_PATH = f"/api/{DOMAIN}/picture/"
VIDEO_PATH = f"/api/{DOMAIN}/video/"

# Clocks are set back by an hour at most, nearly everywhere.
LONGEST_DAY = timedelta(hours=26)

# Stands for events of all types; a real name of one character is encoded otherwise.
ALL_TYPES = "*"

ENTRY_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
NUMBER = re.compile(r"[0-9]{1,19}", re.ASCII)
# Microseconds since 1970, of the first and the last moment.
SPAN = re.compile(r"([0-9]{1,17})-([0-9]{1,17})", re.ASCII)


class Kind(StrEnum):
    """What an identifier stands for."""

    # What can be played.
    EVENT = "event"
    RECORDING = "recording"
    CLIP = "clip"
    # What can be opened.
    CAMERA = "camera"
    EVENTS = "events"
    RECORDINGS = "recordings"
    CLIPS = "clips"


PLAYABLE = frozenset({Kind.EVENT, Kind.RECORDING, Kind.CLIP})


class BadIdentifierError(ValueError):
    """The text is no identifier of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaId:
    """An identifier, taken apart.

    `number` is the id of an event or clip. `event_type` None means all types. `span` is
    that of a recording, or what to show of events and recordings; None there means days.
    """

    entry_id: str
    camera_id: int
    kind: Kind = Kind.CAMERA
    number: int | None = None
    event_type: str | None = None
    span: TimeRange | None = None

    @override
    def __str__(self) -> str:
        """Return the identifier."""
        parts = [self.entry_id, str(self.camera_id)]
        if self.kind is not Kind.CAMERA:
            parts.append(self.kind)
        if self.kind is Kind.EVENTS:
            parts.append(_quote(self.event_type))
        if self.number is not None:
            parts.append(str(self.number))
        if self.span is not None:
            parts.append(_spell_span(self.span))
        return "/".join(parts)

    @property
    def uri(self) -> str:
        """What actions answer with, and media players are given."""
        return f"{URI}{self}"

    @property
    def video_path(self) -> str:
        """The path of our view that plays it."""
        return f"{VIDEO_PATH}{self}"

    @property
    def picture_path(self) -> str:
        """The path of our view that shows its picture."""
        return f"{PICTURE_PATH}{self}"

    @classmethod
    def parse(cls, text: str) -> MediaId:
        """Take an identifier apart. Raises BadIdentifierError."""
        entry_id, camera_id, *rest = [*text.split("/"), ""]
        if not (ENTRY_ID.fullmatch(entry_id) and NUMBER.fullmatch(camera_id)):
            raise BadIdentifierError(text)
        found = cls(entry_id=entry_id, camera_id=int(camera_id), **_details(rest[:-1]))
        # One spelling for each medium: what is signed for one must open no other.
        if str(found) != text:
            raise BadIdentifierError(text)
        return found


def event_media_id(entry_id: str, camera_id: int, event_id: int) -> str:
    """Return the `media_content_id` of an event."""
    return MediaId(
        entry_id=entry_id, camera_id=camera_id, kind=Kind.EVENT, number=event_id
    ).uri


def _details(parts: list[str]) -> dict[str, Any]:
    """Return the fields that the parts after the camera stand for."""
    match parts:
        case []:
            return {}
        case [Kind.EVENT | Kind.CLIP as kind, number] if NUMBER.fullmatch(number):
            return {"kind": Kind(kind), "number": int(number)}
        case [Kind.RECORDING as kind, text]:
            return {"kind": Kind(kind), "span": _span(text)}
        case [Kind.EVENTS as kind, name, *spans] if name and len(spans) < 2:
            event_type = None if name == ALL_TYPES else unquote(name)
            span = _span(spans[0]) if spans else None
            return {"kind": Kind(kind), "event_type": event_type, "span": span}
        case [Kind.RECORDINGS as kind]:
            return {"kind": Kind(kind)}
        # A longer one would be shown as no end of hours.
        case [Kind.RECORDINGS as kind, text] if _span(text).duration < LONGEST_DAY:
            return {"kind": Kind(kind), "span": _span(text)}
        case [Kind.CLIPS as kind]:
            return {"kind": Kind(kind)}
    raise BadIdentifierError("/".join(parts))


def _span(text: str) -> TimeRange:
    if (found := SPAN.fullmatch(text)) is None:
        raise BadIdentifierError(text)
    # The pattern bounds them to the next few thousand years.
    start, end = (EPOCH + int(part) * MICROSECOND for part in found.groups())
    if end < start:
        raise BadIdentifierError(text)
    return TimeRange(start=start, end=end)


def _spell_span(span: TimeRange) -> str:
    return f"{_microseconds(span.start)}-{_microseconds(span.end)}"


def _microseconds(time: datetime) -> int:
    return (time - EPOCH) // MICROSECOND


def _quote(event_type: str | None) -> str:
    return ALL_TYPES if event_type is None else quote(event_type, safe="")
