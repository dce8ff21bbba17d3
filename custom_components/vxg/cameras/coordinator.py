"""Coordinator of the cameras and their event types."""

import asyncio
from collections.abc import Awaitable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from random import uniform
from typing import override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CoreState, HomeAssistant, callback
from homeassistant.helpers.debounce import Debouncer
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator, UpdateFailed

from ..aiovxg import (
    Camera,
    EventType,
    TokenKind,
    VxgClient,
    VxgRequestError,
    VxgTimeoutError,
)
from ..const import (
    CAMERAS_INTERVAL,
    CATCH_UP_INTERVAL,
    DISCOVERY_COOLDOWN,
    LOGGER,
    STALE_AFTER,
)
from ..errors import request_error
from ..helpers import clocks
from ..helpers.clocks.cloud_clock import CloudClock
from ..helpers.issues import async_forget_camera
from ..helpers.reauth import ReauthGuard
from ..helpers.signals import signal_camera, signal_cameras_changed
from ..helpers.sleep import async_start_later, timeout_at
from ..helpers.unexpected import expected_error
from .absence_tracker import AbsenceTracker
from .devices import (
    async_camera_name,
    async_remove_camera_device,
    async_update_camera_device,
)
from .event_types import EventTypeReader
from .state import Cameras, CameraState, StateChange
from .store import CameraStore, StoredCamera, without_volatile_fields

# In seconds. Setup delays Home Assistant's start by no more than this.
SETUP_TIMEOUT = 10

# Of known cameras while Home Assistant starts, as all homes of a town may do at once.
MAX_FIRST_DELAY = timedelta(seconds=30)

