"""Test the registry of secrets."""

from time import perf_counter

import pytest

from custom_components.vxg.aiovxg import KNOWN_SECRETS
from custom_components.vxg.aiovxg.addresses import MAX_LINE, MAX_SECRETS, SecretRegistry

from .conftest import INNER_TOKEN, channel_token

SIGNED = "https://me:pass-w0rd@media.x.com/live/0123456789abcdef01234/a.m3u8?sig="


@pytest.mark.parametrize(
    "signature",
    [
        "0123456789abcdef",
        "geheim(0)1234",
        "geheim)'\"]>0123",
        "geheim%28%29%27012345",
        "geheim'0 123",
        "gehéim0123",
    ],
)
@pytest.mark.parametrize(
    "line",
    [
        "Error opening stream (Denied, {})",
        "Opening '{}' for reading",
        "<{}>",
        "{} {}",
        "path only: {path}",
        "value only: {signature}",
        "cut: {cut}",
    ],
)
def test_secrets_of_a_url_are_redacted_by_value(signature: str, line: str) -> None:
    registry = SecretRegistry()
    url = f"{SIGNED}{signature}&end=1"
    registry.add_url(url)
    text = line.format(
        url,
        url,
        path=url.partition("media.x.com")[2],
        signature=signature,
        cut=url[:-8],
    )
    redacted = registry.redact(text)
    assert signature[:8] not in redacted
    assert "pass-w0rd" not in redacted or "pass-w0rd" not in url
    assert "0123456789abcdef" not in redacted
    # What surrounds them is kept.
    assert redacted.startswith(line.partition("{")[0])


@pytest.mark.parametrize("text", ["pass%2Fw0rd%3D", "pass/w0rd="])
def test_secrets_of_a_url_are_redacted_in_any_encoding(text: str) -> None:
    registry = SecretRegistry()
    registry.add_url("rtsp://me:pass%2Fw0rd%3D@media.x.com/live")
    assert registry.redact(f"as me:{text}@media") == "as me:…@media"


def test_tokens_are_known_once_they_are_parsed() -> None:
    from custom_components.vxg.aiovxg import parse_token

    token = parse_token(channel_token())
    for secret in (token.value, token.inner, INNER_TOKEN):
        for text in (secret, f"Acc {secret}", f"{secret[:40]}", f"x={secret}, y"):
            redacted = KNOWN_SECRETS.redact(text)
            assert secret[:20] not in redacted
            assert secret[-20:] not in redacted


def test_ordinary_words_of_urls_are_not_secret() -> None:
    registry = SecretRegistry()
    registry.add_url("https://h/api/v4/recordings/list.m3u8?type=recording&id=5")
    text = "GET /api/v4/recordings/list.m3u8: no recording"
    assert registry.redact(text) == text


def test_the_number_of_secrets_is_bounded_and_the_newest_are_known() -> None:
    registry = SecretRegistry()
    for number in range(3 * MAX_SECRETS):
        registry.add(f"{number:08}-secret", f"alike-0123-{number}")
    assert len(registry._secrets) == MAX_SECRETS
    assert len(registry._by_start) <= MAX_SECRETS
    last = f"{3 * MAX_SECRETS - 1:08}-secret"
    assert registry.redact(f"a {last} b") == "a … b"
    # Also one that was forgotten, because it starts like others.
    assert registry.redact("a alike-0123-5 b") == "a … b"
    assert "00000001-secret" in registry.redact("00000001-secret")


def test_the_time_for_a_line_is_bounded() -> None:
    registry = SecretRegistry()
    for number in range(MAX_SECRETS):
        registry.add(f"aaaaaaaa{number}" + "a" * 500)
    started = perf_counter()
    redacted = registry.redact("a" * 10_000_000 + " b")
    assert perf_counter() - started < 1
    assert len(redacted) <= MAX_LINE + 1
