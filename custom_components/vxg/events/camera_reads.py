"""Reads of single cameras: what fails is that camera's, with pauses of its own."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

from ..aiovxg import (
    VxgAuthenticationError,
    VxgConnectionError,
    VxgRefusedError,
    VxgRequestError,
)
from ..const import LOGGER, MAX_BACKOFF, MAX_RETRY_AFTER
from ..helpers import clocks
from ..helpers.availability import CloudAvailability
from ..helpers.backoff import Backoff
from ..helpers.clocks.cloud_clock import CloudClock
from ..helpers.unexpected import expected_error
from .reader import EventReader
from .sweep_schedule import DEEP_SWEEP_RANGE

FIRST_PAUSE = timedelta(seconds=4)
MAX_PAUSE = timedelta(seconds=MAX_BACKOFF)
MAX_REFUSED_POLL_PAUSE = timedelta(hours=1)


class CameraReads:
    """Reads cameras one by one, and remembers which of them fail."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        reader: EventReader,
        clock: CloudClock,
        availability: CloudAvailability,
    ) -> None:
        self._hass = hass
        self._entry = entry
        self._reader = reader
        self._clock = clock
        self._availability = availability
        self._backoffs: dict[int, Backoff] = {}
        # When a camera was last read: on the monotonic clock, and the cloud's.
        self._last_reads: dict[int, tuple[float, datetime]] = {}
        # The last full and the last read of the events of a camera whose clock is
        # corrected, since one failed.
        self._shifted_reads: dict[int, tuple[datetime | None, datetime]] = {}
        self._running: set[int] = set()

    @property
    def failing(self) -> frozenset[int]:
        """Cameras whose last read failed."""
        return frozenset(self._backoffs)

    @property
    def refused(self) -> frozenset[int]:
        """Failing cameras that the cloud refuses."""
        return frozenset(
            camera_id
            for camera_id, backoff in self._backoffs.items()
            if isinstance(backoff.error, VxgRefusedError | VxgAuthenticationError)
        )

    @property
    def last_error(self) -> Exception | None:
        """The last error of a failing camera."""
        return next((item.error for item in self._backoffs.values()), None)

    @callback
    def start(
        self, camera_ids: Iterable[int], *, as_camera: bool = False, limit: int = 1000
    ) -> int:
        """Start reads of cameras that are due in the background; return how many.

        Without `as_camera` only where a wrong clock puts a camera's fresh events.
        """
        due = [
            camera_id
            for camera_id in camera_ids
            if camera_id not in self._running
            and self._backoffs.get(camera_id, Backoff()).is_over
        ][:limit]
        self._running.update(due)
        for camera_id in due:
            self._entry.async_create_background_task(
                self._hass,
                self._read_apart(camera_id, as_camera=as_camera),
                f"{self._entry.title} events of camera {camera_id}",
            )
        return len(due)

    async def read(
        self,
        camera_id: int,
        now: datetime,
        *,
        start: datetime,
        since: datetime | None = None,
        as_camera: bool = True,
    ) -> bool:
        """Read a camera from `start` on; return whether that is complete.

        `since` is the start of a sweep. Raises VxgRequestError.
        """
        log = self._reader.log
        windows = []
        if as_camera:
            windows.append((start, log.window(now)[1], since))
        last_full, last_read = self._shifted_reads.get(camera_id, (None, now))
        is_full = log.plan.is_full_due(last_full, now, now - last_read)
        if camera_id in log.clock_lags:
            first, last = log.shifted_window(
                camera_id, now, None if is_full else last_read
            )
            first -= self._missed(camera_id, now)
            windows.append((first, last, first))
        for first, last, sweep_start in windows:
            sizes = await self._reader.read(
                first,
                last,
                now,
                since=sweep_start,
                camera_id=camera_id,
                as_camera=as_camera,
            )
            if sizes is None:
                self._interrupt(camera_id)
                return False
        if camera_id in log.clock_lags:
            self._shifted_reads[camera_id] = now if is_full else last_full, now
        return True

    @callback
    def record_success(self, camera_id: int, now: datetime, recovered: int = 0) -> None:
        """Record a read of a camera, and how many events it found after an outage."""
        self._last_reads[camera_id] = clocks.monotonic(), now
        if self._backoffs.pop(camera_id, None) is not None:
            self._availability.camera_succeeded(camera_id, recovered)

    @callback
    def record_failure(self, camera_id: int, err: VxgRequestError) -> None:
        """Record a failed read of a camera, which is not tried again for a while."""
        LOGGER.debug("Could not read events of camera %s: %s", camera_id, err)
        self._interrupt(camera_id)
        is_refused = isinstance(err, VxgRefusedError | VxgAuthenticationError)
        backoff = self._backoffs.setdefault(camera_id, Backoff())
        backoff.fail(
            err, FIRST_PAUSE, MAX_REFUSED_POLL_PAUSE if is_refused else MAX_PAUSE
        )
        if isinstance(err, VxgConnectionError) and err.retry_after:
            backoff.extend(min(err.retry_after, MAX_RETRY_AFTER))
        last, _ = self._last_reads.get(camera_id, (clocks.monotonic(), None))
        self._availability.camera_failed(camera_id, last)

    @callback
    def forget_except(self, camera_ids: Iterable[int]) -> None:
        """Forget all other cameras, which are gone or need no reads of their own."""
        kept = set(camera_ids)
        for camera_id in self._backoffs.keys() - kept:
            del self._backoffs[camera_id]
            self._availability.forget_camera(camera_id)
        for camera_id in self._last_reads.keys() - kept:
            del self._last_reads[camera_id]
        for camera_id in self._shifted_reads.keys() - kept:
            del self._shifted_reads[camera_id]

    def _interrupt(self, camera_id: int) -> None:
        """Make the next read of a camera full."""
        self._shifted_reads.pop(camera_id, None)
        self._reader.log.interrupt(camera_id)

    async def _read_apart(self, camera_id: int, *, as_camera: bool) -> None:
        counts = self._reader.dispatcher.counts
        before = counts[camera_id]
        try:
            now = self._clock.now()
            start, _ = self._reader.log.window(now)
            missed = self._missed(camera_id, now)
            is_complete = await self.read(
                camera_id,
                now,
                start=start - missed,
                since=start - missed if missed else None,
                as_camera=as_camera,
            )
        except Exception as caught:
            err = expected_error(self._hass, "camera poll", caught, VxgRequestError)
            self.record_failure(camera_id, err)
        else:
            if is_complete:
                self.record_success(camera_id, now, counts[camera_id] - before)
        finally:
            self._running.discard(camera_id)

    def _missed(self, camera_id: int, now: datetime) -> timedelta:
        """Return the time since the last read of a camera that fails."""
        if camera_id not in self._backoffs or camera_id not in self._last_reads:
            return timedelta()
        _, last = self._last_reads[camera_id]
        return max(timedelta(), min(now - last, DEEP_SWEEP_RANGE))
