"""Polling camera by camera, for clouds that refuse a group's list of events."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ..aiovxg import VxgAuthenticationError, VxgRefusedError
from ..cameras.coordinator import CameraCoordinator
from ..helpers import cloud_clock
from ..helpers.cloud_clock import CloudClock
from .reader import EventReader

# Limits the load on the cloud: this many requests at once, and the time between them.
BATCH_SIZE = 4
BATCH_DURATION = timedelta(seconds=1)


@dataclass(slots=True, kw_only=True)
class PollRound:
    """One poll of all cameras over one time range, with a sweep if `since` is set."""

    start: datetime
    now: datetime
    pending: list[int]
    since: datetime | None = None
    sweep_range: timedelta | None = None
    read: set[int] = field(default_factory=set)
    refused: set[int] = field(default_factory=set)

    def finish(self, camera_id: int, done: set[int]) -> None:
        """Record that a camera was polled."""
        self.pending.remove(camera_id)
        done.add(camera_id)


class PerCameraPoller:
    """Polls each camera with its own token, in batches; sweeps are part of a round."""

    def __init__(
        self, reader: EventReader, cameras: CameraCoordinator, clock: CloudClock
    ) -> None:
        self._reader = reader
        self._cameras = cameras
        self._clock = clock
        self._round: PollRound | None = None
        self.refused: frozenset[int] = frozenset()

    def batch_interval(self, interval: timedelta) -> timedelta:
        """Return the interval between batches: a round takes `interval` or more."""
        return max(interval / self._batches(), BATCH_DURATION)

    def round_duration(self, interval: timedelta) -> timedelta:
        """Return the duration of a round, the interval between polls of a camera."""
        return self.batch_interval(interval) * self._batches()

    def reset(self) -> None:
        """Abandon the current round; none of its cameras count as read."""
        self._round = None
        self.refused = frozenset()

    async def poll(self) -> bool:
        """Poll the next batch of cameras, and finish the round after the last one.

        Returns whether all were read, as the cloud's clock was certain. Raises VxgRequestError; the cameras that failed are in the next batch again.
        """
        now = self._clock.now()
        current = self._round = self._round or self._start_round(now)
        batch = current.pending[:BATCH_SIZE]
        results = await asyncio.gather(
            *(self._read_one(current, camera_id, now) for camera_id in batch),
            return_exceptions=True,
        )
        refusal: BaseException | None = None
        failure: BaseException | None = None
        for camera_id, result in zip(batch, results, strict=True):
            # A camera's own token may be invalid while the entry's is valid.
            if isinstance(result, VxgRefusedError | VxgAuthenticationError):
                current.finish(camera_id, current.refused)
                refusal = result
            elif isinstance(result, BaseException):
                failure = result
            elif result:
                current.finish(camera_id, current.read)
        if failure is not None:
            raise failure
        if not self._clock.is_current(current.now):
            # What was read before it jumped counts for nothing.
            self._round = None
            return False
        if not current.pending:
            self._round = None
            if refusal is not None and not current.read:
                raise refusal
            self._finish(current)
        return True

    def _batches(self) -> int:
        return max(1, -(-len(self._cameras.data) // BATCH_SIZE))

    def _start_round(self, now: datetime) -> PollRound:
        log, sweeps = self._reader.log, self._reader.sweep_schedule
        start, _ = log.window(now)
        current = PollRound(start=start, now=now, pending=list(self._cameras.data))
        our_now = cloud_clock.uptime()
        if log.has_bearings and (sweep_range := sweeps.due(our_now)):
            sweeps.start(our_now, crowded=False)
            current.since, _ = log.sweep_window(now, sweep_range)
            current.sweep_range = sweep_range
        return current

    async def _read_one(
        self, current: PollRound, camera_id: int, now: datetime
    ) -> bool:
        _, end = self._reader.log.window(now)
        start = min(current.start, current.since or current.start)
        windows = [(start, end, current.since)]
        if camera_id in self._reader.log.clock_lags:
            start, end = self._reader.log.shifted_window(camera_id, now)
            windows.append((start, end, start))
        for start, end, since in windows:
            sizes = await self._reader.read(
                start, end, now, since=since, camera_id=camera_id, as_camera=True
            )
            if sizes is None:
                return False
        return True

    def _finish(self, current: PollRound) -> None:
        self.refused = frozenset(current.refused)
        self._reader.finish_poll(current.start, current.now, (), self.refused)
        if current.since is not None and current.sweep_range is not None:
            self._reader.finish_sweep(
                current.since, current.now, current.sweep_range, self.refused
            )
