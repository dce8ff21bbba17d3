"""Coordinator of the cameras and their event types."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from random import uniform
from typing import override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.debounce import Debouncer
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator, UpdateFailed
from homeassistant.util import dt as dt_util

from ..aiovxg import (
    Camera,
    EventType,
    TokenKind,
    VxgClient,
    VxgConnectionError,
    VxgRequestError,
    VxgResponseError,
    VxgTimeoutError,
)
from ..const import (
    CAMERAS_INTERVAL,
    CATCH_UP_INTERVAL,
    DISCOVERY_COOLDOWN,
    LOGGER,
    PARALLEL_READS,
    STALE_AFTER,
    TYPES_INTERVAL,
)
from ..errors import request_error
from ..helpers.cloud_clock import CloudClock
from ..helpers.reauth import ReauthGuard
from ..helpers.signals import signal_camera, signal_cameras_changed
from ..helpers.unexpected import expected_error
from .absence_tracker import AbsenceTracker
from .state import Cameras, CameraState, StateChange
from .store import CameraStore, StoredCamera, without_volatile_fields

# In seconds. Setup delays Home Assistant's start by no more than this.
SETUP_TIMEOUT = 10

# One list may be incomplete: an event type is gone after this many reads without it, a
# camera of a group only if STALE_AFTER has passed as well.
STALE_AFTER_READS = 3

__all__ = ["CameraCoordinator", "CameraState"]


class CameraCoordinator(DataUpdateCoordinator[Cameras]):
    """Reads cameras and event types at long intervals, and reports changes.

    A failure after the first read keeps the data: availability is up to the event poll.
    """

    config_entry: ConfigEntry

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        client: VxgClient,
        reauth: ReauthGuard,
        clock: CloudClock,
    ) -> None:
        super().__init__(
            hass,
            LOGGER,
            config_entry=entry,
            name=f"{entry.title} cameras",
            update_interval=CAMERAS_INTERVAL,
            always_update=False,
        )
        self._client = client
        self._reauth = reauth
        self._clock = clock
        self._types_due: dict[int, datetime] = {}
        self._local_changes: list[tuple[int, StateChange]] = []
        self._published: Cameras = {}
        self._discovery = Debouncer(
            hass,
            LOGGER,
            cooldown=DISCOVERY_COOLDOWN,
            immediate=True,
            function=self.async_refresh,
            background=True,
        )
        self.restored = False
        self._absent_cameras = AbsenceTracker[int](
            reads=STALE_AFTER_READS, min_duration=STALE_AFTER
        )
        self._absent_types = AbsenceTracker[tuple[int, str]](reads=STALE_AFTER_READS)
        self._camera_store = CameraStore(hass, entry.entry_id, self._stored_items)
        self.listed_ids: frozenset[int] = frozenset()
        self.listed_at: datetime | None = None
        self.reconnects = 0
        self.last_failure: str | None = None

    async def async_load(self) -> None:
        """Load the stored cameras, or read them. Raises ConfigEntryNotReady."""
        stored = await self._camera_store.async_load()
        self.restored = bool(stored)
        if not stored:
            await self.async_config_entry_first_refresh()
            return
        self.data = {
            camera.id: CameraState(
                camera=camera,
                types=None if types is None else {item.name: item for item in types},
            )
            for camera, types in stored
        }
        # Until the first read no device of a stored camera may be removed.
        self.listed_ids = frozenset(self.data)

    async def async_save(self) -> None:
        """Save the cameras for the next start."""
        await self._camera_store.async_save()

    def _stored_items(self) -> Iterator[StoredCamera]:
        for state in self.data.values():
            yield state.camera, None if state.types is None else state.types.values()

    @callback
    def async_start(self) -> None:
        """Start reading and reporting changes."""
        self._published = self.data
        if self.restored:
            self.config_entry.async_create_background_task(
                self.hass, self.async_refresh(), f"{self.name} first read"
            )
        else:
            self._camera_store.schedule_save()
        self.config_entry.async_on_unload(self.async_add_listener(self._publish))
        self.config_entry.async_on_unload(self._discovery.async_shutdown)

    @callback
    def async_request_discovery(self, camera_id: int) -> None:
        """Request a read, because an event has an unknown camera or type."""
        self._types_due.pop(camera_id, None)
        self._discovery.async_schedule_call()

    async def async_refresh_camera(self, camera_id: int) -> None:
        """Read the cameras and the event types of this one, as requested by a user."""
        self._types_due.pop(camera_id, None)
        await self.async_request_refresh()

    @callback
    def async_add_type(self, camera_id: int, event_type: EventType) -> None:
        """Apply an event type from a response of the cloud."""
        self._apply_change(camera_id, lambda state: state.with_type(event_type))

    @callback
    def async_set_recording_mode(self, camera_id: int, mode: str) -> None:
        """Apply a recording mode that the cloud accepted."""
        self._apply_change(camera_id, lambda state: state.with_recording_mode(mode))

    def _apply_change(self, camera_id: int, change: StateChange) -> None:
        # The response to a running read may not include the change yet.
        self._local_changes.append((camera_id, change))
        if (state := self.data.get(camera_id)) is not None:
            self.async_set_updated_data({**self.data, camera_id: change(state)})

    @override
    async def _async_update_data(self) -> Cameras:
        first = self.data is None
        deadline = self.hass.loop.time() + SETUP_TIMEOUT if first else None
        self._local_changes.clear()
        asked_at = dt_util.utcnow()
        try:
            states = await self._read_states(asked_at, deadline)
        except Exception as caught:
            err = expected_error(self.hass, "camera list", caught, VxgRequestError)
            self._reauth.read_failed(err)
            self.last_failure = str(err)
            if first:
                raise request_error(err, self.config_entry.title, UpdateFailed) from err
            LOGGER.debug("Could not read cameras: %s", err)
            return self.data
        for camera_id, change in self._local_changes:
            if camera_id in states:
                states[camera_id] = change(states[camera_id])
        incomplete = any(state.types is None for state in states.values())
        self.update_interval = CATCH_UP_INTERVAL if incomplete else CAMERAS_INTERVAL
        # The time before the request: a camera that was added since may be missing.
        self.listed_at = asked_at
        return states

    async def _read_states(self, asked_at: datetime, deadline: float | None) -> Cameras:
        """Return the known states, updated with cameras and details that were read."""
        cameras = await self._read_cameras(deadline)
        self._reauth.read_succeeded()
        self.last_failure = None
        states = self._merge(cameras, asked_at)
        try:
            async with asyncio.timeout_at(deadline):
                await self._read_details(states)
        except TimeoutError:
            LOGGER.debug("Setup timed out; event types are read later")
        return states

    async def _read_cameras(self, deadline: float | None) -> Sequence[Camera]:
        try:
            async with asyncio.timeout_at(deadline):
                if (camera_id := self._client.token.camera_id) is not None:
                    return [await self._client.camera(camera_id)]
                page = await self._client.cameras()
        except TimeoutError as err:
            raise VxgTimeoutError("Timeout during setup") from err
        if not page.valid:
            raise VxgResponseError("No list of cameras in the response")
        return page.items

    def _merge(self, cameras: Sequence[Camera], asked_at: datetime) -> Cameras:
        """Return the known states, updated with the cameras that were read."""
        states = dict(self.data or {})
        for camera in cameras:
            known = states.get(camera.id)
            if known is None:
                states[camera.id] = CameraState(camera=camera)
                continue
            if camera.online and not known.camera.online:
                self._types_due.pop(camera.id, None)
                self.reconnects += 1
            if camera != known.camera:
                states[camera.id] = replace(known, camera=camera)
        self.listed_ids = frozenset(camera.id for camera in cameras)
        if self.listed_ids and self._client.token.kind is TokenKind.GROUP:
            for camera_id in self._absent_cameras.update(
                states, self.listed_ids, asked_at
            ):
                del states[camera_id]
        return states

    async def _read_details(self, states: Cameras) -> None:
        """Read the clock, types and tokens; what fails is read again later."""
        reads = [self._clock.async_measure_if_due(), self._read_types(states)]
        if self._client.token.kind is TokenKind.GROUP and not self.data:
            # The client caches them, so that a command to a camera is one request.
            reads.append(self._read_tokens())
        for result in await asyncio.gather(*reads, return_exceptions=True):
            if isinstance(result, Exception):
                err = expected_error(
                    self.hass, "camera details", result, VxgRequestError
                )
                LOGGER.debug("Could not read camera details: %s", err)
            elif isinstance(result, BaseException):
                raise result

    async def _read_tokens(self) -> None:
        await self._client.channels()

    async def _read_types(self, states: Cameras) -> None:
        """Read the event types that are due, of a few cameras at a time."""
        now = dt_util.utcnow()
        due = [
            camera_id
            for camera_id in states
            if self._types_due.get(camera_id, now) <= now
        ]

        async def read_next() -> None:
            while due:
                camera_id = due.pop(0)
                try:
                    page = await self._client.event_types(camera_id)
                    if page.valid:
                        self._store_types(states, camera_id, page.items, now)
                except VxgConnectionError as err:
                    # Or each of the other cameras would have to time out, too.
                    LOGGER.debug("Could not read event types: %s", err)
                    due.clear()
                except Exception as caught:
                    error = expected_error(
                        self.hass, "event types", caught, VxgRequestError
                    )
                    LOGGER.debug("No event types of camera %s: %s", camera_id, error)

        await asyncio.gather(*(read_next() for _ in range(PARALLEL_READS)))

    def _store_types(
        self,
        states: Cameras,
        camera_id: int,
        types: Sequence[EventType],
        now: datetime,
    ) -> None:
        # Jitter spreads the reads of many cameras, which begin at the same time.
        self._types_due[camera_id] = now + TYPES_INTERVAL * uniform(0.75, 1.25)
        known = states[camera_id].types or {}
        read = {item.name: item for item in types}
        gone = self._absent_types.update(
            [(camera_id, name) for name in known],
            {(camera_id, name) for name in read},
            now,
        )
        current = {
            name: item for name, item in known.items() if (camera_id, name) not in gone
        }
        states[camera_id] = replace(states[camera_id], types=current | read)

    @callback
    def _publish(self) -> None:
        """Notify entities of changes, and platforms of new cameras and types."""
        before, self._published = self._published, self.data
        if before.keys() - self.data.keys():
            # The next setup removes the devices of the cameras that are gone.
            self._camera_store.schedule_save()
            self.hass.config_entries.async_schedule_reload(self.config_entry.entry_id)
            return
        changed = []
        entry_id = self.config_entry.entry_id
        for camera_id, state in self.data.items():
            known = before.get(camera_id)
            if known == state:
                continue
            if known is None or known.types != state.types:
                changed.append(camera_id)
            elif without_volatile_fields(known.camera) != without_volatile_fields(
                state.camera
            ):
                self._camera_store.schedule_save()
            async_dispatcher_send(self.hass, signal_camera(entry_id, camera_id))
        if changed:
            self._camera_store.schedule_save()
            async_dispatcher_send(self.hass, signal_cameras_changed(entry_id), changed)
