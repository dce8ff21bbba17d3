"""When the archive of ids must be saved, and what it lacks. No I/O, no clock."""

from datetime import datetime

from ..models import Event
from .state import ARCHIVE_INTERVAL, MAX_UNARCHIVED_IDS


class Archive:
    """The stored archive with the ids of a day: its age, and the ids that it lacks."""

    def __init__(self) -> None:
        self._saved_at: datetime | None = None
        # Whether it does not cover all of the known range.
        self.is_stale = False
        # Too old for the recent ids, since it was saved.
        self._lacking: list[tuple[int, datetime]] = []

    @property
    def lacking(self) -> tuple[tuple[int, datetime], ...]:
        """Ids that neither it nor the recent ones contain, with their times."""
        return tuple(self._lacking)

    def add(self, event: Event, now: datetime) -> None:
        """Record an event that was marked as seen, if it is too old for the recent ids."""
        if event.time < now - ARCHIVE_INTERVAL:
            self._lacking.append((event.id, event.time))
            self.is_stale |= len(self._lacking) > MAX_UNARCHIVED_IDS

    def is_due(self, now: datetime) -> bool:
        """Return whether it must be saved; check before saving recent ids.

        It lacks ids that will soon be too old for the recent ones.
        """
        at = self._saved_at
        return self.is_stale or at is None or abs(now - at) >= ARCHIVE_INTERVAL

    def mark_saved(self, now: datetime) -> None:
        """Record that a snapshot was made for it."""
        self._saved_at = now
        self.is_stale = False
        self._lacking.clear()
