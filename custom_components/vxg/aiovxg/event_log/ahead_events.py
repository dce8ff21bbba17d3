"""Known events from the future, which reads need not list again. No I/O, no clock."""

from bisect import bisect_right, insort
from datetime import datetime, timedelta

from ..models import Event

# Events that are further ahead are those of wrong clocks.
AHEAD_TOLERANCE = timedelta(seconds=30)
# A request costs as much as listing this many events.
MIN_SAVED_EVENTS = 20
# Beyond that the oldest ones are listed again.
MAX_AHEAD_EVENTS = 5_000


class AheadEvents:
    """Events of cameras whose clocks are ahead.

    Their next ones are expected after the newest one of each, so what lies between these
    and the present is left to full reads, if it is much.
    """

    def __init__(self) -> None:
        self._times: list[datetime] = []
        self._newest: dict[int, datetime] = {}

    def __len__(self) -> int:
        """Return the number of events that were ahead lately."""
        return len(self._times)

    def add(self, event: Event, now: datetime) -> None:
        """Add a known event if it is from the future."""
        if event.time <= now + AHEAD_TOLERANCE:
            return
        insort(self._times, event.time)
        del self._times[:-MAX_AHEAD_EVENTS]
        newest = self._newest.get(event.camera_id, event.time)
        self._newest[event.camera_id] = max(newest, event.time)

    def start(self, now: datetime, overlap: timedelta) -> datetime | None:
        """Return where to read on in the future; None if it is not worth a request.

        That is `overlap` before the newest event of each camera.
        """
        present = now + AHEAD_TOLERANCE
        del self._times[: bisect_right(self._times, present)]
        self._newest = {
            camera_id: time
            for camera_id, time in self._newest.items()
            if time > present
        }
        if not self._newest:
            return None
        start = min(self._newest.values()) - overlap
        saved = bisect_right(self._times, start)
        return start if saved >= MIN_SAVED_EVENTS else None
