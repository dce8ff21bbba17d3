"""Wait for the event that a camera was asked to raise (API page, section 5)."""

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

# A camera or a cloud that keeps whole seconds moves a time by less than this.
TIME_PRECISION = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedEvent:
    """The known properties of an event whose id is still to come."""

    camera_id: int
    event_type: str
    time: datetime
    meta: Mapping[str, str]

    def matches(self, time: datetime, meta: Mapping[str, str]) -> bool:
        """Return whether an event of the same camera and type is the expected one.

        Others may add tags of their own, and cut or round the time to what they keep.
        """
        off = abs(time - self.time)
        if time.microsecond == 0:
            same_time = off < TIME_PRECISION
        elif time.microsecond % 1000 == 0:
            same_time = off < timedelta(milliseconds=1)
        else:
            same_time = not off
        return same_time and self.meta.items() <= meta.items()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedEvent:
    """The event that appeared."""

    event_id: int
    time: datetime


class EventWaiter:
    """Waits for an event; created before the request, so that no event is missed."""

    def __init__(self, data: VxgRuntimeData, ordered: ExpectedEvent) -> None:
        self._data = data
        self._expected = ordered
        self._hass = data.cameras.hass
        self._done: asyncio.Future[MatchedEvent | None] = (
            self._hass.loop.create_future()
        )
        self._unsubscribe = async_dispatcher_connect(
            self._hass,
            signal_new_event(data.cameras.config_entry.entry_id, ordered.camera_id),
            self._handle_new_event,
        )

    def close(self) -> None:
        """Stop waiting."""
        self._unsubscribe()

    async def wait(self, span: timedelta) -> MatchedEvent | None:
        """Return the event if it appears within the timeout.

        In the end the cloud is asked: the poll may be slow, or switched off.
        """
        cancel = async_call_later(self._hass, span, self._handle_unload)
        try:
            appeared = await self._done
        finally:
            cancel()
        return appeared or await self._read_once()

    @callback
    def _handle_new_event(self, delivery: NewEvent) -> None:
        event, ordered = delivery.event, self._expected
        if (
            not self._done.done()
            and event.name == ordered.event_type
            and ordered.matches(event.time, event.meta)
        ):
            self._done.set_result(MatchedEvent(event_id=event.id, time=event.time))

    @callback
    def _handle_unload(self, _now: datetime) -> None:
        if not self._done.done():
            self._done.set_result(None)

    async def _read_once(self) -> MatchedEvent | None:
        ordered = self._expected
        query = HistoryQuery(
            start=ordered.time - TIME_PRECISION,
            end=ordered.time + TIME_PRECISION,
            event_types=frozenset({ordered.event_type}),
            tags=frozenset(ordered.meta),
        )
        try:
            past = await async_read_history(self._data.client, ordered.camera_id, query)
        except VxgRequestError as err:
            # The order itself was accepted.
            LOGGER.debug("Nobody can say whether the event turned up: %s", err)
            return None
        for event in past.events:
            if ordered.matches(event.time, event.meta):
                return MatchedEvent(event_id=event.id, time=event.time)
        return None
