"""Tests for the files of the event log: when they are saved and what they restore."""

import asyncio
from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
import threading
from typing import Any
from unittest.mock import patch

from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE
from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.vxg.aiovxg import Event, EventLog, NewEvent
from custom_components.vxg.aiovxg.event_log import state
from custom_components.vxg.aiovxg.event_log.state import (
    MAX_UNARCHIVED_IDS,
    EventLogState,
)
from custom_components.vxg.const import DOMAIN
from custom_components.vxg.events.log_store import EventLogStore, async_remove_event_log

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
MAX_AGE = timedelta(seconds=120)
KEYS = [f"{DOMAIN}.x.archive", f"{DOMAIN}.x.ledger"]


def ready(*events: Event) -> EventLog:
    """Return a log that has bearings and knows events."""
    log = EventLog(max_age=MAX_AGE)
    log.finish_read(log.window(NOW)[0], NOW)
    for event in events:
        log.mark_seen(event, NOW)
    return log


def make_entry() -> MockConfigEntry:
    return MockConfigEntry(domain=DOMAIN, entry_id="x")


def make_store(hass: HomeAssistant, log: EventLog) -> EventLogStore:
    return EventLogStore(hass, make_entry(), log, lambda: NOW)


def motion(event_id: int, time: datetime = NOW) -> Event:
    return Event(id=event_id, camera_id=1, name="motion", time=time)


async def test_a_stored_log_is_restored_and_removed(
    hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    log_store = make_store(hass, ready(motion(1)))
    log_store.schedule_save()
    await log_store.async_save()
    assert sorted(hass_storage) == KEYS
    log = EventLog(max_age=MAX_AGE)
    await make_store(hass, log).async_load()
    assert [item.event.id for item in log.select_new([motion(1), motion(2)], NOW)] == [
        2
    ]
    await async_remove_event_log(hass, make_entry())
    assert not hass_storage


async def test_nothing_is_saved_without_bearings_or_without_changes(
    hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    log_store = make_store(hass, EventLog(max_age=MAX_AGE))
    log_store.schedule_save()
    await log_store.async_save()
    log_store = make_store(hass, ready())
    await log_store.async_save()
    assert not hass_storage
    log = EventLog(max_age=MAX_AGE)
    await make_store(hass, log).async_load()
    assert not log.has_bearings


@pytest.mark.parametrize(
    "invalid",
    [
        {"version": 9, "data": {}},
        {"version": 1, "data": {"at": "today"}},
        {"version": 1, "data": None},
    ],
)
async def test_recent_ids_are_restored_without_a_valid_archive(
    hass: HomeAssistant, hass_storage: dict[str, Any], invalid: dict[str, Any]
) -> None:
    log_store = make_store(hass, ready(motion(1)))
    log_store.schedule_save()
    await log_store.async_save()
    hass_storage[KEYS[0]] = {"key": KEYS[0], "minor_version": 1, **invalid}
    log = EventLog(max_age=MAX_AGE)
    await make_store(hass, log).async_load()
    assert [item.event.id for item in log.select_new([motion(1), motion(2)], NOW)] == [
        2
    ]


@pytest.mark.parametrize(("old", "archives"), [(1, 1), (MAX_UNARCHIVED_IDS + 1, 2)])
async def test_the_archive_is_saved_rarely_unless_many_old_events_are_added(
    hass: HomeAssistant, hass_storage: dict[str, Any], old: int, archives: int
) -> None:
    """Each event of a camera whose clock is hours behind is an old one."""
    log = ready()
    log_store = make_store(hass, log)
    for number in range(1, 5):
        log.mark_seen(motion(number), NOW)
        log_store.schedule_save()
        await log_store.async_save()
    assert (log_store.saves, log_store.archive_saves) == (4, 1)
    added = [motion(9 + number, NOW - timedelta(hours=3)) for number in range(old)]
    for event in added:
        log.mark_seen(event, NOW)
    for _ in range(3):
        log_store.schedule_save()
        await log_store.async_save()
    assert (log_store.saves, log_store.archive_saves) == (7, archives)
    log = EventLog(max_age=MAX_AGE)
    await make_store(hass, log).async_load()
    assert not log.select_new([*added, motion(1)], NOW, since=NOW - timedelta(days=1))


@dataclass
class HeldSave:
    """A save whose serialization takes until it is released."""

    started: asyncio.Event = field(default_factory=asyncio.Event)
    released: threading.Event = field(default_factory=threading.Event)


@pytest.fixture
def held_save(hass: HomeAssistant) -> Generator[HeldSave]:
    """Hold up running saves until they are released."""
    held_save = HeldSave()
    serialize = EventLogState.recent

    def recent(self: EventLogState) -> dict[str, Any]:
        hass.loop.call_soon_threadsafe(held_save.started.set)
        held_save.released.wait()
        return serialize(self)

    with patch.object(EventLogState, "recent", recent):
        yield held_save
    held_save.released.set()


async def start_save(
    hass: HomeAssistant, log_store: EventLogStore, held_save: HeldSave
) -> None:
    log_store.schedule_save()
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=2))
    await held_save.started.wait()


