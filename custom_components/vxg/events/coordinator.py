"""Coordinator of the events."""

from datetime import timedelta
from functools import partial
from typing import override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CoreState, HomeAssistant, callback
from homeassistant.helpers.start import async_at_started
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator, UpdateFailed

from ..aiovxg import (
    EventLog,
    TokenKind,
    VxgClient,
    VxgNotFoundError,
    VxgPermissionError,
    VxgRequestError,
)
from ..cameras.coordinator import CameraCoordinator
from ..const import GROUP_READ_RETRY_INTERVAL, LOGGER, UNSETTLED_INTERVAL
from ..errors import request_error
from ..helpers import clocks
from ..helpers.availability import CloudAvailability
from ..helpers.backoff import Backoff
from ..helpers.clocks.cloud_clock import CloudClock
from ..helpers.identifiers import server_identifier
from ..helpers.options import Options
from ..helpers.reauth import ReauthGuard
from ..helpers.sleep import async_start_later
from ..helpers.unexpected import expected_error
from .camera_reads import CameraReads
from .dispatcher import EventDispatcher
from .event_images import EventImages
from .far_clocks import FarClockDetector
from .log_store import EventLogStore
from .per_camera import PerCameraPoller
from .poll_interval import AdaptivePollInterval
from .reader import EventReader

# After a refusal of the group's list, doubled by each further one.
FIRST_GROUP_READ_PAUSE = timedelta(minutes=1)


