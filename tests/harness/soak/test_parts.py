"""Test the parts of the soak test that need no Home Assistant."""

from datetime import timedelta
import os
from pathlib import Path
from random import Random
import runpy
import sqlite3
import time

from aiohttp import ClientSession

from custom_components.vxg import const
from harness.chaos.config import ROOT
from harness.chaos.home import ProbeLog
from harness.soak.config import SHORTENED_CONSTANTS, add_shortened_integration
from harness.soak.event_generator import EventGenerator
from harness.soak.measure import TABLES, database, sample, storage
from harness.soak.poll_counter import PollCounter
from harness.soak.workload import renew_token
from simulator import Cloud, CloudServer, RecordedRequest


def test_constants_are_shortened_in_the_copy_and_not_in_the_shipped_file(
    tmp_path: Path,
) -> None:
    shipped = ROOT / "custom_components" / "vxg" / "const.py"
    before = shipped.read_bytes()
    add_shortened_integration(tmp_path, 48)
    path = tmp_path / "custom_components" / "vxg" / "const.py"
    soaked = runpy.run_path(str(path))
    assert soaked["CAMERAS_INTERVAL"] == timedelta(seconds=6.25)
    assert soaked["DISCOVERY_COOLDOWN"] == 1.25
    names = {name for name in vars(const) if name.isupper()} - {"LOGGER"}
    changed = {name for name in names if soaked[name] != getattr(const, name)}
    assert changed == set(SHORTENED_CONSTANTS)
    assert shipped.read_bytes() == before
    assert not path.with_name("__pycache__").exists()


def test_memory_and_files_of_a_process_are_measured(tmp_path: Path) -> None:
    before = sample(os.getpid())
    block = bytearray(os.urandom(64 * 1024 * 1024))
    with (tmp_path / "open").open("wb"):
        after = sample(os.getpid())
    assert after.memory - before.memory > len(block) * 0.9
    assert after.files == before.files + 1
    assert after.kinds[str(tmp_path / "open")] == 1
    assert after.threads >= 1


def test_a_database_is_measured_with_its_write_ahead_log(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "home-assistant_v2.db") as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        for table in TABLES:
            writer.execute(f"CREATE TABLE {table} (content TEXT)")
        writer.commit()
        before = database(tmp_path)
        for _ in range(50):
            writer.execute("INSERT INTO states VALUES (?)", ["x" * 4096])
        writer.commit()
        after = database(tmp_path)
    writer.close()
    assert after.rows == dict.fromkeys(TABLES, 0) | {"states": 50}
    assert after.size - before.size > 50 * 4096


def test_stored_files_of_the_integration_are_measured(tmp_path: Path) -> None:
    folder = tmp_path / ".storage"
    folder.mkdir()
    (folder / "vxg.01abc.ledger").write_text("12345")
    (folder / "core.config").write_text("x")
    assert storage(tmp_path) == {"ledger": 5}


def request(
    cloud: Cloud, ahead: int = 60, status: int = 200, path: str = "", **query: str
) -> RecordedRequest:
    end = (cloud.now() + timedelta(seconds=ahead)).replace(tzinfo=None).isoformat()
    return RecordedRequest(
        method="GET",
        path=path or "/api/v2/storage/events/",
        query={"end": end} | query,
        scheme=None,
        authorization=None,
        body=None,
        status=status,
    )


def test_only_successful_polls_count() -> None:
    cloud = Cloud()
    polls = PollCounter(cloud)
    cloud.requests += [
        request(cloud),
        request(cloud, ahead=-60),
        request(cloud, status=500),
        request(cloud, path="/api/v2/cameras/"),
        request(cloud, offset="1000"),
    ]
    polls.count()
    polls.count()
    assert (polls.number, cloud.requests) == (1, [])
    cloud.requests.append(request(cloud))
    polls.set_counting(False)
    cloud.requests.append(request(cloud))
    polls.set_counting(True)
    cloud.requests.append(request(cloud))
    polls.count()
    assert polls.number == 3


def test_events_are_missing_until_they_were_on_the_bus() -> None:
    cloud, log = Cloud(), ProbeLog()
    cloud.add_camera(101, "Camera")
    events = EventGenerator(cloud, log, Random(1))
    first, second = events.raise_event(101, "motion"), events.raise_event(101)
    assert events.missing() == {first, second}
    log.add({"kind": "fired", "at": time.time(), "id": first, "late": False})
    log.add({"kind": "shown", "at": time.time(), "id": second})
    assert events.missing() == {second}
    assert events.missing([first]) == set()


async def test_a_renewed_token_outlasts_the_one_that_is_revoked(
    socket_enabled: None,
) -> None:
    cloud = Cloud()
    old = cloud.group_token()
    new = renew_token(cloud, 1)
    scheme = cloud.credentials[old].scheme
    cloud.revoke(old)
    async with CloudServer(cloud) as server, ClientSession() as session:
        statuses = []
        for token in (old, new):
            headers = {"Authorization": f"{scheme} {token}"}
            url = f"{server.url}/api/v2/cameras/"
            async with session.get(url, headers=headers) as response:
                statuses.append(response.status)
    assert statuses == [401, 200]