# One list may be incomplete: a camera of a group is gone after this many reads without
# it, and only if STALE_AFTER has passed as well.
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
        self._types = EventTypeReader(hass, client)
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
        self._camera_store = CameraStore(hass, entry, self._stored_items)
        self.listed_ids: frozenset[int] = frozenset()
        # On the monotonic clock.
        self.listed_at: float | None = None
        self.reconnects = 0
        self.last_failure: str | None = None

    async def async_load(self) -> None:
        """Load the stored cameras, or read them. Raises ConfigEntryNotReady."""
        own_id = self._client.token.camera_id
        stored = [
            item
            for item in await self._camera_store.async_load()
            if own_id is None or item[0].id == own_id
        ]
        self.restored = bool(stored)
        if not stored:
            await self.async_config_entry_first_refresh()
            return
        self.data = {
            camera.id: CameraState.from_stored(camera, types)
            for camera, types in stored
        }
        # Until the first read no device of a stored camera may be removed.
        self.listed_ids = frozenset(self.data)

    async def async_save(self) -> None:
        """Save the cameras for the next start."""
        await self._camera_store.async_save()

    def camera_name(self, camera_id: int) -> str:
        """Return the name of a camera; the title of the entry if the camera is gone."""
        if (state := self.data.get(camera_id)) is None:
            return self.config_entry.title
        return async_camera_name(self.hass, self.config_entry, state.camera)

    def _stored_items(self) -> Iterator[StoredCamera]:
        for state in self.data.values():
            yield state.camera, None if state.types is None else state.types.values()

    @callback
    def async_start(self) -> None:
        """Start reading and reporting changes."""
        self._published = self.data
        if self.restored or self._types.in_background:
            delay = timedelta()
            if self.restored and self.hass.state is not CoreState.running:
                self._types.spread(self.data)
                delay = MAX_FIRST_DELAY * uniform(0, 1)
            name = f"{self.name} first read"
            async_start_later(
                self.hass, self.config_entry, delay, self.async_refresh, name
            )
        if not self.restored:
            self._camera_store.schedule_save()
        self.config_entry.async_on_unload(self.async_add_listener(self._publish))
        self.config_entry.async_on_unload(self._discovery.async_shutdown)

    @callback
    def async_request_discovery(self, camera_id: int) -> None:
        """Request a read, because an event has an unknown camera or type."""
        self._types.request(camera_id)
        self._discovery.async_schedule_call()

    async def async_refresh_camera(self, camera_id: int) -> None:
        """Read the cameras and the event types of this one, as requested by a user."""
        self._types.request(camera_id, force=True)
        await self.async_request_refresh()

    @callback
    def async_forget(self, camera_ids: Iterable[int]) -> None:
        """Forget cameras whose devices are removed; they are new if listed again."""
        data = dict(self.data)
        for camera_id in camera_ids:
            data.pop(camera_id, None)
        self._set_data(data)

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
            self._set_data({**self.data, camera_id: change(state)})

    def _set_data(self, data: Cameras) -> None:
        # Not `async_set_updated_data`, which would put off the next read.
        self.data = data
        self.async_update_listeners()

    @override
    async def _async_update_data(self) -> Cameras:
        first = self.data is None
        deadline = clocks.monotonic() + SETUP_TIMEOUT if first else None
        self._local_changes.clear()
        asked_at = clocks.monotonic()
        try:
            states = await self._read_states(asked_at, deadline)
        except Exception as caught:
            err = expected_error(self.hass, "camera list", caught, VxgRequestError)
            self._reauth.read_failed(err)
            self.last_failure = type(err).__name__
            if first:
                raise request_error(err, self.config_entry.title, UpdateFailed) from err
            LOGGER.debug("Could not read cameras: %s", err)
            return self.data
        for camera_id, change in self._local_changes:
            if camera_id in states:
                states[camera_id] = change(states[camera_id])
        retry = self._types.next_retry(states)
        self.update_interval = (
            CAMERAS_INTERVAL
            if retry is None
            else max(CATCH_UP_INTERVAL, min(retry, CAMERAS_INTERVAL))
        )
        # The time before the request: a camera that was added since may be missing.
        self.listed_at = asked_at
        # A camera that was forgotten meanwhile is in neither.
        known = self.listed_ids | (self.data or {}).keys()
        return {key: states[key] for key in states if key in known}

    async def _read_states(self, asked_at: float, deadline: float | None) -> Cameras:
        """Return the known states, updated with cameras and details that were read."""
        cameras = await self._read_cameras(deadline)
        self._reauth.read_succeeded()
        self.last_failure = None
        states = self._merge(cameras, asked_at)
        try:
            async with timeout_at(deadline):
                await self._read_details(states)
        except TimeoutError:
            self._types.in_background = True
        self._types.log_progress(self.config_entry.title, states)
        return states

    async def _read_cameras(self, deadline: float | None) -> Sequence[Camera]:
        try:
            async with timeout_at(deadline):
                if (camera_id := self._client.token.camera_id) is not None:
                    return [await self._client.camera(camera_id)]
                page = await self._client.cameras()
        except TimeoutError as err:
            raise VxgTimeoutError("Timeout during setup") from err
        page.raise_for_invalid()
        return page.items

    def _merge(self, cameras: Sequence[Camera], asked_at: float) -> Cameras:
        """Return the known states, updated with the cameras that were read."""
        states = dict(self.data or {})
        for camera in cameras:
            known = states.get(camera.id)
            if known is None:
                states[camera.id] = CameraState(camera=camera)
                continue
            if camera.online and not known.camera.online:
                self._types.request(camera.id, force=True)
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
        reads: list[Awaitable[object]] = [self._clock.async_measure_if_due()]
        reads.append(self._types.read(states))
        if self._client.token.kind is TokenKind.GROUP and not self.data:
            # The client caches them, so that a command to a camera is one request.
            reads.append(self._client.channels())
        for result in await asyncio.gather(*reads, return_exceptions=True):
            if isinstance(result, Exception):
                err = expected_error(
                    self.hass, "camera details", result, VxgRequestError
                )
                LOGGER.debug("Could not read camera details: %s", err)
            elif isinstance(result, BaseException):
                raise result

    @callback
    def _publish(self) -> None:
        """Notify entities of changes, and platforms of new cameras and types."""
        before, self._published = self._published, self.data
        gone = before.keys() - self.data.keys()
        self._types.forget(gone)
        for camera_id in gone:
            async_forget_camera(self.hass, self.config_entry, camera_id)
            async_remove_camera_device(self.hass, self.config_entry, camera_id)
        changed = [*gone]
        entry_id = self.config_entry.entry_id
        for camera_id, state in self.data.items():
            known = before.get(camera_id)
            if known == state:
                continue
            if known is None or not known.has_same_types(state):
                changed.append(camera_id)
            elif without_volatile_fields(known.camera) != without_volatile_fields(
                state.camera
            ):
                self._camera_store.schedule_save()
            async_update_camera_device(self.hass, self.config_entry, state.camera)
            async_dispatcher_send(self.hass, signal_camera(entry_id, camera_id))
        if changed:
            self._camera_store.schedule_save()
            async_dispatcher_send(self.hass, signal_cameras_changed(entry_id), changed)
