"""Test the wheel of the client, and its examples with it, without Home Assistant."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
import os
from pathlib import Path
import subprocess
import sys
from zipfile import ZipFile

import pytest

from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID

ROOT = Path(__file__).parent.parent.parent
LIBRARY = ROOT / "library"
CLIENT = ROOT / "custom_components" / "vxg" / "aiovxg"
EXAMPLES = sorted(LIBRARY.glob("examples/*.py"))

# Loaded by each interpreter that finds it: an environment without Home Assistant.
BLOCKER = """
import sys
for name in ("homeassistant", "custom_components"):
    sys.modules[name] = None
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and return the folder it was unpacked to."""
    built = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", built],
        cwd=LIBRARY,
        check=True,
        capture_output=True,
        timeout=60,
    )
    (wheel,) = built.glob("*.whl")
    folder = tmp_path_factory.mktemp("installed")
    with ZipFile(wheel) as archive:
        archive.extractall(folder)
    (folder / "sitecustomize.py").write_text(BLOCKER)
    return folder


async def run(
    installed: Path,
    server: CloudServer,
    arguments: Sequence[str],
    cwd: Path,
    stdout: int = asyncio.subprocess.PIPE,
) -> asyncio.subprocess.Process:
    """Start Python with the wheel alone and the token of a group."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(installed),
        "VXG_TOKEN": server.cloud.group_token(),
        "VXG_URL": server.url,
    }
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=cwd,
        env=environment,
        stdout=stdout,
        stderr=asyncio.subprocess.PIPE,
    )


async def finish(process: asyncio.subprocess.Process) -> str:
    """Return what it printed, once it has ended well."""
    output, errors = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 0, errors.decode()
    return output.decode()


def test_the_wheel_holds_the_client_and_nothing_else(installed: Path) -> None:
    def files(folder: Path) -> dict[str, bytes]:
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }

    assert files(installed / "aiovxg") == files(CLIENT)
    assert {path.name.partition("-")[0] for path in installed.iterdir()} == {
        "aiovxg",
        "sitecustomize.py",
    }


def test_there_are_examples() -> None:
    assert [path.stem for path in EXAMPLES] == [
        "connection",
        "count_events",
        "create_event",
        "follow_events",
        "list_cameras",
        "save_image",
    ]


async def test_examples_read_and_write(
    installed: Path, cloud: Cloud, server: CloudServer, tmp_path: Path
) -> None:
    cloud.listing_delay = timedelta(seconds=3)
    for minutes in (1, 2):
        time = datetime.now(UTC) - timedelta(minutes=minutes)
        cloud.raise_event(CAMERA_ID, "motion", time=time, listed_after=0)
    printed = {}
    for name in ("list_cameras", "count_events", "create_event", "save_image"):
        example = str(LIBRARY / "examples" / f"{name}.py")
        process = await run(installed, server, [example], tmp_path)
        printed[name] = await finish(process)
    assert str(CAMERA_ID) in printed["list_cameras"]
    assert "motion" in printed["list_cameras"]
    assert printed["count_events"].split() == ["2", "motion"]
    (created,) = (e for e in cloud.events if e.name == "package_delivered")
    assert created.meta == {"parcels": "2", "received_by": "Robin"}
    assert str(created.id) in printed["create_event"]
    assert (tmp_path / "live.jpg").read_bytes()[:2] == b"\xff\xd8"


async def test_the_example_of_following_prints_an_event(
    installed: Path, cloud: Cloud, server: CloudServer, tmp_path: Path
) -> None:
    example = str(LIBRARY / "examples" / "follow_events.py")
    process = await run(installed, server, [example], tmp_path)
    printed = asyncio.create_task(finish(process))
    # What the first read lists is not new.
    while not printed.done():
        cloud.raise_event(CAMERA_ID, "motion", {"Person": "1"})
        await asyncio.wait([printed], timeout=0.2)
    assert "motion {'Person': '1'}" in await printed


async def test_the_command_line_runs_from_the_wheel(
    installed: Path, server: CloudServer, tmp_path: Path
) -> None:
    arguments = ["-m", "aiovxg", "--json", "cameras"]
    process = await run(installed, server, arguments, tmp_path)
    assert str(CAMERA_ID) in await finish(process)


async def end_of_listing(
    installed: Path, server: CloudServer, cwd: Path, stdout: int
) -> tuple[int | None, str]:
    """Return the exit code and the errors of a program that cannot print."""
    arguments = ["-m", "aiovxg", "cameras"]
    process = await run(installed, server, arguments, cwd, stdout)
    os.close(stdout)
    _, errors = await asyncio.wait_for(process.communicate(), 30)
    return process.returncode, errors.decode()


async def test_the_command_line_ends_silently_when_nobody_reads(
    installed: Path, server: CloudServer, tmp_path: Path
) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    ended = await end_of_listing(installed, server, tmp_path, writer)
    assert ended == (141, "")


async def test_the_command_line_names_a_full_disk(
    installed: Path, server: CloudServer, tmp_path: Path
) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    code, errors = await end_of_listing(installed, server, tmp_path, full)
    assert code == 1
    assert errors.splitlines()[0].endswith("No space left on device")
    assert "Traceback" not in errors
