"""Tests for stored files: one owner, saves that raise, nothing overwritten unread."""

import asyncio
from collections.abc import Generator
from datetime import timedelta
import errno
import json
import os
from pathlib import Path
import threading
from typing import Any

from homeassistant.core import CoreState, HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.vxg.const import DOMAIN
from custom_components.vxg.helpers.entry_store import EntryStore, NotSavedError
from custom_components.vxg.helpers.plain_text import escape_markdown

from ..common.disk import (
    DISK_ERRORS,
    failing_reads,
    failing_renames,
    failing_writes,
    real_files,
)

OLD = {"number": 1}
NEW = {"number": 2}


@pytest.fixture
def file(hass: HomeAssistant, tmp_path: Path) -> Generator[Path]:
    """Return the path of the stored file."""
    with real_files(hass, tmp_path) as folder:
        yield folder / f"{DOMAIN}.x.log"


@pytest.fixture
def entry() -> MockConfigEntry:
    return MockConfigEntry(domain=DOMAIN, entry_id="x", title="Home")


def content(path: Path) -> Any:
    return json.loads(path.read_bytes())["data"]


def write(path: Path, data: Any = OLD, version: int = 1) -> None:
    stored = {"version": version, "minor_version": 1, "key": "", "data": data}
    write_text(path, json.dumps(stored))


def write_text(path: Path, text: str) -> None:
    path.write_text(text)


def files(file: Path) -> list[str]:
    """Return the names of all stored files of the entry."""
    return sorted(path.name for path in file.parent.glob(f"{DOMAIN}.*"))


def set_aside(file: Path, kind: str = "unreadable") -> list[Path]:
    return sorted(file.parent.glob(f"{file.name}.{kind}-*"))


def issue(hass: HomeAssistant, key: str) -> ir.IssueEntry | None:
    return ir.async_get(hass).async_get_issue(DOMAIN, key)


@DISK_ERRORS
async def test_a_save_that_fails_raises_and_is_an_issue_until_one_succeeds(
    hass: HomeAssistant, file: Path, entry: MockConfigEntry, error: int
) -> None:
    store = EntryStore(hass, entry, "log")
    await store.async_save(OLD)
    assert content(file) == OLD
    with failing_writes(error):
        for _ in range(2):
            with pytest.raises(NotSavedError):
                await store.async_save(NEW)
        found = issue(hass, "not_saved_x")
        assert found is not None
        assert found.translation_placeholders is not None
        assert found.translation_placeholders["name"] == "Home"
        shown = escape_markdown(os.strerror(error))
        assert found.translation_placeholders["error"] == shown
    assert content(file) == OLD
    await store.async_save(NEW)
    assert content(file) == NEW
    assert issue(hass, "not_saved_x") is None
    store.close()


@pytest.mark.parametrize("data", [{"plate": "AB \ud800"}, {"plate": object()}])
async def test_data_that_no_file_can_hold_raises_and_is_not_quoted(
    hass: HomeAssistant,
    file: Path,
    entry: MockConfigEntry,
    caplog: pytest.LogCaptureFixture,
    data: dict[str, Any],
) -> None:
    store = EntryStore(hass, entry, "log")
    with pytest.raises(NotSavedError, match=r"^SerializationError$"):
        await store.async_save(data)
    assert "plate" not in caplog.text
    assert not files(file)


async def test_the_issue_stays_while_any_file_of_the_entry_cannot_be_saved(
    hass: HomeAssistant, file: Path, entry: MockConfigEntry
) -> None:
    stores = [EntryStore(hass, entry, name) for name in ("log", "other")]
    with failing_writes(errno.ENOSPC):
        for store in stores:
            with pytest.raises(NotSavedError):
                await store.async_save(NEW)
    await stores[0].async_save(NEW)
    assert issue(hass, "not_saved_x") is not None
    await stores[1].async_save(NEW)
    assert issue(hass, "not_saved_x") is None


@DISK_ERRORS
async def test_after_a_delayed_save_that_failed_another_one_is_asked_for(
    hass: HomeAssistant, file: Path, entry: MockConfigEntry, error: int
) -> None:
    store = EntryStore(
        hass, entry, "log", retry=lambda: store.async_delay_save(lambda: NEW, 0)
    )
    with failing_writes(error):
        store.async_delay_save(lambda: OLD, 0)
        async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=1))
        await hass.async_block_till_done()
        assert issue(hass, "not_saved_x") is not None
    for seconds in (62, 63):
        async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=seconds))
        await hass.async_block_till_done()
    assert content(file) == NEW
    assert issue(hass, "not_saved_x") is None


