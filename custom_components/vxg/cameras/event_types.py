"""Reading of the cameras' event types, each camera with pauses of its own."""

import asyncio
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
import logging
from random import uniform
from typing import Any

from homeassistant.core import HomeAssistant

from ..aiovxg import (
    EventType,
    VxgAuthenticationError,
    VxgClient,
    VxgConnectionError,
    VxgRateLimitError,
    VxgRefusedError,
    VxgRequestError,
)
from ..const import (
    CATCH_UP_INTERVAL,
    LOGGER,
    MAX_RETRY_AFTER,
    PARALLEL_READS,
    TYPES_INTERVAL,
)
from ..helpers import clocks
from ..helpers.backoff import Backoff
from ..helpers.unexpected import expected_error
from .absence_tracker import AbsenceTracker
from .state import Cameras

# One list may be incomplete: an event type or a capability of it is gone after this many
# reads without it.
STALE_TYPE_READS = 3

# After a start of Home Assistant.
MAX_KNOWN_DELAY = TYPES_INTERVAL / 4

# A refusal is asked about again, but more and more rarely.
MAX_REFUSAL_PAUSE = timedelta(days=1)
# Cameras whose last read failed, of one round: many may fail alike.
MAX_RETRIES = 8

# What entities of a type exist for.
CAPABILITIES = (
    "can_be_triggered",
    "can_record",
    "can_snapshot",
    "is_periodic",
    "custom",
)


