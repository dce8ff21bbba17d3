"""Redaction of secrets and signed URLs in our logs and those of Home Assistant's player."""

from collections.abc import Container
import logging
import re
from typing import override

from ..aiovxg import KNOWN_SECRETS
from ..const import LOGGER

# A URL: user name and password, host, and the rest, which contains the signature.
STREAM_URL = re.compile(
    r"((?:https?|rtsps?|rtmps?)://)(?:[^/?#\s'\"]*@)?"
    r"((?:\[[0-9a-f:.]+\]|[^/?#\s'\"@<>)\]])+)([/?#]?)[^\s'\"<>)\]]*",
    re.IGNORECASE,
)
# FFmpeg may log a port that the URL leaves out, or the other way round.
STREAM_PORTS = {"http": 80, "https": 443, "rtsp": 554, "rtmp": 1935, "rtmps": 443}

# Loggers of URLs: the player of one camera, and FFmpeg's protocols.
PLAYER_LOGGER = "homeassistant.components.stream.stream."
LIBRARY_LOGGERS = tuple(
    f"libav.{part}"
    for part in ("hls", "http", "https", "rtmp", "rtmps", "rtsp", "tcp", "tls")
)

# Loggers that are shared with others, and ours. Filters apply to a logger itself only.
SHARED_LOGGERS = tuple(
    f"homeassistant.components.{part}"
    for part in ("camera", "stream", "stream.core", "stream.hls", "stream.worker")
)
OWN_LOGGERS = (LOGGER.name, f"{LOGGER.name}.aiovxg")

# Far more than a media host has. Beyond it, all URLs are redacted.
MAX_STREAM_HOSTS = 1000


class StreamHosts(Container[str]):
    """The hosts that our players connect to, as found in their URLs and playlists."""

    def __init__(self) -> None:
        self._hosts: set[str] = set()
        self._is_everything = False

    def add_urls(self, text: str) -> None:
        """Add the hosts of all URLs in a text."""
        for match in STREAM_URL.finditer(text):
            if len(self._hosts) > MAX_STREAM_HOSTS:
                break
            self._hosts.add(_host(match))

    def add_all(self) -> None:
        """Add every host: a player reads a playlist whose hosts nobody registers."""
        self._is_everything = True

    @override
    def __contains__(self, host: object) -> bool:
        """Return whether our players may connect to a host."""
        return (
            self._is_everything
            or host in self._hosts
            or len(self._hosts) > MAX_STREAM_HOSTS
        )


class SecretFilter(logging.Filter):
    """Redacts the secrets that are known, also in tracebacks."""

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        """Redact the message, and a traceback that contains a secret."""
        message = record.getMessage()
        redacted = KNOWN_SECRETS.redact(message)
        if record.exc_info:
            trace = FORMATTER.formatException(record.exc_info)
            if (safe := KNOWN_SECRETS.redact(trace)) != trace:
                record.exc_info = record.exc_text = None
                redacted = f"{redacted}\n{safe}"
        if redacted != message:
            record.msg = redacted
            record.args = None
        return True


class StreamUrlFilter(logging.Filter):
    """Redacts URLs in log records, either all or those of certain hosts.

    Home Assistant redacts passwords in URLs but not signatures, and also logs URLs with
    errors.
    """

    def __init__(self, hosts: Container[str] | None = None) -> None:
        super().__init__()
        self._hosts = hosts

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        """Redact URLs down to their host."""
        message = record.getMessage()
        redacted = STREAM_URL.sub(self._redact, message)
        if redacted != message:
            record.msg = redacted
            record.args = None
        return True

    def _redact(self, match: re.Match[str]) -> str:
        if self._hosts is not None and _host(match) not in self._hosts:
            return match[0]
        scheme, host, path = match.groups()
        return f"{scheme}{host}{path and '/…'}"


def _host(match: re.Match[str]) -> str:
    """Return the host of a URL, with its port unless that is the default."""
    scheme, host = match[1].lower().removesuffix("://"), match[2].lower()
    return host.removesuffix(f":{STREAM_PORTS.get(scheme)}")


FORMATTER = logging.Formatter()
SECRET_FILTER = SecretFilter()
STREAM_HOSTS = StreamHosts()
PLAYER_FILTER = StreamUrlFilter()
# These loggers are shared with the streams of other integrations.
LIBRARY_FILTER = StreamUrlFilter(STREAM_HOSTS)


def redact_stream_urls(entity_id: str) -> None:
    """Redact the stream URLs of a camera in the log."""
    # Adding the same filter again has no effect. First by value: a URL may contain
    # characters that end one in a text.
    logging.getLogger(f"{PLAYER_LOGGER}{entity_id}").addFilter(SECRET_FILTER)
    logging.getLogger(f"{PLAYER_LOGGER}{entity_id}").addFilter(PLAYER_FILTER)
    for name in LIBRARY_LOGGERS:
        logging.getLogger(name).addFilter(LIBRARY_FILTER)


def redact_secrets() -> None:
    """Redact the secrets that are known in our logs and those of the player."""
    for name in (*OWN_LOGGERS, *SHARED_LOGGERS, *LIBRARY_LOGGERS):
        logging.getLogger(name).addFilter(SECRET_FILTER)