def stored_ids(hass_storage: dict[str, Any]) -> int:
    return len(hass_storage[KEYS[1]]["data"]["ids"].split())


@pytest.mark.parametrize("more", [0, 1])
async def test_home_assistants_stop_waits_for_a_running_save(
    hass: HomeAssistant, hass_storage: dict[str, Any], held_save: HeldSave, more: int
) -> None:
    log = ready(motion(1))
    log_store = make_store(hass, log)
    await start_save(hass, log_store, held_save)
    for number in range(more):
        log.mark_seen(motion(2 + number), NOW)
        log_store.schedule_save()

    @callback
    def release(_event: Any) -> None:
        held_save.released.set()

    hass.bus.async_listen_once(EVENT_HOMEASSISTANT_FINAL_WRITE, release)
    await hass.async_stop(force=True)
    assert stored_ids(hass_storage) == 1 + more


async def test_a_save_waits_for_a_running_save(
    hass: HomeAssistant, hass_storage: dict[str, Any], held_save: HeldSave
) -> None:
    log_store = make_store(hass, ready(motion(1)))
    await start_save(hass, log_store, held_save)
    save = asyncio.create_task(log_store.async_save())
    for _ in range(10):
        await asyncio.sleep(0)
    assert not save.done()
    held_save.released.set()
    await save
    assert stored_ids(hass_storage) == 1


async def test_images_that_change_during_a_save_are_saved_at_the_stop(
    hass: HomeAssistant, hass_storage: dict[str, Any], held_save: HeldSave
) -> None:
    log = ready(motion(1))
    log_store = make_store(hass, log)
    await start_save(hass, log_store, held_save)
    log.images.add(NewEvent(event=motion(1), late=False), NOW, expected=True)
    log_store.mark_changed()
    held_save.released.set()
    await hass.async_block_till_done()
    assert "images" not in hass_storage[KEYS[1]]["data"]
    await hass.async_stop(force=True)
    assert hass_storage[KEYS[1]]["data"]["images"]


async def test_an_unloaded_entry_waits_for_no_stop(hass: HomeAssistant) -> None:
    entry = make_entry()
    log_store = EventLogStore(hass, entry, ready(motion(1)), lambda: NOW)
    before = hass.bus.async_listeners().get(EVENT_HOMEASSISTANT_FINAL_WRITE, 0)
    log_store.mark_changed()
    await entry._async_process_on_unload(hass)
    log_store.mark_changed()
    listeners = hass.bus.async_listeners().get(EVENT_HOMEASSISTANT_FINAL_WRITE, 0)
    assert listeners == before


@pytest.mark.parametrize("stops", [False, True])
async def test_the_last_save_of_a_busy_hour_includes_the_archive(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    stops: bool,
) -> None:
    monkeypatch.setattr(state, "MAX_RECENT_IDS", 3)
    log = ready()
    log_store = make_store(hass, log)
    for number in range(1, 9):
        log.mark_seen(motion(number, NOW - timedelta(seconds=number)), NOW)
        log_store.schedule_save()
        await log_store.async_save()
    assert (log_store.saves, log_store.archive_saves) == (8, 1)
    if stops:
        await hass.async_stop(force=True)
    else:
        await log_store.async_save(is_last=True)
    assert (log_store.saves, log_store.archive_saves) == (9, 2)
    log = EventLog(max_age=MAX_AGE)
    await make_store(hass, log).async_load()
    late = [motion(number, NOW - timedelta(seconds=number)) for number in range(1, 10)]
    assert [item.event.id for item in log.select_new(late, NOW)] == [9]


async def test_the_last_save_without_changes_writes_nothing(
    hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    log_store = make_store(hass, ready(motion(1)))
    log_store.schedule_save()
    await log_store.async_save()
    await log_store.async_save(is_last=True)
    await hass.async_stop(force=True)
    assert log_store.saves == 1