class EventTypeReader:
    """Reads the event types of cameras when they are due.

    A failure is that of one camera: it keeps what is known of its types, and is tried
    again after a pause that grows. Only if several fail in a row is the rest of a round
    left for later, because the cloud may be down.
    """

    def __init__(self, hass: HomeAssistant, client: VxgClient) -> None:
        self._hass = hass
        self._client = client
        self._due: dict[int, float] = {}
        self._backoffs: dict[int, Backoff] = {}
        self._pause = Backoff()
        self._absent = AbsenceTracker[tuple[int, str, str]](reads=STALE_TYPE_READS)
        # Whether some types are read in the background, because setup timed out.
        self.in_background = False
        self._is_progress_logged = False

    def request(self, camera_id: int, *, force: bool = False) -> None:
        """Make a camera due; one that failed lately only with `force`."""
        self._due.pop(camera_id, None)
        if force:
            self._backoffs.pop(camera_id, None)

    def spread(self, states: Cameras) -> None:
        """Read known event types again, but over a while, as many homes may do so."""
        for camera_id, state in states.items():
            if state.types is not None:
                delay = MAX_KNOWN_DELAY * uniform(0, 1)
                self._due[camera_id] = clocks.monotonic() + delay.total_seconds()

    def forget(self, camera_ids: Iterable[int]) -> None:
        """Forget cameras that are gone."""
        for camera_id in camera_ids:
            self.request(camera_id, force=True)

    def log_progress(self, title: str, states: Cameras) -> None:
        """Log how many event types are still to be read, if setup did not wait."""
        unread = sum(state.is_unread for state in states.values())
        if not self.in_background or not (unread or self._is_progress_logged):
            self.in_background = False
            return
        self.in_background = unread > 0
        LOGGER.log(
            logging.INFO if self._is_progress_logged else logging.WARNING,
            "%s: the event types of %s of %s cameras are still to be read, which setup"
            " does not wait for",
            title,
            unread,
            len(states),
        )
        self._is_progress_logged = True

    def next_retry(self, states: Cameras) -> timedelta | None:
        """Return the time until types are due that were never read, nor refused."""
        return min(
            (
                CATCH_UP_INTERVAL if backoff is None else backoff.remaining
                for camera_id, state in states.items()
                if state.types is None
                and not _is_refused(backoff := self._backoffs.get(camera_id))
            ),
            default=None,
        )

    async def read(self, states: Cameras) -> None:
        """Read the event types that are due, of a few cameras at a time."""
        if not self._pause.is_over:
            return
        due = self._cameras_due(states)
        failures_in_a_row = 0

        async def read_next() -> None:
            nonlocal failures_in_a_row
            while due:
                camera_id = due.pop(0)
                try:
                    self._store(states, camera_id, await self._read_one(camera_id))
                except VxgRateLimitError as err:
                    # The token's, not the camera's.
                    self._pause.fail(err, CATCH_UP_INTERVAL, TYPES_INTERVAL)
                    self._pause.extend(min(err.retry_after or 0, MAX_RETRY_AFTER))
                    due.clear()
                except Exception as caught:
                    error = expected_error(
                        self._hass, "event types", caught, VxgRequestError
                    )
                    self._fail(states, camera_id, error)
                    failures_in_a_row += isinstance(error, VxgConnectionError)
                    if failures_in_a_row >= PARALLEL_READS:
                        # Or each of the other cameras would have to time out, too.
                        due.clear()
                else:
                    failures_in_a_row = 0
                    self._pause = Backoff()

        await asyncio.gather(*(read_next() for _ in range(PARALLEL_READS)))

    async def _read_one(self, camera_id: int) -> Collection[EventType]:
        page = await self._client.event_types(camera_id)
        page.raise_for_invalid()
        return page.items

    def _cameras_due(self, states: Cameras) -> list[int]:
        now = clocks.monotonic()
        due = [
            camera_id for camera_id in states if self._due.get(camera_id, now) <= now
        ]
        retries = [
            camera_id
            for camera_id in due
            if (backoff := self._backoffs.get(camera_id)) and backoff.is_over
        ]
        # Those that were tried least often first, or some would never have their turn.
        retries.sort(key=lambda camera_id: self._backoffs[camera_id].failures)
        fresh = [camera_id for camera_id in due if camera_id not in self._backoffs]
        return fresh + retries[:MAX_RETRIES]

    def _fail(self, states: Cameras, camera_id: int, err: Exception) -> None:
        state = states[camera_id]
        states[camera_id] = replace(state, types_failed=state.types is None)
        backoff = self._backoffs.setdefault(camera_id, Backoff())
        LOGGER.debug("No event types of camera %s: %s", camera_id, err)
        if isinstance(err, VxgRefusedError | VxgAuthenticationError):
            # Jitter spreads many cameras that are refused at the same time.
            base, maximum = TYPES_INTERVAL * uniform(1, 1.5), MAX_REFUSAL_PAUSE
        else:
            base, maximum = CATCH_UP_INTERVAL, TYPES_INTERVAL
        backoff.fail(err, base, maximum)
        if isinstance(err, VxgConnectionError) and err.retry_after:
            backoff.extend(min(err.retry_after, MAX_RETRY_AFTER))

    def _store(
        self, states: Cameras, camera_id: int, types: Collection[EventType]
    ) -> None:
        now = clocks.monotonic()
        known = states[camera_id].types or {}
        read = {item.name: item for item in types}
        listed = set(_features(camera_id, read))
        gone = self._absent.update(list(_features(camera_id, known)), listed, now)
        current = {
            name: item
            for name, item in known.items()
            if (camera_id, name, "") not in gone
        }
        for name, item in read.items():
            kept: dict[str, Any] = {
                capability: True
                for capability in CAPABILITIES
                if name in known
                and getattr(known[name], capability)
                and (camera_id, name, capability) not in gone
            }
            current[name] = replace(item, **kept)
        states[camera_id] = states[camera_id].with_types(current)
        self._backoffs.pop(camera_id, None)
        # Jitter spreads the reads of many cameras, which begin at the same time.
        interval = TYPES_INTERVAL * uniform(0.75, 1.25)
        self._due[camera_id] = now + interval.total_seconds()


def _is_refused(backoff: Backoff | None) -> bool:
    return backoff is not None and isinstance(
        backoff.error, VxgRefusedError | VxgAuthenticationError
    )


def _features(
    camera_id: int, types: Mapping[str, EventType]
) -> Iterable[tuple[int, str, str]]:
    """Yield the event types, each with an empty name of a capability, and all those."""
    for name, item in types.items():
        yield camera_id, name, ""
        for capability in CAPABILITIES:
            if getattr(item, capability):
                yield camera_id, name, capability