class EventCoordinator(DataUpdateCoordinator[None]):
    """Polls the events of all cameras with one request.

    It carries no data: the dispatcher sends events to the entities they concern.
    """

    config_entry: ConfigEntry

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        client: VxgClient,
        cameras: CameraCoordinator,
        reauth: ReauthGuard,
        clock: CloudClock,
        options: Options,
    ) -> None:
        super().__init__(
            hass,
            LOGGER,
            config_entry=entry,
            name=f"{entry.title} events",
            update_interval=options.poll_interval,
            always_update=False,
        )
        self._client = client
        self._cameras = cameras
        self._reauth = reauth
        self._clock = clock
        self._poll_interval = AdaptivePollInterval(options.poll_interval)
        self.log = EventLog(max_age=options.max_age, clock_lags=options.clock_lags)
        self.log_store = EventLogStore(
            hass, entry, self.log, clock.now, server_identifier(client.base_url)
        )
        self.images = EventImages(hass, entry, cameras, self.log_store, clock.now)
        self.dispatcher = EventDispatcher(
            hass, entry, cameras, options, self._poll_interval, self.images
        )
        self.last_dispatched = self.dispatcher.last_dispatched
        self.recent = self.dispatcher.recent
        self._reader = EventReader(
            hass, client, self.log, self.log_store, self.dispatcher, clock
        )
        self.sweep_schedule = self._reader.sweep_schedule
        self.availability = CloudAvailability(hass, entry, lambda: cameras.data)
        self.camera_reads = CameraReads(
            hass, entry, self._reader, clock, self.availability
        )
        self.per_camera = PerCameraPoller(
            self._reader, cameras, clock, self.camera_reads
        )
        self._far_clocks = FarClockDetector(
            hass, entry, client, cameras, self.dispatcher
        )
        self._sweeping = False
        self._reconnects = 0
        self._group_backoff = Backoff()

    @property
    def polls_per_camera(self) -> bool:
        """Whether cameras are polled one by one: the cloud refuses a group's list."""
        return self._group_backoff.failures > 0

    @property
    def effective_interval(self) -> timedelta | None:
        """Current interval between polls of a camera, None if polling is disabled."""
        if self.config_entry.pref_disable_polling:
            return None
        if self.polls_per_camera:
            return self.per_camera.round_duration(self._poll_interval.interval)
        return self.update_interval

    async def async_load(self) -> None:
        """Restore the event log; without one, the first poll takes bearings."""
        try:
            await self.log_store.async_load()
        except ValueError as err:
            LOGGER.warning(
                "Could not load the event log (%s); events until now count as known",
                err,
            )

    @callback
    def async_start(self) -> None:
        """Start polling, unless the entry disables it.

        The first poll waits until Home Assistant has started: automations that are not
        set up yet would miss its events.
        """
        delay = timedelta()
        if self.hass.state is not CoreState.running:
            delay = self._poll_interval.startup_delay()
        start = partial(self._start_polling, delay)
        self.config_entry.async_on_unload(async_at_started(self.hass, start))

    @callback
    def _start_polling(self, delay: timedelta, _hass: HomeAssistant) -> None:
        entry = self.config_entry
        # The coordinator polls only while it has a listener.
        entry.async_on_unload(self.async_add_listener(lambda: None))
        entry.async_on_unload(self.availability.stop)
        if not entry.pref_disable_polling:
            name = f"{self.name} first poll"
            async_start_later(self.hass, entry, delay, self.async_refresh, name)

    async def async_refresh_on_request(self) -> None:
        """Poll now, also if polling is disabled; requests in a row are one."""
        # Automations that are not set up yet would miss the events.
        if self.hass.state is CoreState.running:
            await self.async_request_refresh()

    async def async_stop(self) -> None:
        """Stop dispatching, and save the event log."""
        self._reader.stopped = self.images.stopped = True
        await self.async_shutdown()
        await self.log_store.async_save(is_last=True)

    @override
    async def _async_update_data(self) -> None:
        before = self.dispatcher.dispatched_count
        try:
            is_complete = await self._poll()
            self._finish_poll(before, is_complete=is_complete)
        except Exception as caught:
            err = expected_error(self.hass, "poll", caught, VxgRequestError)
            if self._reader.stopped:
                # A requested poll outlives the entry, but its session is closed.
                return
            self._reauth.read_failed(err)
            self.log.interrupt()
            self._clock.invalidate()
            self.availability.poll_failed()
            raise request_error(
                err,
                self.config_entry.title,
                UpdateFailed,
                retry_after=self._poll_interval.record_failure(err).total_seconds(),
            ) from err

    def _finish_poll(self, before: int, *, is_complete: bool) -> None:
        """Record a successful poll; `before` it so many events were dispatched.

        It is not complete if its events were not sorted.
        """
        if self._reader.stopped:
            return
        self._reauth.read_succeeded()
        self._poll_interval.record_success()
        if not is_complete:
            self.log.interrupt()
            self.availability.poll_failed()
            self.update_interval = UNSETTLED_INTERVAL
            return
        now = clocks.uptime()
        camera_reconnected = self._cameras.reconnects != self._reconnects
        self._reconnects = self._cameras.reconnects
        if (
            self.availability.poll_succeeded(
                self.dispatcher.dispatched_count - before,
                interval=None
                if self.config_entry.pref_disable_polling
                else self.update_interval,
                paused=self._clock.take_pause(),
            )
            or camera_reconnected
        ):
            self.sweep_schedule.request_deep_sweep(now)
        if self.polls_per_camera:
            self.update_interval = self.per_camera.batch_interval(
                self._poll_interval.interval
            )
        else:
            self.update_interval = self._poll_interval.current(now)
            self._sweep_if_due(now)
        self._far_clocks.start_if_due(
            self._clock.now(), one_by_one=self.polls_per_camera
        )

    async def _poll(self) -> bool:
        """Poll; return whether events were sorted, as the cloud's clock was certain."""
        await self._clock.async_measure_if_due()
        if not self._group_backoff.is_over:
            return await self._poll_cameras()
        try:
            is_complete = await self._poll_group()
        except (VxgPermissionError, VxgNotFoundError) as err:
            if self._client.token.kind is not TokenKind.GROUP:
                raise
            if not self.polls_per_camera:
                LOGGER.debug("Polling cameras one by one: %s", err)
            # At first soon: an odd response, as of a proxy, is no refusal.
            self._group_backoff.fail(
                err, FIRST_GROUP_READ_PAUSE, GROUP_READ_RETRY_INTERVAL
            )
            return await self._poll_cameras()
        if self.polls_per_camera:
            self._group_backoff = Backoff()
            self.per_camera.reset()
            # For cameras that could not be read one by one.
            self.sweep_schedule.request_deep_sweep(clocks.uptime())
        return is_complete

    async def _poll_group(self) -> bool:
        now = self._clock.now()
        start, end, is_full = self.log.next_window(now, self.effective_interval)
        ahead = None if is_full else self.log.ahead_window(now)
        sizes = await self._reader.read(start, end, now)
        if sizes is not None and ahead is not None:
            is_complete = await self._reader.read(*ahead, now) is not None
            sizes = sizes if is_complete else None
        if sizes is None or not self._clock.is_current(now):
            return False
        # Fresh events of a camera whose clock is behind have old times.
        corrected = self.log.clock_lags.keys() & self._cameras.data.keys()
        recovered = self.camera_reads.failing - corrected
        for camera_id in recovered & self._cameras.data.keys():
            self.camera_reads.record_success(camera_id, now)
        self.camera_reads.forget_except(corrected)
        self.camera_reads.start(sorted(corrected))
        failing = self.camera_reads.failing
        self._reader.finish_poll(start, now, sizes, failing, is_full=is_full)
        return True

    async def _poll_cameras(self) -> bool:
        return await self.per_camera.poll(self.effective_interval)

    @callback
    def _sweep_if_due(self, now: timedelta) -> None:
        """Start a sweep if one is due; it runs in parallel to the polls."""
        sweep_range = self.sweep_schedule.due(now)
        if sweep_range is None or self._sweeping or not self.log.has_bearings:
            return
        self._sweeping = True
        self.sweep_schedule.start(now, crowded=self.log.is_crowded)
        self.config_entry.async_create_background_task(
            self.hass, self._sweep(sweep_range), f"{self.name} sweep"
        )

    async def _sweep(self, sweep_range: timedelta) -> None:
        # Not at each poll: it looks at all cameras.
        self.log.delays.forget_except(self._cameras.data.keys())
        try:
            now = self._clock.now()
            start, end = self.log.sweep_window(now, sweep_range)
            if start < end:
                sizes = await self._reader.read(start, end, now, since=start)
                if sizes is not None and self._clock.is_current(now):
                    self._reader.finish_sweep(start, now, sweep_range)
        except Exception as caught:
            err = expected_error(self.hass, "sweep", caught, VxgRequestError)
            # The next sweep covers this one's range.
            LOGGER.debug("Sweep failed: %s", err)
        finally:
            self._sweeping = False
