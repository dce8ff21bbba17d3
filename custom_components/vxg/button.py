"""Buttons: create or trigger an event, take a picture, and test the way to the cloud."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, override
from uuid import uuid4

from homeassistant.components.button import ButtonEntity
from homeassistant.const import EntityCategory
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.event import async_call_later

from .actions.create_event import async_create_event
from .actions.event_command import CREATE_EVENT, TRIGGER_EVENT, EventCommand
from .actions.validation import EventRequest
from .aiovxg import Event, VxgError
from .cameras.coordinator import CameraState
from .const import TEST_EVENT_TYPE
from .data import VxgConfigEntry, VxgRuntimeData
from .entity import VxgEntity, VxgEntryEntity, VxgTypeEntity, async_add_per_camera
from .errors import request_error, validation_error
from .helpers import clocks
from .helpers.issues import async_update_test_issue
from .helpers.review_tags import MARKER_PROCESSED, PROCESSED, TAG_PROCESS
from .helpers.signals import signal_test_event
from .media.still import still_key

# A slow press must not hold others; the outbox limits concurrent requests.
PARALLEL_UPDATES = 0

# The cloud may return the previous image until the camera has sent the requested one.
PICTURE_DELAYS = timedelta(seconds=5), timedelta(seconds=20)

# How long the event of a test may take until a poll lists it.
MIN_TEST_TIMEOUT = timedelta(seconds=60)
TEST_POLLS = 3

COMMANDS = (TRIGGER_EVENT, CREATE_EVENT)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: VxgConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the buttons of the entry and of all cameras."""
    async_add_entities([TestButton(entry)])
    await async_add_per_camera(hass, entry, async_add_entities, _build)


def _build(entry: VxgConfigEntry, state: CameraState) -> Iterator[VxgEntity]:
    for event_type in (state.types or {}).values():
        for command in COMMANDS:
            if command.is_supported(event_type):
                yield EventButton(entry, state, event_type.name, command)
    yield TakePictureButton(entry, state)


class EventButton(VxgTypeEntity, ButtonEntity):
    """A button that creates or triggers an event of one type."""

    def __init__(
        self,
        entry: VxgConfigEntry,
        state: CameraState,
        name: str,
        command: EventCommand,
    ) -> None:
        super().__init__(entry, state, f"{command.key}_{name}")
        self._attr_translation_key = command.key
        self._name = name
        self._command = command

    @override
    async def async_press(self) -> None:
        """Create or trigger the event."""
        await self._command.execute(
            self.data, self.camera_id, EventRequest(event_type=self._name)
        )


class TakePictureButton(VxgEntity, ButtonEntity):
    """A button that asks the camera for a fresh still image."""

    _attr_translation_key = "take_picture"

    def __init__(self, entry: VxgConfigEntry, state: CameraState) -> None:
        super().__init__(entry, state, "take_picture")
        self._timers: list[CALLBACK_TYPE] = []

    @override
    async def async_added_to_hass(self) -> None:
        """Cancel the timers with the entity."""
        await super().async_added_to_hass()
        self.async_on_remove(self._cancel_timers)

    @override
    async def async_press(self) -> None:
        """Request the image; those that are shown until it arrives are outdated."""
        try:
            await self.data.client.request_preview(self.camera_id)
        except VxgError as err:
            raise request_error(err, self.data.camera_name(self.camera_id)) from err
        self._discard_outdated()
        self._cancel_timers()
        self._timers = [
            async_call_later(self.hass, delay, self._discard_outdated)
            for delay in PICTURE_DELAYS
        ]

    @callback
    def _discard_outdated(self, _now: datetime | None = None) -> None:
        self.data.media.cache.images.discard(still_key(self.camera_id))

    @callback
    def _cancel_timers(self) -> None:
        while self._timers:
            self._timers.pop()()


