"""Measurements of a process and its files from outside."""

from collections import Counter
from collections.abc import Collection, Iterator
import contextlib
from dataclasses import dataclass, field
import os
from pathlib import Path
import sqlite3
import time

PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")

# Tables of the recorder that grow with states and events.
TABLES = ("states", "state_attributes", "events", "event_data")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A process at a Unix time; `memory` is its resident memory in bytes."""

    at: float
    memory: int
    threads: int
    # Open files by kind or path, without connections to the given ports.
    kinds: Counter[str] = field(default_factory=Counter)
    connections: int = 0
    # From the probe: blocks used by Python, bytes used by SQLite, and bytes that were
    # freed but that the allocator has not returned to the system.
    blocks: int = 0
    sqlite: int = 0
    freed: int = 0

    @property
    def used(self) -> int:
        """Return the bytes of memory in use, without SQLite's cache of the database."""
        return self.memory - self.freed - self.sqlite

    @property
    def files(self) -> int:
        """Return the number of open files."""
        return self.kinds.total()


def sample(pid: int, ports: Collection[int] = (), **known: int) -> Sample:
    """Measure a process; connections to `ports` are counted apart."""
    process = Path("/proc") / str(pid)
    kinds: Counter[str] = Counter()
    connections = 0
    excluded = set(_sockets_to(process, ports))
    for link in (process / "fd").iterdir():
        # A file may be closed meanwhile.
        with contextlib.suppress(FileNotFoundError):
            target = str(link.readlink())
            if target in excluded:
                connections += 1
                continue
            kinds[target.partition(":")[0] if ":" in target else target] += 1
    return Sample(
        at=time.time(),
        memory=int((process / "statm").read_text().split()[1]) * PAGE_SIZE,
        threads=len(list((process / "task").iterdir())),
        kinds=kinds,
        connections=connections,
        **known,
    )


def _sockets_to(process: Path, ports: Collection[int]) -> Iterator[str]:
    """Yield the sockets connected to some remote ports, as `/proc` names them."""
    for line in (process / "net" / "tcp").read_text(encoding="ascii").splitlines()[1:]:
        words = line.split()
        if int(words[2].partition(":")[2], 16) in ports:
            yield f"socket:[{words[9]}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """The recorder's database: bytes, with its write-ahead log, and rows by table."""

    size: int
    rows: dict[str, int]


def database(folder: Path) -> Database:
    """Measure the database, which Home Assistant may have open."""
    path = folder / "home-assistant_v2.db"
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:

        def number(query: str) -> int:
            return int(db.execute(query).fetchone()[0])

        succeeded = number("PRAGMA page_count") - number("PRAGMA freelist_count")
        return Database(
            size=succeeded * number("PRAGMA page_size"),
            rows={table: number(f"SELECT COUNT(*) FROM {table}") for table in TABLES},
        )


def storage(folder: Path) -> dict[str, int]:
    """Return the size of each of the integration's stored files, by its purpose."""
    return {
        path.name.rpartition(".")[2]: path.stat().st_size
        for path in sorted((folder / ".storage").glob("vxg.*"))
    }
