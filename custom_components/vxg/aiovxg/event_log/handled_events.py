"""Events that reads list again although nothing is left to do. No I/O, no clock."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta

from ..models import Event, EventKey

# Handled again after once or twice as long, in case something forgot them.
RENEWAL_INTERVAL = timedelta(minutes=5)
# Remembered since the last renewal, at most.
MAX_HANDLED = 5_000


class HandledEvents:
    """Keys of events that were handled, by which they are skipped unparsed.

    One whose image turns up, or whose tags change, has another key.
    """

    def __init__(self) -> None:
        self._keys: set[EventKey] = set()
        self._older: set[EventKey] = set()
        self._renewed_at: datetime | None = None

    def __contains__(self, key: object) -> bool:
        """Return whether an event with a key, which may be None, was handled lately."""
        try:
            return key in self._keys or key in self._older
        except TypeError:
            # A tag has an odd value.
            return False

    def add(self, events: Iterable[Event], now: datetime) -> None:
        """Add events that were handled at the server's `now`."""
        at = self._renewed_at
        is_due = at is None or abs(now - at) >= RENEWAL_INTERVAL
        if is_due or len(self._keys) >= MAX_HANDLED:
            self._older, self._keys = self._keys, set()
            self._renewed_at = now
        for key in (event.key for event in events):
            if key is not None:
                with suppress(TypeError):
                    self._keys.add(key)