class TestButton(VxgEntryEntity, ButtonEntity):
    """A button that creates an event of its own, and waits until a poll lists it.

    No automation and no other entity sees the event.
    """

    _attr_translation_key = "test"
    _attr_entity_category = EntityCategory.DIAGNOSTIC
    _attr_entity_registry_enabled_default = False

    def __init__(self, entry: VxgConfigEntry) -> None:
        super().__init__(entry, "test")
        self._test: ConnectionTest | None = None
        self._cancel_timer: CALLBACK_TYPE | None = None

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """Return the durations of the last test in seconds."""
        return {} if self._test is None else self._test.durations

    @override
    async def async_added_to_hass(self) -> None:
        """Subscribe to events that came back."""
        await super().async_added_to_hass()
        self.subscribe(signal_test_event(self.entry.entry_id), self._handle_event)
        self.async_on_remove(self._stop_waiting)

    @override
    async def async_press(self) -> None:
        """Create the event, and wait for it in the background."""
        self._stop_waiting()
        test = self._test = ConnectionTest(self.data, self._camera_id())
        try:
            await test.async_create()
        except HomeAssistantError as err:
            self._report(str(err))
            raise
        if self._test is test and not test.is_complete:
            interval = self.data.events.effective_interval or timedelta()
            timeout = max(MIN_TEST_TIMEOUT, TEST_POLLS * interval)
            self._cancel_timer = async_call_later(
                self.hass, timeout, self._handle_timeout
            )
        self._update()

    def _camera_id(self) -> int:
        """Return a camera whose events can be created, preferably a connected one."""
        data = self.data
        if not data.cameras.data:
            raise validation_error("no_camera")
        writable = [
            camera_id
            for camera_id in data.cameras.data
            if data.client.writable(camera_id) is not False
        ]
        writable.sort(key=data.is_connected, reverse=True)
        if not writable:
            raise validation_error("read_only_token", subject=self.entry.title)
        return writable[0]

    @callback
    def _handle_event(self, event: Event) -> None:
        if self._test is not None and self._test.is_own(event):
            self._test.record_listed()
            self._update()

    def _update(self) -> None:
        """Show the durations, and end the test once the event came back."""
        if self._test is not None and self._test.is_complete:
            self._stop_waiting()
            self._report(None)
        self.async_write_ha_state()

    @callback
    def _handle_timeout(self, _now: datetime) -> None:
        self._cancel_timer = None
        self._report("–")

    def _report(self, problem: str | None) -> None:
        async_update_test_issue(self.hass, self.entry, problem)

    @callback
    def _stop_waiting(self) -> None:
        if self._cancel_timer is not None:
            self._cancel_timer()
            self._cancel_timer = None


class ConnectionTest:
    """One test: an event on its way to the cloud and back."""

    def __init__(self, data: VxgRuntimeData, camera_id: int) -> None:
        self._data = data
        self._camera_id = camera_id
        self._mark = uuid4().hex
        self._started = clocks.monotonic()
        self._created: float | None = None
        self._listed: float | None = None

    async def async_create(self) -> None:
        """Create the event. Raises a translated HomeAssistantError."""
        # It cannot be deleted, but nobody has to review it.
        metadata = {
            "mark": self._mark,
            TAG_PROCESS: PROCESSED,
            MARKER_PROCESSED: "",
        }
        request = EventRequest(event_type=TEST_EVENT_TYPE, metadata=metadata)
        await async_create_event(
            self._data, self._camera_id, request, create_event_type=True, queue=False
        )
        self._created = clocks.monotonic()

    def is_own(self, event: Event) -> bool:
        """Return whether an event is the one of this test."""
        return event.meta.get("mark") == self._mark

    def record_listed(self) -> None:
        """Record that a poll listed the event, perhaps before its creation returned."""
        self._listed = clocks.monotonic()

    @property
    def is_complete(self) -> bool:
        """Whether the event was created and came back."""
        return self._created is not None and self._listed is not None

    @property
    def durations(self) -> dict[str, Any]:
        """Durations of both ways and of all in seconds, None until they are over."""
        started, created, listed = self._started, self._created, self._listed
        read = None
        if created is not None and listed is not None:
            read = max(0.0, listed - created)
        return {
            "camera": self._data.camera_name(self._camera_id),
            "create_seconds": _rounded(None if created is None else created - started),
            "read_seconds": _rounded(read),
            "total_seconds": _rounded(None if listed is None else listed - started),
        }


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 2)
