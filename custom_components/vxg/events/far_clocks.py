"""Detection of clocks that are so wrong that no poll or sweep reads the events."""

from collections.abc import Iterable, Iterator
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from itertools import chain
from random import uniform
from typing import NamedTuple

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

from ..aiovxg import FUTURE_WINDOW, Event, VxgClient, VxgRateLimitError, VxgRequestError
from ..cameras.coordinator import CameraCoordinator
from ..const import DEEP_SWEEP_INTERVAL, FIRST_SWEEP_DELAY, LOGGER
from ..helpers import clocks
from ..helpers.issues import async_update_far_clock_issue
from ..helpers.unexpected import expected_error
from .dispatcher import EventDispatcher
from .sweep_schedule import DEEP_SWEEP_RANGE

# Clocks begin at these times if they were never set.
FIRST_TIME = datetime(1970, 1, 1, tzinfo=UTC)
# Before the first events of this cloud.
FIRST_PLAUSIBLE_TIME = datetime(2015, 1, 1, tzinfo=UTC)
FAR_FUTURE = timedelta(days=3650)
# The newest events of each range.
MAX_FAR_EVENTS = 100
# Quiet cameras that are checked at once, in turns.
MAX_CHECKED_CAMERAS = 8
PAST = "past"


class _Range(NamedTuple):
    """A range of time without events of right clocks; of all cameras, or of one."""

    name: str
    start: datetime
    end: datetime
    camera_id: int | None
    as_camera: bool


class _Listed(NamedTuple):
    """The newest events of a range when it was read last."""

    keys: frozenset[tuple[int, datetime]]
    end: datetime
    # None if it had no more events.
    oldest: datetime | None

    def is_new(self, event: Event) -> bool:
        """Return whether an event turned up in the range since."""
        return (
            (event.id, event.time) not in self.keys
            and event.time <= self.end
            and (self.oldest is None or event.time > self.oldest)
        )


class FarClockDetector:
    """Finds events that turn up at times that are days ago, or far ahead.

    What the first read of a range lists is known: it may be from before a clock was set
    right. The past of a camera is looked at only if it had no fresh event for an hour,
    and new events must turn up there twice in a row: a single upload does once.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        client: VxgClient,
        cameras: CameraCoordinator,
        dispatcher: EventDispatcher,
    ) -> None:
        """Initialize with a first check soon; many homes may start at the same time."""
        self._hass = hass
        self._entry = entry
        self._client = client
        self._cameras = cameras
        self._dispatcher = dispatcher
        self._due = clocks.uptime() + FIRST_SWEEP_DELAY * uniform(0.5, 1)
        self._listed: dict[tuple[str, int | None], _Listed] = {}
        self._suspected: set[int | None] = set()
        # Cameras whose past was looked at, the last one at the end.
        self._checked: dict[int, None] = {}

    @callback
    def start_if_due(self, now: datetime, *, one_by_one: bool) -> None:
        """Check in the background once an hour, `one_by_one` if the group is refused."""
        if clocks.uptime() < self._due:
            return
        self._due = clocks.uptime() + DEEP_SWEEP_INTERVAL
        self._entry.async_create_background_task(
            self._hass,
            self._check(now, one_by_one=one_by_one),
            f"{self._entry.title} clocks of cameras",
        )

    async def _check(self, now: datetime, *, one_by_one: bool) -> None:
        for each in list(self._ranges(now, one_by_one=one_by_one)):
            try:
                found = await self._read_new(each)
            except Exception as caught:
                err = expected_error(
                    self._hass, "check of clocks", caught, VxgRequestError
                )
                LOGGER.debug("Could not check the clocks of cameras: %s", err)
                if isinstance(err, VxgRateLimitError):
                    # Nor could the others be read now.
                    return
                continue
            if each.name != PAST or self._is_repeated(each.camera_id, found):
                self._report(found)

    def _is_repeated(self, camera_id: int | None, found: list[Event]) -> bool:
        """Return whether the last check of a camera found events of its past, too."""
        was_suspected = camera_id in self._suspected
        self._suspected.discard(camera_id)
        if found:
            self._suspected.add(camera_id)
        return was_suspected

    def _ranges(self, now: datetime, *, one_by_one: bool) -> Iterator[_Range]:
        quiet = self._next_quiet_cameras()
        for camera_id in quiet if one_by_one else [None]:
            yield _Range(
                "never set", FIRST_TIME, FIRST_PLAUSIBLE_TIME, camera_id, one_by_one
            )
            yield _Range(
                "ahead", now + FUTURE_WINDOW, now + FAR_FUTURE, camera_id, one_by_one
            )
        for camera_id in quiet:
            yield _Range(
                PAST,
                FIRST_PLAUSIBLE_TIME,
                now - DEEP_SWEEP_RANGE,
                camera_id,
                one_by_one,
            )

    async def _read_new(self, each: _Range) -> list[Event]:
        """Return the events that turned up in a range. Raises VxgRequestError."""
        pages = self._client.event_pages(
            start=each.start,
            end=each.end,
            camera_id=each.camera_id,
            as_camera=each.as_camera,
            newest_first=True,
            include_meta=False,
            page_size=MAX_FAR_EVENTS,
        )
        async with aclosing(pages):
            events = (await anext(pages)).items
        key = each.name, each.camera_id
        before = self._listed.get(key)
        self._listed[key] = _Listed(
            frozenset((event.id, event.time) for event in events),
            each.end,
            min(event.time for event in events)
            if len(events) >= MAX_FAR_EVENTS
            else None,
        )
        return [] if before is None else list(filter(before.is_new, events))

    def _next_quiet_cameras(self) -> list[int]:
        """Return cameras without a fresh event for an hour, the next ones in turn."""
        known = self._cameras.data
        self._suspected &= known.keys()
        self._listed = {
            key: listed
            for key, listed in self._listed.items()
            if key[1] is None or key[1] in known
        }
        last = self._dispatcher.last_dispatched
        heard_after = clocks.uptime() - DEEP_SWEEP_INTERVAL
        turns = chain(
            (each for each in known if each not in self._checked), self._checked
        )
        quiet = [
            camera_id
            for camera_id in turns
            if camera_id in known
            and (
                (event := last.get((camera_id, None))) is None
                or event.at <= heard_after
            )
        ][:MAX_CHECKED_CAMERAS]
        left = {key: None for key in self._checked if key in known and key not in quiet}
        self._checked = left | dict.fromkeys(quiet)
        return quiet

    @callback
    def _report(self, events: Iterable[Event]) -> None:
        """Create an issue for each camera with new events at such times."""
        times = {event.camera_id: event.time for event in events}
        for camera_id in times.keys() & self._cameras.data.keys():
            async_update_far_clock_issue(
                self._hass,
                self._entry,
                camera_id,
                self._cameras.camera_name(camera_id),
                times[camera_id],
            )
