"""Query of a list of events (section 6)."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from .models import Event
from .parse import format_time


@dataclass(frozen=True, slots=True, kw_only=True)
class EventListQuery:
    """A time range and filters; an empty one does not filter.

    Events have any of the `names`, all of the `tags` and none of the `tags_absent`.
    """

    start: datetime
    end: datetime
    camera_id: int | None = None
    names: AbstractSet[str] = frozenset()
    newest_first: bool = False
    tags: AbstractSet[str] = frozenset()
    tags_absent: AbstractSet[str] = frozenset()
    include_meta: bool = True

    def params(self) -> dict[str, str | int]:
        """Return the parameters of a request."""
        params: dict[str, str | int] = {
            "start": format_time(self.start),
            "end": format_time(self.end),
            "order_by": "-time" if self.newest_first else "time",
        }
        if self.include_meta:
            params["include_meta"] = "true"
        if self.camera_id is not None:
            params["camid"] = self.camera_id
        for key, values in (
            ("events", self.names),
            ("meta", self.tags),
            ("meta_not", self.tags_absent),
        ):
            # The lists are separated by commas: read all if a name contains one.
            if values and not any("," in name for name in values):
                params[key] = ",".join(sorted(values))
        return params

    def matches(self, event: Event) -> bool:
        """Return whether a server that ignores filters may list an event."""
        return (
            (not self.names or event.name in self.names)
            and (self.camera_id is None or event.camera_id == self.camera_id)
            and self.tags <= event.meta.keys()
            and not self.tags_absent & event.meta.keys()
        )
