"""The files of what was delivered: when they are written, and when they are of no use."""

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
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.vxg.aiovxg import Event, EventLog
from custom_components.vxg.aiovxg.event_log_state import EventLogState
from custom_components.vxg.const import DOMAIN
from custom_components.vxg.events.log_store import EventLogStore, async_remove_event_log

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
MAX_AGE = timedelta(seconds=120)
KEYS = [f"{DOMAIN}.x.archive", f"{DOMAIN}.x.ledger"]


def ready(*events: Event) -> EventLog:
    """Return a log that has its bearings and knows events."""
    log = EventLog(max_age=MAX_AGE)
    log.finish_read(log.window(NOW)[0], NOW)
    for event in events:
        log.mark_seen(event, NOW)
    return log


def ledger_of(hass: HomeAssistant, log: EventLog) -> EventLogStore:
    return EventLogStore(hass, "x", log, lambda: NOW)


def motion(event_id: int, time: datetime = NOW) -> Event:
    return Event(id=event_id, camera_id=1, name="motion", time=time)


async def test_a_log_goes_on_where_it_was(
    hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    ledger = ledger_of(hass, ready(motion(1)))
    ledger.schedule_save()
    await ledger.async_save()
    assert sorted(hass_storage) == KEYS
    log = EventLog(max_age=MAX_AGE)
    await ledger_of(hass, log).async_load()
    assert [item.event.id for item in log.select_new([motion(1), motion(2)], NOW)] == [
        2
    ]
    await async_remove_event_log(hass, "x")
    assert not hass_storage


async def test_nothing_is_written_before_there_are_bearings_or_changes(
    hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    ledger = ledger_of(hass, EventLog(max_age=MAX_AGE))
    ledger.schedule_save()
    await ledger.async_save()
    ledger = ledger_of(hass, ready())
    await ledger.async_save()
    assert not hass_storage
    log = EventLog(max_age=MAX_AGE)
    await ledger_of(hass, log).async_load()
    assert not log.has_bearings


@pytest.mark.parametrize(
    "damaged",
    [
        {"version": 9, "data": {}},
        {"version": 1, "data": {"at": "today"}},
        {"version": 1, "data": None},
    ],
)
async def test_a_damaged_archive_costs_only_what_is_hours_old(
    hass: HomeAssistant, hass_storage: dict[str, Any], damaged: dict[str, Any]
) -> None:
    ledger = ledger_of(hass, ready(motion(1)))
    ledger.schedule_save()
    await ledger.async_save()
    hass_storage[KEYS[0]] = {"key": KEYS[0], "minor_version": 1, **damaged}
    log = EventLog(max_age=MAX_AGE)
    await ledger_of(hass, log).async_load()
    assert [item.event.id for item in log.select_new([motion(1), motion(2)], NOW)] == [
        2
    ]


async def test_the_archive_is_written_rarely_unless_what_is_old_comes_in(
    hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    log = ready()
    ledger = ledger_of(hass, log)
    for number in range(1, 5):
        log.mark_seen(motion(number), NOW)
        ledger.schedule_save()
        await ledger.async_save()
    assert (ledger.saves, ledger.archive_saves) == (4, 1)
    log.mark_seen(motion(9, NOW - timedelta(hours=3)), NOW)
    ledger.schedule_save()
    await ledger.async_save()
    assert (ledger.saves, ledger.archive_saves) == (5, 2)
    assert len(hass_storage[KEYS[0]]["data"]["ids"].split()) == 5


@dataclass
class Pack:
    """Snapshots that take long to pack, in a thread: until they are released."""

    begun: asyncio.Event = field(default_factory=asyncio.Event)
    released: threading.Event = field(default_factory=threading.Event)


@pytest.fixture
def pack(hass: HomeAssistant) -> Generator[Pack]:
    """Return what holds up a save that is under way."""
    pack = Pack()
    usual = EventLogState.recent

    def recent(self: EventLogState) -> dict[str, Any]:
        hass.loop.call_soon_threadsafe(pack.begun.set)
        pack.released.wait()
        return usual(self)

    with patch.object(EventLogState, "recent", recent):
        yield pack
    pack.released.set()


async def begin_save(hass: HomeAssistant, ledger: EventLogStore, pack: Pack) -> None:
    ledger.schedule_save()
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=2))
    await pack.begun.wait()


def kept(hass_storage: dict[str, Any]) -> int:
    return len(hass_storage[KEYS[1]]["data"]["ids"].split())


@pytest.mark.parametrize("more", [0, 1])
async def test_a_save_under_way_outlives_the_stop_of_home_assistant(
    hass: HomeAssistant, hass_storage: dict[str, Any], pack: Pack, more: int
) -> None:
    log = ready(motion(1))
    ledger = ledger_of(hass, log)
    await begin_save(hass, ledger, pack)
    for number in range(more):
        log.mark_seen(motion(2 + number), NOW)
        ledger.schedule_save()

    @callback
    def release(_event: Any) -> None:
        pack.released.set()

    hass.bus.async_listen_once(EVENT_HOMEASSISTANT_FINAL_WRITE, release)
    await hass.async_stop(force=True)
    assert kept(hass_storage) == 1 + more


async def test_whoever_saves_waits_for_the_save_under_way(
    hass: HomeAssistant, hass_storage: dict[str, Any], pack: Pack
) -> None:
    ledger = ledger_of(hass, ready(motion(1)))
    await begin_save(hass, ledger, pack)
    save = asyncio.create_task(ledger.async_save())
    for _ in range(10):
        await asyncio.sleep(0)
    assert not save.done()
    pack.released.set()
    await save
    assert kept(hass_storage) == 1
