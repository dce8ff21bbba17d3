"""Test the parsing of pasted tokens and URLs."""

from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
import json
from typing import Any
from urllib.parse import quote

import pytest
from yarl import URL

from custom_components.vxg.aiovxg import (
    TokenKind,
    VxgInsecureUrlError,
    VxgInvalidTokenError,
    VxgLicenseKeyError,
    VxgTokenError,
    parse_token,
    parse_url,
)

from .conftest import INNER_TOKEN, channel_token, error_text, group_token

DEFAULT = "https://web.skyvr.videoexpertsgroup.com"

# Section 1 of the API page.
ALL_ACCESS = {
    "camid": 310245,
    "cmngrid": 310702,
    "access": "all",
    "token": "share.eyJzaSI6IDkxMDAxfQ.66f0a1c4tbc1fab00.Zk3Qw9nYx1LrT0vUe5aSd2HbMcE",
    "api": "web.skyvr.videoexpertsgroup.com",
    "cam": "cam.skyvr.videoexpertsgroup.com",
}
WATCH_ONLY = {
    "camid": 61,
    "cmngrid": 61,
    "access": "watch",
    "token": "share.eyJzaSI6IDEyMDQ1fQ.66f0a1c4t12cff780.p0LxQ7Jm2VbTn8sKd4RyCw6GzEA",
    "api": "web.example.cloud-vms.com",
}
WITH_PORTS = {
    "camid": 101,
    "cmngrid": 201,
    "access": "all",
    "token": "share.eyJzaSI6IDF9.66f0a1c4t15180.AAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "api": "127.0.0.1",
    "api_p": 8088,
    "api_sp": 8443,
    "expires": "2030-01-01T00:00:00",
}
GROUP = {
    "token": "share.eyJzaSI6IDc3fQ.66f0a1c4tbc1fab00.Qm4TtYc8Zr1KpWv6Xj0LnEd3HsU",
    "api": "web.example.cloud-vms.com",
}


def encode(content: Any) -> str:
    """Return base64 of JSON."""
    return b64encode(json.dumps(content).encode()).decode()


@pytest.mark.parametrize(
    ("content", "kind", "camera_id", "writable", "url", "share_id", "end"),
    [
        (ALL_ACCESS, "channel", 310245, True, DEFAULT, "91001", 2124),
        (
            WATCH_ONLY,
            "channel",
            61,
            False,
            "https://web.example.cloud-vms.com",
            "12045",
            2034,
        ),
        (WITH_PORTS, "channel", 101, True, "https://127.0.0.1:8443", "1", 2030),
        (
            GROUP,
            "group",
            None,
            False,
            "https://web.example.cloud-vms.com",
            "77",
            2124,
        ),
    ],
)
def test_the_tokens_of_the_api_page_are_parsed(
    content: dict[str, Any],
    kind: str,
    camera_id: int | None,
    writable: bool,
    url: str,
    share_id: str,
    end: int,
) -> None:
    text = encode(content)
    token = parse_token(text)
    assert token.kind is TokenKind(kind)
    assert token.camera_id == camera_id
    assert token.writable is writable
    assert str(token.base_url) == url
    assert token.share_id == share_id
    assert token.end_of_life is not None
    assert token.end_of_life.year == end
    scheme = {"channel": "Acc", "group": "SI"}[kind]
    assert token.authorization == f"{scheme} {text}"


def test_order_and_spacing_of_the_keys_do_not_matter() -> None:
    text = json.dumps(dict(reversed(ALL_ACCESS.items())), indent=3)
    assert parse_token(b64encode(text.encode()).decode()).camera_id == 310245


@pytest.mark.parametrize("between", [" ", "\n", "\r\n", "\t", "\u00a0"])
def test_whitespace_around_and_in_a_token_is_ignored(between: str) -> None:
    text = encode(ALL_ACCESS)
    broken = between + between.join([text[:76], text[76:]]) + between
    assert parse_token(broken).value == text


# Its base64 has `+`, `/` and padding.
UNUSUAL = {"token": "a~~>>??", "api": "127.0.0.1"}


