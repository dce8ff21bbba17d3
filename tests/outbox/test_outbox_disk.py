"""Tests for the outbox on a disk that fails: no event is lost that counts as queued."""

from collections.abc import Generator
import errno
import json
from pathlib import Path
from typing import Any

from homeassistant.core import CoreState, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.vxg.const import DOMAIN
from simulator import Cloud, CloudServer

from ..common.disk import DISK_ERRORS, failing_reads, failing_writes, real_files
from ..common.outbox import (
    create_event,
    get_issue,
    numbers,
    queue_events,
    queued_count,
    recover,
    reload_entry,
)
from ..conftest import PassTime, load, make_entry, set_up


@pytest.fixture
def folder(hass: HomeAssistant, tmp_path: Path) -> Generator[Path]:
    """Return the folder of the stored files."""
    with real_files(hass, tmp_path) as folder:
        yield folder


@pytest.fixture
async def loaded(
    hass: HomeAssistant, folder: Path, cloud: Cloud, server: CloudServer, freezer: Any
) -> MockConfigEntry:
    """Return a loaded entry whose files are on a disk."""
    entry = make_entry(cloud, server)
    await set_up(hass, entry)
    return entry


def stored_numbers(folder: Path, entry: MockConfigEntry) -> list[int]:
    """Return the numbers of the events that are on disk."""
    path = folder / f"{DOMAIN}.{entry.entry_id}.outbox"
    if not path.exists():
        return []
    events = json.loads(path.read_bytes())["data"]["creates"]
    return [int(event["meta"]["number"]) for event in events]


def files_set_aside(folder: Path) -> list[Path]:
    return list(folder.glob("*.unreadable-*"))


@DISK_ERRORS
async def test_an_event_that_can_be_neither_sent_nor_saved_is_an_error(
    hass: HomeAssistant,
    folder: Path,
    loaded: MockConfigEntry,
    cloud: Cloud,
    pass_time: PassTime,
    error: int,
) -> None:
    cloud.faults.drop_next(10_000)
    await create_event(hass, 1)
    with failing_writes(error):
        for number in (2, 3):
            with pytest.raises(HomeAssistantError) as caught:
                await create_event(hass, number)
            assert caught.value.translation_key == "not_saved"
        assert queued_count(hass) == 1
        assert get_issue(hass, loaded, "not_saved") is not None
    assert stored_numbers(folder, loaded) == [1]
    assert (await create_event(hass, 4))["status"] == "queued"
    assert stored_numbers(folder, loaded) == [1, 4]
    assert get_issue(hass, loaded, "not_saved") is None
    await recover(cloud, pass_time)
    assert numbers(cloud) == [1, 4]


async def test_the_first_event_of_an_outage_is_an_error_on_a_full_disk_too(
    hass: HomeAssistant, loaded: MockConfigEntry, cloud: Cloud
) -> None:
    cloud.faults.drop_next(10_000)
    with failing_writes(errno.ENOSPC), pytest.raises(HomeAssistantError) as caught:
        await create_event(hass, 1)
    assert caught.value.translation_key == "not_saved"
    assert queued_count(hass) == 0


async def test_events_are_created_on_a_full_disk_while_the_cloud_is_available(
    hass: HomeAssistant, loaded: MockConfigEntry, cloud: Cloud
) -> None:
    with failing_writes(errno.ENOSPC):
        assert (await create_event(hass, 1))["status"] == "created"


async def test_without_a_disk_queued_events_are_sent_and_later_removed_from_it(
    hass: HomeAssistant,
    folder: Path,
    loaded: MockConfigEntry,
    cloud: Cloud,
    pass_time: PassTime,
) -> None:
    await queue_events(hass, cloud, 1, 2)
    with failing_writes(errno.EROFS):
        await recover(cloud, pass_time)
        assert numbers(cloud) == [1, 2]
        assert get_issue(hass, loaded, "not_saved") is not None
    assert stored_numbers(folder, loaded) == [1, 2]
    await pass_time(61)
    await pass_time(6)
    assert stored_numbers(folder, loaded) == []
    assert get_issue(hass, loaded, "not_saved") is None


async def test_while_home_assistant_stops_queued_means_on_disk(
    hass: HomeAssistant, folder: Path, loaded: MockConfigEntry, cloud: Cloud
) -> None:
    hass.set_state(CoreState.stopping)
    hass.bus.async_fire("homeassistant_stop")
    await hass.async_block_till_done()
    assert (await create_event(hass, 1))["status"] == "queued"
    assert stored_numbers(folder, loaded) == [1]
    with failing_writes(errno.ENOSPC), pytest.raises(HomeAssistantError):
        await create_event(hass, 2)


@DISK_ERRORS
async def test_events_of_a_file_that_cannot_be_read_are_sent_once_it_can_be(
    hass: HomeAssistant,
    folder: Path,
    loaded: MockConfigEntry,
    cloud: Cloud,
    pass_time: PassTime,
    error: int,
) -> None:
    cloud.faults.drop_next(10_000)
    await create_event(hass, 1)
    with failing_reads(error, "outbox"):
        await reload_entry(hass, loaded)
        assert queued_count(hass) == 0
        assert (await create_event(hass, 2))["status"] == "queued"
    assert get_issue(hass, loaded, "file_set_aside") is None
    issues = hass.data["issue_registry"].issues
    assert (DOMAIN, f"file_set_aside_{loaded.entry_id}_outbox") in issues
    await reload_entry(hass, loaded)
    assert queued_count(hass) == 2
    assert (DOMAIN, f"file_set_aside_{loaded.entry_id}_outbox") not in issues
    assert not files_set_aside(folder)
    await recover(cloud, pass_time)
    assert numbers(cloud) == [1, 2]


