"""Test how the end-to-end test checks the log, files, images and videos."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

from PIL import Image
import pytest

from scripts.demo.settings import ROOT
from scripts.e2e_tour.frame_times import (
    image_time,
    is_time_of,
    seconds_between,
    video_times,
)
from scripts.e2e_tour.home_log import REQUIRED_TEXTS, UNTESTED_WARNING, LogFile
from scripts.e2e_tour.secret_scan import find_secrets, secret_encodings
from simulator import Cloud
from simulator.rendering import render_jpeg, render_video

QUIET = "2026-11-25 10:02:40.674 INFO (MainThread) [custom_components.vxg] Loaded\n"
# With the zone, as newer releases write it.
CUSTOM = (
    f"2026-11-25 10:02:40.674+00:00 WARNING (SyncWorker_0) [x] {UNTESTED_WARNING}\n"
)
TALK = "".join(f"2026-11-25 10:02:40.674 DEBUG (x) {one}…\n" for one in REQUIRED_TEXTS)
OURS = "2026-11-25 10:02:40.674+00:00 ERROR (MainThread) [custom_components.vxg] No\n"


@pytest.fixture
def log(tmp_path: Path) -> LogFile:
    path = tmp_path / "home-assistant.log"
    path.write_text(QUIET + TALK + CUSTOM)
    return LogFile(path)


def say(log: LogFile, text: str) -> None:
    with log.path.open("a") as file:
        file.write(text)


def ours(log: LogFile) -> list[str]:
    return [record.text for record in log.problems() if record.is_ours]


def test_a_quiet_log_has_nothing_of_ours(log: LogFile) -> None:
    assert log.is_complete()
    assert not ours(log)


@pytest.mark.parametrize(
    "text",
    [
        f"{TALK}WARNING: {UNTESTED_WARNING}\nERROR: custom_components.vxg: No\n",
        # A logger that wrote nothing cannot have revealed a secret.
        CUSTOM + TALK.replace("aiohttp.access", "aiohttp"),
    ],
)
def test_a_log_in_another_format_is_not_complete(log: LogFile, text: str) -> None:
    log.path.write_text(text)
    assert not log.is_complete()


@pytest.mark.parametrize(
    "text",
    [
        OURS,
        "2026-11-25 10:02:40.674 WARNING (Thread-1) [x] Blocked\n  at vxg/camera.py\n",
        "2026-11-25 10:02:40.674 ERROR (stream_worker) [stream.camera.garden] Ended\n",
        "custom_components/vxg/camera.py:12: DeprecationWarning: old\n",
    ],
)
def test_problems_of_the_integration_are_found(log: LogFile, text: str) -> None:
    say(log, text + QUIET)
    assert ours(log) == [text.strip()]


def test_problems_of_others_are_not_ours(log: LogFile) -> None:
    say(log, f"2026-11-25 10:02:40.674 ERROR (MainThread) [other] In {ROOT}/.demo\n")
    assert not ours(log)
    assert len(list(log.problems())) == 2


def test_only_problems_during_a_fault_are_expected(
    log: LogFile,
) -> None:
    with log.expect_errors():
        say(log, OURS)
    assert not ours(log)
    say(log, OURS)
    assert ours(log) == [OURS.strip()]


def test_a_problem_with_an_expected_text_is_expected(log: LogFile) -> None:
    log.expect_text("[custom_components.vxg] No")
    say(log, OURS)
    assert not ours(log)
    say(log, OURS.replace("No", "Yes"))
    assert ours(log) == [OURS.replace("No", "Yes").strip()]


def test_credentials_are_found_except_in_the_entries(tmp_path: Path) -> None:
    cloud = Cloud()
    token = cloud.group_token()
    (tmp_path / "core.config_entries").write_text(token)
    assert not list(find_secrets(tmp_path, secret_encodings(cloud)))
    (tmp_path / "log").write_text(f"…{quote(token, safe='')}…")
    (tmp_path / "db").write_text("http://127.0.0.1/x.ts?exp=1&sig=0123456789abcdef")
    assert list(find_secrets(tmp_path, secret_encodings(cloud))) == [
        "A signed URL of the cloud is in db",
        "A credential is in log",
    ]


def test_records_that_differ_in_numbers_have_the_same_pattern(log: LogFile) -> None:
    say(log, OURS)
    say(log, OURS.replace("40.674", "55.001"))
    patterns = [record.pattern for record in log.problems() if record.is_ours]
    assert len(patterns) == 2
    assert len(set(patterns)) == 1


@pytest.mark.parametrize("second", [0, 2.4, 5, 8.7, 11.9])
def test_the_time_of_an_image_is_found(second: float) -> None:
    time = datetime(2026, 11, 25, 10, 0, tzinfo=UTC) + timedelta(seconds=second)
    found = image_time(render_jpeg(310247, "Driveway", time))
    assert is_time_of(found, time)
    assert not is_time_of(found, time + timedelta(seconds=1))
    assert not is_time_of(found, time - timedelta(seconds=1))


def test_the_times_of_a_video_are_found_in_order() -> None:
    start = datetime(2026, 11, 25, 10, 0, 11, tzinfo=UTC)
    times = video_times(render_video(310247, "Driveway", start, 2, container="mp4"))
    assert len(times) == 20
    assert is_time_of(times[0], start)
    steps = [seconds_between(*pair) for pair in pairwise(times)]
    assert min(steps) > 0
    assert max(steps) < 0.3


def test_an_image_of_anything_else_has_no_time() -> None:
    buffer = BytesIO()
    Image.new("RGB", (64, 36)).save(buffer, "JPEG")
    with pytest.raises(AssertionError, match="No ball"):
        image_time(buffer.getvalue())
