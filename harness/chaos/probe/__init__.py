"""Probe that records deliveries, reads and saves inside Home Assistant.

As a component of a real `hass` it appends lines to a file, each with one system call,
so that they survive a SIGKILL. The in-process variant uses the same functions.

A line is an object with `kind` and `at` (Unix seconds of the world), with the `entry` if
it is about one of them, and:

- `fired`: `vxg_event` was on the bus: `id`, `time`, `late`.
- `shown`: an event entity changed: `entity`, `state`, `id`, `time`.
- `image`: the image of an event was reported: `id`, `time`.
- `gap`: `vxg_gap` was on the bus: `start`, `end`, `camera`.
- `available`: a binary sensor became available or not: `entity`, `available`.
- `issue`: a repair issue was created or removed: `action`, `issue`.
- `asked`: a window of events is being read.
- `read`: a window of events was read to its end: `began`, `start`, `end`, `camera`
  (None for all), `pages`.
- `saving`: the state of the event log is taken, `saved`: it is on disk.
- `entry`: the entry's `state` changed.
- `started`: Home Assistant has started.
- `stopping`: Home Assistant is stopping in an orderly way.
"""

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from functools import partial, wraps
import json
import os
import signal
import time
from typing import Any
from weakref import WeakKeyDictionary

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
    current_entry,
)
from homeassistant.const import (
    EVENT_HOMEASSISTANT_STARTED,
    EVENT_HOMEASSISTANT_STOP,
    STATE_UNAVAILABLE,
)
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.event import EventStateChangedData
from homeassistant.helpers.issue_registry import (
    EVENT_REPAIRS_ISSUE_REGISTRY_UPDATED,
    EventIssueRegistryUpdatedData,
)
from homeassistant.helpers.storage import Store

from custom_components.vxg.aiovxg import EventLog, NewEvent, VxgClient
from custom_components.vxg.events.event_images import EventImages

# Environment variable with the path of the file of a real `hass`.
FILE_VARIABLE = "CHAOS_PROBE_FILE"

# The entry under test, and one beside it on the same server, with a camera of its own.
ENTRY_ID = "01chaosentry00000000000000"
NEIGHBOR_ID = "01chaosneighbor00000000000"
NEIGHBOR_CAMERA = 9001
NEIGHBOR_NAME = "neighbor"

type Emit = Callable[[dict[str, Any]], None]


async def async_setup(hass: HomeAssistant, config: dict[str, Any]) -> bool:
    """Observe a real `hass`, and reload the entry on SIGUSR1."""
    emit = partial(append_line, os.environ[FILE_VARIABLE])
    watch_reads(emit)
    watch_images(emit)
    watch_saves(emit)
    watch_deliveries(hass, emit)
    watch_reports(hass, emit)
    hass.loop.add_signal_handler(signal.SIGUSR1, _reload, hass)
    return True


def append_line(path: str, line: dict[str, Any]) -> None:
    """Append a line with one system call, so that it survives a SIGKILL."""
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    file = os.open(path, flags, 0o600)
    os.write(file, f"{json.dumps(line)}\n".encode())
    os.close(file)


@callback
def _reload(hass: HomeAssistant) -> None:
    for entry in hass.config_entries.async_entries("vxg"):
        hass.config_entries.async_schedule_reload(entry.entry_id)


class World:
    """The world's time, which an in-process Home Assistant does not have."""

    time: Callable[[], float] = staticmethod(time.time)


def emit_line(emit: Emit, kind: str, **content: Any) -> None:
    """Emit a line with the current time."""
    emit({"kind": kind, "at": World.time(), **content})


def _entry_of(*, neighbor: bool) -> str:
    return NEIGHBOR_ID if neighbor else ENTRY_ID


def _entry_at_work() -> str:
    entry = current_entry.get()
    return ENTRY_ID if entry is None else entry.entry_id


def _timestamp(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


@callback
def watch_deliveries(hass: HomeAssistant, emit: Emit) -> None:
    """Record events on the bus, states of event entities and of the entry."""

    @callback
    def fired(event: Event) -> None:
        emit_line(
            emit,
            "fired",
            entry=_entry_of(neighbor=event.data["camera_id"] == NEIGHBOR_CAMERA),
            id=event.data["event_id"],
            time=_timestamp(event.data["time"]),
            late=event.data["late"],
        )

    @callback
    def shown(event: Event[EventStateChangedData]) -> None:
        state = event.data["new_state"]
        if state is None or not state.entity_id.startswith("event."):
            return
        # It shows the same events once more.
        if state.attributes.get("device_class") == "doorbell":
            return
        event_id = state.attributes.get("event_id")
        if event_id is not None:
            emit_line(
                emit,
                "shown",
                entry=_entry_of(neighbor=NEIGHBOR_NAME in state.entity_id),
                entity=state.entity_id,
                state=state.state,
                id=event_id,
                time=_timestamp(state.attributes["event_time"]),
            )

    @callback
    def changed(change: ConfigEntryChange, entry: ConfigEntry) -> None:
        if entry.domain == "vxg":
            emit_line(emit, "entry", entry=entry.entry_id, state=entry.state.value)

    @callback
    def started(event: Event) -> None:
        emit_line(emit, "started")

    @callback
    def stopping(event: Event) -> None:
        emit_line(emit, "stopping")

    hass.bus.async_listen("vxg_event", fired)
    hass.bus.async_listen("state_changed", shown)
    hass.bus.async_listen_once(EVENT_HOMEASSISTANT_STARTED, started)
    hass.bus.async_listen_once(EVENT_HOMEASSISTANT_STOP, stopping)
    async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, changed)


