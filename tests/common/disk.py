"""Faults of the disk below Home Assistant's storage."""

import builtins
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
import errno
import os
from pathlib import Path
from typing import Any
from unittest.mock import patch

from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import Store
from homeassistant.util import file as file_util
import pytest

# Full disk, defective disk, read-only file system, file of another user.
ERRORS = [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES]
READ_ERRORS = [errno.EIO, errno.EACCES]

DISK_ERRORS = pytest.mark.parametrize("error", ERRORS, ids=errno.errorcode.get)


# What the plug-in replaces by a store in memory.
REAL_STORE = {
    name: getattr(Store, name)
    for name in ("_async_load", "_async_write_data", "async_remove")
}


@contextmanager
def real_files(hass: HomeAssistant, folder: Path) -> Iterator[Path]:
    """Store files in a folder of the test, and yield that of the stored files."""
    hass.config.config_dir = str(folder)
    (folder / ".storage").mkdir()
    with patch.multiple(Store, **REAL_STORE):
        yield folder / ".storage"


@contextmanager
def failing_writes(error: int, name: str = "vxg.") -> Iterator[None]:
    """Let writes of stored files fail whose names contain `name`."""
    writer = file_util.AtomicWriter

    def fail(path: str, *args: Any, **kwargs: Any) -> Any:
        if name in Path(path).name:
            raise OSError(error, os.strerror(error), path)
        return writer(path, *args, **kwargs)

    with patch.object(file_util, "AtomicWriter", fail):
        yield


@contextmanager
def failing_reads(
    error: int, name: str = "vxg.", *, times: int = 10**6
) -> Iterator[None]:
    """Let reads of stored files fail whose names contain `name`."""
    left = times
    original = builtins.open
    read_bytes = Path.read_bytes

    def check(path: Any) -> None:
        nonlocal left
        if left and isinstance(path, str | Path) and name in Path(path).name:
            left -= 1
            raise OSError(error, os.strerror(error), str(path))

    def fail(path: Any, *args: Any, **kwargs: Any) -> Any:
        check(path)
        return original(path, *args, **kwargs)

    def fail_bytes(path: Path) -> bytes:
        check(path)
        return read_bytes(path)

    with (
        patch.object(builtins, "open", fail),
        patch.object(Path, "read_bytes", fail_bytes),
    ):
        yield


def failing_renames(error: int) -> AbstractContextManager[Any]:
    """Let no file be renamed."""
    return patch.object(Path, "rename", side_effect=OSError(error, os.strerror(error)))
