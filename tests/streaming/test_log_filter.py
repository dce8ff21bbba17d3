"""Tests for the redaction of signed URLs in the logs of the player."""

import logging
from pathlib import Path
import re

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from custom_components.vxg.aiovxg import KNOWN_SECRETS
from custom_components.vxg.const import DOMAIN
from custom_components.vxg.streaming import log_filter
from custom_components.vxg.streaming.log_filter import (
    OWN_LOGGERS,
    SECRET_FILTER,
    SHARED_LOGGERS,
    StreamHosts,
    StreamUrlFilter,
    redact_secrets,
    redact_stream_urls,
)


def redact(url_filter: StreamUrlFilter, text: str) -> str:
    record = logging.LogRecord("x", logging.ERROR, "", 0, "%s", (text,), None)
    assert url_filter.filter(record)
    return record.getMessage()


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("http://me:geheim@host:80/a?sig=geheim", "http://host:80/…"),
        ("rtsp://geheim@host", "rtsp://host"),
        ("(https://[::1]:8/geheim)", "(https://[::1]:8/…)"),
        ("'https://host?sig=geheim', then", "'https://host/…', then"),
        ("<Crypto+HTTP://host/geheim>", "<Crypto+HTTP://host/…>"),
        ("http://host: no path", "http://host: no path"),
    ],
)
def test_urls_are_redacted_down_to_their_host(text: str, redacted: str) -> None:
    assert redact(StreamUrlFilter(), text) == redacted


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("'http://media.example/1.ts?sig=geheim'", "'http://media.example/…'"),
        ("HTTP://MEDIA.example:80/1.ts?sig=geheim", "HTTP://MEDIA.example:80/…"),
        ("https://media.example:443/geheim", "https://media.example:443/…"),
        ("http://127.0.0.1:8123/geheim/0.m3u8", "http://127.0.0.1:8123/…"),
        ("rtsp://[::1]/geheim", "rtsp://[::1]/…"),
        ("http://127.0.0.1:1984/api?src=x", "http://127.0.0.1:1984/api?src=x"),
        ("http://media.example:8080/x", "http://media.example:8080/x"),
        ("rtsp://me:mine@other.example/x", "rtsp://me:mine@other.example/x"),
        (
            "http://other.example/x http://media.example/geheim",
            "http://other.example/x http://media.example/…",
        ),
    ],
)
def test_with_hosts_only_their_urls_are_redacted(text: str, redacted: str) -> None:
    hosts = StreamHosts()
    hosts.add_urls(
        "#EXTM3U\n#EXTINF:2,\nhttp://me:geheim@Media.example:80/1.ts?sig=geheim\n"
        "http://127.0.0.1:8123/geheim/live.m3u8 'rtsp://[::1]:554/geheim'\n"
    )
    assert redact(StreamUrlFilter(hosts), text) == redacted


def test_a_record_without_urls_of_ours_is_not_touched() -> None:
    args = ("http://other.example/x",)
    record = logging.LogRecord("x", logging.ERROR, "", 0, "to %s", args, None)
    assert StreamUrlFilter(StreamHosts()).filter(record)
    assert (record.msg, record.args) == ("to %s", args)


def test_with_too_many_hosts_all_urls_are_redacted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(log_filter, "MAX_STREAM_HOSTS", 2)
    hosts = StreamHosts()
    url_filter = StreamUrlFilter(hosts)
    hosts.add_urls("http://1.example/ http://2.example/")
    assert redact(url_filter, "http://other.example/x") == "http://other.example/x"
    hosts.add_urls("http://3.example/ http://4.example/")
    assert redact(url_filter, "http://other.example/x") == "http://other.example/…"


def test_with_all_hosts_all_urls_are_redacted() -> None:
    hosts = StreamHosts()
    hosts.add_all()
    assert (
        redact(StreamUrlFilter(hosts), "http://any.example/x") == "http://any.example/…"
    )


def test_the_filters_are_added_once() -> None:
    redact_stream_urls("camera.x")
    redact_stream_urls("camera.x")
    for name in ("homeassistant.components.stream.stream.camera.x", "libav.hls"):
        filters = logging.getLogger(name).filters
        assert sum(isinstance(one, StreamUrlFilter) for one in filters) == 1


@pytest.mark.parametrize(
    "name",
    [
        "custom_components.vxg",
        "custom_components.vxg.aiovxg",
        "homeassistant.components.stream",
        "homeassistant.components.stream.worker",
        "homeassistant.components.stream.stream.camera.x",
        "libav.hls",
        "libav.http",
    ],
)
def test_known_secrets_are_redacted_in_lines_and_tracebacks(
    caplog: pytest.LogCaptureFixture, name: str
) -> None:
    redact_secrets()
    redact_stream_urls("camera.x")
    url = "http://media.example/live.m3u8?sig=(geheim)'0123]4567"
    KNOWN_SECRETS.add_url(url)
    logger = logging.getLogger(name)
    logger.error("Cannot open (%s) at '%s'", url, url)
    logger.error("GET %s", url.partition("media.example")[2])
    try:
        int(url)
    except ValueError:
        logger.exception("Unexpected")
    assert "geheim" not in caplog.text
    assert "4567" not in caplog.text
    assert "Unexpected" in caplog.text
    assert "ValueError" in caplog.text
    assert all("geheim" not in str(record.exc_info) for record in caplog.records)


@pytest.mark.parametrize("name", [*OWN_LOGGERS, *SHARED_LOGGERS])
async def test_secrets_are_redacted_once_the_integration_is_set_up(
    hass: HomeAssistant, name: str
) -> None:
    logger = logging.getLogger(name)
    logger.removeFilter(SECRET_FILTER)
    assert await async_setup_component(hass, DOMAIN, {})
    assert SECRET_FILTER in logger.filters


def test_all_loggers_of_the_integration_are_redacted() -> None:
    shipped = Path(log_filter.__file__).parent.parent
    names = {
        match
        for path in shipped.rglob("*.py")
        for match in re.findall(r"getLogger\((.*?)\)", path.read_text(encoding="utf-8"))
    }
    # Of the two packages, and of others in the module that redacts.
    assert names == {"__package__", 'f"{PLAYER_LOGGER}{entity_id}"', "name"}
