"""Stored files of a config entry: one owner each, and saves that raise."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import count
import os
from pathlib import Path
import shutil
from typing import Any, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, CoreState, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.event import async_call_later
from homeassistant.helpers.storage import Store
from homeassistant.util.hass_dict import HassKey
from homeassistant.util.json import json_loads_object

from ..const import DOMAIN, LOGGER
from .issues import async_update_set_aside_issue, async_update_unsaved_issue

VERSION = 1

# After a save that failed; a full disk may be cleaned up by then.
SAVE_RETRY_DELAY = timedelta(seconds=60)

# Suffixes of files that were set aside: those that could not be read are tried again with
# each start, those with invalid content are kept for people only.
UNREADABLE = "unreadable"
INVALID = "invalid"

# Those of the disk and of Home Assistant; and of files of another program or version.
READ_ERRORS = (
    AttributeError,
    HomeAssistantError,
    LookupError,
    NotImplementedError,  # of a version that Home Assistant cannot migrate
    OSError,
    TypeError,
    ValueError,
)
# JSON raises others than OSError, for data that it cannot encode.
WRITE_ERRORS = (HomeAssistantError, OSError, RecursionError, TypeError, ValueError)

STORES: HassKey[dict[str, EntryStore]] = HassKey(f"{DOMAIN}_stores")


class NotSavedError(Exception):
    """The data is not on disk."""


class EntryStore(Store[dict[str, Any]]):
    """One file of a config entry, written by the store of the loaded entry only.

    Home Assistant's store logs a failed save and discards its data; this one raises,
    reports an issue until a save succeeds, and asks for another save with `retry`.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        name: str,
        *,
        retry: Callable[[], None] | None = None,
        serialize_in_event_loop: bool = False,
    ) -> None:
        """Initialize, and close the previous store of the file.

        A delayed save serializes in an executor unless `serialize_in_event_loop` is set.
        """
        super().__init__(
            hass,
            VERSION,
            f"{DOMAIN}.{entry.entry_id}.{name}",
            atomic_writes=True,
            serialize_in_event_loop=serialize_in_event_loop,
        )
        self.entry = entry
        self.closed = False
        self.save_error: Exception | None = None
        self.read_error: Exception | None = None
        self._retry = retry
        self._cancel_retry: CALLBACK_TYPE | None = None
        self._must_set_aside = False
        self._read_back: list[str] = []
        stores = hass.data.setdefault(STORES, {})
        self._previous = stores.get(self.key)
        if self._previous is not None:
            self._previous.close()
        stores[self.key] = self
        entry.async_on_unload(self.close)

    async def async_read(self) -> list[dict[str, Any]]:
        """Return the content, and that of earlier files that can be read again.

        A file that cannot be read twice is set aside, and `read_error` tells why.
        """
        await self._wait_for_previous()
        contents = []
        for _ in range(2):
            try:
                content = await self.async_load()
                if content is not None:
                    contents.append(_as_object(content))
            except READ_ERRORS as err:
                self.read_error = err
            else:
                self.read_error = None
                break
        if self.read_error is not None:
            LOGGER.warning("Could not read %s: %s", self.path, _reason(self.read_error))
            await self._set_aside_or_block()
        read = await self.hass.async_add_executor_job(self._read_set_aside)
        self._read_back = list(read)
        self._report_set_aside(await self._async_list_set_aside())
        return [*contents, *read.values()]

    async def async_copy_invalid(self) -> None:
        """Copy a file with invalid content, before it is overwritten."""
        with suppress(FileNotFoundError):
            try:
                await self.hass.async_add_executor_job(
                    lambda: shutil.copyfile(self.path, self._free_path(INVALID))
                )
            except FileNotFoundError:
                raise
            except OSError as err:
                LOGGER.warning("Could not copy %s: %s", self.path, err)
        self._report_set_aside(await self._async_list_set_aside())

    @override
    async def async_save(self, data: dict[str, Any]) -> None:
        """Save now, also while Home Assistant stops. Raises NotSavedError."""
        if self.closed:
            raise NotSavedError("The file is closed")
        # Never cancelled: the write would go on in its thread, and might end after the
        # next one. Not eagerly: executor jobs of a task that Home Assistant does not
        # track yet count as background work, which a stop cancels first.
        await asyncio.shield(
            self.hass.async_create_task(
                self._async_save_now(data), f"save {self.key}", eager_start=False
            )
        )

    @callback
    def close(self) -> None:
        """Write no more; what is scheduled is discarded, what waits raises."""
        self.closed = True
        self._async_cleanup_delay_listener()
        self._async_cleanup_final_write_listener()
        self._stop_retrying()

    async def async_finish_write(self) -> None:
        """Wait until a save that is under way has ended."""
        async with self._write_lock:
            pass

    @override
    async def async_remove(self) -> None:
        """Delete the file, and what was set aside; nothing is written afterwards."""
        self.close()
        await self._wait_for_previous()
        await self.async_finish_write()
        self.hass.data[STORES].pop(self.key, None)
        try:
            await super().async_remove()
            for path in await self._async_list_set_aside():
                await self.hass.async_add_executor_job(Path(path).unlink)
        except OSError as err:
            LOGGER.warning("Could not delete %s: %s", self.path, err)

    async def _async_save_now(self, data: dict[str, Any]) -> None:
        await super().async_save(data)
        if self.hass.state is CoreState.stopping:
            # Home Assistant's store would wait for the final write.
            write: Callable[[], Awaitable[None]] = self._async_handle_write_data
            await write()
        if self.save_error is not None:
            raise NotSavedError(_reason(self.save_error))

    @override
    async def _async_write_data(self, data: dict[str, Any]) -> None:
        if self.closed:
            self.save_error = self.save_error or NotSavedError("The file is closed")
            return
        try:
            if self._must_set_aside:
                await self.hass.async_add_executor_job(self._set_aside)
                self._must_set_aside = False
            await super()._async_write_data(data)
        except WRITE_ERRORS as err:
            self._handle_failed_save(err)
            return
        if self.save_error is not None:
            self.save_error = None
            self._stop_retrying()
            self._report_unsaved()
        if self._read_back:
            read, self._read_back = self._read_back, []
            await self.hass.async_add_executor_job(_delete, read)

    def _handle_failed_save(self, err: Exception) -> None:
        if self.save_error is None:
            LOGGER.error("Could not save %s: %s", self.path, _reason(err))
        self.save_error = err
        self._report_unsaved()
        if self._retry is not None and self._cancel_retry is None and not self.closed:
            self._cancel_retry = async_call_later(
                self.hass, SAVE_RETRY_DELAY, self._handle_retry
            )

    @callback
    def _handle_retry(self, _now: datetime) -> None:
        self._cancel_retry = None
        if self._retry is not None:
            self._retry()

    def _stop_retrying(self) -> None:
        if self._cancel_retry is not None:
            self._cancel_retry()
            self._cancel_retry = None

    def _report_unsaved(self) -> None:
        """Update the issue of all files of the entry."""
        failing = [
            error
            for store in self.hass.data[STORES].values()
            if store.entry.entry_id == self.entry.entry_id and not store.closed
            for error in [store.save_error]
            if error is not None
        ]
        async_update_unsaved_issue(
            self.hass, self.entry, _reason(failing[-1]) if failing else None
        )

    def _report_set_aside(self, paths: list[str]) -> None:
        waiting = [path for path in paths if path not in self._read_back]
        name = self.key.rpartition(".")[2]
        async_update_set_aside_issue(self.hass, self.entry, name, waiting)

    async def _wait_for_previous(self) -> None:
        """Wait until the previous store has written, and continue its issue."""
        if self._previous is not None:
            await self._previous.async_finish_write()
            err, self._previous = self._previous.save_error, None
            if err and not self.closed and not isinstance(err, NotSavedError):
                self.save_error = err
                self._handle_failed_save(err)

    async def _set_aside_or_block(self) -> None:
        """Set the file aside; if that fails, each save tries it again before it writes."""
        self._data = None
        try:
            await self.hass.async_add_executor_job(self._set_aside)
        except OSError as err:
            LOGGER.warning("Could not set %s aside: %s", self.path, err)
            self._must_set_aside = True

    def _set_aside(self) -> None:
        with suppress(FileNotFoundError):
            Path(self.path).rename(self._free_path(UNREADABLE))

    def _free_path(self, suffix: str) -> str:
        for number in count(1):
            path = f"{self.path}.{suffix}-{number}"
            if not os.path.lexists(path):
                break
        return path

    def _read_set_aside(self) -> dict[str, dict[str, Any]]:
        """Return the content of readable files by path, the newest file first."""
        contents = {}
        for path in reversed(self._list(UNREADABLE)):
            with suppress(KeyError, OSError, TypeError, ValueError):
                stored = json_loads_object(Path(path).read_bytes())
                if stored["version"] == VERSION:
                    contents[path] = _as_object(stored["data"])
        return contents

    async def _async_list_set_aside(self) -> list[str]:
        return await self.hass.async_add_executor_job(
            lambda: self._list(UNREADABLE) + self._list(INVALID)
        )

    def _list(self, suffix: str) -> list[str]:
        file = Path(self.path)
        return sorted(map(str, file.parent.glob(f"{file.name}.{suffix}-*")))


async def async_read_unloaded(
    hass: HomeAssistant, entry: ConfigEntry, name: str
) -> dict[str, Any]:
    """Return the content of a file that has no owner. May raise any of READ_ERRORS."""
    store = Store[Any](hass, VERSION, f"{DOMAIN}.{entry.entry_id}.{name}")
    return _as_object(await store.async_load() or {})


def _as_object(content: Any) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise TypeError("The content is not an object")
    return content


def _reason(err: Exception) -> str:
    """Return the error of the disk; other errors quote data, which may be private."""
    cause = err if isinstance(err, OSError) else err.__cause__
    if isinstance(cause, OSError) and cause.strerror:
        return cause.strerror
    return str(err) if isinstance(err, NotSavedError) else type(err).__name__


def _delete(paths: list[str]) -> None:
    for path in paths:
        with suppress(OSError):
            Path(path).unlink()
