"""Polling camera by camera, for clouds that refuse a group's list of events."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ..aiovxg import VxgConnectionError, VxgRequestError
from ..cameras.coordinator import CameraCoordinator
from ..helpers import clocks
from ..helpers.clocks.cloud_clock import CloudClock
from ..helpers.sleep import async_sleep
from ..helpers.unexpected import expected_error
from .camera_reads import CameraReads
from .reader import EventReader

# Limits the load on the cloud: this many requests at once, and the time between them.
BATCH_SIZE = 4
BATCH_DURATION = timedelta(seconds=1)


@dataclass(slots=True, kw_only=True)
class PollRound:
    """One poll of all cameras over one time range, with a sweep if `since` is set."""

    start: datetime
    is_full: bool
    now: datetime
    pending: list[int]
    since: datetime | None = None
    sweep_range: timedelta | None = None
    read: set[int] = field(default_factory=set)

    def postpone(self, camera_ids: Iterable[int]) -> None:
        """Poll cameras after the others that are pending."""
        for camera_id in camera_ids:
            self.pending.remove(camera_id)
            self.pending.append(camera_id)

    def make_full(self, start: datetime) -> None:
        """Read everything since `start`, of cameras that were read already, too."""
        self.start = start
        self.is_full = True
        self.pending += self.read
        self.read.clear()


class PerCameraPoller:
    """Polls each camera with its own token, in batches; sweeps are part of a round.

    A camera that fails while another one can be read is set aside: it is read alone,
    after pauses that grow, and belongs to the rounds again once that succeeds.
    """

    def __init__(
        self,
        reader: EventReader,
        cameras: CameraCoordinator,
        clock: CloudClock,
        reads: CameraReads,
    ) -> None:
        self._reader = reader
        self._cameras = cameras
        self._clock = clock
        self._reads = reads
        self._round: PollRound | None = None

    def batch_interval(self, interval: timedelta) -> timedelta:
        """Return the interval between batches: a round takes `interval` or more."""
        return max(interval / self._batches(), BATCH_DURATION)

    def round_duration(self, interval: timedelta) -> timedelta:
        """Return the duration of a round, the interval between polls of a camera."""
        return self.batch_interval(interval) * self._batches()

    def reset(self) -> None:
        """Abandon the current round; none of its cameras count as read."""
        self._round = None

    async def poll(self, interval: timedelta | None) -> bool:
        """Poll the next batch of cameras, and finish the round after the last one.

        The next round follows after `interval`. If it is None, as polling is disabled,
        the whole round is polled. Returns whether all were read, as the cloud's clock was
        certain. Raises VxgRequestError if no camera can be read.
        """
        is_complete = await self._poll_batch(interval)
        while interval is None and is_complete and self._round is not None:
            await async_sleep(self._cameras.hass, BATCH_DURATION)
            is_complete = await self._poll_batch(interval)
        return is_complete

    async def _poll_batch(self, interval: timedelta | None) -> bool:
        now = self._clock.now()
        self._reads.forget_except(self._cameras.data)
        set_aside = self._reads.failing
        started = self._reads.start(set_aside, as_camera=True, limit=1)
        current = self._round = self._round or self._start_round(now, interval)
        current.pending = [
            camera_id
            for camera_id in current.pending
            if camera_id in self._cameras.data and camera_id not in set_aside
        ]
        batch = current.pending[: BATCH_SIZE - started]
        if not batch and not current.read and set_aside:
            self._round = None
            raise self._reads.last_error or VxgConnectionError("No camera can be read")
        failures = await self._read_batch(current, batch, now)
        if len(failures) == len(batch) and failures:
            await self._read_another(current, batch, now, failures)
        for camera_id, err in failures.items():
            current.pending.remove(camera_id)
            self._reads.record_failure(camera_id, err)
        if self._reader.is_stopped or not self._clock.is_current(current.now):
            # What was read before the clock jumped counts for nothing.
            self._round = None
            return False
        if not current.pending:
            self._round = None
            self._finish(current)
        return True

    def _batches(self) -> int:
        return max(1, -(-len(self._cameras.data) // BATCH_SIZE))

    def _start_round(self, now: datetime, interval: timedelta | None) -> PollRound:
        log, sweeps = self._reader.log, self._reader.sweep_schedule
        start, _, is_full = log.next_window(now, interval)
        pending = [
            camera_id
            for camera_id in self._cameras.data
            if camera_id not in self._reads.failing
        ]
        current = PollRound(start=start, is_full=is_full, now=now, pending=pending)
        our_now = clocks.uptime()
        if log.has_bearings and (sweep_range := sweeps.due(our_now)):
            sweeps.start(our_now, crowded=False)
            current.since, _ = log.sweep_window(now, sweep_range)
            current.sweep_range = sweep_range
        return current

    async def _read_batch(
        self, current: PollRound, batch: Sequence[int], now: datetime
    ) -> dict[int, VxgRequestError]:
        """Read some cameras; return the errors of those that failed."""
        start = min(current.start, current.since or current.start)
        results = await asyncio.gather(
            *(
                self._reads.read(camera_id, now, start=start, since=current.since)
                for camera_id in batch
            ),
            return_exceptions=True,
        )
        failures = {}
        for camera_id, result in zip(batch, results, strict=True):
            if isinstance(result, Exception):
                # A camera's own token may be invalid while the entry's is valid.
                failures[camera_id] = expected_error(
                    self._cameras.hass, "camera poll", result, VxgRequestError
                )
            elif isinstance(result, BaseException):
                raise result
            elif result:
                self._reads.record_success(camera_id, now)
                current.read.add(camera_id)
                if camera_id in current.pending:
                    current.pending.remove(camera_id)
        return failures

    async def _read_another(
        self,
        current: PollRound,
        batch: Sequence[int],
        now: datetime,
        failures: Mapping[int, VxgRequestError],
    ) -> None:
        """Read another camera than those of a batch that failed.

        Raises the error of the batch if that fails, too: it is the cloud's then.
        """
        others = [*current.pending, *current.read]
        another = [camera_id for camera_id in others if camera_id not in batch][:1]
        if not another or await self._read_batch(current, another, now):
            current.postpone(batch)
            if not current.is_full:
                current.make_full(self._reader.log.window(current.now)[0])
            raise next(iter(failures.values()))

    def _finish(self, current: PollRound) -> None:
        """Record a round; cameras that it lacks were not read."""
        missing = self._cameras.data.keys() - current.read
        self._reader.finish_poll(
            current.start, current.now, (), missing, is_full=current.is_full
        )
        if current.since is not None and current.sweep_range is not None:
            self._reader.finish_sweep(
                current.since, current.now, current.sweep_range, missing
            )
