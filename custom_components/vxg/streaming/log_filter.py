"""Redaction of signed URLs in the log of Home Assistant's player."""

import logging
import re
from typing import override

# An address: a name and password, the host, and the rest, which is as good as a key.
STREAM_URL = re.compile(
    r"((?:https?|rtsps?|rtmps?)://)(?:[^/?#\s'\"]*@)?"
    r"((?:\[[0-9a-f:.]+\]|[^/?#\s'\"@<>)\]])+)([/?#]?)[^\s'\"<>)\]]*",
    re.IGNORECASE,
)


def _redact(found: re.Match[str]) -> str:
    """Return a URL without its secrets; a bare host is kept."""
    scheme, host, more = found.groups()
    return f"{scheme}{host}{more and '/…'}"


# Who tells addresses: the player of one camera, and the library that it plays with.
PLAYER_LOGGER = "homeassistant.components.stream.stream."
LIBRARY_LOGGERS = tuple(
    f"libav.{part}"
    for part in ("hls", "http", "https", "rtmp", "rtmps", "rtsp", "tcp", "tls")
)


class StreamUrlFilter(logging.Filter):
    """Redacts URLs in log records about our streams.

    Home Assistant hides passwords in them but not signatures, and tells them even in
    plain errors.
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
        # The same filter twice counts once.
        logging.getLogger(name).addFilter(STREAM_URL_FILTER)