async def test_the_issue_of_a_file_outlives_a_reload_until_a_save_succeeds(
    hass: HomeAssistant, file: Path, entry: MockConfigEntry
) -> None:
    previous = EntryStore(hass, entry, "log")
    with failing_writes(errno.ENOSPC), pytest.raises(NotSavedError):
        await previous.async_save(NEW)
    previous.close()
    store = EntryStore(
        hass, entry, "log", retry=lambda: store.async_delay_save(lambda: NEW, 0)
    )
    await store.async_read()
    assert issue(hass, "not_saved_x") is not None
    for _ in range(2):
        async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=61))
        await hass.async_block_till_done()
    assert content(file) == NEW
    assert issue(hass, "not_saved_x") is None
    store.close()


async def test_a_save_while_home_assistant_stops_is_on_disk(
    hass: HomeAssistant, file: Path, entry: MockConfigEntry
) -> None:
    store = EntryStore(hass, entry, "log")
    hass.set_state(CoreState.stopping)
    await store.async_save(NEW)
    assert content(file) == NEW
    with failing_writes(errno.EROFS), pytest.raises(NotSavedError):
        await store.async_save(OLD)


async def test_only_the_newest_store_of_a_file_writes_it(
    hass: HomeAssistant, file: Path, entry: MockConfigEntry
) -> None:
    old = EntryStore(hass, entry, "log")
    old.async_delay_save(lambda: OLD, 0)
    new = EntryStore(hass, entry, "log")
    with pytest.raises(NotSavedError):
        await old.async_save(OLD)
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=9))
    await hass.async_block_till_done()
    assert not files(file)
    await new.async_save(NEW)
    assert content(file) == NEW
    # Nobody is told of a disk that is all right.
    assert issue(hass, "not_saved_x") is None


