"""Objects that the cloud stores."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(slots=True, kw_only=True)
class StoredEvent:
    """A stored event (section 6)."""

    id: int
    camera_id: int
    name: str
    time: datetime
    meta: dict[str, str] = field(default_factory=dict)
    stored_at: datetime
    listed_at: datetime
    thumb_at: datetime | None = None

    @property
    def sort_key(self) -> tuple[datetime, int]:
        """Return the sort key of lists."""
        return self.time, self.id


@dataclass(slots=True, kw_only=True)
class RecordedRequest:
    """A received request, for tests."""

    method: str
    path: str
    query: dict[str, str]
    scheme: str | None
    authorization: str | None
    body: Any
    status: int = 0
    # Of the response, in bytes.
    size: int = 0


@dataclass(slots=True, kw_only=True)
class Clip:
    """A clip (section 7)."""

    id: int
    camera_id: int
    title: str
    start: datetime
    end: datetime
    done_at: datetime
    event_time: datetime | None = None
    delete_at: datetime | None = None
    fails: bool = False
    # The camera of the recording, if the clip is stored under another channel.
    source_camera_id: int | None = None
