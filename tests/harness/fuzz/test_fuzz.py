"""Tests with malformed responses and input, and that the harness notices trouble."""

import gc
import json
import logging
from random import Random
from typing import Any

import pytest

from custom_components.vxg import aiovxg
from custom_components.vxg.aiovxg import KNOWN_SECRETS, response_errors
from custom_components.vxg.aiovxg.models import Event
from custom_components.vxg.aiovxg.transport import Transport
from harness.fuzz import responses, run as fuzz
from harness.fuzz.__main__ import read_arguments, summary
from harness.fuzz.calls import API_CALLS, MEDIA_CALLS
from harness.fuzz.inputs import INPUTS
from harness.fuzz.run import Findings, Run, quoted_part
from harness.fuzz.values import change_json
from simulator import Cloud

# The program runs 100,000; these take 2 s on an idle core.
CASES = 500


@pytest.fixture(autouse=True)
def _use_sockets(socket_enabled: None) -> None:
    """Enable sockets."""


@pytest.mark.timeout(300)
async def test_only_errors_of_the_client_without_secrets_come_of_malformed_data() -> (
    None
):
    reports: list[Findings] = []
    findings = await Run(seed=7).cases(CASES, reports.append)
    assert reports == [findings]
    assert findings.problems == []
    assert findings.cases.total() == CASES
    assert set(findings.cases) == {*API_CALLS, *MEDIA_CALLS, *INPUTS}
    # Most cases are malformed, but not so much that all are refused.
    assert findings.outcomes["read"] > CASES / 5
    assert len(findings.outcomes) > 8
    assert f"{CASES} cases" in summary(findings, 5)


async def test_no_block_outlasts_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "BLOCK", 20)
    clouds: list[int] = []

    def count(_findings: Findings) -> None:
        gc.collect()
        clouds.append(sum(isinstance(each, Cloud) for each in gc.get_objects()))

    await Run(seed=7).cases(80, count)
    assert len(set(clouds)) == 1


async def _problems(cases: int = 100) -> str:
    return "\n".join((await Run(seed=7).cases(cases)).problems)


async def test_an_error_that_is_not_the_clients_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def from_api(data: Any) -> Event | None:
        return data["id"]

    monkeypatch.setattr(Event, "from_api", from_api)
    assert "an unexpected error" in await _problems()


def echo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all changed responses echo the token."""

    def change_json(random: Random, data: Any, secrets: tuple[str, ...]) -> Any:
        return {"errorDetail": f"No {secrets[0]}", "id": secrets[0]}

    monkeypatch.setattr(responses, "change_json", change_json)


async def test_a_secret_in_a_message_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(response_errors, "_redact_word", lambda word, tokens: word)
    echo(monkeypatch)
    assert "is quoted in" in await _problems()


async def test_a_secret_in_the_log_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    original = Transport.request

    async def request(self: Transport, *args: Any, **kwargs: Any) -> Any:
        response = await original(self, *args, **kwargs)
        logging.getLogger(aiovxg.__name__).debug("The response: %s", response)
        return response

    monkeypatch.setattr(Transport, "request", request)
    # The filter of the log, if it is installed, would hide it.
    monkeypatch.setattr(type(KNOWN_SECRETS), "redact", lambda _, text: text)
    echo(monkeypatch)
    assert "is quoted in" in await _problems()


async def test_what_takes_too_long_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("harness.fuzz.run.MAX_SECONDS", 0)
    assert "took more than 0 s" in await _problems(9)


def test_changed_json_is_not_much_longer() -> None:
    """The memory of a run must be that of the client."""
    data = {"objects": [{"id": number, "meta": {"zone": "x"}} for number in range(30)]}
    for seed in range(300):
        changed = change_json(Random(seed), data, ("secret",))
        assert len(json.dumps(changed)) < 4_000_000


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nothing", None),
        ("abcdefghijk", None),
        ("xx abcdefghijkl", "abcdefghijkl"),
        ("bcdefghijklm", "bcdefghijklm"),
    ],
)
def test_parts_of_secrets_are_found_in_texts(text: str, found: str | None) -> None:
    assert quoted_part(text, ("", "abcdefghijklm")) == found


def test_growing_memory_is_a_figure() -> None:
    findings = Findings(memory=[100, 90, 140])
    assert (findings.growth, Findings().growth) == (40, 0)
    assert read_arguments(["--cases", "5"]).cases == 5
