"""Test that a cloud that differs from the description of the API is told from one that does not."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
import json
from pathlib import Path

import pytest

from custom_components.vxg.aiovxg import parse_token, parse_url
from scripts.cloud_check import __main__ as program
from scripts.cloud_check.checks import Outcome, Result
from scripts.cloud_check.probe import AccessError, NoResponseError, Probe
from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID

type Change = Callable[[Cloud], set[str]]


@pytest.fixture
def _custom_integrations() -> None:
    """Override the fixture of Home Assistant, which the script does not depend on."""


@pytest.fixture
def cloud(cloud: Cloud) -> Cloud:
    """Return a cloud that has something for each check."""
    cloud.add_camera(61, "Garden")
    cloud.add_camera(62, "Gate")
    for minutes in range(1, 30):
        time = cloud.now() - timedelta(minutes=minutes)
        meta = {"Person": "1"} if minutes % 2 else {"secret-plate": "AB-123-C"}
        cloud.raise_event(
            CAMERA_ID, "motion" if minutes % 3 else "sound", meta, time, thumb_after=0
        )
    for camera_id in cloud.cameras:
        cloud.channel_token(camera_id)
    return cloud


async def check(cloud: Cloud, server: CloudServer, *argv: str) -> list[Result]:
    """Run all checks with the token of a group, those that write too."""
    base_url = parse_url(server.url)
    token = parse_token(cloud.group_token(), base_url=base_url)
    arguments = program.make_parser().parse_args(["--write", *argv])
    return await program.check_cloud(token, base_url, arguments)


def differing(results: list[Result]) -> dict[str, str]:
    """Return the names of the checks that found a difference, with the detail."""
    return {
        result.check.name: result.detail
        for result in results
        if result.outcome is Outcome.DIFFERS
    }


async def test_the_simulated_cloud_is_as_described(
    cloud: Cloud, server: CloudServer
) -> None:
    results = await check(cloud, server)
    assert not differing(results)
    assert len(results) == len(program.CHECKS) > 50
    assert [r.check.name for r in results if r.outcome is Outcome.NOT_SEEN] == []


def change_formats(cloud: Cloud) -> set[str]:
    """Change what does not keep the checks of the rest from running."""
    cloud.date_header = lambda: cloud.now() + timedelta(minutes=1)
    cloud.page_cap = 50
    cloud.wire_format.unknown_fields = True
    cloud.wire_format.total_count = "page"
    cloud.wire_format.bare_days = True
    cloud.wire_format.create_status = 200
    cloud.wire_format.duplicate_type_status = 409
    cloud.wire_format.duplicate_tag_status = 409
    cloud.group_may_write = True
    cloud.group_list_status = 403
    cloud.cameras[61].status = "asleep"
    return {
        "date_header",
        "default_limit",
        "event_fields",
        "total_count",
        "calendar",
        "create",
        "duplicate_type",
        "duplicate_tag",
        "write_as_group",
        "events_of_group",
        "list_of_cameras",
        "camera_states",
    }


def change_responses(cloud: Cloud) -> set[str]:
    """Change numbers, and leave out what may be missing."""
    cloud.date_header = lambda: None
    cloud.wire_format.numbers_as_strings = True
    cloud.wire_format.total_count = "missing"
    cloud.wire_format.create_body = False
    return {
        "date_header",
        "list_cameras",
        "default_limit",
        "camera_fields",
        "list_events",
        "total_count",
        "create",
        "listing_delay",
    }


def change_times(cloud: Cloud) -> set[str]:
    """Give times a zone."""
    cloud.wire_format.times = "offset"
    return {"server_time", "time_format", "date_header"}


@pytest.mark.parametrize(
    "change", [change_formats, change_responses, change_times], ids=lambda f: f.__name__
)
async def test_differences_are_found(
    cloud: Cloud, server: CloudServer, change: Change
) -> None:
    expected = change(cloud)
    found = differing(await check(cloud, server)).keys()
    assert expected <= found
    # What does not follow from the change is not suspected.
    assert {"group_channels", "event_type_fields", "trailing_slash"}.isdisjoint(found)


async def test_the_report_contains_nothing_of_the_cloud(
    cloud: Cloud,
    server: CloudServer,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    # Where everything differs, the most is said.
    cloud.wire_format.numbers_as_strings = True
    cloud.wire_format.unknown_fields = True
    cloud.cameras[61].status = "in Robin's garden"
    results = await check(cloud, server)
    token = parse_token(cloud.group_token())
    report = json.dumps(program.as_report(results, token))
    said = report + capsys.readouterr().out
    secrets = [
        token.value,
        token.inner,
        *cloud.credentials,
        server.url,
        cloud.media_url,
    ]
    secrets += [camera.name for camera in cloud.cameras.values()]
    secrets += [str(camera_id) for camera_id in cloud.cameras if camera_id > 100]
    secrets += ["secret-plate", "AB-123-C", "Person", "Robin"]
    assert [secret for secret in secrets if secret in said] == []


async def test_nothing_is_written_unless_asked_for(
    cloud: Cloud, server: CloudServer
) -> None:
    base_url = parse_url(server.url)
    token = parse_token(cloud.group_token(), base_url=base_url)
    results = await program.check_cloud(
        token, base_url, program.make_parser().parse_args([])
    )
    assert {request.method for request in cloud.requests} == {"GET"}
    assert not any(result.check.writes for result in results)


async def test_writing_is_not_seen_with_a_token_that_may_only_read(
    cloud: Cloud, server: CloudServer
) -> None:
    base_url = parse_url(server.url)
    token = parse_token(cloud.channel_token(CAMERA_ID, "watch"), base_url=base_url)
    results = await program.check_cloud(
        token, base_url, program.make_parser().parse_args(["--write"])
    )
    writing = {r.outcome for r in results if r.check.writes}
    assert writing == {Outcome.NOT_SEEN}
    assert not differing(results)


async def test_a_server_that_is_no_cloud_differs_everywhere(
    cloud: Cloud, server: CloudServer
) -> None:
    base_url = parse_url(server.media_url)
    token = parse_token(cloud.channel_token(CAMERA_ID), base_url=base_url)
    results = await program.check_cloud(
        token, base_url, program.make_parser().parse_args([])
    )
    held = {r.check.name for r in results if r.outcome is Outcome.HOLDS}
    assert held <= {"storage_channels", "unknown_camera"}


def ends(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str]:
    """Return the exit code and the errors of a program that checks nothing."""
    code = program.main(argv)
    output = capsys.readouterr()
    assert not output.out
    assert output.err.count("\n") == 1
    return code, output.err


async def test_a_cloud_that_refuses_the_token_is_not_checked(
    cloud: Cloud,
    server: CloudServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    token = cloud.group_token()
    monkeypatch.setenv("VXG_TOKEN", token)
    cloud.faults.refuse_token(token)
    code, error = await asyncio.to_thread(ends, capsys, "--url", server.url)
    assert code == 2
    assert "refuses this token" in error


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1:1", "cannot be reached"),
        ("http://example.com", "Plain http"),
    ],
)
@pytest.mark.usefixtures("server")
async def test_a_server_that_cannot_be_asked_is_one_line(
    cloud: Cloud,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    url: str,
    reason: str,
) -> None:
    monkeypatch.setenv("VXG_TOKEN", cloud.group_token())
    code, error = await asyncio.to_thread(ends, capsys, "--url", url)
    assert code == 2
    assert reason in error


def test_a_report_that_cannot_be_written_is_found_before_anything_is_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit, match="2"):
        program.main(["--json", "/dev/null/report.json"])
    assert "Not a directory" in capsys.readouterr().err


async def test_a_certificate_that_cannot_be_verified_has_a_hint(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise NoResponseError("no response (ClientConnectorCertificateError)")

    monkeypatch.setattr(Probe, "ask", fail)
    token = parse_token(cloud.group_token())
    arguments = program.make_parser().parse_args([])
    with pytest.raises(AccessError, match="--no-verify-ssl"):
        await program.check_cloud(token, token.base_url, arguments)


def test_a_token_that_is_none_is_refused_without_quoting_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VXG_TOKEN", "v3.license-key")
    assert program.main([]) == 2
    assert "license-key" not in capsys.readouterr().err