@pytest.mark.parametrize("content", [ALL_ACCESS, WATCH_ONLY, GROUP, UNUSUAL])
@pytest.mark.parametrize(
    "paste",
    [
        lambda token: token.rstrip("="),
        lambda token: f"Acc {token}",
        lambda token: f"SI {token}",
        lambda token: f"acc   {token}",
        lambda token: f"Authorization: Acc {token}",
        lambda token: f"'authorization: SI {token}'",
        lambda token: f'"{token}"',
        lambda token: f"'{token}',",
        lambda token: f"`{token}`",
        lambda token: f"\u201e{token}\u201c",
        lambda token: f"\u2018{token}\u2019",
        lambda token: f"<{token}>",
        lambda token: f'Acc "{token}"',
        lambda token: f"\ufeff{token}",
        lambda token: f"\u200b{token[:9]}\u200b{token[9:]}\u2060",
        lambda token: f"{token[:40]}\u00ad\n{token[40:]}",
        quote,
        lambda token: quote(token, safe=""),
        lambda token: token.replace("+", "-").replace("/", "_"),
        lambda token: token.replace("+", "-").replace("/", "_").rstrip("="),
        lambda token: f"\ufeff 'SI {quote(token.rstrip('='), safe='')}' \n",
    ],
)
def test_what_is_pasted_with_a_token_is_ignored(
    content: dict[str, Any], paste: Callable[[str], str]
) -> None:
    text = encode(content)
    assert parse_token(paste(text)) == parse_token(text)
    assert parse_token(paste(text)).value == text


def test_the_unusual_token_has_all_characters_that_urls_change() -> None:
    assert set("+/=") <= set(encode(UNUSUAL))


NESTED = b64encode(b"[" * 6000).decode()
NESTED_OBJECT = b64encode(b'{"a":' * 1000 + b"1" + b"}" * 1000).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "hello",
        "https://web.example.com",
        INNER_TOKEN,
        encode(ALL_ACCESS)[:-7],
        encode(ALL_ACCESS)[:40],
        encode(ALL_ACCESS)[5:],
        encode(ALL_ACCESS).rstrip("=") + "é",
        "Ⓐ" + encode(ALL_ACCESS),
        "\ud800",
        urlsafe_b64encode(b'{"token": "\xff\xff\xff???>>>"}').decode(),
        b64encode(b"\xff\xfe\xfd").decode(),
        b64encode(b"not json").decode(),
        b64encode(b'{"camid": 1').decode(),
        b64encode(b"9" * 5000).decode(),
        encode([]),
        encode(None),
        encode("token"),
        encode(5),
        encode({}),
        encode({"camid": 1}),
        encode({"camid": 1, "access": "all"}),
        channel_token(token=""),
        channel_token(token=["x"]),
        channel_token(access=""),
        encode({"camid": 1, "token": INNER_TOKEN}),
        channel_token(camid="front"),
        channel_token(camid=True),
        channel_token(camid=1.5),
        channel_token(camid=0),
        channel_token(camid=-1),
        channel_token(camid=2**70),
        channel_token(camid=[1]),
        NESTED,
        NESTED_OBJECT,
        "A" * 1_000_000,
        encode(ALL_ACCESS | {"x": "y" * 1_000_000}),
    ],
)
def test_an_invalid_token_is_rejected_without_being_quoted(text: str) -> None:
    with pytest.raises(VxgInvalidTokenError) as caught:
        parse_token(text)
    message = error_text(caught.value)
    assert "share" not in message
    assert len(text) < 8 or text not in message


@pytest.mark.parametrize(
    "text",
    [
        *("v3.abc123", "srv.abc123", "  v3.x\n", "LKey v3.abc123", '"srv.abc123"'),
        *("\ufeffv3.abc123", "Authorization: LKey srv.abc123"),
    ],
)
def test_a_license_key_has_its_own_error(text: str) -> None:
    with pytest.raises(VxgLicenseKeyError) as caught:
        parse_token(text)
    assert text.strip() not in error_text(caught.value)


@pytest.mark.parametrize(("camid", "read"), [("7", 7), (7.0, 7), (7, 7)])
def test_camera_ids_are_parsed_in_all_formats(camid: Any, read: int) -> None:
    assert parse_token(channel_token(camid=camid)).camera_id == read