class HeldWrite:
    """A write that takes until it is released."""

    def __init__(self, hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
        self.started = asyncio.Event()
        self.released = threading.Event()
        write_file = EntryStore._write_prepared_data

        def held(store: EntryStore, mode: str, data: Any) -> None:
            hass.loop.call_soon_threadsafe(self.started.set)
            self.released.wait(10)
            write_file(store, mode, data)

        monkeypatch.setattr(EntryStore, "_write_prepared_data", held)


async def test_a_save_whose_caller_is_cancelled_does_not_overtake_the_next(
    hass: HomeAssistant,
    file: Path,
    entry: MockConfigEntry,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = HeldWrite(hass, monkeypatch)
    store = EntryStore(hass, entry, "log")
    first = asyncio.create_task(store.async_save(OLD))
    await held.started.wait()
    first.cancel()
    second = asyncio.create_task(store.async_save(NEW))
    await asyncio.sleep(0.01)
    held.released.set()
    await second
    assert content(file) == NEW


@pytest.mark.parametrize("new_owner", [False, True])
async def test_nothing_is_written_after_the_removal(
    hass: HomeAssistant,
    file: Path,
    entry: MockConfigEntry,
    monkeypatch: pytest.MonkeyPatch,
    new_owner: bool,
) -> None:
    write(file)
    write(Path(f"{file}.unreadable-1"), version=9)
    write(Path(f"{file}.invalid-1"))
    held = HeldWrite(hass, monkeypatch)
    store = EntryStore(hass, entry, "log")
    save = asyncio.create_task(store.async_save(NEW))
    await held.started.wait()
    waiting = asyncio.create_task(store.async_save(OLD))
    await asyncio.sleep(0.01)
    # What removes the files of an entry is not what wrote them.
    remover = EntryStore(hass, entry, "log") if new_owner else store
    removal = asyncio.create_task(remover.async_remove())
    await asyncio.sleep(0.01)
    held.released.set()
    await removal
    await save
    assert not files(file)
    with pytest.raises(NotSavedError):
        await waiting
    with pytest.raises(NotSavedError):
        await store.async_save(NEW)
    assert not files(file)


async def test_a_save_that_has_not_begun_when_its_store_is_closed_raises(
    hass: HomeAssistant, file: Path, entry: MockConfigEntry
) -> None:
    store = EntryStore(hass, entry, "log")
    save = asyncio.create_task(store.async_save(NEW))
    await asyncio.sleep(0)
    store.close()
    with pytest.raises(NotSavedError):
        await save
    assert not files(file)


async def test_a_file_that_cannot_be_read_once_is_read_again(
    hass: HomeAssistant, file: Path, entry: MockConfigEntry
) -> None:
    write(file)
    store = EntryStore(hass, entry, "log")
    with failing_reads(errno.EIO, times=1):
        assert await store.async_read() == [OLD]
    assert store.read_error is None
    assert not set_aside(file)


@DISK_ERRORS
async def test_a_file_that_cannot_be_read_is_set_aside_and_read_back_later(
    hass: HomeAssistant, file: Path, entry: MockConfigEntry, error: int
) -> None:
    write(file)
    for number in (1, 2):
        store = EntryStore(hass, entry, "log")
        with failing_reads(error):
            assert await store.async_read() == []
            assert store.read_error is not None
        assert len(set_aside(file)) == number
        await store.async_save({"number": 10 * number})
        assert content(set_aside(file)[0]) == OLD
        found = issue(hass, "file_set_aside_x_log")
        assert found is not None
        assert found.translation_placeholders is not None
        name = escape_markdown(set_aside(file)[-1].name)
        assert name in found.translation_placeholders["files"]
    store = EntryStore(hass, entry, "log")
    assert await store.async_read() == [{"number": 20}, {"number": 10}, OLD]
    # What was read back is there until it is saved under the right name.
    assert len(set_aside(file)) == 2
    assert issue(hass, "file_set_aside_x_log") is None
    await store.async_save(NEW)
    assert not set_aside(file)


@pytest.mark.parametrize(
    "text",
    [
        '{"version": 9, "minor_version": 1, "key": "", "data": {"number": 1}}',
        '{"version": 1, "minor_version": 1, "key": "", "data": [1]}',
        '{"version": "x", "data": {}}',
        '{"something": "else"}',
        "[1, 2, 3]",
        "7",
    ],
)
async def test_a_file_of_a_newer_version_or_another_program_is_never_overwritten(
    hass: HomeAssistant, file: Path, entry: MockConfigEntry, text: str
) -> None:
    write_text(file, text)
    for number in range(2):
        store = EntryStore(hass, entry, "log")
        assert await store.async_read() == ([NEW] if number else [])
        await store.async_save(NEW)
        (kept,) = set_aside(file)
        assert kept.read_text() == text
        assert issue(hass, "file_set_aside_x_log") is not None


@DISK_ERRORS
async def test_a_file_that_can_be_neither_read_nor_renamed_is_not_overwritten(
    hass: HomeAssistant, file: Path, entry: MockConfigEntry, error: int
) -> None:
    write(file)
    store = EntryStore(hass, entry, "log")
    with failing_renames(error):
        with failing_reads(error):
            assert await store.async_read() == []
        with pytest.raises(NotSavedError):
            await store.async_save(NEW)
        assert issue(hass, "not_saved_x") is not None
    assert content(file) == OLD
    await store.async_save(NEW)
    assert content(file) == NEW
    assert content(set_aside(file)[0]) == OLD


async def test_a_copy_of_invalid_content_is_queued_and_not_read_back(
    hass: HomeAssistant, file: Path, entry: MockConfigEntry
) -> None:
    write(file)
    store = EntryStore(hass, entry, "log")
    assert await store.async_read() == [OLD]
    await store.async_copy_invalid()
    assert issue(hass, "file_set_aside_x_log") is not None
    await store.async_save(NEW)
    assert content(set_aside(file, "invalid")[0]) == OLD
    store = EntryStore(hass, entry, "log")
    assert await store.async_read() == [NEW]


async def test_without_a_file_there_is_no_content_and_no_issue(
    hass: HomeAssistant, file: Path, entry: MockConfigEntry
) -> None:
    store = EntryStore(hass, entry, "log")
    assert await store.async_read() == []
    await store.async_copy_invalid()
    await store.async_remove()
    assert store.read_error is None
    assert not ir.async_get(hass).issues
