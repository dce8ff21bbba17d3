"""Detection of clocks that are so wrong that no poll or sweep reads the events."""

from collections.abc import Iterator
from contextlib import aclosing
from datetime import UTC, datetime, timedelta

from ..aiovxg import FUTURE_WINDOW, Event, VxgClient

# Clocks begin at these times if they were never set.
FIRST_TIME = datetime(1970, 1, 1, tzinfo=UTC)
# Before the first events of this cloud.
FIRST_PLAUSIBLE_TIME = datetime(2015, 1, 1, tzinfo=UTC)
FAR_FUTURE = timedelta(days=3650)
# The newest events of each range, of which there are none with right clocks.
MAX_FAR_EVENTS = 100


class FarClockDetector:
    """Finds new events at times at which there can be none."""

    def __init__(self, client: VxgClient) -> None:
        self._client = client
        self._known: set[tuple[int, datetime]] | None = None

    async def find(self, now: datetime) -> dict[int, datetime]:
        """Return the times of new events by camera. Raises VxgRequestError.

        What the first call finds is known: it may be from before a clock was set right.
        """
        found = [
            *await self._read(FIRST_TIME, FIRST_PLAUSIBLE_TIME),
            *await self._read(now + FUTURE_WINDOW, now + FAR_FUTURE),
        ]
        known, self._known = self._known, {(event.id, event.time) for event in found}
        return dict(_new(found, self._known if known is None else known))

    async def _read(self, start: datetime, end: datetime) -> tuple[Event, ...]:
        pages = self._client.event_pages(
            start=start,
            end=end,
            newest_first=True,
            include_meta=False,
            page_size=MAX_FAR_EVENTS,
        )
        async with aclosing(pages):
            return (await anext(pages)).items


def _new(
    events: list[Event], known: set[tuple[int, datetime]]
) -> Iterator[tuple[int, datetime]]:
    for event in events:
        if (event.id, event.time) not in known:
            yield event.camera_id, event.time
