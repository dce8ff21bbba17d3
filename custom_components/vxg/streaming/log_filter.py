"""Redaction of signed URLs in the logs of Home Assistant's player."""

import logging
import re
from typing import override

# A URL: user name and password, host, and the rest, which contains the signature.
STREAM_URL = re.compile(
    r"((?:https?|rtsps?|rtmps?)://)(?:[^/?#\s'\"]*@)?"
    r"((?:\[[0-9a-f:.]+\]|[^/?#\s'\"@<>)\]])+)([/?#]?)[^\s'\"<>)\]]*",
    re.IGNORECASE,
)


def _redact(match: re.Match[str]) -> str:
    """Return a URL without its secrets; a bare host is kept."""
    scheme, host, rest = match.groups()
    return f"{scheme}{host}{rest and '/…'}"


# Loggers of URLs: the player of one camera, and FFmpeg's protocols.
PLAYER_LOGGER = "homeassistant.components.stream.stream."
LIBRARY_LOGGERS = tuple(
    f"libav.{part}"
    for part in ("hls", "http", "https", "rtmp", "rtmps", "rtsp", "tcp", "tls")
)


class StreamUrlFilter(logging.Filter):
    """Redacts URLs in log records about our streams.

    Home Assistant redacts passwords in URLs but not signatures, and also logs URLs with
    errors.
    """

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        """Redact all URLs down to their host."""
        message = record.getMessage()
        if STREAM_URL.search(message):
            record.msg = STREAM_URL.sub(_redact, message)
            record.args = None
        return True


STREAM_URL_FILTER = StreamUrlFilter()


def redact_stream_urls(entity_id: str) -> None:
    """Redact the stream URLs of a camera in the log."""
    for name in (f"{PLAYER_LOGGER}{entity_id}", *LIBRARY_LOGGERS):
        # Adding the same filter again has no effect.
        logging.getLogger(name).addFilter(STREAM_URL_FILTER)