@pytest.mark.parametrize(
    ("content", "url"),
    [
        ({}, DEFAULT),
        ({"api": ""}, DEFAULT),
        ({"api": " web.x.com "}, "https://web.x.com"),
        ({"api": "WEB.x.com"}, "https://web.x.com"),
        ({"api": "web.x.com", "api_p": 8080}, "https://web.x.com"),
        ({"api": "web.x.com", "api_sp": "8443"}, "https://web.x.com:8443"),
        ({"api": "web.x.com", "api_sp": 443}, "https://web.x.com"),
        ({"api": "web.x.com", "api_sp": 0}, "https://web.x.com"),
        ({"api": "web.x.com", "api_sp": "soon"}, "https://web.x.com"),
        ({"api": "web.x.com:8443"}, "https://web.x.com:8443"),
        ({"api": "web.x.com:8443", "api_sp": 9443}, "https://web.x.com:9443"),
        ({"api": "https://web.x.com:8443/vms/"}, "https://web.x.com:8443/vms"),
        ({"api": "http://web.x.com:8080/vms"}, "https://web.x.com/vms"),
        ({"api": "web.x.com/vms"}, "https://web.x.com/vms"),
        ({"api": "web.x.com", "path": "vms"}, "https://web.x.com/vms"),
        ({"api": "web.x.com", "path": "/a/b/"}, "https://web.x.com/a/b"),
        ({"api": "web.x.com", "path": ""}, "https://web.x.com"),
        ({"api": "web.x.com", "path": "/"}, "https://web.x.com"),
        ({"api": "web.x.com", "path": "a?b#c"}, "https://web.x.com/a%3Fb%23c"),
        ({"api": "web.x.com", "path": "../x"}, "https://web.x.com/x"),
        ({"api": "::1"}, "https://[::1]"),
        ({"api": "[::1]"}, "https://[::1]"),
        ({"api": "[fd00::1]:8443"}, "https://[fd00::1]:8443"),
        ({"api": "10.0.0.1"}, "https://10.0.0.1"),
        ({"api": "bücher.example"}, "https://xn--bcher-kva.example"),
        ({"svcp": "https://old.x.com:8443/svc/"}, "https://old.x.com:8443/svc"),
        ({"svcp": "http://old.x.com:8080/svc"}, "https://old.x.com/svc"),
        ({"svcp": "https://old.x.com", "api": "web.x.com"}, "https://web.x.com"),
    ],
)
def test_the_server_is_the_one_named_by_the_token_and_always_https(
    content: dict[str, Any], url: str
) -> None:
    assert str(parse_token(channel_token(**content)).base_url) == url
    assert str(parse_token(group_token(**content)).base_url) == url


@pytest.mark.parametrize("quoted", [True, False])
def test_an_accepted_server_is_accepted_again_as_it_is_stored(quoted: bool) -> None:
    accepted = 0
    for char in map(chr, range(0x21, 0x180)):
        text = f"https://web.x.com/a{quote(char, safe='') if quoted else char}b"
        with suppress(VxgInsecureUrlError):
            url = parse_url(text)
            accepted += 1
            assert parse_url(str(url)) == url
    assert accepted > 250


def test_an_at_sign_is_part_of_a_path_only() -> None:
    assert parse_url("https://web.x.com/a%40b").path == "/a@b"
    for text in ("https://a@web.x.com/", "https://@web.x.com", "https://a@b@c/x"):
        with pytest.raises(VxgInsecureUrlError):
            parse_url(text)


@pytest.mark.parametrize(
    "content",
    [
        {"api": "evil@host"},
        {"api": "evil:pass@host"},
        {"api": "@host"},
        {"api": "web.x.com\\@evil.com"},
        {"api": "web x com"},
        {"api": "web.x.com\r\nHost: evil"},
        {"api": "web.x.com\x00"},
        {"api": "web.x.com?x"},
        {"api": "web.x.com#x"},
        {"api": "web%2ex.com"},
        {"api": "/vms"},
        {"api": "[::1"},
        {"api": "web.x.com:port"},
        {"api": "web.x.com:99999"},
        {"api": "web.x.com:0"},
        {"api": "-.com"},
        {"api": "ftp:///x"},
        {"api": "\ud800"},
        {"api": 5},
        {"api": ["web.x.com"]},
        {"api": {"host": "web.x.com"}},
        {"api": "web.x.com", "api_sp": 99999},
        {"api": "web.x.com", "api_sp": -1},
        {"api": "web.x.com", "path": "a\r\nb"},
        {"svcp": "https://user:pass@old.x.com"},
        {"svcp": "nonsense here"},
        {"svcp": 5},
    ],
)
def test_a_hostile_or_malformed_server_is_rejected(content: dict[str, Any]) -> None:
    with pytest.raises(VxgInvalidTokenError) as caught:
        parse_token(channel_token(**content))
    assert "share" not in error_text(caught.value)


def test_a_given_base_url_overrides_the_server_of_the_token() -> None:
    known = URL("https://web.x.com")
    assert parse_token(channel_token(api="evil@host"), base_url=known).base_url == known


