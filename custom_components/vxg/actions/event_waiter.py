"""Wait for the event of a trigger request (API page, section 5)."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from homeassistant.core import callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.event import async_call_later

from ..aiovxg import NewEvent, VxgRequestError
from ..const import LOGGER
from ..data import VxgRuntimeData
from ..events.history import HistoryQuery, async_read_history
from ..helpers.signals import signal_new_event

# A camera or a cloud that stores whole seconds changes a time by less than this.
TIME_PRECISION = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedEvent:
    """The known properties of an event whose id is not known yet."""

    camera_id: int
    event_type: str
    time: datetime
    meta: Mapping[str, str]

    def matches(self, time: datetime, meta: Mapping[str, str]) -> bool:
        """Return whether an event of the same camera and type is the expected one.

        Camera and cloud may add tags, and cut or round the time to their precision.
        """
        error = abs(time - self.time)
        if time.microsecond == 0:
            same_time = error < TIME_PRECISION
        elif time.microsecond % 1000 == 0:
            same_time = error < timedelta(milliseconds=1)
        else:
            same_time = not error
        return same_time and self.meta.items() <= meta.items()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedEvent:
    """The event that appeared."""

    event_id: int
    time: datetime


class EventWaiter:
    """Waits for an event; created before the request, so that no event is missed."""

    def __init__(self, data: VxgRuntimeData, expected: ExpectedEvent) -> None:
        self._data = data
        self._expected = expected
        self._hass = data.cameras.hass
        self._done: asyncio.Future[MatchedEvent | None] = (
            self._hass.loop.create_future()
        )
        self._unsubscribe = async_dispatcher_connect(
            self._hass,
            signal_new_event(data.cameras.config_entry.entry_id, expected.camera_id),
            self._handle_new_event,
        )

    def close(self) -> None:
        """Stop waiting."""
        self._unsubscribe()

    async def wait(self, duration: timedelta) -> MatchedEvent | None:
        """Return the event if it appears within `duration`.

        Reads once more at the end: polling may be slow, or switched off.
        """
        cancel = async_call_later(self._hass, duration, self._handle_timeout)
        try:
            event = await self._done
        finally:
            cancel()
        return event or await self._read_once()

    @callback
    def _handle_new_event(self, new_event: NewEvent) -> None:
        event, expected = new_event.event, self._expected
        if (
            not self._done.done()
            and event.name == expected.event_type
            and expected.matches(event.time, event.meta)
        ):
            self._done.set_result(MatchedEvent(event_id=event.id, time=event.time))

    @callback
    def _handle_timeout(self, _now: datetime) -> None:
        if not self._done.done():
            self._done.set_result(None)

    async def _read_once(self) -> MatchedEvent | None:
        expected = self._expected
        query = HistoryQuery(
            start=expected.time - TIME_PRECISION,
            end=expected.time + TIME_PRECISION,
            event_types=frozenset({expected.event_type}),
            tags=frozenset(expected.meta),
        )
        try:
            result = await async_read_history(
                self._data.client, expected.camera_id, query
            )
        except VxgRequestError as err:
            # The trigger request itself was accepted.
            LOGGER.debug("Could not look for the triggered event: %s", err)
            return None
        for event in result.events:
            if expected.matches(event.time, event.meta):
                return MatchedEvent(event_id=event.id, time=event.time)
        return None
