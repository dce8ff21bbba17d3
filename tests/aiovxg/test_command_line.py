"""Tests for `python -m aiovxg`."""

import asyncio
from collections.abc import Callable
import errno
from getpass import GetPassWarning
import json
import os
import sys
from typing import Any
from warnings import warn

import pytest

from custom_components.vxg.aiovxg import __main__ as command_line
from simulator import Cloud, CloudServer

from ..conftest import CAMERA_ID

type Run = Callable[..., Any]


@pytest.fixture
def run(
    cloud: Cloud,
    server: CloudServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Return a function that runs a command with the token of a group."""
    cloud.channel_token(CAMERA_ID)
    monkeypatch.setenv("VXG_TOKEN", cloud.group_token())
    monkeypatch.setenv("VXG_URL", server.url)

    async def run(*argv: str, code: int = 0) -> tuple[str, str]:
        assert await asyncio.to_thread(command_line.main, argv) == code
        output = capsys.readouterr()
        return output.out, output.err

    return run


async def lines(run: Run, *argv: str) -> list[dict[str, Any]]:
    """Return the objects that a command prints."""
    output, _ = await run("--json", *argv)
    return [json.loads(line) for line in output.splitlines()]


async def test_cameras_and_types_are_listed(run: Run) -> None:
    assert await lines(run, "cameras") == [
        {"id": CAMERA_ID, "name": "Front door", "status": "active"}
    ]
    types = await lines(run, "types", str(CAMERA_ID))
    assert "motion" in {event_type["name"] for event_type in types}


async def test_events_are_listed_without_signed_addresses(
    run: Run, cloud: Cloud
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion", {"Person": "2"}, thumb_after=0)
    cloud.raise_event(CAMERA_ID, "sound")
    listed = await lines(run, "events", "--type", "motion", "--hours", "1")
    assert listed == [
        {
            "id": event.id,
            "camera": CAMERA_ID,
            "type": "motion",
            "time": event.time.isoformat(),
            "meta": {"Person": "2"},
        }
    ]


async def test_text_of_the_cloud_does_not_steer_the_terminal(
    run: Run, cloud: Cloud
) -> None:
    cloud.raise_event(CAMERA_ID, "motion", {"note": "a\x1b[2Jb\nc\u202ed"})
    output, _ = await run("events")
    assert output.count("\n") == 1
    assert output.rstrip("\n").isprintable()
    assert "note=a�[2Jb�c�d" in output


async def test_an_event_is_created_and_one_is_triggered(run: Run, cloud: Cloud) -> None:
    cloud.cameras[CAMERA_ID].types["motion"]["caps"]["can_be_triggered"] = True
    (created,) = await lines(
        run, "create", str(CAMERA_ID), "motion", "Person=1", "note=a=b"
    )
    assert cloud.events[0].id == created["id"]
    assert cloud.events[0].meta == {"Person": "1", "note": "a=b"}
    (triggered,) = await lines(run, "trigger", str(CAMERA_ID), "motion")
    assert triggered["triggered"] == "motion"
    assert len(cloud.events) == 2


async def test_errors_are_one_line_and_an_exit_code(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, error = await run("types", "99", code=1)
    assert error.count("\n") == 1
    monkeypatch.setenv("VXG_TOKEN", "nonsense")
    _, error = await run("cameras", code=2)
    assert "nonsense" not in error
    _, error = await run("--url", "http://example.com", "cameras", code=1)
    assert error.count("\n") == 1


async def test_a_missing_token_is_asked_for(
    run: Run, cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = cloud.channel_token(CAMERA_ID)
    monkeypatch.delenv("VXG_TOKEN")
    monkeypatch.setattr(command_line, "getpass", lambda prompt: token)
    assert len(await lines(run, "cameras")) == 1


def answer_nothing(_prompt: str) -> str:
    raise EOFError


def interrupt(_prompt: str) -> str:
    raise KeyboardInterrupt


def find_no_terminal(_prompt: str) -> str:
    warn("Can not control echo on the terminal.", GetPassWarning, stacklevel=1)
    raise AssertionError("The input would be echoed")


@pytest.mark.parametrize(
    ("prompt", "code"),
    [(answer_nothing, 2), (find_no_terminal, 2), (interrupt, 130)],
)
async def test_where_no_token_is_entered_the_program_ends(
    run: Run, monkeypatch: pytest.MonkeyPatch, prompt: Callable[[str], str], code: int
) -> None:
    monkeypatch.delenv("VXG_TOKEN")
    monkeypatch.setattr(command_line, "getpass", prompt)
    _, error = await run("cameras", code=code)
    assert error.count("\n") == 1
    assert code == 130 or "VXG_TOKEN" in error


@pytest.mark.parametrize(
    ("failure", "code", "error"),
    [
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), 141, ""),
        (OSError(errno.ENOSPC, "No space left"), 1, "[Errno 28] No space left\n"),
    ],
)
def test_output_that_cannot_be_written_ends_the_program(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    failure: OSError,
    code: int,
    error: str,
) -> None:
    def program() -> int:
        raise failure

    replaced = []
    monkeypatch.setattr(os, "dup2", lambda new, old: replaced.append(old))
    assert command_line.run_program(program) == code
    # What was not written yet is dropped.
    assert replaced == [sys.stdout.fileno()]
    assert capfd.readouterr().err == error


@pytest.mark.parametrize("command", ["cameras", "types 1", "events", "follow"])
async def test_a_cloud_that_cannot_be_reached_is_one_line(
    run: Run, command: str
) -> None:
    url = "http://127.0.0.1:1"
    _, error = await run("--url", url, *command.split(), code=1)
    assert error.startswith("The cloud cannot be reached")
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    "argv",
    [
        *(
            ["events", "--hours", hours]
            for hours in ("nan", "inf", "1e9", "-1", "0", "x")
        ),
        ["create", "1", "motion", "Person"],
        ["create", "1", "motion", "=2"],
        ["types", "door"],
        [],
    ],
)
def test_wrong_arguments_are_explained(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        command_line.main(argv)
    assert "usage: aiovxg" in capsys.readouterr().err


def test_no_argument_takes_a_token() -> None:
    assert "token" not in {
        action.dest for action in command_line.make_parser()._actions
    }


async def test_following_prints_new_events_until_interrupted(
    run: Run, cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = cloud.raise_event(CAMERA_ID, "motion")

    async def follow_events(client: Any) -> Any:
        (page,) = [
            page async for page in client.event_pages(start=event.time, end=event.time)
        ]
        yield command_line_new_event(page.items[0])
        raise KeyboardInterrupt

    def command_line_new_event(found: Any) -> Any:
        return type("NewEvent", (), {"event": found, "late": True})

    monkeypatch.setattr(command_line, "follow_events", follow_events)
    output, _ = await run("follow", code=130)
    assert output.endswith("late\n")
    assert str(event.id) in output
