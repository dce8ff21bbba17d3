"""Command vxg/events/subscribe: send what happens to cameras."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from homeassistant.auth.permissions.const import POLICY_READ
from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import CALLBACK_TYPE, Event as BusEvent, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.event import async_call_later

from ..aiovxg import Event, NewEvent
from ..const import ATTR_ENTRY_ID, EVENT_VXG_GAP
from ..data import VxgConfigEntry, async_camera_entity_id
from ..frontend import async_get_bundle_version
from ..helpers import clocks
from ..helpers.signals import (
    signal_availability,
    signal_event_changed,
    signal_event_image,
    signal_new_event,
)
from .cameras import EntryCameras, async_get_cameras
from .gaps import gap_message, parse_gap
from .serialization import EventSerializer, async_get_texts

# In seconds: cameras become unavailable one after the other.
AVAILABILITY_DELAY = 0.5


async def async_subscribe_events(
    hass: HomeAssistant, connection: ActiveConnection, message: Mapping[str, Any]
) -> None:
    """Start a subscription, which ends with the connection.

    Raises a translated HomeAssistantError.
    """
    message_id: int = message["id"]
    connection.subscriptions[message_id] = lambda: None
    texts = await async_get_texts(hass, message.get("language"))
    # A connection that was closed meanwhile has no subscriptions, and stops none later.
    if connection.subscriptions.pop(message_id, None) is None:
        return
    subscription = EventSubscription(
        EventSerializer(hass=hass, connection=connection, texts=texts), message
    )
    connection.subscriptions[message_id] = subscription.async_stop
    connection.send_result(message_id)
    subscription.async_send_availability()


class EventSubscription:
    """Sends the events, images, changes, gaps and the availability of cameras.

    The rights of the user are checked for each message, because they may change.
    """

    def __init__(self, serializer: EventSerializer, message: Mapping[str, Any]) -> None:
        """Initialize. Raises ServiceValidationError."""
        self._serializer = serializer
        self._hass = serializer.hass
        self._connection = serializer.connection
        self._message = message
        self._sources = self._find_cameras()
        self._connected: set[tuple[str, int]] = set()
        self._unsubscribe: list[CALLBACK_TYPE] = []
        self._availability_timer: CALLBACK_TYPE | None = None
        self._last_availability: dict[str, Any] | None = None
        self._connect_cameras()
        if ATTR_ENTRY_ID in message:
            self._unsubscribe.append(
                self._hass.bus.async_listen(
                    er.EVENT_ENTITY_REGISTRY_UPDATED, self._update_cameras
                )
            )
        self._unsubscribe.append(
            self._hass.bus.async_listen(EVENT_VXG_GAP, self._handle_gap)
        )

    @callback
    def async_stop(self) -> None:
        """Stop the subscription."""
        while self._unsubscribe:
            self._unsubscribe.pop()()
        if self._availability_timer is not None:
            self._availability_timer()
            self._availability_timer = None

    @callback
    def async_send_availability(self, _now: datetime | None = None) -> None:
        """Send the availability of the cameras, unless it is known."""
        self._availability_timer = None
        unavailable: list[str] = []
        oldest: float | None = None
        count = 0
        for cameras in self._readable():
            for camera_id, entity_id in cameras.entity_ids.items():
                count += 1
                if cameras.entry.state is not ConfigEntryState.LOADED:
                    continue
                availability = cameras.entry.runtime_data.events.availability
                since = availability.unavailable_since(camera_id)
                if since is not None:
                    unavailable.append(entity_id)
                    oldest = since if oldest is None else min(oldest, since)
        if not count:
            return
        age = None if oldest is None else clocks.monotonic() - oldest
        content = {
            "available": not unavailable,
            "since": None
            if age is None
            else (clocks.house_now() - timedelta(seconds=age)).isoformat(),
            "entity_ids": None if len(unavailable) == count else unavailable,
        }
        known = self._last_availability
        if known is None or (known["available"], known["entity_ids"]) != (
            content["available"],
            content["entity_ids"],
        ):
            self._last_availability = content
            version = async_get_bundle_version(self._hass)
            self._send("availability", **content, version=version)

    def _find_cameras(self) -> list[EntryCameras]:
        return async_get_cameras(self._hass, self._connection.user, self._message)

    def _readable(self) -> list[EntryCameras]:
        """Return the cameras that the user may still read."""
        may_read = self._connection.user.permissions.check_entity
        readable = [
            replace(
                cameras,
                entity_ids={
                    camera_id: entity_id
                    for camera_id, entity_id in cameras.entity_ids.items()
                    if may_read(entity_id, POLICY_READ)
                },
            )
            for cameras in self._sources
        ]
        return [cameras for cameras in readable if cameras.entity_ids]

    def _connect(self, signal: Any, target: Callable[..., None]) -> None:
        self._unsubscribe.append(async_dispatcher_connect(self._hass, signal, target))

    def _connect_cameras(self) -> None:
        """Subscribe to the cameras that are new."""
        for cameras in self._sources:
            entry_id = cameras.entry.entry_id
            for camera_id in cameras.entity_ids:
                if (entry_id, camera_id) in self._connected:
                    continue
                self._connected.add((entry_id, camera_id))
                new_event, image, changed = (
                    partial(handle, cameras.entry)
                    for handle in (
                        self._handle_new_event,
                        self._handle_image,
                        self._handle_changed,
                    )
                )
                self._connect(signal_new_event(entry_id, camera_id), new_event)
                self._connect(signal_event_image(entry_id, camera_id), image)
                self._connect(signal_event_changed(entry_id, camera_id), changed)
                self._connect(
                    signal_availability(entry_id, camera_id), self._handle_availability
                )

    @callback
    def _update_cameras(
        self, event: BusEvent[er.EventEntityRegistryUpdatedData]
    ) -> None:
        """Subscribe to cameras that the entry has got since."""
        if not event.data["entity_id"].startswith(f"{CAMERA_DOMAIN}."):
            return
        # The user may read none of them any more, or the entry is being reloaded.
        with suppress(HomeAssistantError):
            self._sources = self._find_cameras()
        self._connect_cameras()

    @callback
    def _handle_new_event(self, entry: VxgConfigEntry, new_event: NewEvent) -> None:
        self._send_event("event", entry, new_event.event)

    @callback
    def _handle_image(self, entry: VxgConfigEntry, new_event: NewEvent) -> None:
        self._send_event("picture", entry, new_event.event)

    @callback
    def _handle_changed(self, entry: VxgConfigEntry, event: Event) -> None:
        self._send_event("changed", entry, event)

    def _send_event(self, kind: str, entry: VxgConfigEntry, event: Event) -> None:
        entity_id = async_camera_entity_id(self._hass, entry, event.camera_id)
        if (
            entity_id is None
            or entry.state is not ConfigEntryState.LOADED
            or not self._connection.user.permissions.check_entity(
                entity_id, POLICY_READ
            )
        ):
            return
        content = self._serializer.to_message(
            entry.runtime_data, entity_id, event, has_image=event.thumb is not None
        )
        self._send(kind, event=content)

    @callback
    def _handle_gap(self, event: BusEvent[dict[str, Any]]) -> None:
        if (gap := parse_gap(event.data)) is None:
            return
        message = gap_message(gap, sources := self._readable())
        if sources and message["entity_ids"] != []:
            self._send("gap", gap=message)

    @callback
    def _handle_availability(self) -> None:
        if self._availability_timer is None:
            self._availability_timer = async_call_later(
                self._hass, AVAILABILITY_DELAY, self.async_send_availability
            )

    def _send(self, kind: str, **content: Any) -> None:
        self._connection.send_event(self._message["id"], {"type": kind, **content})
