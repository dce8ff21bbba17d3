"""The gaps in which the cloud could not be read, since Home Assistant started."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from homeassistant.core import Event as BusEvent, HomeAssistant, callback
from homeassistant.helpers.singleton import singleton

from ..const import ATTR_ENTRY_ID, DOMAIN, EVENT_VXG_GAP
from ..helpers.time_range import parse_time
from .cameras import EntryCameras

MAX_GAPS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedGap:
    """A gap of all cameras of an entry, or of one; in the house's time."""

    entry_id: str
    camera_id: int | None
    start: datetime
    end: datetime
    recovered: int


class GapHistory:
    """Records gaps, also of entries that are reloaded."""

    def __init__(self, hass: HomeAssistant) -> None:
        self._gaps: dict[str, deque[RecordedGap]] = {}
        hass.bus.async_listen(EVENT_VXG_GAP, self._handle_gap)

    def overlapping(
        self, sources: Iterable[EntryCameras], start: datetime, end: datetime
    ) -> Iterator[RecordedGap]:
        """Yield the gaps of some cameras that overlap a period."""
        for cameras in sources:
            for gap in self._gaps.get(cameras.entry.entry_id, ()):
                if (
                    gap.start <= end
                    and gap.end >= start
                    and (gap.camera_id is None or gap.camera_id in cameras.entity_ids)
                ):
                    yield gap

    @callback
    def _handle_gap(self, event: BusEvent[dict[str, Any]]) -> None:
        if (gap := parse_gap(event.data)) is not None:
            gaps = self._gaps.setdefault(gap.entry_id, deque(maxlen=MAX_GAPS))
            gaps.append(gap)


def parse_gap(data: Mapping[str, Any]) -> RecordedGap | None:
    """Return the gap of an event on the bus, which others may fire, too."""
    start, end = parse_time(data.get("start")), parse_time(data.get("end"))
    entry_id, camera_id = data.get(ATTR_ENTRY_ID), data.get("camera_id")
    recovered = data.get("recovered")
    if (
        not isinstance(entry_id, str)
        or not isinstance(camera_id, int | None)
        or not isinstance(recovered, int)
        or start is None
        or end is None
        or start.tzinfo is None
        or end.tzinfo is None
    ):
        return None
    return RecordedGap(
        entry_id=entry_id,
        camera_id=camera_id,
        start=start,
        end=end,
        recovered=recovered,
    )


def gap_message(gap: RecordedGap, sources: Iterable[EntryCameras]) -> dict[str, Any]:
    """Return a gap as JSON, with the cameras concerned unless it is all of them."""
    concerned = []
    is_all = True
    for cameras in sources:
        for camera_id, entity_id in cameras.entity_ids.items():
            if gap.entry_id == cameras.entry.entry_id and gap.camera_id in (
                None,
                camera_id,
            ):
                concerned.append(entity_id)
            else:
                is_all = False
    return {
        "start": gap.start.isoformat(),
        "end": gap.end.isoformat(),
        "recovered": gap.recovered,
        "entity_ids": None if is_all else concerned,
    }


@singleton(f"{DOMAIN}_gap_history")
@callback
def async_get_gap_history(hass: HomeAssistant) -> GapHistory:
    """Return the gaps of all entries; the first call starts to record them."""
    return GapHistory(hass)