@pytest.mark.parametrize(
    "inner",
    [
        "share",
        "share..x",
        "share.!!!!.x",
        "share.eyJzaSI6IG51bGx9.x",
        "share.WzFd.x",
        "share.NQ.x",
        "share." + urlsafe_b64encode(b"[" * 3000).decode(),
        "share." + urlsafe_b64encode(b'{"si": "../etc"}').decode(),
        "share." + urlsafe_b64encode(b'{"si": "%s"}' % (b"x" * 99)).decode(),
        "einé",
        "\ud800x",
    ],
)
def test_the_share_id_is_a_hash_if_the_token_contains_none(inner: str) -> None:
    token = parse_token(group_token(token=inner))
    digest = sha256(token.inner.encode()).hexdigest()
    assert token.share_id == digest[:16]
    assert token.end_of_life is None


@pytest.mark.parametrize(
    "part", ["", "t", "66f0a1c4", "xt1", "66f0a1c4tffffffffffffff", "f" * 30 + "t1"]
)
def test_an_invalid_end_of_life_is_unknown(part: str) -> None:
    assert parse_token(channel_token(token=f"share.x.{part}.y")).end_of_life is None


def test_an_explicit_expiry_takes_precedence_over_the_inferred_one() -> None:
    token = parse_token(channel_token(expires="2031-05-05T10:00:00"))
    assert token.end_of_life == datetime(2031, 5, 5, 10, tzinfo=UTC)
    assert parse_token(channel_token(expires="soon")).expires is None


def test_the_repr_of_a_token_hides_its_secrets() -> None:
    token = parse_token(channel_token())
    for text in (repr(token), str(token), f"{token}"):
        assert token.value not in text
        assert token.inner not in text
        assert "share" not in text


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://web.x.com", "https://web.x.com"),
        (" HTTPS://Web.X.com/ ", "https://web.x.com"),
        ("https://web.x.com:443/vms/", "https://web.x.com/vms"),
        ("https://web.x.com:8443/vms", "https://web.x.com:8443/vms"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("https://8.8.8.8", "https://8.8.8.8"),
        ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
        ("http://localhost:8899", "http://localhost:8899"),
        ("http://LOCALHOST", "http://localhost"),
        ("http://127.0.0.1:80/", "http://127.0.0.1"),
        ("http://127.9.9.9", "http://127.9.9.9"),
        ("http://10.1.2.3", "http://10.1.2.3"),
        ("http://172.31.0.1", "http://172.31.0.1"),
        ("http://192.168.1.2/vms", "http://192.168.1.2/vms"),
        ("http://169.254.1.1", "http://169.254.1.1"),
        ("http://[::1]:8899", "http://[::1]:8899"),
        ("http://[fd12::1]", "http://[fd12::1]"),
        ("http://[fe80::1]", "http://[fe80::1]"),
    ],
)
def test_https_and_private_http_urls_are_accepted(text: str, url: str) -> None:
    assert str(parse_url(text)) == url
    assert parse_url(url) == parse_url(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "web.x.com",
        "//web.x.com",
        "https:",
        "https://",
        "https:///path",
        "http://web.x.com",
        "http://8.8.8.8",
        "http://172.32.0.1",
        "http://100.64.0.1",
        "http://[2001:db8::1]",
        "http://[::ffff:8.8.8.8]",
        "http://localhost.evil.com",
        "http://127.0.0.1.nip.io",
        "http://2130706433",
        "ftp://10.0.0.1",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://user@web.x.com",
        "https://user:geheim@web.x.com",
        "https://user:geheim@web.x.com:port",
        "https://:geheim@web.x.com",
        "https://web.x.com?token=geheim",
        "https://web.x.com/#geheim",
        "https://web.x.com\\@evil.com",
        "https://web x.com",
        "https://web.x.com/a b",
        "https://web.x.com\n.evil.com",
        "https://web.x.com\x00",
        "https://web%2ex.com",
        "https://[::1",
        "https://web.x.com:99999",
        "https://web.x.com:0",
        "https://web.x.com:-1",
        "https://\ud800.com",
        "🦊",
    ],
)
def test_other_urls_are_rejected_without_being_quoted(text: str) -> None:
    with pytest.raises(VxgInsecureUrlError) as caught:
        parse_url(text)
    assert "geheim" not in error_text(caught.value)


def test_all_errors_of_tokens_have_the_same_base_class() -> None:
    assert issubclass(VxgLicenseKeyError, VxgTokenError)
    assert issubclass(VxgInvalidTokenError, VxgTokenError)