@callback
def watch_reports(hass: HomeAssistant, emit: Emit) -> None:
    """Record what is reported to users about the cloud: gaps, repairs, availability."""

    @callback
    def became_available(event: Event[EventStateChangedData]) -> None:
        old, new = event.data["old_state"], event.data["new_state"]
        if new is None or not new.entity_id.startswith("binary_sensor."):
            return
        available = new.state != STATE_UNAVAILABLE
        if old is None or (old.state != STATE_UNAVAILABLE) != available:
            entry = _entry_of(neighbor=NEIGHBOR_NAME in new.entity_id)
            emit_line(
                emit,
                "available",
                entry=entry,
                entity=new.entity_id,
                available=available,
            )

    @callback
    def gap(event: Event) -> None:
        data = event.data
        emit_line(
            emit,
            "gap",
            entry=data["entry_id"],
            start=_timestamp(data["start"]),
            end=_timestamp(data["end"]),
            camera=data.get("camera_id"),
        )

    @callback
    def issue(event: Event[EventIssueRegistryUpdatedData]) -> None:
        if event.data["domain"] == "vxg":
            emit_line(
                emit,
                "issue",
                action=event.data["action"],
                issue=event.data["issue_id"],
            )

    hass.bus.async_listen("vxg_gap", gap)
    hass.bus.async_listen("state_changed", became_available)
    hass.bus.async_listen(EVENT_REPAIRS_ISSUE_REGISTRY_UPDATED, issue)


def watch_reads(emit: Emit) -> None:
    """Record reads of events by the client."""
    read_pages = VxgClient.event_pages

    @wraps(read_pages)
    async def event_pages(self: VxgClient, **query: Any) -> AsyncIterator[Any]:
        began = World.time()
        entry = _entry_of(neighbor=self.token.camera_id == NEIGHBOR_CAMERA)
        emit_line(emit, "asked", entry=entry)
        count, is_valid = 0, True
        async for page in read_pages(self, **query):
            count += 1
            is_valid &= page.valid
            yield page
        # Only reached once the caller has handled the last page.
        known = {"start", "end", "camera_id", "as_camera", "handled"}
        if is_valid and query.keys() <= known:
            camera = query.get("camera_id") or self.token.camera_id
            start, end = query["start"].timestamp(), query["end"].timestamp()
            emit_line(
                emit,
                "read",
                entry=entry,
                began=began,
                start=start,
                end=end,
                camera=camera,
                pages=count,
            )

    VxgClient.event_pages = event_pages  # type: ignore[assignment, method-assign]


def watch_images(emit: Emit) -> None:
    """Record reports of images to entities and triggers."""
    notify = EventImages.notify

    @wraps(notify)
    def notify_and_emit(self: EventImages, new_event: NewEvent) -> None:
        event = new_event.event
        emit_line(
            emit,
            "image",
            entry=_entry_of(neighbor=event.camera_id == NEIGHBOR_CAMERA),
            id=event.id,
            time=event.time.timestamp(),
        )
        notify(self, new_event)

    EventImages.notify = notify_and_emit  # type: ignore[method-assign]


def watch_saves(emit: Emit) -> None:
    """Record when the state of an event log is taken, and when it is on disk."""
    take_snapshot, write = EventLog.snapshot, Store._async_write_data
    initialize = EventLog.__init__
    owners: WeakKeyDictionary[EventLog, str] = WeakKeyDictionary()

    @wraps(initialize)
    def init(self: EventLog, **options: Any) -> None:
        initialize(self, **options)
        owners[self] = _entry_at_work()

    @wraps(take_snapshot)
    def snapshot(self: EventLog, now: datetime) -> Any:
        if (result := take_snapshot(self, now)) is not None:
            emit_line(emit, "saving", entry=owners.get(self, ENTRY_ID))
        return result

    @wraps(write)
    async def write_data(self: Store[Any], data: dict[str, Any]) -> None:
        await write(self, data)
        if self.key.endswith(".ledger"):
            neighbor = NEIGHBOR_ID in self.key
            emit_line(emit, "saved", entry=_entry_of(neighbor=neighbor))

    EventLog.__init__ = init  # type: ignore[method-assign]
    EventLog.snapshot = snapshot  # type: ignore[method-assign]
    Store._async_write_data = write_data  # type: ignore[method-assign]