@pytest.mark.parametrize("name", ["archive", "cameras", "ledger", "outbox"])
@DISK_ERRORS
async def test_an_entry_loads_and_overwrites_nothing_that_it_could_not_read(
    hass: HomeAssistant,
    folder: Path,
    loaded: MockConfigEntry,
    cloud: Cloud,
    pass_time: PassTime,
    name: str,
    error: int,
) -> None:
    cloud.raise_event(310245, "motion")
    await queue_events(hass, cloud, 1)
    await pass_time(2)
    cloud.faults.drop_next(10_000)
    await hass.config_entries.async_unload(loaded.entry_id)
    path = folder / f"{DOMAIN}.{loaded.entry_id}.{name}"
    before = path.read_bytes()
    cloud.faults.clear()
    with failing_reads(error, name):
        await load(hass, loaded)
        await create_event(hass, 2)
        await pass_time(20, times=3)
        (kept,) = files_set_aside(folder)
    assert kept.name.startswith(path.name)
    assert kept.read_bytes() == before
    await hass.config_entries.async_unload(loaded.entry_id)


@DISK_ERRORS
async def test_events_are_delivered_and_an_issue_reported_without_a_disk(
    hass: HomeAssistant,
    folder: Path,
    loaded: MockConfigEntry,
    cloud: Cloud,
    pass_time: PassTime,
    error: int,
) -> None:
    heard = []
    hass.bus.async_listen("vxg_event", heard.append)
    ledger = folder / f"{DOMAIN}.{loaded.entry_id}.ledger"
    with failing_writes(error):
        cloud.raise_event(310245, "motion")
        await pass_time(2, times=3)
        assert len(heard) == 1
        assert get_issue(hass, loaded, "not_saved") is not None
        await hass.config_entries.async_unload(loaded.entry_id)
        await load(hass, loaded)
        cloud.raise_event(310245, "motion")
        await pass_time(2, times=3)
    heard.clear()
    # Without another event, too.
    await pass_time(61)
    await pass_time(6)
    assert get_issue(hass, loaded, "not_saved") is None
    assert ledger.exists()
    await reload_entry(hass, loaded)
    await pass_time(2)
    assert not heard


async def test_the_last_save_makes_up_for_one_that_failed(
    hass: HomeAssistant,
    folder: Path,
    loaded: MockConfigEntry,
    cloud: Cloud,
    pass_time: PassTime,
) -> None:
    heard = []
    hass.bus.async_listen("vxg_event", heard.append)
    await pass_time(2, times=2)
    assert (folder / f"{DOMAIN}.{loaded.entry_id}.ledger").exists()
    with failing_writes(errno.ENOSPC):
        cloud.raise_event(310245, "motion", thumb_after=3600)
        await pass_time(2, times=8)
        assert get_issue(hass, loaded, "not_saved") is not None
    # Not a minute later, when it would be tried again.
    await reload_entry(hass, loaded)
    await pass_time(2, times=2)
    assert len(heard) == 1


@pytest.fixture
async def two_queued(
    hass: HomeAssistant, loaded: MockConfigEntry, cloud: Cloud
) -> None:
    """Unload the entry with two queued events."""
    cloud.faults.drop_next(10_000)
    for number in (1, 2):
        await create_event(hass, number)
    await hass.config_entries.async_unload(loaded.entry_id)


@pytest.mark.usefixtures("two_queued")
async def test_an_event_in_two_files_is_sent_once(
    hass: HomeAssistant,
    folder: Path,
    loaded: MockConfigEntry,
    cloud: Cloud,
    pass_time: PassTime,
) -> None:
    path = folder / f"{DOMAIN}.{loaded.entry_id}.outbox"
    # A power failure came after the save of what was read from the other file.
    other = path.with_name(f"{path.name}.unreadable-1")
    other.write_bytes(path.read_bytes())
    await load(hass, loaded)
    assert queued_count(hass) == 2
    await recover(cloud, pass_time)
    assert numbers(cloud) == [1, 2]


@pytest.mark.usefixtures("two_queued")
async def test_events_that_cannot_be_read_are_kept_in_a_copy(
    hass: HomeAssistant,
    folder: Path,
    loaded: MockConfigEntry,
    cloud: Cloud,
    pass_time: PassTime,
) -> None:
    path = folder / f"{DOMAIN}.{loaded.entry_id}.outbox"
    stored = json.loads(path.read_bytes())
    stored["data"]["creates"][0]["time"] = "never"
    path.write_text(json.dumps(stored))
    await load(hass, loaded)
    assert queued_count(hass) == 1
    await recover(cloud, pass_time)
    assert numbers(cloud) == [2]
    kept = path.with_name(f"{path.name}.invalid-1")
    assert json.loads(kept.read_bytes()) == stored
    issues = hass.data["issue_registry"].issues
    assert (DOMAIN, f"file_set_aside_{loaded.entry_id}_outbox") in issues
